"""Where sources disagree: the list, one conflict, and the notes on the pages of what they disagree about."""

from __future__ import annotations

from ip5kg.explore.pages.evidence import STATUS, Claim, last_part
from ip5kg.explore.pages.generic import way_to
from ip5kg.explore.pages.values import Cell, Facts, Page, Proofs, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.namespaces import DCTERMS, IP5, SKOS


def conflict_notes(world: World, subject: str) -> list[Section]:
    """Return what sources disagree on about a thing, or nothing."""
    found = world.reader.subjects(IP5.conflictSubject, subject)
    if not found:
        return []
    paragraphs = tuple(
        (
            Value("Sources disagree on"),
            Value(world.names.property(world.reader.link(c, IP5.conflictProperty)), world.links.thing(c)),
            Value("—"),
            *_versions(world, c),
        )
        for c in found
    )
    return [Prose("Where sources disagree", "disagreement", paragraphs, tone="warning")]


def _versions(world: World, conflict: str) -> Cell:
    """Return each competing value once, with the proofs of it."""
    values: dict[str, list[Claim]] = {}
    for claim in competing(world, conflict):
        values.setdefault(world.names.term(claim.object) if claim.object is not None else "?", []).append(claim)
    shown = []
    for text in sorted(values, key=lambda t: (values[t][0].status not in ("accepted", ""), t)):
        accepted = any(c.status == "accepted" for c in values[text])
        shown.append(Value(text, note="accepted" if accepted else "", proofs=world.evidence.shown(values[text])))
    return tuple(shown)


def competing(world: World, conflict: str) -> tuple[Claim, ...]:
    """Return the claims of a conflict, the accepted one first."""
    return world.evidence.in_order(world.evidence.claim(claim) for claim in world.reader.links(conflict, IP5.competingClaim))


def listing(world: World) -> Page:
    """Return the list of conflicts."""
    rows = []
    for conflict in world.reader.of_type(IP5.Conflict):
        subject = world.reader.link(conflict, IP5.conflictSubject)
        prop = world.reader.link(conflict, IP5.conflictProperty)
        cells: tuple[Cell, ...] = (
            (world.link(subject),) if subject else (),
            (Value(world.names.property(prop), world.links.thing(conflict), title=world.names.help(prop)),),
            _versions(world, conflict),
            tuple(world.concept(r) for r in world.reader.links(conflict, IP5.reason)),
        )
        rows.append((world.names.full(subject) if subject else "", world.names.property(prop), Row(cells)))
    rows.sort(key=lambda row: row[:2])
    lede = "Sources do not always agree. Every version is kept, with who says so; one is taken for a stated reason, or none."
    table = Table(
        "Disagreements",
        "list",
        ("about", "on", "the versions", "settled by"),
        tuple(row for *_, row in rows),
        empty="No two sources that were read disagree on a value that can only be one.",
    )
    return Page("Where sources disagree", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=(table,), here="conflicts")


def page(world: World, iri: str) -> Page:
    """Return the page of one conflict: each version, what was made of it, and the sentences."""
    reader = world.reader
    subject, prop = reader.link(iri, IP5.conflictSubject), reader.link(iri, IP5.conflictProperty)
    facts = world.fact("about", (world.link(subject),) if subject else ())
    facts += world.fact("on", (Value(world.names.property(prop)),), world.names.help(prop))
    facts += world.fact("settled by", tuple(world.concept(r) for r in reader.links(iri, IP5.reason)))
    facts += world.fact("note", world.said(iri, SKOS.note))
    facts += world.fact("judged on", tuple(world.link(s) for s in reader.links(iri, DCTERMS.source)))
    sections: list[Section] = [Facts("What it is about", "facts", facts)]
    values: dict[str, list[Claim]] = {}
    for claim in competing(world, iri):
        values.setdefault(world.names.term(claim.object) if claim.object is not None else "?", []).append(claim)
    for place, text in enumerate(values):
        claims = values[text]
        statuses = sorted({STATUS.get(c.status, c.status) for c in claims if c.status})
        sections.append(Proofs(text, f"version-{place + 1}", world.evidence.shown(claims), note="; ".join(statuses)))
    title = f"{world.names.full(subject)}: {world.names.property(prop)}" if subject else f"Conflict {last_part(iri)}"
    return Page(title, "Conflict", crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, here="conflicts")
