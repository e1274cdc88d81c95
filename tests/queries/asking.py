"""Asks the questions of `queries/` in two engines, for the tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import pyoxigraph as ox
import rdflib

from ip5kg.namespaces import PREFIXES, XSD
from ip5kg.queries import Catalogue, load
from ip5kg.sparql import prepare
from tests.conftest import ROOT

Row = tuple[str | None, ...]


@cache
def catalogue() -> Catalogue:
    return load(ROOT / "queries")


def names() -> list[str]:
    return list(catalogue())


def text_of(name: str, given: Mapping[str, object] | None = None) -> str:
    """Return the query with values for its parameters: those given, else the defaults."""
    bound = catalogue()[name].bind(**(given or {}))
    return prepare(bound.text, bound.bindings, name=name).text


def store_of(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def ask(store: ox.Store, name: str, given: Mapping[str, object] | None = None) -> tuple[list[str], list[Row]]:
    """Return the columns and rows of an answer, terms as text."""
    solutions = store.query(text_of(name, given), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return columns, [tuple(None if term is None else _text(term) for term in solution) for solution in solutions]


@contextmanager
def changed(store: ox.Store, mutation: str) -> Iterator[int]:
    """Take away what a mutation takes away, and put it back at the end: to fill a store for each question would take longer.

    Yields:
        How many quads were taken away.
    """
    [pattern] = re.findall(r"^DELETE WHERE \{ GRAPH \?graph \{ (.+) \} \}$", mutation)
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    triples = store.query(f"{prefixes}CONSTRUCT {{ {pattern} }} WHERE {{ GRAPH ?graph {{ {pattern} }} }}")
    assert isinstance(triples, ox.QueryTriples)
    removed = [quad for t in set(triples) for quad in store.quads_for_pattern(t.subject, t.predicate, t.object, None)]
    for quad in removed:
        store.remove(quad)
    try:
        yield len(removed)
    finally:
        store.extend(removed)


def _text(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def dataset_of(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def graph_of(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """Return the union of the named graphs as one graph: rdflib is faster with it than with a data set, and it holds the same."""
    graph = rdflib.Graph(store="SimpleMemory")
    for quad in quads:
        graph.add((_of_rdflib(quad.subject), _of_rdflib(quad.predicate), _of_rdflib(quad.object)))
    return graph


@cache
def _of_rdflib(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal)
    # To rdflib a text is another literal when it says that it is an xsd:string.
    plain = term.language or term.datatype.value == XSD.string
    return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else rdflib.URIRef(term.datatype.value))


def ask_rdflib(dataset: rdflib.Graph, name: str, given: Mapping[str, object] | None = None) -> list[Row]:
    return [tuple(None if term is None else str(term) for term in row) for row in dataset.query(text_of(name, given))]  # type: ignore[union-attr]
