"""Dates that the calendar gives: "23 June 2021", "June 22 to 23", "2021-06", "May 2007", "spring 2008", "2021"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ip5kg.dates.clock import Clock
from ip5kg.dates.forms import day_number, month_number
from ip5kg.dates.spans import DateRange, days, month_of, valid, year_of
from ip5kg.dates.surroundings import bound, days_counted, is_future, is_month, is_year, tense

_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12), "winter": (1, 12)}
"""The months in which each season begins and ends; winter lies in both years."""


def iso(match: re.Match[str], _clock: Clock) -> DateRange | None:
    year, month = int(match["y"]), int(match["m"])
    if match["d"] is None:
        return month_of(year, month) if match["sign"] == "-" and len(match["m"]) == 2 else None
    return days(valid(year, month, int(match["d"])))


def dotted(match: re.Match[str], _clock: Clock) -> DateRange | None:
    return days(valid(int(match["y"]), int(match["m"]), int(match["d"])))


def month_day(match: re.Match[str], clock: Clock) -> DateRange | None:
    month, day = month_number(match["m"]), day_number(match["d"])
    month2 = month_number(match["m2"]) if match["m2"] else month
    day2 = day_number(match["d2"]) if match["d2"] else None
    return _span(match, clock, (month, day), None if day2 is None else (month2, day2))


def day_month(match: re.Match[str], clock: Clock) -> DateRange | None:
    month, day = month_number(match["m"]), day_number(match["d"])
    if match["d2"]:
        return _span(match, clock, (month, day), (month_number(match["m2"]), day_number(match["d2"])))
    return _span(match, clock, (month, day), (month, day_number(match["to"])) if match["to"] else None)


def _span(match: re.Match[str], clock: Clock, first: tuple[int, int], last: tuple[int, int] | None) -> DateRange | None:
    """Return the span between two days of the year, or the one day; the year as written, else the nearest one."""
    written = match["y"] or match["y2"]
    year = int(written) if written else clock.year_for(*first, tense=tense(match.string, match.start()))
    begin = None if year is None else valid(year, *first)
    if year is None or begin is None:
        return None
    if last is None:
        return counted(match.string, match.start(), begin)
    end = valid(int(match["y2"] or written or year), *last)
    if end is not None and end < begin and last[0] == first[0]:
        return counted(match.string, match.start(), begin)  # "on May 29 to the 18th gathering"
    if end is not None and end < begin and not (match["y2"] or match["y"]):
        end = valid(year + 1, *last)
    return days(begin, end) if end is not None and begin <= end else None


def counted(text: str, at: int, day: date) -> DateRange | None:
    """Return the day, or the span of days that begins with it ("for four days from …"), as the words before it say."""
    count = days_counted(text, at)
    if count is not None:
        return days(day, day + timedelta(days=count - 1))
    found = days(day)
    return None if found is None else replace(found, bound=bound(text, at))


def month(match: re.Match[str], clock: Clock) -> DateRange | None:
    number = month_number(match["m"])
    if match["y"]:
        return month_of(int(match["y"]), number)
    if match["which"]:
        year = clock.year_by_word(match["which"].split()[-1])
        return month_of(year, number) if year else None
    if not is_month(match.string, match.start(), match.end()):
        return None
    year = clock.year_for(number, None, tense=tense(match.string, match.start()))
    if year is None:
        return None
    ends = bound(match.string, match.start()) == "until"
    return replace(month_of(year, number), bound="until" if ends else "")


def year(match: re.Match[str], _clock: Clock) -> DateRange | None:
    return year_of(int(match["y"])) if is_year(match.string, match.start()) else None


def season(match: re.Match[str], clock: Clock) -> DateRange | None:
    if match["y"]:
        return year_of(int(match["y"]))
    if match["bare"]:
        return _bare_season(match, clock)
    if match["of"] in ("that", "the"):
        return year_of(clock.year_by_word((match["rank"] or ("this" if match["of"] == "the" else "that")).lower()))
    return year_of(clock.year_by_word((match["which"] or match["of"]).lower()))


def _bare_season(match: re.Match[str], clock: Clock) -> DateRange | None:
    """Read "in the autumn": the next one where the clause looks ahead, else the last one."""
    middle = clock.about_today
    if middle is None:
        return None
    begins, ends = _SEASONS[match["bare"]]
    year = middle.year
    if is_future(match.string, match.start()):
        year += 1 if middle.month > ends else 0
    elif middle.month < begins:
        year -= 1
    return year_of(year)
