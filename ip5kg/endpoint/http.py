"""HTTP within bounds: a deadline for the whole exchange, checked redirects, answers of the right type and size."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import Message
from typing import IO, Any, Final

from ip5kg.endpoint.answers import malformed
from ip5kg.errors import BadArgument, EndpointError

_MOST_REDIRECTS: Final = 3
_PIECE: Final = 65_536


class Refused(OSError):
    """A redirect that is not followed; the message says why."""


class Watch:
    """Makes the connections of an exchange, and cuts them when its time is over."""

    def __init__(self) -> None:
        self.expired = False
        self.only_public = False
        self._held: list[socket.socket] = []

    def connect(self, address: tuple[str, int], timeout: float | None = None, source: Any = None) -> socket.socket:
        """Connect as `socket.create_connection` does."""
        if self.only_public:
            # Connect to the very address that was checked: what a name means may change between one look-up and the next.
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(*address, type=socket.SOCK_STREAM)}
            if any(map(is_private, found)):
                raise Refused("redirects to a private address")
            address = (min(found), address[1])
        connection = socket.create_connection(address, timeout, source)
        # A second handle on the same connection: that of TLS may not be touched from another thread.
        self._held.append(connection.dup())
        if self.expired:
            self.cut()
        return connection

    def cut(self) -> None:
        """End the exchange now."""
        self.expired = True
        for held in self._held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        for held in self._held:
            held.close()


@contextmanager
def deadline(seconds: float) -> Iterator[Watch]:
    """Yield the watch over an exchange that may take `seconds`. A time-out of sockets counts anew with each byte; this does not."""
    watch = Watch()
    timer = threading.Timer(seconds, watch.cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        timer.join()
        watch.release()


def opener(watch: Watch, address: str, private: bool) -> urllib.request.OpenerDirector:
    """Return what opens addresses of http and https, and of nothing else, under a watch.

    Args:
        watch: over the exchange.
        address: the first that will be opened; a proxy of the environment is used only for public ones.
        private: whether redirects may lead to private addresses.
    """
    host = urllib.parse.urlsplit(address).hostname or ""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if host == "localhost" or is_private(host) else None),
        _Http(watch),
        _Https(watch),
        _Redirects(watch, private),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        director.add_handler(handler)
    return director


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            return _watched(http.client.HTTPConnection(host, **options), self._watch)

        return self.do_open(connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            return _watched(http.client.HTTPSConnection(host, **options), self._watch)

        return self.do_open(connection, req)


def _watched(connection: http.client.HTTPConnection, watch: Watch) -> http.client.HTTPConnection:
    # The one place where http.client lets others make its connections, before TLS says its first word.
    connection._create_connection = watch.connect  # type: ignore[attr-defined] # noqa: SLF001
    return connection


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, each of them checked."""

    def __init__(self, watch: Watch, private: bool) -> None:
        self._watch, self._private, self._followed = watch, private, 0

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,  # noqa: ARG002 – the signature is urllib's
        headers: Message,  # noqa: ARG002
        newurl: str,
    ) -> urllib.request.Request:
        fp.close()  # its body, of any size, is of no interest
        self._followed += 1
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        shown = without_credentials(newurl).partition("?")[0][:200]
        if self._followed > _MOST_REDIRECTS:
            raise Refused(f"redirects more than {_MOST_REDIRECTS} times")
        if new.scheme not in ("http", "https") or not new.hostname:
            raise Refused(f"redirects to {shown}, which is no web address")
        if old.scheme == "https" and new.scheme == "http":
            raise Refused(f"redirects from a secure address to {shown}")
        moved = _origin(new) != _origin(old)
        if moved and not self._private:
            self._watch.only_public = True
            if is_private(new.hostname) or new.hostname.lower().rstrip(".") == "localhost":
                raise Refused(f"redirects to the private address {shown}")
        # A query changes nothing, so that it may be sent again by the same method, except where the server wants GET.
        again = urllib.request.Request(without_credentials(newurl), data=None if code == 303 else req.data, headers=dict(req.headers))  # noqa: S310
        if moved:
            again.remove_header("Authorization")
        if again.data is None:
            again.remove_header("Content-type")
        return again


def content(response: http.client.HTTPResponse, types: Sequence[str], most: int, name: str) -> tuple[str, bytes]:
    """Read an answer, if it is of one of the types, whole and not too large; return its type and its bytes.

    Raises:
        EndpointError: if it is not.
        http.client.IncompleteRead: if it breaks off.
    """
    kind = response.headers.get_content_type().lower() if response.headers.get("Content-Type") else "no type"
    if response.status != 200:
        raise EndpointError(name, f"answers with HTTP {response.status}", "check the address")
    if kind not in types:
        raise EndpointError(
            name, f"answers with {kind[:60]}, not with SPARQL results", "check the address; perhaps it wants you to sign in"
        )
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise malformed(name, "it is compressed, which was not asked for")
    announced = response.headers.get("Content-Length", "")
    too_large = EndpointError(name, f"answers with more than {most:,} bytes", "add conditions or LIMIT to the query")
    if announced.isdecimal() and int(announced[:19]) > most:
        raise too_large
    received = bytearray()
    while piece := response.read1(_PIECE):
        received += piece
        if len(received) > most:
            raise too_large
    if announced.isdecimal() and len(received) < int(announced[:19]):
        raise http.client.IncompleteRead(bytes(received))
    return kind, bytes(received)


def check_address(address: str) -> None:
    """Check that an address is one of http or https.

    Raises:
        BadArgument: if it is not.
    """
    try:
        parts = urllib.parse.urlsplit(address)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or any(char.isspace() or ord(char) < 32 for char in address):
        raise BadArgument(address[:200].rpartition("@")[2], "is not the address of an endpoint", "write http://… or https://…")


def _origin(parts: urllib.parse.SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def without_credentials(address: str) -> str:
    """Return an address as it may be shown: without user, password and fragment."""
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def credentials(address: str) -> tuple[str, str] | None:
    """Return user and password of an address, if it has them."""
    parts = urllib.parse.urlsplit(address)
    if not parts.username:
        return None
    return urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or "")


def is_private(host: str) -> bool:
    """Return whether a host that is written as a number is not one of the public internet."""
    with suppress(ValueError):
        found = ipaddress.ip_address(host.partition("%")[0])
        mapped = getattr(found, "ipv4_mapped", None)
        return not (mapped or found).is_global
    return False
