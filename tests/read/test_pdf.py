"""Reading PDF files: paragraphs from lines, and what is refused."""

from __future__ import annotations

import time

import pytest

from ip5kg.errors import UnreadableRelease
from ip5kg.model import Release
from ip5kg.read import read_bytes
from tests.pdfs import Line, page, pdf

TITLE = Line("Joint Statement of the Five IP Offices", 790, size=18, bold=True)
DATE = Line("June 23, 2021", 770, size=11)
LONG = "The heads of the five offices met by video conference and talked of their work of last year"


def read(*pages: list[Line]) -> Release:
    return read_bytes(pdf(pages), "14-joint-statement.pdf")


def kinds(release: Release) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(release.text)) for block in release.blocks]


def test_title_date_and_paragraphs() -> None:
    release = read([TITLE, DATE, *page([LONG, "and of that of the next.", "", "They thanked the host."], top=730)])
    assert release.title == "Joint Statement of the Five IP Offices"
    assert (release.issued, release.media_type, release.language) == ("2021-06-23", "application/pdf", "en")
    assert kinds(release)[0] == ("title", release.title)
    assert kinds(release)[-2:] == [("paragraph", f"{LONG} and of that of the next."), ("paragraph", "They thanked the host.")]


def test_headings_by_weight_and_items_with_hanging_lines() -> None:
    lines = [
        Line("Results of the meeting", 700, bold=True),
        Line(LONG + ":", 680),
        Line("• They endorsed the roadmap of the task force on emerging technologies and artificial", 660, x=80),
        Line("intelligence.", 646, x=92),
        Line("• They agreed to meet again.", 632, x=80),
        Line("Closing words", 600, bold=True),
        Line(LONG + ".", 580),
    ]
    found = kinds(read([TITLE, DATE, *lines]))
    assert ("heading", "Results of the meeting") in found
    assert ("heading", "Closing words") in found
    assert [text for kind, text in found if kind == "item"] == [
        "• They endorsed the roadmap of the task force on emerging technologies and artificial intelligence.",
        "• They agreed to meet again.",
    ]


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_go_on_over_pages() -> None:
    def with_margins(number: int, lines: list[Line]) -> list[Line]:
        return [Line("IP5 Heads of Office", 820, size=9), *lines, Line(f"- {number} -", 30, x=290, size=9)]

    release = read(
        with_margins(1, [TITLE, DATE, *page([LONG, "and the measures that", ""], top=80)]),
        with_margins(2, page(["they had agreed upon before.", "", "Then they parted."], top=780)),
        with_margins(3, page(["The next meeting is in 2022."], top=780)),
    )
    assert "IP5 Heads of Office" not in release.text
    assert "- 2 -" not in release.text
    assert f"{LONG} and the measures that they had agreed upon before." in release.text


def test_footnotes_stay_and_do_not_break_the_paragraph_that_runs_over_the_page() -> None:
    first = page([LONG, "and of the statistics¹ which the five offices had put together over many months of work in", ""], top=150)
    notes = [Line("1 The report is on the web site.", 60, size=8), Line("2 Figures of WIPO.", 48, size=8)]
    release = read([TITLE, DATE, *first, *notes], page(["their groups.", "", "Then they parted."], top=780))
    assert "months of work in their groups." in release.text
    assert [text for kind, text in kinds(release) if kind == "note"] == ["1 The report is on the web site.", "2 Figures of WIPO."]


def test_a_hyphen_at_the_end_of_a_line_stays_where_the_text_writes_it_elsewhere() -> None:
    body = page([LONG + " and of their co-", "operation. This co-operation began in 2007."], top=700)
    assert "of their co-operation. This co-operation" in read([TITLE, DATE, *body]).text


def test_a_broken_word_is_mended_where_the_text_writes_it_whole() -> None:
    body = page([LONG + " and of classifi-", "cation. Classification is the task of a group."], top=700)
    assert "and of classification. Classification" in read([TITLE, DATE, *body]).text


def test_a_hyphen_before_a_capital_or_in_a_text_without_word_breaks_stays() -> None:
    body = page([LONG + " and of user-", "friendly procedures in the Asia-", "Pacific region."], top=700)
    text = read([TITLE, DATE, *body]).text
    assert "user-friendly" in text
    assert "Asia-Pacific" in text


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    rows = [Line(cell, 600 - 16 * row, x=72 + 150 * column) for row in range(3) for column, cell in enumerate(["Office", "2019", "2020"])]
    release = read([TITLE, DATE, Line(LONG + ".", 640), *rows])
    assert [text for kind, text in kinds(release) if kind == "row"] == ["Office | 2019 | 2020"] * 3


def test_signs_that_show_nothing_are_left_out_and_quotes_are_parts_of_the_text() -> None:
    release = read([TITLE, DATE, *page([LONG + ".", "", "A word with\u00a0a firm blank."], top=700)])
    assert "A word with a firm blank." in release.text
    assert all(sentence.span.of(release.text).strip() for sentence in release.sentences)


def test_metadata_known_from_elsewhere_go_before_those_of_the_file() -> None:
    data = pdf([[TITLE, DATE, Line(LONG + ".", 700)]])
    release = read_bytes(data, "x.pdf", fields={"title": "Joint Statement", "issued": "2021-06-24", "publisher": "JPO"})
    assert (release.title, release.issued, release.publisher) == ("Joint Statement", "2021-06-24", "JPO")


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    data = pdf([[TITLE, DATE, Line(LONG + ".", 700)]])
    assert read_bytes(data, "statement", "application/octet-stream").media_type == "application/pdf"


GOOD = pdf([[TITLE, DATE, *page([LONG] * 40)]])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[DATE]], encrypted=True), "locked with a password"),
        (GOOD[:300], "is no whole PDF file"),
        (b"%PDF-1.7\n" + b"\xff\x00" * 5000, "is no whole PDF file"),
        (b"%PDF-", "is no whole PDF file"),
        (pdf([[]]), "holds no text"),
        (pdf([]), "no"),
        (pdf([[]] * 201), "more than 200 pages"),
        (pdf([[Line("x" * 2000, 800 - 10 * i, size=1) for i in range(60)]]), "more on page 1 than any paper holds"),
        (pdf([[Line("xy", 800 - i / 4, size=0.2) for i in range(3000)]]), "more on page 1 than any paper holds"),
        (pdf([[TITLE, Line(LONG + ".", 700)]]), "has no date"),
    ],
    ids=["encrypted", "truncated", "garbage", "empty", "scanned", "no pages", "too many pages", "crowded", "many lines", "undated"],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableRelease, match=reason) as caught:
        read_bytes(data, "x.pdf")
    assert "\n" not in str(caught.value)


def test_a_tree_of_pages_that_loops_ends() -> None:
    looped = GOOD.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert looped != GOOD
    start = time.monotonic()
    with pytest.raises(UnreadableRelease):
        read_bytes(looped, "x.pdf")
    assert time.monotonic() - start < 20
