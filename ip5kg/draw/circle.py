"""A circle: few nodes around a ring, a curve for each edge, with its weight on it where there is room."""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.parts import MARGIN, TOP, Edge, edge_key, edges_of, label, name, sentence, sheet, told
from ip5kg.draw.scene import Box, Curve, Group, Scene, Shape, Text
from ip5kg.draw.text import width, wrap

WIDTH = 1200.0
BOX_WIDTH, PADDING, LABEL, SMALL = 214.0, 14.0, 15.0, 12.0
PILL, PILL_HEIGHT = 12.0, 19.0

Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def lay_out_circle(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network of few nodes, each of which may be tied to each other."""
    edges = edges_of(graph)
    styles = style.strokes([edge.relation for edge in edges])
    weight = {key: sum(e.weight for e in edges if key in (e.source, e.target)) for key in graph}
    keys = sorted(graph, key=lambda key: (-weight[key], label(graph, key), key))
    radius_x, radius_y = WIDTH / 2 - MARGIN - BOX_WIDTH / 2, max(250.0, 50.0 * len(keys))
    centre = (WIDTH / 2, TOP + radius_y + 50)
    # Rounded to hundredths, so that no platform's sine shows.
    at = {
        key: (
            round(centre[0] + radius_x * math.sin(2 * math.pi * number / len(keys)), 2),
            round(centre[1] - radius_y * math.cos(2 * math.pi * number / len(keys)), 2),
        )
        for number, key in enumerate(keys)
    }
    boxes = {key: _box(graph, key, at[key]) for key in keys}
    taken = [_area(group) for group in boxes.values()]
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        one, other = sorted((edge.source, edge.target))
        pairs.setdefault((one, other), []).append(edge)
    groups: list[tuple[Edge, Group]] = []
    for found in pairs.values():
        for edge, aside in _side_by_side(found, styles):
            curve = _curve(edge, at, centre, aside, styles[edge.relation])
            groups.append((edge, Group((curve,), sentence(graph, edge), kind="edge", key=edge_key(edge))))
    rank = {relation: number for number, relation in enumerate(styles)}
    groups.sort(key=lambda drawn: (rank[drawn[0].relation], -drawn[0].line))
    pills = [_pill(graph, edge, group, taken) for edge, group in sorted(groups, key=lambda drawn: (-drawn[0].weight, edge_key(drawn[0])))]
    bottom = max(area[3] for area in taken)
    about = f"{len(keys)} around a circle."
    return sheet(graph, edges, [*(g for _, g in groups), *filter(None, pills), *boxes.values()], width=WIDTH, bottom=bottom, about=about)


def _box(graph: nx.MultiDiGraph[str], key: str, centre: Point) -> Group:
    said = label(graph, key)
    note = wrap(name(graph, key), SMALL, BOX_WIDTH - 2 * PADDING, lines=2) if name(graph, key) != said else ()
    high = 38 + 16 * len(note)
    x, y = centre[0] - BOX_WIDTH / 2, centre[1] - high / 2
    first = wrap(said, LABEL, BOX_WIDTH - 2 * PADDING, lines=1, bold=True)
    shapes: list[Shape] = [Box(x, y, BOX_WIDTH, high, style.DARK, radius=7)]
    shapes += [Text(centre[0], y + 24, line, LABEL, style.ON_DARK, "bold", "middle", width(line, LABEL, bold=True)) for line in first]
    for number, line in enumerate(note):
        shapes.append(Text(centre[0], y + 42 + 16 * number, line, SMALL, style.QUIET_ON_DARK, anchor="middle", width=width(line, SMALL)))
    return Group(tuple(shapes), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key)


def _area(group: Group) -> Area:
    box = next(shape for shape in group.shapes if isinstance(shape, Box))
    return box.x, box.y, box.x + box.width, box.y + box.height


def _side_by_side(edges: list[Edge], styles: Mapping[str, style.Stroke]) -> list[tuple[Edge, float]]:
    """How far from the middle each of several edges between the same two nodes runs."""
    rank = list(styles)
    edges = sorted(edges, key=lambda e: (rank.index(e.relation), e.source))
    aside, placed = -(sum(e.line for e in edges) + 6 * (len(edges) - 1)) / 2, []
    for edge in edges:
        placed.append((edge, aside + edge.line / 2))
        aside += edge.line + 6
    return placed


def _curve(edge: Edge, at: Mapping[str, Point], centre: Point, aside: float, stroke: style.Stroke) -> Curve:
    """A line from box to box that is drawn a little towards the centre of the circle."""
    one, other = sorted((edge.source, edge.target))
    (x1, y1), (x2, y2) = at[one], at[other]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across = (-(y2 - y1) / length * aside, (x2 - x1) / length * aside)

    def towards(x: float, y: float) -> Point:
        pull = 0.28
        return (round(x + (centre[0] - x) * pull + across[0], 2), round(y + (centre[1] - y) * pull + across[1], 2))

    third = (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3), (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3)
    start, end = (round(x1 + across[0], 2), round(y1 + across[1], 2)), (round(x2 + across[0], 2), round(y2 + across[1], 2))
    return Curve(start, end, 0.0, stroke.colour, edge.line, stroke.opacity, stroke.dash, via=(towards(*third[0]), towards(*third[1])))


def _pill(graph: nx.MultiDiGraph[str], edge: Edge, group: Group, taken: list[Area]) -> Group | None:
    """The weight of an edge on it, at the first place where it touches nothing else; none if there is none."""
    curve = group.shapes[0]
    if not isinstance(curve, Curve):
        return None
    wide = width(str(edge.weight), PILL, bold=True) + 12
    for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.28, 0.72):
        x, y = _point(curve, part)
        area = (x - wide / 2, y - PILL_HEIGHT / 2, x + wide / 2, y + PILL_HEIGHT / 2)
        if all(area[2] + 3 < a[0] or a[2] + 3 < area[0] or area[3] + 3 < a[1] or a[3] + 3 < area[1] for a in taken):
            taken.append(area)
            shapes = (
                Box(round(area[0], 2), round(area[1], 2), wide, PILL_HEIGHT, style.LIGHT, curve.colour, radius=PILL_HEIGHT / 2),
                Text(x, y + 4.3, str(edge.weight), PILL, style.INK, "bold", "middle", width(str(edge.weight), PILL, bold=True)),
            )
            return Group(shapes, title=sentence(graph, edge), kind="edge", key=edge_key(edge))
    return None


def _point(curve: Curve, part: float) -> Point:
    p0, (p1, p2), p3 = curve.start, curve.controls, curve.end
    rest = 1 - part
    factors = (rest**3, 3 * rest * rest * part, 3 * rest * part * part, part**3)
    x, y = (round(sum(f * p[axis] for f, p in zip(factors, (p0, p1, p2, p3), strict=True)), 2) for axis in (0, 1))
    return x, y
