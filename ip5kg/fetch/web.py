"""One page from the web, within bounds: time, size, kind, redirects, and where it may lie."""

from __future__ import annotations

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from ip5kg.endpoint.http import Watch, deadline, without_credentials
from ip5kg.errors import UnreadableRelease

PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf")
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_REDIRECTS: Final = 5

_PIECE = 65_536
_CONNECT_SECONDS = 10.0
_MOVED = (301, 302, 303, 307, 308)
_LOCKS = re.compile(rb"<input\b[^<>]{0,500}\btype\s{0,3}=\s{0,3}[\"']?password\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_SIGN_IN = re.compile(
    r"\b(?:sign|log)[\s_-]?(?:in|on)\b|\bauthenticat|\banmelde|\bconnexion\b|\bidentifi|ログイン|サインイン|로그인|登录|登錄", re.IGNORECASE
)
_SIGN_IN_PATH = re.compile(r"(?:^|[/._-])(?:log[_-]?in|sign[_-]?in|sso|oauth2?|saml2?|auth|authorize)(?:$|[/._-])", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_FEW_WORDS = 100

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses (numbers) that a host name stands for; raises OSError where there is none."""


class FetchError(UnreadableRelease):
    """A page that cannot be had; `status` is what the server answered, where it did."""

    def __init__(self, where: str, what: str, remedy: str, status: int | None = None) -> None:
        super().__init__(where, what, remedy)
        self.status = status


class Unreachable(FetchError):
    """Nobody answers, or not to the end: asking once more may help."""


class Forbidden(FetchError):
    """An address that is not contacted, by our own rules: a private one, one of another scheme."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `data` is empty where `status` is not 200."""

    address: str
    """Where it came from in the end, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    data: bytes = b""

    @property
    def media_type(self) -> str | None:
        """As declared, with its parameters; None where the server declared nothing that tells the format."""
        declared = self.headers.get("content-type", "").strip()
        return declared if _bare(declared) in PAGES else None


def _look_up(host: str, port: int) -> list[str]:
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


@dataclass(frozen=True)
class Client:
    """Gets pages.

    Args:
        allow_private: whether addresses of this machine and of local networks may be contacted.
        seconds: for one page, redirects included.
        most_bytes: of a page, as sent and as unpacked.
        resolve: how names become addresses.

    Proxies of the environment are not used: the address that was checked would not be the one that is contacted.
    """

    allow_private: bool = False
    seconds: float = 30.0
    most_bytes: int = MOST_BYTES
    resolve: Resolve = _look_up
    user_agent: str = field(default_factory=lambda: f"ip5kg/{version('ip5kg')} (knowledge graph of the IP5 co-operation)")

    def page(self, address: str) -> Answer:
        """Return a page that can be read as a release.

        Raises:
            FetchError: in one line: the address is not allowed, nobody answers, or something else than a page comes.
        """
        answer = self.get(address)
        if answer.status != 200:
            raise unwanted(address, answer.status)
        return answer

    def get(self, address: str, headers: Mapping[str, str] | None = None, types: Sequence[str] | None = PAGES) -> Answer:
        """Return what a server answers, redirects followed; the body only of a full answer (200).

        Args:
            address: of http or https.
            headers: sent besides our own.
            types: the media types that are taken; None takes all.

        Raises:
            Forbidden: the address, or one that it redirects to, is none of the public web.
            FetchError: nobody answers in time, or with something too large or of another kind.
        """
        shown = _shown(address)
        with deadline(self.seconds) as watch:
            try:
                answer = self._follow(address, shown, dict(headers or {}), types, watch)
            except (OSError, ValueError, http.client.HTTPException, zlib.error) as error:
                if watch.expired or isinstance(error, TimeoutError):
                    raise _too_slow(shown, self.seconds) from None
                raise _unreachable(shown, error) from None
            if watch.expired:  # a connection that was cut looks like the end of a page of unstated length
                raise _too_slow(shown, self.seconds)
            return answer

    def _follow(self, address: str, shown: str, headers: dict[str, str], types: Sequence[str] | None, watch: Watch) -> Answer:
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            parts = _checked(here, shown, moved=here is not address)
            connection, response = self._request(parts, headers, shown, watch)
            try:
                location = response.headers.get("Location")
                if response.status not in _MOVED or not location:
                    return self._answer(response, here, address, shown, types)
            finally:
                response.close()  # it holds the socket where its body was not read to the end
                connection.close()
            try:
                here = urljoin(urlunsplit(parts), _quoted(location.strip()))
            except ValueError:
                raise Forbidden(shown, "redirects to no web address", "check the address") from None
        raise FetchError(shown, f"redirects more than {MOST_REDIRECTS} times", "check the address")

    def _request(
        self, parts: SplitResult, headers: Mapping[str, str], shown: str, watch: Watch
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        host, port = _host(parts, shown), parts.port or (443 if parts.scheme == "https" else 80)
        number = self._place(host, port, shown)

        def connect(_address: Any, timeout: float | None = None, source: Any = None) -> socket.socket:
            # To the very number that was checked: what a name means may change between one look-up and the next.
            return watch.connect((number, port), timeout, source)

        patience = min(_CONNECT_SECONDS, self.seconds)
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            connection = http.client.HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
        else:
            connection = http.client.HTTPConnection(host, port, timeout=patience)
        # The one place where http.client lets others make its connections, before TLS says its first word.
        connection._create_connection = connect  # type: ignore[attr-defined] # noqa: SLF001
        sent = {
            "User-Agent": self.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.1",
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        try:
            connection.request("GET", target, headers={**sent, **headers})
            return connection, connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def _place(self, host: str, port: int, shown: str) -> str:
        """Return the number that is connected to, after all that the name stands for were looked at."""
        found = _in_time(lambda: self.resolve(host, port), min(_CONNECT_SECONDS, self.seconds))
        if not found:
            raise FetchError(shown, f"there is no host {host[:100]}", "check the address")
        if not self.allow_private and not all(map(is_public, found)):
            raise Forbidden(shown, f"leads to the private address {host[:100]}", "allow it with --allow-private if you trust it")
        return min(found, key=lambda number: (":" in number, number))

    def _answer(self, response: http.client.HTTPResponse, here: str, asked: str, shown: str, types: Sequence[str] | None) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status != 200:
            return Answer(here, response.status, headers)
        kind = _bare(headers.get("content-type", ""))
        data = self._body(response, headers, shown)
        is_pdf = data[:1024].lstrip().startswith(b"%PDF-")
        if types is not None and kind and kind not in types and not (is_pdf and kind == "application/octet-stream"):
            raise FetchError(shown, f"is of the type {kind[:80]}, which is not read", "give the address of a page, text or PDF")
        answer = Answer(here, response.status, headers, data)
        if types is not None and not is_pdf and asks_to_sign_in(answer, asked):
            raise FetchError(shown, "asks to sign in", "save the page with your browser, and give the file", 401)
        return answer

    def _body(self, response: http.client.HTTPResponse, headers: Mapping[str, str], shown: str) -> bytes:
        too_large = FetchError(shown, f"is larger than {self.most_bytes:,} bytes", "save what you need of it in a file")
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:19]) > self.most_bytes:
            raise too_large
        packed = headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise FetchError(shown, f"is packed as {packed[:40]}, which was not asked for", "save the page with your browser")
        unpack = zlib.decompressobj(47) if packed not in ("identity", "") else None
        received, data = 0, bytearray()
        while piece := response.read1(_PIECE):
            received += len(piece)
            data += unpack.decompress(piece, self.most_bytes + 1 - len(data)) if unpack else piece
            if max(received, len(data)) > self.most_bytes:
                raise too_large
        if announced.isdecimal() and received < int(announced[:19]):
            raise http.client.IncompleteRead(b"")
        return bytes(data)


def unwanted(address: str, status: int) -> FetchError:
    """Return what to say of an answer that is no page."""
    shown = _shown(address)
    match status:
        case 404 | 410:
            return FetchError(shown, f"is not there (HTTP {status})", "check the address, or look for an archived copy", status)
        case 401 | 403 | 407 | 451:
            return FetchError(shown, f"may not be read (HTTP {status})", "save the page with your browser, and give the file", status)
        case 429 | 503:
            return FetchError(shown, f"is too busy (HTTP {status})", "try again later", status)
    return FetchError(shown, f"answers with HTTP {status}", "check the address, or try again later", status)


def asks_to_sign_in(answer: Answer, asked: str) -> bool:
    """Tell whether a page of status 200 is only the door to the one that was asked for."""
    here, there = urlsplit(answer.address).path, urlsplit(asked).path
    if here != there and _SIGN_IN_PATH.search(here) and not _SIGN_IN_PATH.search(there):
        return True
    if not _LOCKS.search(answer.data[:500_000]):
        return False
    text = answer.data[:200_000].decode("utf-8", "replace")
    title = _TITLE.search(text)
    if title and _SIGN_IN.search(title.group(1)):
        return True
    return len(answer.data) <= 200_000 and len(re.findall(r"\w{2,60}", _TAG.sub(" ", text))) < _FEW_WORDS


def is_public(number: str) -> bool:
    """Tell whether an address in numbers is one of the public internet, and so is any that is packed into it."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner = [found]
    if isinstance(found, ipaddress.IPv6Address):
        inner += [packed for packed in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())) if packed is not None]
        if found in ipaddress.ip_network("64:ff9b::/96") or found in ipaddress.ip_network("::/96"):
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return all(place.is_global and not place.is_multicast and not place.is_reserved for place in inner if place.version == 4) and (
        found.version == 4 or bool(found.ipv4_mapped) or (found.is_global and not found.is_multicast)
    )


