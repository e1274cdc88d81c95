"""Light verbs: acts that are told by a noun with a verb that says little - "gave their approval to", "found the backing of".

There are too many pairs of such verbs and nouns to write each down as a label of its act. The vocabulary
`ontology/vocabularies/light-verbs.ttl` has the verbs in groups, and below each group the nouns that go with it; whatever
stands between the two ("gave the plan their unanimous approval") is read here. Three ways of building the sentence:

    giving     the offices give their approval to the plan
    receiving  the plan finds the approval of the offices
    rising     approval was given to the plan, agreement emerged on the plan
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.clauses import (
    AUXILIARIES,
    BE,
    PREPOSITIONS,
    SUBORDINATORS,
    Token,
    inflections,
    is_adverb,
    word_set,
)

REACH: Final = 7
"""How many words may stand between a light verb and its noun."""
LONG_REACH: Final = 12
"""How many may stand between a noun and the verb by which it comes about: "agreement on a first set of topics was reached"."""

_RECEIVED: Final = word_set("giving reaching uttering paying")
_UNDERGONE: Final = word_set("holding looking")
_ON_SOMETHING: Final = word_set("holding looking telling proposing")
_TOPIC_FOLLOWS: Final = word_set("on upon about over regarding concerning of into how what whether")
_SIGNS_BETWEEN: Final = frozenset({";", ":", ",", "–", "—", "(", '"'})
_FOLLOWING: Final = (
    PREPOSITIONS
    | AUXILIARIES
    | SUBORDINATORS
    | word_set("to and or but there here both when emerged prevailed existed followed ensued came arose")
)
_NOT_THE_ACT: Final = word_set("prior preliminary previous without")
_THERE: Final = word_set("giving reaching holding uttering telling")
_FOLLOWED: Final = word_set("followed ensued emerged arose came prevailed existed exists")
"""Verbs that stand for "was" in "there followed a debate"."""
_PROPOSED: Final = word_set("for to that")
_MINDS: Final = word_set("attention minds thoughts thought")
_PURPOSES: Final = word_set("of on to for about regarding concerning")
_IN_THE_GAP: Final = word_set("of or and")
_DENYING: Final = word_set("no neither")
_HANDING: Final = word_set("give gives gave given giving grant grants granted granting lend lends lent lending offer offered")
_ITS_OWN: Final = word_set("their its the a an our full unanimous")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of an act, its words, and the group of light verbs that goes with it."""

    words: tuple[str, ...]
    act: str
    group: str


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb: the forms of its first word bear tags; `rest` are the words that follow ("come | to").

    `act` is set where the verb needs no noun: "a task force came into being".
    """

    rest: tuple[str, ...]
    group: str
    tags: frozenset[str]
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A light verb with its noun: `words[first:last]`; `gap` stands between them; `way` is giving, seeking, receiving or rising."""

    first: int
    last: int
    act: str
    way: str
    tags: frozenset[str]
    gap: tuple[int, int] | None
    noun: str
    negated: bool = False
    """Whether the noun itself is denied: "found no common ground"."""


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """The verbs by each form of their first word, the nouns by their first word."""

    verbs: Mapping[str, tuple[Light, ...]]
    nouns: Mapping[str, tuple[Noun, ...]]
    alone: Mapping[str, tuple[Noun, ...]]
    """Nouns that tell of an act without any verb: "Adoption of the roadmap"."""

    def at(self, words: Sequence[Token], i: int) -> Found | None:
        """Return the act that a light verb, or the noun of an act, at `words[i]` tells of."""
        form = words[i].form
        if form in self.verbs:
            for light in self.verbs[form]:
                found = self._behind(words, i, light)
                if found is not None:
                    return found
        if form == "there":
            return self._there_is(words, i)
        if form in self.nouns:
            return self._rising(words, i)
        return None

    def opening(self, words: Sequence[Token], i: int) -> Noun | None:
        """Return the noun that tells of an act by itself at `words[i]`: "Endorsement of", "Agreement to"."""
        fit = [
            noun
            for noun in self.alone.get(words[i].form, ())
            if tuple(w.form for w in words[i : i + len(noun.words)]) == noun.words
            and (
                noun.words[-1] in _PURPOSES
                or (i + len(noun.words) < len(words) and words[i + len(noun.words)].form in _PURPOSES | {"that"})
            )
        ]
        return max(fit, key=lambda noun: len(noun.words), default=None)

    def _there_is(self, words: Sequence[Token], i: int) -> Found | None:
        """Look for the noun in "there was broad support for"."""
        at = i + 1
        while at < len(words) and (words[at].form in AUXILIARIES or words[at].form in _FOLLOWED or is_adverb(words[at].form)):
            at += 1
        if at == i + 1 or (words[at - 1].form not in BE | _FOLLOWED | {"no", "not"} and not is_adverb(words[at - 1].form)):
            return None
        for j in range(at, min(at + 5, len(words))):
            noun = self._noun(words, j)
            if noun is not None and noun.group in _THERE:
                end = j + len(noun.words)
                behind = words[end].form if end < len(words) else ""
                follows = noun.words[-1] in _PURPOSES or behind in _PURPOSES or behind in ("that", "among", "about")
                return Found(i, end, noun.act, "rising", frozenset(), None, "there") if follows else None
            if words[j].form in _SIGNS_BETWEEN or words[j].form in PREPOSITIONS or words[j].form in SUBORDINATORS:
                return None
        return None

    def _behind(self, words: Sequence[Token], i: int, light: Light) -> Found | None:
        """Look for the noun behind a light verb."""
        end = _rest_end(words, i + 1, light.rest)
        if end is None:
            return None
        at = end
        if light.act is not None:
            return Found(i, at, light.act, "receiving", light.tags, None, " ".join(light.rest))
        for j in range(at, min(at + REACH + 1, len(words))):
            form = words[j].form
            noun = self._noun(words, j)
            if noun is not None and (way := _way(light.group, noun.group)) is not None:
                gap = {w.form for w in words[at:j]}
                drawn = noun.group == "paying" and way == "receiving" and words[j + len(noun.words) :][:1]
                if drawn and drawn[0].form == "to":
                    return None  # "drew attention to quality"
                if not gap & _NOT_THE_ACT and not (way == "receiving" and gap & DATIVE):
                    denied = bool(gap & _DENYING)
                    end = j + len(noun.words)
                    return Found(i, end, noun.act, way, light.tags, (at, j) if j > at else None, " ".join(noun.words), denied)
            if form in _SIGNS_BETWEEN or form in AUXILIARIES - {"no"} or form in SUBORDINATORS or form == "to":
                return None
            if form in PREPOSITIONS - _IN_THE_GAP:
                return self._given(words, i, at, j, light)
        return None

    def _given(self, words: Sequence[Token], i: int, at: int, behind: int, light: Light) -> Found | None:
        """Look for the noun behind a long thing: "gave the work plan on unity of invention their full backing"."""
        if light.group != "giving" or words[i].form not in _HANDING or behind == at:
            return None
        for j in range(behind + 1, min(behind + LONG_REACH + 1, len(words))):
            if words[j].form in _SIGNS_BETWEEN or words[j].form in AUXILIARIES or words[j].form in SUBORDINATORS:
                return None
            noun = self._noun(words, j)
            if noun is None or noun.group != "giving":
                continue
            k = next((k for k in range(j - 1, max(j - 3, behind), -1) if words[k].form in _ITS_OWN), None)
            if k is not None:
                return Found(i, j + len(noun.words), noun.act, "giving", light.tags, (at, k), " ".join(noun.words))
        return None

    def _rising(self, words: Sequence[Token], i: int) -> Found | None:
        """Look for the verb by which a noun comes about: "agreement on fees was reached", "a debate followed"."""
        noun = self._noun(words, i)
        if noun is None:
            return None
        start = i + len(noun.words)
        for j in range(start, min(start + LONG_REACH + 1, len(words))):
            form = words[j].form
            if form in (";", ":") or form in SUBORDINATORS:
                return None
            for light in self.verbs.get(form, ()):
                after = _rest_end(words, j + 1, light.rest)
                if after is None:
                    continue
                dwelt = noun.group == "holding" or (noun.group == "paying" and noun.words[-1] in _MINDS)
                if light.group == "dwelling" and dwelt and light.tags & {"past"}:
                    return Found(i, after, "discussed", "rising", frozenset(), None, "talks")
                come = light.group == "rising" and ("past" in light.tags or form in ("exists", "exist"))
                if come and form == "came" and not light.rest and noun.group == "looking":
                    continue  # "An inventory of practices came first"
                made = light.group == noun.group and "pp" in light.tags and _is_passive(words, j)
                if (come or made) and (
                    noun.group not in _ON_SOMETHING
                    or _has_topic(words, start, after)
                    or (noun.group == "proposing" and any(at < len(words) and words[at].form in _PROPOSED for at in (start, after)))
                ):
                    return Found(i, after, noun.act, "rising", frozenset(), (start, j) if j > start else None, " ".join(noun.words))
        return None

    def _noun(self, words: Sequence[Token], at: int) -> Noun | None:
        """Return the noun of an act at `words[at]`, the longest one, unless it only stands before another noun ("support staff")."""
        best: Noun | None = None
        for noun in self.nouns.get(words[at].form, ()):
            end = at + len(noun.words)
            same = all(w.form == f for w, f in zip(words[at:end], noun.words, strict=False)) and end <= len(words)
            if same and (best is None or len(noun.words) > len(best.words)):
                best = noun
        if best is None or (best.words == ("deal",) and at + 1 < len(words) and words[at + 1].form == "of"):
            return None
        end = at + len(best.words)
        if best.words[-1] in PREPOSITIONS:
            return best
        after = words[end].form if end < len(words) else ","
        closes = after in _FOLLOWING or not words[end].is_word or is_adverb(after) or after in self.verbs if end < len(words) else True
        return best if closes else None


