"""heads_meetings.yaml and other_meetings.yaml: when, where, by whom, who took part, what was decided, issued and said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import DCTERMS, IP5, SCHEMA, SKOS
from tests.walk import facts as shared
from tests.walk import figures
from tests.walk.dates import days_in
from tests.walk.facts import Entry, Fact, Walker, listed, load, name_forms, office, person
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
DONE = "meeting-status/held"


def facts(graph: Graph) -> Iterator[Fact]:
    for entry in load(HEADS)["meetings"]:
        yield from _heads(graph, entry)
    loaded = load(OTHERS)
    for entry in loaded["meetings"]:
        yield from _other(graph, entry, loaded["sources"])


# ---- finding a meeting


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


# ---- the two files


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
        yield from _participant(walker, meeting, entry["chair"], roles=("chair", "co-chair"))
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
            yield from _participant(walker, meeting, one, roles=roles)
    for figure in listed(entry.get("statistics")):
        yield from figures.quoted(walker, meeting, figure)
    for document in listed(entry.get("documents")):
        yield from _document(walker, meeting, document)
    for decision in listed(entry.get("decisions")):
        yield from _decision(walker, meeting, decision)
    for project in listed(entry.get("projects")):
        yield from _project(walker, meeting, project)
    for other in listed(entry.get("associated_meetings")):
        yield from _alongside(walker, meeting, other)
    if entry.get("venue"):
        yield from walker.text("venue", re.split("; ", entry["venue"]))
    for form in (*listed(entry.get("city_variants")), *listed(entry.get("region_variants"))):
        yield from walker.names("other name of the place", form, *graph.values(meeting, SCHEMA.location))
    for field in ("planned_city", "chair_note", "host_note", "number_note"):
        yield from walker.text(field.replace("_", " "), entry.get(field))
    for note in (*listed(entry.get("notes")), *listed(entry.get("theme"))):
        yield from walker.text("note", note["value"], part=note)
    for text in listed(entry.get("bodies_named")):
        yield from _body_named(walker, str(text))
    every = range(1, len(entry.get("sources", [])) + 1)
    yield from walker.page_facts(list(every), *_all_about(graph, meeting))


def _all_about(graph: Graph, meeting: str) -> list[str]:
    """Return what a page on the meeting may tell of: the meeting, what belongs to it, and the meetings alongside."""
    near = belonging(graph, meeting)
    for other in (*sorted(graph.values(meeting, IP5.heldAlongside)), *graph.pointing(IP5.heldAlongside, meeting)):
        near += belonging(graph, other)
    return near


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
        yield from _participant(walker, meeting, one, roles=_roles(one.get("role")))
    for observer in listed(entry.get("observers")):
        yield from _observer(walker, meeting, str(observer))
    yield from _chairs(walker, meeting)
    if entry.get("absent"):
        missing = office(graph, entry["absent"].split(" (")[0]) or "?"
        yield walker.fact("absent", entry["absent"], graph.has(meeting, IP5.delegationMissing, missing))
    if entry.get("combined_with"):
        yield walker.fact("combined with", entry["combined_with"], _combined(graph, meeting, entry["combined_with"]))
    yield from walker.text("venue", entry.get("venue"))
    yield from walker.text("attendance", entry.get("attendance"))
    for field in ("topics", "outcomes", "side"):
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
    dates = days_in(str(item["value"]))
    graph = walker.graph
    said = graph.values(meeting, SCHEMA.startDate, SCHEMA.endDate)
    said |= {v for key in graph.pointing(IP5.identifies, meeting) for v in graph.values(key, IP5.keyFrom, IP5.keyTo)}
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


# ---- people


def _roles(text: str | None) -> tuple[str, ...]:
    return {"chair": ("chair", "co-chair"), "observer": ("observer",)}.get(text or "", ())


def _participant(walker: Walker, meeting: str, one: Entry, roles: tuple[str, ...]) -> Iterator[Fact]:
    """Somebody took part where a participation at the meeting is theirs; office, role and title hang on it."""
    graph = walker.graph
    kind = roles[0] if roles else "participant"
    organisation = office(graph, one.get("office") or one.get("organisation") or "")
    if not one.get("name"):
        held = graph.has(meeting, IP5.delegationFrom, organisation or "?") or any(
            graph.has(p, IP5.onBehalfOf, organisation or "?") for p in graph.pointing(IP5.atMeeting, meeting)
        )
        held = held or (kind == "absent" and graph.has(meeting, IP5.delegationMissing, organisation or "?"))
        yield walker.fact(f"{kind}: organisation", one.get("organisation") or one.get("office"), held, part=one)
        return
    who = person(graph, re.sub(r" \(sic\)", "", one["name"]), organisation)
    mine = [p for p in graph.pointing(IP5.participant, who or "") if graph.has(p, IP5.atMeeting, meeting)]
    near = mine
    if not mine:  # somebody seen at a meeting of the same days
        others = {*graph.values(meeting, IP5.heldAlongside), *graph.pointing(IP5.heldAlongside, meeting)}
        near = [p for p in graph.pointing(IP5.participant, who or "") if graph.values(p, IP5.atMeeting) & others]
    elsewhere = bool(near) and "meeting of" in str(one.get("note", ""))
    named = [p for p in mine if not roles or any(graph.has(p, IP5.role, f"role/{role}") for role in roles)] or (near if elsewhere else [])
    yield walker.fact(kind, one["name"], bool(named), part=one)
    parts = mine or (near if elsewhere else [])
    if organisation:
        yield walker.fact(
            f"{kind}: office", f"{one['name']}: {organisation}", any(graph.has(p, IP5.onBehalfOf, organisation) for p in parts), part=one
        )
    title = str(one.get("title") or "")
    if title:
        yield walker.fact(f"{kind}: title", f"{one['name']}: {title}", _titled(graph, parts, who, title), part=one)
    for variant in listed(one.get("variants")):
        for fact in walker.names(
            "name of a person", re.sub(r"(?:庁長|局長|事務局長|経済産業大臣| 특허청장| 차장)", "", str(variant)), who or "", part=one
        ):
            yield Fact(fact.file, fact.where, fact.kind, str(variant), fact.held or _spoken(graph, who, str(variant)), fact.sourced)
    if one.get("note"):
        yield from walker.text(f"{kind}: note", one["note"], part=one)


def _titled(graph: Graph, parts: list[str], who: str | None, title: str) -> bool:
    """A title is held as the capacity, or as a name of a post that the person held; remarks in brackets do not count."""
    from ip5kg.namespaces import ORG

    said = {fold(v) for p in parts for v in graph.values(p, IP5.capacity)}
    posts = {post for t in graph.pointing(ORG.member, who or "") for post in graph.values(t, IP5.heldPost)}
    said |= graph.labels(*posts) | {fold(v) for t in graph.pointing(ORG.member, who or "") for v in graph.values(t, IP5.capacity)}
    forms = [form for part in re.split(r"; ", title) for form in name_forms(part)]
    return bool(parts) and any(
        fold(form) in said or (len(fold(form)) > 7 and any(fold(form) in s or s in fold(form) for s in said if len(s) > 7))
        for form in forms
    )


def _spoken(graph: Graph, who: str | None, variant: str) -> bool:
    """Tell whether a phrase such as "JPO technical supervisor Kihara (src 5)" holds a name of the person."""
    bare = fold(re.sub(r"\(.*?\)", "", variant))
    return any(len(label) > 1 and label in bare for label in graph.labels(who or ""))


def _observer(walker: Walker, meeting: str, text: str) -> Iterator[Fact]:
    graph = walker.graph
    named = re.fullmatch(r"(.+) \((\w+)\)", text)
    if named:
        yield from _participant(walker, meeting, {"name": named[1], "organisation": named[2]}, roles=("observer",))
        return
    organisation = office(graph, text.split()[0]) or "?"
    held = graph.has(meeting, IP5.delegationFrom, organisation)
    held = held or any(graph.has(p, IP5.onBehalfOf, organisation) for p in graph.pointing(IP5.atMeeting, meeting))
    yield walker.fact("observer: organisation", text, held)


def _chairs(walker: Walker, meeting: str) -> Iterator[Fact]:
    """ "Kasutani (JPO) and Bekku (JIPA)" are two, "KIPO" is an office in the chair."""
    text = str(walker.entry.get("chair") or "")
    for one in re.split(r" and ", text):
        named = re.fullmatch(r"(?:Commissioner )?(.+?)(?: \((\w+)[^)]*\))?", one)
        if not one or not named:
            continue
        if office(walker.graph, one):
            held = walker.graph.has(meeting, IP5.chairOffice, office(walker.graph, one) or "?")
            held = held or bool(_presiding(walker.graph, meeting, office(walker.graph, one) or "?"))
            yield walker.fact("chair office", one, held, field="chair")
            continue
        who = person(walker.graph, named[1], office(walker.graph, named[2] or "JPO")) or _by_family_name(walker.graph, meeting, named[1])
        mine = [p for p in walker.graph.pointing(IP5.participant, who or "") if walker.graph.has(p, IP5.atMeeting, meeting)]
        held = any(walker.graph.has(p, IP5.role, f"role/{role}") for p in mine for role in ("chair", "co-chair"))
        yield walker.fact("chair", one, held)


def _presiding(graph: Graph, meeting: str, organisation: str) -> list[str]:
    parts = [p for p in graph.pointing(IP5.atMeeting, meeting) if graph.has(p, IP5.onBehalfOf, organisation)]
    return [p for p in parts if graph.values(p, IP5.role) & {"role/chair", "role/co-chair"}]


def _by_family_name(graph: Graph, meeting: str, name: str) -> str | None:
    from ip5kg.namespaces import FOAF

    there = {who for p in graph.pointing(IP5.atMeeting, meeting) for who in graph.values(p, IP5.participant)}
    found = [who for who in sorted(there) if fold(name) in {fold(v) for v in graph.values(who, FOAF.familyName)}]
    return found[0] if len(found) == 1 else None


# ---- results


def _document(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
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


def _decision(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """A decision is held where one of the meeting says most of its words, or where one has its topic, its act and some of its words."""
    graph = walker.graph
    mine = graph.pointing(IP5.decidedAt, meeting)
    others = [d for m in graph.values(meeting, IP5.heldAlongside) for d in graph.pointing(IP5.decidedAt, m)]
    reports = graph.pointing(IP5.statusDecidedAt, meeting)
    same = [d for d in (*mine, *others, *reports) if graph.tells(entry["statement"], d)]
    same += [d for d in mine if d not in same and _alike(graph, d, entry)]
    yield walker.fact("decision", entry["statement"], bool(same), part=entry)
    body = entry.get("responsible_body")
    if body:
        held = any(graph.values(d, IP5.chargedBody) or graph.tells(str(body), d) for d in same)
        yield walker.fact("decision: body", body, held, part=entry)


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


def _project(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """What a page on the meeting says of a project is held as a status report, as a decision, or as a text at what it names."""
    graph = walker.graph
    thing = next((p for form in name_forms(entry["name"]) if (p := _project_named(graph, form))), "")
    reports = [r for r in graph.pointing(IP5.reportsOn, thing) if graph.has(r, IP5.statusDecidedAt, meeting)]
    reports += [r for r in graph.pointing(IP5.reportsOn, thing) if graph.rests_on(r) & graph.rests_on(*belonging(graph, meeting))]
    mine = graph.pointing(IP5.decidedAt, meeting)
    held = bool(reports) or any(graph.tells(f"{entry['name']} {entry['status']}", d) for d in (*mine, *([thing] if thing else [])))
    yield walker.fact("standing of a project", f"{entry['name']}: {entry['status']}", held, part=entry)


def _project_named(graph: Graph, name: str) -> str | None:
    return graph.named(IP5.Project, name)


_KINDS = (
    ("Industry Trilateral", ""),
    ("Industry", "series/heads-industry"),
    ("Deputy Heads", "series/deputy-heads"),
    ("Deputy heads", "series/deputy-heads"),
    ("Global Dossier Task Force", "series/global-dossier-task-force"),
    ("NET/AI", "series/net-ai-task-force"),
    ("working", "series/wg1"),
)


def _alongside(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """A meeting of the same days is held where the one of that series and date, or number, is known."""
    graph = walker.graph
    series = next((s for word, s in _KINDS if word.lower() in entry["type"].lower()), "")
    number = re.search(r"\b(\d+)(?:st|nd|rd|th)\b", entry["type"])
    date = re.search(r"\d{4}(?:-\d\d){1,2}", str(entry.get("date") or ""))
    found = find(graph, series, int(number[1]) if number else None, date[0] if date else None, set()) if series else ""
    other = {*graph.values(meeting, IP5.heldAlongside), *graph.pointing(IP5.heldAlongside, meeting)}
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
        yield walker.fact(
            "meeting alongside: note", entry["note"], any(graph.tells(p, *things) for p in re.split("; ", entry["note"])), part=entry
        )


def _combined(graph: Graph, meeting: str, text: str) -> bool:
    other = {*graph.values(meeting, IP5.heldAlongside), *graph.pointing(IP5.heldAlongside, meeting)}
    number = re.search(r"\d+", text)
    series = {
        s
        for word, s in (("GDTF", "global-dossier"), ("WG2", "wg2"), ("WG3", "wg3"), ("PHEP", "phep"), ("ICG", "industry-c"))
        if word in text
    }
    fitting = [m for m in other if any(s in m for s in series)]
    return any(number is None or m.endswith("/" + number[0]) for m in fitting)


def _body_named(walker: Walker, text: str) -> Iterator[Fact]:
    short, _, remit = text.partition(": ")
    graph = walker.graph
    thing = graph.named(IP5.Body, short)
    held = bool(thing) and (not remit or fold(remit) in " ".join(graph.labels(thing or "")) or graph.tells(remit, thing or ""))
    yield walker.fact("body named", text, held)
