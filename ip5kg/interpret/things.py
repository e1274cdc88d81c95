"""Things: what a deed is about, one by one - its items, and the quote, the topics and the body of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.charges import body_in, body_of
from ip5kg.interpret.clauses import DETERMINERS, Token, is_adverb, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.deeds import SentenceReader
from ip5kg.interpret.details import ANNOUNCED, Deed
from ip5kg.interpret.lists import Subjects, split_items
from ip5kg.interpret.occasions import Occasions
from ip5kg.interpret.titles import heading_document
from ip5kg.interpret.topics import Topics
from ip5kg.interpret.wording import EXCHANGING, Clause
from ip5kg.model import MeetingRef, Sentence, Span

_ANAPHORS: Final = word_set("this these those they them it its such same former latter")
_REFERRING: Final = word_set(
    "project pilot projects system initiative proposal group phase task panel form tool service scheme method survey programme portal "
    "format question request idea matter subject"
)
"""Nouns that, with "the", stand for something named before."""
_MORE: Final = word_set(
    "more others so on other topics matters issues texts things subjects points items etc the like further among many much else"
)
_CHARGED_WITH: Final = word_set("with to")
_MATTERS: Final = word_set("matters topics points issues questions subjects items things")
_PEOPLE: Final = word_set("you us me him her everybody everyone")
_ARTICLE: Final = len("the ")
_COMPLETING: Final = word_set("including on in of about concerning regarding among toward towards")


@dataclass(frozen=True, slots=True)
class Setting:
    """The topics that the text around a sentence speaks of: of the sentence before, of the heading, of the title."""

    before: tuple[str, ...]
    heading: tuple[str, ...]
    title: tuple[str, ...]
    sibling: tuple[str, ...] = ()
    """Of the item before, in a list."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause with all that its reading needs: the words and cues of its sentence, its meeting, and what stands around."""

    clause: Clause
    words: list[Token]
    found: Topics
    meeting: MeetingRef | None
    sentence: Sentence
    setting: Setting


