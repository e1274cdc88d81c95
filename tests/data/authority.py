"""The authority files as plain look-up tables, for the tests of the data."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, RDF, SKOS
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "authority"
OTHERS = frozenset({"places.ttl"})
"""Files that are not about the co-operation and have rules of their own."""

Node = ox.NamedNode | ox.Literal


def files() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*.ttl") if path.name not in OTHERS)


@cache
def triples(name: str) -> tuple[tuple[str, str, Node], ...]:
    """Return the triples of one file: subject and predicate as IRIs, the object as a node."""
    parsed = ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE)
    return tuple((_iri(t.subject), t.predicate.value, _node(t.object)) for t in parsed)


def _iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode), f"{node} is no IRI"
    return node.value


def _node(node: object) -> Node:
    assert isinstance(node, ox.NamedNode | ox.Literal), f"{node} is neither an IRI nor a literal"
    return node


@cache
def about() -> dict[str, dict[str, tuple[Node, ...]]]:
    """Return what all files together say: thing → property → values."""
    found: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for path in files():
        for subject, predicate, value in triples(path.name):
            found[subject][predicate].append(value)
    return {s: {p: tuple(v) for p, v in ps.items()} for s, ps in found.items()}


def thing(name: str) -> dict[str, tuple[Node, ...]]:
    """Return what is said about the thing whose IRI ends in `name` (`office/KR`); nothing if it is not there."""
    return about().get(BASE + name, {})


def values(name: str, predicate: str) -> list[str]:
    return [v.value for v in thing(name).get(predicate, ())]


def value(name: str, predicate: str) -> str | None:
    found = values(name, predicate)
    assert len(found) < 2, f"{name} has several values of {predicate}"
    return found[0] if found else None


def of_class(*names: str) -> list[str]:
    """Return the last parts of the IRIs of all things of these classes of ours, sorted."""
    wanted = {IP5[name] for name in names}
    return sorted(s.removeprefix(BASE) for s, ps in about().items() if wanted & {v.value for v in ps.get(RDF.type, ())})


def short(iri: str) -> str:
    return iri.removeprefix(BASE)


def labels(name: str) -> set[str]:
    """Return every label by which a thing is found."""
    return {label for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for label in values(name, kind)}


def fold(text: str) -> str:
    """Return the letters and digits of `text`, without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c)).casefold()


@cache
def claims_on() -> dict[str, list[str]]:
    """Return the curated claims on each thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in of_class("CuratedClaim"):
        subject = value(claim, RDF.subject)
        assert subject is not None, claim
        found[short(subject)].append(claim)
    return found


@cache
def tenures_of(post: str) -> tuple[str, ...]:
    """Return the tenures of a post."""
    return tuple(t for t in of_class("Tenure") if value(t, IP5.heldPost) == BASE + post)
