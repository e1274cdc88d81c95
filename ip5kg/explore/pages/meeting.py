"""The page of a meeting: when and where, who took part as what, what was decided how firmly, and who tells of it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from ip5kg.explore.pages.conflicts import conflict_notes
from ip5kg.explore.pages.dates import in_words, is_date, span
from ip5kg.explore.pages.evidence import last_part, number
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.paging import few, rest
from ip5kg.explore.pages.values import Card, Cards, Cell, Fact, Facts, Page, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, SCHEMA
from ip5kg.network.days import first_day

_ROLES: Final = {"chair": 0, "co-chair": 1, "head-of-delegation": 2, "participant": 3, "observer": 4, "absent": 5}
_STRENGTHS: Final = {"binding": "They commit themselves", "affirming": "They affirm", "exchanging": "They exchange views"}
STRENGTH_ORDER: Final = ("binding", "affirming", "exchanging", "")
_SHOWN_ELSEWHERE: Final = (IP5.atMeeting, IP5.decidedAt, IP5.documentOf, IP5.tookPartIn)
_NEAR: Final = 4
"""Days between meetings of one week."""
_MOST_NEAR: Final = 30


def page(world: World, iri: str) -> Page:
    """Return the page of a meeting."""
    reader = world.reader
    date = world.meeting_date(iri)
    series = reader.link(iri, IP5.inSeries)
    step = ((world.names.full(series), world.links.thing(series)),) if series else ()
    sections: list[Section] = [Facts("At a glance", "facts", _facts(world, iri, date))]
    sections += conflict_notes(world, iri)
    sections += [_participants(world, iri, date)]
    sections += decisions(world, reader.subjects(IP5.decidedAt, iri))
    sections += documents(world, reader.subjects(IP5.documentOf, iri))
    sections += _releases(world, iri)
    sections += _around(world, iri, date, series)
    sections += what_links_here(world, iri, without=_SHOWN_ELSEWHERE)
    notices = []
    if world.later(date):
        notices.append(f"This meeting came after the date that you chose ({in_words(world.as_of)}); it is shown all the same.")
    if reader.link(iri, IP5.meetingStatus).endswith(("/planned", "/cancelled")):
        notices.append(f"This meeting is {world.names.full(reader.link(iri, IP5.meetingStatus))}: nothing says that it was held.")
    return Page(
        sentence_case(world.names.full(iri)),
        "Meeting",
        lede=_lede(world, iri, date),
        crumbs=way_to(world, iri, *step),
        sections=tuple(sections),
        iri=iri,
        notices=tuple(notices),
        here="meetings",
    )


def sentence_case(text: str) -> str:
    """Return a title with a capital at its start; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def when(world: World, iri: str) -> str:
    """Return the days of a meeting in words."""
    start = world.reader.column_text(SCHEMA.startDate, iri)
    if start:
        return span(start, world.reader.column_text(SCHEMA.endDate, iri) or start)
    return in_words(world.meeting_date(iri))


def _lede(world: World, iri: str, date: str) -> Cell:
    reader, parts = world.reader, []
    days, hosts, places = when(world, iri), reader.links(iri, IP5.hostedBy), reader.links(iri, SCHEMA.location)
    held = reader.link(iri, IP5.meetingStatus).rpartition("/")[2] or "held"
    parts.append(Value({"held": "Held", "planned": "Planned", "cancelled": "Cancelled"}.get(held, "Meeting")))
    if reader.link(iri, IP5.format).endswith("/online"):
        parts.append(Value("online"))
    for place in places:
        parts += [Value("in"), world.link(place)]
    if days:
        parts.append(Value(("on " if len(date) == 10 else "in ") + days))
    for nth, host in enumerate(hosts):
        parts += [Value("and" if nth else ", hosted by"), world.link(host, short=True, day=date)]
    return (*parts, Value("."))


