"""What the parsers of the reader hand on: stretches of text with their kind, before sentences are cut."""

from __future__ import annotations

from dataclasses import dataclass

from ip5kg.model import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `text[start:end]` that begins and ends with a printing character, and what it is on the page."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
