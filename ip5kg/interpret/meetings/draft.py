"""A meeting under construction: the anchors that speak of it, and what follows from them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.times import Time, agree, bounded, dated, time_of
from ip5kg.model import Mention, Resolved

_CITY: Final = "City"
_MOST: Final = 400  # places of a release that speak of one meeting; further ones tell nothing new


@dataclass(eq=False)
class Draft:
    """A meeting under construction."""

    series: str
    number: int | None = None
    anchors: list[Anchor] = field(default_factory=list)
    whole: Draft | None = None
    """The event that it is a part of, whose place and host are also its own."""
    umbrella: bool = False
    weak: bool = False
    """The text only says "the five" met: it may turn out to be a meeting of one of their groups."""
    past: bool = False
    """Named only to count from it ("ten years after their first meeting")."""
    _known: tuple[int, Time | None, frozenset[str]] = (-1, None, frozenset())
    """For how many anchors its time was worked out, the time, and which of its ends are open."""

    def add(self, anchor: Anchor) -> None:
        """Take an anchor for one of this meeting."""
        if self.number is None:
            self.number = anchor.number
        if len(self.anchors) < _MOST:
            self.anchors.append(anchor)

    @property
    def is_dated(self) -> bool:
        """Whether a date of its own is known."""
        return bool(dated(self.anchors))

    @property
    def time(self) -> Time | None:
        """Start and end, as precise as the text."""
        return self._time_and_bounds()[0]

    def _time_and_bounds(self) -> tuple[Time | None, frozenset[str]]:
        if self._known[0] != len(self.anchors):
            own = [d for d, _ in dated(self.anchors)]
            marked = [b for a in self.anchors for b in bounded(a)]
            bounds = frozenset(d.bound for d in (marked if len(marked) == len(own) else own))
            self._known = (len(self.anchors), time_of(self.anchors), bounds)
        return self._known[1:]

    @property
    def places(self) -> list[Mention]:
        return [p for a in self.anchors for p in (a.new_places if a.put_off else a.places)]

    def agrees_in_time(self, dates: Sequence[DateRange]) -> bool | None:
        """Tell whether dates fit what is known; None where one side has none."""
        own, bounds = self._time_and_bounds()
        return None if own is None or not dates else agree(own, bounds, dates)

    def agrees_in_place(self, places: Sequence[Mention], gazetteer: Gazetteer) -> bool | None:
        """Tell whether places fit what is known; None where one side has none."""
        if not places:
            return None
        mine, theirs = where(self.places, gazetteer), where(places, gazetteer)
        if mine == (None, None) or theirs == (None, None):
            return None
        return mine[0] == theirs[0] if mine[0] and theirs[0] else mine[1] == theirs[1]


def where(places: Sequence[Mention], gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """Return town and country of the first place named, with the town of a place named together with it."""
    city = country = None
    for mention in places:
        entry = gazetteer.entry(mention.entity.iri) if isinstance(mention.entity, Resolved) else None
        if entry is None:
            continue
        if _CITY in entry.classes:
            if city is None and country in (None, entry.country):
                city, country = entry.label, entry.country
        elif country is None:
            country = entry.country
    return city, country
