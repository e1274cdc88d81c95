"""Deliveries: services that no list of projects knows, told of as delivered: "global alerting … has been implemented"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import DETERMINERS, FINITE, PREPOSITIONS, SUBORDINATORS, Token, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.names import ProjectName
from ip5kg.interpret.rosters import Entry
from ip5kg.model import Resolved, Sentence, Span

_DELIVERED: Final = word_set("implemented delivered deployed introduced")
_NAME_ENDS: Final = DETERMINERS | SUBORDINATORS | PREPOSITIONS | {"and", "or", ","}
_TELLING: Final = word_set("reported announced informed")
_LONGEST: Final = 6


def delivered(context: Context, sentence: Sentence) -> Iterator[Entry]:
    """Read what a sentence says was delivered, and by which office."""
    words = [t for t in tokens(context.text, sentence.span)[:120] if not t.aside]
    for at, word in enumerate(words):
        found = None
        if word.form in _DELIVERED and at > 2 and _passive(words, at):
            found = _before(words, at)
        elif word.form in _DELIVERED or (word.form == "put" and [w.form for w in words[at + 1 : at + 3]] == ["in", "place"]):
            found = _after(words, at + (3 if word.form == "put" else 1))
        if found is None:
            continue
        span = Span(words[found[0]].start, words[found[1] - 1].end)
        if not topic_cues.find(context.gazetteer, context.text, span).specific(span.start, span.end):
            continue
        ahead = words[: min(found[0], at)]
        offices = [m for m in context.in_span(Span(words[0].start, words[at].start), "office") if isinstance(m.entity, Resolved)]
        passive = found[0] < at
        tells = any(w.form in _TELLING for w in ahead)
        if not passive and (len(offices) != 1 or not _acts(words, offices[0].span.end, at)):
            continue
        leads = (
            tuple(m.entity.slug for m in offices if isinstance(m.entity, Resolved)) if len(offices) == 1 and (tells or not passive) else ()
        )
        name = ProjectName(span, context.text[span.start : span.end], None)
        yield Entry(name, Span(words[0].start, max(word.end, span.end)), "project-in-place", "completed", leads)


def _passive(words: list[Token], at: int) -> bool:
    return [w.form for w in words[at - 2 : at]] in (["has", "been"], ["have", "been"], ["is", "now"])


def _before(words: list[Token], at: int) -> tuple[int, int] | None:
    end = at - 2
    if words[end - 1].form == ",":  # the addition before the verb
        end = next((k for k in range(end - 2, 0, -1) if words[k].form == ","), end)
    begin = end
    while begin > 0 and words[begin - 1].is_word and words[begin - 1].form not in _NAME_ENDS:
        begin -= 1
    return (begin, end) if 0 < end - begin <= _LONGEST else None


def _after(words: list[Token], at: int) -> tuple[int, int] | None:
    """Return the noun phrase after a verb, with one "of" phrase: "a global system of alerts"."""
    begin = at
    while begin < len(words) and words[begin].form in DETERMINERS:
        begin += 1
    end = begin
    while end < len(words) and words[end].is_word and words[end].form not in (_NAME_ENDS | FINITE) - {"of"} and end - begin < _LONGEST:
        end += 1
    while end > begin and words[end - 1].form == "of":
        end -= 1
    return (begin, end) if end > begin else None


def _acts(words: list[Token], office_ends: int, at: int) -> bool:
    """Tell whether an office is the subject of the verb: only "has" and the like stand between them."""
    return all(w.form in ("has", "have", "had", "already", "also", "now", "successfully") for w in words[:at] if w.start >= office_ends)
