"""The choice between claims that give one thing different values.

The first rule that decides is kept as the reason:

1. *judgement*: a person decided, in the judgements file;
2. *more precise*: of two compatible values the more precise one (June 2021 and 23 June 2021 do not disagree);
3. *more issuers*: the value that more independent issuers state (a copied text counts once);
4. *host office*: the value in a release of the office that hosted the meeting;
5. *open*: no rule decides; none is accepted, all are shown.

Only properties that can have one value are chosen on; of all others every claim stands. A curated claim has the publishers of
its pages as issuers and competes like any other; what is unverified does not compete at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ip5kg import iris
from ip5kg.mapping.claims import Claim
from ip5kg.mapping.terms import Value
from ip5kg.namespaces import IP5, SCHEMA

SINGLE_VALUED = frozenset(
    {IP5.number, SCHEMA.startDate, SCHEMA.endDate, IP5.format, IP5.meetingStatus, SCHEMA.location, IP5.hostedBy, IP5.role, IP5.onBehalfOf}
)
"""Properties that have one value at most for one subject."""

_LESS_PRECISE: Mapping[tuple[str, str], frozenset[str]] = {
    # A plan that came true, and a role that says more than another.
    ("meeting-status", "held"): frozenset({"planned"}),
    ("role", "chair"): frozenset({"head-of-delegation", "participant"}),
    ("role", "co-chair"): frozenset({"head-of-delegation", "participant"}),
    ("role", "head-of-delegation"): frozenset({"participant"}),
    ("role", "observer"): frozenset({"participant"}),
    ("format", "hybrid"): frozenset({"in-person", "online"}),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line of `data/judgements.yaml`: a value that a person accepts or rejects. `value` in N-Triples form."""

    accept: bool
    subject: str
    predicate: str
    value: str
    reason: str = ""
    """Why, in a sentence."""
    source: str | None = None
    """IRI of the page on which it rests."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one claim."""

    claim: Claim
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims on one property of one thing that cannot all be true, or some that a person turned down.

    `reason` names the rule that settled it, or `open`.
    """

    subject: str
    predicate: str
    claims: tuple[Claim, ...]
    reason: str
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    choices: tuple[Choice, ...]
    conflicts: tuple[Conflict, ...]

    def accepted(self) -> list[Claim]:
        return [choice.claim for choice in self.choices if choice.status == "accepted"]


def choose(claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> Outcome:
    """Return what becomes of each claim, and where claims disagree. The order of `claims` does not matter."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    choices: list[Choice] = []
    for claim in sorted(claims, key=lambda c: c.iri):
        if claim.unverified:
            choices.append(Choice(claim, "needs-review", "unverified"))
        else:
            groups[claim.subject, claim.predicate].append(claim)
    ruled = defaultdict(list)
    for judgement in judgements:
        ruled[judgement.subject, judgement.predicate].append(judgement)

    conflicts: list[Conflict] = []
    hosts: dict[str, str] = {}
    # The host is chosen first: rule 4 of all the others asks for it.
    for key in sorted(groups, key=lambda k: (k[1] != IP5.hostedBy, k)):
        made, conflict = _choose_one(groups[key], ruled[key], hosts.get(_meeting_of(key[0], groups)))
        choices += made
        if conflict:
            conflicts.append(conflict)
        if key[1] == IP5.hostedBy:
            for choice in made:
                if choice.status == "accepted" and isinstance(choice.claim.value, NamedNode):
                    hosts[key[0]] = choice.claim.value.value
    return Outcome(tuple(sorted(choices, key=lambda c: c.claim.iri)), tuple(sorted(conflicts, key=lambda c: (c.subject, c.predicate))))


def _meeting_of(subject: str, groups: Mapping[tuple[str, str], list[Claim]]) -> str:
    """Return the meeting that `subject` is, or belongs to."""
    for claim in groups.get((subject, IP5.atMeeting), ()):
        if isinstance(claim.value, NamedNode):
            return claim.value.value
    return subject


