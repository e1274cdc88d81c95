"""Verbs of decision: where words say that something was agreed, adopted, discussed, ….

The labels of the scheme `act` are read as they stand: "to take note" is found in every form of its first word, "…" lets a few
words stand in between. This is looser than what the rules of interpretation read, since here it only raises a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer, Word

_GAP: Final = 12
_PARTS: Final = (
    "begin began begun, break broke broken, bring brought brought, build built built, choose chose chosen, come came come, do did done, "
    "draw drew drawn, find found found, get got got, give gave given, go went gone, have had had, hear heard heard, hold held held, "
    "keep kept kept, lay laid laid, lead led led, lend lent lent, make made made, meet met met, put put put, read read read, "
    "see saw seen, set set set, shake shook shaken, show showed shown, speak spoke spoken, stand stood stood, strike struck struck, "
    "take took taken, tell told told, think thought thought, throw threw thrown, undertake undertook undertaken, win won won"
)
_BASE_OF: Final = {form: base for base, past, part in (v.split() for v in _PARTS.split(", ")) for form in (past, part)}
"""Base form by past tense and participle, for the irregular verbs with which labels begin."""
_PRONOUNS: Final = frozenset("their its his her our my your the a an themselves itself himself herself ourselves one another".split())
_STANDS_FOR: Final = frozenset({"one's", "oneself", "one", "s"})


@dataclass(frozen=True, slots=True)
class Act:
    """A verb or phrase of decision: `words[first:last]`. `form` is past, present, base, ing, or phrase."""

    slug: str
    first: int
    last: int
    form: str


@dataclass(frozen=True, slots=True)
class _Label:
    slug: str
    rest: tuple[str, ...]
    is_verb: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """The labels by their first word, verbs in the base form."""

    by_word: dict[str, tuple[_Label, ...]]
    intending: frozenset[str]
    """Verbs, in the base form, that make what follows an intention: "to plan"."""

    def intends(self, form: str) -> bool:
        return any(base in self.intending for base, _ in _readings(form))

    def acts(self, words: Sequence[Word], first: int, last: int) -> list[Act]:
        """Find the acts in `words[first:last]`, at each word the longest label, not overlapping."""
        found: list[Act] = []
        free = first
        for i in range(first, last):
            if i < free:
                continue
            best: Act | None = None
            for base, form in _readings(words[i].form):
                for label in self.by_word.get(base, ()):
                    if label.is_verb or base == words[i].form:
                        end = _end(words, i + 1, last, label.rest)
                        if end is not None and (best is None or end > best.last):
                            best = Act(label.slug, i, end, form if label.is_verb else "phrase")
            if best is not None:
                found.append(best)
                free = i + 1 if best.form == "phrase" else best.last
        return found


def _end(words: Sequence[Word], at: int, last: int, rest: tuple[str, ...]) -> int | None:
    for k, wanted in enumerate(rest):
        if wanted == "…":
            goal = rest[k + 1]
            at = next((j for j in range(at, min(at + _GAP, last)) if words[j].form == goal), last)
        elif at < last and words[at].form.endswith("ly") and wanted != words[at].form:
            at += 1
        if wanted != "…":
            if at >= last or not (words[at].form == wanted or (wanted in _STANDS_FOR and words[at].form in _PRONOUNS)):
                return None
            at += 1
    return at


def _readings(form: str) -> list[tuple[str, str]]:
    """Return the base forms that a word may stand for, each with the form that it then is."""
    found = [(form, "base")]
    if form in _BASE_OF:
        found.append((_BASE_OF[form], "past"))
    for ending, kind in (("ed", "past"), ("ing", "ing"), ("s", "present"), ("es", "present")):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            found.append((stem, kind))
            if ending in ("ed", "ing"):
                found.append((stem + "e", kind))
                if stem[-1] == stem[-2]:
                    found.append((stem[:-1], kind))
            if stem.endswith("i"):
                found.append((stem[:-1] + "y", kind))
    return found


@lru_cache(maxsize=4)
def verbs(gazetteer: Gazetteer) -> Verbs:
    """Read the verbs and phrases off the labels of the acts."""
    by_word: dict[str, list[_Label]] = {}
    for entry in gazetteer.of_kind("act"):
        if entry.broader is None:
            continue  # a group of acts, such as "binding acts"
        for label in entry.labels:
            # "one's" is one word in a label and two in a text cut into words
            cut = label.lower().replace("’", "'").replace("-", " ").split()
            if cut[0] == "to":
                by_word.setdefault(cut[1], []).append(_Label(entry.slug, tuple(cut[2:]), is_verb=True))
            elif "…" in cut:
                by_word.setdefault(cut[0], []).append(_Label(entry.slug, tuple(cut[1:]), is_verb=False))
    intending = {
        label[3:]
        for entry in gazetteer.of_kind("modality")
        if entry.slug == "intended"
        for label in entry.labels
        if label.startswith("to ") and label.count(" ") == 1
    }
    return Verbs({word: tuple(labels) for word, labels in sorted(by_word.items())}, frozenset(intending))
