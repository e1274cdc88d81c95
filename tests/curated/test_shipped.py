"""The records that are shipped, in the graph with everything else."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.curated.quads import address
from ip5kg.mapping.choosing import SINGLE_VALUED
from ip5kg.namespaces import DCTERMS, IP5, RDF, SCHEMA
from tests import shipped
from tests.queries import asking

CURATED = ox.NamedNode(iris.CURATED_GRAPH)
Triple = tuple[str, str, str]


@cache
def parts(graph: str) -> dict[str, dict[str, list[str]]]:
    """Subject → predicate → values, of the graphs whose names begin so."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in shipped.quads():
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(graph):
            found[str(getattr(quad.subject, "value", ""))][quad.predicate.value].append(str(quad.object))
    return found


def triple(claim: dict[str, list[str]]) -> Triple:
    return claim[RDF.subject][0], claim[RDF.predicate][0], claim[RDF.object][0]


def curated_claims() -> dict[str, dict[str, list[str]]]:
    return {name: claim for name, claim in parts(iris.CURATED_GRAPH).items() if RDF.subject in claim}


def test_no_fact_is_there_twice() -> None:
    """No page of which a release was made vouches by hand for what the release states."""
    releases: dict[str, set[Triple]] = defaultdict(set)
    stated = parts(iris.RELEASE_GRAPHS)
    for claim in stated.values():
        if IP5.statedIn in claim:
            of = stated[claim[IP5.statedIn][0].strip("<>")].get(SCHEMA.url)
            if of:
                releases[address(of[0].strip("<>"))].add(triple(claim))
    assert len(releases) > 100
    pages = {
        f"<{page}>": about[SCHEMA.url][0]
        for page, about in parts(iris.AUTHORITY_GRAPH).items()
        if "/source/" in page and SCHEMA.url in about
    }
    twice = [
        (name, page)
        for name, claim in curated_claims().items()
        for page in claim.get(DCTERMS.source, ())
        if page in pages and triple(claim) in releases.get(address(pages[page].strip("<>")), ())
    ]
    assert twice == []


def test_every_curated_claim_has_a_page_or_is_unverified_and_never_a_quote() -> None:
    unverified = f"<{iris.concept('verification', 'unverified')}>"
    claims = curated_claims()
    assert len(claims) > 1500
    for name, claim in claims.items():
        assert claim.get(DCTERMS.source) or claim[IP5.verification] == [unverified], name
        assert IP5.evidence not in claim, name
        assert IP5.statedIn not in claim, name


def test_what_is_unverified_is_no_fact_unless_something_else_states_it() -> None:
    unverified = f"<{iris.concept('verification', 'unverified')}>"
    accepted = f"<{iris.concept('claim-status', 'accepted')}>"
    choices = parts(iris.CHOICES_GRAPH)
    doubtful = [name for name, claim in curated_claims().items() if claim[IP5.verification] == [unverified]]
    assert len(doubtful) > 30
    assert [name for name in doubtful if choices[name][IP5.claimStatus] == [accepted]] == []


def test_no_meeting_and_no_participation_has_two_accepted_values_where_one_can_be_true() -> None:
    several = [
        (subject, predicate, values)
        for subject, about in parts(iris.FACTS_GRAPH).items()
        for predicate, values in about.items()
        if predicate in SINGLE_VALUED
        and len(set(values)) > 1
        and subject.startswith((iris.BASE + "meeting/", iris.BASE + "participation/"))
    ]
    assert several == []


def test_every_accepted_claim_by_hand_is_a_fact() -> None:
    accepted = f"<{iris.concept('claim-status', 'accepted')}>"
    choices = parts(iris.CHOICES_GRAPH)
    facts, authority = parts(iris.FACTS_GRAPH), parts(iris.AUTHORITY_GRAPH)
    outcomes = Counter(choices[name][IP5.claimStatus][0] for name in curated_claims())
    assert outcomes[accepted] > 1500
    for name, claim in curated_claims().items():
        if choices[name][IP5.claimStatus] == [accepted]:
            subject, predicate, value = triple(claim)
            bare = subject.strip("<>")
            assert value in facts[bare].get(predicate.strip("<>"), []) or value in authority[bare].get(predicate.strip("<>"), []), name


# ------------------------------------------------------------------------- the heads of the offices at each of the 18 meetings

NOT_THE_HEAD: dict[tuple[int, str], str] = {
    (4, "US"): "Teresa Stanek Rea, the Deputy Director, tells of the meeting; no page seen says who led for the USPTO.",
    (8, "JP"): "Kihara Yoshitake, a deputy, led the delegation of the JPO.",
    (8, "US"): "Russell Slifer, the deputy, led; Michelle K. Lee had stayed in Washington.",
    (9, "CN"): "He Zhimin, a deputy, stood for Shen Changyu, though a caption calls him head.",
    (10, "KR"): "Lee Young-dae, the deputy, led the delegation of the KIPO.",
    (17, "EP"): "Nellie Simon, a Vice-President, stood for António Campinos.",
}
"""Where somebody else than the head took part."""

NOBODY_NAMED: dict[int, str] = {
    2: "CN EP JP US",  # the page on Jeju names the host alone
    3: "CN EP JP KR US",  # Guilin: the observer alone
    4: "EP JP KR",
    6: "CN EP JP KR US",  # the release on Cupertino names nobody
    18: "CN EP JP US",  # Tianjin: the Korean office alone
}
"""Where no page seen says who took part for an office."""


@cache
def store() -> ox.Store:
    store = ox.Store()
    store.extend(q for q in shipped.quads() if q.graph_name.value in (iris.FACTS_GRAPH, iris.AUTHORITY_GRAPH))
    return store


@pytest.mark.parametrize("number", range(1, 19))
def test_who_headed_the_offices_on_the_day_of_a_meeting_agrees_with_who_took_part(number: int) -> None:
    meeting = f"{iris.BASE}meeting/heads/{number}"
    (day,) = (str(row["day"].value) for row in _rows(f"SELECT ?day {{ <{meeting}> <{SCHEMA.startDate}> ?day }}"))
    heads = defaultdict(set)
    columns, rows = asking.ask(store(), "heads-on-date", {"date": day})
    for row in rows:
        office, person = row[columns.index("office")], row[columns.index("person")]
        if office and person:
            heads[office.rpartition("/")[2]].add(person)
    assert set(heads) == {"CN", "EP", "JP", "KR", "US"}
    took_part = defaultdict(set)
    for row in _rows(
        f"SELECT ?office ?person {{ ?part <{IP5.atMeeting}> <{meeting}> ; <{IP5.participant}> ?person ; <{IP5.onBehalfOf}> ?office ;"
        f" <{IP5.role}> ?role FILTER (?role != <{iris.BASE}role/absent>) }}"
    ):
        took_part[row["office"].value.rpartition("/")[2]].add(row["person"].value)
    unnamed = set(NOBODY_NAMED.get(number, "").split())
    for office, led in sorted(heads.items()):
        if office in unnamed:
            assert office not in took_part, f"{office} is named now: take it out of NOBODY_NAMED"
        elif (number, office) in NOT_THE_HEAD:
            assert took_part[office], office
            assert not took_part[office] & led, f"the head took part after all: {office}"
        else:
            assert took_part[office] & led, (office, took_part[office], led)


def _rows(query: str) -> list[ox.QuerySolution]:
    solutions = store().query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(solutions)
