"""Readings: every deed that a release tells of, split into the things it is about, with meeting, topics and body.

A deed whose object is "the following:" takes its things from the items of the list below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.acts import lexicon
from ip5kg.interpret.charges import body_in, body_of
from ip5kg.interpret.clauses import FINITE, FUTURE, PREPOSITIONS, Token, speech, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.deeds import SentenceReader
from ip5kg.interpret.details import Deed, detailed
from ip5kg.interpret.occasions import Occasions
from ip5kg.interpret.parties import TOGETHER, Party, parties
from ip5kg.interpret.things import Setting, Things, Told
from ip5kg.interpret.wording import BINDING, Clause
from ip5kg.model import Block, MeetingRef, Sentence, Span

MOST_SPEECHES: Final = 20
"""Stretches of direct speech in one sentence that are looked at."""

_MARKS: Final = frozenset({'"', "“", "”", "«", "»", "*"})

MOST_WORDS: Final = 400
"""Words of a sentence that are read: nobody writes longer ones, and a page without full stops must not cost more."""

_SILENT: Final = frozenset({"title", "heading", "caption", "navigation", "furniture", "quotation", "row", "note"})
_OPINION: Final = word_set(
    "comment comments view views opinion opinions impression impressions remark remarks demands advice takeaway analysis "
    "explanation disclaimer"
)
_BACKGROUND: Final = word_set("background backgrounder about history origins origin chronology profile glossary explained")
_LABEL: Final = 40  # characters
_WORDS_OF_LABEL: Final = 5
_SHORT: Final = 6  # words of an item that can be the heading of others
_DECIDED: Final = word_set("decided decisions agreed agreements resolutions decision")
_BULLETS: Final = frozenset({"ㅇ", "o", "ㆍ"})
"""Letters that Korean releases use as bullets."""
_WITH_INDUSTRY: Final = frozenset({"heads-industry", "global-dossier-task-force", "industry-consultation-group"})
_RESULTS: Final = word_set("outcome outcomes result results achievements conclusions")
_POINTING: Final = word_set("following follows below")
_OPENING_LIST: Final = PREPOSITIONS | word_set("regards respect that to")
"""Words at the end of a sentence that only the items below complete."""
_TAIL: Final = 7
"""Words behind the verb of a line that the items complete: "briefed | by the heads of the offices on"."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """A clause whose things stand in the items below."""

    act: str
    modality: str
    meeting: MeetingRef | None
    body: str | None
    topics: tuple[str, ...]
    rule: str
    level: int | None = None


def deeds(context: Context) -> tuple[Deed, ...]:
    """Return every deed of a release in the order of the text.

    They are kept with the context, as its cached properties are: decisions, documents and projects all ask for them.
    """
    kept = vars(context)
    if "deeds" not in kept:
        reader = _ReleaseReader(context)
        kept["deeds"] = tuple(deed for block in context.release.blocks for deed in detailed(context, list(reader.block(block)), block))
    found: tuple[Deed, ...] = kept["deeds"]
    return found


class _ReleaseReader:
    """Goes through the blocks; remembers the heading, the subject of the sentence before, and a list in progress."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.gazetteer: Gazetteer = context.gazetteer
        self.lexicon = lexicon(context.gazetteer)
        self.occasions = Occasions(context)
        self.things = Things(context, self.occasions)
        self.lead: _Lead | None = None
        self.previous: Party | None = None
        self.nearest: Party | None = None
        self.topics_before: tuple[str, ...] = ()
        self.topics_of_sibling: tuple[str, ...] = ()
        self.heading_topics: tuple[str, ...] = ()
        self.heading_words: frozenset[str] = frozenset()
        self.decided_below: int | None = None
        """The level of a heading such as "What was decided", under which every sentence tells of something agreed."""
        self.decided_item: int | None = None
        """The level of an item that is such a heading for the items below it."""
        self.title_topics = topic_cues.find(self.gazetteer, context.release.title, Span(0, len(context.release.title))).specific(
            0, len(context.release.title)
        )
        self.after_decision = False
        publisher = context.release.publisher or ""
        named = self.gazetteer.find(publisher, kinds=("office",))  # "EPO President's blog"
        code = context.release.publisher_code or next((h.entries[0].slug for h in named), None)
        self.we_decide = code in ("JP", "US", "EP", "CN", "KR", "fiveipoffices") or "fiveipoffices" in publisher
        self.implied: Party | None = None
        """Who does what the items of a list say: "What the heads did: - renewed …"."""
        self.implied_level = -1
        """The level of the item that leads into those items, where they are items of an item."""
        self.implied_time = "done"
        """Whether they say what was done or what will be: "The participants will - check …"."""

    def block(self, block: Block) -> Iterator[Deed]:
        if block.kind in ("heading", "title"):
            self._enter(block)
            return
        if block.kind in _SILENT and not self._is_dated(block):
            return
        if block.kind != "item":
            self.lead, self.after_decision, self.decided_item = None, False, None
        elif self.decided_item is None or block.level <= self.decided_item:
            self.decided_item = block.level if self._heads_decisions(block) else None
        if self.heading_words & _OPINION:
            return
        if block.kind == "item" and self.lead is not None:
            yield from self._item(block)
            return
        if self._is_comment(block):
            return
        self.topics_of_sibling = self.topics_before if block.kind == "item" else ()
        self.topics_before, self.after_decision = (), False
        spoken = speech(self.text, block.span)
        for index in block.sentences:
            yield from self._sentence(self.context.release.sentences[index], block, spoken)

    def _heads_decisions(self, item: Block) -> bool:
        """Tell whether an item is the heading of the items below it: "□ What has been decided", "□ Decisions"."""
        words = [t.form for t in tokens(self.text, Span(item.span.start, min(item.span.end, item.span.start + 60))) if t.is_word]
        after = self.context.release.sentences[item.sentences[-1]].block + 1 if item.sentences else 0
        blocks = self.context.release.blocks
        below = 0 < after < len(blocks) and blocks[after].kind == "item" and blocks[after].level > item.level
        return below and len(words) <= _SHORT and bool(set(words) & _DECIDED) and self.text[item.span.end - 1] not in ".!?"

    def _enter(self, heading: Block) -> None:
        self.lead, self.previous, self.nearest, self.topics_before, self.after_decision = None, None, None, (), False
        if heading.sentences and self._before_items(heading):  # "To be discussed:", "The five sides agreed that"
            for _ in self._sentence(self.context.release.sentences[heading.sentences[-1]], heading, []):
                pass
        if self.text[heading.span.start] in "-–—":  # the lines under a headline sum up the whole
            return
        self.heading_topics = (
            topic_cues.find(self.gazetteer, self.text, heading.span).specific(heading.span.start, heading.span.end)
            if heading.kind == "heading"
            else ()
        )
        self.heading_words = (
            frozenset(t.form for t in tokens(self.text, Span(heading.span.start, min(heading.span.end, heading.span.start + 120))))
            if heading.kind == "heading" and self.lead is None
            else frozenset()
        )
        if self.heading_words & _DECIDED:
            self.decided_below = heading.level
        elif self.decided_below is not None and heading.level <= self.decided_below:
            self.decided_below = None

    def _is_comment(self, block: Block) -> bool:
        """Tell whether a paragraph opens with a label that makes it the writer's own: "Editor's note: …", "Comment: …"."""
        colon = self.text.find(":", block.span.start, min(block.span.start + _LABEL, block.span.end))
        if colon < 0:
            return False
        label = [t.form for t in tokens(self.text, Span(block.span.start, colon))]
        return len(label) <= _WORDS_OF_LABEL and bool(label) and label[-1] in _OPINION | {"note"}

    def _before_items(self, heading: Block) -> bool:
        """Tell whether items follow a heading at once: then it may be a sentence that leads into them."""
        number = self.context.release.sentences[heading.sentences[-1]].block + 1
        return number < len(self.context.release.blocks) and self.context.release.blocks[number].kind == "item"

    def _is_dated(self, block: Block) -> bool:
        """Tell whether a row is a line of a chronicle: "June 2012 | The heads create the Global Dossier Task Force"."""
        if block.kind != "row":
            return False
        bar = self.text.find("|", block.span.start + 1, min(block.span.start + 40, block.span.end))
        return bar > 0 and any(m.span.end <= bar for m in self.context.in_span(Span(block.span.start, bar), "date"))

    # --- items of a list that a sentence leads into ------------------------------------------------------------------

    def _item(self, block: Block) -> Iterator[Deed]:
        lead = self.lead
        if lead is None:
            return
        level = lead.level
        if level is None:
            level = block.level
            lead = self.lead = _Lead(lead.act, lead.modality, lead.meeting, lead.body, lead.topics, lead.rule, block.level)
        if block.level > level or not block.sentences:
            return
        if block.level < level:
            self.lead = None
            return
        sentence = self.context.release.sentences[block.sentences[0]]
        span = self._bare(sentence.span)
        if span is None:
            return
        found = topic_cues.find(self.gazetteer, self.text, span)
        own = found.within(span.start, span.end)
        topics = topic_cues.first_of(own, lead.topics, self.heading_topics, self.things.of_meeting(lead.meeting), own)
        yield Deed(
            lead.act,
            lead.modality,
            span,
            span,
            topics,
            own,
            body_in(self.context, span) or lead.body,
            self.occasions.by_topic(lead.meeting, topics, sentence),
            sentence.index,
            lead.rule + "-item",
        )

    def _bare(self, span: Span) -> Span | None:
        """Return the words of an item without its bullet, number and closing signs."""
        cut = tokens(self.text, span)
        first, last = 0, len(cut)
        while first < last and (
            not cut[first].is_word
            or cut[first].form in _BULLETS
            or (first + 1 < last and cut[first + 1].form in (".", ")") and _is_counter(cut[first].form))
        ):
            first += 1
        while last > first and (
            cut[last - 1].form in (";", ",", ".", ":", "*") or (cut[last - 1].form in ("and", "or") and last - 1 > first)
        ):
            last -= 1
        return Span(cut[first].start, cut[last - 1].end) if first < last else None

    # --- sentences --------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, block: Block, spoken: list[Span]) -> Iterator[Deed]:
        focus = self.occasions.focus(sentence)
        words = self._words(sentence, spoken)
        if not words:
            return
        span = Span(words[0].start, words[-1].end)
        found = topic_cues.find(self.gazetteer, self.text, span)
        finite = words[0].form != "what" and any(w.form in FINITE for w in words)  # "What was discussed" is a label
        reader = SentenceReader(
            words,
            parties(self.context, words, span),
            self.lexicon,
            self.previous,
            self.nearest,
            has_meeting=focus is not None,
            we_decide=self.we_decide,
            planned=self.occasions.is_planned(focus),
            label_allowed=block.kind == "heading" or (block.kind == "item" and not finite and self._has_items_below(sentence, block)),
            in_list=block.kind == "item" and not (finite and "\n" in sentence.span.of(self.text)),  # a label above its sentence
            decided_heading=self.decided_below is not None or (self.decided_item is not None and block.level > self.decided_item),
            results_heading=bool(self.heading_words & _RESULTS),
            after_decision=self.after_decision and focus is not None,
            implied=self.implied if block.kind == "item" and block.level > self.implied_level else None,
            implied_time=self.implied_time,
            chronicle=block.kind == "row",
            top_level=focus is not None and focus.series in ("heads", "deputy-heads"),
            to_industry=focus is not None and focus.series in _WITH_INDUSTRY,
        )
        clauses = reader.read()
        for i, clause in enumerate(clauses):
            place = Span(words[clause.first].start, words[min(clause.head, len(words) - 1)].end)
            meeting = self.occasions.of(clause, place, sentence)
            background = bool(self.heading_words & _BACKGROUND) and clause.modality == "done"
            if clause.voice != "told" and self.occasions.was_before(meeting, place, sentence, background=background):
                continue
            if clause.voice == "phrase" and not clause.past and clause.modality == "done" and self.occasions.is_planned(meeting):
                clause = replace(clause, modality="intended")
            if i == len(clauses) - 1 and self._leads(sentence, block, reader, clause):
                body = body_of(clause, meeting)
                about = found.specific(span.start, span.end)
                self.lead = _Lead(clause.act, clause.modality, meeting, body, about or self.topics_before, clause.rule)
                continue
            setting = Setting(self.topics_before, self.heading_topics, self.title_topics, self.topics_of_sibling)
            yield from self.things.of(Told(clause, words, found, meeting, sentence, setting), reader)
        if clauses:
            self.after_decision = clauses[-1].act in BINDING
        subject = reader.main_subject()
        if block.kind != "item":
            self.implied, self.implied_time = self._implied(sentence, words, reader, clauses)
            self.implied_level = -1
        elif self._has_items_below(sentence, block):
            self.implied, self.implied_time = self._implied(sentence, words, reader, clauses)
            self.implied_level = block.level
        self.nearest = subject
        if subject is not None:
            self.previous = subject
        self.topics_before = found.specific(span.start, span.end) or self.topics_before

    def _has_items_below(self, sentence: Sentence, block: Block) -> bool:
        """Tell whether an item leads into items of a deeper level."""
        number = sentence.block + 1
        blocks = self.context.release.blocks
        below = number < len(blocks) and blocks[number].kind == "item" and blocks[number].level > block.level
        return below and sentence.index == block.sentences[-1]

    def _implied(self, sentence: Sentence, words: list[Token], reader: SentenceReader, clauses: list[Clause]) -> tuple[Party | None, str]:
        """Return whose deeds the items below tell of, and when: "What the heads did:", "At the meeting the participants will"."""
        subject = reader.main_subject()
        last = next((w.form for w in reversed(words) if w.is_word), "")
        colon = self.text[sentence.span.end - 1] == ":"
        time = "future" if last in FUTURE or (last == "to" and not clauses) else "done"
        if self.text[sentence.span.end - 1] == "." or clauses:
            return (subject, time) if colon and subject is not None and subject.kind == TOGETHER else (None, "done")
        closing = reader.parties.subject(max(0, len(words) - 12), len([w for w in words if w.is_word]))
        if subject is None or subject.kind != TOGETHER:
            subject = closing  # "In the course of the four days the working group"
        return (subject, time) if subject is not None and subject.kind == TOGETHER else (None, "done")

    def _words(self, sentence: Sentence, spoken: list[Span]) -> list[Token]:
        here = spoken[
            bisect_left(spoken, sentence.span.start, key=lambda s: s.end) : bisect_left(spoken, sentence.span.end, key=lambda s: s.start)
        ]
        cut = [
            t
            for t in tokens(self.text, sentence.span)
            if not t.aside and t.form not in _MARKS and not any(s.start <= t.start < s.end for s in here[:MOST_SPEECHES])
        ]
        first = 0
        while first < len(cut) and (not cut[first].is_word or cut[first].form in _BULLETS):
            first += 1
        if first + 1 < len(cut) and cut[first + 1].form in (".", ")") and _is_counter(cut[first].form):
            first += 2
        bar = next((i for i in range(1, min(12, len(cut))) if cut[i].form == "|"), -1)
        return cut[bar + 1 : bar + 1 + MOST_WORDS] if bar >= 0 else cut[first : first + MOST_WORDS]

    def _leads(self, sentence: Sentence, block: Block, reader: SentenceReader, clause: Clause) -> bool:
        """Tell whether the things of a clause stand in the items below the sentence."""
        if sentence.index != block.sentences[-1]:
            return False
        number = sentence.block + 1
        blocks = self.context.release.blocks
        if number >= len(blocks) or blocks[number].kind != "item":
            return False
        if block.kind == "item" and blocks[number].level <= block.level:
            return False
        closing = self.text[sentence.span.end - 1]
        words = [w for w in reader.words if w.is_word]
        tail = {w.form for w in words[-4:]}
        if closing == "." and not tail & _POINTING:
            return False
        after = clause.object_after
        if closing == "." and reader.is_generic(after):
            return True  # "will be taken up on the following items."
        if closing not in ".!?" and words[-1].form in _OPENING_LIST and (after is not None or clause.last >= len(reader.words) - _TAIL):
            return True  # "were pleased to see how far things have moved as regards:", "Industry was briefed by the heads on"
        if clause.voice in ("passive", "phrase"):
            subject = self._core(reader.words, clause.object_before)
            listed = reader.is_generic(subject) or (closing == ":" and reader.is_listing(subject))
            return listed and (closing == ":" or reader.is_generic(after))
        if closing == ":" and clause.act in BINDING and reader.is_listing(after):
            return True  # "endorsed five short-term priorities put forward by industry:"
        return reader.is_generic(after) or (clause.rule == "industry-heard" and reader.is_source(after))

    def _core(self, words: Sequence[Token], stretch: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return what stands behind the last comma of a subject: "According to the minutes, | three things | were settled"."""
        if stretch is None:
            return None
        comma = next((k for k in range(stretch[1] - 1, stretch[0], -1) if words[k].form == ","), None)
        return (comma + 1, stretch[1]) if comma is not None and comma + 1 < stretch[1] else stretch


def _is_counter(form: str) -> bool:
    """Tell whether a word before a bracket or full stop numbers an item: "1.", "b)", "(iii)"."""
    return form.isdigit() or (len(form) == 1 and form.isalpha()) or (len(form) < 6 and not set(form) - set("ivx"))
