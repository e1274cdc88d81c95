"""Nouns of acts: "will seek endorsement of", "ended with the signing of", "With the adoption of …, the heads …"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.acts import Hit
from ip5kg.interpret.clauses import DETERMINERS, MODALS, NOT, inflections, is_adverb, verb_group, word_set
from ip5kg.interpret.parties import TOGETHER
from ip5kg.interpret.wording import Clause, Wording

_CROWNING: Final = frozenset(
    (verb, link)
    for verb, link in (
        *((verb, "with") for verb in ("ended", "concluded", "closed", "finished", "culminated", "crowned", "opened", "began")),
        *((verb, "in") for verb in ("resulted", "culminated", "ended")),
        ("led", "to"),
    )
)
"""Verbs and prepositions before the noun of an act: "ended with the signing of", "resulted in the adoption of"."""
_CROWNED_BY: Final = word_set("saw witnessed included brought marked")
_ADJECTIVES: Final = word_set("joint formal unanimous solemn common official")
_EVENTS: Final = word_set("meeting meetings talks conference summit session gathering day event ceremony discussions consultations year")


_PLANNING: Final = {
    form: tags for verb in ("consider", "contemplate", "envisage", "plan", "foresee") for form, tags in inflections(verb).items()
}


@dataclass(slots=True)
class NominalReader(Wording):
    """Reads deeds that a noun tells of, with or without a verb that says little."""

    def _noun(self, hit: Hit) -> Clause | None:
        """ "will seek endorsement of the roadmap": a noun of an act after a verb of intention."""
        for at in range(hit.first - 1, max(hit.first - 5, -1), -1):
            form = self.words[at].form
            if form in ("seek", "seeks", "seeking", "sought", "request", "requests", "requested"):
                group = verb_group(self.words, at, inflections("seek").get(form, frozenset({"past"})))
                if group.form == "participle":
                    group = replace(group, form="finite", voice="active")
                if group.voice != "active" or group.time == "should":
                    return None
                subject, lo = self._subject(group, [])
                if subject is None or subject.kind != TOGETHER:
                    return None
                return self._clause(hit, group, "active", subject, lo, "future")
            if form in _PLANNING and hit.act in ("established", "launched", "adopted", "signed"):  # "are considering the establishment of"
                group = verb_group(self.words, at, _PLANNING[form])
                subject, lo = self._subject(group, [])
                if group.form == "finite" and group.voice == "active" and not group.negated and group.time != "should":
                    return (
                        None if subject is None or subject.kind != TOGETHER else self._clause(hit, group, "active", subject, lo, "future")
                    )
        return self._crowned(hit) or self._nominal(hit) or self._opening_noun(hit)

    def _nominal(self, hit: Hit) -> Clause | None:
        """ "the agreement to build the Global Dossier": what was agreed follows as an infinitive."""
        before = self.words[hit.first - 1].form if hit.first > 0 else ""
        if hit.cue.words != ("agreement", "to") or before not in ("the", "an", "their") or hit.last >= len(self.words):
            return None
        lo = self._boundary(hit.first)
        verb = self.words[hit.last].form
        if verb in DETERMINERS or (lo > 0 and self._opens(lo - 1)) or any(w.form in NOT | MODALS for w in self.words[lo : hit.first]):
            return None
        return Clause(hit, hit.act, "done", hit.first - 1, hit.first, hit.last - 1, "active", None, None, None, "agreed-nominal")

    def _opening_noun(self, hit: Hit) -> Clause | None:
        """ "With the adoption of the statement, the heads …": the act opens the sentence, those who did it follow the comma."""
        if hit.first > 3 or self.words[0].form not in ("with", "by", "through") or hit.cue.words[-1] != "of":
            return None
        comma = next((k for k in range(hit.last, len(self.words)) if self.words[k].form == ","), None)
        party = self.parties.leading(comma + 1, len(self.words)) if comma is not None else None
        if comma is None or party is None or party.kind != TOGETHER or party.first - comma > 3:
            return None
        return Clause(hit, hit.act, "done", 0, hit.first, hit.last, "opening", party, None, None, f"{hit.act}-opening")

    def _crowned(self, hit: Hit) -> Clause | None:
        """ "The meeting ended with the adoption of a joint statement": a noun of an act after the verb that it crowns."""
        at = hit.first - 1
        while at > 0 and (self.words[at].form in DETERMINERS or is_adverb(self.words[at].form) or self.words[at].form in _ADJECTIVES):
            at -= 1
        joined = at > 0 and (self.words[at - 1].form, self.words[at].form) in _CROWNING
        if not joined and self.words[at].form not in _CROWNED_BY:
            return None
        group = verb_group(self.words, at - 1 if joined else at, frozenset({"past"}))
        lo = self._boundary(group.first)
        if self.words[at].form not in _CROWNED_BY | {"with", "in", "to"} or group.negated or (lo > 0 and self._opens(lo - 1)):
            return None
        crowned = self.words[lo : group.first]
        if not any(w.form in _EVENTS or w.form.isdigit() for w in crowned):
            return None
        return Clause(hit, hit.act, "done", lo, hit.first, hit.last, "active", None, None, None, f"{hit.act}-crowning")
