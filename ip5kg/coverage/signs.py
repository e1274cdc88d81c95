"""Signs that a sentence holds something that the graph should hold.

Each question looks at mentions, labels and verbs only. It is asked of sentences from which no statement was drawn, so it may be
looser than the rules that interpret; where another sentence says the same and is used, nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from ip5kg.coverage.acts import Verbs
from ip5kg.coverage.deciding import BEFORE_VERB, decides, is_passive, parties_in, subject_of
from ip5kg.coverage.known import Known
from ip5kg.coverage.look import Look
from ip5kg.dates import DateRange
from ip5kg.gazetteer import Word, fold
from ip5kg.model import Mention, Resolved
from ip5kg.quantities import Quantity

Answer = Literal["yes", "repeated", "no"]
"""Whether a sign was found; `repeated`: it was, but a statement drawn from another sentence holds the same."""

OWN_SERIES: Final = frozenset(
    "heads deputy-heads heads-industry wg1 wg2 wg3 phep net-ai-task-force global-dossier-task-force industry-consultation-group "
    "statistics-working-group program-management quality-management pct-cse-pilot-group trial-and-appeal-boards examiners-workshop "
    "ai-round-table".split()
)
"""The series of the IP5 itself, as `ontology/vocabularies/series.ttl` names them."""
_GROUPS: Final = OWN_SERIES - {"heads", "deputy-heads", "heads-industry"}
_ORDINAL: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_MANY: Final = 1_000
_REACH: Final = 60
_CLOSE: Final = 8
_SEVERAL: Final = 3
_CREDIT: Final = re.compile(
    r"\b(?:[Rr]eport|[Aa]rticle|[Tt]ext|[Pp]hoto|[Nn]ote|[Bb]log|[Pp]ost|[Ss]ummary|[Pp]aper|[Ww]ritten|[Dd]rafted|[Tt]ranslated)"
    r" by (?:Mr\.? |Ms\.? |Dr\.? )?\Z"
)
"""Words before a name that make it that of a writer."""
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Z0-9&/-]{1,9}s?)\)")


def _answer(found: bool, already: bool) -> Answer:
    return "repeated" if found and already else "yes" if found else "no"


def ordinals(look: Look) -> frozenset[int]:
    """Return the ordinal numbers in a sentence: "14th", "fourteenth"."""
    written = {int(m[1]) for m in _ORDINAL.finditer(look.text, look.sentence.span.start, look.sentence.span.end)}
    spelled = {_ORDINALS[w.form] for w in look.words[look.first : look.last] if w.form in _ORDINALS}
    return frozenset(written | spelled) - {0}


def speaks_of_five(look: Look) -> bool:
    """Tell whether a sentence names the five offices, their co-operation, a body or a meeting of theirs."""
    own = any(m.value in OWN_SERIES and not _loose(m) for kind in ("series", "body") for m in look.of(kind))
    return own or look.has("cue:five") or any(m.value == "ip5" for m in look.of("organisation")) or len(look.offices) == 5


def _loose(mention: Mention) -> bool:
    """Tell whether a label is only a hint: "statistics" names the working group in some places only."""
    return isinstance(mention.entity, Resolved) and mention.entity.reason == "loose label"


def other_cooperation(look: Look) -> bool:
    """Tell whether a sentence names a co-operation, or a series of meetings, that is not of the IP5."""
    series = any(m.value not in OWN_SERIES for m in look.of("series"))
    return series or any(m.value != "ip5" and _is_cooperation(m) for m in look.of("organisation"))


def _is_cooperation(mention: Mention) -> bool:
    return isinstance(mention.entity, Resolved) and "/cooperation/" in mention.entity.iri


def meeting(look: Look, known: Known) -> Answer:
    """Ask whether it tells of a meeting with a date, a number or a place."""
    if look.has("cue:date-label", "cue:place-label") and look.block.kind in ("item", "row", "note") and look.has("date", "place"):
        return _answer(True, _when_and_where(look, known, frozenset()))
    around = look.has("cue:meeting", "cue:group", "cue:meet")
    named = any(m.value in OWN_SERIES and (around or not _loose(m)) for m in look.of("series"))
    met = look.has("cue:meet", "cue:hold", "cue:host", "cue:open", "cue:close")
    noun = named or look.has("cue:meeting")
    if not (noun and (met or named)) and not (look.has("cue:meet", "cue:meeting") and speaks_of_five(look)):
        return "no"
    numbers = ordinals(look) if look.has("cue:meeting", "cue:meet") or (named and _counts_a_series(look)) else frozenset[int]()
    host = look.has("cue:host") and bool(look.of("office"))
    dates = [m for m in look.of("date") if not _counted_from(look, m)]
    if not (numbers or dates or (met and look.of("place")) or host):
        return "no"
    took_place = look.has("cue:meet") or (look.has("cue:hold") and look.has("cue:meeting"))
    years = all(isinstance(m.value, DateRange) and m.value.precision == "year" for m in dates)
    if years and not (numbers or host or took_place or look.of("place")):
        return "no"  # "The group dates from 2017", "the edition of 2011"
    if look.has("cue:usual") and not look.of("date"):
        return "no"  # how often they meet
    return _answer(True, _when_and_where(look, known, numbers))


def _counts_a_series(look: Look) -> bool:
    """Tell whether an ordinal stands right before a series: "the 8th WG2", but not "first requirements … to WG2"."""
    starts = [m.span.start for m in look.of("series") if m.value in OWN_SERIES]
    ends = [m.end() for m in _ORDINAL.finditer(look.text, look.sentence.span.start, look.sentence.span.end)]
    ends += [w.end for w in look.words[look.first : look.last] if w.form in _ORDINALS]
    return any(0 <= start - end < _CLOSE for start in starts for end in ends)


def _counted_from(look: Look, date: Mention) -> bool:
    """Tell whether a date is where a time began: "since 2007 the heads have met"."""
    return look.text[max(0, date.span.start - len("since early ")) : date.span.start].lower().split()[-1:] == ["since"]


def other_meeting(look: Look, known: Known) -> Answer:
    """Ask whether it tells of a meeting of another series with a date: those are kept too, apart from the IP5's."""
    told = any(m.value not in OWN_SERIES for m in look.of("series")) and look.has("date") and look.has("cue:meet", "cue:hold", "cue:host")
    told = told and look.has("cue:meet", "cue:meeting")
    return _answer(told, _when_and_where(look, known, frozenset()))


