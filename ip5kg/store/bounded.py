"""Queries in a process of their own, with bounds on time, memory and the size of the answer.

No call into Oxigraph can be interrupted, and a hostile query can end the process that evaluates it; so other
people's queries run in a worker (see `worker`), which is killed when it passes a bound, and started again for the next query. An
answer is whole or an error that names the bound; it is never cut short in silence.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
import time
import weakref
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import pyoxigraph as ox

from ip5kg.errors import BadQuery, StoreError
from ip5kg.results import Table
from ip5kg.sparql import NO_BINDINGS, Bindings, Form, Prepared, prepare, unknown_graph
from ip5kg.store.embedded import Store, check_form, damaged, failed, identity, locate, while_replaced
from ip5kg.store.place import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORKER: Final = Path(__file__).with_name("worker.py")
_START_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query."""

    seconds: float = 30.0
    memory: int = 1_536 * 1024 * 1024
    """Bytes of address space of the worker; 0 for no bound."""
    rows: int = 100_000
    bytes: int = 64_000_000
    """Of the answer, as it is written."""


class BoundPassed(BadQuery):
    """A query that passed one of its bounds; `bound` says which: `time`, `memory`, `size` or `nesting`."""

    def __init__(self, where: str, what: str, remedy: str, bound: str) -> None:
        super().__init__(where, what, remedy)
        self.bound = bound


class Answered(NamedTuple):
    """An answer as the worker wrote it: kind `S` (solutions), `B` (a boolean) or `T` (triples), and its bytes."""

    kind: str
    content: bytes


