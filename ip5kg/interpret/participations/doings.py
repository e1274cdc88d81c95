"""Taking part told by what somebody did: "is in Tokyo for the meeting", "opened the two-day event", "With A and B, he …"."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.interpret.participations.roles import Cast
from ip5kg.interpret.views import OFFICES

_WENT: Final = re.compile(
    r",?\s(?:is|was|are|were|has come|had come|came|went|travelled|traveled|flew|has travelled|had travelled|will travel|will go)\s"
    r"(?:\w+\s)?(?:in|to|at)\s(?:the\s)?"
)
_WITH_WHOM: Final = re.compile(r"(?:With|Together with|Alongside|Along with)\s")
_HE_DOES: Final = re.compile(r"[^.;]{0,30},\s(?:he|she|they|the\s\w+)\s")
_AT_THE: Final = re.compile(r"\bat (?:the|this|their|its) (?:[\w-]+ ){0,4}\Z")
_ACTED: Final = re.compile(
    r",? (?:(?:have|had|also|today|then|jointly|together|again) ){0,3}(?:discussed|agreed|signed|adopted|endorsed|exchanged|decided"
    r"|approved|reviewed|took stock|resolved|confirmed|launched|deliberated|debated|conferred)\b"
)
_OPENED: Final = re.compile(r",?\s(?:[\w-]+\s){0,2}\Z")
_OPENING_IT: Final = re.compile(
    r"(?:In |On |When |While )?(?:[Oo]pening|[Cc]losing|[Ww]elcoming|[Gg]reeting|[Aa]ddressing|[Kk]icking off|[Cc]oncluding|[Ww]inding up"
    r"|[Ss]umming up|[Ii]naugurating|[Ii]ntroducing|[Cc]hairing|[Ss]peaking at)\s[^.;]{2,90},\s(?:the\s)?(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?"
)
_AT_MEETING: Final = re.compile(
    r"(?:At|In|During|For|Throughout) (?:the|this|these|both|its|their|our) [^.;:]{4,90}(?:, |\s(?=(?:Mr|Ms|Mrs|Dr|Prof)\b))(?:the )?"
)
_FOR_THE: Final = re.compile(r"(?:\A|[.;:,]\s|\b(?:and|while)\s)(?:[Ff]or|[Ff]rom|[Oo]n the side of|[Oo]n behalf of)\s(?:the\s)?\Z")
_THERE_WAS: Final = re.compile(
    r"(?:\s?\([A-Z]{2,8}\))?,?(?:\s((?:there|it)\s(?:was|were)|was|were|is|are|came|spoke|sat|attended|took\spart|participated|joined))?"
    r"(?:\s(?:only|also|once\smore|again|its|the)){0,2}\s?(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?"
)
_GAPPED: Final = re.compile(r",?\s(?:for\s|that\sof\s)?(?:the\s)?(?:hosts?,?\s(?:the\s)?)?")
_SEVERAL_OFFICES: Final = 3
_COLON: Final = re.compile(r"(?::|\b(?:were|are|namely|included|includes))\s(?:the\s)?\Z")
_PLACED: Final = re.compile(
    r"\b(?:sat|sits|stood|had|saw|with|by|are|came|come|gathered|joined|met|find|found|see|include|featured|united)\s(?:\w+\s)?(?:the\s)?\Z|\A\s?\Z"
)
_WITH_OTHERS: Final = re.compile(
    r",?\s(?:together|along|jointly)\swith\s(?:the\s|his\s|her\s)?(?:(?:other|four|fellow|heads\sof\sthe)\s){0,3}(?:heads|counterparts|leaders|colleagues|other\sfour\soffices)\b"
)
_NEXT_TO: Final = 4  # characters
_BY: Final = re.compile(r"\bby (?:the )?\Z")


def went(cast: Cast) -> bool:
    """Tell whether somebody is said to be where the meeting is: "X is in Tokyo today for the ninth meeting"."""
    view = cast.view
    match = _WENT.match(view.text, cast.who.end, view.span.end)
    return match is not None and any(p.span.start == match.end() for p in view.of("place")) and view.has("cue:meeting", "cue:occasion")


def is_with(cast: Cast) -> bool:
    """Tell whether a sentence begins with those with whom somebody acts: "With A (JPO) and B (EPO), he will sign …"."""
    view = cast.view
    match = _WITH_WHOM.match(view.text, view.span.start, view.span.end)
    if match is None or cast.people[0].start - match.end() > 6:
        return False
    return _HE_DOES.match(view.text[cast.people[-1].end : view.span.end]) is not None and cast.listed_from(0)


def opens(cast: Cast) -> bool:
    """Tell whether somebody opened (or closed) the meeting: "X opened the two-day event", "opened … by X"."""
    view, who = cast.view, cast.who
    opening = _OPENING_IT.match(view.text, view.span.start, who.start) if cast.index == 0 else None
    if opening is not None and opening.end() == who.start and view.has("cue:meeting", "cue:occasion", "series", "body", "cue:experts"):
        return True  # "Opening the GDTF, EPO Vice-President Raimund Lutz said …"
    for cue in view.of("cue:open", "cue:close"):
        word = cue.text.lower()
        noun = any(0 < m.span.start - cue.span.end < 30 for m in view.of("cue:meeting", "cue:occasion"))
        before = cue.span.start >= who.end and _OPENED.fullmatch(view.text[who.end : cue.span.start]) is not None
        if noun and before and word in ("opened", "opens", "closed", "closes"):
            return True
        by = cast.index == cast.first_behind(cue.span.end) and _BY.search(view.text[max(cue.span.end, who.start - 8) : who.start])
        if by and who.start >= cue.span.end and word in ("opened", "was opened", "closed"):
            return True
    return False


def act_together(cast: Cast) -> bool:
    """Tell whether several offices act in one breath: "A (EPO), B (CNIPA) and C (KIPO) agreed on a roadmap"."""
    view, people = cast.view, cast.people
    if len({w.office for w in people if w.office in OFFICES}) < 2 or not Cast(view, people, len(people) - 1).listed_from(0):
        return False
    acts = any(0 <= m.span.start - people[-1].end < 24 for m in view.of("act"))
    return acts or _ACTED.match(view.text, people[-1].end, view.span.end) is not None


def fronted(cast: Cast) -> bool:
    """Tell whether a sentence opens with the meeting at which its subject did something: "In the two meetings, A and B made …"."""
    view, people = cast.view, cast.people
    match = _AT_MEETING.match(view.text, view.span.start, people[0].start)
    if match is None or people[0].start - match.end() > _NEXT_TO or not cast.listed_from(0):
        return False
    nouns = view.of("cue:meeting", "cue:occasion", "series")
    return any(match.start() < m.span.start < match.end() for m in nouns) and view.text[people[0].start - 2 : people[0].start] != "by"


def for_house(cast: Cast) -> str | None:
    """Return the house as whose one somebody is named: "For the USPTO there was A, for the EPO President B"."""
    if cast.view.has("cue:speech"):
        return None
    mine = _led_in(cast, cast.index)
    if mine is None or (not mine[1] and sum(_led_in(cast, i) is not None for i in range(len(cast.people))) < 2):
        return None
    return mine[0]


def gapped(cast: Cast) -> str | None:
    """Return the house of somebody who shares the verb of the one before: "A represented the EPO, B the JPO and C the host, KIPO"."""
    view, who = cast.view, cast.who
    verb = (
        any(cast.people[0].end <= c.span.start and c.span.end <= cast.people[1].start for c in view.of("role:head-of-delegation"))
        if cast.index
        else False
    )
    if not verb:
        return None
    for house in view.of("office", "association"):
        if house.span.start >= who.end and _GAPPED.fullmatch(view.text[who.end : house.span.start]):
            return str(house.value)
    return None


def _led_in(cast: Cast, index: int) -> tuple[str, str] | None:
    """Return the house of "for the USPTO" before a name, with the verb between them, if any."""
    view, who = cast.view, cast.people[index]
    for house in view.of("office", "association"):
        if house.span.start > who.person.span.start:
            break
        if _FOR_THE.search(view.before(house.span.start, 24)) is None:
            continue
        gap = _THERE_WAS.fullmatch(view.text[house.span.end : max(house.span.end, who.start)])
        if house.span.start == who.start or gap is not None:
            return str(house.value), (gap[1] or "") if gap is not None else ""
    return None


def named_together(cast: Cast, houses: frozenset[str]) -> bool:
    """Tell whether a colon introduces those of three offices or more: "familiar faces: A from SIPO, B from the USPTO, C from the JPO"."""
    view, people = cast.view, cast.people
    if len(houses) < _SEVERAL_OFFICES or not Cast(view, people, len(people) - 1).listed_from(0):
        return False
    lead = view.text[max(view.span.start, people[0].start - 24) : people[0].start]
    if view.has("cue:speech"):
        return False
    return _COLON.search(lead) is not None or (_PLACED.search(lead) is not None and view.block.kind != "quotation")


def acts_with_others(cast: Cast) -> bool:
    """Tell whether somebody acted together with the heads of the other offices: "X, together with his four counterparts, signed …"."""
    return _WITH_OTHERS.match(cast.view.text, cast.who.end, cast.view.span.end) is not None


def acts_at_meeting(cast: Cast) -> bool:
    """Tell whether what a sentence tells of its subject happened at the meeting: "X discussed … at the 18th meeting"."""
    view, people = cast.view, cast.people
    if cast.index or people[0].start - view.span.start > 40:
        return False
    nouns = (m for m in view.of("cue:meeting", "series") if m.span.start > people[-1].end)
    return any(_AT_THE.search(view.text[max(people[0].end, m.span.start - 44) : m.span.start]) for m in nouns)
