"""From things and pages to addresses: those of the web application here, those of the static site in `ip5kg.explore.publish`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote, urlencode

from ip5kg.explore.addresses import link, path_of

GENERATED = ("network.css", "network.js")
"""Files that other parts of the package hold as texts."""
_SAFE = "/:@!$&'()*+,;=~-._"


class Links(Protocol):
    """Where things and pages are found. An empty address means that there is no page."""

    def thing(self, iri: str, anchor: str = "") -> str:
        """Return the address of the page of a thing."""
        ...

    def page(self, name: str, anchor: str = "", **query: str) -> str:
        """Return the address of one of our own pages, such as "meetings"; "" is the start page."""
        ...

    def static(self, name: str) -> str:
        """Return the address of a file of ours, such as a style sheet."""
        ...

    def twin(self, iri: str, form: str) -> str:
        """Return the address of a thing's description as data: `turtle`, `jsonld` or `csv`."""
        ...

    def file(self, name: str) -> str:
        """Return the address of a file of the build."""
        ...


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses of the web application; the date that the reader chose goes along from page to page."""

    as_of: str = ""

    def thing(self, iri: str, anchor: str = "") -> str:
        path, _, fragment = path_of(iri).partition("#")
        return self._with_date(path, {}, anchor or unquote(fragment))

    def page(self, name: str, anchor: str = "", **query: str) -> str:
        return self._with_date("/" + name, query, anchor)

    def static(self, name: str) -> str:
        return ("/" if name in GENERATED else "/static/") + quote(name, safe=_SAFE)

    def twin(self, iri: str, form: str) -> str:
        return path_of(iri, form).partition("#")[0]

    def file(self, name: str) -> str:
        return "/data/" + quote(name, safe=_SAFE)

    def _with_date(self, path: str, query: dict[str, str], anchor: str) -> str:
        given = {**query, **({"as_of": self.as_of} if self.as_of else {})}
        address = path + (("&" if "?" in path else "?") + urlencode(given) if given else "")
        return address + ("#" + quote(anchor, safe=_SAFE) if anchor else "")


def web_address(text: str) -> str:
    """Return a text if it is an address that may be followed from a page (http or https), else ""."""
    found = link(text) if text else None
    return found if found and not found.lower().startswith("mailto:") else ""
