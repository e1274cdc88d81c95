"""A timeline: a row for each series of meetings, a mark for each meeting on its day, coloured by its host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from ip5kg.draw import furniture, style
from ip5kg.draw.axis import Axis, years_of
from ip5kg.draw.parts import MARGIN, TOP, Edge, edge_key, edges_of, label, name, sheet
from ip5kg.draw.scene import Box, Curve, Entry, Group, Scene, Shape, Text
from ip5kg.draw.text import width, wrap

WIDTH, ROW_LABEL = 1600.0, 250.0
MARK, LANE, PADDING = 21.0, 25.0, 9.0
LABEL, NUMBER, SMALL = 14.0, 10.5, 12.0
_COLOURS = (style.BLUE, style.VERMILLION, style.BLUISH_GREEN, style.ORANGE, style.REDDISH_PURPLE, style.SKY_BLUE, style.YELLOW)
_SQUARE = frozenset({"was-held-online-of"})
_HALF = frozenset({"was-held-in-both-forms-of"})
_HOLLOW = frozenset({"is-planned-for", "was-cancelled-of"})
_SAID = {
    "was-held-in-person-of": "in person",
    "was-held-online-of": "online",
    "was-held-in-both-forms-of": "in both forms",
    "was-held-of": "form not known",
    "is-planned-for": "planned",
    "was-cancelled-of": "cancelled",
}


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    marks: tuple[tuple[Edge, float, int], ...]
    """Each meeting with where it stands, and in which lane."""
    lanes: int


def lay_out_timeline(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network of meetings (sources) and their series (targets)."""
    edges = edges_of(graph)
    dates = [date for edge in edges for date in edge.data.get("dates", ())]
    undated = max((sum(not any(e.data["dates"]) for e in edges if e.target == key) for key in {e.target for e in edges}), default=0)
    aside = min(undated, 5) * LANE + 26 if undated else 0.0
    axis = Axis(*years_of(dates), MARGIN + ROW_LABEL, WIDTH - MARGIN - aside)
    order = sorted({e.target for e in edges}, key=lambda k: (-sum(e.target == k for e in edges), label(graph, k), k))
    rows = [_row([e for e in edges if e.target == key], key, axis) for key in order]
    hosts = sorted({str(graph.nodes[e.source].get("group") or "") for e in edges} - {""})
    colours = {host: _COLOURS[number % len(_COLOURS)] for number, host in enumerate(hosts)}
    top = TOP + 20
    tops: list[float] = []
    for row in rows:
        tops.append(top)
        top += max(2 * 17.0, row.lanes * LANE) + 2 * PADDING
    groups: list[Group] = [_stripes(tops, top), axis.drawn(TOP + 12, top)]
    if undated:
        middle = (axis.right + 20 + WIDTH - MARGIN) / 2
        said = "no date known" if width("no date known", SMALL, bold=True) < aside else "?"
        text = Text(middle, TOP + 6, said, SMALL, style.QUIET, "bold", "middle", width(said, SMALL, bold=True))
        groups.append(Group((text,), kind="axis"))
    for row, start, end in zip(rows, tops, [*tops[1:], top], strict=True):
        groups.append(_label(graph, row.key, start, end))
        lanes = (end - start - row.lanes * LANE) / 2
        for edge, x, lane in row.marks:
            groups += _mark(graph, edge, x, start + lanes + lane * LANE + LANE / 2, axis, colours)
    legend = furniture.Legend(_entries(edges, colours), sizes="A line beside a mark shows that only the month or the year is known.")
    return sheet(graph, edges, groups, width=WIDTH, bottom=top, about=f"{len(edges)} meetings of {len(rows)} series.", legend=legend)


