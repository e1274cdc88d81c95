"""heads.yaml: heads and deputies of the offices, people of WIPO, and others; names, titles, and when they held a post."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from ip5kg.namespaces import IP5, ORG
from tests.walk.facts import Entry, Fact, Walker, listed, load, office, person
from tests.walk.graph import Graph, fold

FILE = "heads.yaml"


def facts(graph: Graph) -> Iterator[Fact]:
    loaded = load(FILE)
    for part in ("heads", "deputy_heads"):
        for key, entries in loaded[part].items():
            code = office(graph, key.upper().replace("_", "/"))
            for entry in entries:
                yield from _holder(graph, part, entry, code, loaded["sources"])
    for part in ("wipo_people", "other_people"):
        for entry in loaded[part]:
            yield from _holder(graph, part, entry, "office/WO" if part.startswith("wipo") else None, loaded["sources"])


def _holder(graph: Graph, part: str, entry: Entry, organisation: str | None, pages: Entry) -> Iterator[Fact]:
    where = f"{part}: {entry['name']}"
    who = person(graph, entry["name"], organisation)
    if entry["name"] == "(vacant)":
        tenures = [t for t in graph.pointing(ORG.organization, organisation or "") if graph.has(t, IP5.vacant, "true")]
        tenures = [t for t in tenures if any(v.startswith(str(entry["start"])[:4]) for v in graph.values(t, IP5.earliestStart))]
    else:
        tenures = [t for t in graph.pointing(ORG.member, who or "") if graph.of_type(IP5.Tenure) and _in(graph, t, organisation)]
        tenures = _of_kind(graph, tenures, heads=part == "heads")
    posts = sorted({post for t in tenures for post in graph.values(t, IP5.heldPost)})
    walker = Walker(graph, FILE, where, entry, [*([who] if who else []), *tenures, *posts], pages=pages)

    yield walker.fact("person", entry["name"], bool(who) or (entry["name"] == "(vacant)" and bool(tenures)), field="name")
    yield walker.fact("tenure", f"{entry['title']} ({organisation or 'elsewhere'})", bool(tenures))
    if who:
        yield from _variants(walker, who)
    yield from _titles(walker, tenures, posts)
    for field, early, late in (("start", IP5.earliestStart, IP5.latestStart), ("end", IP5.earliestEnd, IP5.latestEnd)):
        if entry.get(field):
            held = any(_bounded(graph, t, early, late, str(entry[field])) for t in tenures)
            yield walker.fact(f"tenure {field}", entry[field], held, field=field)
    for field in ("seen_in_post", "named", "elected", "confirmed", "appointed", "second_term_from"):
        for value in listed(entry.get(field)):
            yield walker.fact(field.replace("_", " "), value, any(_dated(graph, t, str(value)) for t in tenures), field=field)
    if entry.get("acting"):
        yield walker.fact("acting", True, any(graph.has(t, IP5.acting, "true") for t in tenures))
    if entry.get("ordinal"):
        number = re.findall(r"\d+", entry["ordinal"])[0]
        yield walker.fact("ordinal", entry["ordinal"], any(graph.has(t, IP5.ordinal, number) for t in tenures))
    yield from walker.text("note", entry.get("note"))
    if entry.get("later"):
        others = [t for t in graph.pointing(ORG.member, who or "") if t not in tenures]
        yield walker.fact("later post", entry["later"], bool(others), field="later")
    for value in listed(entry.get("ip5")):
        yield walker.fact("part in a meeting", value, _took_part(graph, who, str(value)), field="ip5")
    yield from walker.page_facts(entry.get("src"))
    yield from walker.page_facts(entry.get("person_link_src"), *walker.things, *graph.pointing(ORG.member, who or ""))


def _in(graph: Graph, tenure: str, organisation: str | None) -> bool:
    return organisation is None or graph.has(tenure, ORG.organization, organisation)


def _of_kind(graph: Graph, tenures: list[str], *, heads: bool) -> list[str]:
    """Of somebody who was deputy and then head keep the tenures that the part of the file is about."""
    headships = set(graph.of_type(IP5.Headship))
    fitting = [t for t in tenures if bool(graph.values(t, IP5.heldPost) & headships) == heads]
    return fitting or tenures


def _variants(walker: Walker, who: str) -> Iterator[Fact]:
    for fact in walker.names("name", walker.entry["variants"], who):
        scripts = {"kanji", "Chinese"} & set(re.split(r"[ ,\[\]']", str(walker.entry.get("unverified", ""))))
        doubtful = bool(scripts) and bool(re.search(r"[\u4e00-\u9fff]", fact.value))
        latin = "Latin" in str(walker.entry.get("unverified", "")) and bool(re.search("[a-z]", fact.value))
        yield Fact(fact.file, fact.where, fact.kind, fact.value, fact.held, fact.sourced and not doubtful and not latin)


def _titles(walker: Walker, tenures: list[str], posts: list[str]) -> Iterator[Fact]:
    """A title is held as the capacity of a tenure or as a name of its post."""
    capacities = {fold(v) for t in tenures for v in walker.graph.values(t, IP5.capacity)}
    known = capacities | walker.graph.labels(*posts)
    title = walker.entry["title"]
    bare = re.sub(r" \((?:SIPO|CNIPA|KIPO|特許技監)\)", "", title)
    held = any(
        fold(form) in known
        for form in (title, bare, re.sub(r"^(?:former )?(?:[A-Z]{3,} )?| \(\d{4}\)$", "", title), *re.split(r" / | \(|\)", title))
    )
    yield walker.fact("title", title, held, field="English title" if "English title" in str(walker.entry.get("unverified")) else "title")


def _bounded(graph: Graph, tenure: str, early: str, late: str, value: str) -> bool:
    """Tell whether the bounds of a tenure are those of the date: a month is bounded by its first and its last day."""
    first, last = span(value)
    lows, highs = graph.values(tenure, early), graph.values(tenure, late)
    return any(first <= v <= last for v in lows | highs) and all(v <= last for v in lows) and all(v >= first for v in highs)


def span(value: str) -> tuple[str, str]:
    """Return the first and the last day of a day, a month or a year."""
    parts = value.split("-")
    if len(parts) == 3:
        return value, value
    if len(parts) == 2:
        return f"{value}-01", f"{value}-{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
    return f"{value}-01-01", f"{value}-12-31"


def _dated(graph: Graph, tenure: str, value: str) -> bool:
    dates = graph.values(tenure, IP5.seenInPost, IP5.designatedOn, IP5.earliestStart, IP5.latestStart, IP5.earliestEnd, IP5.latestEnd)
    return value in dates or graph.tells(value, tenure)


_SERIES = (
    (r"deputy heads", "series/deputy-heads"),
    (r"heads meeting|heads meetings", "series/heads"),
    (r"industry meeting", "series/heads-industry"),
    (r"NET/AI", "series/net-ai-task-force"),
    (r"GDTF", "series/global-dossier-task-force"),
    (r"PHEP", "series/phep"),
    (r"WG1", "series/wg1"),
    (r"WG2", "series/wg2"),
    (r"WG3", "series/wg3"),
    (r"statistics", "series/statistics-working-group"),
    (r"trial", "series/trial-and-appeal-boards"),
)


def _took_part(graph: Graph, who: str | None, text: str) -> bool:
    """Tell whether the person took part in all meetings that a remark such as "15th, 17th (chair) deputy heads" names.

    A meeting is named by its number or its year; where neither is named, one meeting of the series is enough.
    """
    mine = [meeting for p in graph.pointing(IP5.participant, who or "") for meeting in graph.values(p, IP5.atMeeting)]
    kinds = [name for pattern, name in _SERIES if re.search(pattern, text)]
    mine = [m for m in mine if graph.values(m, IP5.inSeries) & set(kinds)]
    numbers = re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)\b", text)
    years = [] if numbers else re.findall(r"\b(20\d\d)\b", text)
    if not mine:
        return False
    held = {n for m in mine for n in (*graph.values(m, IP5.number), *_years(graph, m), *_numbers(graph, m))}
    numbered = any(n in held for n in numbers) if len(kinds) > 1 else all(n in held for n in numbers)
    return (numbered or not numbers) and (not years or bool(set(years) & held) if "-" in text else all(y in held for y in years))


def _years(graph: Graph, meeting: str) -> set[str]:
    from ip5kg.namespaces import SCHEMA

    return {v[:4] for v in graph.values(meeting, SCHEMA.startDate)} | set(re.findall(r"20\d\d", meeting))


def _numbers(graph: Graph, meeting: str) -> set[str]:
    keys = graph.pointing(IP5.identifies, meeting)
    return {n for key in keys for n in graph.values(key, IP5.keyNumber)}
