"""Print how much of the fact base the shipped graph holds: `python -m tests.walk [--missing]`."""

from __future__ import annotations

import sys

from tests.shipped import quads
from tests.walk import facts as shared
from tests.walk.graph import Graph
from tests.walk.walking import missing, table, walk


def main() -> int:
    if not shared.FOLDER.is_dir():
        print("../shared with the fact base is not here: nothing to walk through.")
        return 0
    facts = walk(Graph(quads()))
    left = missing(facts)
    print(table(facts))
    for fact in left:
        print(f"missing: {fact.file} · {fact.where} · {fact.kind}: {fact.value}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
