"""The pages of projects, documents and topics."""

from __future__ import annotations

from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import in_words, span
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.meeting import decisions, documents, sentence_case
from ip5kg.explore.pages.paging import paged
from ip5kg.explore.pages.values import Card, Cards, Cell, Facts, Page, Proofs, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, SCHEMA, SKOS

_FEW = 25


def project(world: World, iri: str) -> Page:
    """Return the page of a project: leads, bodies, dates, what is known of its status and when."""
    reader = world.reader
    sections: list[Section] = []
    if about := world.said(iri, DCTERMS.description):
        sections.append(Prose("", "about", (about,), tone="lede"))
    wanted = {
        IP5.leadOffice: "lead",
        IP5.carriedBy: "carried by",
        DCTERMS.isPartOf: "part of",
        SCHEMA.startDate: "start",
        SCHEMA.endDate: "end",
        IP5.lastKnownStatus: "last known status",
        DCTERMS.title: "called in releases",
        SKOS.note: "notes",
        SKOS.historyNote: "history",
        SKOS.editorialNote: "our note",
    }
    sections.append(Facts("At a glance", "facts", world.facts(iri, wanted)))
    sections += conflict_notes(world, iri)
    sections += _statuses(world, iri)
    parts = reader.subjects(DCTERMS.isPartOf, iri)
    if parts:
        sections.append(Cards("Its parts", "parts", tuple(Card(world.link(p)) for p in sorted(parts, key=world.names.full))))
    sections += what_links_here(world, iri, without=(IP5.reportsOn, IP5.worksOn, DCTERMS.isPartOf))
    start = reader.text(iri, SCHEMA.startDate)
    notices = (f"This project began after the date that you chose ({in_words(world.as_of)}).",) if world.later(start) else ()
    title = sentence_case(world.names.full(iri))
    names = world.other_names(iri)[:8]
    return Page(
        title, "Project", crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, names=names, notices=notices, here="projects"
    )


def _statuses(world: World, iri: str) -> list[Section]:
    reader, rows = world.reader, []
    for report in reader.subjects(IP5.reportsOn, iri):
        date = reader.text(report, IP5.asOf)
        if world.later(date):
            continue
        status = tuple(
            world.concept(s, kind="status", proofs=world.evidence.of(report, IP5.projectStatus, s))
            for s in reader.links(report, IP5.projectStatus)
        )
        words = tuple(world.term(t) for t in reader.values(report, DCTERMS.description))
        by = tuple(world.link(r) for r in reader.links(report, IP5.statedBy))
        rows.append((date, Row(((Value(in_words(date) or "not dated"),), status, words or by))))
    rows.sort(key=lambda row: row[0], reverse=True)
    if not rows:
        return []
    return [Table("What sources say of its status", "status", ("when", "status", "by whom, or what"), tuple(row for _, row in rows))]


def projects(world: World) -> Page:
    """Return the list of projects by status."""
    reader = world.reader
    groups: dict[str, list[str]] = {}
    hidden = 0
    for iri in reader.of_type(IP5.Project):
        if world.later(reader.text(iri, SCHEMA.startDate)):
            hidden += 1
            continue
        groups.setdefault(reader.link(iri, IP5.lastKnownStatus), []).append(iri)
    sections: list[Section] = []
    for status in sorted(groups, key=lambda s: (-len(groups[s]), s)):
        rows = []
        for iri in sorted(groups[status], key=lambda p: world.names.full(p).casefold()):
            leads = tuple(
                world.link(o, short=True, proofs=world.evidence.of(iri, IP5.leadOffice, o)) for o in reader.links(iri, IP5.leadOffice)
            )
            bodies = tuple(world.link(b, short=True) for b in reader.links(iri, IP5.carriedBy))
            time = span(reader.text(iri, SCHEMA.startDate), reader.text(iri, SCHEMA.endDate))
            rows.append(Row(((world.link(iri),), leads, bodies, (Value(time),))))
        title = sentence_case(world.names.full(status)) if status else "Status not known"
        anchor = status.rpartition("/")[2] or "unknown"
        sections.append(Table(f"{title} ({len(rows)})", anchor, ("project", "lead", "carried by", "when"), tuple(rows)))
    lede = "Joint work of the offices, by the status that is known last."
    notices = (f"{hidden} projects began after {in_words(world.as_of)} and are not shown.",) if hidden else ()
    return Page(
        "Projects", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), notices=notices, here="projects"
    )


