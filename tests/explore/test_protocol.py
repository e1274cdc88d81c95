"""The endpoint, request by request; what goes over a real socket is in `test_server`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from ip5kg.store import Limits, write
from tests.explore.client import Client
from tests.explore.served import served
from tests.store import sample

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
HOSTED = "SELECT ?host { <meeting/heads/14> ip5:hostedBy ?host }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def hasty() -> Iterator[Client]:
    """An endpoint with little patience: one second, a thousand rows."""
    with served(limits=Limits(seconds=1.0, rows=1_000, bytes=3_000_000), workers=2) as client:
        yield client


def test_three_ways_to_ask_give_one_answer(client: Client) -> None:
    get = client.sparql(HOSTED)
    form = client.post("/sparql", urlencode({"query": HOSTED}).encode(), f"{FORM}; charset=UTF-8")
    direct = client.post("/sparql", HOSTED.encode(), DIRECT.upper())
    assert get.status == form.status == direct.status == 200
    assert get.json() == form.json() == direct.json()
    assert get.json()["results"]["bindings"] == [{"host": {"type": "uri", "value": "https://w3id.org/ip5kg/office/JP"}}]
    assert get.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (
            HOSTED,
            (
                "application/sparql-results+json",
                "application/sparql-results+xml",
                "text/csv",
                "text/tab-separated-values",
                "application/json",
            ),
        ),
        ("ASK {}", ("application/sparql-results+json", "application/sparql-results+xml")),
        (
            "CONSTRUCT WHERE { <meeting/heads/14> ip5:hostedBy ?host }",
            (
                "text/turtle",
                "application/n-triples",
                "application/rdf+xml",
                "application/ld+json",
                "application/n-quads",
                "application/trig",
            ),
        ),
        ("DESCRIBE <office/JP>", ("text/turtle", "application/n-triples")),
    ],
)
def test_each_form_of_answer_comes_as_it_was_wanted(client: Client, query: str, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        answer = client.sparql(query, kind)
        assert (answer.status, answer.kind) == (200, kind)
        form = ox.RdfFormat.from_media_type(kind)
        if form is not None and kind != "application/json":
            assert list(ox.parse(answer.body, form))


def test_a_link_can_name_the_format(client: Client) -> None:
    assert client.sparql(HOSTED, "text/html", format="csv").text == "host\r\nhttps://w3id.org/ip5kg/office/JP\r\n"
    assert client.sparql(HOSTED, format="doc").status == 400


def test_what_nobody_accepts_is_not_sent(client: Client) -> None:
    answer = client.sparql(HOSTED, "image/png")
    assert answer.status == 406
    assert "text/csv" in answer.text


def test_a_data_set_named_with_the_request_stands_above_the_query(client: Client) -> None:
    graph = "https://w3id.org/ip5kg/graph/"
    whole = int(client.sparql(COUNT).json()["results"]["bindings"][0]["n"]["value"])
    facts = client.sparql(COUNT, **{"default-graph-uri": graph + "facts"}).json()
    assert 0 < int(facts["results"]["bindings"][0]["n"]["value"]) < whole
    named = client.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": graph + "authority"}).json()
    assert [row["g"]["value"] for row in named["results"]["bindings"]] == [graph + "authority"]
    above = client.sparql(f"SELECT ?s FROM <{graph}facts> {{ ?s ?p ?o }} LIMIT 1", **{"default-graph-uri": graph + "none"}).json()
    assert above["results"]["bindings"] == []
    assert client.sparql(COUNT, **{"default-graph-uri": "not an iri"}).status == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/sparql-update", b"CLEAR ALL"),
        (FORM, b"update=DROP%20ALL"),
        (FORM, b"query=ASK%20%7B%7D&update=DROP%20ALL"),
        (DIRECT, b"DROP ALL"),
        (DIRECT, b"ASK {} ; DROP ALL"),
        ("text/turtle", b"<http://e/a> <http://e/b> 1 ."),
        ("multipart/form-data; boundary=x", b"q"),
        (DIRECT, b""),
        (DIRECT, b"\xff\xfe\x00"),
        (FORM, b"query=%FF%FE"),
        (FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D"),
        (f"{DIRECT}; charset=latin-1", b"ASK {}"),
        ("", b"ASK {}"),
    ],
)
def test_what_is_no_query_is_refused(client: Client, kind: str, body: bytes) -> None:
    answer = client.post("/sparql", body, kind)
    assert 400 <= answer.status < 500
    assert answer.kind == "text/plain"


def test_methods_that_write_are_refused_by_name(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "FOO"):
        answer = client.request(method, "/sparql?query=ASK%20%7B%7D")
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_head_has_no_body_and_options_tells_what_is_possible(client: Client) -> None:
    head = client.request("HEAD", "/sparql?query=ASK%20%7B%7D")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    options = client.request("OPTIONS", "/sparql", origin="https://example.org")
    assert (options.status, options.headers["access-control-allow-origin"]) == (204, "*")
    assert "access-control-allow-credentials" not in client.sparql(HOSTED).headers


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * {SERVICE<http://127.0.0.1:9/x>{?s ?p ?o}}",
        "ASK { FILTER EXISTS { SERVICE SILENT ?u { ?s ?p ?o } } }",
        "SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "ASK " + "{" * 3_000 + "}" * 3_000,
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
    ],
)
def test_what_would_call_out_or_break_the_engine_is_refused(client: Client, query: str) -> None:
    assert client.post("/sparql", query.encode(), DIRECT).status == 400


def test_the_word_service_itself_is_no_offence(client: Client) -> None:
    for query in (
        "ASK { FILTER('SERVICE <http://x/> { }' != '') }",
        "ASK {} # SERVICE <http://x/> {}",
        "SELECT ?service { BIND(1 AS ?service) }",
    ):
        assert client.sparql(query).status == 200


def test_a_syntax_error_says_where(client: Client) -> None:
    answer = client.sparql("SELECT * {\n ?s ?p \n}\n")
    assert answer.status == 400
    assert "line 3" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_that_takes_too_long_is_ended_and_others_go_on(hasty: Client) -> None:
    slow, *quick = hasty.together(*("/sparql?" + urlencode({"query": query}) for query in (CROSS, "ASK {}", "ASK {}", HOSTED)))
    assert slow.status == 504
    assert "took longer than 1 s" in slow.text
    assert [answer.status for answer in quick] == [200, 200, 200]
    assert hasty.sparql("ASK {}").status == 200


def test_an_answer_that_is_too_large_is_an_error_and_not_a_piece(hasty: Client) -> None:
    rows = hasty.sparql("SELECT * { ?s ?p ?o } LIMIT 1001", "text/csv")
    assert rows.status == 400
    assert "more than 1,000 rows" in rows.text
    assert hasty.sparql("SELECT * { ?s ?p ?o } LIMIT 1000", "text/csv").text.count("\r\n") >= 1001
    large = hasty.sparql("SELECT * { ?s ?p ?o . ?a ?b ?c }")
    assert large.status in (400, 504)


def test_a_long_answer_comes_whole(client: Client) -> None:
    answer = client.sparql("SELECT * { ?s ?p ?o } LIMIT 20000")
    assert answer.status == 200
    assert len(answer.body) == int(answer.headers["content-length"]) > 1_000_000
    assert len(answer.json()["results"]["bindings"]) == 20_000


def test_bodies_and_addresses_have_a_size(client: Client) -> None:
    assert client.post("/sparql", b"#" + b"x" * (2 << 20) + b"\nASK {}", DIRECT).status == 413
    assert client.get("/sparql?query=" + "a" * 70_000).status == 414


def test_the_endpoint_describes_itself(client: Client) -> None:
    answer = client.get("/sparql", "text/turtle")
    said = {
        (q.predicate.value.rpartition("#")[2], q.object.value)
        for q in ox.parse(answer.body, ox.RdfFormat.TURTLE)
        if not isinstance(q.object, ox.Triple)
    }
    assert ("endpoint", "http://127.0.0.1:8123/sparql") in said
    assert ("name", "https://w3id.org/ip5kg/graph/facts") in said
    assert not any("Update" in value or "Federated" in value for _, value in said)
    assert client.get("/sparql", "text/html").kind == "text/html"


def test_what_the_graph_holds_is_described(client: Client) -> None:
    leading = client.get("/.well-known/void")
    assert (leading.status, leading.headers["location"]) == (303, "/void")
    void = "http://rdfs.org/ns/void#"
    found = list(ox.parse(client.get("/void.nt").body, ox.RdfFormat.N_TRIPLES))
    whole = next(q.object.value for q in found if q.subject.value.endswith("/void#data") and q.predicate.value == void + "triples")
    assert whole == client.sparql(COUNT).json()["results"]["bindings"][0]["n"]["value"]
    meeting = next(q.subject for q in found if q.predicate.value == void + "class" and q.object.value.endswith("#Meeting"))
    counted = next(q.object.value for q in found if q.subject == meeting and q.predicate.value == void + "entities")
    asked = client.sparql("SELECT (COUNT(*) AS ?n) { ?m a ip5:Meeting }").json()
    assert counted == asked["results"]["bindings"][0]["n"]["value"]


def test_errors_never_hold_markup_that_lives(client: Client) -> None:
    payload = "<script>alert(1)</script>"
    for path in (
        f"/sparql?query={quote('SELECT ' + payload)}",
        f"/{quote(payload)}",
        f"/resource?iri={quote(payload)}",
        f"/api/queries/{quote(payload)}",
    ):
        answer = client.get(path, "text/html")
        assert answer.kind != "text/html" or payload not in answer.text, path
    raw = client.get(f"/sparql?query={quote('SELECT ' + payload)}", "application/json")
    assert raw.kind == "text/plain"


def test_every_answer_of_json_is_json(client: Client) -> None:
    for query in ("SELECT ?x { VALUES ?x { 'é中😀' 1 } }", "ASK {}", "SELECT ?x { BIND(STR(1/0) AS ?x) }"):
        assert json.loads(client.sparql(query).body)
    assert re.search("é中😀", client.sparql("SELECT ?x { VALUES ?x { 'é中😀' } }").text)


def test_when_all_workers_are_taken_the_rest_is_told_so() -> None:
    with served(limits=Limits(seconds=1.0), workers=1) as client:
        assert client.sparql("ASK {}").status == 200  # the worker is up
        answers = client.together(*["/sparql?" + urlencode({"query": CROSS})] * 10)
        ended = [answer for answer in answers if answer.status == 504]
        busy = [answer for answer in answers if answer.status == 503]
        assert ended
        assert busy
        assert len(ended) + len(busy) == 10
        assert all("busy" in answer.text and answer.headers["retry-after"] == "5" for answer in busy)
        assert client.sparql("ASK {}").status == 200


def test_a_store_that_is_gone_is_told_of_with_the_command_that_mends_it(tmp_path: Path) -> None:
    write(tmp_path / "store", sample.quads())
    with served(tmp_path) as client:
        assert client.get("/meeting/heads/14.ttl").status == 200
        shutil.rmtree(tmp_path / "store")
        for path in ("/meeting/heads/14.ttl", "/api/queries", "/void.ttl"):
            answer = client.get(path, "text/turtle")
            assert answer.status == 503, path
            assert "ip5kg build" in answer.text
            assert "Traceback" not in answer.text
