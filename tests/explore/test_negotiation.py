"""Which form of a thing is sent."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg.explore.negotiation import choose, form_of, prefers_html
from ip5kg.iris import BASE
from tests.conftest import ROOT
from tests.explore.client import Client

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOST = "<https://w3id.org/ip5kg/meeting/heads/14> <https://w3id.org/ip5kg/ontology#hostedBy> <https://w3id.org/ip5kg/office/JP>"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "turtle"),
        ("application/ld+json;q=0.5, text/turtle;q=0.4", "jsonld"),
        ("text/turtle;q=0, */*", "html"),
        ("text/html;q=0.3, text/*", "turtle"),
        ("TEXT/CSV", "csv"),
        ("application/json", "json"),
        ("text/n3", "turtle"),
        ("image/png", None),
        ("text/turtle;q=zero", "turtle"),
        (";;;,,,q=1", None),
    ],
)
def test_the_best_form_that_is_accepted_is_chosen(accept: str | None, form: str | None) -> None:
    assert form_of(accept) == form


def test_the_server_decides_among_equals() -> None:
    assert choose("a/x, a/y", ("a/y", "a/x")) == "a/y"
    assert choose("a/*;q=0.5, a/x;q=0.1", ("a/x", "a/y")) == "a/y"


def test_only_who_names_html_is_a_browser() -> None:
    assert prefers_html(BROWSER)
    assert not prefers_html("*/*")
    assert not prefers_html("text/html;q=0.5, text/turtle")


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("csv", "text/csv"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("html", "text/html"),
    ],
)
def test_a_thing_has_a_twin_for_every_ending_and_media_type(client: Client, ending: str, kind: str) -> None:
    by_ending = client.get(f"/meeting/heads/14.{ending}", "image/png")
    by_accept = client.get("/meeting/heads/14", kind)
    assert (by_ending.status, by_ending.kind) == (200, kind)
    assert (by_accept.status, by_accept.kind) == (200, kind)
    assert by_accept.headers["content-location"] == f"/meeting/heads/14.{ending}"
    assert by_accept.headers["vary"] == "Accept"
    if ending != "html":
        assert by_accept.body == by_ending.body
        assert by_ending.headers["access-control-allow-origin"] == "*"


def test_all_twins_say_the_same(client: Client) -> None:
    def triples(ending: str, form: ox.RdfFormat) -> set[str]:
        return {str(quad.triple) for quad in ox.parse(client.get(f"/meeting/heads/14.{ending}").body, form)}

    turtle = triples("ttl", ox.RdfFormat.TURTLE)
    assert HOST in turtle
    assert (
        turtle == triples("nt", ox.RdfFormat.N_TRIPLES) == triples("rdf", ox.RdfFormat.RDF_XML) == triples("jsonld", ox.RdfFormat.JSON_LD)
    )
    read_by_rdflib = rdflib.Graph().parse(data=client.get("/meeting/heads/14.jsonld").body, format="json-ld")
    assert len(read_by_rdflib) == len(turtle)


def test_json_ld_is_one_tree_in_the_words_of_our_context(client: Client) -> None:
    document = client.get("/meeting/heads/14", "application/ld+json").json()
    assert document["id"] == "meeting/heads/14"
    assert document["type"] == "Meeting"
    assert document["number"] == 14
    assert document["hostedBy"] == "office/JP"
    offices = {office["id"]: office for office in document["attendedByOffice"]}
    assert offices["office/JP"]["skos:prefLabel"]["en"] == "Japan Patent Office"
    parts = document["@reverse"]["atMeeting"]
    assert any(part["participant"] == "person/kim-yong-rae" for part in parts)
    claims = document["@reverse"]["rdf:subject"]
    assert all(
        claim["type"] in ("Claim", ["Claim", "rdf:Statement"], ["rdf:Statement", "Claim"]) and "evidence" in claim for claim in claims
    )
    whole = json.loads((ROOT / "ontology" / "context.jsonld").read_text())["@context"]
    assert all(whole[name] == value for name, value in document["@context"].items() if name not in ("@base", "@version", "id", "type"))


def test_the_table_gives_each_fact_its_quote(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/meeting/heads/14.csv").text)))
    hosted = [row for row in rows if row["property"].endswith("#hostedBy")]
    assert rows[0]["subject"] == BASE + "meeting/heads/14"
    assert {row["label"] for row in hosted} == {"Japan Patent Office"}
    assert any("host" in row["quote"] and row["status"] == "accepted" for row in hosted)
    assert all(row["claim"].startswith(BASE + "claim/") for row in hosted)


def test_texts_of_releases_stay_out_of_the_twins(client: Client) -> None:
    release = client.get("/release/2021-06-24-meti-14th-heads.ttl").text
    assert "dcterms:title" in release
    assert "ip5:text " not in release


def test_what_is_not_known_is_not_there(client: Client) -> None:
    for path in ("/meeting/heads/999", "/meeting/heads/999.ttl", "/nothing.csv", "/meeting/heads/14.exe", "/meeting//14", "/%2e%2e/x"):
        assert client.get(path, "text/turtle").status == 404, path
    assert client.get("/meeting/heads/14", "image/png").status == 406


def test_iris_lead_to_their_address(client: Client) -> None:
    ours = client.get("/resource?iri=https%3A%2F%2Fw3id.org%2Fip5kg%2Fmeeting%2Fheads%2F14")
    assert (ours.status, ours.headers["location"]) == (303, "/meeting/heads/14")
    data = client.get("/resource.ttl?iri=https%3A%2F%2Fw3id.org%2Fip5kg%2Fmeeting%2Fheads%2F14")
    assert (data.status, data.headers["location"]) == (303, "/meeting/heads/14.ttl")
    assert client.get("/resource?iri=not%20an%20iri").status == 400
    assert client.get("/resource").status == 400
    assert client.get("/resource?iri=http%3A%2F%2Fexample.org%2Fnone", "text/turtle").status == 404
    foreign = client.get("/resource.nt?iri=https%3A%2F%2Fschema.org%2FstartDate")
    assert foreign.status in (200, 404)


def test_a_client_that_has_the_bytes_gets_no_more(client: Client) -> None:
    first = client.get("/meeting/heads/14.ttl")
    again = client.get("/meeting/heads/14.ttl", **{"if-none-match": first.headers["etag"]})
    other = client.get("/meeting/heads/14.jsonld", **{"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert other.status == 200
    assert client.get("/meeting/heads/14.ttl", **{"if-none-match": f'"x", W/{first.headers["etag"]}'}).status == 304


def test_json_ld_in_a_page_cannot_end_its_element() -> None:
    from ip5kg.explore.describe import script
    from ip5kg.namespaces import RDFS
    from ip5kg.store import Store

    thing = ox.NamedNode(BASE + "body/x")
    label = ox.Literal("</script><script>alert(1)</script><!--", language="en")
    found = script(Store.of([ox.Quad(thing, ox.NamedNode(RDFS.label), label)]).inner, thing.value)
    assert "<" not in found
    assert json.loads(found)["rdfs:label"] == label.value


def test_json_ld_in_a_page_holds_the_thing_with_its_parts_and_their_names(client: Client) -> None:
    page = client.get("/meeting/heads/14", accept="text/html").text
    (data,) = re.findall('<script type="application/ld\\+json">(.*?)</script>', page, re.DOTALL)
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    whole = rdflib.Graph().parse(data=client.get("/meeting/heads/14.ttl").text, format="turtle")
    assert len(graph) > 60
    assert set(graph) <= set(whole)
    meeting = rdflib.URIRef(BASE + "meeting/heads/14")
    assert set(graph.predicate_objects(meeting)) == set(whole.predicate_objects(meeting))
    people = set(graph.objects(None, rdflib.URIRef(BASE + "ontology#participant")))
    assert len(people) == 7
    assert all(list(graph.objects(person, rdflib.SKOS.prefLabel)) for person in people)
