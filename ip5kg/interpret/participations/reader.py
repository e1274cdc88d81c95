"""Reading the parts that the sentences of a release give to persons in its meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.participations.appositions import Apposition, appositions
from ip5kg.interpret.participations.doings import (
    act_together,
    acts_at_meeting,
    acts_with_others,
    for_house,
    fronted,
    gapped,
    is_with,
    named_together,
    opens,
    went,
)
from ip5kg.interpret.participations.part import ACCOMPANIES, LISTED, Part, settled
from ip5kg.interpret.participations.roles import Cast, chairs_with, cue_of, is_sent, is_stood_for, leads_talks, sent_another, stands_in
from ip5kg.interpret.participations.rosters import (
    PICTURED,
    announces,
    is_heading_of_list,
    is_roster_line,
    lists_of_names,
    role_by_label,
    role_of_list,
)
from ip5kg.interpret.participations.senders import COUNTRY_OFFICE, paired_in_order, sender_in_sentence
from ip5kg.interpret.participations.titles import ORGANISATIONS
from ip5kg.interpret.views import GROUPS, OFFICES, OWN_SERIES, View, view_of, views
from ip5kg.model import MeetingRef, Mention, Resolved, Span

_PRONOUN: Final = re.compile(
    r"(?:^|[,;] |\band |\b(?:which|where|when) (?=I\b)"
    r"|\A(?:On|In|At|Last|Earlier|During|Later|After|Before|This|Then|There|The) (?:\w+ ){0,4}(?=(?:I|he|she)\b)"
    r"|\A[^,;]{3,60}, )([Hh]e|[Ss]he|I)\s"
)
_I: Final = re.compile(r"\bI\b")
_BYLINE: Final = re.compile(r"\b[Bb]y(?: the)? \Z")
_BOTH: Final = re.compile(r"\s(?:in |at )?(?:both|the two)\s(?:meetings|events|of them)\b")
_FOR_OFFICE: Final = re.compile(r"\s(?:for|on behalf of)\s(?:the\s)?")
_THAT_OF: Final = re.compile(r"\s(?:that|those|the one) of\s")
_SCRIPT_IN_BRACKET: Final = re.compile(r"\s\([^()]*\)\Z")
_BESIDE: Final = (
    "accompan",
    "at his",
    "at her",
    "by his",
    "by her",
    "in his c",
    "opening",
    "deliver",
    "gave",
    "keynote",
    "open",
    "with h",
    "with th",
    "spoke",
)
"""How the cues begin that tell of taking part beside others, or of a speech."""
_FOR_HOUSE: Final = re.compile(r"\sfor\s(?:the\s)?(?:[A-Z]{3,6}\b|Japan|China|Korea|Europe|South Korea|the United States|European|United)")
_ANOTHER_OF: Final = re.compile(r"['’]s? (?:successor|predecessor|deputy|office|speech|words|view|proposal|place)\b")
_IT_WAS: Final = re.compile(r"(?:It|They) (?:was|were) represented\b")
_THE_TWO: Final = re.compile(
    r"\b(?:[Bb]oth|[Tt]he two|[Tt]hese|[Tt]hese two) (?:of (?:the|these) )?(?:meetings|events|sessions|gatherings)\b"
)
_OURS: Final = re.compile(r"\b(?:our turn|we|our (?:guests|colleagues|counterparts)|my (?:guests|colleagues|counterparts|fellow))\b")
_WITH_A_TEAM: Final = re.compile(r"\b(?:team|delegation|colleagues|staff|others)\b[^.;]{0,40}\band I\b")
_SAME_HOUSE: Final = re.compile(r",? and (?:the |its )?(?:(?:Mr|Ms|Mrs|Dr)\.? )?")
_MOST_OF_TERM: Final = 7  # words
_FIRST_LINES: Final = 6
_GOVERNMENT: Final = ("minister", "mayor", "governor", "ambassador", "premier", "secretary of state")

_Found = tuple[str, Mention | None, str]
"""A role, the words that give it, and the rule."""


class PartReader:
    """Reads a release from start to end, remembering whom "he" and "she" stand for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.views = views(context)
        self.ranks = {e.slug: e.broader or e.slug for e in context.gazetteer.of_kind("title")}
        self.titled: dict[str, list[Apposition]] = {}
        """Where each person (IRI) stands with a title."""
        self._people: dict[int, Apposition] = {}
        for view in self.views:
            for who in appositions(view, self.ranks) if view is not None else ():
                self._people[who.person.span.start] = who
                if who.title and isinstance(who.person.entity, Resolved):
                    self.titled.setdefault(who.person.entity.iri, []).append(who)
        self._lists = lists_of_names(self.views, self._people)
        self._last: Apposition | None = None
        self._twins = twins(context)
        self._over: str | None = None
        """The organisation that a line of a list names alone, for those in the lines below it."""
        self._house: str | None = None
        """The organisation with which the last sentence began, for "It was represented by …"."""

    def parts(self) -> Iterator[Part]:
        """Yield every mention of somebody's part in a meeting, in the order of the text."""
        intro: View | None = None
        for view in self.views:
            if view is None:
                continue
            listed = view.block.kind in ("item", "row")
            if not listed:
                self._over = None
            elif not view.has("person") and len(view.words) <= _MOST_OF_TERM:
                houses = {str(o.value) for o in view.of(*ORGANISATIONS) if o.value != "ip5"}
                self._over = houses.pop() if len(houses) == 1 else None
            if not listed:
                intro = view
            opening = next((o for o in view.of(*ORGANISATIONS) if o.span.start == view.span.start and o.value != "ip5"), None)
            self._house = str(opening.value) if opening is not None else self._house if view.own_text.startswith("It ") else None
            people = [p for p in view.of("person") if isinstance(p.entity, Resolved)]
            said = _PRONOUN.search(view.own_text)
            if not people or _I.search(view.own_text) or (said is not None and view.span.start + said.start() < people[0].span.start):
                yield from self._of_pronoun(view, said)
            if not people:
                if view.block.kind == "item" and announces(view):
                    intro = view
                continue
            alone = len({p.entity.iri for p in people if isinstance(p.entity, Resolved)}) == 1
            self._last = self._people[people[0].span.start] if alone else None
            if view.block.kind != "caption" or announces(view) or PICTURED.search(view.own_text):
                yield from self._of_sentence(view, people, intro if listed else self._heading(view))

    # -- pronouns

    def _of_pronoun(self, view: View, said: re.Match[str] | None) -> Iterator[Part]:
        """Read "he had taken part in …" as said of the one person of the sentence before; "I" as the author of a byline."""
        if said is None or any(0 <= c.span.start - view.span.start - said.end() < 12 for c in view.of("cue:speech")):
            return
        before = self._author() if said[1] == "I" else self._last
        spots = self.context.spots_in(view.span)
        if before is None or not spots or not isinstance(before.person.entity, Resolved):
            return
        at = view.span.start + said.start()
        cues = [c for c in view.of("role:head-of-delegation", "role:participant", "role:chair") if c.span.start >= at]
        ours = view.has("cue:host", "cue:meet") and _OURS.search(view.own_text) is not None and before.rank == "head-title"
        if said[1] == "I" and not cues and not ours:
            return
        beside = ACCOMPANIES if _WITH_A_TEAM.search(view.own_text) else "participant"
        role = str(cues[0].value) if cues and cues[0].value in ("head-of-delegation", "chair") else beside
        office = before.office or self._office(view, before, None)
        attended = [ref for spot, ref in spots if cues and spot > cues[0].span.start]
        for meeting in dict.fromkeys(attended if view.has("cue:meeting") and attended else [spots[-1][1]]):
            yield self._part(meeting, before, office, role, view.span, "participation/pronoun")

    def _author(self) -> Apposition | None:
        """Return who wrote the text, by a byline in its first lines."""
        for sentence in self.context.release.sentences[:_FIRST_LINES]:
            view = view_of(self.context, sentence)
            for who in appositions(view, self.ranks):
                if _BYLINE.search(view.before(who.start, 8)):
                    return who
        return None

    # -- sentences

    def _heading(self, view: View) -> View | None:
        """Return the heading above, where it announces those who took part."""
        above = self.context.heading_above(view.sentence)
        found = self.views[above.index] if above is not None else None
        return found if found is not None and is_heading_of_list(found) else None

    def _of_sentence(self, view: View, people: list[Mention], intro: View | None) -> Iterator[Part]:
        cast = [self._people[p.span.start] for p in people]
        in_order = paired_in_order(view, cast)
        several = len({w.office for w in cast if w.office in OFFICES}) > 1
        sender: tuple[Mention | None, str] | None = None
        roles = [self._role(Cast(view, cast, index), intro) for index in range(len(cast))]
        missed = {who.office for who, found in zip(cast, roles, strict=True) if found is not None and found[0] == "absent"}
        for index, who in enumerate(cast):
            found = roles[index]
            if found is None:
                continue
            role, cue, rule = found
            if missed and role == "participant" and (who.office is None or missed & {None, who.office}):
                role = "head-of-delegation"  # came in the place of somebody of the same house
            meeting = self._meeting(view, who.start if cue is None else cue.span.start)
            if meeting is None:
                continue
            office = who.office or in_order.get(index)
            if rule == "participation/gapped":
                office = gapped(Cast(view, cast, index)) or office
            if rule == "participation/led-in":
                office = for_house(Cast(view, cast, index))
            if office is None and rule == "participation/stand-in":
                office = cast[index + 1].office or self._office_of_person(cast[index + 1])
            if office is None:
                office = self._office(view, who, intro)
                if office is None and sender is not None and sender[0] is cue:
                    office = sender[1]  # "the JPO sent A and B"
                elif (
                    office is None
                    and index
                    and _SAME_HOUSE.fullmatch(view.text[cast[index - 1].end : who.start])
                    and who.rank != "head-title"
                ):
                    office = cast[index - 1].office  # "AIPLA President A and Executive Director B"
                elif office is not None and (cue is not None or rule == "participation/listing"):
                    sender = (cue, office)
            if office is None and view.block.kind in ("item", "row") and self._over is not None:
                office = self._over  # the term above a definition: "USPTO" / "Drew Hirshfeld, …"
            if office is None and view.block.kind in ("item", "row"):
                houses = {o for other in cast if other is not who and (o := other.office or self._office_of_person(other))}
                office = houses.pop() if len(houses) == 1 else None  # "Ono Yota, Commissioner; Yasuda Futoshi, Deputy Commissioner"
            span = _with_cue(who, cue)
            if cue is not None and _BOTH.match(view.text, cue.span.end, view.span.end):
                earlier = list(dict.fromkeys(ref for _, ref in self.context.spots_in(Span(0, view.span.start))))
                for other in earlier[-2:]:
                    if other != meeting:
                        yield self._part(other, who, office, role, span, rule)
            if office is None and self._house is not None and view.own_text.startswith("It "):
                office = self._house  # "JIPA attended two meetings. It was represented by …"
            for each in self._with_twin(view, who, meeting):
                yield self._part(each, who, office, role, span, rule, several=several)

    def _part(
        self, meeting: MeetingRef, who: Apposition, office: str | None, role: str, span: Span, rule: str, *, several: bool = False
    ) -> Part:
        entity = who.person.entity
        iri = entity.iri if isinstance(entity, Resolved) else ""
        settled_role = settled(role, office, who, meeting)
        return Part(meeting, who, self._name(who.person, iri), iri, office, settled_role, span, rule, several or role == LISTED)

    def _name(self, person: Mention, iri: str) -> str:
        """Return the preferred name; the name as written where the authority file knows no more than a part of it."""
        entry = self.context.gazetteer.entry(iri)
        written = " ".join(person.text.split())
        if entry is None:
            return written
        label = _SCRIPT_IN_BRACKET.sub("", entry.label)
        return written if " " not in label and " " in written else label

    def _meeting(self, view: View, at: int) -> MeetingRef | None:
        """Return the meeting that the words at an offset speak of: the one named nearest in the sentence, else its focus."""
        spots = self.context.spots_in(view.span)
        return min(spots, key=lambda s: abs(s[0] - at))[1] if spots else self.context.focus(view.sentence.index)

    def _with_twin(self, view: View, who: Apposition, meeting: MeetingRef) -> tuple[MeetingRef, ...]:
        """Return the meetings that somebody's part is in: both, where the text tells of two together and does not name one."""
        spots = self.context.spots_in(view.span) if view.has("series", "body") else ()
        refs = tuple(dict.fromkeys(ref for _, ref in spots))
        own = tuple(dict.fromkeys(m.ref for m in self.context.meetings if m.series in OWN_SERIES and m.status != "cancelled"))
        if _THE_TWO.search(view.own_text) and len(own) == 2 and meeting in own:
            return own
        twins = self._twins if meeting in self._twins else ()
        if not refs and _IT_WAS.match(view.own_text) and view.sentence.index:
            before = self.context.spots_in(self.context.release.sentences[view.sentence.index - 1].span)
            several = tuple(dict.fromkeys(ref for _, ref in before if ref.series in GROUPS))
            if len(several) > 1:
                return several
        if not twins or not set(refs) <= set(twins):
            return (meeting,)
        named_first = [spot < who.start for spot, _ in spots]
        if len(refs) == 1 or (named_first and any(named_first) != all(named_first)):
            return (meeting,)  # "the 9th meeting of WG2, opened by X, and the 2nd of the Task Force"
        above = self.context.heading_above(view.sentence)
        titled = above is not None and self.context.block(above).kind == "heading" and bool(self.context.spots_in(above.span))
        return (meeting,) if titled else twins

    def _role(self, cast: Cast, intro: View | None) -> _Found | None:
        """Return somebody's role, the words that give it and the rule; None for who takes no part."""
        view, who = cast.view, cast.who
        if _ANOTHER_OF.match(view.text, who.person.span.end) or _is_aside(view, who):
            return None  # "Kim Young-min's successor, Sung Yun-mo"; "the Ministry (MOIP, Minister Kim Yong-sun) announced"
        for role in ("absent", "co-chair", "chair"):
            if (cue := cue_of(cast, role)) is not None and not (role == "chair" and chairs_with(cast)):
                return role, cue, f"participation/{role}"
        if chairs_with(cast):
            return "co-chair", next(iter(view.of("role:chair"))), "participation/co-chair"
        if is_stood_for(cast) or sent_another(cast):
            return "absent", None, "participation/stood-for"
        label = role_by_label(view, who)
        if intro is not None and intro is not view and (of_list := role_of_list(intro, view)) is not None:
            return label or of_list, None, "participation/list"
        if label is not None:
            return label, None, "participation/label"
        if (
            len(cast.people) > 1
            and PICTURED.search(view.own_text)
            and (any(w.office or w.title or w.country for w in cast.people) or len(self._houses(cast)) > 1)
        ):
            return LISTED, None, "participation/pictured"
        if leads_talks(cast):
            return "chair", None, "participation/led-talks"
        if view.sentence.block in self._lists:
            return LISTED, None, "participation/list-of-names"
        if is_roster_line(view, cast.people):
            return LISTED, None, "participation/listing"
        return self._role_by_verb(cast)

    def _role_by_verb(self, cast: Cast) -> _Found | None:
        view = cast.view
        if (cue := cue_of(cast, "head-of-delegation")) is not None:
            return "head-of-delegation", cue, "participation/head"
        if stands_in(cast) or is_sent(cast):
            return "head-of-delegation", None, "participation/stand-in"
        if _THAT_OF.match(view.text, cast.who.end):
            return "head-of-delegation", None, "participation/head"
        if (cue := cue_of(cast, "observer")) is not None:
            return "observer", cue, "participation/observer"
        if went(cast) or is_with(cast):
            return "participant", None, "participation/went"
        if opens(cast):
            return ACCOMPANIES, None, "participation/opening"
        if (cue := cue_of(cast, "participant")) is not None:
            if _FOR_OFFICE.match(view.text, cue.span.end, view.span.end) and _office_next(view, cue.span.end):
                return "head-of-delegation", cue, "participation/for-office"
            return (ACCOMPANIES if cue.text.lower().startswith(_BESIDE) else "participant"), cue, "participation/verb"
        talks = any(ref.series == "bilateral" for _, ref in self.context.spots_in(view.span))
        if talks and view.has("cue:meet", "cue:meeting") and len(cast.people) < 4:
            return "participant", next((m for m in view.of("series") if m.value == "bilateral"), None), "participation/talks"
        if act_together(cast):
            return "participant", None, "participation/together"
        if cast.index and _FOR_HOUSE.match(view.text, cast.who.end) and view.has("role:participant", "role:head-of-delegation"):
            return "head-of-delegation", None, "participation/for-house"  # "A spoke for Japan, B for Europe"
        if gapped(cast) is not None:
            return "head-of-delegation", None, "participation/gapped"
        if for_house(cast) is not None:
            return "head-of-delegation", None, "participation/led-in"
        if named_together(cast, self._houses(cast)):
            return LISTED, None, "participation/named-together"
        return (
            ("participant", None, "participation/at-meeting") if acts_at_meeting(cast) or acts_with_others(cast) or fronted(cast) else None
        )

    # -- for whom

    def _office(self, view: View, who: Apposition, intro: View | None) -> str | None:
        """Return the organisation that somebody represents where it does not stand beside the name."""
        if who.country in COUNTRY_OFFICE and who.title is None:
            return COUNTRY_OFFICE[str(who.country)]  # "Mr. Shen Changyu from China"
        said = sender_in_sentence(view, who)
        if said is not None:
            return said
        if intro is not None and intro is not view:
            named = {str(o.value) for o in intro.of(*ORGANISATIONS) if o.value != "ip5"}
            if len(named) == 1:
                return named.pop()
        if who.country in COUNTRY_OFFICE:
            return None if _of_government(who) else COUNTRY_OFFICE[str(who.country)]
        return self._office_of_person(who) or _only_office(view, who)

    def _houses(self, cast: Cast) -> frozenset[str]:
        """Return the offices that the persons of a sentence belong to, as the text says or as is known of them."""
        houses = (w.office or self._office_of_person(w) for w in cast.people)
        return frozenset(h for h in houses if h in OFFICES)

    def _office_of_person(self, who: Apposition) -> str | None:
        """Return the organisation where a person is known to have held a post, or beside which the text names them elsewhere."""
        if not isinstance(who.person.entity, Resolved):
            return None
        iri = who.person.entity.iri
        if who.rank in ("head-title", "deputy-title", None):
            known = {t.organisation for t in self.context.gazetteer.tenures_of(iri)}
            if len(known) == 1:
                return known.pop()
        return next((t.office for t in self.titled.get(iri, ()) if t.office), None)


