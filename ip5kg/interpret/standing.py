"""Standing: what a sentence says of the projects it names - how far they have come, and who leads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.clauses import (
    AUXILIARIES,
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
from ip5kg.interpret.names import ProjectName
from ip5kg.model import Mention, Resolved, Sentence, Span

_TRANSITIVE: Final = frozenset({"completed", "extended", "discontinued", "evaluated"})
_BETWEEN: Final = word_set(
    "the a an its their this these that new joint common first work on of project projects pilot phase operational and "
    "successfully third second"
)
_LEADING: Final = word_set("lead leads leading led leader steer steers steered steering host hosts hosted")
_OF_COUNTRY: Final = {"jp": "JP", "us": "US", "cn": "CN", "kr": "KR"}
_LINKING: Final = word_set("and the both jointly offices office by : of p r c")
_BY: Final = frozenset({"by", ":"})


@dataclass(slots=True)
class Standing:
    """What was found: statuses by the index of the project, the offices in the lead and the project they lead."""

    status: dict[int, str] = field(default_factory=dict)
    leads: dict[int, list[str]] = field(default_factory=dict)
    """The offices in the lead, by the index of the project."""
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
                if cue.status in ("completed", "extended", "evaluated", "running", "pilot", "discontinued"):
                    state.status.setdefault(index, cue.status)
                    if cue.status in ("extended", "completed", "discontinued") and state.status[index] != "extended":
                        state.status[index] = cue.status
    for index, (a, _) in enumerate(places):
        before = [w.form for w in words[max(0, a - 4) : a] if w.form not in ("the", "of")]
        if before[-1:] in (["projects"], ["project"], ["phase"]) and "pilot" in before:
            state.status.setdefault(index, "pilot")  # "the six pilot projects of the Common Hybrid Classification"
    _read_leads(context, sentence, words, places, state)
    return state


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
        if "base" in tags and group.first == group.head:
            return []  # "the progress", "work on": nouns
        before = group.first
        if group.voice != "passive":
            chained = _object(words, last, places)
            if chained:
                return chained
        if group.form == "participle" and group.voice == "none" and cue.status in _TRANSITIVE and "past" not in tags:
            return []
        if group.time == "future" and cue.status in ("completed", "evaluated"):
            return []
    else:
        before = first
        while before > 0 and (
            words[before - 1].form in AUXILIARIES or is_adverb(words[before - 1].form) or words[before - 1].form == "the"
        ):
            before -= 1
        moved = first > 0 and words[first - 1].form in ("to", "on", "into")  # "moves on to evaluation"
        if not moved and not any(w.form in AUXILIARIES for w in words[before:first]):
            return []
    return _subject(words, before, places)


def _object(words: list[Token], at: int, places: list[tuple[int, int]]) -> list[int]:
    """Return the projects that follow a verb at once, and those chained to them by commas and "and"."""
    found: list[int] = []
    for index, (a, b) in enumerate(places):
        if a < at:
            continue
        gap = words[at:a]
        if found:
            if not any(w.form in (",", "and") for w in gap) or (any(w.form in AUXILIARIES for w in gap) and not _relative(gap)):
                break
        elif not all(w.form in _BETWEEN or is_adverb(w.form) for w in gap):
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
        works_on = a > 1 and words[a - 1].form == "on" and words[a - 2].form == "work"
        if a > 0 and words[a - 1].form in PREPOSITIONS - {"in"} and not _opens(words, a) and not works_on:
            continue
        plain = all(w.form in _BETWEEN or is_adverb(w.form) or not w.is_word or w.form == "phase" for w in gap)
        opening = a > 0 and words[a - 1].form in ("in", "the") and _opens(words, a)  # "in the pilot …, the evaluation phase was extended"
        if plain or _addition(gap) or _place_phrase(gap) or opening:
            return [*_chained(words, index, places), index]
        return []
    return []


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


def _addition(gap: list[Token]) -> bool:
    """Tell whether a gap is ", which covers …," or ", due only this year,": closed by commas."""
    return len(gap) > 2 and gap[0].form == "," and gap[-1].form == ","


def _read_leads(context: Context, sentence: Sentence, words: list[Token], places: list[tuple[int, int]], state: Standing) -> None:
    """Find "which KIPO is leading", "led by the EPO", "the USPTO and KIPO, as lead offices", "The lead was shared by …"."""
    offices = [
        (_place_of(words, m.span), m.entity.slug) for m in context.in_span(sentence.span, "office") if isinstance(m.entity, Resolved)
    ]
    offices += [(_place_of(words, m.span), _OF_COUNTRY[slug]) for m, slug in _countries(context, sentence.span)]
    offices.sort()
    if not offices:
        return
    for i, word in enumerate(words):
        if not _leads(words, i) or any(a <= i < b for a, b in places):
            continue
        near = any((b <= i and i - b <= 4) or i < a <= i + 4 for a, b in places)
        if word.form.startswith("host") and not near:
            continue
        by = next((k for k in range(i + 1, min(i + 6, len(words))) if words[k].form in _BY), None)
        if by is not None:
            found = _chain_after(words, offices, by + 1)
        else:
            found = _chain_before(words, offices, i) or (
                _chain_after(words, offices, i + 1) if word.form in ("lead", "leads", "leaders") else []
            )
        if not found:
            continue
        if places and by is None and sum(a > i for a, _ in places) > 1:
            _share_out(places, offices, i, found, state)
        elif places:
            state.leads.setdefault(_nearest(places, i), list(dict.fromkeys(found)))
        elif not state.unnamed:
            state.unnamed = list(dict.fromkeys(found))


def _leads(words: list[Token], at: int) -> bool:
    """Tell whether `words[at]` says who is in the lead: "leads", "looks after", "is responsible for"."""
    form, after = words[at].form, words[at + 1].form if at + 1 < len(words) else ""
    return form in _LEADING or (form in ("look", "looks", "looked") and after == "after") or (form == "responsible" and after == "for")


def _countries(context: Context, span: Span) -> list[tuple[Mention, str]]:
    """Return the countries of the five in a stretch: "led by Korea" means its office."""
    found = [(m, m.entity.slug.lower()) for m in context.in_span(span, "place") if isinstance(m.entity, Resolved)]
    return [(m, slug) for m, slug in found if slug in _OF_COUNTRY]


def _share_out(
    places: list[tuple[int, int]], offices: list[tuple[tuple[int, int], str]], at: int, leads: list[str], state: Standing
) -> None:
    """Read "The EPO leads A and B, the JPO C and D": each project belongs to the office named last before it."""
    reached = at
    for index, (first, last) in enumerate(places):
        if first <= at:
            continue
        between = [slug for (a, b), slug in offices if reached <= a and b <= first]
        leads = between or leads
        state.leads.setdefault(index, list(dict.fromkeys(leads)))
        reached = last


def _place_of(words: list[Token], span: Span) -> tuple[int, int]:
    first = next((i for i, w in enumerate(words) if w.start >= span.start), len(words))
    last = next((i for i, w in enumerate(words) if w.start >= span.end), len(words))
    return first, max(first, last)


def _chain_after(words: list[Token], offices: list[tuple[tuple[int, int], str]], at: int) -> list[str]:
    """Return the offices listed from `words[at]` on: "by the EPO, the JPO and KIPO"."""
    found: list[str] = []
    for (first, last), slug in offices:
        if first < at:
            continue
        if first - at > 4 or any(w.form not in _LINKING and w.is_word for w in words[at:first]):
            break
        found.append(slug)
        at = last
    return found


def _chain_before(words: list[Token], offices: list[tuple[tuple[int, int], str]], at: int) -> list[str]:
    """Return the offices listed before `words[at]`: "the USPTO and KIPO, as lead offices", "which KIPO is leading"."""
    found: list[str] = []
    for (first, last), slug in reversed(offices):
        if last > at:
            continue
        gap = words[last:at]
        if len(gap) > 5 or any(w.form in SUBORDINATORS - {"as"} or w.form == ";" for w in gap):
            break
        if found and any(w.form not in _LINKING and w.is_word for w in gap):
            break
        found.append(slug)
        at = first
    return found[::-1]


def _nearest(places: list[tuple[int, int]], at: int) -> int:
    if not places:
        return -1
    distances = [(min(abs(a - at), abs(b - at)), index) for index, (a, b) in enumerate(places)]
    return min(distances)[1]
