"""Acts: where a sentence says that something was adopted, discussed, welcomed, ….

The verbs and phrases are labels of the concepts in `ontology/vocabularies/acts.ttl` and `modalities.ttl`. A label in the
infinitive ("to take note") is found in all forms of its first word; "…" stands for up to `GAP` words in between ("to give …
backing"), "one's" and "oneself" for any possessive or reflexive pronoun. A label that does not begin with "to" is a
phrase without a subject of its own ("agreement … reached"); one that ends in "of", "on", "for" or "to" is a noun that only
counts where something else says that it is sought ("endorsement of").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.clauses import BE, DETERMINERS, POSSESSIVES, REFLEXIVES, Token, inflections, is_adverb
from ip5kg.interpret.light_verbs import Found, LightVerbs, light_verbs

GAP: Final = 8
LONG_GAP: Final = 12
"""How many words may stand in a phrase without a subject: "agreement on a first set of new topics was reached"."""

_STAND_INS: Final = frozenset({"…", "one's", "oneself", "be"})
"""Words of a label that stand for others."""

RECEIVING: Final = frozenset({"meet", "find", "win", "receive", "obtain", "get", "gain"})
"""Verbs of labels whose subject is what the act is about, where a noun follows: "the plan found approval"."""

STRENGTH: Final = (
    "adopted approved endorsed agreed signed launched established decided reaffirmed acknowledged recognized welcomed noted stressed "
    "discussed exchanged-views shared-information reviewed proposed"
).split()
"""The acts as the vocabulary orders them, the strongest first."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A label of an act, cut into words, its first word in the base form if it is a verb."""

    act: str
    words: tuple[str, ...]
    kind: str
    """verb, phrase, noun"""
    modality: str = "done"
    """What the label itself says: "to turn down" is negated, "to declare oneself willing" intended."""
    receiving: bool = False
    """Whether the subject is what the act is about: "the plan found the approval of the heads"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: `words[first:last]`; `gap` is the stretch that "…" stands for; `tags` are the forms of its verb."""

    first: int
    last: int
    cue: Cue
    tags: frozenset[str]
    gap: tuple[int, int] | None = None

    @property
    def act(self) -> str:
        return self.cue.act


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues by the form that their first word can take."""

    by_form: dict[str, tuple[tuple[frozenset[str], Cue, frozenset[str]], ...]]
    """Form → tags of the form, cue, and the words without which it cannot be there: most cues need no closer look."""
    operators: dict[str, frozenset[str]]
    """Verbs that make what follows an intention ("to plan", "to consider"): form → tags."""
    light: LightVerbs

    def hits(self, words: Sequence[Token]) -> list[Hit]:
        """Find the cues in the words of a sentence: at each word the longest one, not overlapping."""
        found: list[Hit] = []
        free = 0
        there = {word.form for word in words}
        for i, word in enumerate(words):
            if i < free:
                continue
            best: Hit | None = None
            for tags, cue, needed in self.by_form.get(word.form, ()):
                hit = _match(words, i, tags, cue) if needed <= there else None
                if hit is not None and (best is None or _better(hit, best)):
                    best = hit
            light = self.light.at(words, i)
            if light is not None and (best is None or _prefers_light(light, best)):
                found.append(_of_light(light))
                free = light.last if light.way != "rising" else i + 1
                continue
            if best is not None:
                found.append(best)
                free = best.last if best.gap is None else i + 1
        return found

    def is_operator(self, form: str) -> bool:
        return form in self.operators


def _better(hit: Hit, other: Hit) -> bool:
    return (len(hit.cue.words), hit.gap is None) > (len(other.cue.words), other.gap is None)


def _prefers_light(light: Found, best: Hit) -> bool:
    """Tell whether a light verb with its noun tells more than a label found at the same word."""
    if len(best.cue.words) == 1:
        return True
    if light.way == "receiving":
        return light.last >= best.last or best.cue.words[0] in RECEIVING
    return best.cue.words[0] in RECEIVING or (light.way == "rising" and best.cue.kind != "verb" and light.last > best.last)


def _of_light(found: Found) -> Hit:
    kind = "phrase" if found.way == "rising" else "verb"
    if found.act == "refused":  # "the request came to nothing": no agreement
        found = replace(found, act="agreed", negated=True)
    modality = "negated" if found.negated else "intended" if found.way == "seeking" else "done"
    cue = Cue(found.act, (found.noun, "…") if kind == "phrase" else ("…", found.noun), kind, modality, receiving=found.way == "receiving")
    return Hit(found.first, found.last, cue, found.tags, found.gap)


def _match(words: Sequence[Token], start: int, tags: frozenset[str], cue: Cue) -> Hit | None:
    """Match the words of a cue after its first one; adverbs may stand in between."""
    rest = cue.words[1:]
    if "…" not in rest:
        end = _match_plainly(words, start + 1, rest)
        return None if end is None else Hit(start, end, cue, tags)
    k = rest.index("…")
    at = _match_plainly(words, start + 1, rest[:k])
    if at is None:
        return None
    for end in range(at, min(at + (LONG_GAP if cue.kind == "phrase" else GAP) + 1, len(words))):
        if _is(words[end].form, rest[k + 1]):
            last = _match_plainly(words, end, rest[k + 1 :])
            if last is not None:
                return Hit(start, last, cue, tags, (at, end) if end > at else None)
        if words[end].form in (";", ":") or (cue.kind == "verb" and words[end].form == ","):
            return None
    return None


def _match_plainly(words: Sequence[Token], at: int, wanted: Sequence[str]) -> int | None:
    """Return where `wanted` ends if it stands at `words[at]`; adverbs may stand in between ("decided, however, against")."""
    for form in wanted:
        while at < len(words) and is_adverb(words[at].form) and not _is(words[at].form, form):
            at += 1
        if at + 2 < len(words) and words[at].form == words[at + 2].form == "," and is_adverb(words[at + 1].form):
            at += 3
        if at >= len(words) or not _is(words[at].form, form):
            return None
        at += 1
    return at


def _is(form: str, wanted: str) -> bool:
    if wanted == "one's":
        return form in POSSESSIVES
    if wanted == "oneself":
        return form in REFLEXIVES
    if wanted == "be":
        return form in BE
    return form == wanted


def strip_gap(words: Sequence[Token], gap: tuple[int, int]) -> tuple[int, int] | None:
    """Return the part of a gap that names a thing: not its determiners, adjectives of degree and adverbs."""
    first, last = gap
    while last > first and (words[last - 1].form in DETERMINERS or words[last - 1].form in POSSESSIVES or is_adverb(words[last - 1].form)):
        last -= 1
    content = [w for w in words[first:last] if w.form not in DETERMINERS and not is_adverb(w.form) and w.is_word]
    return (first, last) if len(content) > 1 else None


@lru_cache(maxsize=4)
def lexicon(gazetteer: Gazetteer) -> Lexicon:
    """Read the cues off the labels of the vocabularies of acts and modalities."""
    cues: list[Cue] = []
    operators: dict[str, frozenset[str]] = {}
    for entry in gazetteer.of_kind("act"):
        if entry.slug in STRENGTH:
            cues += [_cue(entry.slug, label) for label in entry.labels if label != entry.label]
    for entry in gazetteer.of_kind("modality"):
        for label in entry.labels:
            if label == entry.label or label.startswith("to be "):
                continue  # forms of "be" are read with the auxiliaries
            if entry.slug == "intended" and label.startswith("to ") and label.count(" ") == 1:
                for form, tags in inflections(label[3:]).items():
                    operators[form] = operators.get(form, frozenset()) | tags
            elif entry.slug in ("negated", "intended") and (entry.slug == "negated" or label.count(" ") > 1):
                act = "decided" if "decide" in label or "decision" in label else "agreed"
                cues.append(replace(_cue(act, label), modality=entry.slug))
    by_form: dict[str, list[tuple[frozenset[str], Cue, frozenset[str]]]] = {}
    for cue in cues:
        forms = (
            inflections(cue.words[0])
            if cue.kind == "verb"
            else {w: frozenset[str]() for w in (BE if cue.words[0] == "be" else (cue.words[0],))}
        )
        needed = frozenset(cue.words[1:]) - _STAND_INS
        for form, tags in forms.items():
            by_form.setdefault(form, []).append((tags, cue, needed))
    return Lexicon({form: tuple(found) for form, found in sorted(by_form.items())}, operators, light_verbs(gazetteer))


def _cue(act: str, label: str) -> Cue:
    words = tuple(label.lower().replace("’", "'").split())
    if words[0] == "to":
        return Cue(act, words[1:], "verb")
    noun = words[-1] in ("of", "on", "for", "to") and "…" not in words and words[0] not in ("be", "it", "there")
    return Cue(act, words, "noun" if noun else "phrase")
