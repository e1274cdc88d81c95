"""Claims as they stand in the graphs of releases and in `graph/curated`, read back as values for the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.terms import Value
from ip5kg.namespaces import DCTERMS, IP5, RDF

_UNVERIFIED = iris.concept("verification", "unverified")


@dataclass(frozen=True, slots=True)
class Claim:
    """That a release, or a page entered by hand, states a triple."""

    iri: str
    subject: str
    predicate: str
    value: Value
    release: str | None
    """The release that states it; None for a curated claim."""
    issuers: tuple[str, ...]
    """Whose word it is: IRIs of organisations, or of the release or the page itself."""
    issued: str | None
    pages: tuple[str, ...] = ()
    """The source pages of a curated claim."""
    unverified: bool = False
    """Whether it was only remembered or inferred: such a claim is kept, and never accepted."""

    @property
    def triple(self) -> tuple[str, str, str]:
        """The triple claimed, as text: subject and predicate as IRIs, the object in N-Triples form."""
        return self.subject, self.predicate, str(self.value)

    @property
    def sources(self) -> tuple[str, ...]:
        """The releases and pages that state it."""
        return (self.release,) if self.release else self.pages


_TRIPLE = frozenset({RDF.subject, RDF.predicate, RDF.object})
_EXTRACTED = _TRIPLE | {IP5.statedIn}
_CURATED = _TRIPLE | {IP5.verification}
_RELEASE_PROPERTIES = frozenset({IP5.issuer, DCTERMS.issued})


def claims_of(quads: Iterable[Quad]) -> list[Claim]:
    """Return the claims of releases and the curated ones, sorted by IRI; incomplete ones are left to the shapes."""
    parts: dict[str, dict[str, NamedNode | Literal]] = {}
    curated: dict[str, dict[str, NamedNode | Literal]] = {}
    pages: dict[str, set[str]] = {}
    about: dict[str, dict[str, str]] = {}
    for quad in quads:
        graph = quad.graph_name
        if not isinstance(graph, NamedNode) or not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        by_hand = graph.value == iris.CURATED_GRAPH
        if not by_hand and not graph.value.startswith(iris.RELEASE_GRAPHS):
            continue
        subject, predicate = quad.subject.value, quad.predicate.value
        if predicate in (_CURATED if by_hand else _EXTRACTED):
            (curated if by_hand else parts).setdefault(subject, {})[predicate] = quad.object
        elif by_hand and predicate == DCTERMS.source:
            pages.setdefault(subject, set()).add(quad.object.value)
        elif predicate in _RELEASE_PROPERTIES:
            about.setdefault(subject, {})[predicate] = quad.object.value
    found = [_extracted(claim, part, about) for claim, part in parts.items() if len(part) == len(_EXTRACTED)]
    found += [_entered(claim, part, sorted(pages.get(claim, ())), about) for claim, part in curated.items() if len(part) == len(_CURATED)]
    return sorted(found, key=lambda claim: claim.iri)


def _extracted(claim: str, part: Mapping[str, Value], about: Mapping[str, Mapping[str, str]]) -> Claim:
    release = part[IP5.statedIn].value
    known = about.get(release, {})
    return Claim(
        iri=claim,
        subject=part[RDF.subject].value,
        predicate=part[RDF.predicate].value,
        value=part[RDF.object],
        release=release,
        issuers=(known.get(IP5.issuer, release),),
        issued=known.get(DCTERMS.issued),
    )


def _entered(claim: str, part: Mapping[str, Value], pages: Iterable[str], about: Mapping[str, Mapping[str, str]]) -> Claim:
    named = tuple(pages)
    return Claim(
        iri=claim,
        subject=part[RDF.subject].value,
        predicate=part[RDF.predicate].value,
        value=part[RDF.object],
        release=None,
        issuers=tuple(sorted({about.get(page, {}).get(IP5.issuer, page) for page in named})),
        issued=None,
        pages=named,
        unverified=part[IP5.verification].value == _UNVERIFIED,
    )
