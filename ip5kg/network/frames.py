"""Networks as data frames, for those who count with pandas or polars."""

from __future__ import annotations

import importlib
from typing import Any, Literal, NamedTuple

import networkx as nx

from ip5kg.errors import BadArgument
from ip5kg.network.plain import EDGE_ORDER, NODE_ORDER


class Frames(NamedTuple):
    """A row a node and a row an edge; lists (events, dates, claims, pages) are lists."""

    nodes: Any
    edges: Any


def frames(graph: nx.MultiDiGraph[str], library: Literal["pandas", "polars"] = "pandas") -> Frames:
    """Return the nodes and the edges of a network as data frames of the library.

    Raises:
        BadArgument: if the library is another, or is not installed.
    """
    if library not in ("pandas", "polars"):
        raise BadArgument("library", f"{library!r} is not known", "choose pandas or polars")
    try:
        found = importlib.import_module(library)
    except ImportError:
        raise BadArgument(library, "is not installed", f'pip install "ip5kg[{library}]"') from None
    nodes = [("node", *NODE_ORDER), *((key, *(data.get(name) for name in NODE_ORDER)) for key, data in graph.nodes(data=True))]
    edges = [
        ("source", "target", *EDGE_ORDER),
        *((source, target, *(_value(data.get(name)) for name in EDGE_ORDER)) for source, target, data in graph.edges(data=True)),
    ]
    return Frames(
        *(found.DataFrame({name: [row[place] for row in rows[1:]] for place, name in enumerate(rows[0])}) for rows in (nodes, edges))
    )


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
