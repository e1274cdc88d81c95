"""Figures in tables of every layout, and tables that hold none."""

from __future__ import annotations

import time

import pytest

from ip5kg.interpret.context import Context
from ip5kg.interpret.figures import figures
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from tests.interpret.said import known

HEAD = "---\nissued: 2021-11-20\n---\nIP5 figures\n\nThe five IP offices (IP5) published figures.\n\n"
FILED, GRANTED = "applications-filed", "patents-granted"
BOTH_YEARS = {(FILED, 181479, "EP", 2019), (FILED, 180346, "EP", 2020), (FILED, 307969, "JP", 2019), (FILED, 288472, "JP", 2020)}
ONE_YEAR = {(FILED, 180346, "EP", 2020), (FILED, 288472, "JP", 2020)}


def _read(content: bytes, name: str) -> set[tuple[str, float, str | None, int | None]]:
    release = read_bytes(content, name)
    within = Context(release, recognise(release, known()), known())
    return {(s.measure, s.value, s.scope, s.year) for s in figures(within)}


def table(text: str) -> set[tuple[str, float, str | None, int | None]]:
    return _read((HEAD + text + "\n").encode(), "a.md")


def page(body: str) -> set[tuple[str, float, str | None, int | None]]:
    html = f'<html><head><meta name="date" content="2021-11-20"></head><body><h1>IP5 figures</h1><p>The IP5 in figures.</p>{body}</body></html>'
    return _read(html.encode(), "a.html")


@pytest.mark.parametrize(
    "text",
    [
        "Patent applications\n\n| Office | 2019 | 2020 |\n|---|---|---|\n| EPO | 181 479 | 180 346 |\n| JPO | 307 969 | 288 472 |",
        "Patent applications by office:\n\n| | 2019 | 2020 |\n|---|---|---|\n| EPO | 181,479 | 180,346 |\n| JPO | 307,969 | 288,472 |",
        "The table shows the applications filed.\n\n| Year | EPO | JPO |\n|---|---|---|\n| 2019 | 181.479 | 307.969 |\n| 2020 | 180.346 | 288.472 |",
        "| Office | Filings 2019 | Filings 2020 |\n|:--|--:|--:|\n| European Patent Office | 181\u00a0479 | 180\u00a0346 |\n| Japan | 307\u2009969 | 288\u202f472 |",
        "| Applications received | EPO | JPO |\n|---|---|---|\n| in 2019 | 181'479 | 307'969 |\n| in 2020 | 180'346* | 288'472 (p) |",
        "| Office | Applications | |\n|---|---|---|\n| | 2019 | 2020 |\n| EPO | 181 479 | 180 346 |\n| JPO | 307 969 | 288 472 |",
        "Office\tApplications 2019\tApplications 2020\nEPO\t181 479\t180 346\nJPO\t307 969\t288 472",
        "| Office | Year | Patent applications |\n|---|---|---|\n| EPO | 2019 | 181 479 |\n| EPO | 2020 | 180 346 |\n| JPO | 2019 | 307 969 |\n| JPO | 2020 | 288 472 |",
        "Applications filed\n\n| Office | 2019 | 2020 |\n|---|---|---|\n| EPO | 181.479 thousand | 180.346 thousand |\n| JPO | 307.969 thousand | 288.472 thousand |",
    ],
)
def test_measure_year_and_office_are_taken_from_the_labels_around(text: str) -> None:
    assert table(text) == BOTH_YEARS


@pytest.mark.parametrize(
    "text",
    [
        "Patent applications in 2020\n\n| Office | Number |\n|---|---|\n| EPO | 180 346 |\n| JPO | 288 472 |",
        "In 2020 the offices received the following numbers of patent applications:\n\n| EPO | 180 346 |\n| JPO | 288 472 |",
        "Filings, 2020\n\n| EPO | JPO |\n|---|---|\n| 180.346k | 288.472k |",
    ],
)
def test_caption_and_leading_line_speak_for_the_whole_table(text: str) -> None:
    assert table(text) == ONE_YEAR


