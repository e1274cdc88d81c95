"""What an explanation consists of: facts, claims, passages and sources, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from ip5kg import iris
from ip5kg.errors import BadArgument
from ip5kg.namespaces import PREFIXES

Origin = Literal["claimed", "curated", "derived", "record", "not accepted"]
"""Where a fact comes from: `claimed` in a release; `curated`, entered by hand from a source page; `derived` from other
facts; `record`, made by ip5kg itself to describe the thing (its type, a label); `not accepted`, claimed but no fact."""


class UnknownFact(BadArgument):
    """A fact that the graph does not hold; the remedy names what comes near."""


@dataclass(frozen=True, slots=True)
class Value:
    """The object of a fact: an IRI with its label, or a text with its language."""

    text: str
    is_iri: bool = False
    language: str = ""
    label: str = ""

    @property
    def same_as(self) -> tuple[str, bool, str]:
        return self.text, self.is_iri, self.language

    def __str__(self) -> str:
        if not self.is_iri:
            return self.text
        return f"{short(self.text)} ({self.label})" if self.label else short(self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """A release, or a page on which a hand-kept statement rests."""

    iri: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    issued: str = ""
    digest: bool = False
    """Whether it is a digest in our words; the official page is then at `url`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote within the sentence around it: `before` + `quote` + `after`; `start`, `end` are its offsets in the release."""

    quote: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, with all that supports it."""

    iri: str
    subject: str
    predicate: str
    value: Value
    status: str
    reason: str
    rule: str
    sources: tuple[Source, ...]
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Via:
    """A node from which a derived fact follows, with the claims on that node."""

    iri: str
    label: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact explained. `claims` support it, `competing` give another value for the same property of the same thing."""

    subject: str
    predicate: str
    value: Value
    origin: Origin
    claims: tuple[Claim, ...] = ()
    competing: tuple[Claim, ...] = ()
    via: tuple[Via, ...] = ()
    sources: tuple[Source, ...] = ()
    """Source pages of the thing itself, where it is kept by hand and has no claim of its own."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer: what was asked for, as it was understood, and the facts."""

    asked: str
    facts: tuple[Fact, ...]

    def record(self) -> dict[str, Any]:
        """Return the explanation as plain values for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        from ip5kg.why.text import plain

        return plain(self)

    def _repr_html_(self) -> str:
        from ip5kg.html import explanation

        return explanation(self)


def short(iri: str) -> str:
    """Return an IRI as people write it: `office/JP`, `ip5:hostedBy`, `schema:startDate`."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(iris.BASE)
