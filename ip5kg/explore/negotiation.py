"""Which form of a thing is sent: what the client accepts (RFC 9110, section 12.5.1), met with what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "csv": "text/csv",
    "json": "application/json",
}
"""Forms and their media types."""

ALIASES: Final[Mapping[str, str]] = {
    "application/xhtml+xml": "text/html",
    "application/x-turtle": "text/turtle",
    "text/n3": "text/turtle",
    "text/rdf+n3": "text/turtle",
    "text/plain": "application/n-triples",
    "text/rdf+xml": "application/rdf+xml",
    "text/x-nquads": "application/n-quads",
    "application/x-trig": "application/trig",
}
"""Older names under which clients ask for the same."""

THING_FORMS: Final = ("html", "turtle", "jsonld", "csv", "ntriples", "rdfxml", "json")
"""What there is of each thing, in the order of preference where the client has none. `json` is JSON-LD by its plain name."""

_LONGEST: Final = 2_000
_MOST_RANGES: Final = 40


@lru_cache(maxsize=512)
def choose(accept: str | None, offers: Sequence[str], aliases: bool = True) -> str | None:
    """Return the offered media type that the client likes best; None if it accepts none of them.

    Args:
        accept: the header `Accept`, None where there was none.
        offers: media types in the server's order of preference; the first that is as good as any other wins.
        aliases: whether older names of media types count.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _ranges(accept[:_LONGEST], aliases)
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def form_of(accept: str | None, forms: Sequence[str] = THING_FORMS) -> str | None:
    """Return the form (`html`, `turtle`, …) that the client likes best; None if it accepts none."""
    chosen = choose(accept, tuple(MEDIA_TYPES[form] for form in forms))
    return next((form for form in forms if MEDIA_TYPES[form] == chosen), None)


def prefers_html(accept: str | None) -> bool:
    """Return whether the client is a browser: it names HTML and likes nothing of ours better."""
    named = accept is not None and ("text/html" in accept.lower() or "application/xhtml+xml" in accept.lower())
    return named and form_of(accept) == "html"


def _ranges(accept: str, aliases: bool) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(",")[:_MOST_RANGES]:
        kind, *parameters = part.split(";")
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _number(value.strip())
        name = kind.strip().lower()
        found[name] = max(quality, found.get(name, 0.0))
        if aliases and name in ALIASES:
            found.setdefault(ALIASES[name], quality)
    return found


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """The most specific range that fits decides, also where it says no (`q=0`)."""
    for name in (offer, offer.partition("/")[0] + "/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def _number(text: str) -> float:
    """A quality of three decimals at most; whatever is no such number counts as a full one."""
    if len(text) <= 5 and text.replace(".", "", 1).isdecimal() and text.isascii():
        return min(1.0, float(text))
    return 1.0
