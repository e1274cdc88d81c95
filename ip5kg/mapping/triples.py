"""Statements → the triples that they claim.

Each kind of statement has one function that yields `(subject, predicate, object)`. What these triples rest on
(claim, evidence, run) is added by `release`; what follows from them (types, labels, short-cuts) by `facts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ip5kg import iris
from ip5kg.mapping.identity import Reference
from ip5kg.mapping.terms import Value, date, iri, number, text, year
from ip5kg.model import (
    AcronymStatement,
    ContactStatement,
    DecisionStatement,
    DocumentStatement,
    FigureStatement,
    GroupStatement,
    MeetingRef,
    MeetingStatement,
    ParticipationStatement,
    ProjectStatement,
    Release,
    Statement,
)
from ip5kg.namespaces import DCTERMS, IP5, SCHEMA, SKOS

Triple = tuple[NamedNode, NamedNode, Value]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a statement is mapped against: its release, and what is known of the things it names."""

    release: Release
    reference: Reference
    held: frozenset[MeetingRef] = frozenset()
    """The meetings that the release tells of as held."""

    def meeting(self, ref: MeetingRef) -> str:
        if ref.number is None and ref.date is None and ref in self.held:
            return self.reference.just_held(ref.series, self.release.issued) or self.reference.meeting(ref, self.release.id)
        return self.reference.meeting(ref, self.release.id)


def triples(statement: Statement, scene: Scene) -> Iterator[Triple]:
    """Yield the triples that `statement` claims, in a fixed order.

    Raises:
        TypeError: for a kind of statement that has no mapping.
    """
    match statement:
        case MeetingStatement():
            yield from _meeting(statement, scene)
        case ParticipationStatement():
            yield from _participation(statement, scene)
        case DecisionStatement():
            yield from _decision(statement, scene)
        case DocumentStatement():
            yield from _document(statement, scene)
        case FigureStatement():
            yield from _figure(statement, scene)
        case GroupStatement():
            yield from _group(statement)
        case ProjectStatement():
            yield from _project(statement, scene)
        case AcronymStatement():
            yield from _acronym(statement, scene)
        case ContactStatement():
            yield _triple(iris.release(scene.release.id), IP5.contactDivision, text(statement.division))
        case _:
            raise TypeError(f"no mapping for a statement of kind {statement.kind!r}")


def _triple(subject: str, predicate: str, value: Value) -> Triple:
    return iri(subject), iri(predicate), value


def _concept(scheme: str, notation: str) -> NamedNode:
    return iri(iris.concept(scheme, notation))


def _meeting(statement: MeetingStatement, scene: Scene) -> Iterator[Triple]:
    meeting = scene.meeting(statement.ref)
    yield _triple(meeting, IP5.inSeries, _concept("series", statement.series))
    if statement.number is not None:
        yield _triple(meeting, IP5.number, number(statement.number))
    if statement.start:
        yield _triple(meeting, SCHEMA.startDate, date(statement.start))
    if statement.end:
        yield _triple(meeting, SCHEMA.endDate, date(statement.end))
    if statement.format:
        yield _triple(meeting, IP5.format, _concept("format", statement.format))
    yield _triple(meeting, IP5.meetingStatus, _concept("meeting-status", statement.status))
    if statement.city or statement.country:
        place = scene.reference.place(statement.country, statement.city)
        yield _triple(meeting, SCHEMA.location, iri(place))
        if statement.city and not scene.reference.knows(place):
            yield _triple(place, SKOS.prefLabel, text(statement.city))
            if statement.country:
                yield _triple(place, SCHEMA.containedInPlace, iri(iris.place(statement.country)))
    if statement.host:
        yield _triple(meeting, IP5.hostedBy, iri(iris.organisation(statement.host)))


