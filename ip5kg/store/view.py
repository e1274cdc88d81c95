"""The store as an `rdflib.Dataset`, for those who know rdflib.

A thin layer over oxrdflib that makes three things as they are elsewhere in ip5kg: queries are checked and their
parameters (`initBindings`) bound by `ip5kg.sparql`; FROM is heeded; and changes are refused in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Literal, URIRef
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from ip5kg.errors import BadArgument, StoreError
from ip5kg.namespaces import PREFIXES
from ip5kg.sparql import KNOWN_PREFIXES, prepare
from ip5kg.store.embedded import contains


def dataset(inner: ox.Store) -> Dataset:
    """Return a read-only view of a store; its default graph is the union of all graphs."""
    view = Dataset(store=_ReadOnlyStore(store=inner), default_union=True)
    for prefix, namespace in PREFIXES.items():
        view.bind(prefix, namespace)
    return view


class _ReadOnlyStore(OxigraphStore):
    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 – the names are rdflib's
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        if isinstance(query, Query):
            raise NotImplementedError  # then rdflib evaluates it itself, pattern by pattern
        theirs = {prefix: str(namespace) for prefix, namespace in {**dict(self.namespaces()), **initNs}.items()}
        inner = self._inner
        prepared = prepare(
            query,
            {str(name): _term(value) for name, value in initBindings.items()},
            graph_is_known=lambda iri: contains(inner, iri),
            prefixes={**KNOWN_PREFIXES, **theirs},
        )
        try:
            return super().query(prepared.text, {}, {}, "" if prepared.has_dataset else queryGraph, **kwargs)
        except SyntaxError as error:
            raise prepared.syntax_error(str(error)) from error

    def add_graph(self, *_: object) -> None:
        """Do nothing: rdflib calls this whenever a graph is looked at."""

    def add(self, *_: object, **__: object) -> NoReturn:
        raise _read_only()

    def addN(self, *_: object) -> NoReturn:  # noqa: N802
        raise _read_only()

    def remove(self, *_: object, **__: object) -> NoReturn:
        raise _read_only()

    def remove_graph(self, *_: object) -> NoReturn:
        raise _read_only()

    def update(self, *_: object, **__: object) -> NoReturn:
        raise _read_only()


def _term(value: Identifier) -> ox.NamedNode | ox.Literal:
    if isinstance(value, URIRef):
        return ox.NamedNode(str(value))
    if isinstance(value, Literal):
        datatype = ox.NamedNode(str(value.datatype)) if value.datatype and not value.language else None
        return ox.Literal(str(value), language=value.language, datatype=datatype)
    raise BadArgument("initBindings", f"{value!r} cannot be a value", "give an IRI or a literal")


def _read_only() -> StoreError:
    return StoreError("store", "is read only", "build it anew from changed releases, or copy what you need into a graph of your own")
