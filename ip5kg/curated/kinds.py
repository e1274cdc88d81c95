"""Records of `data/curated` → the triples that they claim, in the terms in which releases are mapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg import iris
from ip5kg.curated.fields import Entry, Record, Rest
from ip5kg.mapping.identity import Reference
from ip5kg.mapping.terms import Value, date, iri, number, text, year
from ip5kg.namespaces import DCTERMS, IP5, SCHEMA, SKOS

_MEETING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/(\d{1,3}|\d{4}(-\d\d(-\d\d)?)?(-[a-z0-9]+)*|of-[\w-]+)")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")

MEETING_FIELDS = (
    "meeting", "series", "number", "status", "start", "end", "format", "place", "venue", "host", "chair_office", "offices",
    "offices_missing", "alongside", "attendance", "remarks", "participants", "decisions", "documents",
)  # fmt: skip


def meeting(record: Record, reference: Reference) -> Iterator[Entry]:
    """Yield what a record of `meetings:` claims: the meeting itself, who took part, what was decided and issued."""
    record.only(*MEETING_FIELDS)
    name = record.need("meeting")
    node = _meeting(record, name, reference)
    yield Entry(node, IP5.inSeries, iri(record.thing("series", name.partition("/")[0])), record.rest())
    for field, predicate, kind in _CONCEPTS:
        for value, rest in record.values(field):
            yield Entry(node, predicate, iri(record.thing(kind, value)), rest)
    for value, rest in record.values("number"):
        yield Entry(node, IP5.number, _number(record, "number", value), rest)
    for field, predicate in (("start", SCHEMA.startDate), ("end", SCHEMA.endDate)):
        for value, rest in record.values(field):
            yield Entry(node, predicate, _date(record, field, value), rest)
    for field, predicate in (("venue", IP5.venue), ("attendance", IP5.attendance), ("remarks", SKOS.note)):
        for value, rest in record.values(field):
            yield Entry(node, predicate, text(value, "en"), rest)
    for field, predicate in _ORGANISATIONS:
        for value, rest in record.values(field):
            yield Entry(node, predicate, iri(_organisation(record, value)), rest)
    for value, rest in record.values("alongside"):
        yield Entry(node, IP5.heldAlongside, iri(_meeting(record, value, reference)), rest)
    for part in record.records("participants"):
        yield from _participation(part, node, reference)
    for part in record.records("decisions"):
        yield from _decision(part, node)
    for part in record.records("documents"):
        yield from _document(part, node)


_CONCEPTS = (("status", IP5.meetingStatus, "meeting-status"), ("format", IP5.format, "format"), ("place", SCHEMA.location, "place"))
_ORGANISATIONS = (
    ("host", IP5.hostedBy),
    ("chair_office", IP5.chairOffice),
    ("offices", IP5.delegationFrom),
    ("offices_missing", IP5.delegationMissing),
)


def _participation(record: Record, meeting_iri: str, reference: Reference) -> Iterator[Entry]:
    record.only("person", "office", "role", "title", "language")
    rest, name = record.rest(), record.need("person")
    person = reference.one(iris.person(name))
    node = iris.participation(meeting_iri, person)
    yield Entry(node, IP5.atMeeting, iri(meeting_iri), rest)
    yield Entry(node, IP5.participant, iri(person), rest)
    if not reference.knows(person):
        yield Entry(person, SKOS.prefLabel, text(name), rest)
    for office in record.several("office"):
        yield Entry(node, IP5.onBehalfOf, iri(_organisation(record, office)), rest)
    yield Entry(node, IP5.role, iri(record.thing("role", record.may("role") or "participant")), rest)
    title = record.may("title")
    if title:
        yield Entry(node, IP5.capacity, text(title, record.may("language")), rest)


def _decision(record: Record, meeting_iri: str) -> Iterator[Entry]:
    record.only("act", "modality", "topics", "body", "says")
    rest, act, says, topics = record.rest(), record.need("act"), record.need("says"), record.several("topics")
    node = iris.curated_decision(meeting_iri, act, topics[0] if topics else None, says)
    yield Entry(node, IP5.decidedAt, iri(meeting_iri), rest)
    yield Entry(node, IP5.act, iri(record.thing("act", act)), rest)
    yield Entry(node, IP5.modality, iri(record.thing("modality", record.may("modality") or "done")), rest)
    for topic in topics:
        yield Entry(node, DCTERMS.subject, iri(record.thing("topic", topic)), rest)
    body = record.may("body")
    if body:
        yield Entry(node, IP5.chargedBody, iri(record.thing("body", body)), rest)
    yield Entry(node, DCTERMS.description, text(says, "en"), rest)


def _document(record: Record, meeting_iri: str) -> Iterator[Entry]:
    record.only("type", "title", "act")
    rest, kind, title = record.rest(), record.need("type"), record.need("title")
    node = iris.document(meeting_iri, kind, title)
    yield Entry(node, IP5.documentType, iri(record.thing("document-type", kind)), rest)
    yield Entry(node, DCTERMS.title, text(title), rest)
    for act in record.several("act"):
        yield Entry(node, IP5.documentAct, iri(record.thing("act", act)), rest)
    yield Entry(node, IP5.documentOf, iri(meeting_iri), rest)


def figure(record: Record, _reference: Reference) -> Iterator[Entry]:
    """Yield what a record of `figures:` claims: one number, with what it counts and how exact it claims to be."""
    record.only("measure", "scope", "year", "value", "unit", "qualifier")
    rest, measure, scope, unit = record.rest(), record.need("measure"), record.may("scope"), record.need("unit")
    value, qualifier = float(_number(record, "value", record.need("value")).value), record.may("qualifier") or "exact"
    when = record.may("year")
    if when is not None and not re.fullmatch(r"\d{4}", when):
        raise record.wrong(f"the year {when!r} is none", "write four digits, or leave it out where the page names none")
    exact = int(value) if value.is_integer() else value
    node = iris.figure(measure, scope, int(when) if when else None, exact, unit, qualifier)
    yield Entry(node, IP5.measure, iri(record.thing("measure", measure)), rest)
    yield Entry(node, IP5.value, number(value), rest)
    yield Entry(node, IP5.unit, iri(record.thing("unit", unit)), rest)
    yield Entry(node, IP5.qualifier, iri(record.thing("qualifier", qualifier)), rest)
    if when:
        yield Entry(node, IP5.referenceYear, year(int(when)), rest)
    if scope:
        yield Entry(node, IP5.scope, iri(record.thing("scope", scope)), rest)


def status_report(record: Record, reference: Reference) -> Iterator[Entry]:
    """Yield what a record of `status_reports:` claims: how far a project had come on a day, and which meeting decided it."""
    record.only("project", "status", "date", "meeting", "says")
    rest, status, when, says = record.rest(), record.need("status"), record.may("date"), record.may("says")
    project = reference.one(record.thing("project", record.need("project")))
    node = iris.curated_status_report(project, status, when, says)
    yield Entry(node, IP5.reportsOn, iri(project), rest)
    yield Entry(node, IP5.projectStatus, iri(record.thing("project-status", status)), rest)
    if when:
        yield Entry(node, IP5.statusDate, _date(record, "date", when), rest)
    at = record.may("meeting")
    if at:
        yield Entry(node, IP5.statusDecidedAt, iri(_meeting(record, at, reference)), rest)
    if says:
        yield Entry(node, DCTERMS.description, text(says, "en"), rest)


def _meeting(record: Record, name: str, reference: Reference) -> str:
    if not _MEETING.fullmatch(name):
        raise record.wrong(f"{name!r} does not name a meeting", "write it like heads/14 or wg1/2013-11-18")
    return reference.one(f"{iris.BASE}meeting/{name}")


def _organisation(record: Record, name: str) -> str:
    """Return the IRI of an office by its code, of an association by its slug, of others as `organisation/KEY`."""
    kind, _, key = name.rpartition("/")
    if kind:
        return record.thing(kind, key)
    return record.thing(*iris.organisation(name).removeprefix(iris.BASE).split("/"))


def _date(record: Record, field: str, value: str) -> Value:
    try:
        return date(value)
    except ValueError as error:
        raise record.wrong(f"{field}: {error}", "write 2021-06-23, 2021-06 or 2021, as precise as the page") from error


def _number(record: Record, field: str, value: str) -> Value:
    if not _NUMBER.fullmatch(value):
        raise record.wrong(f"{field}: {value!r} is no number", "write digits alone, with a point before decimals")
    return number(float(value))


__all__ = ["MEETING_FIELDS", "Rest", "figure", "meeting", "status_report"]
