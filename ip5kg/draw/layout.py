"""From a network to a picture: the sources in a column in the middle, the targets on both sides, a ribbon for each edge.

A drawing of a network in which nearly everybody meets everybody becomes a ball of wool if its nodes float. Here each
edge has a port of its own at both ends, as wide as the edge, and the ports are in the order of what they lead to:
edges do not run into one another, and boxes never overlap. The most connected targets stand on the left, the many
small ones on the right. Order and sizes come from the weights alone; there is no random start, so the same network
always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.furniture import words, years
from ip5kg.draw.scene import Box, Curve, Group, Scene, Shape, Text
from ip5kg.draw.text import width, wrap

WIDTH, MARGIN, TOP = 1600.0, 56.0, 148.0
SOURCE_WIDTH, TARGET_WIDTH = 236.0, 316.0
LEAST_HEIGHT, GAP = 46.0, 14.0
PORT_GAP = 2.0
LEAST_LINE, WIDEST_LINE = 1.5, 15.0
LABEL, SMALL = 15.0, 12.0
LABEL_STEP, SMALL_STEP, PADDING = 19.0, 16.0, 14.0

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge as drawn: `weight` counts what stands behind it, `line` is its width in pixels."""

    source: str
    target: str
    relation: str
    weight: int
    line: float
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A node's box, in pixels: `label` and `note` (small print below it) are broken into lines."""

    key: str
    x: float
    width: float
    top: float
    height: float
    label: tuple[str, ...]
    note: tuple[str, ...]


