"""Tables of answers: faithful in the formats of the W3C, safe and readable in those for people."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import xml.etree.ElementTree as ET
from decimal import Decimal

import pyoxigraph as ox
import pytest
from rich.console import Console

from ip5kg.errors import BadArgument
from ip5kg.results import FORMATS, Table, python_value, render_boolean, rich_table, shortened
from tests.store.sample import TROUBLE, node

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


TERMS: list[ox.NamedNode | ox.BlankNode | ox.Literal] = [
    node("meeting/heads/14"),
    ox.NamedNode("https://w3id.org/ip5kg/ontology#Meeting"),
    ox.Literal(14),
    typed("-3", "integer"),
    typed("91.5", "decimal"),
    typed("150", "double"),
    ox.Literal(True),
    typed("2021-06-24", "date"),
    typed("2021", "gYear"),
    ox.Literal("in English", language="en"),
    ox.Literal(TROUBLE),
    ox.Literal('a "b", c'),
    ox.Literal("=HYPERLINK(1)"),
    ox.Literal("-x"),
    ox.Literal(" padded\t"),
    ox.Literal(""),
    ox.BlankNode("b1"),
    typed("not a number", "integer"),
]


@pytest.fixture
def table() -> Table:
    return Table(("n", "term", "none"), tuple((ox.Literal(i), term, None) for i, term in enumerate(TERMS)))


def solutions() -> ox.QuerySolutions:
    """The same table as pyoxigraph answers it."""
    store = ox.Store()
    for i, term in enumerate(TERMS):
        store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode(f"urn:p{i}"), term))
    found = store.query(
        "SELECT ?n ?term ?none { "
        + " UNION ".join(f"{{ BIND({i} AS ?n) ?s <urn:p{i}> ?term }}" for i in range(len(TERMS)))
        + " } ORDER BY ?n"
    )
    assert isinstance(found, ox.QuerySolutions)
    return found


def test_csv_and_json_are_those_of_the_engine_byte_by_byte(table: Table) -> None:
    assert table.render("csv").encode() == solutions().serialize(format=ox.QueryResultsFormat.CSV)
    assert table.render("json").strip().encode() == solutions().serialize(format=ox.QueryResultsFormat.JSON)


@pytest.mark.parametrize(("name", "kind"), [("tsv", ox.QueryResultsFormat.TSV), ("json", ox.QueryResultsFormat.JSON)])
def test_what_is_written_is_read_back_as_it_was(table: Table, name: str, kind: ox.QueryResultsFormat) -> None:
    back = ox.parse_query_results(table.render(name), kind)
    assert isinstance(back, ox.QuerySolutions)
    assert [variable.value for variable in back.variables] == ["n", "term", "none"]
    assert tuple(tuple(row) for row in back) == table.rows


def test_xml_is_read_back_as_it_was(table: Table) -> None:
    """By a parser of XML: pyoxigraph's reader of results takes blanks away at both ends of a literal."""
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ET.fromstring(table.render("xml"))
    assert [variable.get("name") for variable in root.iter(f"{space}variable")] == ["n", "term", "none"]
    cells = [binding[0] for binding in root.iter(f"{space}binding") if binding.get("name") == "term"]
    read = [
        (cell.tag.removeprefix(space), cell.text or "", cell.get("datatype"), cell.get("{http://www.w3.org/XML/1998/namespace}lang"))
        for cell in cells
    ]
    assert read == [_as_in_xml(term) for term in TERMS]


