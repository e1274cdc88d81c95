"""Work on what we did not write, in a child process with bounds: time, memory, and nothing shared but plain values.

No RDF parser and no SHACL engine bounds hostile input by itself: an entity bomb takes gigabytes, deep nesting overflows the
native stack, which Python cannot catch. Only a process that can be ended is safe.

The child is a fresh interpreter that is told what to do in JSON and answers in JSON; nothing is pickled, so a child
that was led astray can say wrong things but cannot make its parent do any. multiprocessing's spawn would run the
caller's own script again in the child, which surprises everybody whose script has no `__main__` guard.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ip5kg.errors import Ip5kgError

MEGABYTE: Final = 2**20


class BoundExceeded(Ip5kgError):
    """The work took more time or memory than it was given, or brought its process down."""


def call(function: str, arguments: Mapping[str, Any], *, where: str, seconds: float, megabytes: int) -> Any:
    """Return what `function` (`package.module:name`) returns for `arguments`, called in a child with bounds.

    Args:
        function: a function of ours; it takes keyword arguments and returns a value, all of which JSON can hold.
        arguments: the keyword arguments.
        where: what is worked on; named in errors.
        seconds: wall-clock time, the start of the child (about half a second) included.
        megabytes: address space, where the system can limit it.

    Raises:
        BoundExceeded: naming the bound.
        Ip5kgError: as raised by the function.
    """
    order = json.dumps({"function": function, "arguments": dict(arguments), "seconds": seconds, "megabytes": megabytes})
    with subprocess.Popen(  # our own interpreter with our own module
        [sys.executable, "-m", "ip5kg.validation.bounded"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            answer, complaint = child.communicate(order.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            what = f"took longer than the {seconds:g} seconds it was given"
            raise BoundExceeded(where, what, "make it smaller, or allow more time") from None
        finally:
            _end(child)
    return _outcome(where, child.returncode, answer, complaint, megabytes)


def _environment() -> dict[str, str]:
    """Return what the child needs: our environment, and a path on which it finds the same ip5kg as we do."""
    places = [str(Path(__file__).resolve().parents[2]), *(p for p in sys.path if p)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(places))}


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it may have started."""
    if child.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                child.kill()
            else:
                os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _outcome(where: str, code: int, answer: bytes, complaint: bytes, megabytes: int) -> Any:
    """Read the child's answer, or say why there is none."""
    try:
        reply = json.loads(answer)
    except ValueError:
        reply = {}
    match reply:
        case {"value": value}:
            return value
        case {"error": [str(place), str(what), str(remedy)]}:
            raise Ip5kgError(place, what, remedy)
        case {"bound": "memory"}:
            raise BoundExceeded(
                where, f"needs more than the {megabytes} MB of memory it was given", "make it smaller, or allow more memory"
            )
    if code < 0:
        name = signal.Signals(-code).name if -code in signal.Signals.__members__.values() else str(-code)
        what = f"brought its process down ({name}): it is nested too deeply or needs more than {megabytes} MB of memory"
        raise BoundExceeded(where, what, "make it smaller and flatter")
    last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
    if last and ("memory" in last[0].lower() or "MemoryError" in last[0]):
        raise BoundExceeded(where, f"needs more than the {megabytes} MB of memory it was given", "make it smaller, or allow more memory")
    raise Ip5kgError(where, f"could not be worked on: {last[0] if last else f'exit {code}'}", "please report this")


def _serve() -> None:
    """Read the order from standard input, obey it within its bounds, write the answer to standard output."""
    # What libraries print must not get between us and our parent.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.read())
    _limit(order["seconds"], order["megabytes"])
    module, _, name = order["function"].partition(":")
    reply: dict[str, Any]
    try:
        reply = {"value": getattr(importlib.import_module(module), name)(**order["arguments"])}
    except Ip5kgError as error:
        reply = {"error": [error.where, error.what, error.remedy]}
    except MemoryError:
        reply = {"bound": "memory"}
    with channel:
        channel.write(json.dumps(reply).encode())


def _limit(seconds: float, megabytes: int) -> None:
    """Bound this process, where the system can do it."""
    if sys.platform == "win32":
        return
    import resource

    def lower(kind: int, wanted: int) -> None:
        _, hard = resource.getrlimit(kind)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):  # macOS has no limit on address space; the time limit holds there too
            resource.setrlimit(kind, (most, most))

    lower(resource.RLIMIT_AS, megabytes * MEGABYTE)
    lower(resource.RLIMIT_CPU, int(seconds) + 2)
    lower(resource.RLIMIT_CORE, 0)


if __name__ == "__main__":
    _serve()
