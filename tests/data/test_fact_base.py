"""The authority files against the fact base (skipped where it is missing): heads, unverified values, and the register of meetings.

Whether nothing of it is lost is the matter of `tests/walk`.
"""

from __future__ import annotations

import pytest
import yaml

from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, ORG, RDF, SCHEMA, SKOS
from tests.conftest import SHARED
from tests.data import authority as data
from tests.data.authority import short, value, values

FACTS = SHARED / "facts"
OFFICES = {"jpo": "JP", "uspto": "US", "epo": "EP", "kipo_moip": "KR", "cnipa_sipo": "CN"}

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="../shared with the fact base is not here")

HEADS = [
    (OFFICES.get(office, office.upper()[:2]), entry["name"])
    for office, entries in (yaml.safe_load((FACTS / "heads.yaml").read_text("utf-8"))["heads"].items() if FACTS.is_dir() else ())
    for entry in entries
    if entry["name"] != "(vacant)"
]


@pytest.mark.parametrize(("office", "name"), HEADS)
def test_every_head_has_a_person_a_tenure_and_a_page(office: str, name: str) -> None:
    preferred = [p for p in data.of_class("Person") if values(p, SKOS.prefLabel)[0] == name]
    persons = preferred or [p for p in data.of_class("Person") if name in values(p, SKOS.altLabel)]
    assert len(persons) == 1
    tenures = [t for t in data.tenures_of(f"post/{office}-head") if value(t, ORG.member) == BASE + persons[0]]
    assert tenures
    for tenure in tenures:
        assert any(values(short(page), SCHEMA.url) for page in values(tenure, DCTERMS.source)), tenure


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
    loaded = yaml.safe_load((FACTS / "other_meetings.yaml").read_text("utf-8"))["meetings"]
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
        for meeting in yaml.safe_load((FACTS / file).read_text("utf-8"))["meetings"]:
            for field in ("participants", "absent", "delegates", "guests"):
                rows = meeting.get(field, [])
                names |= {row["name"] for row in rows if isinstance(row, dict) and row.get("name")}
    known = {data.fold(label) for person in data.of_class("Person") for label in data.labels(person)}
    for name in names:
        parts = [name, *name.replace("(sic)", "").replace(")", "").split("(")]
        assert any(data.fold(part) in known for part in parts), name
