"""Topics: which words of a text are about which topic of `ontology/vocabularies/topics.ttl`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.model import Span

LAST_RESORTS: Final = ("examination", "outreach", "user-services", "industry-consultation", "governance")
"""Topics whose cues ("projects", "users", "public", "examination") stand beside almost any other topic, the vaguest last:
each of them counts only where no topic that is more specific was named."""

VAGUEST: Final = "governance"


BROADER: Final = {"ai-examination": "net-ai", "ai-inventorship": "net-ai"}
"""Topics that are always a part of another."""

_ALIGNED: Final = frozenset(
    {"unity-of-invention", "citation-of-prior-art", "written-description", "drawings", "global-assignment", "ai-examination"}
)
"""What is harmonized: "differences in practice" are about the one of these that the text speaks of."""


def narrowed(own: tuple[str, ...], around: tuple[str, ...]) -> tuple[str, ...]:
    """Return topics with the field added to which "harmonization" alone refers, if the text around names one."""
    return (*(t for t in around if t in _ALIGNED), *own) if own == ("patent-harmonization",) else own


_STRUCTURAL: Final = frozenset(
    "structure portfolio membership observers admission accession mandate mechanism secretariat rotation chairmanship presidency budget "
    "hosting frequency timetable milestones restructuring reorganization reorganisation fees fee venue".split()
) | {"working methods", "working method", "terms of reference", "rules of procedure", "efficient structure", "project portfolio"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of text that names topics."""

    span: Span
    topics: tuple[str, ...]
    structural: bool = False
    """Whether it names the make-up of the co-operation, not just its "projects" or "progress"."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The cues of topics in a sentence, sorted by their place."""

    cues: tuple[Cue, ...]

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Return the topics named in `text[start:end]`, the most specific ones first, each once.

        A topic of `LAST_RESORTS` is left out where a more specific one is named beside it, unless its cue says more than
        one word ("user convenience", "access to the public").
        """
        first = bisect_left(self.cues, start, key=lambda c: c.span.start)
        here = [c for c in self.cues[first:] if c.span.start < end and c.span.end <= end]
        named = tuple(dict.fromkeys(t for c in here for t in c.topics))
        named += tuple(dict.fromkeys(BROADER[t] for t in named if t in BROADER and BROADER[t] not in named))
        specific = tuple(t for t in named if t not in LAST_RESORTS)
        vague = tuple(t for t in LAST_RESORTS if t in named)
        if not specific:
            structural = any(c.structural for c in here)
            return vague if len(vague) == 1 or structural else tuple(t for t in vague if t != VAGUEST)
        wordy = {t for c in here for t in c.topics if c.span.end - c.span.start > 12}
        return (*specific, *(t for t in vague if t in wordy and t != VAGUEST))

    def distinct(self, start: int, end: int) -> tuple[str, ...]:
        """Return the topics named in `text[start:end]` that can tell one item of a list from the next."""
        return tuple(t for t in self.within(start, end) if t not in (VAGUEST, "industry-consultation"))

    def covers(self, at: int) -> bool:
        """Tell whether a cue stretches over the place `at`."""
        first = bisect_left(self.cues, at, key=lambda c: c.span.start)
        return first > 0 and self.cues[first - 1].span.end > at

    def specific(self, start: int, end: int) -> tuple[str, ...]:
        """Return the topics named in `text[start:end]` that are no last resort."""
        return tuple(t for t in self.within(start, end) if t not in LAST_RESORTS)


def find(gazetteer: Gazetteer, text: str, span: Span) -> Topics:
    """Find the cues of topics in `text[span]`."""
    hits = gazetteer.find(text, span.start, span.end, kinds=("topic",))
    return Topics(
        tuple(
            Cue(Span(h.start, h.end), tuple(e.slug for e in h.entries), text[h.start : h.end].lower() in _STRUCTURAL)
            for h in hits
            if not _points_back(text, h.start, h.end)
        )
    )


def _points_back(text: str, start: int, end: int) -> bool:
    """Tell whether "this vision", "this exchange" only takes up what was told before, under another name."""
    return text[max(0, start - 5) : start].lower() == "this " and " " not in text[start:end] and text[start:end].islower()


def of_series(gazetteer: Gazetteer, series: str) -> tuple[str, ...]:
    """Return what the meetings of a series are about by its name: "Working Group 1, Classification"."""
    return _of_series(gazetteer, series)


@lru_cache(maxsize=256)
def _of_series(gazetteer: Gazetteer, series: str) -> tuple[str, ...]:
    for kind in ("series", "body"):
        for entry in gazetteer.of_kind(kind):
            if entry.slug == series:
                named = find(gazetteer, entry.label, Span(0, len(entry.label))).within(0, len(entry.label))
                if named and named != (VAGUEST,):
                    return named
    return ()


def first_of(*candidates: Sequence[str]) -> tuple[str, ...]:
    """Return the first list that names a topic other than the vaguest, else the first that names any, else the vaguest."""
    for topics in candidates:
        if any(t != VAGUEST for t in topics):
            return tuple(topics)
    return (VAGUEST,)
