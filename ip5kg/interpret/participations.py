"""Participations: who took part in which meeting, for whom, in which role, under which title.

Somebody takes part where a verb or noun of taking part says so, or where the name stands in a list, table or heading of
participants. Who is only quoted, or only heads an office that is named, has no part. One record for a person and a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.appositions import Apposition, appositions
from ip5kg.interpret.context import Context
from ip5kg.interpret.views import OFFICES, View, view_of, views
from ip5kg.model import MeetingRef, Mention, ParticipationStatement, Resolved, Span

_RANKING: Final = {"chair": 6, "co-chair": 5, "absent": 4, "head-of-delegation": 3, "observer": 2, "participant": 1}
_OF_HEADS: Final = frozenset({"heads", "heads-industry", "deputy-heads"})
_COUNTRY_OFFICE: Final = {"KR": "KR", "JP": "JP", "US": "US", "CN": "CN"}
_ORGANISATIONS: Final = ("office", "association")


@dataclass(frozen=True, slots=True)
class _Part:
    """One mention of somebody's part in a meeting."""

    meeting: MeetingRef
    who: Apposition
    name: str
    iri: str
    office: str | None
    role: str
    span: Span
    rule: str
    among_others: bool = False
    """Named in one breath with those of other offices."""


def participations(context: Context) -> tuple[ParticipationStatement, ...]:
    """Return who took part in the meetings of a release, in order of span."""
    if not context.meetings:
        return ()
    reader = _Reader(context)
    parts = list(reader.read())
    merged: dict[tuple[MeetingRef, str], list[_Part]] = {}
    for part in parts:
        merged.setdefault((part.meeting, part.iri), []).append(part)
    found = [reader.statement(group, _led(merged, key)) for key, group in merged.items()]
    found.sort(key=lambda s: (s.span.start, s.span.end, s.person))
    return tuple(found)


def _led(merged: dict[tuple[MeetingRef, str], list[_Part]], key: tuple[MeetingRef, str]) -> frozenset[str]:
    """Return the offices for which somebody else is named at the same meeting."""
    return frozenset(
        part.office for (meeting, iri), parts in merged.items() if meeting == key[0] and iri != key[1] for part in parts if part.office and part.role != "absent"
    )


