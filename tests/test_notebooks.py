"""Comfort in notebooks: what a cell shows, data frames, and the tour, run as it is."""

from __future__ import annotations

import runpy
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ip5kg.errors import BadArgument
from ip5kg.html import link, text
from ip5kg.network import frames, network
from ip5kg.results import Table
from ip5kg.store import building
from tests import shipped
from tests.conftest import ROOT
from tests.network import sample

TOUR = ROOT / "queries" / "examples" / "tour.py"


def tags(page: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)
            assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]

    Reader().feed(page)
    return found


def test_a_table_shows_itself_and_says_how_much_of_it() -> None:
    kg = sample.graph()
    answer = kg.query("participants", meeting=14)
    shown = answer._repr_html_()
    assert tags(shown).count("tr") == 1 + len(answer)
    assert "Kasutani Toshihide" in shown
    assert f"{len(answer)} rows" in shown
    long = kg.sparql("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(long, Table)
    assert f"the first 50 of {len(long):,} rows" in long._repr_html_()


def test_values_are_escaped_and_only_web_addresses_are_links() -> None:
    shown = sample.graph().sparql(
        'SELECT ("<script>alert(1)</script>\\u0007" AS ?x) (<javascript:alert(1)> AS ?y) (<https://example.org/"> AS ?z) {}'.replace(
            '"> AS ?z', "> AS ?z"
        )
    )
    assert isinstance(shown, Table)
    page = shown._repr_html_()
    assert "script" not in tags(page)
    assert tags(page).count("a") == 1
    assert "\x07" not in page
    assert text("<b>\x1b") == "&lt;b&gt;\\x1b"
    assert link("javascript:alert(1)", "x") == "x"
    assert "&quot;" in link('https://example.org/"onclick="', "x")


def test_a_fact_shows_the_sentence_with_the_quote_marked() -> None:
    shown = sample.graph().why("meeting/heads/14 hostedBy office/JP")._repr_html_()
    assert "<mark>It was hosted by the Japan Patent Office</mark>" in shown
    assert 'href="https://example.org/first"' in shown
    assert {"blockquote", "mark", "a"} <= set(tags(shown))


def test_the_graph_and_an_analysis_show_themselves() -> None:
    kg = sample.graph()
    assert '<td style="text-align:left">meetings</td>' in kg._repr_html_()
    shown = kg.analyse("office-body")._repr_html_()
    assert "Two are tied if" in shown
    assert tags(shown).count("tr") == 1 + network(sample.select, "office-body").number_of_nodes()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_networks_and_tables_become_data_frames(library: str) -> None:
    pytest.importorskip(library)
    graph = network(sample.select, "office-body")
    nodes, edges = frames(graph, library)  # type: ignore[arg-type]
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert list(edges["relation"]) == [data["relation"] for *_, data in graph.edges(data=True)]
    assert list(nodes["label"]) == [data["label"] for _, data in graph.nodes(data=True)]
    assert list(next(iter(edges["claims"]))) == list(next(iter(graph.edges(data=True)))[2]["claims"])
    answer = sample.graph().query("participants", meeting=14)
    frame = answer.to_pandas() if library == "pandas" else answer.to_polars()
    assert list(frame["name"]) == [record["name"] for record in answer.records()]


def test_another_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadArgument, match="pandas or polars"):
        frames(network(sample.select, "office-body"), "spark")  # type: ignore[arg-type]
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(BadArgument, match=r"ip5kg\[polars\]"):
        frames(network(sample.select, "office-body"), "polars")


def test_the_tour_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    with building(tmp_path / "build") as folder:
        folder.store(shipped.quads())
    monkeypatch.setattr("sys.argv", ["tour.py", str(tmp_path / "build"), str(tmp_path)])
    seen = runpy.run_path(str(TOUR))
    told = capsys.readouterr().out
    assert "names: SIPO → CNIPA" in told
    assert len(seen["people"]) >= 5
    assert (tmp_path / "offices.svg").stat().st_size > 10_000
    assert "<!DOCTYPE html>" in (tmp_path / "people.html").read_text(encoding="utf-8")[:20]
