"""One release → its two named graphs.

`graph/release/<id>` holds the release's metadata, its claims, their evidence, the sentences that gave nothing and the run
that made them all;
`graph/text/<id>` holds the text alone, so that an export can leave it out. Both follow from the release, the
statements and the reference data, and from nothing else: adding or removing another release leaves them as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.identity import Reference
from ip5kg.mapping.issuers import issuer_of
from ip5kg.mapping.terms import Value, date, iri, number, text
from ip5kg.mapping.triples import Scene, triples
from ip5kg.model import MeetingStatement, Release, Sentence, Span, Statement, Unused
from ip5kg.namespaces import DCTERMS, IP5, OA, PROV, RDF, SCHEMA, XSD


@dataclass(frozen=True, slots=True)
class Run:
    """How the statements came about. Clock and version are arguments: the same input gives the same bytes."""

    software: str
    """Name and version, such as `ip5kg 0.1.0`."""
    at: str | None = None
    """When, as an xsd:dateTime; None leaves it out."""


def map_release(
    release: Release, statements: Iterable[Statement], reference: Reference, run: Run, unused: Iterable[Unused] = ()
) -> list[Quad]:
    """Return the quads of a release, each once, sorted; `unused` are the sentences from which no statement was drawn."""
    graph = iri(iris.release_graph(release.id))
    quads = {Quad(s, p, o, graph) for s, p, o in _metadata(release, reference)}
    quads.update(Quad(s, p, o, graph) for s, p, o in _run(release, run))
    statements = tuple(statements)
    held = frozenset(s.ref for s in statements if isinstance(s, MeetingStatement) and s.status == "held")
    scene = Scene(release, reference, held)
    sentences = _Sentences(release)
    for statement in statements:
        evidence = iris.evidence(release.id, statement.span.start, statement.span.end)
        quads.update(Quad(s, p, o, graph) for s, p, o in _evidence(release, statement.span, evidence, sentences))
        for subject, predicate, value in triples(statement, scene):
            claim = iris.claim(release.id, subject.value, predicate.value, str(value), statement.span.start, statement.span.end)
            quads.update(
                Quad(s, p, o, graph) for s, p, o in _claim(claim, (subject, predicate, value), evidence, statement.rule, release.id)
            )
    for passed in unused:
        quads.update(Quad(s, p, o, graph) for s, p, o in _unused(release, passed))
    whole_text = Quad(iri(iris.release(release.id)), iri(IP5.text), text(release.text), iri(iris.text_graph(release.id)))
    return sorted([*quads, whole_text], key=str)


def _metadata(release: Release, reference: Reference) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    node = iri(iris.release(release.id))
    yield node, iri(RDF.type), iri(IP5.Digest if release.kind == "digest" else IP5.Release)
    yield node, iri(DCTERMS.title), text(release.title, release.language)
    yield node, iri(DCTERMS.language), text(release.language)
    yield node, iri(IP5.sha256), text(release.sha256)
    if release.source_language:
        yield node, iri(IP5.sourceLanguage), text(release.source_language)
    if release.url:
        yield node, iri(SCHEMA.url), iri(release.url)
    if release.issued:
        yield node, iri(DCTERMS.issued), date(release.issued)
    if release.publisher:
        yield node, iri(DCTERMS.publisher), text(release.publisher)
    issuer = issuer_of(release.publisher, release.publisher_code, reference.acronyms)
    if issuer:
        yield node, iri(IP5.issuer), iri(issuer)


def _run(release: Release, run: Run) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    node = iri(iris.run(release.id))
    yield node, iri(RDF.type), iri(IP5.ExtractionRun)
    yield node, iri(PROV.used), iri(iris.release(release.id))
    yield node, iri(PROV.wasAssociatedWith), iri(iris.software(run.software))
    if run.at:
        yield node, iri(PROV.startedAtTime), Literal(run.at, datatype=NamedNode(XSD.dateTime))


def _evidence(release: Release, span: Span, evidence: str, sentences: _Sentences) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    node, quoted, placed = iri(evidence), iri(evidence + "/quote"), iri(evidence + "/position")
    around = sentences.around(span)
    yield node, iri(RDF.type), iri(IP5.Evidence)
    yield node, iri(OA.hasSource), iri(iris.release(release.id))
    yield node, iri(OA.hasSelector), quoted
    yield node, iri(OA.hasSelector), placed
    yield node, iri(IP5.sentenceStart), number(around.start)
    yield node, iri(IP5.sentenceEnd), number(around.end)
    yield quoted, iri(RDF.type), iri(OA.TextQuoteSelector)
    yield quoted, iri(OA.exact), text(release.quote(span))
    yield placed, iri(RDF.type), iri(OA.TextPositionSelector)
    yield placed, iri(OA.start), number(span.start)
    yield placed, iri(OA.end), number(span.end)


def _unused(release: Release, passed: Unused) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    node = iri(iris.sentence(release.id, passed.span.start, passed.span.end))
    yield node, iri(RDF.type), iri(IP5.UnusedSentence)
    yield node, iri(DCTERMS.isPartOf), iri(iris.release(release.id))
    yield node, iri(IP5.sentenceStart), number(passed.span.start)
    yield node, iri(IP5.sentenceEnd), number(passed.span.end)
    yield node, iri(IP5.sentenceClass), iri(iris.concept("sentence-class", passed.kind))
    yield node, iri(IP5.sentenceReason), iri(iris.concept("sentence-reason", passed.reason))


def _claim(
    claim: str, triple: tuple[NamedNode, NamedNode, Value], evidence: str, rule: str, release_id: str
) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    node = iri(claim)
    subject, predicate, value = triple
    yield node, iri(RDF.type), iri(IP5.Claim)
    yield node, iri(RDF.type), iri(RDF.Statement)
    yield node, iri(RDF.subject), subject
    yield node, iri(RDF.predicate), predicate
    yield node, iri(RDF.object), value
    yield node, iri(IP5.statedIn), iri(iris.release(release_id))
    yield node, iri(IP5.evidence), iri(evidence)
    yield node, iri(IP5.rule), text(rule)
    yield node, iri(PROV.wasGeneratedBy), iri(iris.run(release_id))


class _Sentences:
    """The sentences around a quote: from the start of the first it touches to the end of the last."""

    def __init__(self, release: Release) -> None:
        self._sentences = release.sentences
        self._ends = [sentence.span.end for sentence in release.sentences]

    def around(self, span: Span) -> Span:
        first = bisect_right(self._ends, span.start)
        touched: list[Sentence] = []
        for sentence in self._sentences[first:]:
            if sentence.span.start >= span.end:
                break
            touched.append(sentence)
        if not touched:
            return span
        return Span(min(span.start, touched[0].span.start), max(span.end, touched[-1].span.end))
