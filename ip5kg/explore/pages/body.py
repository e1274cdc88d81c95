"""The page of a body (heads, working groups, panels, task forces), and of a series of meetings."""

from __future__ import annotations

from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import in_words
from ip5kg.explore.pages.evidence import last_part
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.meeting import decisions, when
from ip5kg.explore.pages.paging import few, rest
from ip5kg.explore.pages.values import Card, Cards, Cell, Facts, Page, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, ORG, SCHEMA, SKOS

_FEW = 50
_FEW_DECISIONS = 20


def page(world: World, iri: str) -> Page:
    """Return the page of a body."""
    reader = world.reader
    sections: list[Section] = []
    if remit := world.said(iri, IP5.remit):
        sections.append(Prose("What it is for", "remit", tuple((v,) for v in remit)))
    wanted = {
        IP5.bodyKind: "kind",
        IP5.parentBody: "reports to",
        ORG.unitOf: "part of",
        IP5.established: "set up",
        DCTERMS.subject: "topics",
        IP5.meetsAs: "meets as",
        SKOS.note: "notes",
        SKOS.historyNote: "history",
    }
    sections.append(Facts("At a glance", "facts", world.facts(iri, wanted)))
    sections += conflict_notes(world, iri)
    below = [b for b in reader.subjects(IP5.parentBody, iri) if not world.later(reader.text(b, IP5.established))]
    if below:
        cards = tuple(
            Card(Value(world.names.full(b), world.links.thing(b), proofs=world.evidence.of(b, IP5.parentBody, iri)))
            for b in sorted(below, key=world.names.full)
        )
        sections.append(Cards("Bodies that report to it", "below", cards))
    projects = [p for p in reader.subjects(IP5.carriedBy, iri) if not world.later(reader.text(p, SCHEMA.startDate))]
    if projects:
        sections.append(
            Cards("Projects that it carries", "projects", tuple(project_card(world, p) for p in sorted(projects, key=world.names.full)))
        )
    sections += meetings_table(world, iri)
    charged = world.until_then(world.lists.decisions_on(iri), world.lists.decision_dates)
    sections += decisions(world, charged, meeting=True, most=_FEW_DECISIONS, on=iri)
    sections += what_links_here(world, iri, without=(IP5.parentBody, IP5.carriedBy, IP5.chargedBody))
    date = reader.text(iri, IP5.established)
    notices = (f"This body was set up after the date that you chose ({in_words(world.as_of)}).",) if world.later(date) else ()
    return Page(
        world.names.full(iri),
        "Body of the IP5",
        crumbs=way_to(world, iri),
        sections=tuple(sections),
        iri=iri,
        names=world.other_names(iri)[:8],
        notices=notices,
        here="bodies",
    )


def series(world: World, iri: str) -> Page:
    """Return the page of a series of meetings."""
    reader = world.reader
    sections: list[Section] = []
    if definition := world.said(iri, SKOS.definition):
        sections.append(Prose("", "about", (definition,), tone="lede"))
    bodies = reader.subjects(IP5.meetsAs, iri)
    if bodies:
        sections.append(Cards("Who meets", "bodies", tuple(Card(world.link(b)) for b in bodies)))
    sections += meetings_table(world, iri)
    sections += what_links_here(world, iri, without=(IP5.inSeries, IP5.meetsAs, IP5.keySeries))
    return Page(world.names.full(iri), "Series of meetings", crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, here="meetings")


def meetings_table(world: World, iri: str) -> list[Section]:
    """Return the meetings of a body or series as a table, the latest first, with host, place and the number of decisions."""
    reader, dates = world.reader, world.lists.meeting_dates
    found = world.lists.meetings_of(iri)
    ordered = world.until_then(found, dates)
    rows = []
    for meeting in ordered[: few(world, _FEW)]:
        hosts = tuple(world.link(h, short=True, day=world.meeting_date(meeting)) for h in reader.links(meeting, IP5.hostedBy))
        places = tuple(world.link(p) for p in reader.links(meeting, SCHEMA.location))
        if reader.link(meeting, IP5.format).endswith("/online"):
            places = (*places, Value("online", tone="badge"))
        number = len(reader.subjects(IP5.decidedAt, meeting))
        cells: tuple[Cell, ...] = ((world.link(meeting),), (Value(when(world, meeting)),), places, hosts, (Value(str(number or "")),))
        rows.append(Row(cells))
    hidden = len(found) - len(ordered)
    note = f"{hidden} after {in_words(world.as_of)} are not shown." if hidden else ""
    if not rows and not hidden:
        return []
    columns = ("meeting", "when", "where", "host", "decisions")
    more = rest(world, "meetings", len(rows), len(ordered), of=iri.removeprefix(BASE))
    title, empty = f"Meetings ({len(ordered):,})", "None before the date that you chose."
    return [Table(title, "meetings", columns, tuple(rows), note=note, empty=empty, more=more)]


def project_card(world: World, project: str) -> Card:
    """Return a project as a card with its last known status."""
    status = world.reader.link(project, IP5.lastKnownStatus)
    lines: tuple[Cell, ...] = ((world.concept(status, kind="status"),),) if status and not world.day else ()
    return Card(world.link(project), lines=lines)


def listing(world: World) -> Page:
    """Return the bodies of the co-operation by kind, with those that they report to."""
    reader = world.reader
    groups: dict[str, list[str]] = {}
    hidden = 0
    for body in reader.of_type(IP5.Body):
        if world.later(reader.text(body, IP5.established)):
            hidden += 1
            continue
        groups.setdefault(reader.link(body, IP5.bodyKind), []).append(body)
    sections: list[Section] = []
    for kind in sorted(groups, key=lambda k: (-len(groups[k]), k)):
        rows = []
        for body in sorted(groups[kind], key=world.names.full):
            parents = tuple(world.link(p, short=True) for p in reader.links(body, IP5.parentBody))
            since = world.dated(body, IP5.established)
            topics = tuple(world.link(t) for t in reader.links(body, DCTERMS.subject))
            rows.append(Row(((world.link(body, proofs=world.evidence.of(body, SKOS.prefLabel)),), parents, since, topics)))
        title = world.names.full(kind) if kind else "Other bodies"
        sections.append(
            Table(title[:1].upper() + title[1:], last_part(kind) or "other", ("name", "reports to", "set up", "topics"), tuple(rows))
        )
    lede = "From the heads of office down to working groups, panels and task forces: who meets, since when, on what."
    notices = (f"{hidden} bodies were set up after {in_words(world.as_of)} and are not shown.",) if hidden else ()
    return Page("Bodies", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), notices=notices, here="bodies")
