"""A thing of the graph as data: the twin of its page.

What belongs to a thing is given with it: its own statements, what points at it, the nodes that exist for its sake (a participation
in a meeting, a dated name of an office), every claim on them with the quotes that state it, and the names of all that is
mentioned. The texts of releases are left out, as in exports: they belong to those who wrote them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, TypeAlias

import pyoxigraph as ox

from ip5kg import export, iris
from ip5kg.errors import BadArgument
from ip5kg.explore import jsonld
from ip5kg.graph import KnowledgeGraph
from ip5kg.namespaces import IP5, OA, ORG, RDF, RDFS, SKOS
from ip5kg.results import Table
from ip5kg.sparql import NO_BINDINGS, Bindings, Term

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple

MOST: Final = 20_000
"""Statements of one thing; larger things are to be asked for at the endpoint, since nothing is left out in silence."""

_GRAPHS: Final = f"VALUES ?graph {{ <{iris.FACTS_GRAPH}> <{iris.AUTHORITY_GRAPH}> <{iris.CHOICES_GRAPH}> }}"
_PARTS: Final = """
  { ?part ip5:atMeeting|ip5:participant|org:member|org:organization|org:postIn|ip5:ofOffice ?thing }
  UNION { ?part ip5:renamedOffice|ip5:reportsOn|ip5:identifies|ip5:conflictSubject ?thing }
  UNION { ?thing ip5:datedName|ip5:headPost|ip5:evidence|oa:hasSelector ?part }"""
"""How nodes that exist for the sake of others, and have no page of their own, hang on to them."""

_OWN: Final = f"CONSTRUCT {{ ?thing ?p ?o }} {{ ?thing ?p ?o FILTER (?p != ip5:text) }} LIMIT {MOST + 1}"
_INWARD: Final = f"""CONSTRUCT {{ ?s ?p ?thing }} {{
  {_GRAPHS} GRAPH ?graph {{ ?s ?p ?thing }} FILTER (?p NOT IN (rdf:object, rdf:subject))
}} LIMIT {MOST + 1}"""
_INWARD_ELSEWHERE: Final = f"CONSTRUCT {{ ?s ?p ?thing }} {{ ?s ?p ?thing }} LIMIT {MOST + 1}"
_BELONGING: Final = f"""CONSTRUCT {{ ?part ?p ?o }} {{
  {{ SELECT DISTINCT ?part {{ {_PARTS} }} }}
  ?part ?p ?o
}} LIMIT {MOST + 1}"""
_CLAIMS: Final = f"""CONSTRUCT {{ ?claim ?p ?o }} {{
  {{ SELECT DISTINCT ?claim {{ VALUES ?about {{ %s }} {{ ?claim rdf:subject ?about }} UNION {{ ?claim ip5:statedIn ?about }} }} }}
  ?claim ?p ?o
}} LIMIT {MOST + 1}"""
_EVIDENCE: Final = f"""CONSTRUCT {{ ?evidence ?ep ?eo . ?selector ?sp ?so }} {{
  {{ SELECT DISTINCT ?evidence {{
    VALUES ?about {{ %s }} {{ ?claim rdf:subject ?about }} UNION {{ ?claim ip5:statedIn ?about }} ?claim ip5:evidence ?evidence
  }} }}
  {{ ?evidence ?ep ?eo }} UNION {{ ?evidence oa:hasSelector ?selector . ?selector ?sp ?so }}
}} LIMIT {MOST + 1}"""
_NAMES: Final = (SKOS.prefLabel, RDFS.label)
_PARTS_OUTWARD: Final = frozenset({IP5.datedName, IP5.headPost, IP5.evidence, OA.hasSelector})
_PARTS_INWARD: Final = (
    IP5.atMeeting,
    IP5.participant,
    ORG.member,
    ORG.organization,
    ORG.postIn,
    IP5.ofOffice,
    IP5.renamedOffice,
    IP5.reportsOn,
    IP5.identifies,
    IP5.conflictSubject,
)
"""The same as `_PARTS`, to be read by pattern."""
_MOST_IN_PAGE: Final = 400
_MOST_PARTS: Final = 60


@dataclass(frozen=True)
class Description:
    """What the graph says of a thing."""

    iri: str
    own: tuple[ox.Triple, ...]
    inward: tuple[ox.Triple, ...]
    parts: tuple[ox.Triple, ...]
    claims: tuple[ox.Triple, ...]
    names: tuple[ox.Triple, ...]

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """All statements, once each."""
        return tuple(dict.fromkeys((*self.own, *self.inward, *self.parts, *self.claims, *self.names)))

    def written(self, form: str) -> bytes:
        """Return the description in a form: `turtle`, `jsonld` (or `json`), `ntriples`, `rdfxml` or `csv`.

        Raises:
            BadArgument: if the form cannot hold a character of the description (RDF/XML).
        """
        if form in ("json", "jsonld"):
            return jsonld.framed(ox.NamedNode(self.iri), self.triples)
        if form == "csv":
            return self.table.render("csv", escape_formulas=True).encode()
        return export.serialise(self.triples, form)

    @cached_property
    def table(self) -> Table:
        """A row for each statement on the thing and its parts, and for each claim, accepted or not, on them."""
        about: dict[Node, dict[str, Term]] = defaultdict(dict)
        labels: dict[Node, Term] = {}
        for triple in self.claims:
            about[triple.subject][triple.predicate.value] = triple.object
        for triple in self.claims:  # the quote stands in a selector, which is told of with its evidence
            if triple.predicate.value == OA.hasSelector and isinstance(triple.object, ox.NamedNode):
                about[triple.subject].update({k: v for k, v in about[triple.object].items() if k == OA.exact})
        for triple in sorted(self.names, key=str, reverse=True):
            labels[triple.subject] = triple.object
        stating: dict[tuple[str, str, str], list[Mapping[str, Term]]] = defaultdict(list)
        stated: dict[tuple[str, str, str], tuple[Term, Term, Term]] = {}
        for node, values in about.items():
            if RDF.subject in values and RDF.predicate in values and RDF.object in values:
                triple_of = values[RDF.subject], values[RDF.predicate], values[RDF.object]
                key = _key(*triple_of)
                stating[key].append({**values, "": node})
                stated[key] = triple_of
        for triple in (*self.own, *self.parts):
            stated[_key(*triple)] = (triple.subject, triple.predicate, triple.object)
        rows = [
            (*terms, _label(labels, terms[2]), *_stated(claim, about, labels))
            for key, terms in stated.items()
            for claim in stating.get(key, [{}])
        ]
        columns = ("subject", "property", "value", "label", "status", "claim", "quote", "release", "title")
        return Table(columns, tuple(sorted(rows, key=lambda row: (str(row[0]) != f"<{self.iri}>", *map(str, row)))))


def _key(*terms: Term) -> tuple[str, str, str]:
    subject, predicate, value = map(str, terms)
    return subject, predicate, value


def _label(labels: Mapping[Node, Term], term: Term) -> Term | None:
    return labels.get(term) if isinstance(term, ox.NamedNode) else None


def _stated(claim: Mapping[str, Term], about: Mapping[Node, Mapping[str, Term]], labels: Mapping[Node, Term]) -> Iterator[Term | None]:
    """The cells of a claim: its status, itself, the quote that states it, the release, and the title of that."""

    def of(node: Term | None) -> Mapping[str, Term]:
        return about.get(node, {}) if isinstance(node, ox.NamedNode) else {}

    status, release = claim.get(IP5.claimStatus), claim.get(IP5.statedIn)
    yield labels.get(status, status) if isinstance(status, ox.NamedNode) else status
    yield claim.get("")
    yield of(claim.get(IP5.evidence)).get(OA.exact)
    yield release
    yield _label(labels, release) if release is not None else None


def script(store: ox.Store, iri: str) -> str:
    """Return a thing with its parts, without claims, as JSON-LD that may stand in a `<script>`: nothing in it can end the element.

    Read by pattern, since a page waits for it: a tenth of the time that `describe` takes. A thing of which more than 400 statements
    speak has nothing in its page ("" is returned); its twin holds them.
    """
    thing = ox.NamedNode(iri)
    own = [q.triple for q in islice(store.quads_for_pattern(thing, None, None), _MOST_IN_PAGE + 1) if q.predicate.value != IP5.text]
    if not 0 < len(own) <= _MOST_IN_PAGE:
        return ""
    parts: set[Node] = {t.object for t in own if t.predicate.value in _PARTS_OUTWARD and isinstance(t.object, ox.NamedNode)}
    for predicate in _PARTS_INWARD:
        parts.update(islice((q.subject for q in store.quads_for_pattern(None, ox.NamedNode(predicate), thing)), _MOST_PARTS))
    told = dict.fromkeys(own)
    for part in sorted(parts - {thing}, key=str)[:_MOST_PARTS]:
        told.update(dict.fromkeys(q.triple for q in store.quads_for_pattern(part, None, None)))
    for node in _mentioned(tuple(told)):
        for name in _NAMES:
            label = next((q.triple for q in store.quads_for_pattern(node, ox.NamedNode(name), None) if _english(q.object)), None)
            if label is not None:
                told[label] = None
                break
    text = jsonld.framed(thing, tuple(told), indent=None).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _english(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.language in ("en", None)


def describe(graph: KnowledgeGraph, iri: str) -> Description | None:
    """Return what the graph says of a thing, or None if it knows nothing of it.

    Raises:
        BadArgument: if that is more than `MOST` statements.
    """
    thing = {"thing": ox.NamedNode(iri)}

    def ask(query: str, given: Bindings = NO_BINDINGS) -> tuple[ox.Triple, ...]:
        found = graph.backend.construct(query, given, name="thing")
        if len(found) > MOST:
            raise BadArgument(iri, f"has more than {MOST:,} statements", "ask for those you need at /sparql")
        return found

    own = ask(_OWN, thing)
    inward = ask(_INWARD, thing)
    if not inward and not (own and iri.startswith(iris.BASE)):
        inward = ask(_INWARD_ELSEWHERE, thing)
    if not own and not inward:
        return None
    parts = tuple(triple for triple in ask(_BELONGING, thing) if triple.subject != thing["thing"])
    subjects = dict.fromkeys((thing["thing"], *(t.subject for t in parts if isinstance(t.subject, ox.NamedNode))))
    listed = " ".join(str(subject) for subject in subjects)
    stated = ask(_CLAIMS % listed)
    if stated:
        stated += ask(_EVIDENCE % listed)
    return Description(iri, own, inward, parts, stated, _names(graph, (*own, *inward, *parts, *stated)))


def _names(graph: KnowledgeGraph, triples: Sequence[ox.Triple]) -> tuple[ox.Triple, ...]:
    """The English names of what is mentioned, as far as it has any."""
    nodes = _mentioned(triples)
    wanted = " ".join(f"<{node.value}>" for node in nodes)
    query = f"""CONSTRUCT {{ ?node ?p ?name }} {{
      VALUES ?node {{ {wanted} }} VALUES ?p {{ skos:prefLabel rdfs:label dcterms:title }}
      ?node ?p ?name FILTER (LANG(?name) IN ("en", "")) }}"""
    return graph.backend.construct(query, name="names") if nodes else ()


def _mentioned(triples: Sequence[ox.Triple]) -> list[ox.NamedNode]:
    """The things that triples speak of without giving them a name."""
    described = {triple.subject for triple in triples if triple.predicate.value in _NAMES}
    told = ((t.subject,) if t.predicate.value == RDF.type else (t.subject, t.object) for t in triples)  # classes are words, not things
    nodes = {term for terms in told for term in terms if isinstance(term, ox.NamedNode)} - described
    return sorted(nodes, key=lambda node: node.value)


__all__ = ["MOST", "Description", "describe", "script"]
