"""Partial dates as spans of days."""

from __future__ import annotations

import calendar

from ip5kg.dates import parse
from ip5kg.errors import BadArgument


def first_day(date: str) -> str:
    """Return the first day of `2021`, `2021-06` or `2021-06-23`, as an ISO date."""
    return {4: f"{date}-01-01", 7: f"{date}-01"}.get(len(date), date)


def last_day(date: str) -> str:
    """Return the last day of `2021`, `2021-06` or `2021-06-23`, as an ISO date."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date


def checked(date: str) -> str:
    """Return `date` if it is a day, a month or a year.

    Raises:
        BadArgument: if it is not.
    """
    if parse(date) is None or date.startswith("0000"):
        raise BadArgument(date, "is no date", "write 2021-06-23, 2021-06 or 2021")
    return date
