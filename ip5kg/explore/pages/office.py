"""The page of an office, an observer or an association: its names over time, its heads, its part in the co-operation."""

from __future__ import annotations

from collections import Counter

from ip5kg.explore.pages import tenures
from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import bounds, certainly_by, in_words, is_date, span
from ip5kg.explore.pages.generic import names_section, way_to, what_links_here
from ip5kg.explore.pages.meeting import release_card, when
from ip5kg.explore.pages.naming import Names
from ip5kg.explore.pages.paging import few, rest
from ip5kg.explore.pages.values import Card, Cards, Cell, Fact, Facts, Page, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import FOAF, IP5, ORG, SCHEMA, SKOS

_FEW = 25
_PEOPLE = 40
_CARDS = 12
_NAMES = 24
_SURE = {"certain": "", "possible": "probably"}
_SHOWN = (
    IP5.onBehalfOf,
    IP5.hostedBy,
    IP5.attendedByOffice,
    IP5.leadOffice,
    IP5.issuer,
    ORG.postIn,
    ORG.organization,
    IP5.ofOffice,
    IP5.renamedOffice,
)


def page(world: World, iri: str) -> Page:
    """Return the page of an office or another organisation."""
    reader = world.reader
    sections: list[Section] = []
    if heads := head_cards(world, iri):
        sections.append(Cards("Head of the office" if not world.day else f"Head in {in_words(world.as_of)}", "head", heads))
    sections.append(Facts("At a glance", "facts", _facts(world, iri)))
    sections += conflict_notes(world, iri)
    sections += names_section(world, iri)
    for post in reader.links(iri, IP5.headPost):
        sections += tenures.table(world, "Heads over time", "heads", tenures.tenures(world, post=post), by="person")
    sections += _meetings(world, iri)
    sections += _participants(world, iri)
    sections += _projects(world, iri)
    sections += _parents(world, iri)
    sections += _posts(world, iri)
    sections += _releases(world, iri)
    sections += what_links_here(world, iri, without=_SHOWN)
    name = world.names.full(iri)
    return Page(
        name,
        world.names.kind(iri),
        lede=_lede(world, iri),
        crumbs=way_to(world, iri),
        sections=tuple(sections),
        iri=iri,
        names=world.other_names(iri)[:_NAMES],
        here="offices",
    )


def _lede(world: World, iri: str) -> Cell:
    short, name = world.names.short(iri), world.names.full(iri)
    code = world.reader.text(iri, ORG.identifier)
    parts = [part for part in (short if short != name else "", f"WIPO ST.3 code {code}" if code else "") if part]
    if world.as_of:
        parts.append(f"under its name of {in_words(world.as_of)}")
    return (Value(", ".join(parts)),) if parts else ()


def head_cards(world: World, iri: str) -> tuple[Card, ...]:
    """Return who heads an office (on the chosen day), as cards."""
    cards = []
    for post in world.reader.links(iri, IP5.headPost):
        for tenure, how in tenures.in_post(world, post):
            start, _ = bounds(*tenure.starts, *tenure.ends)
            called = tuple(world.term(t) for t in world.reader.values(tenure.iri, IP5.capacity))[:2]
            cards.append(Card(tenures.holder(world, tenure, how), lines=(called, (Value(f"in post since {start}", tone="quiet"),))))
    return tuple(cards)


def _facts(world: World, iri: str) -> tuple[Fact, ...]:
    wanted = {
        SCHEMA.base + "areaServed": "area",
        IP5.seat: "seat",
        SCHEMA.location: "further places",
        IP5.founded: "founded",
        ORG.memberOf: "member of",
        IP5.parentOrganisation: "belongs to",
        FOAF.homepage: "web site",
        SCHEMA.base + "sameAs": "the same elsewhere",
        SKOS.definition: "what it is",
        SKOS.note: "notes",
        SKOS.historyNote: "history",
    }
    if not world.day:
        return world.facts(iri, wanted)
    # As of a date: the organisation above the office is the one of that time, and nothing is said where none is known.
    del wanted[IP5.parentOrganisation]
    return world.facts(iri, wanted) + world.fact("belonged to", _above(world, iri))


