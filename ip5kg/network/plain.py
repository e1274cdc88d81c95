"""What a file format cannot hold, and what is written in its place. The rules hold for GraphML, GEXF and DOT alike:

- A list (`events`, `dates`, `claims`, `pages`) becomes one text, its members parted by blanks, of which no IRI and no date
  has any; an empty member (an event without a date) becomes `?`.
- None (no `as_of`) is left out.
- A character that XML forbids becomes U+FFFD; a carriage return becomes a line feed, as every reader of XML makes of it.
- The `id` of a node in GraphML must be a name token. `/` becomes `:`, and what else may not stand there (and `:` itself)
  becomes `_x` with its number in hexadecimal and `_`: `office/JP` is `office:JP`. The key itself stands in the attribute `key`.
- A month or a year becomes the span of its days where a format wants days (the spells of GEXF); as it was known it
  stands in `dates`.

`graphml.read_graphml` and `gexf.read_gexf` undo all of this but the replaced characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

LISTS: Final = frozenset({"events", "dates", "claims", "pages"})
OPTIONAL: Final = ("as_of", "between")
"""Attributes of the graph that may be None."""
NODE_ORDER: Final = ("label", "name", "kind", "iri", "group", "first", "last")
EDGE_ORDER: Final = ("relation", "weight", "first", "last", "dates", "events", "claims", "pages")

Plain = str | int | float | bool

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_TOKEN = re.compile(r"[^A-Za-z0-9.-]")
_CODED = re.compile(r"_x([0-9a-f]{1,6})_|:")


def plain(data: Mapping[str, Any], order: tuple[str, ...] = ()) -> dict[str, Plain]:
    """Return attributes as texts, numbers and booleans: first those of `order`, then the others by name."""
    names = [*(name for name in order if name in data), *sorted(set(data) - set(order))]
    return {name: _plain(data[name]) for name in names if data[name] is not None}


def restored(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes as a network carries them: what `plain` made of them, undone."""
    return {name: listed(value) if name in LISTS and isinstance(value, str) else value for name, value in data.items()}


def listed(text: str) -> tuple[str, ...]:
    """Return the members of a list that was written as one text."""
    return tuple("" if member == "?" else member for member in text.split(" ")) if text else ()


def legal(text: str) -> str:
    """Return `text` as XML can hold it."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def token(key: str) -> str:
    """Return a node's key as a name token."""
    return _NOT_IN_TOKEN.sub(lambda match: ":" if match[0] == "/" else f"_x{ord(match[0]):x}_", key)


def key_of(name_token: str) -> str:
    """Return the key of which `token` made a name token."""
    return _CODED.sub(lambda match: "/" if match[0] == ":" else chr(int(match[1], 16)), name_token)


def type_name(values: list[Plain]) -> str:
    """Return what GraphML and GEXF both call the type of these values; `string` where they differ."""
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "int" if all(-(2**31) <= value < 2**31 for value in values if isinstance(value, int)) else "long"
    return "double" if kinds and kinds <= {int, float} else "string"


def text_of(value: Plain) -> str:
    """Return a value as it stands in a file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Plain:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return legal(" ".join(str(member) or "?" for member in value))
    return legal(str(value))
