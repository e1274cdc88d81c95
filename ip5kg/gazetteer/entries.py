"""What the gazetteer knows of the world: entries, their labels found in a text, and who held which post when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the vocabularies or authority files know, with all its labels (preferred label first)."""

    kind: str
    slug: str
    iri: str
    label: str
    labels: tuple[str, ...]
    scheme: str | None = None
    hidden: frozenset[str] = frozenset()
    """Those of the labels that are only hints, misspellings or garbled forms (`skos:hiddenLabel`)."""
    classes: frozenset[str] = frozenset()
    """Local names of its classes: `Office`, `City`, `AdministrativeArea`, …."""
    family_names: tuple[str, ...] = ()
    broader: str | None = None
    """The slug of the broader concept, for concepts that have one."""
    country: str | None = None
    """ISO 3166 code, for places."""


class Hit(NamedTuple):
    """A label found in a text: `text[start:end]`, and every entry of one kind that bears it, in order of IRI.

    `loose` if all of them bear it as a hidden label only.
    """

    kind: str
    start: int
    end: int
    entries: tuple[Entry, ...]
    loose: bool = False

    @property
    def slug(self) -> str:
        """The slug of the first entry."""
        return self.entries[0].slug


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held a post, with what is known of its bounds (ISO dates; `None`: unknown).

    `organisation` is the code of an office or the slug of another organisation, `post` the slug of the post.
    """

    organisation: str
    post: str
    person: Entry
    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None
    acting: bool = False

    @property
    def is_head(self) -> bool:
        return self.post.endswith("-head")

    def covers(self, day: str) -> bool | None:
        """True where the person held the post on `day` for certain, False where certainly not, None where it is unknown."""
        if (self.earliest_start and day < self.earliest_start) or (self.latest_end and day > self.latest_end):
            return False
        if self.latest_start and self.earliest_end and self.latest_start <= day <= self.earliest_end:
            return True
        return None

    def distance(self, day: str) -> int:
        """Return how many days `day` lies outside the time for which the tenure is certain."""
        sure = [d for d in (self.latest_start, self.earliest_start, self.earliest_end, self.latest_end) if d]
        first, last = (self.latest_start or min(sure, default=day)), (self.earliest_end or max(sure, default=day))
        if day < first:
            return _days_between(day, first)
        return _days_between(last, day) if day > last else 0


def _days_between(earlier: str, later: str) -> int:
    return (_first_day(later) - _first_day(earlier)).days


def _first_day(iso: str) -> date:
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)
