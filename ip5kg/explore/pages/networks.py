"""The networks that the pages show: each is worked out once, and a page does not wait for one that takes long.

On a graph of a hundred releases a network takes a fraction of a second, on one of ten thousand it takes minutes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

Make = Callable[[str, str | None], "nx.MultiDiGraph[str]"]
"""Makes the network of a view as of a date."""

_KEPT: Final = 40
_AT_ONCE: Final = 4
"""Networks that are worked out at the same time; more are refused until one of them is done."""


class _Job:
    def __init__(self) -> None:
        self.done = threading.Event()
        self.graph: nx.MultiDiGraph[str] | None = None
        self.error: Exception | None = None


class Networks:
    """The networks of one graph.

    Args:
        make: makes one.
        patience: how many seconds a page waits for one; None for as long as it takes.
    """

    def __init__(self, make: Make, patience: float | None = None) -> None:
        self._make, self._patience = make, patience
        self._jobs: OrderedDict[tuple[str, str | None], _Job] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, view: str, as_of: str | None) -> nx.MultiDiGraph[str] | None:
        """Return a network, or None while it is being worked out.

        Raises:
            Ip5kgError: what kept it from being made.
        """
        key = (view, as_of)
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                if sum(not known.done.is_set() for known in self._jobs.values()) >= _AT_ONCE:
                    return None
                job = self._jobs[key] = _Job()
                threading.Thread(target=self._work, args=(key, job), daemon=True).start()
            self._jobs.move_to_end(key)
            for old in [k for k, known in self._jobs.items() if known.done.is_set()][: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[old]
        job.done.wait(self._patience)
        if job.error is not None:
            with self._lock:
                self._jobs.pop(key, None)  # asked again, it is tried again
            raise job.error
        return job.graph

    def _work(self, key: tuple[str, str | None], job: _Job) -> None:
        try:
            job.graph = self._make(*key)
        except Exception as error:  # noqa: BLE001 – it is raised where somebody waits for it
            job.error = error
        finally:
            job.done.set()
