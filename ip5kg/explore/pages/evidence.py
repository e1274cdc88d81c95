"""Where a fact is said: the claims on it with their sentences and pages, or the facts from which it follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from ip5kg.explore.pages.dates import in_words
from ip5kg.explore.pages.links import Links, web_address
from ip5kg.explore.pages.naming import Names
from ip5kg.explore.pages.reading import Reader, Term, named
from ip5kg.explore.pages.values import Proof
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, FOAF, IP5, OA, RDF, RDFS, SCHEMA, SKOS

_NAMES: Final = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FOAF.familyName, FOAF.givenName, IP5.acronym})
_ORDER: Final = {"accepted": 0, "": 1, "conflict": 2, "needs-review": 3, "superseded": 4, "rejected": 5}
_OF_CLAIM: Final = (IP5.claimStatus, IP5.verification, IP5.reason, IP5.statedIn, IP5.evidence, DCTERMS.source)
STATUS: Final = {
    "accepted": "accepted",
    "conflict": "in conflict with another source",
    "superseded": "another source is preferred",
    "rejected": "rejected",
    "needs-review": "to be reviewed",
}
"""What the choice between claims made of one, in plain words."""
_QUIET: Final = frozenset({"uncontested", ""})
_STATED: Final = frozenset({IP5.statedBy, IP5.quotedIn, IP5.asOf})
_SHORT_CUTS: Final[dict[str, tuple[str, str] | None]] = {
    IP5.attendedBy: (IP5.atMeeting, IP5.participant),
    IP5.chairedBy: (IP5.atMeeting, IP5.participant),
    IP5.attendedByOffice: (IP5.atMeeting, IP5.onBehalfOf),
    IP5.tookPartIn: (IP5.participant, IP5.atMeeting),
    IP5.decided: None,
    IP5.worksOn: None,
}
"""Short-cuts, and by which properties the node that explains one is tied to subject and object (None: no such node)."""
MOST_PROOFS: Final = 12
"""Sources that are shown for one fact; the page of the claim's subject as data holds them all."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: what it says, and what was made of it."""

    iri: str
    predicate: str
    object: Term | None
    status: str
    reason: str
    release: str


