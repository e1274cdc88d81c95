"""A small graph made by the real mapping: three releases on two meetings that disagree in places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ip5kg import iris, mapping, resources
from ip5kg.graph import KnowledgeGraph
from ip5kg.mapping import Labels, Run
from ip5kg.model import MeetingRef, MeetingStatement, ParticipationStatement, ProjectStatement, Statement
from ip5kg.store import Store
from tests.releases import release, span

AUTHORITY = """
@base <https://w3id.org/ip5kg/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ip5: <https://w3id.org/ip5kg/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<office/JP> a ip5:Office ; skos:prefLabel "Japan Patent Office"@en , "特許庁"@ja ; ip5:acronym "JPO" .
<office/CN> a ip5:Office ; skos:prefLabel "China National Intellectual Property Administration"@en ;
    ip5:acronym "CNIPA" , "SIPO" ; ip5:datedName <name/CN/sipo> , <name/CN/cnipa> , <name/CN/never> .
<name/CN/sipo> a ip5:OfficeName ; skosxl:literalForm "State Intellectual Property Office"@en ; ip5:acronym "SIPO" ;
    ip5:official true ; ip5:validFrom "1998"^^xsd:gYear ; ip5:validTo "2018-08-28"^^xsd:date .
<name/CN/cnipa> a ip5:OfficeName ; skosxl:literalForm "China National Intellectual Property Administration"@en ; ip5:acronym "CNIPA" ;
    ip5:official true ; ip5:validFrom "2018-08-28"^^xsd:date .
<name/CN/never> a ip5:OfficeName ; skosxl:literalForm "An Unverified Name"@en ; ip5:acronym "AUN" ; ip5:official true ;
    ip5:validFrom "2018-08-28"^^xsd:date ; ip5:verification <verification/unverified> .
<office/WO> a ip5:ObserverOrganization ; skos:prefLabel "World Intellectual Property Organization"@en ; ip5:acronym "WIPO" .
<association/jipa> a ip5:IndustryAssociation ; skos:prefLabel "Japan Intellectual Property Association"@en .
<body/heads> a ip5:Body ; skos:prefLabel "IP5 Heads of Office"@en ; ip5:meetsAs <series/heads> .
<body/wg2> a ip5:Body ; skos:prefLabel "Working Group 2, Information Technology"@en ; ip5:acronym "WG2" ; ip5:meetsAs <series/wg2> ;
    dcterms:subject <topic/it-services> .
<topic/it-services> skos:prefLabel "shared IT systems and tools"@en .
<series/heads> a ip5:MeetingSeries ; skos:notation "heads" ; skos:prefLabel "IP5 Heads of Office"@en .
<series/trilateral> a ip5:MeetingSeries ; skos:prefLabel "Trilateral"@en .
<person/kasutani-toshihide> a ip5:Person ; skos:prefLabel "Kasutani Toshihide"@en ; skos:altLabel "Toshihide Kasutani"@en .
<claim/curated-person-kasutani-names> a ip5:CuratedClaim ; rdf:subject <person/kasutani-toshihide> ; rdf:predicate skos:prefLabel ;
    rdf:object "Kasutani Toshihide"@en ; ip5:verification <verification/sourced> ; dcterms:source <source/page> .
<claim/curated-wg2-subject> a ip5:CuratedClaim ; rdf:subject <body/wg2> ; rdf:predicate dcterms:subject ;
    rdf:object <topic/it-services> ; ip5:verification <verification/sourced> ; dcterms:source <source/page> .
<source/page> a ip5:SourcePage ; dcterms:title "A source page" ; schema:url <https://example.org/source> ;
    dcterms:publisher "A publisher" ; dcterms:issued "2020"^^xsd:gYear .
