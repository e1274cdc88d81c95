"""Passives: "the plan was adopted", "it was agreed that …", and phrases that are passives by themselves ("agreement was reached on")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ip5kg.interpret.acts import Hit, strip_gap
from ip5kg.interpret.clauses import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FINITE,
    FUTURE,
    HYPOTHETICAL,
    MODALS,
    NOT,
    PASTS,
    PREPOSITIONS,
    SUBORDINATORS,
    Token,
    VerbGroup,
    is_adverb,
    verb_group,
    word_set,
)
from ip5kg.interpret.nominals import NominalReader
from ip5kg.interpret.otherwise import is_no_deed
from ip5kg.interpret.parties import INDUSTRY, SINGLE, TOGETHER
from ip5kg.interpret.wording import ANNOUNCING, BINDING, BREAKS, EXCHANGING, HABITUAL, Clause

_TENSED: Final = word_set(
    "place on around to with emerged covered covers cover concerned concerns concern formed about commented answered replied "
    "responded answers began started begins : discussed discussion prevailed existed ensued followed arose fell came disputed"
)
"""Last words of phrases that need no auxiliary: "discussions centred on", "a consensus emerged"."""
_SOME_DAY: Final = word_set("if when next soon later unless once future tomorrow")
_NO: Final = word_set("not cannot no never")
_GRANTED: Final = word_set("agreed accepted granted met approved fulfilled taken accommodated")
_FAILED: Final = word_set("failed fails fail")
_FROM_WHOM: Final = word_set("of from by with among in")
_NEAR: Final = 5
_PLACES: Final = word_set("forum platform framework venue opportunity mechanism channel arena basis")
_HANDED: Final = word_set("handed over passed on referred sent given")
_PLACED: Final = word_set("was were used offered provided gave served took")
_WANTED: Final = word_set("sought requested desired wanted")
_NOUN_CLAUSES: Final = word_set("that what how whether why who which whose")
"""Openers of a clause that can itself be what a passive verb speaks of: "how X works was discussed"."""


@dataclass(slots=True)
class PassiveReader(NominalReader):
    """Reads deeds whose verb does not name who acts."""

    def _passive(self, hit: Hit, group: VerbGroup, found: list[Clause], time: str | None = None) -> Clause | None:
        if hit.cue.words == ("deal", "with"):
            return None  # "the tasks are dealt with in three groups"
        time = time or group.time
        present = time == "done" and group.form == "finite" and any(w.form in ("is", "are") for w in self.words[group.first : group.head])
        if (
            present
            and hit.act in HABITUAL
            and hit.act != "proposed"
            and not any(w.form == "being" for w in self.words[group.first : group.head])
        ):
            return None
        agent = self._agent(hit)
        if agent is not None and agent.kind != TOGETHER:
            return None
        speaker = None if agent is not None or found else self.parties.leading(0, group.first)
        if speaker is not None and speaker.kind == INDUSTRY and any(w.form == "," for w in self.words[speaker.last : group.first]):
            return None  # "The users explained …, and it was agreed to meet": what industry settles among itself
        lo = self._passive_start(group, found)
        if lo is None:
            return None
        opener = self.words[lo - 1].form if lo > 0 else ""
        if lo == 1 and opener == "that":  # "That patents matter was reaffirmed", "That proposal was adopted"
            opener = ""
        if opener in HYPOTHETICAL or opener in ("as", "after", "once", "how", "what", "why", "that", "when", "where", "since"):
            return None
        if time == "future" and opener in ("which", "who", "whose"):
            return None
        if is_no_deed(self.words, hit, lo, group.first) or (present and self.words[hit.first].form == "committed"):
            return None
        if lo == 1 and self.words[0].form == "that":
            lo = 0
        region = (lo, group.first)
        party = self.parties.subject(lo, group.first)
        if self.words[lo].form == "no" and lo < group.first - 1:  # "no date was fixed"
            if hit.act not in BINDING | {"discussed"}:
                return None
            group = replace(group, negated=True)
        told = hit.act == "shared-information" and party is not None and (party.kind != SINGLE or party.mention is not None)
        spoken = self.words[group.first - 1].form == "it" if group.first > 0 else False
        if (
            self.to_industry
            and spoken
            and hit.act == "shared-information"
            and hit.last < len(self.words)
            and self.words[hit.last].form == "that"
        ):
            return self._clause(hit, group, "told", None, lo, time)  # "it was announced that …": industry is told
        someone = self.parties.leading(lo, group.first) if hit.act == "shared-information" else None
        if someone is not None and someone.kind == SINGLE and someone.mention is None and someone.name != ("we",):
            return None  # "A colleague, who spoke to delegates, was told …"
        if told and self._told_refusal(hit.last):
            return replace(self._clause(hit, group, "told", None, lo, time), act="agreed", modality="negated", rule="agreed-told")
        if told and agent is not None and agent.mention == "body" and party is not None and party.kind == TOGETHER:
            return replace(self._clause(hit, group, "told", None, lo, time), act="reviewed", rule="reviewed-told")
        if told:
            if self.words[hit.first].form in (
                "presented",
                "shown",
                "introduced",
                "announced",
                "reported",
                "shared",
                "released",
                "described",
                "explained",
            ):
                return None
            return self._clause(hit, group, "told", None, lo, time)
        before: tuple[int, int] | None = region
        if all(w.form in ("it", "there") or is_adverb(w.form) for w in self.words[lo : group.first]):
            before = None
        elif all(w.form in ("this", "that", "too", "also", "all") or is_adverb(w.form) for w in self.words[lo : group.first]) and lo > 1:
            if found:
                return self._settled(hit, group, found, lo)
            start = self._segment(lo - 1) if self.words[lo - 1].form in (";", ":") else 0
            before = (start, lo - 1)  # "X is to go faster; this was agreed"
            lo = start
        clause = self._clause(hit, group, "passive", agent, lo, time)
        return replace(clause, object_before=before)

    def _received(self, hit: Hit, group: VerbGroup, found: list[Clause]) -> Clause | None:
        """ "The plan obtained the endorsement of the heads": what the act is about is the subject, who did it stands behind."""
        before = self.words[group.first - 1].form if group.first > 0 else ""
        if group.form == "infinitive" and before in _FAILED:  # "the motion failed to win support"
            group = replace(group, first=group.first - 1, form="finite", negated=True, time="done")
        if group.form not in ("finite", "participle") or group.time == "should":
            return None
        at = hit.last
        if at < len(self.words) and self.words[at].form in _FROM_WHOM:
            here = self.parties.within(at + 1, min(at + 10, len(self.words)))
            if here and not self.parties.several(at + 1, len(self.words)):
                giver = self._resolved(here[0])
                if giver.kind != TOGETHER:
                    return None
            if here:
                hit = replace(hit, last=here[-1].last if all(p.last - here[0].first < 14 for p in here) else here[0].last)
        lo = self._passive_start(group, found)
        whole = lo is not None and self.words[lo].form in _NOUN_CLAUSES  # "How industry can be involved was a subject of the talks"
        party = self.parties.subject(lo, group.first) if lo is not None else None
        thing = party is not None and party.mention in ("body", "series") and hit.act in EXCHANGING  # "The GDTF took up much of the day"
        born = hit.act in ("established", "launched")  # "a task force came into being"
        if lo is None or (party is not None and not (whole or thing or born)):
            return None  # "the five offices won the support of industry"
        state = group.head == group.first and self.words[group.head].form in ("is", "are", "stands", "stand")
        if state and self.planned:
            group = replace(group, time="future")  # "the outlook is also on the list"
        refused = group.negated or any(w.form in NOT for w in self.words[group.head : hit.last])
        refused = refused or hit.cue.modality == "negated"
        hit = replace(hit, cue=replace(hit.cue, modality="done")) if refused else hit
        clause = self._passive(hit, replace(group, form="finite", voice="passive", negated=refused), found)
        if clause is None or not refused:
            return clause
        return replace(clause, act="agreed", rule="agreed-passive")  # a wish that was turned down

    def _told_refusal(self, at: int) -> bool:
        """Tell whether somebody was told no: "we were told that this could not be agreed to"."""
        later = [w.form for w in self.words[at : at + 14]]
        return bool(later) and later[0] == "that" and bool(set(later) & _NO) and bool(set(later) & _GRANTED)

    def _settled(self, hit: Hit, group: VerbGroup, found: list[Clause], lo: int) -> Clause | None:
        """ "The offices proposed to extend the phase, and this was agreed": the outcome takes the place of the proposal."""
        before = found[-1]
        if before.act not in EXCHANGING or before.voice not in ("active", "passive"):
            return None
        end = next((k for k in range(lo - 1, before.last, -1) if self.words[k].is_word and self.words[k].form not in BREAKS), before.last)
        thing = self.trim(before.last, end + 1) if before.voice == "active" else before.object_before
        found.pop()
        clause = self._clause(hit, group, "passive", before.subject, before.first, group.time)
        return replace(clause, object_before=thing)

    def _passive_start(self, group: VerbGroup, found: list[Clause]) -> int | None:
        """Return where the noun phrase begins of which a passive verb speaks; None where it is part of an earlier deed."""
        hi = group.first
        if hi > 0 and self.words[hi - 1].form in ("it", "there"):
            lo = hi - 1
            if found and not self._joint_before(lo):
                return None
            return lo
        if hi > 0 and self.words[hi - 1].form in ("which", "that", "who"):  # a relative clause: the noun phrase is before it
            at = hi - 1
            if at > 0 and self.words[at - 1].form == ",":
                at -= 1
            if found and at >= found[-1].last:
                return None
            return self._boundary(at)
        floor = found[-1].last if found else self._segment(hi)
        joint = None
        at = hi - 1
        while at >= floor:
            form = self.words[at].form
            if self._opens(at) and form not in ("while", "whereas", "so", "although", "though"):
                if form == "whose":
                    return at
                how_to = form in ("how", "what", "where", "when") and at + 1 < hi and self.words[at + 1].form == "to"
                phrase = bool(found) and form in ("since", "after", "before", "until") and not any(w.form == "," for w in self.words[at:hi])
                if phrase or how_to or any(w.form in FINITE for w in self.words[at + 1 : hi]) or (form == "that" and self._after_noun(at)):
                    # "points that the groups could not settle will be …", "a function that alerts users will be …"
                    at -= 1
                    continue
                if form in ("which", "who", "whom"):
                    if at > 0 and self.words[at - 1].form in PREPOSITIONS:  # "in the course of which a memorandum was signed"
                        return None if found else at + 1
                    break
                if not found and form in ("after", "before", "since") and (comma := self._closes_phrase(at, hi)) is not None:
                    return comma + 1  # "After two years of preparation, the pilot was given the green light"
                if not found:
                    return (
                        at + 1
                        if form in HYPOTHETICAL or form in ("as", "after", "once", "how", "what", "why", "that", "when", "where", "since")
                        else floor
                    )
                return None
            if form in ("while", "whereas", "but", ";") or (form == "and" and at > 0 and self.words[at - 1].form == ","):
                joint = at + 1
                break
            if form == "and" and found and joint is None:
                joint = at + 1
            at -= 1
        if found and joint is not None and self.words[found[-1].last - 1].form == "that" and self.words[joint - 2].form != ",":
            return None  # "learned that a task force on new technologies and AI is to be set up"
        if found:
            return joint
        if joint is not None and any(w.form in AUXILIARIES or w.form.endswith("ed") for w in self.words[floor : joint - 1]):
            return joint
        lo = floor
        while self.words[lo].form in PREPOSITIONS or (
            self.words[lo].form in SUBORDINATORS and self.words[lo].form not in _NOUN_CLAUSES
        ):  # "On the 12th, in the joint meeting, issues …"
            comma = next((k for k in range(lo, hi) if self.words[k].form == ","), None)
            if comma is None or comma + 1 >= hi:
                break
            lo = comma + 1
        if self.words[lo].form in PREPOSITIONS:  # "with the USPTO a memorandum …": the noun phrase that no preposition governs
            free = (k for k in range(lo + 2, hi) if self.words[k].form in ("a", "an", "the") and self.words[k - 1].form not in PREPOSITIONS)
            lo = next((k for k in free if self.words[k - 1].form not in DETERMINERS and self.words[k - 1].form not in BREAKS), lo)
        return lo

    def _closes_phrase(self, at: int, hi: int) -> int | None:
        """Return the comma that closes a phrase without a verb behind `words[at]`."""
        comma = next((k for k in range(at + 1, hi) if self.words[k].form == ","), None)
        if comma is None or comma + 1 >= hi:
            return None
        return comma if not any(w.form in FINITE or w.form in PASTS for w in self.words[at:comma]) else None

    def _after_noun(self, that: int) -> bool:
        """Tell whether "that" follows a noun, and so opens a relative clause, not what was said or agreed."""
        if that == 0 or self.words[that - 1].form in self.lexicon.by_form or self.words[that - 1].form in ANNOUNCING:
            return False
        return (
            not self.words[that - 1].form.endswith("ed")
            and not is_adverb(self.words[that - 1].form)
            and that > 1
            and self.words[that - 2].form in DETERMINERS
        )

    # --- phrases and nouns ------------------------------------------------------------------------------------------

    def _phrase(self, hit: Hit, found: list[Clause]) -> Clause | None:
        """ "agreement was reached on", "views were exchanged": a passive whose noun belongs to the cue."""
        if hit.cue.words[0] == "not":
            return self._refused(hit, found)
        inner = self.words[hit.first : hit.last]
        refused = any(w.form == "no" for w in self.words[max(0, hit.first - 2) : hit.first]) or any(w.form in NOT for w in inner)
        reached = hit.act == "agreed" and not any(w.form in _SOME_DAY for w in self.words[hit.last :])  # "agreement could be reached on"
        if any(
            w.form in MODALS and w.form not in ("will", "shall") and not ((refused or reached) and w.form in ("could", "cannot"))
            for w in inner
        ):
            return None
        before = self.words[hit.first - 1].form if hit.first > 0 and hit.cue.words[0] == "be" else ""
        if before in MODALS - FUTURE or (before == "to" and hit.first > 1 and self.words[hit.first - 2].form not in BE):
            return None
        future = (
            before in FUTURE
            or before == "to"
            or any(w.form in ("will", "shall") for w in inner)
            or any(a.form == "to" and b.form == "be" for a, b in pairwise(inner))
            or any(w.form in _WANTED for w in inner)  # "endorsement by the heads is sought"
        )
        if (
            hit.act in HABITUAL
            and not future
            and any(w.form in ("is", "are") for w in inner)
            and hit.cue.words[0] not in ("there", "be", "on")
        ):
            return None
        tensed = hit.cue.words[0] == "there" or hit.cue.words[-1] in _TENSED or inner[-1].form in _TENSED or inner[-2].form == "without"
        if not tensed and not any(w.form in FINITE for w in inner):
            return None  # "how information shared among them …": no verb at all
        if hit.cue.words[0] == "decision" and self.after_decision and self._only_recalls(hit):
            return None  # "The decision was taken in Incheon": told before
        agent = self._agent(hit)
        if agent is not None and agent.kind != TOGETHER:
            return None
        if hit.cue.words[-1] == ":" and any(w.form in FINITE for w in self.words[hit.last :]):
            return None  # "Also on the agenda: the offices will …": sentences of their own follow
        if hit.act == "decided" and hit.cue.words[-1] == "to" and hit.cue.words[-2] in _HANDED and not self._to_group(hit.last):
            return None  # "will be handed over to the meeting of the heads"
        if any(w.form in _PLACES for w in self.words[max(0, hit.first - _NEAR) : hit.first]) and not any(
            w.form in _PLACED for w in self.words[max(0, hit.first - 2 * _NEAR) : hit.first]
        ):
            return None  # "It offers a forum for talks on AI"
        lo = self._boundary(hit.first)
        if lo == 1 and self.words[0].form == "that":
            lo = 0  # "That request was turned down"
        opener = self.words[lo - 1].form if lo > 0 else ""
        if opener in HYPOTHETICAL or opener in ("as", "after", "that", "how", "what", "where", "when", "once"):
            return None
        if found and lo > found[-1].last and not self._joint_before(lo):
            return None
        negated = hit.cue.modality == "negated" or any(
            w.form in ("no", "not", "never") for w in self.words[max(lo, hit.first - 2) : hit.last]
        )
        modality = "negated" if negated else "intended" if future or hit.cue.modality == "intended" else "done"
        if future and hit.act == "shared-information":  # "further information will be given on the website"
            return None
        gap = strip_gap(self.words, hit.gap) if hit.gap is not None else None
        if gap is not None and hit.cue.words[-1] in PREPOSITIONS | {"to"} and self.trim(hit.last, len(self.words)) is not None:
            gap = None  # "Discussions in Berlin revolved around A and B"
        if hit.cue.words[0] == "be" and (not found or self._segment(hit.first) >= found[-1].last):
            lo = self._segment(hit.first)
        if (
            hit.cue.words[0] in ("be", "among", "under", "up") and lo < hit.first
        ):  # "X was on the agenda", "X were among the topics discussed"
            gap = self.trim(lo, hit.first)
            while gap is not None and gap[1] > gap[0] and self.words[gap[1] - 1].form in AUXILIARIES:
                gap = (gap[0], gap[1] - 1) if gap[1] - 1 > gap[0] else None
        return Clause(
            hit,
            hit.act,
            modality,
            lo,
            hit.first,
            hit.last,
            "phrase",
            agent,
            gap,
            None,
            f"{hit.act}-phrase",
            past=not self._in_present(inner),
        )

    def _refused(self, hit: Hit, found: list[Clause]) -> Clause | None:
        """ "A second meeting was not granted", "the demands were not met": a passive whose negation belongs to the cue."""
        if hit.first == 0 or self.words[hit.first - 1].form not in AUXILIARIES:
            return None
        verb = next(k for k in range(hit.first + 1, hit.last) if not is_adverb(self.words[k].form))
        group = verb_group(self.words, verb, frozenset({"pp"}))
        if group.form != "finite" or group.voice != "passive" or group.time == "should":
            return None
        clause = self._passive(hit, group, found)
        return None if clause is None else replace(clause, modality="negated")

    def _to_group(self, at: int) -> bool:
        """Tell whether a group of the offices is named at `words[at]`."""
        here = self.parties.within(at, min(at + 8, len(self.words)))
        return bool(here) and here[0].kind == TOGETHER and here[0].mention == "body"

    def _only_recalls(self, hit: Hit) -> bool:
        follows = self.words[hit.last].form if hit.last < len(self.words) else ""
        return hit.first > 0 and self.words[hit.first - 1].form in ("the", "this") and follows not in ("on", "to", "that", "about", ":")

    @staticmethod
    def _in_present(inner: Sequence[Token]) -> bool:
        """Tell whether a phrase stands in the present: "is on the agenda", "discussion covers"."""
        return any(w.form in ("is", "are", "covers", "cover", "concerns", "concern") for w in inner)
