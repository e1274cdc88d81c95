"""Meetings told by a verb: "the heads met", "He Zhimin met Raimund Lutz", "the GDTF and the ICG convened"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.meetings.anchor import FIVE, Anchor
from ip5kg.interpret.meetings.subjects import heads, is_industry, subject
from ip5kg.interpret.views import GROUPS, OWN_SERIES, View
from ip5kg.model import Mention

_AFTER_MEET: Final = word_set(
    "in at on for with again online today tomorrow yesterday last this virtually via by from to and during under as where face once "
    "here there earlier next recently annually regularly yearly every each around over together round informally remotely when while "
    "before after who late early ahead twice not physically but and to"
)
_MET: Final = frozenset(
    {"met", "meets", "meet", "had met", "have met", "met up", "sat down", "sits down", "held talks", "conferred", "held discussions"}
)
_NEXT_WORD: Final = re.compile(r"\W{0,3}([\w’'-]+)")
_PASSIVE: Final = re.compile(r"\b(?:be|been|was|were|is|are|being)\s\Z")
_THEY: Final = re.compile(r"\b[Tt]hey (?:\w+ ){0,2}\Z")
_MET_WITH: Final = re.compile(r"\s(?:(?:separately|privately|briefly|bilaterally|apart|also|again) )?(?:with )?(?:the )?")
_RECEPTION: Final = re.compile(
    r"\s(?:with )?(?:(?:great|much|broad|general|little|wide|some|strong|unanimous|no|warm|keen|lively) ){0,2}"
    r"(?:approval|interest|support|success|acclaim|criticism|resistance|agreement|applause|consent|response|favou?r|welcome|acceptance|opposition"
    r"|the (?:approval|interest|support|needs|demands|requirements|conditions|targets?|goals?|expectations"
    r"|wishes|deadline)|expectations|its|needs|demand)\b"
)
_TITLE_OF: Final = re.compile(r"\s(?:(?:with|his|her|its|their|the|of|for|and|counterpart|colleague|[A-Z][\w.’'&-]*)\s){0,9}")
_FARTHEST_PAIR: Final = 200  # characters before a verb within which both of those who met are named
_CLOSE: Final = 40
_AND_ONE: Final = re.compile(r"\A[^,;.]{0,60}(?:,[^,;.]{2,60},)?\sand\s[^,;.]{0,70}\Z")
_WE: Final = re.compile(r"\b[Ww]e (?:\w+ ){0,2}\Z")
_IT: Final = re.compile(r"(?:\A|[.;:]\s|, |\band )[Ii]t (?:(?:has|had|will|then|first|last|next|also|now|again) ){0,2}\Z")
_ONE_ANOTHER: Final = re.compile(r"\band (?:one another|each other|among themselves)\b")
_WITH_WHOM: Final = re.compile(
    r"(?:\s(?:in|at|on)\s(?:the\s)?[A-Z][\w’'-]+(?:,?\s[A-Z][\w’'-]+){0,3},?)?(?:\s(?:separately|online|also|there|here|again|briefly|jointly|informally|once\smore|virtually|in\sperson"
    r"|face\sto\sface))?\s(?:(?:together )?with\s|and talked to\s)?"
    r"(?:(?:the|their|its|all|six|representatives|members|associations|delegates|of|from|some)\s){0,4}\Z"
)
_COUNTED_FROM: Final = re.compile(r"\b(?:[Aa]fter|[Ss]ince|[Bb]efore)\s[^,;.:]{0,64}\Z")
_WITH: Final = re.compile(r"\b(?:with|meet|met|representatives)\b")
OPENER: Final = re.compile(
    r"(?:Meeting|Gathering|Gathered|Convening|Convened|Assembling|Assembled|Coming together|Sitting down|Having met|Having gathered)"
    r" (?!of\b|with\b|between\b|for\b)[^,;.:]{3,120}, "
)
"""A participle that opens a sentence: "Meeting by video for the first time, the heads …"."""
_AND_GROUP: Final = re.compile(r"\)?\s?(?:\([A-Z0-9]{2,8}\))?,? and (?:the |of the )?(?:IP5 )?")


def verbs(view: View) -> Iterator[Anchor]:
    """Yield the meetings that the verbs of meeting in a sentence tell of, in order."""
    floor = view.span.start
    opener = None if view.is_heading else OPENER.match(view.own_text)
    if opener is not None and not any(m.span.start < view.span.start + opener.end() for m in view.of("cue:meet")):
        series, _ = subject(view, view.span.start + opener.end(), view.span.start, participle=True)
        if series is not None:  # "Meeting via video conference today for the first time, the heads …"
            floor = view.span.start + opener.end()
            yield Anchor(view, view.span.start, floor - 2, view.span.start, "verb", series, asserted=True)
    for verb in view.of("cue:meet"):
        if verb.span.start < floor or (" " not in verb.text and _PASSIVE.search(view.before(verb.span.start, 6))):
            continue
        if _two_parties(view, verb):
            floor = verb.span.end
            yield Anchor(view, verb.span.start, verb.span.end, verb.span.start, "verb", "bilateral", asserted=True)
            continue
        found = list(_met(view, verb, floor))
        floor = verb.span.end if found else floor
        yield from found


def _met(view: View, verb: Mention, floor: int) -> Iterator[Anchor]:
    """Yield the meeting of those who met, with those of the groups named together with them."""
    start, end = verb.span.start, verb.span.end
    after = _NEXT_WORD.match(view.text[end : end + 40])
    next_word = after[1].lower() if after else ""
    industry = [m for m in view.of("cue:industry") if 0 <= m.span.start - end < 60 and _WITH_WHOM.match(view.between(end, m.span.start))]
    is_participle = verb.text.lower().startswith("meeting ")
    met_heads = any(0 <= m.span.start - end < 12 for m in heads(view))
    if not (industry or met_heads or is_participle or " " in verb.text or _stands_as_verb(view, end, next_word)):
        return
    series, who = subject(view, start, floor, participle=is_participle)
    they = _THEY.search(view.before(start, 40)) is not None or (
        view.publisher is not None and _WE.search(view.before(start, 40)) is not None
    )
    to_meet_again = next_word == "again" and view.before(start, 3) == "to "
    owned = series is None and who is None and _IT.search(view.before(start, 24)) is not None
    if series is None and is_industry(who) and view.has("cue:own"):
        series = "other"  # "The associations met among themselves"
    known = series is not None or they or to_meet_again or owned
    if not known and not (who is not None and (who.value == "experts" or (is_industry(who) and heads(view)))):
        return
    if series is None and who is not None and who.value == "experts":
        groups = {str(m.value) for m in view.of("series", "body") if m.value in GROUPS}
        series = groups.pop() if len(groups) == 1 else None
    if industry and series in ("heads", FIVE, None) and _WITH.search(view.between(start, industry[0].span.end)):
        series = "heads-industry"
    if series == "heads-industry" and (also := _ONE_ANOTHER.search(view.text, end, view.span.end)) is not None:
        yield Anchor(view, also.start(), also.end(), also.start(), "verb", "heads")
    if met_heads and is_industry(who):
        series = "heads-industry"
    for partner in _partners(view, who):
        yield Anchor(view, partner.span.start, partner.span.end, partner.span.start, "verb", str(partner.value))
    if who is not None and who.span.end <= start and not any(who.span.end <= d.span.start < start for d in view.of("date", "place")):
        start = who.span.start
    vague = series is None and not they and not to_meet_again
    anchor = Anchor(view, start, end, verb.span.start, "verb", series, vague=vague, owned="its" if owned else "")
    if verb.text.lower().startswith("had ") and _COUNTED_FROM.search(view.before(verb.span.start, 70)):
        anchor.moved = "earlier"  # "Three weeks after their chiefs had met in China, the deputies gathered"
    yield anchor


def _stands_as_verb(view: View, end: int, next_word: str) -> bool:
    """Tell whether what follows "met" leaves it the sense of a meeting: not "met the conditions"."""
    if _RECEPTION.match(view.text, end):
        return False  # "the proposal met with approval"
    if view.text[end : end + 1] in ("", ".", ",", ":", ";", "-", ")", "?") or next_word in _AFTER_MEET:
        return True
    return any(0 <= d.span.start - end <= 4 for d in view.of("date"))


def _two_parties(view: View, verb: Mention) -> bool:
    """Tell whether one person or office met another: "He Zhimin met Raimund Lutz"."""
    reach = 44 if "counterpart" in view.text[verb.span.end : verb.span.end + 36] else 14
    if (aside := _MET_WITH.match(view.text, verb.span.end)) is not None and len(aside[0]) > 1:
        reach = max(reach, len(aside[0]) + 24)
    behind = [m for m in view.of("person", "office") if 0 <= m.span.start - verb.span.end < reach]
    behind += [m for m in view.of("person") if m not in behind and _TITLE_OF.fullmatch(view.text, verb.span.end, m.span.start)]
    before = [m for m in view.of("person", "office") if 0 <= verb.span.start - m.span.end < 14]
    if behind and before and verb.text.lower() in _MET and behind[0].value != before[-1].value:
        return True
    return _pair_before(view, verb)


def _pair_before(view: View, verb: Mention) -> bool:
    """Tell whether just two persons or two offices are the subject: "KIPO and WIPO met", "Commissioner A and Commissioner B held talks"."""
    start = max(view.span.start, verb.span.start - _FARTHEST_PAIR)
    people = [m for m in view.of("person") if start <= m.span.start and m.span.end <= verb.span.start]
    houses = [m for m in view.of("office") if start <= m.span.start and m.span.end <= verb.span.start]
    pair = people or houses
    if len(pair) != 2 or pair[0].value == pair[1].value or verb.span.start - pair[1].span.end > _CLOSE:
        return False
    if any(start <= m.span.start < verb.span.start for m in view.of("series", "cue:five", "association", "cue:industry")):
        return False
    return _AND_ONE.search(view.between(pair[0].span.end, pair[1].span.start)) is not None


def _partners(view: View, who: Mention | None) -> list[Mention]:
    """Return the groups named together with the subject: "the GDTF and the ICG met"."""
    if who is None or who.value not in OWN_SERIES or who.value == "heads-industry":
        return []
    if who.value == "heads":
        deputies = [m for m in view.of("series") if m.value == "deputy-heads" and m.span.end < who.span.start]
        return [m for m in deputies if _AND_GROUP.fullmatch(view.between(m.span.end, who.span.start))]
    groups = [m for m in view.of("series", "body") if m.value in OWN_SERIES]
    start = min(m.span.start for m in groups if m.value == who.value and who.span.start - m.span.start < 70)
    others = [m for m in groups if m.span.end < start and m.value not in (who.value, "heads")]
    return [m for m in others if _AND_GROUP.fullmatch(view.between(m.span.end, start))]
