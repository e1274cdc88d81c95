"""A scene as SVG: written element by element, so that the same scene gives the same bytes.

Matplotlib can write SVG too, but turns words into outlines or fixes a font, knows no titles for screen readers and
pointers, and would make the picture depend on an extra; so this one is ours, and only PNG needs matplotlib.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from ip5kg.draw import style
from ip5kg.draw.scene import Box, Curve, Group, Scene, Shape, Text, Wedge

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTION = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def to_svg(scene: Scene) -> bytes:
    """Return the scene as an SVG document in UTF-8; texts are escaped, links lead only to http(s) addresses."""
    document: bytes = ET.tostring(_root(scene, "", live=False), encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def to_fragment(scene: Scene, prefix: str) -> str:
    """Return the scene as an SVG element to stand in a page and to be made alive by a script.

    Nodes and edges carry their keys as `data-node` and `data-edge`, and nothing is a link. `prefix` begins the ids.
    """
    return ET.tostring(_root(scene, prefix, live=True), encoding="unicode")


def _root(scene: Scene, prefix: str, *, live: bool) -> ET.Element:
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_number(scene.width)} {_number(scene.height)}",
            "width": _number(scene.width),
            "height": _number(scene.height),
            "role": "group" if live else "img",
            "aria-labelledby": f"{prefix}title {prefix}description",
            "font-family": style.FONT,
        },
    )
    ET.SubElement(root, "title", {"id": f"{prefix}title"}).text = clean(scene.title)
    ET.SubElement(root, "desc", {"id": f"{prefix}description"}).text = clean(scene.description)
    for group in scene.groups:
        _group(root, group, live=live)
    ET.indent(root, " ")
    return root


def to_swatch(shapes: tuple[Shape, ...]) -> str:
    """Return a sample of a legend as a small SVG element that says nothing to a screen reader."""
    attributes = {"class": "swatch", "viewBox": "-2 -12 48 24", "aria-hidden": "true", "focusable": "false"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **attributes})
    for shape in shapes:
        _shape(root, shape)
    return ET.tostring(root, encoding="unicode")


def clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 forbids and those that turn the direction of writing."""
    return _DIRECTION.sub("", _NOT_IN_XML.sub("\ufffd", text))


def _group(parent: ET.Element, group: Group, *, live: bool) -> None:
    if group.link.startswith(("https://", "http://")) and not live:
        parent = ET.SubElement(parent, "a", {"href": clean(group.link)})
    element = ET.SubElement(parent, "g", {"class": group.kind})
    if live and group.key and group.kind in ("node", "edge"):
        element.set(f"data-{group.kind}", clean(group.key))
    elif group.title:
        ET.SubElement(element, "title").text = clean(group.title)
    for shape in group.shapes:
        _shape(element, shape)


def _shape(parent: ET.Element, shape: Shape) -> None:
    match shape:
        case Box():
            ET.SubElement(
                parent,
                "rect",
                {
                    "x": _number(shape.x),
                    "y": _number(shape.y),
                    "width": _number(shape.width),
                    "height": _number(shape.height),
                    "rx": _number(shape.radius),
                    "fill": shape.fill,
                    "stroke": shape.stroke,
                },
            )
        case Curve():
            _curve(parent, shape)
        case Wedge():
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
            ET.SubElement(parent, "polygon", {"points": points, "fill": shape.fill})
        case Text():
            attributes = {"x": _number(shape.x), "y": _number(shape.y), "font-size": _number(shape.size), "fill": shape.colour}
            if shape.weight == "bold":
                attributes["font-weight"] = "600"
            if shape.anchor != "start":
                attributes["text-anchor"] = shape.anchor
            if shape.upright:
                attributes["transform"] = f"rotate(-90 {_number(shape.x)} {_number(shape.y)})"
            ET.SubElement(parent, "text", attributes).text = clean(shape.text)


def _curve(parent: ET.Element, curve: Curve) -> None:
    points = [curve.start, *curve.controls, curve.end]
    (x1, y1), c1, c2, end = ((_number(x), _number(y)) for x, y in points)
    path = f"M{x1} {y1}L{end[0]} {end[1]}" if curve.straight else f"M{x1} {y1}C{' '.join((*c1, *c2, *end))}"
    attributes = {"d": path, "fill": "none", "stroke": curve.colour, "stroke-width": _number(curve.width)}
    if curve.opacity < 1:
        attributes["stroke-opacity"] = _number(curve.opacity)
    if curve.dash:
        attributes["stroke-dasharray"] = " ".join(_number(length) for length in curve.dash)
    ET.SubElement(parent, "path", attributes)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