def _form(words: Sequence[Token], at: int) -> str:
    return words[at].form if at < len(words) else ""


DATIVE: Final = word_set("them him her us")


def _rest_end(words: Sequence[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """Return where the further words of a light verb end; adverbs may stand between, "…" stands for up to three words."""
    for k, wanted in enumerate(rest):
        if wanted == "…":
            goal = rest[k + 1]
            at = next((j for j in range(at, min(at + 4, len(words))) if words[j].form == goal), -1)
            if at < 0:
                return None
            continue
        while at < len(words) and is_adverb(words[at].form) and words[at].form != wanted:
            at += 1
        if at >= len(words) or words[at].form != wanted:
            return None
        at += 1
    return at


def _way(verb: str, noun: str) -> str | None:
    """Return how a light verb of one group and a noun of another build a sentence; None where they do not go together."""
    if verb == noun:
        return "giving"
    if verb == "seeking" and noun == "giving":
        return "seeking"
    if (verb == "receiving" and noun in _RECEIVED) or (verb == "undergoing" and noun in _UNDERGONE):
        return "receiving"
    return None


def _is_passive(words: Sequence[Token], at: int) -> bool:
    """Tell whether a form of "be" stands before a participle."""
    k = at - 1
    while k >= 0 and is_adverb(words[k].form):
        k -= 1
    return k >= 0 and (words[k].form in BE)


def _has_topic(words: Sequence[Token], behind_noun: int, behind_verb: int) -> bool:
    """Tell whether a noun says what it is about: "a debate on fees was held", but not "a public dialogue was held in Hawaii"."""
    return any(at < len(words) and words[at].form in _TOPIC_FOLLOWS for at in (behind_noun, behind_verb))


@lru_cache(maxsize=4)
def light_verbs(gazetteer: Gazetteer) -> LightVerbs:
    """Read the verbs and nouns off the vocabulary."""
    verbs: dict[str, list[Light]] = {}
    nouns: dict[str, list[Noun]] = {}
    alone: dict[str, list[Noun]] = {}
    for entry in gazetteer.of_kind("light-verb"):
        group = entry.broader or entry.slug
        act = entry.slug.removeprefix(f"{group}-") if entry.broader is not None else None  # "giving-approved"
        for label in entry.labels:
            cut = tuple(label.lower().split())
            if label == entry.label:
                continue
            if act is not None and group == "standing":
                alone.setdefault(cut[0], []).append(Noun(cut, act, group))
            elif act is not None and cut[0] != "to":
                nouns.setdefault(cut[0], []).append(Noun(cut, act, group))
            elif cut[0] == "to":
                forms = inflections(cut[1])
                for form, tags in forms.items():
                    verbs.setdefault(form, []).append(Light(cut[2:], group, tags, act))
    return LightVerbs(
        {form: tuple(sorted(found, key=lambda v: -len(v.rest))) for form, found in sorted(verbs.items())},
        {form: tuple(found) for form, found in sorted(nouns.items())},
        {form: tuple(found) for form, found in sorted(alone.items())},
    )
