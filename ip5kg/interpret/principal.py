"""The main meeting of a release: the one that it was written about, at which things were done unless the text names another.

A release names other meetings too: the one to come, the one of a year ago that set up a project, the one that a reader took
for a meeting by mistake. None of these signs decides alone; together they do: what the title says, which meeting comes first,
how near its day is to that of the release, how much is told of it, and whether it was held at all.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.views import OWN_SERIES
from ip5kg.model import MeetingRef, MeetingStatement

_NEAR: Final = 60  # days between a meeting and the release that reports on it
_FAR: Final = 200
_AGES: Final = 400
_SPOKEN: Final = 2.0  # what it counts that every sentence speaks of one meeting
_OPENING: Final = 3
"""Blocks of running text at the head of a release in which its meeting is named as a rule."""


def main_meeting(context: Context) -> MeetingRef | None:
    """Return the meeting that a release is about; None where it only recalls meetings held long before."""
    standing = [m for m in context.meetings if m.status != "cancelled"]
    if not standing:
        return None
    titled = _series_of_title(context)
    first = _first_spots(context)
    opening = _end_of_opening(context)
    spoken = Counter(ref for ref in context.foci if ref is not None)
    weighed = [
        (_weight(context, m, titled, first.get(m.ref), opening) + _SPOKEN * spoken[m.ref] / max(1, spoken.total()), -i)
        for i, m in enumerate(standing)
    ]
    best = standing[-max(weighed)[1]]
    distance = _distance(best, context.release.issued)
    if best.series not in titled and distance is not None and distance > _FAR:
        return None
    return best.ref


def _weight(context: Context, meeting: MeetingStatement, titled: frozenset[str], first: int | None, opening: int) -> float:
    weight = 3.0 if meeting.series in OWN_SERIES else 0.0
    weight += 2.0 if meeting.status == "held" else 0.0
    weight += 4.0 if meeting.series in titled else 0.0
    distance = _distance(meeting, context.release.issued)
    if distance is not None:
        weight += 3.0 if distance <= _NEAR else 1.0 if distance <= _FAR else -3.0 if distance > _AGES else -1.0
    told = sum((meeting.number is not None, len(meeting.start or "") == len("2021-06-23"), bool(meeting.city or meeting.country)))
    weight += told or -2.0  # of a meeting that is only mentioned, nothing is told
    if first is not None and first <= opening:
        weight += 2.0
    return weight


def _series_of_title(context: Context) -> frozenset[str]:
    """Return the series that the title names, or that the title block of the page names."""
    title = context.release.title
    found = {h.entries[0].slug for h in context.gazetteer.find(title, kinds=("series", "body")) if not h.loose}
    for block in context.release.blocks[: _OPENING * 4]:
        if block.kind == "title":
            found |= {ref.series for _, ref in context.spots_in(block.span)}
    return frozenset(found)


def _first_spots(context: Context) -> dict[MeetingRef, int]:
    """Return where in the running text each meeting is first named."""
    silent = [b.span for b in context.release.blocks if b.kind in ("title", "navigation", "furniture", "caption")]
    found: dict[MeetingRef, int] = {}
    for at, ref in context.spots:
        if ref not in found and not any(s.start <= at < s.end for s in silent[: _OPENING * 4]):
            found[ref] = at
    return found


def _end_of_opening(context: Context) -> int:
    running = [b.span.end for b in context.release.blocks if b.kind in ("paragraph", "item", "row", "quotation")]
    return running[min(_OPENING, len(running)) - 1] if running else 0


def _distance(meeting: MeetingStatement, issued: str | None) -> int | None:
    """Return how many days lie at least between a meeting and the release; None where one of the days is unknown."""
    if not meeting.start or not issued:
        return None
    opens, closes = _bounds(issued)
    began, ended = _bounds(meeting.start)
    return max(0, (opens - ended).days, (began - closes).days)


def _bounds(when: str) -> tuple[date, date]:
    """Return the first and last day that a date as precise as the text stands for; months are taken to have 28 days."""
    parts = [int(p) for p in when.split("-")]
    year = min(max(parts[0], 1), 9998)
    if len(parts) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    if len(parts) == 2:
        return date(year, parts[1], 1), date(year, parts[1], 28)
    return date(year, parts[1], parts[2]), date(year, parts[1], parts[2])
