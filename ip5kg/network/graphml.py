"""Networks as GraphML 1.0, valid against its schema, and back. What it cannot hold is written as `plain` says."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx

from ip5kg.network.plain import EDGE_ORDER, NODE_ORDER, OPTIONAL, Plain, plain, restored, text_of, token, type_name

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def to_graphml(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as GraphML."""
    nodes = [(key, plain({"key": key, **data}, ("key", *NODE_ORDER))) for key, data in graph.nodes(data=True)]
    edges = [(source, target, plain(data, EDGE_ORDER)) for source, target, data in graph.edges(data=True)]
    root = ET.Element("graphml", {"xmlns": _NAMESPACE, "xmlns:xsi": _XSI, "xsi:schemaLocation": _SCHEMA})
    about = plain(graph.graph)
    declared = {
        "graph": _declare(root, "graph", [about]),
        "node": _declare(root, "node", [data for _, data in nodes]),
        "edge": _declare(root, "edge", [data for *_, data in edges]),
    }
    element = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    _fill(element, about, declared["graph"])
    for key, data in nodes:
        _fill(ET.SubElement(element, "node", {"id": token(key)}), data, declared["node"])
    for place, (source, target, data) in enumerate(edges):
        ends = {"id": f"e{place}", "source": token(source), "target": token(target)}
        _fill(ET.SubElement(element, "edge", ends), data, declared["edge"])
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(('<?xml version="1.0" encoding="UTF-8"?>\n', "\n"))


def read_graphml(text: str) -> nx.MultiDiGraph[str]:
    """Return the network that `to_graphml` wrote.

    Raises:
        networkx.NetworkXError: if the text is no GraphML.
    """
    found = nx.read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(dict.fromkeys(OPTIONAL), **_without_defaults(found.graph))
    names = {node: str(data["key"]) for node, data in found.nodes(data=True)}
    for node, data in found.nodes(data=True):
        graph.add_node(names[node], **{name: value for name, value in restored(data).items() if name != "key"})
    for source, target, data in found.edges(data=True):
        kept = {name: value for name, value in restored(data).items() if name != "id"}
        graph.add_edge(names[source], names[target], key=str(kept["relation"]), **kept)
    return graph


def _without_defaults(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in ("node_default", "edge_default")}


def _declare(root: ET.Element, of: str, all_data: list[dict[str, Plain]]) -> dict[str, str]:
    """Declare the attributes of graph, nodes or edges; return their ids by name."""
    values: dict[str, list[Plain]] = {}
    for data in all_data:
        for name, value in data.items():
            values.setdefault(name, []).append(value)
    ids = {name: f"{of}-{place}" for place, name in enumerate(values)}
    for name, found in values.items():
        ET.SubElement(root, "key", {"id": ids[name], "for": of, "attr.name": name, "attr.type": type_name(found)})
    return ids


def _fill(element: ET.Element, data: dict[str, Plain], ids: dict[str, str]) -> None:
    for name, value in data.items():
        ET.SubElement(element, "data", {"key": ids[name]}).text = text_of(value)