class _Reader:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.views = views(context)
        self.ranks = {e.slug: e.broader or e.slug for e in context.gazetteer.of_kind("title")}
        self.titles: dict[str, list[Apposition]] = {}
        self.appositions: dict[int, Apposition] = {}
        for view in self.views:
            for who in appositions(view, self.ranks) if view is not None else ():
                self.appositions[who.person.span.start] = who
                if who.title and isinstance(who.person.entity, Resolved):
                    self.titles.setdefault(who.person.entity.iri, []).append(who)

        self.lists = self.lists_of_names()
        self.last: Apposition | None = None

    def lists_of_names(self) -> frozenset[int]:
        """Return the blocks of lists whose items name persons of three offices or more: lists of participants."""
        found: set[int] = set()
        run: list[tuple[int, str | None]] = []
        for view in [*self.views, None]:
            if view is not None and view.block.kind in ("item", "row"):
                whos = [self.appositions[p.span.start] for p in view.of("person")]
                run.append((view.sentence.block, whos[0].office if len(whos) == 1 and whos[0].title else None))
                continue
            if len({office for _, office in run if office in OFFICES}) > 2:
                found.update(block for block, _ in run)
            run = []
        return frozenset(found)

    def read(self) -> Iterator[_Part]:
        intro: View | None = None
        for view in self.views:
            if view is None:
                continue
            listed = view.block.kind in ("item", "row")
            if not listed:
                intro = view
            people = [p for p in view.of("person") if isinstance(p.entity, Resolved)]
            said = _PRONOUN.search(view.own_text)
            if not people or re.search(r"\bI\b", view.own_text) or (said is not None and view.span.start + said.start() < people[0].span.start):
                yield from self.pronoun(view)
            if not people:
                pass
            elif len({p.entity.iri for p in people if isinstance(p.entity, Resolved)}) == 1:
                self.last = self.appositions[people[0].span.start]
            elif people:
                self.last = None
            if people and not (view.block.kind == "caption" and not _is_list(view) and not _PICTURED.search(view.own_text)):
                yield from self.sentence(view, people, intro if listed else self.heading(view))
            if view.block.kind == "item" and not people and (view.has("role:observer") or _is_list(view)):
                intro = view

    def pronoun(self, view: View) -> Iterator[_Part]:
        """Read "he had taken part in …" as said of the one person of the sentence before; "I" as the author of a byline."""
        match = _PRONOUN.search(view.own_text)
        if match is None or any(0 <= c.span.start - view.span.start - match.end() < 12 for c in view.of("cue:speech")):
            return
        before = self.author() if match[1] == "I" else self.last
        if before is None:
            return
        cues = [c for c in view.of("role:head-of-delegation", "role:participant", "role:chair") if c.span.start >= view.span.start + match.start()]
        spots = [at for at, _ in self.context.spots if view.span.start <= at < view.span.end]
        if not spots or (match[1] == "I" and not cues):
            return
        meeting = self.meeting(view, spots[-1])
        if meeting is None or not isinstance(before.person.entity, Resolved):
            return
        entity = before.person.entity
        office = before.office or self.office(view, before, None)
        role = _settled("head-of-delegation" if cues and cues[0].value == "head-of-delegation" else "participant", office, before, meeting)
        yield _Part(meeting, before, self.name(before.person, entity), entity.iri, office, role, view.span, "participation/pronoun")

    def author(self) -> Apposition | None:
        """Return who wrote the text, by a byline in its first lines."""
        for sentence in self.context.release.sentences[:6]:
            view = view_of(self.context, sentence)
            for who in appositions(view, self.ranks):
                if re.search(r"\b[Bb]y(?: the)? \Z", view.text[max(view.span.start, who.start - 8) : who.start]):
                    return who
        return None

    def heading(self, view: View) -> View | None:
        """Return the heading above, where it announces those who took part."""
        above = self.context.heading_above(view.sentence)
        found = self.views[above.index] if above is not None else None
        if found is None or found.block.kind != "heading" or found.has("office", "person") or len(found.words) > 8:
            return None
        return found if _announces(found) else None

    def sentence(self, view: View, people: list[Mention], intro: View | None) -> Iterator[_Part]:
        whos = [self.appositions[p.span.start] for p in people]
        respectively = _respectively(view, whos)
        many = len({w.office for w in whos if w.office in OFFICES}) > 1
        sender: tuple[Mention | None, str] | None = None
        for index, who in enumerate(whos):
            found = self.role(view, who, whos, index, intro)
            if found is None:
                continue
            role, cue, rule = found
            meeting = self.meeting(view, who.start if cue is None else cue.span.start)
            if meeting is None:
                continue
            office = who.office or respectively.get(index)
            if office is None:
                office = self.office(view, who, intro)
                if office is None and sender is not None and sender[0] is cue:
                    office = sender[1]
                elif office is not None and (cue is not None or rule == "participation/listing"):
                    sender = (cue, office)
            role = _settled(role, office, who, meeting)
            entity = who.person.entity
            if not isinstance(entity, Resolved):
                continue
            start, end = who.start, who.end
            if cue is not None and abs(cue.span.start - end) < 90 and view.span.start <= cue.span.start:
                start, end = min(start, cue.span.start), max(end, cue.span.end)
            if cue is not None and _BOTH.match(view.text, cue.span.end, view.span.end):
                earlier = list(dict.fromkeys(ref for at, ref in self.context.spots if at < view.span.start))
                for other in earlier[-2:]:
                    if other != meeting:
                        yield _Part(other, who, self.name(who.person, entity), entity.iri, office, _settled(found[0], office, who, other), Span(start, end), rule)
            yield _Part(meeting, who, self.name(who.person, entity), entity.iri, office, role, Span(start, end), rule, many and role != "accompanies")

    def name(self, person: Mention, entity: Resolved) -> str:
        entry = self.context.gazetteer.entry(entity.iri)
        if entry is None:
            return " ".join(person.text.split())
        label = re.sub(r"\s\([^()]*\)\Z", "", entry.label)
        written = " ".join(person.text.split())
        return written if " " not in label and " " in written else label

    # -- which meeting

    def meeting(self, view: View, at: int) -> MeetingRef | None:
        """Return the meeting that the words at an offset speak of: the one named nearest in the sentence, else its focus."""
        spots = [(abs(spot - at), ref) for spot, ref in self.context.spots if view.span.start <= spot < view.span.end]
        return min(spots, key=lambda s: s[0])[1] if spots else self.context.focus(view.sentence.index)

    # -- which role

    def role(
        self, view: View, who: Apposition, whos: list[Apposition], index: int, intro: View | None
    ) -> tuple[str, Mention | None, str] | None:
        """Return somebody's role, the words that give it and the rule; None for who takes no part."""
        for role in ("absent", "co-chair", "chair"):
            cue = _cue_of(view, who, whos, index, role)
            if cue is not None:
                return role, cue, f"participation/{role}"
        if _stood_for(view, whos, index):
            return "absent", None, "participation/stood-for"
        if intro is not None and intro is not view and (role_of_list := _role_of_list(intro, view)) is not None:
            label = _label_role(view, who)
            return label or role_of_list, None, "participation/list"
        if (label := _label_role(view, who)) is not None:
            return label, None, "participation/label"
        if len(whos) > 1 and _PICTURED.search(view.own_text) and any(w.office or w.title or w.country for w in whos):
            return "listed", None, "participation/pictured"
        if _leads_talks(view, who):
            return "chair", None, "participation/led-talks"
        if view.sentence.block in self.lists:
            return "listed", None, "participation/list-of-names"
        if _is_listing(view, whos):
            return "listed", None, "participation/listing"
        cue = _cue_of(view, who, whos, index, "head-of-delegation")
        if cue is not None:
            return "head-of-delegation", cue, "participation/head"
        if _stands_in(view, who, whos, index):
            return "head-of-delegation", None, "participation/stand-in"
        if _THAT_OF.match(view.text, who.end):
            return "head-of-delegation", None, "participation/head"
        cue = _cue_of(view, who, whos, index, "observer")
        if cue is not None:
            return "observer", cue, "participation/observer"
        if _went(view, who) or _with_whom(view, whos, index):
            return "participant", None, "participation/went"
        if _opens(view, who, whos, index):
            return "accompanies", None, "participation/opening"
        cue = _cue_of(view, who, whos, index, "participant")
        if cue is not None and _TOOK_PART_FOR.match(view.text, cue.span.end, view.span.end) and any(0 < m.span.start - cue.span.end < 20 for m in view.of("office", "place")):
            return "head-of-delegation", cue, "participation/for-office"
        if cue is not None:
            return ("accompanies" if cue.text.lower().startswith(("accompan", "opening", "deliver", "gave", "keynote", "open", "with h", "with th", "spoke")) else "participant"), cue, "participation/verb"
        if view.has("cue:meet") and any(ref.series == "bilateral" for at, ref in self.context.spots if view.span.start <= at < view.span.end) and len(whos) < 4:
            return "participant", next((m for m in view.of("series") if m.value == "bilateral"), None), "participation/talks"
        if _at_meeting(view, whos, index):
            return "participant", None, "participation/at-meeting"
        return None

    # -- for whom

    def office(self, view: View, who: Apposition, intro: View | None) -> str | None:
        """Return the office or organisation that somebody represents where it does not stand beside the name."""
        organisations = view.of(*_ORGANISATIONS)
        if view.block.kind in ("item", "row"):
            labels = [o for o in organisations if o.span.end <= who.start and _LABEL.match(view.text, o.span.end)]
            if labels:
                return str(labels[0].value)
            behind = [o for o in organisations if o.span.start >= who.end]
            if behind:
                return str(behind[0].value)
        if re.search(r"\b(?:its|whose) (?:[\w-]+ ){0,2}\Z", view.text[max(view.span.start, who.start - 24) : who.start]):
            before = [o for o in organisations if o.span.end <= who.start and who.start - o.span.end < 80]
            if before:
                return str(before[-1].value)
        for pattern in (_FOR_BEHIND, _FOR_BEFORE):
            if (match := pattern(view, who)) is not None:
                return match
        if intro is not None and intro is not view:
            there = [o for o in intro.of(*_ORGANISATIONS) if o.value != "ip5"]
            if len({o.value for o in there}) == 1:
                return str(there[0].value)
        if who.country in _COUNTRY_OFFICE:
            return _COUNTRY_OFFICE[str(who.country)]
        entity = who.person.entity
        if isinstance(entity, Resolved) and who.rank in ("head-title", "deputy-title", None):
            places = {t.organisation for t in self.context.gazetteer.tenures_of(entity.iri)}
            if len(places) == 1:
                return places.pop()
        same = [t.office for t in self.titles.get(entity.iri, ()) if t.office] if isinstance(entity, Resolved) else []
        if same:
            return same[0]
        near = [o for o in organisations if o.value in (*OFFICES, "WO") and o.span.end <= who.start]
        return str(near[-1].value) if near and who.title and len({o.value for o in organisations}) == 1 else None

    # -- one record for a person and a meeting

    def statement(self, group: list[_Part], led: frozenset[str]) -> ParticipationStatement:
        best = max(group, key=lambda p: (_RANKING[p.role], p.who.title is not None))
        title = next((p.who.title for p in sorted(group, key=lambda p: (-_RANKING[p.role], p.span.start)) if p.who.title), None)
        office = best.office or next((p.office for p in group if p.office), None)
        elsewhere = [a for a in self.titles.get(best.iri, ()) if a.title and (a.office in (None, office) or office is None)]
        for other in elsewhere:
            if other.title and (title is None or (_words(title) < _words(other.title))):
                title = other.title
        role = best.role
        if role == "participant" and best.meeting.series in _OF_HEADS and office in OFFICES and office not in led and best.among_others:
            role = "head-of-delegation"  # the only one named for the office, in one breath with the heads of others
        return ParticipationStatement(
            span=best.span,
            rule=best.rule,
            meeting=best.meeting,
            person=best.name,
            office=office,
            role=role,
            title=title,
            person_iri=best.iri,
        )


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.lower()))


