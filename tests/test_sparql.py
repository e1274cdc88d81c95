"""The text of queries: what is refused before any engine sees it, and that a bound value is never more than a value."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.errors import BadQuery
from ip5kg.sparql import MAX_DEPTH, MAX_OPERATORS, analyse, prepare
from tests.conftest import ROOT

ELSEWHERE = "http://127.0.0.1:9/"
PREFIXES = f"PREFIX ex: <{ELSEWHERE}> PREFIX SERVICEex: <{ELSEWHERE}> PREFIX : <{ELSEWHERE}> "

CALLS = {
    "plain": f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    "by a variable": "SELECT * { ?s ?p ?u SERVICE ?u { ?s ?p ?o } }",
    "nested": f"ASK {{ FILTER NOT EXISTS {{ OPTIONAL {{ SERVICE <{ELSEWHERE}> {{ }} }} }} }}",
    "in a sub-query": f"SELECT * {{ {{ SELECT * {{ SERVICE <{ELSEWHERE}> {{ }} }} }} }}",
    "after a comment": f"SELECT * {{ # it's a trap\nSERVICE <{ELSEWHERE}> {{ }} }}",
    "after a comment ended by CR": f"SELECT * {{ # '\rSERVICE <{ELSEWHERE}> {{ }} # ' \n }}",
    # All of these made pyoxigraph 0.5.13 call the address.
    "without a space": f"SELECT * {{ SERVICE<{ELSEWHERE}>{{ }} }}",
    "glued to SILENT": f"SELECT * {{ SERVICESILENT<{ELSEWHERE}>{{ }} }}",
    "glued to a prefix that exists": PREFIXES + "SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "glued to a prefix that does not": f"PREFIX ex: <{ELSEWHERE}> SELECT * {{ SERVICEex:a {{ ?s ?p ?o }} }}",
    "behind what looks like an IRI": f"SELECT * {{ ?s ?p 1 FILTER(?s<?b)SERVICE#>\n<{ELSEWHERE}>{{ }} }}",
    "glued to a literal": f"SELECT * {{ ?s ?p trueSERVICE<{ELSEWHERE}>{{ }} }}",
    "glued to a number": f"SELECT * {{ ?s ?p 5SERVICE<{ELSEWHERE}>{{ }} }}",
    "in a text that cannot be read": "SELECT * { ?s ?p 'no end } SERVICE",
}

HARMLESS = {
    "a string": 'ASK { ?s ?p \'SERVICE <http://x/> { }\' , """SERVICE " <http://x/>""" }',
    "a comment": "ASK { ?s ?p ?o # SERVICE <http://x/> { }\n }",
    "an IRI": "ASK { ?s <http://example.org/SERVICE> <urn:service> }",
    "a variable": "ASK { ?service ?SERVICE $service }",
    "a language": "ASK { ?s ?p 'x'@service }",
    "a blank node": "ASK { _:service ?p ?o }",
    "a prefix": "PREFIX service: <http://example.org/> ASK { ?s service:name ?o GRAPH service:g { ?s a service:SERVICE } }",
    "a local name": "PREFIX ex: <http://example.org/> ASK { ?s ex:service ex:SERVICE }",
    "comparisons": "ASK { ?service ?p ?o FILTER(?o<5&&?o>3) FILTER(?o < ?p || ?p > ?o) }",
    "a full stop after a literal": "ASK { ?s ?p true.FILTER(?service<?p) }",
}


@pytest.mark.parametrize("query", CALLS.values(), ids=CALLS.keys())
def test_calls_of_other_services_are_refused(query: str) -> None:
    with pytest.raises(BadQuery, match=r"calls another service|is not valid SPARQL"):
        prepare(query)


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS.keys())
def test_the_word_alone_is_no_call(query: str) -> None:
    assert isinstance(ox.Store().query(prepare(query).text), ox.QueryBoolean)


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <a:a> <b:b> 1 }", "PREFIX a: <b:c> DELETE WHERE { ?s ?p ?o }", "LOAD <a:b>", "with <a:b> delete { }", "drop all"],
)
def test_updates_are_named_as_such(update: str) -> None:
    with pytest.raises(BadQuery, match="is an update"):
        prepare(update)


def test_only_graphs_of_the_store_may_be_read_from() -> None:
    prepare("ASK FROM graph:facts FROM NAMED <https://w3id.org/ip5kg/graph/authority> { ?s ?p ?o }")
    for source in (
        "<http://example.org/data.ttl>",
        "<file:///etc/passwd>",
        "<data.ttl>",
        "owl:x",
        "<https://w3id.org/ip5kg/graph/\\u0066acts>",
    ):
        with pytest.raises(BadQuery, match="nothing is fetched"):
            prepare(f"ASK FROM {source} {{ ?s ?p ?o }}")
        with pytest.raises(BadQuery, match="nothing is fetched"):
            prepare(f"ASK FROM NAMED {source} {{ ?s ?p ?o }}")


