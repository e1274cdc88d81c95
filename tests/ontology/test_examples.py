"""The worked examples: real, complete, and just what the code makes."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import RDF

from ip5kg import iris
from ip5kg.namespaces import DCTERMS, IP5, OA, PREFIXES, PROV
from ip5kg.read import read_path
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "ontology" / "examples").glob("*.ttl"))


def _graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in EXAMPLES:
        graph.parse(path, publicID=iris.BASE)
    return graph


GRAPH = _graph()


def _iri(value: str) -> rdflib.URIRef:
    return rdflib.URIRef(value)


def test_there_is_an_example_of_each_part_of_the_model() -> None:
    names = {path.stem for path in EXAMPLES}
    assert names == {
        "acronym",
        "body",
        "claim",
        "conflict",
        "curated",
        "decision",
        "figure",
        "meeting",
        "project",
        "renaming",
        "sentence",
        "tenure",
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_begins_with_what_it_shows(path: object) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]  # type: ignore[attr-defined]
    assert first.startswith("# ")
    assert len(first.split()) > 4


EVIDENCE = sorted(str(e) for e in GRAPH.subjects(RDF.type, _iri(IP5.Evidence)))


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_the_quote_is_the_text_at_its_offsets(evidence: str) -> None:
    node = _iri(evidence)
    source = str(GRAPH.value(node, _iri(OA.hasSource)))
    release = read_path(ROOT / "data" / "releases" / f"{source.removeprefix(iris.BASE + 'release/')}.md")
    start, end = (int(str(GRAPH.value(_iri(evidence + "/position"), _iri(p)))) for p in (OA.start, OA.end))
    assert release.text[start:end] == str(GRAPH.value(_iri(evidence + "/quote"), _iri(OA.exact)))
    assert int(str(GRAPH.value(node, _iri(IP5.sentenceStart)))) <= start
    assert end <= int(str(GRAPH.value(node, _iri(IP5.sentenceEnd))))
    assert evidence == iris.evidence(release.id, start, end)
    assert str(GRAPH.value(_iri(source), _iri(IP5.sha256))) == release.sha256


CLAIMS = sorted(str(c) for c in GRAPH.subjects(RDF.type, _iri(IP5.Claim)))


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_bears_the_name_that_the_code_gives_it(claim: str) -> None:
    node = _iri(claim)
    subject, predicate, value = (GRAPH.value(node, p) for p in (RDF.subject, RDF.predicate, RDF.object))
    evidence = GRAPH.value(node, _iri(IP5.evidence))
    start, end = (int(str(GRAPH.value(_iri(f"{evidence}/position"), _iri(p)))) for p in (OA.start, OA.end))
    release = str(GRAPH.value(node, _iri(IP5.statedIn))).removeprefix(iris.BASE + "release/")
    assert value is not None
    assert claim == iris.claim(release, str(subject), str(predicate), value.n3(), start, end)
    assert GRAPH.value(node, _iri(PROV.wasGeneratedBy)) == _iri(iris.run(release))


def test_an_accepted_claim_is_a_fact_and_a_conflicting_one_is_none() -> None:
    for claim in CLAIMS:
        status = str(GRAPH.value(_iri(claim), _iri(IP5.claimStatus))).rsplit("/", 1)[-1]
        triple = tuple(GRAPH.value(_iri(claim), p) for p in (RDF.subject, RDF.predicate, RDF.object))
        assert (triple in GRAPH) == (status == "accepted")


FOLLOWS_FROM_ALL_CLAIMS = {"statedBy", "quotedIn", "asOf"}
"""These follow from claims of which the examples show but a few."""


def test_the_short_cuts_follow_from_what_the_examples_say() -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "ip5.ttl")
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    for term, pattern in sorted(ontology.subject_objects(_iri(IP5.derivedFrom))):
        if str(term).removeprefix(IP5.base) in FOLLOWS_FROM_ALL_CLAIMS:
            continue
        derivable = {(row[0], row[1]) for row in GRAPH.query(f"{prefixes}SELECT ?subject ?object WHERE {{ {pattern} }}")}  # type: ignore[index]
        assert set(GRAPH.subject_objects(term)) == derivable, term


def test_the_examples_that_come_from_the_authority_files_agree_with_them() -> None:
    authority = rdflib.Graph()
    for path in sorted((ROOT / "data" / "authority").glob("*.ttl")):
        authority.parse(path, publicID=iris.BASE)
    kept_there = ("office", "name", "renaming", "tenure", "post", "body", "claim")
    for name in ("renaming", "tenure", "body"):
        example = rdflib.Graph().parse(ROOT / "ontology" / "examples" / f"{name}.ttl", publicID=iris.BASE)
        missing = [
            triple
            for triple in example
            if triple not in authority and triple[1] != _iri(IP5.worksOn) and str(triple[0]).split("/")[4] in kept_there
        ]
        assert missing == []


def test_the_subject_of_a_body_is_a_topic() -> None:
    for body in GRAPH.subjects(RDF.type, _iri(IP5.Body)):
        for topic in GRAPH.objects(body, _iri(DCTERMS.subject)):
            assert str(topic).startswith(iris.BASE + "topic/")
