"""Where a digest and its official page do not say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from ip5kg.model import Release, Statement

Kind = Literal["differs", "more precise", "digest only", "page only"]

# What a statement is about, and what it says of it.
_FIELDS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "meeting": (("series", "number"), ("start", "end", "format", "city", "country", "host", "status")),
    "participation": (("meeting", "person"), ("office", "role", "title")),
    "decision": (("meeting", "act", "topics"), ("modality", "body")),
    "document": (("meeting", "doc_type"), ("title", "act")),
    "statistic": (("measure", "unit", "year", "scope"), ("value", "qualifier")),
    "group": (("group",), ("remit",)),
    "project": (("project",), ("status", "body", "leads")),
    "acronym": (("acronym",), ("expansion",)),
    "contact": (("office",), ("division",)),
}
_DATES = ("start", "end")


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact on which a digest and its page differ: `field` of what `type` and `about` name, or all of it where `field` is None."""

    release: str
    kind: Kind
    type: str
    about: str
    field: str | None
    digest: tuple[str, ...]
    page: tuple[str, ...]
    digest_quote: str | None
    page_quote: str | None

    def record(self) -> dict[str, Any]:
        return {**asdict(self), "digest": list(self.digest), "page": list(self.page)}


@dataclass(frozen=True, slots=True)
class _Side:
    """What one text says of one thing: the values of each field, and the words in which it does."""

    values: dict[str, set[str]]
    quote: str


def compare(digest: Release, said: Iterable[Statement], page: Release, there: Iterable[Statement]) -> tuple[Difference, ...]:
    """Return the facts on which a digest and its page differ, sorted by what they are about.

    Dates of which one is only more precise (2021-06 and 2021-06-23) do not contradict one another and are named so.
    """
    ours, theirs = _things(digest, said), _things(page, there)
    found: list[Difference] = []
    for type_, about in sorted({*ours, *theirs}):
        here, other = ours.get((type_, about)), theirs.get((type_, about))
        if here is None or other is None:
            kind: Kind = "page only" if here is None else "digest only"
            found.append(Difference(digest.id, kind, type_, about, None, _all(here), _all(other), _quote(here), _quote(other)))
            continue
        for field in _FIELDS[type_][1]:
            mine, its = here.values.get(field, set()), other.values.get(field, set())
            if mine != its:
                values = tuple(sorted(mine)), tuple(sorted(its))
                found.append(Difference(digest.id, _kind(field, mine, its), type_, about, field, *values, here.quote, other.quote))
    return tuple(found)


def _kind(field: str, mine: set[str], its: set[str]) -> Kind:
    if not its:
        return "digest only"
    if not mine:
        return "page only"
    if field in _DATES and all(any(a.startswith(b) or b.startswith(a) for b in its) for a in mine):
        return "more precise"
    return "differs"


def _things(release: Release, statements: Iterable[Statement]) -> dict[tuple[str, str], _Side]:
    things: dict[tuple[str, str], _Side] = {}
    values: dict[tuple[str, str], defaultdict[str, set[str]]] = {}
    for statement in statements:
        if statement.kind not in _FIELDS:
            continue
        record = _record(release, statement)
        names, fields = _FIELDS[statement.kind]
        key = (statement.kind, " · ".join(text for name in names if (text := _text(record.get(name)))))
        if key not in things:
            values[key] = defaultdict(set)
            things[key] = _Side(values[key], " ".join(str(record["quote"]).split()))
        for field in fields:
            if text := _text(record.get(field)):
                values[key][field].add(text)
    return things


def _record(release: Release, statement: Statement) -> dict[str, Any]:
    record = statement.record(release)
    if statement.kind == "meeting" and record.get("number") is None:  # then its date is what tells it from others
        record["number"] = record.get("start")
    return record


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(_text(item) for item in value.values())
    if isinstance(value, list):
        return ", ".join(sorted(_text(item) for item in value))
    return "" if value is None else str(value)


def _all(side: _Side | None) -> tuple[str, ...]:
    return tuple(f"{field}: {text}" for field, texts in sorted(side.values.items()) for text in sorted(texts)) if side else ()


def _quote(side: _Side | None) -> str | None:
    return side.quote if side else None