def _choose_one(claims: list[Claim], judgements: Sequence[Judgement], host: str | None) -> tuple[list[Choice], Conflict | None]:
    """Choose between the claims on one property of one thing."""
    rejected = {j.value for j in judgements if not j.accept}
    wanted = {j.value for j in judgements if j.accept}
    choices = [Choice(c, "rejected", "judgement") for c in claims if str(c.value) in rejected]
    standing = [c for c in claims if str(c.value) not in rejected]
    single = claims[0].predicate in SINGLE_VALUED
    turned_down = Conflict(claims[0].subject, claims[0].predicate, tuple(claims), "judgement", tuple(judgements)) if choices else None
    if not single:
        return choices + [Choice(c, "accepted", "uncontested") for c in standing], turned_down

    by_value: dict[str, list[Claim]] = defaultdict(list)
    for claim in standing:
        by_value[str(claim.value)].append(claim)
    if len(by_value) == 0:
        return choices, turned_down
    if len(by_value) == 1 and not choices:
        return [Choice(c, "accepted", "uncontested") for c in standing], None

    winner, reason = _decide(by_value, wanted, bool(choices), host)
    sharpest = _most_precise(by_value)
    for value, group in by_value.items():
        if value == winner:
            status = "accepted"
        elif winner is not None or value not in sharpest:
            status = "superseded"
        else:
            status = "conflict"
        why = "more-precise" if winner is None and value not in sharpest else reason
        choices += [Choice(c, status, why) for c in group]
    disagree = len(sharpest) > 1 or any(choice.status == "rejected" for choice in choices)
    conflict = Conflict(claims[0].subject, claims[0].predicate, tuple(claims), reason, tuple(judgements)) if disagree else None
    return choices, conflict


def _decide(by_value: Mapping[str, list[Claim]], wanted: set[str], some_rejected: bool, host: str | None) -> tuple[str | None, str]:
    """Return the value that wins and the rule by which, or (None, "open")."""
    judged = [value for value in by_value if value in wanted]
    if len(judged) == 1:
        return judged[0], "judgement"
    if len(by_value) == 1:
        return next(iter(by_value)), "judgement" if some_rejected else "uncontested"
    sharpest = _most_precise(by_value)
    if len(sharpest) == 1:
        return sharpest[0], "more-precise"
    # A less precise value supports every sharper one that it is compatible with, so it decides nothing: left out.
    issuers = {value: len({issuer for c in by_value[value] for issuer in c.issuers}) for value in sharpest}
    most = max(issuers.values())
    leading = [value for value in sharpest if issuers[value] == most]
    if len(leading) == 1:
        return leading[0], "more-issuers"
    if host:
        by_host = [value for value in leading if any(host in c.issuers for c in by_value[value])]
        if len(by_host) == 1:
            return by_host[0], "host-office"
    return None, "open"


def _most_precise(by_value: Mapping[str, list[Claim]]) -> list[str]:
    """Return the values to which no other is compatible and more precise, sorted."""
    terms = {value: group[0].value for value, group in by_value.items()}
    return sorted(v for v in terms if not any(_refines(terms[other], terms[v]) for other in terms if other != v))


def _refines(fine: Value, coarse: Value) -> bool:
    """Tell whether `fine` is compatible with `coarse` and says more."""
    if isinstance(fine, Literal) and isinstance(coarse, Literal):
        # Dates: 2021-06-23 refines 2021-06, which refines 2021.
        return fine.datatype != coarse.datatype and fine.value.startswith(coarse.value + "-")
    if isinstance(fine, NamedNode) and isinstance(coarse, NamedNode):
        if fine.value.startswith(iris.BASE + "place/"):
            return fine.value.startswith(coarse.value + "/")
        scheme, _, notation = fine.value.removeprefix(iris.BASE).partition("/")
        coarse_scheme, _, coarse_notation = coarse.value.removeprefix(iris.BASE).partition("/")
        return scheme == coarse_scheme and coarse_notation in _LESS_PRECISE.get((scheme, notation), frozenset())
    return False
