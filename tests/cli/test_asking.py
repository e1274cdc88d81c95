"""`query` and `why` as people use them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ip5kg import resources
from tests.cli.conftest import Run

WHO_HOSTS = "SELECT ?meeting ?office { ?meeting ip5:hostedBy ?office . ?meeting ip5:number ?number } ORDER BY ?number"


def test_the_list_names_every_question_with_its_parameters(run: Run) -> None:
    text = run("query", "--list").stdout
    listed = json.loads(run("query", "--list", "--format", "json").stdout)
    assert [entry["name"] for entry in listed] == sorted(file.stem for file in resources.folder("queries").glob("*.rq"))
    for entry in listed:
        assert entry["name"] in text
        assert entry["question"] in text
        for parameter in entry["parameters"]:
            assert f"-p {parameter['name']}=" in text


def test_a_question_of_the_catalogue_is_answered(run: Run, built: Path) -> None:
    result = run("query", "participants", "-p", "meeting=14", "--format", "json", "--build", built)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert "Kasutani Toshihide" in {cell["value"] for row in answer["results"]["bindings"] for cell in row.values()}


def test_a_query_may_come_from_a_file_or_stdin_or_the_call(run: Run, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(WHO_HOSTS)
    by_file = run("query", file, "--format", "csv", "--build", built)
    by_stdin = run("query", "-", "--format", "csv", "--build", built, stdin=WHO_HOSTS)
    by_call = run("query", WHO_HOSTS, "--format", "csv", "--build", built)
    assert by_file.exit_code == by_stdin.exit_code == by_call.exit_code == 0
    assert by_file.stdout == by_stdin.stdout == by_call.stdout
    rows = list(csv.reader(io.StringIO(by_file.stdout)))
    assert rows[0] == ["meeting", "office"]
    assert [row[0].rsplit("/", 1)[1] for row in rows[1:]] == ["13", "14", "15"]


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "jsonl", "xml", "markdown"])
def test_every_format_holds_the_answer(run: Run, built: Path, format_: str) -> None:
    result = run("query", WHO_HOSTS, "--format", format_, "--build", built)
    assert result.exit_code == 0
    assert "meeting/heads/13" in result.stdout
    assert "office/JP" in result.stdout


def test_a_table_in_a_pipe_is_neither_coloured_nor_cut(run: Run, built: Path) -> None:
    words = "x" * 500
    result = run("query", f'SELECT ("{words}" AS ?long) {{}}', "--build", built)
    assert words in "".join(result.stdout.split())
    assert "\x1b[" not in result.stdout


def test_yes_and_no_and_triples_are_answers_too(run: Run, built: Path) -> None:
    assert run("query", "ASK { ?m ip5:number 14 }", "--build", built).stdout == "yes\n"
    assert json.loads(run("query", "ASK { ?m ip5:number 99 }", "--format", "json", "--build", built).stdout)["boolean"] is False
    triples = run("query", "CONSTRUCT { ?m ip5:number ?n } WHERE { ?m ip5:number ?n }", "--build", built)
    assert triples.exit_code == 0, triples.stderr
    assert triples.stdout.count("ip5:number") == 4


def test_an_office_may_be_given_by_any_of_its_names(run: Run, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "hosted.rq"
    file.write_text("# param: office office — the office\nSELECT ?m { ?m ip5:hostedBy ?office } ORDER BY ?m")
    answers = {run("query", file, "-p", f"office={name}", "--format", "csv", "--build", built).stdout for name in ("CN", "SIPO", "cnipa")}
    assert len(answers) == 1
    assert "meeting/heads/13" in answers.pop()


def test_an_answer_goes_whole_into_a_file(run: Run, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    result = run("query", WHO_HOSTS, "--format", "csv", "-o", file, "--build", built)
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_bytes().startswith(b"meeting,office\r\n")
    assert sorted(tmp_path.iterdir()) == [file]


def test_a_value_cannot_change_the_question(run: Run, built: Path) -> None:
    result = run("query", "participants", "-p", "meeting=14 } DELETE { ?s ?p ?o", "--build", built)
    assert (result.exit_code, result.stdout) == (2, "")


def test_why_shows_the_sentence_with_the_quote_marked(run: Run, built: Path) -> None:
    text = run("why", "meeting/heads/14", "hostedBy", "office/JP", "--build", built).stdout
    assert "«It was hosted by the Japan Patent Office»" in text
    assert "The 14th IP5 Heads of Office Meeting was held online on 23 June 2021." in text
    assert "https://example.org/first" in text
    assert "accepted: uncontested" in text
    assert text == run("why", "meeting/heads/14 hostedBy office/JP", "--build", built).stdout


def test_why_in_json_holds_the_same(run: Run, built: Path) -> None:
    record = json.loads(run("why", "meeting/heads/14", "startDate", "--format", "json", "--build", built).stdout)
    assert record["facts"][0]["competing"][0]["value"]["text"] == "2021-06-22"


def test_why_of_an_unknown_fact_is_one_line_with_what_is_near(run: Run, built: Path) -> None:
    result = run("why", "meeting/heads/41", "--build", built)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "meeting/heads/14" in result.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ip5kg query parti", "participants"),
        ("ip5kg network off", "office-body"),
        ("ip5kg export turtle --graph 2021-06-24", "2021-06-24-meti-14th-heads"),
    ],
)
def test_the_shell_is_offered_names_of_queries_views_and_releases(words: str, offered: str) -> None:
    environment = os.environ | {"_IP5KG_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    result = subprocess.run([sys.executable, "-m", "ip5kg"], capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert offered in result.stdout.split()


def test_conflicts_are_told_in_words_as_a_table_as_a_page_and_as_json(run: Run, built: Path, tmp_path: Path) -> None:
    told = run("conflicts", "--build", built)
    assert told.exit_code == 0, told.stderr
    record = json.loads(run("conflicts", "--format", "json", "--build", built).stdout)
    assert told.stdout.splitlines()[0] == record["summary"]
    assert record["disputes"], "the sample has a conflict"
    table = run("conflicts", "--format", "table", "--build", built).stdout
    page = tmp_path / "conflicts.html"
    assert run("conflicts", "--format", "html", "-o", page, "--build", built).exit_code == 0
    for dispute in record["disputes"]:
        for version in dispute["versions"]:
            assert version["value"] in told.stdout
            assert version["value"] in table
            assert version["value"] in page.read_text(encoding="utf-8")
    still_open = json.loads(run("conflicts", "--open", "--format", "json", "--build", built).stdout)
    assert [d["outcome"] for d in still_open["disputes"]] == ["open"] * sum(d["outcome"] == "open" for d in record["disputes"])
