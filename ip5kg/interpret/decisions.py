"""Decisions: what the offices together adopted, agreed, reaffirmed, discussed, …, one statement for one thing.

The conventions are those of the gold standard: items of a list are one decision each; a document that says no more than that
it exists is no decision beside its own record; what was said in the summary is not said again where the details follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.clauses import tokens
from ip5kg.interpret.context import Context
from ip5kg.interpret.details import Deed
from ip5kg.interpret.documents import is_mere_document
from ip5kg.interpret.readings import deeds
from ip5kg.interpret.titles import heading_document
from ip5kg.interpret.topics import LAST_RESORTS
from ip5kg.interpret.wording import EXCHANGING
from ip5kg.model import DecisionStatement, Span

_SUMMARY: Final = "discussed-topic"
_OPENING: Final = 40  # characters
_PART_OF: Final = re.compile(r"(?:much|most|half|part|(?:the|a) (?:\w+ )?(?:part|half)) of\b")
_FAR: Final = 40
"""How many deeds lie at most between a summary and the details that state the same again."""


def decisions(context: Context) -> Iterator[DecisionStatement]:
    """Yield the decisions of a release, in the order of the text."""
    if not context.is_about_ip5:
        return
    found = [
        d for d in deeds(context) if (d.meeting is not None or context.meetings or _stands_alone(d)) and not is_mere_document(context, d)
    ]
    contents = [_content(context, deed) for deed in found]
    told = {
        deed.sentence
        for i, deed in enumerate(found)
        if deed.rule == _SUMMARY
        and any(_spells_out(found[j], deed, contents[j], contents[i]) for j in range(i + 1, min(i + _FAR, len(found))))
    }
    for i, deed in enumerate(found):
        if (deed.rule == _SUMMARY and deed.sentence in told) or _sums_up(context, deed, contents[i], found[i + 1 : i + _FAR]):
            continue
        if any(_repeats(found[j], deed, contents[j], contents[i]) for j in range(i + 1, min(i + _FAR, len(found)))):
            continue
        yield DecisionStatement(deed.span, deed.rule, deed.act, deed.modality, deed.topics, deed.body, deed.meeting)


def _sums_up(context: Context, deed: Deed, mine: _Content, later: Sequence[Deed]) -> bool:
    """Tell whether "Much of the day was given over to new work" only leads over to the sentences that say which."""
    opening = " ".join(t.form for t in tokens(context.text, Span(deed.span.start, min(deed.span.end, deed.span.start + _OPENING)))[:6])
    large = _PART_OF.match(opening) is not None
    return large and not mine.topics and any(d.meeting == deed.meeting and d.span.start > deed.span.start for d in later)


def _stands_alone(deed: Deed) -> bool:
    """Tell whether a deed is worth telling without a meeting: what groups once discussed or described is their daily work."""
    return deed.act not in EXCHANGING or deed.modality == "intended"


@dataclass(frozen=True, slots=True)
class _Content:
    """What the thing of a deed is compared by: its specific topics, its document, the stems of its words."""

    topics: frozenset[str]
    document: str | None
    stems: frozenset[str]


def _content(context: Context, deed: Deed) -> _Content:
    document = heading_document(context.gazetteer, context.text, deed.thing)
    stems = frozenset(t.form[:5] for t in tokens(context.text, deed.thing) if len(t.form) > 3)
    return _Content(frozenset(deed.own_topics) - frozenset(LAST_RESORTS), document[0] if document else None, stems)


def _spells_out(later: Deed, deed: Deed, other: _Content, mine: _Content) -> bool:
    """Tell whether a later sentence tells what came of a topic: "Topics included A and B. As for A, it was agreed to …"."""
    return later.sentence != deed.sentence and later.meeting == deed.meeting and bool(mine.topics & other.topics)


def _repeats(later: Deed, deed: Deed, other: _Content, mine: _Content) -> bool:
    """Tell whether a later sentence states the same deed again, with its details."""
    if later.sentence == deed.sentence:
        return deed.act == later.act == "exchanged-views" and not other.topics and not mine.topics and deed.rule.endswith("phrase")
    if later.act != deed.act or later.modality != deed.modality or later.meeting != deed.meeting:
        return False
    if mine.topics and other.topics and not mine.topics & other.topics:
        return False
    if later.rule.endswith("-detail") and mine.topics & other.topics:
        return True  # "agreed to launch projects …" in the summary, "One is to …, the other to …" in the details
    if mine.document is not None and other.document is not None:
        return mine.document == other.document
    if not mine.stems or not other.stems:
        return False
    return len(mine.stems & other.stems) / min(len(mine.stems), len(other.stems)) >= 0.6
