"""Decisions: what the offices together adopted, agreed, reaffirmed, discussed, …, one statement for one thing.

The conventions are those of the gold standard: items of a list are one decision each; a document that says no more than that
it exists is no decision beside its own record; what was said in the summary is not said again where the details follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from ip5kg.interpret.clauses import tokens
from ip5kg.interpret.context import Context
from ip5kg.interpret.details import Deed
from ip5kg.interpret.documents import is_mere_document
from ip5kg.interpret.readings import deeds
from ip5kg.interpret.titles import heading_document
from ip5kg.interpret.topics import LAST_RESORTS
from ip5kg.interpret.wording import EXCHANGING
from ip5kg.model import DecisionStatement, Span


def decisions(context: Context) -> Iterator[DecisionStatement]:
    """Yield the decisions of a release, in the order of the text."""
    if not context.is_about_ip5:
        return
    found = [
        d for d in deeds(context) if (d.meeting is not None or context.meetings or _stands_alone(d)) and not is_mere_document(context, d)
    ]
    for i, deed in enumerate(found):
        if any(_repeats(context, later, deed) for later in found[i + 1 : i + 40]):
            continue
        yield DecisionStatement(deed.span, deed.rule, deed.act, deed.modality, deed.topics, deed.body, deed.meeting)


def _stands_alone(deed: Deed) -> bool:
    """Tell whether a deed is worth telling without a meeting: what groups once discussed or described is their daily work."""
    return deed.act not in EXCHANGING or deed.modality == "intended"


def _repeats(context: Context, later: Deed, deed: Deed) -> bool:
    """Tell whether a later sentence states the same deed again, with its details."""
    if later.sentence == deed.sentence:
        return deed.act == later.act == "exchanged-views" and not set(later.own_topics) - set(LAST_RESORTS) and deed.rule.endswith("phrase")
    if later.act != deed.act or later.modality != deed.modality or later.meeting != deed.meeting:
        return False
    mine, other = ({t for t in topics if t not in LAST_RESORTS} for topics in (deed.own_topics, later.own_topics))
    if mine and other and not mine & other:
        return False
    if later.rule.endswith("-detail") and mine & other:
        return True  # "agreed to launch projects …" in the summary, "One is to …, the other to …" in the details
    documents = [heading_document(context.gazetteer, context.text, d.thing) for d in (deed, later)]
    if documents[0] is not None and documents[1] is not None:
        return documents[0][0] == documents[1][0]
    first, second = (_stems(context, span) for span in (deed.thing, later.thing))
    return bool(first) and bool(second) and len(first & second) / min(len(first), len(second)) >= 0.6


def _stems(context: Context, span: Span) -> set[str]:
    return {t.form[:5] for t in tokens(context.text, span) if len(t.form) > 3}
