"""The client of remote endpoints, against servers on loopback that misbehave in every way we could think of.

That a well-behaved server answers as the embedded store does is tested in `tests/store/test_backends.py`.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pyoxigraph as ox
import pytest

from ip5kg.endpoint import Endpoint
from ip5kg.errors import BadArgument, BadQuery, EndpointError, Ip5kgError

JSON = "application/sparql-results+json"
ANSWER = {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:x"}}]}}
ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?s { ?s ?p ?o }"


class Server(ThreadingHTTPServer):
    """Answers every request as the test wants, and remembers them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave: Callable[[Handler], None] = lambda handler: handler.answer(json.dumps(ANSWER).encode())
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.stop = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are expected here."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, {key.lower(): value for key, value in self.headers.items()}, body))
        self.server.behave(self)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def answer(self, body: bytes, kind: str | None = JSON, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def wait(self) -> None:
        """Say nothing until the test is over."""
        self.server.stop.wait(30)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.stop.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def other() -> Iterator[Server]:
    """A second server, to be redirected to."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_query_is_sent_and_its_answer_read(server: Server) -> None:
    table = Endpoint(server.address).select(SELECT)
    assert table.rows == ((ox.NamedNode("urn:x"),),)
    method, path, headers, _ = server.seen[0]
    assert method == "GET"
    assert path.startswith("/sparql?query=SELECT+%3Fs")
    assert headers["accept"].startswith(JSON)
    assert "authorization" not in headers


def test_long_queries_are_posted(server: Server) -> None:
    Endpoint(server.address).select(SELECT + " # " + "long " * 1_000)
    method, path, headers, body = server.seen[0]
    assert (method, path) == ("POST", "/sparql")
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert body.startswith(b"query=SELECT")


def test_parameters_of_the_address_are_kept(server: Server) -> None:
    Endpoint(server.address + "?default-graph-uri=urn%3Ag").select(SELECT)
    assert "default-graph-uri=urn%3Ag&query=" in server.seen[0][1]


def test_every_kind_of_term_is_read(server: Server) -> None:
    cells = [
        ({"type": "literal", "value": "x"}, ox.Literal("x")),
        ({"type": "literal", "value": "x", "xml:lang": "en"}, ox.Literal("x", language="en")),
        ({"type": "typed-literal", "value": "1", "datatype": "urn:t"}, ox.Literal("1", datatype=ox.NamedNode("urn:t"))),
        ({"type": "bnode", "value": "b1"}, ox.BlankNode("b1")),
        ({"type": "bnode", "value": "node id://1"}, ox.BlankNode("x" + b"node id://1".hex())),
        ({"type": "uri", "value": "urn:é"}, ox.NamedNode("urn:é")),
    ]
    document = {"head": {"vars": ["s", "t"]}, "results": {"bindings": [{"s": cell} for cell, _ in cells]}}
    server.behave = lambda handler: handler.answer(json.dumps(document).encode(), "application/json; charset=utf-8")
    assert Endpoint(server.address).select(SELECT).rows == tuple((term, None) for _, term in cells)


def _drip(handler: Handler) -> None:
    """One byte after the other, each in time, and never an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    while not handler.server.stop.wait(0.01):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def _drip_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.stop.wait(0.01):
        handler.wfile.write(b"X-More: yes\r\n"[:5])
        handler.wfile.flush()


def _reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    while not handler.server.stop.is_set():
        handler.wfile.write(b" " * 65_536)


def _json(document: Any) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(json.dumps(document).encode())


def _raw(content: bytes) -> Callable[[Handler], None]:
    def behave(handler: Handler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return behave


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
WHOLE = json.dumps(ANSWER).encode()

MISBEHAVIOUR: dict[str, tuple[Callable[[Handler], None], str]] = {
    "silent": (Handler.wait, "gave no (whole )?answer within 0.4 s"),
    "dripping": (_drip, "gave no whole answer within 0.4 s"),
    "dripping its head": (_drip_head, "gave no whole answer within 0.4 s"),
    "hanging up": (lambda h: h.connection.close(), "broke off its answer"),
    "resetting": (_reset, "broke off its answer"),
    "not speaking HTTP": (_raw(b"SSH-2.0-OpenSSH\r\n"), "does not speak HTTP"),
    "a status of letters": (_raw(b"HTTP/1.1 abc OK\r\n\r\n"), "does not speak HTTP"),
    "cut off": (_raw(OK + b"Content-Length: 1000\r\n\r\n" + WHOLE), "broke off its answer"),
    "cut off in a chunk": (_raw(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n" + WHOLE), "broke off its answer"),
    "cut off without a length": (_raw(OK + b"\r\n" + WHOLE[:-10]), "its answer cannot be read"),
    "announcing too much": (lambda h: h.answer(b"", Content_Length="9" * 30), "answers with more than 100,000 bytes"),
    "endless": (_endless, "answers with more than 100,000 bytes"),
    "a sign-in page": (
        lambda h: h.answer(b"<html>Sign in</html>", "text/html"),
        "answers with text/html, not with SPARQL results .*sign in",
    ),
    "no type": (lambda h: h.answer(WHOLE, None), "answers with no type"),
    "XML": (lambda h: h.answer(b"<sparql/>", "application/sparql-results+xml"), "answers with application/sparql-results"),
    "compressed": (lambda h: h.answer(b"\x1f\x8b", Content_Encoding="gzip"), "compressed"),
    "nothing": (lambda h: h.answer(b""), "its answer cannot be read"),
    "no content": (lambda h: h.answer(b"", status=204), "answers with HTTP 204"),
    "not JSON": (lambda h: h.answer(b"{oops"), "its answer cannot be read"),
    "a list": (_json([1]), "it is no JSON object"),
    "an error behind the answer": (lambda h: h.answer(WHOLE + b"\nquery time-out"), "its answer cannot be read"),
    "deep nesting": (lambda h: h.answer(b"[" * 90_000), "its answer cannot be read"),
    "an answer to ASK": (_json({"head": {}, "boolean": True}), "its answer cannot be read"),
    "vars that are a text": (_json({"head": {"vars": "s"}, "results": {"bindings": []}}), "are not lists"),
    "vars twice": (_json({"head": {"vars": ["s", "s"]}, "results": {"bindings": []}}), "repeats a variable"),
    "too many cells": (
        _json({"head": {"vars": [f"v{i}" for i in range(5_000)]}, "results": {"bindings": [{}] * 2_001}}),
        "more than 10,000,000 cells",
    ),
    "an unknown variable": (
        _json({"head": {"vars": ["s"]}, "results": {"bindings": [{"t": {}}]}}),
        "a variable that the head does not have",
    ),
    "a row that is a text": (_json({"head": {"vars": ["s"]}, "results": {"bindings": ["s"]}}), "its answer cannot be read"),
    "an unknown kind": (_json({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "x", "value": ""}}]}}), "unknown kind"),
    "a relative IRI": (
        _json({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "x"}}]}}),
        "its answer cannot be read",
    ),
    "a number for a text": (
        _json({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": 1}}]}}),
        "its answer cannot be read",
    ),
    "unauthorised": (lambda h: h.answer(b"", status=401), r"HTTP 401 \(give user and password\)"),
    "forbidden": (lambda h: h.answer(b"", status=403), "HTTP 403"),
    "not found": (lambda h: h.answer(b"<h1>gone</h1>", "text/html", 404), r"answers with HTTP 404 \(check the address\)"),
    "failing": (lambda h: h.answer(b"out of\n\x1b[31mluck", "text/plain", 500), r"HTTP 500: out of \\x1b\[31mluck"),
}


@pytest.mark.parametrize(("behave", "told"), MISBEHAVIOUR.values(), ids=MISBEHAVIOUR.keys())
def test_misbehaviour_is_one_line_and_in_time(server: Server, behave: Callable[[Handler], None], told: str) -> None:
    server.behave = behave
    with pytest.raises(EndpointError, match=told) as caught:
        Endpoint(server.address, timeout=0.4 if "0.4" in told else 10, max_bytes=100_000 if "100,000" in told else 10**7).select(SELECT)
    assert str(caught.value).startswith(server.address)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_asking_wants_a_boolean(server: Server) -> None:
    server.behave = _json({"head": {}, "boolean": False})
    assert Endpoint(server.address).ask(ASK) is False
    server.behave = _json({"head": {}, "boolean": "false"})
    with pytest.raises(EndpointError, match="no answer to ASK"):
        Endpoint(server.address).ask(ASK)


def test_triples_are_read_and_bounded(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"
    server.behave = lambda h: h.answer(b"<urn:a> <urn:b> <urn:c> .\n" * 2, "application/n-triples")
    assert Endpoint(server.address).construct(construct) == (ox.Triple(*map(ox.NamedNode, ("urn:a", "urn:b", "urn:c"))),)
    server.behave = lambda h: h.answer(b"<urn:a> <urn:b> <urn:c> .\nquery time-out", "application/n-triples")
    with pytest.raises(EndpointError, match="its answer cannot be read"):
        Endpoint(server.address).construct(construct)
    # A long prefix, often used: small as Turtle, gigabytes as terms.
    monkeypatch.setattr("ip5kg.endpoint.answers._LARGEST_GRAPH", 1_000_000)
    bomb = b"@prefix a: <urn:" + b"x" * 100_000 + b"> . " + b"".join(b"a:%d a:b a:c . " % i for i in range(1_000))
    server.behave = lambda h: h.answer(bomb, "text/turtle")
    with pytest.raises(EndpointError, match="more than 1,000,000 characters"):
        Endpoint(server.address).construct(construct)


def test_nobody_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    with pytest.raises(EndpointError, match="nobody answers there"):
        Endpoint(address).ask(ASK)


def test_a_plain_server_where_a_secure_one_is_wanted(server: Server) -> None:
    with pytest.raises(EndpointError, match="no secure connection can be made"):
        Endpoint(server.address.replace("http", "https")).ask(ASK)


def test_what_the_server_says_of_a_bad_query_is_told(server: Server) -> None:
    server.behave = lambda h: h.answer(b"parse error: I do not like it", "text/plain", 400)
    with pytest.raises(BadQuery, match=r"query: is refused by .*: parse error: I do not like it"):
        Endpoint(server.address).ask(ASK)
    server.behave = lambda h: h.answer(b"error at 1:9: expected something", "text/plain", 400)
    with pytest.raises(BadQuery, match="line 1, column 13: expected a value, found '}'"):
        Endpoint(server.address).ask("ASK { ?s ?p }")


def test_a_query_is_checked_before_anything_is_sent(server: Server) -> None:
    endpoint = Endpoint(server.address)
    for query, told in {
        "INSERT DATA { <urn:a> <urn:b> 1 }": "is an update",
        "ASK { SERVICE <http://x/> { } }": "calls another service",
        "ASK FROM <http://x/> { }": "nothing is fetched",
        SELECT: "is of the form SELECT",
    }.items():
        with pytest.raises(BadQuery, match=told):
            endpoint.ask(query)
    assert server.seen == []


def _busy_for(times: int, status: int = 503, **headers: str) -> Callable[[Handler], None]:
    left = [times]

    def behave(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(b"busy", "text/plain", status, **headers)
        else:
            handler.answer(WHOLE)

    return behave


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"Retry_After": "3"}, [3.0, 3.0]),
        ({}, [1.0, 2.0]),
        ({"Retry_After": "Fri, 31 Dec 1999 23:59:59 GMT"}, [1.0, 2.0]),
        ({"Retry_After": "-1"}, [1.0, 2.0]),
    ],
)
def test_a_busy_server_is_asked_again_after_the_time_it_wishes(server: Server, headers: dict[str, str], waits: list[float]) -> None:
    waited: list[float] = []
    server.behave = _busy_for(2, **headers)
    assert len(Endpoint(server.address, sleep=waited.append).select(SELECT)) == 1
    assert waited == waits


