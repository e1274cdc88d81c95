"""An archived copy of a page that is gone, from the Wayback Machine or one that answers like it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from ip5kg.fetch.web import Answer, FetchError


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive tells which copies it has, and where it gives them as they came (`/web/<timestamp>id_/<address>`)."""

    availability: str = "https://archive.org/wayback/available"
    pages: str = "https://web.archive.org/web"

    @classmethod
    def at(cls, base: str) -> Archive:
        """Return an archive that has both under one address, in the places of the Wayback Machine."""
        return cls(f"{base.rstrip('/')}/wayback/available", f"{base.rstrip('/')}/web")

    def question(self, address: str, issued: str | None) -> str:
        """Return the address that tells of the copy nearest to the date of issue."""
        asked = {"url": address}
        if issued:
            asked["timestamp"] = issued.replace("-", "")
        return f"{self.availability}?{urlencode(asked)}"

    def timestamp(self, answer: Answer) -> str | None:
        """Return the timestamp of the copy that the archive names in its answer, or None where it has none.

        Raises:
            FetchError: the answer is none of an archive.
        """
        where = answer.address[:200]
        if answer.status != 200:
            raise FetchError(where, f"the archive answers with HTTP {answer.status}", "try again later")
        try:
            closest = json.loads(answer.data[:65_536])["archived_snapshots"].get("closest") or {}
            usable = closest.get("available") is True and str(closest.get("status", "200")) == "200"
            stamp = str(closest.get("timestamp", ""))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise FetchError(where, "the archive answers with something else", "try again later") from None
        return stamp if usable and re.fullmatch(r"[0-9]{4,14}", stamp) else None

    def address(self, timestamp: str, address: str) -> str:
        """Return the address of a copy as it came, without the frame that the archive puts around it."""
        return f"{self.pages}/{timestamp}id_/{address}"
