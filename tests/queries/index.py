"""Writes `queries/README.md`, the index of the questions, from their headers: `python -m tests.queries.index`."""

from __future__ import annotations

from ip5kg.queries import Query
from tests.conftest import ROOT
from tests.queries import asking

GROUPS = ("offices and names", "people", "groups", "meetings", "decisions and projects", "figures", "network", "provenance")
"""What the questions are about, in the order of the index."""

PATH = ROOT / "queries" / "README.md"

_TOP = """# The questions

Ask them with `ip5kg query NAME`, and give parameters with `-p`: `ip5kg query participants -p meeting=12`. Every parameter has a
default, so that each question answers as it is. The rows name things in words; the columns at the end hold the addresses of
the pages that vouch for them and the IRIs.

Each file is one SPARQL query with a header: `title`, `question`, `group`, `param` (name, type, default, explanation) and `mutation`,
a change of the graph that must change the answer, which the tests make. This index is written from the headers by
`python -m tests.queries.index`.
"""


def text() -> str:
    """Return the index: a table for each group."""
    parts = [_TOP]
    for group in GROUPS:
        rows = [_row(query) for query in asking.catalogue().values() if query.notes.get("group") == group]
        parts.append(f"\n## {group[0].upper()}{group[1:]}\n\n| ask | it answers | parameters |\n|---|---|---|\n" + "".join(rows))
    return "".join(parts)


def _row(query: Query) -> str:
    parameters = ", ".join(f"`{p.name}={p.default}`" for p in query.parameters)
    return f"| [`{query.name}`]({query.name}.rq) | {query.question} | {parameters} |\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
