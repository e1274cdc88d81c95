"""Finds patterns of a query that share no variable which is certainly bound: they make a product of everything with everything.

`OPTIONAL { ?office skos:prefLabel ?name }` is harmless as long as ?office is bound; where it came from an OPTIONAL of its own
and is not, the pattern joins the row with every label of the graph. The check reads rdflib's algebra of the query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Variable

from ip5kg.namespaces import PREFIXES
from ip5kg.sparql import prepare


def products(text: str, given: Iterable[str] = ()) -> list[str]:
    """Return one line for each join of a query whose two sides share no certainly bound variable.

    Args:
        text: the query.
        given: its parameters, which are bound from outside.
    """
    known = frozenset(Variable(name) for name in given)
    return sorted(_products(prepareQuery(prepare(text).text, initNs=PREFIXES).algebra, known))


def _products(node: Any, given: frozenset[Variable]) -> Iterator[str]:
    if node.name == "BGP":
        islands = _islands(node.triples, given)
        if len(islands) > 1:
            yield "side by side: " + " | ".join(_shown(island) for island in islands)
    if node.name in ("Join", "LeftJoin"):
        left, right = _certain(node.p1), (_certain if node.name == "Join" else _all)(node.p2)
        if left and right and not (left | given) & right:
            yield f"{node.name}: {_shown(left)} | {_shown(right)}"
    for part in _parts(node):
        yield from _products(part, given)


def _certain(node: Any) -> frozenset[Variable]:
    """Return the variables that are bound in every solution of a pattern."""
    match node.name:
        case "BGP":
            return frozenset(v for triple in node.triples for v in triple if isinstance(v, Variable))
        case "Join":
            return _certain(node.p1) | _certain(node.p2)
        case "LeftJoin" | "Minus":
            return _certain(node.p1)
        case "Union":
            return _certain(node.p1) & _certain(node.p2)
        case "Project":
            return _certain(node.p) & frozenset(node.PV)
    # Extend may fail to bind its variable, so it adds none.
    return _certain(node["p"]) if "p" in node else frozenset()


def _all(node: Any) -> frozenset[Variable]:
    if node.name == "BGP":
        return _certain(node)
    return frozenset().union(*(_all(part) for part in _parts(node)))


def _parts(node: Any) -> list[Any]:
    return [node[part] for part in ("p", "p1", "p2") if part in node]


def _islands(triples: Iterable[Any], given: frozenset[Variable]) -> list[frozenset[Variable]]:
    """Return the groups of a basic pattern's variables that hang together."""
    islands: list[frozenset[Variable]] = []
    for triple in triples:
        own = frozenset(v for v in triple if isinstance(v, Variable)) - given
        apart = [island for island in islands if not island & own]
        islands = [*apart, own.union(*(island for island in islands if island & own))]
    return [island for island in islands if island]


def _shown(variables: Iterable[Variable]) -> str:
    return " ".join(sorted(f"?{v}" for v in variables))
