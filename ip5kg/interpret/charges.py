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


_ELSEWHERE: Final = word_set("observer observers invited admission admitted access invitation")
"""Words before a body that make it a place to go to: "to send observers to the task force"."""
_BEHIND: Final = 30  # characters


def body_of(clause: Clause, meeting: MeetingRef | None) -> str | None:
    """Return the body that is the subject of a clause, unless the meeting is its own."""
    subject = clause.subject
    if subject is None or subject.mention != "body" or subject.slug is None or subject.slug in _NO_BODIES:
        return None
    return None if meeting is not None and meeting.series == subject.slug else subject.slug


def _is_source(context: Context, span: Span, before: list[str]) -> bool:
    """Tell whether a body is only the source of what was done: "the reports of the working group", but not "its report on its work"."""
    if not (set(before[-5:]) & _SOURCES or {"reports", "report"} & set(before[-12:])):
        return False
    behind = [t.form for t in tokens(context.text, Span(span.end, min(len(context.text), span.end + _BEHIND)))[:3]]
    return not (behind[:1] == ["on"] and behind[1:2] in (["its"], ["their"]))


def body_in(context: Context, span: Span) -> str | None:
    """Return the body that a stretch of text names, unless as a mere source."""
    for mention in context.in_span(span, "body"):
        slug = mention.entity.slug if isinstance(mention.entity, Resolved) else None
        if slug is None or slug in _NO_BODIES:
            continue
        before = [t.form for t in tokens(context.text, Span(span.start, mention.span.start))[:80]]
        if {"which", "whose"} & set(before) or set(before[-12:]) & _ELSEWHERE or _is_source(context, mention.span, before):
            continue
        if {"meeting", "session", "conference"} & set(before[-4:]) or "meetings" in before[-8:]:
            continue
        return slug
    return None
