"""Search by any name: in every script, old or new, by acronym, code or IRI.

Names are folded (no case, no Latin accents, full-width letters as plain ones, hyphens as spaces) and looked for as pieces of text, not as
words: Chinese, Japanese and Korean names have no spaces between words, and half a name should be found too.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ip5kg.explore.pages.reading import Reader
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, FOAF, IP5, ORG, RDF, RDFS, SKOS, SKOSXL

_NAMING: Final = (
    (SKOS.prefLabel, 5),
    (RDFS.label, 5),
    (FOAF.name, 5),
    ("https://schema.org/name", 5),
    ("http://schema.org/name", 5),
    (DCTERMS.title, 4),
    (IP5.acronym, 5),
    (ORG.identifier, 5),
    (SKOS.notation, 4),
    (SKOSXL.literalForm, 5),
    (SKOS.altLabel, 4),
    (IP5.wording, 3),
    (SKOS.hiddenLabel, 2),
    (IP5.shortForm, 3),
    (IP5.expansion, 2),
)
"""Properties that name things, and how much a hit on each is worth."""
_KINDS: Final = {
    IP5.Office: 60,
    IP5.Cooperation: 55,
    IP5.ObserverOrganization: 54,
    IP5.Body: 52,
    IP5.Person: 50,
    IP5.MeetingSeries: 38,
    IP5.Meeting: 45,
    IP5.IndustryAssociation: 44,
    IP5.Project: 42,
    IP5.Document: 30,
    IP5.Digest: 28,
    IP5.Release: 28,
    IP5.Decision: 24,
    IP5.Figure: 22,
    IP5.Place: 20,
    IP5.Post: 18,
    IP5.Headship: 18,
    SKOS.Concept: 16,
    IP5.SourcePage: 6,
}
"""What people look for most often comes first among equals; kinds that are not named here have 10."""
_NEVER: Final = (IP5.Acronym, IP5.Participation, IP5.StatusReport)
"""Kinds that are found under the names of what they tell of."""
_TOPIC: Final = 36
_SPACES = re.compile(r"[\s\-‐-―_/·・.,;:()\[\]{}\"'’‘“”«»!?]+")
_LONGEST_QUERY: Final = 200
_WORDS: Final = 8
_LONGEST_NAME: Final = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, by which of its names, and how good a match it is."""

    iri: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class _Entry:
    iri: str
    weight: int
    names: tuple[tuple[str, str, int], ...]
    """(folded, as written, worth)"""
    hay: str


def fold(text: str) -> str:
    """Return a name as it is compared: no case, no accents on Latin letters, punctuation as spaces."""
    if text.isascii():
        return _SPACES.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    return _SPACES.sub(" ", plain).strip()


class Index:
    """All names of a graph, ready to be searched. Things are given once, whatever of their names are hit."""

    def __init__(self, reader: Reader) -> None:
        owners = {name: office for office, name in _dated_names(reader)}
        names: dict[str, dict[str, tuple[str, int]]] = {}
        for predicate, worth in _NAMING:
            for iri, literal in reader.literals(predicate):
                thing = owners.get(iri, iri)
                written = literal.value[:_LONGEST_NAME]
                folded = fold(written)
                known = names.setdefault(thing, {}).get(folded)
                if folded and (known is None or (worth, known[0]) > (known[1], written)):
                    names[thing][folded] = (written, worth)
        types: dict[str, set[str]] = {}
        for cls in (*_KINDS, *_NEVER):
            for thing in reader.subjects(RDF.type, cls):
                types.setdefault(thing, set()).add(cls)
        entries = []
        for thing in sorted(names):
            classes = types.get(thing, set())
            if not names[thing] or not classes.isdisjoint(_NEVER):
                continue
            known_names = tuple((folded, *names[thing][folded]) for folded in sorted(names[thing]))
            weight = _TOPIC if thing.startswith(BASE + "topic/") else max((_KINDS.get(cls, 10) for cls in classes), default=8)
            entries.append(_Entry(thing, weight, known_names, "\n".join(folded for folded, *_ in known_names)))
        self._entries = tuple(entries)
        self._reader = reader

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, query: str, most: int = 60) -> list[Hit]:
        """Return the things whose names hold every word of the query, the best match first."""
        query = query[:_LONGEST_QUERY].strip()
        found: dict[str, Hit] = {}
        iri = query[1:-1] if query.startswith("<") and query.endswith(">") else query
        for candidate in (iri, BASE + iri.lstrip("/")):
            if iri and " " not in iri and ("/" in iri or ":" in iri) and self._reader.knows(candidate):
                found[candidate] = Hit(candidate, candidate, 10_000)
        words = fold(query).split()[:_WORDS]
        if words:
            whole = " ".join(words)
            for entry in self._entries:
                if all(word in entry.hay for word in words):
                    score, written = _score(entry, whole, words)
                    found.setdefault(entry.iri, Hit(entry.iri, written, score + entry.weight))
        return sorted(found.values(), key=lambda hit: (-hit.score, len(hit.name), hit.name, hit.iri))[:most]

    def near(self, query: str, most: int = 5) -> list[str]:
        """Return names that are written much like the query."""
        folded = fold(query[:_LONGEST_QUERY])
        if not folded:
            return []
        written = {name: as_written for entry in self._entries for name, as_written, worth in entry.names if worth >= 4 and len(name) <= 60}
        close = [name for name in written if abs(len(name) - len(folded)) <= 3 and name[:1] == folded[:1]]
        return [written[name] for name in difflib.get_close_matches(folded, close[:20_000], most, 0.7)]

    def entries(self) -> Iterable[tuple[str, int, tuple[str, ...]]]:
        """Yield (IRI, weight, folded names) of everything, for the index of the static site."""
        for entry in self._entries:
            yield entry.iri, entry.weight, tuple(folded for folded, *_ in entry.names)


def _score(entry: _Entry, whole: str, words: list[str]) -> tuple[int, str]:
    """Return how well a thing's best name matches, and that name: whole names before beginnings, words before pieces."""
    best = (0, entry.names[0][1])
    for folded, written, worth in entry.names:
        if folded == whole:
            score = 1000
        elif folded.startswith(whole):
            score = 600 if folded[len(whole) : len(whole) + 1] == " " else 450
        elif f" {whole} " in f" {folded} ":
            score = 420
        elif whole in folded:
            score = 300
        elif all(word in folded for word in words):
            score = 200 + 40 * all(f" {word}" in f" {folded}" for word in words)
        else:
            continue
        score += 10 * worth - min(len(folded) // 8, 30)
        best = max(best, (score, written))
    return best


def _dated_names(reader: Reader) -> Iterable[tuple[str, str]]:
    for name in reader.of_type(IP5.OfficeName):
        for office in reader.subjects(IP5.datedName, name):
            yield office, name
