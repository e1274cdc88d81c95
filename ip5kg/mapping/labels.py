"""Labels for the things that no authority file describes, made of what is known of them, in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.terms import Value
from ip5kg.namespaces import DCTERMS, IP5, SCHEMA, SKOS

_Facts = Mapping[str, Mapping[str, list[Value]]]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@dataclass(frozen=True)
class Labels:
    """Preferred labels of concepts and of what the authority files describe, by IRI."""

    preferred: Mapping[str, str]

    def label(self, thing: str, facts: _Facts) -> str:
        """Return a label for `thing`, an IRI of ours, from its accepted facts."""
        known = self.preferred.get(thing)
        if known:
            return known
        own = facts.get(thing, {})
        kind = thing.removeprefix(iris.BASE).partition("/")[0]
        match kind:
            case "meeting":
                return self._meeting(thing, own)
            case "participation":
                people, meetings = own.get(IP5.participant, []), own.get(IP5.atMeeting, [])
                return f"{self._names(people, facts)} at {self._names(meetings, facts)}"
            case "decision":
                wording = _first(own.get(IP5.wording, [])) or _first(own.get(DCTERMS.description, []))
                return f"{self._names(own.get(IP5.act, []), facts)}: {_shortened(wording or 'no wording')}"
            case "document":
                meetings = own.get(IP5.documentOf, [])
                title = _first(own.get(DCTERMS.title, [])) or _last_segment(thing)
                return f"{title} ({self._names(meetings, facts)})" if meetings else title
            case "figure":
                return self._figure(own, facts)
            case "status-report":
                return f"{self._names(own.get(IP5.reportsOn, []), facts)}: {self._names(own.get(IP5.projectStatus, []), facts)}"
            case "acronym":
                return f"{_first(own.get(IP5.shortForm, []))}: {_first(own.get(IP5.expansion, []))}"
            case "project":
                return _first(own.get(DCTERMS.title, [])) or _last_segment(thing)
            case _:
                return _first(own.get(SKOS.prefLabel, [])) or _last_segment(thing)

    def _names(self, things: Iterable[Value], facts: _Facts) -> str:
        return ", ".join(sorted(self.label(t.value, facts) for t in things if isinstance(t, NamedNode))) or "unknown"

    def _meeting(self, thing: str, own: Mapping[str, list[Value]]) -> str:
        series, last = thing.removeprefix(iris.BASE + "meeting/").split("/", 1)
        # Some series are called by the word itself: "Bilateral meeting" is no "Bilateral meeting meeting".
        name = re.sub(r" meeting$", "", self.preferred.get(iris.concept("series", series), series), flags=re.IGNORECASE)
        if last.isdigit() and len(last) < 4:
            return f"{ordinal(int(last))} {name} meeting"
        when = _first(own.get(SCHEMA.startDate, []))
        return f"{name} meeting, {spoken_date(when)}" if when else f"{name} meeting"

    def _figure(self, own: Mapping[str, list[Value]], facts: _Facts) -> str:
        value = _first(own.get(IP5.value, [])) or "?"
        grouped = f"{int(value):,}" if value.lstrip("-").isdigit() else value
        qualifier = _last_segment_of(own.get(IP5.qualifier, []))
        unit = {"percent": "%"}.get(_last_segment_of(own.get(IP5.unit, [])), " " + _last_segment_of(own.get(IP5.unit, [])))
        about = [self._names(own.get(IP5.measure, []), facts)]
        about += [self._names(own[p], facts) for p in (IP5.scope,) if own.get(p)]
        about += [v for v in (_first(own.get(IP5.referenceYear, [])),) if v]
        return f"{'' if qualifier in ('', 'exact') else qualifier + ' '}{grouped}{unit} ({', '.join(about)})"


def preferred_labels(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the English preferred label of everything that has one, else that without a language."""
    found: dict[str, tuple[int, str]] = {}
    for quad in quads:
        if quad.predicate.value == SKOS.prefLabel and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            rank = {"en": 0, None: 1}.get(quad.object.language, 2)
            candidate = (rank, quad.object.value)
            if quad.subject.value not in found or candidate < found[quad.subject.value]:
                found[quad.subject.value] = candidate
    return {thing: label for thing, (_, label) in found.items()}


def ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `3rd`, `11th`, …."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def spoken_date(value: str) -> str:
    """Return `2021-06-23` as `23 June 2021`, `2021-06` as `June 2021`."""
    year, *rest = value.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def _first(values: Iterable[Value]) -> str | None:
    """Return the least of the values as text: which one, must not depend on the order of releases."""
    return min((v.value for v in values), default=None)


def _last_segment(thing: str) -> str:
    return thing.rsplit("/", 1)[-1].replace("-", " ")


def _last_segment_of(values: Iterable[Value]) -> str:
    return (_first(values) or "").rsplit("/", 1)[-1]


def _shortened(wording: str, longest: int = 90) -> str:
    return wording if len(wording) <= longest else wording[: longest - 1].rsplit(" ", 1)[0] + " …"
