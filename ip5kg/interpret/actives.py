"""Actives: "the heads adopted", "they plan to discuss", ", noting that …", "Discussed: …" - deeds whose verb has a subject of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.acts import Hit
from ip5kg.interpret.clauses import (
    BE,
    FINITE,
    PREPOSITIONS,
    SUBORDINATORS,
    VerbGroup,
    is_adverb,
    word_set,
)
from ip5kg.interpret.otherwise import counts_things, is_no_deed, opens_meeting
from ip5kg.interpret.parties import COUNTRIES, INDUSTRY, SINGLE, TOGETHER, Party
from ip5kg.interpret.passives import PassiveReader
from ip5kg.interpret.wording import BINDING, BREAKS, EXCHANGING, HABITUAL, LEARNING, SIGNS, Clause

TOPIC_NOUNS: Final = word_set("topics topic items item points point subjects subject matters issues themes questions agenda areas")
BEFORE_TOPICS: Final = word_set(
    "the among other further main important several three four five six two that were are to be of these which in"
)
INCLUDING: Final = word_set("include included includes including comprised covered")
_HEARING: Final = word_set("hear heard hears hearing listen listened listens")
_WISHES: Final = word_set("views opinions voice voices wishes concerns needs demands requests opinion ideas")
_LEARNING: Final = word_set("learn learnt learned hear heard receive received get got obtain obtained given")
_PLEDGED: Final = word_set("pledged promised vowed committed")
_ANEW: Final = word_set("again anew afresh once")
_ACCOUNTS: Final = word_set("report reports results progress account accounts")
EXPERTS: Final = word_set("experts group groups panel force forces deputies specialists teams team committee")


@dataclass(slots=True)
class ActiveReader(PassiveReader):
    """Reads deeds from their verbs: finite ones, participles, infinitives after a verb of intention."""

    def _active(self, hit: Hit, group: VerbGroup, found: list[Clause], time: str) -> Clause | None:
        present = group.form == "finite" and group.time == "done" and bool(hit.tags & {"base", "s"}) and group.first == group.head
        if present and group.first > 0 and self.words[group.first - 1].form in PREPOSITIONS | {"a", "an", "the"}:
            return None  # "in charge", "a report": nouns
        if (
            present
            and "base" in hit.tags
            and found
            and found[-1].modality == "intended"
            and found[-1].voice == "active"
            and found[-1].subject is not None
        ):
            lo = self._boundary(group.first)
            if lo == group.first and self.words[lo - 1].form in ("and", ",") and lo > found[-1].last:  # "will review A and discuss B"
                return replace(self._clause(hit, group, "active", found[-1].subject, lo, "future"), infinitive=found[-1].infinitive)
        if present and self.implied_time == "future" and self._opens_item(group):
            time = "future"  # "The participants will - check the progress of …"
        elif present and hit.act in HABITUAL and not self.chronicle:
            if not self.planned:
                return None
            time = "future"  # "the deputies meet tomorrow and discuss …"
        if group.time == "future" and self._relative(group):
            return None
        if time == "future" and hit.act == "welcomed":
            return None  # "many will be glad to hear that": a guess at what others feel
        subject, lo = self._subject(group, found)
        if subject is None or self._within(hit, group, found, lo):
            return None
        if hit.act == "reviewed" and self._hears_wishes(hit):
            return None
        if present and any(p.last < subject.first and p.kind == SINGLE for p in self.parties.within(lo, subject.first)):
            return None  # "he bid all delegates welcome"
        inherited = self._boundary(group.first) == group.first and not self._opens_item(group)
        if present and (self._number_differs(subject, group) or (inherited and (not found or found[-1].past))):
            return None  # "the working group report", "trial and appeal boards": a noun that looks like a verb
        if self._is_otherwise(hit):
            return None
        if subject.kind != TOGETHER:
            return self._of_one(hit, group, subject, lo, time)
        clause = self._reported(self._clause(hit, group, "active", subject, lo, time), hit)
        scheduled = time == "future" and any(w.form == "to" for w in self.words[group.first : group.head])
        if scheduled and hit.act in EXCHANGING and not self.planned and self.words[subject.last - 1].form == "it":
            return None  # "The task force was set up. It is to look into …": what it is for
        return self._with_antecedent(replace(clause, infinitive=scheduled), found)  # "are to review A and to adopt B"

    def _past(self, hit: Hit, group: VerbGroup, found: list[Clause]) -> Clause | None:
        """A past tense, or a past participle without auxiliary: "the heads adopted", "the plan adopted", "new ones selected"."""
        label = self._label(hit, group) or self._verdict(hit, group)
        if label is not None:
            return label
        before = found[-1] if found else None
        if before is not None and before.voice == "passive" and "pp" in hit.tags:
            lo = self._boundary(group.first)
            if lo == group.first and self.words[lo - 1].form in ("and", ","):  # "were deliberated and agreed"
                if hit.last - before.last <= 3:
                    return replace(
                        self._clause(hit, group, "passive", before.subject, before.first, "done"),
                        modality=before.modality,
                        object_before=before.object_before,
                    )
            elif (
                lo > before.last
                and self.words[lo - 1].form == "and"
                and self.parties.subject(lo, group.first) is None
                and (hit.last >= len(self.words) or self.words[hit.last].form not in ("to", "on", "upon"))
            ):
                lo = next((k for k in range(before.last, lo) if self.words[k].form not in (",", "and")), lo)
                clause = self._clause(hit, group, "passive", None, lo, "done")  # "and new ones selected"
                return replace(clause, modality=before.modality, object_before=(lo, group.first))
        if "past" not in hit.tags:
            return None
        subject, lo = self._subject(group, found)
        if subject is None and not found:
            subject, lo = self._as_decided(hit, group, lo)
        if subject is None or self._within(hit, group, found, lo):
            return None
        follows = self.words[hit.last].form if hit.last < len(self.words) else ""
        if follows == "by" and lo == group.first:  # ", adopted by the heads," belongs to the noun before
            return None
        if subject.kind != TOGETHER:
            return self._of_one(hit, group, subject, lo, "done")
        if self._is_otherwise(hit):
            return None
        clause = self._reported(self._clause(hit, group, "active", subject, lo, "done"), hit)
        return self._postposed(self._with_antecedent(clause, found), found)

    def _confirmed(self, hit: Hit) -> Hit:
        """ "confirmed that the policy has been adopted", "was confirmed as adopted": what was adopted counts."""
        if hit.act == "agreed" and self.words[hit.first].form in _PLEDGED:
            around = {w.form for w in self.words[max(0, hit.first - 3) : hit.last + 3]}
            return replace(hit, cue=replace(hit.cue, act="reaffirmed")) if around & _ANEW else hit  # "once more pledged to …"
        if hit.act != "reaffirmed" or not self.words[hit.first].form.startswith("confirm"):
            return hit
        later = [w.form for w in self.words[hit.last : hit.last + 20]]
        adopted = "adopted" in later and (later[0] == "as" or (later[0] == "that" and {"was", "been", "were", "is"} & set(later)))
        return replace(hit, cue=replace(hit.cue, act="adopted")) if adopted else hit

    def _as_decided(self, hit: Hit, group: VerbGroup, lo: int) -> tuple[Party | None, int]:
        """ "A pilot will start in 2018, as the heads decided": what was decided stands before the comma."""
        ends = not any(w.is_word for w in self.words[hit.last :])
        if not ends or hit.act not in BINDING or lo < 3 or self.words[lo - 1].form not in ("as", "so") or self.words[lo - 2].form != ",":
            return None, lo
        party = self.parties.subject(lo, group.first)
        return (party, lo - 1) if party is not None and party.kind == TOGETHER else (None, lo)

    def _postposed(self, clause: Clause, found: list[Clause]) -> Clause:
        """ "The pilot will be kept up until 2026, the offices agreed": what was agreed stands before the verb."""
        at = clause.first - 1
        told = len(found) == 1 and found[0].modality == "intended"  # "Priority will be given to drawings, the heads decided"
        if clause.act not in BINDING or clause.object_before is not None or (found and not told) or at < 3 or self.words[at].form != ",":
            return clause
        if any(w.is_word and not is_adverb(w.form) for w in self.words[clause.last :]):
            return clause
        lo = self._segment(at)
        said = self.words[lo:at]
        if not any(w.form in FINITE for w in said) or said[0].form in PREPOSITIONS | SUBORDINATORS:
            return clause
        found.clear()
        return replace(clause, first=lo, object_before=(lo, at), rule=clause.rule + "-postposed")

    def _label(self, hit: Hit, group: VerbGroup) -> Clause | None:
        """ "Discussed: A and B.", "Also discussed were A and B": the participle first, what it is about after it."""
        lo = self._boundary(group.first)
        ahead = [w.form for w in self.words[lo : group.first]]
        if self.label_allowed and lo == 1 and self.words[0].form == "what" and not any(w.is_word for w in self.words[hit.last :]):
            plain = all(w in BE | {"has", "have"} or is_adverb(w) for w in ahead) and "pp" in hit.tags and hit.act in EXCHANGING
            return self._clause(hit, group, "label", None, 0, "done") if plain else None  # "What was discussed"
        listed = (
            bool(ahead)
            and any(w in TOPIC_NOUNS for w in ahead)
            and all(w in TOPIC_NOUNS or w in BEFORE_TOPICS or is_adverb(w) for w in ahead)
        )
        if not listed and not all(is_adverb(w) or w in ("to", "be") for w in ahead):
            return None
        if lo > 0 and self.words[lo - 1].form not in (";", ":"):
            return None
        if "pp" not in hit.tags:
            return None
        if hit.last >= len(self.words):  # "Points agreed", "Adopted", above a list
            future = "to" in ahead
            return self._clause(hit, group, "label", None, lo, "future" if future else "done") if self.label_allowed else None
        follows = self.words[hit.last].form
        if listed:  # "Topics to be discussed are …", "Among the points discussed were …", "Topics discussed included …"
            after = next(
                (
                    k
                    for k in range(hit.last, min(hit.last + 10, len(self.words)))
                    if self.words[k].form in BE | INCLUDING or self.words[k].form == ":"
                ),
                None,
            )
            if after is None:
                return None
            clause = self._clause(hit, group, "label", None, lo, "future" if "to" in ahead else "done")
            return replace(clause, last=after + 1)
        if follows == ":" or (follows in BE and hit.last - lo <= 4):
            future = any(w.form == "to" for w in self.words[lo : group.first])
            clause = self._clause(hit, group, "label", None, lo, "future" if future else "done")
            return replace(clause, last=hit.last + 1)
        return None

    def _verdict(self, hit: Hit, group: VerbGroup) -> Clause | None:
        """ "New working method for the priority items: agreed": the outcome stands behind what it is about."""
        sign = group.first - 1
        if sign < 2 or "pp" not in hit.tags or self.words[sign].form not in (":", "–", "—", "-", "→"):
            return None
        if any(w.is_word for w in self.words[hit.last :]):
            return None
        lo = self._segment(sign)
        before = (lo, sign)
        if any(w.form in FINITE for w in self.words[lo:sign]):
            return None
        return replace(self._clause(hit, group, "passive", None, lo, "done"), object_before=before, rule=f"{hit.act}-verdict")

    def _number_differs(self, subject: Party, group: VerbGroup) -> bool:
        return subject.plural != group.plural and not self._opens_item(group)

    def _opens_item(self, group: VerbGroup) -> bool:
        """Tell whether a verb stands first in an item whose subject is in the line above."""
        return self.implied is not None and all(is_adverb(w.form) for w in self.words[: group.first])

    # --- which of them count ----------------------------------------------------------------------------------------

    def _is_otherwise(self, hit: Hit) -> bool:
        """Tell whether a verb is not meant as its act: the meeting itself was opened, things were counted."""
        opened = hit.act == "launched" and opens_meeting(self.words, hit)
        return opened or is_no_deed(self.words, hit, hit.last, hit.last) or counts_things(self.words, hit)

    def _reported(self, clause: Clause, hit: Hit) -> Clause:
        """ "WG1 reported to the heads on …": what a group tells those above it, they review."""
        subject = clause.subject
        if subject is None or clause.act != "shared-information":
            return clause
        group = any(self.words[k].form in EXPERTS for k in range(subject.first, subject.last))
        telling = {w.form for w in self.words[hit.last : hit.last + 5]} & _ACCOUNTS
        if self.top_level and group and (self.words[hit.first].form.startswith("report") or telling):
            return replace(clause, act="reviewed", rule="reviewed-report")
        body = subject.mention == "body"
        if not body or clause.act != "shared-information" or hit.last >= len(self.words) or self.words[hit.last].form != "to":
            return clause
        here = self.parties.within(hit.last, min(hit.last + 6, len(self.words)))
        if not here or here[0].kind != TOGETHER:
            return clause
        return replace(clause, act="reviewed", last=here[0].last, rule="reviewed-report")

    def _hears_wishes(self, hit: Hit) -> bool:
        """Tell whether what is heard are the views of industry: that the two met, and what industry wants."""
        after = [w.form for w in self.words[hit.last : hit.last + 5]]
        if self.words[hit.first].form not in _HEARING or not set(after) & _WISHES:
            return False
        return any(p.kind == INDUSTRY for p in self.parties.within(hit.last, min(hit.last + 9, len(self.words))))

    def _with_antecedent(self, clause: Clause, found: list[Clause]) -> Clause:
        """ "the vision which the offices gave themselves": what the verb is about stands before the relative pronoun."""
        at = clause.first - 1
        if at < 1 or self.words[at].form not in ("which", "that", "whom"):
            return clause
        if self.words[at].form == "that" and self.words[at - 1].form in LEARNING:
            return clause  # "Users will be pleased to hear that the five have settled on …"
        if self.words[at - 1].form in PREPOSITIONS:
            if self.words[at - 1].form in ("in", "by", "with", "under", "through"):
                return clause  # "a statement in which they commit themselves to X": X is what the verb is about
            at -= 1
        if at > 0 and self.words[at - 1].form == ",":
            at -= 1
        lo = self._boundary(at, found[-1].last if found else 0)
        if any(w.form in FINITE for w in self.words[lo:at]):  # "All this is reflected in a joint statement, to which …"
            lo = next((k for k in range(at - 1, lo, -1) if self.words[k].form in ("a", "an", "the", "their")), lo)
        return replace(clause, first=lo, object_before=(lo, at), rule=clause.rule + "-relative") if lo < at else clause

    def _of_one(self, hit: Hit, group: VerbGroup, subject: Party, lo: int, time: str) -> Clause | None:
        """What one office or industry does: its promise at a meeting is a decision; what industry hears, it was told."""
        listening = subject.name == ("we",) and self.to_industry and not self.we_decide  # on a page of an association
        if listening and hit.act == "shared-information" and self.words[hit.first].form in _LEARNING and time == "done":
            return replace(self._clause(hit, group, "active", subject, lo, time), rule="industry-heard")
        heard = (hit.act == "reviewed" and self.words[hit.first].form in ("heard", "received")) or (
            hit.act == "shared-information" and self.words[hit.first].form in _LEARNING
        )
        if subject.kind == INDUSTRY and heard and hit.last < len(self.words) and self.words[hit.last].is_word:
            clause = self._clause(hit, group, "active", subject, lo, time)
            return replace(clause, act="shared-information", rule="industry-heard")
        if any(w.form == "had" for w in self.words[subject.last : group.head]):
            return None  # "Before the meeting China had decided to …"
        official = subject.mention == "office" or (subject.mention is None and subject.name in COUNTRIES)
        if subject.kind == SINGLE and official and self.to_industry and hit.cue.words == ("declare", "that"):
            later = [w.form for w in self.words[hit.last : hit.last + 3]]
            if later[:1] == ["it"] and later[1:2] in (["would"], ["will"]):
                return replace(self._clause(hit, group, "active", subject, lo, time), act="decided", rule="commitment-of-one")
        if subject.kind == SINGLE and official and self.has_meeting and time == "done" and hit.act in ("decided", "agreed"):
            clause = self._clause(hit, group, "active", subject, lo, time)
            follows = self.words[hit.last].form if hit.last < len(self.words) else ""
            return replace(clause, act="decided", rule="commitment-of-one") if follows in ("to", "that") else None
        return None

    def _within(self, hit: Hit, group: VerbGroup, found: list[Clause], lo: int) -> bool:
        """Tell whether the verb stands within what an earlier deed is about ("noted that the groups had discussed …")."""
        if not found or found[-1].voice == "label":
            return False
        before = found[-1]
        at = lo - 1
        if at < before.last:
            return False
        form = self.words[at].form
        if self._adds(at) and self.parties.subject(lo, group.first) is not None:
            return False
        if form in SUBORDINATORS and form not in ("while", "whereas", "although", "though"):
            return True
        reopened = form in SIGNS or form in BREAKS or form in ("while", "whereas", "although", "though")
        if not reopened:
            return True
        # "agreed that A reviews X and reports Y": only a verb in the same tense takes up the subject of the deed again.
        past = bool(hit.tags & {"past"}) or group.first != group.head
        return before.past and not past
