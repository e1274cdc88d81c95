"""The errors that matter most, as somebody meets them who builds or validates a graph."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.namespaces import IP5, OA, RDF, SCHEMA, XSD
from ip5kg.validation import Report, validate_build, validate_corpus, validate_release
from tests.validation.planting import base

CLAIM = iris.BASE + "claim/a01"
EVIDENCE = iris.BASE + "evidence/a01"
MEETING = iris.BASE + "meeting/heads/14"
RELEASE_A = iris.release_graph("a")


def of_release(quads: list[ox.Quad], release: str) -> list[ox.Quad]:
    graphs = {ox.NamedNode(iris.release_graph(release)), ox.NamedNode(iris.text_graph(release))}
    return [quad for quad in quads if quad.graph_name in graphs]


def quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal, graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph))


def changed(subject: str, predicate: str, value: ox.NamedNode | ox.Literal | None) -> list[ox.Quad]:
    """The small build with one property changed, or taken away."""
    key = (ox.NamedNode(subject), ox.NamedNode(predicate))
    assert any((q.subject, q.predicate) == key for q in base())
    result = []
    for q in base():
        if (q.subject, q.predicate) != key:
            result.append(q)
        elif value is not None:
            result.append(ox.Quad(q.subject, q.predicate, value, q.graph_name))
    return result


def messages(report: Report) -> str:
    return "\n".join(f"{f.severity} {f.where}: {f.message}" for f in report.findings)


def test_a_good_release_conforms() -> None:
    report = validate_release(of_release(list(base()), "a"))
    assert report.conforms
    assert report.subject == "a"
    assert not report.findings


@pytest.mark.parametrize("validate", [lambda quads: validate_release(of_release(quads, "a")), validate_corpus], ids=["alone", "together"])
def test_an_altered_quote_is_shown_beside_the_words_that_stand_there(validate) -> None:  # type: ignore[no-untyped-def]
    report = validate(changed(EVIDENCE + "/quote", OA.exact, ox.Literal("the 15th meeting of the heads")))
    assert not report.conforms
    (finding,) = report.findings
    assert finding.message == (
        "claim a01 (meeting/heads/14 · in series · series/heads) and 1 more: The quoted words do not stand at that place in the release. "
        "Mend the release or run the build again. "
        "Quoted: «the 15th meeting of the heads», from character 22 to 51; there stands: «the 14th meeting of the heads»."
    )
    assert finding.where == "a"
    assert finding.quote == "the 15th meeting of the heads"


def test_offsets_count_code_points_and_not_bytes_or_utf_16() -> None:
    """The text begins with a letter beyond the Basic Multilingual Plane: one code point, two UTF-16 units, four bytes."""
    position = EVIDENCE + "/position"
    shifted = changed(position, OA.start, ox.Literal("23", datatype=ox.NamedNode(XSD.integer)))
    assert "there stands: «he 14th meeting of the heads»" in messages(validate_release(of_release(shifted, "a")))


def test_a_claim_on_a_sentence_that_is_not_there() -> None:
    quads = changed(EVIDENCE + "/position", OA.end, ox.Literal("9000", datatype=ox.NamedNode(XSD.integer)))
    report = validate_release(of_release(quads, "a"))
    assert "from character 22 to 9000; but the text of the release ends at 365." in messages(report)


def test_a_fact_without_a_claim() -> None:
    invented = quad(MEETING, SCHEMA.url, ox.NamedNode("https://example.org/"), iris.FACTS_GRAPH)
    report = validate_corpus([*base(), invented])
    assert messages(report) == (
        "error facts: The fact that «url» of meeting/heads/14 is https://example.org/ rests on no accepted claim: "
        "no sentence of any release states it. Take it away, or run the build again."
    )


def test_a_claim_without_evidence() -> None:
    quads = changed(CLAIM, IP5.evidence, None)
    for report in (validate_release(of_release(quads, "a")), validate_corpus(quads)):
        assert not report.conforms
        assert "claim a01" in messages(report)
        assert "evidence" in messages(report)


def test_evidence_of_another_release() -> None:
    quads = changed(CLAIM, IP5.evidence, ox.NamedNode(iris.BASE + "evidence/b01"))
    assert "must stand in the release that the claim is stated in" in messages(validate_release(of_release(quads, "a")))
    assert "but its evidence b01 stands in another release" in messages(validate_corpus(quads))


def test_an_ill_formed_date_is_reported_and_not_printed_as_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    day = ox.Literal("2021-06-31", datatype=ox.NamedNode(XSD.date))
    report = validate_release(of_release(changed(iris.BASE + "release/a", "http://purl.org/dc/terms/issued", day), "a"))
    assert messages(report).endswith("mend 'issued:' in the front matter. Found «2021-06-31».")
    assert capsys.readouterr() == ("", "")


def test_an_ill_formed_number_does_not_stop_the_shapes_that_compare() -> None:
    """pySHACL raises a TypeError where it should compare such a literal; the report must come all the same."""
    bad = ox.Literal("soon", datatype=ox.NamedNode(XSD.integer))
    report = validate_release(of_release(changed(EVIDENCE + "/position", OA.end, bad), "a"))
    assert "The place of a quote must have one end, a whole number: run the build again. Found «soon»." in messages(report)


def test_two_accepted_values() -> None:
    second = quad(MEETING, SCHEMA.startDate, ox.Literal("2021-06-22", datatype=ox.NamedNode(XSD.date)), iris.FACTS_GRAPH)
    report = validate_corpus([*base(), second])
    assert "Only one first day of a meeting can be true" in messages(report)
    assert "Found 2: «2021-06-22», «2021-06-23»." in messages(report)


def test_a_triple_in_two_graphs() -> None:
    twice = quad(MEETING, IP5.number, ox.Literal("14", datatype=ox.NamedNode(XSD.integer)), iris.AUTHORITY_GRAPH)
    report = validate_corpus([*base(), twice])
    assert "is said in two graphs, graph/authority and graph/facts" in messages(report)


def test_an_open_conflict_is_a_note_and_no_error() -> None:
    report = validate_corpus(changed(iris.BASE + "conflict/0a1b2c", IP5.reason, ox.NamedNode(iris.concept("reason", "open"))))
    assert [f.severity for f in report.findings] == ["note"]
    assert report.conforms
    assert "Sources disagree on «start date» of meeting/heads/14" in messages(report)


@pytest.mark.parametrize("validate", [validate_release, validate_corpus, validate_build])
def test_a_graph_that_no_shape_touches_is_vacuous_and_does_not_conform(validate) -> None:  # type: ignore[no-untyped-def]
    for quads in ([], [quad("http://example.org/a", "http://example.org/b", ox.Literal("c"), "http://example.org/g")]):
        report = validate(quads)
        assert report.vacuous
        assert not report.conforms
        assert "nothing was checked" in report.summary()


def test_what_the_ontology_of_the_data_says_does_not_open_the_gate() -> None:
    """A proposal may not declare its own property as derived to slip past the gate."""
    own = "http://example.org/rumour"
    declared = quad(own, RDF.type, ox.NamedNode(IP5.DerivedProperty), iris.FACTS_GRAPH)
    report = validate_corpus([*base(), declared, quad(MEETING, own, ox.Literal("x"), iris.FACTS_GRAPH)])
    assert "rests on no accepted claim" in messages(report)


def test_the_order_of_quads_does_not_matter() -> None:
    quads = [q for q in changed(CLAIM, IP5.evidence, None) if q.predicate.value != OA.exact]
    first = validate_build(quads)
    random.Random(7).shuffle(quads)
    again = validate_build(quads)
    assert first == again
    assert first.json() == again.json()
    assert len(first.findings) > 5


def test_each_release_is_validated_by_itself_and_named() -> None:
    seen: list[str] = []
    report = validate_build(changed(iris.BASE + "claim/b01", IP5.rule, None), progress=seen.append)
    assert seen == ["a", "b"]
    assert {f.where for f in report.findings} == {"b"}


def test_without_the_texts_the_report_says_that_quotes_were_not_compared() -> None:
    report = validate_build([q for q in base() if q.predicate.value != IP5.text])
    assert report.conforms
    assert "Whether the quotes stand in the text" in report.text()


def test_the_data_of_the_caller_is_left_alone() -> None:
    store = ox.Store()
    store.extend(base())
    before = len(store)
    assert validate_corpus(store).conforms
    assert len(store) == before


def test_random_damage_never_conforms() -> None:
    """Four triples of a build are damaged at a time: no such build passes, and none stops the validation."""
    strange = [
        ox.Literal("abc", datatype=ox.NamedNode(XSD.integer)),
        ox.Literal("9" * 5000, datatype=ox.NamedNode(XSD.integer)),
        ox.Literal("x\\1\n\u202e{focus}"),
        ox.BlankNode("somewhere"),
        ox.NamedNode("javascript:x"),
    ]
    chance = random.Random(5)
    for _ in range(12):
        quads = list(base())
        for place in chance.sample(range(len(quads)), 4):
            old = quads[place]
            quads[place] = ox.Quad(old.subject, old.predicate, chance.choice(strange), old.graph_name)
        report = validate_build(quads)
        assert not report.conforms
        assert all(line.isprintable() for line in report.text().splitlines())
