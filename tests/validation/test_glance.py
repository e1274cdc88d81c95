"""The glance clears nothing that pySHACL would find fault with, and all of what is in order."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest
import rdflib

from ip5kg.iris import BASE, RELEASE_GRAPHS, TEXT_GRAPHS
from ip5kg.namespaces import OA, RDF, RDFS, XSD
from ip5kg.validation import glance, shapes
from ip5kg.validation.terms import to_graph
from ip5kg.validation.validate import own_reference
from tests.validation.planting import base, broken, planted

EX = "https://example.org/"
RELEASE = ("common", "release")
CORPUS = ("common", "corpus", "authority", "curated")
SHAPES = BASE + "shapes#"
TYPE = ox.NamedNode(RDF.type)


def with_types(quads: list[ox.Quad]) -> list[ox.Quad | ox.Triple]:
    return [*quads, *own_reference().hierarchy.axioms, *own_reference().types_of(quads)]


def judged(quads: list[ox.Quad], names: tuple[str, ...]) -> list[ox.Quad | ox.Triple]:
    if names == RELEASE:
        return with_types([q for q in quads if q.graph_name.value in (RELEASE_GRAPHS + "a", TEXT_GRAPHS + "a")])
    return with_types([q for q in quads if RELEASE_GRAPHS not in q.graph_name.value or q.predicate == TYPE])


@pytest.mark.parametrize("names", [RELEASE, CORPUS], ids=["release", "corpus"])
def test_what_is_in_order_is_cleared(names: tuple[str, ...]) -> None:
    """Every constraint of our shapes is known to the glance: where one is not, each build waits for pySHACL."""
    rules = shapes.load(*names).rules
    assert len(rules) > 40
    assert glance.left(rules, judged(list(base()), names)) == set()


def test_the_shape_that_finds_a_planted_error_is_left() -> None:
    rules = {names: {rule.shape.removeprefix(SHAPES) for rule in shapes.load(*names).rules} for names in (RELEASE, CORPUS)}
    tried = 0
    for error in planted():
        for names in (RELEASE, CORPUS):
            if error.rule in rules[names]:
                assert SHAPES + error.rule in glance.left(shapes.load(*names).rules, judged(broken(*error.updates), names)), error.line
                tried += 1
    assert tried > 200


@pytest.mark.parametrize("names", [RELEASE, CORPUS], ids=["release", "corpus"])
def test_the_results_are_those_of_pyshacl_alone(names: tuple[str, ...]) -> None:
    """With one planted error, and with all of them together."""
    quads = list(base())
    together = [update for error in planted() for update in error.updates]
    for updates in (planted()[3].updates, tuple(together)):
        store = ox.Store()
        store.extend(quads)
        for update in updates:
            store.update(update)
        triples = judged(sorted(store, key=str), names)
        assert shapes.judge(shapes.load(*names), triples, "x") == shapes.run(shapes.load(*names), to_graph(triples), "x")


def _list(text: str) -> list[str]:
    return text.replace("\n", "|").strip("|").split("|")


CONSTRAINTS = _list("""
sh:nodeKind sh:IRI|sh:nodeKind sh:Literal|sh:nodeKind sh:IRIOrLiteral|sh:nodeKind sh:BlankNode|sh:class ex:Kind
sh:datatype xsd:string|sh:datatype xsd:integer|sh:datatype xsd:decimal|sh:datatype xsd:date|sh:datatype xsd:gYear
sh:datatype xsd:gYearMonth|sh:datatype xsd:boolean|sh:datatype xsd:dateTime|sh:datatype rdf:langString|sh:datatype xsd:anyURI
sh:minCount 1|sh:minCount 2|sh:maxCount 1|sh:maxCount 0|sh:pattern "^[0-9]{4}$"|sh:pattern "b"|sh:minLength 1|sh:minLength 4|sh:maxLength 4
sh:minInclusive 0|sh:maxInclusive 1|sh:minExclusive 0|sh:maxExclusive 1.5|sh:lessThan ex:q|sh:lessThanOrEquals ex:q|sh:equals ex:q
sh:hasValue true|sh:hasValue "b"|sh:hasValue ex:thing|sh:uniqueLang true|sh:in ( 1 "b" )|sh:languageIn ( "en" )|sh:disjoint ex:q
sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )|sh:or ( [ sh:path ex:r ; sh:minCount 1 ] [ sh:class ex:Kind ] )
sh:not [ sh:datatype xsd:string ]|sh:node [ sh:class ex:Kind ]|sh:and ( [ sh:minLength 1 ] [ sh:maxLength 4 ] )
sh:qualifiedValueShape [ sh:class ex:Kind ] ; sh:qualifiedMinCount 1|sh:qualifiedValueShape [ sh:class ex:Kind ] ; sh:qualifiedMaxCount 0
sh:qualifiedValueShape [ sh:minLength 3 ] ; sh:qualifiedMaxCount 0|sh:closed true ; sh:ignoredProperties ( rdf:type )
""")
PATHS = ["ex:p", "[ sh:alternativePath ( ex:p ex:r ) ]", "[ sh:inversePath ex:back ]", "( ex:p ex:q )", "[ sh:zeroOrMorePath ex:p ]"]
VALUES = _list("""
ex:thing|ex:other|"b"|"b"@en|"b"@de|"2021"|""|"a b c d e"|true|"1"^^xsd:boolean|1|0|-1|"01"^^xsd:integer|"+1"^^xsd:integer|"1_0"^^xsd:integer
"１"^^xsd:integer|" 1 "^^xsd:integer|"99999999999999999999"^^xsd:integer|"x"^^xsd:integer|1.5|"1."^^xsd:decimal|"1e0"^^xsd:decimal|"1"^^xsd:double
"2021-06-23"^^xsd:date|"2021-02-30"^^xsd:date|"2021-06-23Z"^^xsd:date|"2021-W25"^^xsd:date|"0000-01-01"^^xsd:date|"2021"^^xsd:gYear
"0000"^^xsd:gYear|"2021Z"^^xsd:gYear|"2021-06"^^xsd:gYearMonth|"2021-13"^^xsd:gYearMonth|"2021-06-23T01:02:03"^^xsd:dateTime
"2021-06-23T01:02:03.5Z"^^xsd:dateTime|"2021-06-23T01:02:03-05:00"^^xsd:dateTime|"2021-06-23T24:00:00"^^xsd:dateTime|"2021-06-31T01:02:03Z"^^xsd:dateTime
"2021-06-23T01:60:03Z"^^xsd:dateTime|"2021-06-23 01:02:03"^^xsd:dateTime|"2021-06-23T01:02:03+25:00"^^xsd:dateTime|"b"^^ex:own|"b"^^xsd:anyURI|_:blank
""")
PREFIXES = "".join(f"@prefix {p}: <{b}> .\n" for p, b in {"ex": EX, "sh": str(glance.SH), "xsd": XSD.base, "rdf": RDF.base}.items())
SECOND = ("1", "ex:thing")


def test_strange_values_never_pass_where_pyshacl_faults_them() -> None:
    written = [f"{path} ; {constraint}" for path, constraint in product(PATHS[:1], CONSTRAINTS)]
    written += [f"{path} ; {constraint}" for path in PATHS[1:] for constraint in CONSTRAINTS[4:18:3]]
    text = "".join(f"ex:S{i} a sh:PropertyShape ; sh:targetClass ex:T ; sh:path {w} .\n" for i, w in enumerate(written))
    form = shapes.shapes_of(rdflib.Graph().parse(data=PREFIXES + text, format="turtle"))
    groups: dict[str, list[ox.Triple]] = {}
    for i, (value, second) in enumerate(product(VALUES, SECOND)):
        about = [f"ex:f{i} a ex:T ; ex:p {value} ; ex:q {second} .", f"ex:b{i} ex:back ex:f{i} .", "ex:thing a ex:Below ."]
        about += [f"ex:f{i} ex:p ex:thing ."] * bool(i % 3) + [f"ex:f{i} ex:r {second} ."] * (i % 2)
        turtle = PREFIXES + " ".join(about) + f" ex:Below <{RDFS.base}subClassOf> ex:Kind ."
        groups[f"<{EX}f{i}>"] = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]

    names = [rule.shape for rule in form.rules]
    # pySHACL stops at values that it cannot compare; what is certainly in order is tried below.
    tried = {name for name in names if "lessThan" not in written[int(name.removeprefix(EX + "S"))]}
    faulted: dict[str, set[str]] = {}
    for result in shapes.run(shapes._only(form, tried), to_graph(triple for group in groups.values() for triple in group), "x"):
        faulted.setdefault(result.focus, set()).add(result.shape)

    cleared = set()
    for focus, triples in groups.items():
        left = glance.left(form.rules, triples)
        assert faulted.get(focus, set()) <= left, focus
        cleared |= set(names) - left
    new = ("sh:in ", "languageIn", "disjoint", "sh:not", "sh:node ", "sh:and", "zeroOrMore")
    unknown = {i for i, text in enumerate(written) if any(part in text for part in new)}
    assert len(cleared) >= 40
    assert not {int(name.removeprefix(EX + "S")) for name in cleared} & unknown


@pytest.mark.parametrize(
    ("first", "second", "in_order"),
    [
        ("1", "2", True),
        ("1", "1", False),
        ("2", "10", True),
        ('"2021-06-23"^^xsd:date', '"2021-06-24"^^xsd:date', True),
        ('"2021-06-24"^^xsd:date', '"2021-06-23"^^xsd:date', False),
        ('"2021-06-23"^^xsd:date', '"2021"^^xsd:gYear', False),
        ('"x"^^xsd:integer', "2", False),
        ("1", "ex:thing", False),
        ("1", '"2"', False),
    ],
)
def test_only_what_is_certainly_in_order_is_cleared(first: str, second: str, in_order: bool) -> None:
    text = f"{PREFIXES} ex:S a sh:PropertyShape ; sh:targetClass ex:T ; sh:path ex:p ; sh:lessThan ex:q ."
    form = shapes.shapes_of(rdflib.Graph().parse(data=text, format="turtle"))
    triples = [q.triple for q in ox.parse(f"{PREFIXES} ex:f a ex:T ; ex:p {first} ; ex:q {second} .", format=ox.RdfFormat.TURTLE)]
    assert glance.left(form.rules, triples) == (set() if in_order else {EX + "S"})


@pytest.mark.parametrize("offset", ['"1_0"', '"２２"', '"22"^^xsd:decimal', '" 22 "'])
def test_a_place_without_a_type_whose_offset_engines_read_in_two_ways_is_left_to_pyshacl(offset: str) -> None:
    """No other shape looks at such a place; what casts it decides."""
    extra = f"{PREFIXES} <{BASE}evidence/a01> <{OA.hasSelector}> ex:p . ex:p <{OA.start}> {offset} ; <{OA.end}> 51 ; <{OA.exact}> 'x' ."
    triples = [*judged(list(base()), RELEASE), *(q.triple for q in ox.parse(extra, format=ox.RdfFormat.TURTLE))]
    form = shapes.load(*RELEASE)
    assert SHAPES + "QuoteStandsInText" in glance.left(form.rules, triples)
    assert shapes.judge(form, triples, "x") == shapes.run(form, to_graph(triples), "x")


def test_a_shape_with_a_target_of_another_kind_is_left() -> None:
    text = f"""{PREFIXES} @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ex:A a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:Literal .
        ex:B a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:nodeKind sh:Literal .
        ex:C a sh:NodeShape ; sh:targetNode ex:c ; sh:nodeKind sh:IRI ."""
    form = shapes.shapes_of(rdflib.Graph().parse(data=text, format="turtle"))
    triples = [q.triple for q in ox.parse(f"{PREFIXES} ex:f a ex:A ; ex:p ex:c .", format=ox.RdfFormat.TURTLE)]
    assert glance.left(form.rules, triples) == {EX + "A", EX + "B"}
    assert {result.shape for result in shapes.judge(form, triples, "x")} == {EX + "A", EX + "B"}


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("SELECT $this ?value { ?value ex:p ?a ; ex:q ?b FILTER (STR(?a) > STR(?b)) }", True),
        ("SELECT $this ?value { ?value ex:p ?a ; ex:q ?b FILTER (?a > ?b) }", False),
        ("SELECT $this ?value { ?value ex:p ?a ; ex:q ?b FILTER (xsd:integer(?a) > STRLEN(?b)) }", False),
        ("SELECT $this ?value { ?value ex:p ?a ; ex:q ?b FILTER REGEX(?a, 'x') }", False),
    ],
)
def test_what_engines_may_answer_in_two_ways_is_asked_of_pyshacl_unless_all_else_is_in_order(query: str, plain: bool) -> None:
    prefix = f"ex:ns sh:declare [ sh:prefix 'ex' ; sh:namespace '{EX}' ] , [ sh:prefix 'xsd' ; sh:namespace '{XSD.base}' ] ."
    asks = f'ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql [ sh:prefixes ex:ns ; sh:select """{query}""" ] .'
    other = "ex:O a sh:PropertyShape ; sh:targetClass ex:T ; sh:path ex:r ; sh:minCount 1 ."
    form = shapes.shapes_of(rdflib.Graph().parse(data=f"{PREFIXES} {prefix} {asks} {other}", format="turtle"))
    (rule,) = (rule for rule in form.rules if rule.shape == EX + "S")
    assert [ask.plain for ask in rule.asks] == [plain]
    for about, left in (("ex:r 1", set()), ("ex:p 1", {EX + "O"} if plain else {EX + "O", EX + "S"})):
        triples = [q.triple for q in ox.parse(f"{PREFIXES} ex:f a ex:T ; {about} .", format=ox.RdfFormat.TURTLE)]
        assert glance.left(form.rules, triples) == left


@pytest.mark.parametrize(
    "part", ["sh:ask 'ASK {}'", "sh:select 'SELECT $this { $this $PATH ?x }'", "sh:select 'SELECT $this {}' ; sh:deactivated false"]
)
def test_a_query_of_another_kind_is_left(part: str) -> None:
    text = f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql [ {part} ] ."
    form = shapes.shapes_of(rdflib.Graph().parse(data=text, format="turtle"))
    triples = [q.triple for q in ox.parse(f"{PREFIXES} ex:f a ex:T .", format=ox.RdfFormat.TURTLE)]
    assert glance.left(form.rules, triples) == {EX + "S"}
