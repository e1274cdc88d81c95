"""The embedded store: an Oxigraph database on disk, opened for reading.

The default graph of every query is the union of all graphs, so that `SELECT ?m { ?m ip5:hostedBy ?o }` just works.
Oxigraph's union does not remove duplicates; it need not, since no triple of ours stands in two graphs (see `writing`).
A query that names its graphs with FROM gets these and no others.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

import pyoxigraph as ox

from ip5kg.errors import BadQuery, StoreError
from ip5kg.results import Table
from ip5kg.sparql import NO_BINDINGS, Bindings, Form, Prepared, prepare
from ip5kg.store.place import MARK, rebuild_command

if TYPE_CHECKING:
    from rdflib import Dataset

Opened = TypeVar("Opened")
_MOST_REPLACEMENTS: Final = 10
FORMAT: Final = 1
"""Of the store's folder; a store of another format is not opened but rebuilt."""


class Held(NamedTuple):
    """A folder that stays the same for us, whatever takes its place: handles on it and on its locked mark."""

    folder: int
    mark: int
    place: str
    """A path that leads to this very folder."""

    def release(self) -> None:
        os.close(self.mark)
        os.close(self.folder)


class Store:
    """An open store. It is read only: to change it, build another in its place (see `writing`).

    Queries run in this process and cannot be interrupted; for other people's queries take `BoundedStore`.
    """

    def __init__(self, inner: ox.Store, path: Path | None = None, held: Held | None = None) -> None:
        self._inner: ox.Store | None = inner
        self._release = weakref.finalize(self, held.release) if held else None
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store in a folder, or in the folder `store` of a build folder.

        Raises:
            StoreError: if there is none, or it is damaged; the message names the command that rebuilds it.
        """
        path = locate(path)
        return while_replaced(path, lambda: cls._open(path))

    @classmethod
    def _open(cls, path: Path) -> Self:
        held = _hold(path)
        try:
            return cls(ox.Store.read_only(held.place), path, held)
        except (OSError, RuntimeError) as error:
            held.release()
            raise damaged(path, error, held.place) from error

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Self:
        """Return a store in memory that holds `quads`."""
        inner = ox.Store()
        inner.extend(quads)
        return cls(inner)

    def close(self) -> None:
        """Let go of the files. Closing twice does no harm."""
        self._inner = None
        if self._release:
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def inner(self) -> ox.Store:
        """The pyoxigraph store.

        Raises:
            StoreError: if the store was closed.
        """
        if self._inner is None:
            raise StoreError(str(self.path or "store in memory"), "is closed", "open it again")
        return self._inner

    def select(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> Table:
        """Answer a SELECT query.

        Args:
            query: the text; prefixes of `sparql.KNOWN_PREFIXES` need not be declared.
            bindings: terms for variables that are parameters.
            name: how messages call the query.

        Raises:
            BadQuery: if the query is not valid, or not of this form.
            StoreError: if the store cannot be read.
        """
        answer = self._answer(query, bindings, name, "select")
        with self._reading():
            assert isinstance(answer, ox.QuerySolutions)
            return Table(tuple(variable.value for variable in answer.variables), tuple(tuple(row) for row in answer))

    def rows(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> Iterator[dict[str, str]]:
        """Yield the rows of a SELECT query one by one, as plain texts, without what is unbound; arguments and errors as for `select`.

        Unlike a table the rows need no room together: an answer may have millions.
        """
        answer = self._answer(query, bindings, name, "select")
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        with self._reading():
            for row in answer:
                yield {key: str(term) if isinstance(term, ox.Triple) else term.value for key, term in zip(names, row, strict=True) if term}

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> bool:
        """Answer an ASK query; arguments and errors as for `select`."""
        return bool(self._answer(query, bindings, name, "ask"))

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS, *, name: str = "query") -> tuple[ox.Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query; arguments and errors as for `select`. Each triple comes once."""
        answer = self._answer(query, bindings, name, "construct", "describe")
        with self._reading():
            assert isinstance(answer, ox.QueryTriples)
            return tuple(dict.fromkeys(answer))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of a graph (by its IRI) or of all; the order is the store's own.

        Raises:
            StoreError: if the store cannot be read.
        """
        with self._reading():
            yield from self.inner.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs, in the order of the alphabet.

        Raises:
            StoreError: if the store cannot be read.
        """
        with self._reading():
            return tuple(sorted(graph.value for graph in self.inner.named_graphs()))

    def __len__(self) -> int:
        with self._reading():
            return len(self.inner)

    def dataset(self) -> Dataset:
        """Return the store as an `rdflib.Dataset` with the union as its default graph, so that bare patterns find everything.

        It is a view, not a copy, and read only.
        """
        from ip5kg.store.view import dataset

        return dataset(self.inner)

    def _answer(self, query: str, bindings: Bindings, name: str, *forms: Form) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        inner = self.inner
        prepared = prepare(query, bindings, name=name, graph_is_known=lambda iri: contains(inner, iri))
        check_form(prepared, *forms)
        try:
            return inner.query(prepared.text, use_default_graph_as_union=not prepared.has_dataset)
        except SyntaxError as error:
            raise prepared.syntax_error(str(error)) from error
        except (OSError, RuntimeError) as error:
            raise failed(self.path, name, error) from error

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise damaged(self.path, error) from error


