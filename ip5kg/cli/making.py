"""`build`, `extract`, `validate`: from releases to a checked graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg import resources
from ip5kg.cli import extract_text
from ip5kg.cli.fetching import AllowPrivate, read_addresses
from ip5kg.cli.guard import BAD_INPUT, DONE, NOT_CONFORMING, say
from ip5kg.cli.options import BUILD, BuildFolder, OutputFile, TextOrJson, add
from ip5kg.cli.output import as_json, harmless, progress, put, tell
from ip5kg.errors import UnreadableRelease, printable

if TYPE_CHECKING:  # these take a while to import, and `ip5kg --help` should not wait for them
    from ip5kg.fetch import Cache
    from ip5kg.knowledge import Knowledge
    from ip5kg.model import Release
    from ip5kg.pipeline import BuildReport, Extraction


class Reported(StrEnum):
    """The forms of a report on a validation."""

    text = "text"
    json = "json"
    html = "html"
    rdf = "rdf"


class Extracted(StrEnum):
    """What `extract` prints."""

    table = "table"
    jsonl = "jsonl"
    trig = "trig"


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        build,
        "ip5kg build [dim]# the releases that come with ip5kg, into the folder build[/dim]",
        "ip5kg build my-releases/ --out my-graph",
        "ip5kg build release.md page.html https://… --format json",
        "ip5kg build --cache pages [dim]# evidence from the official pages that “ip5kg fetch --cache pages” has brought[/dim]",
    )
    add(
        app,
        extract,
        "ip5kg extract release.md",
        "ip5kg extract releases/*.md --format jsonl > found.jsonl",
        "ip5kg extract https://www.meti.go.jp/english/press/2021/0624_003.html",
        "some-command | ip5kg extract - --format trig",
    )
    add(
        app,
        validate,
        "ip5kg validate [dim]# the graph in the folder build[/dim]",
        "ip5kg validate facts.ttl",
        "ip5kg validate --format json",
    )


def build(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL",
            help="Releases, folders of releases, addresses of pages, or files of quads (.trig, .nq).",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder to make; one that is there is replaced only by a whole new one.")
    ] = BUILD,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", metavar="DIR", help="Read the official pages in this cache in place of their digests.", show_default=False),
    ] = None,
    allow_private: AllowPrivate = False,
    format_: Annotated[TextOrJson, typer.Option("--format", help="How to tell what was built.")] = TextOrJson.text,
    show: Annotated[
        bool | None, typer.Option("--progress/--no-progress", help="Show progress; by default on a terminal.", show_default=False)
    ] = None,
) -> int:
    """Build the graph: read releases, check what they say, write store, exports and reports.

    Without PATH it takes the releases that come with ip5kg. A release that cannot be read or does not conform is left
    out and named; then the exit code is 1.

    With --cache the official page is read in place of its digest where “ip5kg fetch” has brought it and it can be read;
    reports/differences.json tells on which facts the two differ.
    """
    from ip5kg import knowledge, pipeline

    pages = _cache(cache)
    files, addresses = _sorted_out(paths or [str(resources.folder("data") / "releases")])
    more, whole = read_addresses(addresses, allow_private=allow_private, alone=not files)
    with progress(show) as step:
        report = pipeline.build(files, out, knowledge.load(), progress=step, more=more, cache=pages)
    for line in report.refused:
        say(line)
    if not report.in_place:
        say(printable(f"{out}: all together do not conform, so nothing was put in place (see {report.reports / 'validation.html'})"))
    if format_ is TextOrJson.json:
        put(as_json(report.record()), None)
    else:
        tell(_told(report))
    return DONE if report.conforms and whole else NOT_CONFORMING


def _cache(folder: Path | None) -> Cache | None:
    if folder is None:
        return None
    from ip5kg.fetch import Cache

    return Cache.existing(folder)


def _sorted_out(given: list[str]) -> tuple[list[Path], list[str]]:
    """Part files and folders from addresses."""
    from ip5kg.read import is_address

    return [Path(word) for word in given if not is_address(word)], list(dict.fromkeys(word for word in given if is_address(word)))


def _told(report: BuildReport) -> list[tuple[str, str]]:
    lines = [(f"{report.folder}\n", "title"), (f"  {report.releases:>7,}  releases\n", "")]
    lines += [(f"  {count:>7,}  {name.replace('_', ' ')}\n", "") for name, count in report.holds.items()]
    lines.append((f"  sentences: {report.coverage.totals.line()}\n", ""))
    if report.choices is not None:
        read = sum(choice.page is not None for choice in report.choices)
        lines.append((f"  {read:>7,}  official pages read in place of digests\n", ""))
        lines.append((f"  {len(report.differences):>7,}  facts on which they differ: {report.reports / 'differences.json'}\n", ""))
    lines += [(f"  {len(report.refused):>7,}  releases refused\n", "doubt")] if report.refused else []
    if report.conforms:
        return [*lines, ("conforms\n", "good")]
    lines.append(("does not conform\n", "doubt"))
    lines += [(f"{report.findings.text(limit=10)}\n", "")] if report.findings.findings else []
    if not report.in_place:
        lines.append((f"{report.folder} stays as it was.\n", "doubt"))
    return [*lines, (f"The whole report: {report.reports / 'validation.html'}\n", "")]


def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL", help="Releases: Markdown, plain text, HTML or PDF, or addresses of pages; “-” is stdin.", show_default=False
        ),
    ],
    format_: Annotated[
        Extracted, typer.Option("--format", help="A table for people, a record a line, or the graph of the release.")
    ] = Extracted.table,
    allow_private: AllowPrivate = False,
    output: OutputFile = None,
) -> int:
    """Show what releases say: meetings, who took part, decisions, documents, figures. Nothing is stored.

    A file that cannot be read is named and passed over; then the exit code is 1, or 2 where none could be read.
    """
    from ip5kg import knowledge, pipeline

    known = knowledge.load()
    kept: list[str] = []
    taken = refused = 0
    for file in files:
        try:
            extraction = pipeline.extract(_read(file, allow_private), known)
        except UnreadableRelease as error:
            refused += 1
            say(str(error))
            continue
        taken += 1
        if output is not None:
            kept.append(_rendered(extraction, format_, known))
        elif format_ is Extracted.table:
            tell([("\n", "")] if taken > 1 else [])
            tell(extract_text.pieces(extraction.release, extraction.statements))
        else:  # each release as soon as it was read: lists may be long
            put(_rendered(extraction, format_, known), None)
    if output is not None and taken:
        put("\n".join(kept) if format_ is Extracted.table else "".join(kept), output)
    return DONE if not refused else NOT_CONFORMING if taken else BAD_INPUT


def _read(file: str, allow_private: bool) -> Release:
    from ip5kg.read import DEFAULT_LIMIT, is_address, read_bytes, read_path

    if is_address(file):
        from ip5kg.fetch import read_address

        return read_address(file, allow_private=allow_private)
    if file == "-":
        return read_bytes(sys.stdin.buffer.read(DEFAULT_LIMIT + 1), "stdin")
    return read_path(file)


def _rendered(extraction: Extraction, format_: Extracted, known: Knowledge) -> str:
    release, statements = extraction.release, extraction.statements
    match format_:
        case Extracted.table:
            return harmless("".join(text for text, _ in extract_text.pieces(release, statements)))
        case Extracted.jsonl:
            return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in extraction.records())
        case Extracted.trig:
            from ip5kg import export, pipeline

            return export.serialise(pipeline.quads_of(extraction, known), "trig").decode("utf-8")


def validate(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A file of RDF; without it the graph in the build folder.", show_default=False)
    ] = None,
    folder: BuildFolder = BUILD,
    format_: Annotated[
        Reported, typer.Option("--format", help="Text for people, the same as JSON or as a page, or a SHACL report.")
    ] = Reported.text,
    output: OutputFile = None,
) -> int:
    """Check a graph against the shapes, in plain language; exit code 1 where it does not conform.

    Where nothing was there that a shape could look at, it does not conform: not checked is not the same as right.
    """
    if file is not None:
        from ip5kg.validation.files import validate_file

        report = validate_file(file)
    else:
        from ip5kg.graph import KnowledgeGraph

        with KnowledgeGraph.open(folder) as graph:
            report = graph.validate()
    render: dict[Reported, Callable[[], str]] = {
        Reported.text: report.text,
        Reported.json: report.json,
        Reported.html: report.html,
        Reported.rdf: report.rdf,
    }
    put(render[format_](), output)
    return DONE if report.conforms else NOT_CONFORMING
