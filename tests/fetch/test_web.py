"""One page: what is taken, what is refused, and where we never go."""

from __future__ import annotations

import gzip
import socket

import pytest

from ip5kg.errors import Ip5kgError
from ip5kg.fetch import Client, FetchError
from ip5kg.fetch.web import MOST_REDIRECTS, Forbidden, is_public
from tests.fetch.conftest import PAGE, Handler, Run, Server


def refused(client: Client, address: str) -> str:
    with pytest.raises(FetchError) as caught:
        client.page(address)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_page_comes_as_it_is_with_its_type(server: Server, client: Client) -> None:
    answer = client.page(server.serve("/page", PAGE))
    assert (answer.data, answer.media_type, answer.status) == (PAGE, "text/html; charset=utf-8", 200)
    assert server.seen[0][1]["user-agent"].startswith("ip5kg/")


def test_packed_pages_are_unpacked(server: Server, client: Client) -> None:
    assert client.page(server.serve("/page", gzip.compress(PAGE), Content_Encoding="gzip")).data == PAGE


def test_redirects_are_followed_and_the_last_address_is_told(server: Server, client: Client) -> None:
    server.serve("/a", status=301, Location="/b")
    server.serve("/b", status=308, Location=server.url("/c?x=1#part"))
    server.serve("/c")
    assert client.page(server.url("/a")).address == server.url("/c?x=1#part")


def test_addresses_with_other_scripts_and_blanks_in_redirects_are_quoted(server: Server, client: Client) -> None:
    server.serve("/a", status=302, Location="/b c")
    server.serve("/b%20c")
    assert client.page(server.url("/a")).status == 200
    server.serve("/%ED%8A%B9%ED%97%88")
    assert client.page(server.url("/특허")).status == 200


def test_as_many_redirects_as_allowed_and_not_one_more(server: Server, client: Client) -> None:
    for number in range(MOST_REDIRECTS + 1):
        server.serve(f"/{number}", status=302, Location=f"/{number + 1}")
    server.serve(f"/{MOST_REDIRECTS + 1}")
    assert client.page(server.url("/1")).status == 200
    assert "redirects more than 5 times" in refused(client, server.url("/0"))


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "data:text/html,x", "http://[", "gopher://x:70/"],
)
def test_redirects_lead_to_the_web_only(server: Server, client: Client, target: str) -> None:
    server.serve("/a", status=302, Location=target)
    assert "redirects to no web address" in refused(client, server.url("/a"))


def test_redirects_with_credentials_are_not_followed(server: Server, client: Client) -> None:
    server.serve("/a", status=302, Location=server.url("/b").replace("127", "user:secret@127"))
    said = refused(client, server.url("/a"))
    assert "password" in said
    assert "secret" not in said


# ---- private addresses -------------------------------------------------------------------------------------------------

PRIVATE = (
    "127.0.0.1 0.0.0.0 10.0.0.1 172.16.5.5 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 "
    "ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ::127.0.0.1 192.0.2.1 198.18.0.1"
).split()


@pytest.mark.parametrize("number", PRIVATE)
def test_private_numbers(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "203.0.114.1", "2606:4700::1111", "::ffff:8.8.8.8", "2a00:1450:4001::1"])
def test_public_numbers(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_this_machine_is_not_contacted_however_it_is_written(server: Server, host: str) -> None:
    server.serve("/page")
    said = refused(Client(seconds=5), f"http://{host}:{server.server_port}/page")
    assert "private" in said or "no such host" in said
    assert server.seen == []


def test_a_redirect_to_a_private_address_is_not_followed(server: Server) -> None:
    """The first host is public by name; its number is that of the test server, as if that lay in the public net."""
    server.serve("/a", status=302, Location=f"http://169.254.169.254:{server.server_port}/secret")
    seen: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        seen.append(host)
        return ["169.254.169.254"] if host == "169.254.169.254" else ["93.184.216.34"]

    client = Pinned(server, resolve)
    assert "private address 169.254.169.254" in refused(client, "http://example.org/a")
    assert seen == ["example.org", "169.254.169.254"]
    assert [path for path, _ in server.seen] == ["/a"]


def test_a_name_is_looked_up_once_so_that_it_cannot_become_another(server: Server) -> None:
    server.serve("/a")
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    client = Pinned(server, lambda _host, _port: next(answers))
    assert client.page("http://rebinding.example/a").data == PAGE
    assert client.connected == ["93.184.216.34"]
    assert server.seen[0][1]["host"] == "rebinding.example"


def test_a_name_that_stands_for_a_public_and_a_private_address_is_refused() -> None:
    client = Client(resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])
    assert "private" in refused(client, "http://both.example/")


class Pinned(Client):
    """A client whose public numbers are all the test server: what it connects to is noted on the way."""

    def __init__(self, server: Server, resolve: object) -> None:
        super().__init__(seconds=5, resolve=resolve)  # type: ignore[arg-type]
        object.__setattr__(self, "server", server)
        object.__setattr__(self, "connected", [])

    connected: list[str]
    server: Server

    def _follow(self, address: str, shown: str, headers: dict[str, str], types: object, watch: object) -> object:
        def connect(place: tuple[str, int], timeout: float | None = None, source: object = None) -> socket.socket:
            self.connected.append(place[0])
            return socket.create_connection(self.server.server_address[:2], timeout)

        watch.connect = connect  # type: ignore[attr-defined]
        return super()._follow(address, shown, headers, types, watch)  # type: ignore[arg-type]


