"""Disputes in plain words, over the graph that is shipped."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache

import pytest

from ip5kg import iris
from ip5kg.conflicts import Dispute, Disputes, disputes
from ip5kg.conflicts.gathering import spoken
from ip5kg.conflicts.text import rows
from ip5kg.namespaces import IP5, RDF
from tests import shipped


@cache
def found() -> Disputes:
    return disputes(shipped.quads())


def only(thing: str, what: str) -> Dispute:
    (dispute,) = (d for d in found().disputes if (d.thing, d.what) == (thing, what))
    return dispute


def test_every_conflict_of_the_graph_is_told_and_nothing_else() -> None:
    nodes = [q for q in shipped.quads() if q.predicate.value == RDF.type and getattr(q.object, "value", "") == IP5.Conflict]
    assert len(found().disputes) == len(nodes) > 25


def test_a_settled_dispute_names_each_version_who_says_so_and_why_it_was_taken() -> None:
    dispute = only("meeting/heads/13", "first day")
    assert (dispute.title, dispute.outcome) == ("first day of 13th IP5 Heads of Office meeting", "settled")
    taken, *others = dispute.versions
    assert (taken.value, taken.accepted, taken.why) == ("21 July 2020", True, "accepted: a person decided")
    assert {"METI / Japan Patent Office", "China Daily", "Edaily"} <= {source.publisher for source in taken.sources}
    assert all(source.url.startswith("http") for source in taken.sources)
    assert any("July 21, 2020" in source.quote for source in taken.sources), "a digest shows its words"
    assert [version.value for version in others if "turned down" in version.why] == ["23 July 2020"]
    assert any("China Daily (Tuesday)" in sentence for sentence in dispute.judgements)
    assert [source.publisher for source in dispute.rests_on] == ["METI/JPO"]


def test_an_open_dispute_takes_none() -> None:
    dispute = only("meeting/heads-industry/6", "last day")
    assert dispute.outcome == "open"
    assert {version.value for version in dispute.versions} == {"30 May 2017", "31 May 2017", "1 June 2017"}
    assert not any(version.accepted for version in dispute.versions)
    assert "no rule decides" in dispute.why
    assert {d.outcome for d in found().open().disputes} == {"open"}
    assert dispute in found().open().disputes


@pytest.mark.parametrize(
    ("thing", "what", "value"),
    [
        ("meeting/heads/13", "place", "Chengdu"),
        ("participation/heads-industry-2019-06-12/munakata-naoko", "organisation", "Korean Intellectual Property Office"),
        ("participation/heads-industry-2019-06-12/park-won-joo", "organisation", "Japan Patent Office"),
    ],
)
def test_what_a_person_turned_down_though_nothing_else_is_claimed_is_told(thing: str, what: str, value: str) -> None:
    dispute = only(thing, what)
    assert dispute.outcome == "set aside"
    assert [(version.value, version.accepted) for version in dispute.versions] == [(value, False)], "an office bears the name of the day"
    assert dispute.judgements
    assert dispute.rests_on


@pytest.mark.parametrize(
    ("printed", "thing"),
    [
        ("Park Harajuku", "person/park-won-joo"),
        ("Song Yongming", "person/matsunaga-akira"),
        ("Cui Donggui", "person/choi-dong-kyu"),
        ("Russell Shriff", "person/russell-slifer"),
    ],
)
def test_a_misleading_name_leads_to_the_person_and_keeps_its_wording(printed: str, thing: str) -> None:
    (name,) = (name for name in found().names if name.printed == printed)
    assert name.thing == thing
    assert name.why
    assert name.rests_on
    assert f"“{printed}” is {name.means}" in found().text()


def test_the_text_can_be_read_by_somebody_who_has_never_seen_rdf() -> None:
    text = found().text()
    assert "First day of 14th IP5 Heads of Office meeting — settled" in text
    assert iris.BASE not in text
    for jargon in ("startDate", "rdf:", "ip5:", "superseded", "claim/", "IRI"):
        assert jargon not in text, jargon
    assert text.startswith(found().summary())


def test_each_version_is_a_row_of_the_table() -> None:
    table = list(rows(found()))
    assert len(table) == sum(len(d.versions) for d in found().disputes) + len(found().names)
    assert ("", "23 July 2020") in {row[:2] for row in table}


def test_json_holds_what_the_text_holds() -> None:
    record = json.loads(found().json())
    assert record["summary"] == found().summary()
    by_thing = defaultdict(set)
    for dispute in record["disputes"]:
        by_thing[dispute["thing"]].add(dispute["what"])
        assert dispute["outcome"] in ("settled", "open", "set aside")
        for version in dispute["versions"]:
            assert version["sources"], dispute["title"]
    assert {"first day", "last day"} <= by_thing["meeting/heads/13"]


def test_the_page_runs_nothing_loads_nothing_and_escapes_the_data() -> None:
    page = found().html()
    assert page.count("<article") == len(found().disputes) + 1
    for forbidden in ("<script", "src=", "@import", "url("):
        assert forbidden not in page
    assert "21 July 2020" in page
    assert page.count("<article") == page.count("</article>")


def test_the_order_of_the_quads_does_not_matter() -> None:
    assert disputes(reversed(shipped.quads())) == found()


def test_dates_are_spoken() -> None:
    assert [spoken(value) for value in ("2021-06-23", "2021-06", "2021", "14", "a-b")] == ["23 June 2021", "June 2021", "2021", "14", "a-b"]
