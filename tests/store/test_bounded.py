"""Queries in a process of their own: each bound holds, is named, and does not touch the next query."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from ip5kg.errors import BadQuery, StoreError
from ip5kg.sparql import Prepared
from ip5kg.store import BoundedStore, Limits, bounded, write
from tests.store import sample

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r ."
ENDLESS = f"ASK {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?r)) = 'never') }}"


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[BoundedStore]:
    with BoundedStore(folder) as opened:
        yield opened


def unchecked(text: str) -> Prepared:
    """A query that has slipped through the checks of its text."""
    return Prepared(text=text, form="ask", graphs=(), name="query", original=text, problem=None)


def test_time_is_bounded_and_the_next_query_is_answered(folder: Path) -> None:
    with BoundedStore(folder, Limits(seconds=0.5)) as store:
        assert store.ask("ASK {}")
        with pytest.raises(BadQuery, match=r"took longer than 0.5 s \(ask for less: add conditions or LIMIT\)"):
            store.ask(ENDLESS)
        assert store.ask("ASK {}")


def test_memory_is_bounded(folder: Path) -> None:
    with BoundedStore(folder, Limits(seconds=60, memory=250 * 2**20)) as store:
        with pytest.raises(BadQuery, match="needed more than 250 MB of memory"):
            store.select(f"SELECT * {{ {CROSS} }} ORDER BY ?a ?b ?c")
        assert store.ask("ASK {}")


def test_rows_and_bytes_are_bounded_and_never_cut_in_silence(folder: Path) -> None:
    with BoundedStore(folder, Limits(rows=5, bytes=2_000)) as store:
        assert len(store.select("SELECT ?a { ?a ?b ?c } LIMIT 5")) == 5
        assert len(store.construct("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c } LIMIT 5")) == 5
        for query in ("SELECT ?a { ?a ?b ?c } LIMIT 6", "SELECT ?none { ?a ?b ?c } LIMIT 6"):
            with pytest.raises(BadQuery, match="has more than 5 rows"):
                store.select(query)
        with pytest.raises(BadQuery, match="has more than 5 rows"):
            store.construct("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c } LIMIT 6")
        with pytest.raises(BadQuery, match="is larger than 2,000 bytes"):
            store.select(f"SELECT * {{ {CROSS} }}")
        for results in ("csv", "tsv", "xml", "json"):
            assert store.answer("SELECT ?a { ?a ?b ?c } LIMIT 5", results=results).kind == "S"
            with pytest.raises(BadQuery, match="has more than 5 rows"):
                store.answer("SELECT ?a { ?a ?b ?c } LIMIT 6", results=results)


def test_an_engine_that_crashes_takes_nobody_along(store: BoundedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such texts are refused before; should one slip through, only the worker dies."""
    deep = "ASK " + "{" * 20_000 + "}" * 20_000
    with pytest.raises(BadQuery, match="nests brackets more than 100 deep"):
        store.ask(deep)
    with monkeypatch.context() as patch:
        patch.setattr(bounded, "prepare", lambda text, *_, **__: unchecked(text))
        with pytest.raises(BadQuery, match="too deeply nested or too long for the engine"):
            store.ask(deep)
    assert store.ask("ASK {}")


def test_the_worker_cannot_call_anybody(store: BoundedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            called.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        query = f"ASK {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(BadQuery, match="calls another service"):
            store.ask(query)
        with monkeypatch.context() as patch:
            patch.setattr(bounded, "prepare", lambda text, *_, **__: unchecked(text))
            with pytest.raises(StoreError, match="not permitted"):
                store.ask(query)
        server.shutdown()
    assert called == []


def test_errors_of_the_query_come_through(store: BoundedStore) -> None:
    with pytest.raises(BadQuery, match="line 1, column 13: expected a value, found '}'"):
        store.ask("ASK { ?s ?p }")
    with pytest.raises(BadQuery, match="no graph of this store"):
        store.ask("ASK FROM <http://example.org/> { ?s ?p ?o }")
    with pytest.raises(BadQuery, match="is of the form ASK"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(BadQuery, match="custom function <urn:f> is not supported"):
        store.ask("ASK { ?s ?p ?o FILTER(<urn:f>(?s)) }")


def test_answers_can_be_had_as_bytes(store: BoundedStore) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert store.answer(count, results="csv").content == f"n\r\n{len(sample.quads())}\r\n".encode()
    assert json.loads(store.answer("ASK {}").content) == {"head": {}, "boolean": True}
    turtle = store.answer("CONSTRUCT WHERE { ?s ip5:number 14 }", graph="turtle", prefixes={"ip5": "https://w3id.org/ip5kg/ontology#"})
    assert b"ip5:number 14" in turtle.content


def test_a_request_can_name_its_data_set(store: BoundedStore) -> None:
    authority = "https://w3id.org/ip5kg/graph/authority"
    bare, named = "SELECT ?s { ?s ?p ?o }", "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"

    def rows(query: str, **graphs: list[str]) -> int:
        return store.answer(query, results="csv", **graphs).content.count(b"\r\n") - 1

    assert rows(bare, default_graphs=[authority]) == 1
    assert rows(named, named_graphs=[authority]) == 1
    assert rows(bare, named_graphs=[authority]) == 0
    assert rows(named, default_graphs=[authority]) == 0
    assert rows(bare, default_graphs=["urn:none"]) == 0


def test_a_new_store_is_seen_without_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write(path, sample.quads()[:1])
    with BoundedStore(path) as store:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        assert store.select(count).rows == ((ox.Literal(1),),)
        write(path, sample.quads())
        assert store.select(count).rows == ((ox.Literal(len(sample.quads())),),)
        shutil.rmtree(path)
        with pytest.raises(StoreError, match="is damaged"):
            store.select(count)


def test_several_queries_run_at_once(folder: Path) -> None:
    """One that takes long does not hold up another, where there are workers for both."""
    outcomes: list[str] = []
    started = threading.Event()

    with BoundedStore(folder, Limits(seconds=1), workers=2) as store:

        def long() -> None:
            started.set()
            with pytest.raises(BadQuery, match="took longer"):
                store.ask(ENDLESS)
            outcomes.append("long")

        thread = threading.Thread(target=long)
        thread.start()
        started.wait()
        assert store.ask("ASK {}")
        outcomes.append("short")
        thread.join()
    assert outcomes == ["short", "long"]


def test_an_unusable_store_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        BoundedStore(tmp_path / "none")


def test_a_closed_store_starts_again(folder: Path) -> None:
    store = BoundedStore(folder)
    assert store.ask("ASK {}")
    store.close()
    assert store.ask("ASK {}")
    store.close()
