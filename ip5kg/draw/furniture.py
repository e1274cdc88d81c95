"""What stands around a picture: the card, the heading, the legend and the note on sources."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.scene import Box, Curve, Group, Shape, Text
from ip5kg.draw.text import shorten, width, wrap


def words(relation: str) -> str:
    """Return a relation as it is read: "takes-part-in" as "takes part in"."""
    return relation.replace("-", " ")


def years(first: object, last: object) -> str:
    """Return the years from the first to the last of two dates, as "2007 to 2025", "2021" or ""."""
    start, end = str(first or "")[:4], str(last or "")[:4]
    if not start or not end or start == end:
        return start or end
    return f"{start} to {end}"


def card(wide: float, high: float) -> Group:
    """The paper: light and opaque, so that the picture can lie on a dark page."""
    return Group((Box(0.5, 0.5, wide - 1, high - 1, style.PAPER, style.FRAME, radius=14),), kind="card")


def subtitle(graph: nx.MultiDiGraph[str]) -> str:
    """Return what the network shows, from when to when, and as of which date."""
    parts = [str(graph.graph.get("description") or "").rstrip(".")]
    span = years(graph.graph.get("first"), graph.graph.get("last"))
    if span:
        parts.append(span)
    if graph.graph.get("as_of"):
        parts.append(f"as of {graph.graph['as_of']}, under the names of that time")
    return " · ".join(part for part in parts if part)


def heading(title: str, below: str, left: float, room: float) -> Group:
    text = shorten(title, 28, room, bold=True)
    shapes: list[Shape] = [Text(left, 66, text, 28, style.INK, "bold", width=width(text, 28, bold=True))]
    for place, line in enumerate(wrap(below, 15, room, lines=2)):
        shapes.append(Text(left, 96 + 20 * place, line, 15, style.QUIET, width=width(line, 15)))
    return Group(tuple(shapes), kind="heading")


def legend(
    styles: Mapping[str, style.Stroke], samples: Mapping[int, float], claims: int, top: float, left: float, right: float
) -> tuple[Group, float]:
    """Return the key to colours and widths with the note on sources, and the base line of its last row.

    `samples` gives the width of a line by its weight; `claims` is how many claims the picture rests on.
    """
    shapes: list[Shape] = []
    x, y = left, top
    for relation in reversed(list(styles)):
        stroke, said = styles[relation], words(relation)
        taken = 54 + width(said, 14) + 30
        if x + taken > right:
            x, y = left, y + 28
        shapes.append(Curve((x, y - 5), (x + 44, y - 5), 0.0, stroke.colour, 6, stroke.opacity, stroke.dash))
        shapes.append(Text(x + 54, y, said, 14, style.INK, width=width(said, 14)))
        x += taken
    taken = sum(34 + width(f"{weight}×", 14) + 22 for weight in samples)
    x, y = (right - taken, y) if x + taken <= right else (left, y + 28)
    for weight, line in samples.items():
        said = f"{weight}×"
        shapes.append(Curve((x, y - 5), (x + 26, y - 5), 0.0, style.QUIET, line))
        shapes.append(Text(x + 34, y, said, 14, style.QUIET, width=width(said, 14)))
        x += 34 + width(said, 14) + 22
    y += 13
    source = f"Source: {claims:,} claims of press releases and authority files, gathered by ip5kg. " if claims else ""
    note = f"{source}A line is as wide as the number of different meetings, or projects, behind it."
    for said in wrap(f"{note} “ip5kg why” shows the sentence that states each of them.", 12, right - left, lines=3):
        y += 17
        shapes.append(Text(left, y, said, 12, style.QUIET, width=width(said, 12)))
    return Group(tuple(shapes), kind="legend"), y
