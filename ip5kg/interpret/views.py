"""A sentence with its mentions sorted by what they are: what the rules on meetings and participations read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ip5kg.gazetteer import Word
from ip5kg.interpret import clauses
from ip5kg.interpret.context import Context
from ip5kg.model import Block, Mention, Resolved, Sentence, Span

_SILENT: Final = frozenset({"navigation", "furniture"})
OWN_SERIES: Final = frozenset(
    ["heads", "deputy-heads", "heads-industry", "wg1", "wg2", "wg3", "phep", "net-ai-task-force", "global-dossier-task-force"]
    + ["industry-consultation-group", "statistics-working-group", "program-management", "quality-management", "pct-cse-pilot-group"]
    + ["trial-and-appeal-boards", "examiners-workshop", "ai-round-table"]
)
"""The series of the IP5 itself; all others are kept apart."""
OFFICES: Final = ("JP", "US", "EP", "CN", "KR")


@dataclass(frozen=True)
class View:
    """One sentence (heading, item, row) that may state facts. Direct speech is left out of `mentions`."""

    sentence: Sentence
    block: Block
    text: str
    """The text of the whole release: all offsets are into it."""
    mentions: tuple[Mention, ...]
    by_kind: dict[str, list[Mention]] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return self.sentence.span

    @property
    def own_text(self) -> str:
        return self.sentence.span.of(self.text)

    @property
    def is_heading(self) -> bool:
        return self.block.kind in ("title", "heading")

    def of(self, *kinds: str) -> list[Mention]:
        """Return the mentions of some kinds ("date", "cue:meet", "role:chair"), in order."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], [])
        found = [m for kind in kinds for m in self.by_kind.get(kind, ())]
        found.sort(key=lambda m: (m.span.start, -m.span.end))
        return found

    def has(self, *kinds: str) -> bool:
        return any(kind in self.by_kind for kind in kinds)

    def before(self, at: int, reach: int) -> str:
        """Return what stands before an offset, within the sentence and at most so many characters."""
        return self.text[max(self.span.start, at - reach) : at]

    def between(self, a: int, b: int) -> str:
        """Return the text between two offsets, whichever comes first."""
        return self.text[min(a, b) : max(a, b)]


def view_of(context: Context, sentence: Sentence) -> View:
    """Return the view of a sentence, whatever its block (a byline, for instance)."""
    inside = [m for m in context.mentions if sentence.span.start <= m.span.start < sentence.span.end]
    return View(sentence, context.release.blocks[sentence.block], context.text, tuple(inside), _sorted_by_kind(_meant(inside, context.text)), _words(context, sentence.span))


def _words(context: Context, span: Span) -> list[Word]:
    cut = context.gazetteer.words(context.text)
    return cut[bisect_left(cut, span.start, key=_start) : bisect_left(cut, span.end, key=_start)]


def _start(word: Word) -> int:
    return word.start


def views(context: Context) -> list[View | None]:
    """Return a view of each sentence, by its index; None for those that state nothing (menus, datelines, furniture)."""
    known = context.shared.get("views")
    if isinstance(known, list):
        return known
    text, found = context.text, list[View | None]()
    mentions = context.mentions
    at = 0
    for sentence in context.release.sentences:
        block = context.release.blocks[sentence.block]
        if block.kind in _SILENT:
            found.append(None)
            continue
        while at < len(mentions) and mentions[at].span.start < sentence.span.start:
            at += 1
        inside: list[Mention] = []
        spoken = clauses.speech(text, sentence.span) if '"' in text[sentence.span.start : sentence.span.end] or "“" in sentence.span.of(text) else []
        while at < len(mentions) and mentions[at].span.start < sentence.span.end:
            if not any(s.start <= mentions[at].span.start < s.end for s in spoken):
                inside.append(mentions[at])
            at += 1
        found.append(View(sentence, block, text, tuple(inside), _sorted_by_kind(_meant(inside, text)), _words(context, sentence.span)))
    context.shared["views"] = found
    return found


_FIELD_REACH: Final = 70


def _meant(mentions: list[Mention], text: str) -> list[Mention]:
    """Leave out labels that mean something else where they stand.

    "IP5" in "IP5 Industry" and the heads in "put their heads together" are not those of the offices; a field of work ("classification") names a group only beside the word
    "working group" or the like.
    """
    wholes = [m for m in mentions if m.kind == "cue" and m.value == "industry"]
    groups = [m for m in mentions if m.kind == "cue" and m.value == "group"]
    phrases = [m for m in mentions if m.kind == "cue" and m.value == "meet" and " " in m.text]
    kept: list[Mention] = []
    person: Mention | None = None
    series = {(m.span.start, m.value) for m in mentions if m.kind == "series"} | {(m.span.end, m.value) for m in mentions if m.kind == "series"}
    for mention in mentions:
        if mention.kind == "body" and ((mention.span.start, mention.value) in series or (mention.span.end, mention.value) in series):
            continue  # the same words name the group and its meetings
        if mention.kind == "person":
            if person is not None and _same(mention, person) and text[person.span.end : mention.span.start] in (" (", "("):
                continue  # the name once more in its own script
            person = mention
        if mention.kind == "series" and any(mention.span in p.span for p in phrases):
            continue
        if mention.kind == "series" and mention.value == "heads" and _is_field(mention) and not mention.text.lower().endswith("s"):
            nouns = (m for m in mentions if m.kind == "cue" and m.value == "meeting" and mention.span.start <= m.span.start < mention.span.end + 12)
            if next(nouns, None) is None:
                continue  # "the head of the office" is one person; "the eighth secretary meeting" is theirs
        if mention.kind == "cue" and mention.value in ("five", "experts") and any(mention.span in w.span for w in wholes):
            continue
        if mention.kind == "series" and mention.value in _GROUPS and _is_field(mention):
            near = [g for g in groups if -_FIELD_REACH < mention.span.start - g.span.end < _FIELD_REACH]
            if not any(not any(c in text[min(g.span.end, mention.span.end) : max(g.span.start, mention.span.start)] for c in ",;:.") for g in near):
                continue
        kept.append(mention)
    return kept


_GROUPS: Final = OWN_SERIES - {"heads", "deputy-heads", "heads-industry"}


def _same(a: Mention, b: Mention) -> bool:
    return isinstance(a.entity, Resolved) and isinstance(b.entity, Resolved) and a.entity.iri == b.entity.iri


def _is_field(mention: Mention) -> bool:
    return isinstance(mention.entity, Resolved) and mention.entity.reason == "loose label"


def _sorted_by_kind(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    by_kind: dict[str, list[Mention]] = {}
    for mention in mentions:
        kind = mention.kind
        if kind in ("cue", "role"):
            kind = f"{kind}:{mention.value}"
        by_kind.setdefault(kind, []).append(mention)
    return by_kind
