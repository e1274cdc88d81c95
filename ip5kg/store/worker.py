"""The process that answers queries for `bounded`; it is started by its path and needs nothing but pyoxigraph.

It holds a store open for reading, takes one request after the other from its standard input, and ends with it. Before
it takes the first one it gives up what an answer does not need: memory beyond its bound, core files, and
(on Linux) opening sockets, so that no query can make it call anybody, whatever its text.

Frames on the pipes: a letter and eight bytes of length, then as many bytes. To the worker `Q` (a request, JSON); from it `R`
(ready), `S` (solutions), `B` (a boolean), `T` (triples), `E` (an error: JSON of kind and message), `F` (a file that holds
the answer: JSON of its kind and name; only where the request names a folder for long answers, so that whoever asks need not
hold them in memory).
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import fcntl
import io
import json
import os
import resource
import signal
import struct
import sys
import tempfile
from typing import IO, Any, Final, cast

import pyoxigraph as ox

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_SYSTEM_CALLS: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel calls the architecture, and the number of `socket`."""

_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_LONG: Final = 262_144
"""Bytes; a longer answer goes into a file, where there is a folder for it."""
_SHORTEST_ROW: Final = 2
"""Bytes of a row in any format; an answer of fewer bytes need not be counted."""


class _TooMuch(Exception):
    """An answer passes a bound; the message names it."""


class _UnknownGraph(Exception):
    """The query names a graph that the store does not hold."""


class _Bounded(io.RawIOBase):
    """Takes an answer up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self.content) + len(data) > self._most:
            raise _TooMuch(f"the answer is larger than {self._most:,} bytes")
        self.content += data
        return len(data)


def main(path: str, mark: str, memory: int) -> None:
    """Serve requests until the other end closes the pipe.

    Args:
        path: the folder of the store.
        mark: the name of the file in it that readers lock.
        memory: most bytes of address space; 0 for no bound.
    """
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    _die_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        store = ox.Store.read_only(_hold(path, mark))
    except (OSError, RuntimeError) as error:
        _send(answers, "E", json.dumps({"kind": "store", "message": str(error)}).encode())
        return
    if memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
    without_network = _give_up_sockets()
    _send(answers, "R", json.dumps({"without_network": without_network}).encode())
    while request := _receive(requests):
        order = json.loads(request)
        kind, payload = _answer(store, order)
        if order.get("spool") and kind in "ST" and len(payload) > _LONG:
            kind, payload = _spool(order["spool"], kind, payload)
        _send(answers, kind, payload)


def _hold(path: str, mark: str) -> str:
    """Lock the store's mark for the life of this process, and return a path that leads to this very folder (see `embedded`)."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    with contextlib.suppress(OSError):  # `embedded` has checked the mark; a file system may have no locks
        fcntl.flock(os.open(mark, os.O_RDONLY, dir_fd=folder), fcntl.LOCK_SH)
    fixed = f"/proc/self/fd/{folder}"
    return fixed if os.path.isdir(fixed) else path  # noqa: PTH112


def _answer(store: ox.Store, request: dict[str, Any]) -> tuple[str, bytes]:
    try:
        return _evaluate(store, request)
    except SyntaxError as error:
        failure = {"kind": "syntax", "message": str(error)}
    except _TooMuch as error:
        failure = {"kind": "limit", "message": str(error)}
    except _UnknownGraph as error:
        failure = {"kind": "graph", "message": str(error)}
    except MemoryError:
        failure = {"kind": "memory", "message": ""}
    except OSError as error:
        failure = {"kind": "store", "message": str(error)}
    except (RuntimeError, ValueError) as error:
        failure = {"kind": "engine", "message": str(error)}
    return "E", json.dumps(failure).encode()


