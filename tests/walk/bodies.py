"""bodies.yaml: the bodies with their kind, parent, remit, members and founding, and the changes of structure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import DCTERMS, IP5, ORG, SKOS
from tests.walk import facts as shared
from tests.walk.facts import Entry, Fact, Walker, listed, load, name_forms, office
from tests.walk.graph import Graph, fold

FILE = "bodies.yaml"


def facts(graph: Graph) -> Iterator[Fact]:
    loaded = load(FILE)
    for entry in loaded["bodies"]:
        yield from _body(graph, entry, loaded["sources"])
    for entry in loaded["structure_history"]:
        yield from _change(graph, entry, loaded["sources"])


def _body(graph: Graph, entry: Entry, pages: Entry) -> Iterator[Fact]:
    thing = shared.body(graph, entry["id"]) or ""
    meetings = sorted(graph.values(thing, IP5.meetsAs))
    walker = Walker(graph, FILE, entry["id"], entry, [*graph.around(thing), *meetings], pages=pages)
    yield from walker.names("body", entry["name"], thing)
    if entry.get("acronym"):
        yield from walker.names("acronym", entry["acronym"], thing)
    for name in listed(entry.get("also")):
        # A name of the meetings is a name of their series, a name that a year is given for stands without it.
        yield from _other_name(walker, str(name), thing, meetings)
    kinds = graph.values(thing, IP5.bodyKind)
    named = any(
        fold(re.sub("yearly |body", "", entry["kind"])) in fold(label) for kind in kinds for label in graph.values(kind, SKOS.prefLabel)
    )
    yield walker.fact("kind", entry["kind"], named or _kind_told(graph, kinds, entry["kind"]) or thing.startswith("association/"))
    if entry.get("parent"):
        parent = shared.body(graph, entry["parent"]) or "?"
        yield walker.fact("parent", entry["parent"], graph.has(thing, IP5.parentBody, parent))
    for member in listed(entry.get("members")):
        yield walker.fact("member", member, _member(graph, thing, str(member)))
    for field in ("remit", "composition", "lead", "note", "status"):
        yield from walker.text(field, entry.get(field))
    if entry.get("observer"):
        yield from walker.text("observer", entry["observer"])
    yield from _established(walker, thing)
    for field in ("carries", "first_plan", "second_plan"):
        for item in listed(entry.get(field)):
            yield walker.fact(field.replace("_", " "), item, _works_on(graph, thing, str(item)), field="CCD" if item == "CCD" else field)
    yield from walker.page_facts(entry["src"])
    yield from walker.page_facts(entry.get("established_src"))


def _other_name(walker: Walker, name: str, thing: str, meetings: list[str]) -> Iterator[Fact]:
    graph = walker.graph
    forms = [form for bare in name_forms(name) for form in (bare, re.sub(r" [Mm]eeting$", "", bare))]
    held = any(fold(form) in graph.labels(thing, *meetings) for form in forms)
    title = name.endswith("(title on the IP5 site)") and any(fold(forms[2]) in fold(text) for text in graph.texts(thing))
    yield walker.fact("other name", name, held or title)


def _kind_told(graph: Graph, kinds: set[str], text: str) -> bool:
    words = [fold(w)[:6] for w in re.findall(r"\w{4,}", text)]
    told = {fold(t) for kind in kinds for t in graph.texts(kind)}
    return bool(words) and any(all(w in t for w in words) for t in told)


def _member(graph: Graph, thing: str, member: str) -> bool:
    members = graph.values(thing, ORG.hasMember) | set(graph.pointing(ORG.memberOf, thing))
    if member == "five offices":
        return len([m for m in members if graph.values(m, ORG.memberOf)]) == 5
    found = office(graph, member)
    return (found in members) if found else graph.tells(member, thing)


def _established(walker: Walker, thing: str) -> Iterator[Fact]:
    text = walker.entry.get("established")
    if text is None:
        return
    date = re.match(r"\d{4}(?:-\d\d){0,2}", str(text))
    exact = bool(date) and walker.graph.has(thing, IP5.established, date[0] if date else "")
    yield walker.fact("established", text, exact or walker.graph.tells(re.sub(r" \(.*", "", str(text)), *walker.things))


def _works_on(graph: Graph, thing: str, item: str) -> bool:
    """A project is carried by the body, or a topic is one of its subjects; else a text of the body names it."""
    for name in name_forms(item):
        if any(fold(name) in graph.labels(p) for p in graph.pointing(IP5.carriedBy, thing)):
            return True
        if any(fold(name) in graph.labels(t) for t in graph.values(thing, DCTERMS.subject)):
            return True
    return graph.tells(item, thing)


def _change(graph: Graph, entry: Entry, pages: Entry) -> Iterator[Fact]:
    events = [e for e in graph.of_type(IP5.StructureChange) if graph.tells(entry["event"], e)]
    walker = Walker(graph, FILE, "structure", entry, events, pages=pages)
    yield walker.fact("change of structure", entry["event"], bool(events))
    date = re.match(r"\d{4}(?:-\d\d)?", str(entry["date"]))
    held = any(graph.has(e, DCTERMS.base + "date", date[0]) for e in events) if date else False
    yield walker.fact("change of structure: date", entry["date"], held)
    yield from walker.page_facts(entry["src"])
