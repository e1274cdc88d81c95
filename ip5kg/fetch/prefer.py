"""Which text a build reads: the official page where it is at hand and can be read, the digest where not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ip5kg.errors import Ip5kgError
from ip5kg.fetch.cache import Cache, Entry
from ip5kg.model import Release

Read = Callable[[bytes, str, str | None, Mapping[str, str]], Release]
"""Reads the bytes of a page: the bytes, a name, the media type as declared, and the metadata that are known."""

_NAMES = re.compile(r"\b(?:[A-Z][\w'’-]{2,40}|\d{2,10})\b")
_SHARE: Final = 0.5
"""The share of a digest's names and figures that its page must have. A digest is faithful, so its page has nearly all; the
front page of a site, to which dead addresses often lead, has the names of the offices and little else."""
_ENOUGH = 5  # names and figures; of fewer no share is taken


@dataclass(frozen=True, slots=True)
class Choice:
    """The text that is read for a digest, and why."""

    digest: Release
    page: Release | None
    reason: str
    entry: Entry | None = None

    @property
    def release(self) -> Release:
        return self.page or self.digest

    def record(self) -> dict[str, Any]:
        """Return the choice as plain values for JSON."""
        entry = self.entry
        return {
            "release": self.digest.id,
            "used": "page" if self.page is not None else "digest",
            "reason": self.reason,
            "address": self.digest.url,
            "source": entry.source if entry else None,
            "fetched": entry.fetched if entry else None,
            "archived": entry.archived if entry else None,
            "sha256": entry.sha256 if entry else None,
        }


def prefer(digests: Sequence[Release], cache: Cache, read: Read) -> tuple[Choice, ...]:
    """Choose for each release: its official page where it is a digest and the cache has one that can be read, else itself.

    A page takes the id and the metadata of its digest; its text and blocks are its own, and it is no digest any more.

    Args:
        digests: releases; those that are no digests stay.
        cache: what `fetch_all` has brought.
        read: reads a page (the stage *read*, which this package does not know).
    """
    return tuple(_choose(digest, cache, read) for digest in digests)


def _choose(digest: Release, cache: Cache, read: Read) -> Choice:
    if digest.kind != "digest":
        return Choice(digest, None, "is no digest")
    if digest.url is None:
        return Choice(digest, None, "names no official page")
    entry = cache.entry(digest.id, digest.url)
    if entry is None:
        return Choice(digest, None, "its page was not fetched")
    if entry.file is None:
        return Choice(digest, None, f"its page is gone (HTTP {entry.status})", entry)
    stated = {
        "title": digest.title,
        "url": digest.url,
        "publisher": digest.publisher,
        "publisher_code": digest.publisher_code,
        "issued": digest.issued,
        "kind": "release",
    }
    try:
        page = read(cache.data(entry), entry.file, entry.media_type, {key: value for key, value in stated.items() if value})
    except Ip5kgError as error:
        return Choice(digest, None, f"its page {error.what}", entry)
    if _base(page.language) != _base(digest.language):
        return Choice(digest, None, f"its page is in another language ({page.language})", entry)
    if not _speaks_of(page, digest):
        return Choice(digest, None, "its page speaks of something else", entry)
    return Choice(digest, replace(page, id=digest.id, source_language=digest.source_language), "its page was read", entry)


def _base(language: str) -> str:
    return language.partition("-")[0]


def _speaks_of(page: Release, digest: Release) -> bool:
    names = {found.group().casefold() for found in _NAMES.finditer(digest.text)}
    if len(names) < _ENOUGH:
        return True
    there = {found.group().casefold() for found in re.finditer(r"\b\w[\w'’-]{1,40}\b", page.text)}
    return len(names & there) >= _SHARE * len(names)
