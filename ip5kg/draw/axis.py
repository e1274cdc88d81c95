"""A row of years, and where a day stands on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ip5kg.draw import style
from ip5kg.draw.scene import Curve, Group, Shape, Text
from ip5kg.draw.text import width
from ip5kg.network.days import first_day, last_day

SMALL = 12.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The years from `first` to `last`, drawn from `left` to `right` (pixels)."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: str) -> float:
        """Return where a day (an ISO date) stands; days outside stand at the end."""
        date = dt.date.fromisoformat(day)
        start, end = dt.date(self.first, 1, 1).toordinal(), dt.date(self.last + 1, 1, 1).toordinal()
        part = (date.toordinal() - start) / (end - start)
        return round(self.left + (self.right - self.left) * min(1.0, max(0.0, part)), 2)

    def span(self, date: str, until: str = "") -> tuple[float, float]:
        """Return where a date, or the time from `date` to `until`, begins and ends; both may be months or years."""
        return self.x(first_day(date)), self.x(last_day(until or date))

    def drawn(self, top: float, bottom: float) -> Group:
        """Return the years above a line each, which runs down to `bottom`."""
        step = (self.right - self.left) / (self.last - self.first + 1)
        shapes: list[Shape] = []
        for number, year in enumerate(range(self.first, self.last + 2)):
            x = round(self.left + step * number, 2)
            shapes.append(Curve((x, top), (x, bottom), 0.0, style.FRAME, 1))
            if year <= self.last:
                said = str(year) if step >= 40 else f"’{year % 100:02}"
                shapes.append(Text(x + step / 2, top - 6, said, SMALL, style.QUIET, "bold", "middle", width(said, SMALL, bold=True)))
        return Group(tuple(shapes), kind="axis")


def years_of(dates: Iterable[str]) -> tuple[int, int]:
    """Return the first and the last year of dates and spans; 2007 and 2025 where there are none."""
    found = [int(date[:4]) for span in dates for date in span.split("/") if date]
    return min(found, default=2007), max(found, default=2025)
