"""From the quads of a build to its disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.conflicts.values import Dispute, Disputes, MisleadingName, Source, Version
from ip5kg.namespaces import DCTERMS, IP5, OA, RDF, RDFS, SCHEMA, SKOS, SKOSXL

_Value = NamedNode | Literal
_Things = Mapping[str, Mapping[str, list[_Value]]]

_WORDS = {
    SCHEMA.startDate: "first day",
    SCHEMA.endDate: "last day",
    SCHEMA.location: "place",
    DCTERMS.title: "title",
    IP5.number: "number",
    IP5.hostedBy: "host",
    IP5.onBehalfOf: "organisation",
    IP5.meetingStatus: "status",
}
"""Properties in a word or two; others are called by their label."""

_BECAUSE = {
    "judgement": "a person decided",
    "more-precise": "it says the same more exactly, or is the most exact one left",
    "more-issuers": "more independent sources say so",
    "host-office": "the office that hosted the meeting says so",
    "open": "no rule decides, so that none is taken and all are shown",
    "uncontested": "nothing else is claimed",
}
_MONTHS = "January February March April May June July August September October November December".split()


def disputes(quads: Iterable[Quad]) -> Disputes:
    """Return what is disputed in a build, from all its quads; the texts of the releases are not needed."""
    things: dict[str, dict[str, list[_Value]]] = defaultdict(dict)
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Literal)):
            things[subject.value].setdefault(quad.predicate.value, []).append(value)
    book = _Book(things)
    return Disputes(tuple(sorted(book.conflicts(), key=_order)), tuple(sorted(book.names(), key=lambda name: name.printed)))


def _order(dispute: Dispute) -> tuple[object, ...]:
    """By kind of thing, then by its name, with numbers in their order."""
    parts = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in dispute.thing.replace("-", "/").split("/")]
    return dispute.thing.partition("/")[0] != "meeting", parts, dispute.what, [version.value for version in dispute.versions]


class _Book:
    """The quads by subject and predicate, and what can be read there."""

    def __init__(self, things: _Things) -> None:
        self._things = things
        self._by_type: dict[str, list[str]] = defaultdict(list)
        for thing in sorted(things):
            for kind in {value.value for value in things[thing].get(RDF.type, ())}:
                self._by_type[kind].append(thing)

    def conflicts(self) -> Iterator[Dispute]:
        for node in self._of_type(IP5.Conflict):
            about, predicate = self._one(node, IP5.conflictSubject), self._one(node, IP5.conflictProperty)
            reason = _last(self._one(node, IP5.reason))
            versions = self._versions([claim.value for claim in self._all(node, IP5.competingClaim)])
            taken = any(version.accepted for version in versions)
            yield Dispute(
                about=self.name(about),
                what=self._property(predicate),
                thing=about.removeprefix(iris.BASE),
                outcome="settled" if taken else "set aside" if reason == "judgement" else "open",
                why=_BECAUSE.get(reason, reason),
                versions=versions,
                judgements=tuple(sorted({note.value for note in self._all(node, SKOS.note)})),
                rests_on=self._pages(node),
            )

    def names(self) -> Iterator[MisleadingName]:
        for node in self._of_type(IP5.Identification):
            printed, stays = self._one(node, IP5.printedAs), self._one(node, IP5.standsFor)
            if printed:
                note = " ".join(sorted(n.value for n in self._all(node, SKOS.note)))
                yield MisleadingName(printed, self.name(stays), stays.removeprefix(iris.BASE), note, self._pages(node))

    def name(self, thing: str) -> str:
        """Return what people call a thing."""
        for predicate in (SKOS.prefLabel, RDFS.label):
            labels = [v for v in self._all(thing, predicate) if isinstance(v, Literal) and v.language in ("en", None)]
            if labels:
                return min(label.value for label in labels)
        return thing.removeprefix(iris.BASE)

    def _name_then(self, thing: str, about: str) -> str:
        """Return what a thing was called on the day of what a dispute is about: SIPO until August 2018, CNIPA since."""
        meeting = self._one(about, IP5.atMeeting) or about
        keys = (key for key in self._of_type(IP5.MeetingKey) if self._one(key, IP5.identifies) == meeting)
        day = self._one(meeting, SCHEMA.startDate) or next((self._one(key, IP5.keyFrom) for key in keys), "")
        for dated in self._all(thing, IP5.datedName) if day else []:
            name = dated.value
            forms = [v.value for v in self._all(name, SKOSXL.literalForm) if isinstance(v, Literal) and v.language == "en"]
            first, last = self._one(name, IP5.validFrom), self._one(name, IP5.validTo)
            if forms and self._one(name, IP5.official) == "true" and first <= day and (not last or day[: len(last)] <= last):
                return min(forms)
        return self.name(thing)

    def _versions(self, claims: Iterable[str]) -> tuple[Version, ...]:
        by_value: dict[str, list[str]] = defaultdict(list)
        for claim in sorted(claims):
            by_value[str(self._all(claim, RDF.object)[0])].append(claim)
        found = [self._version(same) for _, same in sorted(by_value.items())]
        return tuple(sorted(found, key=lambda version: (not version.accepted, version.value)))

    def _version(self, claims: list[str]) -> Version:
        value = self._all(claims[0], RDF.object)[0]
        status, reason = (_last(self._one(claims[0], p)) for p in (IP5.claimStatus, IP5.reason))
        sources = sorted({source for claim in claims for source in self._sources(claim)}, key=astuple)
        notes = sorted({note.value for claim in claims for note in self._all(claim, SKOS.note)})
        about = self._one(claims[0], RDF.subject)
        text = self._name_then(value.value, about) if isinstance(value, NamedNode) else spoken(value.value)
        return Version(text, status == "accepted", status, _fate(status, reason), tuple(sources), tuple(notes))

    def _sources(self, claim: str) -> Iterator[Source]:
        release = self._one(claim, IP5.statedIn)
        if not release:
            yield from self._pages(claim)
            return
        quotes = [
            exact.value
            for evidence in self._all(claim, IP5.evidence)
            for selector in self._all(evidence.value, OA.hasSelector)
            for exact in self._all(selector.value, OA.exact)
        ]
        yield self._source(release, " ".join(min(quotes, default="").split()))

    def _pages(self, node: str) -> tuple[Source, ...]:
        return tuple(self._source(page) for page in sorted({page.value for page in self._all(node, DCTERMS.source)}))

    def _source(self, node: str, quote: str = "") -> Source:
        publisher, title, issued, url = (self._one(node, p) for p in (DCTERMS.publisher, DCTERMS.title, DCTERMS.issued, SCHEMA.url))
        return Source(issued, publisher or node.removeprefix(iris.BASE), title, url, quote)

    def _property(self, predicate: str) -> str:
        if predicate in _WORDS:
            return _WORDS[predicate]
        label = self.name(predicate)
        return label if label != predicate.removeprefix(iris.BASE) else predicate.rpartition("/")[2].rpartition("#")[2]

    def _of_type(self, kind: str) -> list[str]:
        return self._by_type.get(kind, [])

    def _all(self, thing: str, predicate: str) -> list[_Value]:
        return sorted(self._things.get(thing, {}).get(predicate, ()), key=str)

    def _one(self, thing: str, predicate: str) -> str:
        return min((value.value for value in self._all(thing, predicate)), default="")


def _fate(status: str, reason: str) -> str:
    match status:
        case "accepted":
            return f"accepted: {_BECAUSE.get(reason, reason)}"
        case "rejected":
            return "turned down by a person"
        case "conflict":
            return "open"
        case "superseded" if reason == "more-precise":
            return "not taken: another says the same more exactly"
        case "superseded":
            return "not taken"
        case _:
            return status.replace("-", " ")


def spoken(value: str) -> str:
    """Return `2021-06-23` as `23 June 2021` and `2021-06` as `June 2021`; anything else as it is."""
    parts = value.split("-")
    if len(parts) in (2, 3) and all(part.isdigit() for part in parts) and len(parts[0]) == 4 and 1 <= int(parts[1]) <= 12:
        day = f"{int(parts[2])} " if len(parts) == 3 else ""
        return f"{day}{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return value


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
