"""Every shape and every check passes the small build, and finds the errors that were planted for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg import resources
from ip5kg.iris import BASE, RELEASE_GRAPHS, TEXT_GRAPHS
from ip5kg.validation import checks, shapes, validate_build
from ip5kg.validation.explain import Explainer
from ip5kg.validation.shapes import SH
from ip5kg.validation.terms import to_graph
from ip5kg.validation.validate import own_reference
from tests.validation.planting import Planted, base, broken, planted

A = ox.NamedNode(str(rdflib.RDF.type))
SHAPES = BASE + "shapes#"
FILES = ("common", "release", "corpus", "authority", "curated")
OWN_CONSTRAINTS = (SH.nodeKind, SH.pattern, SH.closed, SH["or"], SH.sparql)


def graph_of(*names: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        graph.parse(resources.folder("ontology") / "shapes" / f"{name}.ttl")
    return graph


def rules_of(*names: str) -> set[str]:
    """The shapes that can find something by themselves: those with a target and constraints, and their properties."""
    graph = graph_of(*names)
    found = set()
    for shape in graph.subjects(rdflib.RDF.type, SH.NodeShape):
        has_target = any((shape, p, None) in graph for p in (SH.targetClass, SH.targetSubjectsOf, SH.targetNode))
        if has_target and any((shape, p, None) in graph for p in OWN_CONSTRAINTS):
            found.add(str(shape))
        if has_target:
            found.update(str(part) for part in graph.objects(shape, SH.property))
    return {shape.removeprefix(SHAPES) for shape in found}


RELEASE_RULES = rules_of("release")
CHECKS = {check.name: check.shape.removeprefix(SHAPES) for check in checks.load()}


def of_release(quads: Iterable[ox.Quad], release: str) -> list[ox.Quad]:
    graphs = {ox.NamedNode(RELEASE_GRAPHS + release), ox.NamedNode(TEXT_GRAPHS + release)}
    return [quad for quad in quads if quad.graph_name in graphs]


def cases(rules: Collection[str]) -> list[object]:
    return [pytest.param(error, id=error.line[:90]) for error in planted() if error.rule in rules]


def test_the_small_build_has_nothing_wrong_in_it() -> None:
    report = validate_build(base())
    assert report.text() == f"all releases conforms: nothing was found wrong ({report.touched} things checked).\n"
    assert report.touched > 100


def test_every_rule_has_an_error_planted_for_it_and_every_error_a_rule() -> None:
    assert {error.rule for error in planted()} == rules_of(*FILES) | CHECKS.keys()


def test_every_shape_looks_at_something_in_the_small_build() -> None:
    """A shape that passes because nothing is there proves nothing."""
    kinds = {quad.object.value for quad in base() if quad.predicate.value == str(rdflib.RDF.type)}
    # The series of meetings are terms of the vocabulary, which is looked at beside the build.
    for target in set(graph_of(*FILES).objects(None, SH.targetClass)) - {rdflib.URIRef(BASE + "ontology#MeetingSeries")}:
        below = {str(c) for c in ontology().transitive_subjects(rdflib.RDFS.subClassOf, target)}
        assert kinds & below, f"base.trig has no {target}"


def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(resources.folder("ontology") / "ip5.ttl")


def alone(rule: str) -> shapes.Shapes:
    """The shapes without all but one, and what it refers to."""
    whole = shapes.load(*FILES)
    kept = rdflib.Graph()
    waiting: list[rdflib.term.Node] = [rdflib.URIRef(SHAPES + rule)]
    while waiting:
        for triple in whole.graph.triples((waiting.pop(), None, None)):
            if triple not in kept:
                kept.add(triple)
                waiting.append(triple[2])
    return shapes.shapes_of(kept)


def judged_by(rule: str, quads: Collection[ox.Quad]) -> rdflib.Graph:
    if rule in RELEASE_RULES:
        judged = of_release(quads, "a")
    else:
        judged = [q for q in quads if RELEASE_GRAPHS not in q.graph_name.value or q.predicate == A]
    return to_graph([*judged, *own_reference().hierarchy.axioms, *own_reference().types_of(judged)])


@pytest.mark.parametrize("error", cases(rules_of(*FILES)))
def test_each_shape_finds_its_errors(error: Planted) -> None:
    assert shapes.run(alone(error.rule), judged_by(error.rule, broken(*error.updates)), "planted")


@pytest.mark.parametrize(("names", "rule"), [(FILES[:2], "Release"), ((FILES[0], *FILES[2:]), "Meeting")])
def test_no_shape_finds_anything_where_nothing_is_wrong(names: tuple[str, ...], rule: str) -> None:
    assert shapes.run(shapes.load(*names), judged_by(rule, base()), "sound") == []


@pytest.mark.parametrize("error", cases(CHECKS.keys()))
def test_each_check_finds_its_errors_and_passes_without_them(error: Planted) -> None:
    (check,) = (check for check in checks.load() if check.name == error.rule)
    for quads, finds in ((base(), False), (broken(*error.updates), True)):
        store = ox.Store()
        store.extend(quads)
        store.extend(q for q in own_reference().quads if q.graph_name.value != BASE + "graph/authority")
        assert bool(checks.run(check, store, Explainer(store))) == finds


def test_lowered_shapes_find_what_the_shapes_as_written_find() -> None:
    """`shapes.lowered` only makes pySHACL faster: on all planted errors at once the results are the same."""
    store = ox.Store()
    store.extend(base())
    for error in planted():
        if error.rule not in CHECKS:
            for update in error.updates:
                store.update(update)
    quads = list(store)
    for names in (("common", "release"), ("common", "corpus", "authority")):
        graph = graph_of(*names)
        data = to_graph([*quads, *own_reference().hierarchy.axioms, *own_reference().types_of(quads)])
        plain = shapes.run(shapes.shapes_of(graph, lower=False), data, "plain")
        fast = shapes.run(shapes.shapes_of(graph), data, "lowered")
        assert len(plain) > 30
        assert plain == fast


def test_every_shape_says_in_plain_words_what_to_do() -> None:
    graph = graph_of(*FILES)
    for shape in {*graph.subjects(SH.path, None), *graph.subjects(SH.select, None)}:
        messages = list(graph.objects(shape, SH.message))
        if not messages:
            assert (None, rdflib.RDF.first, shape) in graph, f"{shape} has no message"
            continue
        (message,) = messages
        assert message.language == "en"
        assert str(message).endswith(".")
        assert "{" not in message, "pySHACL would put words of the data there, and stumble over their backslashes"


def test_no_shape_is_a_blank_node() -> None:
    graph = graph_of(*FILES)
    for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint):
        for shape in graph.subjects(rdflib.RDF.type, kind):
            assert isinstance(shape, rdflib.URIRef)
    for part in graph.objects(None, SH.property):
        assert isinstance(part, rdflib.URIRef)


def test_shapes_and_checks_use_terms_that_are_declared() -> None:
    declared = {str(term) for term in ontology().subjects(rdflib.RDF.type, None)}
    graph = graph_of(*FILES)
    used = {str(term) for triple in graph for term in triple if str(term).startswith(BASE + "ontology#")} - {BASE + "ontology#"}
    assert used <= declared


def test_the_closed_shapes_allow_what_their_shape_asks_for() -> None:
    graph = graph_of(*FILES)
    for closed, shape in (("ClaimClosed", "Claim"), ("EvidenceClosed", "Evidence")):
        (allowed,) = graph.objects(rdflib.URIRef(SHAPES + closed), SH.ignoredProperties)
        asked = {graph.value(part, SH.path) for part in graph.objects(rdflib.URIRef(SHAPES + shape), SH.property)}
        assert {path for path in asked if isinstance(path, rdflib.URIRef)} <= set(graph.items(allowed))