class Things:
    """Splits what the clauses of a release are about into its things."""

    def __init__(self, context: Context, occasions: Occasions) -> None:
        self.context = context
        self.text = context.text
        self.gazetteer: Gazetteer = context.gazetteer
        self.occasions = occasions

    def of(self, told: Told, reader: SentenceReader) -> Iterator[Deed]:
        """Yield a deed for each of the things that a clause is about."""
        clause, words, found = told.clause, told.words, told.found
        stretch = clause.object_after if clause.voice in ("active", "label", "told") else clause.object_before
        if clause.voice == "active" and clause.object_before is not None:  # a relative clause: its object is the antecedent
            stretch = clause.object_before
        if stretch is None or (clause.voice in ("passive", "phrase") and clause.object_before is None) or reader.is_generic(stretch):
            stretch = clause.object_after or clause.object_before
        both = clause.object_before is not None and clause.object_after is not None
        if clause.voice in ("passive", "phrase") and both and self._completed_after(clause, words, found):
            stretch = clause.object_after
        end = max(clause.head, clause.last - 1, (clause.object_after or (0, 0))[1] - 1)
        whole = Span(words[clause.first].start, words[min(end, len(words) - 1)].end)
        if (
            clause.voice == "passive"
            and clause.object_before is not None
            and stretch == clause.object_before
            and reader.is_generic(stretch)
        ):  # "Two outcomes were noted", with no list to be seen: the next sentences may tell which
            yield replace(self._deed(told, whole, whole), rule=clause.rule + ANNOUNCED)
            return
        if stretch is None:
            yield self._deed(told, whole, whole)
            return

        gap = clause.hit.gap if clause.hit is not None else None
        charged = body_in(self.context, Span(words[gap[0]].start, words[gap[1] - 1].end)) if gap is not None else None
        charged = charged or (
            body_in(self.context, Span(words[stretch[0]].start, words[stretch[1] - 1].end)) if words[stretch[0]].form == "that" else None
        )
        if stretch == clause.object_after and clause.object_before is not None and clause.voice == "passive":
            before = Span(words[clause.object_before[0]].start, words[clause.object_before[1] - 1].end)
            between = Span(words[clause.last - 1].start, words[stretch[0]].start)
            charged = charged or body_in(self.context, before) or body_in(self.context, between)
        colon = next((k for k in range(stretch[0] + 1, stretch[1]) if words[k].form == ":"), None)
        if colon is not None:  # "were assigned to the PHEP: global assignment and drawings"
            charged = charged or body_in(self.context, Span(words[stretch[0]].start, words[colon].start))
        items = split_items(words, *stretch, self._subjects(reader, words, found))
        for number, item in enumerate(items):
            thing = Span(words[item.first].start, words[item.last - 1].end)
            if len(items) > 1 and all(
                w.form in _MORE or not w.is_word or is_adverb(w.form) for w in words[item.first : min(item.last, item.first + 6)]
            ):
                continue  # "adopted, among other texts, the guidelines", "A, B and more"
            if self._is_nothing(clause, words, item.first, item.last, thing):
                continue
            if clause.voice == "phrase" and words[item.first].form in _MATTERS and not found.distinct(thing.start, thing.end):
                continue  # "On the table are matters on which the groups have worked"
            if len(items) == 1:
                quote = whole
            elif number == 0:
                quote = Span(min(whole.start, thing.start), thing.end)
            elif clause.voice in ("passive", "phrase") and number == len(items) - 1 and stretch == clause.object_before:
                quote = Span(thing.start, whole.end)
            else:
                quote = thing
            yield self._deed(told, quote, thing, charged, number)

    def _is_nothing(self, clause: Clause, words: list[Token], first: int, last: int, thing: Span) -> bool:
        """Tell whether nothing of the co-operation is named: "We heard you", "The association was founded in Beijing"."""
        if all(w.form in _PEOPLE for w in words[first:last]):
            return True
        if clause.act in EXCHANGING and self._is_when_or_where(thing):
            return True  # "held its fifth meeting on | 28 November", "will move on to | China"
        if clause.act not in ("established", "launched"):
            return False
        if any(m.span.start <= thing.start + _ARTICLE and m.span.end >= thing.end for m in self.context.in_span(thing, "association")):
            return True
        # "The group, which was begun last year, is the forum where users are heard": what a group is
        behind = [w.form for w in words[clause.last :]]
        relative = any(w.form in ("which", "that") for w in words[first : clause.head])
        return relative and any(a in ("is", "are") and b in DETERMINERS for a, b in pairwise(behind))

    def _is_when_or_where(self, thing: Span) -> bool:
        """Tell whether a stretch of text begins with a date, or is a place and nothing more."""
        dated = any(m.span.start == thing.start for m in self.context.in_span(thing, "date"))
        return dated or any(m.span.start == thing.start and m.span.end >= thing.end - 1 for m in self.context.in_span(thing, "place"))

    def _completed_after(self, clause: Clause, words: list[Token], found: Topics) -> bool:
        """Tell whether a passive names its things after the verb: "Progress was examined on A, B and C", "two demands were …: A and B"."""
        before, after = clause.object_before, clause.object_after
        assert before is not None
        assert after is not None
        if any(w.form == ":" for w in words[clause.last : min(clause.last + 8, after[1])]):
            return True
        if self._is_charged(words, before) and words[min(clause.last, after[0])].form in _CHARGED_WITH:
            return True  # "The PHEP was tasked with a comparison"
        general = not found.specific(words[before[0]].start, words[before[1] - 1].end)
        opener = next((w.form for w in words[clause.last : after[0] + 1] if w.is_word and not is_adverb(w.form)), "")
        return general and opener in _COMPLETING and bool(found.specific(words[after[0]].start, words[after[1] - 1].end))

    def _is_charged(self, words: list[Token], stretch: tuple[int, int]) -> bool:
        """Tell whether a stretch of words is the name of a group, and nothing more."""
        first, last = stretch
        while first < last and words[first].form in DETERMINERS:
            first += 1
        if first == last:
            return False
        span = Span(words[first].start, words[last - 1].end)
        return any(m.span.start <= span.start and span.end <= m.span.end for m in self.context.in_span(span, "body"))

    def _subjects(self, reader: SentenceReader, words: list[Token], found: Topics) -> Subjects:
        def topics_of(first: int, last: int) -> tuple[str, ...]:
            return found.distinct(words[first].start, words[last - 1].end)

        def names(first: int, last: int) -> bool:
            return heading_document(self.gazetteer, self.text, Span(words[first].start, words[last - 1].end)) is not None

        document_spans = [(h.start, h.end) for h in self.gazetteer.find(self.text, words[0].start, words[-1].end, kinds=("document-type",))]
        between = reader.parties.joints() | self._in_addresses(words)

        def inside(at: int) -> bool:
            here = words[at].start
            return at in between or found.covers(here) or any(start < here < end for start, end in document_spans)

        return Subjects(topics_of, inside, names)

    def _in_addresses(self, words: list[Token]) -> frozenset[int]:
        """Return the commas within "in Jeju, Korea, in October 2008": they part no things."""
        span = Span(words[0].start, words[-1].end)
        places = {m.span.start: m.span.end for kind in ("place", "date") for m in self.context.in_span(span, kind)}
        ends = set(places.values())
        return frozenset(
            i
            for i in range(1, len(words) - 1)
            if words[i].form == ","
            and words[i - 1].end in ends
            and (
                words[i + 1].start in places or (words[i + 1].form in ("in", "on") and any(w.start in places for w in words[i + 2 : i + 3]))
            )
        )

    def _deed(self, told: Told, quote: Span, thing: Span, charged: str | None = None, ordinal: int = 0) -> Deed:
        clause, found, meeting, sentence = told.clause, told.found, told.meeting, told.sentence
        own = found.within(thing.start, thing.end)
        around = found.within(quote.start, quote.end)
        earlier = found.specific(sentence.span.start, thing.start)
        colon = self.text.find(":", sentence.span.start, min(sentence.span.start + 60, quote.start))
        label = found.specific(sentence.span.start, colon) if colon > 0 else ()  # "Classification: they agreed to …"
        before = earlier or told.setting.before or told.setting.sibling
        named = [t.form for t in tokens(self.text, thing)[:40]]
        anaphoric = bool(set(named) & _ANAPHORS) or any(a == "the" and b in _REFERRING for a, b in pairwise(named))
        referred = before if anaphoric else () if ordinal or clause.rule.endswith("likewise") else earlier
        topics = self._topics((*label, *(t for t in own if t not in label)), around, referred, told)
        meeting = self.occasions.by_topic(meeting, topics, sentence)
        return Deed(
            clause.act,
            clause.modality,
            quote,
            thing,
            topics,
            own,
            body_of(clause, meeting) or body_in(self.context, thing) or charged,
            meeting,
            sentence.index,
            clause.rule,
            ordinal,
        )

    def _topics(self, own: tuple[str, ...], around: tuple[str, ...], referred: tuple[str, ...], told: Told) -> tuple[str, ...]:
        """Return the topics of a thing: its own, else those of its clause, of what it refers to, of its heading, of its meeting.

        A thing that only names projects, progress or results at large is about the co-operation, and about the field of the
        group that meets.
        """
        setting, meeting = told.setting, told.meeting
        if any(t not in topic_cues.LAST_RESORTS for t in own):
            return topic_cues.narrowed(own, (*referred, *setting.before, *setting.heading, *setting.title))
        general = self.of_meeting(meeting) if meeting is not None else setting.title
        if own == (topic_cues.VAGUEST,):
            return tuple(dict.fromkeys((*(referred or setting.heading or general), *own)))
        if own:
            return tuple(dict.fromkeys((*own, *setting.heading, *referred)))
        return topic_cues.first_of(referred, around, setting.heading, setting.before, general, setting.title)

    def of_meeting(self, meeting: MeetingRef | None) -> tuple[str, ...]:
        return () if meeting is None else topic_cues.of_series(self.gazetteer, meeting.series)
