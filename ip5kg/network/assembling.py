"""From the rows of a view to a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from ip5kg.errors import BadArgument
from ip5kg.iris import BASE
from ip5kg.network.days import checked, first_day, last_day
from ip5kg.network.names import namings
from ip5kg.network.view import View, load_view

Select = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]]
"""Runs a SELECT query on some backend, with IRIs given for some of its variables; the rows hold IRIs and texts as they are."""

Ends = tuple[str, str, str]
"""Source, target and relation."""


@dataclass(slots=True)
class _Edge:
    """What stands behind an edge, gathered row by row: each event with from when to when it lasted ("" where unknown), claims, pages."""

    when: list[tuple[str, str, str]] = field(default_factory=list)
    claims: list[str] | None = None
    pages: list[str] | None = None

    def events(self) -> list[tuple[str, str, str]]:
        """Each event once, with the earliest start and the latest end that any row gives it."""
        if len(self.when) == 1:
            return self.when
        spans: dict[str, tuple[str, str]] = {}
        for event, date, until in self.when:
            known = spans.get(event)
            spans[event] = (date, until) if known is None else (_earlier(known[0], date), max(known[1], until))
        return [(event, *spans[event]) for event in sorted(spans)]


@dataclass(frozen=True, slots=True)
class _Period:
    """The days that are asked for, both included; None for no bound."""

    first: str | None = None
    last: str | None = None

    def holds(self, date: str, until: str) -> bool:
        """Tell whether something from `date` to `until` certainly lies, or for a part certainly lies, in the period."""
        if self.last is not None and self.last < last_day(date):
            return False
        return self.first is None or first_day(until or date) >= self.first

    def touches(self, date: str, until: str) -> bool:
        """Tell whether it may lie there, as far as the dates tell."""
        if self.last is not None and first_day(date) > self.last:
            return False
        return self.first is None or last_day(until or date) >= self.first


def network(
    select: Select, view: View | str, *, as_of: str | None = None, between: tuple[str | None, str | None] | None = None
) -> nx.MultiDiGraph[str]:
    """Return the network of a view.

    Nodes have short keys (`office/JP`) and carry `label`, `name`, `kind`, `iri`, `group` (what they belong to, as a name, or "")
    and `first` and `last`, the dates between which their edges lie. Edges have their relation as key and carry `relation`,
    `weight` (how many different events stand behind it), `first`, `last`, `events`, `dates` (of each event: a date, two
    with a stroke between them for a span, or ""), `claims` and `pages` (tuples of IRIs, sorted; source pages where there
    are no claims). The graph carries `view`, `title`, `description`, `picture`, `undirected`, `as_of`, `between`,
    `first`, `last` and `left_out`.

    With `as_of`, only events that certainly lay on or before that day (or the last day of that month or year) count,
    and nodes bear the names of that day. With `between`, only events count that certainly lay between the two dates, or
    for a part of their span (either may be None), and nodes bear the names of the last day. How many events were left out
    because nothing tells their date, or only a month or year that reaches over the bound, is `left_out`.

    Raises:
        BadArgument: if there is no such view, a date is none, or `between` runs backwards.
    """
    chosen = load_view(view) if isinstance(view, str) else view
    period, day = _asked(as_of, between)
    edges, groups, left_out = _gather(chosen, select(chosen.query, {}), period)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(view=chosen.name, title=chosen.title, description=chosen.description, picture=chosen.picture)
    graph.graph.update(undirected=chosen.undirected, as_of=as_of, between="/".join(d or ".." for d in between) if between else None)
    nodes = sorted({end for source, target, _ in edges for end in (source, target)})
    keys = {iri: short(iri) for iri in nodes}
    graph.add_nodes_from(keys.values())
    bounds: dict[str, tuple[str, str]] = dict.fromkeys(nodes, ("", ""))
    rank = {iri: number for number, iri in enumerate(nodes)}  # numbers are compared faster than long addresses
    for ends in sorted(edges, key=lambda ends: (rank[ends[0]], rank[ends[1]], ends[2])):
        source, target, relation = ends
        edge = edges.pop(ends)  # the rows behind it are no longer needed
        events = edge.events()
        first, last = _bounds(events)
        for end in (source, target):
            start, stop = bounds[end]
            bounds[end] = (_earlier(start, first), max(stop, last))
        graph.add_edge(
            keys[source],
            keys[target],
            key=relation,
            relation=relation,
            weight=len(events),
            first=first,
            last=last,
            events=tuple(event for event, _, _ in events),
            dates=tuple(_span(date, until) for _, date, until in events),
            claims=_once(edge.claims),
            pages=_once(edge.pages),
        )
    starts, stops = [start for start, _ in bounds.values() if start], [stop for _, stop in bounds.values() if stop]
    graph.graph.update(left_out=left_out, first=min(starts, default=""), last=max(stops, default=""))
    _describe(graph, select, keys, bounds, groups, day)
    return graph


def short(iri: str) -> str:
    """Return an IRI of ours without its base: `office/JP`; others as they are."""
    return iri.removeprefix(BASE)


def _asked(as_of: str | None, between: tuple[str | None, str | None] | None) -> tuple[_Period, str | None]:
    """The period that is asked for, and the day whose names count."""
    start, end = between or (None, None)
    first = first_day(checked(start)) if start is not None else None
    ends = [last_day(checked(date)) for date in (end, as_of) if date is not None]
    last = min(ends, default=None)
    if first is not None and last is not None and last < first:
        raise BadArgument(f"{start} to {end or as_of}", "ends before it begins", "give the earlier date first")
    return _Period(first, last), as_of or end


def _gather(view: View, rows: Iterable[Mapping[str, str]], period: _Period) -> tuple[dict[Ends, _Edge], dict[str, Counter[str]], int]:
    edges: dict[Ends, _Edge] = {}
    groups: dict[str, Counter[str]] = {}
    left_out: set[str | Ends] = set()
    names = (view.event, view.date, view.until, view.claim, view.page, view.source_group, view.target_group)
    # A variable that the view does not have is looked for under a name that no variable can have.
    event_at, date_at, until_at, claim_at, page_at, source_group_at, target_group_at = (name or "" for name in names)
    bounded = period != _Period()
    known: dict[str, str] = {}
    one = known.setdefault  # a text that comes back is kept once
    for row in rows:
        source, target, relation = row[view.source], row[view.target], row[view.relation]
        ends = (one(source, source), one(target, target), one(relation, relation))
        event, date, until = row.get(event_at, ""), row.get(date_at, ""), row.get(until_at, "")
        if date and until and last_day(until) < first_day(date):
            until = date  # no day is certain but that one
        if until and period.last is not None and last_day(until) > period.last:
            until = period.last  # that it lasted longer is not known yet
        if bounded and not (period.holds(date, until) if date else view.timeless):
            if not date or period.touches(date, until):
                left_out.add(event or ends)
            continue
        edge = edges.get(ends)
        if edge is None:
            edge = edges[ends] = _Edge()
        when = (one(event, event), one(date, date), one(until, until))
        if not edge.when or edge.when[-1] != when:
            edge.when.append(when)
        if claim := row.get(claim_at):
            edge.claims = _with(edge.claims, claim)
        if page := row.get(page_at):
            edge.pages = _with(edge.pages, one(page, page))
        if group := row.get(source_group_at):
            groups.setdefault(source, Counter())[group] += 1
        if group := row.get(target_group_at):
            groups.setdefault(target, Counter())[group] += 1
    return edges, groups, len(left_out)


def _describe(
    graph: nx.MultiDiGraph[str],
    select: Select,
    keys: Mapping[str, str],
    bounds: Mapping[str, tuple[str, str]],
    groups: Mapping[str, Counter[str]],
    day: str | None,
) -> None:
    """Give the nodes their names, groups and dates."""
    # The group to which most rows assign a node; of two the one that comes first in the alphabet.
    chosen = {iri: min(found, key=lambda group: (-found[group], group)) for iri, found in groups.items()}
    called = namings(select, {*keys, *chosen.values()}, day)
    for iri, key in keys.items():
        naming = called[iri]
        group = called[chosen[iri]].label if iri in chosen else ""
        first, last = bounds[iri]
        graph.nodes[key].update(label=naming.label, name=naming.name, kind=naming.kind, iri=iri, group=group, first=first, last=last)


def _earlier(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other


def _span(date: str, until: str) -> str:
    return f"{date}/{until}" if until and until != date else date


def _bounds(events: list[tuple[str, str, str]]) -> tuple[str, str]:
    """The first and the last date of events, "" where none is known."""
    first, last = "", ""
    for _, date, until in events:
        first, last = _earlier(first, date), max(last, date, until)
    return first, last


def _with(iris: list[str] | None, iri: str) -> list[str]:
    """The list with one more; most edges have none, and a hundred thousand empty lists take room and time."""
    if iris is None:
        return [iri]
    iris.append(iri)
    return iris


def _once(iris: list[str] | None) -> tuple[str, ...]:
    return () if iris is None else tuple(sorted(set(iris)))
