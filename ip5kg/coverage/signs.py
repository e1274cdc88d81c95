"""Signs that a sentence holds something that the graph should hold.

Each question looks at mentions, labels and verbs only. It is asked of sentences from which no statement was drawn, so it may be
looser than the rules that interpret; where another sentence says the same and is used, nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from ip5kg.coverage.acts import Act, Verbs
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
_INDUSTRY_BODIES: Final = ("ip5-industry", "industry-ai")
_ORDINAL: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_BE: Final = frozenset("be is are was were been being".split())
_FUTURE: Final = frozenset("will shall did".split())
_DOUBTFUL: Final = frozenset("would should could might may can if whether unless until before than never".split())
_RELATIVE: Final = frozenset("that which who".split())
_BEFORE_VERB: Final = 5
_NEXT: Final = 3  # characters
_MOSTLY_SPEECH: Final = 0.3
_MANY: Final = 1_000
_REACH: Final = 60
_HABITUAL: Final = frozenset(
    {"discussed", "exchanged-views", "shared-information", "reviewed", "proposed", "recognized", "noted", "established", "launched"}
)
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
    numbers = ordinals(look) if noun else frozenset[int]()
    host = look.has("cue:host") and bool(look.of("office"))
    if not (numbers or look.of("date") or (met and look.of("place")) or host):
        return "no"
    if look.has("cue:usual") and not look.of("date"):
        return "no"  # how often they meet
    return _answer(True, _when_and_where(look, known, numbers))


def other_meeting(look: Look, known: Known) -> Answer:
    """Ask whether it tells of a meeting of another series with a date: those are kept too, apart from the IP5's."""
    told = any(m.value not in OWN_SERIES for m in look.of("series")) and look.has("date") and look.has("cue:meet", "cue:hold", "cue:host")
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
    people = look.of("person")
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


def decides(look: Look, verbs: Verbs) -> bool:
    """Tell whether a verb of decision has the offices, their heads, a body or a meeting as its subject, or none at all."""
    if look.spoken > _MOSTLY_SPEECH:
        return False
    parties = _parties(look)
    for act in verbs.acts(look.words, look.first, look.last):
        before = look.words[max(look.first, act.first - _BEFORE_VERB) : act.first]
        if _doubtful(before) or _doubtful(look.words[act.first : act.last]):
            continue
        leading = _subject(parties, look.words[act.first].start)
        if act.form == "phrase" or (act.form == "past" and _is_passive(before)):
            agent = _agent(look, act, parties)
            if agent in ("single", "industry") or (agent is None and leading == "industry"):
                continue
            if leading == "single" and agent is None and act.slug in _HABITUAL:
                continue
            late = [w.form for w in before[-3:]]
            if ("is" in late or "are" in late) and "to" not in late and act.slug in _HABITUAL:
                continue  # "tasks are discussed in groups"
            if look.labelled("coverage-cue:view"):
                continue  # "we believe that our voice was heard"
            return True
        if act.form == "past" and leading == "together" and not any(w.form in _RELATIVE for w in before[-2:]):
            return True
        if act.form == "base" and leading == "together" and _is_bound(look, act, before, parties, verbs):
            return True
        if act.form in ("past", "base") and act.first == look.first and look.block.kind == "item":
            return True  # "• Adopted the work plan"
    return False


def _subject(parties: Sequence[tuple[int, int, str]], verb: int) -> str | None:
    """Return who is said to act: whoever stands right before the verb, else whoever is named first."""
    before = [(end, kind) for at, end, kind in parties if at < verb]
    if before and before[-1][1] == "together" and 0 <= verb - before[-1][0] < _NEXT:
        return "together"
    return before[0][1] if before else None


def _is_bound(look: Look, act: Act, before: Sequence[Word], parties: Sequence[tuple[int, int, str]], verbs: Verbs) -> bool:
    """Tell whether a verb in its base form is said of somebody: "will adopt", "did not agree", "plan to fix", "the offices agree"."""
    forms = [w.form for w in before]
    if any(form in _FUTURE for form in forms[-3:]):
        return True
    if forms[-1:] == ["to"]:
        return len(forms) > 1 and verbs.intends(forms[-2])
    start = look.words[act.first].start
    if look.labelled("coverage-cue:thanks"):
        return False  # "he bid all delegates welcome"
    return act.slug not in _HABITUAL and any(kind == "together" and 0 < start - end < _NEXT for _, end, kind in parties)


def _is_passive(before: Sequence[Word]) -> bool:
    """Tell whether a form of "be" stands before a participle; a bare "be" ("asked that it be done") is a wish."""
    forms = [w.form for w in before]
    at = next((i for i in range(len(forms) - 1, max(-1, len(forms) - 4), -1) if forms[i] in _BE), None)
    return at is not None and (forms[at] != "be" or any(f in ("will", "shall", "to") for f in forms[:at]))


def _doubtful(before: Sequence[Word]) -> bool:
    return any(w.form in _DOUBTFUL for w in before[-4:])


def _parties(look: Look) -> list[tuple[int, int, str]]:
    """Return who is named where: together, single or industry; the longest name at each place."""
    found = [(h.start, -h.end, 0, h.slug) for h in look.labelled("party") if h.end - h.start > len("it")]  # "it was felt"
    for m in look.mentions:
        kind = {
            "office": "single",
            "person": "single",
            "post": "single",
            "association": "industry",
            "body": "together",
            "series": "together",
        }.get(m.kind)
        if m.kind == "cue":
            kind = {"five": "together", "industry": "industry"}.get(str(m.value))
        if kind is not None:
            if str(m.value).startswith(_INDUSTRY_BODIES):
                kind = "industry"
            found.append((m.span.start, -m.span.end, 1, kind))
    ordered: list[tuple[int, int, str]] = []
    covered = -1
    for start, minus_end, _, kind in sorted(found):
        if start >= covered:
            ordered.append((start, -minus_end, kind))
            covered = -minus_end
    if len(look.offices) >= 3 and ordered and ordered[0][2] == "single":
        ordered[0] = (*ordered[0][:2], "together")  # "the JPO, the EPO and KIPO agreed"
    return ordered


def _agent(look: Look, act: Act, parties: Sequence[tuple[int, int, str]]) -> str | None:
    """Return who stands after "by" behind a verb."""
    for i in range(act.last, min(act.last + 8, look.last)):
        if look.words[i].form == "by":
            end = look.words[i].end
            return next((kind for at, _, kind in parties if end < at < end + 30), None)
    return None


def document(look: Look, known: Known, verbs: Verbs) -> Answer:
    """Ask whether it names a document together with what became of it."""
    named = look.of("document")
    if not named or not (speaks_of_five(look) or look.labelled("party:together")) or look.labelled("coverage-cue:notice"):
        return "no"
    done = [a for a in verbs.acts(look.words, look.first, look.last) if a.form in ("past", "phrase")]
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
