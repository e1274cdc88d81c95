"""`python -m tests.benchmarks.pages [RELEASES]`: how long pages take, on the shipped graph and on a made-up one of 10,000 releases.

Each page is asked for once, as by a reader who comes to it first; the whole application answers, without a network. The server reads
lists and the index of search ahead, once a start; that is told apart. Bars: a median below 50 ms on the shipped graph and below 100 ms
on the large one, on a machine that does nothing else. Time of the processor is shown beside the time that passed, since the machine
may be busy.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from ip5kg import iris, knowledge
from ip5kg.explore.pages import ahead
from ip5kg.iris import BASE, FACTS_GRAPH
from ip5kg.namespaces import DCTERMS, IP5, OA, RDF, RDFS, SCHEMA, SKOS, XSD
from ip5kg.store import write
from tests.explore.client import Client
from tests.explore.graphs import quad
from tests.explore.served import served
from tests.shipped import quads

KINDS = {
    "meeting": IP5.Meeting,
    "decision": IP5.Decision,
    "person": IP5.Person,
    "release": IP5.Digest,
    "document": IP5.Document,
    "body": IP5.Body,
    "office": IP5.Office,
    "project": IP5.Project,
    "figure": IP5.Figure,
    "conflict": IP5.Conflict,
    "series": IP5.MeetingSeries,
    "topic": SKOS.Concept,
}
LISTS = (
    "/ /meetings /meetings?year=2016 /meetings?of=office/EP /offices /people /bodies /decisions /decisions?firm=binding /projects /documents "
    "/topics /releases /releases?by=office/EP /figures /conflicts /coverage /queries /ontology /search?q=SIPO /search?q=%EA%B9%80%EC%9A%A9%EB%9E%98"
)
AS_OF = "/?as_of=2016 /offices?as_of=2016 /office/CN?as_of=2016-06-02 /meetings?as_of=2016 /decisions?as_of=2016 /bodies?as_of=2016"
NETWORKS = "/network /network?office=office/JP /network?view=timeline"
EACH = 25
_OFFICES = ("CN", "EP", "JP", "KR", "US")
_ACTS = ("agreed", "endorsed", "reaffirmed", "welcomed", "discussed")
_SENTENCES = 10


def many(releases: int) -> Iterator[ox.Quad]:
    """Yield a graph of so many made-up releases on the real authority files: a meeting, six people and three decisions each."""
    yield from knowledge.load().quads
    topics = ("net-ai", "patent-harmonization", "work-sharing", "global-dossier", "classification")
    for number in range(releases):
        yield from _release(number, random.Random(number), topics)


def _release(number: int, chance: random.Random, topics: tuple[str, ...]) -> Iterator[ox.Quad]:
    name = f"made-up-{number}"
    release, meeting = iris.release(name), f"{BASE}meeting/made-up/{number * 2 // 3}"
    graph = iris.release_graph(name)
    day = ox.Literal(f"{2007 + number % 19}-{1 + number % 12:02}-{1 + number % 28:02}", datatype=ox.NamedNode(XSD.date))
    sentences = [
        f"The offices met for the {number}th time and agreed on item {nth} of their plan for the years to come."
        for nth in range(_SENTENCES)
    ]
    text = " ".join(sentences)
    about: list[tuple[str, str, str | ox.Literal]] = [
        (meeting, RDF.type, IP5.Meeting),
        (meeting, RDFS.label, f"{number * 2 // 3}th made-up meeting"),
        (meeting, SCHEMA.startDate, day),
        (meeting, IP5.inSeries, BASE + f"series/{chance.choice(('heads', 'deputy-heads', 'wg1', 'wg2', 'wg3'))}"),
        (meeting, IP5.hostedBy, f"{BASE}office/{chance.choice(_OFFICES)}"),
        (release, RDF.type, IP5.Digest),
        (release, DCTERMS.title, f"Release {number}"),
        (release, DCTERMS.issued, day),
        (release, IP5.issuer, f"{BASE}office/{chance.choice(_OFFICES)}"),
        (meeting, IP5.statedBy, release),
    ]
    for office in _OFFICES:
        person = f"{BASE}person/made-up-{chance.randrange(3000)}"
        part = f"{BASE}participation/made-up-{number * 2 // 3}/{person.rpartition('/')[2]}"
        about += [(person, RDF.type, IP5.Person), (person, SKOS.prefLabel, f"Person {person.rpartition('-')[2]}")]
        about += [(part, RDF.type, IP5.Participation), (part, IP5.atMeeting, meeting), (part, IP5.participant, person)]
        about += [(part, IP5.onBehalfOf, f"{BASE}office/{office}"), (part, IP5.role, f"{BASE}role/participant")]
        about += [
            (meeting, IP5.attendedByOffice, f"{BASE}office/{office}"),
            (meeting, IP5.attendedBy, person),
            (person, IP5.tookPartIn, meeting),
        ]
    for nth in range(3):
        decision = f"{BASE}decision/made-up-{number}/{nth}"
        about += [
            (decision, RDF.type, IP5.Decision),
            (decision, IP5.decidedAt, meeting),
            (decision, IP5.act, f"{BASE}act/{chance.choice(_ACTS)}"),
        ]
        about += [(decision, IP5.wording, sentences[nth]), (decision, DCTERMS.subject, f"{BASE}topic/{chance.choice(topics)}")]
        about += [(decision, RDFS.label, sentences[nth]), (meeting, IP5.decided, decision)]
    yield from (quad(subject, predicate, value, FACTS_GRAPH) for subject, predicate, value in about)
    yield quad(release, IP5.text, text, iris.text_graph(name))
    for nth, (subject, predicate, value) in enumerate(about):
        if predicate in (RDF.type, RDFS.label, SKOS.prefLabel) or subject == release:
            continue
        start = (nth % _SENTENCES) * (len(sentences[0]) + 1)
        claim, evidence = f"{BASE}claim/{number}-{nth}", f"{BASE}evidence/{number}-{nth % _SENTENCES}"
        said: list[tuple[str, str, str | ox.Literal]] = [
            (claim, RDF.type, IP5.Claim),
            (claim, RDF.subject, subject),
            (claim, RDF.predicate, predicate),
            (claim, RDF.object, value),
            (claim, IP5.statedIn, release),
            (claim, IP5.evidence, evidence),
            (evidence, OA.hasSource, release),
            (evidence, OA.hasSelector, evidence + "/quote"),
            (evidence, IP5.sentenceStart, ox.Literal(start)),
            (evidence, IP5.sentenceEnd, ox.Literal(start + len(sentences[0]))),
            (evidence + "/quote", OA.exact, sentences[nth % _SENTENCES]),
            (evidence + "/quote", OA.start, ox.Literal(start)),
        ]
        yield from (quad(s, p, o, graph) for s, p, o in said)
        yield quad(claim, IP5.claimStatus, BASE + "claim-status/accepted", iris.CHOICES_GRAPH)


def measured(everything: Iterable[ox.Quad]) -> dict[str, tuple[list[float], list[float]]]:
    """Return the milliseconds that passed, and those of the processor, for pages of each kind."""
    with tempfile.TemporaryDirectory(prefix="ip5kg-bench-") as folder:
        write(Path(folder) / "store", everything)
        with served(Path(folder)) as client:
            store = ox.Store.read_only(str(Path(folder) / "store"))
            wanted = {"lists": LISTS.split(), "lists, again": LISTS.split(), "as of 2016": AS_OF.split(), "networks": NETWORKS.split()}
            for kind, cls in KINDS.items():
                found = sorted(q.subject.value for q in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(cls)))  # type: ignore[union-attr]
                if kind == "topic":
                    found = [iri for iri in found if iri.startswith(BASE + "topic/")]
                chosen = random.Random(1).sample(found, min(EACH, len(found)))
                wanted[kind] = [iri.removeprefix(BASE[:-1]) for iri in chosen]
            client.get("/static/style.css")
            return {"reading ahead, once a start": _ahead(client)} | {kind: _times(client, paths) for kind, paths in wanted.items()}


def _ahead(client: Client) -> tuple[list[float], list[float]]:
    begun, worked = time.perf_counter(), time.process_time()
    ahead(client.site)
    return [(time.perf_counter() - begun) * 1000], [(time.process_time() - worked) * 1000]


def _times(client: Client, paths: list[str]) -> tuple[list[float], list[float]]:
    passed, busy = [], []
    for path in paths:
        begun, worked = time.perf_counter(), time.process_time()
        assert client.get(path, accept="text/html").status == 200, path
        passed.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    return passed, busy


def main() -> int:
    """Print the medians of each kind, on both graphs."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for title, everything, bar in (("shipped graph", quads(), 50), (f"{releases:,} made-up releases", many(releases), 100)):
        table = Table(title=f"{title}: milliseconds a page (bar: median of things below {bar})")
        for column in ("pages", "number", "median", "slowest", "median, processor", "slowest, processor"):
            table.add_column(column, justify="left" if column == "pages" else "right")
        found = measured(everything)
        things = {"all things": tuple([t for kind in KINDS for t in found[kind][which]] for which in (0, 1))}
        for kind, (passed, busy) in {**found, **things}.items():  # type: ignore[dict-item]
            if passed:
                row = (statistics.median(passed), max(passed), statistics.median(busy), max(busy))
                table.add_row(kind, str(len(passed)), *(f"{value:.0f}" for value in row))
        Console(width=110).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
