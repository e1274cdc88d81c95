"""heads_meetings.yaml and other_meetings.yaml: when, where, by whom, who took part, what was decided, issued and said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import IP5, SCHEMA
from tests.walk import facts as shared
from tests.walk import figures, results, taking_part
from tests.walk.dates import days_in
from tests.walk.facts import Entry, Fact, Walker, listed, load, name_forms, office
from tests.walk.finding import alongside_of, associated, belonging, find, named_things, treated
from tests.walk.graph import Graph, fold

HEADS = "heads_meetings.yaml"
OTHERS = "other_meetings.yaml"
FORMATS = {
    "in person": "format/in-person",
    "video": "format/online",
    "video conference": "format/online",
    "online": "format/online",
    "hybrid": "format/hybrid",
}


def facts(graph: Graph) -> Iterator[Fact]:
    for entry in load(HEADS)["meetings"]:
        yield from _heads(graph, entry)
    loaded = load(OTHERS)
    for entry in loaded["meetings"]:
        yield from _other(graph, entry, loaded["sources"])


def _heads(graph: Graph, entry: Entry) -> Iterator[Fact]:
    if entry.get("status") == "not found":
        return
    number = entry["number"]
    meeting = find(graph, "series/heads", number, None, set())
    walker = Walker(graph, HEADS, f"heads/{number}", entry, belonging(graph, meeting), pages=entry.get("sources", []))
    yield walker.fact("meeting", number, bool(graph.values(meeting, IP5.inSeries)))
    if not entry.get("number_unverified"):
        yield walker.fact("number", number, graph.has(meeting, IP5.number, str(number)) or _keyed(graph, meeting, str(number)))
    yield from _dates(walker, meeting)
    for item in listed(entry.get("dates_by_source")):
        yield from _date_by_source(walker, meeting, item)
    yield from _where(walker, meeting, entry.get("region"))
    yield from _host(walker, meeting, entry.get("host_office"), field="host", doubt=bool(entry.get("host_unverified")))
    if (entry.get("chair") or {}).get("name"):
        yield from taking_part.participant(walker, meeting, entry["chair"], roles=("chair", "co-chair"))
    elif entry.get("chair"):
        held = graph.has(meeting, IP5.chairOffice, office(graph, entry["chair"]["office"]) or "?")
        yield walker.fact("chair office", entry["chair"]["office"], held, part=entry["chair"])
    for field, roles in (
        ("participants", ()),
        ("guests", ()),
        ("delegates", ()),
        ("observers", ("observer",)),
        ("absent", ("absent",)),
    ):
        for one in listed(entry.get(field)):
            yield from taking_part.participant(walker, meeting, one, roles=roles)
    for figure in listed(entry.get("statistics")):
        yield from figures.quoted(walker, meeting, figure)
    for document in listed(entry.get("documents")):
        yield from results.document(walker, meeting, document)
    for decision in listed(entry.get("decisions")):
        yield from results.decision(walker, meeting, decision)
    for project in listed(entry.get("projects")):
        yield from results.project(walker, meeting, project)
    for other in listed(entry.get("associated_meetings")):
        yield from results.alongside(walker, meeting, other)
    if entry.get("venue") and entry["venue"] != entry.get("mode"):
        yield from walker.text("venue", re.split("; ", entry["venue"]))
    for form in (*listed(entry.get("city_variants")), *listed(entry.get("region_variants"))):
        yield from walker.names("other name of the place", form, *graph.values(meeting, SCHEMA.location))
    if entry.get("planned_city"):
        planned = fold(entry["planned_city"].split(" (")[0]) in graph.labels(*graph.values(meeting, SCHEMA.location))
        yield walker.fact("planned city", entry["planned_city"], planned)
    for field in ("chair_note", "host_note", "number_note"):
        yield from walker.text(field.replace("_", " "), entry.get(field))
    for note in (*listed(entry.get("notes")), *listed(entry.get("theme"))):
        told = graph.tells(note["value"], *walker.things, "cooperation/ip5")
        yield walker.fact("note", note["value"], told, part=note)
    for text in listed(entry.get("bodies_named")):
        yield from results.body_named(walker, str(text))
    every = range(1, len(entry.get("sources", [])) + 1)
    yield from walker.page_facts(list(every), *_all_about(graph, meeting), *_named_beside(graph, entry))


def _all_about(graph: Graph, meeting: str) -> list[str]:
    """Return what a page on the meeting may tell of: the meeting, what belongs to it, and the meetings alongside."""
    near = belonging(graph, meeting)
    for other in alongside_of(graph, meeting):
        near += belonging(graph, other)
    return near


def _named_beside(graph: Graph, entry: Entry) -> list[str]:
    """Return what else an entry on a Heads meeting tells of: the co-operation, projects and bodies, and earlier meetings of the year."""
    found = ["cooperation/ip5"]
    for project in listed(entry.get("projects")):
        for thing in named_things(graph, project["name"]):
            found += graph.around(thing)
    for other in listed(entry.get("associated_meetings")):
        found += graph.around(associated(graph, other))
    return found


def _other(graph: Graph, entry: Entry, pages: Entry) -> Iterator[Fact]:
    series = shared.series(graph, entry["series"]) or ("series/" + entry["series"])
    known = {page for key in listed(entry.get("src")) if (url := pages[key].get("url")) for page in graph.pages(url)}
    known |= {f"source/{key.replace('_', '-')}" for key in listed(entry.get("src"))}
    printed = None if entry.get("number_unverified") else entry.get("number")
    date = str(entry["start_date"]) if entry.get("start_date") else None
    meeting = find(graph, series, printed, date, known)
    walker = Walker(graph, OTHERS, entry["id"], entry, belonging(graph, meeting), pages=pages)
    yield walker.fact(
        "meeting", f"{entry['series']} {entry.get('number') or entry.get('start_date') or ''}", bool(graph.values(meeting, IP5.inSeries))
    )
    if entry.get("number"):
        held = graph.has(meeting, IP5.number, str(entry["number"])) or _keyed(graph, meeting, str(entry["number"]))
        doubt = {"unverified": True} if entry.get("number_unverified") else None
        yield walker.fact("number", entry["number"], held, part=doubt)
    yield from _dates(walker, meeting)
    yield from _where(walker, meeting, None)
    for host in re.split(r" and |/(?!MOIP)", str(entry.get("host") or "")):
        yield from _host(walker, meeting, host, field="host", doubt=False)
    for one in listed(entry.get("participants")):
        yield from taking_part.participant(walker, meeting, one, roles=taking_part.roles_of(one.get("role")))
    for observer in listed(entry.get("observers")):
        yield from taking_part.observer(walker, meeting, str(observer))
    yield from taking_part.chairs(walker, meeting)
    if entry.get("absent"):
        missing = office(graph, entry["absent"].split(" (")[0]) or "?"
        yield walker.fact("absent", entry["absent"], graph.has(meeting, IP5.delegationMissing, missing))
    if entry.get("combined_with"):
        yield walker.fact("combined with", entry["combined_with"], results.combined(graph, meeting, entry["combined_with"]))
    if entry.get("venue"):
        whose = graph.labels(office(graph, entry["venue"]) or "")  # the premises of an office bear its name
        named = {fold(venue) for venue in graph.values(meeting, IP5.venue)} & whose
        yield walker.fact("venue", entry["venue"], bool(named) or graph.tells(entry["venue"], *walker.things))
    yield from walker.text("attendance", entry.get("attendance"))
    for topic in listed(entry.get("topics")):
        held = graph.tells(str(topic), *walker.things) or treated(graph, meeting, str(topic))
        yield walker.fact("topic", topic, held)
    for field in ("outcomes", "side"):
        yield from walker.text(field.rstrip("s"), entry.get(field))
    for field in ("note", "date_note", "date_conflict", "also", "status"):
        yield from walker.text(field.replace("_", " "), entry.get(field))
    yield from walker.page_facts(entry.get("src"), *_all_about(graph, meeting))
    yield from walker.page_facts(entry.get("attendance_src"), *_all_about(graph, meeting))
    yield from walker.page_facts(entry.get("absent_src"), *_all_about(graph, meeting))


# ---- time and place


def _keyed(graph: Graph, meeting: str, number: str) -> bool:
    return any(graph.has(key, IP5.keyNumber, number) for key in graph.pointing(IP5.identifies, meeting))


def _dates(walker: Walker, meeting: str) -> Iterator[Fact]:
    for field, predicate in (("start_date", SCHEMA.startDate), ("end_date", SCHEMA.endDate)):
        value = walker.entry.get(field)
        if value:
            starts = walker.graph.values(meeting, SCHEMA.startDate)
            one_day = field == "end_date" and value == walker.entry.get("start_date") and str(value) in starts
            held = walker.graph.has(meeting, predicate, str(value)) or one_day
            marks = " ".join(map(str, listed(walker.entry.get("unverified"))))
            doubt = {"unverified": True} if re.search(r"\bday\b", marks) else None
            yield walker.fact(field.replace("_", " "), value, held, part=doubt)


def _date_by_source(walker: Walker, meeting: str, item: Entry) -> Iterator[Fact]:
    """A date that a page gives is held where a claim, whatever became of it, or the key of the meeting has it."""
    dates = days_in(str(item["value"]), str(walker.entry["year"]))
    graph = walker.graph
    said: set[str] = set()
    for one in (meeting, *alongside_of(graph, meeting)):  # a span of the whole week holds the days of the meetings alongside
        said |= graph.values(one, SCHEMA.startDate, SCHEMA.endDate)
        said |= {v for key in graph.pointing(IP5.identifies, one) for v in graph.values(key, IP5.keyFrom, IP5.keyTo)}
    held = bool(dates) and all(any(v == d or v.startswith(d + "-") for v in said) for d in dates)
    yield walker.fact("date by source", item["value"], held or graph.tells(str(item["value"]), *walker.things), part=item)


def _where(walker: Walker, meeting: str, region: str | None) -> Iterator[Fact]:
    graph = walker.graph
    places = graph.values(meeting, SCHEMA.location)
    within = places | {p for place in places for p in graph.values(place, SCHEMA.containedInPlace)}
    within |= {p for place in within for p in graph.values(place, SCHEMA.containedInPlace)}
    entry = walker.entry
    if entry.get("city"):
        yield from walker.names("city", entry["city"].split(",")[0], *places)
    if entry.get("country"):
        yield from walker.names("country", entry["country"], *within)
    if region:
        forms = [form for part in name_forms(region) for form in (part, part.split(" ")[0])]
        held = any(fold(form) in graph.labels(*within) for form in forms) or graph.tells(region, *walker.things)
        yield walker.fact("region", region, held)
    if entry.get("mode"):
        yield walker.fact("mode", entry["mode"], graph.has(meeting, IP5.format, FORMATS[entry["mode"]]))


def _host(walker: Walker, meeting: str, name: str | None, *, field: str, doubt: bool) -> Iterator[Fact]:
    if name:
        marks = " ".join(map(str, listed(walker.entry.get("unverified"))))
        part = {"unverified": True} if doubt or re.search(r"\bhost\b", marks) else None
        found = office(walker.graph, name) or "?"
        yield walker.fact("host", name, walker.graph.has(meeting, IP5.hostedBy, found), part=part)
