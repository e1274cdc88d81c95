"""Standing: what a sentence says of the projects it names - how far they have come, and who leads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.clauses import (
    AUXILIARIES,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    SUBORDINATORS,
    Token,
    inflections,
    is_adverb,
    tokens,
    verb_group,
    word_set,
)
from ip5kg.interpret.context import Context
from ip5kg.interpret.leading import read_leads
from ip5kg.interpret.names import PHASES, ProjectName
from ip5kg.model import Sentence, Span

_TRANSITIVE: Final = frozenset({"completed", "extended", "discontinued", "evaluated"})
_RANKS: Final = {"proposed": 1, "agreed": 2, "pilot": 3, "running": 3, "completed": 4, "discontinued": 4, "evaluated": 5, "extended": 6}
"""Which of several statuses in a sentence counts: "the pilot, which began in 2014, was extended"."""
_STATES: Final = word_set("state status progress development developments stage")
_TOLD: Final = word_set("briefed informed told reported presented introduced explained updated outlined")
_NEAR: Final = 5
_STARTING: Final = word_set("start begin launch initiate commence kick")
_PROGRESS: Final = word_set("progress headway advances")
_MAKING: Final = word_set("made report reports reported noted note welcomed welcome")
_TIMES: Final = MONTHS | word_set("year years month months end term phase spring summer autumn winter fall")
_MORE_TIME: Final = re.compile(
    r"\bfor\s(?:another|(?:an?|one|two|three|four|five|\d)\s(?:more|further|additional|other))\s(?:\w+\s)?(?:years?|months?|term)\b"
)
_WILL: Final = r"\b(?:will|shall|(?:is|are)\s(?:to|due\sto|set\sto|expected\sto))\s(?:be\s)?"
_WILL_OPEN: Final = re.compile(_WILL + r"(?:become\s)?(?:opened|open|operational|available|go\slive|enter|come\sinto)\b")
_WILL_BUILD: Final = re.compile(
    _WILL + r"(?:jointly\s|together\s)?(?:build|built|develop(?:ed)?|create[d]?|set\sup|establish(?:ed)?|introduced?)\b"
)
_WISHED: Final = word_set("should would could may might must can")
_AWAITED: Final = word_set(
    "forward until before towards expected await awaits awaited pending for to if should would may seek propose proposed"
)
_STAGES: Final = word_set("evaluation phase")
_BECOMING: Final = word_set("become becomes became remain remains remained stay stays stayed")
_LOOKING: Final = word_set(
    "discuss discussed discussing review reviewed reviewing examined examine exchanged informed briefed told heard should hoped wish wished"
)
_IDEAS: Final = word_set("idea concept notion proposal plan creation launch setting up introduction called so-called")
_QUOTES: Final = frozenset({'"', "“", "”", "'", "‘", "’"})
_BETWEEN: Final = word_set(
    "the a an its their this these that new joint common first work on of project projects pilot phase operational evaluation and "
    "successfully third second"
)


@dataclass(slots=True)
class Standing:
    """What was found: statuses by the index of the project, the offices in the lead and the project they lead."""

    status: dict[int, str] = field(default_factory=dict)
    leads: dict[int, list[str]] = field(default_factory=dict)
    """The offices in the lead, by the index of the project."""
    bodies: dict[int, str] = field(default_factory=dict)
    """The groups that carry a project, by its index."""
    others: list[tuple[ProjectName, list[str]]] = field(default_factory=list)
    """Fields of work that are nobody's project elsewhere, with the offices in the lead: "Unity of invention is led by the EPO"."""
    unnamed: list[str] = field(default_factory=list)
    """Offices in the lead of a project that the sentence does not name: "The lead was shared by …"."""
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    status: str
    verb: bool


@lru_cache(maxsize=4)
def _cues(gazetteer: Gazetteer) -> dict[str, tuple[tuple[frozenset[str], _Cue], ...]]:
    """Read the verbs and phrases of each status off the labels of its concept, by the form of their first word."""
    found: dict[str, list[tuple[frozenset[str], _Cue]]] = {}
    for entry in gazetteer.of_kind("project-status"):
        for label in entry.labels:
            words = tuple(label.lower().split())
            verb = words[0] == "to"
            cue = _Cue(words[1:] if verb else words, entry.slug, verb)
            forms = inflections(cue.words[0]) if verb else {cue.words[0]: frozenset({"phrase"})}
            for form, tags in forms.items():
                found.setdefault(form, []).append((tags, cue))
    return {form: tuple(cues) for form, cues in sorted(found.items())}


