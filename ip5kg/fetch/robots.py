"""What the owner of a site allows programs to fetch (robots.txt), asked once a site, by our own client."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ip5kg.fetch.web import Client, FetchError, Forbidden

NAME: Final = "ip5kg"
_MOST_CHARACTERS = 500_000  # what RFC 9309 asks programs to read at least


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a site for us."""

    parser: RobotFileParser | None
    """None where there are none: then everything is allowed."""
    unknown: str | None = None
    """Why the rules could not be had: then nothing is allowed for now (RFC 9309, 2.3.1.4)."""

    def allows(self, address: str) -> bool:
        return self.parser is None or self.parser.can_fetch(NAME, address)

    @property
    def delay(self) -> float:
        """The pause between two requests that the site asks for, in seconds."""
        stated = self.parser.crawl_delay(NAME) if self.parser is not None else None
        with suppress(TypeError, ValueError):
            return max(0.0, float(stated or 0))
        return 0.0


@dataclass
class Robots:
    """The rules of the sites met so far."""

    client: Client
    _rules: dict[str, Rules] = field(default_factory=dict)

    def knows(self, address: str) -> bool:
        return site_of(address) in self._rules

    def rules(self, address: str) -> Rules:
        """Return the rules for an address, asking its site where it was not asked before."""
        site = site_of(address)
        if site not in self._rules:
            self._rules[site] = self._ask(site)
        return self._rules[site]

    def _ask(self, site: str) -> Rules:
        try:
            answer = self.client.get(f"{site}/robots.txt", types=None)
        except Forbidden:
            raise
        except FetchError as error:
            return Rules(None, f"its robots.txt cannot be read: {error.what}")
        if answer.status in (401, 403):  # as urllib.robotparser holds: who shuts the rules away shuts all away
            return Rules(_parsed("User-agent: *\nDisallow: /"))
        if answer.status == 429 or answer.status >= 500:
            return Rules(None, f"its robots.txt answers with HTTP {answer.status}")
        if answer.status != 200:
            return Rules(None)
        return Rules(_parsed(answer.data[:_MOST_CHARACTERS].decode("utf-8", "replace").removeprefix("\ufeff")))


def _parsed(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def site_of(address: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt stands for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
