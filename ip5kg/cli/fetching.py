"""`fetch`: the official pages of the digests into the cache; and pages of the web for the other verbs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg import resources
from ip5kg.cli.guard import DONE, NOT_CONFORMING, say
from ip5kg.cli.options import OutputFile, TextOrJson, add, release_ids
from ip5kg.cli.output import as_json, harmless, progress, put, tell
from ip5kg.errors import BadArgument, UnreadableRelease

if TYPE_CHECKING:
    from ip5kg.fetch import Outcome, Wanted
    from ip5kg.model import Release

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Contact addresses of this machine and of local networks, too.", show_default=False)
]
_MARKS = {"fetched": "good", "unchanged": "", "archived": "doubt", "gone": "doubt", "refused": "doubt", "failed": "doubt"}


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        fetch,
        "ip5kg fetch [dim]# the official pages of all digests that come with ip5kg[/dim]",
        "ip5kg fetch 2021-06-24-meti-14th-heads --cache pages",
        "ip5kg build --cache pages [dim]# then: evidence from the official text[/dim]",
    )


def fetch(
    releases: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RELEASE", help="Ids of digests that come with ip5kg, or files or folders of your own.", autocompletion=release_ids
        ),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            "--cache", metavar="DIR", help="Where pages are kept; by default in this platform's folder for caches.", show_default=False
        ),
    ] = None,
    pause: Annotated[
        float, typer.Option("--pause", metavar="SECONDS", min=0, max=3600, help="Between two requests to the same host.")
    ] = 2.0,
    again: Annotated[
        bool, typer.Option("--again", help="Ask again for pages that were asked for less than a day ago.", show_default=False)
    ] = False,
    archive: Annotated[
        str | None,
        typer.Option(
            "--archive", metavar="URL", help="Ask this archive for pages that are gone, not the Wayback Machine.", show_default=False
        ),
    ] = None,
    no_archive: Annotated[bool, typer.Option("--no-archive", help="Ask no archive for pages that are gone.", show_default=False)] = False,
    allow_private: AllowPrivate = False,
    format_: Annotated[TextOrJson, typer.Option("--format", help="How to tell what became of the pages.")] = TextOrJson.text,
    show: Annotated[
        bool | None, typer.Option("--progress/--no-progress", help="Show progress; by default on a terminal.", show_default=False)
    ] = None,
    output: OutputFile = None,
) -> int:
    """Bring the official pages of the digests into a cache on this machine, for “ip5kg build --cache DIR”.

    One page at a time, with a pause for each host, as its robots.txt allows; a page that did not change is not sent
    again. Stop it when you like: the next run goes on where this one ended. A page that is gone is looked for in the
    Wayback Machine, under its date. The exit code is 1 where a page was refused or failed; that one is gone is an answer.
    """
    from ip5kg.fetch import Archive, Cache, Client, Politeness, default_folder, fetch_all
    from ip5kg.read import is_address

    if archive is not None and not is_address(archive):
        raise BadArgument(archive, "is no address of an archive", "write --archive https://…")
    folder = cache or default_folder()
    wanted = _wanted(releases or [])
    with progress(show) as step:
        outcomes = fetch_all(
            wanted,
            Cache(folder),
            clock=time.time,
            sleep=time.sleep,
            client=Client(allow_private=allow_private),
            archive=None if no_archive else Archive.at(archive) if archive else Archive(),
            manners=Politeness(pause=pause),
            again=again,
            progress=step,
        )
    counts: Counter[str] = Counter(outcome.state for outcome in outcomes)
    if format_ is TextOrJson.json:
        put(as_json({"cache": str(folder), "counts": dict(sorted(counts.items())), "pages": [o.record() for o in outcomes]}), output)
    elif output is not None:
        put(harmless("".join(text for text, _ in _told(outcomes, counts, folder))), output)
    else:
        tell(_told(outcomes, counts, folder))
    return NOT_CONFORMING if counts["failed"] or counts["refused"] else DONE


def _wanted(releases: Sequence[str]) -> list[Wanted]:
    """Find the digests that are named; without names, all that come with ip5kg."""
    from ip5kg.fetch import Wanted

    wanted: dict[str, Wanted] = {}
    for file in _files(releases):
        release = _digest(file)
        if release.url is None:
            say(f"{release.id}: names no official page, so there is none to fetch")
            continue
        wanted.setdefault(release.id, Wanted(release.id, release.url, release.issued))
    return [wanted[name] for name in sorted(wanted)]


def _files(releases: Sequence[str]) -> Iterable[Path]:
    from ip5kg.pipeline import PROPOSAL_ENDINGS, release_files

    shipped = resources.folder("data") / "releases"
    if not releases:
        return release_files([shipped])
    own = {file.stem: file for file in release_files([shipped])}
    paths = [own.get(name, Path(name)) for name in releases]
    unknown = next((path for path in paths if not path.exists()), None)
    if unknown is not None:
        raise BadArgument(str(unknown), "is neither the id of a digest nor a file", f"ids are names of files such as {min(own)}")
    return [file for file in release_files(paths) if file.suffix not in PROPOSAL_ENDINGS]


def _digest(file: Path) -> Release:
    from ip5kg.read import read_path

    return read_path(file)


def _told(outcomes: Sequence[Outcome], counts: Counter[str], folder: Path) -> list[tuple[str, str]]:
    width = max((len(outcome.id) for outcome in outcomes), default=0)
    lines: list[tuple[str, str]] = []
    for outcome in outcomes:
        lines.append((f"{outcome.state:<10}", _MARKS[outcome.state]))
        lines.append((f"{outcome.id:<{width}}  ", ""))
        lines.append((f"{outcome.detail or outcome.address}\n", "quiet"))
    total = ", ".join(f"{counts[state]} {state}" for state in _MARKS if counts[state])
    lines.append((f"{len(outcomes)} pages: {total or 'none'}\n", "title"))
    lines.append((f"They are in {folder}; build with them: ip5kg build --cache {folder}\n", "quiet"))
    return lines


def read_addresses(addresses: Iterable[str], *, allow_private: bool, alone: bool) -> tuple[list[Release], bool]:
    """Fetch and read pages; one that cannot be had is named and passed over.

    Returns:
        The releases, and whether there are as many as addresses.

    Raises:
        UnreadableRelease: if none can be had, and nothing else was asked for (`alone`).
    """
    from ip5kg.fetch import read_address

    found: list[Release] = []
    failures: list[UnreadableRelease] = []
    for address in addresses:
        try:
            found.append(read_address(address, allow_private=allow_private))
        except UnreadableRelease as error:
            failures.append(error)
    if failures and alone and not found:
        for failure in failures[:-1]:
            say(str(failure))
        raise failures[-1]
    for failure in failures:
        say(str(failure))
    return found, not failures
