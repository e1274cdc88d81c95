"""`make score`: precision, recall and F1 with their 95 % intervals, for all gold of ../shared and for each part (see `run`).

python -m tests.score              print the tables
python -m tests.score --markdown   print the table that README shows
python -m tests.score --freeze     write the figures to frozen.json, below which they may not fall
"""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.conftest import SHARED
from tests.score.run import FROZEN, present, records, score

Outcome = dict[str, Any]


def _interval(rates: Outcome, side: str) -> str:
    return "–".join(f"{x:.3f}" for x in rates[f"{side}_ci"])


def tables(outcomes: dict[str, Outcome]) -> None:
    """Print one table a part."""
    console = Console()
    for part, outcome in outcomes.items():
        table = Table(title=f"{part}: {len(outcome['files'])} releases")
        for column in ("type", "precision", "95 %", "recall", "95 %", "F1"):
            table.add_column(column, justify="left" if column == "type" else "right")
        for kind, r in [*outcome["types"].items(), ("all (micro)", outcome["micro"])]:
            cells = (f"{r['precision']:.3f}", _interval(r, "precision"), f"{r['recall']:.3f}", _interval(r, "recall"), f"{r['f1']:.3f}")
            table.add_row(kind, *cells)
        console.print(table)
        console.print(f"macro F1 {outcome['macro_f1']:.3f}; records without a quote: {outcome['without_quote']}\n")


def markdown(outcomes: dict[str, Outcome]) -> str:
    """Return the table that README shows: F1 by type of record, precision and recall over all with their intervals."""
    head = ["F1 of", *(f"{part} ({len(outcome['files'])} releases)" for part, outcome in outcomes.items())]
    rows = [[kind, *(_f1(outcome["types"].get(kind)) for outcome in outcomes.values())] for kind in outcomes["all"]["types"]]
    rows.append(["**all records (micro)**", *(f"**{outcome['micro']['f1']:.3f}**" for outcome in outcomes.values())])
    rows.append(["types (macro)", *(f"{outcome['macro_f1']:.3f}" for outcome in outcomes.values())])
    for side in ("precision", "recall"):
        micro = [outcome["micro"] for outcome in outcomes.values()]
        rows.append([f"{side}, 95 % interval", *(f"{m[side]:.3f} ({_interval(m, side)})" for m in micro)])
    lines = [head, ["---", *("---:" for _ in outcomes)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _f1(rates: Outcome | None) -> str:
    return "–" if rates is None else f"{rates['f1']:.3f}"


def main() -> int:
    if not (SHARED / "gold").is_dir():
        print("make score needs ../shared/gold, which is not here")
        return 0
    found = records()
    outcomes = {part: score(found, part) for part in present()}
    if "--markdown" in sys.argv:
        print(markdown(outcomes), end="")
    elif "--freeze" in sys.argv:
        figures = {part: {"micro": round(o["micro"]["f1"], 4), "macro": round(o["macro_f1"], 4)} for part, o in outcomes.items()}
        FROZEN.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    else:
        tables(outcomes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
