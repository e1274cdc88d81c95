"""The embedded store, the bounded one, the rdflib view and a remote endpoint answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg.endpoint import Endpoint
from ip5kg.queries import Backend
from ip5kg.sparql import Bindings, Term
from ip5kg.store import BoundedStore, Store
from tests.store import sample

SELECTS: dict[str, tuple[str, Bindings]] = {
    "all": ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", {}),
    "graphs": ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g", {}),
    "from": ("SELECT ?s FROM graph:authority { ?s ?p ?o }", {}),
    "optional": (
        "SELECT ?m ?host ?name { ?m ip5:hostedBy ?host OPTIONAL { ?host rdfs:label ?name } } ORDER BY ?m",
        {},
    ),
    "integer": ("SELECT ?m ?number { ?m ip5:number ?number }", {"number": ox.Literal(14)}),
    "filter": ("SELECT ?m { ?m ip5:number ?k FILTER(?k > ?number) } ORDER BY ?m", {"number": ox.Literal(13)}),
    "not exists": (
        "SELECT ?m { ?m a ip5:Meeting FILTER NOT EXISTS { ?m ip5:number ?number } } ORDER BY ?m",
        {"number": ox.Literal(14)},
    ),
    "sub-query": (
        "SELECT ?m ?n { ?m ip5:number ?n { SELECT ?m { ?m ip5:hostedBy ?office } } }",
        {"office": sample.node("office/JP")},
    ),
    "minus": ("SELECT ?m { ?m a ip5:Meeting MINUS { ?m ip5:hostedBy ?office } } ORDER BY ?m", {"office": sample.node("office/JP")}),
    "bound": ("SELECT ?m { ?m ip5:number ?n FILTER(!BOUND(?number) || ?n = ?number) }", {"number": ox.Literal(15)}),
    "unbound": ("SELECT ?m { ?m ip5:number ?n FILTER(!BOUND(?number) || ?n = ?number) } ORDER BY ?m", {}),
    "group": ("SELECT ?lang (COUNT(*) AS ?n) { ?m rdfs:label ?l FILTER(LANG(?l) = ?lang) } GROUP BY ?lang", {"lang": ox.Literal("ja")}),
    "order": ("SELECT ?m { ?m ip5:number ?n } ORDER BY (?n * ?sign)", {"sign": ox.Literal(-1)}),
    "trouble": ("SELECT ?s ?text { ?s ip5:wording ?text }", {"text": ox.Literal(sample.TROUBLE)}),
    "empty": ("SELECT ?s ?o { ?s ip5:wording ?o }", {"o": ox.Literal("no such text")}),
}


@pytest.fixture(params=["bounded", "remote"])
def other(request: pytest.FixtureRequest, folder: Path, server: str) -> Iterator[Backend]:
    if request.param == "remote":
        yield Endpoint(server)
    else:
        with BoundedStore(folder) as store:
            yield store


def test_select_answers_alike(store: Store, other: Backend) -> None:
    for name, (query, bindings) in SELECTS.items():
        if name == "from" and isinstance(other, Endpoint):
            continue  # a server that is told to join all graphs (--union-default-graph) does not heed FROM
        assert other.select(query, bindings) == store.select(query, bindings), name


def test_ask_and_construct_answer_alike(store: Store, other: Backend) -> None:
    for number in (14, 99):
        assert other.ask("ASK { ?m ip5:number ?n }", {"n": ox.Literal(number)}) is store.ask(
            "ASK { ?m ip5:number ?n }", {"n": ox.Literal(number)}
        )
    for query in ("CONSTRUCT { ?o ip5:host ?m ; rdfs:label ?l } { ?m ip5:hostedBy ?o ; rdfs:label ?l }", f"DESCRIBE {sample.meeting(14)}"):
        assert set(other.construct(query)) == set(store.construct(query))


@pytest.mark.parametrize("name", SELECTS)
def test_the_rdflib_view_answers_alike(store: Store, name: str) -> None:
    query, bindings = SELECTS[name]
    rows = store.dataset().query(query, initBindings={key: _rdflib(term) for key, term in bindings.items()})
    assert [tuple(row) for row in rows] == [tuple(map(_rdflib, row)) for row in store.select(query, bindings)]


def test_all_are_backends(folder: Path, store: Store, server: str) -> None:
    with BoundedStore(folder) as bounded:
        for backend in (store, bounded, Endpoint(server)):
            assert isinstance(backend, Backend)


def _rdflib(term: Term | None) -> rdflib.URIRef | rdflib.Literal | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
