"""What the endpoint can do (SPARQL 1.1 Service Description) and what the graph holds (VoID), as data.

Both name the address under which they were asked for, so they are right wherever the explorer runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ip5kg import export, iris
from ip5kg.explore.delivery import accept_of
from ip5kg.explore.negotiation import MEDIA_TYPES, form_of
from ip5kg.explore.pages.data import files_of
from ip5kg.explore.problems import problem
from ip5kg.explore.site import Site, site_of
from ip5kg.namespaces import DCAT, DCTERMS, PREFIXES, RDF, VOID, XSD

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMS: Final = ("turtle", "jsonld", "ntriples", "rdfxml")
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)

Triples = Iterator[ox.Triple]

_COUNTING: Final = threading.Lock()
"""Counting reads the whole graph; it is done once for each build, by whoever asks first, while the others wait."""


def routes() -> list[Route]:
    """Return the addresses of the description of the data."""
    return [Route("/.well-known/void", well_known), Route("/void", void), Route("/void{ending}", void)]


def well_known(request: Request) -> Response:  # noqa: ARG001 – an endpoint
    """Lead to the description, as the note on VoID wants it."""
    return RedirectResponse("/void", 303)


def void(request: Request) -> Response:
    """Describe what the graph holds."""
    wanted = {"": None, ".ttl": "turtle", ".jsonld": "jsonld", ".nt": "ntriples", ".rdf": "rdfxml"}
    ending = request.path_params.get("ending", "")
    if ending not in wanted:
        return problem(request, 404, "There is no such form of the description.", f"There are {', '.join(wanted)}.")
    site = site_of(request)
    return _written(request, _described(_origin(request), site.title, site.version, site), wanted[ending])


def service_description(request: Request) -> Response:
    """Describe what the endpoint can do."""
    return _written(request, _service(_origin(request), site_of(request)), None)


def _written(request: Request, triples: Triples, form: str | None) -> Response:
    chosen = form or form_of(accept_of(request.headers), _FORMS)
    if chosen is None:
        names = ", ".join(MEDIA_TYPES[name] for name in _FORMS)
        return problem(request, 406, "There is no form of this description that you accept.", f"There are {names}.", {"Vary": "Accept"})
    return Response(export.serialise(triples, chosen), media_type=MEDIA_TYPES[chosen], headers={"Vary": "Accept"})


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _triple(subject: str, predicate: str, value: str | int, *, literal: bool = False) -> ox.Triple:
    if isinstance(value, int):
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(str(value), datatype=ox.NamedNode(XSD.integer)))
    node = ox.Literal(value) if literal else ox.NamedNode(value)
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node)


def _service(origin: str, site: Site) -> Triples:
    endpoint = f"{origin}/sparql"
    service, data, default = f"{endpoint}#service", f"{endpoint}#data", f"{endpoint}#default-graph"
    yield _triple(service, RDF.type, _SD + "Service")
    yield _triple(service, _SD + "endpoint", endpoint)
    yield _triple(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield _triple(service, _SD + "feature", _SD + "UnionDefaultGraph")
    for name in _RESULT_FORMATS:
        yield _triple(service, _SD + "resultFormat", _FORMATS + name)
    yield _triple(service, _SD + "defaultDataset", data)
    yield _triple(data, RDF.type, _SD + "Dataset")
    yield _triple(data, RDF.type, VOID.Dataset)
    yield _triple(data, DCTERMS.base + "isReferencedBy", f"{origin}/void")
    yield _triple(data, _SD + "defaultGraph", default)
    yield _triple(default, RDF.type, _SD + "Graph")
    size, names = _held(site.version, site)
    yield _triple(default, VOID.triples, size)
    for name in names:
        graph = f"{endpoint}#{iris.digest(name)}"
        yield _triple(data, _SD + "namedGraph", graph)
        yield _triple(graph, RDF.type, _SD + "NamedGraph")
        yield _triple(graph, _SD + "name", name)


def _held(version: str, site: Site) -> tuple[int, tuple[str, ...]]:
    """Return how many statements there are, and the names of the first thousand graphs."""
    with _COUNTING:
        return _held_once(version, site)


@lru_cache(maxsize=2)
def _held_once(version: str, site: Site) -> tuple[int, tuple[str, ...]]:  # noqa: ARG001 – the version is the key
    table = site.graph.backend.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 1000", name="graphs")
    return len(site.graph), tuple(row[0].value for row in table if isinstance(row[0], ox.NamedNode))


def _described(origin: str, title: str, version: str, site: Site) -> Triples:
    data = f"{origin}/void#data"
    yield _triple(data, RDF.type, VOID.Dataset)
    yield _triple(data, DCTERMS.title, title, literal=True)
    yield _triple(data, VOID.base + "sparqlEndpoint", f"{origin}/sparql")
    yield _triple(data, VOID.uriSpace, iris.BASE, literal=True)
    yield _triple(data, VOID.triples, _held(version, site)[0])
    for name in ("turtle", "ntriples", "rdfxml"):
        yield _triple(data, VOID.base + "feature", _FORMATS + {"turtle": "Turtle", "ntriples": "N-Triples", "rdfxml": "RDF_XML"}[name])
    for file in files_of(site.built):
        address = f"{origin}/data/{file.name}"
        yield _triple(data, RDF.type, DCAT.Dataset)
        yield _triple(data, DCAT.distribution, address)
        yield _triple(data, VOID.base + "dataDump", address)
        yield _triple(address, RDF.type, DCAT.Distribution)
        yield _triple(address, DCTERMS.title, file.title, literal=True)
        yield _triple(address, DCAT.base + "downloadURL", address)
        yield _triple(address, DCAT.base + "byteSize", file.size)
        yield _triple(address, DCAT.mediaType, f"https://www.iana.org/assignments/media-types/{file.media_type}")
    classes, properties = _counted(version, site)
    yield _triple(data, VOID.base + "classes", len(classes))
    yield _triple(data, VOID.base + "properties", len(properties))
    for kind, counted, predicate, amount in (
        ("class", classes, VOID["class"], VOID.entities),
        ("property", properties, VOID.property, VOID.triples),
    ):
        for iri, count in counted:
            part = f"{data}-{kind}-{iris.digest(iri)}"
            yield _triple(data, VOID.classPartition if kind == "class" else VOID.propertyPartition, part)
            yield _triple(part, RDF.type, VOID.Dataset)
            yield _triple(part, predicate, iri)
            yield _triple(part, amount, count)
    used = {iri for iri, _ in (*classes, *properties)}
    for namespace in PREFIXES.values():
        if any(iri.startswith(namespace) for iri in used):
            yield _triple(data, VOID.vocabulary, namespace)


def _counted(version: str, site: Site) -> tuple[tuple[tuple[str, int], ...], ...]:
    """Return classes and properties, each with how often it is used; the 500 most frequent of each."""
    with _COUNTING:
        return _counted_once(version, site)


@lru_cache(maxsize=2)
def _counted_once(version: str, site: Site) -> tuple[tuple[tuple[str, int], ...], ...]:  # noqa: ARG001 – the version is the key
    found = []
    for pattern in ("?s a ?term", "?s ?term ?o"):
        query = f"SELECT ?term (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?term ORDER BY DESC(?n) ?term LIMIT 500"
        rows = site.graph.backend.select(query, name="void")
        found.append(tuple((row[0].value, int(getattr(row[1], "value", 0))) for row in rows if isinstance(row[0], ox.NamedNode)))
    return tuple(found)
