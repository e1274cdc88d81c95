"""From a network to a picture: the form that fits it.

`ribbons`: one kind of node in a column in the middle, the other on both sides (who does what for whom).
`layers`: columns from left to right, for what flows one way.
`circle`: few nodes, each of which may be tied to each other.
`matrix`: a row for each source, a column for each target, in the order of time, and a mark where they meet.
`clusters`: a disc of points for each kind of node, for networks of hundreds of nodes.
`timeline`: a row of years for each series of meetings.
`tenures`: a row of years for each head of an office.

The view says which form it wants; a network that does not fit it (too many nodes, a node at both ends) gets another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from ip5kg.draw.circle import lay_out_circle
from ip5kg.draw.clusters import lay_out_clusters
from ip5kg.draw.layers import lay_out_layers
from ip5kg.draw.matrix import lay_out_matrix
from ip5kg.draw.ribbons import lay_out_ribbons
from ip5kg.draw.scene import Scene
from ip5kg.draw.tenures import lay_out_tenures
from ip5kg.draw.timeline import lay_out_timeline
from ip5kg.errors import BadArgument

_FORMS: Mapping[str, Callable[[nx.MultiDiGraph[str]], Scene]] = {
    "ribbons": lay_out_ribbons,
    "layers": lay_out_layers,
    "circle": lay_out_circle,
    "matrix": lay_out_matrix,
    "clusters": lay_out_clusters,
    "timeline": lay_out_timeline,
    "tenures": lay_out_tenures,
}
_MOST = {"ribbons": 400, "layers": 60, "circle": 24, "matrix": 1200}
"""With more nodes than these a form cannot be read."""


def lay_out(graph: nx.MultiDiGraph[str]) -> Scene:
    """Return the picture of a network as `ip5kg.network` builds it (graph, node and edge attributes as described there).

    Raises:
        BadArgument: if the network has no edges.
    """
    if graph.number_of_edges() == 0:
        name = str(graph.graph.get("view", "network"))
        raise BadArgument(name, "there is nothing to draw: the network has no edges", "choose a later --as-of, or build with more releases")
    return _FORMS[form(graph)](graph)


def form(graph: nx.MultiDiGraph[str]) -> str:
    """Return the form in which the network is drawn: what its view asks for where that fits, else the next that does."""
    wanted = str(graph.graph.get("picture") or "ribbons")
    two_sided = not {source for source, _ in graph.edges()} & {target for _, target in graph.edges()}
    for name in (wanted, "ribbons", "layers", "clusters"):
        fits = two_sided if name in ("ribbons", "matrix") else True
        if name in _FORMS and fits and graph.number_of_nodes() <= _MOST.get(name, graph.number_of_nodes()):
            return name
    return "clusters"
