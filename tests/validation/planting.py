"""The small build of base.trig, and the errors of planted.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Planted:
    """An error: the shape or check that must find it, and the SPARQL updates that plant it."""

    rule: str
    line: str
    updates: tuple[str, ...]


@cache
def base() -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=str(HERE / "base.trig"), format=ox.RdfFormat.TRIG))


@cache
def planted() -> tuple[Planted, ...]:
    lines = (HERE / "planted.txt").read_text(encoding="utf-8").splitlines()
    prefixes = "\n".join(line for line in lines if line.startswith(("BASE", "PREFIX")))
    errors = []
    for line in lines:
        if not line or line.startswith(("#", "BASE", "PREFIX")):
            continue
        rule, steps = line.split(maxsplit=1)
        errors.append(Planted(rule, " ".join(line.split()), tuple(f"{prefixes}\n{_update(step)}" for step in steps.split(" && "))))
    return tuple(errors)


def _update(step: str) -> str:
    verb, rest = step.split(maxsplit=1)
    if verb == "add":
        graph, triple = rest.split(maxsplit=1)
        return f"INSERT DATA {{ GRAPH {graph} {{ {triple} }} }}"
    parts = re.split(r"\s+", rest, maxsplit=2)
    subject, predicate = parts[:2]
    value = parts[2] if len(parts) > 2 else "?old"
    if verb == "drop":
        return f"DELETE WHERE {{ GRAPH ?graph {{ {subject} {predicate} {value} }} }}"
    assert verb == "set"
    old, new = (f"GRAPH ?graph {{ {subject} {predicate} {v} }}" for v in ("?old", value))
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {old} }}"


def broken(*updates: str) -> list[ox.Quad]:
    """Return the small build with errors planted in it; each must change something."""
    store = ox.Store()
    store.extend(base())
    for update in updates:
        before = {str(quad) for quad in store}
        store.update(update)
        assert {str(quad) for quad in store} != before, f"changes nothing: {update.rsplit(chr(10), 1)[-1]}"
    return list(store)
