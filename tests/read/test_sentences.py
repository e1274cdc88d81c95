"""Sentences: where they end, and that nothing is lost between them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.errors import UnreadableRelease
from ip5kg.model import Release
from ip5kg.read import read_bytes, split
from tests.read.said import markdown, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Kasutani met Dr. Shen and Ms. Lisa Jorgenson of WIPO.",
        "Michelle K. Lee, Anthony P. Venturino and J. C. Chambers came.",
        "The U.S. Patent and Trademark Office (USPTO) was host.",
        "Press release No. 13-20 and Nos. 5 and 6 of Art. 3 apply.",
        "They met on Nov. 5 at 8 p.m. Korean time.",
        "About 2.73 million applications, i.e. 85.3% of all, e.g. those of 2019, were filed.",
        "Intellectual Property Owners, Inc. (IPO) and China Patent Agent Ltd. were there.",
        "They took up the following: predictability, when users file; quality of services; and timeliness.",
        "See www.fiveipoffices.org for more.",
        '"What now?" he asked.',
        "The director (Prof. Kim et al.) spoke.",
        "1. The heads met.",
        "(a) the first item, and more",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They met. They agreed.", 2),
        ("They met at the U.S. The heads agreed.", 2),
        ("It ended at 5 p.m. Then they left.", 2),
        ("WIPO was there (as an observer). It spoke.", 2),
        ('He said "yes." The others agreed.', 2),
        ("Who came? All five. Why? To talk!", 4),
        ("五局合作。会议在东京举行。", 2),
        ("They met… The rest is known.", 2),
        ("This was said in the world.* Others agreed.[1] So did we.", 3),
        ("It is prior art. Examiners use it.", 2),
        ("They met.\nThey agreed.", 2),
    ],
)
def test_several_sentences(text: str, count: int) -> None:
    assert len(cut(text)) == count


def whole(release: Release) -> None:
    """Every character that prints lies in exactly one sentence and one block, in order."""
    covered = 0
    for number, sentence in enumerate(release.sentences):
        assert sentence.index == number
        assert sentence.span.start < sentence.span.end
        assert not release.text[covered : sentence.span.start].strip()
        assert sentence.span in release.blocks[sentence.block].span
        assert number in release.blocks[sentence.block].sentences
        assert release.quote(sentence.span).strip() == release.quote(sentence.span)
        covered = sentence.span.end
    assert not release.text[covered:].strip()


def read_if_it_can_be(read: Callable[[], Release]) -> Release | None:
    """Return the release, or None where it is refused in one line; any other error is a failure."""
    try:
        return read()
    except UnreadableRelease as refused:
        if "\n" in str(refused):
            raise
        return None


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
        st.sampled_from(
            [
                "",
                "- item",
                "1. Home",
                "2. News",
                "□ a",
                "ㅇ b",
                "A: b",
                "a | b",
                "* note*",
                "The heads met. They left.",
                "Note: x",
                "Related news",
                "(1) A",
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_no_character_is_lost_in_plain_text(lines: list[str]) -> None:
    body = "\n".join(lines)
    if (release := read_if_it_can_be(lambda: markdown(body))) is not None:
        whole(release)
    else:
        assert not body.strip()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "<li>",
                "<tr>",
                "<td>",
                "<div class=x>",
                "</div>",
                "They met. ",
                "a",
                "<br>",
                "<h2>",
                "&amp;",
                "<!--",
                "-->",
                "<b>",
            ]
        ),
        max_size=40,
    )
)
def test_no_character_is_lost_in_pages(parts: list[str]) -> None:
    release = read_if_it_can_be(lambda: read_bytes(("<!--\nissued: 2021\n-->\n<html><body>" + "".join(parts)).encode(), "a.html"))
    if release is not None:
        whole(release)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_the_spans_of_a_text_ascend_and_cover_it(text: str) -> None:
    spans = split(text)
    covered = 0
    for start, end in spans:
        assert not text[covered:start].strip()
        assert start < end
        covered = end
    assert not text[covered:].strip()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.md", "a.txt", "a.html", "a"):
        if (release := read_if_it_can_be(partial(read_bytes, data, name))) is not None:
            whole(release)


HOSTILE = {
    "capitals": "A",
    "words in capitals": "Abc ",
    "commas": ",",
    "digits": "1",
    "digits and commas": "1,",
    "brackets": "(",
    "pairs of brackets": "()",
    "stops": ".",
    "initials": "A. ",
    "stops in brackets": "( . ",
    "asterisks": "*",
    "marked words": "a*",
    "bars": "| ",
    "quotation marks": '"',
    "colons": "A:",
    "angles": "> ",
    "numbers": "1. ",
    "spaces": "a  ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_in_the_length_of_a_paragraph(name: str) -> None:
    def seconds(size: int) -> float:
        data = ("---\nissued: 2021\n---\n" + HOSTILE[name] * (size // len(HOSTILE[name]))).encode()
        began = time.process_time()
        read_if_it_can_be(lambda: read_bytes(data, "a.md"))
        return time.process_time() - began

    seconds(20_000)
    small, large = seconds(100_000), seconds(800_000)
    assert large < 24 * max(small, 0.02)  # eight times the text; quadratic time would be 64 times


def test_a_file_of_a_million_lines_is_refused_at_once() -> None:
    with pytest.raises(UnreadableRelease, match="lines"):
        markdown("a\n" * 200_000)
    with pytest.raises(UnreadableRelease, match="tags"):
        read_bytes(b"<html><body>" + b"<p>a" * 300_000, "a.html")


def test_deeply_nested_pages_do_not_end_in_a_traceback() -> None:
    for tag in ("div", "b", "ul><li", "blockquote", "table><tr><td"):
        nested = f"<!--\nissued: 2021\n--><html><body>{f'<{tag}>' * 20_000}text".encode()
        release = read_if_it_can_be(partial(read_bytes, nested, "a.html"))
        assert release is None or "text" in release.text


def test_sentences_of_a_release_are_those_of_its_blocks() -> None:
    assert sentences(markdown("They met. They agreed.\n\n- one. Two.\n")) == ["They met.", "They agreed.", "- one.", "Two."]
