"""Gathering: which anchors of a release speak of the same meeting, and which meeting each sentence speaks of.

Anchors are the same meeting where series, number, dates and place do not contradict each other; what contradicts is
another meeting. The main meeting is the first one named that is not only counted from.
"""

from __future__ import annotations

import re
from typing import Final

from ip5kg.dates import DateRange, overlap, precision
from ip5kg.interpret.context import Context
from ip5kg.interpret.meetings.anchor import FIVE, Anchor
from ip5kg.interpret.meetings.anchors import anchors
from ip5kg.interpret.meetings.attributes import add_attributes, is_venue
from ip5kg.interpret.meetings.draft import Draft
from ip5kg.interpret.meetings.hosts import house_of
from ip5kg.interpret.meetings.outline import outline
from ip5kg.interpret.meetings.subjects import heads
from ip5kg.interpret.meetings.times import bounded, moved
from ip5kg.interpret.views import GROUPS, OWN_SERIES, View, views
from ip5kg.model import Mention

_OF_HEADS: Final = frozenset({"heads", "deputy-heads", "heads-industry"})
_ANAPHORIC: Final = re.compile(
    r"(?:They|It|There|The (?:meeting|session|conference|event|talks|two sides|participants)|This|These"
    r"|At (?:it|the meeting|this)|In (?:it|the course)|From (?:the )?left|Also (?:present|there))\b"
)
_ANNUAL: Final = re.compile(r"\b(?:annual|yearly)\b")
_THE_GROUP: Final = re.compile(r"(?:[Tt]he|[Tt]his) (?:group|offices|five|circle)\b(?! offices)")
_WHOLE: Final = re.compile(r"\b(?:closing|opening|plenary|final|annual|yearly|main)\b")
_BOTH: Final = re.compile(r"\b(?:both|the two)\b")
_THERE: Final = re.compile(
    r"\bin (?:the|this|that) (?:[\w-]+ )?(?:city|town|island|resort)(?! of\b)"
    r"|\bThere, |\bThere (?!is|was|were|are|will|has|had)|\b(?:there(?! (?:is|was|were|are|will|has|had)\b)|here"
    r"|(?:in|at|on) the same (?:city|town|place|venue|hotel|building|location|site|spot|house|island|premises))\b",
)
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w. ]{1,20})?(?:, \w+\.? \d{1,2}(?:, \d{4})?)?(?: \([\w ]+\))?\s[-–—]{1,2}\s")
_MEETS: Final = re.compile(r"\b(?:[Mm]eets?|[Mm]et|[Cc]onven\w+|[Gg]ather\w*|[Ss]ession)\b")
_GOING_TO: Final = re.compile(
    r"\b(?:left|set off|bound|headed|departed) for (?:the )?(?:[\w’'-]+ ){0,3}(?:of )?\Z"
    r"|\b(?:to|in|on|visited|visiting|reached) (?:the )?(?:[\w’'-]+ ){0,2}(?:of )?\Z"
)
_BOTH_GROUPS: Final = re.compile(
    r"\b(?:[Bb]oth|[Tt]he two|[Tt]hese two|[Tt]he) (?:groups|bodies|task forces|panels|forums|fora|circles|sister groups)\b"
)
_ALL_ARE: Final = re.compile(
    r"(?:The|These|Those)(?: two| three| four)? (?:meetings|events|gatherings|sessions) (?:were|will|are|took)\b"
    r"|(?:[Bb]oth|[Aa]ll(?: of them| these| the)?(?: (?:two|three|four|five))?|[Tt]he (?:two|three|four)|[Tt]hey(?: all)?)"
    r"(?: (?:meetings|events|gatherings|sessions|of them))? (?:will |were |are |took |take |was |have |had )"
)
_BACK: Final = 3  # sentences back in which the group of "its meeting" is sought
_JOINT: Final = re.compile(r"\b(?:joint with|jointly with|combined with|together with|in one with|back to back with)\b")
_LABEL: Final = 90  # characters of a sentence that can still be the label of its paragraph
_VERB: Final = re.compile(r"\b(?:was|were|is|are|has|had|have|met|held|took|will|came|gathered|convened|opened|agreed|discussed)\b")
_NEWS: Final = 45  # days for which a meeting is news
_MOST: Final = 120  # meetings: no release names more, and a page of them must not cost more


