"""Small releases for tests: values made by hand, so that a test says what it is about."""

from __future__ import annotations

import hashlib

from ip5kg.model import Block, Release, Sentence, Span


def release(text: str, **fields: object) -> Release:
    """Return a release of one paragraph a line of `text`, one sentence a paragraph."""
    blocks, sentences, start = [], [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            blocks.append(Block("paragraph", Span(start, end), 0, range(len(sentences), len(sentences) + 1)))
            sentences.append(Sentence(len(sentences), Span(start, end), len(blocks) - 1))
        start = end + 1
    given = {
        "id": "a-release",
        "title": "A release",
        "url": "https://example.org/a-release",
        "publisher": "JPO",
        "publisher_code": "JP",
        "issued": "2021-06-24",
        "language": "en",
        "source_language": None,
        "kind": "release",
        "media_type": "text/markdown",
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    } | fields
    return Release(text=text, blocks=tuple(blocks), sentences=tuple(sentences), **given)  # type: ignore[arg-type]


def span(text: str, words: str) -> Span:
    """Return where `words` stand in `text`; they must stand there once."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))
