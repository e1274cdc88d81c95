"""What is known before a release is read: vocabularies, authority files, the ontology, judgements, curated records.

`Knowledge` is a plain value: two of them, made of different folders, can be used side by side in one process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ip5kg import curated, gazetteer, iris, mapping, resources
from ip5kg.errors import Ip5kgError
from ip5kg.mapping import Labels, Reference
from ip5kg.mapping.judgements import Judgements


@dataclass(frozen=True)
class Knowledge:
    """Everything that the stages need beside the release itself."""

    gazetteer: gazetteer.Gazetteer
    reference: Reference
    labels: Labels
    judgements: Judgements
    quads: tuple[Quad, ...]
    """Ontology, vocabularies and authority files, each in its named graph, sorted."""
    curated: tuple[curated.Entry, ...] = ()
    """What the files of `data/curated` state."""


def load(ontology: Path | None = None, data: Path | None = None) -> Knowledge:
    """Read the knowledge from its folders; those of the installation where none are given.

    Raises:
        Ip5kgError: naming the file and the line that cannot be read.
    """
    return _load(ontology or resources.folder("ontology"), data or resources.folder("data"))


@lru_cache(maxsize=4)
def _load(ontology: Path, data: Path) -> Knowledge:
    vocabulary = _quads(sorted((ontology / "vocabularies").glob("*.ttl")), iris.VOCABULARIES_GRAPH)
    authority = _quads(sorted((data / "authority").glob("*.ttl")), iris.AUTHORITY_GRAPH)
    terms = _quads([ontology / "ip5.ttl"], iris.ONTOLOGY_GRAPH)
    quads = sorted({*vocabulary, *authority, *terms}, key=str)
    judgements = mapping.load_judgements(data / "judgements.yaml")
    reference = mapping.reference([*authority, *vocabulary], judgements.same)
    return Knowledge(
        gazetteer=gazetteer.load(ontology, data),
        reference=reference,
        labels=Labels(mapping.preferred_labels([*vocabulary, *authority])),
        judgements=judgements,
        quads=tuple(quads),
        curated=curated.load(data / "curated", reference),
    )


def _quads(files: list[Path], graph: str) -> list[Quad]:
    found = []
    for file in files:
        try:
            parsed = list(parse(path=file, format=RdfFormat.TURTLE))
        except (SyntaxError, OSError) as error:
            raise Ip5kgError(file.name, str(error), "mend the file, or install ip5kg again") from error
        found += [Quad(q.subject, q.predicate, q.object, NamedNode(graph)) for q in parsed]
    return found
