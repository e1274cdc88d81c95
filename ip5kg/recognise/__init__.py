"""Stage *recognise*: `Release` → mentions, that is, stretches of text that name something.

Labels of the vocabularies and authority files are looked up in one pass; dates and persons have readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from ip5kg import dates
from ip5kg.gazetteer import Entry, Gazetteer, Hit
from ip5kg.model import Mention, Release, Resolved, Span, Unsure
from ip5kg.recognise import numbers, persons

__all__ = ["KINDS", "recognise"]

KINDS: Final = frozenset({"office", "organisation", "association", "person", "body", "series", "place", "topic", "project", "format", "meeting-status", "act"})
_CUES: Final = ("cue:", "role:")
_RENAMED: Final = {"document-type": "document", "title": "post"}
_ACRONYM: Final = re.compile(r"\s?\((?:the\s)?[\"“']?([A-Z][A-Z0-9&/]{1,9})[\"”']?(?:\)|,|;)")
_EXPLAINED: Final = re.compile(r"\b([A-Z][A-Z0-9&/]{1,9})(?:\s?[:=(]\s?|\sstands\sfor\s|\smeans\s)(?:the\s)?\Z")
_OFFICE_NOUN: Final = re.compile(
    r"(?:['’]s)?\s(?:(?:national|own|state)\s)?(?:patents?\sand\strademarks?\s|patent\s|IP\s|intellectual\sproperty\s)?(?:[Oo]ffice|[Aa]dministration)\b"
)
_EUROPE: Final = re.compile(r"\b(?:European|Europe['’]s)")


def recognise(release: Release, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the mentions of a release, sorted by start, longest first.

    A mention of one known thing has its entity at once; a label that several things bear is left `Unsure`, with the
    candidates, for the next stage. `value` is the slug, for dates a `DateRange`, for persons the name as written.
    """
    text = release.text
    cut = gazetteer.words(text)
    kinds = [k for k in gazetteer.kinds if k in KINDS or k in _RENAMED or k.startswith(_CUES)]
    hits = gazetteer.find(text, kinds=kinds)
    people = list(persons.mentions(text, cut, hits))
    inside = {at for m in people for at in range(m.span.start, m.span.end)}
    named = {at for h in hits if h.kind in ("office", "organisation", "association") for at in range(h.start, h.end)}
    found: list[Mention] = list(people)
    found += _defined_here(text, hits)
    own = {(m.span.start, m.span.end) for m in found if m.kind == "office"}
    for hit in hits:
        if hit.kind == "person" or (hit.kind != "series" and hit.start in inside):
            continue
        if hit.kind == "place" and hit.start in named:
            continue
        if hit.kind == "place" and hit.loose and "Country" in hit.entries[0].classes:  # "Korean": whose, not where
            found.append(replace(_mention(text, hit), kind="demonym"))
            continue
        if hit.kind == "office" and (hit.start, hit.end) in own:
            continue
        found.append(_mention(text, hit))
    found += _offices_by_country(text, hits)
    days = dates.find(text, release.issued)
    found += [Mention("date", Span(day.start, day.end), text[day.start : day.end], day.range) for day in days]
    found += numbers.mentions(text, gazetteer, [(day.start, day.end) for day in days])
    found.sort(key=lambda m: (m.span.start, -m.span.end, m.kind))
    return tuple(found)


def _mention(text: str, hit: Hit, reason: str = "label") -> Mention:
    entity: Resolved | Unsure
    if len(hit.entries) == 1:
        entity = Resolved(hit.entries[0].iri, hit.entries[0].slug, "loose label" if hit.loose else reason)
    else:
        entity = Unsure(tuple(e.iri for e in hit.entries), "several bear this label")
    kind = "cue" if hit.kind.startswith("cue:") else "role" if hit.kind.startswith("role:") else _RENAMED.get(hit.kind, hit.kind)
    return Mention(kind, Span(hit.start, hit.end), text[hit.start : hit.end], hit.slug, entity)


def _defined_here(text: str, hits: Iterable[Hit]) -> Iterator[Mention]:
    """Yield the acronyms that the text itself explains, wherever they stand: they beat those of the world."""
    meanings: dict[str, Entry] = {}
    for hit in hits:
        if hit.kind not in ("office", "association", "organisation") or hit.end - hit.start < 12:
            continue
        after = _ACRONYM.match(text, hit.end)
        before = _EXPLAINED.search(text, max(0, hit.start - 24), hit.start)
        if after is not None:
            meanings.setdefault(after[1], hit.entries[0])
        elif before is not None:
            meanings.setdefault(before[1], hit.entries[0])
    if not meanings:
        return
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(a) for a in sorted(meanings, key=len, reverse=True)) + r")\b")
    for match in pattern.finditer(text):
        entry = meanings[match[0]]
        yield Mention(entry.kind, Span(*match.span()), match[0], entry.slug, Resolved(entry.iri, entry.slug, "acronym explained in the text"))


def _offices_by_country(text: str, hits: Iterable[Hit]) -> Iterator[Mention]:
    """Yield what names an office by its country: "Korea's patent office", "the Chinese office", "the European office"."""
    offices = {h.start for h in hits if h.kind == "office"}
    for hit in hits:
        if hit.kind != "place" or "Country" not in hit.entries[0].classes or hit.start in offices:
            continue
        code = hit.entries[0].country
        if code in ("KR", "JP", "US", "CN") and (after := _OFFICE_NOUN.match(text, hit.end)) is not None:
            yield Mention("office", Span(hit.start, after.end()), text[hit.start : after.end()], code, Resolved(_office(code), code, "by country"))
    for match in _EUROPE.finditer(text):
        if match.start() not in offices and (after := _OFFICE_NOUN.match(text, match.end())) is not None:
            yield Mention("office", Span(match.start(), after.end()), text[match.start() : after.end()], "EP", Resolved(_office("EP"), "EP", "by region"))


def _office(code: str) -> str:
    return f"https://w3id.org/ip5kg/office/{code}"
