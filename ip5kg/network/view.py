"""Views: which query makes which network, read from the files in `views/`.

A file is a header of lines `# key: value`, which ends at an empty comment, and a SPARQL query. The header names the
variables of the query:

    title, description   words for people
    source, target       the two ends of an edge (IRIs)
    relation             how the source stands to the target, read as words: takes-part-in
    event                because of what: a meeting, a decision, a release; the weight of an edge is how many there are
    date, until          when that was, or from when to when; a day, a month or a year
    claim, page          what states it: a claim, or a source page where hand-kept nodes carry their pages themselves
    source-group         to what the node at that end belongs: the office of a person, the series of a meeting
    target-group
    undirected: yes      where source and target may as well change places
    undated: stay        where what has no date is timeless, and belongs to every day that is asked for
    picture              how it is best drawn: ribbons, layers, circle, matrix, clusters, timeline or tenures
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ip5kg.errors import BadArgument

_HEADER = re.compile(r"#\s*([a-z][a-z-]*):\s*(\S.*)")
_NEEDED = ("title", "source", "target", "relation")
_VARIABLES = ("event", "date", "until", "claim", "page", "source-group", "target-group")
_CHOICES = {
    "undirected": ("no", "yes"),
    "undated": ("leave-out", "stay"),
    "picture": ("ribbons", "layers", "circle", "matrix", "clusters", "timeline", "tenures"),
}
_KNOWN = (*_NEEDED, "description", *_VARIABLES, *_CHOICES)


@dataclass(frozen=True, slots=True)
class View:
    """A query, and what its variables mean.

    Each row says that `source` stands in `relation` to `target` because of `event` (a meeting, a project) on `date`,
    as `claim` states; see the head of this module. Rows may leave event, dates, claim, page and groups open.
    """

    name: str
    title: str
    query: str
    source: str
    target: str
    relation: str
    event: str | None = None
    date: str | None = None
    until: str | None = None
    claim: str | None = None
    page: str | None = None
    source_group: str | None = None
    target_group: str | None = None
    description: str = ""
    undirected: bool = False
    timeless: bool = False
    picture: str = "ribbons"


def parse_view(name: str, text: str) -> View:
    """Read a view from the text of its file: lines `# key: value` at the top, then the query.

    Raises:
        BadArgument: if the header lacks a line or has one that is not known.
    """
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#") or line.strip() == "#":
            break
        if (match := _HEADER.fullmatch(line.rstrip())) is not None:
            header[match[1]] = match[2]
    missing = [key for key in _NEEDED if key not in header]
    unknown = sorted(set(header) - set(_KNOWN))
    if missing or unknown:
        what = f"the header lacks {', '.join(missing)}" if missing else f"the header has {', '.join(unknown)}, which means nothing"
        raise BadArgument(f"view {name}", what, f"lines of the header are: {', '.join(_KNOWN)}")
    chosen = {key: _choice(name, key, header.pop(key, values[0]), values) for key, values in _CHOICES.items()}
    return View(
        name=name,
        query=text,
        undirected=chosen["undirected"] == "yes",
        timeless=chosen["undated"] == "stay",
        picture=chosen["picture"],
        **{key.replace("-", "_"): value for key, value in header.items()},
    )


def _choice(name: str, key: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise BadArgument(f"view {name}", f"“{value}” is no value of {key}", f"choose one of: {', '.join(values)}")
    return value


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
