"""A first glance at the shapes, so that pySHACL need not look where nothing can be wrong.

A sound build satisfies every shape, and pySHACL takes seconds to say so. `left` reads the same shapes, looks at the same things and
returns the shapes that it cannot clear; those, and only those, are then judged by pySHACL, whose word every finding is. The glance errs
on one side alone: whatever it has doubts about (a form of literal that it does not know, a constraint that is new to it, a blank node)
it leaves. Tests hold the outcome against that of pySHACL alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
import rdflib

from ip5kg.validation.constraints import INTEGER, SH, STRING, Data, Term, UnknownError, conformity, term_of

_NAME_IN_QUERY: Final = re.compile(r"(?<![\w:/<])(\w{1,40}):(\w{1,80})")
_LIKE_A_NUMBER: Final = re.compile(r"[\s\d_.,+−eE-]+")
_CALLED: Final = re.compile(r"(\w{1,40})\s{0,9}\(")
_OF_TEXTS: Final = frozenset({"BIND", "FILTER", "IF", "STR", "STRLEN", "SUBSTR"})
_COMPARED: Final = re.compile(r"\?\w{1,40}\s{0,9}(?:[<>=]|!=)|[<>=]\s{0,9}\?")
_OF_SHACL: Final = re.compile(r"[$?](?:PATH|currentShape|shapesGraph)\b")


@dataclass(frozen=True, slots=True)
class Ask:
    """A SPARQL query that must find nothing."""

    query: str
    named: frozenset[ox.NamedNode]
    """The terms that it names."""
    plain: bool
    """Whether it only compares texts and their lengths, which every engine does alike."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape with a target; `satisfied` is None where it asks for something that the glance does not know."""

    shape: str
    classes: tuple[str, ...]
    subjects_of: tuple[ox.NamedNode, ...]
    nodes: tuple[Term, ...]
    satisfied: Callable[[Data, Term], bool] | None
    asks: tuple[Ask, ...]


def rules(graph: rdflib.Graph) -> tuple[Rule, ...]:
    """Read the shapes that have a target, in the order of their names."""
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode, SH.targetObjectsOf, SH.target)
    found = {shape for target in targets for shape in graph.subjects(target, None)}
    typed = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(rdflib.RDF.type, kind)}
    found |= {shape for shape in typed if _is_class(graph, shape)}
    return tuple(_rule(graph, shape) for shape in sorted(found, key=str))


def left(shapes: Iterable[Rule], triples: Sequence[ox.Quad | ox.Triple]) -> set[str]:
    """Return the shapes that the triples do not certainly satisfy."""
    data = Data(triples)
    known = tuple(shapes)
    doubtful = {rule.shape for rule in known if data.strange or not _cleared(rule, data)}
    # Where the data is not in order, engines of SPARQL may differ in what they make of it.
    return doubtful | {rule.shape for rule in known if rule.asks and not _nothing_found(rule, data, in_order=not doubtful)}


def _cleared(rule: Rule, data: Data) -> bool:
    satisfied = rule.satisfied
    return satisfied is not None and all(satisfied(data, focus) for focus in _focus(rule, data))


def _focus(rule: Rule, data: Data) -> set[Term]:
    found = set(rule.nodes)
    for kind in rule.classes:
        found |= data.instances(kind)
    for predicate in rule.subjects_of:
        found |= data.subjects_of(predicate)
    return found


def _is_class(graph: rdflib.Graph, shape: rdflib.term.Node) -> bool:
    return any((shape, rdflib.RDF.type, kind) in graph for kind in (rdflib.RDFS.Class, rdflib.OWL.Class))


def _rule(graph: rdflib.Graph, shape: rdflib.term.Node) -> Rule:
    unknown = any((shape, target, None) in graph for target in (SH.targetObjectsOf, SH.target)) or _is_class(graph, shape)
    satisfied: Callable[[Data, Term], bool] | None = None
    asks: tuple[Ask, ...] = ()
    with suppress(UnknownError):
        asks = tuple(_ask(graph, query) for query in sorted(graph.objects(shape, SH.sparql), key=str))
        satisfied = None if unknown else conformity(graph, shape, with_queries=True)
    return Rule(
        shape=str(shape),
        classes=tuple(sorted(str(kind) for kind in graph.objects(shape, SH.targetClass))),
        subjects_of=tuple(ox.NamedNode(p) for p in sorted(str(p) for p in graph.objects(shape, SH.targetSubjectsOf))),
        nodes=tuple(term_of(node) for node in sorted(graph.objects(shape, SH.targetNode), key=str)),
        satisfied=satisfied,
        asks=asks,
    )


def _ask(graph: rdflib.Graph, constraint: rdflib.term.Node) -> Ask:
    """Read a SPARQL constraint.

    Raises:
        UnknownError: if it is no SELECT query, or has parts that are not known here.
    """
    select = graph.value(constraint, SH.select)
    known = {SH.select, SH.prefixes, SH.message, rdflib.RDF.type}
    text = str(select)
    if select is None or _OF_SHACL.search(text) or any(predicate not in known for predicate in graph.predicates(constraint)):
        raise UnknownError(str(constraint))
    prefixes = {
        str(graph.value(declared, SH.prefix)): str(graph.value(declared, SH.namespace))
        for ontology in graph.objects(constraint, SH.prefixes)
        for declared in graph.objects(ontology, SH.declare)
    }
    head = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in sorted(prefixes.items()))
    named = {ox.NamedNode(prefixes[prefix] + name) for prefix, name in _NAME_IN_QUERY.findall(text) if prefix in prefixes}
    return Ask(head + text, frozenset(named), _OF_TEXTS.issuperset(_CALLED.findall(text)) and not _COMPARED.search(text))


def _nothing_found(rule: Rule, data: Data, *, in_order: bool) -> bool:
    """Tell whether the queries of a rule find nothing for any of its things, whatever engine is asked."""
    this = ox.Variable("this")
    for ask in rule.asks:
        if not ask.plain and not (in_order and _cast_alike(ask.named, data)):
            return False
        for focus in _focus(rule, data):
            try:
                rows = data.store.query(ask.query, substitutions={this: focus})
            except (SyntaxError, ValueError, RuntimeError):
                return False
            if not isinstance(rows, ox.QuerySolutions) or any(True for _ in rows):
                return False
    return True


def _cast_alike(named: frozenset[ox.NamedNode], data: Data) -> bool:
    """Tell whether every engine casts the values of these properties to the same numbers, or to none.

    They agree on whole numbers in plain digits, and that words are none; of what lies between (`1_0`, digits of other scripts, more digits
    than a machine word holds) each thinks its own.
    """
    for there in data.about.values():
        for predicate in named & there.keys():
            for value in there[predicate]:
                if not isinstance(value, ox.Literal) or INTEGER.fullmatch(value.value):
                    continue
                if value.datatype.value != STRING or _LIKE_A_NUMBER.fullmatch(value.value):
                    return False
    return True
