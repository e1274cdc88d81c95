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
def quads() -> tuple[Quad, ...]:
    """Return all quads of the build, sorted: the stages up to *map*, without the store and the reports."""
    known = knowledge.load(ROOT / "ontology", ROOT / "data")
    gathered: list[Quad] = []
    for path in sorted((ROOT / "data" / "releases").glob("*.md")):
        gathered += pipeline.quads_of(pipeline.extract(read_path(path), known), known)
    return tuple(pipeline.assemble(gathered, known)[0])


@cache
def graph() -> KnowledgeGraph:
    """Return the build, open in memory."""
    return KnowledgeGraph(Store.of(quads()))


@cache
def network(view: str) -> nx.MultiDiGraph[str]:
    """Return a network of the build, made once; nobody may change it."""
    return graph().network(view)
