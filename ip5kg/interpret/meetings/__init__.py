"""Meetings: which ones a release speaks of, one statement each, and the meeting that each sentence speaks of.

A release names its meeting many times: in the title, in the lead, as "the meeting", as "in Suzhou". Each such place is an
*anchor* (`anchors`), which takes the dates, places, forms and hosts that stand near it (`attributes`); the anchors are
gathered into meetings (`gather`), and each is stated once (`stating`). A meeting that is only named in passing is stated
where the text gives its number or date.
"""

from __future__ import annotations

from ip5kg.interpret.context import Context
from ip5kg.interpret.meetings.about import is_about_ip5
from ip5kg.interpret.meetings.gather import gathered
from ip5kg.interpret.meetings.stating import statements
from ip5kg.interpret.views import OWN_SERIES
from ip5kg.model import MeetingRef, MeetingStatement

__all__ = ["interpret_meetings", "meetings"]


def interpret_meetings(context: Context) -> Context:
    """Return the context with its meetings, the focus of each sentence, and whether the release is about the IP5."""
    gathering = gathered(context)
    about = is_about_ip5(gathering)
    stated = [(m, s) for m, s in statements(gathering) if about or s.series not in OWN_SERIES]
    refs = {id(m): s.ref for m, s in stated}
    foci: list[MeetingRef | None] = []
    # Where too little is told of the meeting taken for the main one, the text is about the first that is told of.
    main = refs.get(id(gathering.main)) or next((s.ref for _, s in stated if s.series in OWN_SERIES and s.status != "cancelled"), None)
    for view, meeting in zip(gathering.views, gathering.foci, strict=True):
        if meeting is None:
            foci.append(main if view is not None else None)
        else:
            foci.append(refs.get(id(meeting), main))
    spots = sorted(((a.at, refs[id(m)]) for m in gathering.meetings if id(m) in refs for a in m.anchors), key=lambda s: s[0])
    found = sorted((s for _, s in stated), key=lambda s: (s.span.start, s.span.end, s.series, s.number or 0, s.start or ""))
    return context.with_meetings(tuple(found), tuple(foci), tuple(spots), is_about_ip5=about)


def meetings(context: Context) -> tuple[MeetingStatement, ...]:
    """Return the meetings that a release says were or will be held, in order of their span."""
    return context.meetings or interpret_meetings(context).meetings
