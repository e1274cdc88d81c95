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
    """What stands behind an edge, gathered row by row. `when` holds for each event from when to when it lasted, "" where unknown."""

    when: dict[str, tuple[str, str]] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)

    def dates(self) -> list[str]:
        return [date for span in self.when.values() for date in span if date]


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
    rows = select(chosen.query, {})
    edges, groups, left_out = _gather(chosen, rows, period)
    dates = [date for edge in edges.values() for date in edge.dates()]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(view=chosen.name, title=chosen.title, description=chosen.description, picture=chosen.picture)
    graph.graph.update(undirected=chosen.undirected, as_of=as_of, between="/".join(d or ".." for d in between) if between else None)
    graph.graph.update(left_out=left_out, **_bounds(dates))
    _add_nodes(graph, select, edges, groups, day)
    for (source, target, relation), edge in sorted(edges.items()):
        events = sorted(edge.when)
        graph.add_edge(
            short(source),
            short(target),
            key=relation,
            relation=relation,
            weight=len(events),
            **_bounds(edge.dates()),
            events=tuple(events),
            dates=tuple(_span(*edge.when[event]) for event in events),
            claims=tuple(sorted(edge.claims)),
            pages=tuple(sorted(edge.pages)),
        )
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
    for row in rows:
        ends = (row[view.source], row[view.target], row[view.relation])
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
        known = edge.when.get(event)
        edge.when[event] = (date, until) if known is None else (_earlier(known[0], date), max(known[1], until))
        if claim := row.get(claim_at):
            edge.claims.add(claim)
        if page := row.get(page_at):
            edge.pages.add(page)
        for end, group in ((0, row.get(source_group_at)), (1, row.get(target_group_at))):
            if group:
                groups.setdefault(ends[end], Counter())[group] += 1
    return edges, groups, len(left_out)


def _add_nodes(
    graph: nx.MultiDiGraph[str], select: Select, edges: Mapping[Ends, _Edge], groups: Mapping[str, Counter[str]], day: str | None
) -> None:
    own: dict[str, list[str]] = {}
    for (source, target, _), edge in edges.items():
        for iri in (source, target):
            own.setdefault(iri, []).extend(edge.dates())
    # The group to which most rows assign a node; of two the one that comes first in the alphabet.
    chosen = {iri: min(found, key=lambda group: (-found[group], group)) for iri, found in groups.items()}
    called = namings(select, {*own, *chosen.values()}, day)
    for iri in sorted(own):
        naming = called[iri]
        group = called[chosen[iri]].label if iri in chosen else ""
        graph.add_node(short(iri), label=naming.label, name=naming.name, kind=naming.kind, iri=iri, group=group, **_bounds(own[iri]))


def _earlier(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other


def _span(date: str, until: str) -> str:
    return f"{date}/{until}" if until and until != date else date


def _bounds(dates: list[str]) -> dict[str, str]:
    return {"first": min(dates, default=""), "last": max(dates, default="")}