class BoundedStore:
    """A store whose queries run in worker processes.

    Args:
        path: the folder of the store, or the build folder.
        limits: of each query.
        workers: how many queries may run at once; others wait for their turn. Safe to use from several threads.

    Raises:
        StoreError: if there is no store, or it is damaged.
    """

    def __init__(self, path: Path, limits: Limits | None = None, workers: int = 1) -> None:
        self.path = locate(path)
        self.limits = limits or Limits()
        Store.open(self.path).close()  # what is wrong with the store is said here, and in its own words
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)
        weakref.finalize(self, _end_idle, self._idle)

    def close(self) -> None:
        """End the workers that are idle."""
        _end_idle(self._idle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> Table:
        """Answer a SELECT query.

        Raises:
            BadQuery: if the query is not valid, not of this form, or passes a bound.
            StoreError: if the store cannot be read.
        """
        solutions = ox.parse_query_results(self._answer(query, bindings, name, "select").content, ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        return Table(tuple(variable.value for variable in solutions.variables), tuple(tuple(row) for row in solutions))

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> bool:
        """Answer an ASK query; errors as for `select`."""
        return bool(json.loads(self._answer(query, bindings, name, "ask").content)["boolean"])

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> tuple[ox.Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query; errors as for `select`. Each triple comes once."""
        content = self._answer(query, bindings, name, "construct", "describe").content
        return tuple(dict.fromkeys(quad.triple for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES)))

    def answer(
        self,
        query: str,
        bindings: Bindings = NO_BINDINGS,
        *,
        name: str = "query",
        results: str = "json",
        graph: str = "ntriples",
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answered:
        """Answer a query of any form with the bytes of a format, for those who pass them on.

        Args:
            query: the text.
            bindings: terms for variables that are parameters.
            name: how messages call the query.
            results: format of solutions and booleans: json, xml, csv or tsv.
            graph: format of triples: ntriples, turtle, rdfxml or jsonld.
            default_graphs: IRIs of the graphs that form the default graph, in place of all of them.
            named_graphs: IRIs of the graphs that GRAPH can reach, in place of all of them.
            prefixes: for formats that know them.

        Raises:
            BadQuery: if the query is not valid or passes a bound.
            StoreError: if the store cannot be read.
        """
        prepared = self._prepare(query, bindings, name)
        order = order_of(
            prepared,
            self.limits,
            results=results,
            graph=graph,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            prefixes=prefixes,
        )
        return self._run(prepared, order)

    def _answer(self, query: str, bindings: Bindings, name: str, *forms: Form) -> Answered:
        check_form(self._prepare(query, bindings, name), *forms)
        return self.answer(query, bindings, name=name)

    def _prepare(self, query: str, bindings: Bindings, name: str) -> Prepared:
        # Which graphs the store holds, the worker knows.
        return prepare(query, bindings, name=name, graph_is_known=lambda _: True)

    def _run(self, prepared: Prepared, order: bytes) -> Answered:
        deadline = time.monotonic() + self.limits.seconds
        with self._worker() as worker:
            try:
                kind, content = worker.ask(order, deadline)
            except TimeoutError:
                worker.end()
                raise took_too_long(prepared.name, self.limits) from None
            except (EOFError, BrokenPipeError):
                raise died(prepared.name, worker.end(), self.limits) from None
            if kind != "E":
                return Answered(kind, content)
            failure = json.loads(content)
            if failure["kind"] == "memory":
                worker.end()
        raise refused(prepared, failure, self.path, self.limits)

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """Lend a worker that is alive and reads the store as it stands now."""
        worker = self._idle.get()
        try:
            if worker is None or not worker.alive or worker.version != identity(self.path):
                if worker:
                    worker.end()
                worker = while_replaced(self.path, lambda: _Worker(self.path, self.limits.memory))
            yield worker
        except BaseException as error:
            # A worker that was left in the midst of an answer would give it to the next query.
            if worker and not isinstance(error, BadQuery | StoreError):
                worker.end()
            raise
        finally:
            self._idle.put(worker if worker and worker.alive else None)


def order_of(
    prepared: Prepared,
    limits: Limits,
    *,
    results: str = "json",
    graph: str = "ntriples",
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    prefixes: Mapping[str, str] | None = None,
    base: str | None = None,
    spool: str = "",
) -> bytes:
    """Return what a worker is told to do; arguments as for `BoundedStore.answer`.

    Args:
        base: what relative IRIs in the query are relative to; without one they are refused.
        spool: a folder; a long answer is left there as a file, whose name comes in its place.
    """
    chosen = default_graphs is not None or named_graphs is not None
    order = {
        "query": prepared.text,
        "from": prepared.graphs,
        "union": not prepared.has_dataset and not chosen,
        # SPARQL 1.1 Protocol: a data set that is named with the request stands above that of the query;
        # and one that names only one of its two halves leaves the other empty.
        "default_graphs": list(default_graphs or []) if chosen else None,
        "named_graphs": list(named_graphs or []) if chosen else None,
        "results": results,
        "graph": graph,
        "prefixes": dict(prefixes or {}),
        "base": base,
        "max_rows": limits.rows,
        "max_bytes": limits.bytes,
        "spool": spool,
    }
    return json.dumps(order).encode()


def refused(prepared: Prepared, failure: Mapping[str, str], path: Path, limits: Limits) -> BadQuery | StoreError:
    """Return the error for what a worker reports in place of an answer."""
    kind, message = failure["kind"], failure["message"]
    if kind == "syntax":
        return prepared.syntax_error(message)
    if kind == "graph":
        return unknown_graph(prepared.name, message)
    if kind == "limit":
        return _too_much(prepared.name, message, "size")
    if kind == "memory":
        return _too_much_memory(prepared.name, limits)
    return failed(path, prepared.name, (OSError if kind == "store" else RuntimeError)(message))


def died(name: str, code: int, limits: Limits) -> BadQuery:
    """Return the error for a query whose worker ended with `code` (the negative number of a signal)."""
    if code == -signal.SIGSEGV:
        return BoundPassed(name, "is too deeply nested or too long for the engine", "simplify it", "nesting")
    if code not in (-signal.SIGABRT, -signal.SIGKILL):
        return BadQuery(name, f"ended its query process ({code})", "report this query: it is a fault of ip5kg or of the engine")
    return _too_much_memory(name, limits)


def took_too_long(name: str, limits: Limits) -> BoundPassed:
    """Return the error for a query that passed its deadline."""
    return _too_much(name, f"took longer than {limits.seconds:g} s", "time")


def _too_much_memory(name: str, limits: Limits) -> BoundPassed:
    return _too_much(name, f"needed more than {limits.memory // 2**20:,} MB of memory", "memory")


def _too_much(name: str, what: str, bound: str) -> BoundPassed:
    return BoundPassed(name, what, "ask for less: add conditions or LIMIT", bound)


def command(path: Path, memory: int) -> list[str]:
    """Return the command that starts a worker on the store in a folder."""
    # By its path and with -P: neither the folder it lies in nor the current one may shadow a module.
    return [sys.executable, "-P", str(_WORKER), str(path), MARK, str(memory)]


class _Worker:
    """The parent's end of a worker process."""

    def __init__(self, path: Path, memory: int) -> None:
        self.version = identity(path)
        self._path = path
        self._process = subprocess.Popen(  # noqa: S603 – our own interpreter with our own module
            command(path, memory), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            kind, content = self._receive(time.monotonic() + _START_SECONDS)
        except (EOFError, TimeoutError) as error:
            code = self.end()
            raise StoreError(
                str(path), f"its query process does not start (it ended with {code})", "see whether the memory bound is too low"
            ) from error
        if kind == "E":
            self.end()
            raise damaged(path, RuntimeError(json.loads(content)["message"]))
        self.without_network = bool(json.loads(content)["without_network"])

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: bytes, deadline: float) -> tuple[str, bytes]:
        """Send a request and return the answer.

        Raises:
            TimeoutError: if the answer is not there in time.
            EOFError: if the worker has died.
            BrokenPipeError: likewise.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(b"Q" + struct.pack(">Q", len(request)) + request)
        self._process.stdin.flush()
        return self._receive(deadline)

    def end(self) -> int:
        """Kill the process and return what it ended with."""
        code = self._process.poll()
        if code is None:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(0.05) if self._closed_its_end() else None
        if code is None:
            self._process.kill()
            code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        return code

    def _closed_its_end(self) -> bool:
        """Return whether the process is on its way out, so that its own reason for ending can be learnt."""
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], 0)
        return bool(ready)

    def _receive(self, deadline: float) -> tuple[str, bytes]:
        head = self._read(9, deadline)
        return head[:1].decode(), self._read(struct.unpack(">Q", head[1:])[0], deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        content = bytearray()
        while len(content) < size:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([handle], [], [], max(0.0, left))
            if not ready:
                raise TimeoutError
            piece = os.read(handle, min(size - len(content), 1 << 20))
            if not piece:
                raise EOFError
            content += piece
        return bytes(content)


def _end_idle(idle: queue.LifoQueue[_Worker | None]) -> None:
    seen = 0
    with suppress(queue.Empty):
        while True:
            worker = idle.get_nowait()
            seen += 1
            if worker:
                worker.end()
    for _ in range(seen):
        idle.put(None)
