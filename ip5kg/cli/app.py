"""The verbs put together, and the net under all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ip5kg.cli import asking, covering, disputing, exploring, fetching, making, measuring, publishing, showing
from ip5kg.cli.guard import STOPPED, NoReader, guarded, say, usage
from ip5kg.cli.output import prepare_streams


class Guarded(TyperGroup):
    """A group of commands in which every failure ends in one line and an exit code."""

    def main(self, *args: Any, standalone_mode: bool = True, **options: Any) -> Any:
        prepare_streams()
        code = guarded(lambda: self._run(*args, **options))
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, *args: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        try:
            code = super().main(*args, **options)
        except typer.Abort:
            code = STOPPED
        except Exception as error:
            # typer's own kinds of error changed their home between its versions; all can describe themselves.
            if hasattr(error, "format_message"):
                return usage(error)
            raise
        if code == STOPPED:
            say("stopped")
        return code

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise NoReader from error  # before typer makes an exit code of its own of it


app = typer.Typer(
    name="ip5kg",
    cls=Guarded,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with [bold]ip5kg build[/bold], then ask: [bold]ip5kg query --list[/bold]. Every verb has examples: ip5kg VERB --help.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from ip5kg import __version__

        sys.stdout.write(f"ip5kg {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """A knowledge graph of the co-operation of the five largest IP offices, in which every fact shows the sentence that states it."""
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help())  # "" where rich has printed it already


making.register(app)
fetching.register(app)
asking.register(app)
showing.register(app)
measuring.register(app)
covering.register(app)
disputing.register(app)
publishing.register(app)
exploring.register(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; see `ip5kg.cli.main`."""
    code = typer.main.get_command(app).main(list(arguments) if arguments is not None else None, prog_name="ip5kg", standalone_mode=False)
    return code if isinstance(code, int) else 0
