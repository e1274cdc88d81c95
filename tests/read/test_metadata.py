"""Metadata: from front matter, from the comment or the head of a page, from the text."""

from __future__ import annotations

import pytest

from ip5kg.errors import UnreadableRelease
from ip5kg.read import read_bytes
from tests.read.said import page

FULL = """---
url: https://www.example.org/news/1
publisher: METI / Japan Patent Office
publisher_code: JP
issued: 2021-06-24
title: "Heads meet: a roadmap"
language: EN
source_language: ja
kind: digest
colour: red
---
The heads met.
"""


def refused(text: str, name: str = "a.md") -> str:
    with pytest.raises(UnreadableRelease) as caught:
        read_bytes(text.encode(), name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_front_matter() -> None:
    release = read_bytes(FULL.encode(), "folder/2021-06-24-meti.md")
    assert (release.id, release.url, release.publisher, release.publisher_code) == (
        "2021-06-24-meti",
        "https://www.example.org/news/1",
        "METI / Japan Patent Office",
        "JP",
    )
    assert (release.issued, release.title, release.language, release.source_language, release.kind) == (
        "2021-06-24",
        "Heads meet: a roadmap",
        "en",
        "ja",
        "digest",
    )
    assert release.text == "The heads met.\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [("2021", "2021"), ("2021-06", "2021-06"), ("2021-6-4", "2021-06-04"), ("June 24, 2021", "2021-06-24"), ("24 June 2021", "2021-06-24")],
)
def test_dates_are_as_precise_as_they_are_written(written: str, read: str) -> None:
    assert read_bytes(f"---\nissued: {written}\n---\nx\n".encode(), "a.md").issued == read


@pytest.mark.parametrize("day", ["2021-06-31", "2021-13-01", "2021-02-29", "June 31, 2021"])
def test_an_impossible_day_is_refused(day: str) -> None:
    assert "no day of the calendar" in refused(f"---\nissued: {day}\n---\nThe heads met.\n")


def test_what_is_no_date_is_refused() -> None:
    assert "no date" in refused("---\nissued: last week\n---\nThe heads met.\n")


def test_a_release_without_any_date_is_refused() -> None:
    assert "give it as 'issued:' in the front matter" in refused("The heads met.\n", "a.txt")


def test_a_digest_may_be_undated_and_an_empty_key_says_so_of_any_release() -> None:
    assert read_bytes(b"---\nkind: digest\n---\nThe heads met.\n", "a.md").issued is None
    assert read_bytes(b"---\nissued:\n---\nThe heads met.\n", "a.md").issued is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.org/x", "http://", "https://a b.org", "http://[::1"]
)
def test_an_address_that_is_no_web_address_is_refused(url: str) -> None:
    assert "no web address" in refused(f"---\nissued: 2021\nurl: '{url}'\n---\nThe heads met.\n")


@pytest.mark.parametrize(
    "front",
    [
        "title: KIPO: heads meet",
        "- a\n- b",
        "title: [a, b]",
        "title: &a [*a]",
        "x: " + "[" * 3000,
        "issued: 2021\nkind: rumour",
        "\ttitle: x: y",
    ],
)
def test_front_matter_that_is_none_is_refused(front: str) -> None:
    refused(f"---\n{front}\n---\nThe heads met.\n")


def test_front_matter_without_its_end_is_refused() -> None:
    assert "not closed" in refused("---\nissued: 2021\n\nThe heads met.\n")


def test_aliases_in_front_matter_cannot_swell() -> None:
    layers = "\n".join(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 12))
    release = read_bytes(f"---\nissued: 2021\na0: &a0 [x]\n{layers}\n---\nThe heads met.\n".encode(), "a.md")
    assert release.issued == "2021"


@pytest.mark.parametrize(
    ("dateline", "issued"),
    [
        ("June 24, 2021", "2021-06-24"),
        ("24 June 2021", "2021-06-24"),
        ("Updated: 6 29,2021", "2021-06-29"),
        ("2021/07/15", "2021-07-15"),
        ("Daejeon, March 14, 2011 (Korea Newswire)", "2011-03-14"),
        ("16 June 2014 | Asia IP", "2014-06-16"),
        ("Source: SIPO    Updated: June 2017", "2017-06"),
        ("2021年6月24日", "2021-06-24"),
        ("2021년 6월 24일", "2021-06-24"),
        ("Posted on 3rd of May, 2020", "2020-05-03"),
    ],
)
def test_title_and_date_of_a_plain_text_come_from_its_head(dateline: str, issued: str) -> None:
    release = read_bytes(f"Heads of Five Offices Meet\n\n{dateline}\n\nOn June 1, 1999, the heads met in Tokyo.\n".encode(), "a.txt")
    assert (release.title, release.issued) == ("Heads of Five Offices Meet", issued)


def test_the_language_is_told_by_the_script_where_nothing_says_it() -> None:
    assert read_bytes("2021년 6월 24일\n\n특허청은 5대 특허청장 회의를 열었다고 밝혔다.\n".encode(), "a.txt").language == "ko"
    assert read_bytes("2021年6月24日\n\n五庁長官会合がテレビ会議の形式で開催されました。\n".encode(), "a.txt").language == "ja"
    assert read_bytes("2021年6月24日\n\n国家知识产权局局长申长雨出席会议并致辞。\n".encode(), "a.txt").language == "zh"


def test_the_comment_that_a_page_begins_with_is_front_matter() -> None:
    release = read_bytes(
        b"<!--\nurl: https://example.org/1\nissued: 2016\ntitle: T\n-->\n<html><title>X | Site</title><body><p>They met.</p></body></html>",
        "a.html",
    )
    assert (release.url, release.issued, release.title) == ("https://example.org/1", "2016", "T")


def test_any_other_comment_is_none() -> None:
    release = read_bytes(
        b"<!-- saved from url=(0014)about:internet -->\n<html><head><meta name=date content=2020-01-02></head><body><p>They met.</p></body></html>",
        "a.html",
    )
    assert release.issued == "2020-01-02"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-06-17T09:30:00+09:00">',
        '<meta name="DC.date.issued" content="2019-06-17">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-06-17"}</script>',
    ],
)
def test_the_date_in_the_head_of_a_page(head: str) -> None:
    assert page("<p>They met.</p>", head).issued == "2019-06-17"


def test_the_date_of_a_page_may_stand_in_its_text() -> None:
    assert page("<h1>T</h1><time datetime='2019-06-17'>17 June</time><p>They met.</p>", "").issued == "2019-06-17"
    assert page("<h1>T</h1><p class='date'>17 June 2019</p><p>They met.</p>", "").issued == "2019-06-17"


def test_the_id_of_an_address() -> None:
    body = b"---\nissued: 2021\n---\nThey met.\n"
    assert read_bytes(body, "https://www.epo.org/news/2020/20200723.html", "text/markdown").id == "20200723"
    assert read_bytes(body, "https://www.epo.org/", "text/plain").id == "www.epo.org"
