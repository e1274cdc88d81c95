"""A release laid out sentence by sentence: its mentions, the labels in it, and what of it is direct speech."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ip5kg.gazetteer import Gazetteer, Hit, Word
from ip5kg.model import Block, Mention, Release, Sentence, Span

_LABELS: Final = ("party", "describing-cue", "project-status", "measure", "unit", "coverage-cue", "remit", "topic", "document-type")
_MARKS: Final = re.compile(r"[\"“”„«»]")
_CLOSING: Final = {'"': '"', "“": "”", "„": "“", "«": "»"}
_LISTED: Final = ("item", "row", "note")
_ENDS: Final = (".", "!", "?", ";", ",", ")", "”", '"', "。")
_TITLE_WORDS: Final = 4
"""A longer quotation is speech, a shorter one a title or a term."""


@dataclass(frozen=True, eq=False)
class Look:
    """One sentence as the questions of coverage see it; mentions and labels within direct speech are left out."""

    sentence: Sentence
    block: Block
    text: str
    words: Sequence[Word]
    """The words of the whole release; those of the sentence are `words[first:last]`."""
    first: int
    last: int
    mentions: tuple[Mention, ...]
    labels: tuple[Hit, ...]
    spoken: float
    """How much of the sentence is direct speech, from 0 to 1."""
    above: Look | None = field(default=None, repr=False)
    """The heading under which it stands."""
    leads: bool = False
    """Whether it leads over to a list that follows: it ends in a colon, or breaks off before an item."""
    lead: Look | None = field(default=None, repr=False)
    """The sentence, ending in a colon, that leads over to the list in which it stands."""

    @property
    def own(self) -> str:
        return self.sentence.span.of(self.text)

    @property
    def opens_block(self) -> bool:
        """Whether it is the first sentence of its item or paragraph."""
        return self.block.sentences[0] == self.sentence.index

    @property
    def is_heading(self) -> bool:
        return self.block.kind in ("title", "heading")

    @cached_property
    def _kinds(self) -> dict[str, list[Mention]]:
        kinds: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            kinds.setdefault(mention.kind, []).append(mention)
            if mention.kind in ("cue", "role"):
                kinds.setdefault(f"{mention.kind}:{mention.value}", []).append(mention)
        return kinds

    @cached_property
    def _labels(self) -> dict[str, list[Hit]]:
        kinds: dict[str, list[Hit]] = {}
        for hit in self.labels:
            kinds.setdefault(hit.kind, []).append(hit)
            kinds.setdefault(f"{hit.kind}:{hit.slug}", []).append(hit)
        return kinds

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of one kind: "date", "cue:meet", "role:chair"."""
        return self._kinds.get(kind, [])

    def has(self, *kinds: str) -> bool:
        return any(kind in self._kinds for kind in kinds)

    def labelled(self, *kinds: str) -> list[Hit]:
        """Return the labels of some kinds: "project-status", "coverage-cue:notice"."""
        return [hit for kind in kinds for hit in self._labels.get(kind, ())]

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices that it names, by name or by country."""
        named = {str(m.value) for kind in ("office", "place", "demonym") for m in self.of(kind)}
        return frozenset(named & {"JP", "US", "EP", "CN", "KR"})


def looks(release: Release, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Look]:
    """Yield a look at each sentence, in order. The time grows with the length of the text."""
    text, words = release.text, gazetteer.words(release.text)
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.kind))
    starts = [m.span.start for m in ordered]
    hits = gazetteer.find(text, kinds=_LABELS)
    hit_starts = [h.start for h in hits]
    word_starts = [w.start for w in words]
    above: Look | None = None
    lead: Look | None = None
    for block in release.blocks:
        if lead is not None and not _belongs(block, lead.block):
            lead = None
        speech = list(_speech(text, block.span))
        for index in block.sentences:
            sentence = release.sentences[index]
            start, end = sentence.span.start, sentence.span.end
            here = [s for s in speech if s.start < end and start < s.end]
            spoken = sum(min(end, s.end) - max(start, s.start) for s in here) / max(1, end - start)
            look = Look(
                sentence,
                block,
                text,
                words,
                bisect_left(word_starts, start),
                bisect_left(word_starts, end),
                tuple(m for m in ordered[bisect_left(starts, start) : bisect_left(starts, end)] if not _within(m.span.start, here)),
                tuple(h for h in hits[bisect_left(hit_starts, start) : bisect_left(hit_starts, end)] if not _within(h.start, here)),
                spoken,
                above,
                _leads_over(release, block, sentence),
                lead,
            )
            if look.is_heading:
                above = look
            yield look
            if look.leads:
                lead = look


def _leads_over(release: Release, block: Block, sentence: Sentence) -> bool:
    if block.kind in ("navigation", "furniture", "title", "caption") or sentence.index + 1 != block.sentences.stop:
        return False
    own = sentence.span.of(release.text).rstrip()
    behind = release.blocks[sentence.block + 1 : sentence.block + 2]
    if own.endswith((":", "：")):
        return True
    return bool(behind) and _belongs(behind[0], block) and block.kind != "heading" and not own.endswith(_ENDS)


def _belongs(block: Block, lead: Block) -> bool:
    """Tell whether a block may be an item of the list that a sentence of another block leads over to."""
    return block.kind in _LISTED and (lead.kind not in _LISTED or block.level > lead.level)


def _within(at: int, stretches: Sequence[Span]) -> bool:
    return any(s.start <= at < s.end for s in stretches)


def _speech(text: str, span: Span) -> Iterator[Span]:
    """Yield the stretches of a block that are direct speech; one that is never closed reaches to the end of the block."""
    opened: tuple[int, str] | None = None
    for mark in _MARKS.finditer(text, span.start, span.end):
        if opened is None:
            if mark[0] in _CLOSING:
                opened = (mark.start(), _CLOSING[mark[0]])
        elif mark[0] in (opened[1], "”"):
            if len(text[opened[0] : mark.end()].split()) > _TITLE_WORDS:
                yield Span(opened[0], mark.end())
            opened = None
    if opened is not None and len(text[opened[0] : span.end].split()) > _TITLE_WORDS:
        yield Span(opened[0], span.end)