# --------------------------------------------------------------------------------------------------- cues of a role

_THAT_OF: Final = re.compile(r"\s(?:that|those|the one) of\s")

_BY: Final = re.compile(r"\bby\b[^;.]{0,130}\Z")
_CHAIR_NOUNS: Final = frozenset({"chair", "the chair", "chairman", "chairperson", "in the chair", "chair of the meeting", "chairs", "as chair"})
_BY_NEXT: Final = re.compile(r"\s(?:over\s)?(?:jointly\s)?by\b")
_PASSIVE: Final = frozenset({"chaired by", "presided over by", "headed by", "led by", "represented by", "was represented by", "were represented by", "accompanied by"})
_FORWARD: Final = frozenset(
    ["has sent", "had sent", "sent", "comes", "came", "in addition to", "participants included", "brought together", "bring together", "delegation under"]
    + ["delegations under", "a delegation under", "delegations were headed by", "delegations came under", "came under", "heads of delegation", "heads of delegations"]
    + ["leaders of delegations", "leaders of the delegations", "present were", "participants", "the others", "with him", "with her", "with them", "led the teams"]
    + ["under the leadership of", "under the chairmanship", "played host to", "hosted", "together with", "welcomed", "welcomes", "received", "receives", "greeted", "besides", "apart from", "accompanied by", "joined by", "also present", "at the table", "were there", "attendees"]
)
_BACKWARD: Final = frozenset({"in the chair", "as chair", "the chair", "as observer", "as an observer", "as observers", "present", "was present", "were present"})
_OWN_CLAUSE: Final = re.compile(r"; |\. ")


