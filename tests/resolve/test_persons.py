"""Who a person is: by the full name, by the same text, by office and time, or as written."""

from __future__ import annotations

import pytest

from ip5kg.model import Mention, Resolved, Unsure
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from ip5kg.resolve import resolve
from tests.interpret.said import known


def persons(text: str, issued: str = "2021-06-24") -> list[Mention]:
    front = f"---\npublisher: Somebody\nissued: {issued}\ntitle: 'A title'\nlanguage: en\n---\n"
    release = read_bytes(f"{front}A title\n\n{text}\n".encode(), "a-release.md")
    return [m for m in resolve(release, recognise(release, known()), known()) if m.kind == "person"]


def who(text: str, issued: str = "2021-06-24") -> list[str]:
    found = []
    for mention in persons(text, issued):
        assert isinstance(mention.entity, Resolved), mention
        found.append(mention.entity.slug)
    return found


@pytest.mark.parametrize(
    ("text", "issued", "slug"),
    [
        ("KIPO Commissioner Kim attended.", "2021-06-24", "kim-yong-rae"),
        ("KIPO Commissioner Kim attended.", "2015-01-20", "kim-young-min"),
        ("Commissioner Park of KIPO attended.", "2019-06-13", "park-won-joo"),
        ("Commissioner Sung of KIPO attended.", "2017-06-01", "sung-yun-mo"),
        ("Commissioner Ito of the JPO chaired.", "2016-06-02", "ito-hitoshi"),
        ("President Pompidou of the EPO attended.", "2007-05-11", "alain-pompidou"),
        ("Commissioner Tian of SIPO attended.", "2012-06-06", "tian-lipu"),
        ("USPTO Director Iancu attended.", "2019-06-13", "andrei-iancu"),
    ],
)
def test_a_family_name_is_that_of_who_held_the_post_at_the_time(text: str, issued: str, slug: str) -> None:
    assert who(text, issued) == [slug]


def test_a_family_name_is_that_of_somebody_named_in_full_in_the_same_text() -> None:
    assert who("Mr. Kim Ji-su of KIPO attended. Kim thanked the heads.") == ["kim-ji-su", "kim-ji-su"]


@pytest.mark.parametrize("name", ["António Campinos", "Antonio CAMPINOS", "Ant?nio Campinos", "CAMPINOS António"])
def test_every_spelling_is_the_same_person(name: str) -> None:
    assert who(f"EPO President {name} attended.") == ["antonio-campinos"]


@pytest.mark.parametrize(
    ("text", "issued", "slug"),
    [
        ("EPO President Antonio Campinso attended.", "2021-06-24", "antonio-campinos"),
        ("KIPO Commissioner Kim Yong-rea attended.", "2021-06-24", "kim-yong-rae"),
        ("JPO Commissioner Kasutani Tosihide attended.", "2021-06-24", "kasutani-toshihide"),
    ],
)
def test_a_slip_of_the_pen_in_the_name_of_a_head_is_mended(text: str, issued: str, slug: str) -> None:
    assert who(text, issued) == [slug]


@pytest.mark.parametrize("text", ["Mr. Antonio Camposinho of AIPLA attended.", "Mr. Kim Yong-bae attended."])
def test_a_like_name_elsewhere_is_another_person(text: str) -> None:
    (person,) = persons(text)
    assert isinstance(person.entity, Resolved)
    assert person.entity.provisional


def test_a_name_that_nobody_bears_stays_as_written_and_provisional() -> None:
    (person,) = persons("Mr. Zbigniew Nowak of the EPO attended.")
    assert person.entity == Resolved("https://w3id.org/ip5kg/person/zbigniew-nowak", "zbigniew-nowak", "as written", provisional=True)


def test_no_guess_is_made_between_two_of_one_name() -> None:
    first, second, third = persons("Mr. Lee Sun-hee and Mr. Lee Dong-won attended. Lee spoke.")
    assert isinstance(first.entity, Resolved)
    assert isinstance(second.entity, Resolved)
    assert isinstance(third.entity, Unsure)
    assert set(third.entity.candidates) == {first.entity.iri, second.entity.iri}


def test_every_resolution_has_a_reason() -> None:
    for person in persons("EPO President Campinos met Mr. Zbigniew Nowak and KIPO Commissioner Kim Yong-rae. Kim spoke."):
        assert person.entity is not None
        assert person.entity.reason


def test_what_is_no_person_is_left_alone() -> None:
    front = "---\npublisher: Somebody\nissued: 2021-06-24\ntitle: 'A title'\nlanguage: en\n---\n"
    release = read_bytes(f"{front}A title\n\nThe heads met in Munich.\n".encode(), "a-release.md")
    mentions = recognise(release, known())
    assert resolve(release, mentions, known()) is mentions