def _when_and_where(look: Look, known: Known, numbers: frozenset[int]) -> bool:
    """Tell whether the statements hold one of its numbers, else one of its dates, else a place or host of it."""
    if numbers & known.numbers:
        return True
    days = [m.value.start for m in look.of("date") if isinstance(m.value, DateRange) and m.value.start is not None]
    if days:
        return any(known.day(str(day)) for day in days)
    places = {x for m in look.of("place") for x in (fold(m.text), str(m.value))}
    if places and places & known.cities:
        return True
    return bool(known.hosts & look.offices)


def person(look: Look, known: Known) -> Answer:
    """Ask whether it names a person with an office or a title who took part in something."""
    people = [
        m for m in look.of("person") if not _CREDIT.search(look.text, max(look.sentence.span.start, m.span.start - _REACH), m.span.start)
    ]
    if not people or look.spoken > 0 or look.has("cue:speech") or look.labelled("coverage-cue:view"):
        return "no"  # who is only quoted, or remembered, takes no part by that
    if not (look.has("post", "office", "role") or look.block.kind in ("row", "item") or look.lead is not None):
        return "no"
    return _answer(True, all(_names(p) & known.people for p in people))


def _names(mention: Mention) -> set[str]:
    names = {fold(mention.text), fold(str(mention.value))}
    return names | {mention.entity.iri} if isinstance(mention.entity, Resolved) else names


def decision(look: Look, verbs: Verbs) -> Answer:
    """Ask whether it says what the offices together decided or dealt with."""
    if look.labelled("coverage-cue:agenda") and look.labelled("topic") and not look.labelled("coverage-cue:view"):
        return "yes"
    if look.lead is not None and look.opens_block and look.block.kind in ("item", "row") and decides(look.lead, verbs):
        return "yes"
    return "yes" if decides(look, verbs) else "no"


def document(look: Look, known: Known, verbs: Verbs) -> Answer:
    """Ask whether it names a document together with what became of it."""
    named = look.of("document")
    if not named or not (speaks_of_five(look) or look.labelled("party:together")) or look.labelled("coverage-cue:notice"):
        return "no"
    parties = parties_in(look)
    if parties and parties[0][2] != "together":
        return "no"  # "industry backed the guidelines"
    done = [
        a
        for a in verbs.acts(look.words, look.first, look.last)
        if a.form == "phrase"
        or (
            a.form == "past"
            and (is_passive(look.words[max(look.first, a.first - BEFORE_VERB) : a.first]) or subject_of(parties, look.words[a.first].start))
        )
    ]
    return _answer(bool(done), all(m.value in known.documents for m in named))


