"""Infinitives and participles: "plan to discuss", "managed to agree", ", noting that …", "met to compare notes".

What such a verb tells depends on the word before it: an intention, a success, the purpose of a meeting, the deed before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.actives import BEFORE_TOPICS, EXPERTS, INCLUDING, TOPIC_NOUNS, ActiveReader
from ip5kg.interpret.acts import Hit
from ip5kg.interpret.clauses import BE, NOT, SUBORDINATORS, VerbGroup, inflections, is_adverb, verb_group, word_set
from ip5kg.interpret.parties import TOGETHER
from ip5kg.interpret.wording import EXCHANGING, Clause

_ASPECTS: Final = word_set(
    "start starts started starting begin begins began beginning begun continue continues continued go goes went keep keeps kept"
)
_REFUSABLE: Final = frozenset({"adopted", "approved", "endorsed", "agreed", "signed", "decided", "discussed"})
"""Acts of which a text tells that they did not come about; that something was not welcomed is no news."""
_MEETING_WITH: Final = word_set("meet find win receive obtain get gain")
_MET: Final = {
    form: tags
    for verb in ("meet", "gather", "convene", "sit", "assemble", "confer", "reconvene")
    for form, tags in inflections(verb).items()
}
_MET_TOGETHER: Final = {form: tags for verb in ("come", "get", "put") for form, tags in inflections(verb).items()}
_TOOK: Final = {form: tags for verb in ("use", "take", "seize", "find", "have", "make") for form, tags in inflections(verb).items()}
_OCCASIONS: Final = word_set("occasion opportunity chance meeting forum time event day use")
_FAVOURS: Final = word_set("approval support backing favour favor majority endorsement consent acceptance")
_ASKING: Final = word_set("ask request invite")
_CLOSING: Final = word_set("finished ended concluded closed began started opened up")
_ACHIEVING: Final = word_set("able unable managed possible got proceeded succeeded powerless served helped")
_GOING_ON: Final = word_set("went gone moved passed bring")
_PARTICLES: Final = word_set("on over themselves")
_FAILING: Final = word_set("unable powerless")
_WEIGHING: Final = frozenset({"consider", "contemplate", "envisage"})


@dataclass(slots=True)
class VerbReader(ActiveReader):
    """Reads every verb that is a label of an act: finite ones as its base does, infinitives and participles by what precedes."""

    def _verb(self, hit: Hit, found: list[Clause]) -> Clause | None:
        hit = self._confirmed(hit)
        if hit.gap is not None and any(w.form == "no" for w in self.words[slice(*hit.gap)]):
            hit = replace(hit, cue=replace(hit.cue, modality="negated"))  # "reached no agreement"
        group = verb_group(self.words, hit.first, hit.tags)
        if hit.cue.receiving:
            return self._received(hit, group, found)
        if hit.cue.words == ("take", "up") and self._is_work(group):
            hit = replace(hit, cue=replace(hit.cue, act="launched"))
        if hit.cue.words[0] in _ASKING and not self._charges(hit, group):
            return None
        if (group.negated or hit.cue.modality == "negated") and hit.act not in _REFUSABLE:
            return None
        if (
            hit.cue.words[0] in _MEETING_WITH and hit.cue.words[-1] in _FAVOURS
        ):  # "the plan met with approval": the plan is what it is about
            tensed = group.form in ("finite", "participle") and group.time != "should"
            return self._passive(hit, replace(group, form="finite", voice="passive"), found) if tensed else None
        if group.form == "infinitive":
            return self._infinitive(hit, group, found)
        if group.form == "ing":
            return self._participle(hit, group, found)
        if group.form == "participle":
            return self._past(hit, group, found) if group.voice == "none" else None
        if group.time == "should" and group.negated and group.voice == "active" and self.words[group.first].form == "could":
            group = replace(group, time="done")  # "they could not agree on a grace period"
        if group.form in ("having", "other") or group.time == "should":
            return None
        if group.voice == "passive":
            return (self._label(hit, group) if self.label_allowed else None) or self._passive(hit, group, found)
        return self._active(hit, group, found, group.time)

    def _infinitive(self, hit: Hit, group: VerbGroup, found: list[Clause]) -> Clause | None:
        """ "plans to discuss", "is going to review"; a bare infinitive is part of something else."""
        at = group.first - 1
        while at >= 0 and is_adverb(self.words[at].form):
            at -= 1
        if at < 0:
            label = group.voice == "passive" and hit.last < len(self.words) and self.words[hit.last].form == ":"  # "To be discussed:"
            return replace(self._clause(hit, group, "label", None, 0, "future"), last=hit.last + 1) if label else None
        form = self.words[at].form
        if (
            form in TOPIC_NOUNS
            and group.voice == "passive"
            and all(w.form in TOPIC_NOUNS or w.form in BEFORE_TOPICS for w in self.words[:at])
        ):
            after = next((k for k in range(hit.last, min(hit.last + 6, len(self.words))) if self.words[k].form in BE | INCLUDING), None)
            return None if after is None else replace(self._clause(hit, group, "label", None, 0, "future"), last=after + 1)
        achieved = self._achieved(hit, group, at, found)
        if achieved is not None:
            return achieved
        if self.lexicon.is_operator(form):
            return self._operated(hit, group, at, found)
        if form in ("whether", "how", "if") and at > 0 and self.words[at - 1].form in _WEIGHING and hit.act not in EXCHANGING:
            weighing = verb_group(self.words, at - 1, frozenset({"base"}))  # "will consider whether to set up a task force"
            clause = self._operated(hit, group, at - 1, [c for c in found if c.head != at - 1]) if weighing.time == "future" else None
            if clause is not None and found and found[-1].head == at - 1:
                found.pop()
            return clause
        met = self._met_before(at, hit) if group.voice == "active" and not found else None
        if met is not None:
            subject, lo = self._subject(met, found)
            if subject is None or subject.kind != TOGETHER or met.time == "should":
                return None
            if met.time == "future" and hit.act not in ("discussed", "exchanged-views"):
                return None  # "will meet again to see how far they have come"
            return self._clause(hit, replace(group, first=met.first, form="finite"), "active", subject, lo, met.time)
        if form in ("and", ",", "or") and found and found[-1].infinitive and found[-1].last <= at:
            before = found[-1]
            return replace(
                self._clause(hit, group, "active", before.subject, group.first, "future"), modality=before.modality, infinitive=True
            )
        return None

    def _met_before(self, at: int, hit: Hit) -> VerbGroup | None:
        """Return the verb of meeting that "to discuss" gives the purpose of: "they sat down with industry to talk about AI"."""
        for k in range(at, max(at - 14, -1), -1):
            form = self.words[k].form
            if form in (";", ":") or form in SUBORDINATORS:
                return None
            tags = _MET.get(form) if hit.act in EXCHANGING else None
            if tags is None and form in _MET_TOGETHER and hit.act in EXCHANGING and self.words[k + 1].form in ("together", "heads"):
                tags = _MET_TOGETHER[form]
            if tags is None and form in _TOOK and any(w.form in _OCCASIONS for w in self.words[k + 1 : min(k + 6, at + 1)]):
                tags = _TOOK[form]  # "took the opportunity to thank", "used the meeting to compare notes"
            if tags is not None:
                group = verb_group(self.words, k, tags)
                return (
                    replace(group, form="finite", voice="active") if group.form in ("finite", "participle") and not group.negated else None
                )
        return None

    def _achieved(self, hit: Hit, group: VerbGroup, at: int, found: list[Clause]) -> Clause | None:
        """ "managed to agree", "were able to sign", "it was possible to settle on": what was achieved was done, else it was not."""
        form = self.words[at].form
        if at > 0 and form in _PARTICLES and self.words[at - 1].form in _GOING_ON:  # "went on to discuss", "could not bring themselves to"
            at, form = at - 1, self.words[at - 1].form
        elif form not in _ACHIEVING or at == 0:
            return None
        if form == "possible":
            start = next((k for k in range(at - 1, max(at - 4, -1), -1) if self.words[k].form == "it"), None)
            between = {w.form for w in self.words[start or 0 : at]}
            if start is None or not between & {"was", "proved", "became"} or (found and not self._joint_before(start)):
                return None
            return replace(self._clause(hit, group, "passive", None, start, "done"), modality="negated" if between & NOT else "done")
        achieving = verb_group(self.words, at, frozenset({"base"} if form == "bring" else {"pp", "past"}))
        denied = achieving.negated or form in _FAILING
        if form == "bring" and achieving.negated and self.words[achieving.first].form == "could":
            achieving = replace(achieving, time="done")
        if achieving.time != "done" or (denied and hit.act not in _REFUSABLE):
            return None
        return self._active(hit, replace(group, first=achieving.first, negated=denied, form="finite", voice="active"), found, "done")

    def _operated(self, hit: Hit, group: VerbGroup, at: int, found: list[Clause]) -> Clause | None:
        """ "plan to discuss", "consider establishing": the verb at `words[at]` makes the act an intention."""
        operator = verb_group(self.words, at, self.lexicon.operators.get(self.words[at].form, frozenset({"base"})))
        if (
            operator.voice == "passive"
            and group.voice != "passive"
            and operator.form == "finite"
            and operator.time != "should"
            and not (operator.negated or group.negated or found)
            and operator.first > 0
            and self.words[operator.first - 1].form == "it"
            and self.words[operator.first].form in ("is", "has")
        ):
            return self._clause(hit, group, "passive", None, operator.first - 1, "future")  # "It is planned to set up a task force"
        if operator.time == "should" or operator.form in ("infinitive", "having"):
            return None
        announced = self.words[at].form in ("expected", "scheduled", "planned", "intended", "prepared")
        if operator.voice == "passive" and group.voice != "passive" and not announced:
            return None
        joined = replace(group, first=operator.first, negated=operator.negated or group.negated, form="finite")
        time = "done" if self.words[at].form in _ASPECTS and operator.time == "done" else "future"
        if group.voice == "passive":
            return self._passive(hit, joined, found, time)
        if operator.form == "ing":
            return None
        subject, lo = self._subject(joined, found)
        if subject is None or subject.kind != TOGETHER or self._within(hit, operator, found, lo):
            return None
        return replace(self._clause(hit, joined, "active", subject, lo, time), infinitive=True)

    def _participle(self, hit: Hit, group: VerbGroup, found: list[Clause]) -> Clause | None:
        """ ", reaffirming that …" after the deed of a subject; "will consider establishing …"."""
        at = group.first - 1
        while at >= 0 and is_adverb(self.words[at].form):
            at -= 1
        if at < 0:  # "Reaffirming their will to …, the heads adopted …"
            comma = next((k for k in range(hit.last, len(self.words)) if self.words[k].form == ","), None)
            party = self.parties.leading(comma + 1, len(self.words)) if comma is not None else None
            if hit.act in EXCHANGING or (hit.act == "noted" and self.words[hit.first].form != "noting"):
                return None  # "Taking into account the views of industry, …"
            if comma is None or party is None or party.kind != TOGETHER or party.first - comma > 3:
                return None
            return replace(self._clause(hit, group, "active", party, 0, "done"), voice="opening")
        form = self.words[at].form
        if self.lexicon.is_operator(form) and not (found and found[-1].last > at + 1):
            clause = self._operated(hit, group, at, [c for c in found if c.head != at])
            if clause is not None and found and found[-1].head == at:  # "consider" alone was read as a discussion
                found.pop()
            return clause
        if form == "on" and at > 0 and self.words[at - 1].form in ("go", "carry"):  # "will go on discussing"
            return self._operated(hit, group, at - 1, found)
        if form == "in" and at > 0 and self.words[at - 1].form in ("succeeded", "succeed"):
            done = verb_group(self.words, at - 1, inflections("succeed")[self.words[at - 1].form])
            if done.time != "done" or (done.negated and hit.act not in _REFUSABLE):
                return None
            return self._active(hit, replace(group, first=done.first, negated=done.negated, form="finite", voice="active"), found, "done")
        if form == "by" and at > 0 and self.words[at - 1].form in _CLOSING:
            closing = replace(verb_group(self.words, at - 1, frozenset({"past"})), form="finite", voice="active")
            subject, lo = self._subject(closing, found)
            if subject is not None and subject.kind == TOGETHER:
                return self._clause(hit, group, "active", subject, lo, "done")  # "The heads finished by adopting …"
        if hit.act in EXCHANGING:
            return None
        if form == ",":
            before = found[-1] if found else None
            subject = before.subject if before is not None and before.voice == "active" else None
            if before is None:
                leading = self.parties.leading(self._segment(at), at)
                subject = self._resolved(leading) if leading is not None else None
            if subject is not None and subject.kind == TOGETHER:
                return self._clause(hit, group, "active", subject, group.first, "done")
            return None
        lo = self._boundary(group.first)
        party = self.parties.subject(lo, group.first)
        if party is not None and party.kind == TOGETHER and any(w.form == "with" for w in self.words[lo : party.first]):
            return self._clause(hit, group, "active", party, party.first, "done")
        return None

    def _is_work(self, group: VerbGroup) -> bool:
        """Tell whether what is taken up is work, not a question: "two projects were newly taken up"."""
        if group.voice != "passive" or group.time != "done":
            return False
        ahead = self.words[self._segment(group.first) : group.first]
        return any(w.form in ("project", "projects", "initiative", "initiatives") for w in ahead)

    def _charges(self, hit: Hit, group: VerbGroup) -> bool:
        """Tell whether those who are asked are a group of the offices: "asked WG2 to work out …", "the panel was invited to …"."""
        if hit.cue.words[-1] not in ("to", "for"):
            return True  # "to ask the experts": the label says whom
        if hit.gap is None:
            charged = self.parties.subject(self._boundary(group.first), group.first) if group.voice == "passive" else None
        else:
            here = self.parties.within(*hit.gap)
            charged = here[0] if here else None
        if charged is None or charged.kind != TOGETHER:
            return False
        return charged.mention == "body" or any(self.words[k].form in EXPERTS for k in range(charged.first, charged.last))
