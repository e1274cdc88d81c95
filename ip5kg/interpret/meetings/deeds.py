"""Meetings told by what the heads did on a date or in a place: "in October 2008, on Jeju, the heads adopted ten projects"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.meetings.anchor import FIVE, Anchor
from ip5kg.interpret.meetings.nearness import JUST_AS
from ip5kg.interpret.meetings.pointers import HOST_NAMED
from ip5kg.interpret.meetings.subjects import heads
from ip5kg.interpret.views import GROUPS, View
from ip5kg.model import Mention, Span

NTH_DAY: Final = re.compile(r"\b[Oo]n (?:the|its) (first|second|third|fourth|fifth|opening|last|final|closing) day\b")
"""A day of a meeting that lasts several: "on the second day"."""

_VENUE: Final = re.compile(
    r"(?:, [A-Z][\w’' ]{2,40},?)? (?:was|is|has been|will (?:\w+ ){0,4}be|had been) (?:once more |again )?(?:the )?(?:\w+ ){0,2}"
    r"(?:place|venue|scene|capital|setting|site|where|stage|meeting point)\b"
)
_JOINED: Final = re.compile(
    r"\s(?:had |have |has |were |also |then |later ){0,2}(?:joined|faced|met|sat down with|were received"
    r" by)\s(?:us|them|the heads|the offices)\b"
)
_FACED: Final = re.compile(
    r"[^.;:]*?\b(?:faced?|met|meet|meets|heard?|hears|receiv\w+|listen\w*|had|with|sat?|sit|talk\w*|spoke|speak|consult\w*|exchang\w+)\b[^.;:]*"
)
_HEARD: Final = re.compile(
    r"(?:[^.;:,]|, (?!and\b)){0,40}?\b(?:faced?|heard?|hears|listen\w* to|consult\w*|receiv\w+|t[ao]lk\w* (?:to"
    r"|with)|sp[eo]a?ke? (?:to|with))\b[^.;:,]{0,40}"
)
_WHICH_THEY: Final = re.compile(r"\b(?:on which|to which|which|that|when) (?:they|the heads|the offices|the five) (?:had )?\w{3,14}\b")
_COUNTERPARTS: Final = re.compile(r"\b(?:his|her|their) (?:\w+ )?(?:counterparts|colleagues|peers)\b|\b[Tt]hey\b")
_WITH_US: Final = re.compile(r"\b(?:[Ww]e|our guests|us)\b")
_SEMICOLON: Final = re.compile(r";\s")
_AT_THE_HEAD: Final = 40  # characters
_WILL_TALK: Final = re.compile(
    r"(?: offices| heads| partners)? (?:will|are to|shall|intend to|plan to|want to) (?:next |then |again |all |once more ){0,2}"
    r"(?:take stock|discuss|talk|review|look|decide|consider|continue|resume|return|deliberate|confer|compare|pick up|go over|debate"
    r"|consult|exchange|examine|see how|come back)\b"
)
_BY_THEN: Final = re.compile(r"\b(?:by|until|till|before)(?: the)?(?: (?:end|middle|beginning|close) of)?(?: the)? ?\Z")
_SUBORDINATE: Final = re.compile(r"\b(?:which|who|whom|whose|where|that|since|because|until|whether|how|from)\b")
_OF_THE_THING: Final = re.compile(
    r"\b(?!had|have|has|was|were|been|also|then|and|jointly|first|formally|again)[\w’'-]+ (?:launched|begun|started|adopted|signed"
    r"|published|concluded|completed|agreed|established|set up|created|introduced|held|developed|initiated|issued|released|presented"
    r"|submitted|made"
    r"|opened|prepared|proposed|drafted|scheduled|planned|due|foreseen|effective|valid|starting|beginning|ending|expiring|running)"
    r" (?:on|in|at|for|from) (?:the )?(?:(?:early|late|mid|end|beginning|course|spring|summer|autumn|winter)[ -](?:of )?)?\Z"
    r"|\b(?:of|dated) (?:early |late |mid-)?\Z"
)
_THE_IP5: Final = re.compile(r"\s(?:the\s|its\s)?(?:experts\sof\s(?:the\s)?|members\sof\s(?:the\s)?)?(?:IP5\s|IP5['’]s\s)?")
_OBJECT: Final = re.compile(r"\bto (?:the |their |its )?(?:IP5 )?\Z")
_HAND_OVER: Final = re.compile(r"\b(?:hand|submit|present|report|pass|propose|recommend|send|put|forward|refer|bring)\w*\b")
_THEM: Final = re.compile(r"\s(?:the |its |all )?(?:other |fellow )?")
_DID: Final = re.compile(r"\b(?:gave|had|have|has|did)\b")


def venues(view: View) -> Iterator[Anchor]:
    """Yield "Seoul was the meeting place of the IP5"."""
    for place in view.of("place"):
        if _VENUE.match(view.text[place.span.end : place.span.end + 70]):
            series = "heads" if heads(view) else FIVE if view.has("cue:five") else None
            yield Anchor(view, place.span.start, place.span.end, place.span.start, "noun", series, asserted=True)
            return


def joined_by_industry(view: View) -> Iterator[Anchor]:
    """Yield "representatives of industry joined the heads"."""
    for industry in view.of("cue:industry"):
        if _JOINED.match(view.text, industry.span.end, view.span.end):
            start = industry.span.start
            yield Anchor(view, start, industry.span.end, start, "deed", "heads-industry", asserted=True)
            return


def heard_industry(view: View) -> Iterator[Anchor]:
    """Yield "on the following day, the heads heard the views of industry": their meeting with industry, if it has a date."""
    if not view.has("cue:industry", "association") or not view.has("date") or view.is_heading:
        return
    for chiefs in _those_who_hear(view):
        for industry in view.of("cue:industry"):
            gap = industry.span.start - chiefs.span.end
            dated = any(-90 < d.span.end - chiefs.span.start < 4 for d in view.of("date"))
            if 0 < gap < 90 and dated and _HEARD.fullmatch(view.between(chiefs.span.end, industry.span.start)):
                yield Anchor(view, chiefs.span.start, industry.span.end, chiefs.span.start, "deed", "heads-industry", asserted=True)
                return


def _those_who_hear(view: View) -> list[Mention]:
    """Return where a sentence speaks of the heads, be it only as "his counterparts" or "they"."""
    chiefs = [m for m in view.of("series") if m.value == "heads"]
    if chiefs:
        return chiefs
    if view.has("series", "body"):
        return []
    words = _COUNTERPARTS.search(view.own_text)
    if words is None:
        return [m for m in view.of("cue:five") if m.value == "five"]
    start, end = view.span.start + words.start(), view.span.start + words.end()
    return [Mention("cue", Span(start, end), words[0], "five")]


def clause_deeds(view: View, found: list[Anchor]) -> Iterator[Anchor]:
    """Yield what a clause behind a semicolon tells of the heads on a day: "…; on Wednesday the heads faced industry"."""
    if not found or ";" not in view.own_text or not view.has("date"):
        return
    starts = [view.span.start, *(view.span.start + m.end() for m in _SEMICOLON.finditer(view.own_text))]
    for start, end in zip(starts, [*starts[1:], view.span.end], strict=True):
        chiefs = [m for m in heads(view) if start <= m.span.start < end]
        days = [d for d in view.of("date") if start <= d.span.start < end and isinstance(d.value, DateRange) and d.value.precision == "day"]
        if chiefs and days and not any(start <= a.at < end for a in found):
            yield _deed(view, chiefs[0], "heads-industry" if _faced_industry(view, chiefs[0]) else str(chiefs[0].value))


def deeds(view: View) -> Iterator[Anchor]:
    """Yield a meeting where the heads did something on a date or in a place, no meeting being named."""
    chiefs, places = heads(view), view.of("place")
    if view.is_heading:
        if chiefs and places and view.text[max(0, places[0].span.start - 4) : places[0].span.start].endswith(" in "):
            yield _deed(view, chiefs[0], str(chiefs[0].value))
        return
    who = chiefs or view.of("cue:five")
    group = _hosted_group(view)
    if group is not None:
        yield _deed(view, group, str(group.value))  # "KIPO received Working Group 2 in Daejeon on 15 March"
        return
    if not chiefs and who and any(0 <= who[0].span.start - m.span.end < 10 for m in view.of("cue:industry")):
        if view.publisher is not None and _WITH_US.search(view.own_text) and view.has("date"):
            yield _deed(view, who[0], "heads-industry")  # "on 31 May, when the industry associations of the IP5 were our guests"
        return
    if not who or any(m.text.lower().endswith("s") for m in view.of("cue:meeting")):
        return
    if chiefs and _OBJECT.search(view.before(chiefs[-1].span.start, 16)) and _HAND_OVER.search(view.own_text):
        return  # "the deputies will hand a proposal to the heads in June"
    dates = [d for d in view.of("date") if isinstance(d.value, DateRange) and _is_of_deed(view, who[0], d)]
    exact = any(d.value.precision != "year" for d in dates)
    if not chiefs:
        acts = view.has("act") or _DID.search(view.own_text) is not None
        if acts and places and (exact or _is_placed(view, places)):
            yield _deed(view, who[0], FIVE)
        elif places and dates and who[0].span.start - view.span.start < _AT_THE_HEAD and _WILL_TALK.match(view.text, who[0].span.end):
            yield _deed(view, who[0], FIVE)  # "The five will take stock in Japan in the first half of 2011"
        return
    named = view.has("cue:host") and view.has("office") and HOST_NAMED.search(view.own_text) is not None
    if named or (dates and _hosts_them(view, chiefs[0])):
        yield _deed(view, chiefs[0], str(chiefs[0].value))
    elif exact or places or NTH_DAY.search(view.own_text):
        series = str(chiefs[0].value)
        if series == "heads" and _faced_industry(view, chiefs[0]):
            series = "heads-industry"
        yield _deed(view, chiefs[0], series)
        then = _WHICH_THEY.search(view.own_text, chiefs[0].span.end - view.span.start)
        if then is not None and any(m.span.start > view.span.start + then.start() for m in [*dates, *places]):
            start = view.span.start + then.start()
            yield Anchor(view, start, view.span.start + then.end(), start, "deed", series, moved="earlier")


def _is_of_deed(view: View, who: Mention, date: Mention) -> bool:
    """Tell whether a date can be that of what somebody did: not that of the thing it was done to, nor of a clause about that."""
    if _BY_THEN.search(view.before(date.span.start, 24)) or JUST_AS.search(view.before(date.span.start, 24)):
        return False
    behind = view.text[who.span.end : date.span.start]
    return _SUBORDINATE.search(behind) is None and _OF_THE_THING.search(behind) is None


def _deed(view: View, who: Mention, series: str) -> Anchor:
    return Anchor(view, who.span.start, who.span.end, who.span.start, "deed", series)


def _faced_industry(view: View, chiefs: Mention) -> bool:
    """Tell whether the deed was done with industry: "the heads faced industry representatives"."""
    near = [m for m in view.of("cue:industry") if 0 < m.span.start - chiefs.span.end < 64]
    return any(_FACED.fullmatch(view.between(chiefs.span.end, m.span.start)) for m in near)


def _hosts_them(view: View, chiefs: Mention) -> bool:
    """Tell whether the heads are those who are hosted: "it will be the turn of the EPO to host the heads of the IP5"."""
    return any(
        _THEM.fullmatch(view.between(cue.span.end, chiefs.span.start)) for cue in view.of("cue:host") if cue.span.end < chiefs.span.start
    )


def _hosted_group(view: View) -> Mention | None:
    """Return the group that an office is said to host on a day."""
    if not view.has("date"):
        return None
    for cue in view.of("cue:host"):
        for group in view.of("series", "body"):
            if (
                group.value in GROUPS
                and group.span.start > cue.span.end
                and _THE_IP5.fullmatch(view.between(cue.span.end, group.span.start))
            ):
                return group
    return None


def _is_placed(view: View, places: list[Mention]) -> bool:
    return any(view.text[p.span.start - 3 : p.span.start] in ("In ", "in ") for p in places)
