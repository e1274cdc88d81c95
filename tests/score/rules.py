"""Each rule's own precision: how many records it gave, and how many of their values are right by the gold.

python -m tests.score.rules                 the table, the least precise rules first
python -m tests.score.rules --format json   the same as JSON: rule → type, records, right, wrong, precision

A record that pairs with a record of the gold is right in the fields that agree and wrong in those it states otherwise; one
that pairs with none is wrong in all that it states. Pairing and comparing are the scorer's own.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.conftest import SHARED
from tests.score.run import records


@dataclass
class Tally:
    """What a rule gave: records, records that pair with one of the gold, right and wrong values."""

    kind: str
    records: int = 0
    paired: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0


def scorer() -> ModuleType:
    """Return the scorer of ../shared as a module."""
    spec = importlib.util.spec_from_file_location("ip5kg_scorer", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tallies(found: list[dict[str, Any]], gold_folder: Path | None = None) -> dict[tuple[str, str], Tally]:
    """Return the tally of each rule that gave a record, by type of record and rule."""
    score = scorer()
    gold = score.load_gold(gold_folder or SHARED / "gold")
    by_release: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in found:
        if record.get("type") in score.FIELDS and record["release"] in gold:
            by_release[record["release"]].append(score.clean(record))
    result: dict[tuple[str, str], Tally] = {}
    for release, ours in sorted(by_release.items()):
        golds = gold[release]
        if not golds:
            ours = [f for f in ours if score.series_of(f) in score.IP5_SERIES]
        partner = {j: golds[i] for i, j in score.pair(golds, ours)[0]}
        for j, record in enumerate(ours):
            kind, rule = record["type"], str(record["raw"].get("rule") or "(none)")
            tally = result.setdefault((kind, rule), Tally(kind))
            tally.records += 1
            tally.paired += j in partner
            for field in score.FIELDS[kind]:
                value = record["fields"][field]
                if value is None:
                    continue
                agrees = j in partner and score.same(field, partner[j]["fields"][field], value)
                tally.right += agrees
                tally.wrong += not agrees
    return result


def main() -> int:
    if not (SHARED / "gold").is_dir():
        print("the precision of the rules needs ../shared/gold, which is not here")
        return 0
    found = sorted(tallies(records()).items(), key=lambda item: (item[1].precision, -item[1].wrong, item[0]))
    if "json" in sys.argv:
        rows = {
            f"{kind}/{rule}": {"records": t.records, "right": t.right, "wrong": t.wrong, "precision": round(t.precision, 3)}
            for (kind, rule), t in found
        }
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    table = Table(title="precision of each rule, over all gold")
    for column in ("type", "rule", "records", "of them in the gold", "values right", "wrong", "precision"):
        table.add_column(column, justify="left" if column in ("type", "rule") else "right")
    for (kind, rule), t in found:
        table.add_row(kind, rule, str(t.records), str(t.paired), str(t.right), str(t.wrong), f"{t.precision:.3f}")
    Console(width=120).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
