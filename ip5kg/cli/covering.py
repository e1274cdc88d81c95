"""`coverage`: what became of each sentence of a release."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ip5kg import resources
from ip5kg.cli.guard import BAD_INPUT, DONE, NOT_CONFORMING, say
from ip5kg.cli.options import BUILD, BuildFolder, OutputFile, add, release_ids
from ip5kg.cli.output import put
from ip5kg.errors import BadArgument, UnreadableRelease


class Told(StrEnum):
    """The forms in which coverage is told."""

    table = "table"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    add(
        app,
        coverage,
        "ip5kg coverage [dim]# of the releases in the folder build[/dim]",
        "ip5kg coverage release.md --format html -o coverage.html",
        "ip5kg coverage 2021-06-24-meti-14th-heads [dim]# a release that comes with ip5kg[/dim]",
    )


def coverage(
    releases: Annotated[
        list[str] | None,
        typer.Argument(metavar="RELEASE|FILE", help="Files, folders, or ids of releases.", autocompletion=release_ids, show_default=False),
    ] = None,
    folder: BuildFolder = BUILD,
    format_: Annotated[Told, typer.Option("--format", help="A table, the same as JSON, or a page with the marked-up texts.")] = Told.table,
    output: OutputFile = None,
) -> int:
    """Show what became of each sentence: used, boilerplate, out of scope, or missed, and why.

    Without RELEASE it takes those of the build folder, as their texts stand in its store. A file that cannot be read is
    named and passed over; then the exit code is 1, or 2 where none could be read.
    """
    from ip5kg import knowledge, pipeline
    from ip5kg.coverage import Corpus, cover
    from ip5kg.read import read_path

    if not releases:
        put(_report(folder, format_), output)
        return DONE
    known = knowledge.load()
    found = []
    refused = 0
    for file in _files(releases):
        try:
            extraction = pipeline.extract(read_path(file), known)
        except UnreadableRelease as error:
            refused += 1
            say(str(error))
            continue
        found.append(cover(extraction.release, extraction.mentions, extraction.statements, known.gazetteer))
    if not found:
        return BAD_INPUT
    corpus = Corpus.of(found)
    put({Told.table: corpus.text, Told.json: corpus.json, Told.html: corpus.html}[format_](), output)
    return NOT_CONFORMING if refused else DONE


def _report(folder: Path, format_: Told) -> str:
    """Return what the build has written about its own coverage."""
    file = folder / "reports" / f"coverage.{'txt' if format_ is Told.table else format_.value}"
    if not file.is_file():
        raise BadArgument(str(folder), "holds no report on coverage", "build first: ip5kg build, or name releases")
    return file.read_text(encoding="utf-8")


def _files(releases: list[str]) -> Iterator[Path]:
    """Yield the files that are meant: each path as it stands, the releases of a folder, a release that comes with ip5kg by its id."""
    from ip5kg.pipeline import PROPOSAL_ENDINGS, release_files

    for name in releases:
        path = Path(name)
        shipped = resources.folder("data") / "releases" / f"{name}.md"
        if not path.exists() and shipped.is_file():
            yield shipped
        else:
            yield from (file for file in release_files([path]) if file.suffix not in PROPOSAL_ENDINGS)
