"""Who held which post when, and who headed an office on a day: from four bounds, without guessing."""

from __future__ import annotations

from dataclasses import dataclass

from ip5kg.explore.pages.dates import bounds, is_date
from ip5kg.explore.pages.values import Cell, Row, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.namespaces import IP5, ORG, SKOS
from ip5kg.network.days import first_day, last_day


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody in a post; the four bounds are ISO dates, "" where not known."""

    iri: str
    person: str
    post: str
    starts: tuple[str, str]
    ends: tuple[str, str]
    acting: bool
    vacant: bool

    def on(self, day: str) -> str:
        """Return "certain", "possible" or "" for whether the post was held so on a day."""
        early, late = self.starts
        first, last = self.ends
        if (early and first_day(early) > day) or (last and last_day(last) < day):
            return ""
        certain = late and last_day(late) <= day and first and first_day(first) >= day
        if certain:
            return "certain"
        return "possible" if not (late and not early and first_day(late) > day) else ""

    @property
    def order(self) -> tuple[str, str]:
        return (self.starts[1] or self.starts[0] or self.ends[0] or "0000", self.ends[0] or self.ends[1] or "9999")


def tenures(world: World, *, post: str = "", person: str = "") -> list[Tenure]:
    """Return the tenures of a post or of a person, the latest first."""
    reader = world.reader
    found = reader.subjects(IP5.heldPost, post) if post else reader.subjects(ORG.member, person)
    made = []
    for iri in found:
        if reader.link(iri, IP5.verification).endswith("/unverified") or not reader.link(iri, IP5.heldPost):
            continue
        dates = {p: _date(reader.text(iri, p)) for p in (IP5.earliestStart, IP5.latestStart, IP5.earliestEnd, IP5.latestEnd)}
        made.append(
            Tenure(
                iri,
                reader.link(iri, ORG.member),
                reader.link(iri, IP5.heldPost),
                (dates[IP5.earliestStart], dates[IP5.latestStart]),
                (dates[IP5.earliestEnd], dates[IP5.latestEnd]),
                reader.text(iri, IP5.acting) in ("true", "1"),
                reader.text(iri, IP5.vacant) in ("true", "1"),
            )
        )
    return sorted(made, key=lambda t: (t.order, t.iri), reverse=True)


def _date(text: str) -> str:
    return text if is_date(text) else ""


def in_post(world: World, post: str) -> list[tuple[Tenure, str]]:
    """Return who held a post on the chosen day, and how sure that is; without a date the last who is known."""
    found = tenures(world, post=post)
    return on_day(found, world.day) if world.day else [(t, "last") for t in found[:1]]


def on_day(found: list[Tenure], day: str) -> list[tuple[Tenure, str]]:
    """Return those of the tenures of a post that held it on a day, and how sure that is."""
    sure = [(t, t.on(day)) for t in found]
    certain = [(t, how) for t, how in sure if how == "certain"]
    if certain:
        return certain
    # Of those who may have been in post, the one whose start is nearest before the day.
    return [(t, how) for t, how in sure if how == "possible" and (not t.starts[1] or first_day(t.starts[1]) <= day)][:1]


def holder(world: World, tenure: Tenure, how: str) -> Value:
    """Return the holder of a post as a link, with what is to be said of it."""
    proofs = world.evidence.pages(tenure.iri)
    notes = []
    if tenure.acting:
        notes.append("acting")
    if how == "last":
        notes.append("the last who is known")
    if how == "possible":
        notes.append("probably: the sources leave gaps")
    if tenure.vacant or not tenure.person:
        return Value("vacant", note="; ".join(notes), proofs=proofs)
    return world.link(tenure.person, note="; ".join(notes), proofs=proofs)


def table(world: World, title: str, anchor: str, found: list[Tenure], *, by: str) -> list[Table]:
    """Return tenures as a table; `by` is "person" or "post", what each row begins with."""
    rows = []
    for tenure in found:
        start, end = bounds(*tenure.starts, *tenure.ends)
        proofs = world.evidence.pages(tenure.iri)
        first: Cell
        if by == "person":
            first = (world.link(tenure.person, proofs=proofs) if tenure.person else Value("vacant", proofs=proofs),)
        else:
            first = (world.link(tenure.post, proofs=proofs),)
        capacities = tuple(world.term(t) for t in world.reader.values(tenure.iri, IP5.capacity))
        if tenure.acting:
            capacities = (*capacities, Value("acting", tone="badge"))
        notes = tuple(world.term(t) for t in world.reader.values(tenure.iri, SKOS.note))
        now = bool(world.day) and tenure.on(world.day) == "certain"
        rows.append(Row((first, capacities, (Value(start),), (Value(end),), notes), tone="chosen" if now else ""))
    if not rows:
        return []
    note = "Dates are bounds where the sources do not give a day: a release proves a post on its day, not since when."
    return [Table(title, anchor, ("who" if by == "person" else "post", "called", "from", "until", "note"), tuple(rows), note=note)]
