"""Extract every release that has gold and run the scorer of ../shared on it: all, those used for the rules, those held out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ip5kg import knowledge, pipeline
from ip5kg.read import read_path
from tests.conftest import SHARED

HELD_OUT = frozenset(Path(__file__).with_name("holdout.txt").read_text(encoding="utf-8").split())
FROZEN = Path(__file__).with_name("frozen.json")
PARTS = ("all", "used", "held out")


def sources() -> dict[str, Path]:
    """Return the file of each release that has gold, by its name."""
    files = [p for folder in ("releases", "seed") for p in (SHARED / folder).iterdir()]
    gold = {p.stem for p in (SHARED / "gold").glob("*.yaml")}
    return {p.stem: p for p in sorted(files) if p.stem in gold}


def records() -> list[dict[str, Any]]:
    """Return what `ip5kg extract --format jsonl` prints for all of them."""
    known = knowledge.load()
    found = []
    for file in sources().values():
        release = read_path(file)
        found += [statement.record(release) for statement in pipeline.extract(release, known).statements]
    return found


def score(found: list[dict[str, Any]], part: str = "all", kinds: frozenset[str] | None = None) -> dict[str, Any]:
    """Run the scorer on one part of the gold; `kinds` limits both sides to some types of records."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for name in sources():
            if part == "all" or (name in HELD_OUT) == (part == "held out"):
                shutil.copy(SHARED / "gold" / f"{name}.yaml", gold)
        lines = Path(folder) / "found.jsonl"
        kept = [r for r in found if kinds is None or r["type"] in kinds]
        lines.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), str(gold), str(lines), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome
