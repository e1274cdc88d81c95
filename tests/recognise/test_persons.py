"""Persons: those whom we know, and those whom a text presents as persons."""

from __future__ import annotations

import pytest

from tests.recognise.test_mentions import named

KNOWN = [
    "EPO President António Campinos",
    "António Campinos, President of the EPO",
    "CAMPINOS António",
    "Mr. Campinos",
]
PRESENTED = [
    ("Mr. Hato Kenji attended", ["Hato Kenji"]),
    ("Ms Ana-María de la Cruz attended", ["Ana-María de la Cruz"]),
    ("Dr. J. B. Smith attended", ["J. B. Smith"]),
    ("Kim Ji-su, director of the division, attended", ["Kim Ji-su"]),
    ("Director Kim Ji-su attended", ["Kim Ji-su"]),
    ("Piotr Zielinski (EPO), Vice-President, attended", ["Piotr Zielinski"]),
    ("Piotr Zielinski | Vice-President", ["Piotr Zielinski"]),
    ("Kim Ji-su, director, spoke. Kim thanked the heads.", ["Kim Ji-su", "Kim"]),
]
NOBODY = [
    "The Director General attended",
    "Deputy Commissioner for Patents",
    "the President of the European Patent Office",
    "Director of the International Cooperation Division",
    "Working Group, chaired by the Director",
    "The Global Dossier Task Force met",
    "In June, President of the office",
]


@pytest.mark.parametrize("text", KNOWN)
def test_known_persons_are_found(text: str) -> None:
    ((name, _),) = named(text, "person")
    assert "campinos" in name.lower()


@pytest.mark.parametrize(("text", "names"), PRESENTED)
def test_others_are_found_where_the_text_presents_them(text: str, names: list[str]) -> None:
    assert [value for _, value in named(text, "person")] == names


@pytest.mark.parametrize("text", NOBODY)
def test_titles_and_names_of_bodies_are_nobody(text: str) -> None:
    assert named(text, "person") == []


def test_a_given_name_joins_a_family_name_that_alone_is_known() -> None:
    assert named("Commissioner Fukano Hiroyuki attended.", "person") == [("Fukano Hiroyuki", "Fukano Hiroyuki")]
