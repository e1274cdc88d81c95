"""What a release says, with the meeting given: so that a test of decisions does not depend on how meetings are found."""

from __future__ import annotations

from functools import cache

from ip5kg import gazetteer
from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret.context import Context
from ip5kg.model import MeetingRef, MeetingStatement, Span
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from ip5kg.resolve import resolve
from tests.conftest import ROOT

HEADS = MeetingRef("heads", 14)


@cache
def known() -> Gazetteer:
    return gazetteer.load(ROOT / "ontology", ROOT / "data")


def context(text: str, meeting: MeetingRef | None = HEADS, *, title: str = "Heads of five offices meet", status: str = "held") -> Context:
    """Return the context of a Markdown release whose sentences all speak of `meeting`."""
    front = f"---\npublisher: Somebody\nissued: 2021-06-24\ntitle: '{title}'\nlanguage: en\n---\n"
    release = read_bytes(f"{front}{title}\n\n{text}\n".encode(), "a-release.md")
    mentions = resolve(release, recognise(release, known()), known())
    meetings = (
        ()
        if meeting is None
        else (MeetingStatement(Span(0, 0), "given", meeting.series, meeting.number, "2021-06-23", "2021-06-23", status=status),)
    )
    return Context(release, mentions, known(), meetings, tuple(meeting for _ in release.sentences))


def quote(within: Context, span: Span) -> str:
    return within.text[span.start : span.end]
