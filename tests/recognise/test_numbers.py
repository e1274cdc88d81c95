"""Numbers in running text: their value, their percent sign, the words that qualify them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip5kg.quantities import Quantity
from ip5kg.recognise.numbers import find, mentions
from tests.interpret.said import known


def values(text: str) -> list[float]:
    return [hit.quantity.value for hit in find(text)]


def one(text: str) -> Quantity:
    found = [m.value for m in mentions(text, known())]
    assert len(found) == 1, found
    assert isinstance(found[0], Quantity)
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("884,400 applications", 884_400),
        ("2.73 million applications", 2_730_000),
        ("2,73 million applications", 2_730_000),
        ("600 000 users", 600_000),
        ("600\u202f000 users", 600_000),
        ("1.350.000 applications", 1_350_000),
        ("1'350'000 applications", 1_350_000),
        ("3.3bn pages", 3_300_000_000),
        ("two hundred thousand applications", 200_000),
        ("one million users", 1_000_000),
        ("a hundred users", 100),
        ("one and a half million users", 1_500_000),
        ("half a million users", 500_000),
        ("a quarter of a million users", 250_000),
        ("twenty-five requests", 25),
        ("three hundred and forty-two requests", 342),
    ],
)
def test_counts(text: str, value: float) -> None:
    assert one(text).value == value
    assert not one(text).percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("85% of", 85),
        ("85 % of", 85),
        ("85 per cent of", 85),
        ("84,9 percent of", 84.9),
        ("eighty-five percent of", 85),
        ("four fifths of", 80),
        ("three-quarters of", 75),
        ("a third of", 33.3),
        ("half of the", 50),
        ("nine out of ten applications", 90),
        ("four in five applications", 80),
        ("nine of every ten applications", 90),
        ("four applications in five are", 80),
    ],
)
def test_parts_of_a_hundred(text: str, value: float) -> None:
    assert one(text) == Quantity(value, percent=True)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 85%", "about"),
        ("some 108 800 patents", "about"),
        ("~85%", "about"),
        ("more than 85%", "over"),
        ("at least 85%", "over"),
        ("85 percent or more", "over"),
        ("80%+", "over"),
        ("nearly four fifths of", "under"),
        ("up to 90%", "under"),
        ("less than 5 months", "under"),
        ("as much as 85%", "exact"),
        ("as much as about 95%", "about"),
        ("exactly 85%", "exact"),
        ("no fewer than 85%", "exact"),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    assert one(text).qualifier == qualifier


@pytest.mark.parametrize("text", ["between 80 and 85 percent", "80-85%", "80% to 85%", "80–85 percent"])
def test_ranges(text: str) -> None:
    assert one(text) == Quantity(80, percent=True, qualifier="over", high=85)


def test_from_and_to_are_two_numbers() -> None:
    assert values("rose from 80 to 85 percent") == [80, 85]
    assert [hit.quantity.percent for hit in find("rose from 80 to 85 percent")] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "the IP5 and WG1, G7 and COVID-19",
        "the 14th meeting, the 2nd",
        "in 2019 and 2020",
        "Annex 3, Article 5, No. 13 and point 4",
        "G11B 7/24",
        "at 8 p.m. and 20:30",
        "EUR 1 400 and $5 billion",
        "one of them",
        "a third point, the first half",
        "1. The heads met.",
        "two applications in five offices".replace("two ", "").replace("five ", "all "),
    ],
)
def test_what_names_or_orders_is_no_number(text: str) -> None:
    assert values(text) == []


@given(st.integers(min_value=1, max_value=10**15))
def test_digits_grouped_by_commas_keep_their_value(number: int) -> None:
    if number < 1000 or not 1900 <= number <= 2099:
        assert values(f"there were {number:,} users") == [number]


@given(st.text(alphabet="0123456789,.% milionthusadeo()-–/'", max_size=120))
def test_spans_ascend_and_do_not_overlap(text: str) -> None:
    hits = find(text)
    for before, after in pairwise(hits):
        assert before.end <= after.start
    assert all(0 <= hit.start < hit.end <= len(text) and hit.quantity.value >= 0 for hit in hits)


@pytest.mark.parametrize("piece", ["1", "1,", "1.", "one ", "half ", "1 000 ", "9 out of ", "%", "1-", "(", "A"])
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        find(text)
        return time.process_time() - began

    seconds(2_000)
    small, large = seconds(5_000), seconds(40_000)
    assert large < 24 * max(small, 0.02)


def test_a_line_longer_than_any_paragraph_is_passed_over() -> None:
    assert values("1 " * 100_000 + "\nthere were 2,500 users") == [2500]
