"""Dates and spans of time as texts write them, as precise as the text: `2021-06-23`, `2021-06` or `2021`.

`find` reads a text from start to end. What stands there without a year, or relative to the day of writing
("yesterday", "last week", "on the 27th", "this autumn") or to a date named before ("the following day"), is
resolved by the date of issue; what cannot be resolved, and impossible dates such as 31 June, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from ip5kg.dates import calendar_forms, counted_forms
from ip5kg.dates.clock import Clock
from ip5kg.dates.forms import AT_DIGITS, AT_WORDS, FORMS, RELATIVE, WHOLE
from ip5kg.dates.spans import Bound, DateHit, DateRange, Precision, overlap, parse, precision, shift, valid
from ip5kg.dates.surroundings import follows_speech, frames, opens_frame

__all__ = ["Bound", "DateHit", "DateRange", "Precision", "find", "overlap", "parse", "precision", "valid"]

_READERS: Final[Mapping[str, Callable[[re.Match[str], Clock], DateRange | None]]] = {
    "iso": calendar_forms.iso,
    "dotted": calendar_forms.dotted,
    "month-day": calendar_forms.month_day,
    "day-month": calendar_forms.day_month,
    "month": calendar_forms.month,
    "year": calendar_forms.year,
    "season": calendar_forms.season,
    "which-month": counted_forms.which_month,
    "nth": counted_forms.nth,
    "nth-to-nth": counted_forms.nth_to_nth,
    "today": counted_forms.today,
    "unit": counted_forms.unit,
    "ago": counted_forms.ago,
    "day-near": counted_forms.day_near,
    "weekday": counted_forms.weekday,
}
_START: Final = re.compile(r"[A-Za-z]+|[0-9]+")
_JOIN: Final = re.compile(
    r",?\s?(?:[-–—]|(?:and\s)?(?:(?:lasting|running|going\son|ending|that\sis\sto\ssay)\s)?(?:to|until|till|through|up\sto))\s"
    r"(?:on\s|the\s)?(?:\w{3,6}day,?\s)?\Z",
    re.IGNORECASE,
)
_APPOSITION: Final = re.compile(r",\s(?:\w{3,6}day,?\s)?(?:on\s|i\.e\.,?\s|that\sis,?\s|namely,?\s)?\Z|\s\((?:on\s)?\Z")
_FARTHEST: Final = 30  # characters between two dates that make one


def find(text: str, issued: str | None = None, start: int = 0, end: int | None = None) -> list[DateHit]:
    """Return the dates in `text[start:end]`, in order, without overlaps.

    Args:
        text: the text of a release.
        issued: the date of issue (`2021-06-24`, `2021-06` or `2021`) by which relative dates are resolved.
            Where it is missing, the first complete date of the text takes its place.
        start: where to begin.
        end: where to stop.
    """
    found: list[DateHit] = []
    for hit in _hits(text, Clock(issued), start, len(text) if end is None else end):
        merged = _merge(text, found[-1], hit) if found and hit.start - found[-1].end <= _FARTHEST else None
        if merged is not None:
            found[-1] = merged
        else:
            found.append(hit)
    return found


def _hits(text: str, clock: Clock, start: int, end: int) -> Iterator[DateHit]:
    free = start
    frame: tuple[int, int] | None = None  # a year that stands alone, and where it ends
    for word in _START.finditer(text, start, end):
        at, first = word.start(), word[0]
        if at < free or (at and text[at - 1].isalnum()):
            continue
        clock.framed = frame[0] if frame is not None and frames(text, frame[1], at) else None
        for form in AT_DIGITS if first[0].isdigit() else AT_WORDS.get(first, ()):
            match = FORMS[form].match(text, at, end)
            if match is None:
                continue
            span = _READERS[form](match, clock)
            if span is not None or form in WHOLE:
                free = match.end()
            if span is not None:
                if form == "year" and opens_frame(text, at):
                    frame = (int(span.start), free)
                clock.heard(span, counts_from=not follows_speech(text, at), relative=form in RELATIVE)
                yield DateHit(at, free, span, form in RELATIVE)
            if free > at:
                break


def _merge(text: str, a: DateHit, b: DateHit) -> DateHit | None:
    """Put together what belongs together: "tomorrow, March 15"; "from today until September 1"; "today and tomorrow"."""
    gap = text[a.end : b.start]
    both_days = a.range.precision == b.range.precision == "day"
    if both_days and a.relative and _APPOSITION.match(gap) and (not b.relative or a.range == b.range):
        first, last = b.range.start, b.range.end
        if a.range.start == first < a.range.end:  # "for four days from tomorrow, March 15"
            last = a.range.end
        return DateHit(a.start, b.end, DateRange(first, last, "" if first != last else a.range.bound or b.range.bound), b.relative)
    if both_days and b.relative and gap in (" (", ", ") and (a.range == b.range or text.startswith(("the ", "a ", "one "), b.start)):
        return DateHit(a.start, b.end, a.range, a.relative)  # "on the 13th, the day before"
    single = a.range.start == a.range.end <= b.range.start == b.range.end
    if not single or a.range.precision != b.range.precision or a.range.precision == "year":
        return None
    in_a_row = both_days and gap in (" and ", " & ", ", and ") and (a.relative or b.relative) and _follows(a.range.end, b.range.start)
    if in_a_row or _JOIN.match(gap):
        return DateHit(a.start, b.end, DateRange(a.range.start, b.range.end), a.relative)
    return None


def _follows(day: str, other: str) -> bool:
    moved = shift(date.fromisoformat(day), 1)
    return moved is not None and moved.isoformat() == other
