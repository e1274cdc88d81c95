"""The description of the shipped data set, counted again by queries, and that it says nothing but what follows from the quads."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from typing import Any

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.describe import DATASET, FILES, describe
from ip5kg.export import BUILD_FILES, export
from ip5kg.namespaces import IP5, PREFIXES, RDF
from tests import shipped
from tests.conftest import ROOT

PREFIXED = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items()) + f"BASE <{iris.BASE}>\n"
COUNTED = f"""GRAPH ?graph {{ ?s ?p ?o }} FILTER (!STRSTARTS(STR(?graph), "{iris.TEXT_GRAPHS}") && ?graph != <{iris.DATASET_GRAPH}>)"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(shipped.quads())
    return store


def ask(store: ox.Store, query: str) -> list[Any]:
    found = store.query(PREFIXED + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [str(variable).lstrip("?") for variable in found.variables]
    return [tuple(str(getattr(row[name], "value", row[name])) for name in names) for row in found]


def test_the_counts_are_those_of_the_graphs(store: ox.Store) -> None:
    stated = ask(
        store,
        "SELECT ?triples ?subjects ?objects { <dataset> void:triples ?triples ; void:distinctSubjects ?subjects ; void:distinctObjects ?objects }",
    )
    counted = ask(store, f"SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ss) (COUNT(DISTINCT ?o) AS ?os) {{ {COUNTED} }}")
    assert stated == counted


@pytest.mark.parametrize(
    ("partition", "of", "query"),
    [
        ("void:classPartition", "void:class ?term ; void:entities ?n", "?p = rdf:type"),
        ("void:propertyPartition", "void:property ?term ; void:triples ?n", "true"),
    ],
)
def test_every_class_and_property_has_its_number(store: ox.Store, partition: str, of: str, query: str) -> None:
    term = "?o" if "class" in partition else "?p"
    stated = ask(store, f"SELECT ?term ?n {{ <dataset> {partition} ?part . ?part {of} }}")
    counted = ask(store, f"SELECT ({term} AS ?term) (COUNT(*) AS ?n) {{ {COUNTED} FILTER ({query}) }} GROUP BY {term}")
    assert sorted(stated) == sorted(counted)
    assert len(stated) > 40


def test_the_parts_are_all_the_graphs(store: ox.Store) -> None:
    parts = dict(
        ask(store, "SELECT ?part ?n { <dataset> void:subset ?part . ?part void:triples ?n FILTER NOT EXISTS { ?part a void:Linkset } }")
    )
    everything = sum(quad.graph_name != ox.NamedNode(iris.DATASET_GRAPH) for quad in shipped.quads())
    assert sum(map(int, parts.values())) == everything
    assert {part.rsplit("/", 1)[-1] for part in parts} >= {"authority", "curated", "facts", "releases", "texts"}


def test_a_catalogue_finds_what_it_asks_for(store: ox.Store) -> None:
    ((title, version, licence, publisher),) = ask(
        store,
        "SELECT ?title ?version ?licence ?publisher { <dataset> a dcat:Dataset ; dcterms:title ?title ; owl:versionInfo ?version ;"
        " dcterms:license ?licence ; dcterms:publisher/foaf:name ?publisher }",
    )
    assert title.startswith("ip5kg")
    assert version == installed_version("ip5kg")
    assert licence == "https://creativecommons.org/licenses/by/4.0/"
    assert publisher
    ((start, end),) = ask(
        store, "SELECT ?start ?end { <dataset> dcterms:temporal ?period . ?period dcat:startDate ?start ; dcat:endDate ?end }"
    )
    assert start[:4] == "2007"
    assert end[:4] == "2025"
    countries = {country for (country,) in ask(store, "SELECT ?country { <dataset> dcterms:spatial/ip5:country ?country }")}
    assert {"JP", "US", "KR", "CN", "DE", "MT"} <= countries
    words = {word for (word,) in ask(store, "SELECT ?word { <dataset> dcat:keyword ?word }")}
    assert "IP5" in words
    assert words & {topic for (topic,) in ask(store, "SELECT ?topic { ?s skos:inScheme <scheme/topic> ; skos:prefLabel ?topic }")}


def test_the_files_are_those_that_a_build_writes(store: ox.Store) -> None:
    files = ask(store, "SELECT ?name ?type { <dataset> dcat:distribution ?file . ?file dcterms:identifier ?name ; dcat:mediaType ?type }")
    assert {name for name, _ in files} == set(BUILD_FILES) == set(FILES)
    assert all(kind.startswith("https://www.iana.org/assignments/media-types/") for _, kind in files)


def test_the_links_to_others_are_counted(store: ox.Store) -> None:
    links = dict(ask(store, "SELECT ?home ?n { ?links a void:Linkset ; void:target/foaf:homepage ?home ; void:triples ?n }"))
    assert links["https://ror.org/"] == "2"
    total = ask(store, "SELECT (COUNT(*) AS ?n) { ?s schema:sameAs ?o }")
    assert sum(map(int, links.values())) == int(total[0][0])


def test_it_says_of_what_the_data_set_was_made(store: ox.Store) -> None:
    used = ask(store, "SELECT ?release { <dataset> prov:wasGeneratedBy/prov:used ?release . ?release a ip5:Digest }")
    assert len(used) == len(list((ROOT / "data" / "releases").glob("*.md")))


def test_order_and_an_earlier_description_do_not_matter() -> None:
    quads = [quad for quad in shipped.quads() if quad.graph_name == ox.NamedNode(iris.FACTS_GRAPH)]
    once = describe(quads, "1.2.3")
    assert describe(reversed(quads), "1.2.3") == once
    assert describe([*once, *quads], "1.2.3") == once
    assert describe(quads, "1.2.4") != once
    assert not [quad for quad in once if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]


def test_texts_of_others_are_not_put_under_our_licence() -> None:
    release = ox.NamedNode(iris.release("a"))
    quad = ox.Quad(release, ox.NamedNode(RDF.type), ox.NamedNode(IP5.Release), ox.NamedNode(iris.release_graph("a")))
    own = quad.__class__(release, quad.predicate, ox.NamedNode(IP5.Digest), quad.graph_name)
    file = f"{DATASET}/file/texts.nq"
    for quads, licensed in (([quad], False), ([quad, own], True)):
        said = {q.predicate.value for q in describe(quads, "1") if getattr(q.subject, "value", "") == file}
        assert ("http://purl.org/dc/terms/license" in said) == licensed
        assert ("http://purl.org/dc/terms/rights" in said) != licensed


def test_the_description_is_exported_alone() -> None:
    written = export(shipped.quads(), "turtle", "dataset").decode()
    assert "<dataset> a " in written
    assert "void:property ip5:wording" in written
    assert "<meeting/heads/14> ip5:hostedBy" not in written
