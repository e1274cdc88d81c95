"""The fields of a record of `data/curated`: a value, or several, each with the pages that state it.

A field is written as a bare value, as a mapping with `value`, or as a list of either; `from` names source pages by the
last part of their IRI in `data/authority/sources.ttl`. What gives no pages of its own rests on those of its record.
All scalars are read as text, so that 2021-06 stays a month and NO stays a code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ip5kg import iris
from ip5kg.errors import BadArgument
from ip5kg.mapping.terms import Value


@dataclass(frozen=True, slots=True)
class Rest:
    """What a statement rests on: its pages (IRIs), whether they were seen, and what else there is to say."""

    pages: tuple[str, ...]
    unverified: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One triple that a person entered, with what it rests on."""

    subject: str
    predicate: str
    value: Value
    rest: Rest


@dataclass(frozen=True)
class Record:
    """One record as it is being read: its fields, where it stands, what it rests on unless a field says otherwise."""

    where: str
    """File and place, for messages."""
    fields: Mapping[str, Any]
    known: Collection[str]
    """IRIs that the authority files and the vocabularies describe."""
    outer: Rest = field(default_factory=lambda: Rest(()))

    def rest(self, fields: Mapping[str, Any] | None = None) -> Rest:
        """Return what a mapping rests on: its own pages, else those of the record."""
        own = self.fields if fields is None else fields
        outer = self.outer if fields is None else self.rest()
        keys = own.get("from")
        # What is marked unverified rests on no page, unless it names one that comes near.
        pages = () if self._flag(own) else outer.pages
        if keys is not None:
            if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys) or not keys:
                raise self.wrong("from is no list of source pages", "write it like from: [meti21, fo-14]")
            pages = tuple(sorted({self.thing("source", key) for key in keys}))
        unverified = self._flag(own) or outer.unverified
        if not pages and not unverified:
            raise self.wrong("no source page is named", "give from: [KEY] with keys of data/authority/sources.ttl, or unverified: true")
        note = own.get("note")
        return Rest(pages, unverified, " ".join(str(note).split()) if note else None)

    def _flag(self, fields: Mapping[str, Any]) -> bool:
        flag = fields.get("unverified", "false")
        if flag not in ("true", "false"):
            raise self.wrong(f"unverified is {flag!r}", "write unverified: true, or leave it out")
        return bool(flag == "true")

    def values(self, name: str) -> Iterator[tuple[str, Rest]]:
        """Yield each value of a field with what it rests on; nothing where there is no such field."""
        given = self.fields.get(name)
        if given is None:
            return
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, Mapping):
                self.at_most(one, {"value", "from", "unverified", "note"}, f"{name}: ")
                yield self.text(one, "value", f"{name}: "), self.rest(one)
            elif isinstance(one, str) and one:
                yield one, self.rest()
            else:
                raise self.wrong(f"{name} has no value", f"write {name}: VALUE, or {name}: {{value: VALUE, from: [KEY]}}")

    def records(self, name: str) -> Iterator[Record]:
        """Yield the records of a list within this one, such as participants."""
        given = self.fields.get(name)
        if given is None:
            return
        if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
            raise self.wrong(f"{name} is no list of mappings", f"begin each entry of {name} with a hyphen and the name of a field")
        for place, one in enumerate(given, start=1):
            yield Record(f"{self.where}, {name} {place}", one, self.known, self.rest())

    def text(self, fields: Mapping[str, Any], name: str, before: str = "") -> str:
        given = fields.get(name)
        if not isinstance(given, str) or not given.strip():
            raise self.wrong(f"{before}{name} is missing", f"give it as {name}: …")
        return " ".join(given.split())

    def need(self, name: str) -> str:
        return self.text(self.fields, name)

    def may(self, name: str) -> str | None:
        return self.need(name) if self.fields.get(name) not in (None, "") else None

    def several(self, name: str) -> list[str]:
        """Return the values of a field that may be one or a list, without pages of their own."""
        given = self.fields.get(name, [])
        found = [given] if isinstance(given, str) else given
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            raise self.wrong(f"{name} is no list", f"write {name}: [VALUE, VALUE]")
        return found

    def at_most(self, fields: Mapping[str, Any], names: Collection[str], before: str = "") -> None:
        """Refuse a field that nobody reads: it may be misspelt."""
        strange = sorted(set(map(str, fields)) - set(names))
        if strange:
            raise self.wrong(f"{before}{strange[0]} is no field here", f"use one of: {', '.join(sorted(names))}")

    def only(self, *names: str) -> None:
        self.at_most(self.fields, {*names, "from", "unverified", "note"})

    def thing(self, kind: str, key: str) -> str:
        """Return the IRI of a thing that must be known already: a source page, a place, a term."""
        found = f"{iris.BASE}{kind}/{key}"
        if found not in self.known:
            raise self.wrong(f"there is no {kind}/{key}", f"add it to the {_HOME.get(kind, 'vocabularies in ontology/vocabularies')}")
        return found

    def wrong(self, what: str, remedy: str) -> BadArgument:
        return BadArgument(self.where, what, remedy)


_HOME = {
    "source": "source pages in data/authority/sources.ttl",
    "place": "places in data/authority/places.ttl",
    "body": "bodies in data/authority/bodies.ttl",
    "office": "organisations in data/authority",
    "association": "organisations in data/authority",
    "organisation": "organisations in data/authority",
    "cooperation": "co-operations in data/authority/cooperations.ttl",
    "project": "projects in data/authority/projects.ttl",
}