# ---- what comes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://[::1", "http://a b/", "http://x\n/", "http://x:99999/"]
)
def test_what_is_no_web_address_is_not_contacted(address: str) -> None:
    with pytest.raises(Forbidden, match="no web address"):
        Client().page(address)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "not there"),
        (410, "not there"),
        (403, "may not be read"),
        (401, "may not be read"),
        (429, "busy"),
        (500, "HTTP 500"),
        (204, "HTTP 204"),
    ],
)
def test_answers_that_are_no_pages(server: Server, client: Client, status: int, reason: str) -> None:
    assert reason in refused(client, server.serve("/x", b"", status=status))


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4", "application/octet-stream", "nonsense"])
def test_other_types_are_refused(server: Server, client: Client, kind: str) -> None:
    assert f"is of the type {kind}" in refused(client, server.serve("/x", b"\x89PNG", kind))


def test_a_pdf_sent_as_plain_bytes_is_taken(server: Server, client: Client) -> None:
    assert client.page(server.serve("/x", b"%PDF-1.7 ...", "application/octet-stream")).media_type is None


def test_pages_that_are_too_large_are_refused_whether_they_say_so_or_not(server: Server) -> None:
    client = Client(allow_private=True, seconds=5, most_bytes=10_000)
    assert "larger than 10,000 bytes" in refused(client, server.serve("/said", b"x" * 10_001))
    assert "larger than 10,000 bytes" in refused(client, server.serve("/packed", gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"))

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not handler.server.stop.is_set():
            handler.wfile.write(b"x" * 4096)

    server.paths["/endless"] = endless
    assert "larger than 10,000 bytes" in refused(client, server.url("/endless"))


def test_servers_that_stall_or_drip_are_left(server: Server) -> None:
    client = Client(allow_private=True, seconds=0.3)
    server.paths["/stalls"] = lambda handler: handler.server.stop.wait(10) and None
    assert "within 0.3 seconds" in refused(client, server.url("/stalls"))

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not handler.server.stop.wait(0.02):
            handler.wfile.write(b"x")

    server.paths["/drips"] = drip
    assert "within 0.3 seconds" in refused(client, server.url("/drips"))


def test_names_that_are_looked_up_for_ever_are_left(server: Server) -> None:
    def slow(_host: str, _port: int) -> list[str]:
        server.stop.wait(10)
        return []

    assert "within 0.2 seconds" in refused(Client(seconds=0.2, resolve=slow), "http://slow.example/")


def test_a_page_that_breaks_off_is_refused(server: Server, client: Client) -> None:
    assert "broke off" in refused(client, server.serve("/x", PAGE, Content_Length=str(len(PAGE) + 10)))


def test_nobody_answers(client: Client) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "cannot be fetched" in refused(client, f"http://127.0.0.1:{port}/")


def test_an_answer_that_is_no_http(server: Server, client: Client) -> None:
    server.paths["/x"] = lambda handler: handler.wfile.write(b"\0\1\2 nonsense\r\n\r\n") and None
    refused(client, server.url("/x"))


SIGN_IN = (
    b"<html><head><title>Sign in - Portal</title></head><body>"
    + b"<p>word word</p>" * 300
    + b'<input name="p" type="password"></body></html>'
)
DOOR = b"<html><body><form>Please enter <INPUT TYPE=password></form></body></html>"
BOX = PAGE.replace(b"</main>", b"</main><form>Members: <input type='password'></form>" + b"<p>more of the article here</p>" * 40)


def test_pages_that_ask_to_sign_in_are_no_releases(server: Server, client: Client) -> None:
    assert "asks to sign in" in refused(client, server.serve("/titled", SIGN_IN))
    assert "asks to sign in" in refused(client, server.serve("/door", DOOR))
    server.serve("/moved", status=302, Location="/sso/login?back=/moved")
    server.serve("/sso/login", PAGE)
    assert "asks to sign in" in refused(client, server.url("/moved"))


def test_a_page_with_a_box_for_members_is_one(server: Server, client: Client) -> None:
    assert client.page(server.serve("/box", BOX)).data == BOX


# ---- the command line --------------------------------------------------------------------------------------------------


def test_extract_takes_an_address(server: Server, run: Run) -> None:
    address = server.serve("/news/busan.html")
    result = run("extract", address, "--allow-private", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert '"release": "busan"' in result.stdout
    assert '"number": 16' in result.stdout


def test_extract_refuses_private_addresses_unless_allowed(server: Server, run: Run) -> None:
    result = run("extract", server.serve("/busan.html"))
    assert result.exit_code == 2
    assert "--allow-private" in result.stderr
    assert server.seen == []


def test_errors_are_of_one_kind() -> None:
    assert issubclass(FetchError, Ip5kgError)
