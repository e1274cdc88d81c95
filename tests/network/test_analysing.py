"""Measures of networks: on a network whose numbers one can count by hand, and on the shipped releases."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import networkx as nx
import pytest

from ip5kg.errors import BadArgument
from ip5kg.network import analyse, network, views
from ip5kg.network.analysing import simple
from tests import shipped
from tests.network.sample import select


def two_teams() -> nx.MultiDiGraph[str]:
    """Two triangles, a-b-c and x-y-z, joined by c-x; c and x have met in two years."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(view="mine", title="Two teams", description="those that met are joined", as_of=None, between=None)
    for key in "abcxyz":
        graph.add_node(key, label=key.upper(), kind="person")
    for one, other, *dates in ("ab2001", "bc2001", "ac2002", "xy2001", "yz2001", "xz2001"):
        year = "".join(dates)
        graph.add_edge(one, other, key="met", relation="met", weight=3, events=(f"{one}{other}",), dates=(year,), claims=(), pages=())
    graph.add_edge("c", "x", key="met", relation="met", weight=1, events=("e1", "e2"), dates=("2001-05", "2003"), claims=(), pages=())
    graph.add_edge("x", "c", key="wrote-to", relation="wrote-to", weight=1, events=("e3",), dates=("",), claims=(), pages=())
    return graph


def test_the_numbers_of_two_teams() -> None:
    found = analyse(two_teams())
    assert (found.nodes, found.ties, found.parts) == (6, 7, 1)
    by_key = {node.key: node for node in found.measured}
    assert by_key["c"].betweenness == by_key["x"].betweenness == 0.6  # 6 of the 10 ways between others lead over it
    assert by_key["a"].betweenness == 0
    assert (by_key["c"].neighbours, by_key["c"].weight) == (3, 8)
    assert [set(community.members) for community in found.communities] == [set("abc"), set("xyz")]
    (bridge,) = found.bridges
    assert (bridge.one, bridge.other, bridge.weight, bridge.communities) == ("c", "x", 2, (1, 2))
    assert bridge.betweenness == 0.6  # 9 of the 15 ways


def test_the_years_of_two_teams() -> None:
    years = analyse(two_teams()).years
    assert [(y.year, y.events, y.ties, y.new_ties, y.nodes) for y in years] == [(2001, 6, 6, 6, 6), (2002, 1, 1, 1, 2), (2003, 1, 1, 0, 2)]
    assert analyse(two_teams()).undated == 1


def test_a_span_counts_in_each_of_its_years() -> None:
    found = shipped.graph().analyse("person-office", between=("2011", "2012"))
    assert {year.year for year in found.years} >= {2011, 2012}
    assert found.between == "2011/2012"


def test_every_view_is_measured_and_explained() -> None:
    for view in views():
        if view.name == "full":
            continue  # measured by the next test, once
        graph = shipped.network(view.name)
        found = analyse(graph)
        assert found.nodes == graph.number_of_nodes()
        assert found.ties == simple(graph).number_of_edges()
        assert {key for community in found.communities for key in community.members} == set(graph)
        assert set(found.meanings) == {"tie", "neighbours", "weight", "betweenness", "closeness", "communities", "bridges", "years"}
        assert all(sentence.endswith(".") for sentence in found.meanings.values())
        events = {
            event
            for *_, data in graph.edges(data=True)
            for event, date in zip(data["events"], data["dates"], strict=True)
            if date[:4] == "2019"
        }
        assert [year.events for year in found.years if year.year == 2019] in ([], [len(events)]) or view.name in (
            "person-office",
            "tenures",
            "body-project",
            "decision-flow",
        )


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(BadArgument, match="no edges"):
        analyse(network(select, "office-body", as_of="1999"))


def test_the_same_numbers_under_any_hash_seed() -> None:
    code = (
        "import json; from ip5kg.network import analyse, network; from tests.network.sample import select;"
        "from tests.network.test_analysing import two_teams;"
        "print(json.dumps([analyse(g).record() for g in (two_teams(), network(select, 'office-body'))], sort_keys=True))"
    )
    told = set()
    for seed in ("1", "2", "77"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        told.add(done.stdout)
    assert len(told) == 1
    assert json.loads(told.pop())[0]["nodes"] == 6
