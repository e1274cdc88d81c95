"""Ribbons: the smaller kind of node in a column in the middle, the other on both sides, a ribbon for each edge.

A drawing of a network in which nearly everybody meets everybody becomes a ball of wool if its nodes float. Here each
edge has a port of its own at both ends, as wide as the edge, and the ports are in the order of what they lead to:
edges do not run into one another, and boxes never overlap. The most connected nodes stand on the left, the many
small ones on the right; where most of them have one neighbour only, they stand around it like a fan. Order and sizes come
from the weights alone; there is no random start, so the same network always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.furniture import years
from ip5kg.draw.parts import MARGIN, TOP, Edge, edges_of, label, name, ribbon, sheet, told
from ip5kg.draw.scene import Box, Group, Scene, Shape, Text
from ip5kg.draw.text import width, wrap

WIDTH = 1600.0
MIDDLE_WIDTH, OUTER_WIDTH = 236.0, 316.0
LEAST_HEIGHT, GAP = 46.0, 14.0
LEAST_IN_A_FAN, GAP_IN_A_FAN, FLAT_ROOM = 28.0, 7.0, 200.0
PORT_GAP = 2.0
LABEL, SMALL = 15.0, 12.0
LABEL_STEP, SMALL_STEP, PADDING = 19.0, 16.0, 14.0


@dataclass(frozen=True, slots=True)
class Node:
    """A node's box, in pixels: `label` and `note` (small print below it, or beside it where `flat`) are broken into lines."""

    key: str
    x: float
    width: float
    top: float
    height: float
    label: tuple[str, ...]
    note: tuple[str, ...]
    flat: bool = False


@dataclass(frozen=True, slots=True)
class _Tie:
    """An edge seen from the middle."""

    inner: str
    outer: str
    edge: Edge


