"""A matrix: a row for each source, a column for each target in the order of time, and a mark where they meet.

For two sides with many nodes each, whose edges would hide one another. Rows and columns stand in groups (the office of
a person, the year of a meeting). The area of a mark grows with the weight; relations differ in colour and in shape.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.parts import MARGIN, TOP, Edge, edge_key, edges_of, heaviest, label, name, sentence, sheet, told
from ip5kg.draw.scene import Box, Curve, Entry, Group, Scene, Shape, Text, Wedge
from ip5kg.draw.text import shorten, width

CELL, ROW_GAP, COLUMN_GAP = 20.0, 14.0, 9.0
LABEL, SMALL = 12.0, 12.0
ROW_LABEL, COLUMN_LABEL, GROUP_LABEL = 360.0, 330.0, 110.0
LEAST_MARK, WIDEST_MARK = 9.0, 18.0
_HOLLOW = frozenset({"exchanged-on-at", "planned-at", "observes", "takes-part-in"})
_SQUARE = frozenset({"chairs", "decided-at", "planned-at", "observes"})
_DIAMOND = frozenset({"declined-at"})


def lay_out_matrix(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network that has two sides: no node is a source and a target."""
    edges = edges_of(graph)
    styles = style.strokes([edge.relation for edge in edges])
    rows = _rows(graph, edges)
    columns = sorted({edge.target for edge in edges}, key=lambda key: (str(graph.nodes[key].get("first") or "~"), label(graph, key), key))
    group_width = GROUP_LABEL if any(graph.nodes[key].get("group") for key in rows) else 0.0
    left = MARGIN + group_width + min(ROW_LABEL, max(width(label(graph, key), LABEL) for key in rows) + 14)
    head = min(COLUMN_LABEL, max(width(label(graph, key), LABEL) for key in columns) + 14)
    across, years = _steps(columns, lambda key: str(graph.nodes[key].get("first") or "")[:4], COLUMN_GAP)
    down, teams = _steps(rows, lambda key: str(graph.nodes[key].get("group") or ""), ROW_GAP)
    x_of = {key: left + step + CELL / 2 for key, step in across.items()}
    y_of = {key: TOP + 26 + head + step + CELL / 2 for key, step in down.items()}
    right, bottom = left + across[columns[-1]] + CELL, TOP + 26 + head + down[rows[-1]] + CELL
    groups = [_grid(rows, columns, x_of, y_of, left, right, TOP + 26 + head, bottom)]
    groups.append(_years(years, x_of, TOP + 12))
    groups += [_row(graph, key, left, y_of[key]) for key in rows]
    groups += [_column(graph, key, x_of[key], TOP + 26 + head - 6, head) for key in columns]
    if group_width:
        groups.append(_teams(teams, y_of, group_width))
    rank = {relation: number for number, relation in enumerate(styles)}
    cells: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        cells.setdefault((edge.source, edge.target), []).append(edge)
    for (source, target), found in sorted(cells.items()):
        # Several relations in one cell lie on one another, the heaviest behind.
        for edge in sorted(found, key=lambda e: (-e.weight, rank[e.relation])):
            shape = _mark(edge.relation, _size(edge.weight, heaviest(edges)), x_of[target], y_of[source], styles)
            groups.append(Group((shape,), title=sentence(graph, edge), kind="edge", key=edge_key(edge)))
    entries = tuple(Entry(furniture.words(r), (_mark(r, 13.0, 22.0, 0.0, styles),), r) for r in reversed(list(styles)))
    legend = furniture.Legend(entries, sizes="The larger a mark, the more stands behind it.")
    about = f"{len(rows)} rows and {len(columns)} columns."
    return sheet(graph, edges, groups, width=max(right + MARGIN, 900.0), bottom=bottom, about=about, legend=legend)


def _rows(graph: nx.MultiDiGraph[str], edges: Sequence[Edge]) -> list[str]:
    """Rows by group, those with most edges first, and in a group by when they begin."""
    weight: dict[str, int] = {}
    for edge in edges:
        group = str(graph.nodes[edge.source].get("group") or "")
        weight[group] = weight.get(group, 0) + edge.weight

    def place(key: str) -> tuple[bool, int, str, str, str, str]:
        data = graph.nodes[key]
        group = str(data.get("group") or "")
        return (not group, -weight[group], group, str(data.get("first") or "~"), label(graph, key), key)

    return sorted({edge.source for edge in edges}, key=place)


