"""The endpoint: SPARQL 1.1 Protocol, for reading only.

What a request asks for is read here; `ip5kg.sparql` refuses updates and SERVICE; a worker process answers (`workers`). An answer
is sent when it is whole, so that a cut one can never pass for the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from ip5kg.errors import BadQuery, Ip5kgError
from ip5kg.explore import pages, void
from ip5kg.explore.addresses import is_iri
from ip5kg.explore.delivery import accept_of
from ip5kg.explore.negotiation import choose, prefers_html
from ip5kg.explore.problems import problem, told
from ip5kg.explore.site import site_of
from ip5kg.explore.workers import Reply
from ip5kg.namespaces import PREFIXES
from ip5kg.sparql import Form, Prepared, prepare

LARGEST_BODY: Final = 2 * 2**20
_BODY_SECONDS: Final = 10.0
_WATCH_AFTER: Final = 0.2
_LONG_QUERY: Final = 4_000
_PIECE: Final = 1 << 16
METHODS: Final = "GET, HEAD, POST, OPTIONS"

RESULTS: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPHS: Final[Mapping[str, str]] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-quads": "ntriples",
    "application/trig": "turtle",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
"""Media types and what the worker writes; triples without named graphs are the same in N-Quads as in N-Triples."""

_NAMES: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Values of the parameter `format`, for links in pages: a link has no `Accept`."""


