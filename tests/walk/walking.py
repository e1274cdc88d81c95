"""The walk through all files, and what is said of the facts that are not held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.walk import bodies, figures, meetings, offices, people, projects
from tests.walk.facts import Fact
from tests.walk.graph import Graph

REASONS = Path(__file__).parent / "reasons.yaml"
PARTS = (offices, people, bodies, projects, meetings, figures)


@dataclass(frozen=True)
class Reason:
    """Why facts are not held: those of this file and kind, where given of this place or value, too."""

    file: str
    kind: str
    reason: str
    where: str | None = None
    values: tuple[str, ...] = ()

    def fits(self, fact: Fact) -> bool:
        return (
            (fact.file, fact.kind) == (self.file, self.kind)
            and self.where in (None, fact.where)
            and (not self.values or fact.value in self.values)
        )


@cache
def reasons() -> tuple[Reason, ...]:
    loaded: list[dict[str, Any]] = yaml.safe_load(REASONS.read_text("utf-8"))
    return tuple(Reason(r["file"], r["kind"], r["reason"], r.get("where"), tuple(map(str, r.get("values", ())))) for r in loaded)


def walk(graph: Graph, parts: Iterable[Any] = PARTS) -> list[Fact]:
    """Return every fact of the fact base, each with whether the graph holds it."""
    return [fact for part in parts for fact in part.facts(graph)]


def explained(fact: Fact) -> bool:
    return any(reason.fits(fact) for reason in reasons())


def missing(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts with a page that are neither held nor explained."""
    return [fact for fact in facts if fact.sourced and not fact.held and not explained(fact)]


def table(facts: Iterable[Fact]) -> str:
    """Return how many facts of each file and kind are held, explained and missing, and how many are without a page."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    for fact in facts:
        counts = rows.setdefault((fact.file, fact.kind), Counter())
        counts[_standing(fact)] += 1
    lines = [f"{'file and kind':42}{'facts':>7}{'held':>7}{'explained':>11}{'missing':>9}{'doubtful':>10}"]
    for file in dict.fromkeys(file for file, _ in rows):
        whole = sum((rows[key] for key in rows if key[0] == file), Counter())
        lines += ["", _line(file, whole)]
        lines += [_line("  " + kind, rows[file, kind]) for kind in sorted(k for f, k in rows if f == file)]
    total = sum(rows.values(), Counter())
    share = total["held"] / max(total["held"] + total["explained"] + total["missing"], 1)
    return "\n".join([*lines, "", _line("all", total), f"{share:.1%} of the facts with a page are held."])


def _line(name: str, counts: Counter[str]) -> str:
    sourced = counts["held"] + counts["explained"] + counts["missing"]
    return f"{name:42}{sourced:7}{counts['held']:7}{counts['explained']:11}{counts['missing']:9}{counts['doubtful']:10}"


def _standing(fact: Fact) -> str:
    if not fact.sourced:
        return "doubtful"
    return "held" if fact.held else "explained" if explained(fact) else "missing"
