"""A query made ready for an engine: checked, its prefixes declared, the values of its parameters in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from ip5kg.errors import BadQuery
from ip5kg.iris import BASE
from ip5kg.sparql.diagnose import diagnose
from ip5kg.sparql.scan import KNOWN_PREFIXES, MAX_DEPTH, MAX_OPERATORS, MAX_TOKENS, Analysis, Form, Token, analyse, tokens_of

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""A term of an answer. Our own data hold no blank nodes and no triple terms, other people's may."""

Bindings: TypeAlias = Mapping[str, ox.NamedNode | ox.Literal]
"""Values of a query's variables, by name without `?`."""

NO_BINDINGS: Final[Bindings] = {}
MAX_LENGTH: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query ready for an engine: checked, prefixes declared, parameters in place."""

    text: str
    form: Form
    graphs: tuple[str, ...]
    """Those that the query names with FROM and FROM NAMED."""
    name: str
    original: str
    problem: BadQuery | None
    """What the scan found wrong; it is more to the point than what engines say, but they have the last word."""

    @property
    def has_dataset(self) -> bool:
        """Return whether the query names its own data set."""
        return bool(self.graphs)

    def fault(self) -> BadQuery | None:
        """Return where the query breaks the grammar, if we see it; engines have the last word."""
        if self.problem:
            return self.problem
        found = diagnose(analyse(self.original).tokens, len(self.original))
        return _unreadable(self.original, found, self.name) if found else None

    def syntax_error(self, message: str) -> BadQuery:
        """Return the error for a query that an engine refused, with the place where it breaks the grammar.

        Args:
            message: the engine's; shown where we find nothing wrong ourselves.
        """
        if fault := self.fault():
            return fault
        # Among what pyoxigraph "expected" stands at times what it means: "The SELECT contains a variable that is unbound".
        meant = re.search(r"\b(?:The|An?) [A-Za-z][A-Za-z ?]{15,120}", message)
        return BadQuery(self.name, f"is not valid SPARQL: {meant[0].strip() if meant else _shortened(message)}", "correct the query")


def prepare(
    text: str,
    bindings: Bindings = NO_BINDINGS,
    *,
    name: str = "query",
    graph_is_known: Callable[[str], bool] | None = None,
    prefixes: Mapping[str, str] = KNOWN_PREFIXES,
    most_tokens: int = MAX_TOKENS,
) -> Prepared:
    """Check a query and put the values of its parameters in place.

    Args:
        text: the query, in SPARQL 1.1.
        bindings: a term for each variable that is a parameter.
        name: how messages call the query.
        graph_is_known: which graphs FROM may name; by default those of this knowledge graph. Nothing is ever fetched.
        prefixes: those that the query may use without declaring them.
        most_tokens: words and signs that the query may have; each takes some 250 bytes while it is checked.

    Raises:
        BadQuery: if it is an update, calls other services, reads unknown graphs, is too large or too deeply
            nested, or has no such variable. Other errors of syntax are left to the engine.
    """
    if len(text) > MAX_LENGTH:
        raise BadQuery(name, f"has {len(text):,} characters, more than {MAX_LENGTH:,}", "shorten it")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise BadQuery(name, "is not valid Unicode text", "save it as UTF-8")
    analysis = analyse(text, most_tokens)
    _refuse(text, analysis, name, graph_is_known or (lambda iri: iri.startswith(BASE + "graph/")), most_tokens)
    changes = _substitute(analysis, bindings, name) if bindings else []
    declared = _missing_prefixes(analysis, text, name, prefixes)
    bound = _apply(text, changes)
    if bindings:
        _confirm(text, bound, analysis, dict(changes), name)
    return Prepared(
        text=declared + bound,
        form=analysis.form or "select",
        graphs=(*analysis.default_graphs, *analysis.named_graphs),
        name=name,
        original=text,
        problem=_unreadable(text, analysis.problem, name) if analysis.problem else None,
    )


def unknown_graph(name: str, iri: str) -> BadQuery:
    """Return the error for a query that reads a graph that is not there."""
    return BadQuery(name, f"reads FROM <{iri}>, which is no graph of this store", "name a graph of the store; nothing is fetched")


def position(text: str, offset: int) -> str:
    """Return an offset as people count: "line 2, column 5"."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"


