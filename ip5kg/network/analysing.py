"""What a network tells when it is measured: who is central, who ties groups together, which groups there are, what changed.

All measures are those of NetworkX, without a random start; ties are broken by key, so that the same network gives the same
numbers. They are taken on the simple graph of a view: one undirected edge between two nodes that are tied at all, heavy
as all that ties them together. Each measure comes with a sentence on what it means here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from ip5kg.errors import BadArgument

_BRIDGES = 2000
"""With more nodes betweenness takes minutes; it is then left out, and said to be."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """One node: ties to others, weight of all of them, share of the shortest ways that lead over it (0 to 1, None where not
    measured), nearness to all (0 to 1), and the number of its community.
    """

    key: str
    label: str
    kind: str
    neighbours: int
    weight: int
    betweenness: float | None
    closeness: float
    community: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie between two communities, with its weight and the share of the shortest ways that lead over it."""

    one: str
    other: str
    weight: int
    betweenness: float | None
    communities: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that are tied among themselves more than to others; the greatest community has the number 1."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """What happened in a year: events, ties that had any, and those of them that had none in the years before."""

    year: int
    events: int
    ties: int
    new_ties: int
    nodes: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A measured network. `meanings` says in a sentence what each measure means for this view."""

    view: str
    title: str
    as_of: str | None
    between: str | None
    nodes: int
    ties: int
    density: float
    parts: int
    modularity: float
    measured: tuple[Measured, ...]
    bridges: tuple[Bridge, ...]
    communities: tuple[Community, ...]
    years: tuple[Year, ...]
    undated: int
    meanings: Mapping[str, str]

    def record(self) -> dict[str, Any]:
        """Return the analysis as plain values for JSON."""
        return asdict(self)

    def _repr_html_(self) -> str:
        from ip5kg.html import analysis

        return analysis(self)


def analyse(graph: nx.MultiDiGraph[str]) -> Analysis:
    """Measure a network as `ip5kg.network.network` makes it.

    Measures: degree and weighted degree; betweenness (Brandes) of nodes and edges on the unweighted graph; closeness
    (Wasserman and Faust, which copes with several parts); communities by greedy modularity (Clauset, Newman, Moore), with weights.

    Raises:
        BadArgument: if the network has no edges.
    """
    if graph.number_of_edges() == 0:
        raise BadArgument(
            str(graph.graph.get("view", "network")), "there is nothing to measure: the network has no edges", "choose a wider span"
        )
    plain = simple(graph)
    groups = _communities(plain)
    number_of = {key: group.number for group in groups for key in group.members}
    small = plain.number_of_nodes() <= _BRIDGES
    middle: dict[str, float] = nx.betweenness_centrality(plain) if small else {}
    over: dict[tuple[str, str], float] = nx.edge_betweenness_centrality(plain) if small else {}
    near: dict[str, float] = nx.closeness_centrality(plain) if small else {}
    measured = [
        Measured(
            key,
            str(graph.nodes[key].get("label") or key),
            str(graph.nodes[key].get("kind") or ""),
            len(plain[key]),
            sum(int(data["weight"]) for data in plain[key].values()),
            round(middle[key], _DIGITS) if small else None,
            round(near.get(key, 0.0), _DIGITS),
            number_of[key],
        )
        for key in plain
    ]
    measured.sort(key=lambda m: (-(m.betweenness or 0), -m.weight, m.key))
    bridges = [
        Bridge(*_ends(ends), int(plain.edges[ends]["weight"]), round(share, _DIGITS), _pair(number_of[ends[0]], number_of[ends[1]]))
        for ends, share in over.items()
        if number_of[ends[0]] != number_of[ends[1]]
    ]
    bridges.sort(key=lambda bridge: (-(bridge.betweenness or 0), bridge.one, bridge.other))
    years, undated = _years(graph)
    return Analysis(
        view=str(graph.graph.get("view", "")),
        title=str(graph.graph.get("title", "")),
        as_of=graph.graph.get("as_of"),
        between=graph.graph.get("between"),
        nodes=plain.number_of_nodes(),
        ties=plain.number_of_edges(),
        density=round(nx.density(plain), _DIGITS),
        parts=nx.number_connected_components(plain),
        modularity=round(nx.community.modularity(plain, [set(group.members) for group in groups], weight="weight"), _DIGITS),
        measured=tuple(measured),
        bridges=tuple(bridges),
        communities=groups,
        years=years,
        undated=undated,
        meanings=_meanings(graph),
    )