def _spool(folder: str, kind: str, answer: bytes) -> tuple[str, bytes]:
    """Leave an answer in a new file."""
    try:
        handle, name = tempfile.mkstemp(prefix="answer-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(answer)
    except OSError as error:
        return "E", json.dumps({"kind": "engine", "message": f"no room for the answer: {error.strerror}"}).encode()
    return "F", json.dumps({"kind": kind, "file": name}).encode()


def _evaluate(store: ox.Store, request: dict[str, Any]) -> tuple[str, bytes]:
    for iri in request["from"]:
        if not store.contains_named_graph(ox.NamedNode(iri)):
            raise _UnknownGraph(iri)
    default, named = request["default_graphs"], request["named_graphs"]
    result = store.query(
        request["query"],
        base_iri=request.get("base"),
        use_default_graph_as_union=request["union"],
        default_graph=[ox.NamedNode(iri) for iri in default] if default is not None else None,
        named_graphs=[ox.NamedNode(iri) for iri in named] if named is not None else None,
    )
    if isinstance(result, ox.QueryBoolean):
        return "B", result.serialize(format=_RESULTS[request["results"]]) or b""
    out = _Bounded(request["max_bytes"])
    target = cast("IO[bytes]", out)
    try:
        if isinstance(result, ox.QuerySolutions):
            result.serialize(target, format=_RESULTS[request["results"]])
        else:
            ox.serialize(result, target, _GRAPHS[request["graph"]], prefixes=request["prefixes"] or None)
    except OSError as error:  # what our own `write` raises comes back wrapped
        if out.content and "larger than" in str(error):
            raise _TooMuch(f"the answer is larger than {request['max_bytes']:,} bytes") from error
        raise
    answer = bytes(out.content)
    most = request["max_rows"]
    if len(answer) > most * _SHORTEST_ROW and _count(answer, isinstance(result, ox.QuerySolutions), request, most) > most:
        raise _TooMuch(f"the answer has more than {most:,} rows")
    return ("S" if isinstance(result, ox.QuerySolutions) else "T"), answer


def _count(answer: bytes, solutions: bool, request: dict[str, Any], most: int) -> int:
    """Count the rows or triples of an answer, one more than `most` at most."""
    rows: Any
    if not solutions:
        rows = ox.parse(answer, _GRAPHS[request["graph"]])
    elif request["results"] == "csv":
        csv.field_size_limit(len(answer) + 1)
        rows = csv.reader(io.TextIOWrapper(io.BytesIO(answer), encoding="utf-8", newline=""))
        next(rows, None)
    else:
        rows = ox.parse_query_results(answer, _RESULTS[request["results"]])
    return sum(1 for _, _ in zip(rows, range(most + 1), strict=False))


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(9)
    return pipe.read(struct.unpack(">Q", head[1:])[0]) if len(head) == 9 else None


def _send(pipe: IO[bytes], kind: str, payload: bytes) -> None:
    pipe.write(kind.encode() + struct.pack(">Q", len(payload)) + payload)
    pipe.flush()


def _die_with_parent() -> None:
    """Have the kernel end this process when its parent ends, so that no long query outlives it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:
            sys.exit(0)


def _give_up_sockets() -> bool:
    """Forbid the system call `socket` for the rest of this process's life; return False where the kernel offers no way."""
    if sys.platform != "linux" or os.uname().machine not in _SYSTEM_CALLS:
        return False
    architecture, socket_call = _SYSTEM_CALLS[os.uname().machine]
    load, equal, give, denied, allowed = 0x20, 0x15, 0x06, 0x00050000 | 1, 0x7FFF0000
    # Offsets in the kernel's record of a call: 0 the number of the call, 4 the architecture.
    steps = [
        (load, 0, 0, 4),
        (equal, 1, 0, architecture),
        (give, 0, 0, denied),
        (load, 0, 0, 0),
        (equal, 0, 1, socket_call),
        (give, 0, 0, denied),
        (give, 0, 0, allowed),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    # A C struct of a length (unsigned short) and a pointer, with the padding that the compiler would put between them.
    program = ctypes.create_string_buffer(struct.pack("HL", len(steps), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0) == 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
