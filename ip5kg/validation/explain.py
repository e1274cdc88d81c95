"""Plain words for what shapes and checks found: names for things, and what stands where something else should."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pyoxigraph as ox

from ip5kg import iris
from ip5kg.namespaces import IP5, OA, PREFIXES, RDF
from ip5kg.validation.report import Finding
from ip5kg.validation.shapes import Result
from ip5kg.validation.terms import named

_LONGEST = 200
QUOTE_GATE = iris.BASE + "shapes#QuoteStandsInText"


class Explainer:
    """Turns results into findings; looks up in the graph what a reader needs to know beside the bare result."""

    def __init__(self, store: ox.Store, where: str = "") -> None:
        """`where` names the place of everything that stands in no named graph of ours."""
        self._store = store
        self._where = where

    def finding(self, result: Result) -> Finding:
        """Return the finding for a result of SHACL."""
        focus = _plain(result.focus)
        # A SPARQL constraint stands on a release or a graph; what is wrong is its value.
        culprit = _plain(result.value) if result.component == "SPARQL" and result.value else focus
        details = self._misplaced(culprit) if result.shape == QUOTE_GATE else self._found(result)
        return Finding(
            severity=result.severity,
            where=self.place(culprit),
            focus=focus,
            path=result.path,
            value=result.value,
            message=f"{self.name(culprit)}: {result.message} {details}".rstrip(),
            shape=result.shape,
            quote=self.quote(culprit),
        )

    def values(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """Return the values of a property, sorted, each once."""
        node, relation = named(subject), named(predicate)
        if node is None or relation is None:
            return []
        found = {quad.object for quad in self._store.quads_for_pattern(node, relation, None, None)}
        return sorted((o for o in found if isinstance(o, ox.NamedNode | ox.BlankNode | ox.Literal)), key=str)

    def name(self, thing: str) -> str:
        """Return what to call a thing: `claim 1f2e3d4c (meeting/heads/14 · hosted by · office/JP)`."""
        if thing.startswith(iris.BASE + "claim/"):
            parts = [self._one(thing, RDF.subject), self._property(thing), self._one(thing, RDF.object)]
            return f"{short(thing)} ({' · '.join(parts)})" if all(parts) else short(thing)
        if thing.startswith(iris.BASE + "evidence/"):
            claims = self._claims_on(thing)
            if claims:
                more = f" and {len(claims) - 1} more" if len(claims) > 1 else ""
                return f"{self.name(claims[0])}{more}"
        return short(thing)

    def place(self, thing: str) -> str:
        """Return where a thing stands: the id of a release, the name of a graph, else what was validated."""
        node = named(thing)
        if node is not None:
            graphs = {quad.graph_name for quad in self._store.quads_for_pattern(node, None, None, None)}
            # What stands in the graph of a release belongs there, whatever else is said of it elsewhere.
            names = sorted(
                (g.value for g in graphs if isinstance(g, ox.NamedNode)), key=lambda g: (not g.startswith(iris.RELEASE_GRAPHS), g)
            )
            if names:
                return graph_name(names[0])
        return self._where

    def quote(self, thing: str) -> str:
        """Return the words of the release on which a claim or a piece of evidence rests."""
        evidence = [thing] if thing.startswith(iris.BASE + "evidence/") else [_iri(v) for v in self.values(thing, IP5.evidence)]
        quotes = [self._one_literal(_evidence_of(node) + "/quote", OA.exact) for node in evidence]
        return next((shorten(quote) for quote in quotes if quote), "")

    def _misplaced(self, evidence: str) -> str:
        """Say what stands at the offsets of a quote."""
        exact = self._one_literal(evidence + "/quote", OA.exact)
        start, end = (_integer(self._one_literal(evidence + "/position", p)) for p in (OA.start, OA.end))
        release = next((_iri(v) for v in self.values(evidence, OA.hasSource)), "")
        text = self._one_literal(release, IP5.text)
        if start is None or end is None:
            return f"Quoted: «{shorten(exact)}»."
        if end > len(text):
            return f"Quoted: «{shorten(exact)}», from character {start} to {end}; but the text of the release ends at {len(text)}."
        return f"Quoted: «{shorten(exact)}», from character {start} to {end}; there stands: «{shorten(text[start:end])}»."

    def _found(self, result: Result) -> str:
        """Say what was found, after what should be there."""
        match result.component:
            case "MinCount" | "MaxCount" | "QualifiedMinCount" | "QualifiedMaxCount" | "HasValue":
                values = [human(v) for v in self.values(_plain(result.focus), result.path)]
                return f"Found {len(values)}: {', '.join(values)}." if values else "Found none."
            case "SPARQL":
                return ""
            case "Class":
                return f"Found {human_text(result.value)}, which the graph does not describe as such."
            case "Closed":
                return f"Found the property {short(result.path)} with the value {human_text(result.value)}."
            case _:
                return f"Found {human_text(result.value)}." if result.value and result.value != result.focus else ""

    def _claims_on(self, evidence: str) -> list[str]:
        node = named(_evidence_of(evidence))
        if node is None:
            return []
        found = {quad.subject for quad in self._store.quads_for_pattern(None, ox.NamedNode(IP5.evidence), node, None)}
        return sorted(s.value for s in found if isinstance(s, ox.NamedNode))

    def _one(self, subject: str, predicate: str) -> str:
        return next((human(v) for v in self.values(subject, predicate)), "")

    def _property(self, claim: str) -> str:
        return next((spoken(v.value) if isinstance(v, ox.NamedNode) else human(v) for v in self.values(claim, RDF.predicate)), "")

    def _one_literal(self, subject: str, predicate: str) -> str:
        return next((v.value for v in self.values(subject, predicate) if isinstance(v, ox.Literal)), "")


def graph_name(graph: str) -> str:
    """Return the name of a graph for people: the id of the release, or `facts`, `authority`, …."""
    for prefix in (iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS):
        if graph.startswith(prefix):
            return unquote(graph.removeprefix(prefix))
    return graph.removeprefix(iris.BASE + "graph/")


def short(iri: str) -> str:
    """Return an IRI as people write it: `claim 1f2e3d4c`, `meeting/heads/14`, `ip5:hostedBy`."""
    if iri.startswith(iris.BASE):
        kind, _, rest = iri.removeprefix(iris.BASE).partition("/")
        if kind in ("claim", "evidence", "conflict"):
            return f"{kind} {rest}"
        if not kind.startswith(("ontology#", "shapes#")):
            return f"{kind}/{rest}" if rest else kind
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def spoken(relation: str) -> str:
    """Return the name of a property in words: `hosted by` for `ip5:hostedBy`, `start date` for `schema:startDate`."""
    local = re.split(r"[#/]", relation)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower() or relation


def human(term: object) -> str:
    """Return a term for people: an IRI as `short` has it, a literal in quotation marks."""
    match term:
        case ox.NamedNode():
            return short(term.value)
        case ox.Literal():
            return f"«{shorten(term.value)}»"
        case ox.BlankNode():
            return "a thing without an address"
    return str(term)


def human_text(ntriples: str) -> str:
    """Return a term that is given in N-Triples form for people."""
    if ntriples.startswith("_:"):
        return "a thing without an address"
    if not ntriples.startswith(("<", '"')):
        return ntriples
    statement = f"<{RDF.type}> <{RDF.type}> {ntriples} ."
    return human(next(iter(ox.parse(statement, format=ox.RdfFormat.N_TRIPLES))).object)


def shorten(text: str) -> str:
    """Return `text` in one line of at most 200 characters."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST and len(text) <= 2 * _LONGEST else line[: _LONGEST - 2].rstrip() + " …"


def _plain(ntriples: str) -> str:
    """Return the IRI that stands there in N-Triples form without its brackets; anything else as it is."""
    return ntriples[1:-1] if ntriples.startswith("<") else ntriples


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _evidence_of(node: str) -> str:
    return node.removesuffix("/quote").removesuffix("/position")


def _integer(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
