"""Questions about things of which little is known: one row each, and no row is joined with what it has nothing to do with."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ip5kg.namespaces import PREFIXES
from tests.ontology import linting
from tests.queries import asking, crossing

BARE = """
<meeting/heads/14> a ip5:Meeting ; ip5:inSeries <series/heads> ; ip5:number 14 ; ip5:hostedBy <office/XX> .
<participation/heads-14/somebody> a ip5:Participation ; ip5:atMeeting <meeting/heads/14> ; ip5:participant <person/somebody> .
<person/somebody> a ip5:Person .
<decision/bare> a ip5:Decision ; ip5:decidedAt <meeting/heads/14> ; ip5:act <act/agreed> .
<document/bare> a ip5:Document .
<project/bare> a ip5:Project .
<body/bare> a ip5:Body .
<figure/bare> a ip5:Figure ; ip5:measure <measure/applications-filed> ; ip5:scope <scope/IP5> ; ip5:value 1 .
<office/XX> a ip5:Office ; org:identifier "XX" ; ip5:headPost <post/XX-head> ; ip5:datedName <name/XX/bare> .
<name/XX/bare> a ip5:OfficeName ; skosxl:literalForm "Bare"@en ; ip5:official true .
<tenure/XX-head/somebody> a ip5:Tenure ; ip5:heldPost <post/XX-head> .
<conflict/bare> a ip5:Conflict ; ip5:conflictSubject <thing> ; ip5:conflictProperty ip5:number ; ip5:competingClaim <claim/other> .
<claim/other> rdf:object <value> .
<claim/bare> a ip5:Claim ; rdf:subject <meeting/heads/14> ; rdf:predicate <predicate> ; rdf:object <value> ;
    ip5:statedIn <release/bare> ; ip5:evidence <evidence/bare> .
<evidence/bare> oa:hasSelector <evidence/bare/quote> .
<evidence/bare/quote> oa:exact "bare" .
"""
"""A thing of each kind with what its question asks of it, and nothing more; the vocabularies beside it hold hundreds of labels."""

AT_14 = """
<participation/heads-14/somebody> ip5:onBehalfOf <office/XX> ; ip5:role <role/%s> .
"""
OF_A_TOPIC = "<decision/bare> dcterms:subject <topic/net-ai> ; ip5:statedBy <release/bare> ."
CLAIMED = """
<claim/bare> ip5:claimStatus <claim-status/accepted> .
<claim/second> a ip5:CuratedClaim ; rdf:subject <meeting/heads/14> ; rdf:predicate <predicate> ; rdf:object <value> ; dcterms:source <source/second> ;
    ip5:claimStatus <claim-status/accepted> .