def _above(world: World, iri: str) -> Cell:
    reader, found = world.reader, []
    for parentage in reader.subjects(IP5.ofOffice, iri):
        start, end = reader.text(parentage, IP5.validFrom), reader.text(parentage, IP5.validTo)
        if (not start or certainly_by(start, world.day)) and not (end and certainly_by(end, world.day) and end != world.day):
            proofs = world.evidence.pages(parentage)
            found += [(start, world.link(o, proofs=proofs)) for o in reader.links(parentage, IP5.underOrganisation)]
    latest = max((start for start, _ in found), default="")
    return tuple(value for start, value in found if start == latest)


def _meetings(world: World, iri: str) -> list[Section]:
    lists = world.lists
    found = world.until_then(lists.meetings_of(iri), lists.meeting_dates)
    rows = []
    for meeting in found[: few(world, _FEW)]:
        hosted = world.reader.has(meeting, IP5.hostedBy, iri)
        proofs = world.evidence.of(meeting, IP5.hostedBy if hosted else IP5.attendedByOffice, iri)
        part = Value("host" if hosted else "present", tone="badge host" if hosted else "badge", proofs=proofs)
        rows.append(Row(((world.link(meeting),), (Value(when(world, meeting)),), (part,))))
    if not rows:
        return []
    more = rest(world, "meetings", len(rows), len(found), of=iri.removeprefix(BASE))
    return [Table(f"Meetings ({len(found):,})", "meetings", ("meeting", "when", "part"), tuple(rows), more=more)]


def _participants(world: World, iri: str) -> list[Section]:
    counts = Counter(person for person, date in world.lists.delegates(iri) if not world.later(date))
    often = sorted(counts, key=lambda p: (-counts[p], p))[:_PEOPLE]
    cards = tuple(Card(world.link(p), number=f"{counts[p]}×") for p in sorted(often, key=lambda p: (-counts[p], world.names.full(p))))
    note = "How often sources name them at a meeting on behalf of it."
    if len(counts) > len(often):
        note += f" The {len(often)} named most often, of {len(counts):,}."
    return [Cards("People who came for it", "people", cards, note=note)] if cards else []


def _projects(world: World, iri: str) -> list[Section]:
    found = world.reader.subjects(IP5.leadOffice, iri)
    cards = tuple(
        Card(Value(world.names.full(p), world.links.thing(p), proofs=world.evidence.of(p, IP5.leadOffice, iri)))
        for p in sorted(found, key=world.names.full)
        if not world.later(world.reader.text(p, SCHEMA.startDate))
    )
    return [Cards("Projects that it leads", "projects", cards)] if cards else []


def _parents(world: World, iri: str) -> list[Section]:
    reader, rows = world.reader, []
    for parentage in reader.subjects(IP5.ofOffice, iri):
        start, end = reader.text(parentage, IP5.validFrom), reader.text(parentage, IP5.validTo)
        proofs = world.evidence.pages(parentage)
        under = tuple(world.link(o, proofs=proofs) for o in reader.links(parentage, IP5.underOrganisation))
        rows.append((start or "0", Row((under, (Value(span(start, end) or "not known"),), world.said(parentage, SKOS.note)))))
    for renaming in reader.subjects(IP5.renamedOffice, iri):
        date = reader.text(renaming, IP5.effectiveOn)
        old = tuple(world.link(n) for n in reader.links(renaming, IP5.oldName)[:1])
        new = tuple(world.link(n) for n in reader.links(renaming, IP5.newName)[:1])
        what: Cell = (Value("renamed", tone="run", proofs=world.evidence.pages(renaming)), *old, Value("→"), *new)
        rows.append((date or "0", Row((what, (Value(in_words(date)),), world.said(renaming, SKOS.note)))))
    rows.sort(key=lambda row: row[0], reverse=True)
    return [Table("Above it, and changes", "changes", ("what", "when", "note"), tuple(row for _, row in rows))] if rows else []


