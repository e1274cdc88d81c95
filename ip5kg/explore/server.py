"""The explorer on a port of this machine: HTTP within bounds, and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import errno
import ipaddress
import logging
import socket
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ip5kg.errors import BadArgument

_LARGEST_HEAD: Final = 96 * 1024
_HEAD_SECONDS: Final = 15.0
_MOST_CONNECTIONS: Final = 1_000
_QUEUE: Final = 512
_DONE: Final = -1
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Of mallopt(3), in glibc."""


class Protocol(HttpToolsProtocol):
    """HTTP with two bounds more: a request's head may not be larger than 96 KB, and must be there within 15 s."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._head = 0
        self._patience: asyncio.TimerHandle | None = None
        super().connection_made(transport)
        self._patience = self.loop.call_later(_HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head == _DONE or self.transport.is_closing():
            return
        self._head += len(data)
        if self._patience is None:
            self._patience = self.loop.call_later(_HEAD_SECONDS, self.transport.close)
        if self._head > _LARGEST_HEAD:
            self.transport.write(b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()

    def on_message_begin(self) -> None:
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = _DONE
        self._forget()
        super().on_headers_complete()

    def _forget(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def is_loopback(host: str) -> bool:
    """Return whether only programs on this machine can reach a server at that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        BadArgument: if another program has it, or it is not to be had.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError, OverflowError) as error:
        raise BadArgument(f"--host {host}", "is no address of this machine", "leave it out, or give 127.0.0.1") from error
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle’s algorithm on
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(_QUEUE)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise BadArgument(f"port {port}", "is used by another program", f"choose another: --port {port + 1}") from error
        if error.errno == errno.EACCES:
            raise BadArgument(f"port {port}", "may not be used", "choose one above 1023") from error
        raise BadArgument(f"--host {host}", f"cannot be used: {error.strerror}", "leave it out, or give 127.0.0.1") from error
    return taken


def address_of(taken: socket.socket) -> str:
    """Return the address under which a browser finds what listens on a socket."""
    host, port = taken.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 – it is compared, not bound
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _give_memory_back() -> None:
    """Have the C library return memory to the system when it is freed, so that one large request does not leave the server large."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 1 << 17)
        library.mallopt(_M_TRIM_THRESHOLD, 1 << 17)
        library.mallopt(_M_ARENA_MAX, 2)


def serve(app: ASGIApp, taken: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve an application until the process is told to stop; the signal is then raised again for the caller.

    Args:
        app: the application.
        taken: the socket that `listen` gave.
        ready: called once requests are answered.
    """
    _give_memory_back()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # broken requests are answered, and are no news
    options: dict[str, Any] = {"http": Protocol, "ws": "none", "lifespan": "off", "access_log": False, "log_config": None}
    config = uvicorn.Config(
        app,
        **options,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=2,
        limit_concurrency=_MOST_CONNECTIONS,
        backlog=_QUEUE,
    )
    _Server(config, ready).run(sockets=[taken])
