"""What one release says, as text for people: meetings, who took part, what was decided, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from ip5kg.model import Release, Statement

Piece = tuple[str, str]
Record = dict[str, Any]


def pieces(release: Release, statements: Iterable[Statement]) -> Iterator[Piece]:
    """Yield what the statements of a release say, grouped by kind, then by meeting, in the order of the text."""
    records = [statement.record(release) for statement in statements]
    yield f"{release.title or release.id}\n", "title"
    about = " · ".join(part for part in (release.publisher, release.issued, "digest" if release.kind == "digest" else "") if part)
    yield f"{release.id}{f' · {about}' if about else ''}\n", "quiet"
    if release.url:
        yield f"{release.url}\n", "link"
    if not records:
        yield "\n  nothing was found that is about the IP5\n", "quiet"
    for kind, heading, line in _KINDS:
        own = sorted((r for r in records if r["type"] == kind), key=_meeting_of)
        for meeting, group in groupby(own, key=_meeting_of):
            yield f"\n{heading}{f' · {meeting}' if meeting else ''}\n", "title"
            for record in group:
                yield f"  {line(record)}\n", ""
                if kind != "participation":
                    yield f"      «{' '.join(record['quote'].split())}»\n", "quote"


def _meeting_of(record: Record) -> str:
    meeting = record.get("meeting") or {}
    which = meeting.get("number") or meeting.get("date") or ""
    return f"{meeting['series']} {which}".strip() if meeting else ""


def _joined(record: Record, *names: str) -> str:
    return " · ".join(str(record[name]) for name in names if record.get(name))


def _meeting(record: Record) -> str:
    which = f"{record['series']} {record.get('number') or ''}".strip()
    start, end = record.get("start"), record.get("end")
    dates = f"{start} to {end}" if start and end and start != end else start or ""
    place = ", ".join(record[name] for name in ("city", "country") if record.get(name))
    host = f"host {record['host']}" if record.get("host") else ""
    return " · ".join(part for part in (which, dates, record.get("format"), place, host, record.get("status")) if part)


def _participation(record: Record) -> str:
    words = f"{record.get('office') or '–':<8}{record['person']:<28}{record['role']:<20}{record.get('title') or ''}"
    return words.rstrip()


def _decision(record: Record) -> str:
    act = record["act"] if record["modality"] == "done" else f"{record['act']} ({record['modality']})"
    topics = ", ".join(record.get("topics", ()))
    return " · ".join(part for part in (act, topics, record.get("body")) if part)


def _statistic(record: Record) -> str:
    value = record["value"]
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    qualifier = "" if record["qualifier"] == "exact" else f"{record['qualifier']} "
    unit = "%" if record["unit"] == "percent" else f" {record['unit']}"
    return " · ".join(part for part in (f"{qualifier}{number}{unit}", record["measure"], _joined(record, "scope", "year")) if part)


def _project(record: Record) -> str:
    leads = f"led by {', '.join(record['leads'])}" if record.get("leads") else ""
    return " · ".join(part for part in (record["project"], record.get("status"), record.get("body"), leads) if part)


_KINDS: tuple[tuple[str, str, Callable[[Record], str]], ...] = (
    ("meeting", "Meetings", _meeting),
    ("participation", "Participants", _participation),
    ("decision", "Decisions", _decision),
    ("document", "Documents", lambda record: _joined(record, "title", "doc_type", "act")),
    ("project", "Projects", _project),
    ("statistic", "Figures", _statistic),
    ("group", "Groups", lambda record: _joined(record, "group", "remit")),
    ("acronym", "Acronyms", lambda record: f"{record['acronym']} = {record['expansion']}"),
    ("contact", "Contact", lambda record: _joined(record, "division", "office")),
)
