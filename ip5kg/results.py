"""What queries answer: an immutable table, and the ways to write it down.

    SELECT → Table        ASK → bool        CONSTRUCT, DESCRIBE → a tuple of triples

The formats of the W3C (`csv`, `tsv`, `json`, `xml`) are faithful to the letter. `table` and `markdown` are for the eye: IRIs
are shortened, control characters are shown as escapes, markup is defused.

Formulas: a CSV file opened in a spreadsheet runs cells that begin with `=`, `+`, `-` or `@`. SPARQL's CSV must not
change a value, so such cells are defused on request only (`escape_formulas=True`).
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ip5kg.errors import BadArgument, printable
from ip5kg.iris import BASE
from ip5kg.namespaces import PREFIXES, XSD
from ip5kg.sparql import Term

if TYPE_CHECKING:
    from rich.table import Table as RichTable

FORMATS: Final = ("table", "csv", "tsv", "json", "jsonl", "xml", "markdown")
"""Formats for tables and for the answers of ASK."""

Row: TypeAlias = tuple[Term | None, ...]
Value: TypeAlias = str | int | float | bool | Decimal | dt.date | None

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN", re.ASCII)
_SHORT_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    XSD.integer: re.compile("[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile("true|false"),
}
"""Literals that Turtle writes without quotes."""
_NEVER = re.compile("(?!)")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKDOWN = str.maketrans({char: "\\" + char for char in "\\`*_[]|~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT query: its variables in their order, its rows in theirs. Unbound cells are None."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def column(self, variable: str) -> tuple[Term | None, ...]:
        """Return one column.

        Raises:
            BadArgument: if the table has no such column.
        """
        if variable not in self.variables:
            raise BadArgument("table", f"has no column {variable!r}", f"columns: {', '.join(self.variables)}")
        place = self.variables.index(variable)
        return tuple(row[place] for row in self.rows)

    def _repr_html_(self) -> str:
        from ip5kg.html import table

        return table(self)

    def records(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries of Python values; see `python_value`."""
        return [{name: python_value(term) for name, term in zip(self.variables, row, strict=True)} for row in self.rows]

    def to_pandas(self) -> Any:
        """Return a `pandas.DataFrame` of the records.

        Raises:
            BadArgument: if pandas is not installed.
        """
        return _import("pandas").DataFrame(self.records(), columns=list(self.variables))

    def to_polars(self) -> Any:
        """Return a `polars.DataFrame` of the records.

        Raises:
            BadArgument: if polars is not installed.
        """
        columns = {name: [record[name] for record in self.records()] for name in self.variables}
        return _import("polars").DataFrame(columns, strict=False)

    def render(self, format: str = "table", *, escape_formulas: bool = False, width: int | None = None) -> str:  # noqa: A002
        """Return the table as text in one of `FORMATS`.

        Args:
            format: `table` (for a terminal), `csv`, `tsv`, `json`, `xml` (as the W3C wants them), `jsonl` (one object a
                row, Python values), `markdown`.
            escape_formulas: in `csv`, put an apostrophe before cells that a spreadsheet would run.
            width: of `table`, in columns of a terminal; by default as wide as the content.

        Raises:
            BadArgument: if there is no such format, or `xml` cannot hold a character of the answer.
        """
        if format == "csv":
            return _csv(self, escape_formulas)
        if format == "table":
            return _text(self, width)
        return _writer(format)(self)


def render_boolean(answer: bool, format: str = "table") -> str:  # noqa: A002
    """Return the answer of an ASK query as text in one of `FORMATS`.

    Raises:
        BadArgument: if there is no such format.
    """
    word = "true" if answer else "false"
    match format:
        case "json":
            return f'{{"head":{{}},"boolean":{word}}}\n'
        case "jsonl":
            return f'{{"boolean":{word}}}\n'
        case "xml":
            return f"{_XML_START}<head></head><boolean>{word}</boolean></sparql>\n"
        case "csv" | "tsv":
            return word
        case "table" | "markdown":
            return ("yes" if answer else "no") + "\n"
    raise _unknown_format(format)