def _steps(keys: Sequence[str], group_of: Callable[[str], str], gap: float) -> tuple[dict[str, float], list[tuple[str, list[str]]]]:
    """How far each key stands from the first, with a gap between groups; and the groups."""
    steps: dict[str, float] = {}
    groups = [(str(group), list(members)) for group, members in groupby(keys, key=group_of)]
    at = 0.0
    for number, (_, members) in enumerate(groups):
        at += gap if number else 0.0
        for key in members:
            steps[key] = at
            at += CELL
    return steps, groups


def _size(weight: int, most: int) -> float:
    """The side of a mark: its area grows with the weight."""
    return round(LEAST_MARK + (WIDEST_MARK - LEAST_MARK) * math.sqrt((weight - 1) / max(most - 1, 4)), 2)


def _mark(relation: str, size: float, x: float, y: float, styles: Mapping[str, style.Stroke]) -> Shape:
    stroke = styles[relation]
    if relation in _DIAMOND:
        half = size * 0.62
        points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        return Wedge(tuple((round(a, 2), round(b, 2)) for a, b in points), stroke.colour)
    fill = style.LIGHT if relation in _HOLLOW else stroke.colour
    outline = stroke.colour if relation in _HOLLOW else style.LIGHT
    return Box(round(x - size / 2, 2), round(y - size / 2, 2), size, size, fill, outline, radius=2.0 if relation in _SQUARE else size / 2)


def _grid(
    rows: Sequence[str],
    columns: Sequence[str],
    x_of: Mapping[str, float],
    y_of: Mapping[str, float],
    left: float,
    right: float,
    top: float,
    bottom: float,
) -> Group:
    shapes: list[Shape] = [Curve((left, y_of[key]), (right, y_of[key]), 0.0, style.FRAME, 0.8) for key in rows]
    shapes += [Curve((x_of[key], top), (x_of[key], bottom), 0.0, style.FRAME, 0.8) for key in columns]
    return Group(tuple(shapes), kind="grid")


def _row(graph: nx.MultiDiGraph[str], key: str, left: float, y: float) -> Group:
    said = shorten(label(graph, key), LABEL, ROW_LABEL - 14)
    text = Text(left - 8, y + 4.2, said, LABEL, style.INK, anchor="end", width=width(said, LABEL))
    return Group((text,), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key)


def _column(graph: nx.MultiDiGraph[str], key: str, x: float, bottom: float, room: float) -> Group:
    said = shorten(label(graph, key), LABEL, room - 14)
    text = Text(x + 4.2, bottom, said, LABEL, style.INK, width=width(said, LABEL), upright=True)
    date = str(graph.nodes[key].get("first") or "")
    title = f"{name(graph, key)}, {date}" if date else name(graph, key)
    return Group((text,), title, str(graph.nodes[key].get("iri", "")), "node", key)


def _years(groups: Sequence[tuple[str, Sequence[str]]], x_of: Mapping[str, float], y: float) -> Group:
    """The year above its columns, and a line below it."""
    shapes: list[Shape] = []
    for year, members in groups:
        start, end = x_of[members[0]] - CELL / 2 + 1, x_of[members[-1]] + CELL / 2 - 1
        forms = (year, f"’{year[2:]}") if year else ("no date known", "no date", "?")
        said = next((form for form in forms if width(form, SMALL, bold=True) <= end - start), forms[-1])
        middle = (start + end) / 2
        shapes.append(Text(middle, y, said, SMALL, style.QUIET, "bold", "middle", width(said, SMALL, bold=True)))
        shapes.append(Curve((start, y + 6), (end, y + 6), 0.0, style.OUTLINE, 1.5))
    return Group(tuple(shapes), kind="axis")


def _teams(groups: Sequence[tuple[str, Sequence[str]]], y_of: Mapping[str, float], room: float) -> Group:
    shapes: list[Shape] = []
    for team, members in groups:
        y = y_of[members[0]] + 4.2
        said = shorten(team or "none named", SMALL, room - 10, bold=True)
        shapes.append(Text(MARGIN, y, said, SMALL, style.INK, "bold", width=width(said, SMALL, bold=True)))
        shapes.append(
            Curve((MARGIN - 12, y_of[members[0]] - CELL / 2 + 2), (MARGIN - 12, y_of[members[-1]] + CELL / 2 - 2), 0.0, style.OUTLINE, 3)
        )
    return Group(tuple(shapes), kind="axis")
