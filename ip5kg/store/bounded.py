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
        chosen = default_graphs is not None or named_graphs is not None
        request = {
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
            "max_rows": self.limits.rows,
            "max_bytes": self.limits.bytes,
        }
        return self._run(prepared, request)

    def _answer(self, query: str, bindings: Bindings, name: str, *forms: Form) -> Answered:
        check_form(self._prepare(query, bindings, name), *forms)
        return self.answer(query, bindings, name=name)

    def _prepare(self, query: str, bindings: Bindings, name: str) -> Prepared:
        # Which graphs the store holds, the worker knows.
        return prepare(query, bindings, name=name, graph_is_known=lambda _: True)

    def _run(self, prepared: Prepared, request: Mapping[str, object]) -> Answered:
        deadline = time.monotonic() + self.limits.seconds
        with self._worker() as worker:
            try:
                kind, content = worker.ask(json.dumps(request).encode(), deadline)
            except TimeoutError:
                worker.end()
                raise self._too_much(prepared.name, f"took longer than {self.limits.seconds:g} s") from None
            except (EOFError, BrokenPipeError):
                raise self._died(prepared.name, worker.end()) from None
            if kind != "E":
                return Answered(kind, content)
            failure = json.loads(content)
            if failure["kind"] == "memory":
                worker.end()
        match failure["kind"]:
            case "syntax":
                raise prepared.syntax_error(failure["message"])
            case "graph":
                raise unknown_graph(prepared.name, failure["message"])
            case "limit":
                raise self._too_much(prepared.name, failure["message"])
            case "memory":
                raise self._too_much(prepared.name, f"needed more than {self.limits.memory // 2**20:,} MB of memory")
        raise failed(self.path, prepared.name, (OSError if failure["kind"] == "store" else RuntimeError)(failure["message"]))

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

    def _died(self, name: str, code: int) -> BadQuery:
        if code == -signal.SIGSEGV:
            return BadQuery(name, "is too deeply nested or too long for the engine", "simplify it")
        if code not in (-signal.SIGABRT, -signal.SIGKILL):
            return BadQuery(name, f"ended its query process ({code})", "report this query: it is a fault of ip5kg or of the engine")
        return self._too_much(name, f"needed more than {self.limits.memory // 2**20:,} MB of memory")

    @staticmethod
    def _too_much(name: str, what: str) -> BadQuery:
        return BadQuery(name, what, "ask for less: add conditions or LIMIT")


class _Worker:
    """The parent's end of a worker process."""

    def __init__(self, path: Path, memory: int) -> None:
        self.version = identity(path)
        self._path = path
        # By its path and with -P: neither the folder it lies in nor the current one may shadow a module.
        command = [sys.executable, "-P", str(_WORKER), str(path), MARK, str(memory)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
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
