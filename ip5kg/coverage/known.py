"""What the statements of a release hold, so that a sentence that only says it again is not taken for missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ip5kg.gazetteer import fold
from ip5kg.model import (
    AcronymStatement,
    ContactStatement,
    DocumentStatement,
    FigureStatement,
    GroupStatement,
    MeetingStatement,
    ParticipationStatement,
    ProjectStatement,
    Statement,
)


@dataclass(frozen=True)
class Known:
    """Numbers and days of meetings, names of people, figures, … that some statement holds."""

    numbers: frozenset[int]
    days: tuple[tuple[str, str], ...]
    cities: frozenset[str]
    hosts: frozenset[str]
    people: frozenset[str]
    """IRIs and folded names."""
    figures: frozenset[float]
    documents: frozenset[str]
    groups: frozenset[str]
    projects: frozenset[str]
    acronyms: frozenset[str]
    has_contact: bool

    def day(self, iso: str) -> bool:
        """Tell whether a date is, or lies in or around, that of a meeting: `2021-06` and `2021-06-23` go together."""
        return any(iso.startswith(first) or first.startswith(iso) or first <= iso <= last for first, last in self.days)


def known(statements: Iterable[Statement]) -> Known:
    """Gather what statements hold."""
    found = list(statements)
    meetings = [s for s in found if isinstance(s, MeetingStatement)]
    people = [s for s in found if isinstance(s, ParticipationStatement)]
    projects = [s for s in found if isinstance(s, ProjectStatement)]
    return Known(
        numbers=frozenset(m.number for m in meetings if m.number is not None),
        days=tuple(sorted({(m.start, m.end or m.start) for m in meetings if m.start is not None})),
        cities=frozenset(x for m in meetings for x in (fold(m.city or ""), m.country or "") if x),
        hosts=frozenset(m.host for m in meetings if m.host is not None),
        people=frozenset(fold(p.person) for p in people) | {p.person_iri for p in people if p.person_iri is not None},
        figures=frozenset(float(s.value) for s in found if isinstance(s, FigureStatement)),
        documents=frozenset(s.doc_type for s in found if isinstance(s, DocumentStatement)),
        groups=frozenset(s.group for s in found if isinstance(s, GroupStatement)),
        projects=frozenset(fold(p.project) for p in projects) | {p.project_iri for p in projects if p.project_iri is not None},
        acronyms=frozenset(s.acronym for s in found if isinstance(s, AcronymStatement)),
        has_contact=any(isinstance(s, ContactStatement) for s in found),
    )
