"""One mention of somebody's part in a meeting, and the role that the conventions give it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.participations.appositions import Apposition
from ip5kg.interpret.views import OFFICES
from ip5kg.model import MeetingRef, Span

OF_HEADS: Final = frozenset({"heads", "heads-industry", "deputy-heads"})
RANKING: Final = {"chair": 6, "co-chair": 5, "absent": 4, "head-of-delegation": 3, "observer": 2, "participant": 1}
"""Which of several roles of one person at one meeting is stated."""

_HEAD_OF: Final = {
    "US": re.compile(r"\b(?:director(?! general)|under ?secretary|head|chief|commissioner|boss|leader)\b", re.IGNORECASE),
    "EP": re.compile(r"\b(?:president|head|chief|boss|leader)\b", re.IGNORECASE),
    **{code: re.compile(r"\b(?:commissioner|minister|head|chief|boss|leader)\b", re.IGNORECASE) for code in ("JP", "CN", "KR")},
}
"""The titles of the heads of the offices: elsewhere a director is the head of a division."""
_MINISTER: Final = re.compile(r"(?:the )?minister\b", re.IGNORECASE)
"""Since October 2025 a minister heads the Korean office."""
LISTED: Final = "listed"
"""Named in a list of those who took part: the head of a delegation, if of an office."""
ACCOMPANIES: Final = "accompanies"
"""Took part beside others: no head of a delegation, whatever the title."""


@dataclass(frozen=True, slots=True)
class Part:
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


def settled(role: str, office: str | None, who: Apposition, meeting: MeetingRef) -> str:
    """Return the role by the conventions: WIPO observes; at meetings of heads and deputies who leads is head of delegation."""
    if role in ("chair", "co-chair", "absent"):
        return role
    if meeting.series != "bilateral" and (office == "WO" or role == "observer"):
        return "observer"
    if meeting.series not in OF_HEADS or office not in OFFICES:
        return "participant"
    titled = who.rank == "head-title" or (office == "KR" and _MINISTER.match(who.title or "") is not None)
    is_head = titled and _HEAD_OF[office].search(who.title or "") is not None
    if role == ACCOMPANIES:
        return "head-of-delegation" if is_head and meeting.series != "deputy-heads" else "participant"
    leads = is_head or who.rank is None or (who.rank == "deputy-title" and meeting.series == "deputy-heads")
    return "head-of-delegation" if role == "head-of-delegation" or leads else "participant"
