"""What happens when a command fails: one line on stderr and an exit code, never a traceback.

Exit codes: 0 done; 1 something was refused or does not conform, the rest is done; 2 bad input or usage; 3 the store is
unusable; 70 a fault of ip5kg itself, with the name of a log file; 130 stopped by Ctrl-C; 141 nobody reads the output
any more; 143 told to stop.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from ip5kg.errors import Ip5kgError, printable

DONE, NOT_CONFORMING, BAD_INPUT, STORE_UNUSABLE, FAULT, STOPPED, NO_READER, TERMINATED = 0, 1, 2, 3, 70, 130, 141, 143


class NoReader(Exception):
    """Nobody reads the output any more."""


class _Told(BaseException):
    """The process was told to stop (SIGTERM); what is half done is cleared away on the way out."""


def say(line: str) -> None:
    """Write one line to stderr; nobody listening is no error."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"ip5kg: {line}\n")
        sys.stderr.flush()


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and return its exit code; whatever it raises becomes one line."""
    try:
        with _told_to_stop():
            outcome = command()
            sys.stdout.flush()
        return outcome if isinstance(outcome, int) else DONE
    except Ip5kgError as error:
        say(str(error))
        return error.exit_code
    except (BrokenPipeError, NoReader):
        _no_more_output()
        return NO_READER
    except KeyboardInterrupt:
        say("stopped")
        return STOPPED
    except _Told:
        say("stopped")
        return TERMINATED
    except OSError as error:
        where = str(error.filename) if error.filename is not None else "ip5kg"
        say(printable(f"{where}: {error.strerror or error} (check the path, its permissions and the space left)"))
        return BAD_INPUT
    except Exception as error:  # noqa: BLE001 -- the outermost net: a fault of ours must not reach people as a traceback
        return _failed(error)


def usage(error: Exception) -> int:
    """Tell of a wrong call, in one line; `error` is one of typer's, which know how to describe themselves."""
    said = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ip5kg"
    # "Missing argument 'FACT…'." and the like, and never more than one line.
    say(printable(f"usage: {' '.join(said.split()).rstrip('.')} ({command} --help shows how)"))
    return BAD_INPUT


def _failed(error: Exception) -> int:
    what = printable(f"{type(error).__name__}: {error}")
    log = _write_log(error)
    where = f"details are in {log}, please report them" if log else "no log could be written"
    say(f"a fault in ip5kg itself: {what[:300]} ({where})")
    return FAULT


def _write_log(error: Exception) -> Path | None:
    """Write the traceback to a new file in the user's state folder, else in that for temporary files."""
    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="fault-", suffix=".log", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{' '.join(sys.argv)}\n\n")
                file.writelines(traceback.format_exception(error))
            return Path(name)
    return None


def _state_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "ip5kg" if base else Path(tempfile.gettempdir())
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "state") / "ip5kg"


def _no_more_output() -> None:
    """Point stdout nowhere, so that the interpreter does not complain when it flushes at the end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _told_to_stop() -> Iterator[None]:
    """Let SIGTERM unwind the stack as Ctrl-C does; signals can be handled in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Told

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
