"""Clusters: a disc of points for each kind of node, in the order of a sunflower's seeds, for networks of hundreds of nodes.

No position is searched for: the discs stand around a circle, the greatest first, and in each the most connected node is in
the middle. The heaviest nodes get a label where there is room for it; every point tells its name to a pointer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.parts import MARGIN, TOP, Edge, edge_key, edges_of, label, sentence, sheet, told
from ip5kg.draw.scene import Box, Curve, Group, Scene, Shape, Text
from ip5kg.draw.text import shorten, width

WIDTH = 1600.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
_STEP, _WIDE_STEP = 8.6, 15.0
"""Distance of the points of a disc, on shelves and around a ring at most."""
_FEW = 14
"""Up to so many kinds stand around a ring; more stand on shelves."""
_COLOURS = (style.BLUE, style.VERMILLION, style.BLUISH_GREEN, style.REDDISH_PURPLE, style.ORANGE, style.SKY_BLUE, style.INK)
_LABEL, _KIND = 11.0, 15.0

Point = tuple[float, float]
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Disc:
    kind: str
    members: tuple[str, ...]
    step: float = _STEP
    centre: Point = (0.0, 0.0)

    @property
    def radius(self) -> float:
        return 14 + self.step * math.sqrt(len(self.members))

    @property
    def width(self) -> float:
        """What the disc and its name take from left to right."""
        return 2 * max(self.radius, width(_called(self), _KIND, bold=True) / 2)


def lay_out_clusters(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network of any size."""
    edges = edges_of(graph)
    styles = style.strokes([edge.relation for edge in edges])
    degree: dict[str, int] = {}
    for edge in edges:
        for key in (edge.source, edge.target):
            degree[key] = degree.get(key, 0) + 1
    found = _discs(graph, degree)
    discs, bottom = _ring(found, edges, graph) if 2 < len(found) <= _FEW else _shelves(found)
    at = {key: _seed(disc, number) for disc in discs for number, key in enumerate(disc.members)}
    colours = {
        disc.kind: _COLOURS[number % len(_COLOURS)] for number, disc in enumerate(sorted(discs, key=lambda d: (-len(d.members), d.kind)))
    }
    rank = {relation: number for number, relation in enumerate(styles)}
    plain = len(styles) > len(style.RELATIONS) or len(styles) > 8
    thin = max(0.05, min(0.5, 60 / len(edges)))
    drawn = [
        _line(graph, edge, at, styles[edge.relation], thin, plain=plain)
        for edge in sorted(edges, key=lambda e: (rank[e.relation], edge_key(e)))
    ]
    points = [_point(graph, key, at[key], _size(degree[key]), colours[disc.kind]) for disc in discs for key in disc.members]
    names, taken = _kinds(discs)
    labels = _labels(graph, discs, at, degree, taken)
    entries = () if plain else furniture.line_entries({r: style.Stroke(s.colour, s.layer, dash=s.dash) for r, s in styles.items()})
    kinds = " ".join(f"{disc.kind.replace('-', ' ')} ({len(disc.members):,})" + ("," if disc is not discs[-1] else ".") for disc in discs)
    sizes = "A point is the larger, the more lines end at it."
    legend = furniture.Legend(entries, sizes=f"{len(edges):,} lines of {len(styles)} kinds. {sizes}" if plain else sizes)
    return sheet(
        graph, edges, [*drawn, *points, names, *labels], width=WIDTH, bottom=bottom, about=f"Nodes by kind: {kinds}", legend=legend
    )


def _discs(graph: nx.MultiDiGraph[str], degree: Mapping[str, int]) -> list[_Disc]:
    kinds: dict[str, list[str]] = {}
    for key, data in graph.nodes(data=True):
        kinds.setdefault(str(data.get("kind") or "node"), []).append(key)
    discs = []
    for kind, members in kinds.items():
        ranked = sorted(members, key=lambda key: (-degree.get(key, 0), label(graph, key), key))
        discs.append(_Disc(kind, tuple(ranked)))
    return sorted(discs, key=lambda disc: (-disc.radius, disc.kind))


def _ring(discs: list[_Disc], edges: Sequence[Edge], graph: nx.MultiDiGraph[str]) -> tuple[list[_Disc], float]:
    """The kind at which most lines end stands in the middle, the others around it, great and small by turns."""
    kind_of = {key: str(kind or "node") for key, kind in graph.nodes(data="kind")}
    ends: dict[str, int] = {}
    for edge in edges:
        for key in (edge.source, edge.target):
            ends[kind_of[key]] = ends.get(kind_of[key], 0) + 1
    hub = min(discs, key=lambda disc: (-ends.get(disc.kind, 0), disc.kind))
    others = [disc for disc in discs if disc is not hub]
    # Great discs opposite one another, small ones between them.
    turns = [others[place] for place in (*range(0, len(others), 2), *reversed(range(1, len(others), 2)))]
    across, down = WIDTH / 2 - MARGIN - 130, 430.0
    around = math.pi * (3 * (across + down) - math.sqrt((3 * across + down) * (across + 3 * down)))
    step = _WIDE_STEP
    while step > _STEP and sum(_Disc(d.kind, d.members, step).width + 60 for d in turns) > around:
        step -= 0.5
    turns = [_Disc(disc.kind, disc.members, step) for disc in turns]
    total = sum(disc.width + 60 for disc in turns)
    centre = (WIDTH / 2, TOP + 60 + down + max(disc.radius for disc in turns) * 0.6)
    placed, gone = [_Disc(hub.kind, hub.members, min(_WIDE_STEP, step * 1.15), centre)], 0.0
    for disc in turns:
        angle = 2 * math.pi * (gone + (disc.width + 60) / 2) / total - math.pi / 2
        x, y = centre[0] + across * math.cos(angle), centre[1] + down * math.sin(angle)
        x = min(max(x, MARGIN + disc.width / 2), WIDTH - MARGIN - disc.width / 2)
        placed.append(_Disc(disc.kind, disc.members, step, (round(x, 2), round(y, 2))))
        gone += disc.width + 60
    top = min(disc.centre[1] - disc.radius - 30 for disc in placed)
    placed = [_Disc(d.kind, d.members, d.step, (d.centre[0], round(d.centre[1] + TOP - top, 2))) for d in placed]
    return placed, max(disc.centre[1] + disc.radius for disc in placed)


