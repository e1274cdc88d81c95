"""The network of offices and bodies, over the small sample graph."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

from ip5kg.errors import BadArgument
from ip5kg.iris import BASE
from ip5kg.network import load_view, network, to_csv, to_json, views
from ip5kg.network.view import parse_view
from tests.network.sample import quads, select


def edges(as_of: str | None = None) -> dict[tuple[str, str, str], int]:
    graph = network(select, "office-body", as_of=as_of)
    return {(source, data["relation"], target): data["weight"] for source, target, data in graph.edges(data=True)}


def test_edges_count_meetings_and_projects() -> None:
    assert edges() == {
        ("office/CN", "hosts", "body/heads"): 1,
        ("office/CN", "takes-part-in", "body/heads"): 2,
        ("office/JP", "chairs", "body/heads"): 1,
        ("office/JP", "hosts", "body/heads"): 1,
        ("office/JP", "takes-part-in", "body/heads"): 1,
        ("office/JP", "leads", "body/wg2"): 1,
    }


def test_two_releases_on_one_meeting_are_one_meeting_with_two_claims() -> None:
    data = network(select, "office-body").edges["office/JP", "body/heads", "hosts"]
    assert data["events"] == (BASE + "meeting/heads/14",)
    assert len(data["claims"]) == 2
    assert (data["first"], data["last"]) == ("2021-06-23", "2021-06-23")


def test_claims_behind_edges_are_claims_of_the_graph_and_accepted() -> None:
    accepted = {q.subject.value for q in quads() if str(q.object).endswith("claim-status/accepted>")}
    for _, _, data in network(select, "office-body").edges(data=True):
        assert data["claims"]
        assert set(data["claims"]) <= accepted


def test_planned_meetings_and_other_cooperations_stay_out() -> None:
    events = {event for *_, data in network(select, "office-body").edges(data=True) for event in data["events"]}
    assert BASE + "meeting/heads/15" not in events
    assert not any("trilateral" in event for event in events)


@pytest.mark.parametrize(
    ("as_of", "label", "name"),
    [
        (None, "CNIPA", "China National Intellectual Property Administration"),
        ("2018-06", "SIPO", "State Intellectual Property Office"),
        ("2018-08-27", "SIPO", "State Intellectual Property Office"),
        ("2018-08-28", "CNIPA", "China National Intellectual Property Administration"),
        ("2018", "CNIPA", "China National Intellectual Property Administration"),
    ],
)
def test_an_office_bears_the_name_of_its_time(as_of: str | None, label: str, name: str) -> None:
    node = network(select, "office-body", as_of=as_of).nodes["office/CN"]
    assert (node["label"], node["name"]) == (label, name)


def test_nodes_say_what_they_are() -> None:
    nodes = network(select, "office-body").nodes
    assert nodes["body/wg2"] == {
        "label": "WG2",
        "name": "Working Group 2, Information Technology",
        "kind": "body",
        "iri": BASE + "body/wg2",
        "group": "",
        "first": "",
        "last": "",
    }
    assert nodes["office/JP"]["kind"] == "office"


def test_as_of_counts_only_what_certainly_had_happened() -> None:
    assert edges("2018-06") == {("office/CN", "takes-part-in", "body/heads"): 1}
    assert edges("2018-06-30") == edges("2018-06")
    assert edges("2018-06-10") == {}  # the meeting was some day in June


def test_what_has_no_date_is_counted_as_left_out() -> None:
    assert network(select, "office-body").graph["left_out"] == 0
    assert network(select, "office-body", as_of="2022").graph["left_out"] == 1  # the project
    assert network(select, "office-body", as_of="2018-06-10").graph["left_out"] == 2  # and the meeting of June 2018


@pytest.mark.parametrize("date", ["June 2018", "2018-13", "2018-02-30", "18", "0000", ""])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(BadArgument, match="is no date"):
        network(select, "office-body", as_of=date)


def test_an_unknown_view_names_those_that_there_are() -> None:
    with pytest.raises(BadArgument, match="office-body"):
        network(select, "no-such-view")


def test_every_view_has_a_title_and_is_found_by_its_name() -> None:
    for view in views():
        assert view.title
        assert load_view(view.name) == view


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("# title: A view\n# source: a\n# target: b\n", "lacks relation"),
        ("# title: A\n# source: a\n# target: b\n# relation: c\n# colour: d\n", "colour"),
    ],
)
def test_a_view_with_a_wrong_header_is_refused(header: str, what: str) -> None:
    with pytest.raises(BadArgument, match=what):
        parse_view("mine", header + "SELECT * WHERE {}")


def test_a_view_needs_nothing_but_its_file() -> None:
    text = (
        "# title: Who met\n# source: person\n# target: meeting\n# relation: how\n"
        'SELECT ?person ?meeting ?how WHERE { ?meeting ip5:attendedBy ?person . BIND ("attends" AS ?how) }'
    )
    graph = network(select, parse_view("who-met", text))
    assert sorted((s, t) for s, t, _ in graph.edges(keys=True)) == [
        ("person/kasutani-toshihide", "meeting/heads/14"),
        ("person/shen-changyu", "meeting/heads/11"),
        ("person/shen-changyu", "meeting/heads/14"),
    ]
    assert graph.nodes["person/kasutani-toshihide"]["label"] == "Kasutani Toshihide"


def test_json_is_read_back() -> None:
    graph = network(select, "office-body")
    back = nx.node_link_graph(json.loads(to_json(graph)), edges="edges", multigraph=True, directed=True)
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))


def test_csv_has_a_line_an_edge() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(network(select, "office-body")))))
    assert {(r["source"], r["relation"], r["target"]): int(r["weight"]) for r in rows} == edges()
    assert all(row["events"].startswith(BASE) for row in rows)
