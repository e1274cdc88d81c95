"""Details: a thing done, and the sentences that spell it out: "agreed to launch two projects. One is to …, the other to …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import AUXILIARIES, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.model import Block, MeetingRef, Span

_COUNTABLE: Final = word_set(
    "projects topics items points areas tasks subjects initiatives measures steps issues fields themes questions outcomes results "
    "decisions proposals achievements matters things conclusions resolutions pilots documents agreements aims goals requests demands"
)
ANNOUNCED: Final = "-announced"
"""How the rule of a deed ends that only says how many things there were: it counts where the sentences behind name them."""
_ONE_OR_OTHER: Final = word_set("one first other another second")
_AIMING: Final = word_set("aims concerns deals covers seeks serves is")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was adopted, discussed, …: `thing` is what it is about, `span` the clause or item that says so."""

    act: str
    modality: str
    span: Span
    thing: Span
    topics: tuple[str, ...]
    own_topics: tuple[str, ...]
    """Those that the thing itself names."""
    body: str | None
    meeting: MeetingRef | None
    sentence: int
    rule: str
    ordinal: int = 0
    """The place of the thing among those of its clause."""


def detailed(context: Context, found: list[Deed], block: Block) -> Iterator[Deed]:
    """Yield the deeds of a block; "agreed to launch two projects. One is to …, the other to …" becomes the two things."""
    for number, deed in enumerate(found):
        details: list[Deed] = []
        later = [i for i in block.sentences if i > deed.sentence]
        if number + 1 == len(found) and any(t.form in _COUNTABLE for t in tokens(context.text, deed.thing)):
            for index in later[:3]:
                parts = _one_and_other(context, context.release.sentences[index].span)
                if not parts:
                    break
                details += [_detail(context, deed, part, index) for part in parts]
        if len(details) > 1:
            yield from details
        elif not deed.rule.endswith(ANNOUNCED):
            yield deed


def _one_and_other(context: Context, span: Span) -> list[Span]:
    """Cut "One project aims to A; another aims to B" in two; a sentence that opens with one of these words is one part."""
    words = [t for t in tokens(context.text, span)[:120] if not t.aside]
    opener = next((i for i, w in enumerate(words[:2]) if w.form in _ONE_OR_OTHER), None)
    if opener is None or (opener == 1 and words[0].form != "the") or not any(w.form in AUXILIARIES or w.form in _AIMING for w in words):
        return []
    cut = next(
        (
            i
            for i, w in enumerate(words)
            if i > 3 and (w.form == "another" or (w.form in ("other", "second") and words[i - 1].form == "the"))
        ),
        None,
    )
    end = next((i for i in range(len(words), 0, -1) if words[i - 1].is_word), len(words))
    if cut is None or words[0].form == "another" or words[opener].form in ("other", "second"):
        return [Span(words[0].start, words[end - 1].end)]
    stop = next((i for i in range(cut, 0, -1) if words[i - 1].is_word and words[i - 1].form not in ("and", "the", "while")), cut)
    return [Span(words[0].start, words[stop - 1].end), Span(words[cut].start, words[end - 1].end)]


def _detail(context: Context, deed: Deed, span: Span, sentence: int) -> Deed:
    own = topic_cues.find(context.gazetteer, context.text, span).within(span.start, span.end)
    return replace(
        deed,
        span=span,
        thing=span,
        topics=topic_cues.first_of(own, deed.topics),
        own_topics=own,
        sentence=sentence,
        rule=deed.rule.removesuffix(ANNOUNCED) + "-detail",
    )
