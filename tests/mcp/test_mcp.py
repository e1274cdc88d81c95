"""The server for assistants: a whole conversation over real pipes, and what breaks one."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from ip5kg.iris import BASE
from ip5kg.mcp.protocol import serve
from ip5kg.mcp.tools import GraphTools
from tests.explore import served

VERSION = "io.modelcontextprotocol/protocolVersion"


class Session:
    """An assistant's end of the pipes."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "ip5kg", "mcp", "--build", str(served.folder())]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._number = 0

    def say(self, message: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        assert self.process.stdout is not None
        self._number += 1
        self.say({"jsonrpc": "2.0", "id": self._number, "method": method, "params": parameters or {}})
        answer = json.loads(self.process.stdout.readline())
        assert answer["id"] == self._number
        return dict(answer)

    def call(self, tool: str, /, **arguments: Any) -> dict[str, Any]:
        return dict(self.ask("tools/call", {"name": tool, "arguments": arguments})["result"])

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(20)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    found = Session()
    answer = found.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}})
    assert answer["result"]["protocolVersion"] == "2025-06-18"
    found.say({"jsonrpc": "2.0", "method": "notifications/initialized"})
    yield found
    found.process.kill()
    found.process.wait()
    for pipe in (found.process.stdin, found.process.stdout, found.process.stderr):
        assert pipe is not None
        pipe.close()


def test_the_tools_are_described(session: Session) -> None:
    tools = {tool["name"]: tool for tool in session.ask("tools/list")["result"]["tools"]}
    assert set(tools) == {"list_questions", "ask_question", "find_thing", "why", "sparql"}
    for tool in tools.values():
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["inputSchema"]["type"] == tool["outputSchema"]["type"] == "object"
        assert set(tool["inputSchema"]["required"]) <= set(tool["inputSchema"]["properties"])


def test_an_answer_carries_the_claims_behind_each_row(session: Session) -> None:
    result = session.call("ask_question", name="participants", parameters={"meeting": 14})
    found = result["structuredContent"]
    assert json.loads(result["content"][0]["text"]) == found
    number = next(i for i, row in enumerate(found["rows"], 1) if row["name"] == "Kim Yong-rae")
    claims = [claim for claim in found["claims"] if number in claim["rows"]]
    assert {claim["states"].split()[1] for claim in claims} >= {"ip5:participant", "ip5:role", "ip5:atMeeting"}
    for claim in claims:
        assert claim["claim"].startswith(BASE + "claim/")
        assert claim["states"].startswith("participation/heads-14/kim-yong-rae ")
        assert claim["quote"]
        assert claim["release"].startswith(BASE + "release/2021-0")
        assert claim["page"].startswith("https://")
        assert claim["quote_is_from"].startswith("digest")


@pytest.mark.parametrize(
    ("name", "iri"), [("김용래", "person/kim-yong-rae"), ("SIPO", "office/CN"), ("KIPO", "office/KR"), ("office/JP", "office/JP")]
)
def test_things_are_found_by_any_name(session: Session, name: str, iri: str) -> None:
    found = session.call("find_thing", name=name)["structuredContent"]
    assert found["things"][0]["iri"] == BASE + iri
    assert found["claims"]


def test_a_name_that_is_unknown_leads_to_near_ones(session: Session) -> None:
    found = session.call("find_thing", name="Kim Yong-rea")["structuredContent"]
    assert found["things"] == []
    assert found["near"]


def test_evidence_is_given_with_its_passage(session: Session) -> None:
    found = session.call("why", fact="meeting/heads/14 hostedBy office/JP")["structuredContent"]
    assert found["facts"][0]["origin"] == "claimed"
    assert any("host" in claim["quote"] and claim["page"] for claim in found["claims"])
    assert {claim["claim"].removeprefix(BASE) for claim in found["claims"]} >= set(found["facts"][0]["claims"])


