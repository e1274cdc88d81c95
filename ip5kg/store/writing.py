"""Writing stores: always a new folder that takes the old one's place when it is whole.

Oxigraph forbids writing while others read, so a store is never changed in place. To change a few graphs of a large one,
`editing` starts from a copy that shares the unchanged files with it (hard links) and costs milliseconds.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ip5kg import iris
from ip5kg.errors import StoreError
from ip5kg.store.embedded import FORMAT, Store, damaged, locate
from ip5kg.store.place import MARK, new_folder, unwritable

STORE: Final = "store"
"""The folder of the store in a build folder."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a store holds."""

    quads: int
    graphs: int


def write(path: Path, quads: Iterable[ox.Quad], wait: float = 60.0) -> Holdings:
    """Write a new store to `path`; one that is there stays readable until the new one is whole.

    Args:
        path: the folder of the store.
        quads: all that it shall hold, in any order; they are streamed. Sorted ones load fastest.
        wait: seconds to wait for another process that is writing there.

    Raises:
        StoreError: if the place cannot be written to, or a triple stands in two graphs.
    """
    with new_folder(path, wait) as folder:
        return fill(folder, quads, path)


def fill(folder: Path, quads: Iterable[ox.Quad], name: Path | None = None) -> Holdings:
    """Write a store into a folder that nobody reads yet; `name` is what messages call it."""
    with _failing(name or folder):
        inner = ox.Store(str(folder))
    # Errors of the source of the quads are its own, and pass.
    inner.bulk_extend(quads)
    return _finish(inner, folder, name or folder)


class Editor:
    """A private copy of a store, in which graphs may be replaced and dropped."""

    def __init__(self, folder: Path, name: Path) -> None:
        self._name = name
        with _failing(name):
            self._inner: ox.Store | None = ox.Store(str(folder))

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Replace what stands in a graph (by its IRI).

        Raises:
            StoreError: if one of the quads stands in another graph, one of the triples stands in another graph already,
                or the copy cannot be written.
        """
        node, new = ox.NamedNode(graph), list(quads)
        if strange := next((quad for quad in new if quad.graph_name != node), None):
            raise StoreError(str(self._name), f"{strange.graph_name} is not the graph {node}", "replace each graph by itself")
        with _failing(self._name):
            self._store.remove_graph(node)
            self._store.extend(new)
            for quad in new:
                for other in self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object):
                    if other.graph_name != node:
                        raise _in_two_graphs(self._name, str(quad.triple), str(node), str(other.graph_name))

    def drop(self, release: str) -> None:
        """Take a release out, by its name: its claims with their evidence, and its text.

        Raises:
            StoreError: if the store holds no such release, or the copy cannot be written.
        """
        with _failing(self._name):
            held = [graph for graph in self._store.named_graphs() if graph.value in (iris.release_graph(release), iris.text_graph(release))]
            if not held:
                raise StoreError(str(self._name), f"holds no release {release!r}", "check the name of the release")
            for graph in held:
                self._store.remove_graph(graph)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of a graph (by its IRI) or of all, as they stand now."""
        with _failing(self._name):
            yield from self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    @property
    def _store(self) -> ox.Store:
        if self._inner is None:
            raise StoreError(str(self._name), "is no longer being edited", "edit it again")
        return self._inner

    def _close(self, folder: Path, *, finish: bool) -> None:
        if finish:
            _finish(self._store, folder, self._name, checked=True)
        self._inner = None  # Oxigraph lets go of its files with the last reference


@contextmanager
def editing(path: Path, wait: float = 60.0) -> Iterator[Editor]:
    """Change a store: all of the block's changes become visible at once when it ends, or none if it fails.

    Raises:
        StoreError: if there is no such store, it cannot be read or written, or a triple would stand in two graphs.
    """
    path = locate(path)
    with new_folder(path, wait) as folder:
        copy(path, folder)
        editor = Editor(folder, path)
        finished = False
        try:
            yield editor
            finished = True
        finally:
            editor._close(folder, finish=finished)  # noqa: SLF001 – the two are one


