"""Whether meetings were held, are planned or were cancelled, by the tense of the clause that names them."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.nearness import Clauses
from ip5kg.interpret.views import View

_WILL: Final = re.compile(
    r"\b(?:will|shall|(?:is|are) to(?! say)|would(?! have| like)|to be held"
    r"|(?:is|are) going to|(?:is|are) (?:due|set|scheduled|expected|planned|coming) to"
    r"|(?:agreed|decided|planned|offered|resolved|proposed|promised) to (?:hold|host|convene|meet|reconvene|organi[sz]e)"
    r"|plans? to|intends? to|planned for|expected to|due to|scheduled for)\b"
)
_TITLE_WILL: Final = re.compile(
    r"\b[Tt]o (?:[Hh]ost|[Hh]old|[Mm]eet|[Cc]onvene|[Gg]ather|[Bb]e|[Oo]pen|[Cc]ome|[Ss]it|[Dd]iscuss|[Tt]alk|[Aa]ttend|[Ll]ead"
    r"|[Ss]ettle)\b"
)
_DID: Final = re.compile(
    r"\b(?:was|were|took|met|held|came|sat|had|has|have|gathered|convened|hosted|chaired|ended|closed|concluded|opened|discussed"
    r"|agreed|did|led|attended)\b"
)
_BEGUN: Final = re.compile(r"\b(?:opened|began|started|kicked off|got under way)\b")
_NEXT_TO: Final = 5  # characters between "attended", "took part in" and the meeting
_AGAIN: Final = re.compile(r"\w+ again\b")


def add_statuses(view: View, found: list[Anchor], clauses: Clauses) -> None:
    """Note for each anchor of a sentence whether its meeting is still to come, and whether the sentence asserts it."""
    verbs = view.of("cue:hold", "cue:meet", "cue:host", "meeting-status")
    attended = view.of("role:participant", "role:chair", "role:co-chair")
    for anchor in found:
        start, end = clauses.clause(anchor.at)
        if any(-1 <= anchor.start - m.span.end < _NEXT_TO and m.span.start < anchor.start for m in attended):
            anchor.asserted = anchor.attended = True
        if anchor.number is not None and anchor.form == "noun" and any(start <= m.span.start < anchor.start for m in attended):
            anchor.asserted = True  # "I had the honor of welcoming my counterparts to … for the sixth meeting"
        if anchor.owned == "their" and anchor.dates and view.has("act"):
            anchor.asserted = True  # "on Thursday the heads adopted a statement at their annual gathering"
        if any(start <= m.span.start < end and m.value == "cancelled" for m in view.of("meeting-status")):
            anchor.cancelled = True
        anchor.planned = _is_planned(view, anchor, start, end)
        anchor.asserted = anchor.asserted or anchor.form == "verb" or any(start - 60 <= m.span.start < end + 40 for m in verbs)


def _is_planned(view: View, anchor: Anchor, start: int, end: int) -> bool | None:
    """Tell whether a meeting is still to come, by its clause, else by the words around it; None where nothing says."""
    clause = view.text[start:end]
    agreed = anchor.form == "verb" and _AGAIN.match(view.text[anchor.at : anchor.at + 16]) and view.before(anchor.at, 3) == "to "
    if agreed or (anchor.moved == "next" and anchor.has_facts):
        return True
    begun = _BEGUN.search(clause)
    if begun is not None and _WILL.search(clause[: begun.start()]) is None:
        return False  # "opened on the 12th and will run until the 15th"
    if _WILL.search(clause) or (view.is_heading and _TITLE_WILL.search(clause)):
        return True
    if _DID.search(clause):
        return False
    wide = view.text[max(view.span.start, start - 90) : min(view.span.end, end + 60)]
    return True if _WILL.search(wide) and not _DID.search(wide) else anchor.planned
