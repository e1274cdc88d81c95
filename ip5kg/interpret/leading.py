"""Leading: which offices lead the projects of a sentence, and which group carries them.

Read are "led by the EPO", "which KIPO is leading", "the USPTO and KIPO, as lead offices, …", "The JPO is in charge of …", and what
is left out after it: "Unity of invention is led by the EPO; the citation of prior art by KIPO", "The EPO leads A, the JPO B".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ip5kg.interpret.clauses import AUXILIARIES, SUBORDINATORS, Token, is_adverb, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.names import ProjectName, works
from ip5kg.model import Resolved, Sentence, Span

_LEADING: Final = word_set(
    "lead leads leading led leader leaders steer steers steered steering host hosts hosted hosting coordinate coordinates coordinated "
    "coordinating co-ordinate co-ordinates co-ordinated co-ordinating spearhead spearheads spearheaded spearheading leadership direction "
    "drive drives drove driving pioneered shepherded co-lead co-leads co-led co-leading co-leader co-leaders"
)
_NOUNS: Final = word_set(
    "lead leads leader leaders leadership direction hands charge responsibility care guidance aegis auspices co-lead co-leads co-leader "
    "co-leaders"
)
_HEADED: Final = word_set("headed conducted run driven directed managed overseen piloted championed")
"""Participles that say who leads only with "by" after them."""
_OF_COUNTRY: Final = {"jp": "JP", "us": "US", "cn": "CN", "kr": "KR"}
_LINKING: Final = word_set("and the both jointly together with offices office by : of p r c from korean japanese chinese is are was were")
_BY: Final = frozenset({"by", ":"})
_GAPPED: Final = word_set(
    ", ; and the that those one ones on of for by while whereas with project projects pilot work to a an is are was were led lead leads "
    "responsible in charge task"
)
_TOWARDS: Final = word_set(
    ", : of for on in the a an its this that project projects pilot work tasks task two three joint common new field area areas to with "
    "has have had took office offices as new each carrying out part"
)
_TALK: Final = word_set("project projects pilot pilots task tasks initiative initiatives priority priorities component components lead")
_SPELT: Final = word_set("office administration organization organisation institute")
"""Nouns in the name of an office that is spelt out in part: "the EPO and the National … Administration of the P.R.C."."""
_CARRIED: Final = word_set(
    "carried handled entrusted assigned pursued undertaken conducted run managed executed overseen supervised given allocated dealt "
    "taken worked charged"
)
_HANDLING: Final = word_set("responsible charge works working handles handling deals dealing continues carries runs manages oversees leads")
_CHARGING: Final = word_set("asked charged tasked mandated instructed requested entrusted commissioned")
_NO_BODIES: Final = frozenset({"heads", "deputy-heads", "heads-industry", "ip5"})


@dataclass(slots=True)
class Leads:
    """Who leads what: by the index of the project, of projects not asked for, and of one that the sentence does not name."""

    offices: dict[int, list[str]] = field(default_factory=dict)
    bodies: dict[int, str] = field(default_factory=dict)
    others: list[tuple[ProjectName, list[str]]] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Who:
    """Offices that are named together: "the EPO, the JPO and KIPO"."""

    first: int
    last: int
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """A project (`index` into those asked for) or a field of work (None)."""

    first: int
    last: int
    name: ProjectName
    index: int | None


def read_leads(
    context: Context, sentence: Sentence, words: list[Token], projects: Sequence[ProjectName], places: list[tuple[int, int]]
) -> Leads:
    """Read who leads the projects of a sentence; `places` says where the projects stand in its words."""
    found = Leads()
    if not words:
        return found
    things = [_Thing(a, b, name, i) for i, (name, (a, b)) in enumerate(zip(projects, places, strict=True))]
    _read_bodies(context, sentence, words, things, found)
    whos = _whos(context, sentence, words)
    if not whos:
        return found
    cues = [i for i in range(len(words)) if _leads(words, i) and not any(a <= i < b for a, b in places)]
    if not cues:
        return found
    taken = [(w.first, w.last) for w in whos] + places
    for name in works(context, words, taken):
        first = next(i for i, w in enumerate(words) if w.start >= name.span.start)
        last = next((i for i, w in enumerate(words) if w.start >= name.span.end), len(words))
        if not any(first <= i < last for i in cues):
            things.append(_Thing(first, last, name, None))
    things.sort(key=lambda t: t.first)
    _Reader(words, whos, things, found).read(cues)
    return found


class _Reader:
    def __init__(self, words: list[Token], whos: list[_Who], things: list[_Thing], found: Leads) -> None:
        self.words = words
        self.whos = whos
        self.things = things
        self.found = found
        self.is_talk = any(w.form in _TALK for w in words)
        self.reached = 0

    def read(self, cues: list[int]) -> None:
        for at in cues:
            if at < self.reached:
                continue
            who, by = self._agent(at)
            if who is None:
                continue
            thing = self._thing(at, who, by)
            strong = [t for t in self.things if t.index is not None]
            if self.words[at].form.startswith("host") and (thing is None or thing.index is None):
                continue
            if thing is None and strong:
                thing = min(strong, key=lambda t: min(abs(t.first - at), abs(t.last - at)))
            if thing is None:
                if not self.found.unnamed:
                    self.found.unnamed = list(who.offices)
                continue
            self._give(thing, who)
            if by is not None:
                self._give_chained_before(thing, who, at)
            self._go_on(thing, who, at)

    # --- who and what a cue connects -----------------------------------------------------------------------------------

    def _agent(self, at: int) -> tuple[_Who | None, int | None]:
        """Return the offices in the lead, and where "by" stands before them."""
        words = self.words
        by = next((k for k in range(at + 1, min(at + 6, len(words))) if words[k].form in _BY), None)
        if by is not None:
            return self._after(by + 1), by
        for who in reversed(self.whos):
            if who.last <= at:
                gap = words[who.last + (self._form(who.last) == ".") : at]  # "the U.S."
                if [w.form for w in gap if w.form != ","] in (["who"], ["which"], ["that"]):
                    return who, None  # "the JPO, which leads the project on …"
                if len(gap) <= 5 and not any(w.form in SUBORDINATORS - {"as"} or w.form in (";", ".") for w in gap):
                    return who, None
                break
        if words[at].form in _NOUNS:
            near = self._after(at + 1)
            if near is not None:
                return near, None
            thing = next((t for t in self.things if t.first > at), None)  # "the lead offices of the project on A, the EPO and the JPO, …"
            if thing is not None and thing.first - at <= 6:
                return self._after(thing.last + (1 if self._form(thing.last) == "," else 0)), None
        return None, None

    def _after(self, at: int) -> _Who | None:
        for who in self.whos:
            if who.first >= at:
                gap = self.words[at : who.first]
                return who if len(gap) <= 4 and all(w.form in _LINKING or not w.is_word for w in gap) else None
        return None

    def _form(self, at: int) -> str:
        return self.words[at].form if 0 <= at < len(self.words) else ""

    def _thing(self, at: int, who: _Who, by: int | None) -> _Thing | None:
        before = next((t for t in reversed(self.things) if t.last <= min(at, who.first)), None)
        after = next((t for t in self.things if t.first > at and t.first >= (who.last if by is not None else 0)), None)
        before = self._antecedent(before)
        if by is not None:
            if before is not None and self._is_subject(before, at):
                return before
            if after is not None and self._gap(max(who.last, at), after.first) <= 4 and (after.index is not None or self.is_talk):
                return after if all(w.form in _TOWARDS for w in self.words[who.last : after.first]) else None
            return None
        if before is not None and (self._is_relative(before, who) or self._form(at + 1) in ("it", "them")):
            return before
        near = after is not None and self._gap(at, after.first) <= 7 and (after.index is not None or self.is_talk)
        if after is not None and near and all(w.form in _TOWARDS or is_adverb(w.form) for w in self.words[at + 1 : after.first]):
            return after
        named_later = [w.form for w in self.words[at + 1 : at + 4]] in (
            ["of", "the", "task"],
            ["of", "the", "project"],
            ["in", "the", "project"],
        )
        if named_later and after is not None and after.first - at <= 12:
            return after  # "The Korean office, lead of the task, presented the state of global patent assignment"
        opened = before is not None and self._opens(before) and self._gap(before.last, who.first) <= 2
        if before is not None and opened and (before.index is not None or self._form(before.first - 1) == "for" or self.is_talk):
            return before  # "For legal status CNIPA has the lead"
        return None

    def _is_subject(self, thing: _Thing, at: int) -> bool:
        """Tell whether only auxiliaries, or a comma, stand between a thing and "led by"."""
        gap = self.words[thing.last : at]
        if thing.index is None:
            return len(gap) <= 4 and all(
                w.form in AUXILIARIES or is_adverb(w.form) or w.form in (",", "which", "being", "jointly") for w in gap
            )
        return len(gap) <= 4

    def _antecedent(self, thing: _Thing | None) -> _Thing | None:
        """Return the project that a relative clause adds to, for a field of work within it: "A, which eases transfers, is led by …"."""
        if thing is None or thing.index is not None:
            return thing
        for other in reversed(self.things):
            gap = self.words[other.last : thing.first] if other.last <= thing.first else []
            if other.index is not None and gap and gap[0].form in (",", "'") and any(w.form in ("which", "that") for w in gap[:4]):
                return other
        return thing

    def _is_relative(self, thing: _Thing, who: _Who) -> bool:
        """Tell whether a thing stands before the offices as in "the CCD, which the EPO hosts", "A, for which KIPO is responsible"."""
        gap = [w.form for w in self.words[thing.last : who.first] if w.form not in ("the", ",")]
        return gap in (["which"], ["that"], ["for", "which"], ["in", "which"], ["of", "which"])

    def _opens(self, thing: _Thing) -> bool:
        return all(w.form in ("for", "in", "on", "the", "and", "as", "to", "regards") or not w.is_word for w in self.words[: thing.first])

    def _gap(self, first: int, last: int) -> int:
        return sum(w.is_word for w in self.words[first:last])

    # --- what is left out afterwards -------------------------------------------------------------------------------------

    def _give(self, thing: _Thing, who: _Who) -> None:
        if thing.index is not None:
            self.found.offices.setdefault(thing.index, list(who.offices))
        elif not any(name.span == thing.name.span for name, _ in self.found.others):
            self.found.others.append((thing.name, list(who.offices)))

    def _give_chained_before(self, thing: _Thing, who: _Who, at: int) -> None:
        """Read "A and B are led by the EPO"."""
        if not any(w.form in ("are", "were", "have") for w in self.words[thing.last : at]):
            return
        before = [t for t in self.things if t.last <= thing.first]
        if before and [w.form for w in self.words[before[-1].last : thing.first] if w.form != "the"] == ["and"]:
            self._give(before[-1], who)

    def _go_on(self, thing: _Thing, who: _Who, at: int) -> None:
        """Read on where the verb is left out: "the citation of prior art by KIPO and the USPTO", "the JPO the other one"."""
        things_first = thing.first < who.first
        end = max(thing.last, who.last, at + 1)
        rest: list[_Who | _Thing] = sorted(
            [*(t for t in self.things if t.first >= end), *(w for w in self.whos if w.first >= end)], key=lambda e: e.first
        )
        waiting: list[_Thing] = []
        for element in rest:
            if not all(w.form in _GAPPED for w in self.words[end : element.first]):
                break
            if isinstance(element, _Who):
                who = element
                for one in waiting:
                    self._give(one, who)
                waiting = []
            elif things_first:
                waiting.append(element)
            else:
                self._give(element, who)
            end = element.last
            self.reached = end


def _leads(words: list[Token], at: int) -> bool:
    """Tell whether `words[at]` says who is in the lead: "leads", "looks after", "is responsible for", "in charge of"."""
    form, after = words[at].form, words[at + 1].form if at + 1 < len(words) else ""
    if form in _HEADED:
        return after == "by"
    if form in ("leadership", "direction", "care", "guidance", "aegis", "auspices"):
        return after == "of"
    if form == "charge" and at > 1 and words[at - 1].form == "the" and words[at - 2].form == "under":
        return after == "of"
    if form == "hands":
        return after == "of" and at > 1 and words[at - 1].form == "the"  # "in the hands of the EPO"
    if form in _LEADING:
        return after not in ("to", "up")  # "leads to"
    if form in ("responsible", "responsibility"):
        before = [w.form for w in words[max(0, at - 7) : at]]
        return after in ("for", "in") or ("for", "which") in pairwise(before)
    return (form in ("look", "looks", "looked") and after == "after") or (form == "charge" and after == "of")


def _whos(context: Context, sentence: Sentence, words: list[Token]) -> list[_Who]:
    """Return the offices named outside brackets, those named together as one; "Korea" stands for its office."""
    read = Span(sentence.span.start, words[-1].end)
    single = [(m.span, m.entity.slug) for m in context.in_span(read, "office") if isinstance(m.entity, Resolved)]
    for mention in context.in_span(read, "place"):
        slug = _OF_COUNTRY.get(mention.entity.slug.lower()) if isinstance(mention.entity, Resolved) else None
        if slug is not None:
            single.append((mention.span, slug))
    found: list[_Who] = []
    for span, slug in sorted(single, key=lambda s: s[0].start):
        first = next((i for i, w in enumerate(words) if w.start >= span.start), len(words))
        last = next((i for i, w in enumerate(words) if w.start >= span.end), len(words))
        if last <= first:
            continue
        before = found[-1] if found else None
        if before is not None:
            gap = [w.form for w in words[before.last : first] if w.form not in ("the", "korean", "japanese", "chinese")]
            spelt_out = gap[:1] == ["and"] and len(gap) < 12 and any(form in _SPELT for form in gap)
            together = (
                spelt_out
                or gap in (["and"], [",", "and"], ["together", "with"], ["jointly", "with"], ["with"], [])
                or (gap == [","] and (_is_enumerated(words, single, last) or words[before.first - 1].form == ":"))
            )
            if together or first < before.last:
                found[-1] = _Who(before.first, max(last, before.last), tuple(dict.fromkeys((*before.offices, slug))))
                continue
        found.append(_Who(first, last, (slug,)))
    return found


def _is_enumerated(words: list[Token], single: list[tuple[Span, str]], last: int) -> bool:
    """Tell whether an office after a comma is followed by another: "the EPO, the JPO and KIPO"."""
    at = last
    while at < len(words) and words[at].form in (",", "and", "the"):
        at += 1
    return at > last and at < len(words) and any(span.start <= words[at].start < span.end for span, _ in single)


def _read_bodies(context: Context, sentence: Sentence, words: list[Token], things: list[_Thing], found: Leads) -> None:
    """Find "carried out by the PHEP", "WG2 is responsible for …", "Working Group 3 was asked to carry out …"."""
    for mention in context.in_span(Span(sentence.span.start, words[-1].end), "body"):
        slug = mention.entity.slug if isinstance(mention.entity, Resolved) else None
        if slug is None or slug in _NO_BODIES:
            continue
        first = next((i for i, w in enumerate(words) if w.start >= mention.span.start), len(words))
        last = next((i for i, w in enumerate(words) if w.start >= mention.span.end), len(words))
        if last <= first:
            continue
        before = [w.form for w in words[max(0, first - 6) : first]]
        for thing in things:
            if thing.index is None:
                continue
            if thing.last <= first:  # "the project is carried out by the PHEP"
                gap = {w.form for w in words[thing.last : first]}
                if set(before) & _CARRIED and {"by", "to", "within", "in"} & set(before[-3:]) and len(gap) <= 8:
                    found.bodies.setdefault(thing.index, slug)
            elif thing.first >= last and thing.first - last <= 10:
                gap = {w.form for w in words[last : thing.first]}
                asked = bool(gap & _CHARGING) and bool(gap & {"was", "were", "is", "has", "have", "been"})
                if (asked or gap & _HANDLING) and not gap & (SUBORDINATORS | {";"}):
                    found.bodies.setdefault(thing.index, slug)
