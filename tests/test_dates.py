"""Dates as texts write them: what they mean, how precise they are, and what is no date."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip5kg import dates

WRITTEN_IN_FULL = [
    ("On June 23, 2021, the heads met", ("2021-06-23", "2021-06-23")),
    ("on 23 June 2021", ("2021-06-23", "2021-06-23")),
    ("on the 23rd of June 2021", ("2021-06-23", "2021-06-23")),
    ("on Wed. JUNE 23, 2021", ("2021-06-23", "2021-06-23")),
    ("Updated 2021-06-23", ("2021-06-23", "2021-06-23")),
    ("2021/06/23", ("2021-06-23", "2021-06-23")),
    ("23.06.2021", ("2021-06-23", "2021-06-23")),
    ("2021. It was", ("2021", "2021")),
    ("in 2010-06", ("2010-06", "2010-06")),
    ("in May 2007", ("2007-05", "2007-05")),
    ("in Sept. 2016", ("2016-09", "2016-09")),
    ("held in 2019", ("2019", "2019")),
    ("in spring 2008", ("2008", "2008")),
    ("in the first half of 2011", ("2011", "2011")),
    ("by the third quarter of 2018", ("2018", "2018")),
]
SPANS = [
    ("on October 27 (Mon.) and 28 (Tue.), 2008", ("2008-10-27", "2008-10-28")),
    ("on 27 (Monday) to 28 (Tuesday) October 2008", ("2008-10-27", "2008-10-28")),
    ("on June 4, 5 and 6, 2014", ("2014-06-04", "2014-06-06")),
    ("on 4, 5 and 6 June 2014", ("2014-06-04", "2014-06-06")),
    ("from Tuesday, 11 June, to Thursday, 13 June 2019, in", ("2019-06-11", "2019-06-13")),
    ("from June 22 to 23, 2021, in", ("2021-06-22", "2021-06-23")),
    ("on June 22-23, 2021", ("2021-06-22", "2021-06-23")),
    ("on June 22 and 23, 2021", ("2021-06-22", "2021-06-23")),
    ("13–14 June 2019", ("2019-06-13", "2019-06-14")),
    ("11 and 12 April 2017", ("2017-04-11", "2017-04-12")),
    ("from 31 May 2017 to 1 June 2017", ("2017-05-31", "2017-06-01")),
    ("31 May – 1 June 2017", ("2017-05-31", "2017-06-01")),
    ("between 30 December and 2 January", ("2016-12-30", "2017-01-02")),
    ("from Tuesday, June 6 to Thursday, June 8", ("2017-06-06", "2017-06-08")),
    ("for three days from the 11th to the 13th", ("2017-06-11", "2017-06-13")),
    ("for four days from tomorrow, June 2", ("2017-06-02", "2017-06-05")),
    ("will be held for five days from the 18th", ("2017-06-18", "2017-06-22")),
    ("starting today and lasting until June 4", ("2017-06-01", "2017-06-04")),
    ("Today and tomorrow they will meet", ("2017-06-01", "2017-06-02")),
]
COUNTED = [
    ("On Wednesday of last week, June 14, the heads met", "2023-06-23", "2023-06-14"),
    ("Wednesday last week", "2023-06-23", "2023-06-14"),
    ("They will meet again in the autumn", "2010-05-07", "2010"),
    ("They will meet again in spring", "2010-11-07", "2011"),
    ("They met in autumn", "2010-05-07", "2009"),
    ("in the second half of the year", "2022-06-16", "2022"),
    ("today", "2018-06-15", "2018-06-15"),
    ("will be held tonight", "2018-06-15", "2018-06-15"),
    ("yesterday", "2018-03-01", "2018-02-28"),
    ("the day before yesterday", "2018-03-01", "2018-02-27"),
    ("tomorrow, June 16,", "2018-06-15", "2018-06-16"),
    ("said on the 28th that", "2013-10-28", "2013-10-28"),
    ("on the 27th", "2018-03-02", "2018-02-27"),
    ("will be held on the 3rd", "2018-03-28", "2018-04-03"),
    ("met on Wednesday", "2008-09-25", "2008-09-24"),
    ("will meet on Monday", "2008-09-25", "2008-09-29"),
    ("last Thursday", "2022-06-15", "2022-06-09"),
    ("next Tuesday", "2022-06-14", "2022-06-21"),
    ("last week", "2010-04-21", "2010-04"),
    ("earlier this month", "2018-06-15", "2018-06"),
    ("last month", "2018-01-15", "2017-12"),
    ("last year", "2018-06-15", "2017"),
    ("this autumn", "2018-06-15", "2018"),
    ("two years ago", "2018-06-15", "2016"),
    ("three weeks ago", "2018-06-15", "2018-05"),
    ("in June last year", "2021-04-01", "2020-06"),
    ("last June", "2021-04-01", "2020-06"),
    ("next June", "2021-08-01", "2022-06"),
    ("the year before", "2024-06", "2023"),
    ("in June.", "2021-04-14", "2021-06"),
    ("on May 20.", "2015-05", "2015-05-20"),
    ("on December 20.", "2015-01-10", "2014-12-20"),
    ("on January 5.", "2014-12-20", "2015-01-05"),
    ("today", "2018-06", "2018-06"),
]
NO_DATES = [
    "Ten years after the offices met for the first time",
    "31 June 2020",
    "February 30, 2021",
    "2021-13-01",
    "on the 14th meeting",
    "the 14th IP5 Heads",
    "the 9th of Working Group 2",
    "May I ask who may attend",
    "the March of progress",
    "2,021 applications",
    "2015%",
    "$ 2019",
    "No. 2015",
    "FY 2016",
    "WG2",
    "3.14.159",
    "at 10.30",
]


def spans(text: str, issued: str | None = "2017-06-01") -> list[tuple[str, str]]:
    return [(hit.range.start, hit.range.end) for hit in dates.find(text, issued)]


@pytest.mark.parametrize(("text", "span"), WRITTEN_IN_FULL)
def test_a_date_in_full_needs_no_date_of_issue(text: str, span: tuple[str, str]) -> None:
    assert spans(text, None)[:1] == [span]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_spans_have_two_ends(text: str, span: tuple[str, str]) -> None:
    assert spans(text) == [span]


@pytest.mark.parametrize(("text", "issued", "iso"), COUNTED)
def test_what_is_counted_is_counted_from_the_date_of_issue(text: str, issued: str, iso: str) -> None:
    assert spans(text, issued) == [(iso, iso)]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize("text", ["yesterday", "last week", "on the 27th", "in June", "last year", "on Monday", "the following day"])
def test_nothing_is_guessed_without_a_date_of_issue(text: str) -> None:
    assert spans(text, None) == []


def test_the_first_full_date_takes_the_place_of_a_missing_date_of_issue() -> None:
    assert spans("June 24, 2021. Yesterday the heads met.", None) == [("2021-06-24", "2021-06-24"), ("2021-06-23", "2021-06-23")]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("The deputies met on June 11. On the following day the heads met.", "2017-06-12"),
        ("The heads met on June 11; the deputies had met the day before.", "2017-06-10"),
        ("The heads met on June 11. That day they adopted a statement.", "2017-06-11"),
        ("The heads met on June 11, and industry two days later.", "2017-06-13"),
    ],
)
def test_some_days_are_counted_from_the_last_one_named(text: str, iso: str) -> None:
    assert spans(text)[-1] == (iso, iso)


def test_a_day_on_which_something_was_said_is_none_to_count_from() -> None:
    text = "The heads met on June 11. As the office announced on June 20, the deputies had met the previous day."
    assert spans(text, "2017-06-21")[-1] == ("2017-06-10", "2017-06-10")


@pytest.mark.parametrize(
    ("text", "bound"), [("from June 22", "from"), ("since Monday, May 29", "from"), ("until June 23", "until"), ("on June 22", "")]
)
def test_a_span_may_have_one_end_only(text: str, bound: str) -> None:
    assert [hit.range.bound for hit in dates.find(text, "2017-06-01")] == [bound]


def test_a_hit_is_what_stands_in_the_text_and_can_be_limited_to_a_stretch() -> None:
    text = "On 3 May 2016, and then on 4 May 2016."
    assert [text[h.start : h.end] for h in dates.find(text)] == ["3 May 2016", "4 May 2016"]
    assert [text[h.start : h.end] for h in dates.find(text, start=10)] == ["4 May 2016"]


@pytest.mark.parametrize(
    ("iso", "parts"),
    [
        ("2021", (2021, None, None)),
        ("2021-06", (2021, 6, None)),
        ("2021-06-23", (2021, 6, 23)),
        ("2021-06-31", None),
        ("2021-13", None),
        ("0000", None),
        ("21-06", None),
        ("٢٠٢١", None),
        ("", None),
        (None, None),
    ],
)
def test_partial_dates_are_parsed_or_refused(iso: str | None, parts: tuple[int, int | None, int | None] | None) -> None:
    assert dates.parse(iso) == parts


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (("2021-06-22", "2021-06-23"), ("2021-06-23", "2021-06-24"), True),
        (("2021-06-22", "2021-06-23"), ("2021-06-24", "2021-06-24"), False),
        (("2021-06-22", "2021-06-23"), ("2021-06", "2021-06"), True),
        (("2021-06-22", "2021-06-23"), ("2021", "2021"), True),
        (("2021-06", "2021-06"), ("2021-07-01", "2021-07-02"), False),
    ],
)
def test_spans_of_different_precision_agree_as_far_as_both_say(a: tuple[str, str], b: tuple[str, str], together: bool) -> None:
    first, second = dates.DateRange(*a), dates.DateRange(*b)
    assert first.agrees(second) is second.agrees(first) is together


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    name = day.strftime("%B")
    for text in (f"{name} {day.day}, {day.year}", f"{day.day} {name} {day.year}", day.isoformat(), day.strftime("%d.%m.%Y")):
        assert spans(text, None) == [(day.isoformat(), day.isoformat())]


@given(st.text(max_size=200), st.sampled_from([None, "2021-06-24", "2021-06", "2021", "9999-12-31", "nonsense"]))
def test_no_text_breaks_the_reader(text: str, issued: str | None) -> None:
    for hit in dates.find(text, issued):
        assert dates.parse(hit.range.start) is not None
        assert hit.range.start <= hit.range.end
        assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    ["June 23, ", "1 ", "the 1st to the 2nd ", "last ", "on the on the ", "May ", "12-12-", "for four days from ", "2021 to ", "two "],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        dates.find(text, "2021-06-24")
        return time.process_time() - start

    few, many = min(seconds(2_000) for _ in range(2)), seconds(20_000)
    assert many < 40 * few + 0.2
