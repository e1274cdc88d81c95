"""What a picture consists of: a handful of plain shapes, placed to the pixel.

The layout makes a `Scene`; a renderer (`svg`, `png`) puts it on paper. So both pictures show the same,
and a layout can be tested without reading pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Weight = Literal["normal", "bold"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners; `x`, `y` is its upper left corner, all lengths in pixels."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its base line, `width` what it takes at most (in pixels)."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: Weight = "normal"
    anchor: Anchor = "start"
    width: float = 0.0
    upright: bool = False
    """Whether the line runs upwards: turned by a quarter to the left around (`x`, `y`)."""

    @property
    def left(self) -> float:
        if self.upright:
            return self.x - self.size * 0.8
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from `start` to `end` that leaves and arrives level (a cubic Bézier curve; straight where `bend` is 0).

    `dash` is a pattern of strokes and gaps in pixels, empty for an unbroken line. `via` gives the two control points
    themselves, for a line that leaves in other directions.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    bend: float
    colour: str
    width: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    via: tuple[tuple[float, float], tuple[float, float]] | None = None

    @property
    def straight(self) -> bool:
        return self.bend == 0 and self.via is None

    @property
    def controls(self) -> tuple[tuple[float, float], tuple[float, float]]:
        if self.via is not None:
            return self.via
        (x1, y1), (x2, y2) = self.start, self.end
        return (x1 + self.bend, y1), (x2 - self.bend, y2)


@dataclass(frozen=True, slots=True)
class Wedge:
    """A filled area with straight sides, such as the head of an arrow."""

    points: tuple[tuple[float, float], ...]
    fill: str


Shape = Box | Text | Curve | Wedge


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; `title` is what a pointer or a screen reader tells of them, `link` where they lead.

    `key` is the key of the node, or the source, relation and target of the edge that they stand for, parted by blanks.
    """

    shapes: tuple[Shape, ...]
    title: str = ""
    link: str = ""
    kind: str = "group"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: how a sample is drawn, in a field 44 pixels wide around (0, 0), and what it stands for."""

    said: str
    sample: tuple[Shape, ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture: its size in pixels, what it is called, what it shows, and its groups from back to front.

    `entries` are those of its legend, which is also among the groups.
    """

    width: float
    height: float
    title: str
    description: str
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...] = ()
