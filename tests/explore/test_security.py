"""What every answer carries, who may call, and what no address may reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.explore import app as application
from ip5kg.explore.addresses import iri_of, link, path_of, split_ending
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, RDF, RDFS, SCHEMA
from ip5kg.store import write
from tests.explore.client import Client
from tests.explore.served import served

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{7*7}}{% include 'x' %}",
    "</title><svg onload=alert(1)>",
    "\u202eevil\u202c",
)
ADDRESSES = (
    "/",
    "/meeting/heads/14",
    "/meeting/heads/14.ttl",
    "/nothing",
    "/sparql?query=ASK%20%7B%7D",
    "/sparql",
    "/void",
    "/api/queries",
    "/api/openapi.json",
    "/search",
)


def test_every_answer_carries_the_policy(client: Client) -> None:
    for address in ADDRESSES:
        headers = client.get(address, "text/html, */*;q=0.1").headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'", address
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_no_page_has_script_or_style_of_its_own(client: Client) -> None:
    for address in ("/", "/meeting/heads/14", "/sparql", "/nothing"):
        text = client.get(address, "text/html").text.lower()
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick=" not in text
        for element in text.split("<script")[1:]:
            assert "src=" in element.partition(">")[0] or "json" in element.partition(">")[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8123", "", "127.0.0.1@evil.example", "[::2]:80"]
)
def test_a_name_that_was_made_to_mean_this_machine_is_refused(client: Client, host: str) -> None:
    assert client.get("/sparql?query=ASK%20%7B%7D", host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:99", "127.0.0.1", "[::1]:8123", "localhost.:80"])
def test_this_machine_may_call_by_its_names(client: Client, host: str) -> None:
    assert client.get("/sparql?query=ASK%20%7B%7D", host=host).status == 200


def test_requests_have_bounds(client: Client) -> None:
    assert client.get("/" + "a" * 3_000).status == 414
    assert client.get("/", **{f"x-{number}": "1" for number in range(120)}).status == 431
    assert client.get("/", **{"x-long": "a" * 40_000}).status == 431
    assert client.get("/%ff%fe").status == 400
    assert client.get("/%00").status == 400


def test_every_address_tells_what_may_be_done_there(client: Client) -> None:
    for path in ("/", "/meeting/heads/14", "/api/queries", "/void"):
        options = client.request("OPTIONS", path)
        assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS"), path
        assert options.headers["access-control-allow-origin"] == "*"
        for method in ("POST", "PUT", "DELETE", "TRACE"):
            refused = client.request(method, path)
            assert refused.status == 405, path
            assert "GET" in refused.headers["allow"]
        head = client.request("HEAD", path)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["etag"] == client.get(path).headers["etag"]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A static folder with a file, a hidden file, and links that lead out of it."""
    inside = tmp_path / "static"
    (inside / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "style.css").write_text("body {}")
    (inside / ".hidden").write_text("secret")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "up").symlink_to(tmp_path)
    monkeypatch.setattr(application, "STATIC", inside)
    return inside


