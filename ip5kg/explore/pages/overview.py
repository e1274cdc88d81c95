"""The start page, the timeline of meetings, coverage, the questions, the ontology, and lists of things of any class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ip5kg.explore.pages import reports
from ip5kg.explore.pages.dates import in_words, is_date
from ip5kg.explore.pages.generic import way_to
from ip5kg.explore.pages.meeting import when
from ip5kg.explore.pages.office import head_cards
from ip5kg.explore.pages.paging import paged
from ip5kg.explore.pages.values import Card, Cards, Cell, Field, Form, Group, Page, Prose, Row, Section, Table, Timeline, Value
from ip5kg.explore.pages.world import World, claim_classes
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, RDFS, SCHEMA, SKOS
from ip5kg.queries import ANY, Query

_COUNTED: Final = (
    ("offices", "offices", (IP5.Office,)),
    ("meetings", "meetings", (IP5.Meeting,)),
    ("people", "people", (IP5.Person,)),
    ("bodies", "bodies", (IP5.Body,)),
    ("decisions", "decisions", (IP5.Decision,)),
    ("projects", "projects", (IP5.Project,)),
    ("documents", "documents", (IP5.Document,)),
    ("figures", "figures", (IP5.Figure,)),
    ("releases", "releases", (IP5.Release, IP5.Digest)),
    ("conflicts", "disagreements", (IP5.Conflict,)),
)
_LATEST: Final = 6
_AT_ONCE: Final = 400
"""Meetings that the timeline shows on one page; of more it shows a year at a time."""
UNDATED: Final = "undated"
_TERM_KINDS: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def start(world: World) -> Page:
    """Return the start page: what this is, what it holds, where to begin."""
    counts = [(name, title, len(world.reader.of_type(*classes))) for name, title, classes in _COUNTED]
    if not any(number for *_, number in counts):
        return _start_of_file(world)
    sections: list[Section] = []
    cards = tuple(Card(Value(title, world.links.page(name)), number=f"{number:,}") for name, title, number in counts if number)
    sections.append(Cards("What it holds", "holds", cards))
    offices = []
    for iri in sorted(world.reader.of_type(IP5.Office), key=world.names.short):
        heads = tuple(card.value for card in head_cards(world, iri))
        offices.append(Card(world.link(iri, short=True), lines=((Value(world.names.full(iri)),), (Value("head:", tone="quiet"), *heads))))
    sections.append(
        Cards(f"The offices in {in_words(world.as_of)}" if world.as_of else "The offices", "offices", tuple(offices), wide=True)
    )
    latest = world.until_then(world.lists.meetings, world.lists.meeting_dates)[:_LATEST]
    sections.append(Cards("The latest meetings that sources tell of", "latest", tuple(_meeting_card(world, m) for m in latest), wide=True))
    sections.append(_ways_in(world))
    return Page(
        "How five patent offices work together",
        lede=(
            Value(
                "A knowledge graph of the co-operation of the five largest intellectual property offices, the IP5. "
                "It was read from press releases, and every fact shows the sentence that states it."
            ),
        ),
        sections=tuple(sections),
        template="start.html",
        description="Who met, who came as what, what was decided how firmly, and which sentence says so.",
    )


def _ways_in(world: World) -> Cards:
    ways = (
        ("meetings", "Timeline", "All meetings, year by year"),
        ("network", "Network", "Which office hosts, chairs and takes part in which body"),
        ("topics", "Topics", "What the offices work on, and what they decided on it"),
        ("conflicts", "Disagreements", "Where sources do not agree, and what was made of it"),
        ("coverage", "Coverage", "What became of each sentence that was read"),
        ("queries", "Questions", "Questions with answers, to be asked again with other values"),
        ("sparql", "SPARQL", "Ask the graph in its own language"),
        ("data", "Data", "All of it as files: Turtle, TriG, JSON-LD, N-Quads"),
        ("ontology", "Ontology", "The terms, with a sentence and an example each"),
    )
    cards = tuple(Card(Value(title, world.links.page(name)), lines=((Value(said, tone="quiet"),),)) for name, title, said in ways)
    return Cards("Ways in", "ways", tuple(c for c in cards if c.value.href))


def _start_of_file(world: World) -> Page:
    """Return the start page for a graph of any other kind: its classes."""
    hidden = claim_classes()
    cards = tuple(
        Card(Value(world.names.property(cls), world.links.page("things", kind=cls), title=cls), number=f"{number:,}")
        for cls, number in world.reader.classes()
        if cls not in hidden
    )
    lede = f"{len(world.reader):,} statements. Choose a kind of thing, search for a name, or ask in SPARQL."
    sections: tuple[Section, ...] = (Cards("Kinds of things", "kinds", cards[:200]),)
    if not cards:
        sections = (Prose("", "empty", ((Value("No thing in this graph has a class. Search finds things by their names."),),)),)
    return Page("What this graph holds", lede=(Value(lede),), sections=sections, template="start.html")


def things(world: World, cls: str, number: int = 1) -> Page:
    """Return the things of a class."""
    found = world.by_name(cls) if cls else []
    chosen, more = paged(world, "things", found, number, {"kind": cls})
    rows = tuple(Row(((world.link(t),), (Value(t, tone="code"),))) for t in chosen)
    table = Table(f"{len(found):,} things", "list", ("name", "IRI"), rows, more=more, empty="Nothing of this kind is in the graph.")
    title = world.names.property(cls) if cls else "Things"
    return Page(title[:1].upper() + title[1:], "Kind of thing", crumbs=world.crumbs(), sections=(table,))


def meetings(world: World, number: int = 1, *, of: str = "", year: str = "") -> Page:
    """Return the timeline of meetings, the latest year first: all years, or one where there are very many; perhaps those of one thing."""
    lists, dates = world.lists, world.lists.meeting_dates
    found = lists.meetings_of(BASE + of) if of else lists.meetings
    shown = world.until_then(found, dates)
    years: dict[str, list[str]] = {}
    for meeting in shown:
        years.setdefault(dates[meeting][:4] if is_date(dates.get(meeting, "")) else UNDATED, []).append(meeting)
    about = {"of": of} if of else {}
    filters: Cell = ()
    more: Cell = ()
    if len(shown) > _AT_ONCE and not world.whole:
        chosen = year if year in years else next(iter(years))
        filters = tuple(
            Value(f"{y} ({len(years[y]):,})", world.links.page("meetings", **about, year=y), tone="chosen" if y == chosen else "")
            for y in years
        )
        part, more = paged(world, "meetings", years[chosen], number, {**about, "year": chosen})
        years = {chosen: list(part)}
    groups = tuple(
        Group("Not dated" if y == UNDATED else y, f"y-{y}", tuple(_meeting_card(world, m) for m in some)) for y, some in years.items()
    )
    hidden = len(found) - len(shown)
    notices = (f"{hidden:,} meetings after {in_words(world.as_of)} are not shown.",) if hidden else ()
    empty = "No meeting is known of" + (" before the date that you chose." if hidden else ".")
    lede: Cell = (
        Value("From the first meeting of the heads to the working groups, year by year. Days are as precise as the sources are."),
    )
    if not of:
        lede += (Value("The same"), Value("as a picture", world.links.page("network", view="timeline")), Value("."))
    return Page(
        f"Meetings: {world.names.full(BASE + of)}" if of else "Meetings",
        "Timeline",
        lede=lede,
        crumbs=way_to(world, BASE + of) + ((world.link(BASE + of),) if of else ()),
        sections=(Timeline("", "timeline", groups, empty=empty, more=more),),
        notices=notices,
        here="meetings",
        extra={"filters": filters},
    )


def _meeting_card(world: World, meeting: str) -> Card:
    reader, date = world.reader, world.meeting_date(meeting)
    places = tuple(world.link(p) for p in reader.links(meeting, SCHEMA.location))
    if reader.link(meeting, IP5.format).endswith("/online"):
        places = (*places, Value("online"))
    hosts = tuple(world.link(h, short=True, day=date) for h in reader.links(meeting, IP5.hostedBy))
    line: Cell = (Value(when(world, meeting) or "not dated", tone="when"), *places)
    if hosts:
        line = (*line, Value("hosted by", tone="quiet"), *hosts)
    decided = len(reader.subjects(IP5.decidedAt, meeting))
    status = reader.link(meeting, IP5.meetingStatus).rpartition("/")[2]
    name = world.link(meeting)
    text = name.text[:1].upper() + name.text[1:]
    note = status if status and status != "held" else ""
    series = reader.link(meeting, IP5.inSeries).rpartition("/")[2]
    tone = "heads" if series == "heads" else ""
    return Card(Value(text, name.href, note=note), (line,), f"{decided} decision{'s' if decided != 1 else ''}" if decided else "", tone)


def coverage(world: World) -> Page:
    """Return what became of the sentences of each release, and the names that nothing known answers to."""
    covered = reports.coverage(world.built)
    if not covered:
        empty = Prose(
            "", "empty", ((Value("No report of a build lies beside this graph, so nothing is known of what its sentences gave."),),)
        )
        return Page("Coverage", "Overview", crumbs=world.crumbs(), sections=(empty,), here="coverage")
    totals = {kind: sum(int(r.get(kind, 0)) for r in covered.values()) for kind in reports.KINDS}
    whole = max(1, sum(totals.values()))
    meaning = {
        "used": "facts rest on words of it",
        "boilerplate": "greetings, contacts and the like",
        "out-of-scope": "says nothing about the co-operation",
        "missed": "may hold facts that nobody read off it",
    }
    cards = tuple(
        Card(Value(kind.replace("-", " ")), ((Value(meaning[kind], tone="quiet"),),), f"{totals[kind]:,}", tone=kind)
        for kind in reports.KINDS
    )
    rows = []
    for release in sorted(covered, key=lambda r: (-int(covered[r].get("missed", 0)), r)):
        report = covered[release]
        numbers = tuple((Value(str(report.get(kind, 0)), tone="number"),) for kind in reports.KINDS)
        rows.append(Row(((world.link(release),), *numbers)))
    sections: list[Section] = [
        Cards(f"{sum(totals.values()):,} sentences, {totals['missed'] / whole:.1%} missed", "totals", cards),
        Table("Release by release", "list", ("release", *(k.replace("-", " ") for k in reports.KINDS)), tuple(rows)),
        _unresolved(world),
    ]
    lede = "Nothing is passed over silently: each sentence is used, boilerplate, out of scope or missed."
    return Page("Coverage", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), here="coverage")


def _unresolved(world: World) -> Table:
    rows = []
    for entry in reports.unresolved(world.built):
        release = BASE + "release/" + str(entry.get("release", ""))
        near = ", ".join(str(c) for c in entry.get("candidates", []) or ())
        cells: tuple[Cell, ...] = (
            (Value(str(entry.get("name", ""))),),
            (Value(str(entry.get("kind", ""))),),
            (Value(near),),
            (world.link(release),),
        )
        rows.append(Row(cells))
    return Table(
        f"Names that nothing known answers to ({len(rows)})",
        "unresolved",
        ("name", "kind", "may be", "in"),
        tuple(rows),
        note="Each got an address of its own, so that nothing is guessed.",
        empty="All names could be resolved.",
    )


def queries(world: World) -> Page:
    """Return the questions of the catalogue."""
    catalogue: Mapping[str, Query] = world.catalogue or {}
    cards = tuple(
        Card(Value(query.title, world.links.page(f"queries/{name}")), lines=((Value(query.question, tone="quiet"),),))
        for name, query in catalogue.items()
    )
    lede = "Questions that people ask, each with values to change. They are also in the SPARQL editor and in the API."
    sections: tuple[Section, ...] = (Cards("", "list", cards, wide=True),)
    return Page("Questions", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=sections, here="queries")


def query_form(world: World, query: Query, given: dict[str, str]) -> Form:
    """Return the form of a question's parameters."""
    fields = tuple(
        Field(
            p.name,
            p.name.replace("_", " "),
            given.get(p.name, "" if p.default in (None, ANY) else str(p.default)),
            "number" if p.type == "integer" else "text",
            p.explanation,
            p.required,
        )
        for p in query.parameters
    )
    links = (
        Value("Open in the SPARQL editor", world.links.page("sparql", question=query.name)),
        Value("CSV", f"/api/queries/{query.name}", tone="csv"),
    )
    return Form("", "form", world.links.page(f"queries/{query.name}").partition("?")[0], fields, "Ask", query.question, links)