def _shelves(discs: list[_Disc]) -> tuple[list[_Disc], float]:
    """The discs side by side in rows as wide as the sheet, each row as high as its greatest disc and its name."""
    rows: list[list[_Disc]] = [[]]
    used = 0.0
    for disc in discs:
        need = disc.width + 36
        if rows[-1] and used + need > WIDTH - 2 * MARGIN:
            rows.append([])
            used = 0.0
        rows[-1].append(disc)
        used += need
    placed: list[_Disc] = []
    top = TOP + 6
    for number, row in enumerate(rows):
        spare = (WIDTH - 2 * MARGIN - sum(disc.width for disc in row)) / len(row)
        high = 2 * max(disc.radius for disc in row)
        x = MARGIN
        for disc in row if number % 2 == 0 else reversed(row):
            placed.append(
                _Disc(disc.kind, disc.members, disc.step, (round(x + (spare + disc.width) / 2, 2), round(top + 24 + high / 2, 2)))
            )
            x += disc.width + spare
        top += high + 66
    return placed, top - 30


def _called(disc: _Disc) -> str:
    return f"{disc.kind.replace('-', ' ')} · {len(disc.members):,}"


def _seed(disc: _Disc, number: int) -> Point:
    distance, angle = disc.step * math.sqrt(number + 0.4) if len(disc.members) > 1 else 0.0, number * _GOLDEN
    return round(disc.centre[0] + distance * math.cos(angle), 2), round(disc.centre[1] + distance * math.sin(angle), 2)


def _size(degree: int) -> float:
    return round(min(12.0, 3.4 + 1.1 * math.sqrt(degree)), 2)


def _line(graph: nx.MultiDiGraph[str], edge: Edge, at: Mapping[str, Point], stroke: style.Stroke, thin: float, *, plain: bool) -> Group:
    (x1, y1), (x2, y2) = at[edge.source], at[edge.target]
    # Drawn aside a little, so that lines between the same two discs spread like a bundle of reeds.
    lean = 0.14
    one = (round(x1 + (x2 - x1) / 3 - (y2 - y1) * lean, 2), round(y1 + (y2 - y1) / 3 + (x2 - x1) * lean, 2))
    two = (round(x1 + (x2 - x1) * 2 / 3 - (y2 - y1) * lean, 2), round(y1 + (y2 - y1) * 2 / 3 + (x2 - x1) * lean, 2))
    colour = style.QUIET if plain else stroke.colour
    opacity = round(thin if plain else min(1.0, max(0.16, thin) * (0.6 + stroke.opacity)), 3)
    curve = Curve((x1, y1), (x2, y2), 0.0, colour, 1.1 if plain else 1.3, opacity, () if plain else stroke.dash, via=(one, two))
    return Group((curve,), sentence(graph, edge), kind="edge", key=edge_key(edge))


def _point(graph: nx.MultiDiGraph[str], key: str, at: Point, size: float, colour: str) -> Group:
    shape = Box(round(at[0] - size / 2, 2), round(at[1] - size / 2, 2), size, size, colour, style.PAPER, radius=round(size / 2, 2))
    return Group((shape,), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key)


def _kinds(discs: Sequence[_Disc]) -> tuple[Group, list[Area]]:
    """The name of each kind above its disc, and what room the names take."""
    shapes: list[Shape] = []
    taken: list[Area] = []
    for disc in discs:
        said, y = _called(disc), disc.centre[1] - disc.radius - 8
        wide = width(said, _KIND, bold=True)
        shapes.append(Text(disc.centre[0], y, said, _KIND, style.INK, "bold", "middle", wide))
        taken.append((disc.centre[0] - wide / 2, y - _KIND, disc.centre[0] + wide / 2, y + 4))
    return Group(tuple(shapes), kind="axis"), taken


def _labels(
    graph: nx.MultiDiGraph[str], discs: Sequence[_Disc], at: Mapping[str, Point], degree: Mapping[str, int], taken: list[Area]
) -> list[Group]:
    """Names for the most connected nodes, on a pale ground, where they touch no other name and stay on the sheet."""
    groups: list[Group] = []
    wanted = [key for disc in discs for key in disc.members[: 12 if len(disc.members) <= 12 else 3]]
    for key in sorted(wanted, key=lambda found: (-degree[found], found)):
        said = shorten(label(graph, key), _LABEL, 170)
        wide, (x, y) = width(said, _LABEL), at[key]
        for dy in (-9.0, 16.0):
            area = (x - wide / 2 - 3, y + dy - 10, x + wide / 2 + 3, y + dy + 4)
            inside = area[0] > MARGIN / 2 and area[2] < WIDTH - MARGIN / 2
            if inside and all(area[2] < a[0] or a[2] < area[0] or area[3] < a[1] or a[3] < area[1] for a in taken):
                taken.append(area)
                ground = Box(round(area[0], 2), round(area[1], 2), round(wide + 6, 2), 14.0, style.PAPER, radius=4)
                text = Text(x, y + dy, said, _LABEL, style.INK, anchor="middle", width=wide)
                groups.append(Group((ground, text), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key))
                break
        if len(groups) >= 60:
            break
    return groups
