"""What every page works with: the graph, the names of the time, the addresses, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ip5kg.explore.pages.dates import certainly_after, in_words
from ip5kg.explore.pages.evidence import Evidence, last_part
from ip5kg.explore.pages.links import Links, web_address
from ip5kg.explore.pages.lists import Lists, newest_first, up_to
from ip5kg.explore.pages.naming import Names, literal
from ip5kg.explore.pages.reading import Reader, Term, language_rank
from ip5kg.explore.pages.values import Cell, Fact, Proof, Value
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, FOAF, IP5, RDF, SCHEMA, SKOS
from ip5kg.network.days import last_day
from ip5kg.queries import Catalogue

PER_PAGE: Final = 100
"""Rows of a long list on one page, where a row is short."""


@dataclass(frozen=True)
class World:
    """One reader's view of the graph. `as_of` is the date that was chosen, as written, or ""."""

    reader: Reader
    links: Links
    as_of: str = ""
    built: Path | None = None
    catalogue: Catalogue | None = None
    whole: bool = False
    """Whether long lists come in one piece (in the static site) and not page by page."""

    @property
    def day(self) -> str:
        """The last day of the chosen date, or ""."""
        return last_day(self.as_of) if self.as_of else ""

    @cached_property
    def names(self) -> Names:
        return Names(self.reader, self.day)

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.reader)

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.reader, self.links, self.names)

    def later(self, date: str) -> bool:
        """Return whether something lies after the chosen date, so that it is not shown."""
        return bool(self.day) and certainly_after(date, self.day)

    def link(
        self, iri: str, *, short: bool = False, note: str = "", proofs: tuple[Proof, ...] = (), day: str = "", tone: str = ""
    ) -> Value:
        """Return a thing as a link under its name (as of `day`, where the reader chose no date)."""
        names = self.names.on(day)
        full = names.full(iri)
        text = names.short(iri) if short else full
        title = full if text != full else ""
        return Value(text, self.links.thing(iri), self.names.language(iri), note, tone, title, proofs=proofs)

    def term(self, term: Term, *, proofs: tuple[Proof, ...] = (), note: str = "", day: str = "", short: bool = False) -> Value:
        """Return any value: a thing as a link, an address that leads out, a text with its language."""
        if isinstance(term, ox.NamedNode):
            if term.value.startswith(BASE) or self.reader.describes(term.value) or not web_address(term.value):
                return self.link(term.value, proofs=proofs, note=note, day=day, short=short)
            return Value(term.value, term.value, external=True, proofs=proofs, note=note)
        if isinstance(term, ox.Literal):
            language = term.language or ""
            return Value(literal(term), lang="" if language.startswith("en") else language, proofs=proofs, note=note)
        return Value(str(term), proofs=proofs, note=note)

    def said(self, subject: str, predicate: str, *, day: str = "", short: bool = False) -> Cell:
        """Return all values of a property, each with what proves it."""
        return tuple(
            self.term(term, proofs=self.evidence.of(subject, predicate, term), day=day, short=short)
            for term in self.reader.values(subject, predicate)
        )

    def dated(self, subject: str, predicate: str) -> Cell:
        """Return the dates of a property in words, each with what proves it."""
        return tuple(
            Value(in_words(term.value), proofs=self.evidence.of(subject, predicate, term))
            for term in self.reader.values(subject, predicate)
            if isinstance(term, ox.Literal)
        )

    def fact(self, label: str, values: Cell, help_: str = "") -> tuple[Fact, ...]:
        """Return a fact, or nothing where there are no values: `facts += world.fact(…)`."""
        return (Fact(label, values, help_),) if values else ()

    def facts(self, subject: str, wanted: Mapping[str, str]) -> tuple[Fact, ...]:
        """Return the facts of some properties, in the order given, under the labels given."""
        return tuple(
            fact
            for predicate, label in wanted.items()
            for fact in self.fact(label, self.said(subject, predicate), self.names.help(predicate))
        )

    def crumbs(self, *steps: tuple[str, str]) -> Cell:
        """Return the way from the start page: (text, address) of each step."""
        return (Value("Start", self.links.page("")), *(Value(text, href) for text, href in steps))

    def other_names(self, iri: str) -> Cell:
        """Return the names that a thing has beside its main one, each once; names to be found but not shown are left out."""
        main = self.names.full(iri)
        terms = [
            term
            for predicate in (SKOS.prefLabel, SKOS.altLabel, IP5.acronym, FOAF.name)
            for term in self.reader.values(iri, predicate)
            if isinstance(term, ox.Literal) and term.value != main
        ]
        values: dict[str, Value] = {}
        for term in sorted(terms, key=lambda t: (language_rank(t), t.value)):
            values.setdefault(term.value, self.term(term))
        return tuple(values.values())

    def meeting_date(self, meeting: str) -> str:
        """Return the day, month or year of a meeting: its own, or else the one that the register of meetings has."""
        found = self.lists.meeting_dates.get(meeting)
        return found if found is not None else self.reader.column_text(SCHEMA.startDate, meeting)

    def by_name(self, cls: str) -> Sequence[str]:
        """Return the things of a class in the order of their names; dated names do not change the order."""

        def find() -> list[str]:
            names = Names(self.reader)
            return sorted(self.reader.of_type(cls), key=lambda t: (names.full(t).casefold(), t))

        return self.reader.once(("by name", cls), find)

    def issued(self, release: str) -> str:
        """Return the date of issue of a release, or ""."""
        return self.reader.column_text(DCTERMS.issued, release)

    def newest_first(self, things: Iterable[str], date_of: Mapping[str, str]) -> list[str]:
        """Return things in the order of their dates, the newest first and the undated last."""
        return newest_first(things, date_of)

    def until_then(self, ordered: Sequence[str], date_of: Mapping[str, str]) -> Sequence[str]:
        """Return what does not lie after the chosen date, of things in the order of `newest_first`."""
        return up_to(self.day, ordered, date_of)

    def concept(self, iri: str, *, proofs: tuple[Proof, ...] = (), kind: str = "") -> Value:
        """Return a concept as a badge; `kind` and its notation make the class of its style."""
        notation = last_part(iri)
        return Value(self.names.full(iri), self.links.thing(iri), tone=f"{kind} {kind}-{notation}".strip(), proofs=proofs)

    def with_links(self, links: Links) -> World:
        """Return the same view under other addresses."""
        return replace(self, links=links)


def claim_classes() -> frozenset[str]:
    """Return the classes whose things explain others and have no use for pages of lists."""
    return frozenset({IP5.Claim, IP5.CuratedClaim, IP5.Evidence, IP5.ExtractionRun, RDF.Statement, IP5.MeetingKey})
