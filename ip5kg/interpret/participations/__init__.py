"""Participations: who took part in which meeting, for whom, in which role, under which title.

Somebody takes part where a verb or noun of taking part says so, or where the name stands in a list, table or heading of
participants. Who is only quoted, or only heads an office that is named, has no part. One record for a person and a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ip5kg.interpret.context import Context
from ip5kg.interpret.participations.chairs import chairing_offices
from ip5kg.interpret.participations.part import OF_HEADS, RANKING, Part
from ip5kg.interpret.participations.reader import PartReader
from ip5kg.interpret.views import OFFICES
from ip5kg.model import MeetingRef, ParticipationStatement

__all__ = ["participations"]

_Key = tuple[MeetingRef, str]
"""A meeting with the IRI of a person or the code of an office."""


def participations(context: Context) -> tuple[ParticipationStatement, ...]:
    """Return who took part in the meetings of a release, in order of span."""
    if not context.meetings:
        return ()
    reader = PartReader(context)
    merged: dict[_Key, list[Part]] = {}
    for part in reader.parts():
        merged.setdefault((part.meeting, part.iri), []).append(part)
    sent = _sent(merged)
    chairs = chairing_offices(context)
    found = [_in_the_chair(_statement(parts, reader, sent), chairs) for parts in merged.values()]
    return tuple(sorted(found, key=lambda s: (s.span.start, s.span.end, s.person)))


def _sent(merged: Mapping[_Key, Sequence[Part]]) -> Mapping[_Key, frozenset[str]]:
    """Return who (IRIs) took part in each meeting for each office."""
    sent: dict[_Key, set[str]] = {}
    for (meeting, person), parts in merged.items():
        for part in parts:
            if part.office and part.role != "absent":
                sent.setdefault((meeting, part.office), set()).add(person)
    return {key: frozenset(people) for key, people in sent.items()}


def _statement(parts: Sequence[Part], reader: PartReader, sent: Mapping[_Key, frozenset[str]]) -> ParticipationStatement:
    """Return one record for all that is said of a person at a meeting: the highest role, the fullest title."""
    best = max(parts, key=lambda p: (RANKING[p.role], p.who.title is not None))
    office = best.office or next((p.office for p in parts if p.office), None)
    in_order = sorted(parts, key=lambda p: (-RANKING[p.role], p.span.start))
    title = next((p.who.title for p in in_order if p.who.title), None)
    for other in reader.titled.get(best.iri, ()):
        same_office = other.office in (None, office) or office is None
        if other.title and same_office and (title is None or _words(title) < _words(other.title)):
            title = other.title
    role = best.role
    if role == "participant" and best.among_others and _is_only_one(best, office, sent):
        role = "head-of-delegation"  # the only one named for the office, in one breath with the heads of others
    return ParticipationStatement(
        span=best.span,
        rule=best.rule,
        meeting=best.meeting,
        person=best.name,
        office=office,
        role=role,
        title=title,
        person_iri=best.iri,
    )


def _in_the_chair(statement: ParticipationStatement, chairs: Mapping[MeetingRef, str]) -> ParticipationStatement:
    """Make the head of the delegation of an office that was in the chair its chair."""
    if statement.role == "head-of-delegation" and statement.office is not None and chairs.get(statement.meeting) == statement.office:
        return replace(statement, role="chair")
    return statement


def _is_only_one(part: Part, office: str | None, sent: Mapping[_Key, frozenset[str]]) -> bool:
    """Tell whether nobody else is named for an office at a meeting of heads."""
    if part.meeting.series not in OF_HEADS or office is None or office not in OFFICES:
        return False
    return sent.get((part.meeting, office), frozenset()) <= {part.iri}


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.lower()))
