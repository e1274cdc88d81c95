"""For whom somebody took part, where no organisation stands beside the name: "the JPO was represented by A", "spoke for China"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ip5kg.interpret.participations.appositions import Apposition
from ip5kg.interpret.participations.rosters import LABEL
from ip5kg.interpret.participations.titles import ORGANISATIONS
from ip5kg.interpret.views import View
from ip5kg.model import Mention

COUNTRY_OFFICE: Final = {"KR": "KR", "JP": "JP", "US": "US", "CN": "CN", "EP": "EP"}
"""The office of each country that has one of the five."""

_FOR: Final = re.compile(
    r"\b(?:represented|representing|on behalf of|delegation of|delegations of|that of|for|spoke for|attended for|at the head of an?"
    r"|teams? of)\s(?:the\s|its\s)?\Z"
)
_SENT_BY: Final = re.compile(
    r"(?:\s?\([^()]{1,20}\))?,?\s(?:[\w, ]{0,60}\s)?(?:was|were|is|has|had|sent|by|represented|headed|led)\b[^;]{0,70}\Z",
)
_BY: Final = re.compile(r"(?:\s?\([^()]{1,20}\))?\sby\s(?:the\s|its\s)?")
_FROM: Final = re.compile(r"\b[Ff](?:rom|or) (?:the )?\Z")
_VERB: Final = re.compile(
    r"\b(?:met|said|says|was|were|is|are|has|had|have|will|would|also|that|which|who|held|signed|chaired|attended|visited|told|with|agreed)\b"
)
"""Words that part a name from a house behind it: in a line of a list only titles stand between them."""
_ITS: Final = re.compile(r"\b(?:its|whose) (?:[\w-]+ ){0,2}\Z")
_NAMELY: Final = re.compile(r"(?:\s?\([A-Z]+\))?, (?:namely )?")


def sender_in_sentence(view: View, who: Apposition) -> str | None:
    """Return the organisation that a sentence says somebody stands for."""
    organisations = view.of(*ORGANISATIONS)
    if view.block.kind in ("item", "row"):
        labels = [o for o in organisations if o.span.end <= who.start and LABEL.match(view.text, o.span.end)]
        following = min((p.span.start for p in view.of("person") if p.span.start >= who.end), default=view.span.end)
        behind = [o for o in organisations if who.end <= o.span.start < following and not _VERB.search(view.text[who.end : o.span.start])]
        label = next(iter(labels or behind), None)
        if label is not None:
            return str(label.value)
    if _ITS.search(view.before(who.start, 24)):
        before = [o for o in organisations if o.span.end <= who.start and who.start - o.span.end < 80]
        if before:
            return str(before[-1].value)
    return _behind(view, who) or _before(view, who)


def _code(mention: Mention) -> str | None:
    return str(mention.value) if mention.kind in ORGANISATIONS else COUNTRY_OFFICE.get(str(mention.value))


def _behind(view: View, who: Apposition) -> str | None:
    """Return the office behind "represented the JPO", "led the delegation of the JPO", "spoke for China"."""
    for mention in view.of(*ORGANISATIONS, "place", "region"):
        start = mention.span.start
        said = _FOR.search(view.text[max(who.end, start - 30) : start]) if who.end <= start < who.end + 90 else None
        if said is not None and (said[0].lower()[:4] != "that" or start - len(said[0]) <= who.end + 1):
            others = (p for p in view.of("person") if who.end <= p.span.start < start)
            return None if any(True for _ in others) else _code(mention)
    return None


def _before(view: View, who: Apposition) -> str | None:
    """Return the office before "was represented by", "has sent"; "From WIPO, Mr. Takagi"; "From Europe comes"."""
    floor = max((p.span.end for p in view.of("person") if p.span.end <= who.start), default=view.span.start)
    candidates = [m for m in view.of(*ORGANISATIONS, "place", "demonym", "region") if floor <= m.span.start and m.span.end <= who.start]
    for mention in reversed(candidates):
        gap = view.between(mention.span.end, who.start)
        leading = len(gap) < 60 and _FROM.search(view.before(mention.span.start, 10)) is not None
        if (leading or _SENT_BY.match(gap) or _BY.fullmatch(gap)) and (code := _code(mention)) is not None:
            return code
    return None


def paired_in_order(view: View, people: Sequence[Apposition]) -> dict[int, str]:
    """Pair offices and persons listed in the same order: "The EPO and the JPO were represented by A and B respectively"."""
    bare = [i for i, w in enumerate(people) if w.office is None]
    if len(bare) < 2:
        return {}
    first = people[bare[0]].start
    offices: list[str] = []
    last_end = view.span.start
    for office in view.of("office"):
        if office.span.end <= first and not any(w.start <= office.span.start < w.end for w in people):
            last_end = office.span.end
            if str(office.value) not in offices:
                offices.append(str(office.value))
    if len(offices) != len(bare) and "respectively" in view.own_text:
        behind = [o for o in view.of("office") if o.span.start >= people[-1].end]
        offices = list(dict.fromkeys(str(o.value) for o in behind))
    if len(offices) != len(bare):
        return {}
    paired = "respectively" in view.own_text or _NAMELY.fullmatch(view.text[last_end:first]) is not None
    return dict(zip(bare, offices, strict=True)) if paired else {}
