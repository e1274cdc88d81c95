"""Entries → the quads of `graph/curated`: curated claims, and whose word each of their pages is.

A page of which a release was made counts once, as that release: where the release states the triple itself, the page
is left out of the claim, and a claim that has no page left is not made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.curated.fields import Entry
from ip5kg.mapping.claims import Claim
from ip5kg.mapping.identity import Reference
from ip5kg.mapping.issuers import issuer_of
from ip5kg.mapping.terms import iri, text
from ip5kg.namespaces import DCTERMS, IP5, RDF, SCHEMA, SKOS

_SOURCES = iris.BASE + "source/"


@dataclass(frozen=True)
class Pages:
    """The source pages: who publishes them, and which release was made of which."""

    issuers: dict[str, str]
    """Page → the organisation or publisher whose word it is."""
    releases: dict[str, str]
    """Page → the release that was made of it."""

    @classmethod
    def of(cls, authority: Iterable[Quad], releases: Iterable[Quad], reference: Reference) -> Pages:
        """Read the pages from the authority files; releases are told by their addresses."""
        addresses: dict[str, str] = {}
        issuers: dict[str, str] = {}
        for quad in releases:
            if quad.predicate.value == SCHEMA.url and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                known = addresses.setdefault(address(quad.object.value), quad.subject.value)
                addresses[address(quad.object.value)] = min(known, quad.subject.value)
            elif quad.predicate.value == IP5.issuer and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                issuers[quad.subject.value] = quad.object.value
        publishers: dict[str, str] = {}
        of_page: dict[str, str] = {}
        for quad in authority:
            if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(_SOURCES):
                continue
            if quad.predicate.value == DCTERMS.publisher and isinstance(quad.object, Literal):
                publishers[quad.subject.value] = quad.object.value
            elif quad.predicate.value == SCHEMA.url and isinstance(quad.object, NamedNode):
                release = addresses.get(address(quad.object.value))
                if release:
                    of_page[quad.subject.value] = release
        own = {page: issuer_of(publisher, None, reference.acronyms) for page, publisher in publishers.items()}
        # A page and the release that was made of it are one voice.
        found = {page: issuers.get(of_page.get(page, ""), issuer or page) for page, issuer in own.items()}
        return cls(found, of_page)


def address(url: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, a slash or a fragment at the end."""
    bare = re.sub(r"^https?://(www\.)?", "", url.partition("#")[0], flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return f"{host.casefold().rstrip('.')}{slash}{path}".rstrip("/")


def curate(entries: Iterable[Entry], extracted: Iterable[Claim], pages: Pages) -> list[Quad]:
    """Return the quads of `graph/curated`, sorted; entries that claim the same triple are one claim with all their pages."""
    stated = {(claim.release, *claim.triple) for claim in extracted}
    together: dict[tuple[str, str, str, bool], list[Entry]] = defaultdict(list)
    for entry in entries:
        together[entry.subject, entry.predicate, str(entry.value), entry.rest.unverified].append(entry)
    graph = iri(iris.CURATED_GRAPH)
    found: set[Quad] = set()
    for key in sorted(together):
        subject, predicate, value, unverified = key
        same = together[key]
        named = sorted({page for entry in same for page in entry.rest.pages})
        left = [page for page in named if (pages.releases.get(page), subject, predicate, value) not in stated]
        if named and not left:
            continue
        claim = iris.curated_claim(subject, predicate, value, unverified=unverified)
        notes = sorted({entry.rest.note for entry in same if entry.rest.note})
        found.update(Quad(s, p, o, graph) for s, p, o in _claim(claim, same[0], left, notes))
        found.update(Quad(iri(page), iri(IP5.issuer), iri(pages.issuers.get(page, page)), graph) for page in left)
    return sorted(found, key=str)


def _claim(
    claim: str, entry: Entry, pages: Iterable[str], notes: Iterable[str]
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    node = iri(claim)
    yield node, iri(RDF.type), iri(IP5.CuratedClaim)
    yield node, iri(RDF.type), iri(RDF.Statement)
    yield node, iri(RDF.subject), iri(entry.subject)
    yield node, iri(RDF.predicate), iri(entry.predicate)
    yield node, iri(RDF.object), entry.value
    yield node, iri(IP5.verification), iri(iris.concept("verification", "unverified" if entry.rest.unverified else "sourced"))
    for page in pages:
        yield node, iri(DCTERMS.source), iri(page)
    for note in notes:
        yield node, iri(SKOS.note), text(note, "en")