def _facts(world: World, iri: str, date: str) -> tuple[Fact, ...]:
    reader = world.reader
    facts: tuple[Fact, ...] = ()
    starts = world.said(iri, SCHEMA.startDate)
    if starts:
        ends = tuple(v for v in world.said(iri, SCHEMA.endDate) if v.text not in {s.text for s in starts})
        facts += world.fact("first day" if ends else "date", starts) + world.fact("last day", ends)
    elif date:
        keys = reader.subjects(IP5.identifies, iri)
        proofs = tuple(proof for key in keys for proof in world.evidence.pages(key))
        facts += world.fact("date", (Value(in_words(date), note="by the register of meetings; no single day is accepted", proofs=proofs),))
    facts += world.fact("place", world.said(iri, SCHEMA.location))
    facts += world.fact("host", world.said(iri, IP5.hostedBy, day=date))
    facts += world.fact("chair", world.said(iri, IP5.chairedBy))
    facts += world.facts(iri, {IP5.format: "form", IP5.inSeries: "series", IP5.number: "number in its series", IP5.meetingStatus: "status"})
    return facts


def _participants(world: World, iri: str, date: str) -> Table:
    reader, rows = world.reader, []
    for part in reader.subjects(IP5.atMeeting, iri):
        role = reader.link(part, IP5.role)
        office = reader.link(part, IP5.onBehalfOf)
        person = reader.link(part, IP5.participant)
        name = world.names.full(person) if person else world.names.full(part)
        who = world.link(person, proofs=world.evidence.of(part, IP5.participant, person)) if person else world.link(part)
        cells: tuple[Cell, ...] = (
            (who,),
            world.said(part, IP5.onBehalfOf, day=date, short=True),
            tuple(world.concept(r, proofs=world.evidence.of(part, IP5.role, r), kind="role") for r in reader.links(part, IP5.role)),
            world.said(part, IP5.capacity),
        )
        observer = last_part(role) in ("observer", "absent")
        order = (_ROLES.get(last_part(role), 6), world.names.on(date).short(office) if office else "~", name)
        rows.append((observer, order, Row(cells, tone="absent" if role.endswith("/absent") else "")))
    rows.sort(key=lambda row: row[:2])
    return Table(
        "Who took part",
        "participants",
        ("person", "for", "role", "capacity"),
        tuple(row for *_, row in rows),
        note="Offices bear the names that they had on the day." if not world.day else "",
        empty="No source that was read names anybody who took part.",
    )


def strength(world: World, decision: str) -> str:
    """Return how firm a decision is: "binding", "affirming", "exchanging" or "" where its act has no strength."""
    return world.lists.strengths.get(decision, "")


def decisions(world: World, found: Sequence[str], *, meeting: bool = False, most: int = 0, on: str = "") -> list[Section]:
    """Return decisions as tables, the firmest first; with `meeting` each row says where it was taken.

    `most` bounds each table; `on` is the thing whose decisions these are, for the way to all of them.
    """
    if not found:
        return [Table("What was decided", "decisions", (), (), empty="No source that was read tells of a decision.")] if not meeting else []
    groups: dict[str, list[str]] = {}
    for decision in found:
        groups.setdefault(strength(world, decision), []).append(decision)
    most = few(world, most) if most else 0
    sections: list[Section] = []
    for kind in STRENGTH_ORDER:
        if kind in groups:
            chosen = groups[kind]
            rows = tuple(decision_row(world, d, meeting=meeting) for d in (chosen[:most] if most else chosen))
            columns = ("", "what", "topics", "meeting") if meeting else ("", "what", "topics", "charged with it")
            more = rest(world, "decisions", len(rows), len(chosen), on=on.removeprefix(BASE), firm=kind or "other")
            title = f"{_STRENGTHS.get(kind, 'Other decisions')} ({len(chosen):,})"
            sections.append(Table(title, f"decisions-{kind or 'other'}", columns, rows, more=more))
    return sections


