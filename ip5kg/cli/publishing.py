"""`site`: the pages of the explorer as static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ip5kg.cli.guard import DONE, say
from ip5kg.cli.options import BUILD, BuildFolder, add
from ip5kg.cli.output import progress


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        site,
        "ip5kg site public [dim]# the pages of the graph in the folder build, as files[/dim]",
        "ip5kg site public --build my-build",
    )


def site(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the pages; an earlier site in it is replaced.")],
    folder: BuildFolder = BUILD,
) -> int:
    """Write the pages of the explorer as files that open from disk and from any web host.

    Beside the page of each thing lies its description as Turtle, JSON-LD and CSV. What needs a server is left out: the date to
    choose, and SPARQL.
    """
    from ip5kg.explore.publish import publish
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as graph, progress(None) as shown:
        number = publish(graph, out, progress=lambda done, total: shown("pages", done, total))
    say(f"{number:,} pages in {out}; begin with {out / 'index.html'}")
    return DONE