class Gathering:
    """The meetings of one release while it is read from start to end."""

    def __init__(self, context: Context, wanted: Draft | None = None) -> None:
        self.context = context
        self._wanted = wanted
        """The meeting to be taken for the main one, where a first reading has shown which it is."""
        self.views = views(context)
        self.meetings: list[Draft] = []
        self.umbrellas: list[Draft] = []
        self.main: Draft | None = None
        self.foci: list[Draft | None] = [None] * len(self.views)
        self._last: Draft | None = None
        self._previous: list[Draft] = []
        self._label: str | None = None
        """What a line that is a label alone says of the lines below it: "Date and place"."""
        self._recent: list[Draft] = []
        """The meetings of the paragraph."""
        self._pending: list[Anchor] = []
        """Anchors that point to a meeting before any was named: they go to the first one."""
        self._there: list[Mention] = []
        self._house: str | None = None
        """The office in whose rooms was met at the place named last."""
        self._titled = _series_of_title(context)
        self._read()
        self._settle()

    def _read(self) -> None:
        in_section: Draft | None = None
        block = -1
        for index, view in enumerate(self.views):
            if view is None:
                continue
            new_block = view.sentence.block != block
            block = view.sentence.block
            if new_block and view.block.kind not in ("item", "row", "note", "caption"):
                self._last = None
            here = self._meetings_of(view, in_section)
            if view.is_heading:
                named = next((m for m in here if not m.umbrella), None)
                in_section = named if view.block.kind == "heading" and named is not self.main else None
            self._previous = here or self._previous
            if new_block:
                self._recent = []
            self._recent += [m for m in here if m not in self._recent and m.series in OWN_SERIES]
            self.foci[index] = self._last = self._focus(view, here, in_section, new_block=new_block)

    def _meetings_of(self, view: View, in_section: Draft | None) -> list[Draft]:
        """Return the meetings that a sentence speaks of."""
        found = anchors(view)
        add_attributes(view, found)
        self._point_there(view, found)
        self._label = outline(view, found, self.main or (self.meetings[0] if self.meetings else None), self._label)
        if found and found[-1].label:
            for titled in self.meetings:
                if titled is not self.main and titled.anchors[0].view.block.kind == "title":
                    titled.add(found[-1])
        if (
            all(a.plural for a in found)
            and len(self._recent) > 1
            and view.has("place", "format", "cue:host")
            and _ALL_ARE.match(view.own_text)
        ):
            whole = Anchor(view, view.span.start, view.span.start + 1, view.span.start, "pointer", None)
            add_attributes(view, [whole])
            for each in self._recent:
                each.add(whole)
            return []
        if all(a.series is None for a in found) and (groups := self._both_groups(view)):
            found = groups
        if found and found[0].form == "pointer" and len(self._previous) > 1 and _BOTH.search(view.own_text):
            for both in self._previous:
                both.add(found[0])
            return []
        here: list[Draft] = []
        joint = _JOINT.search(view.own_text)
        for anchor in found:
            held = here[0].time if here and joint is not None and not anchor.dates and anchor.at > view.span.start + joint.start() else None
            if held is not None and anchor.series not in (None, here[0].series):
                anchor.dates, anchor.lent = [DateRange(*held)], True  # "The meeting was joint with that of the Task Force"
            counted = anchor.series is None and (anchor.number is not None or anchor.moved == "next") and here
            meeting = self._place(anchor, in_section, here[-1] if counted else None)
            if meeting is not None and (anchor.series is None or anchor.asserted or anchor.has_facts or view.is_heading):
                here.append(meeting)
        return here

    def _both_groups(self, view: View) -> list[Anchor]:
        """Return the meetings to come of two groups that only "both groups" names: "… in 2018, when both groups will convene in Tokyo"."""
        words = _BOTH_GROUPS.search(view.own_text) if view.has("date", "place") else None
        groups = list(dict.fromkeys(m.series for m in self.meetings if m.series in GROUPS)) if words is not None else []
        if words is None or len(groups) != 2 or not view.has("cue:meet", "cue:hold", "cue:meeting"):
            return []
        start = view.span.start + words.start()
        first, second = (Anchor(view, start, start + len(words[0]), start, "verb", series) for series in groups)
        add_attributes(view, [first])
        if first.planned is not True:
            return []
        first.moved = second.moved = "next"
        second.dates, second.places, second.format, second.host = list(first.dates), list(first.places), first.format, first.host
        second.planned = first.asserted = second.asserted = True
        return [first, second]

    def _point_there(self, view: View, found: list[Anchor]) -> None:
        """Give "there", "here" and "in the same city" the place that was named last (for "here", that of the dateline)."""
        if (word := _THERE.search(view.own_text)) is not None:
            places = self._dateline() if word[0] == "here" else self._there or self._dateline()
            for anchor in found:
                if not anchor.places and (word[0] != "here" or anchor.series is not None):
                    anchor.places = list(places)
                    anchor.host = anchor.host or (self._house if word[0] != "here" else None)
        named = [m for m in view.of("place") if is_venue(view, m)]
        self._there = named or self._there or [m for m in view.of("place") if _GOING_TO.search(view.before(m.span.start, 40))]
        house = house_of(view) if named or not self._there else None
        self._house = house or (None if named else self._house)

    def _dateline(self) -> list[Mention]:
        """Return the place at the head of the text: "GENEVA - As delegations …"."""
        for view in self.views:
            if view is not None and not view.is_heading and view.has("place"):
                first = view.of("place")[0]
                if first.span.start == view.span.start and _DATELINE.match(view.text, first.span.end):
                    return [first]
        return []

    # -- which meeting an anchor speaks of

    def _place(self, anchor: Anchor, in_section: Draft | None, beside: Draft | None = None) -> Draft | None:
        """Find or make the meeting of an anchor; `beside` is the one named before it in its sentence, from which it counts."""
        if anchor.form == "umbrella":
            if len(self.umbrellas) < _MOST:
                self.umbrellas.append(Draft("heads", anchors=[anchor], umbrella=True))
            return self.umbrellas[-1]
        if anchor.plural or (anchor.usual and not anchor.has_facts):
            return None
        if anchor.put_off and self.main is not None and anchor.number is None:
            anchor.series = self.main.series
            self.main.add(anchor)
            return self.main
        in_group = self.main is not None and self.main.series in GROUPS
        if in_group and anchor.series == "heads-industry" and anchor.form == "verb" and not anchor.has_facts and not heads(anchor.view):
            return None  # "The offices also met industry": at the meeting of their group
        weak = anchor.series == FIVE
        if weak:
            anchor.series = self._series_of_five(anchor)
        if anchor.series is None and anchor.owned == "its":
            anchor.series = self._group_before(anchor)
        elif anchor.series is None and self.main is None and (anchor.owned or (anchor.asserted and anchor.has_facts and anchor.definite)):
            anchor.series = self._spoken_of(anchor)
        if anchor.owned and anchor.form == "verb" and anchor.series is None:
            return None  # "it met the conditions"
        focus = beside or self._last or in_section or self.main
        if focus is not None and focus.series == "bilateral" and (anchor.number is not None or anchor.moved):
            focus = in_section or self.main  # bilateral talks are not counted
        meeting = self._pointed_at(anchor, focus) if anchor.series is None else self._of_series(anchor, anchor.series, focus)
        if meeting is None:
            if anchor.asserted and anchor.definite and anchor.has_facts and not self.meetings:
                self._pending.append(anchor)
            return None
        earlier = anchor.moved == "earlier"
        if meeting.anchors:
            meeting.weak = meeting.weak and (weak or anchor.series is None)
            meeting.past = meeting.past and earlier
        else:
            meeting.weak, meeting.past = weak, earlier
        meeting.add(anchor)
        if self.main is None and meeting.series in OWN_SERIES and not meeting.past and self._is_wanted(meeting):
            self._take_for_main(meeting)
        return meeting

    def _group_before(self, anchor: Anchor) -> str | None:
        """Return the group that "it" or "its" stands for: the first one named in the sentence, or in the one before."""
        there = (m for m in anchor.view.of("series", "body") if m.span.end <= anchor.start)
        found = next((str(m.value) for m in there if m.value in GROUPS), None)
        for index in range(anchor.sentence - 1, max(-1, anchor.sentence - 1 - _BACK), -1):
            view = self.views[index]
            if found is not None or view is None or (view.sentence.block != anchor.view.sentence.block and not view.is_heading):
                break
            found = next((str(m.value) for m in view.of("series", "body") if m.value in GROUPS), None)
        return found

    def _spoken_of(self, anchor: Anchor) -> str | None:
        """Return whose meeting it is that a text tells of first, by those whom it named before: "The heads … Their 14th meeting …"."""
        if self.meetings or not anchor.has_facts or anchor.form == "pointer" or anchor.vague:
            return None
        for index in range(anchor.sentence, max(-1, anchor.sentence - 1 - _BACK), -1):
            view = self.views[index]
            if view is None:
                continue
            named = [m for m in view.of("series", "cue:five") if m.span.end <= anchor.start or index < anchor.sentence]
            if anchor.owned == "their":
                named = [m for m in named if m.value not in GROUPS] or named  # of those who set up the task force, not its own
            for mention in reversed(named):
                if mention.value in OWN_SERIES or mention.value == "five":
                    return "heads" if mention.value == "five" else str(mention.value)
        return None

    def _is_wanted(self, meeting: Draft) -> bool:
        wanted = self._wanted
        if wanted is None:
            return True
        same_number = wanted.number is not None and wanted.number == meeting.number
        return meeting.series == wanted.series and (same_number or meeting.time == wanted.time)

    def news(self) -> Draft | None:
        """Return the meeting that the release reports on, where it is another than the one taken for the main one.

        A report that opens with the past ("ten years after their first meeting", "in October 2008 the heads had agreed …") is about
        the meeting that was held in the weeks before it came out.
        """
        main, issued = self.main, self.context.release.issued
        if main is None or issued is None or len(issued) < len("2020-01-01") or not self._is_past(main, issued):
            return None
        first, last = moved(issued, -_NEWS), moved(issued, 1)
        recent = [
            m
            for m in self.meetings
            if m.series in OWN_SERIES and not m.past and (t := m.time) is not None and precision(t[0]) != "year"
            if first <= t[0] and t[1] <= last and not all(a.planned for a in m.anchors)
        ]
        return max(recent, key=lambda m: len(m.anchors), default=None)

    def _is_past(self, meeting: Draft, issued: str) -> bool:
        """Tell whether a meeting was held long before the release came out, and is not the one of its title."""
        time = meeting.time
        if time is None or any(a.view.block.kind == "title" and a.has_facts for a in meeting.anchors):
            return meeting.past
        return time[1] < moved(issued, -2 * _NEWS)

    def _take_for_main(self, meeting: Draft) -> None:
        self.main = meeting
        for waiting in self._pending:
            if self._fits(meeting, waiting):
                meeting.add(waiting)
                self.foci[waiting.sentence] = meeting
            elif waiting.number is not None and waiting.number != meeting.number and (other := self._new(meeting.series)) is not None:
                other.add(waiting)  # "The 15th meeting is scheduled for June. The 14th IP5 Heads Meeting was held …"
        self._pending.clear()

    def _series_of_five(self, anchor: Anchor) -> str:
        """Return the series of "the IP5 meeting": on a page about one of the groups it is that group's, else the heads'."""
        series = (self.main.series if self.main is not None else self._titled) or "heads"
        words = anchor.view.text[anchor.start : anchor.end]
        if self.main is not None and self.main.series in GROUPS | {"deputy-heads"} and _THE_GROUP.match(words):
            return self.main.series
        annual = _ANNUAL.search(words) is not None
        if annual or series == "heads-industry" or series not in OWN_SERIES:
            return "heads"
        return series if self.main is None or self._fits(self.main, anchor) else "heads"

    def _new(self, series: str) -> Draft | None:
        if len(self.meetings) == _MOST:
            return None
        self.meetings.append(Draft(series))
        return self.meetings[-1]

    def _pointed_at(self, anchor: Anchor, focus: Draft | None) -> Draft | None:
        """Find the meeting of "the meeting", "its sixth session", "the first meeting followed in 2007"."""
        if anchor.number is not None:
            return self._numbered(anchor, focus)
        if focus is None:
            told = anchor.asserted and not anchor.vague and (anchor.dates or anchor.places)
            return self._new(self._titled) if told and self._titled is not None and not self.meetings else None
        if anchor.order:
            return (self._previous[-1] if anchor.order == "latter" else self._previous[0]) if self._previous else None
        if anchor.form == "pointer" and anchor.moved == "":
            return focus
        if self.main is not None and _WHOLE.search(anchor.view.text[anchor.start : anchor.end]):
            focus = self.main
        if not anchor.definite and anchor.form == "noun":
            return None
        if anchor.moved:
            if anchor.moved == "next" and all(a.view.is_heading and not a.has_facts for a in focus.anchors) and self._fits(focus, anchor):
                return focus  # under the heading "Tenth meeting": "KIPO will host the next meeting in Daejeon"
            same = (m for m in self.meetings if m.series == focus.series and m.agrees_in_time(bounded(anchor)) and self._fits(m, anchor))
            return next(same, None) or (self._new(focus.series) if anchor.has_facts else None)
        for meeting in [focus, *self.meetings]:
            in_time = meeting.agrees_in_time(bounded(anchor))
            if in_time is not False and (meeting is focus or in_time) and self._agrees_in_place(meeting, anchor):
                return meeting
        return self._new(focus.series) if anchor.dates and anchor.asserted else None

    def _numbered(self, anchor: Anchor, focus: Draft | None) -> Draft | None:
        """Find the meeting of "the third meeting", of the series that the text speaks of."""
        same = (m for m in self.meetings if m.number == anchor.number and (focus is None or m.series == focus.series))
        found = next(same, None)
        if found is not None or focus is None:
            return found
        new_to_it = focus.number is None and anchor.moved == "" and not focus.past and (anchor.definite or not focus.is_dated)
        if new_to_it and focus.agrees_in_time(bounded(anchor)) is not False and self._agrees_in_place(focus, anchor):
            return focus
        return self._new(focus.series)

    def _of_series(self, anchor: Anchor, series: str, focus: Draft | None) -> Draft | None:
        """Find or make the meeting of a series that fits an anchor."""
        same = [m for m in self.meetings if m.series == series]
        if anchor.number is not None:
            for meeting in same:
                if meeting.number == anchor.number:
                    return meeting
        fits = [m for m in same if self._fits(m, anchor) and not (m.past and not m.agrees_in_time(bounded(anchor)))]
        main = self.main
        if (
            not fits
            and main is not None
            and main.weak
            and anchor.asserted
            and (
                series in OWN_SERIES - _OF_HEADS
                or (series in OWN_SERIES and all(a.view.is_heading and not a.has_facts for a in main.anchors))
            )
            and self._fits(main, anchor)
        ):
            main.series, main.weak = series, False
            return main
        if anchor.dates:
            fits = [m for m in fits if m.agrees_in_time(bounded(anchor))] or [m for m in fits if m.time is None]
        elif anchor.places:
            fits = [m for m in fits if m.agrees_in_place(anchor.places, self.context.gazetteer)] or fits
        if not fits:
            return self._new(series)
        return focus if focus is not None and focus in fits else fits[0]

    def _fits(self, meeting: Draft, anchor: Anchor) -> bool:
        """Tell whether nothing that an anchor says contradicts what is known of a meeting."""
        if anchor.number is not None and meeting.number is not None and anchor.number != meeting.number:
            return False
        if meeting.agrees_in_time(bounded(anchor)) is False or not (anchor.put_off or self._agrees_in_place(meeting, anchor)):
            return False
        told = [a for a in meeting.anchors if a.planned or a.has_facts or not a.view.is_heading]  # a bare heading has no tense
        if anchor.moved == "next" and told and not any(a.planned for a in told):
            return False
        began = anchor.moved == "earlier" and anchor.number == 1 and meeting.number is None
        if began and meeting.anchors and not meeting.past and meeting.time is None:
            return False  # "The heads met in Tokyo. Their meetings began in 2007"
        return not (anchor.moved == "earlier" and anchor.number is None and not anchor.dates and meeting is self.main)

    def _agrees_in_place(self, meeting: Draft, anchor: Anchor) -> bool:
        return meeting.agrees_in_place(anchor.places, self.context.gazetteer) is not False

    # -- which meeting a sentence speaks of

    def _focus(self, view: View, here: list[Draft], in_section: Draft | None, *, new_block: bool) -> Draft | None:
        here = [m for m in here if not m.umbrella]
        here = [m for m in here if not all(a.is_aside for a in m.anchors if a.view is view)] or here
        if here:
            return here[-1] if len(here) == 1 or here[0] is not self.main else here[0]
        if view.block.kind in ("item", "row") and self._last is not None:
            to_come = new_block and self._last is not self.main and any(a.planned for a in self._last.anchors)
            if not to_come or self.main is None or any(a.planned for a in self.main.anchors):
                return self._last
            return in_section or self.main  # an item that named the next meeting says nothing of the items behind it
        if in_section is not None:
            return in_section
        if not new_block and self._last is not None and self._is_labelled(view):
            return self._last
        points_back = _ANAPHORIC.match(view.own_text) or (_THERE.search(view.own_text) and " here" not in view.own_text)
        if not new_block and self._last is not None and self._last is not self.main and points_back:
            return self._last
        return self.main

    def _is_labelled(self, view: View) -> bool:
        """Tell whether a paragraph opens with the name of the meeting that it is about: "May 28-29, Industry Trilateral. AIPLA was …"."""
        first = self.views[view.block.sentences[0]]
        if view.block.kind != "paragraph" or first is None or first is view or not first.has("date"):
            return False
        return (
            first.span.end - first.span.start < _LABEL
            and _VERB.search(first.own_text) is None
            and first.has("series", "body", "cue:meeting")
        )

    def _settle(self) -> None:
        """Find the event that each meeting is a part of, and the main meeting where none was taken for it."""
        for umbrella in self.umbrellas:
            time = umbrella.time
            for meeting in self.meetings if time is None else ():
                if self._listed_under(umbrella, meeting):
                    meeting.whole = umbrella
            if time is not None and time[0] == time[1] and precision(time[0]) == "day":
                time = (time[0], moved(time[0], 6))
            for meeting in self.meetings:
                if time is not None and meeting.time is not None and overlap(*time, *meeting.time):
                    meeting.whole = umbrella
        if self.main is not None and self.main.whole is None and self.main.time is None and not self.main.places and self.umbrellas:
            self.main.whole = self.umbrellas[0]
        days = self.main.time if self.main is not None else None
        if days is not None and days[0] < days[1]:
            for meeting in self.meetings:
                own = meeting.time
                apart = meeting is self.main or meeting.whole is not None or meeting.series not in OWN_SERIES
                if not apart and own is not None and days[0] <= own[0] <= own[1] <= days[1]:
                    meeting.whole = self.main
        if self.main is None:
            of_ip5 = [m for m in self.meetings if m.series in OWN_SERIES]
            self.main = next(iter(of_ip5 or self.meetings), None)

    def _listed_under(self, umbrella: Draft, meeting: Draft) -> bool:
        """Tell whether a meeting is an item of the list that a week of meetings introduces: "a series of events in Busan: - June 4: …"."""
        head = umbrella.anchors[0].view
        if not head.own_text.rstrip().endswith(":"):
            return False
        items = (a.sentence for a in meeting.anchors if a.view.block.kind in ("item", "row"))
        return any(
            all((v := self.views[i]) is not None and v.block.kind in ("item", "row") for i in range(head.sentence.index + 1, at + 1))
            for at in items
            if 0 < at - head.sentence.index < _MOST
        )


def gathered(context: Context) -> Gathering:
    """Return the meetings of a release, read a second time where the first reading took the wrong one for the main one."""
    first = Gathering(context)
    news = first.news()
    return first if news is None else Gathering(context, wanted=news)


def _series_of_title(context: Context) -> str | None:
    """Return the series that the page's title names, for "the meeting" in a text that never says whose."""
    title = context.release.title
    hits = context.gazetteer.find(title, kinds=("series", "body", "cue:five", "cue:meeting"))
    named = [h.slug for h in hits if h.kind in ("series", "body") and (not h.loose or h.slug == "heads")]
    if any(h.kind == "cue:meeting" for h in hits) or _MEETS.search(title) is not None:
        for series in named:
            if series in OWN_SERIES and series != "heads":
                return series
    if any(s not in OWN_SERIES for s in named):
        return None
    return "heads" if "heads" in named or any(h.kind == "cue:five" for h in hits) else None
