"""What the explorer serves: a graph, the workers that answer other people's queries, and where both come from."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Final, cast

from starlette.requests import Request

from ip5kg import __version__
from ip5kg.graph import KnowledgeGraph
from ip5kg.store import Limits
from ip5kg.store.embedded import identity, locate

QUERY_LIMITS: Final = Limits(seconds=5.0, memory=1_536 * 2**20, rows=100_000, bytes=64_000_000)
"""Of one query at the endpoint (`RELIABILITY`: 5 s, 1.5 GB, 100,000 rows)."""


class Site:
    """An open graph and the settings of the explorer.

    Args:
        folder: a build folder, or any folder with a `store` in it.
        built: the build folder whose reports may be shown; None where a file of somebody's is served.
        limits: of one query at the endpoint.
        workers: how many queries are answered at once.
        hosts: names under which the explorer may be called; None for any (see `delivery`).
        shared: whether web pages from anywhere may read the data (CORS), and not those of this machine alone.
        title: what is served, as people call it.
    """

    def __init__(
        self,
        folder: Path,
        built: Path | None = None,
        *,
        limits: Limits = QUERY_LIMITS,
        workers: int = 4,
        hosts: frozenset[str] | None = None,
        shared: bool = True,
        title: str = "ip5kg",
    ) -> None:
        from ip5kg.explore.workers import Pool

        self.shared = shared
        self.pages: object = None  # what the pages keep in mind of the graph
        self.folder, self.built, self.hosts, self.title, self.limits = folder, built, hosts, title, limits
        self._path = locate(folder)
        self._lock = threading.Lock()
        self._graph = KnowledgeGraph.open(folder)
        self._identity = identity(self._path)
        self.workers = Pool(self._path, limits, workers)

    @property
    def graph(self) -> KnowledgeGraph:
        """The graph as it stands now: when another build takes its place, that one is opened.

        Raises:
            StoreError: if it is gone or damaged.
        """
        found = identity(self._path)
        if found != self._identity:
            with self._lock:
                if found != self._identity:
                    self._graph, self._identity = KnowledgeGraph.open(self.folder), found
        return self._graph

    @property
    def version(self) -> str:
        """A short text that changes with the graph and with the program."""
        return hashlib.sha256(f"{__version__} {identity(self._path)}".encode()).hexdigest()[:16]

    def close(self) -> None:
        """End the workers and let go of the files."""
        self.workers.close()
        self._graph.close()


def site_of(request: Request) -> Site:
    """Return the site that a request is put to."""
    return cast("Site", request.app.state.site)
