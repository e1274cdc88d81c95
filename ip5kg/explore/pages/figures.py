"""Figures: one, and all of them side by side."""

from __future__ import annotations

import pyoxigraph as ox

from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.meeting import release_card, sentence_case
from ip5kg.explore.pages.reading import sort_key
from ip5kg.explore.pages.values import Cards, Cell, Facts, Page, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.namespaces import IP5

_QUALIFIERS = {"about": "about ", "over": "over ", "under": "under "}


def amount(world: World, iri: str) -> str:
    """Return a figure as it is read: "about 2,730,000 applications", "85%"."""
    reader = world.reader
    value = reader.text(iri, IP5.value)
    try:
        number = f"{int(value):,}" if value.lstrip("-").isdigit() else f"{float(value):,.10g}"
    except ValueError:
        number = value
    qualifier = _QUALIFIERS.get(reader.link(iri, IP5.qualifier).rpartition("/")[2], "")
    unit = reader.link(iri, IP5.unit)
    if unit.endswith("/percent"):
        return f"{qualifier}{number}%"
    return f"{qualifier}{number} {world.names.full(unit) if unit else ''}".strip()


def page(world: World, iri: str) -> Page:
    """Return the page of a figure."""
    wanted = {
        IP5.value: "value",
        IP5.unit: "unit",
        IP5.qualifier: "how exact",
        IP5.measure: "what is counted",
        IP5.scope: "whose",
        IP5.referenceYear: "year",
    }
    sections: list[Section] = [Facts("At a glance", "facts", world.facts(iri, wanted))]
    quoted = world.reader.links(iri, IP5.quotedIn)
    if quoted:
        sections.append(Cards("Quoted in", "quoted", tuple(release_card(world, r) for r in quoted), wide=True))
    sections += what_links_here(world, iri)
    lede = tuple(world.link(m) for m in world.reader.links(iri, IP5.measure))
    return Page(
        sentence_case(amount(world, iri)), "Figure", lede=lede, crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, here="figures"
    )


def listing(world: World) -> Page:
    """Return all figures by what they count and for which year, so that those that differ stand side by side."""
    reader = world.reader
    groups: dict[str, list[str]] = {}
    for iri in reader.of_type(IP5.Figure):
        groups.setdefault(reader.link(iri, IP5.measure), []).append(iri)
    sections: list[Section] = []
    for measure in sorted(groups, key=lambda m: (-len(groups[m]), m)):
        found = sorted(
            groups[measure],
            key=lambda f: (reader.text(f, IP5.referenceYear) or "9999", reader.link(f, IP5.scope), sort_key(_value(world, f)), f),
        )
        rows = []
        for iri in found:
            values = reader.values(iri, IP5.value)
            proofs = world.evidence.of(iri, IP5.value, values[0]) if values else ()
            cells: tuple[Cell, ...] = (
                (Value(reader.text(iri, IP5.referenceYear) or "not stated"),),
                tuple(Value(world.names.full(s)) for s in reader.links(iri, IP5.scope)),
                (Value(amount(world, iri), world.links.thing(iri), proofs=proofs),),
                tuple(dict.fromkeys(Value(", ".join(p for p in (proof.publisher, proof.date) if p)) for proof in proofs)),
            )
            rows.append(Row(cells))
        title = sentence_case(world.names.full(measure)) if measure else "Other figures"
        sections.append(Table(title, measure.rpartition("/")[2] or "other", ("year", "whose", "figure", "quoted by"), tuple(rows)))
    lede = "Numbers as they were quoted. Two figures for one year may both be right: they are what each source says."
    return Page("Figures", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), here="figures")


def _value(world: World, iri: str) -> ox.Literal:
    found = next((t for t in world.reader.values(iri, IP5.value) if isinstance(t, ox.Literal)), None)
    return found if found is not None else ox.Literal("")
