"""Tenures: a row for each person, under the office; a full bar for the days that are certain, a pale one for the possible."""

from __future__ import annotations

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.axis import Axis, years_of
from ip5kg.draw.parts import MARGIN, TOP, Edge, edge_key, edges_of, label, name, sheet, told
from ip5kg.draw.scene import Box, Curve, Entry, Group, Scene, Shape, Text, Wedge
from ip5kg.draw.text import shorten, width, wrap

WIDTH, OFFICE, PERSON = 1600.0, 150.0, 190.0
ROW, GAP, BAR, LEAST = 23.0, 20.0, 13.0, 4.0
LABEL, SMALL = 13.0, 12.0


def lay_out_tenures(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network of people (sources) and the offices that they head (targets)."""
    edges = edges_of(graph)
    dates = [date for edge in edges for date in edge.data.get("dates", ())]
    axis = Axis(*years_of(dates), MARGIN + OFFICE + PERSON, WIDTH - MARGIN - 16)
    offices = sorted({e.target for e in edges}, key=lambda key: (label(graph, key), key))
    top = TOP + 24
    groups: list[Group] = []
    stripes: list[Shape] = []
    for number, office in enumerate(offices):
        own = [edge for edge in edges if edge.target == office]
        people = sorted({e.source for e in own}, key=lambda key: (min(_start(e) for e in own if e.source == key), key))
        high = max(ROW * len(people) + GAP, 52 + 14 * len(_office_note(graph, office)))
        if number % 2 == 0:
            stripes.append(Box(MARGIN - 12, top, WIDTH - 2 * MARGIN + 24, high, style.LIGHT, radius=6))
        groups.append(_office(graph, office, top))
        for place, person in enumerate(people):
            y = top + GAP / 2 + ROW * place + ROW / 2
            groups.append(_person(graph, person, y))
            groups += [_bar(graph, edge, y, axis) for edge in sorted((e for e in own if e.source == person), key=_layer)]
        top += high
    entries = _entries({edge.relation for edge in edges})
    legend = furniture.Legend(
        entries, sizes="A post has one holder at a time; where two bars overlap, sources leave open when one followed the other."
    )
    count = len({edge.source for edge in edges})
    around = [Group(tuple(stripes), kind="grid"), axis.drawn(TOP + 14, top), *groups]
    return sheet(graph, edges, around, width=WIDTH, bottom=top, about=f"{count} people, {len(offices)} offices.", legend=legend)


def _start(edge: Edge) -> str:
    return min((date for date in edge.data["dates"] if date), default="~")


def _layer(edge: Edge) -> tuple[int, str]:
    """What is possible lies behind what is certain, arrows in front."""
    return (0 if edge.relation.startswith("possibly") else 2 if edge.relation.startswith("perhaps") else 1, edge.relation)


def _colour(relation: str) -> str:
    return style.ORANGE if "acts" in relation else style.BLUE


def _dash(relation: str) -> tuple[float, ...]:
    """Somebody who only acts as head is told from a head in grey as well."""
    return (6, 2) if "acts" in relation else ()


def _office(graph: nx.MultiDiGraph[str], key: str, top: float) -> Group:
    shapes: list[Shape] = [Text(MARGIN, top + 24, label(graph, key), 15, style.INK, "bold", width=width(label(graph, key), 15, bold=True))]
    for number, line in enumerate(_office_note(graph, key)):
        shapes.append(Text(MARGIN, top + 40 + 14 * number, line, 11, style.QUIET, width=width(line, 11)))
    return Group(tuple(shapes), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key)


def _office_note(graph: nx.MultiDiGraph[str], key: str) -> tuple[str, ...]:
    return wrap(name(graph, key), 11, OFFICE - 12, lines=3) if name(graph, key) != label(graph, key) else ()


def _person(graph: nx.MultiDiGraph[str], key: str, y: float) -> Group:
    said = shorten(label(graph, key), LABEL, PERSON - 14)
    text = Text(MARGIN + OFFICE + PERSON - 10, y + 4.5, said, LABEL, style.INK, anchor="end", width=width(said, LABEL))
    return Group((text,), told(graph, key), str(graph.nodes[key].get("iri", "")), "node", key)


def _bar(graph: nx.MultiDiGraph[str], edge: Edge, y: float, axis: Axis) -> Group:
    colour = _colour(edge.relation)
    shapes: list[Shape] = []
    for date in edge.data["dates"]:
        if not date:
            continue
        start, end = axis.span(*date.split("/"))
        if edge.relation.startswith("perhaps-earlier"):
            shapes.append(Wedge(((start - 10, y), (start - 3, y - 5), (start - 3, y + 5)), colour))
        elif edge.relation.startswith("perhaps-later"):
            shapes.append(Wedge(((end + 12, y), (end + 5, y - 5), (end + 5, y + 5)), colour))
        else:
            end = max(end, start + LEAST)
            possible = edge.relation.startswith("possibly")
            shapes.append(
                Curve((start, y), (end, y), 0.0, colour, BAR - 5 if possible else BAR, 0.38 if possible else 1.0, _dash(edge.relation))
            )
    said = f"{label(graph, edge.source)} {furniture.words(edge.relation)} {label(graph, edge.target)}"
    days = "; ".join(" to ".join(date.split("/")) for date in edge.data["dates"] if date)
    return Group(tuple(shapes), title=f"{said}: {days}", kind="edge", key=edge_key(edge))


def _entries(found: set[str]) -> tuple[Entry, ...]:
    entries = []
    for relation, said in (
        ("heads", "head, for certain"),
        ("possibly-heads", "head, possibly"),
        ("acts-as-head-of", "acting head, for certain"),
        ("possibly-acts-as-head-of", "acting head, possibly"),
    ):
        if relation in found:
            possible = relation.startswith("possibly")
            line = Curve((0, 0), (44, 0), 0.0, _colour(relation), BAR - 5 if possible else BAR, 0.38 if possible else 1.0, _dash(relation))
            entries.append(Entry(said, (line,), relation))
    if any(relation.startswith("perhaps") for relation in found):
        wedges = (Wedge(((12, 0), (19, -5), (19, 5)), style.QUIET), Wedge(((38, 0), (31, -5), (31, 5)), style.QUIET))
        entries.append(Entry("perhaps earlier, or later: no source tells a bound", wedges))
    return tuple(entries)
