"""Networks as text: GraphML, node-link JSON, and the edges as CSV. The same network gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, Literal, get_args

import networkx as nx

Format = Literal["graphml", "json", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = ("source", "relation", "target", "weight", "first", "last", "source_label", "target_label", "events", "claims")


def write(graph: nx.MultiDiGraph[str], format_: Format) -> str:
    """Return the network in one of the `FORMATS`."""
    return {"graphml": to_graphml, "json": to_json, "csv": to_csv}[format_](graph)


def to_graphml(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as GraphML; lists of IRIs are joined by spaces, which no IRI holds."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(_plain(graph.graph))
    for key, data in graph.nodes(data=True):
        plain.add_node(_legal(key), **_plain(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(_legal(source), _legal(target), key=_legal(str(key)), **_plain(data))
    return "\n".join(nx.generate_graphml(plain, named_key_ids=True)) + "\n"


def to_json(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as node-link JSON, which NetworkX, D3 and others read."""
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1) + "\n"


def to_csv(graph: nx.MultiDiGraph[str]) -> str:
    """Return the edges as CSV (RFC 4180), one a line, with a header.

    A label that a spreadsheet would take for a formula is put behind an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for source, target, data in graph.edges(data=True):
        labels = [_harmless(str(graph.nodes[key].get("label", ""))) for key in (source, target)]
        lists = [" ".join(data.get(name, ())) for name in ("events", "claims")]
        writer.writerow([source, data["relation"], target, data["weight"], data["first"], data["last"], *labels, *lists])
    return out.getvalue()


def _plain(data: dict[str, Any]) -> dict[str, str | int]:
    """GraphML knows only numbers and texts, and XML not every character."""
    return {
        key: value if isinstance(value, int) else _legal(" ".join(value) if isinstance(value, tuple) else str(value))
        for key, value in data.items()
        if value is not None
    }


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
