"""The graph as files: the same quads give the same bytes, in whatever order they come.

    export(quads, "turtle", graph="facts", out=Path("facts.ttl"))

Turtle, TriG, RDF/XML, N-Triples and N-Quads are written by pyoxigraph from sorted quads; it writes prefixes in an order of its
own, so that the head of a file is ours. JSON-LD is ours altogether: compact, with its context inside, no address to look up.
IRIs of the graph are written relative to its base: `<meeting/heads/14> ip5:hostedBy <office/KR>`.

Formats without named graphs, and JSON-LD of a single graph, get the triples of all the chosen graphs together. The
texts of the releases are left out unless asked for: they belong to those who wrote them.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

import pyoxigraph as ox

from ip5kg import iris
from ip5kg.errors import BadArgument
from ip5kg.namespaces import PREFIXES, RDF, XSD

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
SUFFIXES: Final[Mapping[str, str]] = {
    "turtle": ".ttl",
    "jsonld": ".jsonld",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "rdfxml": ".rdf",
}
GRAPHS: Final[Mapping[str, str]] = {
    "facts": iris.FACTS_GRAPH,
    "authority": iris.AUTHORITY_GRAPH,
    "choices": iris.CHOICES_GRAPH,
    "dataset": iris.DATASET_GRAPH,
    "curated": iris.CURATED_GRAPH,
    "ontology": iris.ONTOLOGY_GRAPH,
    "vocabularies": iris.VOCABULARIES_GRAPH,
}
"""Short names of graphs. Beside them: `all` (without the texts), `texts`, and the name of a release."""

_FACTS: Final = ox.NamedNode(iris.FACTS_GRAPH)
_TYPE: Final = ox.NamedNode(RDF.type)

BUILD_FILES: Final = ("facts.ttl", "facts.jsonld", "ip5kg.trig", "ip5kg.nq", "texts.nq")

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SAFE_RELATIVE = re.compile(r"[\w-]+(?:/[\w.~%-]+)*", re.ASCII)
_WHOLE_NUMBER = re.compile("0|-?[1-9][0-9]{0,14}")


class HasQuads(Protocol):
    """A store, as far as an export needs it."""

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one graph, or of all."""
        ...


def export(
    source: Iterable[ox.Quad] | HasQuads,
    format: str = "turtle",  # noqa: A002
    graph: str = "facts",
    out: Path | None = None,
    *,
    texts: bool = False,
) -> bytes:
    """Write a graph, or several, in an RDF format.

    Args:
        source: quads in any order, or a store.
        format: one of `FORMATS`.
        graph: `facts`, `all`, `authority`, `choices`, `dataset`, `ontology`, `vocabularies`, `texts`, the name of a release, or the
            IRI of a graph.
        out: the file to write; it is replaced in one step, and only by a whole one.
        texts: whether the texts of releases are part of `all` and of a release.

    Returns:
        The bytes, also where they are written to `out`.

    Raises:
        BadArgument: if there is no such format or graph, the graph is empty, or the format cannot hold the data.
        OSError: if `out` cannot be written.
    """
    if format not in FORMATS:
        raise BadArgument("format", f"{format!r} is not known", f"one of: {', '.join(FORMATS)}")
    chosen = select(_wanted(source, graph), graph, texts=texts)
    content = serialise(chosen, format)
    if out is not None:
        write_file(out, content)
    return content


def _wanted(source: Iterable[ox.Quad] | HasQuads, graph: str) -> list[ox.Quad]:
    if not hasattr(source, "quads"):
        return list(source)
    # A store finds one graph faster than we would among all of them; if it is empty, all are needed to say what there is.
    return (list(source.quads(GRAPHS[graph])) if graph in GRAPHS else []) or list(source.quads())