def lay_out(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network as `ip5kg.network` builds it (graph, node and edge attributes as described there)."""
    edges = _edges(graph)
    styles = style.strokes([edge.relation for edge in edges])
    sources = _ranked(graph, [(edge.source, edge.weight) for edge in edges])
    targets = _ranked(graph, [(edge.target, edge.weight) for edge in edges])

    left, right = _two_sides([_target(graph, key, edges) for key in targets])
    on_the_left = {node.key for node in left}
    middle = [_source(graph, key, edges, on_the_left) for key in sources]
    height = max(_height(column) for column in (left, middle, right))
    left, middle, right = (_place(column, height) for column in (left, middle, right))

    order = {node.key: place for column in (left, middle, right) for place, node in enumerate(column)}
    layer = {relation: place for place, relation in enumerate(styles)}
    ribbons: list[tuple[Edge, Group]] = []
    for side, column in (("left", left), ("right", right)):
        keys = {node.key for node in column}
        members = [edge for edge in edges if edge.target in keys]
        starts = _ports(middle, sorted(members, key=lambda e: (order[e.source], order[e.target], layer[e.relation])), at="source")
        ends = _ports(column, sorted(members, key=lambda e: (order[e.target], order[e.source], layer[e.relation])), at="target")
        near = (WIDTH + SOURCE_WIDTH) / 2 if side == "right" else (WIDTH - SOURCE_WIDTH) / 2
        far = WIDTH - MARGIN - TARGET_WIDTH if side == "right" else MARGIN + TARGET_WIDTH
        for edge, start, end in zip(members, (starts[id(e)] for e in members), (ends[id(e)] for e in members), strict=True):
            ribbons.append((edge, _ribbon(graph, edge, (near, start), (far, end), styles[edge.relation])))
    ribbons.sort(key=lambda ribbon: (layer[ribbon[0].relation], -ribbon[0].line))

    legend_top = TOP + height + 52
    samples = {weight: _line(weight, _heaviest(edges)) for weight in (1, 5, 10, 20, 50, 100, 500) if weight <= max(2, _heaviest(edges))}
    claims = {claim for edge in edges for claim in edge.data.get("claims", ())}
    legend, bottom = furniture.legend(styles, samples, len(claims), legend_top, MARGIN, WIDTH - MARGIN)
    total = bottom + 34
    subtitle = furniture.subtitle(graph)
    title = str(graph.graph.get("title") or graph.graph.get("view") or "Network")
    boxes = [_box(graph, node, dark=False) for node in (*left, *right)] + [_box(graph, node, dark=True) for node in middle]
    groups = (
        furniture.card(WIDTH, total),
        furniture.heading(title, subtitle, MARGIN, WIDTH - 2 * MARGIN),
        *(group for _, group in ribbons),
        *boxes,
        legend,
    )
    sentences = [_sentence(graph, edge) for edge in sorted(edges, key=lambda e: -e.weight)]
    description = f"{subtitle}. {len(sources)} in the middle, {len(targets)} around them. The heaviest edges: {'; '.join(sentences[:10])}."
    return Scene(WIDTH, total, title, description, groups)


def _edges(graph: nx.MultiDiGraph[str]) -> list[Edge]:
    found = sorted(((s, t, str(key), data) for s, t, key, data in graph.edges(keys=True, data=True)), key=lambda edge: edge[:3])
    weights = [int(data.get("weight", 1)) for *_, data in found]
    heaviest = max(weights, default=1)
    return [Edge(s, t, key, weight, _line(weight, heaviest), data) for (s, t, key, data), weight in zip(found, weights, strict=True)]


def _heaviest(edges: Sequence[Edge]) -> int:
    return max((edge.weight for edge in edges), default=1)


def _line(weight: int, heaviest: int) -> float:
    """A line is as wide as it is heavy; where nothing is heavy, one meeting is still a thin line."""
    return max(LEAST_LINE, WIDEST_LINE * weight / max(heaviest, 12))


def _ranked(graph: nx.MultiDiGraph[str], ends: list[tuple[str, int]]) -> list[str]:
    """The nodes at one end of the edges, the most connected first; ties in order of their label, then of their key."""
    weights: dict[str, int] = {}
    for key, weight in ends:
        weights[key] = weights.get(key, 0) + weight
    return sorted(weights, key=lambda key: (-weights[key], str(graph.nodes[key].get("label", "")), key))


def _needed(edges: list[Edge]) -> float:
    return sum(edge.line + PORT_GAP for edge in edges) + 14


def _target(graph: nx.MultiDiGraph[str], key: str, edges: list[Edge]) -> Node:
    data = graph.nodes[key]
    label = wrap(str(data.get("name") or data.get("label") or key), LABEL, TARGET_WIDTH - 2 * PADDING, lines=3, bold=True)
    note = tuple(line for line in (years(data.get("first"), data.get("last")),) if line)
    return _sized(Node(key, 0.0, TARGET_WIDTH, 0.0, 0.0, label, note), _needed([e for e in edges if e.target == key]))


def _source(graph: nx.MultiDiGraph[str], key: str, edges: list[Edge], on_the_left: set[str]) -> Node:
    data = graph.nodes[key]
    label = wrap(str(data.get("label") or key), LABEL, SOURCE_WIDTH - 2 * PADDING, lines=1, bold=True)
    name = str(data.get("name") or "")
    note = wrap(name, SMALL, SOURCE_WIDTH - 2 * PADDING, lines=3) if name and name != data.get("label") else ()
    own = [edge for edge in edges if edge.source == key]
    ports = max(_needed([e for e in own if e.target in on_the_left]), _needed([e for e in own if e.target not in on_the_left]))
    return _sized(Node(key, (WIDTH - SOURCE_WIDTH) / 2, SOURCE_WIDTH, 0.0, 0.0, label, note), ports)


def _sized(node: Node, ports: float) -> Node:
    text = 22 + len(node.label) * LABEL_STEP + len(node.note) * SMALL_STEP
    return replace(node, height=max(LEAST_HEIGHT, text, ports))


def _height(column: Sequence[Node]) -> float:
    return sum(node.height for node in column) + GAP * max(0, len(column) - 1)


def _two_sides(targets: list[Node]) -> tuple[list[Node], list[Node]]:
    """Cut the ranked targets in two columns of about the same height."""
    cut = min(range(len(targets) + 1), key=lambda at: abs(_height(targets[:at]) - _height(targets[at:])))
    return [replace(n, x=MARGIN) for n in targets[:cut]], [replace(n, x=WIDTH - MARGIN - TARGET_WIDTH) for n in targets[cut:]]


def _place(column: list[Node], height: float) -> list[Node]:
    """Stack the boxes, and share out between them what is left of the height."""
    spare = height - _height(column)
    step = spare / (len(column) - 1) if len(column) > 1 else 0.0
    top = TOP if len(column) > 1 else TOP + spare / 2
    placed = []
    for node in column:
        placed.append(replace(node, top=top))
        top += node.height + GAP + step
    return placed


def _ports(column: list[Node], edges: list[Edge], *, at: Literal["source", "target"]) -> dict[int, float]:
    """Where each edge meets its box: from top to bottom in the order given, the whole centred on the box."""
    ports: dict[int, float] = {}
    for node in column:
        own = [edge for edge in edges if (edge.source if at == "source" else edge.target) == node.key]
        y = node.top + (node.height - sum(edge.line + PORT_GAP for edge in own)) / 2
        for edge in own:
            ports[id(edge)] = y + (edge.line + PORT_GAP) / 2
            y += edge.line + PORT_GAP
    return ports


def _ribbon(graph: nx.MultiDiGraph[str], edge: Edge, start: tuple[float, float], end: tuple[float, float], stroke: style.Stroke) -> Group:
    bend = (end[0] - start[0]) * 0.48
    curve = Curve(start, end, bend, stroke.colour, edge.line, stroke.opacity, stroke.dash)
    return Group((curve,), title=_sentence(graph, edge), kind="edge")


def _sentence(graph: nx.MultiDiGraph[str], edge: Edge) -> str:
    """An edge in words: "JPO hosts IP5 Heads of Office: 3, 2011 to 2021"."""
    source, target = graph.nodes[edge.source], graph.nodes[edge.target]
    said = f"{source.get('label', edge.source)} {words(edge.relation)} {target.get('name') or edge.target}: {edge.weight}"
    span = years(edge.data.get("first"), edge.data.get("last"))
    return f"{said}, {span}" if span else said


def _box(graph: nx.MultiDiGraph[str], node: Node, *, dark: bool) -> Group:
    fill, stroke = (style.DARK, "none") if dark else (style.LIGHT, style.OUTLINE)
    ink, quiet = (style.ON_DARK, style.QUIET_ON_DARK) if dark else (style.INK, style.QUIET)
    shapes: list[Shape] = [Box(node.x, node.top, node.width, node.height, fill, stroke, radius=7)]
    y = node.top + (node.height - len(node.label) * LABEL_STEP - len(node.note) * SMALL_STEP) / 2 + 14.5
    for line in node.label:
        shapes.append(Text(node.x + PADDING, y, line, LABEL, ink, "bold", width=width(line, LABEL, bold=True)))
        y += LABEL_STEP
    y -= 1.5
    for line in node.note:
        shapes.append(Text(node.x + PADDING, y, line, SMALL, quiet, width=width(line, SMALL)))
        y += SMALL_STEP
    data = graph.nodes[node.key]
    name, span = str(data.get("name") or data.get("label") or node.key), years(data.get("first"), data.get("last"))
    return Group(tuple(shapes), title=f"{name}, {span}" if span else name, link=str(data.get("iri", "")), kind="node")