HOSTILE = {
    "groups": "ASK " + "{" * 3_000 + "}" * 3_000,
    "brackets": "ASK { FILTER(" + "(" * 3_000 + "1" + ")" * 3_000 + ") }",
    "lists": "ASK { ?s ?p " + "(" * 3_000 + ")" * 3_000 + " }",
    "functions": "ASK { FILTER(" + "STR(" * 3_000 + "1" + ")" * 3_000 + ") }",
    "quoted triples": "ASK { " + "<<" * 3_000 + " }",
    "optional": "ASK { " + "OPTIONAL { }" * 3_000 + " }",
    "union": "ASK { { }" + " UNION { }" * 3_000 + " }",
    "bind": "ASK { " + "".join(f"BIND(1 AS ?x{i}) " for i in range(3_000)) + "}",
    "not": "ASK { FILTER(" + "!" * 3_000 + "1) }",
    "plus": "ASK { FILTER(1" + "+1" * 3_000 + ") }",
    "select": "SELECT " + "".join(f"(1 AS ?x{i}) " for i in range(3_000)) + "{ }",
    "path": "ASK { ?s <a:a>" + "/<a:a>" * 3_000 + " ?o }",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_would_overflow_the_engine_is_refused(query: str) -> None:
    with pytest.raises(BadQuery, match=r"nests brackets more than 100 deep|chains more than 1,000 operators"):
        prepare(query)


def test_what_is_just_within_the_bounds_is_answered() -> None:
    for query in (
        "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
        "ASK { FILTER(" + "(" * (MAX_DEPTH - 2) + "1" + ")" * (MAX_DEPTH - 2) + ") }",
        "ASK { " + "BIND(1 AS ?x) "[:0] + "".join(f"BIND(1 AS ?x{i}) " for i in range(MAX_OPERATORS // 2)) + "}",
        "ASK { FILTER(1" + "+1" * (MAX_OPERATORS - 1) + ") }",
        "ASK { VALUES ?x { " + "1 " * 20_000 + "} }",
    ):
        assert isinstance(ox.Store().query(prepare(query).text), ox.QueryBoolean)


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", "A,", "1", "?", "<", ">", '"', "'''a", "\\", ":", "ex:.", "%41", "#", "(?a<", ")", "\u0301", "\x00", "é"]
)
def test_any_long_text_is_dealt_with_in_linear_time(piece: str) -> None:
    """Ten times the time limit of a slow machine for a megabyte; a quadratic scan would take hours."""
    text = piece * (900_000 // len(piece))
    assert analyse(text).tokens is not None
    with pytest.raises(BadQuery):
        prepare(text * 2)


def test_too_long_and_broken_texts_are_refused() -> None:
    with pytest.raises(BadQuery, match="has 1,000,001 characters"):
        prepare(" " * 1_000_001)
    with pytest.raises(BadQuery, match="not valid Unicode"):
        prepare("ASK { ?s ?p '\ud800' }")


EVERYWHERE = """
SELECT ?x (COUNT(?s) AS ?n) {
  ?s ?p ?x OPTIONAL { ?s ?q ?x FILTER(?x = ?x) }
  { SELECT ?s { ?s ?r ?o FILTER(BOUND(?x) && ?o = ?x) } }
} GROUP BY ?x HAVING (?x = ?x) ORDER BY ?x
"""


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.sampled_from(
        [
            '"',
            "'",
            "\\",
            '\\"',
            '"""',
            "'''",
            "\n",
            "\r\n",
            '"} DELETE WHERE { ?s ?p ?o } #',
            "> <",
            "\\u0022",
            "\x00",
            "?x",
            "{{",
            "}",
            "#",
            "\u2028",
        ]
    )
)
def test_a_bound_text_stays_that_text(text: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(text)))
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(text + "!")))
    rows = list(store.query(prepare(EVERYWHERE, {"x": ox.Literal(text)}).text))
    assert [(row["x"], row["n"].value) for row in rows] == [(ox.Literal(text), "1")]


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("https://w3id.org/ip5kg/person/é'(x);a,b"),
        ox.NamedNode("urn:a?b=c#d"),
        ox.Literal("x", language="en-us"),
        ox.Literal("2021", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
        ox.Literal("a b", datatype=ox.NamedNode("urn:my type".replace(" ", "-"))),
    ],
)
def test_every_kind_of_term_can_be_bound(term: ox.NamedNode | ox.Literal) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), term))
    assert [row["x"] for row in store.query(prepare(EVERYWHERE, {"x": term}).text)] == [term]


