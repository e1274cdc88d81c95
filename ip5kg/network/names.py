"""What a node is called on a given day: SIPO until August 2018, CNIPA since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from ip5kg.iris import BASE, ONTOLOGY
from ip5kg.network.days import first_day, last_day

_AT_ONCE = 1000
"""Nodes that one query asks for."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
"""What SPARQL takes between angle brackets."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Naming:
    """`label` is short enough for a box or a table, `name` is the name in full, `kind` what it is."""

    label: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """A name with the days between which it held, as ISO dates; "" where a bound is not known."""

    name: str
    language: str
    short: str
    start: str
    end: str
    official: bool

    def holds(self, day: str) -> bool:
        return (not self.start or first_day(self.start) <= day) and (not self.end or day <= last_day(self.end))


def namings(
    select: Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]], nodes: Iterable[str], as_of: str | None = None
) -> dict[str, Naming]:
    """Return what each node (an IRI) is called, as of a day or as of today's knowledge."""
    return {node: naming(node.removeprefix(BASE), found, as_of) for node, found in _rows(select, nodes).items()}


def histories(
    select: Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]], nodes: Mapping[str, str]
) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return for each node whose name changed from which day (month, year) on it bore which label and which name.

    `nodes` gives the keys of the nodes by their IRIs; the answer is by key.
    """
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for iri, rows in _rows(select, nodes).items():
        starts = {row["from"] for row in rows if "dated" in row and row.get("from")}
        told: list[tuple[str, str, str]] = []
        for day in sorted(starts, key=first_day):
            called = naming(iri.removeprefix(BASE), rows, first_day(day))
            if not told or (called.label, called.name) != told[-1][1:]:
                told.append((day, called.label, called.name))
        if len(told) > 1:
            found[nodes[iri]] = tuple(told)
    return found


def _rows(
    select: Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]], nodes: Iterable[str]
) -> dict[str, list[Mapping[str, str]]]:
    query = (files("ip5kg.network") / "names.rq").read_text(encoding="utf-8")
    rows: dict[str, list[Mapping[str, str]]] = {node: [] for node in sorted(nodes)}
    asked = [node for node in rows if _IRI.fullmatch(node)]
    for start in range(0, len(asked), _AT_ONCE):
        values = " ".join(f"<{node}>" for node in asked[start : start + _AT_ONCE])
        for row in select(query.replace("UNDEF", values), {}):
            rows[row["node"]].append(row)
    return rows


def naming(node: str, rows: Iterable[Mapping[str, str]], as_of: str | None = None) -> Naming:
    """Choose the names of `node` (its short key) from its rows of `names.rq`, as of a day or as of today's knowledge.

    A dated name that holds on the day goes before the undated preferred label; on the very day of a renaming the new
    name counts. English goes before other languages, the office's own wording before a rendering by others.
    """
    classes, labels, shorts, dated = set(), [], set(), []
    for row in rows:
        if "class" in row:
            classes.add(row["class"])
        elif "dated" in row:
            official = row.get("official", "true") in ("true", "1")
            texts = (row["label"], row.get("language", ""), row.get("short", ""), row.get("from", ""), row.get("to", ""))
            dated.append(_Dated(*texts, official))
        elif "label" in row:
            labels.append((_rank(row.get("language", "")), row["label"]))
        elif "short" in row:
            shorts.add(row["short"])
    plain = min(labels)[1] if labels else node.partition("/")[2] or node
    short = min(shorts, key=lambda text: (len(text), text)) if shorts else ""
    chosen = _of_the_day(dated, as_of)
    if chosen is None:
        return Naming(short or plain, plain, _kind(node, classes))
    # Without a date the preferred label stands; the dated name of today only lends its short form.
    return Naming(chosen.short or short or chosen.name, chosen.name if as_of else plain, _kind(node, classes))


def _of_the_day(names: list[_Dated], as_of: str | None) -> _Dated | None:
    day = last_day(as_of) if as_of else "9999-12-31"
    holding = [name for name in names if name.holds(day) and _rank(name.language) < 2]
    holding.sort(key=lambda n: (_rank(n.language), not n.official, not n.short, n.name))
    holding.sort(key=lambda n: (n.official, bool(n.short), first_day(n.start) if n.start else ""), reverse=True)
    return holding[0] if holding else None


def _rank(language: str) -> int:
    return {"en": 0, "": 1}.get(language, 2)


def _kind(node: str, classes: set[str]) -> str:
    own = sorted(c.removeprefix(ONTOLOGY) for c in classes if c.startswith(ONTOLOGY))
    return _HUMP.sub("-", own[0]).lower() if own else node.partition("/")[0]