def test_only_files_of_the_static_folder_are_served(client: Client, tree: Path) -> None:
    found = client.get("/static/style.css")
    assert (found.status, found.kind, found.body) == (200, "text/css", b"body {}")
    for path in (
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "sub/../../secret.txt",
        ".hidden",
        "out.txt",
        "up/secret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..%5csecret.txt",
        "",
        "sub",
        "style.css/",
    ):
        answer = client.get(f"/static/{path}")
        assert answer.status == 404, path
        assert b"secret" not in answer.body.replace(b"secret.txt", b"")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A graph of somebody who means harm: markup in names and titles, IRIs that are programs."""
    place, graph = tmp_path_factory.mktemp("hostile"), ox.NamedNode(iris.FACTS_GRAPH)
    quads = []

    def add(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph))

    for number, payload in enumerate(PAYLOADS):
        for kind in ("meeting/x", "person", "release", "body", "decision/x", "project", "office", "topic", "document/x"):
            thing = f"{BASE}{kind}/{number}"
            name = {"meeting/x": "Meeting", "decision/x": "Decision", "document/x": "Document", "topic": "Topic"}.get(
                kind, kind.capitalize()
            )
            add(thing, RDF.type, ox.NamedNode(IP5.base + name))
            add(thing, RDFS.label, ox.Literal(payload, language="en"))
            add(thing, DCTERMS.title, ox.Literal(payload))
            add(thing, SCHEMA.url, ox.NamedNode("javascript:alert(1)"))
            add(thing, RDFS.seeAlso, ox.NamedNode("data:text/html,<script>".replace("<", "%3C").replace(">", "%3E")))
            add(thing, IP5.base + "wording", ox.Literal(payload))
    add("javascript:alert(document.domain)", RDFS.label, ox.Literal("a program", language="en"))
    write(place / "store", quads)
    with served(place) as client:
        yield client


def test_payloads_are_shown_as_text(hostile: Client) -> None:
    for kind in ("meeting/x", "person", "release", "body", "decision/x", "project", "office", "topic", "document/x"):
        for number in range(len(PAYLOADS)):
            answer = hostile.get(f"/{kind}/{number}", "text/html")
            assert answer.status == 200, (kind, number)
            text = answer.text.lower()
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            assert "<svg onload" not in text
            assert 'href="javascript:' not in text
            assert "href='javascript:" not in text
            assert 'href="data:' not in text
            assert "49" not in text or "7*7" in text


def test_payloads_survive_as_data(hostile: Client) -> None:
    for number, payload in enumerate(PAYLOADS):
        document = hostile.get(f"/person/{number}.jsonld").json()
        assert document["rdfs:label"] == payload
        cells = hostile.get(f"/person/{number}.csv").text
        assert "\n=" not in cells


def test_a_thing_whose_iri_is_a_program_is_shown_without_a_link_to_it(hostile: Client) -> None:
    answer = hostile.get("/resource?iri=" + quote("javascript:alert(document.domain)", safe=""), "text/html")
    assert answer.status == 200
    assert 'href="javascript:' not in answer.text.lower()


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http:",
        "//x",
        "http://x/<script>",
        "java\nscript:alert(1)",
        "http://[x",
    ],
)
def test_such_iris_never_become_links(iri: str) -> None:
    assert link(iri) is None


def test_addresses_and_iris_belong_together() -> None:
    for path in (
        "meeting/heads/14",
        "person/kim-yong-rae",
        "release/2021-06-24-meti",
        "place/kr/서울",
        "office/KR",
        "figure/share/IP5/2019/91.5-percent",
    ):
        address = path_of(BASE + path)
        assert iri_of(address.replace("%EC%84%9C%EC%9A%B8", "서울")) == BASE + path
    assert path_of(IP5.base + "hostedBy") == "/ontology#hostedBy"
    assert path_of(BASE + "meeting/heads/14", "turtle") == "/meeting/heads/14.ttl"
    assert path_of("http://example.org/a?b#c", "csv") == "/resource.csv?iri=http%3A%2F%2Fexample.org%2Fa%3Fb%23c"
    for odd in ("sparql", "static/x", "a/../b", "a//b", "a?b", "", "api/x", "a%2fb", "search"):
        assert path_of(BASE + odd).startswith("/resource?iri="), odd
        assert iri_of("/" + odd) is None, odd
    assert split_ending("/meeting/heads/14.ttl") == ("/meeting/heads/14", "turtle")
    assert split_ending("/figure/91.5-percent") == ("/figure/91.5-percent", None)


def test_a_local_explorer_lets_only_pages_of_this_machine_read_its_data() -> None:
    data = ("/meeting/heads/14.ttl", "/api/queries", "/void", "/sparql?query=ASK%20%7B%7D")
    with served(shared=False) as local:
        for path in data:
            for mine in ("http://localhost:8888", "http://127.0.0.1:3000", "https://[::1]"):
                assert local.get(path, origin=mine).headers["access-control-allow-origin"] == mine, path
            for others in (
                "https://evil.test",
                "null",
                "http://localhost.evil.test",
                "http://127.0.0.1:80@evil.test",
                "http://localhost:1 x",
            ):
                answer = local.get(path, origin=others)
                assert "access-control-allow-origin" not in answer.headers, (path, others)
                assert "Origin" in answer.headers["vary"]
            assert "access-control-allow-origin" not in local.get(path).headers
        assert set(local.get("/meeting/heads/14", accept="text/turtle", origin="https://evil.test").headers["vary"].split(", ")) == {
            "Accept",
            "Origin",
        }
    with served(shared=True) as public:
        for path in data:
            assert public.get(path, origin="https://elsewhere.test").headers["access-control-allow-origin"] == "*", path