def standing(context: Context, sentence: Sentence, projects: Sequence[ProjectName]) -> Standing:
    """Read a sentence for the standing of the projects named in it."""
    state = Standing(anaphoric=any(not p.is_named for p in projects))
    words = [t for t in tokens(context.text, sentence.span)[:400] if not t.aside]
    places = [_place(words, p) for p in projects]
    cues = _cues(context.gazetteer)
    for i, word in enumerate(words):
        if any(a <= i < b for a, b in places):
            continue
        fitting = [(tags, cue) for tags, cue in cues.get(word.form, ()) if _fits(words, i, cue)]
        longest = max((len(cue.words) for _, cue in fitting), default=0)
        for tags, cue in fitting:
            if len(cue.words) < longest:
                continue
            last = i + len(cue.words)
            for index in _concerned(words, i, last, tags, cue, places):
                if cue.status == "agreed" and cue.words[0] not in _STARTING:
                    continue  # what was agreed is read off the deeds
                if cue.status == "extended" and (_to_more(words, last) or _to_more(words, places[index][1])):
                    continue  # "extended to more offices"
                if _RANKS.get(cue.status, 0) > _RANKS.get(state.status.get(index, ""), 0):
                    state.status[index] = cue.status
    _read_progress(words, places, projects, state)
    _look_ahead(context.text, sentence.span, projects, state)
    if len(places) == 1 and _goes_on_longer(words) and state.status.get(0) in (None, "running"):
        state.status[0] = "extended"
    for index, (a, _) in enumerate(places):
        before = [w.form for w in words[max(0, a - 4) : a] if w.form not in ("the", "of")]
        if before[-1:] in (["projects"], ["project"], ["phase"]) and "pilot" in before:
            state.status.setdefault(index, "pilot")  # "the six pilot projects of the Common Hybrid Classification"
    led = read_leads(context, sentence, words, projects, places)
    state.leads, state.bodies, state.others, state.unnamed = led.offices, led.bodies, led.others, led.unnamed
    return state


def _look_ahead(text: str, span: Span, projects: Sequence[ProjectName], state: Standing) -> None:
    """Read what is still to come: a pilot that will open, what the offices will build, what goes on for two more years."""
    for index, name in enumerate(projects):
        status = state.status.get(index)
        written = f"{name.title} {name.span.of(text)}".lower()
        if len(projects) == 1 and status in (None, "running") and _MORE_TIME.search(text, span.start, span.end):
            state.status[index] = "extended"
        elif "pilot" in written and status in (None, "running", "agreed") and _WILL_OPEN.search(text, span.start, span.end):
            state.status[index] = "pilot"
        elif status == "running" and _WILL_BUILD.search(text, span.start, span.end):
            state.status[index] = "agreed"
        elif status == "running" and written.endswith("trial"):
            state.status[index] = "pilot"  # "the trial is under way"


def _to_more(words: list[Token], at: int) -> bool:
    """Tell whether something is extended in what it covers: "to other offices", "to include design files"."""
    ahead = [w.form for w in words[at : at + 7]]
    return ahead[:1] == ["to"] and not any(form in _TIMES or form.isdigit() for form in ahead)


def _read_progress(words: list[Token], places: list[tuple[int, int]], projects: Sequence[ProjectName], state: Standing) -> None:
    """Read "Progress was made on the Global Dossier", "good progress in the pilot"."""
    for i, word in enumerate(words):  # "briefed industry on the state of the project"
        if word.form in _STATES and words[i + 1 : i + 2] and words[i + 1].form == "of" and any(w.form in _TOLD for w in words[:i]):
            for index, (a, _) in enumerate(places):
                project = any(word in projects[index].title.lower() for word in ("project", "pilot", "trial"))
                if project and 0 < a - i <= _NEAR and all(w.form in _BETWEEN for w in words[i + 1 : a]):
                    state.status.setdefault(index, "running")
    if not any(w.form in AUXILIARIES | _MAKING for w in words):
        return  # an item of an agenda
    for i, word in enumerate(words):
        if word.form not in _PROGRESS or any(w.form in _LOOKING for w in words[:i]):
            continue
        for index, (a, _) in enumerate(places):
            gap = [w.form for w in words[i + 1 : a]]
            linked = a > i and len(gap) <= 7 and {"on", "in", "with", "of", "under", "towards"} & set(gap[-4:])
            if linked and all(form in _BETWEEN | AUXILIARIES | PREPOSITIONS or form in ("made", "achieved", "reported") for form in gap):
                state.status.setdefault(index, "running")


