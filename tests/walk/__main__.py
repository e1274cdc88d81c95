"""Print how much of the fact base the shipped graph holds: `python -m tests.walk [--missing]`."""

from __future__ import annotations

import sys

from tests.shipped import quads
from tests.walk import facts as shared
from tests.walk.graph import Graph
from tests.walk.walking import missing, reasons, table, walk


def main() -> int:
    if not shared.FOLDER.is_dir():
        print("../shared with the fact base is not here: nothing to walk through.")
        return 0
    facts = walk(Graph(quads()))
    left = missing(facts)
    print(table(facts))
    for fact in left:
        print(f"missing: {fact.file} · {fact.where} · {fact.kind}: {fact.value}")
    spare = [reason for reason in reasons() if not any(reason.fits(fact) for fact in facts if fact.sourced and not fact.held)]
    for reason in spare:
        print(f"no longer needed: the reason for {reason.file} · {reason.where or 'all'} · {reason.kind}: {reason.reason}")
    return 1 if left or spare else 0


if __name__ == "__main__":
    sys.exit(main())
