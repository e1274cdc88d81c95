"""The page of the network of offices and bodies: a picture, and the same as a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

import networkx as nx

from ip5kg.draw import picture
from ip5kg.errors import BadArgument
from ip5kg.explore.pages.dates import in_words, span
from ip5kg.explore.pages.evidence import Claim
from ip5kg.explore.pages.values import Drawing, Page, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE

Network = Callable[[str, str | None], "nx.MultiDiGraph[str]"]
"""Makes the network of a view as of a date."""

VIEW = "office-body"
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>\s*")
_HREF = re.compile(r'href="(' + re.escape(BASE) + r'[^"]{1,500})"')


def page(world: World, network: Network, *, office: str = "", relation: str = "") -> Page:
    """Return the page of the network, narrowed to an office or a relation."""
    graph = network(VIEW, world.as_of or None)
    offices = sorted({source for source, _ in graph.edges()}, key=lambda key: str(graph.nodes[key]["label"]))
    relations = sorted({str(data["relation"]) for *_, data in graph.edges(data=True)})
    chosen = narrowed(graph, office, relation)
    sections: list[Section] = []
    try:
        sections.append(Drawing("", "picture", _inline(world, picture(chosen).decode("utf-8"))))
    except BadArgument:
        sections.append(
            Prose("", "empty", ((Value("There is nothing to draw: no edge is left. Choose another office, relation or date."),),))
        )
    rows = [_row(world, chosen, source, target, data) for source, target, data in chosen.edges(data=True)]
    rows.sort(key=lambda item: item[0])
    note = "Heaviest first. A weight counts different meetings, or projects; open the note for what it rests on."
    columns = ("office", "relation", "body", "weight", "when")
    table = Table(
        f"The same as a table ({len(rows)})", "table", columns, tuple(row for _, row in rows), note=note, empty="No edge is left."
    )
    sections.append(table)
    left_out = int(graph.graph.get("left_out") or 0)
    notices = (
        f"{left_out} meetings are left out: no source dates them closely enough to say that they came before {in_words(world.as_of)}.",
    )
    labels = {key: str(graph.nodes[key]["label"]) for key in offices}
    return Page(
        "Offices and bodies",
        "Network",
        lede=(Value("Which office hosts, chairs, leads or takes part in the meetings and projects of which body."),),
        crumbs=world.crumbs(),
        sections=tuple(sections),
        notices=notices if left_out and world.as_of else (),
        here="network",
        template="network.html",
        extra={"offices": labels, "relations": relations, "office": office, "relation": relation},
    )


def _inline(world: World, svg: str) -> str:
    """Return a picture for the middle of a page: without XML declaration, as a group of links, which lead to pages here."""
    svg = _DECLARATION.sub("", svg).replace('role="img"', 'role="group"', 1)
    return _HREF.sub(lambda found: f'href="{escape(world.links.thing(unescape(found[1])))}"', svg)


def narrowed(graph: nx.MultiDiGraph[str], office: str, relation: str) -> nx.MultiDiGraph[str]:
    """Return the part of a network with the edges of one office and one relation ("" for all)."""
    if not office and not relation:
        return graph
    kept = [
        (source, target, key)
        for source, target, key, data in graph.edges(keys=True, data=True)
        if (not office or source == office) and (not relation or data["relation"] == relation)
    ]
    return graph.edge_subgraph(kept).copy()  # type: ignore[arg-type]  # its stubs know no edges with keys


def _row(
    world: World, graph: nx.MultiDiGraph[str], source: str, target: str, data: dict[str, Any]
) -> tuple[tuple[int, str, str, str], Row]:
    proofs = world.evidence.shown(Claim(str(iri), "", None, "accepted", "", "") for iri in data["claims"][:6])
    ends = [
        Value(str(graph.nodes[key]["label"]), world.links.thing(BASE + key), title=str(graph.nodes[key]["name"]))
        for key in (source, target)
    ]
    said = Value(str(data["relation"]).replace("-", " "), proofs=proofs)
    time = Value(span(str(data["first"] or "")[:4], str(data["last"] or "")[:4]))
    row = Row(((ends[0],), (said,), (Value(str(graph.nodes[target]["name"]), ends[1].href),), (Value(str(data["weight"])),), (time,)))
    return (-int(data["weight"]), source, target, str(data["relation"])), row