"""
FOR_ONE = {
    "absent-heads": AT_14 % "absent",
    "acting-heads": "<tenure/XX-head/somebody> ip5:acting true .",
    "adopted": "<decision/bare> ip5:modality <modality/done> .",
    "body-history": '<body/bare> skos:historyNote "There is a note on it."@en .',
    "by-hand": """<claim/hand> a ip5:CuratedClaim ; rdf:subject <meeting/heads/14> ; rdf:predicate <predicate> ; rdf:object <value> ;
        ip5:claimStatus <claim-status/accepted> .""",
    "delegations": AT_14 % "chair",
    "disputed-dates": """<conflict/days> a ip5:Conflict ; ip5:conflictSubject <meeting/heads/14> ; ip5:conflictProperty schema:startDate ;
        ip5:competingClaim <claim/other> .""",
    "disputed-figures": """<figure/bare> ip5:referenceYear 2019 ; ip5:unit <unit/percent> .
        <figure/bare> ip5:value 2 .""",
    "figures-over-years": "<figure/bare> ip5:referenceYear 2019 .",
    "first-mention": OF_A_TOPIC + '<release/bare> ip5:issuer <publisher/bare> ; dcterms:issued "2019" .',
    "foundation-projects": "<project/bare> dcterms:isPartOf <project/foundation-projects> .",
    "industry-people": "<association/bare> a ip5:IndustryAssociation . <participation/heads-14/somebody> ip5:onBehalfOf <association/bare> .",
    "ip5-on-date": "<office/XX> org:memberOf <cooperation/ip5> .",
    "leads": "<project/bare> ip5:leadOffice <office/XX> .",
    "names-of-person": '<person/choi-dong-kyu> rdfs:label "Bare"@en .',
    "not-in-person": "<meeting/heads/14> ip5:format <format/online> .",
    "observers": AT_14 % "observer",
    "office-pairs": """<meeting/heads/14> ip5:attendedByOffice <office/XX> , <office/YY> .
        <office/XX> ip5:acronym "XX" . <office/YY> ip5:acronym "YY" .""",
    "one-issuer": CLAIMED + "<release/bare> ip5:issuer <publisher/bare> . <source/second> ip5:issuer <publisher/bare> .",
    "other-forums": """<person/somebody> ip5:tookPartIn <meeting/heads/14> , <meeting/bilateral/1> . <meeting/bilateral/1> ip5:inSeries <series/bilateral> .
        <body/bare> ip5:meetsAs <series/heads> ; org:unitOf <cooperation/ip5> .""",
    "person": "<participation/heads-14/somebody> ip5:participant <person/kim-yong-sun> .",
    "project-history": "<status-report/bare> ip5:reportsOn <project/pct-cse-pilot> ; ip5:projectStatus <project-status/agreed> .",
    "promises": "<decision/bare> ip5:modality <modality/intended> .",
    "releases": "<release/bare> a ip5:Digest .",
    "renamings": "<renaming/bare> a ip5:Renaming ; ip5:renamedOffice <office/XX> .",
    "same-week": "<meeting/heads/14> ip5:heldAlongside <meeting/other/1> .",
    "several-issuers": CLAIMED + "<release/bare> ip5:issuer <publisher/bare> . <source/second> ip5:issuer <publisher/other> .",
    "several-roles": """<tenure/XX-head/somebody> org:member <person/somebody> . <post/XX-head> skos:prefLabel "Bare"@en .
        <tenure/other> org:member <person/somebody> ; ip5:heldPost <post/other> . <post/other> skos:prefLabel "Other"@en .""",
    "tenure-gaps": """<post/XX-head> a ip5:Headship . <tenure/XX-head/somebody> ip5:latestStart "2001" ; ip5:earliestEnd "2002" .
        <tenure/other> ip5:heldPost <post/XX-head> ; ip5:latestStart "2004" .""",
    "tenures": "<tenure/bare> ip5:heldPost <post/KR-head> .",
    "topic-path": OF_A_TOPIC,
    "topics": OF_A_TOPIC + '<meeting/heads/14> schema:startDate "2021" .',
    "unused-sentences": """<sentence/bare> a ip5:UnusedSentence ; dcterms:isPartOf <release/bare> ; ip5:sentenceClass <sentence-class/missed> ;
        ip5:sentenceStart 0 ; ip5:sentenceEnd 1 .""",
    "unverified": "<claim/bare> ip5:verification <verification/unverified> .",
    "wrong-names": '<identification/bare> a ip5:Identification ; ip5:printedAs "Bare" ; ip5:standsFor <person/bare> .',
}
"""What a question needs beside that, to have anything to tell of."""

ROWS = {"disputed-figures": 2}
"""A dispute takes two."""

MEETINGS = """
<meeting/heads/2> a ip5:Meeting ; ip5:inSeries <series/heads> ; schema:startDate "2008-10"^^xsd:gYearMonth ; ip5:hostedBy <office/KR> .
<meeting/heads/8> a ip5:Meeting ; ip5:inSeries <series/heads> ; ip5:number 8 ; schema:startDate "2015-05-22"^^xsd:date ; ip5:hostedBy <office/CN> .
<meeting/heads/18> a ip5:Meeting ; ip5:inSeries <series/heads> ; ip5:number 18 ; ip5:hostedBy <office/CN> .
<meeting/heads/2026> a ip5:Meeting ; ip5:inSeries <series/heads> ; schema:startDate "2026"^^xsd:gYear ; ip5:hostedBy <office/KR> .
<participation/heads-8/a> ip5:atMeeting <meeting/heads/8> ; ip5:participant <person/shen-changyu> ; ip5:onBehalfOf <office/CN> ;
    ip5:capacity "secretary" , "Commissioner" .
