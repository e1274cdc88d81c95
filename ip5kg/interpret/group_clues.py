"""What stands around the name of a body: its short forms, and words that name a field of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import topics
from ip5kg.interpret.context import Context
from ip5kg.model import Mention, Resolved, Sentence, Span

NUMBERED: Final = ("wg1", "wg2", "wg3")
NO_GROUPS: Final = frozenset({"ip5", "heads", "heads-industry", "deputy-heads", "ip5-industry", "sustainability-task-force"})
LONGEST_SENTENCE: Final = 5_000
"""Nothing longer is a sentence; rules that look around within one would take too long over it."""
CUE: Final = "describing-cue"
"""The kind of the labels of `describing-cues.ttl` in the gazetteer."""

_NOUN = re.compile(
    r"\b(?:task\s?force|working\sgroup|panel|boards|round\stable|team|workshop|consultation\sgroup|management\sgroup|WG\s?\d)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\s(?:of\s\w{3,12}\s)?(?:on|for|about|dealing\swith|concerned\swith)\s(?:the\s)?", re.IGNORECASE)
_OF_USERS: Final = "industry-ai-task-force"
_USERS = re.compile(r"\b(?:users?['’]?|industry['’]?s?|own)\s(?:\w{1,12}\s)?$", re.IGNORECASE)
_THEIR_OWN = re.compile(r"\sof\s(?:their|its)\sown\b")
_ACRONYM = re.compile(r"\s?\(\s?[\"“']?[A-Z][\w/&-]{1,9}\*{0,4}[\"”']?(?:\)|(?=,))|\*{1,4}|[)\"”']")


def bodies(context: Context, span: Span) -> list[Mention]:
    """Return the groups of the IP5 that are named within `span`, in order, each place once.

    Besides the names in the authority files these are names of their meetings that hold the name of a group ("Statistics Working
    Group meeting"), and groups named by their field: "a task force for AI", "the harmonisation panel".
    """
    found = [m for m in context.in_span(span, "body") if isinstance(m.entity, Resolved)]
    found += [
        m
        for m in context.in_span(span, "series")
        if isinstance(m.entity, Resolved) and _NOUN.search(m.text) and context.gazetteer.get("body", m.entity.slug)
    ]
    found += _by_field(context, span)
    found.sort(key=lambda m: (m.span.start, -m.span.end, m.kind))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.span.start < kept[-1].span.end:
            continue
        kept.append(mention)
    return [m for m in kept if slug_of(m) not in NO_GROUPS]


def _by_field(context: Context, span: Span) -> Iterator[Mention]:
    text = context.text
    for noun in _NOUN.finditer(text, span.start, span.end):
        if noun.group()[-1].isdigit():
            continue
        link = _ON.match(text, noun.end(), span.end)
        field: tuple[int, int] | None = None
        if link is not None:
            field = (link.end(), min(span.end, link.end() + 70))
        elif text[noun.start() - 1 : noun.start()] == " " and noun.start() - 1 > span.start:
            field = (max(span.start, noun.start() - 40), noun.start())
        if field is None:
            continue
        named = topics.find(context.gazetteer, text, Span(*field))
        near = [c for c in named.cues if (c.span.start <= link.end() + 12 if link else c.span.end >= noun.start() - 1)]
        slug = next((b for c in near for t in c.topics if (b := _body_for(context.gazetteer, t, noun.group().lower()))), None)
        if slug is None:
            continue
        start, end = (noun.start(), max(c.span.end for c in near)) if link else (min(c.span.start for c in near), noun.end())
        if slug == "net-ai-task-force" and (_USERS.search(text, max(span.start, start - 24), start) or _THEIR_OWN.match(text, end)):
            slug = _OF_USERS
        entry = context.gazetteer.get("body", slug)
        if entry is not None:
            yield Mention("body", Span(start, end), text[start:end], slug, Resolved(entry.iri, slug, "named by its field"))


@lru_cache(maxsize=1024)
def _body_for(gazetteer: Gazetteer, topic: str, noun: str) -> str | None:
    """Return the body whose name holds the noun and explains that it is for the topic."""
    for entry in gazetteer.of_kind("body"):
        if (
            entry.slug in NO_GROUPS
            or entry.slug == _OF_USERS
            or not any(noun.replace("taskforce", "task force") in label.lower() for label in entry.labels)
        ):
            continue
        if topic in topics.of_series(gazetteer, entry.slug)[:1]:
            return entry.slug
    return None


def slug_of(mention: Mention) -> str:
    return mention.entity.slug if isinstance(mention.entity, Resolved) else str(mention.value)


def remit_in(context: Context, lo: int, hi: int) -> tuple[str, int, int] | None:
    """Return the field of work that `text[lo:hi]` names first, as a topic, and where the words for it begin and end."""
    found = topics.find(context.gazetteer, context.text, Span(lo, hi))
    said = [(h.start, h.end, h.slug) for h in context.gazetteer.find(context.text, lo, hi, kinds=("remit",))]
    named = found.within(lo, hi)
    cues = [(c.span.start, c.span.end, t) for c in found.cues for t in c.topics if t in named and t != topics.VAGUEST]
    specific = [c for c in cues if c[2] not in topics.LAST_RESORTS] + said
    choice = min(specific or cues, default=None)
    if choice is None:
        return None
    same = [c for c in specific or cues if c[2] == choice[2]]
    return choice[2], same[0][0], max(c[1] for c in same)


def past_acronyms(text: str, at: int, hi: int) -> int:
    for _ in range(4):
        found = _ACRONYM.match(text, at, hi)
        if not found:
            break
        at = found.end()
    return at


def of_the_name(context: Context, slug: str) -> str | None:
    """Return the topic that the name of a body explains by itself: "Patent Harmonization Experts Panel"."""
    named = topics.of_series(context.gazetteer, slug)
    return named[0] if named and slug not in NUMBERED else None


def bounds(sentence: Sentence) -> tuple[int, int]:
    return sentence.span.start, sentence.span.end
