"""The closed namespace of the ontology, and the prefixes that we write.

`IP5.Meeting` is the IRI as a plain string; a term that `ontology/ip5.ttl` does not declare raises an error, so that a
slip of the pen is found where it is made. A test compares the terms here with those of the ontology, both ways.
No RDF library is needed: pyoxigraph and rdflib each wrap the string in their own kind of node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ip5kg.iris import BASE, ONTOLOGY


class Namespace:
    """A namespace that knows its terms: `namespace.Term` and `namespace["Term"]` are IRIs.

    Raises:
        AttributeError: (`KeyError` for the second form) if the namespace has no such term.
    """

    def __init__(self, base: str, terms: str) -> None:
        self.base = base
        self._terms: dict[str, str] = {term: base + term for term in terms.split()}
        # Attributes of their own: a build asks for terms a million times.
        self.__dict__.update(self._terms)

    def __getattr__(self, term: str) -> str:
        # Reached only by what is no attribute. Copy and pickle ask for some before __init__ has run.
        raise AttributeError(f"{self.__dict__.get('base', 'the namespace')} has no term {term!r}")

    def __getitem__(self, term: str) -> str:
        return self._terms[term]

    def __contains__(self, iri: object) -> bool:
        """Return whether `iri` is the IRI of one of the terms."""
        return isinstance(iri, str) and iri.startswith(self.base) and iri[len(self.base) :] in self._terms

    def __iter__(self) -> Iterator[str]:
        """Iterate over the IRIs of the terms, in the order of the alphabet."""
        return iter(sorted(self._terms.values()))

    def __len__(self) -> int:
        return len(self._terms)

    def __dir__(self) -> list[str]:
        return sorted(self._terms)

    def __repr__(self) -> str:
        return f"Namespace({self.base!r}, {len(self)} terms)"


CLASSES: Final = """
    Acronym Body Claim Conflict Cooperation CuratedClaim Decision DerivedProperty Digest Document Evidence ExtractionRun
    Figure Headship Identification IndustryAssociation Meeting MeetingKey MeetingSeries ObserverOrganization Office
    OfficeName Parentage Participation Person Place Post Project Release Renaming SourcePage StatusReport
    StructureChange Tenure UnusedSentence
"""
PROPERTIES: Final = """
    acronym act acting atMeeting attendance bodyKind boundedBy capacity carriedBy chairOffice chargedBody claimStatus
    competingClaim conflictProperty conflictSubject contactDivision country datedName decidedAt delegationFrom
    delegationMissing derivedFrom designatedOn documentAct documentOf documentType earliestEnd earliestStart effectiveOn
    established evidence expansion explainsAcronym format founded headPost heldAlongside heldPost hostedBy identifies
    inSeries issuer keyFrom keyNumber keySeries keyTo lastKnownStatus latestEnd latestStart leadOffice measure
    meetingStatus meetsAs modality movedWork newName number ofOffice official oldName onBehalfOf ordinal parentBody
    parentOrganisation participant printedAs projectStatus qualifier reason referenceYear remit renamedOffice reportsOn
    role rule scope seat seenInPost sentenceClass sentenceEnd sentenceReason sentenceStart severalHolders sha256
    shortForm sourceLanguage standsFor statedIn statusDate statusDecidedAt text underOrganisation unit vacant validFrom
    validTo value venue verification wording
"""
DERIVED: Final = "asOf attendedBy attendedByOffice chairedBy decided figureKey quotedIn statedBy tookPartIn worksOn"

IP5: Final = Namespace(ONTOLOGY, f"{CLASSES} {PROPERTIES} {DERIVED}")

# Of the vocabularies of others only the terms that we use, each checked against its own specification by the tests.
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement Property subject predicate object")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment Literal Resource isDefinedBy seeAlso")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#", "boolean date dateTime decimal gYear gYearMonth integer string anyURI")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#", "sameAs differentFrom versionInfo")
SKOS: Final = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel notation definition scopeNote note editorialNote historyNote example"
    " inScheme topConceptOf hasTopConcept broader narrower related exactMatch closeMatch",
)
SKOSXL: Final = Namespace("http://www.w3.org/2008/05/skos-xl#", "Label literalForm")
DCTERMS: Final = Namespace(
    "http://purl.org/dc/terms/",
    "title description publisher issued language source subject license creator identifier type format"
    " isPartOf hasPart isReplacedBy replaces isVersionOf conformsTo temporal spatial rights PeriodOfTime RightsStatement",
)
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/", "Agent Person Project Document name familyName givenName homepage")
ORG: Final = Namespace(
    "http://www.w3.org/ns/org#",
    "Organization FormalOrganization OrganizationalCollaboration OrganizationalUnit Post Membership ChangeEvent Role identifier"
    " unitOf subOrganizationOf hasMember memberOf member organization role hasPost postIn heldBy holds reportsTo classification"
    " originalOrganization resultingOrganization",
)
PROV: Final = Namespace(
    "http://www.w3.org/ns/prov#",
    "Entity Activity SoftwareAgent wasGeneratedBy generated used startedAtTime endedAtTime wasAssociatedWith wasDerivedFrom"
    " hadPrimarySource",
)
OA: Final = Namespace(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextQuoteSelector TextPositionSelector hasSource hasSelector exact prefix suffix start end",
)
QB: Final = Namespace("http://purl.org/linked-data/cube#", "Observation DataSet dataSet")
SCHEMA: Final = Namespace(
    "https://schema.org/",
    "Event EventSeries NewsArticle Place startDate endDate location url containedInPlace identifier encodingFormat foundingDate",
)
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#", "Dataset Distribution distribution mediaType keyword startDate endDate")
VOID: Final = Namespace(
    "http://rdfs.org/ns/void#",
    "Dataset Linkset triples entities classes properties distinctSubjects distinctObjects classPartition propertyPartition class"
    " property vocabulary exampleResource uriSpace subset target linkPredicate",
)

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ip5": IP5.base,
        "dcat": DCAT.base,
        "dcterms": DCTERMS.base,
        "foaf": FOAF.base,
        "oa": OA.base,
        "org": ORG.base,
        "owl": OWL.base,
        "prov": PROV.base,
        "qb": QB.base,
        "rdf": RDF.base,
        "rdfs": RDFS.base,
        "schema": SCHEMA.base,
        "skos": SKOS.base,
        "skosxl": SKOSXL.base,
        "void": VOID.base,
        "xsd": XSD.base,
    }
)
"""For queries and for the vocabulary part of what we serialise, in the order of the alphabet after our own."""

DATA_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: BASE + path
        for name, path in {
            "act": "act/",
            "claim": "claim/",
            "evidence": "evidence/",
            "graph": "graph/",
            "meeting": "meeting/",
            "office": "office/",
            "person": "person/",
            "role": "role/",
            "series": "series/",
            "topic": "topic/",
        }.items()
    }
)
"""Further prefixes for Turtle and TriG that people read; a prefix may not clash with one of `PREFIXES`."""
