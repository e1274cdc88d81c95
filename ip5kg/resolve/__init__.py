"""Stage *resolve*: mentions → entities, or `Unsure` with the candidates.

What the gazetteer knows without doubt was settled by *recognise*; here come persons: a family name alone ("Commissioner
Sung") is that of somebody named in full in the same text, else of who held a post at that office at that time, else of the
only person of that name. A name that nobody bears is kept as written, as a provisional entity. No guess is silent: each
`Resolved` carries its reason.
"""

from __future__ import annotations

from dataclasses import replace

from ip5kg.gazetteer import Gazetteer
from ip5kg.model import Mention, Release
from ip5kg.resolve.persons import Persons

__all__ = ["resolve"]


def resolve(release: Release, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the same mentions with the entities of persons set."""
    persons = [m for m in mentions if m.kind == "person"]
    if not persons:
        return mentions
    persons_of_release = Persons(release, mentions, gazetteer)
    settled = {id(m): persons_of_release.settle(m) for m in persons}
    return tuple(replace(m, entity=settled[id(m)]) if id(m) in settled else m for m in mentions)
