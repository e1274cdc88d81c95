"""Figures in tables, and what figures take over from the sentences before them: the year, whose they are."""

from __future__ import annotations

import pytest

from ip5kg.interpret.figures import figures
from tests.interpret.said import context

Figure = tuple[str, float, str, str, int | None, str | None]


def found(text: str, title: str = "Heads of five offices meet") -> set[Figure]:
    return {(f.measure, f.value, f.unit, f.qualifier, f.year, f.scope) for f in figures(context(text, title=title))}


FILED: set[Figure] = {
    ("applications-filed", 825136, "applications", "exact", 2013, "CN"),
    ("applications-filed", 571612, "applications", "exact", 2013, "US"),
    ("applications-filed", 328436, "applications", "exact", 2013, "JP"),
}
TABLES: list[tuple[str, set[Figure]]] = [
    (
        "## Patent applications filed in 2013\n\n| Office | Applications |\n|---|---|\n| SIPO | 825,136 |\n| USPTO | 571,612 |\n| JPO | 328,436 |",
        FILED,
    ),
    ("| Patent applications | 2013 |\n|---|---|\n| SIPO | 825,136 |\n| USPTO | 571,612 |\n| JPO | 328,436 |", FILED),
    ("| | SIPO | USPTO | JPO |\n|---|---|---|---|\n| Applications filed in 2013 | 825,136 | 571,612 | 328,436 |", FILED),
    (
        "Patent applications at the offices:\n\n| Year | SIPO | USPTO | JPO |\n|---|---|---|---|\n| 2013 | 825,136 | 571,612 | 328,436 |",
        FILED,
    ),
    (
        "| Office | Patent applications in 2013 | Change |\n|---|---|---|\n| SIPO | 825,136 | +26.4% |",
        {
            ("applications-filed", 825136, "applications", "exact", 2013, "CN"),
            ("other", 26.4, "percent", "exact", 2013, "CN"),
        },
    ),
    (
        "| Office | Patents granted 2018 | Patents granted 2019 |\n|---|---|---|\n| EPO | 127,625 | 137,787 |",
        {
            ("patents-granted", 127625, "patents", "exact", 2018, "EP"),
            ("patents-granted", 137787, "patents", "exact", 2019, "EP"),
        },
    ),
    ("| Name | Office |\n|---|---|\n| Lim | KIPO |\n| Ito | JPO |", set()),
    ("| Item | Room |\n|---|---|\n| Opening | 204 |\n| Statistics | 305 |", set()),
]
TAKEN_OVER: list[tuple[str, set[Figure]]] = [
    (
        "The IP5 offices have never been busier. In all, 2,077,642 applications were filed in 2013. Filings at SIPO leapt by 26.4% to 825,136.",
        {
            ("applications-filed", 2077642, "applications", "exact", 2013, "IP5"),
            ("other", 26.4, "percent", "exact", 2013, "CN"),
            ("applications-filed", 825136, "applications", "exact", 2013, "CN"),
        },
    ),
    (
        "In 2013 the five offices received 2,077,642 applications.\n\nGrants rose too: the five granted 956,644 patents, an increase of 4%.",
        {
            ("applications-filed", 2077642, "applications", "exact", 2013, "IP5"),
            ("patents-granted", 956644, "patents", "exact", 2013, "IP5"),
            ("other", 4, "percent", "exact", 2013, "IP5"),
        },
    ),
    (
        "In 2015 they received 2.36 million applications, up 8.5% from a year earlier, with China alone accounting for nearly 1.1 million.",
        {
            ("applications-filed", 2360000, "applications", "exact", 2015, "IP5"),
            ("other", 8.5, "percent", "exact", 2015, "IP5"),
            ("applications-filed", 1100000, "applications", "under", 2015, "CN"),
        },
    ),
    (
        "Together they have a backlog of 4.2 million files, and the average wait for a decision is more than 30 months.",
        {("other", 4200000, "other", "exact", None, "IP5"), ("pendency", 30, "months", "over", None, "IP5")},
    ),
    (
        "Some 168,000 PCT applications had their origin in one of the five regions in 2013.",
        {("pct-applications", 168000, "applications", "about", 2013, "IP5")},
    ),
    ("The offices handled approx. 90% of PCT applications in 2010.", {("share-of-pct-work", 90, "percent", "about", 2010, "IP5")}),
]
NONE = [
    "The experts of the five offices jointly analyzed 12 typical cases.",
    "The heads pledged to bring the average pendency of searches below three months.",
    "The offices want to cut pendency to 10 months.",
    "The offices promised to grant decisions within 12 months.",
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_cell_takes_its_meaning_from_row_column_and_caption(text: str, expected: set[Figure]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), TAKEN_OVER)
def test_year_and_owner_are_taken_over(text: str, expected: set[Figure]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_aimed_at_is_no_figure(text: str) -> None:
    assert found(text) == set()
