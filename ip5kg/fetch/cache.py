"""Pages kept on this machine: each as it came, with a small file that says where it came from, when, and what it must be.

    ID.<beginning of its checksum>.html   the page
    ID.json                               address, date, status, checksum, what the server said of its state

The page is written first, under a name that no other page has, then the JSON that names it: whoever stops in between
finds the state of before. A page whose checksum is not the one noted counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from ip5kg.errors import BadArgument, Ip5kgError

_ENDINGS: Final = {"text/html": ".html", "application/xhtml+xml": ".xhtml", "application/pdf": ".pdf", "text/plain": ".txt"}
_LARGEST = 64 * 1024 * 1024


class CacheError(Ip5kgError):
    """A cache that cannot be written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of the page of one digest."""

    id: str
    address: str
    """As the digest gives it."""
    status: int
    """Of the last answer: 200, or 404 and 410 where the page is gone."""
    fetched: str
    """When the page was last asked for: `2026-11-22T10:00:00Z`."""
    source: str | None = None
    """Where the bytes came from: the address after redirects, or that of the archived copy."""
    archived: str | None = None
    """The date of the archived copy, if it is one: `20210624120000`."""
    media_type: str | None = None
    sha256: str | None = None
    file: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def has_page(self) -> bool:
        return self.file is not None


@dataclass(frozen=True, slots=True)
class Cache:
    """The pages in a folder; it is made when the first is kept."""

    folder: Path

    @classmethod
    def existing(cls, folder: Path) -> Cache:
        """Return the cache in a folder that is there.

        Raises:
            BadArgument: there is no such folder.
        """
        if not folder.is_dir():
            raise BadArgument(str(folder), "there is no such folder", f"fill it: ip5kg fetch --cache {folder}")
        return cls(folder)

    def entry(self, release: str, address: str) -> Entry | None:
        """Return what is known of the page of a digest, or None: never asked for, another address, damaged."""
        found = self._read(release)
        if found is None or found.address != address:
            return None
        if found.file is not None and self._bytes(found) is None:
            return None
        return found

    def data(self, entry: Entry) -> bytes:
        """Return the bytes of a page.

        Raises:
            CacheError: they are gone or damaged.
        """
        data = self._bytes(entry)
        if data is None:
            raise CacheError(str(self.folder), f"the page of {entry.id} is damaged", "run ip5kg fetch again")
        return data

    def keep(self, entry: Entry, data: bytes | None) -> Entry:
        """Keep a page (or, without one, only what was answered) and return its entry, completed.

        Raises:
            CacheError: the folder cannot be written.
        """
        name = _safe(entry.id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            before = self._read(entry.id)
            if data is not None:
                digest = hashlib.sha256(data).hexdigest()
                ending = _ENDINGS.get((entry.media_type or "").partition(";")[0].strip().lower(), ".html")
                entry = _replaced(entry, sha256=digest, file=f"{name}.{digest[:12]}{ending}")
                _write(self.folder / str(entry.file), data)
            _write(self.folder / f"{name}.json", (json.dumps(asdict(entry), ensure_ascii=False, indent=1) + "\n").encode())
            if before is not None and before.file not in (None, entry.file):
                (self.folder / str(before.file)).unlink(missing_ok=True)
        except OSError as error:
            what = f"cannot be written: {error.strerror or error}"
            raise CacheError(str(self.folder), what, "check its permissions and the space left") from None
        return entry

    def _read(self, release: str) -> Entry | None:
        try:
            record = json.loads((self.folder / f"{_safe(release)}.json").read_bytes())
            known = {item.name for item in fields(Entry)}
            entry = Entry(**{key: value for key, value in record.items() if key in known})
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return None
        sound = entry.id == release and isinstance(entry.status, int) and all(
            value is None or isinstance(value, str) for key, value in asdict(entry).items() if key != "status"
        )  # fmt: skip
        return entry if sound and (entry.file is None or _is_ours(entry.file, release)) else None

    def _bytes(self, entry: Entry) -> bytes | None:
        if entry.file is None:
            return None
        path = self.folder / entry.file
        try:
            if path.is_symlink() or path.stat().st_size > _LARGEST:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == entry.sha256 else None


def default_folder() -> Path:
    """Return the folder of this platform for what may be fetched again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        stated = os.environ.get("XDG_CACHE_HOME", "")
        base = Path(stated) if stated and Path(stated).is_absolute() else Path.home() / ".cache"
    return base / "ip5kg" / "pages"


def _safe(release: str) -> str:
    """The id as the name of a file: ids are names of files already, but may come from anybody's folder."""
    if re.fullmatch(r"[\w][\w .-]{0,119}", release):
        return release
    return "x-" + hashlib.sha256(release.encode("utf-8", "replace")).hexdigest()[:24]


def _is_ours(file: str, release: str) -> bool:
    """The JSON may be anybody's: it names no file of another folder."""
    return file.startswith(_safe(release) + ".") and "/" not in file and "\\" not in file


def _replaced(entry: Entry, **changes: str) -> Entry:
    return Entry(**{**asdict(entry), **changes})


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
