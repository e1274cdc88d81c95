"""The walk through the fact base (skipped where it is missing): each fact with a page is held, or a reason says why not."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from ip5kg import iris
from ip5kg.namespaces import IP5, RDF, SCHEMA, SKOS
from tests.shipped import quads
from tests.walk import facts as shared
from tests.walk.dates import days_in
from tests.walk.facts import Fact, name_forms
from tests.walk.graph import Graph
from tests.walk.walking import explained, missing, reasons, table, walk

pytestmark = pytest.mark.skipif(not shared.FOLDER.is_dir(), reason="../shared with the fact base is not here")


@pytest.fixture(scope="module")
def found() -> list[Fact]:
    return walk(Graph(quads()))


def test_every_fact_with_a_page_is_held_or_a_reason_says_why_not(found: list[Fact]) -> None:
    assert len(found) > 4000
    assert missing(found) == []


def test_19_in_20_facts_are_held(found: list[Fact]) -> None:
    mine = [fact.held for fact in found if fact.sourced]
    assert sum(mine) / len(mine) >= 0.95


@pytest.mark.parametrize(
    ("file", "share"),
    [
        ("offices.yaml", 0.98),
        ("heads.yaml", 0.98),
        ("bodies.yaml", 0.98),
        ("projects.yaml", 0.99),
        ("heads_meetings.yaml", 0.93),
        ("other_meetings.yaml", 0.95),
        ("statistics.yaml", 0.98),
    ],
)
def test_most_facts_of_each_file_are_held(found: list[Fact], file: str, share: float) -> None:
    mine = [fact.held for fact in found if fact.file == file and fact.sourced]
    assert sum(mine) / len(mine) >= share


def test_a_reason_is_a_sentence_and_still_needed(found: list[Fact]) -> None:
    left = [fact for fact in found if fact.sourced and not fact.held]
    for reason in reasons():
        assert re.fullmatch(r"[A-Z].{20,}\.", reason.reason), reason
        assert any(reason.fits(fact) for fact in left), f"nothing is left that needs the reason {reason}"
        for value in reason.values:
            assert any(reason.fits(fact) and fact.value == value for fact in left), f"{value} is held: take it out of {reason}"


TAKEN = [
    # what is taken out of the graph: subject, property, value; and the fact that the walk must then find missing
    ("office/KR", SKOS.altLabel, "KIPO", "offices.yaml", "name acronym|renaming: name"),
    ("name/CN/china-national-intellectual-property-administration", IP5.validFrom, "2018-08-28", "offices.yaml", "name valid from"),
    ("tenure/JP-head/mori-kiyoshi", IP5.earliestStart, "2021-07-01", "heads.yaml", "tenure start"),
    ("tenure/JP-head/mori-kiyoshi", IP5.latestStart, "2021-07-01", "heads.yaml", "tenure start"),
    ("person/matsunaga-akira", SKOS.hiddenLabel, "Song Yongming", "heads.yaml", "name"),
    ("body/phep", IP5.parentBody, "body/deputy-heads", "bodies.yaml", "parent"),
    ("project/common-hybrid-classification", IP5.leadOffice, "office/EP", "projects.yaml", "lead office"),
    ("project/global-dossier", IP5.carriedBy, "body/wg2", "projects.yaml", "body"),
    ("meeting/heads/12", IP5.hostedBy, "office/KR", "heads_meetings.yaml", "host"),
    ("meeting/heads/14", SCHEMA.startDate, "2021-06-23", "heads_meetings.yaml", "start date"),
    ("participation/heads-14/shen-changyu", IP5.atMeeting, "meeting/heads/14", "heads_meetings.yaml", "participant"),
    ("meeting/wg1/28", SCHEMA.location, "place/kr/seoul", "other_meetings.yaml", "city"),
    ("figure/patents-granted/IP5/2015/1017375-patents-exact", IP5.value, "1017375", "statistics.yaml", "figure"),
]


def test_a_fact_that_is_taken_out_is_missed(found: list[Fact]) -> None:
    """Takes each triple out wherever it stands, with all claims on it, and walks again."""
    gone = {(subject, predicate, value) for subject, predicate, value, _, _ in TAKEN}
    parts: dict[str, dict[str, str]] = {}
    for quad in quads():
        if quad.predicate.value in (RDF.subject, RDF.predicate, RDF.object):
            parts.setdefault(str(quad.subject), {})[quad.predicate.value] = _short(quad.object)
    claims = {
        claim
        for claim, part in parts.items()
        if (part.get(RDF.subject), iris.BASE + part.get(RDF.predicate, ""), part.get(RDF.object)) in gone
        or (part.get(RDF.subject), part.get(RDF.predicate), part.get(RDF.object)) in gone
    }
    kept = [q for q in quads() if str(q.subject) not in claims and (_short(q.subject), q.predicate.value, _short(q.object)) not in gone]
    assert len(quads()) - len(kept) > len(TAKEN)
    before = {(fact.file, fact.where, fact.kind, fact.value) for fact in found if fact.held}
    lost = [fact for fact in walk(Graph(kept)) if not fact.held and (fact.file, fact.where, fact.kind, fact.value) in before]
    for *_, file, kinds in TAKEN[1:]:
        assert any(fact.file == file and re.fullmatch(kinds, fact.kind) for fact in lost), (file, kinds)


def _short(node: object) -> str:
    return node.value.removeprefix(iris.BASE) if isinstance(node, NamedNode) else str(getattr(node, "value", node))


def test_the_table_adds_up(found: list[Fact]) -> None:
    last = table(found).splitlines()[-2].split()
    facts, held, why, left, doubtful = map(int, last[-5:])
    assert facts == held + why + left
    assert facts + doubtful == len(found)
    assert why == sum(explained(fact) for fact in found if fact.sourced and not fact.held)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("22 May 2015", ["2015-05-22"]),
        ("4-6 June 2014 (series)", ["2014-06-04", "2014-06-06"]),
        ("May 31st - June 1st 2017", ["2017-05-31", "2017-06-01"]),
        ("June 2017", ["2017-06"]),
        ("'last week' (undated release)", []),
        ("release of 2013-06-06", ["2013-06-06"]),
    ],
)
def test_the_days_of_a_remark(text: str, days: list[str]) -> None:
    assert days_in(text) == days


def test_the_forms_of_a_name() -> None:
    assert "전상우" in name_forms("전상우 (Jun Sang-woo)")
    assert "Munataka" in name_forms("Munataka (error)")
    assert {"Vice Commissioner", "Deputy Commissioner"} <= set(name_forms("Vice Commissioner / Deputy Commissioner"))
