"""Which claims stand behind the rows of an answer.

A row names things and values. A claim supports it where it is about one of these things, or about a node that exists for
its sake (a participation, a tenure), and its value is named in the row or was asked for. Where several nodes would do, those
count whose claims agree with most of the row: of all meetings that a person took part in, the one that was asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from ip5kg.graph import KnowledgeGraph
from ip5kg.iris import BASE
from ip5kg.results import Table
from ip5kg.sparql import Term
from ip5kg.why.values import short

MOST_THINGS: Final = 60
MOST_OF_A_ROW: Final = 6
MOST: Final = 80
"""Claims in one answer."""
_MOST_CANDIDATES: Final = 4_000

_CANDIDATES: Final = f"""SELECT ?thing ?claim ?s ?p ?o {{
  {{ VALUES ?thing {{ %s }} BIND (?thing AS ?s) ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
  UNION
  {{ VALUES ?thing {{ %s }}
    {{ ?s ip5:atMeeting|ip5:participant|org:member|org:organization|org:postIn|ip5:ofOffice|ip5:renamedOffice|ip5:reportsOn ?thing }}
    UNION {{ ?thing ip5:datedName|ip5:headPost ?s }}
    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
}} LIMIT {_MOST_CANDIDATES}"""
_NAMES: Final = "SELECT ?node ?name { VALUES ?node { %s } ?node skos:prefLabel|rdfs:label|ip5:acronym|skos:notation ?name }"
_STATED: Final = """SELECT ?claim ?s ?p ?o ?status ?release ?title ?url ?publisher ?issued ?digest {
  VALUES ?claim { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?claim ip5:claimStatus/skos:notation ?status }
  OPTIONAL { ?claim ip5:statedIn|dcterms:source ?release }
  OPTIONAL { ?release dcterms:title ?title }
  OPTIONAL { ?release schema:url ?url }
  OPTIONAL { ?release dcterms:publisher ?publisher }
  OPTIONAL { ?release dcterms:issued ?issued }
  OPTIONAL { ?release a ?digest . FILTER (?digest = ip5:Digest) }
}"""
_QUOTES: Final = "SELECT ?claim ?quote { VALUES ?claim { %s } ?claim ip5:evidence ?e . ?e oa:hasSelector ?q . ?q oa:exact ?quote }"


def behind(graph: KnowledgeGraph, table: Table, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the claims behind the rows of a table, in the order of the rows; each says which rows it supports.

    Args:
        graph: where the claims are.
        table: the answer, or the part of it that is shown.
        given: what was asked for, as text: a meeting's number, a series, a date.
    """
    things = list(dict.fromkeys(term.value for row in table for term in row if isinstance(term, ox.NamedNode)))[:MOST_THINGS]
    direct = {thing for thing in things if thing.startswith(BASE + "claim/")}
    candidates = _candidates(graph, [thing for thing in things if thing not in direct and _is_thing(thing)])
    names = _names(graph, (claim[3] for found in candidates.values() for claim in found))
    rows_of: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(table, 1):
        named = {_text(term) for term in row if term is not None}
        own = [_text(term) for term in row if isinstance(term, ox.NamedNode)]
        chosen = [iri for iri in own if iri in direct] or _supporting(own, candidates, named, given, names)
        for claim in chosen[:MOST_OF_A_ROW]:
            rows_of[claim].append(number)
    kept = list(rows_of)[:MOST]
    return [{**told, "rows": rows_of[told["claim"]]} for told in stated(graph, kept)]


def stated(graph: KnowledgeGraph, claims: Sequence[str]) -> list[dict[str, Any]]:
    """Return claims as plain values: what is claimed, the quote, its status, the release and its page; in the given order."""
    if not claims:
        return []
    listed = " ".join(f"<{claim}>" for claim in claims)
    quotes = {_text(row[0]): _text(row[1]) for row in graph.backend.select(_QUOTES % listed, name="quotes")}
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(graph.backend.select(_STATED % listed, name="claims").rows, key=str):
        claim, s, p, o, status, release, title, url, publisher, issued, digest = (_text(term) for term in row)
        found.setdefault(
            claim,
            {
                "claim": claim,
                "states": f"{short(s)} {short(p)} {short(o) if isinstance(row[3], ox.NamedNode) else o}",
                "status": status or "accepted",
                "quote": quotes.get(claim),
                "release": release or None,
                "title": title or None,
                "publisher": publisher or None,
                "issued": issued or None,
                "page": url or None,
                "quote_is_from": ("digest of the page, in words of ip5kg" if digest else "the page") if claim in quotes else None,
            },
        )
    return [found[claim] for claim in claims if claim in found]


def _supporting(
    own: Sequence[str],
    candidates: Mapping[str, Sequence[tuple[str, str, str, str]]],
    named: set[str],
    given: Mapping[str, str],
    names: Mapping[str, set[str]],
) -> list[str]:
    """The claims that support a row, of the nodes that agree with most of it."""
    by_node: dict[str, list[tuple[str, str, set[str]]]] = defaultdict(list)
    for thing in own:
        for claim, node, predicate, value in candidates.get(thing, ()):
            hits = ({value} | names.get(value, set())) & named | _asked_for(value, given)
            if hits:
                by_node[node].append((claim, predicate, hits))
    if not by_node:
        return []
    worth = {node: len(set().union(*(hits for *_, hits in found))) for node, found in by_node.items()}
    best = max(worth.values())
    chosen = [(claim, predicate) for node in sorted(by_node) if worth[node] == best for claim, predicate, _ in by_node[node]]
    # One claim on each property before a second one on any.
    seen: dict[str, int] = defaultdict(int)
    ranked = []
    for claim, predicate in chosen:
        ranked.append((seen[predicate], claim))
        seen[predicate] += 1
    return [claim for _, claim in sorted(ranked)]


def _asked_for(value: str, given: Mapping[str, str]) -> set[str]:
    """The parameters that a value answers: `meeting/heads/14` answers meeting=14 and series=heads."""
    segments = set(value.removeprefix(BASE).split("/")) if value.startswith(BASE) else {value}
    return {f"{key}={wanted}" for key, wanted in given.items() if wanted in segments}


def _is_thing(iri: str) -> bool:
    return iri.startswith(BASE) and "#" not in iri


def _candidates(graph: KnowledgeGraph, things: Sequence[str]) -> dict[str, list[tuple[str, str, str, str]]]:
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    if things:
        listed = " ".join(f"<{thing}>" for thing in things)
        for row in sorted(graph.backend.select(_CANDIDATES % (listed, listed), name="claims").rows, key=str):
            thing, claim, node, predicate, value = (_text(term) for term in row)
            found[thing].append((claim, node, predicate, value))
    return found


def _names(graph: KnowledgeGraph, values: Iterable[str]) -> dict[str, set[str]]:
    nodes = sorted({value for value in values if _is_thing(value)})
    found: dict[str, set[str]] = defaultdict(set)
    for part in _parts(nodes):
        for node, name in graph.backend.select(_NAMES % " ".join(f"<{iri}>" for iri in part), name="names"):
            found[_text(node)].add(_text(name))
    return found


def _parts(nodes: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(nodes), size):
        yield nodes[start : start + size]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" if term is None else str(term)
