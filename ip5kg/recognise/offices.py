"""Organisations that no label names: by an acronym that the text itself explains, or by their country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ip5kg import iris
from ip5kg.gazetteer import Entry, Hit
from ip5kg.model import Mention, Resolved, Span

ORGANISATIONS: Final = frozenset({"office", "association", "organisation"})
_COUNTRIES: Final = frozenset({"CN", "JP", "KR", "US"})
_BRACKET: Final = re.compile(r"\s?\((?:the\s)?[\"“']?([A-Z][A-Z0-9&/]{1,9})[\"”']?(?:\)|,|;)")
_EXPLAINED: Final = re.compile(r"\b([A-Z][A-Z0-9&/]{1,9})(?:\s?[:=(]\s?|\sstands\sfor\s|\smeans\s)(?:the\s)?\Z")
_OFFICE_NOUN: Final = re.compile(
    r"(?:['’]s)?\s(?:(?:national|own|state)\s)?(?:patents?\sand\strademarks?\s|patent\s|IP\s|intellectual\sproperty\s)?"
    r"(?:[Oo]ffice|[Aa]dministration)\b"
)
_OFFICE_OF: Final = re.compile(
    r"\b(?:(?:[Nn]ational|[Ss]tate)\s)?(?:[Pp]atents?\sand\s[Tt]rademarks?\s|[Pp]atent\s|IP\s|[Ii]ntellectual\s[Pp]roperty\s)"
    r"(?:[Oo]ffice|[Aa]dministration)\sof\s(?:the\s)?(?:Republic\sof\s)?\Z"
)
_EUROPE: Final = re.compile(r"\b(?:European|Europe['’]s)")
_SHORTEST_NAME: Final = 12  # characters: what is shorter is no name in full
_LONGEST_NAME: Final = 60


def explained(text: str, hits: Iterable[Hit]) -> Iterator[Mention]:
    """Yield the acronyms that the text itself explains, wherever they stand: they beat those of the world."""
    meanings: dict[str, Entry] = {}
    for hit in hits:
        if hit.kind not in ORGANISATIONS or hit.end - hit.start < _SHORTEST_NAME:
            continue
        acronym = _BRACKET.match(text, hit.end) or _EXPLAINED.search(text, max(0, hit.start - 24), hit.start)
        if acronym is not None:
            meanings.setdefault(acronym[1], hit.entries[0])
    if not meanings:
        return
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(a) for a in sorted(meanings, key=len, reverse=True)) + r")\b")
    for match in pattern.finditer(text):
        entry = meanings[match[0]]
        entity = Resolved(entry.iri, entry.slug, "acronym explained in the text")
        yield Mention(entry.kind, Span(*match.span()), match[0], entry.slug, entity)


def by_country(text: str, hits: Iterable[Hit]) -> Iterator[Mention]:
    """Yield what names an office by its country: "Korea's patent office", "the Chinese office", "the Patent Office of Japan"."""
    offices = {h.start for h in hits if h.kind == "office"}
    for hit in hits:
        code = hit.entries[0].country if hit.kind == "place" and "Country" in hit.entries[0].classes else None
        if code is None or code not in _COUNTRIES or hit.start in offices:
            continue
        yield from _office(text, hit.start, hit.end, code, "by country")
        before = _OFFICE_OF.search(text, max(0, hit.start - _LONGEST_NAME), hit.start)
        if before is not None and not hit.loose and before.start() not in offices:
            yield _mention(text, before.start(), hit.end, code, "by country")
    for match in _EUROPE.finditer(text):
        if match.start() not in offices:
            yield from _office(text, match.start(), match.end(), "EP", "by region")


def _office(text: str, start: int, end: int, code: str, reason: str) -> Iterator[Mention]:
    noun = _OFFICE_NOUN.match(text, end)
    if noun is not None:
        yield _mention(text, start, noun.end(), code, reason)


def _mention(text: str, start: int, end: int, code: str, reason: str) -> Mention:
    return Mention("office", Span(start, end), text[start:end], code, Resolved(iris.organisation(code), code, reason))
