"""The catalogue of questions: `queries/*.rq`, each with a header that says what it asks and what it needs.

    # title: Participants of a meeting
    # question: Who took part in a meeting, for which organisation, in which role?
    # param: meeting integer = 14 — number of the meeting in its series
    # param: series text = heads — series of meetings, such as heads or wg1;
    #   a line that is indented goes on with the one before
    # param: office office = any — only this office; "any" leaves the variable unbound
    SELECT …

A parameter is a variable of the query; its value takes the variable's place as one RDF term (see `ip5kg.sparql`), never
as text. Types: `integer`, `date` (2021-06-24, 2021-06 or 2021), `text` or `string`, `iri` (whole, or relative to our base:
`meeting/heads/14`), `office` (`KR`, or a name if a table of names is given), `lang` (`en`). A default may also be written
behind the type: `integer(14)`. Other `# key: value` lines are kept as notes.

    catalogue = load(resources.folder("queries"))
    answer = run(store, catalogue["participants"].bind(meeting=14))
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, TextIO, TypeAlias, runtime_checkable

import pyoxigraph as ox

from ip5kg.errors import BadQuery
from ip5kg.iris import BASE
from ip5kg.namespaces import XSD
from ip5kg.results import Table
from ip5kg.sparql import NO_BINDINGS, Bindings, Form, analyse, prepare

Answer: TypeAlias = Table | bool | tuple[ox.Triple, ...]
"""What a query answers: SELECT a table, ASK yes or no, CONSTRUCT and DESCRIBE triples."""

TYPES: Final = ("integer", "date", "text", "iri", "office", "lang")
ANY: Final = "any"
"""The default that leaves a variable unbound."""

_SAME_TYPE: Final = {"string": "text", "int": "integer", "language": "lang"}
_MAX_FILE: Final = 1_000_000
_LONGEST_VALUE: Final = 10_000
_HEADER_LINE = re.compile(r"#[ \t]{0,3}(?P<key>[a-z][a-z-]{0,30}):[ \t]*(?P<value>.*)")
_PARAMETER = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,60})[ \t]+(?P<type>[a-z]{1,20})"
    r"(?:\((?P<bracketed>[^)]{0,200})\))?[ \t]*(?:=[ \t]*(?P<default>.{0,200}?))?[ \t]*(?:[—–]|--?)[ \t]+(?P<explanation>.+)"
)


@runtime_checkable
class Backend(Protocol):
    """Where queries are answered: the embedded store, the same in a bounded process, or a remote endpoint."""

    def select(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> Table:
        """Answer a SELECT query."""
        ...

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> bool:
        """Answer an ASK query."""
        ...

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> tuple[ox.Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query."""
        ...


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query needs: a variable, the type of its value, perhaps a default (as written)."""

    name: str
    type: str
    default: str | None
    explanation: str

    @property
    def required(self) -> bool:
        return self.default is None


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A query with the values of its parameters, ready to be run."""

    name: str
    text: str
    form: Form
    bindings: Bindings


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the catalogue, or a query of the user's own (which may have such a header or none)."""

    name: str
    text: str
    form: Form
    title: str = ""
    question: str = ""
    parameters: tuple[Parameter, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict, repr=False)

    def bind(self, **values: object) -> BoundQuery:
        """Give the parameters values; what is left out takes its default.

        Raises:
            BadQuery: if a parameter is unknown or missing, or a value is not of its type.
        """
        for name in values:
            if name not in {parameter.name for parameter in self.parameters}:
                raise BadQuery(f"query {self.name}", f"has no parameter {name!r}", self._usage(name))
        bindings: dict[str, ox.NamedNode | ox.Literal] = {}
        for parameter in self.parameters:
            value = values.get(parameter.name)
            value = parameter.default if value is None else value
            if value is None:
                raise BadQuery(f"query {self.name}", f"needs the parameter {parameter.name!r} ({parameter.explanation})", self._usage())
            if value != ANY or parameter.default != ANY:
                bindings[parameter.name] = _term(self, parameter, value)
        return BoundQuery(self.name, self.text, self.form, MappingProxyType(bindings))

    def _usage(self, wrong: str | None = None) -> str:
        names = [parameter.name for parameter in self.parameters]
        near = difflib.get_close_matches(wrong, names, 1) if wrong else []
        if near:
            return f"did you mean {near[0]!r}?"
        return "parameters: " + ", ".join(f"{p.name} ({p.type})" for p in self.parameters) if names else "it has none"