def document(world: World, iri: str) -> Page:
    """Return the page of a document."""
    reader = world.reader
    titles = reader.values(iri, DCTERMS.title)
    proofs = tuple(dict.fromkeys(proof for t in titles for proof in world.evidence.of(iri, DCTERMS.title, t)))
    wanted = {
        DCTERMS.title: "called",
        IP5.documentType: "kind",
        IP5.documentAct: "what was done",
        IP5.documentOf: "meeting",
        SCHEMA.url: "address",
    }
    sections: list[Section] = [Proofs("Where it says so", "evidence", proofs)] if proofs else []
    sections.append(Facts("At a glance", "facts", world.facts(iri, wanted)))
    sections += conflict_notes(world, iri)
    sections += what_links_here(world, iri)
    title = sentence_case(reader.text(iri, DCTERMS.title) or world.names.full(iri))
    return Page(title, "Document", crumbs=way_to(world, iri), sections=tuple(sections), iri=iri, here="documents")


def documents_list(world: World, number: int = 1) -> Page:
    """Return the list of documents, those of the latest meetings first."""
    reader = world.reader
    at = reader.column(IP5.documentOf)
    dates = {iri: world.meeting_date(str(getattr(at.get(iri), "value", ""))) for iri in reader.of_type(IP5.Document)}
    found = world.until_then(world.newest_first(dates, dates), dates)
    chosen, more = paged(world, "documents", found, number)
    sections = [
        Table(f"{len(found):,} documents", s.anchor, s.columns, s.rows, more=more)
        for s in documents(world, tuple(chosen), meeting=True)
        if isinstance(s, Table)
    ]
    lede = "Joint statements, roadmaps, reports and other papers that releases tell of."
    return Page("Documents", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), here="documents")


def topic(world: World, iri: str) -> Page:
    """Return the page of a topic: who works on it, and what was decided on it."""
    reader = world.reader
    sections: list[Section] = []
    if definition := world.said(iri, SKOS.definition):
        sections.append(Prose("", "about", (definition,), tone="lede"))
    bodies = [
        b for b in reader.subjects(IP5.worksOn, iri) if IP5.Body in reader.types(b) and not world.later(reader.text(b, IP5.established))
    ]
    if bodies:
        cards = tuple(
            Card(Value(world.names.full(b), world.links.thing(b), proofs=world.evidence.of(b, IP5.worksOn, iri)))
            for b in sorted(bodies, key=world.names.full)
        )
        sections.append(Cards("Bodies that work on it", "bodies", cards))
    latest = world.until_then(world.lists.decisions_on(iri), world.lists.decision_dates)
    sections += decisions(world, latest, meeting=True, most=_FEW, on=iri)
    sections += what_links_here(world, iri, without=(IP5.worksOn, DCTERMS.subject))
    names = tuple(world.term(t) for t in reader.values(iri, SKOS.altLabel))[:10]
    return Page(
        sentence_case(world.names.full(iri)),
        "Topic",
        crumbs=way_to(world, iri),
        sections=tuple(sections),
        iri=iri,
        names=names,
        here="topics",
    )


def topics(world: World) -> Page:
    """Return the topics, those with the most decisions first."""
    reader = world.reader
    found = list(reader.subjects(SKOS.inScheme, BASE + "scheme/topic"))
    counts = {t: len(world.lists.decisions_on(t)) for t in found}
    ordered = sorted(found, key=lambda t: (-counts[t], world.names.full(t)))
    cards = []
    for iri in ordered:
        definition = reader.text(iri, SKOS.definition)
        lines: tuple[Cell, ...] = ((Value(definition, tone="quiet"),),) if definition else ()
        value = world.link(iri)
        number = f"{counts[iri]:,} decision{'s' if counts[iri] != 1 else ''}" if counts[iri] else ""
        cards.append(Card(Value(sentence_case(value.text), value.href), lines=lines, number=number))
    lede = "What the offices work on together, by how many decisions sources tell of."
    return Page(
        "Topics",
        "Overview",
        lede=(Value(lede),),
        crumbs=world.crumbs(),
        sections=(Cards("", "list", tuple(cards), wide=True),),
        here="topics",
    )
