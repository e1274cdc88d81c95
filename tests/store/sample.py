"""A small graph with every kind of term that ours has, spread over named graphs."""

from __future__ import annotations

import pyoxigraph as ox

from ip5kg import iris
from ip5kg.model import MeetingRef
from ip5kg.namespaces import IP5, RDF, RDFS, SCHEMA, XSD

TROUBLE = 'He said "yes"\n\t\\ and\r} DELETE WHERE { ?s ?p ?o } # \u202e日本語 é 😀'
"""A text with everything that must be escaped somewhere."""

RELEASE = "2021-06-24-sample"


def meeting(number: int) -> ox.NamedNode:
    return ox.NamedNode(iris.meeting(MeetingRef("heads", number), RELEASE))


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(iris.BASE + path)


def quads() -> list[ox.Quad]:
    facts = ox.NamedNode(iris.FACTS_GRAPH)
    release, text = ox.NamedNode(iris.release_graph(RELEASE)), ox.NamedNode(iris.text_graph(RELEASE))
    found = []
    for number, (host, start, kind) in {
        13: ("KR", "2020", XSD.gYear),
        14: ("JP", "2021-06-23", XSD.date),
        15: ("EP", "2022-06", XSD.gYearMonth),
    }.items():
        one = meeting(number)
        found += [
            ox.Quad(one, ox.NamedNode(RDF.type), ox.NamedNode(IP5.Meeting), facts),
            ox.Quad(one, ox.NamedNode(IP5.number), ox.Literal(number), facts),
            ox.Quad(one, ox.NamedNode(IP5.hostedBy), node(f"office/{host}"), facts),
            ox.Quad(one, ox.NamedNode(SCHEMA.startDate), ox.Literal(start, datatype=ox.NamedNode(kind)), facts),
            ox.Quad(one, ox.NamedNode(RDFS.label), ox.Literal(f"Heads {number}", language="en"), facts),
            ox.Quad(one, ox.NamedNode(RDFS.label), ox.Literal(f"第{number}回", language="ja"), facts),
        ]
    figure = node("figure/share/IP5/2019/91.5-percent-exact")
    found += [
        ox.Quad(figure, ox.NamedNode(IP5.value), ox.Literal("91.5", datatype=ox.NamedNode(XSD.decimal)), facts),
        ox.Quad(figure, ox.NamedNode(IP5.official), ox.Literal(True), facts),
        ox.Quad(node("office/KR"), ox.NamedNode(RDFS.label), ox.Literal("MOIP"), ox.NamedNode(iris.AUTHORITY_GRAPH)),
        ox.Quad(node(f"release/{RELEASE}"), ox.NamedNode(IP5.wording), ox.Literal(TROUBLE), release),
        ox.Quad(node(f"release/{RELEASE}"), ox.NamedNode(IP5.text), ox.Literal("The whole text."), text),
    ]
    return found
