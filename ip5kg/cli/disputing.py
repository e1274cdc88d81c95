"""`conflicts`: where sources disagree, and what was made of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ip5kg.cli.guard import DONE
from ip5kg.cli.options import BUILD, BuildFolder, OutputFile, add
from ip5kg.cli.output import as_json, harmless, put, tell


class Told(StrEnum):
    """The forms in which disputes are told."""

    text = "text"
    table = "table"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    add(
        app,
        conflicts,
        "ip5kg conflicts [dim]# each version, who says so, and which was taken[/dim]",
        "ip5kg conflicts --open",
        "ip5kg conflicts --format table",
        "ip5kg conflicts --format json -o conflicts.json",
    )


def conflicts(
    open_: Annotated[bool, typer.Option("--open", help="Only what neither a rule nor a person decided.")] = False,
    format_: Annotated[Told, typer.Option("--format", help="Told at length, one row a version, as JSON, or as a page.")] = Told.text,
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Show where sources disagree: what is disputed, each version with those who state it, which one was taken and why.

    Names that mislead, such as those that a machine misread, are told at the end with the person who is meant.
    """
    from ip5kg.conflicts.text import pieces, rows
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as graph:
        found = graph.conflicts()
    if open_:
        found = found.open()
    if format_ is Told.json:
        put(as_json(found.record()), output)
    elif format_ is Told.html:
        put(found.html(), output)
    elif format_ is Told.table:
        put(harmless(_table(list(rows(found)))), output)
    elif output is not None:
        put(harmless(found.text()), output)
    else:
        tell(pieces(found))
    return DONE


_WIDTHS = (44, 30, 60, 18)
_HEADS = ("disputed", "version", "who says so", "outcome")


def _table(lines: list[tuple[str, str, str, str]]) -> str:
    """Return the rows as a table with columns of fixed width; long cells are wrapped."""
    from textwrap import wrap

    def row(cells: tuple[str, ...]) -> list[str]:
        wrapped = [wrap(cell, width) or [""] for cell, width in zip(cells, _WIDTHS, strict=True)]
        height = max(map(len, wrapped))
        columns = [column + [""] * (height - len(column)) for column in wrapped]
        padded = (" ".join(part.ljust(w) for part, w in zip(parts, _WIDTHS, strict=True)) for parts in zip(*columns, strict=True))
        return [line.rstrip() for line in padded]

    head = [*row(_HEADS), " ".join("-" * width for width in _WIDTHS)]
    return "\n".join([*head, *(line for cells in lines for line in row(cells))]) + "\n"
