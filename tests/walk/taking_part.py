"""Who took part in a meeting, for whom, as what, and under which names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import FOAF, IP5, ORG
from tests.walk.facts import Entry, Fact, Walker, listed, name_forms, office, person
from tests.walk.finding import alongside_of
from tests.walk.graph import Graph, fold


def roles_of(text: str | None) -> tuple[str, ...]:
    return {"chair": ("chair", "co-chair"), "observer": ("observer",)}.get(text or "", ())


def participant(walker: Walker, meeting: str, one: Entry, roles: tuple[str, ...]) -> Iterator[Fact]:
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
    who = person(graph, re.sub(r" \(sic\)", "", one["name"]), organisation) or by_family_name(graph, meeting, one["name"])
    mine = [p for p in graph.pointing(IP5.participant, who or "") if graph.has(p, IP5.atMeeting, meeting)]
    near = mine
    if not mine:  # somebody seen at a meeting of the same days
        others = set(alongside_of(graph, meeting))
        near = [p for p in graph.pointing(IP5.participant, who or "") if graph.values(p, IP5.atMeeting) & others]
    elsewhere = bool(near) and "industry meeting" in str(one.get("note", ""))
    named = [p for p in mine if not roles or any(graph.has(p, IP5.role, f"role/{role}") for role in roles)] or (near if elsewhere else [])
    yield walker.fact(kind, one["name"], bool(named), part=one)
    parts = mine or (near if elsewhere else [])
    if organisation:
        yield walker.fact(
            f"{kind}: office", f"{one['name']}: {organisation}", any(graph.has(p, IP5.onBehalfOf, organisation) for p in parts), part=one
        )
    title = str(one.get("title") or "")
    if title and not title.startswith("("):  # "(no title on this page)" is a remark
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
    family = {fold(name) for name in graph.values(who or "", FOAF.familyName)}
    return any(len(label) > 1 and label in bare for label in graph.labels(who or "")) or any(name in bare for name in family)


def observer(walker: Walker, meeting: str, text: str) -> Iterator[Fact]:
    graph = walker.graph
    named = re.fullmatch(r"(.+) \((\w+)\)", text)
    if named:
        yield from participant(walker, meeting, {"name": named[1], "organisation": named[2]}, roles=("observer",))
        return
    organisation = office(graph, text.split()[0]) or "?"
    held = graph.has(meeting, IP5.delegationFrom, organisation)
    held = held or any(graph.has(p, IP5.onBehalfOf, organisation) for p in graph.pointing(IP5.atMeeting, meeting))
    yield walker.fact("observer: organisation", text, held)


def chairs(walker: Walker, meeting: str) -> Iterator[Fact]:
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
        who = by_family_name(walker.graph, meeting, named[1]) or person(walker.graph, named[1], office(walker.graph, named[2] or "JPO"))
        mine = [p for p in walker.graph.pointing(IP5.participant, who or "") if walker.graph.has(p, IP5.atMeeting, meeting)]
        held = any(walker.graph.has(p, IP5.role, f"role/{role}") for p in mine for role in ("chair", "co-chair"))
        yield walker.fact("chair", one, held)


def _presiding(graph: Graph, meeting: str, organisation: str) -> list[str]:
    parts = [p for p in graph.pointing(IP5.atMeeting, meeting) if graph.has(p, IP5.onBehalfOf, organisation)]
    return [p for p in parts if graph.values(p, IP5.role) & {"role/chair", "role/co-chair"}]


def by_family_name(graph: Graph, meeting: str, name: str) -> str | None:
    meetings = (meeting, *alongside_of(graph, meeting))
    there = {who for m in meetings for p in graph.pointing(IP5.atMeeting, m) for who in graph.values(p, IP5.participant)}
    found = [who for who in sorted(there) if fold(name) in {fold(v) for v in graph.values(who, FOAF.familyName)}]
    return found[0] if len(found) == 1 else None
