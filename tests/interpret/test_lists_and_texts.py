"""Decisions and documents in short reports: headings that are items, texts to be written, the clause of what was published."""

from __future__ import annotations

import pytest

from ip5kg.interpret.decisions import decisions
from ip5kg.interpret.documents import documents
from tests.interpret.said import context, quote

LISTS = [
    (
        "□ What was discussed\n - Common Application Format (JPO): test in April\n - Mutual Machine Translation (KIPO)",
        [("discussed", "done"), ("discussed", "done")],
    ),
    (
        "□ What has been decided\n - A guideline for users is to be written by KIPO.\n - The pilot on drawings will be continued.",
        [("agreed", "done"), ("agreed", "done")],
    ),
    ("Views were exchanged on cross-filing, but no date was fixed.", [("exchanged-views", "done"), ("decided", "negated")]),
    ("Many will be pleased to hear that the five have settled on a common format for drawings.", [("agreed", "done")]),
    ("Three topics of harmonization have been handed to the Patent Harmonization Experts Panel.", [("decided", "done")]),
    ("The report will now be handed over to the meeting of the heads in June.", []),
    ("The Patent Harmonization Experts Panel offers a forum for talks on drawings.", []),
]
TEXTS = [
    ("The joint statement adopted by the heads is on the website.", {("joint-statement", "adopted")}),
    ("The heads agreed that the EPO and SIPO shall complete a comparative study on unity of invention.", {("report", "agreed")}),
    ("The heads finalised a collection of case examples on drawings.", {("report", "adopted")}),
    ("A set of principles on artificial intelligence got the green light.", {("guideline", "approved")}),
    ("The deputies listened to the report of the NET/AI Task Force on its work.", set()),
    ("Opinions were exchanged on the roadmap of WG1, and the statistics report was approved for publication.", {("report", "approved")}),
    ("Two projects under the roadmap have been brought to completion.", set()),
]


@pytest.mark.parametrize(("text", "expected"), LISTS, ids=[text[:50] for text, _ in LISTS])
def test_what_a_report_says_was_done(text: str, expected: list[tuple[str, str]]) -> None:
    within = context(text)
    assert [(d.act, d.modality) for d in decisions(within)] == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text[:50] for text, _ in TEXTS])
def test_what_a_report_says_of_texts(text: str, expected: set[tuple[str, str | None]]) -> None:
    assert {(d.doc_type, d.act) for d in documents(context(text))} == expected


def test_the_quote_of_good_news_is_the_news() -> None:
    within = context(LISTS[3][0])
    assert [quote(within, d.span) for d in decisions(within)] == ["the five have settled on a common format for drawings"]
