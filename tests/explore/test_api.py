"""The catalogue of questions as an API."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from ip5kg.store import write
from tests.conftest import ROOT
from tests.explore.client import Client
from tests.explore.served import served
from tests.store import sample


def test_the_questions_are_listed(client: Client) -> None:
    listed = client.get("/api/queries").json()["queries"]
    assert [entry["name"] for entry in listed] == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
    meeting = next(entry for entry in listed if entry["name"] == "participants")["parameters"][0]
    assert meeting == {
        "name": "meeting",
        "type": "integer",
        "required": False,
        "default": "14",
        "explanation": "number of the meeting in its series",
    }


def test_a_question_is_answered_in_json_and_csv(client: Client) -> None:
    answer = client.get("/api/queries/participants?meeting=14")
    found = answer.json()
    assert answer.kind == "application/json"
    assert found["parameters"] == {"meeting": "14", "series": "heads"}
    assert {"Kim Yong-rae", "Kasutani Toshihide"} <= {row["name"] for row in found["rows"]}
    by_ending, by_accept = client.get("/api/queries/participants.csv"), client.get("/api/queries/participants", "text/csv")
    assert by_ending.body == by_accept.body
    rows = list(csv.DictReader(io.StringIO(by_ending.text)))
    assert [row["name"] for row in rows] == [row["name"] for row in found["rows"]]
    assert list(rows[0]) == found["columns"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("participants?meeting=many", 400, "a whole number"),
        ("participants?meeting=14&meeting=15", 400, "given twice"),
        ("participants?meetin=14", 400, "did you mean 'meeting'"),
        ("participantz", 404, "Did you mean participants"),
        ("participants?series=heads%22%20}%20DROP", 200, ""),
        ("..%2f..%2fetc", 404, ""),
    ],
)
def test_mistakes_are_told_in_plain_words(client: Client, address: str, status: int, said: str) -> None:
    answer = client.get(f"/api/queries/{address}")
    assert answer.status == status
    assert "Traceback" not in answer.text
    if status == 400:
        told = answer.json()
        assert said.lower() in f"{told['error']} {told['remedy']}".lower()
    elif said:
        assert said in answer.json()["remedy"]


def test_the_description_is_valid_and_names_every_question(client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    OpenAPIV31SpecValidator(document).validate()
    for entry in client.get("/api/queries").json()["queries"]:
        described = document["paths"][entry["address"]]["get"]
        assert [p["name"] for p in described["parameters"]] == [p["name"] for p in entry["parameters"]]


def test_every_question_answers_with_its_defaults(client: Client) -> None:
    for entry in client.get("/api/queries").json()["queries"]:
        if not any(parameter["required"] for parameter in entry["parameters"]):
            assert client.get(entry["address"]).status == 200, entry["name"]


def test_a_new_build_is_served_without_a_new_start(tmp_path: Path) -> None:
    write(tmp_path / "store", [quad for quad in sample.quads() if "heads/15" not in str(quad)])
    query = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fm%20a%20ip5%3AMeeting%20%7D&format=csv"
    with served(tmp_path) as client:
        before = client.get("/meeting/heads/15.ttl").status, client.get(query).text
        write(tmp_path / "store", sample.quads())
        # The workers look ten times a second for what lies in the folder.
        counted = next((text for _ in range(5_000) if (text := client.get(query).text) != before[1]), "")
        after = client.get("/meeting/heads/15.ttl").status, counted
    assert before == (404, "n\r\n2\r\n")
    assert after == (200, "n\r\n3\r\n")
