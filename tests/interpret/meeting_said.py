"""What a release says of meetings and of those who took part, read from its text alone."""

from __future__ import annotations

import json

from ip5kg.interpret.context import Context
from ip5kg.interpret.meetings import interpret_meetings
from ip5kg.interpret.participations import participations
from ip5kg.model import MeetingStatement, ParticipationStatement
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from ip5kg.resolve import resolve
from tests.interpret.said import known


def read(text: str, *, title: str = "Press release of the IP5", issued: str | None = "2021-06-24", publisher: str = "Somebody") -> Context:
    """Return the context of a Markdown release, with its meetings."""
    date = f"issued: {issued}\n" if issued else ""
    front = f"---\npublisher: {publisher}\n{date}title: {json.dumps(title)}\nlanguage: en\n---\n"
    release = read_bytes(f"{front}{title}\n\n{text}\n".encode(), "a-release.md")
    return interpret_meetings(Context(release, resolve(release, recognise(release, known()), known()), known()))


def meetings(text: str, **given: str) -> tuple[MeetingStatement, ...]:
    return read(text, **given).meetings


def meeting(text: str, **given: str) -> MeetingStatement:
    """Return the one meeting of a text."""
    found = meetings(text, **given)
    assert len(found) == 1, found
    return found[0]


def parts(text: str, **given: str) -> list[ParticipationStatement]:
    return list(participations(read(text, **given)))


def roles(text: str, **given: str) -> dict[str, tuple[str | None, str]]:
    """Return office and role of each participant, by family name or what stands last."""
    return {p.person.split()[-1]: (p.office, p.role) for p in parts(text, **given)}


def summary(found: MeetingStatement) -> str:
    """Return a meeting in one short line: "heads 14, 2021-06-22 to 2021-06-23, Tokyo/JP, hybrid, host JP, planned"."""
    line = found.series if found.number is None else f"{found.series} {found.number}"
    if found.start:
        line += f", {found.start}" if found.start == found.end else f", {found.start} to {found.end}"
    place = "/".join(p for p in (found.city, found.country) if p)
    line += f", {place}" if place else ""
    if found.format and not (place and found.format == "in-person"):
        line += f", {found.format}"
    line += f", host {found.host}" if found.host else ""
    return line if found.status == "held" else f"{line}, {found.status}"


def part(found: ParticipationStatement) -> str:
    """Return somebody's part in one short line: "António Campinos (EP): head-of-delegation, President"."""
    office = f" ({found.office})" if found.office else ""
    return f"{found.person}{office}: {found.role}" + (f", {found.title}" if found.title else "")
