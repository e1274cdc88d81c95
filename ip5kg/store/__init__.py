"""The stage "store": quads on disk, and the doors to them.

with building(Path("build")) as folder:      # a new build, put in place when it is whole
    folder.store(quads)
with Store.open(Path("build")) as store:     # reading in this process: fast, for queries that one trusts
    store.select("SELECT ?m { ?m ip5:hostedBy office:KR }")
with BoundedStore(Path("build")) as store:   # reading in a process with bounds: for anybody's queries
    store.select(text)
"""

from __future__ import annotations

from ip5kg.store.bounded import BoundedStore, Limits
from ip5kg.store.embedded import Store
from ip5kg.store.place import new_folder, write_lock
from ip5kg.store.writing import BuildFolder, Editor, Holdings, building, copy, editing, write

__all__ = [
    "BoundedStore",
    "BuildFolder",
    "Editor",
    "Holdings",
    "Limits",
    "Store",
    "building",
    "copy",
    "editing",
    "new_folder",
    "write",
    "write_lock",
]
