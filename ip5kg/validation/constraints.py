"""What shapes ask for, as plain functions that tell whether a thing *certainly* has it. `glance` says what for."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

import pyoxigraph as ox
import rdflib

from ip5kg.namespaces import RDF, RDFS, XSD

SH: Final = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_TYPE: Final = ox.NamedNode(RDF.type)
_SUB_CLASS_OF: Final = ox.NamedNode(RDFS.base + "subClassOf")
STRING: Final = XSD.string
LANGUAGE_STRING: Final = RDF.base + "langString"
INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?")
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_YEAR: Final = re.compile(r"[0-9]{4}")

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Terms = Collection[Term]
Path = Callable[["Data", Term], Terms]
Constraint = Callable[["Data", Term, Terms], bool]
"""Tells of a focus node and its value nodes whether they certainly satisfy a constraint."""
_NONE: Final[dict[Term, dict[Term, None]]] = {}


class Data:
    """Triples by subject and predicate, whatever graphs they stood in."""

    def __init__(self, triples: Sequence[ox.Quad | ox.Triple]) -> None:
        self._triples = triples
        self.about: dict[Term, dict[Term, dict[Term, None]]] = {}
        self.strange = False
        """Whether there is a triple in the place of a term, about which nothing can be said here."""
        self._instances: dict[str, set[Term]] = {}
        about = self.about
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                self.strange = True
                continue
            there = about.get(subject)
            if there is None:
                there = about[subject] = {}
            values = there.get(triple.predicate)
            if values is None:
                there[triple.predicate] = {value: None}
            else:
                values[value] = None

    def values(self, subject: Term, predicate: ox.NamedNode) -> Terms:
        """Return the values of a property, each once."""
        return self.about.get(subject, _NONE).get(predicate, ())

    def instances(self, kind: str) -> set[Term]:
        """Return what is of a class or of one below it."""
        found = self._instances.get(kind)
        if found is None:
            kinds, waiting = set[str](), [kind]
            while waiting:
                current = waiting.pop()
                if current not in kinds:
                    kinds.add(current)
                    waiting += self._below.get(current, ())
            found = self._instances[kind] = set[Term]().union(*(self._of_type.get(each, ()) for each in kinds))
        return found

    def subjects_of(self, predicate: ox.NamedNode) -> set[Term]:
        """Return what has a property."""
        return {subject for subject, there in self.about.items() if predicate in there}

    @cached_property
    def inverse(self) -> Mapping[Term, Mapping[Term, set[Term]]]:
        """Value → property → what has it."""
        found: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for subject, there in self.about.items():
            for predicate, values in there.items():
                for value in values:
                    found[value][predicate].add(subject)
        return found

    @cached_property
    def store(self) -> ox.Store:
        """The same triples, to be asked in SPARQL."""
        store = ox.Store()
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in self._triples)
        return store

    @cached_property
    def _of_type(self) -> Mapping[str, list[Term]]:
        return self._by_value(_TYPE)

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        return {kind: [t.value for t in below] for kind, below in self._by_value(_SUB_CLASS_OF).items()}

    def _by_value(self, predicate: ox.NamedNode) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = defaultdict(list)
        for subject, there in self.about.items():
            for value in there.get(predicate, ()):
                found[value.value].append(subject)
        return found


class UnknownError(Exception):
    """A shape asks for something that is not known here."""


_SAYS_NOTHING: Final = {
    *(SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.path),
    *(SH.targetClass, SH.targetSubjectsOf, SH.targetNode),
    *(SH.ignoredProperties, SH.qualifiedMinCount, SH.qualifiedMaxCount),  # read with what they belong to
    *(rdflib.RDF.type, rdflib.RDFS.label, rdflib.RDFS.comment),
}


def conformity(graph: rdflib.Graph, shape: rdflib.term.Node, *, with_queries: bool = False) -> Callable[[Data, Term], bool]:
    """Return what tells whether a node certainly conforms to a shape.

    Raises:
        UnknownError: if the shape asks for something that is not known here.
    """
    constraints: list[Constraint] = []
    for predicate, value in sorted(graph.predicate_objects(shape)):
        if predicate in _SAYS_NOTHING or (with_queries and predicate == SH.sparql):
            continue
        if predicate not in _CONSTRAINTS:
            raise UnknownError(str(predicate))
        constraints.append(_CONSTRAINTS[predicate](graph, shape, value))
    paths = list(graph.objects(shape, SH.path))
    if not paths:
        return lambda data, node: all(satisfied(data, node, (node,)) for satisfied in constraints)
    path = _path(graph, paths[0])

    def conforms(data: Data, node: Term) -> bool:
        values = path(data, node)
        return all(satisfied(data, node, values) for satisfied in constraints)

    return conforms


def _path(graph: rdflib.Graph, path: rdflib.term.Node) -> Path:
    """Return what gives the value nodes of a path: a property, its inverse, several in a row, or any of several."""
    if isinstance(path, rdflib.URIRef):
        predicate = ox.NamedNode(str(path))
        return lambda data, node: data.values(node, predicate)
    if (backwards := graph.value(path, SH.inversePath)) is not None and isinstance(backwards, rdflib.URIRef):
        predicate = ox.NamedNode(str(backwards))
        return lambda data, node: data.inverse.get(node, {}).get(predicate, ())
    either = graph.value(path, SH.alternativePath)
    if either is None and (path, rdflib.RDF.first, None) not in graph:
        raise UnknownError("a path")
    steps = [_path(graph, step) for step in graph.items(path if either is None else either)]
    if either is not None:
        return lambda data, node: {value for step in steps for value in step(data, node)}

    def in_a_row(data: Data, node: Term) -> set[Term]:
        nodes = {node}
        for step in steps:
            nodes = {value for each in nodes for value in step(data, each)}
        return nodes

    return in_a_row


def _each(conforms: Callable[[Data, Term], bool]) -> Constraint:
    return lambda data, _focus, values: all(conforms(data, value) for value in values)


def _node_kind(_graph: rdflib.Graph, _shape: rdflib.term.Node, kind: rdflib.term.Node) -> Constraint:
    known: dict[rdflib.term.Node, tuple[type, ...]] = {
        SH.IRI: (ox.NamedNode,),
        SH.Literal: (ox.Literal,),
        SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
    }
    if kind not in known:
        raise UnknownError(str(kind))
    kinds = known[kind]
    return _each(lambda _data, value: isinstance(value, kinds))


def _class(_graph: rdflib.Graph, _shape: rdflib.term.Node, kind: rdflib.term.Node) -> Constraint:
    name = str(kind)
    return _each(lambda data, value: value in data.instances(name))


def _datatype(_graph: rdflib.Graph, _shape: rdflib.term.Node, datatype: rdflib.term.Node) -> Constraint:
    name = str(datatype)
    well_formed = _FORMS.get(name)

    def certain(_data: Data, value: Term) -> bool:
        return well_formed is not None and isinstance(value, ox.Literal) and value.datatype.value == name and bool(well_formed(value.value))

    return _each(certain)


def _pattern(_graph: rdflib.Graph, _shape: rdflib.term.Node, pattern: rdflib.term.Node) -> Constraint:
    search = re.compile(str(pattern)).search
    return _each(lambda _data, value: not isinstance(value, ox.BlankNode) and search(value.value) is not None)


def _length(shortest: int, longest: int | None) -> Constraint:
    def fits(_data: Data, value: Term) -> bool:
        return not isinstance(value, ox.BlankNode) and shortest <= (size := len(value.value)) and (longest is None or size <= longest)

    return _each(fits)


def _bound(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[rdflib.Graph, rdflib.term.Node, rdflib.term.Node], Constraint]:
    def reader(_graph: rdflib.Graph, _shape: rdflib.term.Node, bound: rdflib.term.Node) -> Constraint:
        edge = _number(term_of(bound))
        if edge is None:
            raise UnknownError(str(bound))
        return _each(lambda _data, value: (number := _number(value)) is not None and holds(number, edge))

    return reader


def _pair(or_equal: bool) -> Callable[[rdflib.Graph, rdflib.term.Node, rdflib.term.Node], Constraint]:
    def reader(_graph: rdflib.Graph, _shape: rdflib.term.Node, other: rdflib.term.Node) -> Constraint:
        predicate = ox.NamedNode(str(other))

        def in_order(data: Data, focus: Term, values: Terms) -> bool:
            others = data.values(focus, predicate)
            return all(_in_order(value, beyond, or_equal=or_equal) for value in values for beyond in others)

        return in_order

    return reader


def _in_order(first: Term, second: Term, *, or_equal: bool) -> bool:
    """Tell whether two whole numbers, or two days, are certainly in order."""
    one, two = _number(first, whole=True), _number(second, whole=True)
    if one is not None and two is not None:
        return one < two or (or_equal and one == two)
    days = [t.value for t in (first, second) if isinstance(t, ox.Literal) and t.datatype.value == XSD.date and _is_day(t.value)]
    return len(days) == 2 and (days[0] < days[1] or (or_equal and days[0] == days[1]))


def _equals(_graph: rdflib.Graph, _shape: rdflib.term.Node, other: rdflib.term.Node) -> Constraint:
    predicate = ox.NamedNode(str(other))
    return lambda data, focus, values: set(values) == set(data.values(focus, predicate))


def _has_value(_graph: rdflib.Graph, _shape: rdflib.term.Node, value: rdflib.term.Node) -> Constraint:
    wanted = term_of(value)
    return lambda _data, _focus, values: wanted in values


def _or(graph: rdflib.Graph, _shape: rdflib.term.Node, members: rdflib.term.Node) -> Constraint:
    ways = [conformity(graph, member) for member in graph.items(members)]
    return _each(lambda data, value: any(way(data, value) for way in ways))


def _property(graph: rdflib.Graph, _shape: rdflib.term.Node, part: rdflib.term.Node) -> Constraint:
    return _each(conformity(graph, part))


def _qualified(graph: rdflib.Graph, shape: rdflib.term.Node, inner: rdflib.term.Node) -> Constraint:
    kinds = {value for predicate, value in graph.predicate_objects(inner) if predicate not in _SAYS_NOTHING}
    # To count what conforms, one must know what does not: of a class one knows both.
    if len(kinds) != 1 or (inner, SH["class"], None) not in graph or (shape, SH.qualifiedValueShapesDisjoint, None) in graph:
        raise UnknownError(str(inner))
    (kind,) = (str(kind) for kind in kinds)
    least, most = (graph.value(shape, count) for count in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
    low, high = 0 if least is None else int(str(least)), None if most is None else int(str(most))

    def right_number(data: Data, _focus: Term, values: Terms) -> bool:
        size = sum(1 for value in values if value in data.instances(kind))
        return low <= size and (high is None or size <= high)

    return right_number


def _closed(graph: rdflib.Graph, shape: rdflib.term.Node, closed: rdflib.term.Node) -> Constraint:
    if str(closed) != "true" or (shape, SH.property, None) in graph:
        raise UnknownError("sh:closed")
    allowed = {term_of(item) for items in graph.objects(shape, SH.ignoredProperties) for item in graph.items(items)}
    return _each(lambda data, value: data.about.get(value, _NONE).keys() <= allowed)


def _unique_languages(_graph: rdflib.Graph, _shape: rdflib.term.Node, wanted: rdflib.term.Node) -> Constraint:
    if str(wanted) != "true":
        raise UnknownError("sh:uniqueLang")

    def unique(_data: Data, _focus: Term, values: Terms) -> bool:
        languages = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
        return len(languages) == len(set(languages))

    return unique


_CONSTRAINTS: Final[Mapping[rdflib.term.Node, Callable[[rdflib.Graph, rdflib.term.Node, rdflib.term.Node], Constraint]]] = {
    SH.nodeKind: _node_kind,
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.pattern: _pattern,
    SH.minCount: lambda _g, _s, count: lambda _data, _focus, values, least=int(str(count)): len(values) >= least,  # type: ignore[misc]
    SH.maxCount: lambda _g, _s, count: lambda _data, _focus, values, most=int(str(count)): len(values) <= most,  # type: ignore[misc]
    SH.minLength: lambda _g, _s, length: _length(int(str(length)), None),
    SH.maxLength: lambda _g, _s, length: _length(0, int(str(length))),
    SH.minInclusive: _bound(lambda value, edge: value >= edge),
    SH.minExclusive: _bound(lambda value, edge: value > edge),
    SH.maxInclusive: _bound(lambda value, edge: value <= edge),
    SH.maxExclusive: _bound(lambda value, edge: value < edge),
    SH.lessThan: _pair(or_equal=False),
    SH.lessThanOrEquals: _pair(or_equal=True),
    SH.equals: _equals,
    SH.hasValue: _has_value,
    SH["or"]: _or,
    SH.property: _property,
    SH.qualifiedValueShape: _qualified,
    SH.closed: _closed,
    SH.uniqueLang: _unique_languages,
}


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    found = _TIME.fullmatch(text[10:])
    return found is not None and _is_day(text[:10])


_FORMS: Final[Mapping[str, Callable[[str], object]]] = {
    XSD.string: lambda _text: True,
    XSD.integer: INTEGER.fullmatch,
    XSD.decimal: _DECIMAL.fullmatch,
    XSD.date: _is_day,
    XSD.dateTime: _is_moment,
    XSD.gYearMonth: lambda text: _MONTH.fullmatch(text) and text[:4] != "0000",
    XSD.gYear: lambda text: _YEAR.fullmatch(text) and text != "0000",
    LANGUAGE_STRING: lambda _text: True,
    XSD.boolean: lambda text: text in ("true", "false"),
}
"""The datatypes that are known here, each with what tells that a form is certainly one of its forms."""


def _number(term: Term, *, whole: bool = False) -> Decimal | None:
    """Return the number that a literal certainly is."""
    if isinstance(term, ox.Literal):
        datatype, text = term.datatype.value, term.value
        if (datatype == XSD.integer and INTEGER.fullmatch(text)) or (not whole and datatype == XSD.decimal and _DECIMAL.fullmatch(text)):
            return Decimal(text)
    return None


def term_of(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or STRING)))
    raise UnknownError("a blank node")
