"""Orders and counts over the whole graph: worked out once for each build, so that a page looks up what it shows and no more.

A page that lists the newest meetings of an office would else have to read the dates of all of them. What is worked out stays as long
as the graph is served; `ahead` does it all before a reader comes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from ip5kg.explore.pages.dates import is_date
from ip5kg.explore.pages.reading import Reader
from ip5kg.namespaces import DCTERMS, IP5, RDF, SCHEMA, SKOS
from ip5kg.network.days import first_day

_LOOKED_UP: Final = (
    IP5.attendedByOffice,
    IP5.hostedBy,
    IP5.inSeries,
    IP5.decidedAt,
    IP5.atMeeting,
    IP5.participant,
    IP5.onBehalfOf,
    IP5.issuer,
)
"""Properties by whose values lists are made: what has which value is read at one go."""


class Lists:
    """The lists of one graph."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def meeting_dates(self) -> Mapping[str, str]:
        """The day, month or year of each meeting: its own, or else the one that the register of meetings has; "" where there is none."""

        def find() -> dict[str, str]:
            reader = self._reader
            found = {m: reader.column_text(SCHEMA.startDate, m) for m in reader.of_type(IP5.Meeting)}
            for key, meeting in sorted(reader.column(IP5.identifies).items()):
                if isinstance(meeting, ox.NamedNode) and not found.get(meeting.value, "?"):
                    found[meeting.value] = reader.text(key, IP5.keyFrom)
            return found

        return self._reader.once("meeting dates", find)

    @property
    def meetings(self) -> Sequence[str]:
        """All meetings, the newest first and the undated last."""
        return self._reader.once("meetings", lambda: newest_first(self.meeting_dates, self.meeting_dates))

    @property
    def decision_dates(self) -> Mapping[str, str]:
        """The date of the meeting of each decision, or ""."""

        def find() -> dict[str, str]:
            at, dates = self._reader.column(IP5.decidedAt), self.meeting_dates
            return {d: dates.get(str(getattr(at.get(d), "value", "")), "") for d in self._reader.of_type(IP5.Decision)}

        return self._reader.once("decision dates", find)

    @property
    def decisions(self) -> Sequence[str]:
        """All decisions, those of the newest meeting first."""
        return self._reader.once("decisions", lambda: newest_first(self.decision_dates, self.decision_dates))

    @property
    def strengths(self) -> Mapping[str, str]:
        """How firm each decision is: the notation of what its act is a kind of, or ""."""

        def find() -> dict[str, str]:
            firm: dict[str, str] = {}
            found = {}
            for decision, act in self._reader.column(IP5.act).items():
                name = str(getattr(act, "value", ""))
                if name not in firm:
                    firm[name] = self._reader.link(name, SKOS.broader).rpartition("/")[2]
                found[decision] = firm[name]
            return found

        return self._reader.once("strengths", find)

    @property
    def issued(self) -> Mapping[str, str]:
        """The date of issue of each release, or ""."""

        def find() -> dict[str, str]:
            return {r: self._reader.column_text(DCTERMS.issued, r) for r in self._reader.of_type(IP5.Release, IP5.Digest)}

        return self._reader.once("issued", find)

    @property
    def releases(self) -> Sequence[str]:
        """All releases, the newest first."""
        return self._reader.once("releases", lambda: newest_first(self.issued, self.issued))

    @property
    def appearances(self) -> Mapping[str, int]:
        """How often sources name each person at a meeting."""

        def find() -> dict[str, int]:
            return Counter(who.value for who in self._reader.column(IP5.participant).values() if isinstance(who, ox.NamedNode))

        return self._reader.once("appearances", find)

    def meetings_of(self, thing: str) -> Sequence[str]:
        """Return the meetings that an office hosted or attended, that a person took part in, or that belong to a series or body."""

        def find() -> Sequence[str]:
            reader = self._reader
            found = {
                *reader.subjects(IP5.hostedBy, thing),
                *reader.subjects(IP5.attendedByOffice, thing),
                *reader.subjects(IP5.inSeries, thing),
            }
            found.update(m for series in reader.links(thing, IP5.meetsAs) for m in reader.subjects(IP5.inSeries, series))
            found.update(m for part in reader.subjects(IP5.participant, thing) if (m := reader.link(part, IP5.atMeeting)))
            return newest_first(found, self.meeting_dates)

        return self._reader.once(("meetings of", thing), find)

    def releases_of(self, office: str) -> Sequence[str]:
        """Return the releases that an office issued, the newest first."""
        return self._reader.once(("releases of", office), lambda: newest_first(self._reader.subjects(IP5.issuer, office), self.issued))

    def decisions_on(self, thing: str) -> Sequence[str]:
        """Return the decisions on a topic, or those that charge a body with something, the newest first."""

        def find() -> Sequence[str]:
            reader = self._reader
            found = {*reader.subjects(DCTERMS.subject, thing), *reader.subjects(IP5.chargedBody, thing)}
            dates = self.decision_dates
            return newest_first((d for d in found if d in dates), dates)

        return self._reader.once(("decisions on", thing), find)

    def delegates(self, office: str) -> Sequence[tuple[str, str]]:
        """Return (person, date of the meeting) for all who are named at a meeting on behalf of an office."""

        def find() -> list[tuple[str, str]]:
            reader, dates = self._reader, self.meeting_dates
            at, who = reader.column(IP5.atMeeting), reader.column(IP5.participant)
            found = []
            for part in reader.subjects(IP5.onBehalfOf, office):
                meeting, person = at.get(part), who.get(part)
                if isinstance(meeting, ox.NamedNode) and isinstance(person, ox.NamedNode):
                    found.append((person.value, dates.get(meeting.value, "")))
            return found

        return self._reader.once(("delegates", office), find)

    def ahead(self) -> None:
        """Work out all of it."""
        for predicate in _LOOKED_UP:
            self._reader.gather(predicate)
        _ = self.meetings, self.decisions, self.strengths, self.releases, self.appearances
        for office in self._reader.of_type(IP5.Office, IP5.ObserverOrganization, IP5.IndustryAssociation):
            _ = self.meetings_of(office), self.releases_of(office), self.delegates(office)
            self._reader.leading_to(office)
        for thing in (*self._reader.of_type(IP5.Body), *self._reader.of_type(IP5.MeetingSeries), *self._topics()):
            _ = self.meetings_of(thing), self.decisions_on(thing)
        for listed in (IP5.Person, IP5.Document, IP5.Project, IP5.Figure, IP5.Conflict):
            self._reader.subjects(RDF.type, listed)

    def _topics(self) -> Iterable[str]:
        return {topic for decision in self.decisions[:2_000] for topic in self._reader.links(decision, DCTERMS.subject)}


def newest_first(things: Iterable[str], date_of: Mapping[str, str]) -> list[str]:
    """Return things in the order of their dates, the newest first and the undated last."""
    known = sorted(things)
    dated = [t for t in known if is_date(date_of.get(t, ""))]
    dated.sort(key=lambda t: date_of[t], reverse=True)
    return dated + [t for t in known if not is_date(date_of.get(t, ""))]


def up_to(day: str, ordered: Sequence[str], date_of: Mapping[str, str]) -> Sequence[str]:
    """Return what does not lie after a day, of things in the order of `newest_first`. Undated things stay; without a day all do."""
    if not day:
        return ordered
    # Dates as precise as they are known sort as their first days do; the undated are the oldest of all.
    return ordered[bisect_left(ordered, True, key=lambda t: not is_date(date_of.get(t, "")) or first_day(date_of[t]) <= day) :]
