"""Claims as they stand in the graphs of releases, read back as values for the choice between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.terms import Value
from ip5kg.namespaces import DCTERMS, IP5, RDF


@dataclass(frozen=True, slots=True)
class Claim:
    """That a release states a triple. `issuer` is whose word the release is (an IRI, or the release itself)."""

    iri: str
    subject: str
    predicate: str
    value: Value
    release: str
    issuer: str
    issued: str | None

    @property
    def triple(self) -> tuple[str, str, str]:
        """The triple claimed, as text: subject and predicate as IRIs, the object in N-Triples form."""
        return self.subject, self.predicate, str(self.value)


_CLAIM_PROPERTIES = frozenset({RDF.subject, RDF.predicate, RDF.object, IP5.statedIn})
_RELEASE_PROPERTIES = frozenset({IP5.issuer, DCTERMS.issued})


def claims_of(quads: Iterable[Quad]) -> list[Claim]:
    """Return the claims that stand in the graphs of releases, sorted by IRI; incomplete ones are left to the shapes."""
    parts: dict[str, dict[str, NamedNode | Literal]] = {}
    releases: dict[str, dict[str, str]] = {}
    for quad in quads:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or not graph.value.startswith(iris.RELEASE_GRAPHS):
            continue
        predicate = quad.predicate.value
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        if predicate in _CLAIM_PROPERTIES:
            parts.setdefault(quad.subject.value, {})[predicate] = quad.object
        elif predicate in _RELEASE_PROPERTIES:
            releases.setdefault(quad.subject.value, {})[predicate] = quad.object.value
    found = []
    for claim in sorted(parts):
        part = parts[claim]
        if len(part) < len(_CLAIM_PROPERTIES):
            continue
        release = part[IP5.statedIn].value
        about = releases.get(release, {})
        found.append(
            Claim(
                iri=claim,
                subject=part[RDF.subject].value,
                predicate=part[RDF.predicate].value,
                value=part[RDF.object],
                release=release,
                issuer=about.get(IP5.issuer, release),
                issued=about.get(DCTERMS.issued),
            )
        )
    return found
