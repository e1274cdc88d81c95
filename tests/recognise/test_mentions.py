"""Mentions: what a text names, and what its words mean where they stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.dates import DateRange
from ip5kg.model import Mention, Release, Resolved
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from tests.interpret.said import known


def release(text: str, issued: str = "2021-06-24") -> Release:
    front = f"---\npublisher: Somebody\nissued: {issued}\ntitle: 'A title'\nlanguage: en\n---\n"
    return read_bytes(f"{front}A title\n\n{text}\n".encode(), "a-release.md")


def mentions(text: str, *kinds: str) -> list[Mention]:
    return [m for m in recognise(release(text), known()) if m.kind in kinds]


def named(text: str, *kinds: str) -> list[tuple[str, object]]:
    return [(m.text, m.value) for m in mentions(text, *kinds)]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("The Korean Intellectual Property Office (KIPO) met", [("Korean Intellectual Property Office", "KR"), ("KIPO", "KR")]),
        ("Korea's patent office said", [("Korea's patent office", "KR")]),
        ("the Chinese office", [("Chinese office", "CN")]),
        ("the Japanese Patent Office", [("Japanese Patent Office", "JP")]),
        ("the US patent and trademark office", [("US patent and trademark office", "US")]),
        ("the European office", [("European office", "EP")]),
        ("the Patent Office of Japan", [("Patent Office of Japan", "JP")]),
        ("the Intellectual Property Office of the Republic of Korea", [("Intellectual Property Office of the Republic of Korea", "KR")]),
        ("the patent offices of Japan and Korea", []),
        ("the US and Japan", []),
        ("the Korean government", []),
    ],
)
def test_offices_are_named_by_name_acronym_or_country(text: str, offices: list[tuple[str, str]]) -> None:
    assert named(text, "office") == offices


def test_an_acronym_that_the_text_explains_beats_that_of_the_world() -> None:
    text = "The Japan Patent Office (IPO) hosted the meeting. The IPO was thanked by the Intellectual Property Owners."
    assert [(m.text, m.value) for m in mentions(text, "office")] == [("Japan Patent Office", "JP"), ("IPO", "JP"), ("IPO", "JP")]


@pytest.mark.parametrize(
    "text", ["CNIPA: the China National Intellectual Property Administration", "EPO stands for the European Patent Office"]
)
def test_an_acronym_may_be_explained_before_its_name(text: str) -> None:
    assert len(mentions(text, "office")) == 2
    assert {m.entity.reason for m in mentions(text, "office") if isinstance(m.entity, Resolved)} == {
        "label",
        "acronym explained in the text",
    }


def test_a_country_as_an_adjective_is_no_place() -> None:
    assert [m.kind for m in mentions("the Korean commissioner in Korea", "place", "demonym")] == ["demonym", "place"]


def test_the_town_in_the_name_of_an_office_is_no_place() -> None:
    assert mentions("the State Intellectual Property Office of the People's Republic of China", "place") == []


def test_dates_have_spans_as_values() -> None:
    (date,) = mentions("The heads met yesterday.", "date")
    assert date.value == DateRange("2021-06-23", "2021-06-23")


def test_every_mention_is_what_stands_in_the_text_and_they_are_in_order() -> None:
    one = release("On June 23, 2021, António Campinos of the EPO met the heads of WIPO in Munich for the 14th meeting on classification.")
    found = recognise(one, known())
    assert all(m.span.of(one.text) == m.text for m in found)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
    assert {m.kind for m in found} >= {"date", "person", "office", "place", "cue", "topic", "series"}


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    recognise(release(text), known())


@pytest.mark.parametrize("unit", ["Mr. ", "Kim Jong ", "EPO (EPO) ", "Director General, ", "the meeting of the heads, ", "A. B. "])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        one = release(unit * times)
        start = time.process_time()
        recognise(one, known())
        return time.process_time() - start

    few, many = min(seconds(500), seconds(501)), seconds(5_000)
    assert many < 40 * few + 0.3
