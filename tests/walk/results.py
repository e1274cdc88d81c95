"""What came of a meeting: documents, decisions, the standing of projects, and the meetings of the same days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import DCTERMS, FOAF, IP5, SKOS
from tests.walk.dates import days_in
from tests.walk.facts import Entry, Fact, Walker, name_forms
from tests.walk.finding import alongside_of, associated, belonging, named_things, series_in, treated
from tests.walk.graph import Graph, fold


def document(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    graph = walker.graph
    mine = graph.pointing(IP5.documentOf, meeting)
    words = set(re.findall(r"[a-z]{4,}|[가-힣]{3,}", entry["name"].lower()))
    held = any(_same_document(graph, d, entry["name"], words) for d in mine)
    yield walker.fact("document", entry["name"], held or any(graph.tells(entry["name"], d) for d in mine), part=entry)


_DOCUMENT_WORDS = {
    "joint statement": "document-type/joint-statement",
    "공동선언문": "document-type/joint-statement",
    "vision": "document-type/vision-statement",
}


def _same_document(graph: Graph, document: str, name: str, words: set[str]) -> bool:
    for word, kind in _DOCUMENT_WORDS.items():
        if word in name.lower() and graph.has(document, IP5.documentType, kind):
            return True
    titles = " ".join(graph.values(document, DCTERMS.title)).lower()
    return bool(words) and sum(w[:6] in titles for w in words) >= 0.6 * len(words)


def decision(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """A decision is held where one of the meeting says most of its words, or where one has its topic, its act and some of its words."""
    graph = walker.graph
    mine = graph.pointing(IP5.decidedAt, meeting)
    others = [d for m in graph.values(meeting, IP5.heldAlongside) for d in graph.pointing(IP5.decidedAt, m)]
    reports = graph.pointing(IP5.statusDecidedAt, meeting)
    same = [d for d in (*mine, *others, *reports) if graph.tells(entry["statement"], d)]
    same += [d for d in mine if d not in same and _alike(graph, d, entry)]
    same = same or _together(graph, mine, entry)
    yield walker.fact("decision", entry["statement"], bool(same), part=entry)
    body = entry.get("responsible_body")
    if body:
        held = any(graph.values(d, IP5.chargedBody) or graph.tells(str(body), d) for d in same)
        yield walker.fact("decision: body", body, held, part=entry)


def _together(graph: Graph, decisions: list[str], entry: Entry) -> list[str]:
    """Return the decisions of one act into which a reading may have split a sentence, where together they say half of its words."""
    verb = fold(re.sub(r" \(.*", "", str(entry["verb"])))
    words = {fold(w)[:6] for w in re.findall(r"[^\W\d_]{5,}", entry["statement"])}
    acts = {act for d in decisions for act in graph.values(d, IP5.act) if any(verb[:5] in fold(name) for name in graph.labels(act))}
    mine = [d for d in decisions if graph.values(d, IP5.act) & acts]
    said = fold(" ".join(text for d in mine for text in graph.texts(d)))
    return mine if mine and sum(w in said for w in words) >= 0.5 * len(words) else []


def _alike(graph: Graph, decision: str, entry: Entry) -> bool:
    topics = {fold(label) for t in graph.values(decision, DCTERMS.subject) for label in graph.labels(t)}
    wanted = [fold(form) for part in re.split(r"; | / ", str(entry["topic"])) for form in name_forms(part)]
    topical = any(w in t or t in w for w in wanted for t in topics if len(t) > 2)
    acts = {
        fold(label) for a in graph.values(decision, IP5.act) for label in graph.values(a, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    }
    verb = fold(re.sub(r" \(.*", "", str(entry["verb"])))
    acted = any(verb[:5] in a or a[:5] in verb for a in acts if a)
    said = fold(" ".join(graph.texts(decision)))
    words = {fold(w)[:6] for w in re.findall(r"[^\W\d_]{5,}", entry["statement"])}
    share = sum(w in said for w in words) / max(len(words), 1)
    return (topical and acted and share >= 0.2) or (share >= 0.4 and (topical or acted))


def project(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """What a page on the meeting says of a project, or of a body, is held as a status report, as a decision, or as a text at what it names."""
    graph = walker.graph
    named = named_things(graph, entry["name"])
    decided_here = set(graph.pointing(IP5.statusDecidedAt, meeting))
    pages = graph.rests_on(*belonging(graph, meeting))
    reports = [r for thing in named for r in graph.pointing(IP5.reportsOn, thing) if r in decided_here or graph.rests_on(r) & pages]
    told = [*graph.pointing(IP5.decidedAt, meeting), *sorted(decided_here), *named]
    held = bool(reports) or any(graph.tells(f"{entry['name']} {entry['status']}", node) for node in told)
    held = held or any(set(days_in(str(entry["status"]))) & graph.values(thing, IP5.established) for thing in named)
    yield walker.fact("standing of a project", f"{entry['name']}: {entry['status']}", held, part=entry)


def alongside(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """A meeting of the same days is held where the one of that series and date, or number, is known."""
    graph = walker.graph
    series = series_in(entry["type"])
    found = associated(graph, entry)
    other = set(alongside_of(graph, meeting))
    if series and not found:
        found = next((m for m in sorted(other) if graph.has(m, IP5.inSeries, series)), "")
    yield walker.fact(
        "meeting alongside",
        f"{entry['type']}, {entry.get('place')}, {entry.get('date')}",
        bool(found) or graph.tells(entry["type"], *walker.things, *other),
        part=entry,
    )
    if entry.get("note"):
        things = [*walker.things, *belonging(graph, found), *graph.around(found)]
        told = any(graph.tells(p, *things) or treated(graph, found, p) for p in re.split("; ", entry["note"])) or _chaired(
            graph, found, entry["note"]
        )
        yield walker.fact("meeting alongside: note", entry["note"], told, part=entry)


def _chaired(graph: Graph, meeting: str, note: str) -> bool:
    """Tell whether those whom a note calls the chairs of a meeting are held as such."""
    parts = [p for p in graph.pointing(IP5.atMeeting, meeting) if graph.values(p, IP5.role) & {"role/chair", "role/co-chair"}]
    chairs = {who for p in parts for who in graph.values(p, IP5.participant)}
    return "chaired by" in note and any(fold(name) in fold(note) for who in chairs for name in graph.values(who, FOAF.familyName))


def combined(graph: Graph, meeting: str, text: str) -> bool:
    other = set(alongside_of(graph, meeting))
    number = re.search(r"\d+", text)
    series = {
        s
        for word, s in (("GDTF", "global-dossier"), ("WG2", "wg2"), ("WG3", "wg3"), ("PHEP", "phep"), ("ICG", "industry-c"))
        if word in text
    }
    fitting = [m for m in other if any(s in m for s in series)]
    return any(number is None or m.endswith("/" + number[0]) for m in fitting)


def body_named(walker: Walker, text: str) -> Iterator[Fact]:
    short, _, remit = text.partition(": ")
    graph = walker.graph
    thing = next((body for form in name_forms(short) if (body := graph.named(IP5.Body, form))), None)
    held = bool(thing) and (not remit or fold(remit) in " ".join(graph.labels(thing or "")) or graph.tells(remit, thing or ""))
    yield walker.fact("body named", text, held)
