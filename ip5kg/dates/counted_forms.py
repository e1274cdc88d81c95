"""Dates that a text counts from another day: "yesterday", "on the 27th", "last week", "the following day", "a year ago"."""

from __future__ import annotations

import re

from ip5kg.dates.calendar_forms import counted
from ip5kg.dates.clock import Clock, steps
from ip5kg.dates.forms import MONTH, count, day_number, month_number, weekday_number
from ip5kg.dates.spans import DateRange, days, month_at, month_of, parse, precision, shift, valid, year_of
from ip5kg.dates.surroundings import bound, is_day_of_month, is_future, names_weekday, stands_at_line_start

_OF_NAMED_MONTH = re.compile(rf"\s{{1,2}}of\s{{1,2}}{MONTH}")
_NEAR = 10  # days between a day of the month and the full date before it
_STANDS_ALONE = re.compile(r"\s?(?:[,.;:)]|\Z)")
_TODAY = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def which_month(match: re.Match[str], clock: Clock) -> DateRange | None:
    month, middle, which = month_number(match["m"]), clock.about_today, match["which"].lower()
    if middle is None:
        return None
    year = middle.year
    if which == "last" and month >= middle.month and clock.knows_month:
        year -= 1
    if which == "next" and month <= middle.month:
        year += 1
    return month_of(year, month)


def nth(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "the 27th", "the 4th to the 6th": days of the month of writing, or of the one before or after it."""
    text, at, day, issue = match.string, match.start(), day_number(match["d"]), clock.issue
    if _OF_NAMED_MONTH.match(text, match.end()):
        return None  # "the 11th of June" is read whole
    if issue is None or issue[1] is None or not is_day_of_month(text, at, match.end()):
        return None
    year, month = issue[0], issue[1]
    near = clock.named_day  # "on June 14 … On the 15th"
    beside = None if near is None else valid(near.year, near.month, day)
    if near is not None and beside is not None and abs((beside - near).days) <= _NEAR and match["d2"] is None:
        return counted(text, at, beside)
    if issue[2] is not None and day - issue[2] > 10 and not is_future(text, at):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    if issue[2] is not None and day < issue[2] - 14 and is_future(text, at):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    first = valid(year, month, day)
    if first is None or match["d2"] is None:
        return None if first is None else counted(text, at, first)
    last = valid(year, month, day_number(match["d2"]))
    return days(first, last) if last is not None and first <= last else None


def nth_to_nth(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read days of a month that stands elsewhere: "this month (4th to 6th)", and "11th: …" at the head of a line."""
    alone = match["d2"] is None
    if alone and not stands_at_line_start(match.string, match.start()):
        return None
    named = parse(clock.named)
    if alone or named is None or named[1] is None or named[2] is not None:
        named = clock.issue
    if named is None or named[1] is None:
        return None
    first = valid(named[0], named[1], day_number(match["d"]))
    last = first if alone else valid(named[0], named[1], day_number(match["d2"]))
    return days(first, last) if first and last and first <= last else None


def today(match: re.Match[str], clock: Clock) -> DateRange | None:
    day = clock.today
    if day is None:
        return clock.as_issued()
    moved = shift(day, _TODAY.get(" ".join(match[0].lower().split()), 0))
    return None if moved is None else counted(match.string, match.start(), moved)


def unit(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "last year", "this month", "the following month"; "last week" is only known to the month."""
    which, name = match["which"].lower().split()[-1], match["unit"].lower()
    if name == "year":
        return year_of(clock.year_by_word(which))
    by_issue = which in ("last", "this", "next")
    base = clock.about_today if by_issue else clock.about_named
    if base is None or (by_issue and not clock.knows_month):
        return None
    if name == "month":
        return month_at(base, steps(which))
    moved = shift(base, 7 * steps(which))
    return month_of(moved.year, moved.month) if moved is not None and by_issue else None


def ago(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "three days ago", "two weeks later", "a year earlier"."""
    number, name, way = count(match["n"]), match["unit"], match["way"]
    back = way in ("ago", "earlier", "before")
    if way in ("after", "before") and not _STANDS_ALONE.match(match.string, match.end()):
        return None  # "ten years after the offices first met": counted from what follows
    if name == "year" and back:
        since = clock.issue if way == "ago" else parse(clock.named) or clock.issue
        return year_of(since[0] - number) if since else None
    if name == "year":
        named = parse(clock.named)
        return year_of(named[0] + number) if named else None
    named_day = clock.named_day if back else clock.named_last
    base = clock.about_today if way == "ago" else named_day if name == "day" else None
    if base is None:
        return None
    if name == "day":
        exact = clock.today is not None or way != "ago"
        return days(shift(base, -number if back else number)) if exact else None
    if name == "week":
        moved = shift(base, -7 * number)
        return month_of(moved.year, moved.month) if moved else None
    return month_at(base, -number)


def day_near(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "the following day", "that day", "the evening before", "the year before"."""
    words = match[0].lower().split()
    if "year" in words:
        return year_of(clock.issue[0] - 1) if clock.issue else None
    if "month" in words or "week" in words:
        middle = clock.about_today
        return month_at(middle, -1 if "month" in words else 0) if middle is not None and clock.knows_month else None
    named_whole = precision(clock.named or "2000-01-01") == "day"
    back = any(w in words for w in ("previous", "preceding", "before"))
    forth = any(w in words for w in ("following", "next", "after"))
    base = (clock.named_last if forth else clock.named_day) or (clock.today if named_whole else None)
    if base is None:
        return None
    return days(shift(base, -1 if back else 1 if forth else 0))


def weekday(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "on Wednesday", "last Friday", "next Monday": the day in the week around that of writing."""
    day, text, at = clock.today, match.string, match.start()
    if day is None or (match["which"] is None and match["week"] is None and not bound(text, at) and not names_weekday(text, at)):
        return None
    wanted, which = weekday_number(match["day"]), (match["which"] or "on").lower()
    if match["week"] is not None:
        monday = shift(day, 7 * steps(match["week"]) - day.weekday())
        return None if monday is None else days(shift(monday, wanted))
    if which == "next" or (which in ("on", "this") and is_future(text, at)):
        ahead = (wanted - day.weekday()) % 7
        moved = shift(day, ahead or (7 if which == "next" else 0))
    else:
        behind = (day.weekday() - wanted) % 7
        moved = shift(day, -(behind or (7 if which == "last" else 0)))
    return None if moved is None else counted(text, at, moved)
