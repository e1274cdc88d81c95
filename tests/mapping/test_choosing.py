"""The rules by which one of several claims is accepted, in their order, each with its reason."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip5kg import iris
from ip5kg.mapping import Claim, Judgement, choose
from ip5kg.mapping.terms import Value, date, iri
from ip5kg.model import MeetingRef
from ip5kg.namespaces import IP5, SCHEMA

MEETING = iris.BASE + "meeting/heads/14"
JPO, CNIPA, EPO = (iris.organisation(code) for code in ("JP", "CN", "EP"))


def claim(value: Value, issuer: str, predicate: str = SCHEMA.startDate, subject: str = MEETING, release: str = "") -> Claim:
    release = release or iris.release(issuer.rsplit("/", 1)[-1])
    key = iris.claim(release, subject, predicate, str(value), 0, 1)
    return Claim(key, subject, predicate, value, release, (issuer,), None)


def outcomes(claims: list[Claim], *judgements: Judgement) -> dict[str, tuple[str, str]]:
    """Value → (status, reason)."""
    return {str(c.claim.value): (c.status, c.reason) for c in choose(claims, judgements).choices}


def test_a_single_value_is_uncontested_however_many_state_it() -> None:
    found = choose([claim(date("2021-06-23"), JPO), claim(date("2021-06-23"), EPO)])
    assert [(c.status, c.reason) for c in found.choices] == [("accepted", "uncontested")] * 2
    assert found.conflicts == ()


def test_a_more_precise_date_takes_the_place_of_a_compatible_coarser_one_without_a_conflict() -> None:
    claims = [claim(date("2021"), EPO), claim(date("2021-06"), JPO), claim(date("2021-06-23"), CNIPA)]
    assert outcomes(claims) == {
        str(date("2021")): ("superseded", "more-precise"),
        str(date("2021-06")): ("superseded", "more-precise"),
        str(date("2021-06-23")): ("accepted", "more-precise"),
    }
    assert choose(claims).conflicts == ()


def test_more_independent_issuers_decide_and_a_copied_text_counts_once() -> None:
    right, wrong = date("2021-06-23"), date("2021-06-22")
    copied = [claim(wrong, CNIPA), claim(wrong, CNIPA, release=iris.release("copy")), claim(wrong, CNIPA, release=iris.release("copy-2"))]
    found = outcomes([claim(right, JPO), claim(right, EPO), *copied])
    assert found == {str(right): ("accepted", "more-issuers"), str(wrong): ("superseded", "more-issuers")}


def test_the_host_office_decides_between_equals() -> None:
    host = claim(iri(JPO), EPO, predicate=IP5.hostedBy)
    ours, theirs = date("2021-06-23"), date("2021-06-22")
    found = outcomes([host, claim(ours, JPO), claim(theirs, CNIPA)])
    assert found[str(ours)] == ("accepted", "host-office")
    assert found[str(theirs)] == ("superseded", "host-office")


def test_the_host_of_its_meeting_decides_on_a_participation() -> None:
    node = iris.participation(MEETING, iris.person("A"))
    claims = [
        claim(iri(JPO), EPO, predicate=IP5.hostedBy),
        claim(iri(MEETING), JPO, predicate=IP5.atMeeting, subject=node),
        claim(iri(iris.concept("role", "observer")), JPO, predicate=IP5.role, subject=node),
        claim(iri(iris.concept("role", "absent")), CNIPA, predicate=IP5.role, subject=node),
    ]
    assert outcomes(claims)[str(iri(iris.concept("role", "observer")))] == ("accepted", "host-office")


def test_where_nothing_decides_none_is_accepted_and_both_are_shown() -> None:
    claims = [claim(date("2021-06-23"), EPO), claim(date("2021-06-22"), CNIPA)]
    found = choose(claims)
    assert {c.status for c in found.choices} == {"conflict"}
    (conflict,) = found.conflicts
    assert conflict.reason == "open"
    assert set(conflict.claims) == set(claims)


def test_a_judgement_comes_before_every_other_rule() -> None:
    right, wrong = date("2020-07-21"), date("2020-07-23")
    claims = [claim(right, CNIPA), claim(wrong, JPO), claim(wrong, EPO)]
    assert outcomes(claims)[str(wrong)] == ("accepted", "more-issuers")
    judged = outcomes(claims, Judgement(True, MEETING, SCHEMA.startDate, str(right)))
    assert judged == {str(right): ("accepted", "judgement"), str(wrong): ("superseded", "judgement")}
    rejected = outcomes(claims, Judgement(False, MEETING, SCHEMA.startDate, str(wrong)))
    assert rejected == {str(right): ("accepted", "judgement"), str(wrong): ("rejected", "judgement")}


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        (iri(iris.place("KR", "Busan")), iri(iris.place("KR"))),
        (iri(iris.concept("role", "chair")), iri(iris.concept("role", "head-of-delegation"))),
        (iri(iris.concept("meeting-status", "held")), iri(iris.concept("meeting-status", "planned"))),
    ],
)
def test_places_roles_and_plans_have_precision_too(fine: Value, coarse: Value) -> None:
    claims = [claim(coarse, JPO, predicate=IP5.role), claim(coarse, EPO, predicate=IP5.role), claim(fine, CNIPA, predicate=IP5.role)]
    assert outcomes(claims) == {str(fine): ("accepted", "more-precise"), str(coarse): ("superseded", "more-precise")}


def test_properties_with_many_values_are_not_chosen_on() -> None:
    claims = [claim(iri(iris.concept("topic", t)), JPO, predicate=IP5.worksOn) for t in ("pct", "pph")]
    assert {c.status for c in choose(claims).choices} == {"accepted"}


_DATES = st.sampled_from([date(d) for d in ("2021", "2021-06", "2021-06-22", "2021-06-23", "2021-07", "2022")])
_CLAIMS = st.lists(st.builds(claim, _DATES, st.sampled_from([JPO, CNIPA, EPO])), min_size=1, max_size=7, unique_by=lambda c: c.iri)


@given(_CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter_and_at_most_one_value_is_accepted(claims: list[Claim], dice: random.Random) -> None:
    shuffled = claims[:]
    dice.shuffle(shuffled)
    found = choose(claims)
    assert found == choose(shuffled)
    assert len({str(c.value) for c in found.accepted()}) <= 1
    assert len(found.choices) == len(claims)


def test_no_two_meetings_share_an_iri() -> None:
    refs = [MeetingRef(series, number, None) for series in ("heads", "deputy-heads") for number in (1, 14)]
    refs += [MeetingRef(series, None, day) for series in ("heads", "deputy-heads") for day in (None, "2021", "2021-06")]
    assert len({iris.meeting(ref, "a-release") for ref in refs}) == len(refs)
