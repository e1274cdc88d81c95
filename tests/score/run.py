"""Extract every release that has gold and run the scorer of ../shared on it, for each part of the releases.

Parts of the gold in ../shared:
    used      the releases with which the rules were first written
    opened    those held out at first (micro F1 0.801 before anyone had looked at them), then read and learnt from
    held out  those that nobody has read to this day: only their totals are looked at

Releases of `written/` were written for this test by people who did not know the rules (from `e-` on after reading real pages):
    written    those that were read and learnt from (`a-…` to `f-…`)
    unread     those that were not (`g-…`)
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ip5kg import knowledge, pipeline
from ip5kg.read import read_path
from tests.conftest import SHARED

Record = dict[str, Any]

HERE = Path(__file__).parent
HELD_OUT = frozenset((HERE / "holdout.txt").read_text(encoding="utf-8").split())
OPENED = frozenset((HERE / "opened.txt").read_text(encoding="utf-8").split())
FROZEN = HERE / "frozen.json"
WRITTEN = HERE / "written"
PARTS = ("all", "used", "opened", "held out", "written", "unread")


def sources(written: Path = WRITTEN) -> dict[str, Path]:
    """Return the file of each release that has gold, by its name."""
    files = [p for folder in ("releases", "seed") for p in (SHARED / folder).iterdir()]
    gold = {p.stem for p in (SHARED / "gold").glob("*.yaml")} | {p.stem for p in (written / "gold").glob("*.yaml")}
    return {p.stem: p for p in sorted([*files, *(written / "releases").glob("*.*")]) if p.stem in gold}


def part_of(file: Path) -> str:
    """Return the part that a release belongs to; "all" are those of ../shared."""
    if SHARED not in file.parents:
        return "unread" if file.stem.startswith("g-") else "written"
    return "held out" if file.stem in HELD_OUT else "opened" if file.stem in OPENED else "used"


def present() -> list[str]:
    """Return the parts that have releases, in the order of `PARTS`."""
    here = {part_of(file) for file in sources().values()}
    return [part for part in PARTS if part == "all" or part in here]


def records(files: dict[str, Path] | None = None) -> list[Record]:
    """Return what `ip5kg extract --format jsonl` prints for all of them."""
    known = knowledge.load()
    found = []
    for file in (sources() if files is None else files).values():
        found += pipeline.extract(read_path(file), known).records()
    return found


def score(found: list[Record], part: str = "all", kinds: frozenset[str] | None = None, files: dict[str, Path] | None = None) -> Record:
    """Run the scorer on one part of the gold; `kinds` limits both sides to some types of records."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for name, file in (sources() if files is None else files).items():
            here = part_of(file)
            if part == here or (part == "all" and here not in ("written", "unread")):
                (gold / f"{name}.yaml").write_text(_gold(file), encoding="utf-8")
        lines = Path(folder) / "found.jsonl"
        kept = [r for r in found if kinds is None or r["type"] in kinds]
        lines.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), str(gold), str(lines), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    outcome: Record = json.loads(done.stdout)
    return outcome


def _gold(file: Path) -> str:
    """Return the gold of a release as YAML."""
    if SHARED in file.parents:
        return (SHARED / "gold" / f"{file.stem}.yaml").read_text(encoding="utf-8")
    return (file.parent.parent / "gold" / f"{file.stem}.yaml").read_text(encoding="utf-8")