def _goes_on_longer(words: list[Token]) -> bool:
    """Tell whether a sentence says that something goes on "for two more years", "for another year"."""
    for i in range(len(words) - 2):
        if words[i].form != "for" or not any(w.form in ("will", "shall", "is", "are", "was", "were", "continues") for w in words[:i]):
            continue
        span = [w.form for w in words[i + 1 : i + 5]]
        if {"more", "another", "further"} & set(span[:3]) and {"year", "years", "month", "months"} & set(span):
            return True
    return False


def stated(context: Context, span: Span) -> str | None:
    """Return the status that a few words without a sentence name: "completed in 2019", a cell of a table."""
    words = [t for t in tokens(context.text, span)[:40] if not t.aside]
    cues = _cues(context.gazetteer)
    for i, word in enumerate(words):
        for tags, cue in sorted(cues.get(word.form, ()), key=lambda c: -len(c[1].words)):
            if _fits(words, i, cue) and (not cue.verb or tags & {"pp", "past"}):
                return cue.status
    return None


def _fits(words: list[Token], at: int, cue: _Cue) -> bool:
    return at + len(cue.words) <= len(words) and all(words[at + k].form == w for k, w in enumerate(cue.words) if k)


def _place(words: list[Token], name: ProjectName) -> tuple[int, int]:
    first = next((i for i, w in enumerate(words) if w.start >= name.span.start), len(words))
    last = next((i for i, w in enumerate(words) if w.start >= name.span.end), len(words))
    return first, max(last, first)


def _concerned(words: list[Token], first: int, last: int, tags: frozenset[str], cue: _Cue, places: list[tuple[int, int]]) -> list[int]:
    """Return the projects that a cue speaks of: the object of an active verb, the subject of any other."""
    if cue.verb:
        group = verb_group(words, first, tags)
        if (
            group.time == "should"
            or group.negated
            or group.form in ("infinitive", "ing", "having")
            or (group.form == "participle" and group.voice == "passive")
        ):
            return []
        if "base" in tags and group.first == group.head and ("past" not in tags or (last < len(words) and words[last].form == "by")):
            return []  # "the progress", "work on": nouns
        before = group.first
        if group.time == "future" and cue.status in ("evaluated", "proposed"):
            return []
        if group.voice != "passive":
            chained = _object(words, last, places, _IDEAS if cue.status == "proposed" else frozenset())
            if chained:
                return chained
        if group.form == "participle" and group.voice == "none" and cue.status in _TRANSITIVE and "past" not in tags:
            return []
        if group.time == "future" and cue.status == "completed":
            return []
    elif cue.words[-1] == "of":  # "welcomed the completion of the project on drawings"
        return [] if any(w.form in _AWAITED for w in words[max(0, first - 7) : first]) else _object(words, last, places)
    else:
        before = first
        while before > 0 and (
            words[before - 1].form in AUXILIARIES | _BECOMING
            or is_adverb(words[before - 1].form)
            or words[before - 1].form in ("the", "much")
        ):
            before -= 1
        moved = first > 0 and words[first - 1].form in ("to", "on", "into")  # "moves on to evaluation"
        helpers = {w.form for w in words[before:first]} & (AUXILIARIES | _BECOMING)
        if not moved and (not helpers - {"be"} or helpers & _WISHED):
            return []  # "that it be extended", "it should be finished"
    return _subject(words, before, places)


def _object(words: list[Token], at: int, places: list[tuple[int, int]], also: frozenset[str] = frozenset()) -> list[int]:
    """Return the projects that follow a verb at once, and those chained to them by commas and "and"."""
    found: list[int] = []
    for index, (a, b) in enumerate(places):
        if a < at:
            continue
        gap = words[at:a]
        if found:
            if not any(w.form in (",", "and") for w in gap) or (any(w.form in AUXILIARIES for w in gap) and not _relative(gap)):
                break
        elif not all(w.form in _BETWEEN | also or is_adverb(w.form) or w.form in _QUOTES for w in gap):
            break
        found.append(index)
        at = b
    return found


def _relative(gap: list[Token]) -> bool:
    """Tell whether the words between two names are an addition to the first: ", by which one set of papers can be used, "."""
    return len(gap) > 2 and gap[0].form == "," and gap[-1].form in (",", "and") and any(w.form in SUBORDINATORS for w in gap)


def _subject(words: list[Token], before: int, places: list[tuple[int, int]]) -> list[int]:
    """Return the projects that are the subject of a verb: one ends before it, others are chained to that by commas and "and"."""
    for index in range(len(places) - 1, -1, -1):
        a, b = places[index]
        if b > before:
            continue
        gap = words[b:before]
        ahead = [w.form for w in words[max(0, a - 7) : a]]
        works_on = "work" in ahead and ahead[ahead.index("work") + 1 : ahead.index("work") + 2] == ["on"] and not AUXILIARIES & set(ahead)
        k = a
        while k > 0 and words[k - 1].form in DETERMINERS:
            k -= 1  # "the commitment to | the | Global Dossier was renewed"
        if k > 1 and words[k - 1].form == "of" and words[k - 2].form in _STAGES and len(places) == 1 and a - k <= 2:
            return [index]  # "the evaluation of the CS&E pilot goes on for another year"
        if k > 0 and words[k - 1].form in PREPOSITIONS - {"in"} and not _opens(words, a) and not works_on:
            continue
        plain = all(w.form in _BETWEEN or is_adverb(w.form) or not w.is_word or w.form == "phase" for w in gap)
        opening = a > 0 and words[a - 1].form in ("in", "the") and _opens(words, a)  # "in the pilot …, the evaluation phase was extended"
        of_phase = (
            len(gap) > 1 and gap[-1].form == "phase" and gap[-2].form in PHASES and len(places) == 1
        )  # ", and its evaluation phase was …"
        carried_on = gap[-1:] and gap[-1].form == "and" and _is_subject(words, a)
        if plain or _apposition(gap) or _addition(gap) or _place_phrase(gap) or opening or carried_on or of_phase:
            return [*_chained(words, index, places), index]
        return []
    return []


def _is_subject(words: list[Token], a: int) -> bool:
    """Tell whether a name opens its sentence: "The pilot … ran for two years and is being evaluated"."""
    own = ("'s", "’s")  # "The group's project …"
    return all(
        w.form in DETERMINERS or not w.is_word or w.form.endswith(own) or words[i + 1].form.endswith(own) for i, w in enumerate(words[:a])
    ) and not any(w.form in (":", ";") for w in words[:a])


def _chained(words: list[Token], index: int, places: list[tuple[int, int]]) -> list[int]:
    """Return the projects listed before one: "A, led by KIPO, and B, led by the JPO, were completed"."""
    found: list[int] = []
    while index > 0:
        gap = words[places[index - 1][1] : places[index][0]]
        if len(gap) > 12 or not any(w.form in (",", "and") for w in gap) or any(w.form in AUXILIARIES for w in gap):
            break
        index -= 1
        found.append(index)
    return found[::-1]


def _opens(words: list[Token], a: int) -> bool:
    return all(w.form in ("in", "the", "and", "for", "as", "regards") or not w.is_word for w in words[:a])


def _place_phrase(gap: list[Token]) -> bool:
    """Tell whether a gap is "in the PHEP", "of the offices": a phrase that belongs to the name."""
    return (
        len(gap) <= 6
        and gap[0].form in ("in", "at", "of", "by", "for", "among")
        and not any(w.form in AUXILIARIES or w.form in (",", "and") for w in gap)
    )


def _apposition(gap: list[Token]) -> bool:
    """Tell whether a gap is ", a project under the lead of the JPO which": a second name that goes on with a relative pronoun."""
    comma = next((i for i, w in enumerate(gap[:4]) if w.form == ","), 0)  # "the safe format | for drawings, a project … which"
    gap = gap[comma:]
    if len(gap) < 4 or gap[0].form != "," or gap[1].form not in ("a", "an", "the") or gap[-1].form not in ("which", "that"):
        return False
    return not any(w.form in AUXILIARIES or w.form in (",", ";") for w in gap[1:-1])


def _addition(gap: list[Token]) -> bool:
    """Tell whether a gap is ", which covers …," or ", due only this year,": closed by commas."""
    return len(gap) > 2 and gap[0].form == "," and gap[-1].form == ","