def decision_row(world: World, decision: str, *, meeting: bool = False) -> Row:
    """Return a decision as a row: its act, its wording with the sentence that states it, its topics, the body or the meeting."""
    reader = world.reader
    wording = reader.value(decision, IP5.wording)
    text = reader.text(decision, IP5.wording) or world.names.full(decision)
    proofs = world.evidence.of(decision, IP5.wording, wording) if wording is not None else ()
    acts: Cell = tuple(
        world.concept(a, kind=f"act strength-{strength(world, decision) or 'other'}") for a in reader.links(decision, IP5.act)
    )
    modality = reader.link(decision, IP5.modality)
    if modality and not modality.endswith("/done"):
        acts = (*acts, world.concept(modality, kind="modality"))
    last: Cell
    if meeting:
        last = tuple(Value(world.names.full(m), world.links.thing(m), note=when(world, m)) for m in reader.links(decision, IP5.decidedAt))
    else:
        last = tuple(world.link(b, short=True) for b in reader.links(decision, IP5.chargedBody))
    topics = tuple(world.link(t) for t in reader.links(decision, DCTERMS.subject))
    return Row((acts, (Value(sentence_case(text), world.links.thing(decision), proofs=proofs),), topics, last))


def documents(world: World, found: tuple[str, ...], *, meeting: bool = False) -> list[Section]:
    """Return documents as a table."""
    if not found:
        return []
    rows = []
    for document in found:
        titles = world.reader.values(document, DCTERMS.title)
        title = world.reader.text(document, DCTERMS.title) or world.names.full(document)
        proofs = world.evidence.of(document, DCTERMS.title, titles[0]) if titles else world.evidence.of(document, IP5.documentType)
        acts = tuple(world.concept(a, kind="act") for a in world.reader.links(document, IP5.documentAct))
        meetings = tuple(world.link(m, note=when(world, m)) for m in world.reader.links(document, IP5.documentOf)) if meeting else ()
        kind = tuple(world.concept(t) for t in world.reader.links(document, IP5.documentType))
        cells: tuple[Cell, ...] = (
            (Value(title, world.links.thing(document), proofs=proofs),),
            kind,
            acts,
            *((meetings,) if meeting else ()),
        )
        rows.append(Row(cells))
    columns = ("title", "kind", "what was done", "meeting")[: 4 if meeting else 3]
    return [Table("Documents", "documents", columns, tuple(rows))]


def _releases(world: World, iri: str) -> list[Section]:
    found = world.reader.links(iri, IP5.statedBy)
    if not found:
        return []
    cards = tuple(release_card(world, r) for r in sorted(found, key=lambda r: (world.issued(r) or "9999", r)))
    return [Cards("Who tells of it", "releases", cards, wide=True)]


def release_card(world: World, release: str) -> Card:
    """Return a release as a card: its title, its publisher and its date."""
    reader = world.reader
    about = ", ".join(part for part in (reader.text(release, DCTERMS.publisher), in_words(world.issued(release))) if part)
    return Card(world.link(release), lines=((Value(about, tone="quiet"),),) if about else ())


def _around(world: World, iri: str, date: str, series: str) -> list[Section]:
    """Return the meetings of the same week, and those before and after in the series."""
    reader, cards = world.reader, []
    if is_date(date) and len(date) == 10:
        for other, start in _same_week(world, iri, date):
            cards.append(Card(world.link(other), ((Value(f"the same week: {in_words(start)}", tone="quiet"),),)))
    numbers = reader.column(IP5.number)
    mine = number(reader.text(iri, IP5.number))
    for other in reader.subjects(IP5.inSeries, series) if series and mine and numbers else ():
        step = number(reader.column_text(IP5.number, other)) - mine
        if abs(step) == 1 and not world.later(world.meeting_date(other)):
            said = "the next of the series" if step > 0 else "the one before in the series"
            cards.append(Card(world.link(other), ((Value(said, tone="quiet"),),)))
    return [Cards("Around it", "around", tuple(cards))] if cards else []


def _same_week(world: World, iri: str, date: str) -> list[tuple[str, str]]:
    """Return (meeting, day) of the meetings a few days around a day, the earliest first."""
    dates, ordered = world.lists.meeting_dates, world.lists.meetings
    after = dt.date.fromordinal(_ordinal(date) + _NEAR + 1).isoformat()
    place = bisect_left(ordered, True, key=lambda m: not is_date(dates[m]) or dates[m] < after)
    found = []
    for other in ordered[place:]:
        start = dates[other]
        if not is_date(start) or _ordinal(start) < _ordinal(date) - _NEAR:
            break
        if other != iri and len(start) == 10 and not world.later(start):
            found.append((other, start))
    return found[: -_MOST_NEAR - 1 : -1]


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(first_day(day)).toordinal()
