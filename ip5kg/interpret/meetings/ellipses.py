"""Meetings named without the word: "the 9th of Working Group 2", "that of the deputies", "the second was held in Seoul"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor, ordinal
from ip5kg.interpret.views import OWN_SERIES, View
from ip5kg.model import Mention

_OF_HEADS: Final = frozenset({"heads", "deputy-heads"})
_THE_NTH_OF: Final = re.compile(r"\b(?:[Tt]he )?([\w-]{3,14}) of (?:the )?(?:IP5 )?\Z")
_NTH_BEFORE: Final = re.compile(r"\b([\w-]{3,14})\s(?:IP5\s)?\Z")
_FOR_THE_NTH_TIME: Final = re.compile(r"(?:\s\([A-Z0-9]{2,8}\))?\sfor the ([\w-]{3,14}) time\b")
_DATE_AND: Final = re.compile(r"[\s:,–-]{1,4}(?:the )?(?:IP5 )?\Z")
_COLON_DATE: Final = re.compile(r"(?: \([A-Z0-9]{2,8}\))?\s?[:|–-]\s(?:\w{3,9}day,? )?")
_THE_NTH_WAS: Final = re.compile(
    r"\b[Tt]he ([\w-]{3,14}) "
    r"(?:(?:had|has) been (?:held|hosted|in|at)|(?:had|has) taken place|(?:will|is to) be (?:hosted|organi[sz]ed)"
    r"|was hosted|was (?:held|in)|took place|will (?:be held|take place|follow)|followed"
    r"|(?:is|are) (?:foreseen|planned|scheduled|due|expected|to (?:be held|take place|follow)))\b",
)
_HOST_THE_NTH: Final = re.compile(
    r"\b(?:host|hosts|hosting|hold|holding|organi[sz]e|organi[sz]ing|prepare|invite to) the ([\w-]{3,14})(?= (?:in|on|at|one)\b|[.,;])"
)
_BY_THE_NTH: Final = re.compile(r"\b(?:by|at|of|after|since|before|than) the ([\w-]{3,14}) in (?:the )?\Z")
BEGAN: Final = re.compile(
    r"\b[Mm]eetings(?: (?:began|started|were first held)(?= in (?:19|20)\d\d)|, the first(?: of (?:them|these"
    r"|which))?(?= in (?:19|20)\d\d))"
)
_WAS_THE_NTH: Final = re.compile(
    r" (?:was|is) the ([\w-]{3,14})(?: of (?:them|these|the meetings)| (?:to be )?held| meeting| in the series)\b"
)
_ITS_NTH: Final = re.compile(r"\b(?:its|their) ([\w-]{3,14})(?= (?:on|in|at) |[,.;])")
_THE_YEARS: Final = re.compile(r"\b([Nn]ext|[Ll]ast) year['’]s (?=(?:will|was|had|is|took|in)\b)")
_THE_ONE_IN: Final = re.compile(
    r"\b(?:one|that|those) (?:held )?(?:in|on|at) (?:the )?(?:[A-Za-z]+ ){0,2}(?:(?:city|island|town) of )?\Z",
)
_COUNTING: Final = re.compile(
    r"\b(?:after|following|since|succeeding|besides)\s"
    r"(?:(?:those|that|the one|the ones|the meetings?|the first|the second)\s(?:in|of|on)\s|that\s)?\Z"
    r"|\b(?:in|on)\s[A-Z]\w+\s(?:in\s|\()\d{4}\)?,?\s(?:and\s)?(?:in\s)?\Z|\d{4}\)?,?\s(?:and|then)\s(?:in\s|those in\s)?\Z"
)
_FOLLOWED_BY: Final = re.compile(r"\b(?:followed|preceded)\b[^.;:]{0,44}\bby (?:that of )?(?:the )?(?:IP5 )?\Z")
_AT_THE_NTH: Final = re.compile(r"\b(?:[Aa]t|[Ii]n|[Dd]uring) the ([\w-]{3,14}), (?=(?:held |convened )?(?:in|on|at)\b)")
_NEXT_IN_ROW: Final = re.compile(r"[,;:] (?:and )?(?:the |that of (?:the )?)?\Z|\band (?:the |that of (?:the )?)?\Z")
_IN_OR_ON: Final = re.compile(r"(?: \([A-Z0-9]{2,8}\))?,? (?:in|at|on|from|between)(?: the)? ?")
_IN_YEAR: Final = frozenset({" in ", " (", ", in ", " of "})


def ellipses(view: View) -> Iterator[Anchor]:
    """Yield the meetings that a sentence names without a noun or a verb of meeting."""
    for mention in view.of("series", "body"):
        yield from _of_group(view, mention)
    yield from _places_of_years(view)
    for match in _ITS_NTH.finditer(view.own_text):
        number, start = ordinal(match[1]), view.span.start + match.start()
        groups = [m for m in view.of("series", "body") if m.span.end <= start and start - m.span.end < 60 and m.value in OWN_SERIES]
        if number is not None and groups:
            yield Anchor(view, start, start + len(match[0]), start, "noun", str(groups[-1].value), number, asserted=True)
    for match in _THE_YEARS.finditer(view.own_text):
        start = view.span.start + match.start()
        anchor = Anchor(view, start, start + len(match[0]), start, "noun", None, asserted=True)
        anchor.moved = "next" if match[1].lower() == "next" else "earlier"
        yield anchor
    for place in view.of("place"):
        if (one := _THE_ONE_IN.search(view.text, max(view.span.start, place.span.start - 50), place.span.start)) is not None:
            yield _earlier(view, one.start(), place.span.end, place)
    for place in view.of("place"):  # "reviewed by the 8th in Suzhou"
        if (one := _BY_THE_NTH.search(view.text, max(view.span.start, place.span.start - 34), place.span.start)) is not None:
            number = ordinal(one[1])
            if number is not None:
                yield Anchor(view, one.start(1), one.end(1), one.start(1), "noun", None, number, asserted=True)
    for match in _HOST_THE_NTH.finditer(view.own_text):
        number, start = ordinal(match[1]), view.span.start + match.start(1)
        if number is not None and (view.has("date") or view.has("place")):
            yield Anchor(view, start, start + len(match[1]), start, "noun", None, number, asserted=True)
    for match in BEGAN.finditer(view.own_text):  # "IP5 meetings began in 2007", "heads' meetings, the first in 2007"
        start = view.span.start + match.start()
        named = [m for m in view.of("series", "cue:five") if -2 <= start - m.span.end <= 3]
        series = "heads" if not named or named[-1].value == "five" else str(named[-1].value)
        if series in OWN_SERIES:
            yield Anchor(view, start, start + len(match[0]), start, "noun", series, 1, moved="earlier", asserted=True)
    for place in view.of("place"):  # "Tokyo was the fourth held in person"
        if (nth := _WAS_THE_NTH.match(view.text, place.span.end, view.span.end)) is not None and (number := ordinal(nth[1])) is not None:
            whose = "heads" if view.has("cue:five") else None
            yield Anchor(view, place.span.start, nth.end(), place.span.start, "noun", whose, number, asserted=True, places=[place])
    for match in _AT_THE_NTH.finditer(view.own_text) if view.has("cue:meeting") else ():  # "; at the second, on Jeju, …"
        number, start = ordinal(match[1]), view.span.start + match.start(1)
        if number is not None:
            yield Anchor(view, start, start + len(match[1]), start, "noun", None, number, asserted=True)
    for match in _THE_NTH_WAS.finditer(view.own_text):
        number, start = ordinal(match[1]), view.span.start + match.start()
        if number is not None:
            yield Anchor(view, start, start + len(match[0]), start, "noun", None, number, asserted=True)


def _of_group(view: View, group: Mention) -> Iterator[Anchor]:
    """Yield "the 9th of Working Group 2", "the second Task Force", "the ICG met for the third time", "January 18: Task Force"."""
    start, end, series = group.span.start, group.span.end, str(group.value)
    before = view.before(start, 40)
    if (match := _THE_NTH_OF.search(before)) is not None:
        number = ordinal(match[1])
        told = view.has("cue:meeting", "cue:umbrella", "cue:hold", "cue:meet")
        if told and (number is not None or match[1] in ("that", "those", "one")):
            series = "heads-industry" if series == "heads" and _with_industry(view, end) else series
            yield Anchor(view, start - len(match[0]), end, start, "noun", series, number, asserted=True)
        return
    listed = view.block.kind == "row" and view.has("date")
    nth = _NTH_BEFORE.search(before)
    if (match := nth) is not None and (number := ordinal(match[1])) is not None and (series not in _OF_HEADS or listed):
        yield Anchor(view, start, end, start, "noun", series, number, asserted=True)
        return
    time = _FOR_THE_NTH_TIME.match(view.text, end, view.span.end) if series not in (*_OF_HEADS, "heads-industry") else None
    if time is not None and (number := ordinal(time[1])) is not None:
        yield Anchor(view, start, time.end(), start, "noun", series, number, asserted=True)
    elif series in OWN_SERIES and view.has("date") and _FOLLOWED_BY.search(view.before(start, 60)):
        yield Anchor(view, start, end, start, "noun", series, asserted=True)  # "The GDTF met, followed on February 1 by the ICG"
    elif series in OWN_SERIES and _is_gapped(view, group):
        yield Anchor(view, start, end, start, "noun", series, asserted=True)
    elif series not in _OF_HEADS and _is_dated_item(view, group):
        yield Anchor(view, view.span.start, end, start, "noun", series, asserted=True)
    elif view.block.kind in ("item", "row") and series in OWN_SERIES and _is_labelled(view, group):
        yield Anchor(view, start, end, start, "noun", series, asserted=True)


def _is_gapped(view: View, group: Mention) -> bool:
    """Tell whether a group shares the verb of one named before it: "WG1 met in Tokyo from 4 to 8 March, WG2 in Seoul on 2 May"."""
    start, end = group.span.start, group.span.end
    if not any(m.span.end < start for m in view.of("cue:meet", "cue:hold")) or _NEXT_IN_ROW.search(view.before(start, 12)) is None:
        return False
    behind = _IN_OR_ON.match(view.text, end, view.span.end)
    return behind is not None and any(m.span.start - behind.end() in range(2) for m in view.of("place", "date"))


def _with_industry(view: View, end: int) -> bool:
    return any(0 < m.span.start - end < 14 and "with" in view.between(end, m.span.start) for m in view.of("cue:industry"))


def _is_labelled(view: View, group: Mention) -> bool:
    """Tell whether a line gives the date of a group: "Deputy Heads: 31 May 2016"."""
    if group.span.start - view.span.start > len("- IP5 ") or view.has("cue:meeting", "cue:meet", "cue:hold"):
        return False
    return any(_COLON_DATE.fullmatch(view.text[group.span.end : d.span.start]) for d in view.of("date") if d.span.start >= group.span.end)


def _is_dated_item(view: View, group: Mention) -> bool:
    """Tell whether a line is one of a programme: "January 18: Global Dossier Task Force"."""
    if view.block.kind not in ("item", "paragraph", "heading") or view.has("cue:meet", "cue:hold"):
        return False
    date = next((d for d in view.of("date") if d.span.start - view.span.start < 6 and d.span.end <= group.span.start), None)
    near = group.span.start - view.span.start < 44
    return near and date is not None and _DATE_AND.fullmatch(view.between(date.span.end, group.span.start)) is not None


def _places_of_years(view: View) -> Iterator[Anchor]:
    """Yield the meetings counted up by place and year: "after Jeju in 2008 and Guilin in 2010"."""
    listed = view.has("cue:earlier") and any(m.text.lower().endswith("s") for m in view.of("cue:meeting"))
    for place in view.of("place"):
        if not listed and _COUNTING.search(view.before(place.span.start, 30)) is None:
            continue
        year = next((d for d in view.of("date") if 0 < d.span.start - place.span.end < 6), None)
        if year is not None and view.text[place.span.end : year.span.start] in _IN_YEAR:
            yield _earlier(view, place.span.start, year.span.end, place)


def _earlier(view: View, start: int, end: int, place: Mention) -> Anchor:
    return Anchor(view, start, end, place.span.start, "noun", None, moved="earlier", asserted=True, places=[place])
