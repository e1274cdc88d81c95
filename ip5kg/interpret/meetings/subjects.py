"""Whose meeting a verb speaks of: "the heads met", "representatives of industry and the offices gathered"."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.interpret.meetings.anchor import FIVE
from ip5kg.interpret.views import GROUPS, View
from ip5kg.model import Mention

_WHO: Final = ("series", "body", "association", "cue:experts", "cue:industry", "cue:five")
_ORDER: Final = (("series", "body"), ("experts", "industry", "association"), ("five",))
_COMPLEMENT: Final = re.compile(r"\b(?:for|by|in|at|from|with|to|within|among|under)\s(?:the\s|these\s|its\s)?(?:world['’]s\s)?\Z")
_OFFICES: Final = re.compile(r"\b(?:offices|heads|presidents|leaders|commissioners)\b")
_THEY: Final = re.compile(r"\b[Tt]hey\b")
_AND: Final = re.compile(r"\band\b|\A(?: of (?:the )?offices?)? with (?:the )?(?:IP5 )?\Z")
_FARTHEST_BEFORE: Final = 420  # characters
_FARTHEST_BEHIND: Final = 120
_WIDEST_PAIR: Final = 90


def heads(view: View) -> list[Mention]:
    """Return where a sentence speaks of the heads or their deputies."""
    return [m for m in view.of("series") if m.value in ("heads", "deputy-heads")]


def is_industry(who: Mention | None) -> bool:
    """Tell whether words name users of the patent system: "industry", "AIPLA and JIPA"."""
    return who is not None and (who.kind == "association" or who.value in ("industry", "heads-industry"))


def subject(view: View, at: int, floor: int, *, participle: bool = False, owned: str = "") -> tuple[str | None, Mention | None]:
    """Return whose meeting a verb at `at` speaks of, and the words that say so, none of them before `floor`.

    Those who are named behind it count for "they" and for a participle ("Meeting in Seoul, the heads …"). `owned` is "their" where
    the meeting is that of several: of "the offices", and not of the one group named before them.
    """
    there = [m for m in view.of(*_WHO) if floor <= m.span.start and m.span.end <= at and at - m.span.end < _FARTHEST_BEFORE]
    people = [m for m in there if m.value in ("five", "heads", "deputy-heads") and not _in_a_name(view, m)] if owned == "their" else []
    if people:
        there = [m for m in there if not _is_group(m)]
    there = [m for m in there if m.value != "five" or not _COMPLEMENT.search(view.before(m.span.start, 24))]
    best = _ranked(list(reversed(there)))
    if best is None and (participle or _THEY.search(view.text[view.span.start : at])):
        there = [m for m in view.of("series", "cue:five") if 0 <= m.span.start - at < _FARTHEST_BEHIND]
        best = _ranked(there)
    if best is None:
        return None, None
    who = str(best.value)
    if who == "experts":
        return None, best
    if is_industry(best):
        with_offices = any(m.value in ("heads", "five") for m in there) or _OFFICES.search(view.text[floor:at]) is not None
        return ("heads-industry" if with_offices else "other" if view.has("cue:own") else None), best
    if who in ("heads", "five"):
        for industry in (m for m in there if is_industry(m)):
            low, high = sorted((best, industry), key=lambda m: m.span.start)
            if high.span.start - low.span.end < _WIDEST_PAIR and _AND.search(view.between(low.span.end, high.span.start)):
                return "heads-industry", low
    return (FIVE if who == "five" else who), best


def _is_group(mention: Mention) -> bool:
    return mention.kind in ("series", "body") and mention.value in GROUPS


def _in_a_name(view: View, five: Mention) -> bool:
    """Tell whether "IP5" only says whose group it is: "the IP5 Working Group 1", "the PHEP of the IP5"."""
    groups = [m for m in view.of("series", "body") if m.value in GROUPS]
    before = any(g.span.start - len(" ") <= five.span.end <= g.span.end for g in groups)
    return five.value == "five" and (before or any(0 <= five.span.start - g.span.end <= len(" (ABCD) of the ") for g in groups))


def _ranked(there: list[Mention]) -> Mention | None:
    """Of those who may be the subject, take the first named body, else experts or industry, else "the five"."""
    for kinds in _ORDER:
        for mention in there:
            if mention.kind in kinds or (mention.kind == "cue" and mention.value in kinds):
                return mention
    return None