class Catalogue(Mapping[str, Query]):
    """The queries of a folder, by name, in the order of the alphabet."""

    def __init__(self, queries: Mapping[str, Query], folder: str = "queries") -> None:
        self._queries = {name: queries[name] for name in sorted(queries)}
        self._folder = folder

    def __getitem__(self, name: str) -> Query:
        """Return the query of that name.

        Raises:
            BadQuery: if there is none; near names are suggested.
        """
        if name not in self._queries:
            near = difflib.get_close_matches(name, self._queries, 3, cutoff=0.5)
            remedy = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(self._queries) or 'none'}"
            raise BadQuery(name[:80], "is neither a query of the catalogue nor a file", remedy)
        return self._queries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def find(self, spec: str, stdin: TextIO | None = None) -> Query:
        """Return the query that a user means: a NAME of the catalogue, a FILE, `-` for standard input, or the text of a query.

        Raises:
            BadQuery: if it is none of these, or cannot be read.
        """
        if spec in self._queries:
            return self._queries[spec]
        if spec == "-":
            return parse((stdin or sys.stdin).read(_MAX_FILE + 1), "standard input")
        if "{" in spec:
            return parse(spec, "query")
        path = Path(spec)
        if path.suffix == ".rq" or "/" in spec or path.is_file():
            return parse(_read(path), str(path))
        return self[spec]


def load(folder: Path, offices: Mapping[str, str] | None = None) -> Catalogue:
    """Read the catalogue; a faulty file of ours is found here and not at its first use.

    Args:
        folder: where the `.rq` files lie.
        offices: names of offices (in lower case) and their IRIs, for parameters of the type `office`.

    Raises:
        BadQuery: if a file cannot be read, or its header does not fit its query.
    """
    queries = {}
    for path in sorted(folder.glob("*.rq")):
        query = parse(_read(path), path.stem, offices)
        if not query.title or not query.question:
            raise BadQuery(path.name, "has no '# title:' or no '# question:' line", "add them at its top")
        queries[path.stem] = query
    return Catalogue(queries, folder.name)


