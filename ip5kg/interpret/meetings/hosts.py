"""At whose invitation meetings are held: "hosted by the EPO", "KIPO welcomed", "at the JPO in Tokyo", "Japan will host"."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.nearness import Clauses
from ip5kg.interpret.views import OFFICES, View
from ip5kg.model import Mention

_BEFORE_HOST: Final = frozenset(
    {
        *("hosted by", "organised by", "organized by", "arranged by", "convened by", "called by", "held by", "invited by"),
        *("as guests of", "as the guests of", "guests of", "guest of", "under the auspices of"),
        *("at the invitation of", "on the invitation of", "by invitation of", "upon invitation", "at the seat of"),
        *("at the premises of", "the premises of", "on the premises of", "at the headquarters of"),
    }
)
"""Cues of a host that are followed by the host; all others follow it, as its verb."""
_HOLDS: Final = frozenset({"will hold", "to hold", "holds"})
_HOST_IS: Final = re.compile(r"\b(?:[Tt]he|our|its) hosts?,? (?:is |was |being )?(?:the )?\Z|\bhost,? (?:the )?\Z")
_WAS: Final = re.compile(r"\s(?:was|is|will be)\s(?:the\s)?")
_AT: Final = re.compile(
    r"\b(?:met|held|took place|convened|gathered|takes place|came together|hosted|meets?|place)\b[^.;:]{0,34} at (?:the )?\Z"
    r"|\bvenue (?:was|is|will be) (?:the )?\Z"
)
_OFFICE_OF: Final = {"JP": "JP", "US": "US", "CN": "CN", "KR": "KR"}
_HOSTING: Final = re.compile(
    r"\s(?:will (?:again )?(?:be (?:the )?)?host|hosts|hosted|is (?:the )?host|was (?:the )?host|acted as host|plays host|played host"
    r"|has invited)\b"
)
_AND_OTHER: Final = re.compile(r"(?:\s?\([^()]{1,20}\))? and (?:the )?[A-Z]")
_APART: Final = re.compile(r"[;:]|\band\b")
_EARLIER: Final = re.compile(r"\b(?:after|before|since|because)\b")
_OTHER_SUBJECT: Final = re.compile(r"\b(?:heads|leaders|delegations?|participants|chaired|meetings?)\b[^,()]*\Z")
_IN_LIST: Final = re.compile(r"\W*(?:\([A-Z]+\))?\W*(?:and |the |and the )?\W*")
_TALKS: Final = re.compile(r"\btalks?\b")
_FARTHEST_SUBJECT: Final = 170  # characters
_FARTHEST_AGENT: Final = 45


def add_hosts(view: View, found: list[Anchor], clauses: Clauses) -> None:
    """Add to the anchors of a sentence the hosts that it names."""
    offices = [m for m in view.of("office") if m.value in OFFICES]
    for country in view.of("place"):
        if country.value in _OFFICE_OF and _HOSTING.match(view.text, country.span.end, view.span.end):
            _give(_OFFICE_OF[str(country.value)], clauses.nearest(country.span.start, country.span.end, found))
    for office in offices:  # "met at the EPO in Munich"
        if _AT.search(view.before(office.span.start, 60)):
            anchor = clauses.nearest(office.span.start, office.span.end, found)
            if anchor is not None and anchor.series != "bilateral":
                _give(str(office.value), anchor)
    _openers(view, found, offices)
    for cue in view.of("cue:host") if offices else ():
        host = _host(view, cue, offices)
        anchor = clauses.nearest(cue.span.start, cue.span.end, found)
        if host is not None and anchor is not None and _is_hosted(view, cue, anchor):
            _give(str(host.value), anchor)


def _give(host: str, anchor: Anchor | None) -> None:
    if anchor is not None and anchor.host is None:
        anchor.host = host


def _is_hosted(view: View, cue: Mention, anchor: Anchor) -> bool:
    """Tell whether a cue of a host is said of a meeting: not one that another clause counts from, nor "to hold" in a title."""
    if anchor.start > cue.span.end and _EARLIER.search(view.between(cue.span.end, anchor.start)):
        return False  # "The EPO had invited them, after the heads had agreed in …"
    return cue.text.lower() not in _HOLDS or not (view.is_heading or anchor.series == "bilateral")


def _openers(view: View, found: list[Anchor], offices: list[Mention]) -> None:
    """Take who opens a week of meetings for its host: "KIPO opened the IP5 Week"."""
    for anchor in found:
        if anchor.form == "umbrella" and anchor.host is None:
            cue = next((m for m in view.of("cue:open") if m.span.end <= anchor.start + 2), None)
            before = [o for o in offices if cue is not None and o.span.end <= cue.span.start]
            if before:
                anchor.host = str(before[-1].value)


def _host(view: View, cue: Mention, offices: list[Mention]) -> Mention | None:
    """Return the office that a cue ("hosted by", "welcomed", "as host") names as the host."""
    word = " ".join(cue.text.lower().split())
    behind = next((m for m in offices if m.span.start >= cue.span.end), None)
    if word == "host" and (was := _WAS.match(view.text, cue.span.end, view.span.end)) is not None:
        return next((m for m in offices if m.span.start == was.end()), None)
    if word in _BEFORE_HOST:
        return _agent(view, cue, behind, offices)
    if behind is not None and behind.span.start - cue.span.end < 8 and _HOST_IS.search(view.before(cue.span.end, len(cue.text) + 8) + " "):
        return behind
    return _subject(view, cue, [m for m in offices if m.span.end <= cue.span.start], word)


def _agent(view: View, cue: Mention, office: Mention | None, offices: list[Mention]) -> Mention | None:
    """Return the office behind "hosted by", unless it shares the honour with another."""
    if (
        office is None
        or office.span.start - cue.span.end >= _FARTHEST_AGENT
        or _APART.search(view.between(cue.span.end, office.span.start))
    ):
        return None
    end = office.span.end
    shared = _AND_OTHER.match(view.text[end : end + 40]) and any(end < m.span.start < end + 40 for m in offices)
    return None if shared else office


def _subject(view: View, cue: Mention, before: list[Mention], word: str) -> Mention | None:
    """Return the office before a verb of hosting; a list of offices is no host."""
    if not before or (word in _HOLDS and _TALKS.search(view.text[cue.span.end : cue.span.end + 30])):
        return None
    subject = before[-1]
    gap = view.between(subject.span.end, cue.span.start)
    if len(gap) > _FARTHEST_SUBJECT or ";" in gap or _OTHER_SUBJECT.search(gap[-60:]):
        return None
    listed = (m for m in before[:-1] if m.value != subject.value)
    return None if any(_IN_LIST.fullmatch(view.between(m.span.end, subject.span.start)) for m in listed) else subject