def _row(edges: Sequence[Edge], key: str, axis: Axis) -> _Row:
    """Share out the meetings of a series among lanes, so that no two marks touch."""
    placed: list[tuple[Edge, float, int]] = []
    ends: list[float] = []
    dated = sorted((e for e in edges if any(e.data["dates"])), key=lambda e: (sum(_span(e, axis)), e.source))
    for edge in dated:
        x = round(sum(_span(edge, axis)) / 2, 2)
        lane = next((number for number, end in enumerate(ends) if x - end >= LANE), len(ends))
        ends[lane : lane + 1] = [x]
        placed.append((edge, x, lane))
    # Those without a date stand on the right, five in a lane.
    missing = sorted((e for e in edges if not any(e.data["dates"])), key=lambda e: _order(e.source))
    for number, edge in enumerate(missing):
        placed.append((edge, axis.right + 26 + (number % 5) * LANE + LANE / 2, number // 5))
    return _Row(key, tuple(placed), max([1, len(ends), (len(missing) + 4) // 5]))


def _span(edge: Edge, axis: Axis) -> tuple[float, float]:
    start, _, end = next(date for date in edge.data["dates"] if date).partition("/")
    return axis.span(start, end)


def _order(key: str) -> tuple[int, str]:
    number = _number(key)
    return (int(number) if number else 10_000, key)


def _number(key: str) -> str:
    """The number of a meeting, which is the last part of its key where it has one."""
    last = key.rpartition("/")[2]
    return last if last.isascii() and last.isdigit() and len(last) < 4 else ""


def _stripes(tops: Sequence[float], bottom: float) -> Group:
    ends = [*tops[1:], bottom]
    shapes = tuple(
        Box(MARGIN - 12, a, WIDTH - 2 * MARGIN + 24, b - a, style.LIGHT, radius=6) for a, b in list(zip(tops, ends, strict=True))[::2]
    )
    return Group(shapes, kind="grid")


def _label(graph: nx.MultiDiGraph[str], key: str, top: float, bottom: float) -> Group:
    lines = wrap(name(graph, key), LABEL, ROW_LABEL - 16, lines=2, bold=True)
    y = (top + bottom) / 2 - 8.5 * len(lines) + 13
    shapes = tuple(
        Text(MARGIN, y + 17 * n, line, LABEL, style.INK, "bold", width=width(line, LABEL, bold=True)) for n, line in enumerate(lines)
    )
    return Group(shapes, title=name(graph, key), link=str(graph.nodes[key].get("iri", "")), kind="node", key=key)


def _mark(graph: nx.MultiDiGraph[str], edge: Edge, x: float, y: float, axis: Axis, colours: Mapping[str, str]) -> list[Group]:
    host = str(graph.nodes[edge.source].get("group") or "")
    colour = colours.get(host, "")
    shapes: list[Shape] = []
    date = next((date for date in edge.data["dates"] if date), "")
    start, end = axis.span(*date.split("/")) if date else (x, x)
    if end - start > MARK:  # more than some days: the month or the year
        shapes.append(Curve((start, y), (end, y), 0.0, colour or style.OUTLINE, 2.5, 0.6))
    shapes.append(_shape(edge.relation, x, y, colour))
    if number := _number(edge.source):
        ink = _readable(colour) if edge.relation not in _HOLLOW else style.INK
        shapes.append(Text(x, round(y + 3.8, 2), number, NUMBER, ink, "bold", "middle", width(number, NUMBER, bold=True)))
    form = _SAID.get(edge.relation, furniture.words(edge.relation))
    said = ", ".join(part for part in (name(graph, edge.source), date.replace("/", " to "), form, f"host: {host}" if host else "") if part)
    return [Group(tuple(shapes), title=said, kind="edge", key=edge_key(edge))]


def _shape(relation: str, x: float, y: float, colour: str) -> Box:
    radius = 3.0 if relation in _SQUARE else 7.0 if relation in _HALF else MARK / 2
    fill = style.FRAME if relation in _HOLLOW else colour or style.LIGHT
    return Box(round(x - MARK / 2, 2), round(y - MARK / 2, 2), MARK, MARK, fill, colour or style.OUTLINE, radius)


def _readable(colour: str) -> str:
    """White or ink, whichever is read better on a colour (relative luminance as in WCAG 2)."""
    if not colour:
        return style.INK
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return style.INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.17 else style.ON_DARK


def _entries(edges: Sequence[Edge], colours: Mapping[str, str]) -> tuple[Entry, ...]:
    entries = [Entry(f"host: {host}", (_shape("", 30, 0, colour),)) for host, colour in colours.items()]
    entries.append(Entry("no host known", (_shape("", 30, 0, ""),)))
    found = {edge.relation for edge in edges}
    for relation in (*_SAID, *sorted(found - set(_SAID))):
        if relation in found and relation != "was-held-of":
            said = _SAID.get(relation, furniture.words(relation))
            entries.append(Entry(said, (_shape(relation, 30, 0, style.OUTLINE),), relation))
    return tuple(entries)