def _cue_of(view: View, who: Apposition, whos: list[Apposition], index: int, role: str) -> Mention | None:
    """Return the words that give somebody this role: as subject before them, or behind "by", "on behalf of", "comes"."""
    for cue in view.of(f"role:{role}"):
        word = " ".join(cue.text.lower().split())
        if cue.span.start >= who.end:
            gap = view.text[who.end : cue.span.start]
            if _subject_of(view, who, whos, index, cue, gap, role, word):
                return cue
        elif cue.span.end <= who.start:
            gap = view.text[cue.span.end : who.start]
            if _object_of(view, whos, index, cue, gap, role, word):
                return cue
    return None


def _subject_of(view: View, who: Apposition, whos: list[Apposition], index: int, cue: Mention, gap: str, role: str, word: str) -> bool:
    if role == "absent" or word in _PASSIVE or word in _FORWARD - {"came", "comes", "present", "were there", "at the table", "hosted", "played host to", "welcomed", "welcomes", "received", "receives", "greeted"} or "; " in gap and role in ("chair", "co-chair"):
        return False
    if _SAYS.match(gap) and role not in ("chair", "co-chair"):
        return False
    between = [w for w in whos[index + 1 :] if w.start < cue.span.start]
    if role in ("chair",):
        return not between and len(gap) < 60 and not re.search(r"\b(?:which|that|whose|when|while)\b", gap)
    if role == "co-chair":
        return len(gap) < 160
    if role == "observer" and any(w.office not in ("WO", None) for w in [whos[index], *between][:-1]):
        return False  # "A (JPO), B (EPO), with C of WIPO as observer"
    if between and not _list_only(view, whos, index, cue):
        return False
    return len(gap) < 640 if between else len(gap) < 200 and not _OTHER_SUBJECT.search(gap)