def test_a_value_after_a_comparison_is_no_other_token() -> None:
    """`?a<` and an IRI must not become one token."""
    prepared = prepare("ASK { ?s ?p ?a FILTER(?a<?b) FILTER(?b>?a) }", {"b": ox.NamedNode("urn:b")})
    assert isinstance(ox.Store().query(prepared.text), ox.QueryBoolean)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (1 AS ?x) {}",
        "ASK { BIND(1 AS ?x) }",
        "ASK { VALUES ?x { 1 } }",
        "ASK { VALUES (?y ?x) { (1 2) } }",
        "SELECT * {} VALUES ?x { 1 }",
        "SELECT * {} GROUP BY (1 AS ?x)",
    ],
)
def test_a_variable_that_the_query_sets_itself_is_no_parameter(query: str) -> None:
    with pytest.raises(BadQuery, match="gives \\?x a value of its own"):
        prepare(query, {"x": ox.Literal(1)})


def test_a_variable_that_is_not_there_is_no_parameter() -> None:
    with pytest.raises(BadQuery, match=r"has no variable \?y"):
        prepare("ASK { ?x ?p '?y' }", {"y": ox.Literal(1)})


FAULTS = {
    "SELECT ?m {\n ?m a ?n . FILTER(?l = = 3) }": "line 2, column 24: expected an expression, found '='",
    "SELECT ?m { ?m a ?n . FILTE(3) }": "line 1, column 23: the unknown word 'FILTE'",
    "SELECT ?m { ?m a ?n . ?m a . }": "line 1, column 28: expected a value, found '.'",
    "SELECT ?m { ?m a ?n": "line 1, column 20: a '{' that is not closed",
    "SELECT ?m { ?m a 'n }": "line 1, column 18: a string that does not end",
    "SELECT ?m { ?m a ?n } ORDER ?m": "line 1, column 29: expected BY, found '?m'",
    "SELECT ?m { ?m a ?n } LIMIT ?n": "line 1, column 29: expected a whole number, found '?n'",
    "SELECT * { OPTIONAL ?x ?y ?z }": "line 1, column 21: expected {, found '?x'",
    "SELECT * { VALUES (?a ?b) { (1) } }": "line 1, column 31: expected a value (there are to be 2), found ')'",
    "SELECT * { ?s ?p ?o BIND(1+ AS ?x) }": "line 1, column 29: expected an expression, found 'AS'",
    "SELECT * { ?s ?p ?o } }": "line 1, column 23: a '}' that closes nothing",
    "ASK { ?s ip5:number/ ?o }": "line 1, column 22: expected a property, found '?o'",
    "": "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE, but the query ends",
}


@pytest.mark.parametrize(("query", "told"), FAULTS.items())
def test_faults_are_told_with_their_place(query: str, told: str) -> None:
    prepared = prepare(query)
    with pytest.raises(SyntaxError) as refused:
        ox.Store().query(prepared.text)
    assert f"is not valid SPARQL, {told}" in str(prepared.syntax_error(str(refused.value)))


def test_no_fault_is_told_of_what_is_valid() -> None:
    """Every query of ours, and one with as much of the grammar as fits."""
    every = [
        path.read_text(encoding="utf-8") for folder in ("queries", "ontology", "ip5kg") for path in sorted((ROOT / folder).rglob("*.rq"))
    ]
    every.append(
        """BASE <http://a/> PREFIX e: <x> SELECT REDUCED ?s (GROUP_CONCAT(DISTINCT ?x; SEPARATOR=', ') AS ?l)
        WHERE { ?s (e:a|^e:b)/!(e:c|^e:d)*/(e:k)? ?x ; a [ e:p 1, -2.5 ; ] , (1 'x'@en "y"^^e:t true) ; . [] e:p () . [ e:p 1 ] .
          { SELECT ?s { ?s ?p ?o } LIMIT 3 } UNION { GRAPH ?g { ?s ?p ?o } } OPTIONAL { ?s ?p ?o } MINUS { ?s ?p ?o }
          FILTER NOT EXISTS { ?s ?p ?o } FILTER(?x NOT IN (1, 2) && !(?y IN ()) || EXISTS { } || ?x<?y&&?y>-1)
          BIND(IF(BOUND(?x), 1+-2*3, COALESCE(?x, RAND())) AS ?y) FILTER regex(?x, 'a') VALUES ?z { 1 UNDEF } VALUES (?u ?v) { (1 2) (UNDEF <b>) } }
        GROUP BY ?s (STR(?s) AS ?k) STRLEN(?s) HAVING (COUNT(*) > 1) ORDER BY DESC(?l) ?s STRLEN(?s) OFFSET 4 LIMIT 3 VALUES () { () }"""
    )
    assert len(every) > 10
    for query in every:
        prepared = prepare(query, graph_is_known=lambda _: True)
        assert "is not valid SPARQL: told by the engine" in str(prepared.syntax_error("told by the engine"))
