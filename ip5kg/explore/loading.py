"""A file of RDF made into a store that the explorer can serve.

The file may be anybody's, so it is parsed in a child process with bounds; blank nodes, the default graph and triples that
stand in two graphs are taken as they are.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from ip5kg.errors import BadArgument, Ip5kgError, printable
from ip5kg.store.embedded import FORMAT
from ip5kg.store.place import MARK
from ip5kg.validation import bounded

FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}
LARGEST: Final = 4_096  # MB
_SECONDS: Final = 30
_MEGABYTES: Final = 2_000


@contextlib.contextmanager
def loaded(file: Path) -> Iterator[Path]:
    """Yield a folder with a store that holds what a file holds; it is removed at the end of the block.

    Raises:
        Ip5kgError: if the file cannot be read, with the line where it does not parse.
        BoundExceeded: if it takes too long or too much memory.
    """
    megabytes = _size(file) // 2**20
    folder = Path(tempfile.mkdtemp(prefix="ip5kg-explore-"))
    try:
        bounded.call(
            "ip5kg.explore.loading:load",
            {"path": str(file.absolute()), "folder": str(folder / "store")},
            where=file.name,
            seconds=_SECONDS + 2 * megabytes,
            megabytes=_MEGABYTES + 4 * megabytes,
        )
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(path: str, folder: str) -> dict[str, Any]:
    """Load a file into a new store, in this process; `loaded` calls it in a child. Returns how much there is."""
    file, place = Path(path), Path(folder)
    store = ox.Store(folder)
    kind = FORMATS[file.suffix.lower()]
    try:
        store.bulk_load(path=path, format=kind, base_iri=None if kind.supports_datasets else "urn:ip5kg:file:")
    except SyntaxError as error:
        raise Ip5kgError(file.name, f"does not parse: {printable(str(error))[:200]}", "mend the file") from None
    except (OSError, ValueError) as error:
        raise Ip5kgError(file.name, f"cannot be read: {printable(str(error))[:200]}", "check the file") from None
    store.flush()
    found = {"quads": len(store), "graphs": sum(1 for _ in store.named_graphs())}
    if not found["quads"]:
        raise Ip5kgError(file.name, "holds no statements", "give a file of RDF")
    (place / MARK).write_text(json.dumps({"format": FORMAT, **found, "oxigraph": ox.__version__}) + "\n", encoding="utf-8")
    return found


def _size(file: Path) -> int:
    if file.suffix.lower() not in FORMATS:
        raise BadArgument(file.name, "is in no format that can be shown", f"give a file ending in {', '.join(FORMATS)}")
    try:
        found = file.stat()
    except OSError as error:
        raise BadArgument(str(file), f"cannot be read: {error.strerror or error}", "check the path") from None
    if not stat.S_ISREG(found.st_mode):
        raise BadArgument(file.name, "is no ordinary file", "give the path of a file")
    if found.st_size > LARGEST * 2**20:
        raise BadArgument(file.name, f"is larger than {LARGEST:,} MB", "build a store of it")
    return found.st_size
