"""Meetings: the anchors of a release gathered into meetings, one statement each, and the meeting that each sentence speaks of.

A release names its meeting many times: in the title, in the lead, as "the meeting", as "in Suzhou". Anchors are the same
meeting where series, number, dates and place do not contradict each other; what contradicts is another meeting. A
meeting that is only named in passing is stated where the text gives its number or date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ip5kg.dates import DateRange, overlap, precision
from ip5kg.interpret.anchors import FIVE, NTH_DAY, Anchor, anchors
from ip5kg.interpret.attributes import attributes, place_counts
from ip5kg.interpret.context import Context
from ip5kg.interpret.outline import outline
from ip5kg.interpret.views import OWN_SERIES, View, views
from ip5kg.model import MeetingRef, MeetingStatement, Mention, Span


@dataclass
class Meeting:
    """A meeting under construction: what its anchors say."""

    series: str
    number: int | None = None
    anchors: list[Anchor] = field(default_factory=list)
    inherited: Meeting | None = None
    umbrella: bool = False
    weak: bool = False
    """The text only says "the five" met: it may turn out to be a meeting of one of their groups."""
    past: bool = False
    """Named only to count from it ("ten years after their first meeting")."""

    # -- what the anchors say

    @property
    def dates(self) -> list[tuple[DateRange, Anchor]]:
        return [(d, a) for a in self.anchors for d in ([a.new_date] if a.put_off and a.new_date else [] if a.put_off else a.dates)]

    @property
    def places(self) -> list[Mention]:
        return [p for a in self.anchors if not a.put_off for p in a.places]

    def span_of_time(self) -> tuple[str, str] | None:
        """Return start and end, as precise as the text: ranges before single days before months before years."""
        dates = [(d, a) for d, a in self.dates if not a.lent] or self.dates
        if not dates:
            return None
        days = [(d, a) for d, a in dates if d.precision == "day"]
        if not days:
            bare = [d for d, _ in dates if d.bound != "until"]
            best = next((d for d in bare if d.precision == "month"), bare[0] if bare else None)
            return (best.start, best.end) if best else None
        said = [(d, a) for d, a in days if not a.view.is_heading] or days
        whole = next((d for d, _ in said if d.start != d.end), None)
        if whole is not None:
            return whole.start, whole.end
        start = next((d.start for d, a in said if d.bound == "from" or (d.bound != "until" and _near_cue(a, d, "cue:open"))), None)
        end = next((d.end for d, a in said if d.bound == "until"), None)
        if start is not None and end is None:
            end = next((d.end for d, a in said if _near_cue(a, d, "cue:close") and d.end > start), None)
        if end is not None and start is None:
            start = next((d.start for d, _ in said if d.bound != "until" and d.start < end), None)
        if start is not None and end is not None and start < end:
            return start, end
        first, anchor = next(((d, a) for d, a in said if d.bound != "until"), said[0])
        alone = len([m for m in anchor.view.of("date") if isinstance(m.value, DateRange) and m.value.precision == "day"]) == 1
        days = _duration(anchor.view.own_text) if alone and anchor.alone else None
        if days is None:
            days = next((n for a in self.anchors if a.form in ("noun", "pointer") and (n := _duration(a.view.text[max(a.view.span.start, a.start - 4) : a.end + 12]))), None)
        if days is not None and first.bound != "until":
            if _near_cue(anchor, first, "cue:close", 130) and not _near_cue(anchor, first, "cue:open"):
                return _moved_by(first.start, 1 - days), first.end
            return first.start, _moved_by(first.start, days - 1)
        return first.start, first.end

    def agrees_in_time(self, dates: Sequence[DateRange]) -> bool | None:
        """Tell whether dates fit what is known; None where one side has none."""
        own = self.span_of_time()
        if own is None or not dates:
            return None
        mine = own if own[0] != own[1] else _extent(*own, {d.bound for d, _ in self.dates})
        return any(overlap(*mine, *_extent(d.start, d.end, {d.bound})) for d in dates)

    def agrees_in_place(self, places: Sequence[Mention], context: Context) -> bool | None:
        mine, theirs = _where(self.places, context), _where(places, context)
        if mine == (None, None) or theirs == (None, None):
            return None
        if mine[0] and theirs[0]:
            return mine[0] == theirs[0]
        return mine[1] == theirs[1]


_DAYS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_DAY_NUMBERS: Final = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_DURATION: Final = re.compile(r"\b(two|three|four|five|[2-5])[- ]days?[- ](?:\w+ ){0,2}(?:meeting|conference|session|event|talks|summit|gathering|workshop)\b|\b(?:of|for|lasts?|lasted|over|after) (two|three|four|five|[2-5]) days\b")


def _duration(text: str) -> int | None:
    """Return how many days a sentence says that a meeting lasts: "a two-day meeting", "for three days"."""
    match = _DURATION.search(text)
    return _DAYS[match[1] or match[2]] if match else None


def _moved_by(iso: str, days: int) -> str:
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


def _extent(start: str, end: str, bounds: set[str]) -> tuple[str, str]:
    """Return the time that a meeting can have lasted of which only the first or the last day is said."""
    if precision(start) != "day" or not bounds & {"from", "until"}:
        return start, end
    return (_moved_by(start, -_LONGEST) if bounds == {"until"} else start), (_moved_by(end, _LONGEST) if bounds == {"from"} else end)


_LONGEST: Final = 5  # days


def _near_cue(anchor: Anchor, when: DateRange, kind: str, reach: int = 60) -> bool:
    dated = [m for m in anchor.view.of("date") if m.value == when]
    return any(abs(cue.span.start - d.span.start) < reach for cue in anchor.view.of(kind) for d in dated)


def _where(places: Sequence[Mention], context: Context) -> tuple[str | None, str | None]:
    """Return town and country of the first place named, with the town of a place named together with it."""
    city = country = None
    for mention in places:
        entity = mention.entity
        entry = None
        if entity is not None and hasattr(entity, "iri"):
            entry = context.gazetteer.entry(entity.iri)
        if entry is None:
            continue
        if "City" in entry.classes:
            if city is None and country in (None, entry.country):
                city, country = entry.label, entry.country
        elif country is None:
            country = entry.country
    return city, country


def interpret_meetings(context: Context) -> Context:
    """Return the context with its meetings, the focus of each sentence, and whether the release is about the IP5."""
    reader = _Reader(context)
    reader.read()
    stated = reader.statements()
    about = reader.about_ip5()
    if not about:
        stated = [(m, s) for m, s in stated if s.series not in OWN_SERIES]
    refs = {id(m): s.ref for m, s in stated}
    main = refs.get(id(reader.main))
    foci = tuple(refs.get(id(m), main) if m is not None else main if reader.main is not None and reader.views[i] is not None else None for i, m in enumerate(reader.foci))
    spots = tuple((a.at, refs[id(m)]) for m in reader.meetings if id(m) in refs for a in m.anchors)
    statements = tuple(sorted((s for _, s in stated), key=lambda s: (s.span.start, s.span.end, s.series, s.number or 0, s.start or "")))
    return context.with_meetings(statements, foci, tuple(sorted(spots, key=lambda s: s[0])), is_about_ip5=about)


def meetings(context: Context) -> tuple[MeetingStatement, ...]:
    """Return the meetings that a release says were or will be held, in order of their span."""
    return context.meetings or interpret_meetings(context).meetings


_LEAD: Final = 3  # paragraphs
_ANAPHORIC: Final = re.compile(r"(?:They|It|There|The (?:meeting|session|conference|event|talks|two sides|participants)|This|These|At (?:it|the meeting|this)|In (?:it|the course)|From (?:the )?left|Also (?:present|there))\b")


_HELD: Final = re.compile(r"\b(?:was held|were held|took place|had met|have met|met|held (?:a|its|their)|sat down|was accompanied)\b")
_ANNUAL: Final = re.compile(r"\b(?:annual|yearly)\b")
_THERE: Final = re.compile(r"\bThere (?!is|was|were|are|will|has|had)|\b(?:there|here|in the same (?:city|town|place))\b")
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w. ]{1,20})?(?:, \w+\.? \d{1,2}(?:, \d{4})?)?(?: \([\w ]+\))?\s[-–—]{1,2}\s")


def _series_of_title(context: Context) -> str | None:
    """Return the series that the page's title names, for "the meeting" in a text that never says whose."""
    title = context.release.title
    hits = context.gazetteer.find(title, kinds=("series", "body", "cue:five", "cue:industry", "cue:meeting"))
    named = [h.slug for h in hits if h.kind in ("series", "body") and not (h.loose and h.slug not in ("heads",))]
    meets = any(h.kind == "cue:meeting" for h in hits) or _MEETS.search(title) is not None
    for series in named:
        if series in OWN_SERIES and series != "heads" and meets:
            return series
    if any(s not in OWN_SERIES for s in named):
        return None
    if "heads" in named or any(h.kind == "cue:five" for h in hits):
        return "heads"
    return None


