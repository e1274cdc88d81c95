"""Networks: what the graph holds, as NetworkX graphs for analysis and for pictures.

A view is one file in `views/`: a SPARQL query whose header says which variables are source, target and relation.
Adding a view is adding a file; `view` says what a header may hold.
"""

from ip5kg.network.analysing import Analysis, analyse
from ip5kg.network.assembling import Select, network
from ip5kg.network.evidence import Evidence, gather
from ip5kg.network.frames import Frames, frames
from ip5kg.network.gexf import read_gexf, to_gexf
from ip5kg.network.graphml import read_graphml, to_graphml
from ip5kg.network.view import View, load_view, views
from ip5kg.network.writing import FORMATS, SUFFIXES, Format, to_csv, to_csv_nodes, to_cytoscape, to_dot, to_json, write

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Analysis",
    "Evidence",
    "Format",
    "Frames",
    "Select",
    "View",
    "analyse",
    "frames",
    "gather",
    "load_view",
    "network",
    "read_gexf",
    "read_graphml",
    "to_csv",
    "to_csv_nodes",
    "to_cytoscape",
    "to_dot",
    "to_gexf",
    "to_graphml",
    "to_json",
    "views",
    "write",
]