def contains(inner: ox.Store, iri: str) -> bool:
    """Return whether a store has a graph of that name."""
    try:
        return inner.contains_named_graph(ox.NamedNode(iri))
    except ValueError:
        return False


def check_form(prepared: Prepared, *forms: Form) -> None:
    """Check that a query is of one of the forms that the caller can take.

    Raises:
        BadQuery: if it is not.
    """
    if prepared.form not in forms:
        wanted = " or ".join(form.upper() for form in forms)
        method = "construct" if prepared.form == "describe" else prepared.form
        raise BadQuery(prepared.name, f"is of the form {prepared.form.upper()}, not {wanted}", f"ask it with {method}()")


def locate(path: Path) -> Path:
    """Return the folder of the store that `path` means: itself, or its folder `store`."""
    return path / "store" if (path / "store").is_dir() and not (path / MARK).is_file() else path


def while_replaced(path: Path, opening: Callable[[], Opened]) -> Opened:
    """Open a store; if that fails because another took its place in this very moment, open that one."""
    for _ in range(_MOST_REPLACEMENTS):
        before = identity(path)
        try:
            return opening()
        except StoreError:
            if identity(path) == before:
                raise
    return opening()


def identity(path: Path) -> tuple[int, int]:
    """Return what changes when another store takes the place of this one."""
    try:
        found = (path / MARK).stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def damaged(path: Path | None, error: Exception, place: str | None = None) -> StoreError:
    """Return the error for a store that cannot be read."""
    if path is None:
        return StoreError("store in memory", f"cannot be read: {error}", "build it again")
    reason = re.sub(r"/proc/self/fd/[0-9]{1,9}/?", "", " ".join(str(error).split()).replace(f"{place or path}/", ""))
    return StoreError(str(path), f"is damaged: {reason[:200]}", rebuild_command(path))


def failed(path: Path | None, name: str, error: Exception) -> BadQuery | StoreError:
    """Return the error for a query that an engine could not evaluate, by whose fault it is."""
    if isinstance(error, OSError) or "Corruption" in str(error) or "IO error" in str(error):
        return damaged(path, error)
    return BadQuery(name, f"cannot be evaluated: {' '.join(str(error).split())[:160]}", "change the query")


def _hold(path: Path) -> Held:
    """Check that a store is whole and of our format, and hold on to it: no writer removes the folder while its mark is locked."""
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(str(path), "there is no store", rebuild_command(path).replace("rebuild", "build")) from None
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}", "check its permissions") from error
    try:
        mark = os.open(MARK, os.O_RDONLY, dir_fd=folder)
    except OSError as error:
        os.close(folder)
        raise StoreError(str(path), f"is no whole store: {MARK} is missing or unreadable", rebuild_command(path)) from error
    # Oxigraph opens its files by path, some of them late; by this path they are always those of one and the same folder.
    fixed = f"/proc/self/fd/{folder}"
    held = Held(folder, mark, fixed if Path(fixed).is_dir() else str(path))
    try:
        found = json.loads(os.read(mark, 10_000)).get("format")
    except (OSError, ValueError, AttributeError):
        found = None
    if found != FORMAT:
        held.release()
        what = f"is of format {found}, not {FORMAT}" if isinstance(found, int) else f"is damaged: {MARK} cannot be read"
        raise StoreError(str(path), what, rebuild_command(path))
    with contextlib.suppress(OSError):  # a file system without locks; then no writer can ask for ours either
        fcntl.flock(mark, fcntl.LOCK_SH)
    return held