def copy(path: Path, folder: Path) -> None:
    """Copy a store into an empty folder; on the same file system the files are shared by hard links.

    Raises:
        StoreError: if there is no such store, or the copy cannot be written.
    """
    with Store.open(path) as store, _failing(path):
        folder.rmdir()  # Oxigraph wants to make it itself
        store.inner.backup(str(folder))


@dataclass
class BuildFolder:
    """A build folder in the making."""

    path: Path
    refused: bool = False

    def store(self, quads: Iterable[ox.Quad]) -> Holdings:
        """Write the store of this build.

        Raises:
            StoreError: if it cannot be written, or a triple stands in two graphs.
        """
        folder = self.path / STORE
        folder.mkdir()
        return fill(folder, quads)

    def refuse(self) -> None:
        """Do not put this build in place: the one that stands there stays, and this one goes to `NAME.refused`, without its store."""
        self.refused = True


@contextmanager
def building(out: Path, wait: float = 60.0) -> Iterator[BuildFolder]:
    """Yield a new build folder and put it in the place of `out` at the end of the block, if that ends without an error.

    Raises:
        BadArgument: if `out` is a file or a symbolic link.
        StoreError: if another process is writing there, or the place cannot be written to.
    """
    aside = out.parent / f"{out.name}.refused"
    with contextlib.suppress(_Refused):
        with new_folder(out, wait) as new:
            folder = BuildFolder(new)
            yield folder
            if folder.refused:
                _set_aside(new, aside)
                raise _Refused
        if aside.is_dir():
            shutil.rmtree(aside)  # it told of a build that is now overtaken


class _Refused(Exception):
    pass


def _set_aside(new: Path, aside: Path) -> None:
    if aside.is_dir():
        shutil.rmtree(aside)
    if (new / STORE).is_dir():
        shutil.rmtree(new / STORE)
    new.rename(aside)


def shared_triple(inner: ox.Store) -> tuple[str, str, str] | None:
    """Return a triple that stands in two graphs (as N-Triples), and these graphs; or None if there is no such triple.

    Counting is done inside Oxigraph, predicate by predicate, so that memory stays small: 0.25 s for 100,000 quads.
    """
    for row in _rows(inner, "SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }"):
        pattern = f"GRAPH ?g {{ ?s {row['p']} ?o }}"
        if _count(inner, pattern, "") != _count(inner, pattern, "DISTINCT"):
            other = f"GRAPH ?h {{ ?s {row['p']} ?o }} FILTER(STR(?g) < STR(?h))"
            first = next(_rows(inner, f"SELECT * {{ {pattern} {other} }} LIMIT 1"))
            return f"{first['s']} {row['p']} {first['o']}", str(first["g"]), str(first["h"])
    return None


def _count(inner: ox.Store, pattern: str, distinct: str) -> int:
    row = next(_rows(inner, f"SELECT (COUNT(*) AS ?n) {{ SELECT {distinct} ?s ?o {{ {pattern} }} }}"))
    return int(str(getattr(row["n"], "value", 0)))


def _rows(inner: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    answer = inner.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return iter(answer)


def _finish(inner: ox.Store, folder: Path, name: Path, *, checked: bool = False) -> Holdings:
    """Check a store, have it written out, and mark it as whole."""
    with _failing(name):
        if not checked and (found := shared_triple(inner)):
            raise _in_two_graphs(name, *found)
        holdings = Holdings(len(inner), sum(1 for _ in inner.named_graphs()))
        inner.flush()
        mark = {"format": FORMAT, "quads": holdings.quads, "graphs": holdings.graphs, "oxigraph": ox.__version__}
        (folder / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
    return holdings


def _in_two_graphs(name: Path, triple: str, one: str, other: str) -> StoreError:
    # Oxigraph would count such a triple twice in every answer.
    return StoreError(str(name), f"would hold the triple {triple} in two graphs, {one} and {other}", "report this: it is a fault of ip5kg")


@contextmanager
def _failing(name: Path) -> Iterator[None]:
    """Tell of what Oxigraph or the disk refuses, in our words."""
    try:
        yield
    except OSError as error:
        raise unwritable(name, error) from error
    except RuntimeError as error:
        raise damaged(name, error) from error


__all__ = ["STORE", "BuildFolder", "Editor", "Holdings", "building", "copy", "editing", "fill", "shared_triple", "write"]
