"""IRIs of the graph and addresses of the explorer: `https://w3id.org/ip5kg/meeting/heads/14` is shown at `/meeting/heads/14`.

IRIs of other people, and ours that no path can hold, are shown at `/resource?iri=…`. An ending says which form is wanted:
`/meeting/heads/14.ttl`. Nothing here looks at the graph.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from ip5kg.iris import BASE

ENDINGS: Final = {".html": "html", ".ttl": "turtle", ".jsonld": "jsonld", ".csv": "csv", ".nt": "ntriples", ".rdf": "rdfxml"}
"""The endings of addresses, and the form that each one stands for."""

OWN: Final = frozenset({"api", "sparql", "static", "resource", "search", "data", ".well-known", "void"})
"""First segments of addresses that belong to the explorer; a thing of ours whose IRI begins so is shown at `/resource`."""

_PATH_SAFE: Final = "/-._~!$&'()*+,;=:@"
_PLAIN = re.compile(r"[^\x00-\x20<>\"{}|^`\\?#%]{1,1000}")
_LEGAL_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\x00-\x20<>\"{}|^`\\]{0,2000}")
_LINKED_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def path_of(iri: str, form: str | None = None) -> str:
    """Return the local address of a thing, percent-encoded, in one form (`turtle`, `csv`, …) or for whoever asks.

    Terms of a vocabulary (`ontology#hostedBy`) are shown on the page of the vocabulary.
    """
    local = iri.removeprefix(BASE)
    bare, sign, fragment = local.partition("#")
    ending = _ending(form)
    if local != iri and _is_path(bare):
        return "/" + quote(bare, safe=_PATH_SAFE) + ending + (f"#{quote(fragment, safe=_PATH_SAFE)}" if sign else "")
    return f"/resource{ending}?iri={quote(iri, safe='')}"


def iri_of(path: str) -> str | None:
    """Return the IRI that a local path (decoded, without an ending) stands for; None if it stands for none."""
    local = path.removeprefix("/")
    return BASE + local if path.startswith("/") and _is_path(local) else None


def split_ending(path: str) -> tuple[str, str | None]:
    """Return a path without its ending, and the form that the ending names (None if it has none)."""
    stem, dot, ending = path.rpartition(".")
    form = ENDINGS.get(f".{ending}") if dot and stem and not stem.endswith("/") else None
    return (stem, form) if form else (path, None)


def is_iri(text: str) -> bool:
    """Return whether a text can be an IRI at all."""
    return _LEGAL_IRI.fullmatch(text) is not None


def link(iri: str) -> str | None:
    """Return an IRI as a link that leads out of the explorer, or None where it may not become one (`javascript:` and its like)."""
    if not is_iri(iri):
        return None
    try:
        parts = urlsplit(iri)
    except ValueError:
        return None
    ok = parts.scheme.lower() in _LINKED_SCHEMES and (parts.scheme.lower() == "mailto" or bool(parts.netloc))
    return iri if ok else None


def decoded(raw_path: bytes) -> str | None:
    """Return a path as it was meant, or None if it is no UTF-8."""
    try:
        return unquote(raw_path.decode("ascii"), errors="strict")
    except (UnicodeDecodeError, ValueError):
        return None


def _ending(form: str | None) -> str:
    return next((ending for ending, known in ENDINGS.items() if known == form), "")


def _is_path(local: str) -> bool:
    segments = local.split("/")
    plain = _PLAIN.fullmatch(local) is not None and not local.startswith("/") and segments[0] not in OWN
    return plain and not any(segment in ("", ".", "..") for segment in segments)