def ontology(world: World) -> Page:
    """Return the terms of the ontology, each with its sentence and its example."""
    owl = "http://www.w3.org/2002/07/owl#"
    sections: list[Section] = []
    for title, kinds in (("Classes", _TERM_KINDS[:1]), ("Properties", _TERM_KINDS[1:])):
        terms = sorted(t for t in world.reader.of_type(*(owl + kind for kind in kinds)) if t.startswith(BASE + "ontology#"))
        rows = tuple(
            Row(
                (
                    (Value(world.names.property(t), title=t, tone="run"), Value("ip5:" + t.partition("#")[2], tone="code")),
                    (Value(world.reader.text(t, RDFS.comment)),),
                    tuple(Value(v) for v in world.reader.texts(t, SKOS.example)[:2]),
                ),
                anchor=t.partition("#")[2],
            )
            for t in terms
        )
        sections.append(
            Table(f"{title} ({len(rows)})", title.lower(), ("term", "meaning", "example"), rows, empty="The ontology is not in this graph.")
        )
    lede = "The terms of the graph. Their prefix is ip5:, which stands for https://w3id.org/ip5kg/ontology#."
    return Page("Ontology", "Data dictionary", lede=(Value(lede),), crumbs=world.crumbs(), sections=tuple(sections), iri=BASE + "ontology")
