"""Networks as text, for other programs. The same network gives the same bytes.

`graphml`, `gexf` (see the modules of these names), `cytoscape` (Cytoscape and Cytoscape.js), `json` (node-link, for
NetworkX and D3), `csv` (the edges), `csv-nodes` (the nodes) and `dot` (Graphviz). What a format cannot hold is written as
`ip5kg.network.plain` says; the JSON forms hold everything as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

import networkx as nx

from ip5kg.errors import BadArgument
from ip5kg.network.gexf import to_gexf
from ip5kg.network.graphml import to_graphml
from ip5kg.network.plain import EDGE_ORDER, NODE_ORDER, plain, text_of

Format = Literal["graphml", "gexf", "cytoscape", "json", "csv", "csv-nodes", "dot"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: Mapping[str, Format] = {
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cyjs": "cytoscape",
    ".json": "json",
    ".csv": "csv",
    ".dot": "dot",
}
"""Which format the ending of a file's name asks for."""

_COLUMNS = ("source", "relation", "target", "weight", "first", "last", "source_label", "target_label", "dates", "events", "claims", "pages")


def write(graph: nx.MultiDiGraph[str], format_: Format | str) -> str:
    """Return the network in one of the `FORMATS`.

    Raises:
        BadArgument: if there is no such format.
    """
    writers: Mapping[str, Callable[[nx.MultiDiGraph[str]], str]] = {
        "graphml": to_graphml,
        "gexf": to_gexf,
        "cytoscape": to_cytoscape,
        "json": to_json,
        "csv": to_csv,
        "csv-nodes": to_csv_nodes,
        "dot": to_dot,
    }
    if format_ not in writers:
        raise BadArgument("format", f"{format_!r} is not known", f"one of: {', '.join(FORMATS)}")
    return writers[format_](graph)


def to_json(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as node-link JSON, which NetworkX, D3 and others read."""
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1) + "\n"


def to_cytoscape(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as Cytoscape JSON (CYJS)."""
    nodes = [{"data": {"id": key, **data}} for key, data in graph.nodes(data=True)]
    edges = [
        {"data": {"id": f"e{number}", "source": source, "target": target, "interaction": data.get("relation", ""), **data}}
        for number, (source, target, data) in enumerate(graph.edges(data=True))
    ]
    about = {"name": graph.graph.get("title", ""), **graph.graph}
    whole = {"format_version": "1.0", "generated_by": "ip5kg", "target_cytoscapejs_version": "~3.0", "data": about}
    return json.dumps({**whole, "elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1) + "\n"


def to_csv(graph: nx.MultiDiGraph[str]) -> str:
    """Return the edges as CSV (RFC 4180), one a line, with a header.

    A text that a spreadsheet would take for a formula is put behind an apostrophe.
    """
    rows = []
    for source, target, data in graph.edges(data=True):
        labels = (str(graph.nodes[key].get("label", "")) for key in (source, target))
        flat = plain(data, EDGE_ORDER)
        ends = (source, flat.get("relation", ""), target, flat.get("weight", ""), flat.get("first", ""), flat.get("last", ""))
        rows.append((*ends, *labels, *(flat.get(name, "") for name in _COLUMNS[8:])))
    return _table(_COLUMNS, rows)


def to_csv_nodes(graph: nx.MultiDiGraph[str]) -> str:
    """Return the nodes as CSV (RFC 4180), one a line, with a header; see `to_csv`."""
    rows = []
    for key, data in graph.nodes(data=True):
        flat = plain(data, NODE_ORDER)
        rows.append((key, *(flat.get(name, "") for name in NODE_ORDER)))
    return _table(("node", *NODE_ORDER), rows)


def to_dot(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network in the language of Graphviz; what it does not know as an attribute is kept for those who read it."""
    lines = ["digraph {", f"  graph [{_dot(plain({**graph.graph, 'label': graph.graph.get('title', '')}, ('label',)))}];"]
    lines += [f"  {_quoted(key)} [{_dot(plain(data, NODE_ORDER))}];" for key, data in graph.nodes(data=True)]
    for source, target, data in graph.edges(data=True):
        told = plain({**data, "label": data.get("relation", "")}, ("label", *EDGE_ORDER))
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [{_dot(told)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _dot(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{_quoted(name)}={_quoted(text_of(value))}" for name, value in data.items())


def _quoted(text: str) -> str:
    """A quoted name of DOT; the backslash is doubled, since labels take it for an escape."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _table(columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
