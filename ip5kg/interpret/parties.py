"""Parties: who does what a clause says - the offices together, one of them, or industry.

Only the first of these can decide. The nouns are the labels of `ontology/vocabularies/parties.ttl`; names of offices, persons,
bodies and associations come from the mentions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ip5kg.interpret.clauses import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, SUBORDINATORS, Token, is_adverb, word_set
from ip5kg.interpret.context import Context
from ip5kg.model import Resolved, Span

TOGETHER: Final = "together"
SINGLE: Final = "single"
INDUSTRY: Final = "industry"

_OF_MENTION: Final[Mapping[str, str]] = {
    "office": SINGLE,
    "person": SINGLE,
    "post": SINGLE,
    "organisation": SINGLE,
    "association": INDUSTRY,
    "body": TOGETHER,
    "series": TOGETHER,
}
_MODIFIERS: Final = (
    PREPOSITIONS
    | SUBORDINATORS
    | AUXILIARIES
    | word_set("attending present meeting taking gathered assembled concerned involved accompanied joined and or /")
)
_ATTRIBUTES: Final = word_set("ip5 patent ip intellectual property assembled participating present respective other annual joint")
_DEMONSTRATIVES: Final = word_set("this that these those it")
COUNTRIES: Final = frozenset(
    {("japan",), ("china",), ("korea",), ("south", "korea"), ("europe",), ("united", "states"), ("the", "united", "states")}
)
_LINKS: Final = word_set("and the or as well")
_QUANTITIES: Final = word_set(
    "all each every both some most many one two three four five part majority number members representatives heads leaders experts "
    "delegates"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party named by `words[first:last]`; `slug` is that of the body or office, if it is one."""

    first: int
    last: int
    kind: str
    plural: bool
    mention: str | None = None
    slug: str | None = None
    name: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a sentence, in order."""

    words: Sequence[Token]
    found: tuple[Party, ...]

    def subject(self, lo: int, hi: int) -> Party | None:
        """Return the party that heads the noun phrase which ends before `words[hi]`: "the heads of the five offices" → the heads."""
        for party in reversed(self.found):
            if party.last <= hi and party.first >= lo and self._heads(party, lo) and self._closes(party, hi):
                return party
        return None

    def leading(self, lo: int, hi: int) -> Party | None:
        """Return the first party within `words[lo:hi]` that is no complement of a preposition."""
        return next((p for p in self.found if p.first >= lo and p.last <= hi and self._heads(p, lo)), None)

    def within(self, lo: int, hi: int) -> list[Party]:
        return [p for p in self.found if p.first >= lo and p.last <= hi]

    def several(self, lo: int, hi: int) -> bool:
        """Tell whether three or more offices, or persons, are listed within `words[lo:hi]`: together they are the meeting."""
        here = self.within(lo, hi)
        if len({p.slug or p.name for p in here if p.mention == "office" or p.name in COUNTRIES}) >= 3:
            return True
        return any(len({(p.slug, p.name) for p in here if p.mention == kind}) >= 3 for kind in ("office", "person"))

    def joints(self) -> frozenset[int]:
        """Return the joints between names of offices, associations or persons: "among KIPO, the EPO and the JPO" is one thing."""
        names = [p for p in self.found if p.mention in ("office", "association", "person", "organisation")]
        joints: set[int] = set()
        for one, other in pairwise(names):
            gap = range(one.last, other.first)
            linked = all(not self.words[i].is_word or self.words[i].form in _LINKS or self.words[i].form.endswith("'s") for i in gap)
            if linked and len(gap) <= 6:
                joints.update(gap)
        return frozenset(joints)

    def _heads(self, party: Party, lo: int) -> bool:
        """Tell whether a party is a noun phrase of its own, not the complement of a preposition."""
        at = party.first - 1
        while at >= lo:
            form = self.words[at].form
            if form in _DEMONSTRATIVES and at + 1 <= party.first and self.words[at + 1].form in ("the", "their", "all", "both"):
                return True  # "To this the offices did not agree"
            if form == "of" and at - 1 >= lo and self.words[at - 1].form in _QUANTITIES and party.kind == TOGETHER:
                at -= 2  # "one of the offices" is as much a complement as "the offices" is
            elif form in DETERMINERS or is_adverb(form) or form in _ATTRIBUTES:
                at -= 1
            else:
                return not self.words[at].is_word or form not in PREPOSITIONS
        return True

    def _closes(self, party: Party, hi: int) -> bool:
        if party.last >= hi:
            return True
        after = self.words[party.last].form
        return after in _MODIFIERS or after in ADVERBS or is_adverb(after) or not self.words[party.last].is_word


_NO_CLAUSES: Final = word_set("meeting concerning regarding according pending owing during including following")
_LONGEST_OPENING: Final = 16


def parties(context: Context, words: Sequence[Token], span: Span) -> Parties:
    """Find the parties in the words of a sentence."""
    if not words:
        return Parties(words, ())
    start_at = {w.start: i for i, w in enumerate(words)}
    hits = context.gazetteer.find(context.text, span.start, span.end, kinds=("party",))
    candidates: list[tuple[int, int, int, str, str | None, str | None]] = [
        (h.start, -h.end, 0, h.entries[0].slug, None, None) for h in hits
    ]
    for mention in context.in_span(span):
        kind = _OF_MENTION.get(mention.kind)
        if kind is None:
            continue
        slug = mention.entity.slug if isinstance(mention.entity, Resolved) else (mention.value if isinstance(mention.value, str) else None)
        if slug is not None and mention.kind in ("body", "series") and slug.startswith(("ip5-industry", "industry-ai")):
            kind = INDUSTRY
        candidates.append((mention.span.start, -mention.span.end, 1, kind, mention.kind, slug))
    found: list[Party] = []
    covered = -1
    for start, minus_end, _, kind, mention_kind, slug in sorted(candidates, key=lambda c: c[:4]):
        end = -minus_end
        if start < covered or start not in start_at:
            continue
        first = start_at[start]
        last = first
        while last < len(words) and words[last].start < end:
            last += 1
        covered = end
        if found and found[-1].last == first and found[-1].mention is None and mention_kind in ("body", "series"):
            first = found.pop().first  # "the IP5 | Patent Harmonization Experts Panel"
        found.append(
            Party(
                first,
                last,
                kind,
                mention_kind not in ("body", "series") and _plural(words[last - 1].form, kind),
                mention_kind,
                slug,
                tuple(w.form for w in words[first:last]),
            )
        )
    return Parties(words, tuple(found[_opening(words, found) :]))


def _opening(words: Sequence[Token], found: list[Party]) -> int:
    """Return how many parties stand in a clause that opens the sentence: "Opening the task force, the Vice-President said …"."""
    form = words[0].form
    if not form.endswith("ing") or form in PREPOSITIONS or form in _NO_CLAUSES or (found and found[0].first == 0):
        return 0
    comma = next((i for i in range(1, min(_LONGEST_OPENING, len(words))) if words[i].form == ","), None)
    if comma is None:
        return 0
    within = [p for p in found if p.last <= comma]
    behind = next((p for p in found if p.first > comma), None)
    return len(within) if behind is not None and behind.first <= comma + 3 else 0


def _plural(form: str, kind: str) -> bool:
    return (
        form in ("they", "five", "both", "all", "ip5", "two", "them", "four")
        or (form.endswith("s") and kind != SINGLE)
        or form == "industry"
    )