_OF_HEADS: Final = frozenset({"heads", "deputy-heads", "heads-industry"})
_WHOLE: Final = re.compile(r"\b(?:closing|opening|plenary|final|annual|yearly|main)\b")
_BOTH: Final = re.compile(r"\b(?:both|the two)\b")
_MEETS: Final = re.compile(r"\b(?:[Mm]eets?|[Mm]et|[Cc]onven\w+|[Gg]ather\w*|[Ss]ession)\b")


class _Reader:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.views = views(context)
        self.meetings: list[Meeting] = []
        self.umbrellas: list[Meeting] = []
        self.main: Meeting | None = None
        self.foci: list[Meeting | None] = [None] * len(self.views)
        self.last: Meeting | None = None
        self.there: list[Mention] = []
        self.previous: list[Meeting] = []
        self.pending: list[Anchor] = []
        """Anchors that point to a meeting before any was named: they go to the first one."""
        self.usual_series = _series_of_title(context)

    def read(self) -> None:
        in_section: Meeting | None = None
        block = -1
        for index, view in enumerate(self.views):
            if view is None:
                continue
            if view.sentence.block != block:
                new_block, block = True, view.sentence.block
                if view.block.kind not in ("item", "row", "note", "caption"):
                    self.last = None
            else:
                new_block = False
            found = anchors(view)
            attributes(view, found)
            self.point_there(view, found)
            outline(view, found, self.main or (self.meetings[0] if self.meetings else None))
            if found and found[-1].label:
                titled = [m for m in self.meetings if m is not self.main and m.anchors[0].view.block.kind == "title"]
                for meeting in titled:
                    meeting.anchors.append(found[-1])
            here: list[Meeting] = []
            if found and found[0].form == "pointer" and _BOTH.search(view.own_text) and len(self.previous) > 1:
                for meeting in self.previous:
                    meeting.anchors.append(found[0])
                found = []
            for anchor in found:
                meeting = self.place(anchor, in_section)
                if meeting is not None and (anchor.series is None or anchor.asserted or anchor.has_facts or view.is_heading):
                    here.append(meeting)
            if view.is_heading:
                in_section = next((m for m in here if not m.umbrella), None) if view.block.kind == "heading" else None
                if view.block.kind == "heading" and in_section is not None and in_section is self.main:
                    in_section = None
            self.previous = here or self.previous
            self.foci[index] = self.focus(view, here, in_section, new_block=new_block)
            self.last = self.foci[index]
        self.settle()

    def point_there(self, view: View, found: list[Anchor]) -> None:
        """Give "there", "here" and "in the same city" the place that was named last (for "here", that of the dateline)."""
        if (word := _THERE.search(view.own_text)) is not None:
            places = self.dateline() if word[0] == "here" else self.there
            for anchor in found:
                if not anchor.places and (word[0] != "here" or anchor.series is not None):
                    anchor.places = list(places)
        counted = [m for m in view.of("place") if place_counts(view, m)]
        if counted:
            self.there = counted

    def dateline(self) -> list[Mention]:
        """Return the place at the head of the text: "GENEVA - As delegations …"."""
        for view in self.views:
            if view is None or view.is_heading:
                continue
            first = next(iter(view.of("place")), None)
            if first is not None and first.span.start == view.span.start and _DATELINE.match(view.text, first.span.end):
                return [first]
        return []

    # -- which meeting an anchor speaks of

    def place(self, anchor: Anchor, in_section: Meeting | None) -> Meeting | None:
        """Find or make the meeting of an anchor."""
        if anchor.form == "umbrella":
            meeting = Meeting("heads", anchors=[anchor], umbrella=True)
            self.umbrellas.append(meeting)
            return meeting
        if anchor.plural or (anchor.usual and not anchor.has_facts):
            return None
        if anchor.put_off and self.main is not None and anchor.number is None:
            anchor.series = self.main.series
            self.main.anchors.append(anchor)
            return self.main
        series = anchor.series
        focus = self.last or in_section or self.main
        weak = series == FIVE
        if series == FIVE:  # "the IP5 meeting" on a page about one of the groups is that group's
            series = anchor.series = (self.main.series if self.main is not None else self.usual_series) or "heads"
            if series != "heads" and _ANNUAL.search(anchor.view.text[anchor.start : anchor.end]):
                series = anchor.series = "heads"
            if self.main is not None and series != "heads" and (not self.fits(self.main, anchor)):
                series = anchor.series = "heads"
            if series in ("heads-industry",) or series not in OWN_SERIES:
                series = anchor.series = "heads"
        if series is None:
            meeting = self.pointed_at(anchor, focus)
        else:
            meeting = self.of_series(anchor, series, focus)
        if meeting is not None and not meeting.anchors:
            meeting.weak, meeting.past = weak, anchor.moved == "earlier"
        elif meeting is not None:
            meeting.weak = meeting.weak and (weak or series is None)
            meeting.past = meeting.past and anchor.moved == "earlier"
        if meeting is None:
            if anchor.asserted and anchor.definite and anchor.has_facts and not self.meetings:
                self.pending.append(anchor)
            return None
        if anchor.number is not None and meeting.number is None:
            meeting.number = anchor.number
        meeting.anchors.append(anchor)
        if self.main is None and meeting.series in OWN_SERIES and not meeting.past:
            self.main = meeting
            for waiting in self.pending:
                if self.fits(meeting, waiting):
                    meeting.anchors.append(waiting)
                    self.foci[waiting.sentence] = meeting
            self.pending.clear()
        return meeting

    def new(self, series: str) -> Meeting:
        meeting = Meeting(series)
        self.meetings.append(meeting)
        return meeting

    def pointed_at(self, anchor: Anchor, focus: Meeting | None) -> Meeting | None:
        """Find the meeting of "the meeting", "its sixth session", "the first meeting followed in 2007"."""
        if anchor.number is not None:
            same = next((m for m in self.meetings if m.number == anchor.number and (focus is None or m.series == focus.series)), None)
            if same is not None:
                return same
            if focus is not None and focus.number is None and anchor.moved == "" and not focus.past and (anchor.definite or not focus.dates) and focus.agrees_in_time(anchor.dates) is not False:
                if focus.agrees_in_place(anchor.places, self.context) is not False:
                    return focus
            return self.new(focus.series) if focus is not None else None
        if focus is None:
            if self.usual_series is None or self.meetings or anchor.vague or not anchor.asserted or not (anchor.dates or anchor.places):
                return None
            return self.new(self.usual_series)
        if anchor.latter or anchor.former:
            return (self.previous[-1] if anchor.latter else self.previous[0]) if self.previous else None
        if anchor.form == "pointer" and anchor.moved == "":
            return focus
        if self.main is not None and _WHOLE.search(anchor.view.text[anchor.start : anchor.end]):
            focus = self.main
        if not anchor.definite and anchor.form == "noun":
            return None
        if anchor.moved == "next" or anchor.moved == "earlier":
            known = next((m for m in self.meetings if m.series == focus.series and m.agrees_in_time(anchor.dates) and self.fits(m, anchor)), None)
            return known or (self.new(focus.series) if anchor.has_facts else None)
        for meeting in [focus, *self.meetings]:
            if meeting.agrees_in_time(anchor.dates) is not False and meeting.agrees_in_place(anchor.places, self.context) is not False:
                if meeting is focus or meeting.agrees_in_time(anchor.dates):
                    return meeting
        return self.new(focus.series) if anchor.dates and anchor.asserted else None

    def of_series(self, anchor: Anchor, series: str, focus: Meeting | None) -> Meeting:
        same = [m for m in self.meetings if m.series == series]
        if anchor.number is not None:
            for meeting in same:
                if meeting.number == anchor.number:
                    return meeting
        fits = [m for m in same if self.fits(m, anchor) and not (m.past and not m.agrees_in_time(anchor.dates))]
        weak = self.main
        if not fits and weak is not None and weak.weak and series in OWN_SERIES - _OF_HEADS and anchor.asserted and self.fits(weak, anchor):
            weak.series, weak.weak = series, False
            return weak
        if anchor.dates:
            dated = [m for m in fits if m.agrees_in_time(anchor.dates)]
            undated = [m for m in fits if m.span_of_time() is None]
            fits = dated or undated
        elif anchor.places:
            fits = [m for m in fits if m.agrees_in_place(anchor.places, self.context)] or fits
        if not fits:
            return self.new(series)
        return focus if focus in fits and focus is not None else fits[0]

    def fits(self, meeting: Meeting, anchor: Anchor) -> bool:
        if anchor.number is not None and meeting.number is not None and anchor.number != meeting.number:
            return False
        if meeting.agrees_in_time(anchor.dates) is False or (not anchor.put_off and meeting.agrees_in_place(anchor.places, self.context) is False):
            return False
        if anchor.moved == "next" and meeting.anchors and not any(a.planned for a in meeting.anchors):
            return False
        return not (anchor.moved == "earlier" and anchor.number is None and not anchor.dates and meeting is self.main)

    def focus(self, view: View, here: list[Meeting], in_section: Meeting | None, *, new_block: bool) -> Meeting | None:
        here = [m for m in here if not m.umbrella]
        if here:
            return here[-1] if len(here) == 1 or here[0] is not self.main else here[0]
        if view.block.kind in ("item", "row") and self.last is not None:
            return self.last
        if in_section is not None:
            return in_section
        if not new_block and self.last is not None and self.last is not self.main and _ANAPHORIC.match(view.own_text):
            return self.last
        return self.main

    # -- what is stated

    def settle(self) -> None:
        for umbrella in self.umbrellas:
            time = umbrella.span_of_time()
            if time is not None and time[0] == time[1] and precision(time[0]) == "day":
                time = (time[0], _moved_by(time[0], 6))
            for meeting in self.meetings:
                own = meeting.span_of_time()
                if time is not None and own is not None and overlap(time[0], time[1], own[0], own[1]):
                    meeting.inherited = umbrella
        if self.main is not None and (time := self.main.span_of_time()) is not None and time[0] < time[1]:
            for meeting in self.meetings:
                own_time = meeting.span_of_time()
                if meeting is not self.main and meeting.inherited is None and own_time is not None and time[0] <= own_time[0] <= own_time[1] <= time[1]:
                    meeting.inherited = self.main
        if self.main is None:
            own = [m for m in self.meetings if m.series in OWN_SERIES]
            self.main = own[0] if own else (self.meetings[0] if self.meetings else None)

    def by_the_day(self, meeting: Meeting) -> tuple[str, str] | None:
        """Work out "on the second day" from the days of the main meeting."""
        whole = self.main.span_of_time() if self.main is not None and self.main is not meeting else None
        if whole is None or precision(whole[0]) != "day":
            return None
        for anchor in meeting.anchors:
            match = NTH_DAY.search(anchor.view.own_text)
            if match is not None:
                number = _DAY_NUMBERS.get(match[1])
                day = whole[1] if number is None else _moved_by(whole[0], number - 1)
                return (day, day) if whole[0] <= day <= whole[1] else None
        return None

    def statements(self) -> list[tuple[Meeting, MeetingStatement]]:
        stated: list[tuple[Meeting, MeetingStatement]] = []
        for meeting in self.meetings:
            statement = self.state(meeting)
            if statement is not None:
                stated.append((meeting, statement))
        return stated

    def state(self, meeting: Meeting) -> MeetingStatement | None:
        whole = [*meeting.anchors, *(meeting.inherited.anchors if meeting.inherited and meeting.inherited.umbrella else ())]
        own = [a for a in meeting.anchors if not a.put_off or a.new_date]
        time = meeting.span_of_time() or self.by_the_day(meeting)
        if time is not None and meeting.inherited is None and not meeting.dates:
            meeting.inherited = self.main
        places = meeting.places or (meeting.inherited.places if meeting.inherited else [])
        if not places and any(a.is_side for a in meeting.anchors) and self.main is not None and self.main is not meeting:
            places = self.main.places
        city, country = _where(places, self.context)
        form = next((a.format for a in own if a.format and not a.view.is_heading), None) or next((a.format for a in own if a.format), None)
        if form is None and (city or country):
            form = "in-person"
        if form == "online":
            city = country = None
        if not self.is_stated(meeting, time, city or country):
            return None
        primary = next((a for a in own if a.asserted and not a.view.is_heading), None) or next((a for a in own if not a.view.is_heading), meeting.anchors[0])
        best = next((a for a in own if a.dates and not a.view.is_heading and a.number == meeting.number), primary)
        return MeetingStatement(
            span=Span(best.view.span.start, best.view.span.end),
            rule=f"meeting/{best.form}",
            series=meeting.series,
            number=meeting.number,
            start=time[0] if time else None,
            end=time[1] if time else None,
            format=form,
            city=city,
            country=country,
            host=next((a.host for a in whole if a.host), None),
            status=self.status(meeting, time),
        )

    def is_stated(self, meeting: Meeting, time: tuple[str, str] | None, place: str | None) -> bool:
        if meeting.series in OWN_SERIES:
            if meeting.number is not None or time is not None:
                return True
            told = [a for a in meeting.anchors if a.asserted and not a.usual and not a.view.is_heading]
            told += [a for a in meeting.anchors if a.form == "deed" and a.places]
            return bool(told) and (place is not None or meeting is self.main or any(a.planned is not True and _HELD.search(a.view.own_text) for a in told))
        if meeting.series == "bilateral":
            return time is not None or place is not None or any(a.asserted and not a.usual for a in meeting.anchors)
        return time is not None or place is not None

    def status(self, meeting: Meeting, time: tuple[str, str] | None) -> str:
        if any(a.cancelled for a in meeting.anchors):
            return "cancelled"
        issued = self.context.release.issued
        votes = [a.planned for a in meeting.anchors if a.planned is not None and (a.dates or a.places or a.host)]
        votes = votes or [a.planned for a in meeting.anchors if a.planned is not None and not a.view.is_heading]
        votes = votes or [a.planned for a in meeting.anchors if a.planned is not None]
        if time is not None and issued is not None:
            width = min(len(time[0]), len(issued))
            if time[0][:width] > issued[:width]:
                return "held" if votes and not any(votes) else "planned"
            end = min(len(time[1]), len(issued))
            if time[1][:end] < issued[:end]:
                return "held"
        return "planned" if votes and votes[0] else "held"

    def about_ip5(self) -> bool:
        """Tell whether a release is about the five offices: by its title, its lead, or more than one sentence."""
        release = self.context.release
        speaking = [v for v in self.views if v is not None and _speaks_of_five(v)]
        headings = [v for v in self.views if v is not None and v.block.kind == "title"]
        if any(v.is_heading for v in speaking) or self.context.gazetteer.find(release.title, kinds=("cue:five",)):
            return True
        look_alike = any(m.value not in OWN_SERIES and m.value != "other" for v in headings for m in v.of("series"))
        if look_alike:
            return False
        lead = [v for v in self.views if v is not None and not v.is_heading]
        first = {v.sentence.block for v in lead[:1]}
        told = [a for m in self.meetings if m.series in OWN_SERIES for a in m.anchors if (a.asserted or (a.form == "deed" and _speaks_of_five(a.view))) and a.has_facts and not a.usual]
        if any(v.sentence.block in first for v in speaking) or any(a.view.sentence.block in first for a in told):
            return len(speaking) > 1 or bool(told)
        early = {v.sentence.block for v in lead if v.sentence.index == v.block.sentences[0]}
        near = sorted(early)[:_LEAD]
        return len(speaking) > 1 and any(v.sentence.block in near for v in speaking) and bool(told)


def _speaks_of_five(view: View) -> bool:
    if any(m.value == "five" for m in view.of("cue:five")) and not all(m.entity is not None and m.text.lower().endswith("offices") and "five" not in m.text.lower() and "ip5" not in m.text.lower() for m in view.of("cue:five")):
        return True
    if any(m.value in OWN_SERIES and m.value not in ("heads", "deputy-heads") for m in view.of("series", "body")):
        return True
    return len({m.value for m in view.of("office") if m.value != "WO"}) >= 5