def figure(look: Look, known: Known) -> Answer:
    """Ask whether it gives a figure in one of our units: applications, patents, months, percent, or something measured."""
    found = [(m, m.value) for m in look.of("number") if isinstance(m.value, Quantity) and not _within(m, look.of("cue:five"))]
    if not found or not (speaks_of_five(look) or look.offices or look.labelled("measure", "scope")):
        return "no"
    units = [h for h in look.labelled("unit") if h.slug != "other"]
    wanted = [
        q
        for m, q in found
        if (q.percent and not q.points)
        or any(-_REACH < u.start - m.span.end < _REACH for u in units)
        or (q.value >= _MANY and look.labelled("measure"))
    ]
    return _answer(bool(wanted), all(float(q.value) in known.figures for q in wanted))


def _within(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(other.span.start <= mention.span.start < other.span.end for other in others)


def group(look: Look, known: Known) -> Answer:
    """Ask whether it says what a group of the IP5 is for."""
    bodies = [m for kind in ("body", "series") for m in look.of(kind) if m.value in _GROUPS and not _loose(m)]
    kinds = ("charged", "purpose", "forum", "steering", "founding", "grouping")
    if (
        not bodies
        or not look.labelled(*(f"describing-cue:{kind}" for kind in kinds))
        or not look.labelled("topic", "remit")
        or look.labelled("coverage-cue:view")
        or [kind for _, _, kind in parties_in(look)[:1]] == ["industry"]
    ):
        return "no"
    return _answer(True, all(str(m.value) in known.groups for m in bodies))


def project(look: Look, known: Known) -> Answer:
    """Ask whether it says how far a project has come, or which office leads it."""
    named = look.of("project")
    spans = [(m.span.start, m.span.end) for m in named]
    stages = [s for s in look.labelled("project-status") if not any(s.start < end and start < s.end for start, end in spans)]
    led = bool(look.labelled("coverage-cue:leading")) and bool(look.offices)
    listed = look.block.kind == "item" and any(x is not None and x.labelled("coverage-cue:projects") for x in (look.lead, look.above))
    spoken_of = bool(named) or listed or bool(look.labelled("coverage-cue:projects"))
    told = (led and spoken_of) or (bool(named) and (bool(stages) or listed))
    if not told or look.labelled("coverage-cue:definition", "coverage-cue:view"):
        return "no"
    parties = parties_in(look)
    if not led and parties and parties[0][2] == "single" and len(look.offices) < _SEVERAL:
        return "no"  # "The EPO was first to deploy a tool": what one office does on its own
    return _answer(True, bool(named) and not led and all(_names(m) & known.projects for m in named))


def acronym(look: Look, known: Known) -> Answer:
    """Ask whether it explains a short form: "new emerging technologies (NET)", "NET stands for …"."""
    words = look.words[look.first : look.last]
    found = [m[1] for m in _ACRONYM.finditer(look.text, look.sentence.span.start, look.sentence.span.end) if _spells(words, m)]
    for hit in look.labelled("describing-cue:stands-for"):
        before = [w for w in words if hit.start - 8 < w.start < hit.start]
        found += [s for s in (look.text[w.start : w.end] for w in before[-1:]) if s.isupper() and len(s) > 1]
    return _answer(bool(found), all(a in known.acronyms or a.rstrip("s") in known.acronyms for a in found))


def _spells(words: Sequence[Word], match: re.Match[str]) -> bool:
    """Tell whether the words before a bracket begin with the letters in it, in order; a word may give none."""
    letters = [c for c in match[1].rstrip("s").lower() if c.isalpha()]
    before = [w for w in words if w.end <= match.start()][-2 * len(letters) :]
    for word in reversed(before):
        if letters and word.form[0] == letters[-1]:
            letters.pop()
    return not letters


def contact(look: Look, known: Known) -> Answer:
    """Ask whether a line names a division in charge."""
    if look.block.kind not in ("paragraph", "item", "row", "note") or len(look.own) > 200:
        return "no"
    named = look.labelled("describing-cue:contact") or (look.above is not None and look.above.labelled("describing-cue:contact"))
    divided = any(w.form in ("division", "department") and look.text[w.start].isupper() for w in look.words[look.first : look.last])
    return _answer(bool(named) and divided, known.has_contact)
