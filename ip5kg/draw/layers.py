"""Layers: columns from left to right, each node left of all that it leads to; the ends of edges have ports, as in ribbons.

An edge that leads past a column has a gap there through which it runs. An edge that runs back, to a column further
left, is drawn like the others; the head of its arrow tells the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.furniture import years
from ip5kg.draw.parts import MARGIN, TOP, Edge, arrow, edge_key, edges_of, name, sentence, sheet, told
from ip5kg.draw.ribbons import LABEL, LABEL_STEP, PADDING, PORT_GAP, SMALL, SMALL_STEP, Node
from ip5kg.draw.scene import Box, Curve, Group, Scene, Shape, Text
from ip5kg.draw.text import width, wrap

BOX_WIDTH, BETWEEN, GAP, LEAST_HEIGHT, HEAD = 292.0, 250.0, 26.0, 54.0, 9.0

Point = tuple[float, float]


def lay_out_layers(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network in which things flow one way, as far as they do."""
    edges = edges_of(graph)
    styles = style.strokes([edge.relation for edge in edges])
    layer_of = _layers(edges)
    pieces = [piece for edge in edges for piece in _pieces(edge, layer_of)]
    gaps = {
        key: layer for piece in pieces for key, layer in ((piece.left, piece.layer), (piece.right, piece.layer + 1)) if key not in layer_of
    }
    where = {**layer_of, **gaps}
    nodes = {key: _node(graph, key, pieces, gap=key in gaps) for key in where}
    columns = [[nodes[key] for key in sorted(nodes) if where[key] == number] for number in range(max(where.values()) + 1)]
    columns = _ordered(columns, pieces)
    height = max(_height(column) for column in columns)
    columns = [_place(column, height, number) for number, column in enumerate(columns)]
    placed = {node.key: node for column in columns for node in column}
    groups = _ribbons(graph, edges, pieces, placed, layer_of, styles)
    wide = 2 * MARGIN + len(columns) * BOX_WIDTH + (len(columns) - 1) * BETWEEN
    boxes = [_box(graph, placed[key], dark=layer_of[key] == max(layer_of.values())) for key in layer_of]
    about = f"{len(boxes)} in {len(columns)} columns, from left to right."
    return sheet(graph, edges, [*groups, *boxes], width=max(wide, 1000.0), bottom=TOP + height, about=about)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of an edge between a column and the next: from the right of one box or gap to the left of the next."""

    edge: Edge
    left: str
    right: str
    layer: int


def _pieces(edge: Edge, layer_of: Mapping[str, int]) -> list[_Piece]:
    one, other = sorted((edge.source, edge.target), key=lambda key: layer_of[key])
    first, last = layer_of[one], layer_of[other]
    # An edge within one column has one piece, which leaves and arrives on the right.
    stops = [one, *(f"{edge_key(edge)} {layer}" for layer in range(first + 1, last)), other]
    return [_Piece(edge, left, right, first + number) for number, (left, right) in enumerate(pairwise(stops))]


def _layers(edges: list[Edge]) -> dict[str, int]:
    """The column of each node: 0 is the left one. Edges that would close a ring do not count, the lightest first."""
    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(sorted({key for edge in edges for key in (edge.source, edge.target)}))
    for edge in sorted(edges, key=lambda e: (-e.weight, e.source, e.target, e.relation)):
        if edge.source != edge.target and not nx.has_path(flow, edge.target, edge.source):
            flow.add_edge(edge.source, edge.target)
    # From the right: as near to its goal as a node can stand.
    back: dict[str, int] = {}
    for key in reversed(list(nx.lexicographical_topological_sort(flow))):
        back[key] = max((back[after] + 1 for after in flow.successors(key)), default=0)
    deepest = max(back.values())
    return {key: deepest - back[key] for key in sorted(back)}


def _node(graph: nx.MultiDiGraph[str], key: str, pieces: list[_Piece], *, gap: bool) -> Node:
    before = sum(p.edge.line + PORT_GAP for p in pieces if p.right == key)
    after = sum(p.edge.line + PORT_GAP for p in pieces if p.left == key)
    if gap:
        return Node(key, 0.0, BOX_WIDTH, 0.0, max(before, after), (), ())
    data = graph.nodes[key]
    said = wrap(name(graph, key), LABEL, BOX_WIDTH - 2 * PADDING, lines=3, bold=True)
    note = tuple(line for line in (years(data.get("first"), data.get("last")),) if line)
    text = 22 + len(said) * LABEL_STEP + len(note) * SMALL_STEP
    return Node(key, 0.0, BOX_WIDTH, 0.0, max(LEAST_HEIGHT, text, before + 14, after + 14), said, note)


def _ordered(columns: list[list[Node]], pieces: list[_Piece]) -> list[list[Node]]:
    """Order each column by where the neighbours on its right stand, then by those on its left; ties by key."""
    order = [sorted(column, key=lambda node: node.key) for column in columns]
    for _ in range(4):
        for numbers, step in ((range(len(order) - 2, -1, -1), 1), (range(1, len(order)), -1)):
            for number in numbers:
                place = {node.key: at for at, node in enumerate(order[number + step])}
                centres = {node.key: _centre(node.key, place, pieces) for node in order[number]}
                order[number] = sorted(order[number], key=lambda node: (centres[node.key], node.key))
    return order


def _centre(key: str, place: Mapping[str, int], pieces: list[_Piece]) -> float:
    found = [place[other] for p in pieces for one, other in ((p.left, p.right), (p.right, p.left)) if one == key and other in place]
    return fmean(found) if found else 0.0


def _height(column: list[Node]) -> float:
    return sum(node.height for node in column) + GAP * max(0, len(column) - 1)


def _place(column: list[Node], height: float, number: int) -> list[Node]:
    x, top = MARGIN + number * (BOX_WIDTH + BETWEEN), TOP
    spare = (height - _height(column)) / (len(column) + 1)
    placed = []
    for node in column:
        top += spare
        placed.append(replace(node, x=x, top=top))
        top += node.height + GAP
    return placed


def _ribbons(
    graph: nx.MultiDiGraph[str],
    edges: list[Edge],
    pieces: list[_Piece],
    placed: Mapping[str, Node],
    layer_of: Mapping[str, int],
    styles: Mapping[str, style.Stroke],
) -> list[Group]:
    rank = {relation: number for number, relation in enumerate(styles)}
    leaving, arriving = _ports(pieces, placed, rank, leaving=True), _ports(pieces, placed, rank, leaving=False)
    drawn = []
    for edge in sorted(edges, key=lambda e: (rank[e.relation], -e.line, e.source, e.target)):
        stroke = styles[edge.relation]
        own = [piece for piece in pieces if piece.edge is edge]
        back = layer_of[edge.target] < layer_of[edge.source]
        size = max(HEAD, edge.line * 1.1)
        curves: list[Shape] = []
        for number, piece in enumerate(own):
            start, end = leaving[id(piece)], arriving[id(piece)]
            if number:
                through = arriving[id(own[number - 1])]
                curves.append(Curve(through, start, 0.0, stroke.colour, edge.line, stroke.opacity, stroke.dash))
            # The line ends where the head of its arrow begins.
            start = (start[0] + size, start[1]) if back and number == 0 else start
            end = (end[0] - size, end[1]) if not back and number == len(own) - 1 else end
            curves.append(Curve(start, end, (end[0] - start[0]) * 0.48, stroke.colour, edge.line, stroke.opacity, stroke.dash))
        tip = leaving[id(own[0])] if back else arriving[id(own[-1])]
        curves.append(arrow(tip, -1.0 if back else 1.0, size, stroke.colour))
        drawn.append(Group(tuple(curves), title=sentence(graph, edge), kind="edge", key=edge_key(edge)))
    return drawn


def _ports(pieces: list[_Piece], placed: Mapping[str, Node], rank: Mapping[str, int], *, leaving: bool) -> dict[int, Point]:
    """Where the pieces leave boxes and gaps on the right, or arrive on the left, from top to bottom as what they lead to."""
    ports: dict[int, Point] = {}
    for key, node in placed.items():
        own = [piece for piece in pieces if (piece.left if leaving else piece.right) == key]
        ends = {id(piece): placed[piece.right if leaving else piece.left] for piece in own}
        own.sort(key=lambda piece: (ends[id(piece)].top, rank[piece.edge.relation], edge_key(piece.edge)))
        y = node.top + (node.height - sum(piece.edge.line + PORT_GAP for piece in own)) / 2
        for piece in own:
            ports[id(piece)] = (node.x + node.width if leaving else node.x, y + (piece.edge.line + PORT_GAP) / 2)
            y += piece.edge.line + PORT_GAP
    return ports


def _box(graph: nx.MultiDiGraph[str], node: Node, *, dark: bool) -> Group:
    fill, stroke = (style.DARK, "none") if dark else (style.LIGHT, style.OUTLINE)
    ink, quiet = (style.ON_DARK, style.QUIET_ON_DARK) if dark else (style.INK, style.QUIET)
    shapes: list[Shape] = [Box(node.x, node.top, node.width, node.height, fill, stroke, radius=7)]
    y = node.top + (node.height - len(node.label) * LABEL_STEP - len(node.note) * SMALL_STEP) / 2 + 14.5
    for line in node.label:
        shapes.append(Text(node.x + PADDING, y, line, LABEL, ink, "bold", width=width(line, LABEL, bold=True)))
        y += LABEL_STEP
    shapes += [Text(node.x + PADDING, y - 1.5, line, SMALL, quiet, width=width(line, SMALL)) for line in node.note]
    return Group(tuple(shapes), title=told(graph, node.key), link=str(graph.nodes[node.key].get("iri", "")), kind="node", key=node.key)
