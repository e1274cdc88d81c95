"""The graph as the walk asks it: what is said about a thing, by what name it is known, and which pages say so.

A triple counts as said where it stands in the authority files or among the facts, or where a claim states it that was
not marked as unverified: a claim that lost against another is still held.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.namespaces import DCTERMS, IP5, ORG, RDF, RDFS, SCHEMA, SKOS, SKOSXL
from tests.data import authority

BASE = iris.BASE
UNVERIFIED = BASE + "verification/unverified"
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label, SKOSXL.literalForm, IP5.acronym, DCTERMS.title)
fold = cache(authority.fold)
_SAID_IN = (iris.AUTHORITY_GRAPH, iris.FACTS_GRAPH, iris.VOCABULARIES_GRAPH, iris.CHOICES_GRAPH)


class Graph:
    """Look-ups on quads. Things are called by the part of their IRI behind the base: `office/KR`."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._stated: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._nodes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._notes: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            subject, value = _name(quad.subject), _name(quad.object)
            graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            if graph.startswith(iris.TEXT_GRAPHS):
                continue
            self._nodes[subject][quad.predicate.value].add(value)
            if graph in _SAID_IN:
                self._stated[subject][quad.predicate.value].add(value)
        for claim in self.claims:
            said = self._nodes[claim]
            if UNVERIFIED.removeprefix(BASE) in said[IP5.verification]:
                continue
            for subject in said[RDF.subject]:
                self._notes[subject] |= said.get(SKOS.note, set())
                for predicate in said[RDF.predicate]:
                    self._stated[subject][BASE + predicate if not predicate.startswith("http") else predicate] |= said[RDF.object]

    # ---- what is said

    @cached_property
    def claims(self) -> list[str]:
        """All claims, extracted and curated, sorted."""
        return sorted(node for node, said in self._nodes.items() if {"ontology#Claim", "ontology#CuratedClaim"} & said[RDF.type])

    def values(self, thing: str, *predicates: str) -> set[str]:
        """Return the values of these properties of a thing; things among them by the last part of their IRI."""
        said = self._stated.get(thing, {})
        return {value for predicate in predicates for value in said.get(predicate, ())}

    def has(self, thing: str, predicate: str, value: str) -> bool:
        return value in self.values(thing, predicate)

    def of_type(self, kind: str) -> list[str]:
        """Return the things of a class, given by its IRI, sorted."""
        return self._by_type.get(kind.removeprefix(BASE), [])

    @cached_property
    def _by_type(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node, said in self._nodes.items():
            for kind in said.get(RDF.type, ()):
                found[kind].append(node)
        return {kind: sorted(nodes) for kind, nodes in found.items()}

    def pointing(self, predicate: str, value: str) -> list[str]:
        """Return the things of which `value` is a value of this property, sorted."""
        return self._inverse.get((predicate, value), [])

    @cached_property
    def _inverse(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for subject, said in self._stated.items():
            for predicate, values in said.items():
                for value in values:
                    found[predicate, value].add(subject)
        return {key: sorted(things) for key, things in found.items()}

    def unverified(self, thing: str) -> bool:
        return UNVERIFIED.removeprefix(BASE) in self._nodes[thing][IP5.verification] if thing in self._nodes else False

    # ---- names

    def labels(self, *things: str) -> set[str]:
        """Return the folded names of the things, and of the dated names of an office."""
        found: set[str] = set()
        for thing in things:
            for node in (thing, *self.values(thing, IP5.datedName)):
                found |= {fold(label) for label in self.values(node, *LABELS)}
        return found

    def named(self, kind: str, name: str) -> str | None:
        """Return the thing of a class that bears this name: preferred names before others; nothing if two bear it."""
        wanted = fold(name)
        bearers = self._bearers(kind).get(wanted, [])
        preferred = [thing for thing in bearers if wanted in {fold(label) for label in self.values(thing, SKOS.prefLabel)}]
        few = preferred or bearers
        return few[0] if len(few) == 1 else None

    def bearers(self, kind: str, name: str) -> list[str]:
        """Return all things of a class that bear this name, in any role."""
        return self._bearers(kind).get(fold(name), [])

    def _bearers(self, kind: str) -> dict[str, list[str]]:
        if kind not in self._by_name:
            found = self._by_name.setdefault(kind, defaultdict(list))
            for thing in self.of_type(kind):
                for label in self.labels(thing):
                    found[label].append(thing)
        return self._by_name[kind]

    # ---- texts

    def texts(self, *things: str) -> list[str]:
        """Return the texts that stand at the things themselves, in the verified claims on them, and in the notes of these."""
        found = {value for thing in things for values in self._stated.get(thing, {}).values() for value in values}
        return sorted(found.union(*(self._notes.get(thing, set()) for thing in things)))

    def tells(self, text: str, *things: str) -> bool:
        """Tell whether one text at these things has the words of `text`: literally, or three in five of the longer ones and all numbers."""
        wanted = fold(text)
        words = sorted({fold(w)[:6] for w in re.findall(r"[^\W\d_]{4,}", text)})
        numbers = set(re.findall(r"\d+", text))
        for candidate in self.texts(*things):
            there = fold(candidate)
            if wanted in there:
                return True
            if (
                (words or len(numbers) > 1)
                and sum(w in there for w in words) >= 0.6 * len(words)
                and all(n in _digits(candidate) for n in numbers)
            ):
                return True
        return False

    # ---- pages

    @cached_property
    def _page_of(self) -> dict[str, set[str]]:
        """Source pages and releases by their address, without the marks that differ between copies of an address."""
        found: dict[str, set[str]] = defaultdict(set)
        for node, said in self._nodes.items():
            for url in said.get(SCHEMA.url, ()):
                found[address(url)].add(node)
        return found

    def pages(self, url: str) -> set[str]:
        return self._page_of.get(address(url), set())

    @cached_property
    def _rests_on(self) -> dict[str, set[str]]:
        """thing → the pages and releases on which something said about it rests."""
        found: dict[str, set[str]] = defaultdict(set)
        for node, said in self._nodes.items():
            found[node] |= said.get(DCTERMS.source, set())
        for claim in self.claims:
            said = self._nodes[claim]
            for subject in said[RDF.subject]:
                found[subject] |= said.get(DCTERMS.source, set()) | said.get(IP5.statedIn, set())
        return found

    def rests_on(self, *things: str) -> set[str]:
        return {page for thing in things for page in self._rests_on.get(thing, ())}

    # ---- what belongs to a thing

    def around(self, thing: str) -> list[str]:
        """Return the thing and the nodes that tell of it: names, renamings, parentages, posts, tenures, reports, …"""
        found = [thing]
        for predicate in _BELONGS:
            found += self.pointing(predicate, thing)
        found += sorted(self.values(thing, IP5.datedName, IP5.headPost))
        return list(dict.fromkeys(found))


_BELONGS = (
    IP5.renamedOffice,
    IP5.ofOffice,
    ORG.postIn,
    ORG.organization,
    ORG.member,
    IP5.reportsOn,
    IP5.atMeeting,
    IP5.decidedAt,
    IP5.documentOf,
    IP5.identifies,
    IP5.conflictSubject,
    ORG.resultingOrganization,
)


_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve".split()
_RANKED = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_DIGITS = {word: str(place) for words in (_COUNTED, _RANKED) for place, word in enumerate(words)}


@cache
def _digits(text: str) -> str:
    """Return a text with small numbers that are spelled out written in digits as well."""
    return text + " " + " ".join(_DIGITS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _DIGITS)


def address(url: str) -> str:
    """Return an address without scheme, `www.` and a last slash: copies of one address differ in these."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip()).rstrip("/.")
    return bare.replace("slideplayer.com./", "slideplayer.com/").replace(":443/", "/")


def _name(node: object) -> str:
    if isinstance(node, NamedNode):
        return node.value.removeprefix(BASE)
    return node.value if isinstance(node, Literal) else str(node)
