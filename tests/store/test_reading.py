"""The embedded store: what queries see, what the rdflib view shows, and what is said when a store is unusable."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg import iris
from ip5kg.errors import BadArgument, BadQuery, Ip5kgError, StoreError
from ip5kg.namespaces import IP5
from ip5kg.store import Store, write
from ip5kg.store.place import MARK
from tests.store import sample

HOSTS = "SELECT ?m ?o { ?m ip5:hostedBy ?o } ORDER BY ?m"


def test_a_bare_pattern_finds_what_stands_in_named_graphs(store: Store) -> None:
    assert [row[0] for row in store.select(HOSTS)] == [sample.meeting(13), sample.meeting(14), sample.meeting(15)]


def test_graph_keeps_apart_what_the_union_joins(store: Store) -> None:
    rows = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert [row[0].value for row in rows] == list(store.graphs())
    assert store.ask("ASK { GRAPH graph:authority { ?s ?p ?o } }")
    assert not store.ask("ASK { GRAPH graph:authority { ?s ip5:hostedBy ?o } }")


def test_from_narrows_the_union_to_the_graphs_that_it_names(store: Store) -> None:
    assert len(store.select("SELECT * FROM graph:authority { ?s ?p ?o }")) == 1
    assert len(store.select("SELECT * FROM NAMED graph:authority { GRAPH ?g { ?s ?p ?o } }")) == 1
    with pytest.raises(BadQuery, match="no graph of this store"):
        store.select("SELECT * FROM <http://example.org/elsewhere> { ?s ?p ?o }")
    with pytest.raises(BadQuery, match="no graph of this store"):
        store.select("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")


def test_the_forms_of_queries_have_their_own_methods(store: Store) -> None:
    assert store.ask("ASK { ?m ip5:number 14 }") is True
    triples = store.construct("CONSTRUCT { ?m a ip5:Meeting } { ?m ip5:number ?n ; rdfs:label ?twice }")
    assert len(triples) == 3  # and not one for each label
    assert {t.subject for t in store.construct("DESCRIBE <https://w3id.org/ip5kg/meeting/heads/14>")} == {sample.meeting(14)}
    with pytest.raises(BadQuery, match=r"is of the form ASK, not SELECT \(ask it with ask\(\)\)"):
        store.select("ASK {}")


def test_values_are_bound_as_terms(store: Store) -> None:
    found = store.select("SELECT ?s ?text { ?s ip5:wording ?text }", {"text": ox.Literal(sample.TROUBLE)})
    assert found.rows == ((sample.node(f"release/{sample.RELEASE}"), ox.Literal(sample.TROUBLE)),)
    assert len(store.select("SELECT ?s { ?s ip5:wording ?text }", {"text": ox.Literal("something else")})) == 0


def test_a_syntax_error_is_one_line_with_its_place(store: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        store.select("SELECT ?m\n{ ?m ip5:number ?n FILTER(?n >) }", name="mine.rq")
    assert str(caught.value).startswith("mine.rq: is not valid SPARQL, line 2, column ")
    assert "\n" not in str(caught.value)


def test_the_place_of_an_error_is_that_in_the_users_own_text(store: Store) -> None:
    """Declared prefixes and bound values move what follows them; the message does not."""
    text = "SELECT ?m { ?m ip5:number ?n . ?m rdfs:label ?l . FILTER(?l = = 3) }"
    with pytest.raises(BadQuery, match=f"line 1, column {text.index('= 3') + 1}: expected an expression, found '='"):
        store.select(text, {"n": ox.Literal(14)})


def test_what_only_the_engine_finds_wrong_is_told_in_its_words(store: Store) -> None:
    with pytest.raises(BadQuery, match="The SELECT contains a variable that is unbound"):
        store.select("SELECT ?x ?y { ?x a ?z } GROUP BY ?x")
    with pytest.raises(BadQuery, match="cannot be evaluated: The custom function <urn:f> is not supported"):
        store.select("SELECT * { ?x a ?z FILTER(<urn:f>(?x)) }")


def test_the_rdflib_view_joins_all_graphs_too(store: Store) -> None:
    view = store.dataset()
    assert len(list(view.triples((None, rdflib.URIRef(IP5.hostedBy), None)))) == 3
    assert len(list(view.quads((None, rdflib.URIRef(IP5.hostedBy), None, None)))) == 3
    assert len(view.graph(rdflib.URIRef(iris.AUTHORITY_GRAPH))) == 1
    assert view.value(rdflib.URIRef(sample.meeting(14).value), rdflib.URIRef(IP5.number)) == rdflib.Literal(14)
    rows = view.query("SELECT ?m { ?m ip5:number ?n }", initBindings={"n": rdflib.Literal(14)})
    assert [str(row[0]) for row in rows] == [sample.meeting(14).value]
    assert len(list(view.query("SELECT * FROM graph:authority { ?s ?p ?o }"))) == 1


def test_the_rdflib_view_cannot_change_the_store(store: Store) -> None:
    view = store.dataset()
    triple = (rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c"))
    attempts: list[Callable[[], object]] = [
        lambda: view.add(triple),
        lambda: view.addN([(*triple, view)]),
        lambda: view.remove(triple),
        lambda: view.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
        lambda: view.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle"),
    ]
    for attempt in attempts:
        with pytest.raises(StoreError, match="read only"):
            attempt()
    assert len(store) == len(sample.quads())


def test_the_rdflib_view_checks_queries_as_the_store_does(store: Store) -> None:
    with pytest.raises(BadQuery, match="SERVICE"):
        store.dataset().query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(BadQuery, match="not valid SPARQL"):
        store.dataset().query("SELECT * { ?s ?p }")
    with pytest.raises(BadArgument, match="cannot be a value"):
        store.dataset().query("SELECT * { ?s ?p ?o }", initBindings={"s": rdflib.BNode()})


def test_quads_come_back_as_they_went_in(store: Store) -> None:
    assert {str(quad) for quad in store.quads()} == {str(quad) for quad in sample.quads()}
    assert len(list(store.quads(iris.AUTHORITY_GRAPH))) == 1


def test_a_store_in_memory_answers_the_same(store: Store) -> None:
    assert Store.of(sample.quads()).select(HOSTS) == store.select(HOSTS)


def test_a_closed_store_says_so(folder: Path) -> None:
    store = Store.open(folder)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.ask("ASK {}")


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a build" / "store"
    shutil.copytree(folder, place)
    return place


def _largest(place: Path) -> Path:
    return max(place.glob("*.sst"), key=lambda path: path.stat().st_size)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no folder": shutil.rmtree,
    "an empty folder": lambda place: (shutil.rmtree(place), place.mkdir()),
    "a file in its place": lambda place: (shutil.rmtree(place), place.write_text("hello")),
    "no mark": lambda place: (place / MARK).unlink(),
    "a broken mark": lambda place: (place / MARK).write_text("{"),
    "a mark that is a list": lambda place: (place / MARK).write_text("[]"),
    "another format": lambda place: (place / MARK).write_text(json.dumps({"format": 999})),
    "no CURRENT": lambda place: (place / "CURRENT").unlink(),
    "an empty CURRENT": lambda place: (place / "CURRENT").write_text(""),
    "no MANIFEST": lambda place: [path.unlink() for path in place.glob("MANIFEST*")],
    "a cut MANIFEST": lambda place: [path.write_bytes(path.read_bytes()[:100]) for path in place.glob("MANIFEST*")],
    "a missing table": lambda place: _largest(place).unlink(),
    "a cut table": lambda place: _largest(place).write_bytes(_largest(place).read_bytes()[:200]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_an_unusable_store_is_named_with_what_rebuilds_it(copied: Path, damage: Callable[[Path], object]) -> None:
    damage(copied)
    with pytest.raises(StoreError) as caught, Store.open(copied):
        pass
    assert caught.value.exit_code == 3
    message = str(caught.value)
    assert message.startswith(str(copied))
    assert f"build it: ip5kg build --out '{copied.parent}'" in message
    assert "\n" not in message


def test_damage_inside_a_table_is_noticed_when_it_is_read(copied: Path) -> None:
    """Nothing is ever answered from a damaged block: Oxigraph checks each as it reads it."""
    for table in copied.glob("*.sst"):
        content = bytearray(table.read_bytes())
        for place in range(0, min(len(content), 64), 2):
            content[place] ^= 0xFF
        table.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"), Store.open(copied) as store:
        store.select("SELECT * { ?s ?p ?o }")


def test_writing_anew_repairs_a_damaged_store(copied: Path) -> None:
    _largest(copied).unlink()
    write(copied, sample.quads())
    with Store.open(copied) as store:
        assert len(store) == len(sample.quads())


def test_a_build_folder_stands_for_the_store_in_it(copied: Path) -> None:
    with Store.open(copied.parent) as store:
        assert store.ask("ASK { ?m ip5:number 14 }")


def test_an_unknown_prefix_is_named(store: Store) -> None:
    with pytest.raises(Ip5kgError, match=r"prefix 'foo:' without declaring it \(line 1, column 13\)"):
        store.ask("ASK { ?s a  foo:Bar }")
