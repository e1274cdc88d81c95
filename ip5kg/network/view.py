"""Views: which query makes which network, read from the files in `views/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ip5kg.errors import BadArgument

_HEADER = re.compile(r"#\s*([a-z]+):\s*(\S.*)")
_NEEDED = ("title", "source", "target", "relation")
_KNOWN = (*_NEEDED, "description", "event", "date", "claim")


@dataclass(frozen=True, slots=True)
class View:
    """A query, and what its variables mean.

    Each row says that `source` stands in `relation` to `target` because of `event` (a meeting, a project) on `date`,
    as `claim` states. Rows may leave event, date and claim open.
    """

    name: str
    title: str
    query: str
    source: str
    target: str
    relation: str
    event: str | None = None
    date: str | None = None
    claim: str | None = None
    description: str = ""


def parse_view(name: str, text: str) -> View:
    """Read a view from the text of its file: lines `# key: value` at the top, then the query.

    Raises:
        BadArgument: if the header lacks a line or has one that is not known.
    """
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if (match := _HEADER.fullmatch(line.rstrip())) is not None:
            header[match[1]] = match[2]
    missing = [key for key in _NEEDED if key not in header]
    unknown = sorted(set(header) - set(_KNOWN))
    if missing or unknown:
        what = f"the header lacks {', '.join(missing)}" if missing else f"the header has {', '.join(unknown)}, which means nothing"
        raise BadArgument(f"view {name}", what, f"lines of the header are: {', '.join(_KNOWN)}")
    return View(name=name, query=text, **header)


@cache
def views() -> tuple[View, ...]:
    """Return all views that come with ip5kg, by name."""
    folder = files("ip5kg.network") / "views"
    found = {file.name.removesuffix(".rq"): file for file in folder.iterdir() if file.name.endswith(".rq")}
    return tuple(parse_view(name, found[name].read_text(encoding="utf-8")) for name in sorted(found))


def load_view(name: str) -> View:
    """Return the view of that name.

    Raises:
        BadArgument: naming the views that there are.
    """
    for view in views():
        if view.name == name:
            return view
    raise BadArgument(name, "there is no such view", f"choose one of: {', '.join(view.name for view in views())}")
