"""The catalogue: headers, parameters, and what is said of wrong ones. What its questions answer is tested in tests/queries."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ip5kg import resources
from ip5kg.errors import BadQuery
from ip5kg.queries import Catalogue, Query, load, parse, run
from ip5kg.results import Table
from ip5kg.store import Store
from tests.store import sample

HEADER = """# title: Meetings of an office
# question: Which meetings did an office host,
#   and when?
# param: office office — the host
# param: number integer = any — only this meeting
# param: after date = 2009 — only meetings after this
#   day, month or year
# param: lang lang(en) – language of the names
# param: word text = "a = b" -- no dash ends it — not even this
# param: topic iri = topic/pph — a topic
# see: the handbook
"""
QUERY = HEADER + "SELECT ?m { ?m ip5:hostedBy ?office ; ip5:number ?number FILTER(?after && ?lang && ?word && ?topic) }"


@pytest.fixture
def query() -> Query:
    return parse(QUERY, "sample")


def test_the_header_tells_what_a_query_asks_and_needs(query: Query) -> None:
    assert query.title == "Meetings of an office"
    assert query.question == "Which meetings did an office host, and when?"
    assert query.notes == {"see": "the handbook"}
    assert [(p.name, p.type, p.default, p.explanation) for p in query.parameters] == [
        ("office", "office", None, "the host"),
        ("number", "integer", "any", "only this meeting"),
        ("after", "date", "2009", "only meetings after this day, month or year"),
        ("lang", "lang", "en", "language of the names"),
        ("word", "text", "a = b", "no dash ends it — not even this"),
        ("topic", "iri", "topic/pph", "a topic"),
    ]
    assert [p.name for p in query.parameters if p.required] == ["office"]


def test_defaults_are_used_and_any_leaves_a_variable_unbound(query: Query) -> None:
    bindings = query.bind(office="KR").bindings
    assert "number" not in bindings
    assert bindings["office"] == ox.NamedNode("https://w3id.org/ip5kg/office/KR")
    assert bindings["after"] == ox.Literal("2009", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear"))
    assert bindings["topic"] == ox.NamedNode("https://w3id.org/ip5kg/topic/pph")
    assert "number" not in query.bind(office="KR", number="any").bindings


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("number", 14, ox.Literal(14)),
        ("number", " 014 ", ox.Literal(14)),
        ("number", "-3", ox.Literal(-3)),
        ("number", ox.Literal(14), ox.Literal(14)),
        ("after", "2021-06-24", ox.Literal("2021-06-24", datatype=ox.NamedNode(XSD + "date"))),
        ("after", "2021-06", ox.Literal("2021-06", datatype=ox.NamedNode(XSD + "gYearMonth"))),
        ("after", 2021, ox.Literal("2021", datatype=ox.NamedNode(XSD + "gYear"))),
        ("after", dt.date(2020, 2, 29), ox.Literal("2020-02-29", datatype=ox.NamedNode(XSD + "date"))),
        ("lang", "pt-BR", ox.Literal("pt-br")),
        ("word", ' "quoted"\n} ', ox.Literal(' "quoted"\n} ')),
        ("word", "any", ox.Literal("any")),
        ("topic", "https://example.org/x", ox.NamedNode("https://example.org/x")),
        ("topic", "<urn:x>", ox.NamedNode("urn:x")),
        ("topic", "/meeting/heads/14", ox.NamedNode("https://w3id.org/ip5kg/meeting/heads/14")),
        ("topic", ox.NamedNode("urn:y"), ox.NamedNode("urn:y")),
        ("office", "kr", ox.NamedNode("https://w3id.org/ip5kg/office/KR")),
        ("office", "https://w3id.org/ip5kg/office/EP", ox.NamedNode("https://w3id.org/ip5kg/office/EP")),
    ],
)
def test_values_become_terms_of_their_type(query: Query, name: str, value: object, term: object) -> None:
    assert query.bind(**{"office": "KR", name: value}).bindings[name] == term


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "fourteen"),
        ("number", "1.5"),
        ("number", "14; DROP"),
        ("number", True),
        ("number", ""),
        ("number", "１４"),
        ("number", "9" * 19),
        ("number", 1.5),
        ("after", "2021-06-31"),
        ("after", "2021-13"),
        ("after", "0000"),
        ("after", "24.6.2021"),
        ("after", "2021-6-4"),
        ("lang", "en us"),
        ("lang", "e"),
        ("word", "\ud800"),
        ("word", "x" * 10_001),
        ("word", ["a"]),
        ("topic", "https://example.org/a> } DELETE"),
        ("topic", "a b"),
        ("topic", ""),
        ("topic", "<>"),
        ("office", "KIPO"),
        ("office", "K R"),
    ],
)
def test_values_of_another_type_are_refused_in_one_line(query: Query, name: str, value: object) -> None:
    with pytest.raises(BadQuery, match=rf"query sample: parameter '{name}' cannot be .* \(expected: ") as caught:
        query.bind(**{"office": "KR", name: value})
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_names_of_offices_are_looked_up_where_they_are_known() -> None:
    names = {"kr": "https://w3id.org/ip5kg/office/KR", "kipo": "https://w3id.org/ip5kg/office/KR"}
    query = parse("# param: office office — the host\nASK { ?m ?p ?office }", "sample", names)
    assert query.bind(office="KIPO").bindings["office"] == ox.NamedNode("https://w3id.org/ip5kg/office/KR")
    with pytest.raises(BadQuery, match="an office, such as kipo"):
        query.bind(office="KIPOO")


def test_wrong_and_missing_parameters_are_named(query: Query) -> None:
    with pytest.raises(BadQuery, match=r"query sample: needs the parameter 'office' \(the host\)"):
        query.bind()
    with pytest.raises(BadQuery, match=r"has no parameter 'nummer' \(did you mean 'number'\?\)"):
        query.bind(office="KR", nummer=3)
    with pytest.raises(BadQuery, match=r"has no parameter 'x' \(it has none\)"):
        parse("ASK {}", "sample").bind(x=1)


WRONG = {
    "# param: x integer\nASK { ?x ?p ?o }": "write: # param: name type = default",
    "# param: x number — a number\nASK { ?x ?p ?o }": "has the unknown type 'number'",
    "# param: x integer — a number\nASK { ?s ?p '?x' }": r"has no variable \?x",
    "# param: x integer = many — a number\nASK { ?s ?p ?x }": "cannot be 'many'",
    "# param: x integer = 3 — a number\nASK { ?s ?p ?y BIND(?y AS ?x) }": "a value of its own",
    "INSERT DATA { <a:b> <c:d> 1 }": "is an update",
    "ASK { SERVICE <http://x/> {} }": "calls another service",
    " \n": "is empty",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items())
def test_a_faulty_query_is_found_when_it_is_read(text: str, told: str) -> None:
    with pytest.raises(BadQuery, match=told):
        parse(text, "sample.rq")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "meetings.rq").write_text("# title: Meetings\n# question: Which?\nSELECT ?m { ?m a ip5:Meeting }", encoding="utf-8")
    (tmp_path / "hosted.rq").write_text(
        "\ufeff# title: Hosted\n# question: Did it host?\n# param: office office — which\nASK { ?m ip5:hostedBy ?office }", encoding="utf-8"
    )
    return load(tmp_path)


def test_a_catalogue_is_a_folder(catalogue: Catalogue) -> None:
    assert list(catalogue) == ["hosted", "meetings"]
    assert len(catalogue) == 2
    assert "meetings" in catalogue
    with pytest.raises(BadQuery, match=r"meeting: is neither a query of the catalogue nor a file \(did you mean meetings\?\)"):
        catalogue["meeting"]
    with pytest.raises(BadQuery, match="known: hosted, meetings"):
        catalogue["xyz"]


def test_a_user_may_mean_a_name_a_file_standard_input_or_a_text(catalogue: Catalogue, tmp_path: Path) -> None:
    assert catalogue.find("meetings") is catalogue["meetings"]
    assert catalogue.find(str(tmp_path / "hosted.rq")).parameters[0].name == "office"
    assert catalogue.find("-", io.StringIO("ASK {}")).name == "standard input"
    assert catalogue.find("ASK { ?s ?p ?o }").form == "ask"


UNREADABLE: dict[str, Any] = {
    "a folder": (lambda path: path.mkdir(), "is not a file"),
    "nothing": (lambda path: None, "is not a file"),
    "binary": (lambda path: path.write_bytes(b"ASK {} \xff\xfe"), "is not UTF-8 text"),
    "too large": (lambda path: path.write_bytes(b" " * 1_000_001), "is larger than 1,000,000 bytes"),
    "empty": (lambda path: path.write_text(""), "is empty"),
}


@pytest.mark.parametrize(("make", "told"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_files_that_hold_no_query_are_refused(catalogue: Catalogue, tmp_path: Path, make: Any, told: str) -> None:
    path = tmp_path / "own" / "query.rq"
    path.parent.mkdir()
    make(path)
    with pytest.raises(BadQuery, match=told):
        catalogue.find(str(path))


def test_queries_of_the_catalogue_need_title_and_question(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(BadQuery, match="has no '# title:'"):
        load(tmp_path)


def test_running_a_query_answers_by_its_form(catalogue: Catalogue) -> None:
    store = Store.of(sample.quads())
    table = run(store, catalogue["meetings"].bind())
    assert isinstance(table, Table)
    assert len(table) == 3
    assert run(store, catalogue["hosted"].bind(office="KR")) is True
    assert run(store, catalogue["hosted"].bind(office="CN")) is False
    assert run(store, parse("CONSTRUCT WHERE { ?m ip5:number 14 }", "own").bind()) == (
        ox.Triple(sample.meeting(14), ox.NamedNode("https://w3id.org/ip5kg/ontology#number"), ox.Literal(14)),
    )


def test_our_own_catalogue_is_in_order() -> None:
    catalogue = load(resources.folder("queries"))
    assert len(catalogue) >= 12
    for query in catalogue.values():
        assert query.question.endswith("?"), query.name
        bound = query.bind(**{p.name: "KR" for p in query.parameters if p.required and p.type == "office"})
        run(Store.of(sample.quads()), bound)