def _stands_in(view: View, who: Apposition, whos: list[Apposition], index: int) -> bool:
    """Tell whether somebody is said to stand in for the next person: "A stood in for President B"."""
    if index + 1 >= len(whos):
        return False
    following = whos[index + 1]
    for cue in view.of("role:absent"):
        if who.end <= cue.span.start < following.start and cue.span.start - who.end < 60:
            verb = cue.text.lower().endswith(" for")
            named = following.start - cue.span.end < 40 and not view_has_office(view, cue.span.end, following.start)
            if verb or (named and following.office in (None, who.office)):
                return True
    return False


def _stood_for(view: View, whos: list[Apposition], index: int) -> bool:
    """Tell whether somebody of the same house took part for a person: "A took part as observer for Director General B"."""
    if not index or re.search(r"\bfor (?:the |its )?\Z", view.text[max(view.span.start, whos[index].start - 10) : whos[index].start]) is None:
        return False
    before = whos[index - 1]
    return view.has("role:participant", "role:observer") and before.office in (None, whos[index].office) and whos[index].rank == "head-title"


_PICTURED: Final = re.compile(r"\b(?:[Ff]rom (?:the )?left|[Ll]eft to right|l-r|L to R|[Pp]ictured|[Gg]roup (?:photo|picture)|(?:photo|picture|caption) (?:shows|names))\b")
_BOTH: Final = re.compile(r"\s(?:in |at )?(?:both|the two)\s(?:meetings|events|of them)\b")
_PRONOUN: Final = re.compile(r"(?:^|[,;] |\band |\A[^,;]{3,60}, )([Hh]e|[Ss]he|I)\s")
_TALKS_WERE: Final = re.compile(r"\b(?:talks|meeting|session|conference|discussions|deliberations|summit)\s(?:was|were|is|are)\s\Z")


def _leads_talks(view: View, who: Apposition) -> bool:
    """Tell whether a meeting was led by somebody: "the talks were led by Commissioner Park"."""
    for cue in view.of("role:head-of-delegation"):
        if cue.text.lower() in ("led by", "headed by") and 0 <= who.start - cue.span.end < 6 and _TALKS_WERE.search(view.text[max(view.span.start, cue.span.start - 40) : cue.span.start]):
            return True
    return False


def _at_meeting(view: View, whos: list[Apposition], index: int) -> bool:
    """Tell whether what a sentence tells of its subject happened at the meeting: "X discussed … at the 18th meeting"."""
    if index or whos[0].start - view.span.start > 40:
        return False
    nouns = [m for m in view.of("cue:meeting", "series") if m.span.start > whos[-1].end]
    return any(re.search(r"\bat (?:the|this|their|its) (?:[\w-]+ ){0,4}\Z", view.text[max(whos[0].end, m.span.start - 44) : m.span.start]) for m in nouns)


_TOOK_PART_FOR: Final = re.compile(r"\s(?:for|on behalf of)\s(?:the\s)?")
_OPENED: Final = re.compile(r",?\s(?:[\w-]+\s){0,2}\Z")


_WENT: Final = re.compile(r",?\s(?:is|was|are|were|has come|had come|came|went|travelled|traveled|flew|has travelled|had travelled|will travel|will go)\s(?:\w+\s)?(?:in|to|at)\s(?:the\s)?")
_WITH_WHOM: Final = re.compile(r"(?:With|Together with|Alongside|Along with)\s")


def _went(view: View, who: Apposition) -> bool:
    """Tell whether somebody is said to be where the meeting is: "X is in Tokyo today for the ninth meeting"."""
    match = _WENT.match(view.text, who.end, view.span.end)
    return match is not None and any(p.span.start == match.end() for p in view.of("place")) and view.has("cue:meeting", "cue:occasion")


