"""At whose invitation meetings are held: "hosted by the EPO", "KIPO welcomed", "at the JPO in Tokyo", "Japan will host"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.nearness import Clauses
from ip5kg.interpret.views import OFFICES, OWN_SERIES, View
from ip5kg.model import Mention

_BEFORE_HOST: Final = frozenset(
    {
        *("hosted by", "organised by", "organized by", "arranged by", "convened by", "called by", "held by", "invited by"),
        *("as guests of", "as the guests of", "guests of", "guest of", "under the auspices of", "under the aegis of"),
        *("at the invitation of", "on the invitation of", "by invitation of", "upon invitation", "at the seat of"),
        *("at the premises of", "the premises of", "on the premises of", "at the headquarters of", "under the hosting of"),
    }
)
"""Cues of a host that are followed by the host; all others follow it, as its verb."""
_HOLDS: Final = frozenset({"will hold", "to hold", "holds", "is holding", "was holding", "will be holding"})
_HOST_IS: Final = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Aa]s|[Aa]s the) hosts?,? (?:is |was |being )?(?:the )?\Z|\bhost,? (?:the )?\Z")
_HOSTING_IT: Final = re.compile(
    r"\b(?:Hosting|Organi[sz]ing|Playing host to|Receiving) (?:it|them|the (?:meeting|event|heads|guests)) (?:was|is|were) (?:the )?"
)
_INVITED: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?\s(?:has\s|had\s|again\s)?invited\s")
_WAS: Final = re.compile(r"(?:\s(?:office|country))?(?:\sand\s\w+)?\s(?:was|is|will be)\s(?:the\s)?")
_BY: Final = re.compile(
    r"\b(?:hosted|organi[sz]ed|arranged|convened|staged|undertaken|sponsored|been held|was held|were held)"
    r"\b[^.;:]{0,70}\b(?<!followed )(?<!preceded )(?<!led )"
    r"(?<!chaired )(?<!opened )(?<!attended )by (?:the )?\Z|\bby courtesy of (?:the )?\Z|\bcourtesy of (?:the )?\Z"
)
_OF_OFFICE: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:['’]s?)?\s(?:invitation|premises|headquarters|head office|seat|facilities)\b")
_AT_OFFICE: Final = re.compile(r"\b(?:[Aa]t|[Oo]n|[Ii]n|[Uu]pon) (?:the )?\Z")
_AT: Final = re.compile(
    r"\b(?:met|held|took place|convened|gathered|takes place|came together|hosted|meets?|place|follow|scheduled"
    r"|planned|reconvene)\b[^.;:]{0,60} at (?:the )?\Z"
    r"|\bvenue (?:was|is|will be) (?:the )?\Z"
)
_OFFICE_OF: Final = {"JP": "JP", "US": "US", "CN": "CN", "KR": "KR"}
_HOSTING: Final = re.compile(
    r"['’]s turn to (?:host|be (?:the )?host|organi[sz]e|welcome|receive)\b|\s(?:will (?:again )?(?:be (?:the"
    r" )?)?host|hosts|hosted|is (?:the )?host|was (?:the )?host|acted as host|plays host|played host"
    r"|had the (?:\w+ )?(?:honou?r|privilege|pleasure) (?:of (?:playing host|hosting|being host)|to host)|has invited)\b"
)
_AND_OTHER: Final = re.compile(r"(?:\s?\([^()]{1,20}\))? and (?:the )?[A-Z]")
_APART: Final = re.compile(r"[;:]|\band\b")
_EARLIER: Final = re.compile(r"\b(?:after|before|since|because)\b")
_OTHER_SUBJECT: Final = re.compile(r"\b(?:heads|leaders|delegations?|participants|chaired|meetings?)\b[^,()]*\Z")
_IN_LIST: Final = re.compile(r"[^\w:;|]*(?:\([A-Z]+\))?[^\w:;|]*(?:and |the |and the )?[^\w:;|]*")
_TALKS: Final = re.compile(r"\btalks?\b")
_HOST_ASIDE: Final = re.compile(
    r"(?:\s\([A-Z]{2,8}\))?,?\s?(?:\((?:[^()]{1,20}[,;/] ?)?(?:as )?(?:the )?host\b|, (?:the |as )?host[,:]|, host\b)"
)
_REST_OF_ASIDE: Final = re.compile(r"(?:, [^()]{2,60}|(?: \([^()]{2,60}))?\)")
_TO_ITS_SEAT: Final = re.compile(
    r"\b(?:to|at|in|on) (?:its|their) (?:own )?(?:headquarters|head office|premises|seat|offices|main building)\b"
)
_WHICH_WAS: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?, (?:which|who) (?:also |again |had |has )*(?:was |is )?(?:the )?")
_DUTIES: Final = re.compile(
    r"(?:\s\([A-Z]{2,8}\))?,? (?:which |who )?(?:has |had |have |also |again |kindly |once more |will |then ){0,3}"
    r"(?:act(?:ed|s|ing)? as|serv(?:ed|es|ing|e) as|tak(?:en|es|ing|e) on|took on|taken over|took over|assum(?:ed|es|ing|e)"
    r"|play(?:ed|s|ing)?"
    r"|fulfilled|performed|shouldered|undertook|offered to (?:be|act as|play)|volunteered (?:to be|as)|provided|lent|made available|put)"
    r"(?: (?:the|its|their|an?))? (?:(?:duty|duties|role|part|task|tasks|function|functions|job|honou?rs|burden|responsibilit(?:y|ies))"
    r" of (?:the |being (?:the )?)?)?(?:hosts?|hosting|organi[sz]er|venue|premises|rooms|conference (?:room|centre|center|facilities))\b"
    r"|(?:\s\([A-Z]{2,8}\))?(?: \w+){0,3} put (?:its|their|the) [^.;]{2,60} at (?:their|the|its) disposal\b"
)
_THE_COUNTRY: Final = re.compile(r"\b(?:[Tt]he|[Tt]his) (country|office) (?:(?:first|has|had|had first|also|again|last|already) ){0,2}\Z")
_NO_SEAT: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?['’]s? (?:invitation|request|initiative|suggestion|proposal|instigation)\b")
_IN_TOWN: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:\s(?:headquarters|premises|seat|building))? in (?:the city of )?")
_IN_HANDS: Final = re.compile(
    r"\b(?:[Oo]rgani[sz]ation|[Hh]osting|[Aa]rrangements?|[Rr]ole of host)\b[^.;]{0,140}\b(?:in the hands of"
    r"|lay with|fell to|falls to|was up to|rested with) (?:the )?\Z"
)
_AT_THE: Final = re.compile(r"\bat (?:the )?\Z")
_IN_ROOMS_OF: Final = re.compile(
    r"\b(?:in|at) the (?:offices|building|rooms|premises|headquarters|seat|main building|head office|halls) of (?:the )?\Z"
)
_IN_ROOMS: Final = re.compile(
    r"(?:\s\([A-Z]{2,8}\))?['’]s? (?:[\w-]+ ){0,3}(?:building|premises|headquarters|seat|offices?|branch|rooms|campus|halls?|site)\b"
)
_HOST_VERB: Final = re.compile(r"(?:hosted|hosts|will host|welcomed|played host to|was host|was the host|is host)\b")
_BY_US: Final = re.compile(
    r"\bour (?:turn|honou?r|privilege|pleasure) to (?:host|welcome|receive)\b|\bhosted by us\b|\b[Aa]t our invitation\b"
    r"|\b(?:[Aa]t|[Ii]n|[Oo]n) our (?:own )?(?:[\w-]+ ){0,2}(?:building|premises|headquarters|seat|offices?|campus|house|halls?|rooms)\b"
    r"|\b[Ww]e (?:\w+ ){0,2}(?:hosted|host|welcomed|played host|invited|were (?:the )?hosts?|acted as host)\b|\b[Aa]s (?:the )?hosts?, we\b"
)
_SEAT_OF: Final = re.compile(
    r"\b[Tt]he (?:headquarters|head office|premises|seat|building|offices|campus) of (?:the )?\Z|\b[Tt]he"
    r" (?:headquarters|premises) (?:in [A-Z][\w ]+ )?of (?:the )?\Z"
)
_OWN_SEAT: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?['’]s? (?:headquarters|head office|premises|seat|main building)\b")
_WAS_SCENE: Final = re.compile(
    r"[^.;:]{0,60}\b(?:provided|offered|was|were|formed|made|served as|became|is|are|will be) (?:the|a) (?:\w+"
    r" )?(?:setting|scene|venue|place|backdrop|stage|location)\b"
)
_IT_HELD: Final = re.compile(
    r"\b(announced|said|reported|stated|disclosed|revealed|informed|made (?:it )?(?:known|public))\b[^.;]{0,60}?\b(?:that )?it "
    r"(?:(?:has|had|will|would|has been|had been|successfully|also|again|to) ){0,3}"
    r"(?:held|hold|holding|host|hosts|hosted|hosting|staged|organi[sz]ed|undertook|convened|ran|opened) (?:the |this year['’]s )?\Z"
)
_FARTHEST_SUBJECT: Final = 170  # characters
_FARTHEST_AGENT: Final = 45


def host_code(mention: Mention) -> str | None:
    """Return the office that can be meant as a host: one of the five, or that of a country."""
    if mention.kind == "place":
        return _OFFICE_OF.get(str(mention.value))
    return str(mention.value) if mention.value in OFFICES else None


def add_hosts(view: View, found: list[Anchor], clauses: Clauses) -> None:
    """Add to the anchors of a sentence the hosts that it names."""
    possible = [m for m in view.of("office", "place") if host_code(m) is not None]
    offices = [m for m in possible if m.kind == "office"]
    for mention in possible:
        if _is_named_as_host(view, mention, possible):
            _give(mention, clauses.nearest(mention.span.start, mention.span.end, found))
    for office in offices:  # "met at the EPO in Munich"
        if _AT.search(view.before(office.span.start, 60)) or _seated_in(view, office):
            anchor = clauses.nearest(office.span.start, office.span.end, found)
            if anchor is not None and anchor.series != "bilateral":
                _give(office, anchor)
                anchor.at_office = anchor.at_office or _NO_SEAT.match(view.text, office.span.end) is None
    _holders(view, found, offices)
    for office in offices:  # "The EPO invited the heads to Munich"
        invited = _INVITED.match(view.text, office.span.end, view.span.end)
        guests = view.of("series", "body", "cue:five", "cue:experts") if invited is not None else []
        if invited is not None and any(0 <= g.span.start - invited.end() < _FARTHEST_AGENT for g in guests):
            _give(office, clauses.nearest(invited.start(), invited.end(), found))
    hosting = _HOSTING_IT.search(view.own_text)
    if hosting is not None:
        behind = [o for o in offices if 0 <= o.span.start - view.span.start - hosting.end() < _FARTHEST_AGENT * 2]
        if behind:
            _give(behind[0], clauses.nearest(behind[0].span.start, behind[0].span.end, found))
    _openers(view, found, offices)
    _by_us(view, found, clauses)
    for cue in view.of("cue:host") if possible else ():
        if (stands_for := _the_country(view, cue, possible)) is not None:
            _give(stands_for, clauses.nearest(cue.span.start, cue.span.end, found))
            continue
        host = _host(view, cue, offices, possible)
        anchor = clauses.nearest(cue.span.start, cue.span.end, found)
        if host is not None and anchor is not None and _is_hosted(view, cue, anchor):
            _give(host, anchor)
    for anchor in found if _TO_ITS_SEAT.search(view.own_text) else ():
        anchor.at_office = anchor.at_office or anchor.host is not None


def house_of(view: View) -> str | None:
    """Return the office in whose rooms a sentence says that something was: "at the EPO's Isar building", "at the EPO in Munich"."""
    for office in view.of("office"):
        placed = _AT_THE.search(view.before(office.span.start, 10)) or _IN_ROOMS_OF.search(view.before(office.span.start, 40))
        seated = _seated_in(view, office) or _IN_ROOMS.match(view.text, office.span.end, view.span.end)
        if office.value in OFFICES and placed and seated:
            return str(office.value)
    return None


def _seated_in(view: View, office: Mention) -> bool:
    """Tell whether an office is named as a place: "a round table at the EPO in Munich"."""
    before = view.before(office.span.start, 40)
    if _IN_ROOMS_OF.search(before):
        return True
    if _AT_THE.search(before) is None:
        return False
    return any(
        0 < p.span.start - office.span.end < 24 and _IN_TOWN.fullmatch(view.text[office.span.end : p.span.start]) for p in view.of("place")
    )


def _the_country(view: View, cue: Mention, possible: Sequence[Mention]) -> Mention | None:
    """Return whom "the country" or "the office" before a verb of hosting stands for: the last one named before it."""
    word = _THE_COUNTRY.search(view.before(cue.span.start, 30))
    if word is None or not _HOST_VERB.match(cue.text.lower()):
        return None
    kinds = ("place",) if word[1] == "country" else ("office",)
    before = [m for m in possible if m.kind in kinds and m.span.end <= cue.span.start]
    return before[-1] if before else None


def _holders(view: View, found: list[Anchor], offices: Sequence[Mention]) -> None:
    """Read "KIPO held the 3rd meeting of Working Group 2"; what several offices held, none of them was the host of."""
    for anchor in found:
        told = _IT_HELD.search(view.before(anchor.start, 200)) if anchor.form == "noun" and anchor.series in OWN_SERIES else None
        if told is not None:  # "KIPO announced on Thursday that it held the meeting of WG2"
            start = max(view.span.start, anchor.start - 200)
            speakers = [o for o in offices if o.span.end <= start + told.start(1)]
            if speakers:
                _give(speakers[-1], anchor)
        verb = next((m for m in view.of("cue:hold") if m.text.lower() == "held" and 0 <= anchor.start - m.span.end < 2), None)
        subject = (
            [] if verb is None else [o for o in offices if 0 < _without_aside(view, o.span.end, verb.span.start) < len(" today also ")]
        )
        if not subject or anchor.form != "noun" or anchor.series not in OWN_SERIES:
            continue
        if not any(
            _IN_LIST.fullmatch(view.between(o.span.end, subject[-1].span.start))
            for o in offices
            if o.span.end < subject[-1].span.start and o.value != subject[-1].value
        ):
            _give(subject[-1], anchor)


def _without_aside(view: View, start: int, end: int) -> int:
    """Return how many letters part an office from a verb, the rest of its bracket aside: "(KIPO, Commissioner Lee In-sil) held"."""
    aside = _REST_OF_ASIDE.match(view.text, start, max(start, end))
    return end - (start if aside is None else aside.end() - 1)


def _by_us(view: View, found: list[Anchor], clauses: Clauses) -> None:
    """Read "it was our turn to host the meeting" in what an office publishes."""
    word = _BY_US.search(view.own_text) if view.publisher in OFFICES else None
    if word is None:
        return
    anchor = clauses.nearest(view.span.start + word.start(), view.span.start + word.end(), found)
    if anchor is not None and anchor.host is None:
        anchor.host = view.publisher


def _give(host: Mention, anchor: Anchor | None) -> None:
    if anchor is not None and anchor.host is None:
        anchor.host = host_code(host)


def _is_named_as_host(view: View, mention: Mention, possible: Sequence[Mention]) -> bool:
    """Tell whether the words right beside an office or a country make it the host."""
    start, end = mention.span.start, mention.span.end
    if _HOST_ASIDE.match(view.text, end, view.span.end):
        return True  # "KIPO (host): Park Won-joo, Commissioner"
    if mention.kind == "place" and _HOSTING.match(view.text, end, view.span.end):
        return True
    if _BY.search(view.before(start, 96)):
        return not _is_shared(view, mention, possible)
    if _IN_HANDS.search(view.before(start, 220)) or _DUTIES.match(view.text, end, view.span.end):
        return True
    seat = _SEAT_OF.search(view.before(start, 60)) or _OWN_SEAT.match(view.text, end, view.span.end)
    if seat is not None and _WAS_SCENE.match(view.text, end, view.span.end):
        return True
    return _OF_OFFICE.match(view.text, end, view.span.end) is not None and _AT_OFFICE.search(view.before(start, 10)) is not None


def _is_shared(view: View, host: Mention, possible: Sequence[Mention]) -> bool:
    """Tell whether a host shares the honour with another: then neither is stated."""
    end = host.span.end
    return _AND_OTHER.match(view.text[end : end + 40]) is not None and any(end < m.span.start < end + 40 for m in possible)


def _is_hosted(view: View, cue: Mention, anchor: Anchor) -> bool:
    """Tell whether a cue of a host is said of a meeting: not one that another clause counts from, nor "to hold" in a title."""
    if anchor.start > cue.span.end and _EARLIER.search(view.between(cue.span.end, anchor.start)):
        return False  # "The EPO had invited them, after the heads had agreed in …"
    return cue.text.lower() not in _HOLDS or not (view.is_heading or anchor.series == "bilateral")


def _openers(view: View, found: list[Anchor], offices: Sequence[Mention]) -> None:
    """Take who opens a week of meetings for its host: "KIPO opened the IP5 Week"."""
    for anchor in found:
        if anchor.form == "umbrella" and anchor.host is None:
            cue = next((m for m in view.of("cue:open") if m.span.end <= anchor.start + 2), None)
            before = [o for o in offices if cue is not None and o.span.end <= cue.span.start]
            if before:
                anchor.host = str(before[-1].value)


def _host(view: View, cue: Mention, offices: Sequence[Mention], possible: Sequence[Mention]) -> Mention | None:
    """Return whom a cue ("hosted by", "welcomed", "as host") names as the host."""
    word = " ".join(cue.text.lower().split())
    if word.startswith(("host", "organiser", "organizer")) and (was := _WAS.match(view.text, cue.span.end, view.span.end)) is not None:
        return next((m for m in possible if m.span.start == was.end()), None)
    behind = next((m for m in possible if m.span.start >= cue.span.end), None)
    if word in _BEFORE_HOST:
        return None if behind is None or not _is_agent(view, cue, behind) or _is_shared(view, behind, possible) else behind
    near = behind is not None and behind.kind == "office" and behind.span.start - cue.span.end < 8
    if near and _HOST_IS.search(view.before(cue.span.end, len(cue.text) + 8) + " "):
        return behind
    return _subject(view, cue, [m for m in offices if m.span.end <= cue.span.start], word)


def _is_agent(view: View, cue: Mention, host: Mention) -> bool:
    """Tell whether an office (or, at once, a country) stands behind "hosted by"."""
    gap = view.between(cue.span.end, host.span.start)
    if host.kind == "place":
        return gap in (" ", " the ")
    return len(gap) < _FARTHEST_AGENT and _APART.search(gap) is None


def _subject(view: View, cue: Mention, before: Sequence[Mention], word: str) -> Mention | None:
    """Return the office before a verb of hosting; a list of offices is no host."""
    if not before or (word in _HOLDS and _TALKS.search(view.text[cue.span.end : cue.span.end + 30])):
        return None
    subject = before[-1]
    gap = view.between(subject.span.end, cue.span.start)
    if _WHICH_WAS.fullmatch(gap):
        return subject  # "the JPO, KIPO and SIPO, which acted as host"
    if len(gap) > _FARTHEST_SUBJECT or ";" in gap or _OTHER_SUBJECT.search(gap[-60:]):
        return None
    listed = (m for m in before[:-1] if m.value != subject.value)
    return None if any(_IN_LIST.fullmatch(view.between(m.span.end, subject.span.start)) for m in listed) else subject
