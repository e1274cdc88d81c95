"""From a fact to the sentence that states it, over the small sample graph."""

from __future__ import annotations

import json

import pytest

from ip5kg.errors import BadArgument
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, SCHEMA
from ip5kg.why import Explanation, Fact, explain
from tests.network.sample import FIRST, SECOND, quads, select


def why(fact: str) -> Explanation:
    return explain(select, fact)


def only(fact: str) -> Fact:
    (found,) = why(fact).facts
    return found


def test_a_triple_is_explained_by_release_sentence_and_quote() -> None:
    fact = only("meeting/heads/14 hostedBy office/JP")
    assert (fact.origin, fact.predicate, str(fact.value)) == ("claimed", IP5.hostedBy, "office/JP (Japan Patent Office)")
    claim = next(claim for claim in fact.claims if claim.sources[0].iri.endswith("/first"))
    assert (claim.status, claim.reason, claim.rule) == ("accepted", "uncontested", "a rule")
    (source,) = claim.sources
    assert (source.title, source.url, source.publisher, source.issued) == (
        "The first release",
        "https://example.org/first",
        "JPO",
        "2021-06-24",
    )
    assert claim.passage is not None
    assert claim.passage.quote == "It was hosted by the Japan Patent Office"
    sentence = claim.passage.before + claim.passage.quote + claim.passage.after
    assert sentence == FIRST.splitlines()[0]
    assert FIRST[claim.passage.start : claim.passage.end] == claim.passage.quote


@pytest.mark.parametrize(
    "asked",
    [
        "meeting/heads/14 hostedBy office/JP",
        "meeting/heads/14 ip5:hostedBy office/JP",
        "meeting:heads/14 ip5:hostedBy office:JP",
        f"<{BASE}meeting/heads/14> <{IP5.hostedBy}> <{BASE}office/JP>",
        f"{BASE}meeting/heads/14 {IP5.hostedBy} {BASE}office/JP",
        "  /meeting/heads/14   hostedBy   office/JP  ",
    ],
)
def test_names_may_be_short_prefixed_or_whole(asked: str) -> None:
    assert why(asked).facts == why("meeting/heads/14 hostedBy office/JP").facts


@pytest.mark.parametrize("value", ["Commissioner", '"Commissioner"', '"Commissioner"@en'])
def test_values_may_be_quoted(value: str) -> None:
    fact = only(f"participation/heads-14/shen-changyu capacity {value}")
    assert fact.value.text == "Commissioner"


def test_competing_claims_are_shown_with_theirs() -> None:
    fact = only("meeting/heads/14 startDate")
    assert (fact.predicate, fact.value.text, fact.origin) == (SCHEMA.startDate, "2021-06-23", "claimed")
    (other,) = fact.competing
    assert (other.value.text, other.status, other.reason) == ("2021-06-22", "superseded", "more-issuers")
    assert other.passage is not None
    assert other.passage.quote in SECOND
    assert str(why("meeting/heads/14 startDate")).count("2021-06-22") == 1


def test_a_claim_that_lost_is_explained_too() -> None:
    fact = only("meeting/heads/14 startDate 2021-06-22")
    assert fact.origin == "not accepted"
    assert [claim.status for claim in fact.claims] == ["superseded"]
    assert {claim.value.text for claim in fact.competing} == {"2021-06-23"}
    assert "claimed, but not among the facts" in str(why("meeting/heads/14 startDate 2021-06-22"))


@pytest.mark.parametrize("form", ["{iri}", "<{iri}>", "claim/{hash}", "{hash}", "claim:{hash}"])
def test_a_claim_is_found_by_its_iri_or_hash(form: str) -> None:
    claim = only("meeting/heads/14 startDate 2021-06-22").claims[0]
    fact = only(form.format(iri=claim.iri, hash=claim.iri.rsplit("/", 1)[1]))
    assert fact.claims == (claim,)
    assert fact.competing


def test_a_digest_is_said_to_be_one_and_its_page_is_linked() -> None:
    text = str(why("project/one-portal-dossier leadOffice office/JP"))
    assert "our digest" in text
    assert "https://example.org/third" in text
    assert "our digest" not in str(why("meeting/heads/13 hostedBy office/CN"))


