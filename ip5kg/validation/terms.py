"""Between pyoxigraph, which parses, stores and writes, and rdflib, on whose graphs pySHACL works.

rdflib would rewrite literals while it reads them (`042` → `42`); here every literal keeps its lexical form, since the
form is what the shapes judge.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import rdflib

from ip5kg.namespaces import XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal
RdflibNode = rdflib.URIRef | rdflib.BNode | rdflib.Literal


def to_rdflib(term: object) -> RdflibNode:
    """Return the term as rdflib's; plain strings get no datatype there, as its own parsers do it.

    Raises:
        TypeError: for a triple in the place of a term (RDF 1.2), which we neither write nor judge.
    """
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal() if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value == XSD.string:
            return rdflib.Literal(term.value)
        case ox.Literal():
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"{type(term).__name__} is no RDF 1.1 term")


def to_ntriples(node: object) -> str:
    """Return rdflib's node in N-Triples form, as pyoxigraph writes it; of None, the empty string."""
    match node:
        case None:
            return ""
        case rdflib.URIRef():
            return f"<{node}>"
        case rdflib.BNode():
            return f"_:{node}"
        case rdflib.Literal() if node.language is not None:
            return str(ox.Literal(str(node), language=node.language))
        case rdflib.Literal() if node.datatype is not None:
            return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))))
        case rdflib.Literal():
            return str(ox.Literal(str(node)))
    raise TypeError(f"{type(node).__name__} is no RDF 1.1 term")


def named(text: str) -> ox.NamedNode | None:
    """Return the IRI, or None for what is none: a blank node, a literal, a SPARQL path, nothing."""
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def to_graph(triples: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """Return the triples as one rdflib graph; in which graphs they stood is forgotten."""
    graph = rdflib.Graph(bind_namespaces="none")
    known: dict[object, RdflibNode] = {}
    store = graph.store
    with quiet_literals():
        for triple in triples:
            terms = []
            for term in (triple.subject, triple.predicate, triple.object):
                node = known.get(term)
                if node is None:
                    node = known[term] = to_rdflib(term)
                terms.append(node)
            # The store's own `add`: the checks of `Graph.add` take half the time of loading and can't fail here.
            store.add((terms[0], terms[1], terms[2]), graph)
    return graph


@contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from printing a traceback for every ill-formed literal: the shapes report it in plain words."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
