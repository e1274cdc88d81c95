"""The authority files against the fact base (skipped where it is missing): nothing of it is lost without a reason."""

from __future__ import annotations

from collections import defaultdict

import pytest
import yaml

from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, ORG, RDF, SCHEMA, SKOS
from tests.data import authority as data
from tests.data import coverage
from tests.data.authority import short, value, values

pytestmark = pytest.mark.skipif(not coverage.FACTS.is_dir(), reason="../shared with the fact base is not here")

HEADS = [
    (coverage.OFFICES.get(office, office.upper()[:2]), entry["name"])
    for office, entries in (
        yaml.safe_load((coverage.FACTS / "heads.yaml").read_text("utf-8"))["heads"].items() if coverage.FACTS.is_dir() else ()
    )
    for entry in entries
    if entry["name"] != "(vacant)"
]


@pytest.fixture(scope="module")
def facts() -> list[coverage.Fact]:
    return coverage.facts()


@pytest.mark.parametrize(("office", "name"), HEADS)
def test_every_head_has_a_person_a_tenure_and_a_page(office: str, name: str) -> None:
    preferred = [p for p in data.of_class("Person") if values(p, SKOS.prefLabel)[0] == name]
    persons = preferred or [p for p in data.of_class("Person") if name in values(p, SKOS.altLabel)]
    assert len(persons) == 1
    tenures = [t for t in data.tenures_of(f"post/{office}-head") if value(t, ORG.member) == BASE + persons[0]]
    assert tenures
    for tenure in tenures:
        assert any(values(short(page), SCHEMA.url) for page in values(tenure, DCTERMS.source)), tenure


def test_nothing_is_lost_without_a_reason(facts: list[coverage.Fact]) -> None:
    assert [f for f in facts if not f.held and not f.why] == []


@pytest.mark.parametrize(("file", "share"), [("heads.yaml", 0.95), ("offices.yaml", 0.98), ("bodies.yaml", 0.98), ("projects.yaml", 1.0)])
def test_the_share_held_does_not_fall(facts: list[coverage.Fact], file: str, share: float) -> None:
    mine = [f.held for f in facts if f.file == file]
    assert len(mine) > 250
    assert round(sum(mine) / len(mine), 2) >= share


def test_what_is_not_held_is_of_known_kinds(facts: list[coverage.Fact]) -> None:
    by_reason: dict[str, int] = defaultdict(int)
    for fact in facts:
        if not fact.held:
            by_reason[fact.why] += 1
    allowed = {*coverage.NOT_HELD.values(), *coverage.WITHOUT_SOURCE.values(), *coverage.IN_OTHER_WORDS.values()}
    assert set(by_reason) <= allowed


def test_a_fact_that_is_not_there_is_noticed() -> None:
    near = coverage.around("office/KR")
    assert near.has_label("KIPO")
    assert not near.has_label("JPO")
    assert not near.has_text("Office of the moon")
    assert not near.has_date("1950")


def test_unverified_values_of_the_fact_base_stand_only_in_marked_claims() -> None:
    claims = {value(c, RDF.subject): c for c in data.of_class("CuratedClaim")}
    assert claims
    for person, kanji in (
        ("kasai-yasuyuki", "河西康之"),
        ("katsura-masanori", "桂正憲"),
        ("li-yuguang", "李玉光"),
        ("takagi-yoshiyuki", "高木善幸"),
    ):
        assert kanji not in data.labels(f"person/{person}")
        marked = [c for c in data.claims_on()[f"person/{person}"] if kanji in values(c, RDF.object)]
        assert [value(c, IP5.verification) for c in marked] == [BASE + "verification/unverified"]
    ends = [c for c in data.claims_on()["tenure/JP-head/suzuki-takashi"] if value(c, RDF.predicate) == IP5.earliestEnd]
    assert [values(c, RDF.object) for c in ends] == [["2009-07-14"]]
    assert value("tenure/JP-head/suzuki-takashi", IP5.earliestEnd) == "2008-10-27"


def test_every_known_meeting_has_a_key() -> None:
    loaded = yaml.safe_load((coverage.FACTS / "other_meetings.yaml").read_text("utf-8"))["meetings"]
    wanted = [m for m in loaded if m.get("src") and m["series"] != "briefing"]
    keys = [k for k in data.of_class("MeetingKey") if not k.startswith("meeting-key/heads/")]
    assert len(keys) == len(wanted)
    for meeting in wanted:
        if meeting["start_date"]:
            day = str(meeting["start_date"])
            assert any((value(k, IP5.keyFrom) or "9") <= day <= (value(k, IP5.keyTo) or "0") for k in keys), meeting["id"]
        if meeting["number"] and not meeting.get("number_unverified"):
            pages = {f"{BASE}source/{key.replace('_', '-')}" for key in meeting["src"]}
            mine = [k for k in keys if pages & set(values(k, DCTERMS.source))]
            assert mine, meeting["id"]


def test_everybody_named_at_a_meeting_is_a_person_here() -> None:
    names = set()
    for file in ("heads_meetings.yaml", "other_meetings.yaml"):
        for meeting in yaml.safe_load((coverage.FACTS / file).read_text("utf-8"))["meetings"]:
            for field in ("participants", "absent", "delegates", "guests"):
                rows = meeting.get(field, [])
                names |= {row["name"] for row in rows if isinstance(row, dict) and row.get("name")}
    known = {data.fold(label) for person in data.of_class("Person") for label in data.labels(person)}
    for name in names:
        parts = [name, *name.replace("(sic)", "").replace(")", "").split("(")]
        assert any(data.fold(part) in known for part in parts), name