def _in_time(work: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """Look a name up without waiting longer than `seconds`: the system's own patience cannot be set."""
    outcome: queue.SimpleQueue[Sequence[str] | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put(work())
        except OSError as error:
            outcome.put(error)
        except UnicodeError:  # a label that is empty or too long
            outcome.put([])

    threading.Thread(target=run, daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, BaseException):
        raise found
    return found


def _checked(address: str, shown: str, *, moved: bool) -> SplitResult:
    how = "redirects to" if moved else "is"
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise Forbidden(shown, f"{how} no web address", "give an address of http:// or https://") from None
    if not valid or re.search(r"[\s\x00-\x20\x7f\\]", address):
        where = _shown(address) if moved else ""
        raise Forbidden(shown, f"{how} no web address{': ' if where else ''}{where}", "give an address of http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise Forbidden(shown, f"{how} an address with a user's name or password", "give it without")
    return parts._replace(path=_quoted(parts.path), query=_quoted(parts.query), fragment="")


def _host(parts: SplitResult, shown: str) -> str:
    host = parts.hostname or ""
    if host.isascii():
        return host
    with suppress(UnicodeError):
        return host.encode("idna").decode("ascii")
    raise FetchError(shown, "has a host name that cannot be", "check the address")


def _quoted(text: str) -> str:
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]")


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _shown(address: str) -> str:
    """An address as it is shown in a message: without credentials, not too long."""
    with suppress(ValueError):
        return without_credentials(address)[:200]
    return address.rpartition("@")[2][:200]


def _too_slow(shown: str, seconds: float) -> FetchError:
    return Unreachable(shown, f"did not answer whole within {seconds:g} seconds", "try again later")


def _unreachable(shown: str, error: Exception) -> FetchError:
    if isinstance(error, FetchError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(shown, f"has no valid certificate: {error.verify_message}", "check the address")
    if isinstance(error, socket.gaierror):
        return FetchError(shown, "there is no such host", "check the address, and your connection")
    if isinstance(error, http.client.IncompleteRead):
        return Unreachable(shown, "broke off before its end", "try again later")
    if isinstance(error, zlib.error):
        return FetchError(shown, "is packed, and damaged", "try again later")
    what = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Unreachable(shown, f"cannot be fetched: {str(what)[:200]}", "check the address, and your connection")
