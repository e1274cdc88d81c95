"""`export`, `network` and `draw` as people use them."""

from __future__ import annotations

import csv
import io
import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from tests.cli.conftest import Run
from tests.network.sample import quads

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_facts_are_whole_in_every_format(run: Run, built: Path, format_: str) -> None:
    result = run("export", format_, "--build", built)
    assert result.exit_code == 0, result.stderr
    parsed = {quad.triple for quad in ox.parse(result.stdout.encode(), FORMATS[format_])}
    assert parsed == {quad.triple for quad in quads() if quad.graph_name.value.endswith("graph/facts")}
    assert result.stdout == run("export", format_, "--build", built).stdout


def test_one_release_can_be_exported(run: Run, built: Path) -> None:
    result = run("export", "trig", "--graph", "first", "--build", built)
    graphs = {quad.graph_name.value for quad in ox.parse(result.stdout.encode(), ox.RdfFormat.TRIG)}
    assert any(graph.endswith("graph/release/first") for graph in graphs)
    assert not any("second" in graph for graph in graphs)


@pytest.mark.parametrize("format_", ["turtle", "trig"])
def test_an_export_to_a_file_leaves_nothing_else(run: Run, built: Path, tmp_path: Path, format_: str) -> None:
    file = tmp_path / "facts"
    file.write_text("old")
    file.chmod(0o640)
    assert run("export", format_, "-o", file, "--build", built).stdout == ""
    assert file.read_text() == run("export", format_, "--build", built).stdout
    assert [path.name for path in tmp_path.iterdir()] == ["facts"]
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_a_link_stays_one(run: Run, built: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.ttl", tmp_path / "link.ttl"
    target.touch()
    link.symlink_to(target)
    run("export", "turtle", "-o", link, "--build", built)
    assert link.is_symlink()
    assert target.stat().st_size > 0


def test_a_device_is_written_to_not_replaced(run: Run, built: Path) -> None:
    assert run("export", "turtle", "-o", os.devnull, "--build", built).exit_code == 0
    assert not Path(os.devnull).is_file()


def test_a_dash_is_stdout(run: Run, built: Path) -> None:
    assert run("export", "turtle", "-o", "-", "--build", built).stdout == run("export", "turtle", "--build", built).stdout


def test_the_network_in_every_format(run: Run, built: Path) -> None:
    table = run("network", "office-body", "--build", built).stdout
    assert "hosts" in table
    assert "(4 nodes, 6 edges)" in table
    rows = list(csv.DictReader(io.StringIO(run("network", "office-body", "--format", "csv", "--build", built).stdout)))
    assert len(rows) == 6
    assert nx.parse_graphml(run("network", "office-body", "--format", "graphml", "--build", built).stdout).number_of_edges() == 6
    assert len(json.loads(run("network", "office-body", "--format", "json", "--build", built).stdout)["edges"]) == 6


def test_the_network_of_a_day_bears_its_names_and_says_what_is_left_out(run: Run, built: Path) -> None:
    result = run("network", "office-body", "--as-of", "2018-06", "--build", built)
    assert "SIPO" in result.stdout
    assert "CNIPA" not in result.stdout
    assert result.stderr == "ip5kg: 1 event was left out: no source gives a date, or one that certainly lies before 2018-06\n"


def test_a_picture_goes_to_stdout_or_a_file(run: Run, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    assert run("draw", "office-body", "-o", file, "--build", built).stdout == ""
    svg = run("draw", "office-body", "--build", built).stdout
    assert svg == file.read_text(encoding="utf-8")
    assert ET.fromstring(svg.encode()).tag.endswith("svg")


def test_a_png_is_made_where_the_ending_says_so(run: Run, built: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    file = tmp_path / "picture.png"
    assert run("draw", "office-body", "-o", file, "--build", built).exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_the_ending_of_a_file_says_the_format_of_a_network(run: Run, built: Path, tmp_path: Path) -> None:
    for name, start in (
        ("a.gexf", "<?xml"),
        ("a.graphml", "<?xml"),
        ("a.cyjs", "{"),
        ("a.dot", "digraph"),
        ("a.csv", "source,"),
        ("a.txt", "source "),
    ):
        assert run("network", "office-body", "-o", tmp_path / name, "--build", built).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert run("network", "office-body", "--format", "csv-nodes", "--build", built).stdout.startswith("node,label,")


def test_the_views_are_listed(run: Run, built: Path) -> None:
    listed = run("network", "list", "--build", built).stdout
    assert "office-body " in listed
    assert "timeline " in listed


def test_a_network_between_two_dates(run: Run, built: Path) -> None:
    table = run("network", "office-body", "--between", "2021/..", "--build", built).stdout
    assert "hosts" in table
    assert "2018" not in table
    for wrong in ("2021", "/2021", "2021/2018", "x/y"):
        result = run("network", "office-body", "--between", wrong, "--build", built)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


def test_the_facts_as_a_network(run: Run, built: Path) -> None:
    for form, start in (("graphml", "<?xml"), ("gexf", "<?xml"), ("cytoscape", "{")):
        assert run("export", form, "--build", built).stdout.startswith(start)
    result = run("export", "gexf", "--graph", "all", "--build", built)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_an_analysis_as_tables_and_as_json(run: Run, built: Path) -> None:
    told = run("analyse", "office-body", "--build", built).stdout
    for heading in ("Who is central", "Communities", "Over the years", "Betweenness:"):
        assert heading in told
    found = json.loads(run("analyse", "office-body", "--format", "json", "--build", built).stdout)
    assert {node["key"] for node in found["measured"]} == {"office/CN", "office/JP", "body/heads", "body/wg2"}
    assert run("analyse", "office-body", "--as-of", "1999", "--build", built).exit_code == 2


def test_a_page_that_answers(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("draw", "office-body", "-o", tmp_path / "page.html", "--build", built).exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "It was hosted by the Japan Patent Office" in page
