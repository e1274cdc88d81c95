"""Which thing a name of a release stands for, where that takes more than the release: known meetings, places, people.

The register of meetings (`data/authority/meetings.ttl`) holds, for each known meeting, its series, its number and
the widest span of days that any source gives for it. "The heads' meeting of 20 June 2024" is the 17th if exactly one
meeting of that series can have been on that day. Where several fit, or none, the meeting keeps an IRI made of its
date; nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.model import MeetingRef
from ip5kg.namespaces import DCTERMS, IP5, RDF

_ONCE_A_YEAR: Final = frozenset({"heads", "heads-industry", "deputy-heads"})
_NEWS: Final = timedelta(days=21)
"""For how long after a meeting a release tells of it as news."""


@dataclass(frozen=True, slots=True)
class MeetingKey:
    """One entry of the register: days as `YYYY-MM-DD`, either may be missing."""

    meeting: str
    series: str
    number: int | None
    first_day: str | None
    last_day: str | None

    def may_include(self, day_or_month_or_year: str) -> bool:
        """Tell whether the meeting can have been on that day (in that month, in that year)."""
        if self.first_day is None or self.last_day is None:
            return False
        earliest, latest = day_or_month_or_year.ljust(10, "!"), day_or_month_or_year.ljust(10, "~")
        return self.first_day <= latest and earliest <= self.last_day


@dataclass(frozen=True)
class Reference:
    """What is known before any release is read: the entities of the authority files and the register of meetings."""

    known: frozenset[str] = frozenset()
    """IRIs of all entities that an authority file describes."""
    types: dict[str, str] = field(default_factory=dict)
    meetings: tuple[MeetingKey, ...] = ()
    facts: frozenset[tuple[str, str, str]] = frozenset()
    """The triples of the authority files, terms in N-Triples form: what stands there is not written again."""
    cities: dict[str, str] = field(default_factory=dict)
    """Last segment of the IRI of each known town → its IRI, where that is unambiguous."""
    works: frozenset[tuple[str, str]] = frozenset()
    """(body, topic or project) of the authority files, from which `ip5:worksOn` follows."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """Acronyms of offices and other organisations, those of former names among them → IRI."""
    same: Mapping[str, str] = field(default_factory=dict)
    """IRIs that a judgement holds to be the same thing: the one that goes → the one that stays."""

    @cached_property
    def _by_series(self) -> dict[str, list[MeetingKey]]:
        found: dict[str, list[MeetingKey]] = defaultdict(list)
        for key in self.meetings:
            found[key.series].append(key)
        return found

    def knows(self, entity: str) -> bool:
        return entity in self.known

    def one(self, entity: str) -> str:
        """Return the IRI under which a thing is kept, where a judgement holds two to be the same."""
        return self.same.get(entity, entity)

    def meeting(self, ref: MeetingRef, release_id: str) -> str:
        """Return the IRI of the meeting that `ref` speaks of."""
        if ref.number is None and ref.date:
            fitting = [key.meeting for key in self._by_series.get(ref.series, ()) if key.may_include(ref.date)]
            if len(fitting) == 1:
                return self.one(fitting[0])
        return self.one(iris.meeting(ref, release_id))

    def just_held(self, series: str, issued: str | None) -> str | None:
        """Return the meeting that a release tells of as held, without number or day: the one of the three weeks before it came out.

        The heads, their deputies and heads and industry meet once a year; of the groups, several meetings may be meant. Where only
        the month of issue is known, it is the meeting of that month; where two fit, or none, nothing is guessed.
        """
        if series not in _ONCE_A_YEAR or issued is None or len(issued) < len("2021-06"):
            return None
        keys = self._by_series.get(series, ())
        if len(issued) == len("2021-06"):
            fitting = [k.meeting for k in keys if k.may_include(issued)]
        else:
            earliest = (date.fromisoformat(issued) - _NEWS).isoformat()
            fitting = [k.meeting for k in keys if k.first_day and k.last_day and k.first_day <= issued and earliest <= k.last_day]
        return self.one(fitting[0]) if len(fitting) == 1 else None

    def place(self, country: str | None, city: str | None) -> str:
        """Return the IRI of a town, or of a country where no town is given."""
        if city is None:
            return iris.place(country or "")
        if country is None:
            known = self.cities.get(iris.slug(city))
            return known or f"{iris.BASE}place/unlocated/{iris.slug(city)}"
        return iris.place(country, city)


def reference(authority: Iterable[Quad], same: Iterable[tuple[str, str]] = ()) -> Reference:
    """Read from the quads of the authority files what the mapping needs of them."""
    known: set[str] = set()
    types: dict[str, str] = {}
    facts: set[tuple[str, str, str]] = set()
    short: list[tuple[str, str]] = []
    bearers: dict[str, str] = {}
    works: set[tuple[str, str]] = set()
    keys: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in authority:
        if not isinstance(quad.subject, NamedNode):
            continue
        subject, predicate = quad.subject.value, quad.predicate.value
        facts.add((str(quad.subject), str(quad.predicate), str(quad.object)))
        if predicate == RDF.type and isinstance(quad.object, NamedNode):
            known.add(subject)
            types.setdefault(subject, quad.object.value)
        elif predicate == DCTERMS.subject and subject.startswith(iris.BASE + "body/") and isinstance(quad.object, NamedNode):
            works.add((subject, quad.object.value))
        elif predicate == IP5.carriedBy and isinstance(quad.object, NamedNode):
            works.add((quad.object.value, subject))
        elif predicate == IP5.acronym and isinstance(quad.object, Literal):
            short.append((quad.object.value, subject))
        elif predicate == IP5.datedName and isinstance(quad.object, NamedNode):
            bearers[quad.object.value] = subject
        elif predicate in _KEY_PROPERTIES and isinstance(quad.object, NamedNode | Literal):
            keys[subject][predicate] = quad.object.value
    places = defaultdict(set)
    for entity in known:
        parts = entity.removeprefix(iris.BASE + "place/").split("/")
        if entity.startswith(iris.BASE + "place/") and len(parts) == 2:
            places[parts[1]].add(entity)
    return Reference(
        known=frozenset(known),
        types=types,
        meetings=tuple(_key(keys[k]) for k in sorted(keys) if IP5.identifies in keys[k] and IP5.keySeries in keys[k]),
        facts=frozenset(facts),
        cities={name: next(iter(found)) for name, found in sorted(places.items()) if len(found) == 1},
        works=frozenset(works),
        acronyms=_acronyms(short, bearers),
        same=dict(same),
    )


def _acronyms(short: Iterable[tuple[str, str]], bearers: Mapping[str, str]) -> dict[str, str]:
    """Return the acronyms of organisations; a dated name lends its acronym to the office that bears it."""
    kinds = ("office", "association", "organisation", "cooperation")
    found = {}
    for acronym, subject in sorted(short):
        bearer = bearers.get(subject, subject)
        if bearer.removeprefix(iris.BASE).partition("/")[0] in kinds:
            found[acronym] = bearer
    return found


_KEY_PROPERTIES = frozenset({IP5.identifies, IP5.keySeries, IP5.keyNumber, IP5.keyFrom, IP5.keyTo})


def _key(found: dict[str, str]) -> MeetingKey:
    number = found.get(IP5.keyNumber)
    return MeetingKey(
        meeting=found[IP5.identifies],
        series=found[IP5.keySeries].rsplit("/", 1)[-1],
        number=int(number) if number else None,
        first_day=found.get(IP5.keyFrom),
        last_day=found.get(IP5.keyTo),
    )
