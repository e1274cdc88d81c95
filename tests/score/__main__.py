"""`make score`: the table of precision, recall and F1 with their 95 % intervals, for all gold and for the part held out."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table

from tests.conftest import SHARED
from tests.score.run import PARTS, records, score


def main() -> int:
    if not (SHARED / "gold").is_dir():
        print("make score needs ../shared/gold, which is not here")
        return 0
    found = records()
    console = Console()
    for part in PARTS:
        outcome = score(found, part)
        table = Table(title=f"{part}: {len(outcome['files'])} releases")
        for column in ("type", "precision", "95 %", "recall", "95 %", "F1"):
            table.add_column(column, justify="left" if column == "type" else "right")
        for kind, r in [*outcome["types"].items(), ("all (micro)", outcome["micro"])]:
            spans = ["–".join(f"{x:.3f}" for x in r[f"{side}_ci"]) for side in ("precision", "recall")]
            table.add_row(kind, f"{r['precision']:.3f}", spans[0], f"{r['recall']:.3f}", spans[1], f"{r['f1']:.3f}")
        console.print(table)
        console.print(f"macro F1 {outcome['macro_f1']:.3f}; records without a quote: {outcome['without_quote']}\n")
    return 0


sys.exit(main())
