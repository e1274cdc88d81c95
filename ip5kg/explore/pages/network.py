"""The pages of the networks: a picture that answers, and the same as a table that also works without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import networkx as nx

from ip5kg.draw.interactive import exhibit
from ip5kg.errors import BadArgument
from ip5kg.explore.pages.dates import in_words, span
from ip5kg.explore.pages.evidence import Claim
from ip5kg.explore.pages.values import Drawing, Page, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.network import Select, View, gather, views

Network = Callable[[str, str | None], "nx.MultiDiGraph[str] | None"]
"""Gives the network of a view as of a date, or None while it is being worked out."""

VIEW: Final = "office-body"
DRAWN_UP_TO: Final = 600
"""Edges that are drawn in a page; larger networks are left to `ip5kg draw`, and the page says so."""
_ROWS: Final = 150
_CLAIMS: Final = 4


def page(world: World, network: Network, rows: Select, *, view: str = VIEW, office: str = "", relation: str = "") -> Page:
    """Return the page of a network, narrowed to what begins at one thing, or to one relation."""
    known = {v.name: v for v in views()}
    chosen_view = known.get(view, known[VIEW])
    graph = network(chosen_view.name, world.as_of or None)
    if graph is None:
        return _waiting(world, chosen_view)
    starts = sorted({source for source, _ in graph.edges()}, key=lambda key: (str(graph.nodes[key]["label"]), key))
    relations = sorted({str(data["relation"]) for *_, data in graph.edges(data=True)})
    chosen = narrowed(graph, office, relation)
    sections: list[Section] = [_picture(world, chosen, rows), _table(world, chosen)]
    left_out = int(graph.graph.get("left_out") or 0)
    notices = (
        f"{left_out} meetings are left out: no source dates them closely enough to say that they came before {in_words(world.as_of)}.",
    )
    offices = all(key.startswith("office/") for key in starts)
    return Page(
        chosen_view.title,
        "Network",
        lede=(Value(chosen_view.description + "."),),
        crumbs=world.crumbs(),
        sections=tuple(sections),
        notices=notices if left_out and world.as_of else (),
        here="network",
        template="network.html",
        extra={
            "filters": _others(world, chosen_view),
            "view": chosen_view.name,
            "starts": {key: str(graph.nodes[key]["label"]) for key in starts},
            "starts_called": "Office" if offices else "Begins at",
            "relations": relations,
            "office": office,
            "relation": relation,
        },
    )


def _others(world: World, chosen: View) -> tuple[Value, ...]:
    """Return the ways to the other networks."""
    links = ((v, world.links.page("network", **({"view": v.name} if v.name != VIEW else {}))) for v in views())
    return tuple(Value(v.title, href, tone="chosen" if v.name == chosen.name else "") for v, href in links if href)


def _waiting(world: World, view: View) -> Page:
    """Return the page of a network that is not there yet."""
    said = "This network is being worked out. On a graph of this size that takes some minutes: load the page again in a while, or write"
    said += f" it to a file: ip5kg draw {view.name} -o network.html"
    section = Prose("", "waiting", ((Value(said),),))
    lede, extra = (Value(view.description + "."),), {"filters": _others(world, view)}
    return Page(view.title, "Network", lede=lede, crumbs=world.crumbs(), sections=(section,), here="network", extra=extra)


def _picture(world: World, graph: nx.MultiDiGraph[str], rows: Select) -> Section:
    edges = graph.number_of_edges()
    if not edges:
        return Prose("", "empty", ((Value("There is nothing to draw: no edge is left. Choose another start, relation or date."),),))
    if edges > DRAWN_UP_TO:
        said = f"With {edges:,} edges this network is too large to be drawn in a page. Narrow it, or draw it to a file: "
        said += f"ip5kg draw {graph.graph['view']} -o network.html"
        return Prose("", "empty", ((Value(said),),))
    key = ("picture", graph.graph["view"], world.as_of, tuple(sorted((s, t, str(k)) for s, t, k in graph.edges(keys=True))))
    try:
        return Drawing("", "picture", world.reader.memory.get(key, lambda: _drawn(world, graph, rows)))
    except BadArgument as error:
        return Prose("", "empty", ((Value(f"This network cannot be drawn: {error.what}."),),))


def _drawn(world: World, graph: nx.MultiDiGraph[str], rows: Select) -> str:
    def page_of(iri: str, place: str) -> str:
        bare = iri if "://" in iri else BASE + iri
        return world.links.thing(bare, place) if world.reader.describes(bare) else ""

    return exhibit(graph, gather(rows, graph), page_of).fragment("network")


def narrowed(graph: nx.MultiDiGraph[str], office: str, relation: str) -> nx.MultiDiGraph[str]:
    """Return the part of a network with the edges from one node and of one relation ("" for all)."""
    if not office and not relation:
        return graph
    kept = [
        (source, target, key)
        for source, target, key, data in graph.edges(keys=True, data=True)
        if (not office or source == office) and (not relation or data["relation"] == relation)
    ]
    return graph.edge_subgraph(kept).copy()  # type: ignore[arg-type]  # its stubs know no edges with keys


def _table(world: World, graph: nx.MultiDiGraph[str]) -> Table:
    edges = sorted(graph.edges(data=True), key=lambda edge: (-_weight(edge[2]), edge[0], edge[1], str(edge[2]["relation"])))
    rows = tuple(_row(world, graph, source, target, data) for source, target, data in edges[:_ROWS])
    note = "Heaviest first. A weight counts different meetings, or projects; open the note for what it rests on."
    if len(edges) > _ROWS:
        note += f" The first {_ROWS} of {len(edges):,}."
    columns = ("from", "relation", "to", "weight", "when")
    return Table(f"The same as a table ({len(edges):,})", "table", columns, rows, note=note, empty="No edge is left.")


def _weight(data: dict[str, Any]) -> float:
    return float(data.get("weight") or 0)


def _row(world: World, graph: nx.MultiDiGraph[str], source: str, target: str, data: dict[str, Any]) -> Row:
    proofs = world.evidence.shown(Claim(str(iri), "", None, "accepted", "", "") for iri in tuple(data.get("claims", ()))[:_CLAIMS])
    start, end = graph.nodes[source], graph.nodes[target]
    said = Value(str(data["relation"]).replace("-", " "), proofs=proofs)
    time = Value(span(str(data.get("first") or "")[:4], str(data.get("last") or "")[:4]))
    first = Value(str(start["label"]), world.links.thing(BASE + source), title=str(start["name"]))
    return Row(((first,), (said,), (Value(str(end["name"]), world.links.thing(BASE + target)),), (Value(f"{_weight(data):g}"),), (time,)))
