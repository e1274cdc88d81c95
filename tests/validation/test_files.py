"""Files of RDF, written by us or by anybody: what parses, what does not, and what goes beyond its bounds."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.errors import Ip5kgError
from ip5kg.namespaces import IP5
from ip5kg.validation import BoundExceeded, bounded, validate_file
from ip5kg.validation.files import FORMATS, check, read
from tests.validation.planting import base


def written(path: Path, quads: list[ox.Quad]) -> Path:
    form = FORMATS[path.suffix]
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES):
        path.write_bytes(ox.serialize((q.triple for q in quads), format=form))
    else:
        path.write_bytes(ox.serialize(quads, format=form))
    return path


def test_an_exported_build_is_validated_in_a_child_process(tmp_path: Path) -> None:
    report = validate_file(written(tmp_path / "ip5kg.trig", list(base())))
    assert report.text() == f"ip5kg.trig conforms: nothing was found wrong ({report.touched} things checked).\n"


@pytest.mark.parametrize("name", ["all.nq", "all.jsonld", "all.ttl", "all.nt"])
def test_every_format_is_read(tmp_path: Path, name: str) -> None:
    record = check(str(written(tmp_path / name, list(base()))))
    assert record["conforms"], record["findings"]
    assert record["touched"] > 100


def test_quotes_are_compared_with_the_texts_that_a_build_keeps_apart(tmp_path: Path) -> None:
    texts = [q for q in base() if q.predicate.value == IP5.text]
    file = written(tmp_path / "ip5kg.nq", [q for q in base() if q not in texts])
    assert "quotes" in check(str(file))["notes"][0]
    written(tmp_path / "texts.nq", texts)
    assert check(str(file))["conforms"]
    assert not check(str(file))["notes"]
    written(tmp_path / "texts.nq", [ox.Quad(q.subject, q.predicate, ox.Literal("x" + q.object.value), q.graph_name) for q in texts])
    assert "The quoted words do not stand at that place" in check(str(file))["findings"][0]["message"]


def test_the_text_of_a_release_that_states_nothing_is_found_too(tmp_path: Path) -> None:
    silent = [q for q in base() if q.subject.value == iris.release("b")]
    texts = [q for q in silent if q.predicate.value == IP5.text]
    file = written(tmp_path / "ip5kg.nq", [q for q in silent if q not in texts])
    written(tmp_path / "texts.nq", texts)
    assert check(str(file))["conforms"]


def test_a_single_release_is_checked_as_far_as_it_goes_and_the_report_says_how_far(tmp_path: Path) -> None:
    graphs = (iris.release_graph("a"), iris.text_graph("a"))
    record = check(str(written(tmp_path / "a.trig", [q for q in base() if q.graph_name.value in graphs])))
    assert record["conforms"], record["findings"]
    (note,) = record["notes"]
    assert "for want of authority, choices, facts" in note


def test_facts_alone_conform_but_are_not_called_proven(tmp_path: Path) -> None:
    record = check(str(written(tmp_path / "facts.ttl", [q for q in base() if q.graph_name.value == iris.FACTS_GRAPH])))
    assert record["conforms"], record["findings"]
    assert record["notes"]


def test_an_error_in_a_file_names_the_file(tmp_path: Path) -> None:
    quads = [q for q in base() if q.predicate.value != IP5.rule]
    record = check(str(written(tmp_path / "a.ttl", quads)))
    assert not record["conforms"]
    assert {finding["where"] for finding in record["findings"]} == {"a.ttl"}


def test_an_empty_file_is_vacuous(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").touch()
    assert check(str(tmp_path / "empty.ttl"))["vacuous"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"@prefix a: <http://x/> .\na:b a:c ;;; 'x\n", "a.ttl, line 2, column"),
        ("a.nt", b'<http://x/a> <http://x/b "c" .\n', "a.nt, line 1, column"),
        ("a.jsonld", b'{"@context":{', "a.jsonld, line 1, column"),
        ("a.jsonld", b'{"@context":"http://example.org/c.jsonld","@id":"http://x/a","http://x/p":1}', "a.jsonld: "),
        ("a.ttl", b"\x00\xff\xfe", "a.ttl, line 1, column"),
        ("a.ttl", b"<http://x/a> <http://x/b> <<( <http://x/a> <http://x/b> <http://x/c> )>> .", "a.ttl: holds triples about triples"),
        ("a.nt", b'<http://x/a> <http://x/b> "' + b"A" * 17_000_000 + b'" .', "a.nt: cannot be parsed"),
        ("a.docx", b"", "a.docx: is in no format"),
    ],
)
def test_what_does_not_parse_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Ip5kgError) as error:
        read(file) if file.suffix in FORMATS else validate_file(file)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "folder.ttl").mkdir()
    for name in ("pipe.ttl", "folder.ttl", "missing.ttl"):
        with pytest.raises(Ip5kgError, match=name):
            validate_file(tmp_path / name)


def test_a_mistake_in_the_child_is_an_error_here(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("nonsense")
    with pytest.raises(Ip5kgError, match=r"a\.ttl, line 1, column"):
        validate_file(tmp_path / "a.ttl")


def test_too_little_time_and_too_little_memory_are_named(tmp_path: Path) -> None:
    file = written(tmp_path / "ip5kg.nq", list(base()))
    with pytest.raises(BoundExceeded, match=r"ip5kg\.nq: took longer than the 0\.05 seconds it was given"):
        validate_file(file, seconds=0.05)
    with pytest.raises(BoundExceeded, match=r"ip5kg\.nq: needs more than the 60 MB of memory it was given"):
        validate_file(file, megabytes=60)


def work(kind: str) -> dict[str, object]:
    """What the child is told to do below."""
    match kind:
        case "crash":
            os.abort()
        case "fail":
            raise RuntimeError("no luck")
        case "print":
            print("noise on standard output")
    return {"kind": kind, "here": "ä"}


def told(kind: str) -> object:
    return bounded.call("tests.validation.test_files:work", {"kind": kind}, where="the work", seconds=30, megabytes=500)


def test_the_child_answers_in_plain_values_whatever_it_prints() -> None:
    assert told("print") == {"kind": "print", "here": "ä"}


def test_a_child_that_crashes_or_fails_is_one_line_here() -> None:
    with pytest.raises(BoundExceeded, match=r"the work: brought its process down \(SIGABRT\)"):
        told("crash")
    with pytest.raises(Ip5kgError, match="the work: could not be worked on: RuntimeError: no luck"):
        told("fail")
