"""What a dispute consists of, as plain values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: a release with the words, or a source page without."""

    issued: str
    publisher: str
    title: str
    url: str
    quote: str
    """The words of the release; empty for a page, whose value was entered by hand."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that are claimed."""

    value: str
    accepted: bool
    status: str
    why: str
    """What became of it, as a sentence."""
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """One property of one thing, and the versions of it."""

    about: str
    """The thing, in words."""
    what: str
    """The property, in words."""
    thing: str
    """The thing, by the last part of its IRI."""
    outcome: str
    """`settled`, `open`, or `set aside` where the only version was turned down."""
    why: str
    versions: tuple[Version, ...]
    judgements: tuple[str, ...] = ()
    """What a person decided, as sentences."""
    rests_on: tuple[Source, ...] = ()
    """The pages on which that decision rests."""

    @property
    def title(self) -> str:
        return f"{self.what} of {self.about}"


@dataclass(frozen=True, slots=True)
class MisleadingName:
    """A name that pages print for somebody who is known under another."""

    printed: str
    means: str
    thing: str
    why: str
    rests_on: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Disputes:
    """All that is disputed in a graph."""

    disputes: tuple[Dispute, ...]
    names: tuple[MisleadingName, ...]

    def open(self) -> Disputes:
        """Return only what no rule and nobody decided."""
        return Disputes(tuple(d for d in self.disputes if d.outcome == "open"), ())

    def summary(self) -> str:
        counts = {outcome: sum(d.outcome == outcome for d in self.disputes) for outcome in ("settled", "open", "set aside")}
        parts = [f"{counts['settled']} settled", f"{counts['open']} open"]
        if counts["set aside"]:
            parts.append(f"{counts['set aside']} set aside by a person")
        names = f"; {len(self.names)} misleading name{'' if len(self.names) == 1 else 's'}" if self.names else ""
        return f"{len(self.disputes)} dispute{'' if len(self.disputes) == 1 else 's'}: {', '.join(parts)}{names}."

    def record(self) -> dict[str, Any]:
        """Return everything as plain values for JSON."""
        return {
            "summary": self.summary(),
            "disputes": [{"title": d.title, **asdict(d)} for d in self.disputes],
            "names": [asdict(name) for name in self.names],
        }

    def json(self) -> str:
        return json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n"

    def text(self) -> str:
        """Return everything as text; quotes stand between « and »."""
        from ip5kg.conflicts.text import pieces

        return "".join(part for part, _ in pieces(self))

    def html(self) -> str:
        """Return everything as one page: no script, nothing loaded from elsewhere."""
        from ip5kg.conflicts.page import page

        return page(self)
