"""What endpoints answer, read with suspicion: SPARQL JSON and RDF of any shape, but of bounded size."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pyoxigraph as ox

from ip5kg.errors import EndpointError
from ip5kg.results import Row, Table

RESULT_TYPES: Final = ("application/sparql-results+json", "application/json")
GRAPH_TYPES: Final = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}

_MOST_CELLS: Final = 10_000_000
_LARGEST_GRAPH: Final = 500_000_000
"""Characters of all terms together: in Turtle a long prefix can be repeated at little cost."""


def document(content: bytes, name: str) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        EndpointError: if it is none.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise malformed(name, str(error)) from error
    if not isinstance(found, dict):
        raise malformed(name, "it is no JSON object")
    return found


def boolean(found: dict[str, Any], name: str) -> bool:
    """Read the answer of an ASK query.

    Raises:
        EndpointError: if it is none.
    """
    answer = found.get("boolean")
    if not isinstance(answer, bool):
        raise malformed(name, "it is no answer to ASK")
    return answer


def table(found: dict[str, Any], name: str) -> Table:
    """Read SPARQL 1.1 Query Results JSON.

    Raises:
        EndpointError: if it is something else, or not well-formed.
    """
    try:
        names, bindings = found["head"]["vars"], found["results"]["bindings"]
        if not isinstance(names, list) or not isinstance(bindings, list) or not all(isinstance(n, str) for n in names):
            raise malformed(name, "head and results are not lists")
        if len(set(names)) < len(names) or len(names) * len(bindings) > _MOST_CELLS:
            raise malformed(name, f"it repeats a variable or has more than {_MOST_CELLS:,} cells")
        if not all(binding.keys() <= set(names) for binding in bindings):
            raise malformed(name, "a row has a variable that the head does not have")
        rows: list[Row] = [tuple(_term(binding[n]) if n in binding else None for n in names) for binding in bindings]
        return Table(tuple(names), tuple(rows))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise malformed(name, f"{type(error).__name__} {error}") from error


def triples(content: bytes, kind: str, name: str) -> tuple[ox.Triple, ...]:
    """Read N-Triples or Turtle; each triple once.

    Raises:
        EndpointError: if it is not well-formed, or grows out of all proportion.
    """
    found: dict[ox.Triple, None] = {}
    size = 0
    try:
        for quad in ox.parse(content, GRAPH_TYPES[kind]):
            size += len(str(quad))
            if size > _LARGEST_GRAPH:
                raise malformed(name, f"its terms have more than {_LARGEST_GRAPH:,} characters")
            found[quad.triple] = None
    except (SyntaxError, ValueError) as error:
        raise malformed(name, str(error)) from error
    return tuple(found)


def _term(entry: dict[str, Any]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    value = entry["value"]
    if not isinstance(value, str):
        raise TypeError("a value is no text")
    match entry["type"]:
        case "uri":
            return ox.NamedNode(value)
        case "bnode":
            # Other servers' labels may be none of ours.
            return ox.BlankNode(value if re.fullmatch("[A-Za-z0-9]{1,100}", value) else "x" + value.encode().hex())
        case "literal" | "typed-literal":
            if language := entry.get("xml:lang"):
                return ox.Literal(value, language=language)
            return ox.Literal(value, datatype=ox.NamedNode(entry["datatype"]) if entry.get("datatype") else None)
    raise ValueError(f"unknown kind of term {str(entry['type'])[:40]!r}")


def malformed(name: str, why: str) -> EndpointError:
    """Return the error for an answer that cannot be read."""
    return EndpointError(
        name, f"its answer cannot be read: {' '.join(why.split())[:160]}", "ask its operator; the answer may have been cut off"
    )
