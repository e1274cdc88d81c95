"""Networks as GEXF 1.3 with spells, which Gephi's timeline plays, and back. What it cannot hold is written as `plain` says.

A node and an edge have a spell for each time of an event behind them: its day, its days from the first to the last, or
all days of the month or the year where no more is known. What has no date has no spell and is always there.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from ip5kg.network.days import first_day, last_day
from ip5kg.network.plain import EDGE_ORDER, NODE_ORDER, OPTIONAL, Plain, plain, restored, text_of, type_name

_NAMESPACE = "http://gexf.net/1.3"
_LINE = ": "


def to_gexf(graph: nx.MultiDiGraph[str]) -> str:
    """Return the network as GEXF."""
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "ip5kg"
    # GEXF has no attributes of a graph: they are the lines of its description.
    about = plain(graph.graph, ("title", "description"))
    ET.SubElement(meta, "description").text = "\n".join(f"{name}{_LINE}{_one_line(text_of(value))}" for name, value in about.items())
    element = ET.SubElement(
        root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    )
    nodes = {key: plain(data, NODE_ORDER) for key, data in graph.nodes(data=True)}
    edges = [(source, target, plain(data, EDGE_ORDER), data) for source, target, data in graph.edges(data=True)]
    node_ids = _declare(element, "node", [_without(data, "label") for data in nodes.values()])
    edge_ids = _declare(element, "edge", [_without(data, "weight") for _, _, data, _ in edges])
    times: dict[str, set[tuple[str, str]]] = {key: set() for key in nodes}
    for source, target, _, data in edges:
        for key in (source, target):
            times[key] |= _times(data.get("dates", ()))
    place = ET.SubElement(element, "nodes")
    for key, values in nodes.items():
        node = ET.SubElement(place, "node", {"id": key, "label": text_of(values.get("label", key))})
        _fill(node, _without(values, "label"), node_ids, times[key])
    place = ET.SubElement(element, "edges")
    for number, (source, target, values, data) in enumerate(edges):
        relation = text_of(values.get("relation", ""))
        attributes = {"id": f"e{number}", "source": source, "target": target, "type": "directed", "kind": relation, "label": relation}
        edge = ET.SubElement(place, "edge", attributes | {"weight": text_of(values.get("weight", 1))})
        _fill(edge, _without(values, "weight"), edge_ids, _times(data.get("dates", ())))
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode").join(('<?xml version="1.0" encoding="UTF-8"?>\n', "\n"))


def read_gexf(text: str) -> nx.MultiDiGraph[str]:
    """Return the network that `to_gexf` wrote.

    Raises:
        networkx.NetworkXError: if the text is no GEXF.
    """
    found = nx.read_gexf(io.BytesIO(text.encode("utf-8")))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(dict.fromkeys(OPTIONAL), **_about(text))
    for key, data in found.nodes(data=True):
        graph.add_node(key, **_without(restored(data), "spells"))
    for source, target, data in found.edges(data=True):
        kept = _without(restored(data), "spells", "id", "label") | {"weight": int(data["weight"])}
        graph.add_edge(source, target, key=str(kept["relation"]), **kept)
    return graph


def _about(text: str) -> dict[str, Any]:
    root = ET.fromstring(text)  # noqa: S314 -- expat itself bounds the expansion of entities
    described = root.findtext(f"{{{_NAMESPACE}}}meta/{{{_NAMESPACE}}}description") or ""
    about: dict[str, Any] = {}
    for line in described.splitlines():
        name, _, value = line.partition(_LINE)
        about[name] = {"true": True, "false": False}.get(value, int(value) if name == "left_out" else value)
    return about


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _times(dates: Iterable[str]) -> set[tuple[str, str]]:
    """The days from the first to the last of each date or span."""
    found = set()
    for date in dates:
        start, _, end = date.partition("/")
        if start:
            found.add((first_day(start), last_day(end or start)))
    return found


def _declare(element: ET.Element, of: str, all_data: list[dict[str, Plain]]) -> dict[str, str]:
    values: dict[str, list[Plain]] = {}
    for data in all_data:
        for name, value in data.items():
            values.setdefault(name, []).append(value)
    if not values:
        return {}
    place = ET.SubElement(element, "attributes", {"class": of, "mode": "static"})
    ids = {name: str(number) for number, name in enumerate(values)}
    for name, found in values.items():
        kind = type_name(found)
        ET.SubElement(place, "attribute", {"id": ids[name], "title": name, "type": "integer" if kind == "int" else kind})
    return ids


def _fill(element: ET.Element, data: Mapping[str, Plain], ids: Mapping[str, str], times: set[tuple[str, str]]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in data.items():
        ET.SubElement(values, "attvalue", {"for": ids[name], "value": text_of(value)})
    if times:
        spells = ET.SubElement(element, "spells")
        for start, end in sorted(times):
            ET.SubElement(spells, "spell", {"start": start, "end": end})
