"""What stands around a picture: the card, the heading, the legend and the note on sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.scene import Box, Curve, Entry, Group, Shape, Text, Wedge
from ip5kg.draw.text import shorten, width, wrap

_HUMP = re.compile("(?<=[a-z])[A-Z]")


def words(relation: str) -> str:
    """Return a relation as it is read: "takes-part-in" as "takes part in", "decidedAt" as "decided at"."""
    return _HUMP.sub(lambda match: f" {match[0].lower()}", relation).replace("-", " ")


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
    if graph.graph.get("between"):
        start, _, end = str(graph.graph["between"]).partition("/")
        parts.append(f"only from {start} to {end}".replace("from .. to", "up to").replace(" to ..", " on"))
    if graph.graph.get("as_of"):
        parts.append(f"as of {graph.graph['as_of']}, under the names of that time")
    return " · ".join(part for part in parts if part)


def heading(title: str, below: str, left: float, room: float) -> Group:
    text = shorten(title, 28, room, bold=True)
    shapes: list[Shape] = [Text(left, 66, text, 28, style.INK, "bold", width=width(text, 28, bold=True))]
    for place, line in enumerate(wrap(below, 15, room, lines=2)):
        shapes.append(Text(left, 96 + 20 * place, line, 15, style.QUIET, width=width(line, 15)))
    return Group(tuple(shapes), kind="heading")


@dataclass(frozen=True, slots=True)
class Legend:
    """The key to a picture: entries, the width of a line by its weight, and what the sizes mean."""

    entries: tuple[Entry, ...]
    samples: Mapping[int, float] = field(default_factory=dict)
    sizes: str = "A line is as wide as the number of different meetings, or projects, behind it."


def line_entries(styles: Mapping[str, style.Stroke]) -> tuple[Entry, ...]:
    """The relations of a picture as lines, the one in front first."""
    return tuple(
        Entry(words(relation), (Curve((0, 0), (44, 0), 0.0, stroke.colour, 6, stroke.opacity, stroke.dash),), relation)
        for relation, stroke in reversed(list(styles.items()))
    )


def legend(key: Legend, claims: int, pages: int, top: float, left: float, right: float) -> tuple[Group, float]:
    """Return the key to colours and widths with the note on sources, and the base line of its last row.

    `claims` and `pages` are how many claims and source pages the picture rests on.
    """
    shapes: list[Shape] = []
    x, y = left, top
    for entry in key.entries:
        taken = 54 + width(entry.said, 14) + 30
        if x + taken > right:
            x, y = left, y + 28
        shapes += [moved(shape, x, y - 5) for shape in entry.sample]
        shapes.append(Text(x + 54, y, entry.said, 14, style.INK, width=width(entry.said, 14)))
        x += taken
    taken = sum(34 + width(f"{weight}×", 14) + 22 for weight in key.samples)
    x, y = (right - taken, y) if x + taken <= right or not key.samples else (left, y + 28)
    for weight, line in key.samples.items():
        said = f"{weight}×"
        shapes.append(Curve((x, y - 5), (x + 26, y - 5), 0.0, style.QUIET, line))
        shapes.append(Text(x + 34, y, said, 14, style.QUIET, width=width(said, 14)))
        x += 34 + width(said, 14) + 22
    y += 13
    rests = [f"{claims:,} claims of press releases and authority files"] if claims else []
    rests += [f"{pages:,} source pages"] if pages else []
    source = f"Source: {' and '.join(rests)}, gathered by ip5kg. " if rests else ""
    for said in wrap(f"{source}{key.sizes} “ip5kg why” shows the sentence that states each of them.", 12, right - left, lines=3):
        y += 17
        shapes.append(Text(left, y, said, 12, style.QUIET, width=width(said, 12)))
    return Group(tuple(shapes), kind="legend"), y


def moved(shape: Shape, right: float, down: float) -> Shape:
    """Return the shape elsewhere: so many pixels to the right and down."""

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] + right, point[1] + down

    match shape:
        case Box() | Text():
            return replace(shape, x=shape.x + right, y=shape.y + down)
        case Curve():
            via = (at(shape.via[0]), at(shape.via[1])) if shape.via else None
            return replace(shape, start=at(shape.start), end=at(shape.end), via=via)
        case Wedge():
            return replace(shape, points=tuple(map(at, shape.points)))
