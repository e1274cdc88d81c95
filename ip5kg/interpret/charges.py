"""Charges: the body that a decision names as having done the work, or as being given it."""

from __future__ import annotations

from typing import Final

from ip5kg.interpret.clauses import tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.wording import Clause
from ip5kg.model import MeetingRef, Resolved, Span

_NO_BODIES: Final = frozenset({"heads", "deputy-heads", "heads-industry", "ip5", "ip5-industry", "industry-ai-task-force"})
"""Bodies that decide rather than are charged."""
_SOURCES: Final = word_set(
    "considerations reports report results work basis agreed developed drafted proposed prepared recommendations findings proposals"
)
"""Words before a body that make it a mere source: "the reports of the working group"."""


def body_of(clause: Clause, meeting: MeetingRef | None) -> str | None:
    """Return the body that is the subject of a clause, unless the meeting is its own."""
    subject = clause.subject
    if subject is None or subject.mention != "body" or subject.slug is None or subject.slug in _NO_BODIES:
        return None
    return None if meeting is not None and meeting.series == subject.slug else subject.slug


def body_in(context: Context, span: Span, meeting: MeetingRef | None) -> str | None:
    """Return the body that a stretch of text names, unless as a mere source."""
    for mention in context.in_span(span, "body"):
        slug = mention.entity.slug if isinstance(mention.entity, Resolved) else None
        if slug is None or slug in _NO_BODIES:
            continue
        before = [t.form for t in tokens(context.text, Span(span.start, mention.span.start))[:80]]
        if {"which", "whose"} & set(before) or set(before[-5:]) & _SOURCES or {"reports", "report"} & set(before[-12:]):
            continue
        if meeting is not None and meeting.series == slug and {"meeting", "session", "conference"} & set(before[-4:]):
            continue
        return slug
    return None
