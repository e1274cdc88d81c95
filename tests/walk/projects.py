"""projects.yaml: the projects with leads, bodies, dates and the steps by which each came to its standing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import DCTERMS, IP5, ORG, SCHEMA
from tests.walk import facts as shared
from tests.walk.facts import Entry, Fact, Walker, listed, load, name_forms, office
from tests.walk.graph import Graph, fold

FILE = "projects.yaml"
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}


def facts(graph: Graph) -> Iterator[Fact]:
    loaded = load(FILE)
    for entry in loaded["projects"]:
        yield from _project(graph, entry, loaded["sources"])
    for text in loaded["often_confused"]:
        told = any(
            graph.tells(text, thing) for thing in (*graph.of_type(IP5.Project), *graph.of_type(IP5.Cooperation), *graph.of_type(IP5.Body))
        )
        yield Fact(FILE, "often_confused", "often confused", text, told, sourced=False)


def _project(graph: Graph, entry: Entry, pages: Entry) -> Iterator[Fact]:
    thing = next((p for form in name_forms(entry["name"]) if (p := graph.named(IP5.Project, form))), "")
    reports = graph.pointing(IP5.reportsOn, thing)
    walker = Walker(graph, FILE, entry["id"], entry, [thing, *reports], pages=pages)
    yield walker.fact("project", entry["name"], bool(thing))
    for field in ("also", "acronym"):
        yield from walker.names("other name" if field == "also" else field, entry.get(field), thing)
    for lead in listed(entry.get("lead")):
        yield walker.fact("lead office", lead, graph.has(thing, IP5.leadOffice, office(graph, lead) or "?"), field="lead")
    for key in re.split(r" / | with ", str(entry.get("body") or "")):
        if key:
            yield walker.fact("body", key, _carried(graph, thing, key))
    if entry.get("group"):
        yield walker.fact("group", entry["group"], any(_named(graph, p, entry["group"]) for p in graph.values(thing, DCTERMS.isPartOf)))
    for field, predicate in (("start", SCHEMA.startDate), ("end", SCHEMA.endDate)):
        if entry.get(field):
            date = re.match(r"\d{4}(?:-\d\d){0,2}(?!\d)", str(entry[field]))
            exact = bool(date) and graph.has(thing, predicate, date[0] if date else "")
            yield walker.fact(field, entry[field], exact or graph.tells(str(entry[field]), thing))
    yield from _decided(walker, reports)
    for step in (*listed(entry.get("milestones")), *listed(entry.get("outputs"))):
        yield from _step(walker, reports, step)
    for field in ("description", "lead_note", "origin", "note", "routes", "successor", "hosts"):
        yield from walker.text(field.replace("_", " "), entry.get(field))
    yield from _standing(walker, thing, reports)
    for field in ("pilots", "users", "results"):
        for item in listed(entry.get(field)):
            text = f"{item['value']:,} {item['what']} {item.get('year', '')}" if field == "users" else item["value"]
            yield from walker.text(field, text, part=item)
            yield from walker.page_facts(item.get("src"), part=item)
    for term in listed(entry.get("terms")):
        yield from walker.text("term", f"Term from {term['start']} to {term['end']}", part=term, field="start")
        yield from walker.page_facts(term.get("src"), part=term)
    for phase in listed(entry.get("phases")):
        begun = any(graph.has(r, IP5.statusDate, str(phase["start"])) and graph.tells(phase["name"], r) for r in reports)
        ended = graph.has(thing, SCHEMA.endDate, str(phase["end"])) or graph.tells(str(phase["end"]).split(",")[0], *reports)
        yield walker.fact("phase", f"{phase['name']}: {phase['start']} to {phase['end']}", begun and ended)
    for value in (entry.get("quota") or {}).values():
        yield from walker.text("quota", value)
    for key in listed(entry.get("handed_to")):
        yield walker.fact("handed to", key, _handed(graph, thing, str(key)))
    for edition in listed(entry.get("editors")):
        yield from walker.text("edition", f"the {edition['editor']} for the edition of {edition['edition']}", part=edition)
        yield from walker.page_facts(edition.get("src"), part=edition)
    yield from walker.page_facts(entry["src"])


def _named(graph: Graph, thing: str, name: str) -> bool:
    return fold(name) in graph.labels(thing)


def _carried(graph: Graph, thing: str, key: str) -> bool:
    whose = shared.body(graph, key) or graph.named(IP5.Body, key) or (shared.body(graph, "heads_industry") if key == "industry" else None)
    return bool(whose) and graph.has(thing, IP5.carriedBy, whose or "")


def _handed(graph: Graph, thing: str, key: str) -> bool:
    """A move of work is an event with the body to which it went, and the project."""
    whose = shared.body(graph, key) or ""
    return any(graph.has(e, IP5.movedWork, thing) for e in graph.pointing(ORG.resultingOrganization, whose))


def _decided(walker: Walker, reports: list[str]) -> Iterator[Fact]:
    """Each meeting that a remark on the decision names is the meeting of a step: "5th heads meeting (task force), 6th (commitment)"."""
    text = str(walker.entry.get("decided_at") or "")
    if not text:
        return
    graph = walker.graph
    meetings = {m for r in reports for m in graph.values(r, IP5.statusDecidedAt)}
    for part in re.split(r"; |, (?=\d+(?:st|nd|rd|th)\b|paper)", text):
        number = re.search(r"(\d+)(?:st|nd|rd|th)\b(?! GDTF)", part)
        if number:
            mine = [m for m in meetings if graph.has(m, IP5.inSeries, "series/heads") and _numbered(graph, m, number[1])]
            yield walker.fact("decided at", part, bool(mine), field="decided_at")
        else:
            told = graph.tells(part, *walker.things) or any(
                graph.tells(part, *walker.things, m, *graph.values(m, SCHEMA.location)) for m in meetings
            )
            yield walker.fact("decided at", part, told or _shared_out(graph, walker.things[0], part), field="decided_at")


def _numbered(graph: Graph, meeting: str, number: str) -> bool:
    keys = graph.pointing(IP5.identifies, meeting)
    return graph.has(meeting, IP5.number, number) or any(graph.has(key, IP5.keyNumber, number) for key in keys)


def _shared_out(graph: Graph, thing: str, part: str) -> bool:
    """What was said of all the projects of a frame is told by the reports on the frame."""
    frames = graph.values(thing, DCTERMS.isPartOf)
    return any(graph.tells(part, r) for frame in frames for r in graph.pointing(IP5.reportsOn, frame))


def _step(walker: Walker, reports: list[str], step: Entry) -> Iterator[Fact]:
    graph = walker.graph
    only_month = "day" in str(step.get("unverified", ""))
    date = str(step["date"])[:7] if only_month else str(step["date"])
    mine = [
        r for r in reports if any(v.startswith(date) for v in graph.values(r, IP5.statusDate, IP5.asOf)) and graph.tells(step["what"], r)
    ]
    yield walker.fact("step", f"{step['date']}: {step['what']}", bool(mine), part=None if only_month else step)
    yield from walker.page_facts(step.get("src"), part=None if only_month else step)


def _standing(walker: Walker, thing: str, reports: list[str]) -> Iterator[Fact]:
    text = walker.entry.get("status")
    if text:
        said = walker.graph.tells(text, thing, *reports)
        yield walker.fact("status", text, said)
