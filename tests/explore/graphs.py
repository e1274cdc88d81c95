"""Graphs made for one test: quads written into a store of their own and served."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ip5kg.iris import BASE, FACTS_GRAPH
from ip5kg.namespaces import DCTERMS, IP5, OA, RDF, RDFS, SCHEMA, SKOS
from ip5kg.store import write
from tests.explore.client import Client
from tests.explore.served import served

Value = ox.NamedNode | ox.Literal


def quad(subject: str, predicate: str, value: str | Value, graph: str = FACTS_GRAPH) -> ox.Quad:
    """A quad; a text that begins with http is an IRI."""
    if isinstance(value, str):
        value = ox.NamedNode(value) if value.startswith("http") else ox.Literal(value)
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph))


def described(subject: str, facts: Iterable[tuple[str, str | Value]]) -> list[ox.Quad]:
    return [quad(subject, predicate, value) for predicate, value in facts]


def one_meeting(name: str, said: str, text: str, title: str = "A release", url: str = "https://example.org/release") -> list[ox.Quad]:
    """A meeting with one decision, which words of a release state; the caller chooses all texts."""
    meeting, decision, release, person = (BASE + path for path in ("meeting/heads/1", "decision/heads-1/a", "release/r", "person/p"))
    claim, evidence = BASE + "claim/0123456789abcdef", BASE + "evidence/0123456789abcdef"
    start = text.index(said)
    return [
        *described(
            meeting,
            [
                (RDF.type, IP5.Meeting),
                (RDFS.label, name),
                (SCHEMA.startDate, ox.Literal("2020-05-04", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
            ],
        ),
        *described(person, [(RDF.type, IP5.Person), (SKOS.prefLabel, name)]),
        *described(
            BASE + "participation/heads-1/p",
            [
                (RDF.type, IP5.Participation),
                (IP5.atMeeting, meeting),
                (IP5.participant, person),
                (IP5.role, BASE + "role/chair"),
                (IP5.capacity, name),
            ],
        ),
        *described(decision, [(RDF.type, IP5.Decision), (IP5.decidedAt, meeting), (IP5.wording, said), (IP5.act, BASE + "act/agreed")]),
        *described(
            release,
            [(RDF.type, IP5.Release), (DCTERMS.title, title), (DCTERMS.publisher, name), (IP5.text, text), (SCHEMA.url, ox.Literal(url))],
        ),
        *described(
            claim,
            [
                (RDF.type, IP5.Claim),
                (RDF.subject, decision),
                (RDF.predicate, IP5.wording),
                (RDF.object, said),
                (IP5.statedIn, release),
                (IP5.evidence, evidence),
                (IP5.claimStatus, BASE + "claim-status/accepted"),
            ],
        ),
        *described(
            evidence,
            [
                (RDF.type, IP5.Evidence),
                (OA.hasSource, release),
                (OA.hasSelector, evidence + "/quote"),
                (OA.hasSelector, evidence + "/position"),
                (IP5.sentenceStart, ox.Literal(0)),
                (IP5.sentenceEnd, ox.Literal(len(text))),
            ],
        ),
        *described(evidence + "/quote", [(OA.exact, said)]),
        *described(evidence + "/position", [(OA.start, ox.Literal(start)), (OA.end, ox.Literal(start + len(said)))]),
    ]


@contextmanager
def serving(quads: Iterable[ox.Quad]) -> Iterator[Client]:
    """Yield a client of the explorer on these quads."""
    with tempfile.TemporaryDirectory(prefix="ip5kg-tests-") as folder:
        write(Path(folder) / "store", quads)
        with served(Path(folder), workers=1) as client:
            yield client
