"""The text of a release with its sentences and passages marked: cut into pieces that nest, whatever overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ip5kg.explore.pages.values import Cell, Piece


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text to be marked, by code points; a sentence holds passages, passages may hold passages."""

    start: int
    end: int
    kind: Literal["sentence", "passage"]
    anchor: str = ""
    tone: str = ""
    title: str = ""
    gave: Cell = ()


def marked(text: str, spans: Sequence[Span]) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of a text, each as pieces. A span that runs over the end of another is cut there and goes on behind it."""
    paragraphs = []
    at = 0
    wanted = sorted((s for s in spans if 0 <= s.start < s.end <= len(text)), key=_order)
    for line in text.split("\n"):
        low, high = at, at + len(line)
        at = high + 1
        if not line.strip():
            continue
        inside = [_clip(s, low, high) for s in wanted if s.start < high and s.end > low]
        pieces, _ = _build(text, low, high, sorted(inside, key=_order))
        paragraphs.append(tuple(pieces))
    return tuple(paragraphs)


def _order(span: Span) -> tuple[int, int, bool, str]:
    return (span.start, -span.end, span.kind == "passage", span.anchor)


def _clip(span: Span, low: int, high: int) -> Span:
    """Return the part of a span that lies between two places; only its first part keeps its anchor."""
    return replace(span, start=max(span.start, low), end=min(span.end, high), anchor=span.anchor if span.start >= low else "")


def _build(text: str, low: int, high: int, spans: list[Span]) -> tuple[list[Piece], list[Span]]:
    """Return the pieces between two places, and what is left of the spans that run on behind the second one."""
    pieces: list[Piece] = []
    at, place, beyond = low, 0, []
    queue = list(spans)
    while place < len(queue):
        span = queue[place]
        place += 1
        if span.end <= at:
            continue
        if span.end > high:
            beyond.append(_clip(span, high, span.end))
            span = _clip(span, span.start, high)
            if span.start >= span.end:
                continue
        if span.start < at:
            span = _clip(span, at, span.end)
        if span.start > at:
            pieces.append(Piece("text", text[at : span.start]))
        children = []
        while place < len(queue) and queue[place].start < span.end:
            children.append(queue[place])
            place += 1
        inner, rest = _build(text, span.start, span.end, children)
        pieces.append(Piece(span.kind, anchor=span.anchor, tone=span.tone, title=span.title, gave=span.gave, pieces=tuple(inner)))
        at = span.end
        if rest:  # what ran over the end of this span goes on among those behind it
            queue[place:] = sorted([*rest, *queue[place:]], key=_order)
    if at < high:
        pieces.append(Piece("text", text[at:high]))
    return pieces, beyond
