"""Ways of writing: sentences and short releases of our own, each with the meetings and the persons that a reader finds in it.

A place as subject, a host told by a turn of phrase, a date counted from another day, two meetings in one breath; lists of
participants of every layout. The entries stand in two text files beside this module, so that adding one takes two lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.interpret.meeting_said import meetings, part, parts, summary


@dataclass
class Way:
    """One entry: a text with what is to be read in it."""

    text: str
    issued: str
    title: str
    held: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)


def entries(name: str) -> Iterator[Way]:
    """Yield the entries of a file, in order."""
    issued = title = ""
    way: Way | None = None
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            issued, title = line[2:].split(" | ", 1)
        elif line.startswith("= ") and way is not None:
            way.held.append(line[2:])
        elif line.startswith("* ") and way is not None:
            way.there.append(line[2:])
        elif line and not line.startswith("#"):
            if way is not None:
                yield way
            way = Way(line.replace("\\n", "\n"), issued, title)
    if way is not None:
        yield way


MEETINGS = list(entries("ways-of-meetings.txt"))
PARTS = list(entries("ways-of-taking-part.txt"))


def test_the_files_are_read_whole() -> None:
    assert len(MEETINGS) > 100
    assert len(PARTS) > 80
    assert all(way.text and way.issued and way.title for way in [*MEETINGS, *PARTS])


@pytest.mark.parametrize("way", MEETINGS, ids=[way.text[:50] for way in MEETINGS])
def test_a_way_of_telling_of_meetings(way: Way) -> None:
    assert sorted(summary(m) for m in meetings(way.text, issued=way.issued, title=way.title)) == sorted(way.held)


@pytest.mark.parametrize("way", PARTS, ids=[way.text[-70:] for way in PARTS])
def test_a_way_of_telling_who_took_part(way: Way) -> None:
    assert sorted(summary(m) for m in meetings(way.text, issued=way.issued, title=way.title)) == sorted(way.held)
    assert sorted(part(p) for p in parts(way.text, issued=way.issued, title=way.title)) == sorted(way.there)
