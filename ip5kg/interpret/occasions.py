"""Occasions: at which meeting a deed was done.

The focus of the sentence answers most cases. A sentence can name two meetings, though: the one it reports on and the one to
come ("… was approved, and will be handed over to the meeting of the heads in June"), or a group that met on its own.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ip5kg.dates import DateRange, overlap
from ip5kg.interpret.clauses import FINITE, PREPOSITIONS, SUBORDINATORS, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.parties import Party
from ip5kg.interpret.principal import main_meeting
from ip5kg.interpret.topics import LAST_RESORTS
from ip5kg.interpret.wording import Clause
from ip5kg.model import MeetingRef, MeetingStatement, Resolved, Sentence, Span

_MAIN: Final = frozenset({"heads", "deputy-heads", "heads-industry"})
_OUTSIDE: Final = frozenset({"bilateral", "trilateral", "tripo", "tm5", "id5", "wipo-assemblies", "other"})
_BESIDE: Final = "industry-consultation-group"
_DOSSIER: Final = "global-dossier"
_UNSPECIFIC: Final = word_set(
    "the of ip5 meeting meetings session conference five four three all those these their its both offices office sides parties "
    "participants they it members delegates delegations experts representatives officials present attending event gathering summit "
    "partners counterparts group groups each every other taking part and a an in to commissioners presidents leaders chiefs"
)
MOST_LABEL: Final = 16
"""Words and signs of a sentence that can still be the label of its paragraph."""
_NEAR: Final = 30  # characters behind a verb within which stands who is told
_POINTING_BACK: Final = word_set("that this these those such it there both then here")
_OCCASION: Final = word_set("at during by in on when where")
_ON: Final = (["on"], ["in"], ["back", "in"], ["as", "early", "as"], ["already", "in"])
"""Words between a verb and the day when something was done."""
_LONGEST: Final = 7  # days that a meeting lasts at most
_MOST: Final = 40
"""Places at which a sentence or a paragraph names meetings that are looked at: no writer names more."""
_REACH: Final = 70  # characters before the word for a meeting, in which stands how it is named
_NO_OCCASION: Final = word_set(
    "of about before since until till ahead to from by with between than as concerning regarding prior for holding host hosting "
    "preparing towards"
)
"""Words before a meeting that make it a mere mention."""
_PARTS_OF_MEETINGS: Final = word_set(
    "day days course sidelines sideline margins margin fringes fringe occasion end close conclusion beginning opening start framework "
    "part parts half session sessions participants delegates delegations members meeting conference morning afternoon evening edges "
    "visitors result results outcome outcomes agenda theme topic focus centre center heart outset context wake invitation addition "
    "heads presidents commissioners"
)
_PAIRS: Final = word_set("two both")


class Occasions:
    """Chooses the meeting of each deed of a release; remembers that of the last deed done."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._meetings: dict[MeetingRef, MeetingStatement] = {m.ref: m for m in context.meetings}
        self._last: MeetingRef | None = None
        self._latest: MeetingRef | None = None
        self._foci: dict[int, MeetingRef | None] = {}
        self._heading_of = self._number_of_heading()
        self.main = main_meeting(context)
        """The meeting that the release is about."""
        self._joint = self._joint_meetings()
        self._headings = self._meetings_of_headings()

    def of(self, clause: Clause, place: Span, sentence: Sentence) -> MeetingRef | None:
        """Return the meeting at which `clause` of `sentence` was done; `place` is its text up to the verb."""
        if clause.rule.startswith("next-step-passive") and self._latest is not None:
            return self._latest
        focus = self._under_heading(sentence, place) or self._continued(sentence, place, self._spoken_of(sentence, place))
        focus = self._above(clause, focus, sentence)
        meeting = self._told(clause, place, sentence, focus) or self._of_subject(clause.subject, focus, sentence)
        its_own = meeting != focus and clause.modality == "intended"  # "The panel, in turn, will talk about …": at its own meeting
        if self.is_planned(meeting) and not self.is_planned(self.main) and not its_own:
            # nothing was done yet at a meeting to come, and what will be done there was settled at the one held
            meeting = self.main or self._last or (self._held() if clause.modality == "done" and clause.past else None) or meeting
        elif meeting is not None and clause.modality == "done" and clause.past and self.is_planned(meeting):
            meeting = self._last or self._held() or meeting
        if clause.modality == "done" and clause.past and self._was_another_time(meeting, place, sentence):
            meeting = None
        if meeting is not None and clause.modality == "done" and not self.is_planned(meeting):
            self._last = meeting
        self._latest = meeting
        return meeting

    def focus(self, sentence: Sentence) -> MeetingRef | None:
        """Return the meeting that a sentence speaks of, were it a single clause."""
        named = [ref for at, ref in self.context.spots_in(sentence.span)[:_MOST] if self._is_occasion(at, sentence.span.start)]
        return next((ref for ref in named if not self.is_planned(ref)), named[-1] if named else self._before(sentence))

    def _spoken_of(self, sentence: Sentence, place: Span) -> MeetingRef | None:
        """Return the meeting that a clause speaks of; `place` is its text up to the verb.

        That is the last one named before its verb as an occasion, else the one named behind it ("was adopted at the 14th
        meeting"), else the one that the text was about before.
        """
        before = self.context.spots_in(Span(sentence.span.start, place.end))[-_MOST:]
        named = [ref for at, ref in before if self._is_occasion(at, sentence.span.start)]
        if named:
            return named[-1]
        behind = self.context.spots_in(Span(place.end, sentence.span.end))[:_MOST]
        named = [ref for at, ref in behind if self._is_occasion(at, place.end, follows=True) and not self.is_planned(ref)]
        return named[0] if named else self._before(sentence)

    def _before(self, sentence: Sentence) -> MeetingRef | None:
        """Return the meeting that the text is about where a sentence begins."""
        index = sentence.index
        if index not in self._foci:
            self._foci[index] = None  # no sentence is its own forerunner
            self._foci[index] = self._carried(sentence)
        return self._foci[index]

    def _carried(self, sentence: Sentence) -> MeetingRef | None:
        focus = self.context.focus(sentence.index)
        if focus is None:
            return None
        first = self.context.block(sentence).sentences[0]
        before = self.context.release.sentences[sentence.index - 1] if sentence.index > first else None
        if before is not None and self._points_back(sentence):
            return self.focus(before)
        if any(ref == focus for _, ref in self.context.spots_in(sentence.span)):  # a meeting that is only mentioned here
            return self.focus(before) if before is not None else self._at_large(sentence)
        return focus if self._is_grounded(focus, sentence) else self.main

    def _points_back(self, sentence: Sentence) -> bool:
        """Tell whether a sentence goes on about what the one before told: "That request was turned down", "There, …"."""
        words = tokens(self.context.text, Span(sentence.span.start, min(sentence.span.end, sentence.span.start + 20)))
        return bool(words) and words[0].form in _POINTING_BACK

    def _at_large(self, sentence: Sentence) -> MeetingRef | None:
        """Return the meeting that a paragraph is about which names none: that of its heading, else the main one."""
        named = self._spots_of_heading(sentence)
        return named[-1][1] if named else self.main

    def _is_grounded(self, focus: MeetingRef, sentence: Sentence) -> bool:
        """Tell whether the heading, the paragraph or the lines that lead into the items name the meeting that is gone on about."""
        number = sentence.block
        blocks = self.context.release.blocks
        first = max(1, number - _MOST)
        while number >= first and blocks[number].kind in ("item", "row") and blocks[number].kind == blocks[number - 1].kind:
            number -= 1
        if number > 0 and blocks[number].kind == "item" and blocks[number - 1].kind in ("paragraph", "heading"):
            number -= 1
        spots = self.context.spots_in(Span(blocks[number].span.start, sentence.span.start))[-_MOST:]
        return any(ref == focus for _, ref in (*spots, *self._spots_of_heading(sentence)))

    def _spots_of_heading(self, sentence: Sentence) -> tuple[tuple[int, MeetingRef], ...]:
        """Return the meetings that the heading above a sentence names."""
        number = self._heading_of[sentence.block]
        return self.context.spots_in(self.context.release.blocks[number].span)[:_MOST] if number is not None else ()

    def _number_of_heading(self) -> list[int | None]:
        """Return, for each block, the number of the heading it stands under; None under the title alone."""
        found: list[int | None] = []
        here: int | None = None
        for number, block in enumerate(self.context.release.blocks):
            found.append(here)
            if block.kind in ("title", "heading"):
                here = number if block.kind == "heading" else None
        return found

    def _is_occasion(self, at: int, start: int, *, follows: bool = False) -> bool:
        """Tell whether a meeting is named as one at which something was done.

        "At the meeting" and "the meeting adopted" do, "since the meeting" and "the report of the meeting" do not. Behind the
        verb only "at", "by" and the like do, and no clause may open in between ("the priorities which were named at …").

        Args:
            at: where the meeting is named.
            start: where the sentence begins, or its verb ends.
            follows: whether the verb comes first.
        """
        words = tokens(self.context.text, Span(max(start, at - _REACH), at))
        for back in range(len(words) - 1, -1, -1):
            form = words[back].form
            if form in _NO_OCCASION and not (follows and form == "by"):
                return back > 0 and form in ("of", "to") and words[back - 1].form in _PARTS_OF_MEETINGS and not follows
            if form in PREPOSITIONS or not words[back].is_word or form in SUBORDINATORS or form in FINITE:
                return not follows or (
                    form in _OCCASION and not any(w.form in SUBORDINATORS | {";"} or w.form in FINITE for w in words[:back])
                )
        return not follows

    def _was_another_time(self, meeting: MeetingRef | None, place: Span, sentence: Sentence) -> bool:
        """Tell whether something was done on a day when the meeting was not held: "The pilot was launched on 6 January 2014"."""
        held = self._meetings.get(meeting) if meeting is not None else None
        if held is None or held.start is None:
            return False
        opening = tokens(self.context.text, Span(sentence.span.start, min(sentence.span.end, sentence.span.start + 10)))
        if opening and opening[0].form == "since":
            return True  # "Since then it was prolonged twice"
        for mention in self.context.in_span(Span(place.end, min(sentence.span.end, place.end + _NEAR)), "date"):
            when = mention.value
            between = [t.form for t in tokens(self.context.text, Span(place.end, mention.span.start))]
            if isinstance(when, DateRange) and between in _ON and not when.bound:
                return not overlap(when.start, when.end, held.start, held.start) and not _within_days(held.start, when.start, _LONGEST)
        return False

    def was_before(self, meeting: MeetingRef | None, place: Span, sentence: Sentence, *, background: bool) -> bool:
        """Tell whether something had been done before the main meeting, where no other is named.

        "The vision replaces that of 2017, which had been adopted in Malta"; so has all that stands under "Background".
        """
        if meeting is None or meeting != self.main or any(ref == meeting for _, ref in self.context.spots_in(sentence.span)[:_MOST]):
            return False
        group = [t.form for t in tokens(self.context.text, Span(max(place.start, place.end - _NEAR), place.end))]
        return background or "had" in group[-4:-1]

    def _above(self, clause: Clause, focus: MeetingRef | None, sentence: Sentence) -> MeetingRef | None:
        """Return the meeting of the heads where the deputies' is only named beside it: what was decided, the heads decided."""
        deputies = self._meetings.get(focus) if focus is not None else None
        if deputies is None or deputies.series != "deputy-heads" or deputies.number is not None or deputies.start is not None:
            return focus
        heads = [ref for ref, m in self._meetings.items() if m.series == "heads" and m.status == "held" and m.number is not None]
        subject = " ".join(clause.subject.name) if clause.subject is not None else ""
        if len(heads) != 1 or "deput" in subject or (focus is not None and self._is_named(focus, sentence)):
            return focus
        return heads[0]

    def _told(self, clause: Clause, place: Span, sentence: Sentence, focus: MeetingRef | None) -> MeetingRef | None:
        """Return the meeting with industry where what is told follows an association or users: "let the associations know about …"."""
        if clause.act != "shared-information" or focus is None or focus.series not in _MAIN or self.is_planned(focus):
            return None
        joint = [m for m in self._meetings if m.series == "heads-industry" and not self.is_planned(m)]
        if len(joint) != 1:
            return None
        behind = Span(place.start, min(sentence.span.end, place.end + _NEAR))
        told = any(
            h.entries[0].slug == "industry" for h in self.context.gazetteer.find(self.context.text, behind.start, behind.end, ("party",))
        )
        return joint[0] if told else None

    def _under_heading(self, sentence: Sentence, place: Span) -> MeetingRef | None:
        """Return the meeting of the group that the heading names, where a page reports on several: "1. WG3 … 2. PHEP …"."""
        meeting = self._headings.get(sentence.block)
        before = Span(sentence.span.start, place.end)
        if meeting is None or any(self._is_told_apart(at, sentence) for at, _ in self.context.spots_in(before)[:_MOST]):
            return None
        return meeting

    def _is_told_apart(self, at: int, sentence: Sentence) -> bool:
        """Tell whether the text says beside a word for a meeting whose it was, or when: not just "the meeting"."""
        beside = Span(max(sentence.span.start, at - _REACH), min(sentence.span.end, at + _NEAR))
        return any(self.context.in_span(beside, kind) for kind in ("series", "body", "date", "number"))

    def _meetings_of_headings(self) -> dict[int, MeetingRef]:
        """Return, for each block below a heading that names one group with one meeting held, that meeting."""
        held = [ref for ref, m in self._meetings.items() if m.status == "held" and ref.series not in _MAIN | _OUTSIDE]
        if len({ref.series for ref in held}) < 2:
            return {}
        found: dict[int, MeetingRef] = {}
        here: MeetingRef | None = None
        for number, block in enumerate(self.context.release.blocks):
            if block.kind == "title":
                here = None
            elif block.kind == "heading":
                mentions = [m for kind in ("body", "series") for m in self.context.in_span(block.span, kind)]
                named = {m.entity.slug for m in mentions if isinstance(m.entity, Resolved)}
                own = [ref for ref in held if ref.series in named]
                here = own[0] if len(own) == 1 and len(named) == 1 else None
            elif here is not None:
                found[number] = here
        return found

    def _continued(self, sentence: Sentence, place: Span, focus: MeetingRef | None) -> MeetingRef | None:
        """Return the meeting that the paragraph is about where it opened with one: "February 1st, 2nd ICG Meeting. The offices …".

        Also where the sentence before spoke of another meeting, and this one goes on with "It dealt with …".
        """
        block = self.context.block(sentence)
        if block.kind != "paragraph" or sentence.index == block.sentences[0] or self.context.spots_in(Span(sentence.span.start, place.end)):
            return focus
        first = self.context.release.sentences[block.sentences[0]]
        opening = tokens(self.context.text, first.span)[:MOST_LABEL]
        label = len(opening) < MOST_LABEL and not any(t.form in FINITE for t in opening) and bool(self.context.spots_in(first.span))
        if label:
            return self.context.focus(first.index)
        words = tokens(self.context.text, Span(sentence.span.start, min(sentence.span.end, sentence.span.start + 20)))
        before = self.context.focus(sentence.index - 1)
        if words and words[0].form in ("it", "there") and before is not None and self.context.spots_in(self._span(sentence.index - 1)):
            return before
        if before is not None and before != focus and self._is_past(focus) and not self._is_past(before) and not self.is_planned(before):
            return before  # a page that begins with the history of the co-operation
        return focus

    def _is_past(self, ref: MeetingRef | None) -> bool:
        """Tell whether a meeting was held in a year before the release came out."""
        meeting = self._meetings.get(ref) if ref is not None else None
        start, issued = (meeting.start if meeting is not None else None), self.context.release.issued
        return bool(start and issued) and int(str(start)[:4]) < int(str(issued)[:4])

    def _span(self, index: int) -> Span:
        return self.context.release.sentences[index].span

    def by_topic(self, meeting: MeetingRef | None, topics: tuple[str, ...], sentence: Sentence) -> MeetingRef | None:
        """Return the meeting of a deed where two were held side by side: what concerns the Global Dossier is its task force's."""
        if self._joint is None or meeting not in self._joint or self._names_one(sentence):
            return meeting
        dossier, other = self._joint
        if _DOSSIER in topics:
            return dossier
        return other if any(t not in LAST_RESORTS for t in topics) else meeting

    def _joint_meetings(self) -> tuple[MeetingRef, MeetingRef] | None:
        """Return the meeting of the Global Dossier Task Force and the one held beside it, if the release tells of just these two."""
        held = [
            ref for ref, m in self._meetings.items() if m.status != "cancelled" and ref.series not in _OUTSIDE and ref.series not in _MAIN
        ]
        dossier = [ref for ref in held if ref.series == "global-dossier-task-force"]
        others = [ref for ref in held if ref.series == _BESIDE]
        if len(dossier) != 1 or len(others) != 1:
            return None
        return dossier[0], others[0]

    def _names_one(self, sentence: Sentence) -> bool:
        """Tell whether the sentence, its paragraph or its heading says which meeting it is about."""
        block = self.context.block(sentence)
        opening = [self._span(block.sentences[0])] if block.kind == "paragraph" else []
        named = [self.context.spots_in(span) for span in (sentence.span, *opening)]
        return sentence.block in self._headings or any(len({ref for _, ref in s}) == 1 for s in (*named, self._spots_of_heading(sentence)))

    def _of_subject(self, subject: Party | None, focus: MeetingRef | None, sentence: Sentence) -> MeetingRef | None:
        if subject is None:
            return focus
        if subject.mention in ("body", "series") and subject.slug is not None:
            return self._of_body(subject.slug, focus)
        if focus is None:
            return None
        if "industry" in subject.name:
            joint = [m for m in self._meetings if m.series == "heads-industry"]
            return joint[0] if len(joint) == 1 and focus.series in _MAIN else focus
        named = set(subject.name) - _UNSPECIFIC
        if set(subject.name) & _PAIRS and "five" not in subject.name and focus.series not in _OUTSIDE:
            own = [m for m in self._meetings if m.series == "bilateral"]
            return own[0] if len(own) == 1 and set(subject.name) & {"two"} else focus
        if not named or (self._is_named(focus, sentence) and self._extra(focus, named) is not None):
            return focus
        return self._by_name(named) or focus

    def _of_body(self, slug: str, focus: MeetingRef | None) -> MeetingRef | None:
        """Return the meeting of a group that is the subject: its own; none where another group's meeting is the topic."""
        if focus is None or focus.series == slug:
            return focus
        own = [m for m in self._meetings if m.series == slug]
        if len(own) == 1:
            return own[0]
        return focus if focus.series in _MAIN or focus.series in _OUTSIDE else None

    def _by_name(self, named: set[str]) -> MeetingRef | None:
        """Return the one meeting whose series is called by the words of the subject with the fewest besides: "the heads"."""
        ranked = {ref: extra for ref in self._meetings if (extra := self._extra(ref, named)) is not None}
        best = [ref for ref, extra in ranked.items() if extra == min(ranked.values())]
        return best[0] if len(best) == 1 else None

    def _extra(self, ref: MeetingRef, named: set[str]) -> int | None:
        """Return how many words a label of the series has besides `named`; None where no label has all of them."""
        entry = self.context.gazetteer.get("series", ref.series) or self.context.gazetteer.get("body", ref.series)
        counts = [len(words - named - _UNSPECIFIC) for label in (entry.labels if entry else ()) if named <= (words := _words(label))]
        return min(counts) if counts else None

    def _is_named(self, focus: MeetingRef, sentence: Sentence) -> bool:
        """Tell whether the sentence itself names the meeting in focus."""
        return any(ref == focus for _, ref in self.context.spots_in(sentence.span)[:_MOST]) or any(
            (isinstance(m.entity, Resolved) and m.entity.slug == focus.series) or getattr(m.value, "series", None) == focus.series
            for m in self.context.in_span(sentence.span, "series")
        )

    def is_planned(self, ref: MeetingRef | None) -> bool:
        """Tell whether a meeting is still to come."""
        meeting = self._meetings.get(ref) if ref is not None else None
        return meeting is not None and meeting.status == "planned"

    def _held(self) -> MeetingRef | None:
        return next((ref for ref, m in self._meetings.items() if m.status == "held" and m.series not in _OUTSIDE), None)


def _within_days(start: str, day: str, most: int) -> bool:
    """Tell whether `day` comes at most so many days after `start`, where both are known to the day."""
    return len(start) == len(day) == len("2021-06-23") and 0 <= (date.fromisoformat(day) - date.fromisoformat(start)).days <= most


def _words(label: str) -> set[str]:
    return set(label.lower().replace("-", " ").replace("(", " ").replace(")", " ").split())
