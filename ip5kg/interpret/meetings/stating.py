"""From what was gathered to statements: one for each meeting that a release tells enough of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.draft import Draft, where
from ip5kg.interpret.meetings.gather import Gathering
from ip5kg.interpret.meetings.times import Time, moved, nth_day
from ip5kg.interpret.views import OWN_SERIES
from ip5kg.model import MeetingStatement, Mention, Span

_ISO_DAY: Final = 10  # characters
_ISO_MONTH: Final = 7
_HELD: Final = re.compile(r"\b(?:was held|were held|took place|had met|have met|met|held (?:a|its|their)|sat down|was accompanied)\b")


def statements(gathering: Gathering) -> Iterator[tuple[Draft, MeetingStatement]]:
    """Yield the meetings that a release states, each with its statement."""
    for meeting in gathering.meetings:
        statement = _statement(meeting, gathering)
        if statement is not None:
            yield meeting, statement


def _statement(meeting: Draft, gathering: Gathering) -> MeetingStatement | None:
    main = gathering.main if gathering.main is not meeting else None
    time = meeting.time or nth_day(meeting.anchors, _days_of_event(meeting, gathering))
    if time is not None and meeting.whole is None and not meeting.is_dated:
        week = next((u for u in gathering.umbrellas if u.time is not None and u.time[0] <= time[0] <= u.time[1]), None)
        meeting.whole = week or main  # "on the second day": of the week of meetings, of the main meeting
    own = [a for a in meeting.anchors if not a.put_off or a.new_date]
    city, country = where(_places(meeting, main), gathering.context.gazetteer)
    form = _first(a.format for a in own if not a.view.is_heading) or _first(a.format for a in own)
    if form is None and (city or country or any(a.at_office for a in own)):
        form = "in-person"
    if form == "online":
        city = country = None
    if not _is_stated(meeting, gathering, time, city or country):
        return None
    best = _best(meeting, own)
    hosting = [*meeting.anchors, *(meeting.whole.anchors if meeting.whole is not None and meeting.whole.umbrella else ())]
    return MeetingStatement(
        span=Span(best.view.span.start, best.view.span.end),
        rule=f"meeting/{best.form}",
        series=meeting.series,
        number=meeting.number,
        start=time[0] if time else None,
        end=time[1] if time else None,
        format=form,
        city=city,
        country=country,
        host=_first(a.host for a in hosting),
        status=_status(meeting, time, gathering.context.release.issued),
    )


def _days_of_event(meeting: Draft, gathering: Gathering) -> Time | None:
    """Return the days of the event whose "opening day" a text can speak of: those of a week of meetings, else of the main meeting."""
    weeks = [t for u in gathering.umbrellas if (t := u.time) is not None and t[0] < t[1]]
    main = gathering.main
    own = main.time if main is not None and main is not meeting else None
    return weeks[0] if weeks and (own is None or own[0] == own[1]) else own


def _first(values: Iterator[str | None]) -> str | None:
    return next((v for v in values if v), None)


def _places(meeting: Draft, main: Draft | None) -> list[Mention]:
    """Return the places of a meeting, else those of the event it is a part of."""
    if meeting.places or meeting.whole is not None:
        whole = meeting.whole.places if meeting.whole is not None else []
        if not whole and meeting.whole is not None and meeting.whole.umbrella and main is not None and main.whole in (None, meeting.whole):
            whole = main.places  # "The heads will meet in Songdo. … the series of meetings will run from June 11 to 13"
        return meeting.places or whole
    return main.places if main is not None and any(a.is_side for a in meeting.anchors) else []


def _best(meeting: Draft, own: list[Anchor]) -> Anchor:
    """Return the anchor whose sentence says most: with date and number, else with a verb, else the first."""
    said = [a for a in own if not a.view.is_heading]
    telling = (a for a in said if a.dates and a.number == meeting.number)
    return next(telling, None) or next((a for a in said if a.asserted), None) or next(iter(said), meeting.anchors[0])


def _is_stated(meeting: Draft, gathering: Gathering, time: Time | None, place: str | None) -> bool:
    """Tell whether enough is said of a meeting: a number, a date, or that it was held."""
    if meeting.series == "bilateral":
        return time is not None or place is not None or any(a.asserted and not a.usual for a in meeting.anchors)
    if meeting.series not in OWN_SERIES:
        return time is not None or place is not None
    if meeting.number is not None or time is not None:
        return True
    told = [a for a in meeting.anchors if a.asserted and not a.usual and not a.view.is_heading]
    told += [a for a in meeting.anchors if a.form == "deed" and a.places]
    held = any(a.planned is not True and (a.attended or _HELD.search(a.view.own_text)) for a in told)
    return bool(told) and (place is not None or meeting is gathering.main or held)


def _long_after(day: str, issued: str) -> bool:
    """Tell whether a day comes so long after the day of issue that no clock of another country explains it."""
    if len(day) == len(issued) == _ISO_DAY:
        return moved(issued, 1) < day
    return day[:_ISO_MONTH] > issued[:_ISO_MONTH] and min(len(day), len(issued)) >= _ISO_MONTH


def _status(meeting: Draft, time: Time | None, issued: str | None) -> str:
    """Return whether a meeting was held, is planned or was cancelled, by the date of issue where that tells."""
    if any(a.cancelled for a in meeting.anchors):
        return "cancelled"
    tenses = [a for a in meeting.anchors if a.planned is not None]
    votes = [a.planned for a in tenses if a.dates or a.places or a.host]
    votes = votes or [a.planned for a in tenses if not a.view.is_heading] or [a.planned for a in tenses]
    if time is not None and issued is not None:
        width = min(len(time[0]), len(issued))
        if time[0][:width] > issued[:width]:
            return "held" if votes and not any(votes) and not _long_after(time[0], issued) else "planned"
        width = min(len(time[1]), len(issued))
        if time[1][:width] < issued[:width]:
            return "held"
    return "planned" if votes and votes[0] else "held"
