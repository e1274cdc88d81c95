"""Networks as files: what is written is valid, comes back as it was, and harms nobody."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from ip5kg.network import FORMATS, network, read_gexf, read_graphml, to_csv, to_csv_nodes, to_cytoscape, to_dot, to_gexf, to_graphml, write
from ip5kg.network.plain import key_of, token
from tests.network.sample import select

SCHEMAS = Path(__file__).parent / "schemas"
HOSTILE = '=cmd|" /C calc"!A0 </data></node>]]> & <b>\u202e\\N "'
GEXF = "{http://gexf.net/1.3}"

Graph = nx.MultiDiGraph


def office_body(**asked: str) -> Graph:
    return network(select, "office-body", **asked)


def hostile() -> Graph:
    graph: Graph = nx.MultiDiGraph()
    graph.graph.update(view="mine", title=HOSTILE, description="two\nlines", as_of=None, between=None, undirected=False, left_out=0)
    for key in ("a/b", "b:c", "x y <&>", "日本/特許庁", "_x2f_", "-"):
        graph.add_node(key, label=f"{HOSTILE} 特許庁", name=key, kind="office", iri="https://example.org/", group="", first="", last="")
    keys = sorted(graph)
    for place, (source, target) in enumerate(pairwise(keys)):
        data = {
            "relation": HOSTILE if place else "r",
            "weight": 2,
            "first": "2012",
            "last": "2018-02",
            "events": ("", "https://example.org/e"),
        }
        data |= {"dates": ("", "2012-02/2018-02"), "claims": (), "pages": ("https://example.org/p",)}
        graph.add_edge(source, target, key=data["relation"], **data)
    return graph


def same(one: Graph, other: Graph) -> bool:
    edges = [{(s, t, k): d for s, t, k, d in graph.edges(keys=True, data=True)} for graph in (one, other)]
    return dict(one.nodes(data=True)) == dict(other.nodes(data=True)) and edges[0] == edges[1] and one.graph == other.graph


@pytest.mark.parametrize("asked", [{}, {"as_of": "2018-06"}], ids=str)
def test_graphml_and_gexf_come_back_as_they_were(asked: dict[str, str]) -> None:
    graph = office_body(**asked)
    assert same(read_graphml(to_graphml(graph)), graph)
    assert same(read_gexf(to_gexf(graph)), graph)


def test_hostile_texts_come_back_as_they_were() -> None:
    graph = hostile()
    assert same(read_graphml(to_graphml(graph)), graph)
    graph.graph["description"] = "two lines"  # the rule: the description of GEXF holds one attribute a line
    assert same(read_gexf(to_gexf(graph)), graph)


@pytest.mark.parametrize("graph", [office_body(), office_body(as_of="2018-06"), hostile()], ids=["all", "2018", "hostile"])
def test_files_are_valid(graph: Graph) -> None:
    for name, text in (("graphml", to_graphml(graph)), ("gexf", to_gexf(graph))):
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))
        schema.assertValid(etree.fromstring(text.encode()))


def test_our_schemas_refuse_what_the_formats_do_not_allow() -> None:
    for name, text, wrong in (
        ("graphml", to_graphml(office_body()), ('id="office:JP"', 'id="office/JP"')),
        ("graphml", to_graphml(office_body()), ('id="e1"', 'id="e0"')),
        ("gexf", to_gexf(office_body()), ('start="2021-06-23"', 'start="2021-06"')),
        ("gexf", to_gexf(office_body()), ('source="office/JP"', 'source="office/XX"')),
    ):
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))
        assert wrong[0] in text
        assert not schema.validate(etree.fromstring(text.replace(*wrong).encode()))


def test_other_programs_read_the_same_names_and_times() -> None:
    graph = office_body()
    graph.nodes["office/JP"]["label"] = "特許庁"
    plain = nx.read_graphml(io.BytesIO(to_graphml(graph).encode()))
    assert plain.nodes["office:JP"]["label"] == "特許庁"
    dynamic = nx.read_gexf(io.BytesIO(to_gexf(graph).encode()))
    assert dynamic.nodes["office/JP"]["label"] == "特許庁"
    assert dynamic.nodes["office/JP"]["spells"] == [("2021-06-23", "2021-06-23")]
    assert dynamic.graph["mode"] == "dynamic"


def test_a_month_has_a_spell_of_all_its_days_and_what_has_no_date_has_none() -> None:
    root = etree.fromstring(to_gexf(hostile()).encode())
    spells = [[(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{GEXF}spell")] for edge in root.iter(f"{GEXF}edge")]
    assert spells[0] == [("2012-02-01", "2018-02-28")]
    root = etree.fromstring(to_gexf(office_body()).encode())
    undated = [edge for edge in root.iter(f"{GEXF}edge") if edge.get("kind") == "leads"]
    assert [list(edge.iter(f"{GEXF}spell")) for edge in undated] == [[]]


def test_control_characters_become_the_replacement_character() -> None:
    graph = office_body()
    graph.nodes["office/JP"]["label"] = "a\x00b\x1b[31m\rc"
    for text, read in ((to_graphml(graph), read_graphml), (to_gexf(graph), read_gexf)):
        assert read(text).nodes["office/JP"]["label"] == "a\ufffdb\ufffd[31m\nc"


@pytest.mark.parametrize("key", ["office/JP", "a:b", "_x2f_", "ö é 日本", "a_b", "%41.~-", "_"])
def test_a_key_is_a_name_token_and_comes_back(key: str) -> None:
    assert key_of(token(key)) == key
    assert all(char.isascii() and (char.isalnum() or char in ":._-") for char in token(key))


def test_cytoscape_holds_all_attributes() -> None:
    graph = office_body()
    found = json.loads(to_cytoscape(graph))
    assert {node["data"]["id"]: node["data"]["label"] for node in found["elements"]["nodes"]} == dict(graph.nodes(data="label"))
    edges = [edge["data"] for edge in found["elements"]["edges"]]
    assert len({edge["id"] for edge in edges}) == graph.number_of_edges()
    assert {(e["source"], e["target"], e["interaction"]): e["claims"] for e in edges} == {
        (s, t, k): list(d["claims"]) for s, t, k, d in graph.edges(keys=True, data=True)
    }


def test_csv_has_the_nodes_and_the_edges_and_runs_nowhere() -> None:
    graph = hostile()
    nodes = list(csv.DictReader(io.StringIO(to_csv_nodes(graph))))
    assert {row["node"].removeprefix("'") for row in nodes} == set(graph)
    assert {row["label"] for row in nodes} == {f"'{HOSTILE} 特許庁"}
    edges = list(csv.DictReader(io.StringIO(to_csv(graph))))
    assert {row["dates"] for row in edges} == {"? 2012-02/2018-02"}
    assert not [cell for row in [*nodes, *edges] for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_dot_keeps_every_text_in_its_quotes() -> None:
    text = to_dot(hostile())
    assert text.count(" -> ") == hostile().number_of_edges()
    for line in text.splitlines():
        quotes = line.replace("\\\\", "").replace('\\"', "").count('"')
        assert quotes % 2 == 0
    if dot := shutil.which("dot"):
        done = subprocess.run([dot, "-Tdot"], input=text, capture_output=True, text=True, check=True, timeout=60)
        assert "特許庁" in done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_network_gives_the_same_bytes(form: str) -> None:
    assert write(office_body(), form) == write(office_body(), form)