def write_build_files(folder: Path, quads: Iterable[ox.Quad]) -> tuple[Path, ...]:
    """Write the files of a build (`BUILD_FILES`) and return them: facts twice, everything twice, the texts by themselves.

    Raises:
        OSError: if they cannot be written.
    """
    every = sort(quads)
    folder.mkdir(parents=True, exist_ok=True)
    facts: list[ox.Quad] = []
    texts: list[ox.Quad] = []
    rest: list[ox.Quad] = []
    for graph, members in groupby(every, key=lambda quad: quad.graph_name):
        own = list(members)
        (texts if _is_text(own[0]) else rest).extend(own)
        if graph == _FACTS:
            facts = own
    contents = (
        _serialise_sorted(facts, "turtle"),
        _serialise_sorted(facts, "jsonld"),
        _serialise_sorted(rest, "trig"),
        _serialise_sorted(rest, "nquads"),
        _serialise_sorted(texts, "nquads"),
    )
    for name, content in zip(BUILD_FILES, contents, strict=True):
        write_file(folder / name, content)
    return tuple(folder / name for name in BUILD_FILES)


def select(quads: Iterable[ox.Quad], graph: str = "facts", *, texts: bool = False) -> list[ox.Quad]:
    """Return the quads of the graphs that `graph` means (see `export`).

    Raises:
        BadArgument: if there are none; near names of releases are suggested.
    """
    every = list(quads)
    if graph == "all":
        found = [quad for quad in every if texts or not _is_text(quad)]
    elif graph == "texts":
        found = [quad for quad in every if _is_text(quad)]
    elif graph in GRAPHS:
        found = [quad for quad in every if _name(quad) == GRAPHS[graph]]
    elif graph.startswith(iris.BASE):
        found = [quad for quad in every if _name(quad) == graph]
    else:
        wanted = {iris.release_graph(graph)} | ({iris.text_graph(graph)} if texts else set())
        found = [quad for quad in every if _name(quad) in wanted]
    if not found:
        releases = sorted({_name(quad).removeprefix(iris.RELEASE_GRAPHS) for quad in every if _name(quad).startswith(iris.RELEASE_GRAPHS)})
        near = difflib.get_close_matches(graph, [*GRAPHS, "all", "texts", *releases], 3, cutoff=0.5)
        remedy = f"did you mean {', '.join(near)}?" if near else f"one of: {', '.join([*GRAPHS, 'all', 'texts'])}, or the name of a release"
        raise BadArgument("graph", f"there is nothing in {graph!r}", remedy)
    return found


def serialise(items: Iterable[ox.Quad] | Iterable[ox.Triple], format: str) -> bytes:  # noqa: A002
    """Return quads or triples as the bytes of a format of `FORMATS`; order and repetition do not matter.

    Raises:
        BadArgument: if there is no such format, or it cannot hold the data (RDF/XML has no control characters).
    """
    if format not in FORMATS:
        raise BadArgument("format", f"{format!r} is not known", f"one of: {', '.join(FORMATS)}")
    return _serialise_sorted(sort(item if isinstance(item, ox.Quad) else ox.Quad(*item) for item in items), format)