def _shortened(message: str, longest: int = 160) -> str:
    flat = " ".join(message.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _refuse(text: str, analysis: Analysis, name: str, graph_is_known: Callable[[str], bool], most_tokens: int) -> None:
    if analysis.update:
        raise BadQuery(name, f"is an update ({analysis.update}), not a query", "use SELECT, ASK, CONSTRUCT or DESCRIBE")
    if analysis.service is not None:
        raise BadQuery(name, f"calls another service (SERVICE, {position(text, analysis.service)})", "ask that service itself")
    if analysis.problem and "service" in text.lower():
        # Where the scan loses its way it cannot vouch for the rest; without that word there is nothing to vouch for.
        raise _unreadable(text, analysis.problem, name)
    if analysis.depth > MAX_DEPTH:
        raise BadQuery(name, f"nests brackets more than {MAX_DEPTH} deep", "simplify it")
    if analysis.operators > MAX_OPERATORS:
        raise BadQuery(name, f"chains more than {MAX_OPERATORS:,} operators", "use VALUES for long lists, or ask in parts")
    if len(analysis.tokens) > most_tokens:
        raise BadQuery(name, f"has more than {most_tokens:,} words and signs", "ask in parts")
    for iri in (*analysis.default_graphs, *analysis.named_graphs):
        if "\\" in iri or not graph_is_known(iri):
            raise unknown_graph(name, iri)


def _unreadable(text: str, problem: tuple[int, str], name: str) -> BadQuery:
    return BadQuery(name, f"is not valid SPARQL, {position(text, problem[0])}: {problem[1]}", "correct the query")


def _missing_prefixes(analysis: Analysis, text: str, name: str, known: Mapping[str, str]) -> str:
    """Return the declarations, on one line, of the known prefixes that the query uses without declaring them."""
    used: set[str] = set()
    for token in analysis.tokens:
        if token.kind == "pname":
            prefix = token.text.partition(":")[0]
            if prefix in analysis.prefixes or prefix in used:
                continue
            if prefix not in known:
                if analysis.problem:
                    continue  # the engine will say what is wrong
                what = f"uses the prefix {prefix + ':'!r} without declaring it ({position(text, token.start)})"
                raise BadQuery(name, what, f"declare it with PREFIX; known: {', '.join(sorted(known))}")
            used.add(prefix)
    return "".join(f"PREFIX {prefix}: <{known[prefix]}> " for prefix in sorted(used))


def _substitute(analysis: Analysis, bindings: Bindings, name: str) -> list[tuple[Token, str]]:
    """Return which token is to be replaced by what.

    A value stands wherever its variable stood, in sub-queries too, as though it had been written there; where the
    grammar wants more than a term there: `SELECT ?n` → `(14 AS ?n)`, `ORDER BY ?n` → `(14)`, `BOUND(?n)` → `true`.
    """
    variables = analysis.variables
    for variable in bindings:
        if variable not in variables:
            raise BadQuery(name, f"has no variable ?{variable} to give a value to", "compare the names of the parameters")
    changes: list[tuple[Token, str]] = []
    tokens = analysis.tokens
    for i, token in enumerate(tokens):
        if token.kind != "var" or token.text[1:] not in bindings:
            continue
        term = str(bindings[token.text[1:]])
        match token.role:
            case "assigned":
                raise BadQuery(name, f"gives ?{token.text[1:]} a value of its own, so it cannot be a parameter", "rename one of the two")
            case "selected":
                changes.append((token, f"({term} AS {token.text})"))
            case "key":
                changes.append((token, f"({term})"))
            case "bound":
                # BOUND(14) is not grammatical, and a parameter that was given is bound.
                changes += [(tokens[i - 2], ""), (token, "true")]
            case _:
                changes.append((token, f" {term} "))
    return changes


def _apply(text: str, changes: list[tuple[Token, str]]) -> str:
    parts: list[str] = []
    at = 0
    for token, new in changes:
        parts += [text[at : token.start], new]
        at = token.end
    return "".join([*parts, text[at:]])


def _confirm(text: str, bound: str, before: Analysis, changes: dict[Token, str], name: str) -> None:
    """Cut the new text up again: it must hold the old tokens, with the new ones in their places, and nothing else."""
    if before.problem:
        raise _unreadable(text, before.problem, name)
    expected = [part.text for token in before.tokens for part in (tokens_of(changes[token]) if token in changes else (token,))]
    if [token.text for token in tokens_of(bound)] != expected:
        raise BadQuery(name, "cannot take these values safely", "write the values into the query itself")
