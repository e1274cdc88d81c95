"""Stage *recognise*: `Release` → mentions, that is, stretches of text that name something.

Labels of the vocabularies and authority files are looked up in one pass; dates and persons have readers of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ip5kg import dates
from ip5kg.gazetteer import Gazetteer, Hit
from ip5kg.model import Mention, Release, Resolved, Span, Unsure
from ip5kg.recognise import numbers, offices, persons

__all__ = ["KINDS", "recognise"]

KINDS: Final = frozenset(
    "office organisation association person body series place topic project format meeting-status act".split(),
)
_CUES: Final = ("cue:", "role:")
_RENAMED: Final = {"document-type": "document", "title": "post"}


def recognise(release: Release, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the mentions of a release, sorted by start, longest first.

    A mention of one known thing has its entity at once; a label that several things bear is left `Unsure`, with the
    candidates, for the next stage. `value` is the slug, for dates a `DateRange`, for persons the name as written.
    """
    text = release.text
    kinds = [k for k in gazetteer.kinds if k in KINDS or k in _RENAMED or k.startswith(_CUES)]
    hits = gazetteer.find(text, kinds=kinds)
    found = list(persons.mentions(text, gazetteer.words(text), hits))
    inside = {at for m in found for at in range(m.span.start, m.span.end)}
    found += offices.explained(text, hits)
    found += _labels(text, hits, inside, {(m.span.start, m.span.end) for m in found if m.kind == "office"})
    found += offices.by_country(text, hits)
    days = dates.find(text, release.issued)
    found += [Mention("date", Span(day.start, day.end), text[day.start : day.end], day.range) for day in days]
    found += numbers.mentions(text, gazetteer, [(day.start, day.end) for day in days])
    found.sort(key=lambda m: (m.span.start, -m.span.end, m.kind))
    return tuple(found)


def _labels(text: str, hits: list[Hit], in_names: set[int], explained: set[tuple[int, int]]) -> Iterator[Mention]:
    """Yield what the gazetteer found, less what is part of a person's name, of an organisation's, or explained otherwise."""
    named = {at for h in hits if h.kind in offices.ORGANISATIONS for at in range(h.start, h.end)}
    for hit in hits:
        if hit.kind == "person" or (hit.kind != "series" and hit.start in in_names):
            continue
        if (hit.kind == "place" and hit.start in named) or (hit.kind == "office" and (hit.start, hit.end) in explained):
            continue
        yield _mention(text, hit)


def _mention(text: str, hit: Hit) -> Mention:
    entity: Resolved | Unsure
    if len(hit.entries) == 1:
        entity = Resolved(hit.entries[0].iri, hit.entries[0].slug, "loose label" if hit.loose else "label")
    else:
        entity = Unsure(tuple(e.iri for e in hit.entries), "several bear this label")
    return Mention(_kind(hit), Span(hit.start, hit.end), text[hit.start : hit.end], hit.slug, entity)


def _kind(hit: Hit) -> str:
    if hit.kind == "place" and hit.loose and "Country" in hit.entries[0].classes:
        return "demonym"  # "Korean": whose, not where
    return hit.kind.split(":")[0] if hit.kind.startswith(_CUES) else _RENAMED.get(hit.kind, hit.kind)
