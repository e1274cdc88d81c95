"""When a meeting was held, out of all that its anchors say: ranges before single days before months before years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ip5kg.dates import DateRange, overlap, precision
from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.deeds import NTH_DAY

Time = tuple[str, str]
"""First and last day (month, year) of a meeting, as ISO dates."""

_LONGEST: Final = 5  # days that a meeting can last of which only the beginning or the end is said
_LONGEST_OF_ALL: Final = 14  # days
_DAYS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_NTH: Final = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_LASTED: Final = re.compile(
    r"\b(?:lasted|lasts|went on for|ran for|runs for|took up|extended over) (?:a full )?(two|three|four|five|[2-5]) (?:full )?days\b"
)
_CLOSE_BY: Final = 40  # characters between "opened" and the day
_OPENED: Final = re.compile(r"\b(?:opened|opens|open|began|begins|begin|started|starts|start|kicked off)\b[^.;:]{0,24}\Z")
_CLOSED: Final = re.compile(
    r"\b(?:closed|closes|close|ended|ends|end|concluded|wrapped up|came to an end|finished|said goodbye|parted|wound up)\b[^.;:]{0,38}\Z"
)
_DURATION: Final = re.compile(
    r"\b(two|three|four|five|[2-5])[- ]days?[- ](?:\w+ ){0,2}(?:meeting|conference|session|event|talks|summit|gathering|workshop)\b"
    r"|\b(?:of|for|lasts?|lasted|over|after) (two|three|four|five|[2-5]) days\b"
)


def time_of(anchors: Sequence[Anchor]) -> Time | None:
    """Return start and end of the meeting that all the anchors speak of, as precise as the text."""
    dates = dated(anchors)
    dates = [(d, a) for d, a in dates if not a.lent] or dates
    days = [(d, a) for d, a in dates if d.precision == "day"]
    if not days:
        open_ = [d for d, _ in dates if d.bound != "until"]
        best = next((d for d in open_ if d.precision == "month"), open_[0] if open_ else None)
        return None if best is None else (best.start, best.end)
    said = [(d, a) for d, a in days if not a.view.is_heading] or days
    whole = next((d for d, _ in said if d.start != d.end), None)
    if whole is not None:
        return whole.start, whole.end
    return _from_until(said) or _with_duration(said, anchors)


def dated(anchors: Sequence[Anchor]) -> list[tuple[DateRange, Anchor]]:
    """Return the dates of anchors, each with its anchor; of a meeting that was put off the new date only."""
    return [(d, a) for a in anchors for d in (([a.new_date] if a.new_date else []) if a.put_off else a.dates)]


def _from_until(said: Sequence[tuple[DateRange, Anchor]]) -> Time | None:
    """Return the span whose ends are said apart: "opens on June 22 … lasts until June 24"."""
    start = next((d.start for d, a in said if d.bound == "from" or (d.bound != "until" and _is_near(a, d, "cue:open"))), None)
    end = next((d.end for d, _ in said if d.bound == "until"), None)
    if start is not None and end is None:
        end = next((d.end for d, a in said if d.end > start and _is_near(a, d, "cue:close")), None)
    if start is None and end is None:
        end = next((d.end for d, a in said if _is_near(a, d, "cue:close", 30)), None)
        first = min((d.start for d, _ in said), default=None)
        if end is not None and (first is None or not moved(end, -_LONGEST) <= first < end):
            end = None
    if end is not None and start is None:
        start = next((d.start for d, _ in said if d.bound != "until" and d.start < end), None)
    if start is None or end is None or not start < end <= moved(start, _LONGEST_OF_ALL):
        return None  # "agreed in September 2013 … prolonged until 5 January 2023"
    return start, end


def _with_duration(said: Sequence[tuple[DateRange, Anchor]], anchors: Sequence[Anchor]) -> Time:
    """Return the one day that is said, or the days of which it is the first or last: "opened a three-day meeting on June 4"."""
    first, anchor = next(((d, a) for d, a in said if d.bound != "until"), said[0])
    exact = [m for m in anchor.view.of("date") if isinstance(m.value, DateRange) and m.value.precision == "day"]
    days = _duration(anchor.view.own_text) if len({m.value for m in exact}) == 1 and anchor.alone else None
    if days is None:
        named = (a for a in anchors if a.form in ("noun", "pointer"))
        days = next((n for a in named if (n := _duration(a.view.before(a.start, 4) + a.view.text[a.start : a.end + 12]))), None)
    if days is None:
        told = (a for a in anchors if a.form in ("noun", "pointer") and not a.dates)
        days = next((_DAYS[m[1]] for a in told if (m := _LASTED.search(a.view.own_text)) is not None), None)
    if days is None or first.bound == "until":
        return first.start, first.end
    if _is_near(anchor, first, "cue:close", 130) and not _is_near(anchor, first, "cue:open"):
        return moved(first.start, 1 - days), first.end
    return first.start, moved(first.start, days - 1)


def _duration(text: str) -> int | None:
    """Return how many days a text says that a meeting lasts: "a two-day meeting", "for three days"."""
    match = _DURATION.search(text)
    return _DAYS[match[1] or match[2]] if match else None


def _is_near(anchor: Anchor, when: DateRange, kind: str, reach: int = 60) -> bool:
    dates = [m for m in anchor.view.of("date") if m.value == when]
    return any(abs(cue.span.start - d.span.start) < reach for cue in anchor.view.of(kind) for d in dates)


def moved(iso: str, days: int) -> str:
    """Return the day so many days later; the same day at the ends of the calendar."""
    try:
        return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()
    except OverflowError:
        return iso


def bounded(anchor: Anchor) -> list[DateRange]:
    """Return the dates of an anchor; of a day on which the meeting opened or ended, with the end that it leaves open."""
    return [_bounded(anchor, d) for d in anchor.dates]


def _bounded(anchor: Anchor, when: DateRange) -> DateRange:
    if when.bound or when.precision != "day" or when.start != when.end:
        return when
    text = anchor.view.text
    for mention in anchor.view.of("date"):
        if mention.value != when:
            continue
        before = text[max(anchor.view.span.start, mention.span.start - _CLOSE_BY) : mention.span.start]
        if _OPENED.search(before):
            return replace(when, bound="from")
        if _CLOSED.search(before):
            return replace(when, bound="until")
    return when


def agree(own: Time, bounds: frozenset[str], dates: Sequence[DateRange]) -> bool:
    """Tell whether dates fit a meeting of which `bounds` of its time are known."""
    mine = own if own[0] != own[1] else _extent(*own, bounds)
    return any(overlap(*mine, *_extent(d.start, d.end, frozenset({d.bound}))) for d in dates)


def _extent(start: str, end: str, bounds: frozenset[str]) -> Time:
    """Return the time that a meeting can have lasted of which only the first or the last day is said."""
    if precision(start) != "day" or not bounds & {"from", "until"}:
        return start, end
    first = moved(start, -_LONGEST) if bounds == {"until"} else start
    return first, moved(end, _LONGEST) if bounds == {"from"} else end


def nth_day(anchors: Sequence[Anchor], whole: Time | None) -> Time | None:
    """Work out "on the second day" from the days of the whole event."""
    if whole is None or precision(whole[0]) != "day":
        return None
    for anchor in anchors:
        match = NTH_DAY.search(anchor.view.own_text)
        if match is not None:
            number = _NTH.get(match[1])
            day = whole[1] if number is None else moved(whole[0], number - 1)
            return (day, day) if whole[0] <= day <= whole[1] else None
    return None