def simple(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the simple graph of a network: nodes in the order of their keys, edges with the sum of their weights."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    ties: dict[tuple[str, str], int] = {}
    for source, target, weight in graph.edges(data="weight", default=1):
        if source != target:
            one, other = sorted((source, target))
            ties[one, other] = ties.get((one, other), 0) + int(weight)
    for (one, other), weight in sorted(ties.items()):
        plain.add_edge(one, other, weight=weight)
    return plain


def _communities(plain: nx.Graph[str]) -> tuple[Community, ...]:
    if plain.number_of_edges() == 0:
        found: Iterable[Iterable[str]] = [[key] for key in plain]
    else:
        found = nx.community.greedy_modularity_communities(plain, weight="weight")
    ordered = sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))
    return tuple(Community(number, members) for number, members in enumerate(ordered, 1))


def _ends(ends: tuple[str, str]) -> tuple[str, str]:
    return ends if ends[0] <= ends[1] else (ends[1], ends[0])


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)


def _years(graph: nx.MultiDiGraph[str]) -> tuple[tuple[Year, ...], int]:
    """What each year saw, with years in which nothing is known to have happened; and how many events have no date."""
    events: dict[int, set[str]] = {}
    ties: dict[int, set[tuple[str, str]]] = {}
    undated: set[str] = set()
    for source, target, relation, data in graph.edges(keys=True, data=True):
        for event, date in zip(data.get("events", ()), data.get("dates", ()), strict=True):
            name = event or f"{source} {relation} {target}"
            if not date:
                undated.add(name)
                continue
            start, _, end = date.partition("/")
            for year in range(int(start[:4]), int((end or start)[:4]) + 1):
                events.setdefault(year, set()).add(name)
                ties.setdefault(year, set()).add((source, target))
    years: list[Year] = []
    known: set[tuple[str, str]] = set()
    for year in range(min(ties, default=0), max(ties, default=-1) + 1):
        now = ties.get(year, set())
        nodes = {key for tie in now for key in tie}
        years.append(Year(year, len(events.get(year, ())), len(now), len(now - known), len(nodes)))
        known |= now
    return tuple(years), len(undated)


_TIES = {
    "full": "a fact or a hand-kept statement names both",
    "office-body": "the office hosts, chairs, leads or takes part in something of the body",
    "office-office": "both took part in the same meeting, or lead the same project",
    "person-meeting": "the person was at the meeting",
    "person-office": "the person held a post in the office",
    "topic-meeting": "a decision at the meeting was on the topic",
    "topic-office": "the office met, hosted or reported on the topic",
    "body-project": "the body carries the project",
    "decision-flow": "one reports to the other, takes up its topics, or charges it",
    "release-fact": "one issued the other, or tells of it",
    "timeline": "the meeting belongs to the series",
    "tenures": "the person headed the office, or acted as its head",
}


def _meanings(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    tie = _TIES.get(str(graph.graph.get("view")), str(graph.graph.get("description") or "an edge of the view joins them"))
    return {
        "tie": f"Two are tied if {tie}.",
        "neighbours": "Neighbours: to how many others something is tied; many mean breadth.",
        "weight": "Weight: how many events stand behind all its ties; a high one means that it is active, or often reported on.",
        "betweenness": "Betweenness: the share of shortest ways between others that lead over it; who has much of it joins what would "
        "otherwise be far apart.",
        "closeness": "Closeness: how few steps it has to all others (1 is nearest); who is close hears of things early.",
        "communities": "Communities: groups tied more among themselves than chance would have it; the modularity says how marked they are "
        "(about 0 is not at all, above 0.3 is clear).",
        "bridges": "Bridges: ties between two communities, by the share of shortest ways that lead over them; without them the groups "
        "drift apart.",
        "years": "Years: the events known of each year, the ties that they touch, and ties that no earlier year had; a dip may be a gap in "
        "the sources rather than in the work.",
    }
