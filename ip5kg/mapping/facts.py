"""Accepted claims → the derived graphs.

`graph/facts` holds what people query: each accepted triple, the types and labels of the things that no authority
file describes, and the short-cuts that follow from nodes with a role (`ip5:attendedBy`, `ip5:chairedBy`, …).
`graph/choices` holds the status and the reason of every claim, and the conflicts. Both are made anew from all
releases; nothing in them is kept by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.choosing import Outcome
from ip5kg.mapping.claims import Claim
from ip5kg.mapping.identity import Reference
from ip5kg.mapping.judgements import Identity
from ip5kg.mapping.labels import Labels
from ip5kg.mapping.terms import Value, date, iri, text
from ip5kg.namespaces import DCTERMS, IP5, ORG, QB, RDF, RDFS, SKOS

_TYPES = {
    "meeting": IP5.Meeting,
    "participation": IP5.Participation,
    "decision": IP5.Decision,
    "document": IP5.Document,
    "figure": IP5.Figure,
    "status-report": IP5.StatusReport,
    "acronym": IP5.Acronym,
    "project": IP5.Project,
    "person": IP5.Person,
    "place": IP5.Place,
    "body": IP5.Body,
    "association": ORG.Organization,
    "publisher": ORG.Organization,
}
"""Type of a thing by the first segment of its IRI; releases and everything in the authority files have theirs already."""

FIGURES = iris.BASE + "dataset/figures"
FIGURES_IN_PART = iris.BASE + "dataset/figures-in-part"
"""The data sets of the figures: with year and scope, and those of which no source gives both."""

Facts = dict[str, dict[str, list[Value]]]
"""subject → predicate → values"""


def derive(
    outcome: Outcome,
    reference: Reference,
    labels: Labels,
    issuers: Mapping[str, str] | None = None,
    identities: Iterable[Identity] = (),
) -> list[Quad]:
    """Return the quads of `graph/facts` and `graph/choices`, sorted.

    Args:
        outcome: what became of the claims.
        reference: what the authority files say; it is not said again.
        labels: of concepts and of what the authority files describe.
        issuers: names of the publishers of releases and pages, by IRI (`issuers_in`).
        identities: which names and things a person held to be one.
    """
    issuers = issuers or {}
    accepted = outcome.accepted()
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for claim in accepted:
        values = facts[claim.subject][claim.predicate]
        if claim.value not in values:
            values.append(claim.value)
    triples = {(claim.subject, claim.predicate, claim.value) for claim in accepted}
    triples.update(_short_cuts(facts, accepted))
    triples.update((body, IP5.worksOn, iri(thing)) for body, thing in reference.works)
    named = {thing: [text(name)] for thing, name in issuers.items()}
    for thing, names in named.items():
        facts[thing].setdefault(SKOS.prefLabel, []).extend(names)
    triples.update(_types_and_labels({*_things(triples), *named}, facts, reference, labels))
    graph = iri(iris.FACTS_GRAPH)
    quads = [Quad(iri(s), iri(p), o, graph) for s, p, o in triples]
    quads = [q for q in quads if (str(q.subject), str(q.predicate), str(q.object)) not in reference.facts]
    return sorted([*quads, *_choices(outcome), *_identifications(identities)], key=str)


def _things(triples: Iterable[tuple[str, str, Value]]) -> set[str]:
    """Return the IRIs of all things that the facts speak of."""
    found: set[str] = set()
    for subject, _, value in triples:
        found.add(subject)
        if isinstance(value, NamedNode):
            found.add(value.value)
    return found


def _types_and_labels(things: Iterable[str], facts: Facts, reference: Reference, labels: Labels) -> Iterator[tuple[str, str, Value]]:
    for thing in sorted(things):
        kind = _TYPES.get(thing.removeprefix(iris.BASE).partition("/")[0])
        if kind is None or reference.knows(thing):
            continue
        yield thing, RDF.type, iri(kind)
        yield thing, RDFS.label, text(labels.label(thing, facts), "en")
        if kind == IP5.Figure:
            yield from _cube(thing, facts)


def _cube(figure: str, facts: Facts) -> Iterator[tuple[str, str, Value]]:
    """Yield what makes a figure an observation of a well-formed cube: its data set, and a key that no other figure of its measure has."""
    whole = facts[figure].get(IP5.referenceYear) and facts[figure].get(IP5.scope)
    yield figure, RDF.type, iri(QB.Observation)
    yield figure, QB.dataSet, iri(FIGURES if whole else FIGURES_IN_PART)
    yield figure, IP5.figureKey, text(iris.figure_key(figure))


def _short_cuts(facts: Facts, accepted: Iterable[Claim]) -> Iterator[tuple[str, str, Value]]:
    """Yield the direct properties that follow from nodes with a role or a time."""
    for node, properties in facts.items():
        for meeting in properties.get(IP5.atMeeting, ()):
            yield from _from_participation(meeting, properties)
        for meeting in properties.get(IP5.decidedAt, ()):
            yield _target(meeting), IP5.decided, iri(node)
        for organisation in properties.get(IP5.delegationFrom, ()):
            yield node, IP5.attendedByOffice, organisation
        for when in properties.get(IP5.statusDate, ()):
            yield node, IP5.asOf, when
        for topic in properties.get(DCTERMS.subject, ()):
            if node.startswith(iris.BASE + "body/"):
                yield node, IP5.worksOn, topic
        for body in properties.get(IP5.carriedBy, ()):
            yield _target(body), IP5.worksOn, iri(node)
    for claim in accepted:
        for source in claim.sources:
            if claim.subject != source:
                yield claim.subject, IP5.statedBy, iri(source)
            if claim.subject.startswith(iris.BASE + "figure/"):
                yield claim.subject, IP5.quotedIn, iri(source)
        if claim.predicate == IP5.projectStatus and claim.issued:
            yield claim.subject, IP5.asOf, date(claim.issued)


def _from_participation(meeting: Value, properties: Mapping[str, list[Value]]) -> Iterator[tuple[str, str, Value]]:
    roles = {_target(role).rsplit("/", 1)[-1] for role in properties.get(IP5.role, ())}
    if not roles or "absent" in roles:
        return
    for person in properties.get(IP5.participant, ()):
        yield _target(meeting), IP5.attendedBy, person
        yield _target(person), IP5.tookPartIn, meeting
        if roles & {"chair", "co-chair"}:
            yield _target(meeting), IP5.chairedBy, person
    for organisation in properties.get(IP5.onBehalfOf, ()):
        yield _target(meeting), IP5.attendedByOffice, organisation


def _choices(outcome: Outcome) -> Iterator[Quad]:
    graph = iri(iris.CHOICES_GRAPH)
    for choice in outcome.choices:
        yield Quad(iri(choice.claim.iri), iri(IP5.claimStatus), iri(iris.concept("claim-status", choice.status)), graph)
        yield Quad(iri(choice.claim.iri), iri(IP5.reason), iri(iris.concept("reason", choice.reason)), graph)
    for conflict in outcome.conflicts:
        node = iri(iris.conflict(conflict.subject, conflict.predicate))
        yield Quad(node, iri(RDF.type), iri(IP5.Conflict), graph)
        yield Quad(node, iri(IP5.conflictSubject), iri(conflict.subject), graph)
        yield Quad(node, iri(IP5.conflictProperty), iri(conflict.predicate), graph)
        yield Quad(node, iri(IP5.reason), iri(iris.concept("reason", conflict.reason)), graph)
        for judgement in conflict.judgements:
            yield Quad(node, iri(SKOS.note), text(judgement.reason, "en"), graph)
            if judgement.source:
                yield Quad(node, iri(DCTERMS.source), iri(judgement.source), graph)
        for claim in conflict.claims:
            yield Quad(node, iri(IP5.competingClaim), iri(claim.iri), graph)


def _identifications(identities: Iterable[Identity]) -> Iterator[Quad]:
    graph = iri(iris.CHOICES_GRAPH)
    for identity in identities:
        node = iri(iris.identification(identity.goes))
        yield Quad(node, iri(RDF.type), iri(IP5.Identification), graph)
        yield Quad(node, iri(IP5.standsFor), iri(identity.stays), graph)
        yield Quad(node, iri(SKOS.note), text(identity.reason, "en"), graph)
        yield Quad(node, iri(DCTERMS.source), iri(identity.source), graph)
        if identity.printed:
            yield Quad(node, iri(IP5.printedAs), text(identity.printed), graph)


def _target(value: Value) -> str:
    if isinstance(value, Literal):
        raise TypeError(f"a thing was expected, not the literal {value}")
    return value.value
