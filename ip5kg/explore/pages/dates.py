"""Dates in words, as precise as they are known and no more."""

from __future__ import annotations

import re

from ip5kg.dates import parse
from ip5kg.network.days import first_day, last_day

_MONTHS = "January February March April May June July August September October November December".split()
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """Return whether a text is a day, month or year that the calendar has."""
    return bool(_ISO.fullmatch(text)) and not text.startswith("0000") and parse(text) is not None


def in_words(date: str) -> str:
    """Return `2021-06-23` as "23 June 2021", `2021-06` as "June 2021", `2021` as it is; anything else unchanged."""
    if not is_date(date):
        return date
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    name = _MONTHS[int(month) - 1] if month else ""
    return " ".join(part for part in (str(int(day)) if day else "", name, year) if part)


def span(start: str, end: str) -> str:
    """Return two dates as one span: "22–23 June 2021", "30 May – 1 June 2016", "June 2021", "from 2007", "until 2018"."""
    if not start or not end:
        return f"from {in_words(start)}" if start else f"until {in_words(end)}" if end else ""
    if start == end:
        return in_words(start)
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{int(start[8:])}–{in_words(end)}"
    if len(start) == len(end) == 10 and start[:4] == end[:4]:
        return f"{in_words(start).removesuffix(' ' + start[:4])} – {in_words(end)}"
    return f"{in_words(start)} – {in_words(end)}"


def certainly_by(date: str, day: str) -> bool:
    """Return whether what is dated `date` certainly lies on or before `day` (an ISO day); undated things do not."""
    return is_date(date) and last_day(date) <= day


def certainly_after(date: str, day: str) -> bool:
    """Return whether what is dated `date` certainly lies after `day`."""
    return is_date(date) and first_day(date) > day


def bounds(earliest_start: str, latest_start: str, earliest_end: str, latest_end: str) -> tuple[str, str]:
    """Return (from, to) of a tenure in words, from its four bounds ("" where a bound is not known)."""
    return _bound(earliest_start, latest_start, "before"), _bound(earliest_end, latest_end, "after")


def _bound(early: str, late: str, open_side: str) -> str:
    if early and late:
        if early == late:
            return in_words(early)
        whole = _whole(early, late)
        return in_words(whole) if whole else f"between {in_words(early)} and {in_words(late)}"
    if late and open_side == "before":
        return f"{in_words(late)} or before"
    if early and open_side == "after":
        return f"{in_words(early)} or after"
    return f"{in_words(early)} or after" if early else f"{in_words(late)} or before" if late else "not known"


def _whole(early: str, late: str) -> str:
    """Return the month or year that two days span exactly, or ""."""
    for length in (7, 4):
        date = early[:length]
        if is_date(date) and first_day(date) == early and last_day(date) == late:
            return date
    return ""
