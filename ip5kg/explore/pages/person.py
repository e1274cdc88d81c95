"""The page of a person: names, posts over time, meetings, and what else is said."""

from __future__ import annotations

from ip5kg.explore.pages import tenures
from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import bounds
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.meeting import when
from ip5kg.explore.pages.paging import few, paged, rest
from ip5kg.explore.pages.values import Cell, Fact, Facts, Page, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import FOAF, IP5, ORG, SKOS

_FEW = 60


def page(world: World, iri: str) -> Page:
    """Return the page of a person."""
    sections: list[Section] = []
    held = tenures.tenures(world, person=iri)
    sections += conflict_notes(world, iri)
    sections += tenures.table(world, "Posts", "posts", held, by="post")
    sections += _meetings(world, iri)
    wanted = {
        FOAF.familyName: "family name",
        FOAF.givenName: "given name",
        SKOS.altLabel: "also written",
        SKOS.hiddenLabel: "found in sources, but wrong",
        SKOS.note: "notes",
        SKOS.editorialNote: "our note",
    }
    facts = world.facts(iri, wanted)
    names: tuple[Fact, ...] = world.fact("name", world.said(iri, SKOS.prefLabel))
    sections.append(Facts("Names", "names", names + facts))
    sections += what_links_here(world, iri, without=(IP5.participant, ORG.member, IP5.attendedBy, IP5.chairedBy))
    return Page(
        world.names.full(iri),
        "Person",
        lede=_lede(world, held),
        crumbs=way_to(world, iri),
        sections=tuple(sections),
        iri=iri,
        names=tuple(v for v in world.other_names(iri) if v.lang)[:6],
        here="people",
    )


def _lede(world: World, held: list[tenures.Tenure]) -> Cell:
    on = [t for t in held if not world.day or t.on(world.day) == "certain"][:1]
    return tuple(world.link(t.post, note=f"{' – '.join(bounds(*t.starts, *t.ends))}") for t in on)


def _meetings(world: World, iri: str) -> list[Section]:
    reader, rows = world.reader, []
    parts = {part: world.meeting_date(reader.link(part, IP5.atMeeting)) for part in reader.subjects(IP5.participant, iri)}
    ordered = world.until_then(world.newest_first(parts, parts), parts)
    for part in ordered[: few(world, _FEW)]:
        meeting, date = reader.link(part, IP5.atMeeting), parts[part]
        where = Value(
            world.names.full(meeting),
            world.links.thing(meeting),
            note=when(world, meeting),
            proofs=world.evidence.of(part, IP5.participant, iri),
        )
        cells: tuple[Cell, ...] = (
            (where,),
            tuple(world.concept(r, kind="role", proofs=world.evidence.of(part, IP5.role, r)) for r in reader.links(part, IP5.role)),
            world.said(part, IP5.onBehalfOf, day=date, short=True),
            world.said(part, IP5.capacity),
        )
        rows.append(Row(cells))
    if not rows:
        return []
    more = rest(world, "meetings", len(rows), len(ordered), of=iri.removeprefix(BASE))
    columns = ("meeting", "role", "for", "capacity")
    return [Table(f"Meetings ({len(ordered):,})", "meetings", columns, tuple(rows), more=more)]


def listing(world: World, number: int = 1) -> Page:
    """Return the list of people, in the order of their names, with the last post and the number of meetings of each."""
    counts = world.lists.appearances
    found = world.by_name(IP5.Person)
    chosen, more = paged(world, "people", found, number)
    rows = []
    for person in chosen:
        held = [t for t in tenures.tenures(world, person=person) if not world.day or t.on(world.day)]
        last = tuple(world.link(t.post) for t in held[:1])
        scripts = tuple(v for v in world.other_names(person) if v.lang)[:2]
        rows.append(Row(((world.link(person),), scripts, last, (Value(str(counts.get(person, 0))),))))
    columns = ("name", "in other scripts", "last known post" if not world.day else "post", "at meetings")
    table = Table(f"{len(found):,} people", "list", columns, tuple(rows), more=more, empty="No people are known of.")
    lede = "Heads and deputies of the offices, chairs, delegates and observers. Namesakes are kept apart."
    return Page("People", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=(table,), here="people")