def lay_out_ribbons(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network that has two sides: no node is a source and a target."""
    edges = edges_of(graph)
    styles = style.strokes([edge.relation for edge in edges])
    sources_inside = len({edge.source for edge in edges}) <= len({edge.target for edge in edges})
    ties = [_Tie(e.source, e.target, e) if sources_inside else _Tie(e.target, e.source, e) for e in edges]
    inner = _ranked(graph, [(tie.inner, tie.edge.weight) for tie in ties])
    outer = _ranked(graph, [(tie.outer, tie.edge.weight) for tie in ties])

    neighbours: dict[str, set[str]] = {key: {tie.inner for tie in ties if tie.outer == key} for key in outer}
    fan = 2 * sum(len(found) == 1 for found in neighbours.values()) > len(outer) and len(outer) > 20
    flat = fan and 10 * sum(width(name(graph, key), LABEL, bold=True) <= FLAT_ROOM for key in outer) >= 9 * len(outer)
    boxes = [_outer(graph, key, ties, flat=flat) for key in outer]
    left, right = _fans(graph, boxes, ties, inner) if fan else _two_sides(boxes)
    on_the_left = {node.key for node in left}
    middle = [_inner(graph, key, ties, on_the_left) for key in inner]
    gap = GAP_IN_A_FAN if flat else GAP
    height = max(_height(left, gap), _height(middle, GAP), _height(right, gap))
    left, right = _place(left, height, gap), _place(right, height, gap)
    middle = _amid(middle, [*left, *right], ties, height) if fan else _place(middle, height, GAP)

    order = {node.key: place for column in (left, middle, right) for place, node in enumerate(column)}
    layer = {relation: place for place, relation in enumerate(styles)}
    ribbons: list[tuple[Edge, Group]] = []
    for side, column in (("left", left), ("right", right)):
        keys = {node.key for node in column}
        members = [tie for tie in ties if tie.outer in keys]
        near_ports = _ports(middle, sorted(members, key=lambda t: (order[t.inner], order[t.outer], layer[t.edge.relation])), inside=True)
        far_ports = _ports(column, sorted(members, key=lambda t: (order[t.outer], order[t.inner], layer[t.edge.relation])), inside=False)
        near = (WIDTH + MIDDLE_WIDTH) / 2 if side == "right" else (WIDTH - MIDDLE_WIDTH) / 2
        far = WIDTH - MARGIN - OUTER_WIDTH if side == "right" else MARGIN + OUTER_WIDTH
        for tie in members:
            stroke = styles[tie.edge.relation]
            ribbons.append((tie.edge, ribbon(graph, tie.edge, (near, near_ports[id(tie)]), (far, far_ports[id(tie)]), stroke)))
    ribbons.sort(key=lambda drawn: (layer[drawn[0].relation], -drawn[0].line))
    drawn = [_box(graph, node, dark=False) for node in (*left, *right)] + [_box(graph, node, dark=True) for node in middle]
    bottom = max(TOP + height, max(node.top + node.height for node in middle))
    about = f"{len(inner)} in the middle, {len(outer)} around them."
    return sheet(graph, edges, [*(group for _, group in ribbons), *drawn], width=WIDTH, bottom=bottom, about=about)


def _ranked(graph: nx.MultiDiGraph[str], ends: list[tuple[str, int]]) -> list[str]:
    """The nodes at one end of the edges, the most connected first; ties in order of their label, then of their key."""
    weights: dict[str, int] = {}
    for key, weight in ends:
        weights[key] = weights.get(key, 0) + weight
    return sorted(weights, key=lambda key: (-weights[key], str(graph.nodes[key].get("label", "")), key))


def _needed(ties: list[_Tie]) -> float:
    return sum(tie.edge.line + PORT_GAP for tie in ties) + 14


def _outer(graph: nx.MultiDiGraph[str], key: str, ties: list[_Tie], *, flat: bool) -> Node:
    data = graph.nodes[key]
    note = tuple(line for line in (years(data.get("first"), data.get("last")),) if line)
    room = OUTER_WIDTH - 2 * PADDING - (width(note[0], SMALL) + 10 if flat and note else 0)
    said = wrap(name(graph, key), LABEL, room, lines=1 if flat else 3, bold=True)
    return _sized(Node(key, 0.0, OUTER_WIDTH, 0.0, 0.0, said, note, flat), _needed([t for t in ties if t.outer == key]))


def _inner(graph: nx.MultiDiGraph[str], key: str, ties: list[_Tie], on_the_left: set[str]) -> Node:
    said = wrap(label(graph, key), LABEL, MIDDLE_WIDTH - 2 * PADDING, lines=2, bold=True)
    full = name(graph, key)
    note = wrap(full, SMALL, MIDDLE_WIDTH - 2 * PADDING, lines=3) if full != label(graph, key) else ()
    own = [tie for tie in ties if tie.inner == key]
    ports = max(_needed([t for t in own if t.outer in on_the_left]), _needed([t for t in own if t.outer not in on_the_left]))
    return _sized(Node(key, (WIDTH - MIDDLE_WIDTH) / 2, MIDDLE_WIDTH, 0.0, 0.0, said, note), ports)


def _sized(node: Node, ports: float) -> Node:
    if node.flat:
        return replace(node, height=max(LEAST_IN_A_FAN, ports))
    text = 22 + len(node.label) * LABEL_STEP + len(node.note) * SMALL_STEP
    return replace(node, height=max(LEAST_HEIGHT, text, ports))


def _height(column: Sequence[Node], gap: float) -> float:
    return sum(node.height for node in column) + gap * max(0, len(column) - 1)


def _two_sides(boxes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Cut the ranked nodes in two columns of about the same height."""
    cut = min(range(len(boxes) + 1), key=lambda at: abs(_height(boxes[:at], GAP) - _height(boxes[at:], GAP)))
    return _on_sides(boxes[:cut], boxes[cut:])


def _fans(graph: nx.MultiDiGraph[str], boxes: list[Node], ties: list[_Tie], inner: list[str]) -> tuple[list[Node], list[Node]]:
    """Put the nodes beside the neighbour to which they are tied most, one half on each side, in the order of time."""
    place = {key: number for number, key in enumerate(inner)}
    weight: dict[str, dict[str, int]] = {}
    for tie in ties:
        found = weight.setdefault(tie.outer, {})
        found[tie.inner] = found.get(tie.inner, 0) + tie.edge.weight
    home = {key: min(found, key=lambda other: (-found[other], place[other])) for key, found in weight.items()}
    left: list[Node] = []
    right: list[Node] = []
    for key in inner:
        own = sorted((box for box in boxes if home[box.key] == key), key=lambda b: (str(graph.nodes[b.key].get("first") or "~"), b.key))
        # Of an odd number the shorter column gets one more.
        half = (len(own) + (len(left) <= len(right))) // 2
        left += own[:half]
        right += own[half:]
    return _on_sides(left, right)


def _on_sides(left: list[Node], right: list[Node]) -> tuple[list[Node], list[Node]]:
    return [replace(n, x=MARGIN) for n in left], [replace(n, x=WIDTH - MARGIN - OUTER_WIDTH) for n in right]


def _place(column: list[Node], height: float, gap: float) -> list[Node]:
    """Stack the boxes, and share out between them what is left of the height."""
    spare = height - _height(column, gap)
    step = spare / (len(column) - 1) if len(column) > 1 else 0.0
    top = TOP if len(column) > 1 else TOP + spare / 2
    placed = []
    for node in column:
        placed.append(replace(node, top=top))
        top += node.height + gap + step
    return placed


def _amid(column: list[Node], around: list[Node], ties: list[_Tie], height: float) -> list[Node]:
    """Put each box at the height of what it is tied to, as near as the others let it."""
    middle_of = {node.key: node.top + node.height / 2 for node in around}
    tops: list[float] = []
    free = TOP
    for node in column:
        centre = fmean(middle_of[tie.outer] for tie in ties if tie.inner == node.key)
        tops.append(max(free, centre - node.height / 2))
        free = tops[-1] + node.height + GAP
    end = TOP + height
    for place in reversed(range(len(column))):
        tops[place] = min(tops[place], end - column[place].height)
        end = tops[place] - GAP
    return [replace(node, top=top) for node, top in zip(column, tops, strict=True)]


def _ports(column: list[Node], ties: list[_Tie], *, inside: bool) -> dict[int, float]:
    """Where each edge meets its box: from top to bottom in the order given, the whole centred on the box."""
    ports: dict[int, float] = {}
    for node in column:
        own = [tie for tie in ties if (tie.inner if inside else tie.outer) == node.key]
        y = node.top + (node.height - sum(tie.edge.line + PORT_GAP for tie in own)) / 2
        for tie in own:
            ports[id(tie)] = y + (tie.edge.line + PORT_GAP) / 2
            y += tie.edge.line + PORT_GAP
    return ports


def _box(graph: nx.MultiDiGraph[str], node: Node, *, dark: bool) -> Group:
    fill, stroke = (style.DARK, "none") if dark else (style.LIGHT, style.OUTLINE)
    ink, quiet = (style.ON_DARK, style.QUIET_ON_DARK) if dark else (style.INK, style.QUIET)
    shapes: list[Shape] = [Box(node.x, node.top, node.width, node.height, fill, stroke, radius=7)]
    if node.flat:
        y = node.top + node.height / 2 + 5
        shapes += [Text(node.x + PADDING, y, line, LABEL, ink, "bold", width=width(line, LABEL, bold=True)) for line in node.label]
        shapes += [Text(node.x + node.width - PADDING, y, line, SMALL, quiet, anchor="end", width=width(line, SMALL)) for line in node.note]
        return Group(tuple(shapes), title=told(graph, node.key), link=str(graph.nodes[node.key].get("iri", "")), kind="node", key=node.key)
    y = node.top + (node.height - len(node.label) * LABEL_STEP - len(node.note) * SMALL_STEP) / 2 + 14.5
    for line in node.label:
        shapes.append(Text(node.x + PADDING, y, line, LABEL, ink, "bold", width=width(line, LABEL, bold=True)))
        y += LABEL_STEP
    y -= 1.5
    for line in node.note:
        shapes.append(Text(node.x + PADDING, y, line, SMALL, quiet, width=width(line, SMALL)))
        y += SMALL_STEP
    return Group(tuple(shapes), title=told(graph, node.key), link=str(graph.nodes[node.key].get("iri", "")), kind="node", key=node.key)
