"""Stage *interpret*: sentences and entities → statements."""

from __future__ import annotations

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import asides, decisions, documents, figures, groups, meetings, participations, projects
from ip5kg.interpret.context import Context
from ip5kg.model import Mention, Release, Statement

__all__ = ["interpret"]


def interpret(release: Release, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Statement, ...]:
    """Return what a release states, in order of span."""
    context = meetings.interpret_meetings(Context(release, mentions, gazetteer))
    found: list[Statement] = [*context.meetings]
    found += participations.participations(context)
    found += decisions.decisions(context)
    found += documents.documents(context)
    found += figures.figures(context)
    found += projects.projects(context)
    found += groups.groups(context)
    found += asides.asides(context)
    found.sort(key=lambda s: (s.span.start, s.span.end, s.kind))
    return tuple(found)
