"""Stage *map*: statements → quads, the choice between claims, and the facts that follow."""

from ip5kg.mapping.choosing import Choice, Conflict, Judgement, Outcome, choose
from ip5kg.mapping.claims import Claim, claims_of
from ip5kg.mapping.facts import derive
from ip5kg.mapping.identity import Reference, reference
from ip5kg.mapping.issuers import issuers_in
from ip5kg.mapping.judgements import Identity, load_judgements
from ip5kg.mapping.labels import Labels, preferred_labels
from ip5kg.mapping.release import Run, map_release

__all__ = [
    "Choice",
    "Claim",
    "Conflict",
    "Identity",
    "Judgement",
    "Labels",
    "Outcome",
    "Reference",
    "Run",
    "choose",
    "claims_of",
    "derive",
    "issuers_in",
    "load_judgements",
    "map_release",
    "preferred_labels",
    "reference",
]
