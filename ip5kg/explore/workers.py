"""Other people's queries, answered in a pool of worker processes while the server goes on serving.

Each worker (`ip5kg.store.worker`) has bounds on memory and answer and no sockets; here it gets its deadline. A worker that
passes it, dies, or works for somebody who has hung up is killed, and another one is started. All of this lives in
one event loop: pipes are read as they fill, nothing waits in a thread.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from ip5kg.errors import Ip5kgError, StoreError
from ip5kg.iris import BASE
from ip5kg.sparql import Prepared
from ip5kg.store import Limits
from ip5kg.store.bounded import command, died, order_of, refused, took_too_long
from ip5kg.store.embedded import identity

_RESERVE_SECONDS: Final = 0.4
"""Of a query's time, what it takes to end its process and to say so."""
_START_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.1
_MOST_WAITING: Final = 500
_PIECE: Final = 1 << 18


class Busy(Ip5kgError):
    """All workers are taken, and have been for a while."""

    def __init__(self) -> None:
        super().__init__("query", "all query processes are busy", "try again in a few seconds")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: kind `S` (solutions), `B` (a boolean) or `T` (triples), and its bytes, or a file that holds them.

    The file is the receiver's: open it and unlink it, or `take` what it holds.
    """

    kind: str
    content: bytes = b""
    file: Path | None = None

    def take(self) -> bytes:
        """Return the bytes, wherever they are; once only."""
        if self.file is None:
            return self.content
        content = self.file.read_bytes()
        self.file.unlink()
        return content


class Order(NamedTuple):
    """A query, and what a worker is told to do about it."""

    prepared: Prepared
    written: bytes


@dataclass(eq=False, slots=True)
class Job:
    """A query that was put to the pool: wait for its `answer`, and say so (`Pool.give_up`) if you no longer want it.

    The answer fails with BadQuery if the query is not valid or passes a bound, Busy if no worker comes free,
    StoreError if the store cannot be read.
    """

    order: Order
    answer: asyncio.Future[Reply]
    timer: asyncio.TimerHandle | None = None
    worker: _Worker | None = None

    @property
    def name(self) -> str:
        return self.order.prepared.name


class Pool:
    """Worker processes on one store.

    Args:
        path: the folder of the store.
        limits: of each query.
        size: how many queries are evaluated at once; others wait for their turn, at most `patience` seconds.
        patience: after which `Busy` is the answer; as long as a query may take, where None.
    """

    def __init__(self, path: Path, limits: Limits, size: int = 4, patience: float | None = None) -> None:
        self.path, self.limits, self.size, self.patience = path, limits, size, patience or limits.seconds
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._waiting: deque[Job] = deque()
        self._spool = tempfile.mkdtemp(prefix="ip5kg-answers-")
        self._version, self._look_again = (0, 0), 0.0

    def order(
        self,
        prepared: Prepared,
        *,
        results: str = "json",
        graph: str = "ntriples",
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Order:
        """Return what a worker shall be told to do; arguments as for `BoundedStore.answer`."""
        written = order_of(
            prepared,
            self.limits,
            results=results,
            graph=graph,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            prefixes=prefixes,
            base=BASE,
            spool=self._spool,
        )
        return Order(prepared, written)

    def put(self, order: Order) -> Job:
        """Put a query to the workers."""
        loop = asyncio.get_running_loop()
        job = Job(order, loop.create_future())
        if len(self._waiting) >= _MOST_WAITING:
            job.answer.set_exception(Busy())
            return job
        self._waiting.append(job)
        self._distribute()
        self._replenish()
        if job.worker is None and not job.answer.done():
            job.timer = loop.call_later(self.patience, self._turn_away, job)
        return job

    def warm(self) -> None:
        """Start the workers before the first query comes; call it in the event loop that will put the queries."""
        self._replenish()

    def give_up(self, job: Job) -> None:
        """Drop a query: its worker, which cannot be told to stop, is killed if it is still at it."""
        if not job.answer.done():
            job.answer.cancel()
            self._finish(job)

    def close(self) -> None:
        """End all workers; queries that are not answered yet fail."""
        for job in list(self._waiting):
            self._fail(job, Busy())
        for worker in list(self._all):
            worker.end()
        self._all.clear()
        self._idle.clear()
        shutil.rmtree(self._spool, ignore_errors=True)

    def _distribute(self) -> None:
        """Give waiting jobs to workers that are free."""
        while self._waiting:
            if self._waiting[0].answer.done():
                self._waiting.popleft()
            elif (worker := self._free_worker()) is not None:
                self._begin(self._waiting.popleft(), worker)
            else:
                return

    def _free_worker(self) -> _Worker | None:
        current = self._current() if self._idle else None
        while self._idle:
            worker = self._idle.pop()
            if worker.version == current:
                return worker
            self._drop(worker)
            self._replenish()
        return None

    def _replenish(self) -> None:
        """Have all workers up, so that no query waits for one to start but the first."""
        try:
            while len(self._all) < self.size:
                self._all.add(_Worker(self, self._current()))
        except OSError as error:
            if not self._all:
                self._fail_waiting(f"no query process can be started: {error.strerror or error}", "try again later")

    def _current(self) -> tuple[int, int]:
        """Which store lies in the folder now; looked up ten times a second at most."""
        now = asyncio.get_running_loop().time()
        if now >= self._look_again:
            self._look_again, self._version = now + _LOOK_SECONDS, identity(self.path)
        return self._version

    def _begin(self, job: Job, worker: _Worker) -> None:
        if job.timer:
            job.timer.cancel()
        job.worker, worker.job = worker, job
        seconds = max(self.limits.seconds - _RESERVE_SECONDS, self.limits.seconds / 2)
        job.timer = asyncio.get_running_loop().call_later(seconds, self._expire, job)
        worker.send(job.order.written)

    def _turn_away(self, job: Job) -> None:
        if any(worker.ready for worker in self._all):
            self._fail(job, Busy())
        else:  # none is busy, all are starting
            job.timer = asyncio.get_running_loop().call_later(self.patience, self._turn_away, job)

    def _expire(self, job: Job) -> None:
        self._fail(job, took_too_long(job.name, self.limits))

    def _fail(self, job: Job, error: Exception) -> None:
        if not job.answer.done():
            job.answer.set_exception(error)
        self._finish(job)

    def _finish(self, job: Job) -> None:
        """Clear up behind a job that is over."""
        if job.timer:
            job.timer.cancel()
        worker, job.worker = job.worker, None
        if worker is not None and worker.job is job:
            self._drop(worker)
            self._replenish()
        if self._waiting:
            self._distribute()

    # What the workers report.

    def started(self, worker: _Worker) -> None:
        """Take note that a worker is up."""
        self._idle.append(worker)
        self._distribute()

    def answered(self, worker: _Worker, kind: str, content: bytes) -> None:
        """Pass an answer on, and give the worker the next query."""
        job, worker.job = worker.job, None
        failure = json.loads(content) if kind == "E" else None
        if failure and failure["kind"] == "memory":
            self._drop(worker)  # its heap is in pieces
            self._replenish()
        elif worker in self._all:
            self._idle.append(worker)
        if job is None or job.answer.done():
            _discard(kind, content)
        elif failure:
            job.answer.set_exception(refused(job.order.prepared, failure, self.path, self.limits))
        elif kind == "F":
            told = json.loads(content)
            job.answer.set_result(Reply(told["kind"], file=Path(told["file"])))
        else:
            job.answer.set_result(Reply(kind, content))
        if job is not None:
            self._finish(job)

    def lost(self, worker: _Worker, code: int) -> None:
        """Tell of a worker that has ended by itself."""
        job, worker.job = worker.job, None
        self._drop(worker)
        if worker.ready:
            self._replenish()
            if job is not None:
                self._fail(job, died(job.name, code, self.limits))
            return
        # There is no point in starting another one now; the next query will try.
        self._fail_waiting(f"its query process does not start ({worker.complaint or code})", "build it again")

    def _fail_waiting(self, what: str, remedy: str) -> None:
        for job in list(self._waiting):
            self._fail(job, StoreError(str(self.path), what, remedy))

    def _drop(self, worker: _Worker) -> None:
        self._all.discard(worker)
        with suppress(ValueError):
            self._idle.remove(worker)
        worker.end()


def _discard(kind: str, content: bytes) -> None:
    if kind == "F":
        Path(json.loads(content)["file"]).unlink(missing_ok=True)


@dataclass(eq=False, slots=True)
class _Worker:
    """The server's end of a worker process."""

    pool: Pool
    version: tuple[int, int]
    ready: bool = False
    complaint: str = ""
    job: Job | None = None
    _process: subprocess.Popen[bytes] = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _received: bytearray = field(default_factory=bytearray)
    _unsent: bytes = b""
    _ended: bool = False

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 – our own interpreter with our own module
            command(self.pool.path, self.pool.limits.memory), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._loop = asyncio.get_running_loop()
        for handle in self._handles():
            os.set_blocking(handle, False)
        self._loop.add_reader(self._handles()[1], self._readable)
        self._loop.call_later(_START_SECONDS, self._hung)

    def _handles(self) -> tuple[int, int]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin.fileno(), self._process.stdout.fileno()

    def send(self, order: bytes) -> None:
        """Give the worker its order; what the pipe does not take at once follows as it empties."""
        self._unsent = b"Q" + struct.pack(">Q", len(order)) + order
        self._write()
        if self._unsent:
            self._loop.add_writer(self._handles()[0], self._write)

    def _write(self) -> None:
        try:
            sent = os.write(self._handles()[0], self._unsent)
        except BlockingIOError:
            return
        except OSError:
            sent = len(self._unsent)  # it is dead; reading will tell
        self._unsent = self._unsent[sent:]
        if not self._unsent:
            self._loop.remove_writer(self._handles()[0])

    def _hung(self) -> None:
        if not self.ready and not self._ended:
            self.pool.lost(self, self.end())

    def _readable(self) -> None:
        try:
            piece = os.read(self._handles()[1], _PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._loop.remove_reader(self._handles()[1])
            self.pool.lost(self, self.end(by_itself=True))
            return
        self._received += piece
        while len(self._received) >= 9:
            kind, size = chr(self._received[0]), struct.unpack_from(">Q", self._received, 1)[0]
            if len(self._received) < 9 + size:
                return
            content = bytes(self._received[9 : 9 + size])
            del self._received[: 9 + size]
            if kind == "R":
                self.ready = True
                self.pool.started(self)
            elif not self.ready:
                self.complaint = json.loads(content)["message"]
            else:
                self.pool.answered(self, kind, content)

    def end(self, *, by_itself: bool = False) -> int:
        """Let go of the process, killing it if it runs still; return what it ended with, as far as that is known at once.

        Args:
            by_itself: whether it is on its way out already: then its own reason for ending is worth a moment.
        """
        if self._ended:
            return self._process.returncode or 0
        self._ended = True
        with suppress(OSError, ValueError, RuntimeError):
            self._loop.remove_reader(self._handles()[1])
            self._loop.remove_writer(self._handles()[0])
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            if by_itself:
                return self._process.wait(0.05)
        self._process.kill()
        self._reap()
        return self._process.returncode or -signal.SIGKILL

    def _reap(self) -> None:
        """Have the kernel forget the process; one that held much memory takes a while to go."""
        if self._loop.is_closed() or not self._loop.is_running():
            self._process.wait()
        elif self._process.poll() is None:
            self._loop.call_later(0.02, self._reap)
