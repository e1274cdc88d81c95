"""The full view beside `rdflib.extras.external_graph_libs`, at 10⁴ made-up releases: time and memory, as ratios.

Both sides start from the same N-Quads file and end with a NetworkX multigraph. Each runs in a process of its own: time is that
of the processor, memory the peak less that of the interpreter with its imports. First the facts alone; then, at a tenth of
the releases, facts and claims together: ours puts the claims on the edges, rdflib makes nodes and edges of them as well.

`python -m tests.benchmarks.networks [RELEASES]`
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ip5kg import iris

RELEASES = 10_000
_OFFICES = ("CN", "EP", "JP", "KR", "US")
_TOPICS = ("classification", "pph", "global-dossier", "quality", "net-ai", "work-sharing")


def quads(releases: int, *, claims: bool) -> Iterator[str]:
    """Yield lines of N-Quads: for each release a meeting, four participations and two decisions, perhaps with their claims."""
    base, own = iris.BASE, iris.ONTOLOGY
    rdf, rdfs = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"

    def fact(number: int, place: int, subject: str, predicate: str, value: str) -> Iterator[str]:
        yield f"<{base}{subject}> <{predicate}> {value} <{iris.FACTS_GRAPH}> .\n"
        if not claims or predicate in (rdf + "type", rdfs + "label"):
            return
        claim, graph = f"<{base}claim/{number:08x}{place:08x}>", f"<{base}graph/release/r{number}>"
        yield f"{claim} <{rdf}type> <{own}Claim> {graph} .\n"
        yield f"{claim} <{rdf}subject> <{base}{subject}> {graph} .\n"
        yield f"{claim} <{rdf}predicate> <{predicate}> {graph} .\n"
        yield f"{claim} <{rdf}object> {value} {graph} .\n"
        yield f"{claim} <{own}statedIn> <{base}release/r{number}> {graph} .\n"
        yield f"{claim} <{own}claimStatus> <{base}claim-status/accepted> <{base}graph/choices> .\n"

    for number in range(releases):
        meeting, day = (
            f"meeting/heads/{number}",
            f'"20{7 + number % 19:02}-06-{1 + number % 28:02}"^^<http://www.w3.org/2001/XMLSchema#date>',
        )
        triples = [
            (meeting, rdf + "type", f"<{own}Meeting>"),
            (meeting, rdfs + "label", f'"IP5 Heads of Office meeting {number}"@en'),
            (meeting, own + "inSeries", f"<{base}series/heads>"),
            (meeting, own + "hostedBy", f"<{base}office/{_OFFICES[number % 5]}>"),
            (meeting, "https://schema.org/startDate", day),
            (meeting, own + "format", f"<{base}format/in-person>"),
        ]
        for place in range(4):
            part = f"participation/heads-{number}/{place}"
            triples += [
                (part, rdf + "type", f"<{own}Participation>"),
                (part, rdfs + "label", f'"participation {place} at meeting {number}"@en'),
                (part, own + "atMeeting", f"<{base}{meeting}>"),
                (part, own + "participant", f"<{base}person/p{(number * 4 + place) % 997}>"),
                (part, own + "onBehalfOf", f"<{base}office/{_OFFICES[place]}>"),
                (part, own + "role", f"<{base}role/{'chair' if place == 0 else 'participant'}>"),
                (part, own + "capacity", '"Commissioner"@en'),
            ]
        for place in range(2):
            decision = f"decision/heads-{number}/{place}"
            triples += [
                (decision, rdf + "type", f"<{own}Decision>"),
                (decision, rdfs + "label", f'"agreed: matter {place} of meeting {number}"@en'),
                (decision, own + "decidedAt", f"<{base}{meeting}>"),
                (decision, own + "act", f"<{base}act/agreed>"),
                (decision, own + "modality", f"<{base}modality/done>"),
                (decision, "http://purl.org/dc/terms/subject", f"<{base}topic/{_TOPICS[(number + place) % 6]}>"),
                (decision, own + "wording", f'"The offices agreed on matter {place}"@en'),
            ]
        for place, (subject, predicate, value) in enumerate(triples):
            yield from fact(number, place, subject, predicate, value)


def ours(file: Path) -> tuple[int, int, float]:
    """Load the file and make the full view; return nodes, edges, and the seconds that the view took."""
    import pyoxigraph as ox

    from ip5kg.graph import KnowledgeGraph
    from ip5kg.store import Store

    inner = ox.Store()
    inner.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
    kg = KnowledgeGraph(Store(inner))
    start = time.process_time()
    graph = kg.network("full")
    return graph.number_of_nodes(), graph.number_of_edges(), time.process_time() - start


def theirs(file: Path) -> tuple[int, int, float]:
    """The same with rdflib: parse all triples and convert them."""
    import rdflib
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    plain = rdflib.Graph()  # a Dataset yields quads, which the converter does not take
    with file.open(encoding="utf-8") as lines:
        plain.parse(data="".join(line.rpartition(" <")[0] + " .\n" for line in lines), format="nt")
    start = time.process_time()
    graph = rdflib_to_networkx_multidigraph(plain)
    return graph.number_of_nodes(), graph.number_of_edges(), time.process_time() - start


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run(side: str, file: Path) -> dict[str, float]:
    """Run one side in a process of its own; return seconds and megabytes."""
    code = f"import sys; sys.argv = ['x', {side!r}, {str(file)!r}]; from tests.benchmarks import networks; networks.child()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def child() -> None:
    """What the process does: print a line of JSON."""
    side, file = sys.argv[1:]
    import networkx as nx  # noqa: F401 -- imported before memory and time are taken
    import pyoxigraph  # noqa: F401
    import rdflib  # noqa: F401

    before, start = _peak(), time.process_time()
    nodes, edges, view = (ours if side == "ours" else theirs)(Path(file))
    whole = time.process_time() - start
    sys.stdout.write(json.dumps({"nodes": nodes, "edges": edges, "view": view, "whole": whole, "memory": (_peak() - before) / 1024}))


def main(releases: int = RELEASES) -> Table:
    """Measure, and return the table."""
    table = Table(title="full view: ratio = rdflib ÷ ours; above 1 we are faster, or smaller")
    for column in ("what", "ours", "rdflib", "ratio"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for count, claims in ((releases, False), (max(1, releases // 10), True)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "graph.nq"
            with file.open("w", encoding="utf-8") as out:
                out.writelines(quads(count, claims=claims))
            mine, other = run("ours", file), run("theirs", file)
        table.add_row(f"{count:,} releases, {'facts and claims' if claims else 'facts'}", "", "", "")
        for what, unit, key in (("file to network", "s", "whole"), ("graph in memory to network", "s", "view"), ("memory", "MB", "memory")):
            table.add_row(f"  {what}", f"{mine[key]:.1f} {unit}", f"{other[key]:.1f} {unit}", f"{other[key] / mine[key]:.1f}")
        table.add_row("  nodes, edges", *(f"{side['nodes']:,.0f}, {side['edges']:,.0f}" for side in (mine, other)), "")
    return table


if __name__ == "__main__":
    Console(width=100).print(main(int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES))
