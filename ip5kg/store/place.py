"""Folders that appear whole or not at all: what is built aside is moved into place in one step.

    with new_folder(Path("build")) as folder:
        …write into folder…
    # here, and not before, readers of build/ see it

Folders beside the target are ours: `.NAME.new` (being built) and `.NAME.old000001` (replaced, and still being read).
What an interrupted run has left of them is cleared away by the next one. POSIX only.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ip5kg.errors import BadArgument, StoreError

MARK: Final = "ip5kg-store.json"
"""The file in a store's folder that says that it is whole; readers hold a lock on it."""

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_POLL_SECONDS: Final = 0.1


@contextmanager
def write_lock(target: Path, wait: float = 60.0) -> Iterator[None]:
    """Hold the right to replace `target`; other processes wait for their turn.

    Args:
        target: the folder; it need not exist.
        wait: seconds to wait for another process that holds the lock.

    Raises:
        StoreError: if the lock is not to be had in time, or the place cannot be written to.
    """
    path = target.parent / f".{target.name}.lock"
    deadline = time.monotonic() + wait
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        while (handle := _locked(path)) is None:
            if time.monotonic() >= deadline:
                raise StoreError(str(target), f"is being written by another process for more than {wait:g} s", "try again later")
            time.sleep(_POLL_SECONDS)
    except OSError as error:
        raise unwritable(target, error) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # before the lock ends; who waits for it will see that the file is another
        os.close(handle)


def _locked(path: Path) -> int | None:
    """Return a handle on a lock file that we hold, or None if another process holds it; it ends when the process does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino == os.stat(path).st_ino:  # noqa: PTH116
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(handle)
        raise
    os.close(handle)
    return None


@contextmanager
def new_folder(target: Path, wait: float = 60.0) -> Iterator[Path]:
    """Yield an empty folder beside `target`, and put it in the place of `target` if the block ends without an error.

    Until then, and if it fails, whatever stood there stands untouched.

    Raises:
        BadArgument: if `target` is a file or a symbolic link.
        StoreError: if another process is writing there, or the place cannot be written to.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 – resolve() would follow a link, which is refused below
    with write_lock(target, wait):
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise BadArgument(str(target), "is not a folder", "name a folder, or one that does not exist yet")
        new = target.parent / f".{target.name}.new"
        try:
            _recover(target, new)
            new.mkdir()
        except OSError as error:
            raise unwritable(target, error) from error
        try:
            yield new
            _flush(new)
            _swap(new, target)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
                raise unwritable(target, error) from error
            raise
        finally:
            shutil.rmtree(new, ignore_errors=True)
            _remove_unread(target)


def unwritable(target: Path, error: OSError) -> StoreError:
    """Return the error for a place that cannot be written to, by its reason."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)
    what = "the disk is full" if full else f"cannot be written: {error.strerror or error}"
    return StoreError(str(target), what, "free some space and run the command again" if full else "check the path and its permissions")


def rebuild_command(store: Path) -> str:
    """Return the command that builds a store (which lies in a build folder) anew."""
    return f"rebuild it: ip5kg build --out {shlex.quote(str(store.parent))}"


def _replaced(target: Path) -> list[Path]:
    """Return the folders that once stood in the place of `target` and are still there, oldest first."""
    start = f".{target.name}.old"
    return sorted((p for p in target.parent.iterdir() if p.name.startswith(start) and p.name[len(start) :].isdigit()), key=lambda p: p.name)


def _recover(target: Path, new: Path) -> None:
    """Clear away what a killed run has left. We hold the lock, so nobody is using `new`."""
    if replaced := _replaced(target):
        if not target.exists():
            replaced[-1].rename(target)  # killed between the two steps of a swap without exchange
        _remove_unread(target)
    if new.exists():
        shutil.rmtree(new)


def _swap(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    else:
        replaced = _replaced(target)
        last = int(replaced[-1].name.removeprefix(f".{target.name}.old")) if replaced else 0
        old = target.parent / f".{target.name}.old{last + 1:06}"
        if _exchange(new, target):
            new.rename(old)
        else:
            target.rename(old)
            try:
                new.rename(target)
            except BaseException:
                old.rename(target)
                raise
    _flush_folder(target.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step (Linux ≥ 3.15); return False where that is not possible."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))


def _remove_unread(target: Path) -> None:
    """Remove what was replaced, except where somebody still reads the store in it; then a later writer will."""
    if target.exists():
        for folder in _replaced(target):
            if not any(_is_read(mark) for mark in folder.rglob(MARK)):
                shutil.rmtree(folder, ignore_errors=True)


def _is_read(mark: Path) -> bool:
    try:
        with mark.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # it is being removed by another process
    return False


def _flush(folder: Path) -> None:
    """Have everything in the folder written to the disk, so that a power cut after the swap loses nothing."""
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as handle:  # noqa: PTH118, PTH123 – os.walk gives strings
                os.fsync(handle.fileno())
        _flush_folder(Path(place))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
