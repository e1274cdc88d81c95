"""The description of a build as a data set: what is in it, from when and where, in which files, how much of what, and how it came about.

    describe(quads, "0.1.0")  →  the quads of `graph/dataset`

DCAT names the data set and its files, VoID counts what is in it, PROV says of what it was made. All of it follows from the quads and the
version: no clock, no machine. Its own triples are not counted, nor are the texts of the releases, which an export leaves out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.mapping.terms import Value, date, iri, number, text
from ip5kg.namespaces import DCAT, DCTERMS, FOAF, IP5, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, VOID

DATASET: Final = iris.BASE + "dataset"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"

FILES: Final[Mapping[str, tuple[str, str, str]]] = {
    # name: what it holds, media type, part
    "facts.ttl": ("The accepted facts, in Turtle", "text/turtle", "facts"),
    "facts.jsonld": ("The accepted facts, in JSON-LD", "application/ld+json", "facts"),
    "ip5kg.trig": ("All graphs but the texts of the releases, in TriG", "application/trig", ""),
    "ip5kg.nq": ("All graphs but the texts of the releases, in N-Quads", "application/n-quads", ""),
    "texts.nq": ("The texts of the releases, in N-Quads", "application/n-quads", "texts"),
}
"""The files of a build, as `export.write_build_files` writes them."""

PARTS: Final[Mapping[str, str]] = {
    "authority": "What is kept by hand on offices, persons, bodies, projects and places",
    "choices": "What became of each claim, and the conflicts",
    "curated": "Claims that were entered by hand from source pages",
    "facts": "The accepted facts, and the short-cuts that follow from them",
    "ontology": "The terms of the ontology",
    "releases": "What each release claims, with its evidence",
    "texts": "The texts of the releases",
    "vocabularies": "The concepts",
}
_OF_GRAPH: Final = {
    iris.AUTHORITY_GRAPH: "authority",
    iris.CHOICES_GRAPH: "choices",
    iris.CURATED_GRAPH: "curated",
    iris.FACTS_GRAPH: "facts",
    iris.ONTOLOGY_GRAPH: "ontology",
    iris.VOCABULARIES_GRAPH: "vocabularies",
}
_LINKED: Final = {
    "isni": ("ISNI", "https://isni.org/"),
    "ror": ("Research Organization Registry (ROR)", "https://ror.org/"),
    "wikidata": ("Wikidata", "http://www.wikidata.org/"),
}
_SAME_AS: Final = SCHEMA.base + "sameAs"
_KEYWORDS: Final = ("IP5", "intellectual property offices", "patents", "press releases", "knowledge graph")

Triple = tuple[str, str, Value]


@dataclass
class _Counts:
    """What is counted in one pass over the quads."""

    parts: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    links: Counter[str] = field(default_factory=Counter)
    releases: set[str] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    within: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    topics: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)


def describe(quads: Iterable[Quad], version: str) -> list[Quad]:
    """Return the quads of `graph/dataset` that describe these quads, sorted; the order of `quads` does not matter."""
    counts = _count(quads)
    triples = [*_dataset(counts, version), *_coverage(counts), *_files(counts), *_counted(counts), *_links(counts), *_made(counts, version)]
    graph = iri(iris.DATASET_GRAPH)
    return sorted({Quad(iri(s), iri(p), o, graph) for s, p, o in triples}, key=str)


def _count(quads: Iterable[Quad]) -> _Counts:
    counts = _Counts()
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        if graph == iris.DATASET_GRAPH:
            continue
        part = _OF_GRAPH.get(graph) or ("texts" if graph.startswith(iris.TEXT_GRAPHS) else "releases")
        counts.parts[part] += 1
        if part == "texts":
            continue
        subject, predicate, value = str(getattr(quad.subject, "value", "")), quad.predicate.value, quad.object
        counts.properties[predicate] += 1
        counts.subjects.add(subject)
        counts.objects.add(str(value))
        if isinstance(value, NamedNode):
            _look(counts, part, subject, predicate, value.value)
        elif isinstance(value, Literal):
            if part == "facts" and predicate in (SCHEMA.startDate, SCHEMA.endDate) and subject.startswith(iris.BASE + "meeting/"):
                counts.days.add(value.value)
            elif predicate == SKOS.prefLabel and part == "vocabularies" and value.language == "en":
                counts.names[subject] = value.value
    return counts


def _look(counts: _Counts, part: str, subject: str, predicate: str, value: str) -> None:
    if predicate == RDF.type:
        counts.classes[value] += 1
        if value in (IP5.Release, IP5.Digest):
            counts.releases.add(subject)
        if value == IP5.Digest:
            counts.digests.add(subject)
    elif predicate == SCHEMA.location and part == "facts":
        counts.places.add(value)
    elif predicate == SCHEMA.containedInPlace:
        counts.within[subject].add(value)
    elif predicate == DCTERMS.subject and part in ("facts", "authority"):
        counts.topics.add(value)
    elif predicate == _SAME_AS:
        for name, (_, start) in _LINKED.items():
            if value.startswith(start):
                counts.links[name] += 1


def _dataset(counts: _Counts, version: str) -> Iterator[Triple]:
    for kind in (DCAT.Dataset, VOID.Dataset, PROV.Entity):
        yield DATASET, RDF.type, iri(kind)
    yield DATASET, DCTERMS.title, text("ip5kg: the co-operation of the five largest IP offices as a knowledge graph", "en")
    yield (
        DATASET,
        DCTERMS.description,
        text(
            "Who met in the co-operation of the EPO, JPO, KIPO/MOIP, CNIPA and USPTO, where and when, who took part in what capacity, "
            "what was decided, issued and quoted, and which sentence of which release, or which page, says so. "
            "Where sources disagree, all of them are kept.",
            "en",
        ),
    )
    yield DATASET, OWL.versionInfo, text(version)
    yield DATASET, DCTERMS.license, iri(LICENCE)
    yield DATASET, DCTERMS.publisher, iri(DATASET + "/publisher")
    yield DATASET, DCTERMS.creator, iri(DATASET + "/publisher")
    yield DATASET + "/publisher", RDF.type, iri(FOAF.Agent)
    yield DATASET + "/publisher", FOAF.name, text("The ip5kg makers")
    yield DATASET, DCTERMS.conformsTo, iri(iris.ONTOLOGY.rstrip("#"))
    for language in ("en", "ja", "ko", "zh", "fr", "de"):
        yield DATASET, DCTERMS.language, text(language)
    for word in (*_KEYWORDS, *(counts.names[topic] for topic in counts.topics if topic in counts.names)):
        yield DATASET, DCAT.keyword, text(word, "en")


def _coverage(counts: _Counts) -> Iterator[Triple]:
    """Yield the days of the first and the last meeting, and the countries in which the meetings were held."""
    if counts.days:
        period = DATASET + "/period"
        yield DATASET, DCTERMS.temporal, iri(period)
        yield period, RDF.type, iri(DCTERMS.PeriodOfTime)
        yield period, DCAT.startDate, date(min(counts.days))
        yield period, DCAT.endDate, date(max(counts.days))
    reached, new = set(counts.places), set(counts.places)
    while new:
        new = {outer for place in new for outer in counts.within.get(place, ())} - reached
        reached |= new
    for place in reached:
        if place.removeprefix(iris.BASE + "place/").count("/") == 0:
            yield DATASET, DCTERMS.spatial, iri(place)


def _files(counts: _Counts) -> Iterator[Triple]:
    """Yield the files of a build. The texts are under our licence only where all of them are digests of ours."""
    own = counts.releases <= counts.digests
    for name, (title, media_type, part) in FILES.items():
        file = f"{DATASET}/file/{name}"
        yield DATASET, DCAT.distribution, iri(file)
        yield file, RDF.type, iri(DCAT.Distribution)
        yield file, DCTERMS.title, text(title, "en")
        yield file, DCTERMS.identifier, text(name)
        yield file, DCAT.mediaType, iri(_MEDIA_TYPES + media_type)
        if own or part != "texts":
            yield file, DCTERMS.license, iri(LICENCE)
        else:
            yield file, DCTERMS.rights, iri(f"{DATASET}/rights/texts")
            yield f"{DATASET}/rights/texts", RDF.type, iri(DCTERMS.RightsStatement)
            yield f"{DATASET}/rights/texts", RDFS.label, text("The texts belong to those who wrote them", "en")
        if part:
            yield file, DCTERMS.isPartOf, iri(f"{DATASET}/part/{part}")


def _counted(counts: _Counts) -> Iterator[Triple]:
    yield DATASET, VOID.uriSpace, text(iris.BASE)
    yield DATASET, VOID.triples, number(sum(counts.parts.values()) - counts.parts["texts"])
    yield DATASET, VOID.entities, number(sum(subject.startswith(iris.BASE) for subject in counts.subjects))
    yield DATASET, VOID.distinctSubjects, number(len(counts.subjects))
    yield DATASET, VOID.distinctObjects, number(len(counts.objects))
    yield DATASET, VOID.classes, number(len(counts.classes))
    yield DATASET, VOID.properties, number(len(counts.properties))
    yield DATASET, VOID.exampleResource, iri(iris.BASE + "meeting/heads/14")
    for base in sorted(set(PREFIXES.values())):
        if any(term.startswith(base) for term in (*counts.classes, *counts.properties)):
            yield DATASET, VOID.vocabulary, iri(base)
    for part, title in PARTS.items():
        if counts.parts[part]:
            node = f"{DATASET}/part/{part}"
            yield DATASET, VOID.subset, iri(node)
            yield node, RDF.type, iri(VOID.Dataset)
            yield node, DCTERMS.title, text(title, "en")
            yield node, VOID.triples, number(counts.parts[part])
    for kind, how_many in counts.classes.items():
        node = f"{DATASET}/class/{_name(kind)}"
        yield DATASET, VOID.classPartition, iri(node)
        yield node, RDF.type, iri(VOID.Dataset)
        yield node, VOID["class"], iri(kind)
        yield node, VOID.entities, number(how_many)
    for term, how_many in counts.properties.items():
        node = f"{DATASET}/property/{_name(term)}"
        yield DATASET, VOID.propertyPartition, iri(node)
        yield node, RDF.type, iri(VOID.Dataset)
        yield node, VOID.property, iri(term)
        yield node, VOID.triples, number(how_many)


def _links(counts: _Counts) -> Iterator[Triple]:
    for name, (title, start) in _LINKED.items():
        if counts.links[name]:
            node, target = f"{DATASET}/links/{name}", f"{DATASET}/target/{name}"
            yield DATASET, VOID.subset, iri(node)
            yield node, RDF.type, iri(VOID.Linkset)
            yield node, DCTERMS.title, text(f"Links to {title}", "en")
            yield node, VOID.target, iri(DATASET)
            yield node, VOID.target, iri(target)
            yield node, VOID.linkPredicate, iri(_SAME_AS)
            yield node, VOID.triples, number(counts.links[name])
            yield target, RDF.type, iri(VOID.Dataset)
            yield target, DCTERMS.title, text(title, "en")
            yield target, FOAF.homepage, iri(start)


def _made(counts: _Counts, version: str) -> Iterator[Triple]:
    """Yield how the data set came about: one build, by one version of the software, of the releases."""
    build, software = DATASET + "/build", iris.software(f"ip5kg {version}")
    yield DATASET, PROV.wasGeneratedBy, iri(build)
    yield build, RDF.type, iri(PROV.Activity)
    yield build, RDFS.label, text(f"Build with ip5kg {version}", "en")
    yield build, PROV.wasAssociatedWith, iri(software)
    for release in counts.releases:
        yield build, PROV.used, iri(release)


def _name(term: str) -> str:
    """Return a term as the last part of an IRI: `ip5-Meeting`; terms of vocabularies without a prefix by a hash."""
    for prefix, base in PREFIXES.items():
        rest = term.removeprefix(base)
        if rest != term and rest and "/" not in rest and "#" not in rest:
            return f"{prefix}-{rest}"
    return iris.digest(term, length=12)
