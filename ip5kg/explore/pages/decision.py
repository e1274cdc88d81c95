"""The page of a decision: what was decided, how firmly, where, and the sentence that says so."""

from __future__ import annotations

from typing import Final

from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import in_words
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.meeting import STRENGTH_ORDER, decision_row, sentence_case, strength, when
from ip5kg.explore.pages.paging import paged
from ip5kg.explore.pages.values import Fact, Facts, Page, Proofs, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5

_PER_PAGE: Final = 50
_FIRM: Final = {
    "binding": "binding: the offices commit themselves",
    "affirming": "affirming: they confirm what stands, and commit themselves to nothing new",
    "exchanging": "exchanging: they talk, and commit themselves to nothing",
}


def page(world: World, iri: str) -> Page:
    """Return the page of a decision."""
    reader = world.reader
    wording = reader.value(iri, IP5.wording)
    proofs = world.evidence.of(iri, IP5.wording, wording) if wording is not None else world.evidence.of(iri, IP5.act)
    meetings = reader.links(iri, IP5.decidedAt)
    facts: tuple[Fact, ...] = world.facts(iri, {IP5.act: "act"})
    kind = strength(world, iri)
    facts += world.fact("how firm", (Value(_FIRM[kind], tone=f"strength-{kind}"),) if kind in _FIRM else ())
    facts += world.facts(iri, {IP5.modality: "done or meant"})
    facts += world.fact(
        "at",
        tuple(world.link(m, note=when(world, m), proofs=world.evidence.of(iri, IP5.decidedAt, m)) for m in meetings),
    )
    facts += world.facts(iri, {DCTERMS.subject: "topic", IP5.chargedBody: "body charged with it"})
    sections: list[Section] = [Proofs("Where it says so", "evidence", proofs), Facts("At a glance", "facts", facts)]
    sections += conflict_notes(world, iri)
    sections += what_links_here(world, iri, without=(IP5.decided,))
    steps = tuple((sentence_case(world.names.full(m)), world.links.thing(m)) for m in meetings[:1])
    title = sentence_case(reader.text(iri, IP5.wording) or world.names.full(iri))
    date = world.meeting_date(meetings[0]) if meetings else ""
    notices = (f"This was decided after the date that you chose ({in_words(world.as_of)}).",) if world.later(date) else ()
    return Page(title, "Decision", crumbs=way_to(world, iri, *steps), sections=tuple(sections), iri=iri, notices=notices, here="decisions")


def listing(world: World, number: int = 1, *, on: str = "", firm: str = "") -> Page:
    """Return the list of decisions, the latest meeting first, narrowed to a topic or body (`on`) or to how firm they are."""
    lists = world.lists
    found = world.until_then(lists.decisions_on(BASE + on) if on else lists.decisions, lists.decision_dates)
    about = {"on": on} if on else {}
    if firm:
        found = [d for d in found if (lists.strengths.get(d) or "other") == firm]
    chosen, more = paged(world, "decisions", found, number, {**about, **({"firm": firm} if firm else {})}, _PER_PAGE)
    filters = tuple(
        Value(
            name or "all", world.links.page("decisions", **about, **({"firm": name} if name else {})), tone="chosen" if name == firm else ""
        )
        for name in ("", *STRENGTH_ORDER[:3])
    )
    table = Table(
        f"{len(found):,} decisions",
        "list",
        ("", "what", "topics", "meeting"),
        tuple(decision_row(world, d, meeting=True) for d in chosen),
        empty="No decision is known of.",
        more=more,
    )
    lede = "What the offices together decided, affirmed or exchanged; each row is one clause of one release, with the sentence behind it."
    title = f"Decisions: {world.names.full(BASE + on)}" if on else "Decisions"
    return Page(
        title,
        "Overview",
        lede=(Value(lede),),
        crumbs=way_to(world, BASE + on) + ((world.link(BASE + on),) if on else ()),
        sections=(table,),
        here="decisions",
        extra={"filters": filters},
    )
