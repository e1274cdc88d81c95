"""Validation of one release alone, and of all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from ip5kg import iris, resources
from ip5kg.namespaces import IP5, RDF
from ip5kg.validation import checks, shapes
from ip5kg.validation.explain import Explainer, graph_name
from ip5kg.validation.report import Finding, Report, make_report
from ip5kg.validation.shapes import Hierarchy

TEXT_SHAPE = iris.BASE + "shapes#Release-text"
NO_TEXT = "Whether the quotes stand in the text: the texts of the releases are not there (they lie in texts.nq of a build)."
_JUDGED_ELSEWHERE = (iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS, iris.ONTOLOGY_GRAPH, iris.VOCABULARIES_GRAPH)
_TYPE = ox.NamedNode(RDF.type)


@dataclass(frozen=True)
class Reference:
    """What is known beside the graph that is validated: the classes and their order, the types of things outside it."""

    quads: tuple[ox.Quad, ...]
    hierarchy: Hierarchy
    types: Mapping[ox.NamedNode, tuple[ox.NamedNode, ...]]

    def types_of(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
        """Yield the types of the things that `quads` point to, as far as they are known."""
        pointed_to = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}
        for thing in pointed_to & self.types.keys():
            for kind in self.types[thing]:
                yield ox.Triple(thing, _TYPE, kind)


@dataclass(frozen=True)
class _Same:
    """A key for a cache that compares by identity: to hash 20,000 quads would take as long as to read them."""

    quads: tuple[ox.Quad, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.quads is other.quads

    def __hash__(self) -> int:
        return id(self.quads)


def reference(quads: Iterable[ox.Quad]) -> Reference:
    """Return what the shapes need of the ontology, the vocabularies and the authority files. The same tuple is read once."""
    return _reference(_Same(quads if isinstance(quads, tuple) else tuple(quads)))


@lru_cache(maxsize=4)
def _reference(key: _Same) -> Reference:
    types: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
    for quad in key.quads:
        if quad.predicate == _TYPE and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            types[quad.subject].append(quad.object)
    return Reference(key.quads, Hierarchy(key.quads), {thing: tuple(kinds) for thing, kinds in types.items()})


@lru_cache(maxsize=1)
def own_reference() -> Reference:
    """Return the ontology, the vocabularies and the authority files of the installation, each in its named graph."""
    ontology, data = resources.folder("ontology"), resources.folder("data")
    folders = (
        (iris.ONTOLOGY_GRAPH, [ontology / "ip5.ttl"]),
        (iris.VOCABULARIES_GRAPH, sorted((ontology / "vocabularies").glob("*.ttl"))),
        (iris.AUTHORITY_GRAPH, sorted((data / "authority").glob("*.ttl"))),
    )
    return reference(tuple(quad for graph, files in folders for file in files for quad in _in_graph(file, graph)))


def _in_graph(file: Path, graph: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(graph)
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, node)


def validate_release(quads: Iterable[ox.Quad], known: Reference | Iterable[ox.Quad] | None = None, *, text_apart: bool = False) -> Report:
    """Validate one release alone: its metadata, claims, evidence and run, and that its quotes stand in its text.

    Args:
        quads: the release's own graph and the graph of its text; in which graphs they stand does not matter here.
        known: the quads of ontology, vocabularies and authority files; those of the installation where none are given.
        text_apart: the text was left out on purpose; then no quote is compared, and the report says so.

    Raises:
        Ip5kgError: if the shapes cannot be applied.
    """
    own = list(quads)
    beside = _known(known)
    form = shapes.load("common", "release")
    subject = _release_name(own)
    results = shapes.judge(form, [*own, *beside.hierarchy.axioms, *beside.types_of(own)], subject)
    if text_apart:
        results = [result for result in results if result.shape != TEXT_SHAPE]
    findings: list[Finding] = []
    if results:
        explainer = Explainer(_store(own), subject)
        findings = [explainer.finding(result) for result in results]
    notes = [NO_TEXT] if text_apart else []
    return make_report(subject, findings, shapes.touched(form, own, beside.hierarchy), notes)


def validate_corpus(quads: ox.Store | Iterable[ox.Quad], known: Reference | Iterable[ox.Quad] | None = None) -> Report:
    """Validate all releases together: the facts, what they speak of, the choice between claims, the authority files.

    Each release by itself is left to `validate_release`; the evidence gate is checked again here, over the store.

    Args:
        quads: everything that a store holds. Where ontology, vocabularies or authority files are not among it, those
            of `known` are looked at beside it.
        known: as for `validate_release`.

    Raises:
        Ip5kgError: if shapes or checks cannot be applied.
    """
    own = list(quads)
    beside = _known(known)
    store = _store(own)
    present = checks.present(store)
    graphs = {quad.graph_name for quad in own}
    missing = [quad for quad in beside.quads if quad.graph_name not in graphs]
    hierarchy = Hierarchy([*own, *missing])

    form = shapes.load("common", "corpus", "authority", "curated")
    judged = [quad for quad in own if _is_judged(quad)]
    results = shapes.judge(form, [*judged, *hierarchy.axioms, *beside.types_of(judged)], "all releases")
    # What is only known from beside the graph has its type here, but nothing else that the shapes ask for.
    described = {f"<{quad.subject.value}>" for quad in own if quad.predicate == _TYPE and isinstance(quad.subject, ox.NamedNode)}
    outside = {f"<{thing.value}>" for thing in beside.types} - described
    explainer = Explainer(store, "all releases")
    findings = [explainer.finding(result) for result in results if result.focus not in outside]

    store.extend(missing)
    lacking = [check for check in checks.load() if not check.needs <= present]
    for check in checks.load():
        if check.needs <= present:
            findings += checks.run(check, store, explainer)
    notes = [_not_checked(lacking, present)] if lacking else []
    return make_report("all releases", findings, shapes.touched(form, judged, hierarchy), notes)


def validate_build(
    quads: ox.Store | Iterable[ox.Quad],
    known: Reference | Iterable[ox.Quad] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Validate each release alone and all of them together; `progress` is called with the id of each release.

    Raises:
        Ip5kgError: if shapes or checks cannot be applied.
    """
    own = list(quads)
    beside = _known(known)
    text_apart = not any(quad.predicate.value == IP5.text for quad in own)
    reports = []
    for release, part in releases_of(own).items():
        if progress is not None:
            progress(release)
        reports.append(validate_release(part, beside, text_apart=text_apart))
    return Report.merged([*reports, validate_corpus(own, beside)])


