"""The graph of the releases that come with the package, made once for all tests that ask it something."""

from __future__ import annotations

from functools import cache

import networkx as nx
from pyoxigraph import Quad

from ip5kg import knowledge, pipeline
from ip5kg.graph import KnowledgeGraph
from ip5kg.read import read_path
from ip5kg.store import Store
from tests.conftest import ROOT


@cache
def extractions() -> tuple[pipeline.Extraction, ...]:
    """Return what the text stages find in each release."""
    known = knowledge.load(ROOT / "ontology", ROOT / "data")
    return tuple(pipeline.extract(read_path(path), known) for path in sorted((ROOT / "data" / "releases").glob("*.md")))


@cache
def quads() -> tuple[Quad, ...]:
    """Return all quads of the build, sorted: the stages up to *map*, without the store and the reports."""
    known = knowledge.load(ROOT / "ontology", ROOT / "data")
    gathered = [quad for extraction in extractions() for quad in pipeline.quads_of(extraction, known)]
    return tuple(pipeline.assemble(gathered, known)[0])


@cache
def graph() -> KnowledgeGraph:
    """Return the build, open in memory."""
    return KnowledgeGraph(Store.of(quads()))


@cache
def network(view: str) -> nx.MultiDiGraph[str]:
    """Return a network of the build, made once; nobody may change it."""
    return graph().network(view)
