"""Disputes as text: pieces with a style each, for a terminal, or joined, for everything else; and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from ip5kg.conflicts.values import Dispute, Disputes, Source, Version

_MARKS = {"settled": "settled", "open": "OPEN", "set aside": "set aside"}


def pieces(found: Disputes) -> Iterator[tuple[str, str]]:
    """Yield the disputes piece by piece, each with a style that `cli.output` knows."""
    yield f"{found.summary()}\n", "title"
    for place, dispute in enumerate(found.disputes, start=1):
        yield "\n", ""
        yield from _dispute(place, dispute)
    if found.names:
        yield "\nNames that mislead, and who is meant\n", "title"
    for name in found.names:
        yield f"\n  “{name.printed}”", "fact"
        yield f" is {name.means}", ""
        yield f" ({name.thing})\n", "quiet"
        yield f"    {name.why}\n", ""
        for source in name.rests_on:
            yield from _source(source, "    ")


def _dispute(place: int, dispute: Dispute) -> Iterator[tuple[str, str]]:
    yield f"{place}. {_capital(dispute.title)}", "fact"
    yield f" — {_MARKS[dispute.outcome]}\n", "doubt" if dispute.outcome == "open" else "good"
    for version in dispute.versions:
        yield from _version(version)
    if dispute.outcome == "open":
        yield f"   Why none: {dispute.why}.\n", ""
    for sentence in dispute.judgements:
        yield f"   Decided by a person: {sentence}\n", ""
    for source in dispute.rests_on:
        yield from _source(source, "      ")
    yield f"   ip5kg why {dispute.thing}\n", "quiet"


def _version(version: Version) -> Iterator[tuple[str, str]]:
    yield f"   {'✓' if version.accepted else '·'} {version.value}", "good" if version.accepted else "doubt"
    yield f"  ({version.why})\n", "quiet"
    for source in version.sources:
        yield from _source(source, "       ")
    for note in version.notes:
        yield f"       {note}\n", "quiet"


def _source(source: Source, indent: str) -> Iterator[tuple[str, str]]:
    about = ", ".join(part for part in (source.publisher, source.issued) if part)
    yield f"{indent}{about}", ""
    if source.quote:
        yield f": «{source.quote}»", "quote"
    yield "\n", ""
    yield (f"{indent}  {source.url}\n", "link") if source.url else (f"{indent}  its address was not kept\n", "quiet")


def rows(found: Disputes) -> Iterator[tuple[str, str, str, str]]:
    """Yield one row a version: what is disputed, the version, who says so, what became of it."""
    for dispute in found.disputes:
        for place, version in enumerate(dispute.versions):
            who = list(dict.fromkeys(", ".join(part for part in (s.publisher, s.issued[:4]) if part) for s in version.sources))
            yield (
                _capital(dispute.title) if place == 0 else "",
                version.value,
                "; ".join(who),
                "accepted" if version.accepted else version.status.replace("conflict", "open").replace("-", " "),
            )
    for name in found.names:
        yield f"Name “{name.printed}”", name.means, "; ".join(source.publisher for source in name.rests_on), "means this person"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
