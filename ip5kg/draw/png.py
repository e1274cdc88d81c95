"""A scene as PNG, by way of matplotlib (the extra `draw`)."""

from __future__ import annotations

import io
from typing import Any

from ip5kg.draw.scene import Box, Curve, Scene, Shape, Text, Wedge
from ip5kg.draw.svg import clean
from ip5kg.errors import Ip5kgError

_DOTS = 100
"""Pixels of the scene for one inch of matplotlib's figure; what counts is `scale`."""

_SETTINGS: dict[Any, Any] = {
    "lines.scale_dashes": True,
    "path.sketch": None,
    "path.effects": [],
    "text.usetex": False,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
}
"""Whatever the user's own matplotlib settings say."""


def to_png(scene: Scene, *, scale: float = 2.0) -> bytes:
    """Return the scene as a PNG, `scale` pixels of the image for one of the scene.

    Raises:
        Ip5kgError: if matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.axes import Axes
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
        from matplotlib.path import Path
    except ImportError:
        raise Ip5kgError("draw", "a PNG needs matplotlib, which is not installed", 'pip install "ip5kg[draw]", or write an .svg') from None

    figure = Figure(figsize=(scene.width / _DOTS, scene.height / _DOTS), dpi=_DOTS * scale)
    axes: Axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    axes.set_axis_off()
    points = 72 / _DOTS  # lengths of lines and letters are in points, of which an inch has 72

    def draw(shape: Shape, order: int) -> None:
        match shape:
            case Box() if shape.width == shape.height and 2 * shape.radius >= shape.width - 0.1:
                # matplotlib rounds corners by parabolas, which do not make a circle
                middle = (shape.x + shape.width / 2, shape.y + shape.height / 2)
                axes.add_patch(
                    Circle(middle, shape.width / 2, facecolor=shape.fill, edgecolor=shape.stroke, linewidth=points, zorder=order)
                )
            case Box():
                axes.add_patch(
                    FancyBboxPatch(
                        (shape.x, shape.y),
                        shape.width,
                        shape.height,
                        boxstyle=f"round,pad=0,rounding_size={shape.radius}" if shape.radius else "square,pad=0",
                        facecolor=shape.fill,
                        edgecolor=shape.stroke,
                        linewidth=points,
                        zorder=order,
                    )
                )
            case Curve():
                path = Path([shape.start, *shape.controls, shape.end], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
                # matplotlib counts dashes in widths of the line
                line = (0, tuple(length / shape.width for length in shape.dash)) if shape.dash else "solid"
                axes.add_patch(
                    PathPatch(
                        path,
                        facecolor="none",
                        edgecolor=shape.colour,
                        linewidth=shape.width * points,
                        alpha=shape.opacity,
                        linestyle=line,
                        capstyle="butt",
                        zorder=order,
                    )
                )
            case Wedge():
                axes.add_patch(Polygon(shape.points, facecolor=shape.fill, edgecolor="none", linewidth=0, zorder=order))
            case Text():
                axes.text(
                    shape.x,
                    shape.y,
                    clean(shape.text),
                    fontproperties=FontProperties(family="DejaVu Sans", size=shape.size * points, weight=shape.weight),
                    color=shape.colour,
                    horizontalalignment={"start": "left", "middle": "center", "end": "right"}[shape.anchor],
                    verticalalignment="baseline",
                    rotation=90 if shape.upright else 0,
                    rotation_mode="anchor",
                    parse_math=False,
                    zorder=order,
                )

    buffer = io.BytesIO()
    with rc_context(_SETTINGS):
        for order, shape in enumerate(shape for group in scene.groups for shape in group.shapes):
            draw(shape, order)
        figure.savefig(buffer, format="png", metadata={"Software": None, "Title": clean(scene.title)})
    return buffer.getvalue()
