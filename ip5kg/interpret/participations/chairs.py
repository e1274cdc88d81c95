"""Meetings that an office chaired: whoever leads its delegation was in the chair.

"The meeting was chaired by the JPO", "with the EPO as host and chair", "KIPO presided over the meeting": the chair is an
office, and the person follows from the list of participants. Where a person stands beside the office ("chaired by KIPO
Commissioner Park"), that person's own part says so.
"""

from __future__ import annotations

import re
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.views import OFFICES
from ip5kg.model import MeetingRef, Mention, Span

_BESIDE: Final = 60
"""Letters within which a person or post behind an office makes the office part of a title."""
_BEHIND_CUE: Final = re.compile(r"\s(?:the\s)?\Z")
_BEFORE_CUE: Final = re.compile(
    r"(?:\s?\([\w/ ]{2,12}\),?)?\s(?:has\s|had\s|(?:acted\s|served\s)?(?:as|is|was|being)\s(?:the\s)?(?:host\sand\s)?)?\Z"
)


def chairing_offices(context: Context) -> dict[MeetingRef, str]:
    """Return which office a release says was in the chair of which meeting; two offices for one meeting are none."""
    found: dict[MeetingRef, set[str]] = {}
    for sentence in context.release.sentences:
        cues = [m for m in context.in_span(sentence.span, "role") if m.value == "chair"]
        meeting = context.focus(sentence.index) if cues else None
        if meeting is None:
            continue
        offices = [m for m in context.in_span(sentence.span, "office") if m.value in OFFICES]
        people = context.in_span(sentence.span, "person")
        for cue in cues:
            found.setdefault(meeting, set()).update(str(o.value) for o in offices if _chairs(context.text, o, cue, people))
    return {meeting: next(iter(offices)) for meeting, offices in found.items() if len(offices) == 1}


def _chairs(text: str, office: Mention, cue: Mention, people: list[Mention]) -> bool:
    """Tell whether the office itself, and no person of it, is in the chair that `cue` speaks of."""
    if any(0 <= who.span.start - office.span.end <= _BESIDE or 0 <= cue.span.start - who.span.end <= _BESIDE for who in people):
        return False
    if cue.text.lower().endswith(("by", "of")) and office.span.start >= cue.span.end:
        return _BEHIND_CUE.fullmatch(Span(cue.span.end, office.span.start).of(text)) is not None
    before = office.span.end <= cue.span.start and cue.span.start - office.span.end <= _BESIDE
    return before and _BEFORE_CUE.fullmatch(Span(office.span.end, cue.span.start).of(text)) is not None
