"""Exports: the same quads, the same bytes; and whoever reads them, the same quads again."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg import iris
from ip5kg.errors import BadArgument
from ip5kg.export import BUILD_FILES, FORMATS, export, select, serialise, write_build_files, write_file
from ip5kg.namespaces import IP5, RDF
from ip5kg.store import Store
from tests.conftest import ROOT
from tests.store import sample

RDFLIB_NAMES = {"turtle": "turtle", "jsonld": "json-ld", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "rdfxml": "xml"}

ODD = [
    "a:b", "", "x?y=1", "x#f", "ontology#Meeting", "person/é日本", "person/a'b(c)", "a/../b", "./x", "a/./b", "..", "person/a;b,c", "-x", "1", "release/2021.",
    "release/a%20b", "https:", "ip5:x", "@id", "a/", "_:x", "true", "graph",
]  # fmt: skip
"""What may stand behind our base in an IRI and be misread where it is shortened."""


def odd_quads() -> list[ox.Quad]:
    facts, p = ox.NamedNode(iris.FACTS_GRAPH), ox.NamedNode(IP5.statedBy)
    others = (
        "https://w3id.org/ip5kg",
        "https://w3id.org/",
        "https://w3id.org/ip5kgx",
        "http://example.org/x/y",
        "urn:a:b",
        "schema:x",
        "ip5:x",
    )
    nodes = [*map(sample.node, ODD), *map(ox.NamedNode, others)]
    return [ox.Quad(node, p, node, facts) for node in nodes]


def by_rdflib(content: bytes, name: str) -> set[tuple[str, ...]]:
    """The quads that rdflib reads, with literals as they are written."""
    rdflib.NORMALIZE_LITERALS = False
    try:
        dataset = rdflib.Dataset()
        dataset.parse(data=content, format=RDFLIB_NAMES[name])
        default = str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
        return {(*(term.n3() for term in (s, p, o)), "" if g is None or str(g) == default else str(g)) for s, p, o, g in dataset.quads()}
    finally:
        rdflib.NORMALIZE_LITERALS = True


def as_rdflib(quads: list[ox.Quad], *, graphs: bool) -> set[tuple[str, ...]]:
    return by_rdflib(
        ox.serialize(quads if graphs else [ox.Quad(*quad.triple) for quad in quads], format=ox.RdfFormat.N_QUADS) or b"", "nquads"
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("graph", ["facts", "all", "authority", sample.RELEASE])
def test_both_libraries_read_what_was_written(name: str, graph: str) -> None:
    quads = sample.quads()
    content = export(quads, name, graph)
    chosen = select(quads, graph)
    # A single graph is the default graph of a JSON-LD document.
    graphs = FORMATS[name].supports_datasets and (name != "jsonld" or graph == "all")
    wanted = {str(quad if graphs else quad.triple) for quad in chosen}
    assert {str(quad if graphs else quad.triple) for quad in ox.parse(content, FORMATS[name])} == wanted
    assert by_rdflib(content, name) == as_rdflib(chosen, graphs=graphs)
    assert wanted


@pytest.mark.parametrize("name", FORMATS)
def test_iris_that_are_easily_misread_come_back(name: str) -> None:
    wanted = {str(quad.triple) for quad in odd_quads()}
    content = serialise([quad.triple for quad in odd_quads()], name)
    assert {str(quad.triple) for quad in ox.parse(content, FORMATS[name])} == wanted
    assert {row[:3] for row in by_rdflib(content, name)} == {row[:3] for row in as_rdflib(odd_quads(), graphs=False)}


@pytest.mark.parametrize("name", FORMATS)
def test_order_and_repetition_do_not_matter(name: str) -> None:
    quads = sample.quads()
    first = export(quads, name, "all")
    for seed in range(3):
        mixed = quads * 2
        random.Random(seed).shuffle(mixed)
        assert export(iter(mixed), name, "all") == first
    assert export(Store.of(quads), name, "all") == first


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from ip5kg.export import write_build_files; from tests.store import sample; write_build_files(Path(sys.argv[1]), set(sample.quads()))"
    for seed in ("1", "2", "77"):
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], cwd=ROOT, env={"PYTHONHASHSEED": seed}, check=True)
    for name in BUILD_FILES:
        assert len({(tmp_path / seed / name).read_bytes() for seed in ("1", "2", "77")}) == 1, name


def test_turtle_is_readable() -> None:
    text = export(sample.quads(), "turtle", "facts").decode()
    head, _, body = text.partition("\n\n")
    assert head.splitlines()[0] == "@base <https://w3id.org/ip5kg/> ."
    assert head.splitlines()[1:] == sorted(head.splitlines()[1:])
    assert (
        "<meeting/heads/14> a ip5:Meeting ;\n"
        '\trdfs:label "Heads 14"@en , "第14回"@ja ;\n'
        '\tschema:startDate "2021-06-23"^^xsd:date ;\n'
        "\tip5:hostedBy <office/JP> ;\n"
        "\tip5:number 14 .\n"
    ) in body
    assert text.endswith(" .\n")


def test_json_ld_is_compact_and_needs_no_address() -> None:
    text = export(sample.quads(), "jsonld", "facts").decode()
    assert '"@id": "meeting/heads/14"' in text
    assert '"ip5:number": 14' in text
    assert '"@context": {' in text
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(graph) == len(select(sample.quads(), "facts"))  # named graphs would be lost to a Graph without a word


def test_turtle_of_all_graphs_is_not_empty() -> None:
    """rdflib writes an empty document of a Dataset whose triples all stand in named graphs."""
    quads = list(ox.parse(export(sample.quads(), "turtle", "all"), ox.RdfFormat.TURTLE))
    assert len(quads) == len(sample.quads()) - 1  # the text of the release is left out


def test_texts_are_left_out_unless_asked_for() -> None:
    assert b"The whole text." not in export(sample.quads(), "nquads", "all")
    assert b"The whole text." not in export(sample.quads(), "nquads", sample.RELEASE)
    assert b"The whole text." in export(sample.quads(), "nquads", "all", texts=True)
    assert b"The whole text." in export(sample.quads(), "nquads", sample.RELEASE, texts=True)
    assert export(sample.quads(), "nquads", "texts").count(b"\n") == 1


def test_a_graph_may_be_named_by_its_iri() -> None:
    assert export(sample.quads(), "turtle", iris.FACTS_GRAPH) == export(sample.quads(), "turtle", "facts")


def test_graphs_and_formats_that_do_not_exist_are_named() -> None:
    with pytest.raises(BadArgument, match=r"nothing in '2021-06-24-sampel' \(did you mean 2021-06-24-sample\?\)"):
        export(sample.quads(), "turtle", "2021-06-24-sampel")
    with pytest.raises(BadArgument, match=r"nothing in 'ontology'"):
        export(Store.of(sample.quads()), "turtle", "ontology")
    with pytest.raises(BadArgument, match=r"one of: facts, authority, .*, or the name of a release"):
        export(sample.quads(), "turtle", "zzzz")
    for attempt in (lambda: export(sample.quads(), "n3"), lambda: serialise([], "n3")):
        with pytest.raises(BadArgument, match=r"'n3' is not known \(one of: turtle, jsonld"):
            attempt()


def test_rdf_xml_says_what_it_cannot_hold() -> None:
    with pytest.raises(BadArgument, match=r"holds U\+001B, which XML cannot hold \(export it as turtle\)"):
        serialise([ox.Triple(sample.node("a"), sample.node("ontology#b"), ox.Literal("\x1b[31m"))], "rdfxml")


def test_a_type_that_is_no_iri_is_kept() -> None:
    odd = ox.Triple(sample.node("a"), ox.NamedNode(RDF.type), ox.Literal("Meeting"))
    assert [quad.triple for quad in ox.parse(serialise([odd], "jsonld"), ox.RdfFormat.JSON_LD)] == [odd]


def test_numbers_that_json_would_change_stay_as_they_are() -> None:
    values = [
        ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
        for value, kind in [
            ("042", "integer"),
            ("9" * 30, "integer"),
            ("-0", "integer"),
            ("1.50", "decimal"),
            ("1", "boolean"),
            ("x", "integer"),
        ]
    ]
    triples = {ox.Triple(sample.node("a"), sample.node("b"), value) for value in values}
    assert {quad.triple for quad in ox.parse(serialise(triples, "jsonld"), ox.RdfFormat.JSON_LD)} == triples


def test_nothing_is_written_as_nothing() -> None:
    for name, kind in FORMATS.items():
        assert list(ox.parse(serialise([], name), kind)) == []


def test_a_build_has_its_files(tmp_path: Path) -> None:
    written = write_build_files(tmp_path / "build", sample.quads())
    assert [path.name for path in written] == list(BUILD_FILES)
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == sorted(BUILD_FILES)
    everything = {str(q) for name in ("ip5kg.nq", "texts.nq") for q in ox.parse(path=tmp_path / "build" / name)}
    assert everything == {str(quad) for quad in sample.quads()}
    facts = [{str(q.triple) for q in ox.parse(path=tmp_path / "build" / name)} for name in ("facts.ttl", "facts.jsonld")]
    assert facts[0] == facts[1] == {str(quad.triple) for quad in select(sample.quads(), "facts")}


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    out = tmp_path / "facts.ttl"
    assert export(sample.quads(), "turtle", out=out) == out.read_bytes()
    with pytest.raises(BadArgument):
        export(sample.quads(), "turtle", "none", out=out)
    assert out.stat().st_size > 0
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadArgument, match="is a folder"):
        write_file(tmp_path / "folder", b"")
    with pytest.raises(FileNotFoundError):
        write_file(tmp_path / "none" / "file", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.ttl", "folder"]