def test_a_short_cut_is_explained_by_the_node_it_comes_from() -> None:
    fact = only("meeting/heads/14 chairedBy person/kasutani-toshihide")
    assert fact.origin == "derived"
    assert not fact.claims
    (via,) = fact.via
    assert via.iri == BASE + "participation/heads-14/kasutani-toshihide"
    assert {claim.predicate for claim in via.claims} >= {IP5.atMeeting, IP5.participant, IP5.role}
    assert "«Mr Kasutani Toshihide, Commissioner, chaired»" in str(why("meeting/heads/14 chairedBy"))


def test_a_short_cut_without_a_node_is_explained_by_the_claim_it_turns_round() -> None:
    fact = only("body/wg2 worksOn project/one-portal-dossier")
    assert [claim.predicate for via in fact.via for claim in via.claims] == [IP5.carriedBy]


def test_a_short_cut_from_claims_names_the_claims() -> None:
    fact = only("meeting/heads/14 statedBy release/second")
    assert {claim.sources[0].iri for via in fact.via for claim in via.claims} == {BASE + "release/second"}


def test_every_derived_fact_of_the_sample_is_explained() -> None:
    things = {q.subject.value for q in quads() if q.graph_name.value == BASE + "graph/facts"}
    origins = set()
    for thing in sorted(things):
        for fact in why(f"<{thing}>").facts:
            origins.add(fact.origin)
            assert fact.origin != "derived" or fact.via, fact
            assert fact.origin != "claimed" or fact.claims, fact
    assert origins == {"claimed", "derived", "record", "curated"}


def test_curated_facts_show_their_source_page() -> None:
    fact = only("body/wg2 subject topic/it-services")
    assert fact.origin == "curated"
    assert [source.url for claim in fact.claims for source in claim.sources] == ["https://example.org/source"]
    assert "no quote" in str(why("body/wg2 subject"))


def test_the_claim_on_the_preferred_name_vouches_for_all_names() -> None:
    fact = only("person/kasutani-toshihide altLabel Toshihide Kasutani")
    assert fact.origin == "curated"
    assert fact.claims[0].iri == BASE + "claim/curated-person-kasutani-names"


def test_a_thing_is_explained_with_all_that_is_known_of_it() -> None:
    explanation = why("meeting/heads/14")
    predicates = {fact.predicate for fact in explanation.facts}
    assert predicates >= {IP5.hostedBy, SCHEMA.startDate, IP5.chairedBy, IP5.attendedBy, IP5.format, IP5.number}
    text = str(explanation)
    assert "but also claimed: 2021-06-22" in text
    assert "chairedBy person/kasutani-toshihide (Kasutani Toshihide)  ← participation/heads-14/kasutani-toshihide" in text


def test_the_record_is_json_and_complete() -> None:
    record = json.loads(json.dumps(why("meeting/heads/14 startDate").record()))
    assert record["asked"] == "meeting/heads/14 startDate"
    (fact,) = record["facts"]
    assert fact["competing"][0]["status"] == "superseded"
    assert fact["claims"][0]["passage"]["quote"]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("meeting/heads/41", "meeting/heads/14"),
        ("meeting/head/14", "did you mean meeting/heads/14"),
        ("meeting/heads/14 hostetBy", "did you mean ip5:hostedBy"),
        ("meeting/heads/14 hostedBy office/KR", "known values: office/JP"),
        ("meeting/heads/99 hostedBy office/JP", "did you mean"),
        ("claim/0123456789abcdef", "no such claim"),
        ("nothing-like-it-at-all", "named like meeting/heads/14"),
        ("nosuch:thing", "is not known"),
        ("meeting/heads/14 zzz", "it has "),
        ("", "no fact was given"),
        ("a{b}c", "is no name of a thing"),
        ("x\x00y", "is no name of a thing"),
        ("<meeting/heads/14", "is no name of a thing"),
    ],
)
def test_what_is_unknown_is_said_in_one_line_with_what_is_near(asked: str, hint: str) -> None:
    with pytest.raises(BadArgument) as caught:
        why(asked)
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_claim_has_no_properties_to_ask_for() -> None:
    claim = only("meeting/heads/14 startDate 2021-06-22").claims[0].iri
    with pytest.raises(BadArgument, match="as a whole"):
        why(f"{claim} status")
