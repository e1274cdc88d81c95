"""Which page shows which kind of thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ip5kg.explore.pages import body, conflicts, decision, figures, generic, meeting, office, overview, person, project, release
from ip5kg.explore.pages.values import Page
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5

_PAGES: Final[dict[str, Callable[[World, str], Page]]] = {
    IP5.Office: office.page,
    IP5.ObserverOrganization: office.page,
    IP5.IndustryAssociation: office.page,
    IP5.Cooperation: office.page,
    IP5.Body: body.page,
    IP5.MeetingSeries: body.series,
    IP5.Person: person.page,
    IP5.Meeting: meeting.page,
    IP5.Decision: decision.page,
    IP5.Project: project.project,
    IP5.Document: project.document,
    IP5.Release: release.page,
    IP5.Digest: release.page,
    IP5.SourcePage: release.of_source,
    IP5.Figure: figures.page,
    IP5.Conflict: conflicts.page,
}


def page(world: World, iri: str) -> Page | None:
    """Return the page of a thing, or None if the graph knows nothing of it."""
    if iri == BASE + "ontology":
        return overview.ontology(world)
    if not world.reader.knows(iri):
        return None
    if iri.startswith(BASE + "topic/"):
        return project.topic(world, iri)
    types = world.reader.types(iri)
    make = next((_PAGES[cls] for cls in _PAGES if cls in types), generic.page)
    return make(world, iri)