class _Refusal(Exception):
    """A request that is not one of the protocol; `status` and a sentence for whoever sent it."""

    def __init__(self, status: int, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.status, self.what, self.remedy = status, what, remedy


@dataclass(frozen=True, slots=True)
class _Asked:
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


async def endpoint(request: Request) -> Response:
    """Answer a request to the endpoint."""
    if request.method == "OPTIONS":
        return preflight()
    try:
        if request.method != "POST" and not request.scope["query_string"]:
            if prefers_html(accept_of(request.headers)):
                return await run_in_threadpool(_editor, request)
            return await run_in_threadpool(void.service_description, request)
        asked = await _read(request)
        if request.method != "POST" and asked.format is None and prefers_html(accept_of(request.headers)):
            return await run_in_threadpool(_editor, request)
        return await _answer(request, asked)
    except _Refusal as refusal:
        return problem(request, refusal.status, refusal.what, refusal.remedy)
    except ClientDisconnect:
        return Response(status_code=499)
    except Ip5kgError as error:
        return await run_in_threadpool(told, request, error)


def preflight() -> Response:
    """Answer a browser that asks whether a page from elsewhere may read here: everybody may read, without credentials."""
    headers = {
        "Allow": METHODS,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)


def _editor(request: Request) -> Response:
    answer = pages.editor(request)
    answer.headers["Vary"] = "Accept"
    return answer


# What was asked.


async def _read(request: Request) -> _Asked:
    parameters = _pairs(request.scope["query_string"])
    if request.method == "POST":
        kind, _, rest = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if "charset" in rest.lower() and "utf-8" not in rest.lower().replace("utf8", "utf-8"):
            raise _Refusal(415, "The query is not in UTF-8.", "Send it as UTF-8.")
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise _Refusal(415, "The body is compressed.", "Send it as it is.")
        if kind == "application/sparql-update":
            raise _read_only()
        if kind not in ("application/sparql-query", "application/x-www-form-urlencoded"):
            what = f"The body is of the type {kind[:60]!r}." if kind else "The request does not name the type of its body."
            raise _Refusal(415, what, "Send application/sparql-query or application/x-www-form-urlencoded.")
        body = await _body(request)
        if kind == "application/sparql-query":
            parameters.append(("query", _text(body)))
        else:
            parameters += _pairs(body)
    return _asked(parameters)


def _asked(parameters: list[tuple[str, str]]) -> _Asked:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if all_of("update") or all_of("using-graph-uri") or all_of("using-named-graph-uri"):
        raise _read_only()
    queries = all_of("query")
    if len(queries) != 1:
        what = "The request holds no query." if not queries else "The request holds more than one query."
        raise _Refusal(400, what, "Give one parameter “query”.")
    graphs = all_of("default-graph-uri"), all_of("named-graph-uri")
    for iri in (*graphs[0], *graphs[1]):
        if not is_iri(iri):
            raise _Refusal(400, "The name of a graph is no absolute IRI.", "Name graphs of this store; nothing is fetched.")
    formats = all_of("format")
    if formats and formats[-1] not in _NAMES:
        raise _Refusal(400, "There is no such format.", f"One of: {', '.join(_NAMES)}.")
    return _Asked(queries[0], *graphs, _NAMES[formats[-1]] if formats else None)


def _read_only() -> _Refusal:
    return _Refusal(403, "This endpoint is for reading; it takes no updates.", "To change the graph, build it anew from changed releases.")


async def _body(request: Request) -> bytes:
    """Return the body of a request, if it is not too large and comes in time."""
    too_large = _Refusal(413, f"The query is larger than {LARGEST_BODY:,} bytes.", "Shorten it.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:12]) > LARGEST_BODY:
        raise too_large
    received = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                received += piece
                if len(received) > LARGEST_BODY:
                    raise too_large
    except TimeoutError:
        raise _Refusal(408, f"The query did not arrive within {_BODY_SECONDS:g} s.", "Send it again.") from None
    return bytes(received)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise _Refusal(400, "The request is not in UTF-8.", "Percent-encode it as UTF-8.") from None
    except ValueError:
        raise _Refusal(400, "The request has too many parameters.", "Give at most 200.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _Refusal(400, "The query is not in UTF-8.", "Send it as UTF-8.") from None


# The answer.


async def _answer(request: Request, asked: _Asked) -> Response:
    site = site_of(request)
    if len(asked.query) > _LONG_QUERY:
        prepared = await run_in_threadpool(_prepared, asked.query)
    else:
        prepared = _prepared_once(asked.query)
    table = prepared.form in ("select", "ask")
    offers = RESULTS if table else GRAPHS
    kind = asked.format if asked.format in offers else choose(accept_of(request.headers), tuple(offers))
    if kind is None:
        # A query that is no query shall be told so, whatever its sender accepts.
        if fault := prepared.fault():
            raise fault
        raise _Refusal(406, "There is no form of this answer that you accept.", f"There are {', '.join(offers)}.")
    chosen = bool(asked.default_graphs or asked.named_graphs)
    pending = site.workers.ask(
        prepared,
        results=offers[kind] if table else "json",
        graph="ntriples" if table else offers[kind],
        default_graphs=list(asked.default_graphs) if chosen else None,
        named_graphs=list(asked.named_graphs) if chosen else None,
        prefixes=dict(PREFIXES) if offers[kind] in ("turtle", "rdfxml") else None,
    )
    reply = await _unless_gone(request, pending)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    if reply.file is None:
        return Response(reply.content, media_type=None, headers={**headers, "Content-Type": kind + charset})
    return _from_file(reply.file, {**headers, "Content-Type": kind + charset})


async def _unless_gone(request: Request, pending: asyncio.Future[Reply]) -> Reply:
    """Wait for an answer; give the query up when whoever asked has hung up."""
    watch: asyncio.Task[None] | None = None

    async def until_gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        pending.cancel()

    def begin() -> None:
        nonlocal watch
        watch = asyncio.create_task(until_gone())

    timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, begin)
    try:
        return await pending
    except asyncio.CancelledError:
        if watch is not None and watch.done():
            raise ClientDisconnect from None
        raise
    finally:
        timer.cancel()
        if watch is not None:
            watch.cancel()


def _from_file(file: Path, headers: dict[str, str]) -> Response:
    """Return an answer that is sent piece by piece from a file, which has no name any more."""
    handle = file.open("rb")
    size = file.stat().st_size
    file.unlink()

    async def pieces() -> AsyncIterator[bytes]:
        with handle:
            while piece := await run_in_threadpool(handle.read, _PIECE):
                yield piece

    return StreamingResponse(pieces(), headers={**headers, "Content-Length": str(size)})


def _prepared(query: str) -> Prepared:
    return prepare(query, graph_is_known=lambda _: True)


@lru_cache(maxsize=1_024)
def _prepared_once(query: str) -> Prepared:
    return _prepared(query)


__all__ = ["GRAPHS", "METHODS", "RESULTS", "BadQuery", "Form", "endpoint", "preflight"]
