"""The page of the data as files: what there is to be downloaded, how large it is, and the other ways to the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ip5kg.describe import FILES
from ip5kg.explore.pages.values import Cell, Page, Prose, Row, Table, Value
from ip5kg.explore.pages.world import World

_MEANINGS: Final = {
    "facts": "the accepted facts, short-cuts included: the readable part",
    "texts": "the texts of the releases",
    "": "everything: facts, every claim with its evidence, authority files, vocabularies",
}
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the build: its name, what it is, its media type and its size in bytes."""

    name: str
    title: str
    media_type: str
    meaning: str
    size: int


def files_of(built: Path | None) -> Iterator[File]:
    """Yield the files of a build that are there, in a fixed order; none where a single file of somebody's is served."""
    for name, (title, media_type, part) in FILES.items():
        try:
            size = (built / name).stat().st_size if built is not None else 0
        except OSError:
            continue
        if size:
            yield File(name, title, media_type, _MEANINGS.get(part or "", title), size)


def in_bytes(size: int) -> str:
    """Return a number of bytes as it is read: "635 kB", "27.9 MB"."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3)):,} kB"


def _row(world: World, file: File) -> Row:
    size = Value(in_bytes(file.size), tone="number")
    return Row(((Value(file.name, world.links.file(file.name)),), (Value(file.meaning),), (Value(file.media_type),), (size,)))


def page(world: World) -> Page:
    """Return the page of the data."""
    rows = tuple(_row(world, file) for file in files_of(world.built))
    empty = "No files lie beside this graph. The endpoint gives all of it, or any part, as Turtle, N-Triples, JSON-LD or RDF/XML."
    sections = (
        Table("Files", "files", ("file", "what it holds", "media type", "size"), rows, empty=empty),
        Prose("Other ways to the data", "ways", _ways(world)),
        Prose(
            "Licence",
            "licence",
            (
                (
                    Value("The data are under"),
                    Value("CC BY 4.0", LICENCE, external=True),
                    Value(": use them for anything, and name ip5kg. Each fact names its source."),
                    Value("A digest is in our words; the texts of other releases belong to those who wrote them."),
                ),
            ),
        ),
    )
    lede = "All of the graph, to take along: for a triple store, a notebook or a spreadsheet."
    return Page("Data", "Overview", lede=(Value(lede),), crumbs=world.crumbs(), sections=sections, here="data")


def _ways(world: World) -> tuple[Cell, ...]:
    beside: Cell = (Value("Each page has its data beside it: Turtle, JSON-LD and CSV, at its foot."),)
    sparql = world.links.page("sparql")
    if not sparql:
        return (beside, (Value("What the files are is also told as data (DCAT):"), Value("data.ttl", "data.ttl")))
    return (
        beside,
        (Value("A part of it:"), Value("/sparql", sparql), Value("is a read-only SPARQL 1.1 endpoint, with an editor.")),
        (
            Value("An answer:"),
            Value("/api/queries", "/api/queries"),
            Value("asks the questions of the catalogue, in JSON and CSV;"),
            Value("/api/openapi.json", "/api/openapi.json"),
            Value("describes it."),
        ),
        (Value("What the whole holds:"), Value("/void", "/void.ttl"), Value("(VoID, with the files as DCAT distributions).")),
    )


def catalogue(world: World, title: str) -> str:
    """Return the description of the files as Turtle, with addresses relative to its own: for the static site."""
    lines = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "",
        f"<data.ttl#data> a dcat:Dataset ; dcterms:title {_quoted(title)} ; dcterms:license <{LICENCE}> ; dcat:landingPage <index.html> .",
    ]
    for file in files_of(world.built):
        address, kind = f"data/{file.name}", f"https://www.iana.org/assignments/media-types/{file.media_type}"
        lines += [
            f"<data.ttl#data> dcat:distribution <{address}> .",
            f"<{address}> a dcat:Distribution ; dcterms:title {_quoted(file.title)} ; dcat:downloadURL <{address}> ;",
            f"  dcat:byteSize {file.size} ; dcat:mediaType <{kind}> .",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(plain.split()) + '"'
