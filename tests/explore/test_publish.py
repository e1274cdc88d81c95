from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from lxml import html

from ip5kg.errors import BadArgument
from ip5kg.explore.publish import publish
from ip5kg.graph import KnowledgeGraph
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, RDF, SKOS
from ip5kg.store import write
from tests.explore.graphs import one_meeting, quad

NAME = "1st “Heads” <meeting>"
ODD = BASE + "person/" + "長" * 90


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("graph")
    text = "They met. They agreed on a roadmap. They left."
    quads = one_meeting(NAME, "They agreed on a roadmap", text)
    quads += [quad(ODD, RDF.type, IP5.Person), quad(ODD, SKOS.prefLabel, "申长雨"), quad("http://example.org/x?y=1", RDF.type, IP5.Person)]
    write(folder / "store", quads)
    with KnowledgeGraph.open(folder) as found:
        yield found


@pytest.fixture(scope="module")
def site(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "site"
    publish(graph, out)
    return out


def test_every_link_of_every_page_is_a_file_and_every_place_is_on_it(site: Path) -> None:
    pages = {file: html.fromstring(file.read_text("utf-8")) for file in sorted(site.rglob("*.html"))}
    assert len(pages) > 20
    for file, tree in pages.items():
        for href in tree.xpath("//@href | //@src | //form/@action"):
            if href.startswith(("http://", "https://")):
                continue
            assert not href.startswith("/"), f"{file}: {href}"
            path, _, place = unquote(urljoin(file.as_uri(), href)).removeprefix("file://").partition("#")
            target = Path(path)
            assert target.is_file(), f"{file}: {href}"
            if place and target in pages:
                assert pages[target].xpath("//*[@id=$place]", place=place), f"{file}: {href}"


def test_a_decision_leads_to_its_words_in_the_text(site: Path) -> None:
    page = html.fromstring((site / "decision/heads-1/a.html").read_text("utf-8"))
    (href,) = page.xpath("//section[contains(@class,'evidence')]//a[text()='See it in the text']/@href")
    assert href == "../../release/r.html#e-0123456789abcdef"
    (mark,) = html.fromstring((site / "release/r.html").read_text("utf-8")).xpath("//mark[@id='e-0123456789abcdef']")
    assert mark.text_content() == "They agreed on a roadmap"


def test_things_have_their_data_twins_beside_them(site: Path) -> None:
    assert "roadmap" in (site / "decision/heads-1/a.ttl").read_text("utf-8")
    assert json.loads((site / "decision/heads-1/a.jsonld").read_text("utf-8"))
    assert (site / "decision/heads-1/a.csv").read_bytes().count(b"\r\n") > 3


def test_names_in_all_scripts_are_in_the_index_of_search(site: Path) -> None:
    index = (site / "static/search-index.js").read_text("utf-8")
    rows = json.loads(index.removeprefix("window.ip5kgIndex = ").removesuffix(";\n"))
    (row,) = [row for row in rows if row[1] == "申长雨"]
    assert (site / unquote(row[0])).is_file()


def test_what_needs_a_server_is_left_out(site: Path) -> None:
    page = html.fromstring((site / "index.html").read_text("utf-8"))
    assert not page.xpath("//input[@name='as_of']")
    assert not page.xpath("//a[contains(@href, 'sparql')]")


def test_the_same_graph_gives_the_same_files(graph: KnowledgeGraph, site: Path, tmp_path: Path) -> None:
    publish(graph, tmp_path / "again")
    ours = {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    again = {file.relative_to(tmp_path / "again"): file.read_bytes() for file in (tmp_path / "again").rglob("*") if file.is_file()}
    assert ours == again


def test_an_earlier_site_is_replaced_and_nothing_else(graph: KnowledgeGraph, tmp_path: Path) -> None:
    publish(graph, tmp_path / "site")
    (tmp_path / "site" / "old.html").write_text("old")
    publish(graph, tmp_path / "site")
    assert not (tmp_path / "site" / "old.html").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear")
    with pytest.raises(BadArgument, match="holds something else"):
        publish(graph, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "dear"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "site"]
