"""Spans of time as precise as a text gives them: the value of every date, and the arithmetic that all modules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Precision = Literal["day", "month", "year"]
Bound = Literal["", "from", "until"]


@dataclass(frozen=True, slots=True)
class DateRange:
    """A span of time; `start` and `end` are ISO dates of the same precision, equal for one day, month or year.

    `bound` says that the text gives only one end: "from June 22" or "until June 23".
    """

    start: str
    end: str
    bound: Bound = ""

    @property
    def precision(self) -> Precision:
        return precision(self.start)

    def agrees(self, other: DateRange) -> bool:
        """Tell whether both can speak of the same event: they overlap, or one lies within the other's month or year."""
        return overlap(self.start, self.end, other.start, other.end)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date found in a text: `text[start:end]`. `relative` if it was worked out from another date."""

    start: int
    end: int
    range: DateRange
    relative: bool = False


def precision(iso: str) -> Precision:
    """Return how precise an ISO date is, by its length."""
    return "year" if len(iso) == 4 else "month" if len(iso) == 7 else "day"


def overlap(start: str, end: str, other_start: str, other_end: str) -> bool:
    """Tell whether two spans of dates, of whatever precision, can have a day in common."""
    near, far = min(len(start), len(other_start)), min(len(end), len(other_end))
    width = min(near, far)
    return start[:width] <= other_end[:width] and other_start[:width] <= end[:width]


def valid(year: int, month: int, day: int) -> date | None:
    """Return the day, or None for an impossible one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse(iso: str | None) -> tuple[int, int | None, int | None] | None:
    """Split `2021`, `2021-06` or `2021-06-23` into numbers; None for anything else."""
    if iso is None or (match := _PARTIAL.fullmatch(iso)) is None:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and valid(year, month, day) is None:
        return None
    return year, month, day


_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def days(first: date | None, last: date | None = None) -> DateRange | None:
    """Return the span from one day to another, or of the one day."""
    return None if first is None else DateRange(first.isoformat(), (last or first).isoformat())


def month_of(year: int, month: int) -> DateRange:
    """Return the span of a month."""
    return DateRange(f"{year:04}-{month:02}", f"{year:04}-{month:02}")


def month_at(day: date, months: int) -> DateRange | None:
    """Return the month so many months after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return month_of(index // 12, index % 12 + 1) if MINYEAR <= index // 12 <= MAXYEAR else None


def year_of(year: int | None) -> DateRange | None:
    """Return the span of a year."""
    return None if year is None or not MINYEAR <= year <= MAXYEAR else DateRange(f"{year:04}", f"{year:04}")


def shift(day: date, by: int) -> date | None:
    """Return the day so many days later, within the calendar."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None
