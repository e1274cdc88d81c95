"""Which of several meetings in a sentence a date, a place or a host belongs to: the nearest, borders of clauses counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.views import View

JUST_AS: Final = re.compile(r"\b(?:just as|as|than|like|unlike|compared (?:to|with)|as against) (?:in |of |those of |that of )?(?:the )?\Z")
"""Words before a date that only compares: "just as last year"."""

_BORDER: Final = re.compile(
    r"; |: | - | – |, (?:and|but|while|where|which|who|when|whereas|so|as|after|before|that(?! is)|followed|preceded|with) |"
    r" (?:while|whereas|where|when|that|which|who|after|before|because|although|but) (?!the same\b|is to say)"
)
_ASIDE: Final = re.compile(r"\((?:[a-z]|[^()]{1,80}\b(?:was|were|is|are|had|has|will)\b)[^()]{30,200}\)")
_RELATIVE: Final = re.compile(r", (?:which|who|where|when|whose) [^,;:()]{3,120}(,) ")
_BORDER_COST: Final = 70  # characters that the border of a clause counts for
_LATE_COST: Final = 30
_TIED_COST: Final = 100
_TIED_FORTH: Final = re.compile(r"\b(?:preceded|followed|prepared|complemented|flanked|joined) (?:on|in) (?:the )?\Z")
_FARTHEST: Final = 700
_OWN_CLAUSE: Final = re.compile(r",? (?:which|where|held|that)\b")
_TIED_BACK: Final = re.compile(
    r"(?:\w(?<!\band)(?<!\bbut) (?:on|for|from|in|until|at|of|between|during)|[\w)], (?:from|between)) (?:the )?\Z"
)


class Clauses:
    """The borders of the clauses of a sentence."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.borders = [view.span.start + m.start() for m in _BORDER.finditer(view.own_text)]
        closed = [view.span.start + m.start(1) for m in _RELATIVE.finditer(view.own_text)]  # "…, which was held online, …"
        if closed:
            self.borders = sorted({*self.borders, *closed})
        if "(" in view.own_text:
            asides = [at for m in _ASIDE.finditer(view.own_text) for at in m.span()]
            self.borders = sorted({*self.borders, *(view.span.start + at for at in asides)})

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the clause around an offset begins and ends."""
        index = bisect_right(self.borders, at)
        start = self.borders[index - 1] if index else self.view.span.start
        return start, self.borders[index] if index < len(self.borders) else self.view.span.end

    def crossed(self, low: int, high: int) -> int:
        """Return how many borders lie between two offsets."""
        return max(0, bisect_right(self.borders, high) - bisect_right(self.borders, low - 1))

    def distance(self, start: int, end: int, anchor: Anchor) -> int:
        """Return how far a stretch of text is from an anchor."""
        if anchor.start <= start and end <= anchor.end:
            return 0
        view = self.view
        if end <= anchor.start:
            before = view.before(start, 24)
            if start - view.span.start > 12 and _TIED_BACK.search(before[-12:]) and not _TIED_FORTH.search(before):
                return anchor.start - end + _TIED_COST + _BORDER_COST * self.crossed(end, anchor.start)
            opens_clause = any(0 <= start - b < 14 for b in self.borders)
            late = end + 3 < anchor.start and start - view.span.start > 12 and not opens_clause
            return (_LATE_COST if late else 0) + anchor.start - end + _BORDER_COST * self.crossed(end, anchor.start)
        # A clause that follows an anchor at once (", which …") is about it: its border costs nothing.
        near = anchor.end + (3 if _OWN_CLAUSE.match(view.text, anchor.end) else 0)
        high = max(start, near)
        return high - near + _BORDER_COST * self.crossed(near, high)

    def nearest(self, start: int, end: int, found: list[Anchor]) -> Anchor | None:
        """Return the anchor that stands nearest to a stretch of text, the first one of several."""
        costs = [self.distance(start, end, anchor) for anchor in found]
        best = min(costs, default=_FARTHEST + 1)
        return found[costs.index(best)] if best <= _FARTHEST else None
