"""The terms: ours in the ontology and in Python, those of others in their own vocabularies."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS
from rdflib.namespace import DCAT, FOAF, ORG, PROV, QB, SDO, SH, SKOS, VANN, VOID, XSD

from ip5kg import namespaces
from ip5kg.namespaces import IP5, PREFIXES, Namespace
from tests.conftest import ROOT
from tests.ontology import linting

ONTOLOGY = rdflib.Graph().parse(ROOT / "ontology" / "ip5.ttl")

# rdflib ships these vocabularies with their terms; of the two that it does not ship, the terms that we use.
CLOSED = {str(ns): ns for ns in (RDF, RDFS, OWL, XSD, SKOS, DCTERMS, FOAF, ORG, PROV, QB, SDO, DCAT, VOID, VANN, SH)}
FROM_SPECIFICATIONS = {
    # https://www.w3.org/TR/annotation-vocab/
    "http://www.w3.org/ns/oa#": {
        "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "hasSource", "hasSelector",
        "exact", "prefix", "suffix", "start", "end",
    },
    # https://www.w3.org/TR/skos-reference/skos-xl.html
    "http://www.w3.org/2008/05/skos-xl#": {"Label", "literalForm", "prefLabel", "altLabel", "hiddenLabel", "labelRelation"},
}  # fmt: skip


def is_declared(iri: str) -> bool:
    """Tell whether the vocabulary that the IRI belongs to has it; an IRI of no known vocabulary is none of our business."""
    for base, terms in FROM_SPECIFICATIONS.items():
        if iri.startswith(base):
            return iri[len(base) :] in terms
    for base, vocabulary in CLOSED.items():
        if iri.startswith(base) and iri != base:
            return rdflib.URIRef(iri) in vocabulary
    return True


def test_the_check_of_terms_can_fail() -> None:
    assert not is_declared("http://www.w3.org/1999/02/22-rdf-syntax-ns#isDefinedBy")
    assert not is_declared("https://schema.org/startsOn")
    assert not is_declared("http://www.w3.org/ns/oa#quote")
    assert is_declared("https://schema.org/startDate")


def test_python_and_ontology_have_the_same_terms() -> None:
    declared = {str(s) for s in ONTOLOGY.subjects(RDF.type) if str(s).startswith(IP5.base)}
    assert set(IP5) == declared


@pytest.mark.parametrize(("listed", "kind"), [("CLASSES", OWL.Class), ("DERIVED", rdflib.URIRef(IP5.DerivedProperty))])
def test_the_lists_of_terms_say_of_what_kind_they_are(listed: str, kind: rdflib.URIRef) -> None:
    declared = {str(s)[len(IP5.base) :] for s in ONTOLOGY.subjects(RDF.type, kind)}
    assert set(getattr(namespaces, listed).split()) == declared


OTHERS = {name: ns for name, ns in vars(namespaces).items() if isinstance(ns, Namespace) and ns is not IP5}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_the_terms_of_others_exist_in_their_vocabularies(name: str) -> None:
    assert [iri for iri in OTHERS[name] if not is_declared(iri)] == []


@pytest.mark.parametrize("scope", ["ontology", "standards", "vocabularies", "shapes", "examples", "data"])
def test_the_files_use_terms_of_others_that_exist(scope: str) -> None:
    used = {
        term.value
        for quad in linting.quads_of(scope)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, linting.ox.NamedNode)
    }
    datatypes = {q.object.datatype.value for q in linting.quads_of(scope) if isinstance(q.object, linting.ox.Literal)}
    assert sorted(iri for iri in used | datatypes if not is_declared(iri)) == []


def test_the_code_names_no_term_that_does_not_exist() -> None:
    unknown = []
    for path in sorted((ROOT / "ip5kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                namespace = vars(namespaces).get(node.value.id)
                if isinstance(namespace, Namespace) and node.attr != "base" and node.attr not in dir(namespace):
                    unknown.append(f"{path.name}: {node.value.id}.{node.attr}")
    assert unknown == []


def test_an_unknown_term_is_an_error() -> None:
    with pytest.raises(AttributeError, match="Meting"):
        _ = IP5.Meting
    with pytest.raises(KeyError):
        _ = IP5["Meting"]


def test_a_namespace_knows_its_own() -> None:
    assert IP5.Meeting in IP5
    assert IP5.base not in IP5
    assert IP5.base + "Meting" not in IP5
    assert IP5["Meeting"] == IP5.Meeting == "https://w3id.org/ip5kg/ontology#Meeting"
    assert list(IP5) == sorted(IP5)
    assert len(IP5) == len(list(IP5)) == len(dir(IP5))


def test_prefixes_are_those_of_the_namespaces_and_clash_with_no_other() -> None:
    assert set(PREFIXES.values()) <= {ns.base for ns in (*OTHERS.values(), IP5)}
    assert not set(PREFIXES) & set(namespaces.DATA_PREFIXES)
    assert all(base.startswith("https://w3id.org/ip5kg/") for base in namespaces.DATA_PREFIXES.values())


def test_importing_the_namespaces_loads_no_rdf_library() -> None:
    script = "import sys, ip5kg.namespaces; sys.exit(any(m in sys.modules for m in ('rdflib', 'pyoxigraph', 'pyshacl')))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


HEADER = rdflib.URIRef("https://w3id.org/ip5kg/ontology")


@pytest.mark.parametrize(
    ("property_", "value"),
    [
        (DCTERMS.creator, rdflib.Literal("ip5kg")),
        (DCTERMS.license, rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")),
        (VANN.preferredNamespacePrefix, rdflib.Literal("ip5")),
        (VANN.preferredNamespaceUri, rdflib.Literal(IP5.base)),
    ],
)
def test_the_ontology_says_who_made_it_and_how_to_use_it(property_: rdflib.URIRef, value: rdflib.term.Node) -> None:
    assert (HEADER, RDF.type, OWL.Ontology) in ONTOLOGY
    assert ONTOLOGY.value(HEADER, property_) == value
    assert ONTOLOGY.value(HEADER, DCTERMS.title)
    assert ONTOLOGY.value(HEADER, DCTERMS.description)


DERIVATIONS = sorted((str(s)[len(IP5.base) :], str(o)) for s, o in ONTOLOGY.subject_objects(rdflib.URIRef(IP5.derivedFrom)))


@pytest.mark.parametrize(("name", "pattern"), DERIVATIONS)
def test_a_derivation_is_a_pattern_that_can_be_asked(name: str, pattern: str) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    query = f"{prefixes}SELECT ?subject ?object ?via WHERE {{ {pattern} }}"
    assert list(linting.ox.Store().query(query)) == []
    terms = set(linting.OWN_NAME.findall(pattern))
    assert terms, f"ip5:{name} is derived from no term of ours"
    assert terms <= set(dir(IP5))
    assert name not in terms


def test_the_design_notes_speak_of_every_class_and_of_no_term_that_does_not_exist() -> None:
    notes = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    named = set(linting.OWN_NAME.findall(notes))
    assert named <= set(dir(IP5))
    assert set(namespaces.CLASSES.split()) <= named


def test_the_design_notes_point_to_files_that_exist() -> None:
    notes = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    files = re.findall(r"\]\(([\w./-]+)\)", notes) + re.findall(r"`((?:lint|vocabularies)/[\w-]+\.\w+)`", notes)
    assert len(files) > 5
    assert [name for name in files if not (ROOT / "ontology" / name).exists()] == []
