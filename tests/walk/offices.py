"""offices.yaml: the offices with their dated names, renamings, parents and identifiers, WIPO, the associations, the IP5, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import FOAF, IP5, ORG, OWL, SCHEMA, SKOSXL
from tests.walk.facts import Entry, Fact, Walker, listed, load, name_forms, office
from tests.walk.graph import LABELS, Graph, fold

FILE = "offices.yaml"
SAME = SCHEMA.base + "sameAs"


def facts(graph: Graph) -> Iterator[Fact]:
    loaded = load(FILE)
    pages = loaded["sources"]
    for entry in loaded["offices"]:
        thing = office(graph, entry["acronym"]) or ""
        yield from _office(graph, thing, entry, pages)
    for entry in loaded["observers"]:
        yield from _office(graph, office(graph, entry["acronym"]) or "", entry, pages)
    for entry in loaded["industry_groups"]:
        yield from _association(graph, graph.named(IP5.IndustryAssociation, entry["name"]) or "", entry, pages)
    yield from _forum(graph, graph.named(IP5.Cooperation, loaded["forum"]["name"]) or "", loaded["forum"], pages)
    for entry in loaded["look_alikes"]:
        yield from _look_alike(graph, entry, pages)


def _office(graph: Graph, thing: str, entry: Entry, pages: Entry) -> Iterator[Fact]:
    near = graph.around(thing)
    parents = sorted({o for node in near for o in graph.values(node, IP5.underOrganisation, IP5.parentOrganisation)})
    walker = Walker(graph, FILE, thing, entry, [*near, *parents, "cooperation/ip5"], pages=pages)
    yield walker.fact("office", entry["acronym"], bool(graph.values(thing, ORG.identifier)))
    yield walker.fact("ST.3 code", entry["st3"], graph.has(thing, ORG.identifier, entry["st3"]))
    yield from walker.names("name", entry.get("name"), thing)
    for name in entry["names"]:
        yield from _dated_name(walker, thing, name)
    for event in listed(entry.get("renames")):
        yield from _renaming(walker, thing, event)
    for kind in ("head_title", "deputy_title"):
        yield from _titles(walker, kind, entry.get(kind))
    yield from _places(walker, thing)
    for parent in listed(entry.get("parent")):
        yield from _parent(walker, thing, parent)
    for founding in listed(entry.get("founded")):
        if founding["value"] is not None:
            held = graph.has(thing, IP5.founded, str(founding["value"])) or graph.tells(_long(str(founding["value"])), thing)
            yield walker.fact("founded", founding["value"], held, part=founding)
            if founding["value"] is not None and not graph.has(thing, IP5.founded, str(founding["value"])):
                yield from walker.text("founded: basis", founding.get("basis"), part=founding)
        yield from walker.page_facts(founding.get("src"), part=founding)
    for before in listed(entry.get("predecessors")):
        yield from _predecessor(walker, thing, before)
    identifiers = entry.get("identifiers") or {}
    for kind in ("wikidata", "ror", "grid", "isni"):
        if identifiers.get(kind):
            yield walker.fact("identifier", f"{kind} {identifiers[kind]}", _identified(graph, thing, identifiers[kind]))
    if entry.get("ib_code"):
        code = entry["ib_code"]
        yield walker.fact("ST.3 code", code["value"], graph.has(thing, ORG.identifier, code["value"]), part=code)
    if entry.get("website"):
        yield walker.fact("website", entry["website"], graph.has(thing, FOAF.homepage, entry["website"]))
    if entry.get("old_website"):
        yield walker.fact("website", entry["old_website"], graph.has(thing, FOAF.homepage, entry["old_website"]))
    if entry.get("ip5_member_since"):
        member = graph.has(thing, ORG.memberOf, "cooperation/ip5") and graph.has("cooperation/ip5", IP5.founded, entry["ip5_member_since"])
        yield walker.fact("member since", entry["ip5_member_since"], member)
    for form in listed(entry.get("wrong_forms")):
        yield from _wrong_form(walker, thing, form)
    for staff in listed(entry.get("staff")):
        yield walker.fact("staff", f"{staff['value']} {staff['as_of']}", graph.tells(f"{staff['value']:,} staff", thing), part=staff)
    for field in ("absorbed_2018", "note"):
        yield from walker.text(field.replace("_", " "), entry.get(field))
    for field in ("src", "st3_src", "place_src", "region_src", "website_src", "absorbed_src"):
        yield from walker.page_facts(entry.get(field))
    yield from walker.page_facts(identifiers.get("src"))


def _dated_name(walker: Walker, thing: str, name: Entry) -> Iterator[Fact]:
    """A name is held with its language and its validity, or as a label of a thing whose names are not dated."""
    graph = walker.graph
    forms = {fold(form) for form in name_forms(name["value"])}
    mine = [n for n in graph.values(thing, IP5.datedName) if forms & {fold(v) for v in graph.values(n, SKOSXL.literalForm)}]
    held = bool(mine) or bool(forms & graph.labels(thing))
    yield walker.fact(f"name ({name['lang']})", name["value"], held, part=name)
    for field, predicate in (("valid_from", IP5.validFrom), ("valid_to", IP5.validTo)):
        if name.get(field):
            dated = any(graph.has(n, predicate, str(name[field])) for n in mine)
            yield walker.fact("name " + field.replace("_", " "), f"{name['value']}: {name[field]}", dated, part=name, field=field)
    if name.get("official"):
        yield walker.fact("name official", name["value"], any(graph.has(n, IP5.official, "true") for n in mine), part=name)
    if name.get("acronym"):
        acronym = any(graph.has(n, IP5.acronym, name["acronym"]) for n in mine)
        yield walker.fact("name acronym", name["acronym"], acronym, part=name)
    if name.get("note"):
        short = re.split(r"also |printed | in \d{4}; ", name["note"])
        held = any(graph.tells(part, *mine, thing) for part in (name["note"], *short) if part)
        held = held or any(fold(form) in graph.labels(thing) for part in short for form in name_forms(re.sub(r" in .*", "", part)))
        yield walker.fact("name note", name["note"], held or (name["note"] == "home name" and _official(graph, mine)), part=name)
    yield from walker.page_facts(name.get("src"), thing, *mine, part=name)


def _official(graph: Graph, names: list[str]) -> bool:
    return any(graph.has(n, IP5.official, "true") for n in names)


def _renaming(walker: Walker, thing: str, event: Entry) -> Iterator[Fact]:
    graph = walker.graph
    mine = [r for r in graph.pointing(IP5.renamedOffice, thing) if graph.has(r, IP5.effectiveOn, str(event["date"]))]
    yield walker.fact("renaming", event["date"], bool(mine), part=event)
    for field, predicate in (("old", IP5.oldName), ("new", IP5.newName)):
        names = {n for r in mine for n in graph.values(r, predicate)}
        held = any(fold(form) in graph.labels(*names) for form in name_forms(event[field]))
        yield walker.fact("renaming: name", event[field], held, part=event)
    for field in ("announced", "note"):
        if event.get(field):
            held = any(graph.tells(form, *mine, thing) for form in (str(event[field]), _long(str(event[field]))))
            yield walker.fact(f"renaming: {field}", event[field], held, part=event)
    yield from walker.page_facts(event.get("src"), *mine, part=event)


def _titles(walker: Walker, kind: str, titles: Entry | None) -> Iterator[Fact]:
    posts = [post for post in walker.things if post.startswith("post/")]
    for language, title in (titles or {}).items():
        if language in ("en", "ja", "zh", "ko", "short"):
            for form in re.split(r"; | / ", str(title)):
                bare = re.sub(r" \((?:from|until) [^)]*\)", "", form)
                yield from walker.names(kind.replace("_", " "), bare, *posts, part=titles)
        elif language == "note":
            yield from walker.text(kind.replace("_", " ") + ": note", title)
    yield from walker.page_facts((titles or {}).get("src"))


def _places(walker: Walker, thing: str) -> Iterator[Fact]:
    graph = walker.graph
    entry = walker.entry
    seats = sorted(graph.values(thing, IP5.seat))
    sites = sorted(graph.values(thing, IP5.seat, SCHEMA.location))
    if entry.get("city"):
        yield from walker.names("seat", entry["city"].split(",")[0], *seats)
    for site in listed(entry.get("other_sites")):
        yield from walker.names("other site", site, *sites, part={"unverified": "Berlin" in site})
    if entry.get("country"):
        countries = {c for seat in seats for c in graph.values(seat, SCHEMA.containedInPlace)}
        yield from walker.names("country", entry["country"], *countries)
    for part in (p for p in re.split(", ", re.sub(r" \(.*\)", "", str(entry.get("district") or ""))) if p):
        held = fold(part) in graph.labels(*seats) or graph.tells(part, *walker.things, *seats)
        yield walker.fact("district", part, held)
    for field in ("region_served", "region", "sponsor"):
        yield from walker.text(field.replace("_", " "), entry.get(field))


def _parent(walker: Walker, thing: str, parent: Entry) -> Iterator[Fact]:
    graph = walker.graph
    mine = []
    for parentage in graph.pointing(IP5.ofOffice, thing):
        above = graph.values(parentage, IP5.underOrganisation)
        names = {fold(form) for org in above for label in graph.values(org, *LABELS) for form in name_forms(label)}
        if any(fold(form) in names for form in name_forms(parent["name"])):
            mine.append(parentage)
    direct = any(fold(form) in graph.labels(*graph.values(thing, IP5.parentOrganisation)) for form in name_forms(parent["name"]))
    yield walker.fact("parent", parent["name"], bool(mine) or direct, part=parent)
    above = {o for p in mine for o in graph.values(p, IP5.underOrganisation)} | graph.values(thing, IP5.parentOrganisation)
    if parent.get("acronym"):
        yield from walker.names("parent: acronym", parent["acronym"], *above, part=parent)
    yield from _role(walker, parent, [*mine, *above, thing])
    for field, predicate in (("valid_from", IP5.validFrom), ("valid_to", IP5.validTo)):
        if parent.get(field):
            dated = any(graph.has(p, predicate, str(parent[field])) for p in mine)
            yield walker.fact("parent " + field.replace("_", " "), f"{parent['name']}: {parent[field]}", dated, part=parent, field=field)
    yield from walker.page_facts(parent.get("src"), thing, *mine, part=parent)


def _role(walker: Walker, parent: Entry, things: list[str]) -> Iterator[Fact]:
    if parent.get("role"):
        yield walker.fact("parent: role", parent["role"], walker.graph.tells(parent["role"], *things), part=parent)


def _predecessor(walker: Walker, thing: str, before: Entry) -> Iterator[Fact]:
    graph = walker.graph
    names = graph.values(thing, IP5.datedName)
    mine = [n for n in names if {fold(f) for f in name_forms(before["name"])} & graph.labels(n)]
    yield walker.fact("predecessor", before["name"], bool(mine), part=before)
    for field, predicate in (("date", IP5.validFrom), ("valid_to", IP5.validTo)):
        if before.get(field):
            dated = any(graph.has(n, predicate, str(before[field])) for n in mine)
            yield walker.fact(f"predecessor: {field}".replace("_", " "), f"{before['name']}: {before[field]}", dated, part=before)
    yield from walker.page_facts(before.get("src"), thing, *mine, part=before)


def _identified(graph: Graph, thing: str, number: str) -> bool:
    wanted = re.sub(r"\s", "", str(number)).rsplit("/", 1)[-1]
    return any(value.rsplit("/", 1)[-1] == wanted for value in graph.values(thing, SAME, SCHEMA.identifier, OWL.sameAs))


def _wrong_form(walker: Walker, thing: str, form: str) -> Iterator[Fact]:
    """A wrong name leads to the thing; a remark on a mix-up stands in a note."""
    graph = walker.graph
    names = [fold(f) for f in name_forms(form)]
    yield walker.fact("wrong form", form, any(n in graph.labels(thing) for n in names) or graph.tells(form, thing))


def _association(graph: Graph, thing: str, entry: Entry, pages: Entry) -> Iterator[Fact]:
    walker = Walker(graph, FILE, thing or entry["id"], entry, graph.around(thing), pages=pages)
    yield from walker.names("association", entry["name"], thing)
    yield from walker.names("acronym", entry["acronym"], thing)
    for name in listed(entry.get("names")):
        yield from walker.names(f"name ({name['lang']})", name["value"], thing, part=name)
        yield from walker.page_facts(name.get("src"), thing, part=name)
    for founded in listed(entry.get("founded")):
        value = founded["value"] if isinstance(founded, dict) else founded
        yield walker.fact("founded", value, graph.has(thing, IP5.founded, str(value)))
    yield from _places(walker, thing)
    for count in listed(entry.get("members")):
        text = f"{count['value']} members"
        yield walker.fact("members", f"{text} {count['as_of']}", graph.tells(text, thing), part=count)
        yield from walker.page_facts(count.get("src"), thing, part=count)
    for form in listed(entry.get("wrong_forms")):
        yield from _wrong_form(walker, thing, form)
    yield from walker.text("note", entry.get("note"))
    yield from walker.page_facts(entry.get("src"), thing)


def _forum(graph: Graph, thing: str, entry: Entry, pages: Entry) -> Iterator[Fact]:
    things = [thing, *[p for p in graph.of_type(IP5.Project) if "website" in p]]
    walker = Walker(graph, FILE, thing, entry, things, pages=pages)
    yield from walker.names("co-operation", entry["name"], thing)
    yield from walker.names("name", entry["long_names"], thing)
    for name in entry["names"]:
        yield from walker.names(f"name ({name['lang']})", name["value"], thing, part=name)
        yield from walker.page_facts(name["src"], part=name)
    yield walker.fact("founded", entry["started"], graph.has(thing, IP5.founded, entry["started"]))
    yield walker.fact("website", entry["website"], graph.has(thing, FOAF.homepage, entry["website"]))
    for field in ("website_launched", "website_update", "proposed_by"):
        part = entry[field]
        said = graph.tells(str(part["value"]), *things) or any(str(part["value"]) in graph.values(t, SCHEMA.startDate) for t in things)
        yield walker.fact(field.replace("_", " "), part["value"], said or graph.tells(_long(str(part["value"])), *things), part=part)
        yield from walker.text(field.replace("_", " ") + ": note", part.get("note"), part=part)
        yield from walker.page_facts(part["src"], part=part)
    rotation = entry["rotation"]
    for name, year in re.findall(r"([A-Z]+) (20\d\d)", rotation["note"]):
        who = office(graph, name) or ""
        held = any(_year(graph, m) == year and graph.has(m, IP5.inSeries, "series/heads") for m in graph.pointing(IP5.hostedBy, who))
        yield walker.fact("host of the year", f"{name} {year}", held)
    yield from walker.page_facts(rotation["src"], thing, *graph.pointing(IP5.inSeries, "series/heads"))


def _year(graph: Graph, meeting: str) -> str | None:
    starts = sorted({v[:4] for v in graph.values(meeting, SCHEMA.startDate)})
    if len(starts) == 1:
        return starts[0]
    keys = {v[:4] for k in graph.pointing(IP5.identifies, meeting) for v in graph.values(k, IP5.keyFrom)}
    return min(keys) if keys else None


def _look_alike(graph: Graph, entry: Entry, pages: Entry) -> Iterator[Fact]:
    things = [t for t in graph.of_type(IP5.Cooperation) if {fold(f) for f in name_forms(entry["name"])} & graph.labels(t)]
    others = things or [t for t in graph.of_type(IP5.Cooperation) if graph.tells(entry["name"], t)]
    walker = Walker(graph, FILE, entry["name"], entry, others, pages=pages)
    apart = any(graph.has("cooperation/ip5", OWL.differentFrom, t) for t in things)
    yield walker.fact("look-alike", entry["name"], apart)
    yield from walker.text("look-alike: what", entry["what"])
    yield from walker.page_facts(entry.get("src"))


_MONTHS = "January February March April May June July August September October November December".split()


def _long(date: str) -> str:
    """Return a date in words, as notes write it: 25 May 1949, December 2009."""
    parts = date.split("-")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return date
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)