def _posts(world: World, iri: str) -> list[Section]:
    heads = frozenset(world.reader.links(iri, IP5.headPost))
    rows = []
    for post in world.reader.subjects(ORG.postIn, iri):
        if post in heads:
            continue
        holders = tuple(world.link(t.person) for t in tenures.tenures(world, post=post) if t.person)
        rows.append(Row(((world.link(post, proofs=world.evidence.pages(post)),), holders)))
    return [Table("Other posts", "posts", ("post", "held by, the latest first"), tuple(rows))] if rows else []


def _releases(world: World, iri: str) -> list[Section]:
    found = world.until_then(world.lists.releases_of(iri), world.lists.issued)
    cards = tuple(release_card(world, r) for r in found[: few(world, _CARDS)])
    more = rest(world, "releases", len(cards), len(found), by=iri.removeprefix(BASE))
    return [Cards(f"Releases that it issued ({len(found):,})", "releases", cards, more=more, wide=True)] if cards else []


def _year_by_year(world: World) -> list[Section]:
    """Return what each office was called at the end of each year, and who headed it then."""
    reader = world.reader
    offices = sorted(reader.of_type(IP5.Office), key=world.names.short)
    years = sorted({date[:4] for date in world.lists.meeting_dates.values() if is_date(date) and not world.later(date)}, reverse=True)
    if not offices or not years:
        return []
    held = {o: [tenures.tenures(world, post=post) for post in reader.links(o, IP5.headPost)] for o in offices}
    rows = []
    for year in (str(y) for y in range(int(years[0]), int(years[-1]) - 1, -1)):
        day, cells = f"{year}-12-31", []
        names = Names(reader, day)
        for iri in offices:
            heads = [head for found in held[iri] for head in tenures.on_day(found, day)]
            people = tuple(
                Value(names.full(t.person) if t.person else "vacant", world.links.thing(t.person) if t.person else "", note=_SURE[how])
                for t, how in heads
            )
            full = names.full(iri)
            cells.append((Value(names.short(iri), world.links.thing(iri), title=full, tone="run"), *people))
        rows.append(Row(((Value(year),), *cells)))
    columns = ("year", *(reader.text(o, ORG.identifier) or world.names.short(o) for o in offices))
    note = "Names and heads at the end of each year, as far as sources tell; the pages of the offices have the days and the evidence."
    return [Table("Year by year", "years", columns, tuple(rows), note=note)]


def listing(world: World) -> Page:
    """Return the list of offices, observers and associations."""
    reader = world.reader
    sections: list[Section] = []
    for title, cls in (
        ("The five offices", IP5.Office),
        ("Observers", IP5.ObserverOrganization),
        ("Industry associations", IP5.IndustryAssociation),
        ("Co-operations", IP5.Cooperation),
    ):
        cards = []
        for iri in sorted(reader.of_type(cls), key=world.names.full):
            heads = tuple(card.value for card in head_cards(world, iri))
            full = world.names.full(iri)
            lines: tuple[Cell, ...] = ((Value(full),),) if world.names.short(iri) != full else ()
            lines += ((Value("head:", tone="quiet"), *heads),) if heads else ()
            cards.append(Card(world.link(iri, short=True), lines=lines))
        if cards:
            sections.append(Cards(title, cls.rpartition("#")[2].lower(), tuple(cards), wide=cls == IP5.Office))
    sections += _year_by_year(world)
    lede = "Each keeps its address through every change of name" + (
        f"; names and heads as of {in_words(world.as_of)}." if world.as_of else "."
    )
    return Page("Offices", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), here="offices")
