"""`make bench`: each of our ways of doing something beside a plain one with the libraries, on the graph of the shipped releases.

A row tells how many times longer the baseline takes (median of the runs, taken in turns). Seconds are shown for
orientation only: the machine may be busy, the ratio stays.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import rdflib
from rich.console import Console
from rich.table import Table

from ip5kg import export, queries, resources
from ip5kg.store import Store
from tests.benchmarks import networks, reading
from tests.shipped import quads

RUNS = 5
Job = Callable[[], object]


def median_seconds(*jobs: Job, runs: int = RUNS) -> list[float]:
    """Return the median time of each job; the jobs take turns, so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, times in zip(jobs, taken, strict=True):
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def main() -> int:
    table = Table(title="ratio = time of the baseline ÷ ours; above 1 we are faster")
    for column in ("what", "ours, s", "baseline", "baseline, s", "ratio"):
        table.add_column(column, justify="left" if column in ("what", "baseline") else "right")
    everything = list(quads())
    text = export.serialise(everything, "nquads").decode("utf-8")
    store = Store.of(everything)
    plain = rdflib.Dataset(default_union=True)
    plain.parse(data=text, format="nquads")

    def row(what: str, ours: Job, baseline: str, theirs: Job, runs: int = RUNS) -> None:
        mine, other = median_seconds(ours, theirs, runs=runs)
        table.add_row(what, f"{mine:.3f}", baseline, f"{other:.3f}", f"{other / mine:.1f}")

    catalogue = queries.load(resources.folder("queries"))
    for name in ("participants", "meetings", "heads-on-date"):
        bound = catalogue.find(name).bind()
        row(f"query {name}", lambda b=bound: queries.run(store, b), "rdflib in memory", lambda b=bound: list(plain.query(b.text)), runs=2)
    row("write TriG", lambda: export.serialise(everything, "trig"), "rdflib TriG", lambda: plain.serialize(format="trig"), runs=2)
    row("load N-Quads", lambda: Store.of(everything), "rdflib parse", lambda: rdflib.Dataset().parse(data=text, format="nquads"), runs=2)
    console = Console()
    console.print(table)
    console.print(networks.main())
    return reading.main()


if __name__ == "__main__":
    sys.exit(main())