def python_value(term: Term | None) -> Value:
    """Return a term as the Python value that fits best: a number, a boolean, a date, else a string.

    Dates of which only year or month are known, times, and literals that do not fit their own data type stay strings.
    """
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    convert = _CONVERTERS.get(term.datatype.value)
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except (ValueError, InvalidOperation):
        return term.value


def _boolean(text: str) -> bool:
    if text not in ("true", "1", "false", "0"):
        raise ValueError(text)
    return text in ("true", "1")


def _date(text: str) -> dt.date:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":  # Python also reads 20210624 and 2021-W25-4
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def _number(convert: Callable[[str], Value]) -> Callable[[str], Value]:
    def checked(text: str) -> Value:
        if not _NUMBER.fullmatch(text):  # Python also reads 1_000, full-width digits and more
            raise ValueError(text)
        return convert(text)

    return checked


_CONVERTERS: Final[Mapping[str, Callable[[str], Value]]] = {
    XSD.decimal: _number(Decimal),
    XSD.base + "double": _number(float),
    XSD.base + "float": _number(float),
    XSD.boolean: _boolean,
    XSD.date: _date,
    **{
        XSD.base + name: _number(int)
        for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger")
    },
}


def shortened(term: Term | None, labels: Mapping[str, str] | None = None) -> str:
    """Return a term as people read it: `ip5:Meeting`, `meeting/heads/14`, the text of a literal; safe to print.

    Args:
        term: any term, or None.
        labels: names to show in place of IRIs, where known.
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        if labels and term.value in labels:
            return printable(labels[term.value])
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace) and len(term.value) > len(namespace):
                return printable(f"{prefix}:{term.value[len(namespace) :]}")
        return printable(term.value.removeprefix(BASE) or term.value)
    return printable(term.value if isinstance(term, ox.Literal) else str(term))


def rich_table(table: Table, title: str | None = None, labels: Mapping[str, str] | None = None) -> RichTable:
    """Return the table for a terminal. Numbers stand to the right; nothing in a cell is taken for markup."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(title=Text(printable(title)) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for place, name in enumerate(table.variables):
        cells = [row[place] for row in table.rows if row[place] is not None]
        numbers = bool(cells) and all(isinstance(python_value(cell), int | float | Decimal) for cell in cells)
        shown.add_column(Text(printable(name)), justify="right" if numbers else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(shortened(term, labels)) for term in row))
    return shown


