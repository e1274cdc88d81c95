"""The page of search: what was found, of what kind, by which name."""

from __future__ import annotations

from ip5kg.explore.pages.values import Card, Cards, Cell, Page, Prose, Section, Value
from ip5kg.explore.pages.world import World
from ip5kg.explore.search import Hit, Index

_MOST = 100


def page(world: World, index: Index, query: str) -> Page:
    """Return what search finds for a text; without a text, what can be searched for."""
    sections: list[Section] = []
    if not query.strip():
        said = "Type a name in any script, an old name, an acronym, a code or an IRI: SIPO, 김용래, KIPO, WG1, KR, meeting/heads/14."
        sections.append(Prose("", "hint", ((Value(said),),)))
        return Page("Search", "Search", crumbs=world.crumbs(), sections=tuple(sections))
    hits = index.search(query, _MOST)
    if hits:
        cards = tuple(_card(world, hit) for hit in hits)
        number = f"{len(hits)} found" if len(hits) < _MOST else f"The best {_MOST}"
        sections.append(Cards(number, "found", cards, wide=True))
    else:
        near = index.near(query)
        sections.append(Prose("", "none", ((Value("Nothing bears a name with these words."),),)))
        if near:
            links = tuple(Value(name, world.links.page("search", q=name)) for name in near)
            sections.append(Prose("Names that are written alike", "near", (links,)))
        else:
            sections.append(Prose("", "try", ((Value("Try fewer words, another spelling, or the name in its own script."),),)))
    return Page(f"Search: {query[:80]}", "Search", crumbs=world.crumbs(), sections=tuple(sections))


def _card(world: World, hit: Hit) -> Card:
    value = world.link(hit.iri)
    lines: list[Cell] = [(Value(world.names.kind(hit.iri), tone="quiet"),)]
    if hit.name not in (value.text, hit.iri):
        lines.append((Value("found as", tone="quiet"), Value(hit.name)))
    return Card(value, tuple(lines))


def suggestion(world: World, hit: Hit) -> dict[str, str]:
    """Return a hit for the list below the search field."""
    value = world.link(hit.iri)
    return {"text": value.text, "kind": world.names.kind(hit.iri), "href": value.href, "name": hit.name if hit.name != value.text else ""}
