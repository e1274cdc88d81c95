"""The endpoint: SPARQL 1.1 Protocol, for reading only.

What a request asks for is read here; `ip5kg.sparql` refuses updates and SERVICE; a worker process answers (`workers`). An answer
is sent when it is whole, so that a cut one can never pass for the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ip5kg.errors import Ip5kgError
from ip5kg.explore import pages, void
from ip5kg.explore.addresses import is_iri
from ip5kg.explore.delivery import accept_of
from ip5kg.explore.negotiation import choose, prefers_html
from ip5kg.explore.problems import problem, told
from ip5kg.explore.site import Site
from ip5kg.explore.workers import Order, Reply
from ip5kg.namespaces import PREFIXES
from ip5kg.sparql import prepare

LARGEST_BODY: Final = 2 * 2**20
_BODY_SECONDS: Final = 10.0
_WATCH_AFTER: Final = 0.2
_LONG_QUERY: Final = 4_000
_MOST_TOKENS: Final = 20_000
"""Words and signs of a query: the server itself checks them, and shall not grow with what it is sent."""
_PIECE: Final = 1 << 16
_HEADERS: Final = ((b"vary", b"Accept"), (b"cache-control", b"no-cache"))
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

    def __init__(self, status: int, what: str, remedy: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what)
        self.status, self.what, self.remedy, self.headers = status, what, remedy, headers


@dataclass(frozen=True, slots=True)
class _Asked:
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


class _Plan(NamedTuple):
    """How a query is answered: the order for a worker, and the media type of its answer."""

    order: Order
    media_type: bytes


class Endpoint:
    """The endpoint as an application of its own: nothing stands between it and the server, since it is asked most."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._planned = lru_cache(maxsize=1_024)(self._plan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive, send)
        try:
            if scope["method"] in ("GET", "HEAD") and scope["query_string"]:
                plan = await self._plan_for(request, _asked_by_address(scope["query_string"]))
            elif scope["method"] in ("GET", "HEAD"):
                plan = None
            elif scope["method"] == "POST":
                plan = await self._plan_for(request, await _read(request))
            elif scope["method"] == "OPTIONS":
                await preflight()(scope, receive, send)
                return
            else:
                what = f"{scope['method'][:20]} is not possible here."
                raise _Refusal(405, what, f"Possible: {METHODS}. The graph can only be read.", {"Allow": METHODS})
            if plan is None:
                await (await run_in_threadpool(self._page, request))(scope, receive, send)
                return
            await self._answer(plan, receive, send)
        except _Refusal as refusal:
            await problem(request, refusal.status, refusal.what, refusal.remedy, refusal.headers)(scope, receive, send)
        except Ip5kgError as error:
            await (await run_in_threadpool(told, request, error))(scope, receive, send)
        except ClientDisconnect:
            return

    def _page(self, request: Request) -> Response:
        """Return what a request without a query, or one of a browser, is shown."""
        if prefers_html(accept_of(request.headers)):
            answer = pages.editor(request)
            answer.headers["Vary"] = "Accept"
            return answer
        return void.service_description(request)

    # How a query is answered.

    async def _plan_for(self, request: Request, asked: _Asked) -> _Plan | None:
        """Return how to answer a query; None where a browser shall see the page on which it can be changed and sent."""
        accept = accept_of(request.headers)
        if asked.format is None and request.method != "POST" and prefers_html(accept):
            return None
        if len(asked.query) > _LONG_QUERY:
            found = await run_in_threadpool(self._tried, asked, accept)
            if isinstance(found, Exception):
                raise found
            return found
        return self._planned(asked, accept)

    def _tried(self, asked: _Asked, accept: str | None) -> _Plan | Exception:
        """Plan, and return what goes wrong without its traceback: that would keep the long query and its tokens alive."""
        try:
            return self._plan(asked, accept)
        except (_Refusal, Ip5kgError) as error:
            return error.with_traceback(None)

    def _plan(self, asked: _Asked, accept: str | None) -> _Plan:
        prepared = prepare(asked.query, graph_is_known=lambda _: True, most_tokens=_MOST_TOKENS)
        table = prepared.form in ("select", "ask")
        offers = RESULTS if table else GRAPHS
        kind = asked.format if asked.format in offers else choose(accept, tuple(offers))
        if kind is None:
            # A query that is no query shall be told so, whatever its sender accepts.
            if fault := prepared.fault():
                raise fault
            raise _Refusal(406, "There is no form of this answer that you accept.", f"There are {', '.join(offers)}.")
        chosen = bool(asked.default_graphs or asked.named_graphs)
        order = self._site.workers.order(
            prepared,
            results=offers[kind] if table else "json",
            graph="ntriples" if table else offers[kind],
            default_graphs=asked.default_graphs if chosen else None,
            named_graphs=asked.named_graphs if chosen else None,
            prefixes=PREFIXES if offers[kind] in ("turtle", "rdfxml") else None,
        )
        return _Plan(order, (kind + ("; charset=utf-8" if kind.startswith("text/") else "")).encode())

    async def _answer(self, plan: _Plan, receive: Receive, send: Send) -> None:
        reply = await self._reply(plan.order, receive)

        def start(size: int) -> Message:
            headers = [(b"content-type", plan.media_type), (b"content-length", b"%d" % size), *_HEADERS]
            return {"type": "http.response.start", "status": 200, "headers": headers}

        if reply.file is None:
            await send(start(len(reply.content)))
            await send({"type": "http.response.body", "body": reply.content})
            return
        # A long answer is sent piece by piece from a file, which has no name any more.
        with reply.file.open("rb") as handle:
            size = reply.file.stat().st_size
            reply.file.unlink()
            await send(start(size))
            while piece := await run_in_threadpool(handle.read, _PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})

    async def _reply(self, order: Order, receive: Receive) -> Reply:
        """Wait for an answer; give the query up when whoever asked has hung up."""
        workers = self._site.workers
        job = workers.put(order)
        watch: list[asyncio.Task[None]] = []

        async def until_gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            workers.give_up(job)

        timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, lambda: watch.append(asyncio.create_task(until_gone())))
        try:
            return await job.answer
        except asyncio.CancelledError:
            if watch and not watch[0].cancelled() and job.answer.cancelled():
                raise ClientDisconnect from None
            raise
        finally:
            timer.cancel()
            workers.give_up(job)
            for task in watch:
                task.cancel()


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


# What was asked.


@lru_cache(maxsize=1_024)
def _asked_by_address(query_string: bytes) -> _Asked:
    return _asked(_pairs(query_string))


async def _read(request: Request) -> _Asked:
    """Return what a POST asks for, in one of its two forms."""
    parameters = _pairs(request.scope["query_string"])
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
