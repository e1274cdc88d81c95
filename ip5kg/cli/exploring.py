"""`explore`, `mcp`: the graph for browsers, and for assistants."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ip5kg.cli.guard import DONE, say
from ip5kg.cli.options import BUILD, BuildFolder, add
from ip5kg.cli.output import progress
from ip5kg.errors import BadArgument

_PORT = 8123


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        explore,
        "ip5kg explore [dim]# opens the graph in the folder build in the browser; Ctrl-C ends it[/dim]",
        "ip5kg explore --data graph.ttl [dim]# any file of RDF[/dim]",
        "ip5kg explore --port 9000 --no-browser",
    )
    add(
        app,
        mcp,
        "ip5kg mcp --build build [dim]# started by an assistant, which speaks to it over stdin and stdout[/dim]",
    )


def explore(
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FILE", help="Serve this file of RDF instead of a build folder.", show_default=False),
    ] = None,
    folder: BuildFolder = BUILD,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65_535, help="The port; 0 takes any that is free.")] = _PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; by default only this machine can reach it.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the first page in the browser.")] = True,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared",
            help="Let web pages from anywhere read the data (CORS). Else only pages of this machine may, unless --host opens it to others.",
        ),
    ] = False,
    seconds: Annotated[float, typer.Option("--query-seconds", metavar="S", min=0.5, max=600, help="Most time for one query.")] = 5.0,
) -> int:
    """Browse, ask and check the graph in a browser: pages, search, and a SPARQL endpoint at /sparql.

    Where the build folder does not exist yet, the releases that come with ip5kg are built into it first.
    """
    from dataclasses import replace

    from ip5kg.explore import app, server
    from ip5kg.explore.pages import ahead
    from ip5kg.explore.site import QUERY_LIMITS, Site

    taken = server.listen(host, port)  # a busy port is told of before anything is built or loaded
    address = server.address_of(taken)
    loopback = server.is_loopback(host)

    def ready() -> None:
        site.workers.warm()
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        say(f"serving {data or folder} at {address} (Ctrl-C ends it)")
        if not loopback:
            say(f"everybody who can reach this machine at {host} can read it")
        threading.Thread(target=ahead, args=(site,), daemon=True).start()
        if browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()

    with taken, _folder(data, folder) as place:
        from ip5kg.explore.delivery import loopback_hosts

        site = Site(
            place,
            None if data else folder,
            limits=replace(QUERY_LIMITS, seconds=seconds),
            hosts=loopback_hosts() if loopback else None,
            shared=shared or not loopback,
            title=data.name if data else "ip5kg",
        )
        try:
            server.serve(app.create(site), taken, ready)
        finally:
            site.close()
    return DONE


def mcp(folder: BuildFolder = BUILD) -> int:
    """Offer the graph to assistants as tools (Model Context Protocol over stdin and stdout).

    The tools: the catalogue of questions, things by any name, evidence, and SPARQL for reading. Every answer carries the claims
    behind it, with quote, release and page.
    """
    from ip5kg.mcp.protocol import serve
    from ip5kg.mcp.tools import GraphTools

    tools = GraphTools(folder)
    try:
        serve(tools, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        tools.close()
    return DONE


@contextlib.contextmanager
def _folder(data: Path | None, folder: Path) -> Iterator[Path]:
    """Yield the folder whose store is served: that of a file, or a build, which is made where there is none."""
    if data is not None:
        from ip5kg.explore.loading import loaded

        with loaded(data) as place:
            yield place
        return
    if not folder.exists():
        say(f"there is no {folder} yet: building the releases that come with ip5kg (about half a minute)")
        from ip5kg.graph import KnowledgeGraph

        with progress(None if sys.stderr.isatty() else True) as step:
            KnowledgeGraph.build(None, folder, progress=step).close()
    elif not folder.is_dir():
        raise BadArgument(str(folder), "is not a folder", "name a build folder with --build, or a file of RDF with --data")
    yield folder


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
