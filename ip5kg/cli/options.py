"""Options that several verbs share, and what the shell offers on TAB."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ip5kg import resources
from ip5kg.errors import BadArgument


class TextOrJson(StrEnum):
    """The two ways to tell something."""

    text = "text"
    json = "json"


def add(app: typer.Typer, verb: Callable[..., int], *lines: str) -> None:
    """Add a verb to the command line; its help is the docstring, with `lines` as examples at the foot."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in (inspect.getdoc(verb) or "").split("\n\n")]
    foot = "\n".join(["[bold]Examples[/bold]", *(f"  {line}" for line in lines)])
    app.command(help="\n\n".join(paragraphs), epilog=foot)(verb)


def query_names(incomplete: str) -> list[str]:
    """Names of the queries that come with ip5kg."""
    return [file.stem for file in sorted(resources.folder("queries").glob("*.rq")) if file.stem.startswith(incomplete)]


def view_names(incomplete: str) -> list[str]:
    """Names of the views that come with ip5kg."""
    from ip5kg.network import views

    return [view.name for view in views() if view.name.startswith(incomplete)]


def release_ids(incomplete: str) -> list[str]:
    """Ids of the releases that come with ip5kg."""
    return [file.stem for file in sorted((resources.folder("data") / "releases").iterdir()) if file.stem.startswith(incomplete)]


def graph_names(incomplete: str) -> list[str]:
    """What an export can be cut down to: the great graphs, or one release."""
    from ip5kg.export import GRAPHS

    return [name for name in ("all", "texts", *GRAPHS) if name.startswith(incomplete)] + release_ids(incomplete)


def span(text: str | None) -> tuple[str | None, str | None] | None:
    """Read `FROM/TO`, of which one may be `..`.

    Raises:
        BadArgument: if it is of another form.
    """
    if text is None:
        return None
    start, stroke, end = text.partition("/")
    if not stroke or not start or not end:
        raise BadArgument(text, "is no span of time", "write 2010/2015, 2018-08/.. or ../2014-06-30")
    return (None if start == ".." else start), (None if end == ".." else end)


BuildFolder = Annotated[Path, typer.Option("--build", metavar="DIR", help="The folder that “ip5kg build” has made.")]
OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead of stdout; “-” is stdout.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Only what had happened by then, under the names of that time: 2018-06-30, 2018-06 or 2018."
    ),
]
Between = Annotated[
    str | None,
    typer.Option("--between", metavar="FROM/TO", help="Only what happened between two dates: 2010/2015, or 2018-08/.. for no end."),
]
BUILD = Path("build")
