"""What holds for every answer: who may call, how long an address may be, which headers go along, what stands for a fault.

One layer around the whole application, so that no page can forget any of it.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ip5kg.explore.addresses import decoded

log = logging.getLogger("ip5kg.explore")

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Scripts and styles come from the package alone, nothing comes from elsewhere, nobody may put a page into a frame."""

_HEADERS: Final = tuple(
    (name.encode(), value.encode())
    for name, value in {
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }.items()
)
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LONGEST_PATH: Final = 2_000
_LONGEST_QUERY: Final = 64_000
_MOST_HEADERS: Final = 100
_LARGEST_HEADERS: Final = 32_000
_LARGEST_TAGGED: Final = 8_000_000
_DATA_TYPES: Final = (b"text/html", b"text/css", b"text/javascript", b"application/javascript", b"font/", b"image/")
"""What is not data: it stays with its own pages, while data may be read by the pages of others (CORS)."""
Headed: TypeAlias = tuple[tuple[bytes, bytes], ...]
_ANYBODY: Final = (b"access-control-allow-origin", b"*")
_PLAIN_ORIGIN: Final = re.compile(rb"[a-z]{4,5}://[a-z0-9.\[\]:]{1,60}")


def loopback_hosts() -> frozenset[str]:
    """Return the names under which a server on loopback may be called.

    A page from elsewhere whose name was made to mean 127.0.0.1 (DNS rebinding) calls under its own name, and is refused.
    """
    return _LOOPBACK_NAMES


class Delivery:
    """The layer around the application.

    Args:
        app: the application.
        hosts: names under which it may be called; None for any.
        shared: whether pages from anywhere may read the data (CORS); else only pages of this machine may.
        first: applications of their own, by path; they tag their answers themselves, or not at all.
    """

    def __init__(self, app: Starlette, hosts: frozenset[str] | None, first: Mapping[str, ASGIApp], *, shared: bool = True) -> None:
        self._app, self._hosts, self._first, self._shared = app, hosts, first, shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        out = _Sender(scope, send, self._shared)
        if refusal := self._refusal(scope):
            await out.text(*refusal)
            return
        try:
            if scope["method"] == "OPTIONS" and scope["path"] not in self._first:
                await out.possible()
            elif (first := self._first.get(scope["path"])) is not None:
                scope["app"] = self._app
                out.tags = False
                await first(scope, receive, out)
            else:
                await self._app(scope, receive, out)
        except Exception:
            log.exception("a fault in ip5kg while answering %s", scope["path"][:200])
            if out.started:
                raise  # the server cuts the connection: half an answer must not look whole
            await out.text(500, "Something went wrong in ip5kg itself; please report it (the log of the server says more).")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if len(headers) > _MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > _LARGEST_HEADERS:
            return 431, f"The headers of the request are too many (more than {_MOST_HEADERS}) or too large."
        if len(scope.get("raw_path") or b"") > _LONGEST_PATH or len(scope["query_string"]) > _LONGEST_QUERY:
            return 414, f"The address is too long (at most {_LONGEST_QUERY:,} characters); send long queries by POST."
        if decoded(scope.get("raw_path") or scope["path"].encode()) is None or "\x00" in scope["path"]:
            return 400, "The address is not readable as UTF-8 text."
        named = [value for name, value in headers if name == b"host"]
        if len(named) != 1 and scope["http_version"] == "1.1":
            return 400, "The request must name one host."
        if self._hosts is not None and any(_name(value) not in self._hosts for value in named):
            return 421, "This server answers under its own name only; open it as http://localhost or http://127.0.0.1, with its port."
        return None


class _Sender:
    """Sends an answer on, with the headers that every answer has, and an ETag where its body is known at once."""

    def __init__(self, scope: Scope, send: Send, shared: bool) -> None:
        self._send, self._method = send, scope["method"]
        self._readers = (_ANYBODY,) if shared else _readers(next((value for name, value in scope["headers"] if name == b"origin"), b""))
        self._etag = b""
        if self._method in ("GET", "HEAD"):
            self._etag = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
        self._start: Message | None = None
        self.started = False
        self.tags = True

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        if self._start is not None:
            start, self._start = self._start, None
            body = message.get("body", b"") if self.tags and not message.get("more_body") else b""
            if body and self._is_tagged(start) and self._unchanged(start, body):
                message = {"type": "http.response.body", "body": b""}
            start["headers"] = _completed(start["headers"], self._readers)
            self.started = True
            await self._send(start)
        if self._method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    def _is_tagged(self, start: Message) -> bool:
        names = dict(start["headers"])
        return (
            self._method in ("GET", "HEAD")
            and start["status"] == 200
            and b"etag" not in names
            and names.get(b"cache-control") != b"no-store"
        )

    def _unchanged(self, start: Message, body: bytes) -> bool:
        """Tag an answer by its bytes; return whether the client has these bytes already, and make it a 304 then."""
        if len(body) > _LARGEST_TAGGED:
            return False
        tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'.encode()
        headers = [*start["headers"], (b"etag", tag)]
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", b"no-cache"))
        start["headers"] = headers
        if not _matches(self._etag, tag):
            return False
        start["status"] = 304
        start["headers"] = [(name, value) for name, value in headers if name not in (b"content-length", b"content-type")]
        return True

    async def possible(self) -> None:
        """Tell what may be done at an address: reading. Which pages from elsewhere may do it too is told by the headers of every answer."""
        allowed = b"GET, HEAD, OPTIONS"
        headers = [(b"allow", allowed), (b"access-control-allow-methods", allowed), (b"access-control-max-age", b"86400")]
        await self({"type": "http.response.start", "status": 204, "headers": headers})
        await self({"type": "http.response.body", "body": b""})

    async def text(self, status: int, what: str) -> None:
        """Send a short text of our own."""
        content = (what + "\n").encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(content)).encode())]
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": content})


def _matches(given: bytes, tag: bytes) -> bool:
    return given.strip() == b"*" or any(part.strip().removeprefix(b"W/") == tag for part in given.split(b",")[:50])


def _completed(headers: Iterable[tuple[bytes, bytes]], readers: Headed) -> list[tuple[bytes, bytes]]:
    """Return headers with those that every answer has; what an answer varies with stands in one of them."""
    have = {name.lower(): value for name, value in headers}
    added = [header for header in _HEADERS if header[0] not in have]
    if not have.get(b"content-type", b"").startswith(_DATA_TYPES):
        added += readers
    varies = [value for name, value in (*headers, *added) if name.lower() == b"vary"]
    kept = [header for header in (*headers, *added) if header[0].lower() != b"vary"]
    return [*kept, (b"vary", b", ".join(varies))] if varies else kept


def _readers(origin: bytes) -> Headed:
    """Return the headers that let a page of this machine (a notebook, a tool under development) read the data, and no other page."""
    scheme, _, host = origin.partition(b"://")
    if scheme in (b"http", b"https") and _name(host) in _LOOPBACK_NAMES and _PLAIN_ORIGIN.fullmatch(origin):
        return ((b"access-control-allow-origin", origin), (b"vary", b"Origin"))
    return ((b"vary", b"Origin"),)


def _name(host: bytes) -> str:
    """Return a host without its port, in lower case."""
    text = host.decode("latin-1").lower()
    if text.startswith("["):
        return text.partition("]")[0] + "]"
    return text.partition(":")[0].removesuffix(".")


def accept_of(headers: Headers) -> str | None:
    """Return what a client accepts: its headers `Accept`, joined; None if there are none."""
    given = headers.getlist("accept")
    return ", ".join(given) if given else None