"""

FIRST = """The 14th IP5 Heads of Office Meeting was held online on 23 June 2021. It was hosted by the Japan Patent Office.
Mr Kasutani Toshihide, Commissioner, chaired the meeting.
Dr Shen Changyu, Commissioner, led the delegation of China."""
SECOND = """On 22 June 2021 the 14th heads meeting took place. The CNIPA hosted the 13th on 21 July 2020.
The 15th meeting will be hosted by China in June 2022.
A trilateral meeting was hosted by Japan in 2021."""
THIRD = """The JPO hosted the 14th meeting of the heads, on 23 June 2021.
The heads took note of the One Portal Dossier, which the JPO leads in WG2. The 11th heads meeting, in June 2018, was led for China by Shen Changyu."""

HEADS_14 = MeetingRef("heads", 14)


def _statements(text: str) -> tuple[Statement, ...]:
    def meeting(words: str, number: int, **fields: str) -> MeetingStatement:
        return MeetingStatement(span(text, words), "a rule", series="heads", number=number, **fields)

    def person(words: str, name: str, office: str, role: str, ref: MeetingRef = HEADS_14) -> ParticipationStatement:
        return ParticipationStatement(span(text, words), "a rule", meeting=ref, person=name, office=office, role=role, title="Commissioner")

    match text:
        case _ if text == FIRST:
            return (
                meeting("The 14th IP5 Heads of Office Meeting was held online on 23 June 2021", 14, start="2021-06-23", format="online"),
                meeting("It was hosted by the Japan Patent Office", 14, host="JP"),
                person("Mr Kasutani Toshihide, Commissioner, chaired", "Kasutani Toshihide", "JP", "chair"),
                person("Dr Shen Changyu, Commissioner, led the delegation of China", "Shen Changyu", "CN", "head-of-delegation"),
            )
        case _ if text == SECOND:
            words = "A trilateral meeting was hosted by Japan in 2021"
            return (
                meeting("On 22 June 2021 the 14th heads meeting took place", 14, start="2021-06-22"),
                meeting("The CNIPA hosted the 13th on 21 July 2020", 13, start="2020-07-21", host="CN"),
                meeting("The 15th meeting will be hosted by China in June 2022", 15, start="2022-06", host="CN", status="planned"),
                MeetingStatement(span(text, words), "a rule", series="trilateral", start="2021", end="2021", host="JP"),
            )
        case _:
            words = "The heads took note of the One Portal Dossier, which the JPO leads in WG2"
            led = "The 11th heads meeting, in June 2018, was led for China by Shen Changyu"
            return (
                meeting("The JPO hosted the 14th meeting of the heads, on 23 June 2021", 14, start="2021-06-23", host="JP"),
                ProjectStatement(span(text, words), "a rule", project="One Portal Dossier", status="running", body="wg2", leads=("JP",)),
                meeting(led, 11, start="2018-06"),
                person(led.removeprefix("The 11th heads meeting, "), "Shen Changyu", "CN", "head-of-delegation", MeetingRef("heads", 11)),
            )


@cache
def quads() -> tuple[Quad, ...]:
    """All quads of the sample: authority, ontology, the three releases, the facts and the choices."""
    authority = _into(parse(AUTHORITY, format=RdfFormat.TURTLE), iris.AUTHORITY_GRAPH)
    ontology = _into(parse(path=resources.folder("ontology") / "ip5.ttl", format=RdfFormat.TURTLE), iris.ONTOLOGY_GRAPH)
    reference = mapping.reference(authority, {})
    found: list[Quad] = []
    for name, text, publisher, code, kind in (
        ("first", FIRST, "JPO", "JP", "release"),
        ("second", SECOND, "A newspaper", None, "release"),
        ("third", THIRD, "EPO", "EP", "digest"),
    ):
        fields = {"id": name, "title": f"The {name} release", "url": f"https://example.org/{name}", "kind": kind}
        read = release(text, publisher=publisher, publisher_code=code, **fields)
        found += mapping.map_release(read, _statements(text), reference, Run("tests"))
    outcome = mapping.choose(mapping.claims_of(found))
    derived = mapping.derive(outcome, reference, Labels(mapping.preferred_labels(authority)))
    return tuple(sorted({*authority, *ontology, *found, *derived}, key=str))


@cache
def graph() -> KnowledgeGraph:
    """The sample, open in memory."""
    return KnowledgeGraph(Store.of(quads()))


def select(query: str, given: Mapping[str, str]) -> Iterable[Mapping[str, str]]:
    """Run a query over the sample; the rows hold IRIs and texts as they are."""
    return graph().rows(query, given)


def _into(found: Iterable[Quad], graph: str) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object, NamedNode(graph)) for q in found]
