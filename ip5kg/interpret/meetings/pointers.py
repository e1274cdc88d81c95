"""Words that point back to a meeting named before: "it lasted two days", "the event", "the latter", "the venue was"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.hosts import host_code
from ip5kg.interpret.views import View

HOST_NAMED: Final = re.compile(
    r"\b(?:[Hh]ost|[Oo]rgani[sz]er|[Hh]osting)(?: office| country)?(?: and \w+)? (?:was|is|were)\b|\b[Ii]n charge of the organi[sz]ation\b"
    r"|\b(?:played|playing|plays|honou?r of being|acted as|acting as|served as|role of) (?:the )?host\b|\b[Aa]s"
    r" (?:the |this year['’]s )?host\b|\bhosted[.,]"
    r"|\b(?:Hosting|Organi[sz]ing|Receiving) (?:it|them) (?:was|is)\b|['’]s turn to (?:host|be (?:the )?host|welcome|receive|organi[sz]e)\b"
    r"|\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Tt]heir|as|was|were) hosts?\b|\b(?:invitation|hosted|premises) (?:of|by)\b"
    r"|\b(?:duty|duties|role|part|task|tasks|functions?|job|honou?rs|burden) of (?:the |being (?:the )?)?(?:host|hosting|organi[sz]er)\b"
    r"|\bput (?:its|their|the) [^.;]{2,60} at (?:their|the|its) disposal\b|\bprovided (?:the|its) (?:venue|premises|rooms|facilities)\b"
    r"|\btime (?:for|that) [^.;]{2,40} (?:to host|hosts|hosted|has hosted)\b|\bcourtesy of\b"
    r"|\((?:[^()]{1,20}[,;/] ?)?(?:as )?(?:the )?host\b"
    r"|\b(?:hosted|organi[sz]ed|arranged) (?:it|(?:the|this year['’]s) (?:event|gathering|talks|conference))\b"
)
"""Ways to say who the host was in a sentence that names no meeting."""

_SOME_CONNECT: Final = re.compile(
    r"\b(?:connected|joined|dialled in|dialed in|tuned in|was linked|were linked)\b[^.;:]{0,24}\b(?:online|remote|video|virtual|screen)"
)
_JOINED_ME: Final = re.compile(r"\b(?:joined|were with|came to see|visited|were received by) (?:me|us|him|her)\b")
_IT_WAS_THE: Final = re.compile(
    r"(?:It|This) (?:was|is) (?:already |now )?the [\w-]{3,14} (?:since|so far|to date|in the series|of its kind|such|of the kind)\b"
)
_PRONOUN: Final = re.compile(r"\b(?:[Ii]t|This)\s[\w\s]*\Z")
_PRONOUN_FIRST: Final = re.compile(r"(?:It|This)\s(?:was|is|will|had|has)\b")
_PASSIVE: Final = re.compile(r"\b(?:be|been|was|were|is|are|being)\s\Z")
_TOOK_PLACE: Final = frozenset({"took place", "take place", "takes place", "taking place", "came to an end", "lasted", "be held"})
_WITH_OBJECT: Final = word_set("hold holds holding organised organized staged saw started began followed")
_LATTER: Final = re.compile(r"The (latter|former)\b")
_THE_EVENT: Final = re.compile(r"\b(?:[Tt]he|[Tt]his)(?: [\w’'-]+)? \Z")
_NEXT_ONE: Final = re.compile(
    r"\b[Tt]he last time\b|\b[Tt]he next(?: one\b|(?= (?:is|will|was|shall|to be|has been|takes)\b))"
    r"|\bnext time\b|\b[Tt]he (?:third|second|first) (?:in|of these)\b",
)
_THE_VENUE: Final = re.compile(r"\b[Tt]he (?:venue|place|scene|setting|location) (?:was|is|will be)\b")
_THEY_THERE: Final = re.compile(
    r"In [A-Z][\w' -]{2,24},? (?:they|the heads|the offices|the five|the group|the participants)\b",
)

_THEY_WERE_GUESTS: Final = re.compile(
    r"(?:[Tt]hey|[Ww]e|[Tt]he (?:\w+ )?(?:delegates|delegations|participants|officials|experts|members|guests|visitors|group|deputies))"
    r" (?:(?:all|both|once more|again|had|have) ){0,2}(?:were|was|been|are) (?:all )?(?:the )?"
    r"(?:guests|hosted|welcomed|received|invited|put up|accommodated)\b"
)


def pronouns(view: View) -> Iterator[Anchor]:
    """Yield "It lasted …", "This took place …" at the head of a sentence."""
    for hold in view.of("cue:hold"):
        before, word = view.before(hold.span.start, 34), hold.text.lower()
        pronoun = _PRONOUN.search(before) or (_PRONOUN_FIRST.match(view.own_text) if word in _TOOK_PLACE else None)
        active = word.split()[0] in _WITH_OBJECT or (word.startswith("held") and not _PASSIVE.search(before))
        if pronoun is not None and not active:
            yield Anchor(view, hold.span.start, hold.span.end, hold.span.start, "pointer", None)
            return


def the_event(view: View) -> Anchor | None:
    """Return "The event on 1 June" at the head of a sentence that goes on to name another meeting."""
    first = next((m for m in view.of("cue:occasion") if m.span.start - view.span.start == len("The ")), None)
    if first is None or not view.own_text.startswith("The "):
        return None
    dated = any(0 < d.span.start - first.span.end <= len(", held on ") for d in view.of("date"))
    return Anchor(view, view.span.start, first.span.end, first.span.start, "pointer", None) if dated else None


def latter(view: View) -> Iterator[Anchor]:
    """Yield "The latter, held on June 24, …": the second of the two meetings just named."""
    if (match := _LATTER.match(view.own_text)) is not None:
        anchor = Anchor(view, view.span.start, view.span.start + match.end(), view.span.start, "pointer", None)
        anchor.order = "latter" if match[1] == "latter" else "former"
        yield anchor


def pointers(view: View) -> Iterator[Anchor]:
    """Yield the one place at which a sentence that names no meeting points back to one."""
    for mention in view.of("cue:occasion"):
        if mention.text.lower() not in ("week", "forum") and _THE_EVENT.search(view.before(mention.span.start, 24)):
            yield Anchor(view, mention.span.start, mention.span.end, mention.span.start, "pointer", None)
            return
    if view.has("place", "date") and (one := _NEXT_ONE.search(view.own_text)) is not None:
        start = view.span.start + one.start()
        anchor = Anchor(view, start, view.span.start + one.end(), start, "pointer", None, asserted=True)
        anchor.moved = "next" if "next" in one[0] else "earlier" if "last" in one[0] else ""
        yield anchor
        return
    guests = _THEY_WERE_GUESTS.match(view.own_text) if view.has("date", "place") else None
    for pattern in (_THE_VENUE.search(view.own_text), _THEY_THERE.match(view.own_text) if view.has("place") else None, guests):
        if pattern is not None:
            start = view.span.start + pattern.start()
            yield Anchor(view, start, view.span.start + pattern.end(), start, "pointer", None)
            return
    joined = _JOINED_ME.search(view.own_text) if view.has("place", "date") and not view.is_heading else None
    if joined is not None:
        start = view.span.start + joined.start()
        yield Anchor(view, start, view.span.start + joined.end(), start, "pointer", None)
        return
    counted = view.own_text.startswith(("It ", "This ")) and _IT_WAS_THE.match(view.own_text) is not None
    ends = any(isinstance(d.value, DateRange) and d.value.bound == "until" and d.value.precision == "day" for d in view.of("date"))
    if counted or (ends and view.has("cue:experts", "cue:five") and not view.is_heading):
        yield Anchor(view, view.span.start, view.span.start + 2, view.span.start, "pointer", None)
        return
    hosted = any(host_code(m) is not None for m in view.of("office", "place")) and HOST_NAMED.search(view.own_text) is not None
    attended = view.has("format") and (
        (view.has("role:participant") and not view.has("person")) or _SOME_CONNECT.search(view.own_text) is not None
    )
    if not view.is_heading and (hosted or attended):
        cue = (view.of("cue:host") or view.of("format") or view.of("office", "place"))[0]
        yield Anchor(view, cue.span.start, cue.span.end, cue.span.start, "pointer", None)
