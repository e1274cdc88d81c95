from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.explore.pages.dates import bounds, certainly_after, certainly_by, in_words, span
from ip5kg.explore.pages.marking import Span, marked
from ip5kg.explore.pages.tenures import Tenure
from ip5kg.explore.pages.values import Piece


@pytest.mark.parametrize(
    ("date", "words"),
    [("2021-06-23", "23 June 2021"), ("2021-06", "June 2021"), ("2021", "2021"), ("2021-02-31", "2021-02-31"), ("soon", "soon"), ("", "")],
)
def test_dates_are_as_precise_as_they_are_known(date: str, words: str) -> None:
    assert in_words(date) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-06-22", "2021-06-23", "22–23 June 2021"),
        ("2016-05-30", "2016-06-01", "30 May – 1 June 2016"),
        ("2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2021-06", "2021-06", "June 2021"),
        ("2007", "", "from 2007"),
        ("", "2018-08-28", "until 28 August 2018"),
    ],
)
def test_spans_say_each_thing_once(start: str, end: str, words: str) -> None:
    assert span(start, end) == words


def test_bounds_of_a_tenure_claim_no_more_than_is_known() -> None:
    assert bounds("2007-07-01", "2007-07-31", "2009-01-01", "2009-12-31") == ("July 2007", "2009")
    assert bounds("", "2020-07-21", "2021-06-23", "") == ("21 July 2020 or before", "23 June 2021 or after")
    assert bounds("2010-01-05", "2010-03-01", "", "") == ("between 5 January 2010 and 1 March 2010", "not known")


def test_partial_dates_are_compared_with_care() -> None:
    assert certainly_by("2016-06", "2016-06-30")
    assert not certainly_by("2016-06", "2016-06-29")
    assert certainly_after("2016-07", "2016-06-30")
    assert not certainly_after("2016", "2016-06-30")
    assert not certainly_after("", "2016-06-30")


def test_a_tenure_is_certain_only_between_its_inner_bounds() -> None:
    tenure = Tenure("t", "p", "h", ("2010-01-01", "2010-03-01"), ("2012-01-01", "2012-06-30"), acting=False, vacant=False)
    found = [tenure.on(day) for day in ("2009-12-31", "2010-02-01", "2011-01-01", "2012-03-01", "2012-07-01")]
    assert found == ["", "possible", "certain", "possible", ""]


def shown(piece: Piece) -> str:
    return piece.text + "".join(map(shown, piece.pieces))


def anchors(piece: Piece) -> list[str]:
    return [piece.anchor] * bool(piece.anchor) + [a for child in piece.pieces for a in anchors(child)]


def test_a_passage_that_runs_over_another_goes_on_behind_it() -> None:
    ((first, second, rest),) = marked("abcdefghij", [Span(0, 5, "passage", "one"), Span(3, 8, "passage", "two")])
    assert (shown(first), first.anchor, shown(first.pieces[1]), first.pieces[1].anchor) == ("abcde", "one", "de", "two")
    assert (shown(second), second.anchor, shown(rest)) == ("fgh", "", "ij")


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="ab <\n漢", min_size=1, max_size=40),
    places=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=12),
)
def test_marking_changes_no_letter_and_loses_no_place(text: str, places: list[tuple[int, int, bool]]) -> None:
    spans = [Span(min(a, b), max(a, b), "sentence" if whole else "passage", f"n{nth}") for nth, (a, b, whole) in enumerate(places)]
    paragraphs = marked(text, spans)
    assert ["".join(map(shown, p)) for p in paragraphs] == [line for line in text.split("\n") if line.strip()]
    found = [anchor for paragraph in paragraphs for piece in paragraph for anchor in anchors(piece)]
    assert len(found) == len(set(found))
    visible = {s.anchor for s in spans if s.start < s.end <= len(text) and text[s.start] != "\n" and _line(text, s.start).strip()}
    assert visible <= set(found)


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