def test_patience_is_bounded(server: Server) -> None:
    waited: list[float] = []
    server.behave = _busy_for(99, 429)
    with pytest.raises(EndpointError, match=r"is too busy \(HTTP 429\) \(try again later\)"):
        Endpoint(server.address, sleep=waited.append).select(SELECT)
    assert len(server.seen) == 3
    server.behave = _busy_for(99, Retry_After="3600")
    with pytest.raises(EndpointError, match="asks to wait 3600 s"):
        Endpoint(server.address, sleep=waited.append).select(SELECT)
    assert len(server.seen) == 4
    assert waited == [1.0, 2.0]


def _redirect(target: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda h: h.answer(b"", status=status, Location=target) if not h.path.startswith("/there") else h.answer(WHOLE)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_on_the_same_server_are_followed(server: Server, status: int) -> None:
    server.behave = _redirect("/there?query=x", status)
    assert len(Endpoint(server.address.replace("//", "//user:secret@")).select(SELECT)) == 1
    assert server.seen[1][2]["authorization"] == server.seen[0][2]["authorization"]


def test_a_posted_query_is_posted_again(server: Server) -> None:
    server.behave = _redirect("/there", 301)
    Endpoint(server.address).select(SELECT + " # " + "long " * 1_000)
    assert [seen[0] for seen in server.seen] == ["POST", "POST"]
    assert server.seen[0][3] == server.seen[1][3]


def test_credentials_do_not_follow_to_another_server(server: Server, other: Server) -> None:
    server.behave = _redirect(other.address)
    endpoint = Endpoint(server.address.replace("//", "//user:secret@"), private=True)
    assert len(endpoint.select(SELECT)) == 1
    assert server.seen[0][2]["authorization"] == "Basic dXNlcjpzZWNyZXQ="
    assert "authorization" not in other.seen[0][2]


def test_a_proxy_is_not_asked_for_what_is_on_this_machine(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.delenv("no_proxy", raising=False)
    assert len(Endpoint(server.address).select(SELECT)) == 1


def test_passwords_are_never_shown(server: Server) -> None:
    server.behave = lambda h: h.answer(b"", status=401)
    endpoint = Endpoint(server.address.replace("//", "//user:secret@"))
    with pytest.raises(EndpointError) as caught:
        endpoint.ask(ASK)
    assert "secret" not in str(caught.value)
    with pytest.raises(BadArgument) as wrong:
        Endpoint("ftp://user:secret@example.org/")
    assert "secret" not in str(wrong.value)


REDIRECTS = {
    "file:///etc/passwd": "not followed",
    "ftp://127.0.0.1/": "is no web address",
    "data:,x": "not followed",
    "http://127.0.0.1:1/": "to the private address http://127.0.0.1:1/",
    "http://localhost:1/": "to the private address",
    "http://[::1]:1/": "to the private address",
    "http://[::ffff:127.0.0.1]:1/": "to the private address",
    "http://169.254.169.254/latest/meta-data": "to the private address",
    "http://10.0.0.1/": "to the private address",
    "http://2130706433/": "private address",
    "/loop": "redirects (more than 3 times|in a way that is not followed)",
}


@pytest.mark.parametrize(("target", "told"), REDIRECTS.items())
def test_redirects_elsewhere_are_refused(server: Server, target: str, told: str) -> None:
    server.behave = _redirect(target)
    with pytest.raises(EndpointError, match=told):
        Endpoint(server.address, timeout=5).select(SELECT)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://a:99999/",
        "http://a b/",
        "http://[/",
        "javascript:alert(1)",
        "http://a/\r\nX: y",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(BadArgument, match="is not the address of an endpoint"):
        Endpoint(address)


def test_every_failure_is_one_of_ours() -> None:
    assert issubclass(EndpointError, Ip5kgError)
    assert EndpointError("a", "b", "c").exit_code == 2
