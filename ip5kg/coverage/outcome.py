"""The outcome: a class and a reason for each sentence, totals of a release, and of several."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

from ip5kg.coverage.reasons import SENTENCES
from ip5kg.model import Release, Span, Statement

SentenceClass = Literal["used", "boilerplate", "out-of-scope", "missed"]
CLASSES: Final[tuple[SentenceClass, ...]] = ("used", "boilerplate", "out-of-scope", "missed")
"""The notations of the concepts of the scheme `sentence-class`, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A sentence with what became of it."""

    index: int
    """Its place among the sentences of the release."""
    span: Span
    kind: SentenceClass
    reason: str
    """Why, as a short id; `why` says it in a sentence."""
    statements: tuple[int, ...] = ()
    """Which statements quote it: places in `Coverage.statements`."""
    parts: tuple[Span, ...] = ()
    """The stretches of the sentence that are quoted, in order, not overlapping."""

    @property
    def why(self) -> str:
        """The reason as a plain sentence."""
        return SENTENCES[self.reason]

    @property
    def share(self) -> float:
        """How much of the sentence is quoted, from 0 to 1, by characters."""
        length = self.span.end - self.span.start
        return sum(part.end - part.start for part in self.parts) / length if length else 0.0


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sentences are of each class."""

    used: int = 0
    boilerplate: int = 0
    out_of_scope: int = 0
    missed: int = 0

    @property
    def sentences(self) -> int:
        return self.used + self.boilerplate + self.out_of_scope + self.missed

    @property
    def missed_share(self) -> float:
        """The share of sentences that are missed, from 0 to 1; 0 where there are no sentences."""
        return self.missed / self.sentences if self.sentences else 0.0

    def of(self, kind: SentenceClass) -> int:
        """Return how many sentences are of one class."""
        return {"used": self.used, "boilerplate": self.boilerplate, "out-of-scope": self.out_of_scope, "missed": self.missed}[kind]

    def line(self) -> str:
        """Return the totals in one line: `412 used / 96 boilerplate / 181 out of scope / 7 missed`."""
        return " / ".join(f"{self.of(kind):,} {kind.replace('-', ' ')}" for kind in CLASSES)

    def record(self) -> dict[str, Any]:
        return {"sentences": self.sentences, **{kind: self.of(kind) for kind in CLASSES}, "missed_share": round(self.missed_share, 4)}

    @classmethod
    def count(cls, kinds: Iterable[SentenceClass]) -> Totals:
        """Count the classes of sentences."""
        counts = Counter(kinds)
        return cls(counts["used"], counts["boilerplate"], counts["out-of-scope"], counts["missed"])

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.used + other.used, self.boilerplate + other.boilerplate, self.out_of_scope + other.out_of_scope, self.missed + other.missed
        )


@dataclass(frozen=True)
class Coverage:
    """What became of each sentence of one release, in order of the sentences."""

    release: Release = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)
    sentences: tuple[Covered, ...]

    @cached_property
    def totals(self) -> Totals:
        return Totals.count(sentence.kind for sentence in self.sentences)

    def of(self, kind: SentenceClass) -> tuple[Covered, ...]:
        """Return the sentences of one class."""
        return tuple(sentence for sentence in self.sentences if sentence.kind == kind)

    def record(self) -> dict[str, Any]:
        """Return the coverage as plain values for JSON; offsets are code points into the text of the release."""
        return {
            "release": self.release.id,
            **self.totals.record(),
            "each": [self._sentence(sentence) for sentence in self.sentences],
        }

    def _sentence(self, sentence: Covered) -> dict[str, Any]:
        record: dict[str, Any] = {
            "start": sentence.span.start,
            "end": sentence.span.end,
            "class": sentence.kind,
            "reason": sentence.reason,
            "text": self.release.quote(sentence.span),
        }
        if sentence.kind != "used":
            return record | {"why": sentence.why}
        quoted = [self.statements[i] for i in sentence.statements]
        return record | {
            "covered": round(sentence.share, 3),
            "statements": [{"type": s.kind, "rule": s.rule, "start": s.span.start, "end": s.span.end} for s in quoted],
        }


@dataclass(frozen=True)
class Corpus:
    """The coverage of several releases, in order of their ids."""

    releases: tuple[Coverage, ...]

    @classmethod
    def of(cls, releases: Iterable[Coverage]) -> Corpus:
        """Put several coverages in order."""
        return cls(tuple(sorted(releases, key=lambda coverage: coverage.release.id)))

    @cached_property
    def totals(self) -> Totals:
        return sum((coverage.totals for coverage in self.releases), Totals())

    def record(self) -> dict[str, Any]:
        """Return the coverage of all releases as plain values for JSON."""
        return {**self.totals.record(), "releases": [coverage.record() for coverage in self.releases]}

    def json(self) -> str:
        """Return the coverage as JSON, ending in a line break."""
        return json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n"

    def html(self) -> str:
        """Return one HTML page, without script and without anything from elsewhere, with each release's text marked up."""
        from ip5kg.coverage.page import html

        return html(self)

    def text(self) -> str:
        """Return a table of the releases for a terminal, and the sentences that are missed."""
        from ip5kg.coverage.table import table

        return table(self)