def test_two_measures_side_by_side_and_one_under_the_other() -> None:
    wanted = {(FILED, 181479, "EP", 2019), (GRANTED, 137784, "EP", 2019), (FILED, 307969, "JP", 2019), (GRANTED, 179910, "JP", 2019)}
    assert (
        table(
            "| Office | Applications 2019 | Patents granted 2019 |\n|---|---|---|\n| EPO | 181 479 | 137 784 |\n| JPO | 307 969 | 179 910 |"
        )
        == wanted
    )
    assert (
        table("Key figures 2019\n\n| | EPO | JPO |\n|---|---|---|\n| Applications | 181 479 | 307 969 |\n| Grants | 137 784 | 179 910 |")
        == wanted
    )
    sections = "| Office | 2019 |\n|---|---|\n| Applications | |\n| EPO | 181 479 |\n| JPO | 307 969 |\n| Grants | |\n| EPO | 137 784 |\n| JPO | 179 910 |"
    assert table(sections) == wanted


def test_totals_growth_months_and_thousands() -> None:
    rows = "".join(f"| {name} | {i}00 | {i}10 | +{i}% |\n" for i, name in enumerate(["EPO", "JPO", "KIPO", "CNIPA", "USPTO", "Total"], 1))
    found = table(
        "Applications filed (in thousands)\n\n| Office | 2019 | 2020 | Change |\n|---|---|---|---|\n" + rows + "| Canada | 36 | 35 | -1% |"
    )
    assert {(FILED, 100_000, "EP", 2019), (FILED, 610_000, "IP5", 2020), ("other", 5, "US", 2020)} <= found
    assert len(found) == 18
    pending = "| Office | First action pendency (months) |\n|---|---|\n| KIPO | 16.1 |\n| USPTO | 20.5 |"
    assert table("In 2023:\n\n" + pending) == {("pendency", 16.1, "KR", 2023), ("pendency", 20.5, "US", 2023)}


def test_tables_of_a_page() -> None:
    two = (
        "<table><caption>Patent applications</caption><tr><th></th><th>2019</th><th>2020</th></tr>"
        "<tr><th>EPO</th><td>181&nbsp;479</td><td>180,346</td></tr><tr><th>JPO</th><td>307&thinsp;969</td><td>288.472</td></tr></table>"
        "<table><tr><th></th><th>EPO</th><th>JPO</th></tr><tr><td>Patents granted in 2020</td><td>133,706</td><td>179,383</td></tr></table>"
    )
    assert page(two) == BOTH_YEARS | {(GRANTED, 133706, "EP", 2020), (GRANTED, 179383, "JP", 2020)}


@pytest.mark.parametrize(
    "text",
    [
        "| Date | Meeting | For the JPO |\n|---|---|---|\n| May 27 | 13th meeting with industry | the Commissioner |",
        "| Office | Staff |\n|---|---|\n| EPO | 6 400 |\n| JPO | 2 800 |",
        "| Office | Trademark applications 2020 |\n|---|---|\n| USPTO | 660 000 |",
        "Patent applications in 2020\n\n| Country | Number |\n|---|---|\n| Canada | 34 565 |\n| Others | 12 000 |",
        "| Office | Applications expected in 2030 |\n|---|---|\n| EPO | 300 000 |",
        "| Item | Lead |\n|---|---|\n| 1 | JPO |\n| 2 | EPO |",
    ],
)
def test_other_tables_hold_no_figures(text: str) -> None:
    assert table(text) == set()


def test_time_does_not_grow_with_the_square_of_the_table() -> None:
    def seconds(times: int) -> float:
        release = read_bytes((HEAD + "| Office | Applications 2019 |\n|---|---|\n" + "| EPO | 181 479 |\n" * times).encode(), "a.md")
        within = Context(release, recognise(release, known()), known())
        began = time.process_time()
        list(figures(within))
        return time.process_time() - began

    seconds(50)
    small, large = seconds(300), seconds(2_400)
    assert large < 24 * max(small, 0.05)
