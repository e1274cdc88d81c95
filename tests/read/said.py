"""Short ways to read a text in tests."""

from __future__ import annotations

from ip5kg.model import Release
from ip5kg.read import read_bytes

FRONT = "---\nissued: 2021-06-24\ntitle: {title}\n---\n"


def markdown(body: str, *, title: str = "A title") -> Release:
    return read_bytes((FRONT.format(title=title) + body).encode(), "2021-06-24-a-release.md")


def page(body: str, head: str = '<meta name="date" content="2021-06-24">') -> Release:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a-page.html")


def kinds(release: Release) -> list[tuple[str, str]]:
    return [(block.kind, release.quote(block.span)) for block in release.blocks]


def sentences(release: Release) -> list[str]:
    return [release.quote(sentence.span) for sentence in release.sentences]
