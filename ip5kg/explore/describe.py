"""A thing of the graph as data: the twin of its page."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ip5kg import export
from ip5kg.graph import KnowledgeGraph


@dataclass(frozen=True)
class Description:
    """What the graph says of a thing."""

    iri: str
    triples: tuple[ox.Triple, ...]

    def written(self, form: str) -> bytes:
        """Return the description in a form: `turtle`, `jsonld` (or `json`), `ntriples`, `rdfxml` or `csv`."""
        return export.serialise(self.triples, "jsonld" if form in ("json", "csv") else form)

    def script(self) -> str:
        """Return the description as JSON-LD that may stand in a `<script>` of a page: nothing in it can end the element."""
        return self.written("jsonld").decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def describe(graph: KnowledgeGraph, iri: str) -> Description | None:
    """Return what the graph says of a thing, or None if it knows nothing of it."""
    found = graph.backend.construct("CONSTRUCT { ?thing ?p ?o } { ?thing ?p ?o }", {"thing": ox.NamedNode(iri)}, name="thing")
    return Description(iri, found) if found else None