def twins(context: Context) -> tuple[MeetingRef, ...]:
    """Return two meetings of groups that a release introduces in one sentence, held on the same days; none where there are not two."""
    groups = [m for m in context.meetings if m.series in GROUPS]
    if len(groups) != 2 or groups[0].series == groups[1].series or groups[0].start is None:
        return ()
    a, b = groups
    if (a.start, a.end, a.city, a.format) != (b.start, b.end, b.city, b.format):
        return ()
    first = {m.ref: next((context.sentence_of(Span(at, at)).index for at, ref in context.spots if ref == m.ref), -1) for m in groups}
    return (a.ref, b.ref) if first[a.ref] == first[b.ref] else ()


def _is_aside(view: View, who: Apposition) -> bool:
    """Tell whether a bracket behind the name of a house only says who heads it: "the Ministry (MOIP, Minister Kim Yong-sun)"."""
    opening = view.text.rfind("(", view.span.start, who.start + 1)
    if opening < 0 or ")" in view.text[opening : who.person.span.start] or view.text[who.end : who.end + 1] != ")":
        return False
    house = any(0 <= opening - o.span.end <= 1 for o in view.of(*ORGANISATIONS))
    goes_on = view.text[who.end + 1 : view.span.end].strip(" ,.;") != ""
    inside = view.text[opening + 1 : who.person.span.start]
    return house and goes_on and ("," in inside or who.rank in ("head-title", "other-title")) and view.block.kind != "row"


def _of_government(who: Apposition) -> bool:
    """Tell whether somebody speaks for a government, and for no office: "Japan's Minister of Economy"."""
    title = (who.title or "").lower()
    return any(word in title for word in _GOVERNMENT) and "intellectual property" not in title


def _with_cue(who: Apposition, cue: Mention | None) -> Span:
    if cue is None or abs(cue.span.start - who.end) >= 90:
        return Span(who.start, who.end)
    return Span(min(who.start, cue.span.start), max(who.end, cue.span.end))


def _office_next(view: View, at: int) -> bool:
    return any(0 < m.span.start - at < 20 for m in view.of("office", "place"))


def _only_office(view: View, who: Apposition) -> str | None:
    """Return the office named before somebody with a title, where it is the only organisation of the sentence."""
    organisations = view.of(*ORGANISATIONS)
    before: Sequence[Mention] = [o for o in organisations if o.value != "ip5" and o.span.end <= who.start]
    return str(before[-1].value) if before and who.title and len({o.value for o in organisations}) == 1 else None