def _participation(statement: ParticipationStatement, scene: Scene) -> Iterator[Triple]:
    meeting = scene.meeting(statement.meeting)
    person = scene.reference.one(statement.person_iri or iris.person(statement.person))
    node = iris.participation(meeting, person)
    yield _triple(node, IP5.atMeeting, iri(meeting))
    yield _triple(node, IP5.participant, iri(person))
    if not scene.reference.knows(person):
        yield _triple(person, SKOS.prefLabel, text(statement.person))
    if statement.office:
        yield _triple(node, IP5.onBehalfOf, iri(iris.organisation(statement.office)))
    yield _triple(node, IP5.role, _concept("role", statement.role))
    if statement.title:
        yield _triple(node, IP5.capacity, text(statement.title))


def _decision(statement: DecisionStatement, scene: Scene) -> Iterator[Triple]:
    meeting = scene.meeting(statement.meeting) if statement.meeting else None
    first_topic = statement.topics[0] if statement.topics else None
    node = iris.decision(meeting, statement.act, first_topic, scene.release.id, statement.span.start, statement.span.end)
    if meeting:
        yield _triple(node, IP5.decidedAt, iri(meeting))
    yield _triple(node, IP5.act, _concept("act", statement.act))
    yield _triple(node, IP5.modality, _concept("modality", statement.modality))
    for topic in statement.topics:
        yield _triple(node, DCTERMS.subject, _concept("topic", topic))
    if statement.body:
        yield _triple(node, IP5.chargedBody, iri(iris.body(statement.body)))
    yield _triple(node, IP5.wording, text(" ".join(scene.release.quote(statement.span).split()), scene.release.language))


def _document(statement: DocumentStatement, scene: Scene) -> Iterator[Triple]:
    meeting = scene.meeting(statement.meeting) if statement.meeting else None
    node = iris.document(meeting, statement.doc_type, statement.title)
    yield _triple(node, IP5.documentType, _concept("document-type", statement.doc_type))
    yield _triple(node, DCTERMS.title, text(" ".join(statement.title.split())))
    if statement.act:
        yield _triple(node, IP5.documentAct, _concept("act", statement.act))
    if meeting:
        yield _triple(node, IP5.documentOf, iri(meeting))


def _figure(statement: FigureStatement, scene: Scene) -> Iterator[Triple]:
    told = iris.figure(statement.measure, statement.scope, statement.year, statement.value, statement.unit, statement.qualifier)
    node = scene.reference.one(told)
    yield _triple(node, IP5.measure, _concept("measure", statement.measure))
    yield _triple(node, IP5.value, number(statement.value))
    yield _triple(node, IP5.unit, _concept("unit", statement.unit))
    yield _triple(node, IP5.qualifier, _concept("qualifier", statement.qualifier))
    if statement.year is not None:
        yield _triple(node, IP5.referenceYear, year(statement.year))
    if statement.scope:
        yield _triple(node, IP5.scope, _concept("scope", statement.scope))


def _group(statement: GroupStatement) -> Iterator[Triple]:
    if statement.remit:
        yield _triple(iris.body(statement.group), DCTERMS.subject, _concept("topic", statement.remit))


def _project(statement: ProjectStatement, scene: Scene) -> Iterator[Triple]:
    project = scene.reference.one(statement.project_iri or iris.project(statement.project))
    yield _triple(project, DCTERMS.title, text(" ".join(statement.project.split())))
    if statement.body:
        yield _triple(project, IP5.carriedBy, iri(iris.body(statement.body)))
    for office in statement.leads:
        yield _triple(project, IP5.leadOffice, iri(iris.organisation(office)))
    if statement.status:
        report = iris.status_report(project, statement.status, scene.release.id)
        yield _triple(report, IP5.reportsOn, iri(project))
        yield _triple(report, IP5.projectStatus, _concept("project-status", statement.status))


def _acronym(statement: AcronymStatement, scene: Scene) -> Iterator[Triple]:
    node = iris.acronym(scene.release.id, statement.acronym)
    yield _triple(iris.release(scene.release.id), IP5.explainsAcronym, iri(node))
    yield _triple(node, IP5.shortForm, text(statement.acronym))
    yield _triple(node, IP5.expansion, text(" ".join(statement.expansion.split())))
