"""What all forms of pictures share: edges as they are drawn, what is said of them, and the sheet around the picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.furniture import words, years
from ip5kg.draw.scene import Curve, Group, Scene, Wedge

MARGIN, TOP = 56.0, 148.0
LEAST_LINE, WIDEST_LINE = 1.5, 15.0
_SAMPLES = (1, 5, 10, 20, 50, 100, 500, 1000, 5000)


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge as drawn: `weight` counts what stands behind it, `line` is its width in pixels."""

    source: str
    target: str
    relation: str
    weight: int
    line: float
    data: Mapping[str, Any]


def edges_of(graph: nx.MultiDiGraph[str]) -> list[Edge]:
    """Return the edges of a network in the order of their keys."""
    found = sorted(((s, t, str(key), data) for s, t, key, data in graph.edges(keys=True, data=True)), key=lambda edge: edge[:3])
    weights = [int(data.get("weight", 1)) for *_, data in found]
    most = max(weights, default=1)
    return [Edge(s, t, key, weight, line(weight, most), data) for (s, t, key, data), weight in zip(found, weights, strict=True)]


def heaviest(edges: Iterable[Edge]) -> int:
    return max((edge.weight for edge in edges), default=1)


def line(weight: int, most: int) -> float:
    """A line is as wide as it is heavy; where nothing is heavy, one meeting is still a thin line."""
    return max(LEAST_LINE, WIDEST_LINE * weight / max(most, 12))


def label(graph: nx.MultiDiGraph[str], key: str) -> str:
    return str(graph.nodes[key].get("label") or key)


def name(graph: nx.MultiDiGraph[str], key: str) -> str:
    return str(graph.nodes[key].get("name") or label(graph, key))


def sentence(graph: nx.MultiDiGraph[str], edge: Edge, *, counted: bool = True) -> str:
    """An edge in words: "JPO hosts IP5 Heads of Office: 3, 2011 to 2021"."""
    said = f"{label(graph, edge.source)} {words(edge.relation)} {name(graph, edge.target)}{f': {edge.weight}' if counted else ''}"
    span = years(edge.data.get("first"), edge.data.get("last"))
    return f"{said}, {span}" if span else said


def told(graph: nx.MultiDiGraph[str], key: str) -> str:
    """A node in words: its name, and from when to when its edges reach."""
    span = years(graph.nodes[key].get("first"), graph.nodes[key].get("last"))
    return f"{name(graph, key)}, {span}" if span else name(graph, key)


def edge_key(edge: Edge) -> str:
    return f"{edge.source} {edge.relation} {edge.target}"


def arrow(tip: tuple[float, float], way: float, size: float, colour: str) -> Wedge:
    """The head of an arrow that points to the right (`way` 1) or to the left (-1)."""
    x, y = tip
    return Wedge(((x, y), (x - way * size, y - size * 0.6), (x - way * size, y + size * 0.6)), colour)


def ribbon(
    graph: nx.MultiDiGraph[str],
    edge: Edge,
    start: tuple[float, float],
    end: tuple[float, float],
    stroke: style.Stroke,
) -> Group:
    """An edge as a curve that leaves and arrives level."""
    curve = Curve(start, end, (end[0] - start[0]) * 0.48, stroke.colour, edge.line, stroke.opacity, stroke.dash)
    return Group((curve,), title=sentence(graph, edge), kind="edge", key=edge_key(edge))


def _samples(most: int) -> dict[int, float]:
    """Widths for the legend, as far as they can be told apart; none where every line has the same."""
    samples: dict[int, float] = {}
    for weight in (weight for weight in _SAMPLES if most > 1 and weight <= max(2, most)):
        wide = line(weight, most)
        if not samples or wide - max(samples.values()) > 1:
            samples[weight] = wide
    return samples if len(samples) > 1 else {}


def sheet(
    graph: nx.MultiDiGraph[str],
    edges: Sequence[Edge],
    groups: Iterable[Group],
    *,
    width: float,
    bottom: float,
    about: str,
    legend: furniture.Legend | None = None,
) -> Scene:
    """Return the whole picture: the groups that end at `bottom` (in pixels), with card, heading and legend around them.

    `about` goes into the description, before the heaviest edges in words.
    """
    styles = style.strokes([edge.relation for edge in edges])
    if legend is None:
        legend = furniture.Legend(furniture.line_entries(styles), _samples(heaviest(edges)))
    claims = {claim for edge in edges for claim in edge.data.get("claims", ())}
    pages = {page for edge in edges for page in edge.data.get("pages", ())}
    key, last = furniture.legend(legend, len(claims), len(pages), bottom + 52, MARGIN, width - MARGIN)
    below = furniture.subtitle(graph)
    title = str(graph.graph.get("title") or graph.graph.get("view") or "Network")
    said = [sentence(graph, edge) for edge in sorted(edges, key=lambda e: -e.weight)[:10]]
    around = (furniture.card(width, last + 34), furniture.heading(title, below, MARGIN, width - 2 * MARGIN))
    return Scene(
        width, last + 34, title, f"{below}. {about} The heaviest edges: {'; '.join(said)}.", (*around, *groups, key), legend.entries
    )
