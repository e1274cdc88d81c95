"""Meetings named together: what is said of one and meant for both, and side meetings, which share the place of the main one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.views import View

_AND: Final = re.compile(
    r"[\s\"”’')]*(?:\([A-Z0-9*]{2,8}\)[\s\"”]*)?,? ?(?:and|as well as|together with|along with|followed by|,)? ?"
    r"(?:then )?(?:by |of )?(?:the |a |an )?[\s\"“]*\Z"
)
_ALSO: Final = re.compile(r"(?:,| )and,? (?:[^,.;]{3,30}, )?(?:the |a )?\Z")
_BRACKETS: Final = re.compile(r"\s?\([^()]{0,60}(?:\([^()]{0,30}\)[^()]{0,60})?\)")
_FOLLOWED: Final = re.compile(
    r"(?:\b(?:was|were|is|be|been) |, )(?:immediately |directly |itself )?(?:followed|preceded)\b[^.;:]{0,40}\bby (?:that of )?(?:the )?\Z"
)
_AND_BY: Final = re.compile(r",? (?:and|as well as) (?:then |later )?(?:by )?(?:the |a )?")
_JOINT: Final = re.compile(r"\b(?:joint|jointly|combined|together|conjunction)\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\b(?:[Tt]wo|[Tt]hree|[Bb]oth|[Ss]everal)\b")
_WIDEST: Final = 48  # characters between two meetings named in one breath


def share(view: View, found: list[Anchor]) -> None:
    """Give meetings named together what is said of them together, and a side event the place of the main one."""
    whole = next((a for a in found if a.form == "umbrella"), None)
    for anchor in found:  # "two meetings in Suzhou (January 19 to 23): the 9th of … and the 2nd of …"
        if whole is not None and anchor is not whole and anchor.start > whole.end:
            anchor.lent = not anchor.dates
            _lend(whole, anchor)
    _behind_colon(view, found)
    nouns = [a for a in found if a.form in ("noun", "verb")]
    pairs = list(pairwise(nouns))
    for first, second in [*reversed(pairs), *pairs]:
        if first.series is not None and second.series is not None and first.series != second.series:
            _pair(view, first, second)
    for anchor in nouns:
        if any(0 <= anchor.start - m.span.end < 12 for m in view.of("cue:side")) or _FOLLOWED.search(view.before(anchor.start, 60)):
            anchor.asserted = anchor.is_side = True
    for first, second in pairwise(nouns):
        if first.is_side and _AND_BY.fullmatch(_BRACKETS.sub("", view.between(first.end, second.start))):
            second.asserted = second.is_side = True  # "preceded by the Deputy Heads Meeting (May 31) and by the industry meeting"
    placed = [a for a in nouns if a.places]
    if len(placed) == 1 and len(nouns) > 1 and all(a.dates or a is placed[0] for a in nouns):
        for anchor in nouns:  # "the 5th meeting (1 June), the 6th (2 June): all in Tokyo"
            if not anchor.places and ":" in view.between(anchor.end, placed[0].places[0].span.start):
                anchor.places = list(placed[0].places)


def _behind_colon(view: View, found: list[Anchor]) -> None:
    """Give what is said of "two groups" to each that a colon introduces: "Two groups convened on 4 March: the GDTF, and then the ICG"."""
    for whole in found:
        colon = view.text.find(":", whole.end, view.span.end)
        behind = [a for a in found if a.start > colon and a.series is not None] if colon > 0 else []
        if whole.dates and len(behind) > 1 and _SEVERAL.search(view.text[view.span.start : colon]) and not any(a.dates for a in behind[1:]):
            for anchor in behind:
                _lend(whole, anchor)
            if whole.form == "verb" and not any(whole.covers(m.span.start) for m in view.of("series", "body")):
                whole.usual = True


def _pair(view: View, first: Anchor, second: Anchor) -> None:
    gap = _BRACKETS.sub("", view.between(first.end, second.start))
    verbs = "verb" in (first.form, second.form)
    if len(gap) < _WIDEST and _AND.match(gap) and not (verbs and gap.strip() == ","):
        _lend(second, first)
        _lend(first, second)
    elif second.dates and not second.places and (first.places or first.format) and _continues(view, first, second):
        second.places = list(first.places)  # "A was held in Tokyo on …, and B on the following day"
        second.format = second.format or first.format
        second.asserted = True
    elif beside := [m for m in view.of("cue:side") if first.end <= m.span.start <= second.start and second.start - m.span.end < 30]:
        second.asserted = second.is_side = True
        if _JOINT.search(beside[-1].text) and not second.dates:
            _lend(first, second)  # "jointly with the sixth meeting of the Task Force": on the same day


def _continues(view: View, first: Anchor, second: Anchor) -> bool:
    """Tell whether the verb of the first meeting also serves the second: "…, and the joint meeting on the following day"."""
    at = second.start + (4 if view.text.startswith("the ", second.start) else 0)
    own_verb = any(second.end <= m.span.start for m in view.of("cue:hold", "cue:meet"))
    return not own_verb and _ALSO.search(view.text[max(first.end, second.start - 44) : at]) is not None


def _lend(giver: Anchor, taker: Anchor) -> None:
    taker.dates = taker.dates or list(giver.dates)
    taker.places = taker.places or list(giver.places)
    taker.host = taker.host or giver.host
    taker.format = taker.format or giver.format
    if taker.planned is None:
        taker.planned = giver.planned
    taker.asserted = taker.asserted or giver.asserted
