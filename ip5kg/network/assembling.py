"""From the rows of a view to a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import networkx as nx

from ip5kg.iris import BASE
from ip5kg.network.days import checked, first_day, last_day
from ip5kg.network.names import naming
from ip5kg.network.view import View, load_view

Select = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]]
"""Runs a SELECT query on some backend, with IRIs given for some of its variables; the rows hold IRIs and texts as they are."""


@dataclass(slots=True)
class _Edge:
    """What stands behind an edge, gathered row by row. `when` holds a date, or "", for each event."""

    when: dict[str, str] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)


def network(select: Select, view: View | str, *, as_of: str | None = None) -> nx.MultiDiGraph[str]:
    """Return the network of a view.

    Nodes have short keys (`office/JP`) and carry `label`, `name`, `kind`, `iri`, and `first` and `last`, the dates
    between which their edges lie. Edges have their relation as key and carry `relation`, `weight` (how many different
    events stand behind it), `first`, `last`, `events` and `claims` (tuples of IRIs, sorted).
    The graph carries `view`, `title`, `description`, `as_of`, `first`, `last` and `left_out`.

    With `as_of`, only events that certainly lay on or before that day (or the last day of that month or year) count,
    and nodes bear the names of that day; how many events were left out because nothing tells their date, or only a
    month or year in which the day lies, is `left_out`.

    Raises:
        BadArgument: if there is no such view, or `as_of` is no date.
    """
    chosen = load_view(view) if isinstance(view, str) else view
    limit = last_day(checked(as_of)) if as_of is not None else None
    edges, left_out = _gather(chosen, select(chosen.query, {}), limit)
    dates = [date for edge in edges.values() for date in edge.when.values() if date]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(view=chosen.name, title=chosen.title, description=chosen.description, as_of=as_of)
    graph.graph.update(left_out=left_out, **_bounds(dates))
    names = (files("ip5kg.network") / "names.rq").read_text(encoding="utf-8")
    for iri in sorted({iri for source, target, _ in edges for iri in (source, target)}):
        key = short(iri)
        called = naming(key, select(names, {"node": iri}), as_of)
        own = [date for ends, edge in edges.items() if iri in ends[:2] for date in edge.when.values() if date]
        graph.add_node(key, label=called.label, name=called.name, kind=called.kind, iri=iri, **_bounds(own))
    for (source, target, relation), edge in sorted(edges.items()):
        graph.add_edge(
            short(source),
            short(target),
            key=relation,
            relation=relation,
            weight=len(edge.when),
            **_bounds([date for date in edge.when.values() if date]),
            events=tuple(sorted(edge.when)),
            claims=tuple(sorted(edge.claims)),
        )
    return graph


def short(iri: str) -> str:
    """Return an IRI of ours without its base: `office/JP`; others as they are."""
    return iri.removeprefix(BASE)


def _gather(view: View, rows: Iterable[Mapping[str, str]], limit: str | None) -> tuple[dict[tuple[str, str, str], _Edge], int]:
    edges: dict[tuple[str, str, str], _Edge] = {}
    left_out: set[str | tuple[str, str, str]] = set()
    for row in rows:
        ends = (row[view.source], row[view.target], row[view.relation])
        event = row.get(view.event or "", "")
        date = row.get(view.date or "", "")
        if limit is not None and (not date or limit < last_day(date)):
            if not date or first_day(date) <= limit:
                left_out.add(event or ends)
            continue
        edge = edges.setdefault(ends, _Edge())
        known = edge.when.get(event, "")
        edge.when[event] = min(known, date) if known and date else known or date
        if (claim := row.get(view.claim or "", "")) != "":
            edge.claims.add(claim)
    return edges, len(left_out)


def _bounds(dates: list[str]) -> dict[str, str]:
    return {"first": min(dates, default=""), "last": max(dates, default="")}
