"""One release → its two graphs: claims with their evidence, and nothing that is not in the release."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping import Labels, Reference, Run, choose, claims_of, derive, map_release
from ip5kg.mapping.identity import MeetingKey
from ip5kg.mapping.issuers import issuer_of
from ip5kg.model import (
    AcronymStatement,
    ContactStatement,
    DecisionStatement,
    DocumentStatement,
    FigureStatement,
    GroupStatement,
    MeetingRef,
    MeetingStatement,
    ParticipationStatement,
    ProjectStatement,
    Release,
    Span,
    Statement,
)
from ip5kg.namespaces import DCTERMS, IP5, OA, RDF, SCHEMA
from tests.releases import release, span

TEXT = (
    "The 14th IP5 Heads of Office Meeting was held on June 23, 2021, hosted by the JPO.\n"
    "Dr. Shen Changyu, Commissioner, took part.\n"
    "They agreed on a roadmap for NET/AI.\n"
    "Around 2.73 million applications were filed in 2019. WG1: Classification."
)
RELEASE = release(TEXT)
HEADS_14 = MeetingRef("heads", 14)
STATEMENTS: tuple[Statement, ...] = (
    MeetingStatement(Span(0, 81), "meeting-held", "heads", 14, "2021-06-23", "2021-06-23", "online", "Tokyo", "JP", "JP"),
    ParticipationStatement(
        span(TEXT, "Dr. Shen Changyu, Commissioner"), "list", HEADS_14, "Shen Changyu", "CN", "head-of-delegation", "Commissioner"
    ),
    DecisionStatement(span(TEXT, "They agreed on a roadmap for NET/AI"), "verb", "agreed", "done", ("net-ai",), "phep", HEADS_14),
    DocumentStatement(span(TEXT, "a roadmap for NET/AI"), "verb", "roadmap", "roadmap for NET/AI", "agreed", HEADS_14),
    FigureStatement(
        span(TEXT, "Around 2.73 million applications were filed in 2019"),
        "count",
        "applications-filed",
        2730000,
        "applications",
        "about",
        2019,
        "IP5",
    ),
    GroupStatement(span(TEXT, "WG1: Classification"), "colon", "wg1", "classification"),
    ProjectStatement(span(TEXT, "a roadmap for NET/AI"), "list", "A New Thing", "agreed", "wg1", ("KR",)),
    AcronymStatement(span(TEXT, "NET"), "footnote", "NET", "New Emerging Technologies"),
    ContactStatement(span(TEXT, "JPO"), "division", "International Policy Division", "JP"),
)
RUN = Run("ip5kg test")


def mapped(statements: tuple[Statement, ...] = STATEMENTS, of: Release = RELEASE, reference: Reference | None = None) -> list[Quad]:
    return map_release(of, statements, reference or Reference(), RUN)


def facts(statements: tuple[Statement, ...] = STATEMENTS, reference: Reference | None = None) -> list[Quad]:
    reference = reference or Reference()
    return derive(choose(claims_of(mapped(statements, reference=reference))), reference, Labels({}))


def holds(quads: list[Quad], subject: str, predicate: str, value: str) -> bool:
    return any((q.subject.value, q.predicate.value, q.object.value) == (iris.BASE + subject, predicate, value) for q in quads)  # type: ignore[union-attr]


def test_every_claim_has_its_triple_its_rule_and_evidence_whose_quote_is_the_text_at_its_offsets() -> None:
    about: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in mapped():
        about[quad.subject.value][quad.predicate.value].add(quad.object.value)  # type: ignore[union-attr]
    claims = [node for node, properties in about.items() if IP5.Claim in properties[RDF.type]]
    assert len(claims) > 25
    for claim in claims:
        properties = about[claim]
        for single in (RDF.subject, RDF.predicate, RDF.object, IP5.rule, IP5.evidence, IP5.statedIn):
            assert len(properties[single]) == 1, (claim, single)
        (evidence,) = properties[IP5.evidence]
        (quote,) = about[evidence + "/quote"][OA.exact]
        (start,), (end,) = about[evidence + "/position"][OA.start], about[evidence + "/position"][OA.end]
        assert TEXT[int(start) : int(end)] == quote
        (first,), (last,) = about[evidence][IP5.sentenceStart], about[evidence][IP5.sentenceEnd]
        assert int(first) <= int(start) < int(end) <= int(last)


def test_there_are_no_blank_nodes_and_only_the_two_graphs_of_the_release() -> None:
    quads = mapped()
    assert not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object))
    assert {q.graph_name.value for q in quads} == {iris.release_graph("a-release"), iris.text_graph("a-release")}  # type: ignore[union-attr]
    assert [q for q in quads if q.graph_name == NamedNode(iris.text_graph("a-release"))] == [
        Quad(NamedNode(iris.release("a-release")), NamedNode(IP5.text), Literal(TEXT), NamedNode(iris.text_graph("a-release")))
    ]


def test_the_facts_read_as_a_person_would_write_them() -> None:
    found = facts()
    meeting = iris.BASE + "meeting/heads/14"
    assert holds(found, "meeting/heads/14", IP5.hostedBy, iris.organisation("JP"))
    assert holds(found, "meeting/heads/14", SCHEMA.startDate, "2021-06-23")
    assert holds(found, "meeting/heads/14", SCHEMA.location, iris.place("JP", "Tokyo"))
    assert holds(found, "meeting/heads/14", IP5.attendedBy, iris.person("Shen Changyu"))
    assert holds(found, "person/shen-changyu", IP5.tookPartIn, meeting)
    assert holds(found, "body/wg1", DCTERMS.subject, iris.concept("topic", "classification"))
    assert holds(found, "body/wg1", IP5.worksOn, iris.concept("topic", "classification"))
    assert holds(found, "body/wg1", IP5.worksOn, iris.project("A New Thing"))
    assert holds(found, "figure/applications-filed/IP5/2019/2730000-applications-about", IP5.value, "2730000")
    assert holds(found, "release/a-release", IP5.contactDivision, "International Policy Division")
    assert any(q.predicate.value == IP5.asOf and q.object.value == "2021-06-24" for q in found)  # type: ignore[union-attr]


def test_an_absent_person_did_not_attend() -> None:
    absent = ParticipationStatement(Span(0, 3), "list", HEADS_14, "Daren Tang", "WO", "absent", "Director General")
    found = facts((absent,))
    assert not [q for q in found if q.predicate.value in (IP5.attendedBy, IP5.attendedByOffice, IP5.tookPartIn)]


def test_what_the_authority_files_say_is_not_said_twice() -> None:
    body, topic = iris.body("wg1"), iris.concept("topic", "classification")
    known = Reference(known=frozenset({body}), facts=frozenset({(f"<{body}>", f"<{DCTERMS.subject}>", f"<{topic}>")}))
    found = facts((STATEMENTS[5],), known)
    assert not any(q.subject.value == body and q.predicate.value == DCTERMS.subject for q in found)  # type: ignore[union-attr]
    assert any(q.subject.value == body and q.predicate.value == IP5.worksOn for q in found)  # type: ignore[union-attr]


def test_a_meeting_known_by_its_day_is_found_in_the_register_only_where_one_fits() -> None:
    keys = (
        MeetingKey(iris.BASE + "meeting/heads/17", "heads", 17, "2024-06-17", "2024-06-20"),
        MeetingKey(iris.BASE + "meeting/deputy-heads/21", "deputy-heads", 21, "2019-04-10", "2019-04-11"),
        MeetingKey(iris.BASE + "meeting/deputy-heads/22", "deputy-heads", 22, "2019-06-11", "2019-06-11"),
    )
    reference = Reference(meetings=keys)

    def found(series: str, date: str | None) -> str:
        return reference.meeting(MeetingRef(series, None, date), "r").removeprefix(iris.BASE + "meeting/")

    assert found("heads", "2024-06-20") == found("heads", "2024-06") == found("heads", "2024") == "heads/17"
    assert found("heads", "2024-06-21") == "heads/2024-06-21"
    assert found("deputy-heads", "2019") == "deputy-heads/2019"
    assert found("deputy-heads", "2019-04") == "deputy-heads/21"
    assert found("phep", None) == "phep/of-r"


def test_a_meeting_told_as_news_without_number_or_day_is_the_one_just_held() -> None:
    keys = (
        MeetingKey(iris.BASE + "meeting/heads/6", "heads", 6, "2013-06-04", "2013-06-05"),
        MeetingKey(iris.BASE + "meeting/heads/7", "heads", 7, "2014-06-04", "2014-06-06"),
        MeetingKey(iris.BASE + "meeting/wg1/9", "wg1", 9, "2013-11-18", "2013-11-22"),
    )
    reference = Reference(meetings=keys)

    def found(issued: str | None, series: str = "heads") -> str | None:
        return reference.just_held(series, issued)

    assert found("2013-06-06") == found("2013-06-26") == found("2013-06") == iris.BASE + "meeting/heads/6"
    assert [found(i) for i in ("2013-06-03", "2013-07-20", "2013", None)] == [None] * 4
    assert found("2013-11-25", "wg1") is None


def test_a_meeting_to_come_is_not_the_one_just_held() -> None:
    known = Reference(meetings=(MeetingKey(iris.BASE + "meeting/heads/13", "heads", 13, "2021-06-22", "2021-06-23"),))
    for status, node in (("held", "meeting/heads/13"), ("planned", "meeting/heads/of-a-release")):
        found = facts((MeetingStatement(Span(0, 3), "noun", "heads", None, country="JP", status=status),), known)
        assert any(q.subject.value == iris.BASE + node for q in found)  # type: ignore[union-attr]


def test_a_judgement_makes_two_people_one() -> None:
    one, other = iris.person("Shen Chang-yu"), iris.person("Shen Changyu")
    statement = ParticipationStatement(Span(0, 3), "list", HEADS_14, "Shen Chang-yu", "CN", "chair", None)
    found = facts((statement,), Reference(same={one: other}))
    assert holds(found, "meeting/heads/14", IP5.chairedBy, other)
    assert not any(one in (q.subject.value, q.object.value) for q in found)  # type: ignore[union-attr]


def test_a_copied_text_is_the_word_of_the_one_who_wrote_it() -> None:
    acronyms = {
        "CNIPA": iris.organisation("CN"),
        "KIPO": iris.organisation("KR"),
        "JIPA": iris.organisation("jipa"),
        "IP5": iris.body("ip5"),
    }

    def issuer(publisher: str | None, code: str | None = "other") -> str | None:
        return issuer_of(publisher, code, acronyms)

    assert issuer("Unitalen (mirror saramu.com, from CNIPA)") == iris.organisation("CN")
    assert issuer("JETRO (from KIPO)") == iris.organisation("KR")
    assert issuer("EPO (copy: IPWatchdog)", "EP") == iris.organisation("EP")
    assert issuer("CNCPI (copy of the IP5 release)") == issuer("fiveipoffices.org", "fiveipoffices") == iris.body("ip5")
    assert issuer("ETNews (English)") == issuer("ETNews") != issuer("Edaily")
    assert issuer("JIPA") == iris.organisation("jipa")
    assert issuer(None, None) is None


@given(st.permutations(range(len(STATEMENTS))))
def test_the_order_of_statements_does_not_matter(order: list[int]) -> None:
    assert mapped(tuple(STATEMENTS[i] for i in order)) == mapped()
