"""Deeds: the clauses of a sentence in which the offices together adopt, discuss, welcome, … something.

A deed is found at its verb (see `acts`). The words around the verb say whether it was done, is intended or was declined
(`clauses.verb_group`), who did it (`parties`), and what it is about: what follows an active verb, what stands before a
passive one, the items of the list that a sentence leads into. What a deed is about is split into its items.

Decisions and documents are both read off the deeds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.acts import strip_gap
from ip5kg.interpret.clauses import AUXILIARIES, DETERMINERS, FINITE, MONTHS, PASTS, SUBORDINATORS, is_adverb, verb_group, word_set
from ip5kg.interpret.nonfinites import VerbReader
from ip5kg.interpret.parties import TOGETHER
from ip5kg.interpret.wording import BINDING, Clause

_MEETING_VERBS: Final = word_set(
    "meet gather convene come assemble hold host attend chair preside see be have find travel arrive open close mark celebrate "
    "last benefit get stay sit join receive go depend become expire end need appear know stand fall cost pay run visit connect "
    "bring follow remain reap learn notice feel lead carry enable allow help save make_sense return succeed enter reconvene regroup "
    "reassemble move travel spend welcome celebrate belong benefit profit say tell speak reply answer"
)
"""Verbs after "will" that announce an event or an effect, no step that the offices have agreed to take."""
_NO_STEPS: Final = word_set(
    "hosted chaired opened handed needed allowed enabled required expected used attended followed closed asked invited relieved "
    "pleased served"
)
_EVENTS: Final = word_set("meeting conference session gathering summit event forum workshop round roundtable")
_PARTICIPLES: Final = word_set("put made drawn built brought taken given kept set held written found run sent shown")
TOPIC_NOUNS: Final = word_set("topic topics subject subjects item items theme themes point points issue issues")
_BEFORE_TOPIC: Final = word_set("one another further other others main central also chief key important last first next among the")
_AGENDAS: Final = word_set("agenda agendas programme program")
_OWN: Final = word_set("its their our full busy packed")
_HELD: Final = word_set(
    "had has comprised comprises included includes contained contains featured features listed lists covered covers counted bore"
)
"""What an agenda does with its items."""
_NUMBERS: Final = word_set("two three four five six seven eight nine ten several many some")
_WERE: Final = word_set("was were included include are is ranged range spanned concerned covered comprised")
_OF_TALKS: Final = word_set(
    "day days talks discussion discussions agenda meeting session debate morning afternoon deliberations conversation"
)
_PLANS: Final = word_set("plan plans intention step")
_FORMAL: Final = word_set("formal final joint unanimous general broad common further mutual preliminary full")
_NEVER_STEPS: Final = word_set("not never be able no")


@dataclass(slots=True)
class SentenceReader(VerbReader):
    """Reads the deeds of one sentence."""

    def read(self) -> list[Clause]:
        """Return the deeds in the order of their verbs, with what they are about."""
        found: list[Clause] = []
        standing = self._standing()
        if standing is not None:
            return self._bounded([standing])
        for hit in self.lexicon.hits(self.words):
            if found and self._lists_behind(found[-1]):
                break
            clause = (
                self._phrase(hit, found)
                if hit.cue.kind == "phrase"
                else self._noun(hit)
                if hit.cue.kind == "noun"
                else self._verb(hit, found)
            )
            if clause is None:
                continue
            if found and self._shares_object(found[-1], clause):
                found[-1] = replace(clause, first=found[-1].first)  # "was discussed and approved": the outcome counts
            elif not (found and clause.first < found[-1].last and clause.voice != "label"):
                found.append(clause)
        if not found:
            future = self._topic_was() or self._agenda_had() or self._plan_is() or self._future() or self._undertaking()
            if future is not None:
                found.append(future)
        elif (coming := self._coming(found[-1])) is not None:
            found.append(coming)
        if self.decided_heading:
            found = [replace(c, act="agreed", modality="done") if c.modality == "intended" else c for c in found]
        return [c for clause in self._bounded(found) for c in self._likewise(clause)]

    def _standing(self) -> Clause | None:
        """ "Adoption of the roadmap", as an item of the results: a noun that tells of the act, and no verb."""
        if not self.in_list:
            return None
        start = 0
        colon = next((k for k in range(min(6, len(self.words))) if self.words[k].form == ":"), None)
        if colon is not None and any(w.form.isdigit() or w.form in MONTHS for w in self.words[:colon]):
            return None  # "July 2013: launch of the portal" is history
        if colon is not None:
            start = colon + 1  # "PCT: agreement on the start of the pilot"
        while start < len(self.words) and (self.words[start].form in DETERMINERS or self.words[start].form in _FORMAL):
            start += 1
        noun = self.lexicon.light.opening(self.words, start) if start < len(self.words) else None
        if noun is None:
            return None
        ends = (k for k in range(start, len(self.words)) if self.words[k].form in SUBORDINATORS or self.words[k].form in (",", ";"))
        end = next(ends, len(self.words))
        if any(w.form in FINITE for w in self.words[start:end]):
            return None  # "Approval of the roadmap is expected in June"
        last = start + len(noun.words)
        if noun.words[-1] in ("of", "on", "to", "for", "about"):
            last -= 1
        modality = "intended" if self.planned else "done"
        return Clause(None, noun.act, modality, 0, start, last, "active", None, None, None, f"{noun.act}-standing")

    def _lists_behind(self, clause: Clause) -> bool:
        """Tell whether the things of a deed are listed behind a colon, whatever verbs they have: "agreed on three points: …"."""
        if clause.voice not in ("active", "passive", "phrase") or clause.rule.endswith("verdict"):
            return False
        colon = next((k for k in range(clause.last, min(clause.last + 9, len(self.words))) if self.words[k].form in (":", ";")), None)
        if colon is None or self.words[colon].form == ";":
            return False
        thing = (clause.last, colon) if colon > clause.last else None
        if clause.voice == "passive" and clause.object_before is not None:
            thing = clause.object_before
        semicolons = sum(w.form == ";" for w in self.words[colon:])
        return (self.is_generic(thing) or self.is_listing(thing)) and (semicolons > 0 or clause.act in BINDING)

    def _shares_object(self, before: Clause, clause: Clause) -> bool:
        """Tell whether two verbs stand side by side and have one object: "reviewed and approved the plan"."""
        if before.voice not in ("active", "passive", "told") or clause.head - before.last > 4 or clause.head < before.last:
            return False
        if clause.hit is not None and clause.hit.cue.words[0] == "there":
            return False
        between = self.words[before.last : clause.head]
        return bool(between) and all(w.form in ("and", ",", "then", "also", "have", "has") or is_adverb(w.form) for w in between)

    # --- next steps -------------------------------------------------------------------------------------------------

    def _future(self) -> Clause | None:
        """ "The groups will compile …": a next step whose verb names no act is agreed, and intended."""
        for at, word in enumerate(self.words):
            going = word.form in ("going", "plan", "plans", "intend", "intends", "mean") and self._to_follows(at)
            scheduled = word.form == "are" and self._to_follows(at)
            if word.form in ("is", "are") and (to := self._to_be(at)) is not None:
                return self._future_passive(at, to)
            if word.form in ("will", "shall") or going or scheduled:
                head = at + 1
                while head < len(self.words) and (is_adverb(self.words[head].form) or self.words[head].form == "to"):
                    head += 1
                if head < len(self.words) and self.words[head].form == ",":  # "will, in consultation with WG3, start"
                    closing = next((k for k in range(head + 1, min(head + 12, len(self.words))) if self.words[k].form == ","), None)
                    head = closing + 1 if closing is not None else head
                going_on = head + 1 < len(self.words) and (self.words[head].form, self.words[head + 1].form) == ("carry", "on")
                if (
                    head >= len(self.words)
                    or (self.words[head].form in _MEETING_VERBS and not going_on)
                    or self.words[head].form in _NEVER_STEPS
                ):
                    return self._future_passive(at, head)
                if self.words[head].form == "take" and head + 1 < len(self.words) and self.words[head + 1].form in ("place", "part"):
                    return None
                group = verb_group(self.words, head, frozenset({"base"}))
                if group.first > at:
                    group = replace(group, first=at)  # "the offices intend | to broaden"
                if group.time == "should" or group.negated or self._relative(group):
                    return None
                subject, lo = self._subject(group, [])
                if subject is None or subject.kind != TOGETHER or (scheduled and subject.mention == "body"):
                    return None  # "The task force is to …" says what it is for
                if subject.mention == "series" or any(self.words[k].form in _EVENTS for k in range(subject.first, subject.last)):
                    return None  # "Next year the meeting will move on to China"
                if any(w.form in ("what", "how", "whether", "if", "which") for w in self.words[self._segment(at) : lo]):
                    return None
                modality = "done" if self.decided_heading else "intended"
                start = next((k for k in range(at + 1, head) if self.words[k].form == "to"), head)
                return Clause(
                    None, "agreed", modality, lo, head, start, "active", subject, None, None, "next-step", infinitive=True, past=False
                )
        return None

    def _future_passive(self, at: int, head: int, *, sure: bool = False) -> Clause | None:
        """ "A function that alerts users will be added", right after what was agreed."""
        if (
            not (sure or self.after_decision or self.decided_heading or self.results_heading)
            or self.words[at].form not in ("will", "shall", "is", "are")
            or head + 1 >= len(self.words)
            or self.words[head].form != "be"
        ):
            return None
        verb = head + 1
        while verb < len(self.words) and is_adverb(self.words[verb].form):
            verb += 1
        form = self.words[verb].form if verb < len(self.words) else ""
        if not (form.endswith("ed") or form in _PARTICIPLES) or form in _NO_STEPS:
            return None
        group = verb_group(self.words, verb, frozenset({"pp"}))
        lo = self._passive_start(group, [])
        if lo is None or lo >= group.first or group.negated or group.voice != "passive":
            return None
        if lo > 0 and self.words[lo - 1].form in SUBORDINATORS:
            return None
        return Clause(
            None, "agreed", "intended", lo, verb, verb + 1, "passive", None, (lo, group.first), None, "next-step-passive", past=False
        )

    def _to_be(self, at: int) -> int | None:
        """Return where "be" stands in "is to be", "are going to be" at `words[at]`."""
        k = at + 1
        while k < len(self.words) and (is_adverb(self.words[k].form) or self.words[k].form in ("going", "now")):
            k += 1
        return k + 1 if k + 1 < len(self.words) and self.words[k].form == "to" and self.words[k + 1].form == "be" else None

    def _topic_was(self) -> Clause | None:
        """ "One subject of the day was the grace period", "Further items were A and B": what follows was discussed."""
        noun = next((k for k in range(min(5, len(self.words))) if self.words[k].form in TOPIC_NOUNS), None)
        if noun is None or any(not self._before_topic(k) for k in range(noun)):
            return None
        verb = next((k for k in range(noun + 1, min(noun + 7, len(self.words))) if self.words[k].form in _WERE), None)
        if verb is None or verb + 1 >= len(self.words) or any(not w.is_word for w in self.words[noun:verb]):
            return None
        between = {w.form for w in self.words[noun + 1 : verb]}
        follows = self.words[verb + 1].form
        if (
            (between and not between & _OF_TALKS)
            or is_adverb(follows)
            or follows.endswith(("ed", "ing"))
            or follows in ("how", "what", "whether")
        ):
            return None if follows not in ("how", "what", "whether") or (between and not between & _OF_TALKS) else self._talked(noun, verb)
        return self._talked(noun, verb)

    def _agenda_had(self) -> Clause | None:
        """ "Its first agenda had two items: …", "The programme of the day comprised A and B": what follows was discussed."""
        noun = next((k for k in range(min(5, len(self.words))) if self.words[k].form in _AGENDAS), None)
        if noun is None or any(not self._before_topic(k) and self.words[k].form not in _OWN for k in range(noun)):
            return None
        verb = next((k for k in range(noun + 1, min(noun + 7, len(self.words))) if self.words[k].form in _HELD), None)
        if verb is None or verb + 1 >= len(self.words) or any(not w.is_word or w.form in FINITE for w in self.words[noun:verb]):
            return None
        counted = self.words[verb + 1].form in _NUMBERS and not any(w.form == ":" for w in self.words[verb:])
        if not self.has_meeting or (counted and self.words[-1].form == "."):
            return None  # "The agenda has two parts."
        modality = "intended" if self.planned else "done"
        things = self.trim(verb + 1, len(self.words))
        return Clause(None, "discussed", modality, 0, verb, verb + 1, "active", None, None, things, "discussed-topic")

    def _talked(self, noun: int, verb: int) -> Clause:
        modality = "intended" if self.planned else "done"
        return Clause(None, "discussed", modality, 0, noun, verb + 1, "active", None, None, None, "discussed-topic")

    def _before_topic(self, at: int) -> bool:
        form = self.words[at].form
        return (form in DETERMINERS and form not in ("its", "their", "his", "her", "our")) or form in _BEFORE_TOPIC or is_adverb(form)

    def _plan_is(self) -> Clause | None:
        """ "The plan is to widen the circle of partners", "It is intended to …": a next step."""
        for at in range(min(6, len(self.words) - 2)):
            if self.words[at].form not in ("is", "was") or self.words[at].form == "was":
                continue
            to = next((k for k in range(at + 1, min(at + 4, len(self.words) - 1)) if self.words[k].form == "to"), None)
            if to is None or at == 0:
                return None
            between = [w.form for w in self.words[at + 1 : to] if not is_adverb(w.form)]
            plain = self.words[at - 1].form in _PLANS and not between
            said = self.words[at - 1].form == "it" and between in (["intended"], ["planned"], ["foreseen"], ["envisaged"])
            verb = self.words[to + 1].form
            if not (plain or said) or verb in _MEETING_VERBS or verb == "be" or not self.has_meeting:
                return None
            return Clause(None, "agreed", "intended", 0, to + 1, to, "active", None, None, None, "next-step", infinitive=True, past=False)
        return None

    def _coming(self, before: Clause) -> Clause | None:
        """ "X was acknowledged, and it will now be put into practice": a next step behind what was done."""
        if (
            before.voice not in ("passive", "phrase")
            or before.modality != "done"
            or before.act not in BINDING | {"acknowledged", "welcomed"}
        ):
            return None
        for at in range(before.last + 2, len(self.words) - 2):
            form = self.words[at].form
            if form in SUBORDINATORS or form == ":":
                return None
            if (
                form in ("will", "shall")
                and self.words[at - 1].form in ("it", "they", "this", "these")
                and self.words[at - 2].form == "and"
            ):
                head = next((k for k in range(at + 1, len(self.words)) if not is_adverb(self.words[k].form)), at)
                step = self._future_passive(at, head, sure=True)
                return None if step is None else replace(step, first=at - 1, object_before=None)
        return None

    def _undertaking(self) -> Clause | None:
        """ "The participants will - make preparations for June": an item whose verb names no act is a next step as well."""
        if self.implied is None or self.implied_time != "future" or len(self.words) < 3 or not self.words[0].is_word:
            return None
        subject = replace(self.implied, first=0, last=0)
        return Clause(None, "agreed", "intended", 0, 0, 0, "active", subject, None, None, "next-step", infinitive=True, past=False)

    def _to_follows(self, at: int) -> bool:
        return at + 1 < len(self.words) and self.words[at + 1].form == "to"

    # --- what it is about -------------------------------------------------------------------------------------------

    def _bounded(self, found: list[Clause]) -> list[Clause]:
        """Give each deed the words after its verb, up to the next deed."""
        out: list[Clause] = []
        for i, clause in enumerate(found):
            end = len(self.words)
            if clause.voice == "opening":
                end = next((k for k in range(clause.last, end) if self.words[k].form == ","), end)
                out.append(replace(clause, voice="active", object_after=self.trim(clause.last, end)))
                continue
            if i + 1 < len(found):
                end = max(found[i + 1].first, clause.last)
                if found[i + 1].first <= clause.first:
                    end = max(found[i + 1].last - 1, clause.last)
            if i + 1 < len(found) and (relative := found[i + 1]).rule.endswith("-relative") and relative.object_before is not None:
                end = max(relative.object_before[1], clause.last)  # the antecedent belongs to both
            semicolon = next((k for k in range(clause.last, end) if self.words[k].form == ";"), None)
            if semicolon is not None and not self._lists_behind(clause) and self._is_sentence(semicolon + 1, end):
                end = semicolon  # a sentence of its own
            if clause.voice == "active" and clause.past:
                end = self._before_other_verb(clause.last, end)
            after = self.trim(clause.last, end)
            if after is not None and clause.voice in ("passive", "phrase") and self.words[after[0]].form == "by":
                here = self.parties.within(after[0] + 1, min(after[0] + 12, after[1]))
                after = self.trim(here[0].last, end) if here and clause.voice == "phrase" else None
                after = after if after is not None and self.words[after[0] - 1].form in ("on", "about", "regarding", "concerning") else None
            if after is None and clause.hit is not None and clause.hit.gap is not None and clause.hit.cue.kind == "verb":
                after = strip_gap(self.words, clause.hit.gap)
            out.append(replace(clause, object_after=after))
        return out

    def _before_other_verb(self, lo: int, hi: int) -> int:
        """Return where another verb of the subject begins that is no act: "adopted the plan and published a booklet"."""
        for at in range(lo + 1, hi - 2):
            form = self.words[at + 1].form
            past = form in PASTS or (form.endswith("ed") and len(form) > 4)
            if self.words[at].form == "and" and past and self.words[at + 2].form in ("a", "an", "the", "its", "their"):
                return hi if any(w.form in SUBORDINATORS | {"to"} for w in self.words[lo:at]) else at
        return hi

    def _is_sentence(self, lo: int, hi: int) -> bool:
        """Tell whether the words after a semicolon are a sentence of their own, not an item of a list."""
        party = self.parties.leading(lo, hi)
        named = party is not None and party.first - lo <= 2
        for at in range(lo, hi):
            form = self.words[at].form
            if named and (form.endswith("ed") or form in PASTS) and at > lo:
                return True  # "; users then explained …"
            if form in SUBORDINATORS and form != "so" and not self._such_as(at):
                return False
            if form == ";":
                return False
            if form in AUXILIARIES - {"no", "not"} or (form == "so" and at == lo):
                return True
        return False

    def _likewise(self, clause: Clause) -> list[Clause]:
        """ "…, and so are the Foundation Projects", "…, as was the PPH": the same deed once more, about what follows."""
        if clause.object_after is None:
            return [clause]
        first, last = clause.object_after
        for at in range(max(first - 2, 1), last - 2):
            if self.words[at].form in ("so", "as") and self.words[at + 1].form in AUXILIARIES and self.words[at - 1].form in ("and", ","):
                after = self.trim(at + 2, last)
                if after is not None:
                    again = replace(
                        clause,
                        first=at,
                        head=after[1] - 1,
                        last=after[1],
                        object_before=after,
                        object_after=None,
                        rule=clause.rule + "-likewise",
                    )
                    return [replace(clause, object_after=self.trim(clause.last, at)), again]
        return [clause]