class Evidence:
    """Where facts are said, for one page."""

    def __init__(self, reader: Reader, links: Links, names: Names) -> None:
        self._reader, self._links, self._names = reader, links, names
        self._made: dict[tuple[str, str], Proof] = {}

    def _once(self, what: str, iri: str, make: Callable[[str], Proof]) -> Proof:
        """Return a proof that several facts of the page may share."""
        key = (what, iri)
        if key not in self._made:
            self._made[key] = make(iri)
        return self._made[key]

    def claims(self, subject: str) -> tuple[Claim, ...]:
        """Return the claims on a thing: accepted ones first, those with words before those with a page only, then by release."""
        return self._reader.memory.get(("claims", subject), lambda: self._claims(subject))

    def claims_on(self, subject: str, predicate: str) -> tuple[Claim, ...]:
        """Return the claims that give a thing a value of one property, in the same order; a list of many things needs no others."""
        return self._reader.memory.get(("claims", subject, predicate), lambda: self._claims(subject, predicate))

    def _claims(self, subject: str, predicate: str = "") -> tuple[Claim, ...]:
        reader = self._reader
        of_it = reader.subjects(RDF.subject, subject)
        return self.in_order(self.claim(iri) for iri in of_it if not predicate or reader.has(iri, RDF.predicate, predicate))

    def in_order(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Return claims in the order in which they are shown."""
        return tuple(sorted(claims, key=lambda c: (_ORDER.get(c.status, 9), not c.release, self._issued(c.release), c.iri)))

    def claim(self, iri: str) -> Claim:
        """Return one claim."""
        return self._reader.memory.get(("claim", iri), lambda: self._claim(iri))

    def _claim(self, iri: str) -> Claim:
        reader = self._reader
        reader.whole(iri, *_OF_CLAIM)
        status = reader.link(iri, IP5.claimStatus) or (reader.link(iri, IP5.verification) and _verified(reader.link(iri, IP5.verification)))
        return Claim(
            iri,
            reader.link(iri, RDF.predicate),
            next(iter(reader.values(iri, RDF.object)), None),
            last_part(status),
            last_part(reader.link(iri, IP5.reason)),
            reader.link(iri, IP5.statedIn),
        )

    def _issued(self, release: str) -> str:
        return self._reader.text(release, DCTERMS.issued) if release else ""

    def of(self, subject: str, predicate: str, value: Term | str | None = None) -> tuple[Proof, ...]:
        """Return what proves that a thing has a value (any value where None) for a property; what is accepted first."""
        term = named(value) if isinstance(value, str) else value
        claims = [c for c in self.claims_on(subject, predicate) if term is None or c.object == term]
        if claims:
            return self.shown(claims)
        if derived := self._derived(subject, predicate, term):
            return derived
        if predicate in _NAMES and (vouching := self.claims_on(subject, SKOS.prefLabel)):
            return self.shown(vouching)
        pages = self.pages(subject) or (self.pages(term.value) if isinstance(term, ox.NamedNode) else ())
        if pages:
            return pages
        return self._metadata(subject)

    def shown(self, claims: Iterable[Claim]) -> tuple[Proof, ...]:
        """Return the proofs of claims; passages that several of them share come once."""
        proofs: dict[tuple[str, str, str], Proof] = {}
        for claim in claims:
            for proof in self._proofs(claim):
                proofs.setdefault((proof.source, proof.href or proof.official, proof.value), proof)
            if len(proofs) >= MOST_PROOFS:
                break
        return tuple(proofs.values())[:MOST_PROOFS]

    def _proofs(self, claim: Claim) -> list[Proof]:
        status = STATUS.get(claim.status, claim.status) if claim.status not in ("accepted", "") else ""
        told = self._names.full(f"{BASE}reason/{claim.reason}") if claim.reason not in _QUIET else ""
        evidence = self._reader.link(claim.iri, IP5.evidence)
        if not evidence:
            return [replace(page, status=status, told=told) for page in self.pages(claim.iri)]
        return [replace(self.passage(evidence), status=status, told=told)]

    def passage(self, evidence: str) -> Proof:
        """Return a passage with its sentence and its release."""
        return self._once("passage", evidence, self._passage)

    def _passage(self, evidence: str) -> Proof:
        reader = self._reader
        reader.whole(evidence)
        release, quote, start = reader.link(evidence, OA.hasSource), "", 0
        for selector in reader.links(evidence, OA.hasSelector):
            reader.whole(selector, OA.exact, OA.start)
            quote = reader.text(selector, OA.exact) or quote
            start = number(reader.text(selector, OA.start)) or start
        first, last = number(reader.text(evidence, IP5.sentenceStart)), number(reader.text(evidence, IP5.sentenceEnd))
        text = reader.text(release, IP5.text)
        inside = bool(text) and first <= start and start + len(quote) <= last and text[start : start + len(quote)] == quote
        return replace(
            self.release(release),
            basis="quote",
            before=text[first:start] if inside else "",
            quote=quote,
            after=text[start + len(quote) : last] if inside else "",
            href=self._links.thing(release, passage_anchor(evidence)),
        )

    def release(self, release: str) -> Proof:
        """Return a release as a source."""
        return self._once("release", release, self._release)

    def _release(self, release: str) -> Proof:
        reader = self._reader
        return Proof(
            basis="release",
            source=self._names.full(release),
            publisher=reader.text(release, DCTERMS.publisher),
            date=in_words(reader.text(release, DCTERMS.issued)),
            official=web_address(reader.link(release, SCHEMA.url) or reader.text(release, SCHEMA.url)),
            href=self._links.thing(release),
            digest=IP5.Digest in reader.types(release),
            language=reader.text(release, DCTERMS.language),
        )

    def pages(self, node: str) -> tuple[Proof, ...]:
        """Return the source pages that a node names."""
        return tuple(self._once("page", page, self._page) for page in self._reader.links(node, DCTERMS.source)[:MOST_PROOFS])

    def _page(self, page: str) -> Proof:
        reader = self._reader
        address = web_address(reader.link(page, SCHEMA.url) or reader.text(page, SCHEMA.url)) or (
            "" if page.startswith(BASE) else web_address(page)
        )
        return Proof(
            basis="page",
            source=reader.text(page, DCTERMS.title) or self._names.full(page),
            publisher=reader.text(page, DCTERMS.publisher),
            date=in_words(reader.text(page, DCTERMS.issued)),
            official=address,
            href=self._links.thing(page),
            told="" if address else "This page has no known address, so nobody can look it up.",
        )

    def _metadata(self, subject: str) -> tuple[Proof, ...]:
        types = self._reader.types(subject)
        if IP5.Release in types or IP5.Digest in types:
            return (self.release(subject),)
        return ()

    def _derived(self, subject: str, predicate: str, value: Term | None) -> tuple[Proof, ...]:
        """Return the proofs of the facts from which a short-cut follows; the ontology states the same patterns as SPARQL."""
        if predicate in _STATED:
            claims = [c for c in self.claims(subject) if c.status == "accepted"]
            if isinstance(value, ox.NamedNode):
                claims = [c for c in claims if c.release == value.value]
            return self.shown(claims)
        if predicate not in _SHORT_CUTS or not isinstance(value, ox.NamedNode):
            return ()
        between = _SHORT_CUTS[predicate]
        if between is None:  # another property, read from either end
            pairs = ((subject, value), (value.value, named(subject)))
            return self.shown(c for one, other in pairs for c in self.claims(one) if c.object == other and c.predicate != predicate)
        vias = [via for via in self._reader.subjects(between[0], subject) if self._reader.has(via, between[1], value.value)]
        return self.shown(c for via in vias for c in self.claims_on(via, between[1]) if c.object == value and c.status in ("accepted", ""))

    def about(self, iri: str) -> str:
        """Return what the ontology says of a term."""
        return self._reader.text(iri, RDFS.comment)


def passage_anchor(evidence: str) -> str:
    """Return the place of a passage on the page of its release."""
    return "e-" + last_part(evidence)


def last_part(iri: str) -> str:
    """Return what stands behind the last slash of an IRI."""
    return iri.rpartition("/")[2]


def number(text: str) -> int:
    """Return a whole number, 0 where the text is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _verified(verification: str) -> str:
    return "claim-status/" + ("accepted" if last_part(verification) == "sourced" else "needs-review")
