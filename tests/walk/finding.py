"""Finding a meeting of the fact base in the graph, and what belongs to it."""

from __future__ import annotations

import re

from ip5kg.namespaces import DCTERMS, IP5
from tests.walk.facts import Entry, name_forms
from tests.walk.graph import Graph, fold


def find(graph: Graph, series: str, number: int | None, date: str | None, pages: set[str]) -> str:
    """Return the meeting of a series with this number, or that the register finds by its day, or of which these pages tell."""
    keys = graph.pointing(IP5.keySeries, series)
    if number is not None:
        for key in keys:
            if graph.has(key, IP5.keyNumber, str(number)):
                return min(graph.values(key, IP5.identifies))
        for meeting in graph.pointing(IP5.inSeries, series):
            if graph.has(meeting, IP5.number, str(number)):
                return meeting
    if date:
        for key in keys:
            first, last = graph.values(key, IP5.keyFrom), graph.values(key, IP5.keyTo)
            if first and last and min(first)[: len(date)] <= date <= max(last)[: len(date)]:
                return min(graph.values(key, IP5.identifies))
    near = [key for key in keys if graph.values(key, DCTERMS.source) & pages]
    found = {meeting for key in near for meeting in graph.values(key, IP5.identifies)}
    found |= {m for m in graph.pointing(IP5.inSeries, series) if graph.rests_on(m) & pages} if not found else set()
    return min(found) if len(found) == 1 else ""


def belonging(graph: Graph, meeting: str) -> list[str]:
    """Return the meeting with its participations, decisions, documents and keys, and the meetings held alongside."""
    return [*graph.around(meeting), *graph.pointing(IP5.statusDecidedAt, meeting)] if meeting else []


def alongside_of(graph: Graph, meeting: str) -> list[str]:
    return [*sorted(graph.values(meeting, IP5.heldAlongside)), *graph.pointing(IP5.heldAlongside, meeting)]


_KINDS = (
    ("Industry Trilateral", ""),
    ("Industry", "series/heads-industry"),
    ("Deputy Heads", "series/deputy-heads"),
    ("Deputy heads", "series/deputy-heads"),
    ("Global Dossier Task Force", "series/global-dossier-task-force"),
    ("NET/AI", "series/net-ai-task-force"),
    ("working", "series/wg1"),
)


def series_in(text: str) -> str:
    return next((s for word, s in _KINDS if word.lower() in text.lower()), "")


def associated(graph: Graph, entry: Entry) -> str:
    """Return the meeting that an entry on a meeting of the same days or the same year names, by series and number or date."""
    number = re.search(r"\b(\d+)(?:st|nd|rd|th)\b", entry["type"])
    date = re.search(r"\d{4}(?:-\d\d){1,2}", str(entry.get("date") or ""))
    series = series_in(entry["type"])
    return find(graph, series, int(number[1]) if number else None, date[0] if date else None, set()) if series else ""


def named_things(graph: Graph, name: str) -> list[str]:
    """Return the projects and bodies that a text names."""
    found = [graph.named(kind, form) for form in name_forms(name) for kind in (IP5.Project, IP5.Body)]
    return list(dict.fromkeys(thing for thing in found if thing))


def treated(graph: Graph, meeting: str, text: str) -> bool:
    """Tell whether a decision or an exchange of the meeting has the topic that a text names, or one of a body that it names."""
    subjects = {t for d in graph.pointing(IP5.decidedAt, meeting) for t in graph.values(d, DCTERMS.subject)}
    there = fold(text)
    if any(len(label) > 3 and label in there for topic in subjects for label in graph.labels(topic)):
        return True
    bodies = [b for word in re.findall(r"\b[A-Z][A-Z0-9/]+\b", text) if (b := graph.named(IP5.Body, word))]
    return any(graph.values(b, DCTERMS.subject) & subjects for b in bodies)
