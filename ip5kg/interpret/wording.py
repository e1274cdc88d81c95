"""Wording: the words of a sentence with its parties, and the questions every reader of clauses asks of them.

Where does the noun phrase before a verb begin, who is its subject, whom does "they" stand for, who stands after "by"?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.acts import Hit, Lexicon
from ip5kg.interpret.clauses import (
    AUXILIARIES,
    DETERMINERS,
    HYPOTHETICAL,
    PREPOSITIONS,
    SUBORDINATORS,
    Token,
    VerbGroup,
    is_adverb,
    word_set,
)
from ip5kg.interpret.parties import INDUSTRY, SINGLE, TOGETHER, Parties, Party

EXCHANGING: Final = frozenset({"discussed", "exchanged-views", "shared-information", "reviewed", "proposed"})
BINDING: Final = frozenset({"adopted", "approved", "endorsed", "agreed", "signed", "launched", "established", "decided"})
HABITUAL: Final = EXCHANGING | {"established", "launched", "recognized", "noted", "decided"}
"""Acts that the present tense tells of as a habit or a state ("tasks are discussed in groups"), not as something done."""
BREAKS: Final = word_set("and but or nor while whereas")
SIGNS: Final = frozenset({",", ";", ":", "–", "—"})
_STRIPPED: Final = word_set("on upon about of over with at for regarding concerning in as into around")
_LEADING: Final = word_set("to that how what whether why where")
_GENERIC: Final = word_set(
    "the following points items item topics subjects matters results number of several two three four five six seven as follows "
    "that on to namely these topic point below in particular among other things outcomes measures decisions issues be will are is "
    "also new main were was by with"
)
_LISTED_NOUNS: Final = word_set(
    "points items topics subjects matters results outcomes measures decisions issues priorities projects steps areas fields themes "
    "questions tasks conclusions goals aims recommendations principles actions initiatives things resolutions demands wishes requests"
)
_GROUPS: Final = word_set("force panel group committee team task working")
ANNOUNCING: Final = word_set("announced announces reported reports said says stated states")
_TIMES: Final = word_set("never ever day week month year evening night not long shortly")
LEARNING: Final = word_set("hear learn read")


@dataclass(frozen=True, slots=True)
class Clause:
    """A deed as found in the words of one sentence, before its object is split into items.

    `first`: where the clause begins; `object`: the words that it is about, or None where they are in the items that follow.
    """

    hit: Hit | None
    act: str
    modality: str
    first: int
    head: int
    last: int
    voice: str
    subject: Party | None
    object_before: tuple[int, int] | None = None
    object_after: tuple[int, int] | None = None
    rule: str = ""
    infinitive: bool = False
    past: bool = True


@dataclass(slots=True)
class Wording:
    """The words of one sentence (without asides and direct speech), its parties, and what stands before it."""

    words: Sequence[Token]
    parties: Parties
    lexicon: Lexicon
    previous: Party | None
    """The subject of the sentence before: whom "they" and "it" stand for."""
    nearest: Party | None
    """The same, where the sentence directly before has one: whom "it" stands for."""
    has_meeting: bool
    we_decide: bool = False
    """Whether "we" are the offices: on a page of one of them."""
    planned: bool = False
    """Whether the meeting is still to come: then the present tense tells of what will be done."""
    label_allowed: bool = False
    """Whether a participle at the end is the label of the items below ("Points agreed")."""
    in_list: bool = False
    """Whether the words are an item of a list, or a line of a summary: there a noun can tell of an act ("Adoption of …")."""
    decided_heading: bool = False
    results_heading: bool = False
    """Whether the heading above is "Results", "Outcomes" or the like."""
    after_decision: bool = False
    """Whether the sentence before tells of something agreed: then "X will be added" is a next step of it."""
    implied: Party | None = None
    """Who does what a verb without subject says at the start of an item."""
    implied_time: str = "done"
    """Whether that verb says what was done or what will be: "The participants will - check …"."""
    chronicle: bool = False
    """Whether the words stand in a line of a chronicle, which tells of the past in the present tense."""
    top_level: bool = False
    """Whether the meeting is one of heads or deputy heads: what groups report there is reviewed."""
    to_industry: bool = False
    """Whether the meeting is one with industry: what is announced there, industry is told."""

    def main_subject(self) -> Party | None:
        """Return whom the sentence is about: its first party that is no complement of a preposition, pronouns resolved."""
        party = self.parties.leading(0, len(self.words))
        if party is None:
            return None
        if party.plural and any(w.form in _GROUPS for w in self.words[party.last : party.last + 2]):
            party = replace(party, plural=False)  # "The IP5 task force … met. It …"
        return self._resolved(party)

    # --- places in the sentence -------------------------------------------------------------------------------------

    def _boundary(self, hi: int, lo: int = 0) -> int:
        """Return where the noun phrase before `words[hi]` begins: after the last sign, joint or opening of a clause."""
        at = hi
        while at > lo and self.words[at - 1].form not in SIGNS and self.words[at - 1].form not in BREAKS and not self._opens(at - 1):
            at -= 1
        return at

    def _opens(self, at: int) -> bool:
        """Tell whether `words[at]` opens a clause: "which", "when", "that" - but not "on that occasion", "such as"."""
        form = self.words[at].form
        if form not in SUBORDINATORS:
            return False
        if form == "before" and at > 0 and self.words[at - 1].form in _TIMES:
            return False  # "never before treated", "the day before"
        return not (form == "that" and at > 0 and self.words[at - 1].form in PREPOSITIONS) and not self._such_as(at)

    def _such_as(self, at: int) -> bool:
        return self.words[at].form == "as" and at > 0 and self.words[at - 1].form in ("such", "well", "as", "far", "known")

    def _segment(self, at: int) -> int:
        """Return where the part of the sentence begins that holds `words[at]`: after the last semicolon or colon."""
        while at > 0 and self.words[at - 1].form not in (";", ":"):
            at -= 1
        return at

    def _joint_before(self, lo: int) -> bool:
        return lo == 0 or self.words[lo - 1].form in SIGNS or self.words[lo - 1].form in BREAKS

    def trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Return `words[first:last]` without joints, adverbs and prepositions at its ends; None where nothing is left."""
        while last > first and (
            not self.words[last - 1].is_word
            or self.words[last - 1].form in BREAKS
            or self.words[last - 1].form in ("also", "further", "moreover", "both")
        ):
            last -= 1
        while first < last:
            form = self.words[first].form
            noun = form == "to" and first + 1 < last and self.words[first + 1].form in DETERMINERS  # "gave consent to the plan"
            if form in _LEADING and not noun:
                break
            if noun:
                first += 1
                continue
            if not self.words[first].is_word or form in _STRIPPED or (is_adverb(form) and form not in ("both", "each", "all")):
                first += 1
            else:
                break
        return (first, last) if first < last else None

    def is_generic(self, stretch: tuple[int, int] | None) -> bool:
        """Tell whether a stretch says no more than "the following points"."""
        return stretch is None or all(w.form in _GENERIC or not w.is_word or w.form.isdigit() for w in self.words[stretch[0] : stretch[1]])

    def is_listing(self, stretch: tuple[int, int] | None) -> bool:
        """Tell whether a stretch announces several things that are to follow: "five priorities put forward by industry"."""
        if stretch is None:
            return False
        for at in range(stretch[0], min(stretch[0] + 7, stretch[1])):
            form = self.words[at].form
            if form in _LISTED_NOUNS:
                return True
            if form in PREPOSITIONS or form in SUBORDINATORS or form in (",", ":"):
                return False
        return False

    def is_source(self, stretch: tuple[int, int] | None) -> bool:
        """Tell whether a stretch only says from whom: "heard from the offices"."""
        if stretch is None:
            return True
        before = self.words[stretch[0] - 1].form if stretch[0] > 0 else ""
        first = stretch[0] + 1 if self.words[stretch[0]].form == "from" else stretch[0]
        if before != "from" and first == stretch[0]:
            return False
        here = self.parties.within(first, stretch[1])
        return bool(here) and all(not w.is_word for w in self.words[here[-1].last : stretch[1]])

    # --- subjects ---------------------------------------------------------------------------------------------------

    def _resolved(self, party: Party) -> Party:
        form = self.words[party.last - 1].form
        if form == "we" and self.we_decide:
            return replace(party, kind=TOGETHER, plural=True)
        if party.last - party.first == 1 and form in ("they", "it", "them"):
            if form == "they":
                kind = INDUSTRY if self.previous is not None and self.previous.kind == INDUSTRY else TOGETHER
                if self.we_decide and any(w.form == "us" for w in self.words[party.last : party.last + 4]):
                    kind = INDUSTRY  # "They told us", where "we" are the offices
                leading = self.parties.leading(0, party.first)
                kind = INDUSTRY if leading is not None and leading.kind == INDUSTRY else kind
                before = self.previous
            else:
                near = [p for p in self.parties.found if p.last <= party.first and p.name != ("it",)]
                before = near[-1] if near else self.nearest
                kind = TOGETHER if before is not None and before.kind == TOGETHER and not before.plural else SINGLE
            return replace(
                party, kind=kind, mention=before.mention if before else None, slug=before.slug if before and before.kind == kind else None
            )
        return party

    def _subject(self, group: VerbGroup, found: list[Clause]) -> tuple[Party | None, int]:
        """Return who does what an active verb says, and where the clause begins; None where nobody can be named."""
        hi = group.first
        while hi > 0 and is_adverb(self.words[hi - 1].form) and self.words[hi - 1].form not in ("both", "all", "each"):
            hi -= 1
        lo = self._boundary(hi)
        opener = self.words[lo - 1].form if lo > 0 else ""
        if opener in ("after", "before", "since", "until") and (late := self.parties.subject(lo, hi)) is not None and late.first - lo >= 3:
            return self._resolved(late), late.first  # "After reports by the deputies they agreed …": a preposition
        if opener in HYPOTHETICAL or opener in ("as", "after", "once", "how", "what", "why"):
            return None, lo
        embedded = bool(found) and lo > found[-1].last
        if lo == hi and opener == "who" and not found and (whom := self._antecedent(lo - 1)) is not None:
            return whom, whom.first
        if lo == hi:
            subject = None if opener in SUBORDINATORS else self._inherited(group, found)
            return subject, (subject.first if subject is not None and not found else hi)
        party = self.parties.subject(lo, hi)
        if party is not None:
            party = self._resolved(party)
        joined = self._joined(party, lo)
        if joined is not party and joined is not None:
            return joined, joined.first
        start = self._segment(hi)
        if (party is None or party.kind == SINGLE) and self.parties.several(found[-1].last if embedded else start, hi):
            listed = self.parties.leading(start, hi)
            if (
                listed is not None
                and listed.first > 0
                and self.words[listed.first - 1].form == "that"
                and not self._announced(listed.first - 1)
            ):
                return None, lo
            return (replace(listed, kind=TOGETHER, plural=True, slug=None, mention=None) if listed else None), start
        if opener in SUBORDINATORS and opener not in ("while", "whereas", "although", "though", "because", "since", "so"):
            if embedded and self._embeds(found[-1], lo - 1) and not self._adds(lo - 1):
                return None, lo
            if opener == "that" and not self._announced(lo - 1):
                return None, lo
        return party, lo

    def _antecedent(self, who: int) -> Party | None:
        """Return the party that "who" takes up: "… to the heads, who established it"."""
        end = who - 1 if who > 0 and self.words[who - 1].form == "," else who
        here = [p for p in self.parties.found if p.last == end and p.kind == TOGETHER]
        return here[-1] if here and end < who else None

    def _joined(self, party: Party | None, lo: int) -> Party | None:
        """Return "the heads and industry" as the heads with industry: what they do together is done at their meeting."""
        observer = party is not None and party.kind == SINGLE and party.mention == "organisation"  # "the offices and WIPO"
        if (
            party is not None
            and party.kind == TOGETHER
            and party.first > 1
            and self.words[party.first - 1].form in ("its", "his", "her", "their")
        ):
            others = [p for p in self.parties.found if p.last == party.first - 2 and p.kind != TOGETHER]
            if others and self.words[party.first - 2].form == "and":
                return others[0]  # "JIPA and its partners"
        if party is None or not (party.kind == INDUSTRY or observer) or lo == 0 or self.words[lo - 1].form != "and":
            return party
        before = self.parties.subject(self._boundary(lo - 1), lo - 1)
        if before is None or before.kind != TOGETHER:
            return party
        return replace(before, last=party.last, name=(*before.name, "and", *(() if observer else ("industry",))), slug=None, mention=None)

    def _embeds(self, clause: Clause, at: int) -> bool:
        """Tell whether `words[at]` opens a clause within what `clause` is about."""
        return at >= clause.last and self.words[at].form in SUBORDINATORS

    def _adds(self, at: int) -> bool:
        """Tell whether `words[at]` opens an addition that tells of something else: "a scoping document, which the heads endorsed"."""
        return at > 0 and self.words[at].form in ("which", "whom") and self.words[at - 1].form in (",", "in", "by")

    def _announced(self, that: int) -> bool:
        """Tell whether "that" follows "an office announced", not what a person said."""
        if that > 1 and self.words[that - 1].form in LEARNING and self.words[that - 2].form == "to":
            return True  # "many will be glad to hear that the heads agreed …"
        if that == 0 or self.words[that - 1].form not in ANNOUNCING:
            return False
        speaker = self.parties.subject(self._boundary(that - 1), that - 1)
        return speaker is not None and (speaker.mention == "office" or speaker.kind == TOGETHER)

    def _inherited(self, group: VerbGroup, found: list[Clause]) -> Party | None:
        """Return the subject of a verb that follows "and" or a comma: that of the verb before it."""
        if found and found[-1].voice != "opening":
            before = found[-1]
            if before.voice == "active" and before.subject is not None:
                return before.subject
            if before.voice != "active":
                return None
        lo = self._segment(group.first)
        if self.implied is not None and lo == 0 and all(is_adverb(w.form) for w in self.words[: group.first]):
            return replace(self.implied, first=group.first, last=group.first)
        party = self.parties.leading(lo, group.first)
        if (
            party is not None
            and group.first > 0
            and self.words[group.first - 1].form == ","
            and not self._closes_aside(party, group.first - 1)
        ):
            return None  # "the agreement to build X, discussed at the meeting"
        if party is None or (party.first > lo and self._opens(party.first - 1)):
            return None  # "what they do, or fail to do, is felt …"
        if party.kind == SINGLE and self.parties.several(lo, group.first):
            return replace(party, kind=TOGETHER, plural=True)
        return self._resolved(party)

    def _closes_aside(self, party: Party, comma: int) -> bool:
        """Tell whether a comma closes an addition to the subject ("The heads, meeting in Seoul,") or after "and" (", and, with …,")."""
        openings = [k for k in range(max(party.last, comma - 40), comma) if self.words[k].form == ","]
        if any(self.words[k - 1].form in BREAKS for k in openings):
            return True
        if not openings or openings[0] - party.last > 8:
            return False
        return not any(w.form in AUXILIARIES for w in self.words[party.last : openings[0]])

    def _agent(self, hit: Hit) -> Party | None:
        """Return the party after "by", if the verb is followed by one."""
        for at in range(hit.last, min(hit.last + 6, len(self.words))):
            if self.words[at].form in (",", ";", ":"):
                return None
            if self.words[at].form == "by":
                here = self.parties.within(at + 1, min(at + 14, len(self.words)))
                if not here:
                    return None
                if self.parties.several(at + 1, len(self.words)):
                    return replace(here[0], kind=TOGETHER)
                return self._resolved(here[0])
        return None

    # --- clauses ----------------------------------------------------------------------------------------------------

    def _clause(self, hit: Hit, group: VerbGroup, voice: str, subject: Party | None, lo: int, time: str) -> Clause:
        if hit.cue.modality == "negated":
            modality = "done" if group.negated else "negated"
        elif group.negated:
            modality = "negated"
        else:
            modality = "intended" if time == "future" or hit.cue.modality == "intended" else "done"
        past = bool(hit.tags & {"past"}) and not (hit.tags & {"base"} and group.first == group.head)
        return Clause(
            hit,
            hit.act,
            modality,
            lo,
            group.head,
            hit.last,
            voice,
            subject,
            None,
            None,
            f"{hit.act}-{voice}",
            past=past or group.first != group.head,
        )

    def _relative(self, group: VerbGroup) -> bool:
        """Tell whether a verb stands in a relative clause: what a thing will be used for is no step of its own."""
        lo = self._boundary(group.first)
        return lo > 0 and self.words[lo - 1].form in ("which", "who", "whom", "whose", "that", "where")
