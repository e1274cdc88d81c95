"""The files of `data/curated`, read into entries: every mistake is one line that names file, record and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from ip5kg.curated import kinds
from ip5kg.curated.fields import Entry, Record
from ip5kg.errors import BadArgument
from ip5kg.mapping.identity import Reference

_KINDS: dict[str, tuple[Callable[[Record, Reference], Iterator[Entry]], str]] = {
    "meetings": (kinds.meeting, "meeting"),
    "figures": (kinds.figure, "measure"),
    "status_reports": (kinds.status_report, "project"),
}
"""Key of a list of records → how one is read, and the field by which messages call it."""

# Text alone, and by the C library where there is one: the whole record is read at each start.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(folder: Path, reference: Reference) -> tuple[Entry, ...]:
    """Return what the files of a folder state, in the order of files and records; a missing folder states nothing.

    Raises:
        BadArgument: naming file and record, what is wrong with it, and the remedy.
    """
    return tuple(entry for file in sorted(folder.glob("*.yaml")) for entry in _entries(file, reference))


def _entries(file: Path, reference: Reference) -> Iterator[Entry]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506 - makes nothing but text, lists, mappings
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadArgument(file.name, f"not readable as YAML: {' '.join(str(error).split())}", "mend the file") from error
    if not isinstance(content, dict):
        raise BadArgument(file.name, "holds no lists of records", f"begin it with one of: {', '.join(_KINDS)}")
    for key, records in content.items():
        if key not in _KINDS:
            raise BadArgument(file.name, f"{key} is no kind of record", f"use one of: {', '.join(_KINDS)}")
        read, name = _KINDS[key]
        if not isinstance(records, list):
            raise BadArgument(file.name, f"{key} is no list", f"begin each record of {key} with '- {name}:'")
        for place, fields in enumerate(records, start=1):
            if not isinstance(fields, dict):
                raise BadArgument(file.name, f"record {place} of {key} has no fields", f"begin it with '- {name}:'")
            called = f"{file.name}, {key} {place} ({fields.get(name, 'without a name')})"
            yield from read(Record(called, fields, reference.known), reference)
