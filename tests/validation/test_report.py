"""The forms of a report: text, JSON, HTML, RDF."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pyoxigraph as ox

from ip5kg.validation import Finding, Report

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "https://w3id.org/ip5kg/shapes#Claim"
HOSTILE = '<script>alert("1")</script> \x1b[31m \u202e & {focus} =cmd()'

ERROR = Finding("error", "a", "https://w3id.org/ip5kg/claim/a01", "https://w3id.org/ip5kg/ontology#rule", "", "No rule.", SHAPE)
WARNING = Finding("warning", "b", "https://w3id.org/ip5kg/claim/b01", "", '"x\\"y"@en', HOSTILE, SHAPE, quote=HOSTILE)
NOTE = Finding("note", "a", "_:b0", "^<http://example.org/p>", "_:b1", "Sources disagree.", SHAPE)


def report(*findings: Finding, touched: int = 3, notes: tuple[str, ...] = ()) -> Report:
    return Report.merged([Report("x", findings, touched, notes)], subject="build.trig")


def test_errors_stand_in_the_way_and_warnings_and_notes_do_not() -> None:
    assert not report(ERROR, NOTE).conforms
    assert report(WARNING, NOTE).conforms
    assert report().conforms
    assert not report(touched=0).conforms


def test_text_is_a_summary_and_the_findings_by_place() -> None:
    assert report(NOTE, ERROR, notes=("Something.",)).text() == (
        "build.trig does not conform: 1 error, 1 note (3 things checked).\n"
        "\na\n  error: No rule.\n  note: Sources disagree.\n\nNot checked\n  Something.\n"
    )


def test_text_shows_no_control_characters_and_stops_at_its_limit() -> None:
    text = report(ERROR, WARNING).text(limit=1)
    assert text.endswith("… and 1 more findings.\n")
    assert not re.search("[\x1b\u202e]", report(WARNING).text())
    assert r"\x1b[31m \u202e" in report(WARNING).text()


def test_a_finding_stands_once_and_the_gravest_first() -> None:
    assert report(NOTE, WARNING, ERROR, ERROR).findings == (ERROR, WARNING, NOTE)


def test_json_gives_the_report_back() -> None:
    whole = report(ERROR, WARNING, NOTE, notes=("n",))
    record = json.loads(whole.json())
    assert Report.from_record(record) == whole
    assert record["conforms"] is False


def test_html_runs_nothing_loads_nothing_and_escapes_everything() -> None:
    page = report(ERROR, WARNING, NOTE, notes=(HOSTILE,)).html()
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Reader().feed(page)
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not any(name.startswith("on") or name in ("href", "src") for _, attributes in tags for name in attributes)
    assert "&lt;script&gt;" in page
    assert page.count("<li") == 4


def test_rdf_is_a_shacl_report_sorted_and_without_blank_nodes() -> None:
    rdf = report(ERROR, WARNING, NOTE).rdf()
    lines = rdf.splitlines()
    assert lines == sorted(set(lines))
    triples = list(ox.parse(rdf, format=ox.RdfFormat.N_TRIPLES))
    assert not any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object))
    by_predicate = {
        p: [t.object for t in triples if t.predicate.value == SH + p] for p in ("conforms", "result", "value", "resultPath", "focusNode")
    }
    assert by_predicate["conforms"] == [ox.Literal(False)]
    assert len(by_predicate["result"]) == 3
    assert by_predicate["value"] == [ox.Literal('x"y', language="en")]
    assert by_predicate["resultPath"] == [ox.NamedNode(ERROR.path)]
    assert len(by_predicate["focusNode"]) == 2


def test_rdf_of_a_vacuous_report_does_not_conform() -> None:
    triples = ox.parse(report(touched=0).rdf(), format=ox.RdfFormat.N_TRIPLES)
    assert [t.object.value for t in triples if t.predicate.value == SH + "conforms"] == ["false"]
