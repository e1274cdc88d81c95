"""A client that calls the application in this process: no server, no port, no network."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp

from ip5kg.explore.site import Site


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Puts requests to an application, one after the other, in an event loop of its own."""

    site: Site
    """What is served, for tests and measures that look behind the pages."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1:8123") -> None:
        self._app, self._host = app, host
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def get(self, path: str, accept: str | None = None, **headers: str) -> Answer:
        return self.request("GET", path, accept=accept, **headers)

    def post(self, path: str, body: bytes, kind: str, accept: str | None = None, **headers: str) -> Answer:
        return self.request("POST", path, body, accept, **{"content-type": kind, **headers})

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Answer:
        return self.get("/sparql?" + urlencode({"query": query, **more}), accept)

    def request(self, method: str, path: str, body: bytes = b"", accept: str | None = None, **headers: str) -> Answer:
        given = {"host": self._host, **({"accept": accept} if accept is not None else {}), **headers}
        return self._loop.run_until_complete(self._put(method, path, body, given))

    def together(self, *paths: str) -> list[Answer]:
        """Put several requests at once."""

        async def all_of_them() -> list[Answer]:
            return await asyncio.gather(*(self._put("GET", path, b"", {"host": self._host}) for path in paths))

        return self._loop.run_until_complete(all_of_them())

    async def _put(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        from urllib.parse import unquote

        raw, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw),
            "raw_path": raw.encode("ascii"),
            "query_string": query.encode("ascii"),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()],
            "server": ("127.0.0.1", 8123),
            "client": ("127.0.0.1", 50_000),
            "state": {},
        }
        sent = False
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            nonlocal sent
            if not sent:
                sent = True
                return {"type": "http.request", "body": body, "more_body": False}
            await asyncio.Event().wait()  # the client waits for its answer
            raise AssertionError

        async def send(message: Any) -> None:
            messages.append(dict(message))

        await self._app(scope, receive, send)
        start = next(message for message in messages if message["type"] == "http.response.start")
        found = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], found, b"".join(m.get("body", b"") for m in messages if m["type"] == "http.response.body"))
