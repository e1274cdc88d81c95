"""A server on loopback that does as each test wants, a clock that nobody waits for, and a way to run the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ip5kg.cli.app import app
from ip5kg.fetch import Client

PAGE = b"""<!doctype html><html lang="en"><head><title>IP5 Heads meet in Busan</title>
<meta name="date" content="2023-06-15"></head><body><main><h1>IP5 Heads meet in Busan</h1>
<p>The 16th IP5 Heads of Office Meeting was held in Busan, Republic of Korea, on 15 June 2023.</p></main></body></html>"""


class Server(ThreadingHTTPServer):
    """Answers each path as the test has laid down; 404 where it has not."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.paths: dict[str, Callable[[Handler], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.stop = threading.Event()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, path: str, body: bytes = PAGE, kind: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str) -> str:
        """Answer a path always so; return its address."""
        self.paths[path] = lambda handler: handler.answer(body, kind, status, **headers)
        return self.url(path)

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for seen, headers in self.seen if seen == path]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are expected here."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        behave = self.server.paths.get(self.path) or self.server.paths.get(self.path.partition("?")[0])
        behave(self) if behave else self.answer(b"", None, 404)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def answer(self, body: bytes, kind: str | None, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


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
def client() -> Client:
    return Client(allow_private=True, seconds=5)


@dataclass
class Time:
    """A clock that goes on only where somebody sleeps."""

    now: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, with folders of its own."""
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))

    def run_(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run_
