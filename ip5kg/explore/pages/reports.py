"""What the build reported: what became of each sentence, and which names could not be resolved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ip5kg import iris

KINDS: Final = ("used", "boilerplate", "out-of-scope", "missed")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a release by its place, and what became of it."""

    start: int
    end: int
    kind: str
    reason: str


def coverage_of(built: Path | None, release: str) -> tuple[Sentence, ...]:
    """Return what became of each sentence of a release, or nothing where no build tells."""
    each = _coverage(built).get(release, {}).get("each", [])
    return tuple(Sentence(s["start"], s["end"], s["class"], str(s["reason"]).replace("-", " ")) for s in each if s["class"] in KINDS)


def coverage(built: Path | None) -> Mapping[str, Mapping[str, Any]]:
    """Return the coverage of each release, by its IRI."""
    return _coverage(built)


def unresolved(built: Path | None) -> tuple[Mapping[str, Any], ...]:
    """Return the names that the build could not tie to anything known."""
    found = _read(built, "unresolved.json")
    return tuple(found) if isinstance(found, list) else ()


def _coverage(built: Path | None) -> Mapping[str, Mapping[str, Any]]:
    found = _read(built, "coverage.json")
    return found if isinstance(found, dict) else {}


def _read(built: Path | None, name: str) -> Any:
    if built is None:
        return None
    file = built / "reports" / name
    try:
        status = file.stat()
    except OSError:
        return None
    return _parsed(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _parsed(file: Path, _changed: int, _size: int) -> Any:
    """Read a report; its time and size stand among the arguments, so that a new build is read again."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if file.name == "coverage.json" and isinstance(found, dict):
        return {iris.release(str(r["release"])): r for r in found.get("releases", [])}
    return found
