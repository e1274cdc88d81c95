"""Builds from end to end: the same bytes however often, planted errors found, bad releases named, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg import iris
from ip5kg.namespaces import IP5, OA, SCHEMA
from tests.conftest import ROOT

RELEASES = ROOT / "data" / "releases"
NAMES = ("2021-06-24-meti-14th-heads", "2021-06-29-cnipa-14th-heads", "2021-07-02-kipo-14th-heads", "2010-04-28-watermark-guilin")
EXPORTS = ("ip5kg.trig", "ip5kg.nq", "facts.ttl", "facts.jsonld", "texts.nq")


def ip5kg(*arguments: str | Path, folder: Path, seed: str = "1") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ip5kg", *map(str, arguments)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    for name in NAMES:
        shutil.copy(RELEASES / f"{name}.md", folder)
    return folder


@pytest.fixture(scope="module")
def built(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    done = ip5kg("build", releases, "--out", "build", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "build"


@pytest.fixture(scope="module")
def again(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The same releases in another order, under another hash seed, and among them two that cannot be read."""
    folder = tmp_path_factory.mktemp("again")
    (folder / "empty.md").write_text("")
    (folder / "undated.md").write_text("---\ntitle: A meeting\n---\nThe five offices met.\n")
    backwards = sorted(releases.iterdir(), reverse=True)
    return folder / "build", ip5kg("build", "undated.md", *backwards, "empty.md", "--out", "build", folder=folder, seed="4711")


def test_the_same_releases_in_another_order_under_another_hash_seed_give_the_same_bytes(
    built: Path, again: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    for name in EXPORTS:
        assert (again[0] / name).read_bytes() == (built / name).read_bytes(), name


def test_a_release_that_cannot_be_read_is_named_and_the_others_are_built(again: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = again
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "empty.md" in said
    assert "issued:" in said
    assert (folder / "facts.ttl").stat().st_size > 1000


# texts.nq is in the form of ip5kg.nq, and the triples of ip5kg.nq are those of ip5kg.trig.
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name == "ip5kg.nq" else ()) for name in EXPORTS])
def test_rdflib_and_pyoxigraph_read_the_same_quads_out_of_every_export(built: Path, name: str) -> None:
    file = built / name
    formats = {"trig": "trig", "nq": "nquads", "ttl": "turtle", "jsonld": "json-ld"}
    ours = {(q.subject, q.predicate, q.object, q.graph_name) for q in ox.parse(path=str(file))}
    dataset = rdflib.Dataset()
    dataset.parse(file, format=formats[file.suffix[1:]])
    theirs = {(*map(to_pyoxigraph, quad[:3]), to_pyoxigraph(quad[3] or dataset.default_graph.identifier)) for quad in dataset.quads()}
    if file.suffix in (".ttl", ".jsonld"):  # rdflib names the default graph, which these formats do not
        ours, theirs = {q[:3] for q in ours}, {q[:3] for q in theirs}  # type: ignore[misc]
    assert ours
    assert theirs == ours


def to_pyoxigraph(node: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
    """What rdflib read, form by form; a blank node would be a fault."""
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
    assert isinstance(node, rdflib.URIRef)
    return ox.NamedNode(str(node))


def _planted(built: Path, plant: str) -> list[ox.Quad]:
    """Return the graphs of one release and its facts, with one thing altered."""
    name = NAMES[0]
    graph = ox.NamedNode(iris.release_graph(name))
    quads = [q for file in ("ip5kg.nq", "texts.nq") for q in ox.parse(path=str(built / file))]
    own = [q for q in quads if q.graph_name in (graph, ox.NamedNode(iris.text_graph(name)))]
    if plant == "altered quote":
        quote = next(q for q in own if q.predicate.value == OA.exact and "14th" in q.object.value)
        altered = ox.Literal(quote.object.value.replace("14th", "15th"), language=quote.object.language)
        return [ox.Quad(q.subject, q.predicate, altered, graph) if q == quote else q for q in own]
    if plant == "sentence that is not there":
        positions = [q for q in own if q.predicate.value in (OA.start, OA.end)]
        moved = {q: ox.Quad(q.subject, q.predicate, ox.Literal(int(q.object.value) + 90_000), graph) for q in positions[:2]}
        return [moved.get(q, q) for q in own]
    fact = ox.Quad(
        ox.NamedNode(iris.BASE + "meeting/heads/14"),
        ox.NamedNode(IP5.hostedBy),
        ox.NamedNode(iris.organisation("EP")),
        ox.NamedNode(iris.FACTS_GRAPH),
    )
    return [*own, fact]


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        ("altered quote", "15th"),
        pytest.param("sentence that is not there", "text", marks=pytest.mark.slow),
        ("fact without a claim", "claim"),
    ],
)
def test_a_planted_error_fails_the_build_with_a_finding_and_leaves_the_old_build(
    releases: Path, built: Path, tmp_path: Path, plant: str, says: str
) -> None:
    others = [f for f in sorted(releases.iterdir()) if f.stem != NAMES[0]]
    proposals = tmp_path / "proposals.nq"
    ox.serialize(_planted(built, plant), output=str(proposals), format=ox.RdfFormat.N_QUADS)
    shutil.copytree(built, tmp_path / "build")
    before = (tmp_path / "build" / "ip5kg.nq").read_bytes()

    done = ip5kg("build", *others, proposals, "--out", "build", folder=tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert says in said
    assert "Traceback" not in said
    assert (tmp_path / "build" / "ip5kg.nq").read_bytes() == before


def test_the_same_proposals_unaltered_are_taken(releases: Path, built: Path, tmp_path: Path) -> None:
    """So that the test above fails for what was planted, and for nothing else."""
    others = [f for f in sorted(releases.iterdir()) if f.stem != NAMES[0]]
    quads = _planted(built, "fact without a claim")[:-1]
    ox.serialize(quads, output=str(tmp_path / "proposals.nq"), format=ox.RdfFormat.N_QUADS)
    done = ip5kg("build", *others, "proposals.nq", "--out", "build", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "build" / "facts.ttl").read_bytes() == (built / "facts.ttl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "no-such-folder"], "no-such-folder"),
        (["build", "empty-folder"], "empty-folder"),
        (["extract", "empty.md"], "empty.md"),
        (["extract", "picture.png"], "picture.png"),
        (["extract", "impossible.md"], "impossible.md"),
        (["query", "no-such-question", "--build", "{build}"], "no-such-question"),
        (["query", "participants", "-p", "meeting=many", "--build", "{build}"], "meeting"),
        (["query", "participants", "-p", "planet=14", "--build", "{build}"], "planet"),
        (["query", "meetings", "--endpoint", "http://127.0.0.1:9/sparql"], "127.0.0.1:9"),
        (["export", "papyrus", "--build", "{build}"], "papyrus"),
        (["why", "meeting/heads/999", "--build", "{build}"], "meeting/heads/999"),
        (["validate", "missing.trig"], "missing.trig"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2_and_loses_nothing(built: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "impossible.md").write_text("---\nissued: 2021-06-31\n---\nThe five offices met.\n")
    before = (built / "ip5kg.nq").read_bytes()
    done = ip5kg(*(a.replace("{build}", str(built)) for a in arguments), folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert says in done.stderr
    assert (built / "ip5kg.nq").read_bytes() == before
    assert SCHEMA.startDate in before.decode()
