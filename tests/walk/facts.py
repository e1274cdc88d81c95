"""A fact of the fact base as the walk sees it, and what all parts of the walk share: reading, marks, dates, pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from ip5kg.namespaces import IP5, ORG, SKOS
from tests.conftest import SHARED
from tests.walk.graph import Graph, fold

FOLDER = SHARED / "facts"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Fact:
    """One value of the fact base: where it stands, whether it has a page, and whether the graph holds it."""

    file: str
    where: str
    kind: str
    value: str
    held: bool
    sourced: bool = True
    """Whether a page states it; what is marked as unverified there, or has no page, must be no fact of ours."""


@cache
def load(name: str) -> Entry:
    loaded: Entry = yaml.load((FOLDER / name).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def doubtful(entry: Entry) -> frozenset[str]:
    """Return the fields of an entry that are marked as unverified: the first words of the marks, `*` for all of them."""
    marks = entry.get("unverified")
    if marks is True:
        return frozenset({"*"})
    found = set()
    for mark in listed(marks):
        found.add(re.split(r"[ (/]", str(mark))[0])
        found.add(re.sub("^English form ", "", str(mark)))
    return frozenset(found)


class Walker:
    """Makes facts about one entry of one file: what the entry is called, its pages, and which of its fields are doubtful."""

    def __init__(self, graph: Graph, file: str, where: str, entry: Entry, things: Iterable[str], *, pages: Entry | list[Entry]) -> None:
        self.graph = graph
        self.file = file
        self.where = where
        self.entry = entry
        self.things = list(things)
        """The things of the graph that the entry is about, with the nodes that belong to them."""
        self._doubtful = doubtful(entry)
        self._pages = pages
        self._sourced = bool(entry.get("src", True))

    def fact(self, kind: str, value: object, held: bool, *, field: str = "", part: Entry | None = None) -> Fact:
        """Return a fact. `part` is the entry inside the entry to which it belongs, with marks and pages of its own."""
        field = field or re.split("[:(]", kind)[0].strip().replace(" ", "_")
        marks = self._doubtful | (doubtful(part) if part else frozenset())
        sourced = self._sourced and not marks & {"*", field, "page", str(value)}
        if part is not None and "src" in part and not part["src"]:
            sourced = False
        return Fact(self.file, self.where, kind, str(value), bool(held), sourced)

    def text(self, kind: str, value: object, *, part: Entry | None = None, field: str = "") -> Iterator[Fact]:
        """A text counts as held where one text at the things says it: see `Graph.tells`."""
        for item in listed(value):
            yield self.fact(kind, item, self.graph.tells(str(item), *self.things), part=part, field=field)

    def names(self, kind: str, values: object, *things: str, part: Entry | None = None) -> Iterator[Fact]:
        """A name counts as held where it is a label of the thing, a wrong name too: it must lead there."""
        known = self.graph.labels(*things)
        for value in listed(values):
            forms = name_forms(str(value))
            held = any(fold(form) in known for form in forms)
            yield self.fact(kind, value, held, part=part)

    def page_facts(self, src: object, *things: str, part: Entry | None = None) -> Iterator[Fact]:
        """A page counts as held where it is known by its address and something said about the things rests on it."""
        about = self.graph.rests_on(*(things or self.things))
        for key in listed(src):
            page = self.page(key)
            if page is None:
                continue
            name = f"source/{str(key).replace('_', '-')}"
            url = page.get("url")
            held = bool(self.graph.pages(url) & about) if url else name in about
            yield self.fact("page", url or key, held or name in about, part=part)

    def page(self, key: object) -> Entry | None:
        if isinstance(self._pages, list):
            return self._pages[int(str(key)) - 1]
        found: Entry | None = self._pages.get(str(key))
        return found


def name_forms(text: str) -> list[str]:
    """Return the forms in which a name may stand: as it is, and without the remarks of the fact base in brackets.

    "전상우 (Jun Sang-woo)" is two names, "Munataka (error)" one; "ビダル (JIPA)" and "Jon Dudas (src 6)" carry where they stand.
    """
    bare = re.sub(r"\s*\([^()]*\)", "", text).strip()
    inside = re.findall(r"\(([^()]*)\)", text)
    halves = [half.strip() for form in (bare, *inside) for half in re.split(r" / |; |, (?=[A-Z][a-z]+ )", form)]
    filled = re.sub(r"\(([^()]*)\)", r"\1", text)
    return list(dict.fromkeys(form for form in (text, bare, filled, *halves) if form))


def day(value: object) -> str | None:
    """Return a date as precise as it is written: 2007-07-01, 2007-07 or 2007."""
    found = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", str(value).strip())
    return found[0] if found else None


# ---- things of the graph that the fact base calls by keys of its own


def office(graph: Graph, name: str) -> str | None:
    """Return the office, organisation or association that a text calls so: KIPO/MOIP, SIPO, WIPO, METI (Japan)."""
    for form in name_forms(name.replace("/", " / ")):
        for kind in (IP5.Office, IP5.ObserverOrganization, IP5.IndustryAssociation, ORG.Organization, ORG.FormalOrganization):
            if found := graph.named(kind, form):
                return found
    return None


@cache
def _body_names() -> dict[str, str]:
    return {entry["id"]: entry["name"] for entry in load("bodies.yaml")["bodies"]}


def body(graph: Graph, key: str) -> str | None:
    """Return the body (or the group of associations) to which bodies.yaml gives this key."""
    name = _body_names().get(key)
    if name is None:
        return None
    for form in name_forms(name):
        if found := graph.named(IP5.Body, form) or graph.named(IP5.IndustryAssociation, form):
            return found
    return None


def series(graph: Graph, key: str) -> str | None:
    """Return the series in which the meetings of a body are counted."""
    whose = body(graph, key)
    held = sorted(graph.values(whose, IP5.meetsAs)) if whose else []
    return held[0] if held else None


def person(graph: Graph, name: str, organisation: str | None = None) -> str | None:
    """Return the person of this name; of namesakes the one with a tenure or a participation for the organisation."""
    for form in name_forms(re.sub(r" (?:Commissioner|Mr\.?|Dr\.?) ", " ", f" {name} ").strip()):
        bearers = graph.bearers(IP5.Person, form)
        if len(bearers) > 1:
            near = [p for p in bearers if organisation and _serves(graph, p, organisation)]
            preferred = [p for p in bearers if fold(form) in {fold(v) for v in graph.values(p, SKOS.prefLabel)}]
            bearers = near if len(near) == 1 else preferred if len(preferred) == 1 else bearers
        if len(bearers) == 1:
            return bearers[0]
    return None


def _serves(graph: Graph, who: str, organisation: str) -> bool:
    tenures = graph.pointing(ORG.member, who)
    return any(graph.has(t, ORG.organization, organisation) for t in tenures)