def _not_checked(lacking: Sequence[checks.Check], present: frozenset[str]) -> str:
    absent = sorted(frozenset[str]().union(*(check.needs for check in lacking)) - present)
    return f"{len(lacking)} of {len(checks.load())} rules over all releases together, for want of {', '.join(absent)}."


def releases_of(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """Return the quads of each release, those of its text among them, by its id, sorted by id."""
    found: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, ox.NamedNode) and graph.value.startswith((iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS)):
            found[graph_name(graph.value)].append(quad)
    return {release: found[release] for release in sorted(found)}


def _known(known: Reference | Iterable[ox.Quad] | None) -> Reference:
    if known is None:
        return own_reference()
    return known if isinstance(known, Reference) else reference(known)


def _is_judged(quad: ox.Quad) -> bool:
    """Tell whether the shapes for all releases look at a quad; of releases and terms they need to know only what is what."""
    graph = quad.graph_name
    if isinstance(graph, ox.NamedNode) and graph.value.startswith(_JUDGED_ELSEWHERE):
        return quad.predicate == _TYPE
    return True


def _store(quads: Sequence[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def _release_name(quads: Sequence[ox.Quad]) -> str:
    """Return the id of the release that the quads are about."""
    prefix = iris.BASE + "release/"
    for graph in sorted({q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}):
        if graph.startswith((iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS)):
            return graph_name(graph)
    named = {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(prefix)}
    return min(named).removeprefix(prefix) if named else "release"
