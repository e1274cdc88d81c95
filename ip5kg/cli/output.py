"""Where results go: rich on a terminal, plain in a pipe, whole or not at all into a file."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ip5kg.errors import BadArgument, printable

if TYPE_CHECKING:  # rich takes a while to import, and not every command needs it
    from rich.console import Console

STYLES = {
    "title": "bold",
    "fact": "bold",
    "quote": "bold cyan",
    "link": "underline",
    "quiet": "dim",
    "good": "green",
    "doubt": "magenta",
    "": "",
}


def prepare_streams() -> None:
    """Have pipes and files get UTF-8 whatever the locale, and terminals a mark for what they cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def console() -> Console:
    """Return the console for results. In a pipe lines are never broken and nothing is coloured."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def tell(pieces: Iterable[tuple[str, str]]) -> None:
    """Write pieces of text, each with one of the `STYLES`; control characters in them are shown, not obeyed."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(harmless(text) for text, _ in pieces)
        return
    from rich.text import Text

    out = console()
    out.print(Text.assemble(*((harmless(text), STYLES[style]) for text, style in pieces)), end="", soft_wrap=True)


def harmless(text: str) -> str:
    """Return `text` with line breaks as they are and every other control character as an escape."""
    return "\n".join(printable(line) for line in text.split("\n"))


def as_json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def put(content: str | bytes, file: Path | None) -> None:
    """Write a result to `file`, or to stdout where that is None or `-`.

    A file appears whole or not at all: it is written beside its place and then moved there.

    Raises:
        BadArgument: if `file` is a folder, lies in none, or bytes of a picture would go to a terminal.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if file is None or str(file) == "-":
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise BadArgument("stdout", "a picture is not for a terminal", "name a file with -o, such as -o picture.svg")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if file.is_dir():
        raise BadArgument(str(file), "is a folder", "name a file")
    if not file.parent.is_dir():
        raise BadArgument(str(file), "there is no such folder", f"make the folder {file.parent} first")
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(data)  # a device or a named pipe, which can only be written to
        return
    _write_whole(data, file)


def _write_whole(data: bytes, file: Path) -> None:
    place = file.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    """The mask can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def progress(wanted: bool | None) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that shows how far a step has come: as a bar on a terminal, as plain lines where it is asked for.

    `wanted` None means: on a terminal only.
    """
    on_terminal = sys.stderr.isatty()
    if wanted is False or (wanted is None and not on_terminal):
        yield lambda _step, _done, _total: None
        return
    if not on_terminal:
        yield _plain_progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


def _plain_progress() -> Callable[[str, int, int], None]:
    told: dict[str, int] = {}

    def show(step: str, done: int, total: int) -> None:
        tenth = 10 * done // total if total else 10
        if told.get(step) != tenth:
            told[step] = tenth
            sys.stderr.write(f"{step}: {done} of {total}\n")
            sys.stderr.flush()

    return show
