"""The JSON-LD context: complete, usable offline, and without loss."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import urljoin

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.compare import isomorphic, to_isomorphic

from ip5kg.namespaces import IP5, PREFIXES
from tests.conftest import ROOT

PATH = ROOT / "ontology" / "context.jsonld"
CONTEXT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))["@context"]
EXAMPLES = ROOT / "ontology" / "examples"
BASE = "https://w3id.org/ip5kg/"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the context must be usable without a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "ip5.ttl")


def test_every_prefix_and_every_term_of_ours_is_in_the_context() -> None:
    for prefix, base in PREFIXES.items():
        assert CONTEXT[prefix] == {"@id": base, "@prefix": True}
    named = {term: (d if isinstance(d, str) else d.get("@id")) for term, d in CONTEXT.items() if not term.startswith("@")}
    for iri in IP5:
        term = iri[len(IP5.base) :]
        assert named.get(term) == f"ip5:{term}"


def test_values_are_coerced_as_the_ontology_says() -> None:
    ontology = _ontology()
    for iri in IP5:
        node = rdflib.URIRef(iri)
        kinds = set(ontology.objects(node, RDF.type))
        definition = CONTEXT[iri[len(IP5.base) :]]
        if OWL.ObjectProperty in kinds:
            assert definition["@type"] == "@id", iri
        elif OWL.DatatypeProperty in kinds and "@type" in definition:
            # A type is coerced only where the range allows no other: dates come as day, month or year.
            assert definition["@type"] == str(ontology.value(node, RDFS.range)).replace(PREFIXES["xsd"], "xsd:"), iri
        elif OWL.DatatypeProperty in kinds:
            assert str(ontology.value(node, RDFS.range)).removeprefix(PREFIXES["xsd"]) in (str(RDFS.Literal), "string", "decimal"), iri


def test_a_term_of_another_vocabulary_stands_under_its_prefix() -> None:
    for term in CONTEXT:
        if ":" in term:
            assert term.split(":")[0] in PREFIXES
            assert "@id" not in CONTEXT[term]


def test_the_example_says_what_its_turtle_twin_says() -> None:
    tree = rdflib.Graph().parse(EXAMPLES / "meeting.jsonld", format="json-ld")
    whole = rdflib.Graph().parse(EXAMPLES / "meeting.ttl", publicID=BASE)
    more = {(str(s).removeprefix(BASE), str(o)) for s, _, o in tree - whole}
    assert more == {("person/kasutani-toshihide", "糟谷敏秀"), ("meeting/heads/14", BASE + "release/2021-07-02-kipo-14th-heads")}
    assert len(tree) == 23


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.ttl")))
def test_nothing_is_lost_on_the_way_through_the_context(name: str) -> None:
    graph = rdflib.Graph().parse(EXAMPLES / name, publicID=BASE)
    written = graph.serialize(format="json-ld", context={**CONTEXT, "@base": BASE})
    assert '"@context"' in written
    again = rdflib.Graph().parse(data=written, format="json-ld")
    assert isomorphic(to_isomorphic(graph), to_isomorphic(again))


def test_what_is_written_with_the_context_reads_like_the_ontology() -> None:
    graph = rdflib.Graph().parse(EXAMPLES / "figure.ttl", publicID=BASE)
    written = json.loads(graph.serialize(format="json-ld", context={**CONTEXT, "@base": BASE}))
    (figure,) = [node for node in written["@graph"] if "Figure" in node["type"]]
    assert urljoin(BASE, figure["measure"]) == BASE + "measure/applications-filed"
    assert figure["value"] == 2730000
    assert figure["referenceYear"] == "2019"
