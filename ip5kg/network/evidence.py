"""What stands behind the edges of a network: the sentences of the releases, and the source pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import networkx as nx

from ip5kg.network.names import Naming, histories, namings

Select = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]]
_AT_ONCE = 1000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A release or a source page. `digest`: a text in our words; the official page is at `url`."""

    issued: str
    title: str
    publisher: str
    url: str
    iri: str
    digest: bool


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A quote in its sentence: `before` + `quote` + `after`, in the release `source` (an IRI)."""

    source: str
    start: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a network.

    `passages` and `pages` are given by the IRI of a claim, `sources` by their own IRIs, `events` by the IRI of an event,
    and `names` by the key of a node: from which day on it bore which label and which name, where that changed.
    """

    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: Mapping[str, Naming] = field(default_factory=dict)
    names: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)


def gather(select: Select, graph: nx.MultiDiGraph[str]) -> Evidence:
    """Return what stands behind each edge of a network."""
    data = [edge for *_, edge in graph.edges(data=True)]
    claims = sorted({claim for edge in data for claim in edge.get("claims", ())})
    passages: dict[str, set[tuple[str, str, int, int, int, int]]] = {}
    pages: dict[str, set[str]] = {}
    for row in _rows(select, "evidence.rq", claims):
        if "exact" in row:
            numbers = (int(row[name]) for name in ("start", "end", "from", "to"))
            start, end, first, last = numbers
            passages.setdefault(row["claim"], set()).add((row["source"], row["exact"], start, end, first, last))
        else:
            pages.setdefault(row["claim"], set()).add(row["source"])
    wanted = {found[0] for all_found in passages.values() for found in all_found}
    wanted |= {page for found in pages.values() for page in found} | {page for edge in data for page in edge.get("pages", ())}
    sources, texts = _sources(select, sorted(wanted))
    events = {event for edge in data for event in edge.get("events", ()) if event and "/claim/" not in event}
    return Evidence(
        {claim: tuple(sorted(_passage(texts.get(found[0], ""), *found) for found in passages[claim])) for claim in sorted(passages)},
        {claim: tuple(sorted(pages[claim])) for claim in sorted(pages)},
        sources,
        namings(select, events),
        {} if graph.graph.get("as_of") else histories(select, {str(iri): key for key, iri in graph.nodes(data="iri")}),
    )


def _sources(select: Select, wanted: list[str]) -> tuple[dict[str, Source], dict[str, str]]:
    told: dict[str, dict[str, str]] = {iri: {} for iri in wanted}
    for row in _rows(select, "sources.rq", wanted):
        for name, value in row.items():
            if name != "source":
                told[row["source"]][name] = min(told[row["source"]].get(name, value), value)
    found = {
        iri: Source(
            about.get("issued", ""), about.get("title", ""), about.get("publisher", ""), about.get("url", ""), iri, "digest" in about
        )
        for iri, about in told.items()
    }
    return found, {iri: about["text"] for iri, about in told.items() if "text" in about}


def _passage(text: str, source: str, exact: str, start: int, end: int, first: int, last: int) -> Passage:
    if text[start:end] != exact:  # the graph holds no text: the quote alone is still evidence
        return Passage(source, start, "", exact, "")
    return Passage(source, start, text[first:start], exact, text[end:last])


def _rows(select: Select, query: str, iris: list[str]) -> Iterator[Mapping[str, str]]:
    text = (files("ip5kg.network") / query).read_text(encoding="utf-8")
    asked = [iri for iri in iris if _IRI.fullmatch(iri)]
    for start in range(0, len(asked), _AT_ONCE):
        yield from select(text.replace("UNDEF", " ".join(f"<{iri}>" for iri in asked[start : start + _AT_ONCE])), {})
