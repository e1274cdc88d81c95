"""The views over the releases that come with the package, beside counts by queries that are written another way."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest

from ip5kg.network import views
from ip5kg.results import Table
from tests import shipped

HELD = """
  ?meeting ip5:inSeries ?series . ?anyBody ip5:meetsAs ?series .
  MINUS { ?meeting ip5:meetingStatus <https://w3id.org/ip5kg/meeting-status/planned> }
  MINUS { ?meeting ip5:meetingStatus <https://w3id.org/ip5kg/meeting-status/cancelled> }
"""
OFFICES = "{ ?office a ip5:Office } UNION { ?office a ip5:ObserverOrganization }"


def count(pattern: str, what: str = "*") -> int:
    answer = shipped.graph().sparql(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(answer, Table)
    return int(str(answer.records()[0]["n"]))


def weights(view: str, **asked: str) -> Counter[str]:
    """The sum of weights by relation."""
    return Counter(
        {relation: sum(w for r, w in edges(view, **asked) if r == relation) for relation in {r for r, _ in edges(view, **asked)}}
    )


def edges(view: str, **asked: str) -> list[tuple[str, int]]:
    return [(data["relation"], data["weight"]) for *_, data in graph(view, **asked).edges(data=True)]


def graph(view: str, **asked: str) -> nx.MultiDiGraph[str]:
    if not asked:
        return shipped.network(view)
    key = (view, *sorted(asked.items()))
    if key not in _made:
        _made[key] = shipped.graph().network(view, **asked)
    return _made[key]


_made: dict[tuple[object, ...], nx.MultiDiGraph[str]] = {}


def test_each_view_has_edges_and_all_of_it_is_described() -> None:
    for view in views():
        found = graph(view.name)
        assert found.number_of_edges(), view.name
        assert view.description, view.name
        for _, data in found.nodes(data=True):
            assert set(data) == {"label", "name", "kind", "iri", "group", "first", "last"}
            assert data["label"]
            assert data["kind"]
        for *_, key, data in found.edges(keys=True, data=True):
            assert key == data["relation"]
            assert data["weight"] == len(data["events"]) == len(data["dates"]) > 0


def test_claims_stand_behind_every_edge_or_pages_where_a_thing_is_kept_by_hand() -> None:
    claims = {q.subject.value for q in shipped.quads() if q.predicate.value.endswith(("claimStatus", "ontology#verification"))}
    for view in views():
        for source, target, data in graph(view.name).edges(data=True):
            if (view.name, data["relation"]) not in {("release-fact", "issues"), ("full", "datedName")}:  # records, not facts
                assert data["claims"] or data["pages"], (view.name, source, target)
            assert claims.issuperset(data["claims"])


def test_the_claims_behind_an_edge_are_those_on_its_events() -> None:
    """Asked edge by edge, the other way round: which claims say of a part in one of these meetings that it was for this office?"""
    for view, ends in (("office-office", 2), ("office-body", 1)):
        for source, target, data in graph(view).edges(data=True):
            if data["relation"] not in ("meets", "takes-part-in"):
                continue
            offices = " ".join(f"<{graph(view).nodes[key]['iri']}>" for key in (source, target)[:ends])
            meetings = " ".join(f"<{event}>" for event in data["events"])
            pattern = f"""VALUES ?office {{ {offices} }} VALUES ?meeting {{ {meetings} }} ?part ip5:atMeeting ?meeting ; ip5:role ?role .
                FILTER (?role NOT IN (<https://w3id.org/ip5kg/role/absent>, <https://w3id.org/ip5kg/role/observer>) || {ends} = 2 && ?role != <https://w3id.org/ip5kg/role/absent>)
                ?claim rdf:subject ?part ; rdf:predicate ip5:onBehalfOf ; rdf:object ?office ; ip5:claimStatus <https://w3id.org/ip5kg/claim-status/accepted>"""
            assert len(data["claims"]) == count(pattern, "DISTINCT ?claim"), (source, target)


def test_office_body() -> None:
    found = weights("office-body")
    assert found["hosts"] == count(
        f"{{ SELECT DISTINCT ?meeting ?office ?b {{ ?b ip5:meetsAs ?series . ?meeting ip5:hostedBy ?office . {HELD} {OFFICES} }} }}"
    )
    attended = (
        f"{{ SELECT DISTINCT ?meeting ?office ?b {{ ?b ip5:meetsAs ?series . ?meeting ip5:attendedByOffice ?office . {HELD} {OFFICES} }} }}"
    )
    observed = sum(w for r, w in edges("office-body") if r == "observes")
    assert found["takes-part-in"] + observed >= count(attended) >= max(found["takes-part-in"], observed)
    assert found["leads"] == count(f"{{ SELECT DISTINCT ?p ?office ?b {{ ?p ip5:leadOffice ?office ; ip5:carriedBy ?b {OFFICES} }} }}")


def test_office_office() -> None:
    pairs = f"""{{ SELECT DISTINCT ?meeting ?office ?second {{ ?meeting ip5:attendedByOffice ?office , ?second . {HELD} {OFFICES}
        {{ ?second a ip5:Office }} UNION {{ ?second a ip5:ObserverOrganization }} FILTER (?office != ?second) }} }}"""
    assert 2 * weights("office-office")["meets"] == count(pairs)
    assert all(source < target for source, target in graph("office-office").edges())


def test_person_meeting() -> None:
    met = f"{{ SELECT DISTINCT ?meeting ?person {{ ?meeting ip5:attendedBy ?person . {HELD} }} }}"
    assert len(set(graph("person-meeting").edges())) == count(met)
    chaired = f"{{ SELECT DISTINCT ?meeting ?person {{ ?meeting ip5:chairedBy ?person . {HELD} }} }}"
    assert weights("person-meeting")["chairs"] == count(chaired)


def test_person_office() -> None:
    held = f"{{ SELECT DISTINCT ?tenure {{ ?tenure a ip5:Tenure ; org:member ?person ; org:organization ?office . {OFFICES} MINUS {{ ?tenure ip5:verification <https://w3id.org/ip5kg/verification/unverified> }} }} }}"
    assert sum(weights("person-office").values()) == count(held)
    heads = "?office ip5:headPost ?post . ?tenure ip5:heldPost ?post ; org:member ?person MINUS { ?tenure ip5:acting true }"
    assert weights("person-office")["heads"] == count(heads, "DISTINCT ?tenure")


def test_topic_meeting() -> None:
    taken = f"?decision dcterms:subject ?topic ; ip5:decidedAt ?meeting . FILTER EXISTS {{ {HELD} }}"
    assert sum(weights("topic-meeting").values()) == count(f"{{ SELECT DISTINCT ?decision ?topic ?meeting {{ {taken} }} }}")
    declined = (
        f"{{ SELECT DISTINCT ?decision ?topic ?meeting {{ {taken} ?decision ip5:modality <https://w3id.org/ip5kg/modality/negated> }} }}"
    )
    assert weights("topic-meeting")["declined-at"] == count(declined)


def test_topic_office() -> None:
    reported = "{ SELECT DISTINCT ?release ?topic ?office { ?release ip5:issuer ?office . ?d ip5:statedBy ?release ; dcterms:subject ?topic ; a ip5:Decision . ?office a ip5:Office } }"
    assert weights("topic-office")["reports-on"] == count(reported)
    hosted = f"{{ SELECT DISTINCT ?meeting ?topic ?office {{ ?meeting ip5:hostedBy ?office ; ip5:decided/dcterms:subject ?topic . {HELD} {OFFICES} }} }}"
    assert weights("topic-office")["hosts-talks-on"] == count(hosted)


def test_body_project() -> None:
    carried = "?project ip5:carriedBy ?body MINUS { ?project ip5:verification <https://w3id.org/ip5kg/verification/unverified> }"
    assert graph("body-project").number_of_edges() == count(f"{{ SELECT DISTINCT ?project ?body {{ {carried} }} }}")


def test_decision_flow() -> None:
    below = "?below ip5:parentBody ?above . ?above a ip5:Body MINUS { ?below ip5:verification <https://w3id.org/ip5kg/verification/unverified> }"
    assert weights("decision-flow")["reports-to"] == count(below)
    charged = f"""{{ SELECT DISTINCT ?d ?b ?c {{ ?meeting ip5:decided ?d . ?d ip5:chargedBody ?c . {HELD} ?b ip5:meetsAs ?series
        FILTER (?b != ?c) MINUS {{ ?c ip5:verification <https://w3id.org/ip5kg/verification/unverified> }} }} }}"""
    assert weights("decision-flow")["charges"] == count(charged)
    worked = """{ SELECT DISTINCT ?below ?d { ?below ip5:parentBody ?above ; dcterms:subject ?topic . ?above a ip5:Body ; ip5:meetsAs ?series .
        ?d dcterms:subject ?topic ; ip5:decidedAt/ip5:inSeries ?series } }"""
    assert weights("decision-flow")["is-taken-up-by"] >= count(worked) > 0


def test_release_fact() -> None:
    assert weights("release-fact")["issues"] == count("?release ip5:issuer ?who")
    claims = "?claim ip5:statedIn ?release ; rdf:subject ?s FILTER (?s != ?release) MINUS { ?s a ip5:Acronym } MINUS { ?d a ip5:DerivedProperty . ?claim ip5:statedIn ?d }"
    told = weights("release-fact")
    assert told["tells-of"] + told["differs-on"] >= count(claims)
    assert told["differs-on"] >= count(f"{claims} MINUS {{ ?claim ip5:claimStatus <https://w3id.org/ip5kg/claim-status/accepted> }}") > 0


def test_full() -> None:
    own = 'STRSTARTS(STR({0}), "https://w3id.org/ip5kg/")'
    triples = f"""{{ SELECT DISTINCT ?s ?p ?o {{
        {{ GRAPH <https://w3id.org/ip5kg/graph/facts> {{ ?s ?p ?o }} }} UNION {{ GRAPH <https://w3id.org/ip5kg/graph/authority> {{ ?s ?p ?o }} }}
        FILTER ({own.format("?o")} && isIRI(?o))
        MINUS {{ ?p a ip5:DerivedProperty }} MINUS {{ ?s a ?o }} MINUS {{ ?s dcterms:source ?o }} MINUS {{ ?s schema:containedInPlace ?o }}
        MINUS {{ ?s rdf:subject ?any }} MINUS {{ ?s ip5:verification ?o }} MINUS {{ ?s qb:dataSet ?o }} }} }}"""
    assert graph("full").number_of_edges() == count(triples)
    assert len({data["relation"] for *_, data in graph("full").edges(data=True)}) > 20


@pytest.mark.parametrize(("day", "label"), [("2018-06", "SIPO"), ("2018-08-28", "CNIPA")])
def test_names_and_edges_are_those_of_the_day(day: str, label: str) -> None:
    before = graph("office-body", as_of=day)
    assert before.nodes["office/CN"]["label"] == label
    assert before.nodes["office/KR"]["label"] == "KIPO"
    latest = 'BIND (CONCAT(STR(?day), SUBSTR("-12-31", 1 + STRLEN(STR(?day)) - 4)) AS ?latest)'
    held = f'?meeting ip5:hostedBy ?office ; schema:startDate ?day . {HELD} {OFFICES} {latest} FILTER (?latest <= "{day}~")'
    hosted = f"{{ SELECT DISTINCT ?meeting ?office {{ {held} }} }}"
    assert sum(d["weight"] for *_, d in before.edges(data=True) if d["relation"] == "hosts") == count(hosted)
    assert all(last[: len(day)] <= day for _, last in before.nodes(data="last"))


def test_a_renaming_is_seen_in_every_view_with_offices() -> None:
    for view in ("office-office", "person-office", "topic-office"):
        assert graph(view, as_of="2025-08-31").nodes["office/KR"]["label"] == "KIPO"
        assert graph(view).nodes["office/KR"]["label"] == "MOIP"


def test_between_counts_only_what_lies_between() -> None:
    found = shipped.graph().network("person-meeting", between=("2014", "2016"))
    met = f'?meeting ip5:attendedBy ?person ; schema:startDate ?day . {HELD} FILTER (STRLEN(STR(?day)) > 6 && STR(?day) >= "2014" && STR(?day) < "2017")'
    assert len(set(found.edges())) == count(f"{{ SELECT DISTINCT ?meeting ?person {{ {met} }} }}")
    assert found.graph["between"] == "2014/2016"
    assert found.nodes["office/CN" if "office/CN" in found else next(iter(found))]["last"] < "2017"


def test_a_tenure_counts_in_every_year_that_it_reaches_into() -> None:
    """Benoît Battistelli headed the EPO from July 2010 to June 2018."""
    for span, there in ((("2012", "2013"), True), (("2005", "2009"), False), (("2019", None), False)):
        found = shipped.graph().network("person-office", between=span)
        assert ("person/benoit-battistelli" in found) is there
    known = shipped.graph().network("person-office", as_of="2012").edges["person/benoit-battistelli", "office/EP", "heads"]
    assert known["last"] == "2012-12-31"
