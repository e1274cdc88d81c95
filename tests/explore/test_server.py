"""The explorer as it runs: over a socket, with files of others, started and stopped from the command line."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ip5kg.cli import main
from tests.conftest import SHARED
from tests.explore.running import Running, running

CHECKS = SHARED / "checks"
needs_checks = pytest.mark.skipif(not (CHECKS / "protocol.py").is_file(), reason="../shared/checks is not here")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's data: blank nodes, a triple in two graphs, the default graph."""
    path = tmp_path_factory.mktemp("data") / "theirs.nq"
    path.write_text(
        '<http://e/s> <http://e/p> _:b .\n_:b <http://e/name> "name" <http://e/g> .\n'
        '<http://e/s> <http://e/q> "1" <http://e/g> .\n<http://e/s> <http://e/q> "1" <http://e/h> .\n'
        + "".join(f"<http://e/n{i}> <http://e/next> <http://e/n{i * 7 % 300}> .\n" for i in range(300))
    )
    return path


@pytest.fixture(scope="module")
def server(file: Path) -> Iterator[Running]:
    with running("--data", str(file), seconds=1.0) as found:
        yield found


def ask(server: Running, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def raw(server: Running, content: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(content)
        return connection.recv(4_096)


def test_any_file_of_rdf_is_served(server: Running) -> None:
    status, body = ask(
        server, "/sparql?query=SELECT%20*%20%7B%20%3Chttp%3A%2F%2Fe%2Fs%3E%20%3Fp%20%3Fo%20%7D", Accept="application/sparql-results+json"
    )
    assert status == 200
    assert len(json.loads(body)["results"]["bindings"]) >= 2
    status, body = ask(server, "/resource.nt?iri=http%3A%2F%2Fe%2Fs")
    assert status == 200
    assert b'<http://e/q> "1"' in body
    assert ask(server, "/", Accept="text/html")[0] == 200
    assert ask(server, "/resource?iri=http%3A%2F%2Fe%2Fs", Accept="text/html")[0] == 200


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\nASK {}",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nASK {}",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999\r\n\r\nASK",
    ],
)
def test_broken_and_excessive_requests_are_refused(server: Running, content: bytes) -> None:
    with contextlib.suppress(ConnectionError):  # cut off in the midst of it
        assert raw(server, content)[:10] in (b"HTTP/1.1 4", b"")
    assert ask(server, "/sparql?query=ASK%20%7B%7D")[0] == 200


def test_a_body_in_pieces_is_read(server: Running) -> None:
    content = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert raw(server, content + b"6\r\nASK {}\r\n0\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_another_page_cannot_call_under_its_own_name(server: Running) -> None:
    assert ask(server, "/sparql?query=ASK%20%7B%7D", Host="evil.example")[0] == 421


def test_who_hangs_up_does_not_keep_a_worker_busy(server: Running) -> None:
    query = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20.%20%3Fg%20%3Fh%20%3Fi%20.%20%3Fj%20%3Fk%20%3Fl%20%7D"
    held = []
    for _ in range(12):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        held.append(connection)
    for connection in held:
        connection.close()
    statuses = [ask(server, "/sparql?query=ASK%20%7B%7D")[0] for _ in range(5)]
    assert set(statuses) <= {200, 503}
    assert statuses[-1] == 200


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command in this process; return its exit code and what it says."""
    code = main(["explore", "--no-browser", *arguments])
    return code, capsys.readouterr().err


def test_a_busy_port_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, line = said(capsys, "--data", str(file), "--port", str(port))
    assert (code, line.count("\n")) == (2, 1)
    assert f"port {port}" in line
    assert "--port" in line


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("broken.ttl", "<http://e/a> <http://e/b", "does not parse"),
        ("empty.ttl", "", "holds no statements"),
        ("data.txt", "x", "no format"),
        ("none.ttl", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_served_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    code, line = said(capsys, "--data", str(tmp_path / name), "--port", "0")
    assert (code, line.count("\n")) == (2, 1)
    assert reason in line


def test_an_address_of_others_and_a_folder_without_a_build_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--host", "192.0.2.1", "--port", "0")[0] == 2
    code, line = said(capsys, "--build", str(tmp_path), "--port", "0")
    assert code == 3
    assert "ip5kg build" in line


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.slow)])
def test_it_stops_cleanly(file: Path, number: signal.Signals, code: int) -> None:
    with running("--data", str(file)) as found:
        assert urllib.request.urlopen(f"{found.address}sparql?query=ASK%20%7B%7D", timeout=20).status == 200
        children = Path(f"/proc/{found.process.pid}/task/{found.process.pid}/children")
        workers = children.read_text().split() if children.exists() else []
        found.process.send_signal(number)
        assert found.process.wait(20) == code
        assert found.process.stderr is not None
        assert found.process.stderr.read().decode().splitlines()[1:] == ["ip5kg: stopped"]
        assert not any(_is_alive(int(worker)) for worker in workers)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.slow
@needs_checks
def test_the_protocol_suite_passes(tmp_path: Path) -> None:
    """W3C protocol tests, content negotiation, service description, hardening and limits, against the command as users run it."""
    data, report = tmp_path / "protocol-data.nq", tmp_path / "report.json"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    suite = [sys.executable, str(CHECKS / "protocol.py")]
    subprocess.run([*suite, "--write-data", str(data), "--pad", "1000"], check=True, capture_output=True, env=environment, timeout=60)
    with running("--data", str(data)) as found:
        pid = found.process.pid
        urllib.request.urlopen(f"{found.address}sparql?query=ASK%20%7B%7D", timeout=20).close()
        before = _resident(pid)
        options = ["--max-query-time", "8", "--pid", str(pid), "--json", str(report)]
        done = subprocess.run([*suite, f"{found.address}sparql", *options], capture_output=True, text=True, env=environment, timeout=300)
        after = _resident(pid)
    rows = json.loads(report.read_text())["rows"]
    assert [row for row in rows if not row[2]] == [], done.stdout[-2_000:]
    assert {section: sum(row[0] == section for row in rows) for section in ("w3c", "conneg", "sd", "hard", "limits")} == {
        "w3c": 34,
        "conneg": 50,
        "sd": 5,
        "hard": 78,
        "limits": 56,
    }
    assert after - before < 20


def _resident(pid: int) -> int:
    """Memory of a process, without its children, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))