def test_queries_are_answered_within_bounds(session: Session) -> None:
    found = session.call("sparql", query="SELECT ?m { ?m ip5:hostedBy office:JP } ORDER BY ?m")["structuredContent"]
    assert {"m": BASE + "meeting/heads/14"} in found["rows"]
    assert found["claims"]
    many = session.call("sparql", query="SELECT * { ?s ?p ?o } LIMIT 500", rows=3)["structuredContent"]
    assert (len(many["rows"]), many["rows_in_all"], many["rows_left_out"]) == (3, 500, 497)
    assert session.call("sparql", query="ASK {}")["structuredContent"]["answer"] is True
    assert session.call("sparql", query="DESCRIBE <https://w3id.org/ip5kg/office/JP>")["structuredContent"]["rows"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("sparql", {"query": "DROP ALL"}, "is an update"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "another service"),
        ("sparql", {"query": "SELECT {"}, "not valid SPARQL"),
        ("sparql", {"query": ""}, "too small"),
        ("sparql", {"query": "ASK {}", "rows": 10_000}, "too large"),
        ("sparql", {"query": 1}, "wrong type"),
        ("sparql", {}, "needs the argument"),
        ("ask_question", {"name": "nothing"}, "there is no question"),
        ("ask_question", {"name": "participants", "parameters": {"meeting": "many"}}, "whole number"),
        ("ask_question", {"name": "participants", "parameters": {"meeting": [1]}}, "neither texts"),
        ("why", {"fact": "meeting/heads/14 hostedBy office/KR"}, "known values"),
        ("find_thing", {"nom": "x"}, "has no argument"),
    ],
)
def test_mistakes_are_told_to_the_caller(session: Session, tool: str, arguments: dict[str, Any], said: str) -> None:
    result = session.call(tool, **arguments)
    assert result["isError"] is True
    assert said in result["content"][0]["text"]
    assert "Traceback" not in result["content"][0]["text"]


def test_the_stateless_way_needs_no_handshake(session: Session) -> None:
    meta = {"_meta": {VERSION: "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}
    found = session.ask("server/discover", meta)["result"]
    assert "2026-07-28" in found["supportedVersions"]
    assert found["resultType"] == "complete"
    listed = session.ask("tools/list", meta)["result"]
    assert (listed["cacheScope"], listed["resultType"]) == ("public", "complete")
    called = session.ask("tools/call", {**meta, "name": "list_questions", "arguments": {}})["result"]
    assert called["resultType"] == "complete"
    strange = session.ask("tools/list", {"_meta": {VERSION: "2030-01-01"}})["error"]
    assert strange["code"] == -32022
    assert "2025-11-25" in strange["data"]["supported"]


def test_what_is_no_request_of_ours_is_answered_as_such(session: Session) -> None:
    assert session.ask("resources/list")["error"]["code"] == -32601
    assert session.ask("tools/call", {"name": "delete_everything"})["error"]["code"] == -32602
    assert session.ask("ping")["result"] == {}


def test_nothing_that_comes_in_ends_the_server() -> None:
    with_tools = GraphTools(served.folder())
    lines = [
        b"not json\n",
        b"[]\n",
        b"\n",
        b'{"jsonrpc":"1.0","id":1,"method":"ping"}\n',
        b'{"jsonrpc":"2.0","id":true,"method":"ping"}\n',
        b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}\n',
        b'{"jsonrpc":"2.0","method":"tools/list"}\n',
        b'{"jsonrpc":"2.0","id":1,"result":{}}\n',
        b"[" * 200_000 + b"\n",
        b'{"jsonrpc":"2.0","id":9,"method":"' + b"a" * 4_100_000 + b'"}\n',
        b"\xff\xfe\n",
        b'{"jsonrpc":"2.0","id":"last","method":"ping"}\n',
    ]
    out = io.BytesIO()
    try:
        serve(with_tools, io.BytesIO(b"".join(lines)), out)
    finally:
        with_tools.close()
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [
        -32700,
        -32600,
        -32600,
        -32600,
        -32602,
        -32700,
        -32600,
        -32700,
        None,
    ]
    assert answers[-1] == {"jsonrpc": "2.0", "id": "last", "result": {}}


def test_the_server_ends_when_its_input_does() -> None:
    session = Session()
    assert session.ask("ping")["result"] == {}
    assert session.end() == 0
    assert session.process.stdout is not None
    assert session.process.stderr is not None
    assert session.process.stdout.read() == b""
    assert session.process.stderr.read() == b""
    session.process.stdout.close()
    session.process.stderr.close()