def _with_whom(view: View, whos: list[Apposition], index: int) -> bool:
    """Tell whether a sentence begins with those with whom somebody acts: "With A (JPO) and B (EPO), he will sign …"."""
    match = _WITH_WHOM.match(view.text, view.span.start, view.span.end)
    if match is None or whos[0].start - match.end() > 6:
        return False
    last = whos[-1].end
    return re.match(r"[^.;]{0,30},\s(?:he|she|they|the\s\w+)\s", view.text[last : view.span.end]) is not None and _list_between(view, whos, 0, index)


def _opens(view: View, who: Apposition, whos: list[Apposition], index: int) -> bool:
    """Tell whether somebody opened (or closed) the meeting: "X opened the two-day event", "opened … by X"."""
    for cue in view.of("cue:open", "cue:close"):
        noun = any(0 < m.span.start - cue.span.end < 30 for m in view.of("cue:meeting", "cue:occasion"))
        if cue.text.lower() in ("opened", "opens", "closed", "closes") and noun and cue.span.start >= who.end and _OPENED.fullmatch(view.text[who.end : cue.span.start]):
            return True
        first = next((w for w in whos if w.start >= cue.span.end), None)
        if first is whos[index] and re.search(r"\bby (?:the )?\Z", view.text[max(cue.span.end, who.start - 8) : who.start]) and cue.text.lower() in ("opened", "was opened", "closed"):
            return True
    return False


_SAYS: Final = re.compile(r",?\s(?:\([^)]*\)\s)?(?:said|says|stated|told|noted|added|announced|pointed out|explained|stressed|commented|expects|hopes|spoke of|thanked|welcomed the)\b")
_OTHER_SUBJECT: Final = re.compile(r"[;:]|\bwhich\b|\bwhen\b|\bthe (?:meeting|heads|offices) (?:was|were|is|are|had|have|has|will)\b")


_VERB_BETWEEN: Final = re.compile(r"\b(?:said|says|told|was|were|is|are|has|had|have|will|would|which|that|led|headed|chaired|presided|attended|met|took)\b|; (?!and\b)")
_BRACKETS: Final = re.compile(r"\s?\([^()]{1,40}\)")


def _list_only(view: View, whos: list[Apposition], index: int, cue: Mention) -> bool:
    """Tell whether between somebody and a verb there are only further persons: "A, Commissioner of …, B and C attended"."""
    at = whos[index].end
    for who in whos[index + 1 :]:
        if who.start >= cue.span.start:
            break
        verbs = view.of("role:participant", "role:head-of-delegation", "role:observer", "cue:hold", "cue:meet", "cue:speech")
        if _VERB_BETWEEN.search(_BRACKETS.sub("", view.text[at : who.start])) or who.start - at > 90 or any(at <= m.span.start < who.start for m in verbs):
            return False
        at = max(at, who.end)
    tail = view.text[at : cue.span.start]
    return len(tail) < 60 and ";" not in tail


def _object_of(view: View, whos: list[Apposition], index: int, cue: Mention, gap: str, role: str, word: str) -> bool:
    first = next((w for w in whos if w.start >= cue.span.end), whos[index])
    lead = view.text[cue.span.end : first.start]
    if role == "absent":
        return first is whos[index] and len(lead) < 40 and not view_has_office(view, cue.span.end, first.start)
    if word in _BACKWARD and role != "observer" and not (view.text[cue.span.end : cue.span.end + 5].startswith((" was", " is ", ": ", " were"))):
        return False
    if role == "head-of-delegation" and word in ("led by", "headed by") and _TALKS_WERE.search(view.text[max(view.span.start, cue.span.start - 40) : cue.span.start]):
        return False
    if role == "chair":
        inverted = word in _CHAIR_NOUNS and re.match(r"(?:[^;.]{0,120}\bwas\b|:)\s[^;.]{0,60}\Z", lead) is not None
        return first is whos[index] and (word.endswith("by") or word in ("under the chairmanship",) or bool(_BY_NEXT.match(lead)) or inverted or lead.strip() in ("", ":", "of", "was", "is", "by"))
    if role == "co-chair":
        return bool(_BY.match(lead)) or lead.strip().startswith((":", "were", "by")) or lead.strip() == ""
    if word in ("headed by", "led by") and _APPOSED.search(view.text[max(view.span.start, cue.span.start - 40) : cue.span.start]):
        return False  # "the office, headed by Commissioner …, is host": its head, not that of a delegation
    if not (word in _FORWARD or word.endswith("by") or re.match(r"\s?(?::|included|include|were|was|are|by|from|in the person of|namely|through|with|,)", lead)):
        return False
    if role == "observer":
        return index == whos.index(first) or _list_between(view, whos, whos.index(first), index)
    if len(lead) > 150 or ";" in lead:
        return False
    return first is whos[index] or _list_between(view, whos, whos.index(first), index)


