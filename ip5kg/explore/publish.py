"""The pages as static files: they open from disk and from any web host, with relative links and no server.

Every page that another one leads to is written, from the start page on; beside the page of a thing lies its description as Turtle,
JSON-LD and CSV. Search runs in the browser on an index of names that is written as a script, since a browser that opens files from
disk may load scripts but not data. What needs a server is left out: the date to choose, suggestions, SPARQL.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ip5kg.draw.interactive import SCRIPT, STYLE
from ip5kg.errors import BadArgument
from ip5kg.explore.addresses import path_of
from ip5kg.explore.describe import describe, script
from ip5kg.explore.pages import body, conflicts, data, decision, figures, network, office, overview, person, project, release, things
from ip5kg.explore.pages.links import GENERATED
from ip5kg.explore.pages.meeting import STRENGTH_ORDER
from ip5kg.explore.pages.questions import question
from ip5kg.explore.pages.reading import Reader
from ip5kg.explore.pages.render import html
from ip5kg.explore.pages.values import Page, Prose, Value
from ip5kg.explore.pages.world import World, claim_classes
from ip5kg.explore.search import Index
from ip5kg.graph import KnowledgeGraph
from ip5kg.iris import digest
from ip5kg.namespaces import IP5, OA
from ip5kg.network import views
from ip5kg.store import Store

TWINS: Final = {"turtle": ".ttl", "jsonld": ".jsonld", "csv": ".csv"}
_MARK: Final = "ip5kg-site.json"
_STATIC: Final = ("style.css", "page.js", "site-search.js", "icon.svg")
_LONGEST_NAME: Final = 150
_SAFE: Final = "/-._~!$&'()*+,;=:@"
_NO_PAGES: Final = claim_classes() | {OA.TextQuoteSelector, OA.TextPositionSelector}

Progress = Callable[[int, int], None]
"""Is told how many pages are written, and how many are known of so far."""


@dataclass
class Plan:
    """Which pages there will be: everything that a page leads to, in the order in which it was met."""

    reader: Reader
    pages: frozenset[str]
    waiting: deque[str] = field(default_factory=deque)
    files: dict[str, str] = field(default_factory=dict)

    def file_of(self, iri: str) -> str:
        """Return the file of a thing without its ending, or "" where it gets no page; a new one is put on the list."""
        if iri not in self.files:
            known = self.reader.knows(iri) and _NO_PAGES.isdisjoint(self.reader.types(iri))
            self.files[iri] = file_name(iri) if known else ""
            if known:
                self.waiting.append(iri)
        return self.files[iri]


@dataclass(frozen=True)
class SiteLinks:
    """Addresses of the static site, relative to a page `depth` folders down."""

    plan: Plan
    depth: int = 0

    def thing(self, iri: str, anchor: str = "") -> str:
        bare, sign, fragment = iri.partition("#")  # the namespace itself ends with the sign, and is the page too
        if sign and path_of(iri) != path_of(bare) and self.plan.file_of(bare):
            return self._relative(self.plan.file_of(bare) + ".html", anchor or fragment)
        file = self.plan.file_of(iri)
        return self._relative(file + ".html", anchor) if file else ""

    def page(self, name: str, anchor: str = "", **query: str) -> str:
        if name == "ontology":
            return self.thing("https://w3id.org/ip5kg/ontology")
        file = page_name(name, query)
        return self._relative(file + ".html", anchor) if file in self.plan.pages else ""

    def static(self, name: str) -> str:
        return self._relative("static/" + name, "")

    def twin(self, iri: str, form: str) -> str:
        file = self.plan.file_of(iri)
        return self._relative(file + TWINS[form], "") if file else ""

    def file(self, name: str) -> str:
        return self._relative("data/" + name, "")

    def _relative(self, file: str, anchor: str) -> str:
        return "../" * self.depth + quote(file, safe=_SAFE) + (f"#{quote(anchor, safe=_SAFE)}" if anchor else "")


def file_name(iri: str) -> str:
    """Return the file of a thing without its ending, below the folder of the site: `meeting/heads/14`."""
    path = path_of(iri)
    local = path.removeprefix("/").partition("#")[0]
    plain = "?" not in path and "%" not in path and all(0 < len(part) <= _LONGEST_NAME for part in local.split("/"))
    return local if plain else f"resource/{digest(iri)}"


def page_name(name: str, query: dict[str, str]) -> str:
    """Return the file of one of our own pages without its ending."""
    given = "".join(f"-{key}-{value}" for key, value in sorted(query.items()))
    plain = given.replace("-", "").isalnum() or not given
    return (name or "index") + (given if plain else f"-{digest(given)}")


def publish(graph: KnowledgeGraph, out: Path, *, title: str = "ip5kg", progress: Progress | None = None) -> int:
    """Write the site into a folder and return the number of pages.

    The folder is made, or replaced if an earlier site lies in it; it is put in place when it is whole.

    Raises:
        BadArgument: if the folder holds something else, or cannot be written.
    """
    out = out.absolute()
    if out.is_symlink() or (out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / _MARK).is_file()))):
        raise BadArgument(str(out), "is there already and holds something else", "give a new folder")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise BadArgument(str(out), f"cannot be written: {error.strerror}", "check the path and its permissions") from error
    try:
        number = _write(graph, scratch, title, progress)
        scratch.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        scratch.replace(out)
    except OSError as error:
        raise BadArgument(str(out), f"cannot be written: {error.strerror or error}", "check the space and the permissions") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return number


def _write(graph: KnowledgeGraph, folder: Path, title: str, progress: Progress | None) -> int:
    store = graph.backend
    assert isinstance(store, Store)
    reader = Reader(store.inner)
    fixed = dict(_fixed(graph, reader))
    plan = Plan(reader, frozenset(fixed))
    world = World(reader, SiteLinks(plan), built=graph.folder, catalogue=graph.catalogue, whole=True)
    written = 0

    def put(file: str, make: Callable[[World], Page | None], iri: str = "") -> None:
        nonlocal written
        here = world.with_links(SiteLinks(plan, file.count("/")))
        page = make(here)
        if page is None:
            return
        described = describe(graph, iri) if iri else None
        context = {"as_of": "", "path": "", "parameters": (), "fixed": True, "title": title, "q": ""}
        _save(folder / f"{file}.html", html(page, here.links, {**context, "data": script(reader.store, iri) if described else ""}).encode())
        if described:
            for form, ending in TWINS.items():
                _save(folder / f"{file}{ending}", described.written(form))
        written += 1
        if progress and not written % 20:
            progress(written, written + len(plan.waiting))

    for file in sorted(fixed):
        put(file, fixed[file])
    while plan.waiting:
        iri = plan.waiting.popleft()
        put(plan.files[iri], lambda here, iri=iri: things.page(here, iri), iri)  # type: ignore[misc]
    _save(folder / "static" / "search-index.js", _search_index(world, plan))
    for name in _STATIC:
        _save(folder / "static" / name, (files("ip5kg.explore") / "static" / name).read_bytes())
    for name, content in zip(GENERATED, (STYLE, SCRIPT), strict=True):
        _save(folder / "static" / name, content.encode())
    _save(folder / "data.ttl", data.catalogue(world, title).encode())
    for dump in data.files_of(world.built):
        assert world.built is not None
        (folder / "data").mkdir(exist_ok=True)
        shutil.copyfile(world.built / dump.name, folder / "data" / dump.name)
    _save(folder / _MARK, json.dumps({"pages": written, "title": title}).encode())
    if progress:
        progress(written, written)
    return written


def _save(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        opened.write(content)
        if file.name == _MARK:
            opened.flush()
            os.fsync(opened.fileno())


def _fixed(graph: KnowledgeGraph, reader: Reader) -> Iterator[tuple[str, Callable[[World], Page]]]:
    """Yield our own pages by the names of their files."""
    yield "index", overview.start
    yield "search", _search
    lists: dict[str, Callable[[World], Page]] = {
        "meetings": overview.meetings,
        "offices": office.listing,
        "people": person.listing,
        "bodies": body.listing,
        "decisions": decision.listing,
        "projects": project.projects,
        "documents": project.documents_list,
        "topics": project.topics,
        "releases": release.listing,
        "figures": figures.listing,
        "conflicts": conflicts.listing,
        "coverage": overview.coverage,
        "queries": overview.queries,
        "data": data.page,
    }
    yield from lists.items()

    def drawn(world: World, name: str) -> Page:
        return network.page(world, lambda view, as_of: graph.network(view, as_of=as_of), graph.rows, view=name)

    for name in (view.name for view in views()):
        chosen = {"view": name} if name != network.VIEW else {}
        yield page_name("network", chosen), lambda world, name=name: drawn(world, name)  # type: ignore[misc]
    for firm in STRENGTH_ORDER[:3]:
        yield page_name("decisions", {"firm": firm}), lambda world, firm=firm: decision.listing(world, firm=firm)  # type: ignore[misc]
    for name, query in graph.catalogue.items():
        asked = all(p.default is not None for p in query.parameters)
        yield (
            f"queries/{name}",
            lambda world, query=query, asked=asked: question(world, query, {}, graph.backend, asked=asked),  # type: ignore[misc]
        )
    ours = reader.of_type(IP5.Office, IP5.Meeting)
    for cls, _ in () if ours else reader.classes():  # the start page lists classes only where it knows nothing of ours
        if cls not in _NO_PAGES:
            yield page_name("things", {"kind": cls}), lambda world, cls=cls: overview.things(world, cls)  # type: ignore[misc]


def _search(world: World) -> Page:
    said = "Type a name in any script, an old name, an acronym or a code above. Search needs script in this copy of the pages."
    return Page("Search", "Search", crumbs=world.crumbs(), sections=(Prose("", "hint", ((Value(said),),)),), template="site-search.html")


def _search_index(world: World, plan: Plan) -> bytes:
    """Return the names of everything that has a page, as a script."""
    index = Index(world.reader)
    rows = []
    for iri, weight, names in index.entries():
        file = plan.files.get(iri, "")
        if file:
            rows.append([quote(file + ".html", safe=_SAFE), world.names.full(iri), world.names.kind(iri), weight, "\n".join(names)])
    return ("window.ip5kgIndex = " + json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + ";\n").encode()