def _text(table: Table, width: int | None) -> str:
    from rich.console import Console

    cells = [[len(shortened(term)) + 4 for term in row] for row in table.rows[:10_000]]
    natural = (
        sum(max(column, default=4) for column in zip(*cells, [len(v) + 4 for v in table.variables], strict=False)) if table.variables else 0
    )
    out = io.StringIO()
    console = Console(
        file=out, width=width or max(40, min(natural * 2, 10_000)), color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(rich_table(table))
    body = "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())
    return f"{body}\n({len(table)} row{'' if len(table) == 1 else 's'})\n"


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _csv(table: Table, escape_formulas: bool) -> str:
    """SPARQL 1.1 Query Results CSV: values without their types, lines ended by CRLF."""
    out = io.StringIO()
    quote_needed = re.compile('[",\r\n]')

    def cell(term: Term | None) -> str:
        text = _plain(term)
        # A number may begin with a minus; it is no formula.
        number = isinstance(term, ox.Literal) and isinstance(python_value(term), int | float | Decimal)
        if escape_formulas and text.startswith(_FORMULA_STARTS) and not number:
            text = "'" + text
        return '"' + text.replace('"', '""') + '"' if quote_needed.search(text) else text

    for line in ((*table.variables,), *(tuple(map(cell, row)) for row in table.rows)):
        out.write(",".join(line) + "\r\n")
    return out.getvalue()


def _tsv(table: Table) -> str:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle; tabs and line breaks in them are escapes."""
    lines = ["\t".join("?" + name for name in table.variables)]
    lines += ["\t".join(map(_turtle, row)) for row in table.rows]
    return "\n".join(lines) + "\n"


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Literal) and _SHORT_FORMS.get(term.datatype.value, _NEVER).fullmatch(term.value):
        return term.value
    if isinstance(term, ox.Triple):
        return f"<<( {_turtle(term.subject)} {_turtle(term.predicate)} {_turtle(term.object)} )>>"
    return str(term).replace("\t", "\\t")


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value != XSD.string:
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        return {"type": "literal", "value": term.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _json_term(term) for name, term in zip(table.variables, row, strict=True) if term is not None} for row in table.rows]
    return (
        json.dumps({"head": {"vars": table.variables}, "results": {"bindings": bindings}}, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


def _jsonl(table: Table) -> str:
    def plain(value: Value) -> Any:
        unknown_to_json = isinstance(value, Decimal | dt.date) or (isinstance(value, float) and not math.isfinite(value))
        return str(value) if unknown_to_json else value

    return "".join(
        json.dumps({name: plain(value) for name, value in record.items()}, ensure_ascii=False) + "\n" for record in table.records()
    )


_XML_START: Final = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(table: Table) -> str:
    """SPARQL Query Results XML."""

    def text(value: str) -> str:
        if bad := _NO_XML.search(value):
            raise BadArgument("answer", f"holds U+{ord(bad[0]):04X}, which XML cannot hold", "use --format json")
        # A parser of XML would turn a bare carriage return into a line feed.
        return escape(value, {"\r": "&#13;"})

    def cell(term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return f"<uri>{text(term.value)}</uri>"
        if isinstance(term, ox.BlankNode):
            return f"<bnode>{text(term.value)}</bnode>"
        if isinstance(term, ox.Literal):
            kind = f" xml:lang={quoteattr(term.language)}" if term.language else f" datatype={quoteattr(term.datatype.value)}"
            return f"<literal{'' if kind.endswith(quoteattr(XSD.string)) else kind}>{text(term.value)}</literal>"
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{cell(part)}</{name}>" for name, part in parts) + "</triple>"

    head = "".join(f"<variable name={quoteattr(name)}/>" for name in table.variables)
    rows = []
    for row in table.rows:
        bound = ((name, term) for name, term in zip(table.variables, row, strict=True) if term is not None)
        rows.append("<result>" + "".join(f"<binding name={quoteattr(name)}>{cell(term)}</binding>" for name, term in bound) + "</result>")
    return f"{_XML_START}<head>{head}</head><results>{''.join(rows)}</results></sparql>\n"


def _markdown(table: Table) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    rows = (line(shortened(term).translate(_MARKDOWN) for term in row) for row in table.rows)
    return line(name.translate(_MARKDOWN) for name in table.variables) + line("---" for _ in table.variables) + "".join(rows)


def _writer(format_name: str) -> Callable[[Table], str]:
    writers: Mapping[str, Callable[[Table], str]] = {"tsv": _tsv, "json": _json, "jsonl": _jsonl, "xml": _xml, "markdown": _markdown}
    if format_name not in writers:
        raise _unknown_format(format_name)
    return writers[format_name]


def _unknown_format(format_name: str, known: Sequence[str] = FORMATS) -> BadArgument:
    return BadArgument("format", f"{format_name!r} is not known", f"one of: {', '.join(known)}")


def _import(module: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as missing:
        raise BadArgument(module, "is not installed", f'pip install "ip5kg[{module}]", or use .records()') from missing


__all__ = ["FORMATS", "Row", "Table", "Value", "python_value", "render_boolean", "rich_table", "shortened"]
