"""A knowledge graph of the co-operation of the five largest IP offices, in which every fact shows the sentence that states it.

>>> import ip5kg
>>> kg = ip5kg.build("data/releases", out="build")  # doctest: +SKIP
>>> kg.query("participants", meeting=14)  # doctest: +SKIP
>>> print(kg.why("meeting/heads/14 hostedBy office/JP"))  # doctest: +SKIP

`build` makes a graph of releases, `open` opens one that was built, `extract` says what one release states.
Every mistake in a call or a file raises an `Ip5kgError`, which says in one line what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ip5kg.errors import Ip5kgError

if TYPE_CHECKING:  # they are found by __getattr__: `import ip5kg` is quick and loads no RDF library
    from ip5kg.graph import KnowledgeGraph
    from ip5kg.pipeline import Extraction, Progress

    __version__: str

__all__ = ["Ip5kgError", "KnowledgeGraph", "__version__", "build", "extract", "open"]


def build(
    paths: str | Path | Iterable[str | Path] | None = None,
    out: str | Path = "build",
    *,
    cache: str | Path | None = None,
    allow_private: bool = False,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Build the graph of the releases at `paths` into the folder `out`, and open it.

    Args:
        paths: a release, a folder of releases, the address of a page, or several of them; the releases that come with ip5kg
            where None.
        out: the folder to make; one that is there is replaced only by a whole new one.
        cache: a folder of official pages that `ip5kg fetch` has filled; they are read in place of their digests.
        allow_private: whether addresses of this machine and of local networks may be contacted, too.
        progress: called with the name of a step, how much of it is done, and how much there is.

    What was left out, and whether the graph conforms, is in the graph's `report`.

    Raises:
        UnreadableRelease: if a path does not exist, a page cannot be had, or none of the releases can be read.
        BadArgument: if there is no folder `cache`, or the releases together do not conform; `out` is then as it was before.
    """
    from ip5kg.graph import KnowledgeGraph

    return KnowledgeGraph.build(paths, out, cache=cache, allow_private=allow_private, progress=progress)


def open(folder: str | Path = "build") -> KnowledgeGraph:  # noqa: A001 -- ip5kg.open is the name that people expect
    """Open the graph that was built into `folder`.

    Raises:
        StoreError: if there is none, or it cannot be read.
    """
    from ip5kg.graph import KnowledgeGraph

    return KnowledgeGraph.open(folder)


def extract(path: str | Path, *, allow_private: bool = False) -> Extraction:
    """Return what one release states, a file or the page at an address; nothing is stored.

    Raises:
        UnreadableRelease: if the file cannot be read, or the page cannot be had.
    """
    from ip5kg import knowledge, pipeline
    from ip5kg.fetch import read_address
    from ip5kg.read import is_address, read_path

    page = is_address(str(path))
    return pipeline.extract(read_address(str(path), allow_private=allow_private) if page else read_path(Path(path)), knowledge.load())


def __getattr__(name: str) -> object:
    if name == "KnowledgeGraph":
        from ip5kg.graph import KnowledgeGraph

        return KnowledgeGraph
    if name == "__version__":
        from importlib.metadata import version

        return version("ip5kg")
    raise AttributeError(f"module 'ip5kg' has no attribute {name!r}")
