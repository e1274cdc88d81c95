"""The command line: `ip5kg VERB …`."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see `ip5kg.cli.guard`); the arguments of the process by default."""
    from ip5kg.cli.app import run

    return run(arguments)
