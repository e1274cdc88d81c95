"""What a mention of kind `number` carries: the value that the words stand for, and how exactly they say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read: "nearly four fifths" is 80 percent, under; "2.73 million" is 2730000.

    `qualifier` is a slug of the scheme `qualifier`. `high` is the upper end of a range ("80 to 85 percent"), whose
    lower end is `value`. `points` marks percentage points, which are never a share.
    """

    value: int | float
    percent: bool = False
    qualifier: str = "exact"
    high: int | float | None = None
    points: bool = False
