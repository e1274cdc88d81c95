"""Errors that a user can mend: each says what, where and how to mend it, in one line."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Return `text` on one line, with control and format characters shown as escapes.

    Names of files and passages of releases are printed in messages; they may hold terminal escapes,
    line breaks or characters that reverse the direction of writing.
    """
    return "".join(
        c
        if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs")
        else c.encode("unicode_escape", "backslashreplace").decode("ascii")
        for c in text
    )


class Ip5kgError(Exception):
    """A mistake in the input or the call; the command line prints it as one line and ends with `exit_code`.

    Args:
        where: the file, release, query or address concerned.
        what: what is wrong with it.
        remedy: what the user can do.
    """

    exit_code = 2

    def __init__(self, where: str, what: str, remedy: str) -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__(printable(f"{where}: {what} ({remedy})"))


class UnreadableRelease(Ip5kgError):
    """A release that cannot be read: missing, empty, binary, without a date, of an unknown form."""


class BadQuery(Ip5kgError):
    """A query that does not exist, does not parse, or was given wrong parameters."""


class BadArgument(Ip5kgError):
    """A call with a value that does not fit."""


class EndpointError(Ip5kgError):
    """A remote SPARQL endpoint that is dead, slow, or answers something else."""


class StoreError(Ip5kgError):
    """A store that cannot be opened; it can always be rebuilt from its sources."""

    exit_code = 3