_APPOSED: Final = re.compile(r"(?<!delegation)(?<!delegations)(?<!team)(?<!teams), \Z")


def view_has_office(view: View, start: int, end: int) -> bool:
    """Tell whether an office is named in a stretch of the text other than within a title before a name."""
    return any(start <= o.span.start and o.span.end <= end and "Commissioner" not in view.text[o.span.end : end] and "President" not in view.text[o.span.end : end] and "Director" not in view.text[o.span.end : end] for o in view.of("office"))


def _list_between(view: View, whos: list[Apposition], first: int, last: int) -> bool:
    for a, b in zip(whos[first:last], whos[first + 1 : last + 1], strict=True):
        if b.start - a.end > 110 or re.search(r"\b(?:said|told|on behalf of|in place of)\b", view.text[a.end : b.start]):
            return False
    return True


# ------------------------------------------------------------------------------------------------ lists and tables


def _announces(view: View) -> bool:
    """Tell whether a heading or an introductory line announces those who took part."""
    return view.has("role:participant", "role:head-of-delegation", "role:observer", "role:chair", "role:co-chair")


def _is_list(view: View) -> bool:
    return _announces(view)


def _role_of_list(intro: View, view: View) -> str | None:
    """Return the role that the line before a list, or the heading above, gives to those in it."""
    if intro.is_heading or intro.own_text.rstrip().endswith((":", "by", "were", "included")) or view.block.kind == "row" or intro.block.kind == "caption":
        if intro.has("role:observer") and not intro.has("role:participant"):
            return "observer"
        if intro.has("role:head-of-delegation"):
            return "listed"
        if intro.has("role:participant"):
            return "listed"
        if intro.has("role:observer"):
            return "observer"
    return None


_LABEL: Final = re.compile(r"\s?(?:\([^()]{1,30}\))?(?: and [\w ]{2,20})?\s?[:|]|\s[–-]\s")


_IN_BRACKET: Final = re.compile(r"(?:,\s[^()]{2,60})?\s?\((?:[^()]{1,24},\s)?(?:the\s|as\s)?")


def _label_role(view: View, who: Apposition) -> str | None:
    """Return the role that a label before the name or a bracket behind it gives: "Observer: …", "(chair of the meeting)"."""
    for role in ("co-chair", "chair", "observer", "head-of-delegation"):
        for cue in view.of(f"role:{role}"):
            if cue.span.start - view.span.start < 24 and cue.span.end <= who.start and _LABEL.match(view.text, cue.span.end):
                return role
            if cue.span.start >= who.person.span.end and _IN_BRACKET.fullmatch(view.text[who.person.span.end : cue.span.start]):
                return role
            if role == "observer" and view.block.kind in ("item", "row", "paragraph", "note") and cue.span.start - view.span.start < 24 and cue.span.end <= who.start and ":" in view.between(cue.span.end, who.person.span.start):
                return role
    return None


_FOR_LIST: Final = re.compile(r"(?:[-•*] )?(?:For|From|On the side of|On behalf of)\s[^:.;]{2,40}:\s")


def _is_listing(view: View, whos: list[Apposition]) -> bool:
    """Tell whether a line is one of a list of participants: "KIPO: Dr. Kim Yongrae, Commissioner, and other officials"."""
    first = whos[0].person.span.start
    if _FOR_LIST.match(view.text, view.span.start, first):
        return True
    colon = view.text.find(":", view.span.start, min(first, view.span.start + 44))
    if colon >= 0 and len(whos) > 1 and any(m.span.end <= colon for m in view.of("role:participant", "role:head-of-delegation", "series", "cue:industry", "cue:five", "office", "association")):
        return True
    labels = [o for o in view.of("office", "association") if o.span.start - view.span.start < 40 and o.span.end <= first]
    if not labels:
        return False
    gap = re.sub(r"\([^()]{1,30}\)", "", view.between(labels[-1].span.end, first))
    return re.fullmatch(r"[\s(A-Z)]*[:|]\s?(?:[A-Z][\w-]+(?:\s(?:of\s)?[A-Z][\w-]+){0,5}\s)?(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?", gap) is not None


