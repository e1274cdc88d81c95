"""All the anchors of a sentence: found form by form, then completed by one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.meetings.anchor import FIVE, Anchor, ordinal
from ip5kg.interpret.meetings.deeds import clause_deeds, deeds, heard_industry, joined_by_industry, venues
from ip5kg.interpret.meetings.ellipses import BEGAN, ellipses
from ip5kg.interpret.meetings.nouns import nouns
from ip5kg.interpret.meetings.pointers import latter, pointers, pronouns, the_event
from ip5kg.interpret.meetings.subjects import heads
from ip5kg.interpret.meetings.verbs import verbs
from ip5kg.interpret.views import GROUPS, OWN_SERIES, View
from ip5kg.model import Mention

_NTH_TIME: Final = re.compile(
    r"\b[Ff]or (?:the|its|their) ([\w-]{3,14}) time\b"
    r"|\bthe ([\w-]{3,14}) (?:of its kind|of this kind|in the series|such meeting)\b(?! (?:on|in) )"
    r"|\b(?:was|is) the ([\w-]{3,14}) (?:since|so far|to date|in the series|at which|in their history)\b"
    r"|, the ([\w-]{3,14}) (?:since|of its kind|so far|to date|in the series|of these meetings|such gathering|of this series)\b"
    r"|, the ([\w-]{3,14}) time (?:they|both|the two sides|that they|that both)\b"
    r"|\bthe ([\w-]{3,14}) time (?:that|on which|in which) (?:the |all )?"
    r"(?i:IP5|heads|presidents|leaders|chiefs|commissioners|five|deputy|deputies|users|offices|group|panel|task|working)"
)
_FIRST_TIME: Final = re.compile(
    r"\b(?:together|met|meet|gathered|convened)(?: at this level)? for the first time(?:[,.]| on\b|\Z)"
    r"|\b(?:together|met|meet|gathered|convened)\b[^.;:]{0,110}\bfor the first time (?:ever\b|in (?:the |its |their )?history)"
)
_CONDITIONAL: Final = re.compile(r"\b(?:[Ii]f|[Ww]henever|whether)\b")
_UNREAL: Final = re.compile(r"\b(?:never been held|not been held|agreed upon|was proposed to|call(?:ed)? for|readers|subscribe)\b")
_FOR_THEIR: Final = re.compile(r"[^;:]{0,80}\b(?:for|as|at) \w+")
_AT: Final = re.compile(r"(?:[Ff]or|[Aa]t|[Ii]n|[Oo]n) ")
_COUNTED_FROM: Final = re.compile(r"\b(?:eve of|day (?:before|after|ahead of|following)|days (?:before|after|ahead of)) (?:the |that )?\Z")
_AFTER_ANOTHER: Final = re.compile(
    r"\b(?:subsequent to|following|after|in succession to|since|unlike|compared (?:to|with)) (?:the |its |their )?\Z", re.IGNORECASE
)
"""Words before a meeting that another one is counted from or compared with."""
_OCCASION_OF: Final = re.compile(
    r"\b(?:on the (?:occasion|sidelines?|margins?|fringes?) of|in (?:conjunction|connection|parallel) with|alongside|beside"
    r"|back[- ]to[- ]back with) (?:the |its |their )?\w?\Z"
)
_FOR_THE: Final = re.compile(r"\b(?:for|at) (?:the |our |their |this year['’]s )?\w?\Z")
_NEXT_CLAUSE: Final = re.compile(r"[;:]|, (?:and|but|while)\b|\b(?:before|after|which|who|where|when)\b")
_WHICH: Final = re.compile(r"\s(?:(?:for|to|at|in|of|by) )?(?:which|that|whose|where)\b[^,.;]{0,110}")
_OWNED: Final = re.compile(r"(?:their|its)\b")
_IN_A: Final = re.compile(r"[^.;:]{0,44}\b(?:in|at|for|to|during)\s")
_FOR_MEETING: Final = re.compile(r"[^.;:]{0,50}\b(?:for|at|in)\s(?:the\s|their\s|a\s)?")
_CLAUSE: Final = 130  # characters between "its ninth session" and whose it is
_IN_DATE: Final = frozenset({" (", " in ", ", ", " on ", ", in "})


def anchors(view: View) -> list[Anchor]:
    """Return the anchors of a sentence, in the order of the text."""
    found = [a for a in nouns(view) if not (a.plural and BEGAN.match(view.text, a.at))]
    for more in (ellipses, joined_by_industry, heard_industry, pronouns, verbs):
        found += _apart(more(view), found)
    if found and view.block.kind == "paragraph" and (event := the_event(view)) is not None and not any(a.covers(event.at) for a in found):
        found.append(event)
    if not found:
        found = list(latter(view)) or list(deeds(view)) or list(pointers(view))
    elif all(a.series is None and a.number is None and a.form == "noun" and not a.owned for a in found) and view.has("date"):
        found += _apart(deeds(view), found)  # "the workshop of the initiative endorsed by the heads in California this June"
    found += _apart(clause_deeds(view, found), found)
    found += [a for a in _apart(venues(view), found) if not found or any(0 < d.span.start - a.end < 40 for d in view.of("date"))]
    named = {a.series for a in found if a.series is not None}
    for anchor in found:
        if anchor.series is None and anchor.moved == "earlier" and anchor.places and len(named) == 1:
            anchor.series = next(iter(named))
    for anchor in found:
        if (
            anchor.form == "verb"
            and anchor.series is None
            and not anchor.owned
            and (name := _named_behind(view, anchor, found)) is not None
        ):
            anchor.series = name  # "we sat down with the EPO and the JPO in Kyoto for the Trilateral Conference"
    found = [a for a in found if not (a.form == "verb" and any(_is_for(view, a, other) for other in found))]
    _compare(view, found)
    _pair_up(view, found)
    found = _one_for_each_place(view, found)
    found.sort(key=lambda a: (a.start, a.end))
    for anchor in found:
        anchor.alone = len(found) == 1
    _complete(view, found)
    return found


def _compare(view: View, found: list[Anchor]) -> None:
    """Note meetings that are only named for comparison: "held in Tokyo, subsequent to the 4th meeting held in Suzhou last year"."""
    for anchor in found:
        before = [a for a in found if a.form in ("noun", "verb") and a.series is not None and a.end <= anchor.start]
        if len(found) > 1 and _OCCASION_OF.search(view.before(anchor.start + 1, 44)):
            anchor.is_aside = True
        if anchor.form == "noun" and anchor.series is None and before and _AFTER_ANOTHER.search(view.before(anchor.start, 24)):
            anchor.series, anchor.moved, anchor.is_aside = before[-1].series, "earlier", True


def _pair_up(view: View, found: list[Anchor]) -> None:
    """Take a meeting of which the main clause says that two people met there for theirs: "In a meeting on 16 October, A met with B"."""
    pairs = [a for a in found if a.form == "verb" and a.series == "bilateral"]
    nouns_of = [a for a in found if a.form == "noun" and not a.definite and a.number is None and a.series in ("heads", FIVE, None)]
    if len(pairs) == 1 and len(nouns_of) == 1 and nouns_of[0].end <= pairs[0].start and not view.has("cue:five"):
        nouns_of[0].series = "bilateral"


def _named_behind(view: View, verb: Anchor, found: list[Anchor]) -> str | None:
    """Return whose meeting those who met came together for, where the clause names it behind the verb."""
    for noun in found:
        near = noun.form == "noun" and noun.series is not None and 0 < noun.start - verb.end < _CLAUSE
        if near and _FOR_THE.search(view.before(noun.start + 1, 14)) and not _NEXT_CLAUSE.search(view.between(verb.end, noun.start)):
            return noun.series
    return None


def _is_for(view: View, verb: Anchor, noun: Anchor) -> bool:
    """Tell whether a noun names the meeting of a verb: "the offices and industry convened for the second meeting of the task force"."""
    if noun.form != "noun" or noun.series not in GROUPS or noun.start < verb.end or verb.series in (None, noun.series):
        return False
    return _FOR_MEETING.fullmatch(view.text[verb.end : noun.start]) is not None


def _apart(more: Iterable[Anchor], found: list[Anchor]) -> list[Anchor]:
    return [a for a in more if not any(other.covers(a.at) for other in found)]


def _one_for_each_place(view: View, found: list[Anchor]) -> list[Anchor]:
    """Make a meeting of each place and date: "the deputy heads have met in Munich (March 2009) and in Tokyo (October 2009)"."""
    pairs: list[tuple[Mention, Mention]] = []
    for place in view.of("place"):
        date = next((d for d in view.of("date") if 0 < d.span.start - place.span.end < 6), None)
        if date is not None and isinstance(date.value, DateRange) and view.text[place.span.end : date.span.start] in _IN_DATE:
            pairs.append((place, date))
    if len(pairs) < 2 or len(found) > 2:
        return found
    named = [a for a in found if a.number is None and (a.series is not None or a.form == "pointer" or a.plural)]
    before = [a for a in named if a.at < pairs[0][0].span.start or a.form == "deed"]
    if not before:
        return found
    whole, taken = before[-1], [p for p, _ in pairs]
    return [a for a in found if a is not whole and not any(p in taken for p in a.places)] + [
        Anchor(
            view, place.span.start, date.span.end, place.span.start, "noun", whole.series, asserted=True, moved="earlier", places=[place]
        )
        for place, date in pairs
    ]


def _complete(view: View, found: list[Anchor]) -> None:
    """Let the anchors of one sentence complete each other, and note what is said of them all."""
    text = view.own_text
    for match in _NTH_TIME.finditer(text):
        number = ordinal(next(word for word in match.groups() if word))
        first_of_all = _FIRST_TIME.search(text) is not None and not view.has("format")
        if number is not None and (number > 1 or first_of_all):
            target = next((a for a in found if a.number is None and a.form != "umbrella" and not a.is_aside), None)
            if target is not None:
                target.number = number
    if len(found) > 1:
        for anchor in found:  # "On the eve of the meeting, 5 June, the heads had met industry"
            anchor.bare = anchor.bare or (anchor.form == "noun" and _COUNTED_FROM.search(view.before(anchor.start, 40)) is not None)
    in_general = view.has("cue:usual") or _UNREAL.search(text) is not None
    named = [a for a in found if a.series is not None]
    for anchor in found:
        anchor.usual = anchor.usual or (in_general and anchor.number is None)
        if anchor.series is None and anchor.form == "noun":
            anchor.series = _series_beside(view, anchor, named)
        if _CONDITIONAL.search(view.before(anchor.at, 60)):
            anchor.usual = True


def _series_beside(view: View, anchor: Anchor, named: list[Anchor]) -> str | None:
    """Tell whose meeting a noun names by the other words of its sentence: "the ICG met …, for its third session"."""
    near = [a for a in named if a.at != anchor.at and (a.number is None or anchor.number is None or a.number == anchor.number)]
    before = [a for a in near if a.at < anchor.at and a.form == "verb"]
    if before and _FOR_THEIR.match(view.between(before[-1].end, anchor.at)):
        return before[-1].series
    behind = [a for a in near if a.at > anchor.at and a.form == "verb" and a.start - anchor.end < 40]
    if behind and _AT.match(view.before(anchor.start, 4).lstrip(" .,")):
        return behind[0].series
    if anchor.number is not None:
        groups = {str(m.value) for m in view.of("series", "body") if m.value in OWN_SERIES and m.span.end <= anchor.start}
        groups -= {"heads", "deputy-heads"}
        if len(groups) == 1:
            return groups.pop()  # "For the ICG it was the third meeting"
    if (clause := _WHICH.match(view.text, anchor.end, view.span.end)) is not None:
        asked = [m for m in view.of("series") if clause.start() < m.span.start < clause.end() and m.value in OWN_SERIES]
        if asked:
            return str(asked[0].value)  # "the meeting for which the EPO had invited the heads"
    owners = [m for m in view.of("series", "cue:five") if 0 < m.span.start - anchor.end < 70]
    if not owners and anchor.start - view.span.start < len("During "):  # "In its ninth session, held in …, the Working Group dealt with …"
        owners = [m for m in view.of("series", "body") if 0 < m.span.start - anchor.end < _CLAUSE and m.value in OWN_SERIES]
    if owners and owners[0].value == "five":
        owners = [m for m in view.of("series", "body") if 0 <= m.span.start - owners[0].span.end < 3 and m.value in GROUPS] or owners
    if owners and _OWNED.match(view.text[anchor.start : anchor.start + 6]):
        return FIVE if owners[0].value == "five" else str(owners[0].value)
    if not near and anchor.number is not None and (chiefs := heads(view)):
        return str(chiefs[0].value)
    if not anchor.definite and not anchor.plural:  # "the USPTO joined the heads of the other offices in a virtual meeting"
        joined = [m for m in heads(view) if m.span.end <= anchor.start and _IN_A.fullmatch(view.text[m.span.end : anchor.start])]
        if joined:
            return str(joined[-1].value)
    opened = not anchor.definite and not anchor.plural and view.has("cue:open") and view.has("date") and view.has("place")
    if opened and (heads(view) or view.has("cue:five")):
        return "heads" if heads(view) else FIVE
    return None
