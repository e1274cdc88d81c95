"""Pictures of networks, as SVG, PNG and HTML that answers: the same network gives the same bytes.

`ip5kg.draw.picture(kg.network("office-body"))` returns the bytes of an SVG; `ip5kg.draw.interactive` tells of the HTML.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

import networkx as nx

from ip5kg.draw.layout import lay_out
from ip5kg.draw.png import to_png
from ip5kg.draw.svg import to_svg
from ip5kg.errors import BadArgument
from ip5kg.network.evidence import Evidence

Format = Literal["svg", "png", "html"]


def picture(graph: nx.MultiDiGraph[str], format_: Format = "svg", evidence: Evidence | None = None) -> bytes:
    """Return the picture of a network (as `ip5kg.network.network` makes it) in the format asked for.

    An HTML page tells the sentences behind each edge if it is given the `evidence` (see `ip5kg.network.gather`).

    Raises:
        BadArgument: if the network has no edges.
        Ip5kgError: if a PNG is asked for and matplotlib is not installed.
    """
    if format_ == "html":
        from ip5kg.draw.interactive import exhibit

        return exhibit(graph, evidence).page()
    scene = lay_out(graph)
    return to_svg(scene) if format_ == "svg" else to_png(scene)


def format_of(file: str) -> Format:
    """Return the format that the ending of a file's name asks for.

    Raises:
        BadArgument: if it is none of .svg, .png and .html.
    """
    match PurePath(file).suffix.lower():
        case ".svg":
            return "svg"
        case ".png":
            return "png"
        case ".html" | ".htm":
            return "html"
        case other:
            raise BadArgument(
                file, f"no picture can be written as “{other or 'a file without an ending'}”", "end the name in .svg, .png or .html"
            )