def sort(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads once each, ordered by graph, subject, predicate (`rdf:type` first) and object."""
    return sorted(quads if isinstance(quads, (set, frozenset)) else set(quads), key=_key)


def _key(quad: ox.Quad) -> tuple[str, str, str, str]:
    predicate = quad.predicate
    return str(quad.graph_name), str(quad.subject), "" if predicate == _TYPE else predicate.value, str(quad.object)


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _is_text(quad: ox.Quad) -> bool:
    return _name(quad).startswith(iris.TEXT_GRAPHS)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: until it is whole, whatever stood there stands.

    Raises:
        BadArgument: if the path is a folder.
        OSError: if it cannot be written.
    """
    if path.is_dir():
        raise BadArgument(str(path), "is a folder", "name a file")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _serialise_sorted(quads: list[ox.Quad], format: str) -> bytes:  # noqa: A002
    if format == "jsonld":
        return _json_ld(quads)
    kind = FORMATS[format]
    if not kind.supports_datasets:
        # A document of a format without named graphs would otherwise be empty, or refused.
        quads = sort(ox.Quad(*quad.triple) for quad in quads)
    items: list[Any] = list(quads) if kind.supports_datasets else [quad.triple for quad in quads]
    if format in ("nquads", "ntriples"):
        return ox.serialize(items, format=kind) or b""
    if format == "rdfxml":
        return _rdf_xml(items)
    written = ox.serialize(items, format=kind, prefixes=dict(PREFIXES), base_iri=iris.BASE) or b""
    body = re.sub(rb"\A(?:@(?:base|prefix) [^\n]*\n)+", b"", written)
    # Line breaks in literals are escapes, so that this is the end of a subject; people like a blank line there.
    return _head() + (body.replace(b" .\n", b" .\n\n").removesuffix(b"\n") if format == "turtle" else body)


def _head() -> bytes:
    lines = [f"@base <{iris.BASE}> .", *(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(PREFIXES.items()))]
    return ("\n".join(lines) + "\n\n").encode()


def _rdf_xml(triples: list[ox.Triple]) -> bytes:
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and (bad := _NO_XML.search(triple.object.value)):
            raise BadArgument(str(triple.subject), f"holds U+{ord(bad[0]):04X}, which XML cannot hold", "export it as turtle")
    written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES)) or b""
    # A bare carriage return is written as it is, and parsers of XML would make a line feed of it.
    return written.replace(b"\r", b"&#13;")


def _json_ld(quads: list[ox.Quad]) -> bytes:
    """Write compact JSON-LD: subjects in order, each with its properties in order.

    A single graph is written as the default graph, as in Turtle: read into one graph, named ones would be lost without a word.
    """
    taken = {iri.partition(":")[0] for quad in quads for iri in _iris_of(quad)}
    # A prefix that is also the scheme of an IRI in the data would change that IRI.
    context = {"@base": iris.BASE} | {prefix: namespace for prefix, namespace in sorted(PREFIXES.items()) if prefix not in taken}
    names = list(dict.fromkeys(map(_name, quads)))
    nodes: list[dict[str, Any]] = []
    for name, members in groupby(quads, key=_name):
        graph = [_node(subject, list(own), context) for subject, own in groupby(members, key=lambda quad: quad.subject)]
        nodes += [{"@id": _relative(name), "@graph": graph}] if name and len(names) > 1 else graph
    return (json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode()


def _iris_of(quad: ox.Quad) -> Iterator[str]:
    for term in (quad.subject, quad.object):
        if isinstance(term, ox.NamedNode):
            yield term.value


def _node(subject: Any, quads: list[ox.Quad], context: Mapping[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _identifier(subject)}
    for predicate, own in groupby(quads, key=lambda quad: quad.predicate.value):
        objects = [quad.object for quad in own]
        types = [_compact(term.value, context) for term in objects if isinstance(term, ox.NamedNode)]
        if predicate == RDF.type and len(types) == len(objects):
            node["@type"] = types
        else:
            values = [_value(term, context) for term in objects]
            node[_compact(predicate, context)] = values if len(values) > 1 else values[0]
    return node


def _identifier(term: Any) -> str:
    return _relative(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _value(term: Any, context: Mapping[str, str]) -> Any:
    if not isinstance(term, ox.Literal):
        return {"@id": _identifier(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == XSD.string:
        return term.value
    if kind == XSD.integer and _WHOLE_NUMBER.fullmatch(term.value):
        return int(term.value)
    if kind == XSD.boolean and term.value in ("true", "false"):
        return term.value == "true"
    return {"@value": term.value, "@type": _compact(kind, context)}


def _relative(iri: str) -> str:
    """Return an IRI of ours relative to our base, where that is certain to be read as the same IRI."""
    rest = iri.removeprefix(iris.BASE)
    safe = rest != iri and _SAFE_RELATIVE.fullmatch(rest) and not any(set(part) <= {"."} for part in rest.split("/"))
    return rest if safe else iri


def _compact(iri: str, context: Mapping[str, str]) -> str:
    for prefix, namespace in context.items():
        local = iri.removeprefix(namespace)
        if prefix != "@base" and local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
