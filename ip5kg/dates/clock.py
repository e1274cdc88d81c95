"""The clock of a text: the day of writing, and the days it named so far, from which it counts."""

from __future__ import annotations

from datetime import date

from ip5kg.dates.spans import DateRange, parse, valid

_SOME_DAYS = 40
_STEPS = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}


class Clock:
    """What a text counts from while it is read from start to end.

    `issue` is the day of writing as far as known, `named` the last date of any kind, `named_day` the last full day.
    """

    def __init__(self, issued: str | None) -> None:
        self.issue = parse(issued)
        self.named: str | None = None
        self.framed: int | None = None
        """The year that a sentence, a heading or the line above a list gives to the days behind it: "In 2018 the groups met:"."""
        self._named_day: str | None = None
        self._named_last: str | None = None

    def heard(self, range_: DateRange, *, counts_from: bool, relative: bool) -> None:
        """Take note of a date that was read; where the day of writing is unknown, the first full day takes its place."""
        self.named = range_.start
        if range_.precision == "day" and counts_from:
            self._named_day, self._named_last = range_.start, range_.end
            if self.issue is None and not relative:
                self.issue = parse(range_.start)

    @property
    def today(self) -> date | None:
        """The day of writing, where it is known to the day."""
        if self.issue is None or self.issue[1] is None or self.issue[2] is None:
            return None
        return date(self.issue[0], self.issue[1], self.issue[2])

    @property
    def about_today(self) -> date | None:
        """The day of writing, or the middle of its month or year."""
        if self.issue is None:
            return None
        year, month, day = self.issue
        return date(year, month or 6, day or 15)

    @property
    def knows_month(self) -> bool:
        return self.issue is not None and self.issue[1] is not None

    @property
    def named_day(self) -> date | None:
        return None if self._named_day is None else date.fromisoformat(self._named_day)

    @property
    def named_last(self) -> date | None:
        """The day from which "a day later" is counted: the second of two days, the first of a longer span (a week of meetings)."""
        first, last = self.named_day, self._named_last
        if first is None or last is None:
            return None
        second = date.fromisoformat(last)
        return second if (second - first).days == 1 else first

    @property
    def about_named(self) -> date | None:
        """The last date that was named, or the middle of its month or year."""
        parts = parse(self.named)
        return None if parts is None else date(parts[0], parts[1] or 6, parts[2] or 15)

    def as_issued(self) -> DateRange | None:
        """Return the day, month or year of writing."""
        if self.issue is None:
            return None
        year, month, day = self.issue
        iso = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
        return DateRange(iso, iso)

    def year_for(self, month: int, day: int | None, *, tense: int = 0) -> int | None:
        """Return the year that brings this month and day nearest to the day of writing.

        `tense` is -1 where the clause tells of the past, 1 where it looks ahead: then a month on the other side is of another year.
        """
        if self.framed is not None:
            return self.framed
        middle = self.about_today
        if middle is None or self.issue is None:
            return None
        if self.issue[1] is None:
            return self.issue[0]
        years = [y for y in (middle.year, middle.year - 1, middle.year + 1) if valid(y, month, day or 15)]
        ahead = {y: (date(y, month, day or 15) - middle).days for y in years}
        fitting = [y for y in years if ahead[y] * tense > -_SOME_DAYS]
        return min(fitting or years, key=lambda y: abs(ahead[y]), default=None)

    def year_by_word(self, which: str) -> int | None:
        """Return the year of "last year", "the same year" or the like."""
        named = which in ("same", "that", "previous", "preceding", "following")
        parts = (parse(self.named) or self.issue) if named else self.issue
        return None if parts is None else parts[0] + _STEPS.get(which, 0)


def steps(which: str) -> int:
    """Return by how many units a word moves: "last" by one back, "following" by one forth."""
    return _STEPS.get(which, 0)
