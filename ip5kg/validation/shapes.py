"""The shapes of `ontology/shapes/*.ttl`, and pySHACL running them.

Shapes are written as people read them: a node shape with a target and its property shapes. pySHACL then looks at each
property of each thing by itself and builds every constraint anew each time. `lowered` gives each property shape the
target of its node shape instead, so that pySHACL takes all the things at once: the same results (a test compares
them) in half the time. `judge` goes further: `glance` clears what is certainly in order, and pySHACL looks at the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox
import rdflib

from ip5kg import resources
from ip5kg.errors import Ip5kgError
from ip5kg.namespaces import RDF, RDFS
from ip5kg.validation import glance
from ip5kg.validation.constraints import SH
from ip5kg.validation.report import Severity
from ip5kg.validation.terms import quiet_literals, to_graph, to_ntriples

_TARGETS = (SH.targetClass, SH.targetSubjectsOf)
_ALL_TARGETS = frozenset({*_TARGETS, SH.targetNode, SH.targetObjectsOf})
_SEVERITIES: dict[object, Severity] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "note"}
_SUB_CLASS_OF = RDFS.base + "subClassOf"


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result of SHACL; `value` in N-Triples form, `component` without its namespace."""

    severity: Severity
    focus: str
    path: str
    value: str
    message: str
    shape: str
    component: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of one or more files, lowered, and what they look at."""

    graph: rdflib.Graph
    classes: frozenset[str]
    subjects_of: frozenset[str]
    rules: tuple[glance.Rule, ...]
    """The shapes that have a target, as `glance` looks at them."""


@cache
def load(*names: str) -> Shapes:
    """Return the shapes of `ontology/shapes/<name>.ttl`, parsed once."""
    graph = rdflib.Graph(bind_namespaces="none")
    for name in names:
        graph.parse(resources.folder("ontology") / "shapes" / f"{name}.ttl", format="turtle")
    return shapes_of(graph)


def shapes_of(graph: rdflib.Graph, *, lower: bool = True) -> Shapes:
    """Return the shapes that stand in `graph`, lowered unless told otherwise."""
    standing = lowered(graph) if lower else graph
    return Shapes(
        graph=standing,
        classes=frozenset(str(o) for o in graph.objects(None, SH.targetClass)),
        subjects_of=frozenset(str(o) for o in graph.objects(None, SH.targetSubjectsOf)),
        rules=glance.rules(standing),
    )


def lowered(graph: rdflib.Graph) -> rdflib.Graph:
    """Return the shapes with the targets of node shapes passed down to their property shapes.

    Only for node shapes that have a target and that no other shape refers to: then "each thing has this property
    shape" and "this property shape is for each such thing" say the same.
    """
    result = rdflib.Graph(bind_namespaces="none")
    for triple in graph:
        result.add(triple)
    referred_to = set(graph.objects(None, rdflib.RDF.first))
    for refers in (SH.node, SH["not"], SH.qualifiedValueShape):
        referred_to.update(graph.objects(None, refers))
    for shape, part in list(graph.subject_objects(SH.property)):
        targets = [(target, value) for target in _TARGETS for value in graph.objects(shape, target)]
        if not targets or shape in referred_to:
            continue
        if (shape, SH.closed, None) in graph:
            raise ValueError(f"the closed shape {shape} has property shapes: list its properties in sh:ignoredProperties instead")
        result.remove((shape, SH.property, part))
        for target, value in targets:
            result.add((part, target, value))
    return result


def judge(shapes: Shapes, triples: Sequence[ox.Quad | ox.Triple], subject: str) -> list[Result]:
    """Return the results of `run` on the triples; only the shapes that they do not clearly satisfy are given to pySHACL.

    Raises:
        Ip5kgError: as `run` does.
    """
    doubtful = glance.left(shapes.rules, triples)
    if not doubtful:
        return []
    seen = _looked_at(shapes.graph, doubtful)
    needed = triples if seen is None else [triple for triple in triples if triple.predicate.value in seen]
    return run(_only(shapes, doubtful), to_graph(needed), subject)


def _looked_at(graph: rdflib.Graph, wanted: Collection[str]) -> set[str] | None:
    """Return the properties that some shapes can look at, and maybe a few more; None if they can look at all of them."""
    found: set[rdflib.term.Node] = {rdflib.RDF.type, rdflib.RDFS.subClassOf}
    waiting: list[rdflib.term.Node] = [rdflib.URIRef(shape) for shape in wanted]
    while waiting:
        for predicate, value in graph.predicate_objects(waiting.pop()):
            if predicate in (SH.closed, SH.sparql):
                return None
            if value not in found:
                found.add(value)
                waiting.append(value)
    return {str(value) for value in found if isinstance(value, rdflib.URIRef)}


def _only(shapes: Shapes, wanted: Collection[str]) -> Shapes:
    """Return the shapes without the targets of all but those that are wanted."""
    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in shapes.graph:
        if predicate not in _ALL_TARGETS or str(subject) in wanted:
            graph.add((subject, predicate, value))
    return replace(shapes, graph=graph)


def run(shapes: Shapes, data: rdflib.Graph, subject: str) -> list[Result]:
    """Return the results of validating `data`, in fixed order. No inference, no rules, no imports, no network.

    pySHACL stops where it should compare values that have no order (an ill-formed date with a good one, a blank node).
    Such data is judged by all shapes but those that compare; the others find the value that is ill-formed.

    Raises:
        Ip5kgError: if pySHACL gives up all the same, which leaves the question open; `subject` is named in the message.
    """
    from pyshacl.errors import ReportableRuntimeError  # a sound graph never gets here, and need not wait for the import

    try:
        results = _validate(shapes.graph, data, subject)
    except (TypeError, ReportableRuntimeError) as error:
        results = _validate(_without_comparisons(shapes.graph), data, subject)
        if not results:
            raise Ip5kgError(subject, f"the shapes could not be applied: {error}", "mend the dates and numbers in it") from error
    return sorted(set(results), key=lambda r: (r.focus, r.shape, r.path, r.value, r.component))


def _validate(shapes: rdflib.Graph, data: rdflib.Graph, subject: str) -> list[Result]:
    import pyshacl

    with quiet_literals():
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, advanced=False, inference="none", inplace=True, do_owl_imports=False, meta_shacl=False
        )
    if not isinstance(report, rdflib.Graph):
        raise Ip5kgError(subject, f"the shapes could not be applied: {report}", "mend ontology/shapes")
    return [_result(report, node, shapes) for node in report.subjects(rdflib.RDF.type, SH.ValidationResult)]


def _without_comparisons(shapes: rdflib.Graph) -> rdflib.Graph:
    result = rdflib.Graph(bind_namespaces="none")
    for triple in shapes:
        if triple[1] not in (SH.lessThan, SH.lessThanOrEquals):
            result.add(triple)
    return result


def _result(report: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    shape = report.value(node, SH.sourceShape)
    path = report.value(node, SH.resultPath)
    if isinstance(path, rdflib.BNode):
        path = shapes.value(shape, SH.path)
    messages = sorted(str(m) for m in report.objects(node, SH.resultMessage))
    return Result(
        severity=_SEVERITIES[report.value(node, SH.resultSeverity)],
        focus=to_ntriples(report.value(node, SH.focusNode)),
        path="" if path is None else _path(path, shapes),
        value=to_ntriples(report.value(node, SH.value)),
        message=" ".join(messages),
        shape=str(shape),
        component=str(report.value(node, SH.sourceConstraintComponent)).removeprefix(str(SH)).removesuffix("ConstraintComponent"),
    )


def _path(path: rdflib.term.Node, shapes: rdflib.Graph) -> str:
    """Return a property path: an IRI as it is, a longer one as SPARQL writes it."""
    return str(path) if isinstance(path, rdflib.URIRef) else _sparql_path(path, shapes)


def _sparql_path(path: rdflib.term.Node, shapes: rdflib.Graph) -> str:
    if isinstance(path, rdflib.URIRef):
        return f"<{path}>"
    inverse, either = shapes.value(path, SH.inversePath), shapes.value(path, SH.alternativePath)
    if inverse is not None:
        return "^" + _sparql_path(inverse, shapes)
    if either is not None:
        return "(" + "|".join(_sparql_path(step, shapes) for step in shapes.items(either)) + ")"
    return "/".join(_sparql_path(step, shapes) for step in shapes.items(path))


class Hierarchy:
    """Which class is below which, as the ontology says; cycles do no harm."""

    def __init__(self, quads: Iterable[ox.Quad | ox.Triple] = ()) -> None:
        self._above: dict[str, set[str]] = {}
        self.axioms: list[ox.Triple] = []
        """The `rdfs:subClassOf` triples, which pySHACL needs beside the data."""
        for quad in quads:
            if quad.predicate.value == _SUB_CLASS_OF and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                self._above.setdefault(quad.subject.value, set()).add(quad.object.value)
                self.axioms.append(ox.Triple(quad.subject, quad.predicate, quad.object))

    def is_below(self, lower: str, uppers: frozenset[str]) -> bool:
        """Tell whether `lower` is one of the classes `uppers` or below one of them."""
        seen: set[str] = set()
        waiting = [lower]
        while waiting:
            current = waiting.pop()
            if current in uppers:
                return True
            if current not in seen:
                seen.add(current)
                waiting += self._above.get(current, ())
        return False


def touched(shapes: Shapes, quads: Sequence[ox.Quad], hierarchy: Hierarchy) -> int:
    """Return how many things of `quads` the shapes look at."""
    found: set[object] = set()
    looked_at: dict[object, bool] = {}
    for quad in quads:
        predicate = quad.predicate.value
        if predicate in shapes.subjects_of:
            found.add(quad.subject)
        elif predicate == RDF.type:
            kind = quad.object
            if kind not in looked_at:
                looked_at[kind] = isinstance(kind, ox.NamedNode) and hierarchy.is_below(kind.value, shapes.classes)
            if looked_at[kind]:
                found.add(quad.subject)
    return len(found)