def _as_in_xml(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> tuple[str, str, str | None, str | None]:
    if not isinstance(term, ox.Literal):
        return "uri" if isinstance(term, ox.NamedNode) else "bnode", term.value, None, None
    plain = term.language or term.datatype.value == XSD + "string"
    return "literal", term.value, None if plain else term.datatype.value, term.language


def test_csv_keeps_formulas_unless_they_are_to_be_defused(table: Table) -> None:
    faithful = list(csv.reader(io.StringIO(table.render("csv"), newline="")))
    defused = list(csv.reader(io.StringIO(table.render("csv", escape_formulas=True), newline="")))
    assert [row[1] for row in faithful[1:]][12:14] == ["=HYPERLINK(1)", "-x"]
    assert [row[1] for row in defused[1:]][12:14] == ["'=HYPERLINK(1)", "'-x"]
    assert defused[4][1] == "-3"  # a number is no formula


def test_values_become_those_of_python(table: Table) -> None:
    values = [record["term"] for record in table.records()]
    assert values[:10] == [
        "https://w3id.org/ip5kg/meeting/heads/14",
        "https://w3id.org/ip5kg/ontology#Meeting",
        14,
        -3,
        Decimal("91.5"),
        150.0,
        True,
        dt.date(2021, 6, 24),
        "2021",
        "in English",
    ]
    assert values[-1] == "not a number"
    assert table.records()[0]["none"] is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1_000", "integer"),
        ("１４", "integer"),
        ("9" * 5_000, "integer"),
        ("20210624", "date"),
        ("2021-W25-4", "date"),
        ("2021-06-31", "date"),
        ("maybe", "boolean"),
        ("1e5x", "double"),
    ],
)
def test_what_does_not_fit_its_type_stays_text(text: str, kind: str) -> None:
    assert python_value(typed(text, kind)) == text


def test_json_lines_are_json(table: Table) -> None:
    odd = Table(("x",), ((typed("NaN", "double"),), (typed("INF", "double"),)))
    lines = (table.render("jsonl") + odd.render("jsonl")).splitlines()
    records = [json.loads(line, parse_constant=lambda name: pytest.fail(name)) for line in lines]
    assert records[0] == {"n": 0, "term": "https://w3id.org/ip5kg/meeting/heads/14", "none": None}
    assert records[4]["term"] == "91.5"  # a decimal is exact, and a number in JSON need not be
    assert records[10]["term"] == TROUBLE


def test_people_see_short_names_and_no_control_characters(table: Table) -> None:
    for shown in (table.render("table"), table.render("markdown")):
        assert "meeting/heads/14" in shown
        assert "ip5:Meeting" in shown
        assert "https://w3id.org" not in shown
        assert not any(char in shown for char in "\x1b\r\t\u202e")
    assert table.render().endswith("(18 rows)\n")
    assert "日本語 é 😀" in table.render()


def test_nothing_in_a_cell_is_markup() -> None:
    table = Table(("a",), ((ox.Literal("[red]x[/red] | *b* <script> [l](javascript:x) & `c`"),),))
    assert "[red]x[/red] | *b* <script>" in table.render()
    row = table.render("markdown").splitlines()[2]
    assert row == r"| \[red\]x\[/red\] \| \*b\* &lt;script&gt; \[l\](javascript:x) &amp; \`c\` |"


def test_a_narrow_terminal_folds_cells_and_loses_nothing(table: Table) -> None:
    console = Console(width=40, file=io.StringIO(), color_system=None)
    console.print(rich_table(table, title="[bold]not bold[/bold]"))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, shown.splitlines())) <= 40
    assert "[bold]not bold[/bold]" in shown
    assert "…" not in shown


def test_labels_may_stand_for_iris() -> None:
    assert shortened(node("office/KR"), {node("office/KR").value: "MOIP\x1b"}) == "MOIP\\x1b"
    assert shortened(ox.NamedNode("http://example.org/x")) == "http://example.org/x"
    assert shortened(None) == ""


def test_xml_says_what_it_cannot_hold() -> None:
    with pytest.raises(BadArgument, match=r"holds U\+001B, which XML cannot hold \(use --format json\)"):
        Table(("a",), ((ox.Literal("\x1b"),),)).render("xml")


def test_columns_are_had_by_name(table: Table) -> None:
    assert table.column("term") == tuple(TERMS)
    with pytest.raises(BadArgument, match="has no column 'x'"):
        table.column("x")
    assert len(table) == len(list(table)) == len(TERMS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_empty_answers_and_booleans(name: str) -> None:
    assert "a" in Table(("a",), ()).render(name) or name == "jsonl"
    assert isinstance(Table((), ((),)).render(name), str)
    assert render_boolean(True, name) != render_boolean(False, name)


def test_formats_that_do_not_exist_are_named() -> None:
    for attempt in (lambda: Table((), ()).render("pdf"), lambda: render_boolean(True, "pdf")):
        with pytest.raises(BadArgument, match=r"'pdf' is not known \(one of: table, csv"):
            attempt()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_need_their_library(table: Table, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(BadArgument, match=f"{library}: is not installed"):
        table.to_pandas() if library == "pandas" else table.to_polars()
