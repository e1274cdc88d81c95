"""Networks: what the graph holds, as NetworkX graphs for analysis and for pictures.

A view is one file in `views/`: a SPARQL query whose header says which variables are source, target and relation.
Adding a view is adding a file.
"""

from ip5kg.network.assembling import Select, network
from ip5kg.network.view import View, load_view, views
from ip5kg.network.writing import FORMATS, to_csv, to_graphml, to_json, write

__all__ = ["FORMATS", "Select", "View", "load_view", "network", "to_csv", "to_graphml", "to_json", "views", "write"]
