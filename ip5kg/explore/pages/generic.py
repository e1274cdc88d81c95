"""The page of a thing of any kind: all that is said of it, and what links to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ip5kg.explore.pages.dates import span
from ip5kg.explore.pages.paging import few
from ip5kg.explore.pages.reading import MOST
from ip5kg.explore.pages.values import Cell, Fact, Facts, Page, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World, claim_classes
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, RDF, RDFS, SKOS, SKOSXL

_FEW: Final = 60
_LINKS_OF_A_KIND: Final = 40
_CLAIMS: Final = BASE + "claim/"
_PLUMBING: Final = frozenset({RDF.subject, RDF.object, IP5.conflictSubject, IP5.statedBy, IP5.identifies})
"""Links of claims and of the register to what they are about: the evidence shows them."""
_LISTS: Final = {
    "office": "offices",
    "association": "offices",
    "cooperation": "offices",
    "person": "people",
    "body": "bodies",
    "meeting": "meetings",
    "series": "meetings",
    "decision": "decisions",
    "project": "projects",
    "document": "documents",
    "topic": "topics",
    "release": "releases",
    "figure": "figures",
    "conflict": "conflicts",
}
"""The first segment of our IRIs, and the list that such things are on."""
LIST_TITLES: Final = {
    "offices": "Offices",
    "people": "People",
    "bodies": "Bodies",
    "meetings": "Meetings",
    "decisions": "Decisions",
    "projects": "Projects",
    "documents": "Documents",
    "topics": "Topics",
    "releases": "Releases",
    "figures": "Figures",
    "conflicts": "Conflicts",
}


def way_to(world: World, iri: str, *between: tuple[str, str]) -> Cell:
    """Return the breadcrumbs of a thing: the start, the list that it is on, and what lies in between."""
    listing = _LISTS.get(iri.removeprefix(BASE).partition("/")[0], "") if iri.startswith(BASE) else ""
    steps = [(LIST_TITLES[listing], world.links.page(listing))] if listing else []
    return world.crumbs(*steps, *between)


def page(world: World, iri: str) -> Page:
    """Return the page of any thing."""
    reader, names = world.reader, world.names
    said = reader.out(iri)
    title = names.full(iri)
    shown = {predicate: terms for predicate, terms in said.items() if predicate not in (RDF.type, SKOS.prefLabel, RDFS.label)}
    facts = tuple(_fact(world, iri, predicate, len(terms)) for predicate, terms in shown.items())
    kinds = tuple(world.link(cls) for cls in reader.types(iri))
    notices = (
        () if sum(map(len, said.values())) < MOST else (f"More is said of this than fits on a page: the first {MOST:,} values are shown.",)
    )
    sections: list[Section] = []
    if definition := reader.text(iri, SKOS.definition) or reader.text(iri, RDFS.comment) or reader.text(iri, DCTERMS.description):
        sections.append(Prose("", "about", ((Value(definition),),), tone="lede"))
    sections.append(Facts("What is said of it", "facts", tuple(Fact("kind", (v,)) for v in kinds) + facts))
    if not said:
        sections = [Prose("", "about", ((Value("Nothing is said of this thing itself; other things lead to it."),),))]
    sections += what_links_here(world, iri)
    return Page(
        title, names.kind(iri), crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, notices=notices, lang=names.language(iri)
    )


def _fact(world: World, iri: str, predicate: str, number: int) -> Fact:
    values = tuple(world.term(term, proofs=world.evidence.of(iri, predicate, term)) for term in world.reader.values(iri, predicate)[:_FEW])
    if number > _FEW:
        values = (*values, Value(f"and {number - _FEW:,} more"))
    return Fact(world.names.property(predicate), values, world.names.help(predicate))


def what_links_here(world: World, iri: str, *, without: Iterable[str] = ()) -> list[Section]:
    """Return what else in the graph leads to a thing, by kind of link; `without` names the links that the page shows already."""
    left_out = _PLUMBING | frozenset(without)
    rows, most = [], few(world, _LINKS_OF_A_KIND)
    hidden = claim_classes()
    for predicate in sorted(world.reader.leading_to(iri), key=world.names.property):
        if predicate in left_out:
            continue
        candidates = [s for s in world.reader.some_subjects(predicate, iri, most + 1) if not s.startswith(_CLAIMS)]
        subjects = [s for s in candidates[:most] if hidden.isdisjoint(world.reader.types(s))]
        if not subjects:
            continue
        values = tuple(world.link(s, proofs=world.evidence.of(s, predicate, iri), note=world.names.kind(s).lower()) for s in subjects)
        if len(candidates) > most:
            asked = f"SELECT ?thing {{ ?thing <{predicate}> <{iri}> }}"
            values = (*values, Value(f"more than {most}: all of them", world.links.page("sparql", query=asked)))
        rows.append(Fact(world.names.property(predicate), values, world.names.help(predicate)))
    if not rows:
        return []
    note = "Other things in the graph, and the property by which they lead to this one."
    return [Facts("What links here", "links", tuple(rows), note)]


def names_section(world: World, iri: str) -> list[Section]:
    """Return the names of an office with the time for which each holds."""
    reader = world.reader
    rows = []
    for name in reader.links(iri, IP5.datedName):
        start, end = reader.text(name, IP5.validFrom), reader.text(name, IP5.validTo)
        if reader.link(name, IP5.verification).endswith("/unverified"):
            continue
        form = reader.value(name, SKOSXL.literalForm)
        if form is None:
            continue
        official = reader.text(name, IP5.official) in ("true", "1")
        cells: tuple[Cell, ...] = (
            (world.term(form, proofs=world.evidence.pages(name)),),
            tuple(world.term(term) for term in reader.values(name, IP5.acronym)),
            (Value(span(start, end) or "not known"),),
            (Value("the office's own" if official else "a rendering by others", tone="quiet"),),
        )
        rows.append((start or "9999", end, Row(cells)))
    rows.sort(key=lambda row: (row[1] or "9999", row[0]), reverse=True)
    if not rows:
        return []
    return [Table("Names over time", "names", ("name", "short", "held", ""), tuple(row for _, _, row in rows))]