def parse(text: str, name: str, offices: Mapping[str, str] | None = None) -> Query:
    """Return the query that a text holds, its header (if it has one) read and checked against it.

    Raises:
        BadQuery: if the text is no query (see `sparql.prepare`), or its header does not fit it.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise BadQuery(name, "is empty", "write a SELECT, ASK or CONSTRUCT query")
    parameters: list[Parameter] = []
    notes: dict[str, str] = {}
    for line, key, value in _header(text):
        if key == "param":
            parameters.append(_parameter(value, f"{name}, line {line}"))
        else:
            notes[key] = value
    form = prepare(text, name=name, graph_is_known=lambda _: True).form
    known = analyse(text).variables
    query = Query(
        name=name,
        text=text,
        form=form,
        title=notes.pop("title", ""),
        question=notes.pop("question", ""),
        parameters=tuple(parameters),
        notes=MappingProxyType(notes),
        offices=MappingProxyType(dict(offices or {})),
    )
    for parameter in parameters:
        if parameter.name not in known:
            raise BadQuery(name, f"declares the parameter {parameter.name!r}, but has no variable ?{parameter.name}", "correct its header")
        if parameter.default is not None and parameter.default != ANY:
            term = _term(query, parameter, parameter.default)
            prepare(text, {parameter.name: term}, name=name, graph_is_known=lambda _: True)
    return query


def run(backend: Backend, query: BoundQuery) -> Answer:
    """Run a query by its form: SELECT answers a table, ASK a boolean, CONSTRUCT and DESCRIBE triples.

    Raises:
        BadQuery: if the query is not valid, or passes a bound.
        StoreError: if the store cannot be read.
        EndpointError: if a remote endpoint fails.
    """
    if query.form == "select":
        return backend.select(query.text, query.bindings, name=query.name)
    if query.form == "ask":
        return backend.ask(query.text, query.bindings, name=query.name)
    return backend.construct(query.text, query.bindings, name=query.name)


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise BadQuery(str(path), "is not a file", "give the name of a query, a file, or - for standard input")
        if path.stat().st_size > _MAX_FILE:
            raise BadQuery(str(path), f"is larger than {_MAX_FILE:,} bytes", "shorten it")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadQuery(str(path), "is not UTF-8 text", "save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise BadQuery(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}", "check the path") from error


def _header(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (number of the line, key, value) of the comment lines at the top; indented ones go on with the one before."""
    entry: tuple[int, str, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if found := _HEADER_LINE.fullmatch(line.rstrip()):
            if entry:
                yield entry
            entry = (number, found["key"], found["value"].strip())
        elif entry and line[1:2] in (" ", "\t") and line[1:].strip():
            entry = (entry[0], entry[1], f"{entry[2]} {line[1:].strip()}")
    if entry:
        yield entry


def _parameter(line: str, where: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found:
        raise BadQuery(where, f"cannot be read: {line[:80]!r}", "write: # param: name type = default — explanation")
    kind = _SAME_TYPE.get(found["type"], found["type"])
    if kind not in TYPES:
        raise BadQuery(where, f"has the unknown type {kind!r}", f"one of: {', '.join(TYPES)}")
    default = found["default"] if found["default"] is not None else found["bracketed"]
    if default is not None and len(default) > 1 and default[0] == default[-1] == '"':
        default = default[1:-1]
    return Parameter(found["name"], kind, default, found["explanation"].strip())


def _term(query: Query, parameter: Parameter, value: object) -> ox.NamedNode | ox.Literal:
    """Return a value as an RDF term of the parameter's type."""

    def wrong(expected: str) -> BadQuery:
        shown = str(value)
        shown = repr(shown if len(shown) <= 60 else shown[:59] + "…")
        return BadQuery(f"query {query.name}", f"parameter {parameter.name!r} cannot be {shown}", f"expected: {expected}")

    if isinstance(value, ox.NamedNode | ox.Literal):
        value = value.value
    if isinstance(value, bool) or not isinstance(value, str | int | dt.date):
        raise wrong(f"{parameter.type}, as text")
    text = value.strftime("%Y-%m-%d") if isinstance(value, dt.date) else str(value).strip() if parameter.type != "text" else str(value)
    if len(text) > _LONGEST_VALUE or any("\ud800" <= char <= "\udfff" for char in text):
        raise wrong(f"valid text of at most {_LONGEST_VALUE:,} characters")
    match parameter.type:
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
                raise wrong("a whole number, such as 14")
            return ox.Literal(int(text))
        case "date":
            return _date(text) or _raise(wrong("a date, such as 2021-06-24, 2021-06 or 2021"))
        case "iri":
            return _iri(text) or _raise(wrong("an IRI, such as https://w3id.org/ip5kg/meeting/heads/14 or meeting/heads/14"))
        case "office":
            return _office(query, text) or _raise(wrong(_office_hint(query, text)))
        case "lang":
            if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}", text):
                raise wrong("a language tag, such as en")
            return ox.Literal(text.lower())
    return ox.Literal(text)


def _raise(error: BadQuery) -> ox.Literal:
    raise error


def _date(text: str) -> ox.Literal | None:
    """Return a date that is known to the day, the month or the year, if it exists in the calendar."""
    kind = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}.get(len(text))
    if kind is None or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        return None
    try:
        dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None
    return ox.Literal(text, datatype=ox.NamedNode(kind))


def _iri(text: str) -> ox.NamedNode | None:
    whole = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if not whole:
        return None
    try:
        return ox.NamedNode(whole if re.match(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:", whole) else BASE + whole.removeprefix("/"))
    except ValueError:
        return None


def _office(query: Query, text: str) -> ox.NamedNode | None:
    if text.lower() in query.offices:
        return ox.NamedNode(query.offices[text.lower()])
    if re.fullmatch("[A-Za-z]{2}", text) and not query.offices:
        return ox.NamedNode(f"{BASE}office/{text.upper()}")
    return _iri(text) if "office/" in text else None


def _office_hint(query: Query, text: str) -> str:
    near = difflib.get_close_matches(text.lower(), query.offices, 3)
    return f"an office, such as {', '.join(near or ['KR'])}"