# --------------------------------------------------------------------------------------------------------- for whom

_FOR: Final = re.compile(r"\b(?:represented|representing|on behalf of|delegation of|delegations of|that of|for|spoke for|attended for|at the head of an?|teams? of)\s(?:the\s|its\s)?\Z")


def _FOR_BEHIND(view: View, who: Apposition) -> str | None:  # noqa: N802
    """Return the office behind "represented the JPO", "led the delegation of the JPO", "spoke for China"."""
    for mention in view.of("office", "association", "place"):
        if who.end <= mention.span.start < who.end + 90 and _FOR.search(view.text[max(who.end, mention.span.start - 30) : mention.span.start]):
            between = [p for p in view.of("person") if who.end <= p.span.start < mention.span.start]
            if between:
                return None
            if mention.kind == "place":
                return _COUNTRY_OFFICE.get(str(mention.value))
            return str(mention.value)
    return None


_SENT_BY: Final = re.compile(r"(?:\s?\([^()]{1,20}\))?,?\s(?:[\w, ]{0,60}\s)?(?:was|were|is|has|had|sent|by|represented|headed|led)\b[^;]{0,70}\Z")


def _FOR_BEFORE(view: View, who: Apposition) -> str | None:  # noqa: N802
    """Return the office before "was represented by", "has sent"; "From WIPO, Mr. Takagi"; "From Europe comes"."""
    persons = [p for p in view.of("person") if p.span.end <= who.start]
    floor = persons[-1].span.end if persons else view.span.start
    candidates = [m for m in view.of("office", "association", "place") if floor <= m.span.start and m.span.end <= who.start]
    for mention in reversed(candidates):
        gap = view.between(mention.span.end, who.start)
        leading = re.search(r"\b[Ff](?:rom|or) (?:the )?\Z", view.text[max(view.span.start, mention.span.start - 10) : mention.span.start]) is not None
        if _SENT_BY.match(gap) or (leading and len(gap) < 60) or re.fullmatch(r"(?:\s?\([^()]{1,20}\))?\sby\s(?:the\s|its\s)?", gap):
            if mention.kind != "place":
                return str(mention.value)
            if mention.value in _COUNTRY_OFFICE:
                return _COUNTRY_OFFICE[str(mention.value)]
    return None


def _respectively(view: View, whos: list[Apposition]) -> dict[int, str]:
    """Pair offices and persons listed in the same order: "The EPO and the JPO were represented by A and B respectively"."""
    bare = [i for i, w in enumerate(whos) if w.office is None]
    if len(bare) < 2:
        return {}
    first = whos[bare[0]].start
    offices: list[str] = []
    taken = [(w.start, w.end) for w in whos]
    last_end = view.span.start
    for office in view.of("office"):
        if office.span.end <= first and not any(s <= office.span.start < e for s, e in taken):
            last_end = office.span.end
            if str(office.value) not in offices:
                offices.append(str(office.value))
    if len(offices) != len(bare):
        return {}
    paired = "respectively" in view.own_text or bool(offices) and re.fullmatch(r"(?:\s?\([A-Z]+\))?, (?:namely )?", view.text[last_end:first]) is not None
    return dict(zip(bare, offices, strict=True)) if paired else {}


def _settled(role: str, office: str | None, who: Apposition, meeting: MeetingRef) -> str:
    """Return the role by the conventions: WIPO observes; at meetings of heads and deputies who leads is head of delegation."""
    if role in ("chair", "co-chair", "absent"):
        return role
    if office == "WO" or role == "observer":
        return "observer"
    if meeting.series not in _OF_HEADS or office not in OFFICES:
        return "participant"
    if role in ("head-of-delegation", "listed"):
        return "head-of-delegation"
    if role == "accompanies":
        return "participant"
    if who.rank == "head-title" or (who.rank == "deputy-title" and meeting.series == "deputy-heads") or who.rank is None:
        return "head-of-delegation"
    return "participant"