<participation/heads-8/b> ip5:atMeeting <meeting/heads/8> ; ip5:participant <person/john-sandage> ; ip5:onBehalfOf <office/WO> .
<participation/heads-8/c> ip5:atMeeting <meeting/heads/8> ; ip5:participant <person/new> ; ip5:onBehalfOf <association/new> .
<participation/heads-8/d> ip5:atMeeting <meeting/heads/8> ; ip5:participant <person/choi-dong-kyu> ; ip5:onBehalfOf <office/KR> .
<association/new> rdfs:label "New association"@en .
<person/new> rdfs:label "Somebody new"@en .
<participation/heads-18/a> ip5:atMeeting <meeting/heads/18> ; ip5:participant <person/kim-wan-ki> ; ip5:onBehalfOf <office/KR> .
<claim/host> rdf:subject <meeting/heads/8> ; rdf:predicate ip5:hostedBy ; rdf:object <office/CN> ; ip5:statedIn <release/r> ; ip5:evidence <evidence/e> .
<evidence/e> oa:hasSelector <evidence/e/quote> .
<evidence/e/quote> oa:exact "in Suzhou" .
<conflict/host> a ip5:Conflict ; ip5:conflictSubject <meeting/heads/8> ; ip5:conflictProperty ip5:hostedBy ; ip5:competingClaim <claim/host> .
<status-report/r> ip5:reportsOn <project/global-assignment> ; ip5:projectStatus <project-status/running> ; ip5:asOf "2024-06"^^xsd:gYearMonth .
<status-report/s> ip5:reportsOn <project/global-assignment> ; ip5:projectStatus <project-status/running> ; ip5:asOf "2026-01-09"^^xsd:date .
"""
"""Meetings under names that offices no longer have, one without a day of its own, and organisations that have no dated names."""


def _store(turtle: str, *scopes: str) -> ox.Store:
    prefixes = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    graph = ox.NamedNode("https://w3id.org/ip5kg/graph/small")
    quads = list(ox.parse(prefixes + turtle, format=ox.RdfFormat.TURTLE, base_iri="https://w3id.org/ip5kg/"))
    quads += [quad for scope in scopes for quad in linting.quads_of(scope)]
    return asking.store_of(ox.Quad(*quad.triple, graph) for quad in quads)


@pytest.fixture(scope="module")
def bare() -> ox.Store:
    return _store(BARE, "vocabularies")


@pytest.fixture(scope="module")
def renamed() -> ox.Store:
    return _store(MEETINGS, "vocabularies", "data")


def _table(store: ox.Store, name: str, wanted: str, **given: object) -> list[tuple[str | None, ...]]:
    columns, rows = asking.ask(store, name, given)
    return [tuple(row[columns.index(column)] for column in wanted.split()) for row in rows]


@pytest.mark.parametrize("name", asking.names())
def test_a_thing_of_which_little_is_known_takes_one_row(bare: ox.Store, name: str) -> None:
    _, rows = asking.ask(_store(BARE + FOR_ONE[name], "vocabularies") if name in FOR_ONE else bare, name)
    assert len(rows) == ROWS.get(name, 1), rows[:5]


@pytest.mark.parametrize("name", asking.names())
def test_no_pattern_of_a_question_stands_apart_from_the_others(name: str) -> None:
    query = asking.catalogue()[name]
    assert crossing.products(query.text, [parameter.name for parameter in query.parameters]) == []


@pytest.mark.parametrize(
    "query",
    [
        # The organisation is optional itself: where there is none, every label of the graph fits the second OPTIONAL.
        "SELECT * { ?p ip5:atMeeting ?m OPTIONAL { ?p ip5:onBehalfOf ?o } OPTIONAL { ?o skos:prefLabel ?name } }",
        "SELECT * { ?p ip5:atMeeting ?m OPTIONAL { ?p ip5:role ?r OPTIONAL { ?m rdfs:label ?name } } }",
        "SELECT * { ?p ip5:atMeeting ?m . ?d ip5:act ?a }",
        "SELECT * { { SELECT ?m { ?p ip5:atMeeting ?m } } ?p ip5:role ?r }",
        "SELECT * { ?p ip5:role ?r BIND (?r AS ?same) OPTIONAL { ?same skos:prefLabel ?name } }",
        "SELECT * { { ?p ip5:role ?r } UNION { ?p ip5:onBehalfOf ?o } OPTIONAL { ?o skos:prefLabel ?name } }",
    ],
)
def test_patterns_that_stand_apart_are_found(query: str) -> None:
    assert crossing.products(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?p ip5:atMeeting ?m OPTIONAL { ?p ip5:onBehalfOf/skos:prefLabel ?name } }",
        "SELECT * { ?p ip5:atMeeting ?m OPTIONAL { ?p ip5:onBehalfOf ?o OPTIONAL { ?o skos:prefLabel ?name } } }",
        "SELECT * { { SELECT ?m { ?p ip5:atMeeting ?m } } ?d ip5:decidedAt ?m }",
        "SELECT * { { ?p ip5:role ?r } UNION { ?p ip5:onBehalfOf ?o } OPTIONAL { ?p rdfs:label ?name } }",
    ],
)
def test_patterns_that_hang_together_are_left_alone(query: str) -> None:
    assert crossing.products(query) == []


def test_participants_bear_the_names_of_the_day_and_are_kept_without_an_organisation(renamed: ox.Store) -> None:
    assert _table(renamed, "participants", "name acronym organisation capacity", meeting=8) == [
        ("Somebody new", None, "New association", ""),
        ("Choi Dong-kyu", "KIPO", "Korean Intellectual Property Office", ""),
        ("Shen Changyu", "SIPO", "State Intellectual Property Office of the People's Republic of China", "Commissioner; secretary"),
        ("John Sandage", "WIPO", "World Intellectual Property Organization", ""),
    ]


def test_where_a_meeting_has_no_day_the_register_tells_its_time(renamed: ox.Store) -> None:
    assert _table(renamed, "participants", "name acronym organisation", meeting=18) == [
        ("Kim Wan-ki", "KIPO", "Korean Intellectual Property Office")
    ]


def test_a_meeting_is_found_by_the_number_that_the_register_has_for_it(renamed: ox.Store) -> None:
    assert _table(renamed, "meetings", "number start host")[0] == ("2", "2008-10", "KIPO")


def test_hosts_bear_the_names_of_their_meetings(renamed: ox.Store) -> None:
    assert [row[1:] for row in _table(renamed, "meetings", "number host hostName")] == [
        ("KIPO", "Korean Intellectual Property Office"),
        ("SIPO", "State Intellectual Property Office of the People's Republic of China"),
        ("CNIPA", "China National Intellectual Property Administration"),
        ("MOIP", "Ministry of Intellectual Property"),
    ]
    assert _table(renamed, "who-hosts", "host hosted meetings last") == [
        ("KIPO / MOIP", "2", "2, 2026", "2026"),
        ("SIPO / CNIPA", "2", "8, 18", "2025"),
    ]


def test_evidence_and_conflicts_name_an_office_as_the_meeting_knew_it(renamed: ox.Store) -> None:
    name = "State Intellectual Property Office of the People's Republic of China"
    assert _table(renamed, "evidence", "value quote", meeting=8) == [(name, "in Suzhou")]
    assert _table(renamed, "conflicts", "value quote") == [(name, "in Suzhou")]


def test_leads_of_a_project_bear_the_acronyms_of_the_report(renamed: ox.Store) -> None:
    rows = [row[1:] for row in _table(renamed, "projects", "name asOf leads") if row[0] == "Global assignment"]
    assert rows == [("2024-06", "KIPO, USPTO"), ("2026-01-09", "MOIP, USPTO")]
