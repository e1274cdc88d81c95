"""The pages in the web application: which address shows what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ip5kg.errors import BadArgument, Ip5kgError
from ip5kg.explore.addresses import is_iri
from ip5kg.explore.describe import script
from ip5kg.explore.pages import (
    body,
    conflicts,
    data,
    decision,
    figures,
    network,
    office,
    overview,
    person,
    project,
    release,
    searching,
    things,
)
from ip5kg.explore.pages.editing import editor_page
from ip5kg.explore.pages.links import GENERATED, ServerLinks
from ip5kg.explore.pages.networks import Networks
from ip5kg.explore.pages.questions import question
from ip5kg.explore.pages.reading import Reader
from ip5kg.explore.pages.render import html
from ip5kg.explore.pages.values import Page, Prose, Value
from ip5kg.explore.pages.world import World
from ip5kg.explore.search import Index
from ip5kg.explore.site import Site, site_of
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5
from ip5kg.network.days import checked
from ip5kg.store import Store

_SUGGESTIONS: Final = 8
_MANY: Final = 2_000
"""Releases up to which a page waits for its network."""
_KEPT_PARAMETERS: Final = ("q", "kind", "firm", "of", "on", "by", "year", "view", "office", "relation", "iri")
_BARE: Final = {"as_of": "", "path": "/", "parameters": (), "fixed": False, "data": "", "title": "ip5kg", "q": ""}
BUNDLE: Final = "built/editor.js"


@dataclass
class _Loaded:
    """What was read of the graph that is being served; made anew when another build takes its place."""

    version: str
    reader: Reader
    networks: Networks
    lock: threading.Lock

    @property
    def index(self) -> Index:
        with self.lock:
            return self.reader.once("search", lambda: Index(self.reader))


_LOADING: Final = threading.Lock()


def _loaded(site: Site) -> _Loaded:
    version = site.version
    found = site.pages
    if not isinstance(found, _Loaded) or found.version != version:
        with _LOADING:
            found = site.pages
            if not isinstance(found, _Loaded) or found.version != version:
                store = site.graph.backend
                assert isinstance(store, Store)
                reader = Reader(store.inner)
                found = site.pages = _Loaded(version, reader, _networks(site, reader), threading.Lock())
    return found


def _networks(site: Site, reader: Reader) -> Networks:
    graph = site.graph
    patience = None if len(reader.of_type(IP5.Release, IP5.Digest)) <= _MANY else 0.05
    return Networks(lambda view, as_of: graph.network(view, as_of=as_of), patience)


def _world(request: Request) -> tuple[World, tuple[str, ...]]:
    """Return the reader's view of the graph, and what is to be said of the date that was chosen."""
    site = site_of(request)
    as_of, notices = request.query_params.get("as_of", "").strip(), ()
    if as_of:
        try:
            checked(as_of)
        except BadArgument as error:
            notices = (f"“{as_of[:40]}” is no date: {error.remedy}. The pages show what is known today.",)  # type: ignore[assignment]
            as_of = ""
    catalogue = site.graph.catalogue
    return World(_loaded(site).reader, ServerLinks(as_of), as_of, site.built, catalogue), notices


def _answer(request: Request, page: Page, world: World, notices: tuple[str, ...] = (), status: int = 200) -> Response:
    context = _context(request, page, world)
    return HTMLResponse(html(replace(page, notices=(*notices, *page.notices)), world.links, context), status)


def _context(request: Request, page: Page, world: World) -> dict[str, Any]:
    kept = [(key, request.query_params[key]) for key in _KEPT_PARAMETERS if key in request.query_params]
    return {
        "as_of": world.as_of,
        "path": request.url.path,
        "parameters": kept,
        "fixed": False,
        "data": script(world.reader.store, page.iri) if page.iri else "",
        "title": site_of(request).title,
        "q": request.query_params.get("q", "")[:200],
    }


def _shown(make: Callable[[World, Request], Page]) -> Callable[[Request], Response]:
    """Return the endpoint that shows a page of ours."""

    def endpoint(request: Request) -> Response:
        world, notices = _world(request)
        return _answer(request, make(world, request), world, notices)

    return endpoint


def _number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return int(given) if given.isdecimal() and len(given) < 7 else 1


def _local(request: Request, name: str) -> str:
    """Return a parameter that narrows a list: the end of an IRI of ours, a year or a notation; "" where it can be none."""
    given = request.query_params.get(name, "")[:300]
    return given if is_iri(BASE + given) else ""


def _meetings(world: World, request: Request) -> Page:
    return overview.meetings(world, _number(request), of=_local(request, "of"), year=_local(request, "year"))


def _decisions(world: World, request: Request) -> Page:
    return decision.listing(world, _number(request), on=_local(request, "on"), firm=_local(request, "firm"))


def routes() -> list[Route]:
    """Return the pages at fixed addresses."""
    fixed: dict[str, Callable[[World, Request], Page]] = {
        "/": lambda world, _: overview.start(world),
        "/meetings": _meetings,
        "/offices": lambda world, _: office.listing(world),
        "/people": lambda world, request: person.listing(world, _number(request)),
        "/bodies": lambda world, _: body.listing(world),
        "/decisions": _decisions,
        "/projects": lambda world, _: project.projects(world),
        "/documents": lambda world, request: project.documents_list(world, _number(request)),
        "/topics": lambda world, _: project.topics(world),
        "/releases": lambda world, request: release.listing(world, _number(request), by=_local(request, "by")),
        "/figures": lambda world, _: figures.listing(world),
        "/conflicts": lambda world, _: conflicts.listing(world),
        "/coverage": lambda world, _: overview.coverage(world),
        "/queries": lambda world, _: overview.queries(world),
        "/data": lambda world, _: data.page(world),
        "/things": lambda world, request: overview.things(world, request.query_params.get("kind", "")[:2000], _number(request)),
    }
    found = [Route(path, _shown(make)) for path, make in fixed.items()]
    return [
        *found,
        Route("/network", _network),
        *(Route(f"/{name}", _generated) for name in GENERATED),
        Route("/data/{name}", _file),
        Route("/search", _search),
        Route("/queries/{name}", _question),
    ]


def ahead(site: Site) -> None:
    """Read ahead what every reader needs: lists, the index of search, and the pages that are opened first.

    Made to run in the background while the first requests are answered. A graph of another kind has no such lists.
    """
    loaded = _loaded(site)
    world = World(loaded.reader, ServerLinks(), built=site.built, catalogue=site.graph.catalogue)
    if not loaded.reader.of_type(IP5.Office):
        return
    world.lists.ahead()
    _ = loaded.index, world.by_name(IP5.Person)
    html(overview.start(world), world.links, _BARE)
    if len(world.lists.releases) <= _MANY:
        network.page(world, loaded.networks.get, site.graph.rows)
    for office_iri in world.reader.of_type(IP5.Office):
        office.page(world, office_iri)


def thing(request: Request, iri: str) -> Response | None:
    """Return the page of a thing, or None if the graph knows nothing of it."""
    world, notices = _world(request)
    page = things.page(world, iri) if is_iri(iri) else None
    return _answer(request, page, world, notices) if page is not None else None


def editor(request: Request) -> Response:
    """Return the page on which queries are written."""
    world, notices = _world(request)
    built = (files("ip5kg.explore") / "static" / BUNDLE).is_file()
    page = editor_page(world, request.query_params.get("query", "")[:100_000], bundle=BUNDLE if built else "")
    return _answer(request, page, world, notices)


def problem(_request: Request, status: int, what: str, remedy: str) -> Response:
    """Return the page that tells of an error, in plain words and with a way on."""
    links = ServerLinks()
    titles = {404: "There is nothing here", 400: "This cannot be answered", 405: "This page can only be read"}
    paragraphs = ((Value(what),), *(((Value(remedy),),) if remedy else ()))
    way_on = (Value("Go to the"), Value("start page", links.page("")), Value("or search for a name above."))
    page = Page(
        titles.get(status, "Something went wrong" if status >= 500 else "This cannot be answered"),
        f"Error {status}",
        sections=(Prose("", "problem", (*paragraphs, way_on)),),
        description=what[:200],
    )
    return HTMLResponse(html(page, links, _BARE), status)


def _network(request: Request) -> Response:
    world, notices = _world(request)
    graph = site_of(request).graph
    page = network.page(
        world,
        _loaded(site_of(request)).networks.get,
        graph.rows,
        view=request.query_params.get("view", network.VIEW)[:40],
        office=request.query_params.get("office", "")[:80],
        relation=request.query_params.get("relation", "")[:40],
    )
    return _answer(request, page, world, notices)


def _generated(request: Request) -> Response:
    from ip5kg.draw.interactive import SCRIPT, STYLE

    if request.url.path.endswith(".css"):
        return Response(STYLE, media_type="text/css")
    return Response(SCRIPT, media_type="text/javascript")


def _file(request: Request) -> Response:
    """Answer with a file of the build; only those that the page of the data lists."""
    built, name = site_of(request).built, request.path_params["name"]
    found = next((file for file in data.files_of(built) if file.name == name), None)
    if found is None or built is None:
        return problem(request, 404, "There is no such file.", "The page “Data” lists those that there are.")
    return FileResponse(built / found.name, media_type=found.media_type, filename=found.name, headers={"Cache-Control": "no-cache"})


def _search(request: Request) -> Response:
    world, notices = _world(request)
    index = _loaded(site_of(request)).index
    query = request.query_params.get("q", "")[:200].replace("\x00", "")
    if request.query_params.get("form") == "suggestions":
        hits = index.search(query, _SUGGESTIONS) if query.strip() else []
        return JSONResponse([searching.suggestion(world, hit) for hit in hits])
    return _answer(request, searching.page(world, index, query), world, notices)


def _question(request: Request) -> Response:
    world, notices = _world(request)
    graph, name = site_of(request).graph, request.path_params["name"]
    if name not in graph.catalogue:
        return problem(request, 404, f"There is no question called “{name[:60]}”.", "The page “Questions” lists them all.")
    found = graph.catalogue[name]
    given = {p.name: request.query_params[p.name][:1000] for p in found.parameters if request.query_params.get(p.name, "").strip()}
    if request.query_params.get("to") == "editor":
        try:
            bound = found.bind(**given)
        except Ip5kgError as error:
            return _answer(request, question(world, found, given, graph.backend, asked=False), world, (f"{error.what}: {error.remedy}.",))
        from ip5kg.sparql import prepare

        text = prepare(bound.text, bound.bindings, name=name, graph_is_known=lambda _: True).text
        return RedirectResponse("/sparql?" + urlencode({"query": text}), 303)
    asked = bool(request.query_params.get("ask")) or all(p.default is not None for p in found.parameters)
    return _answer(request, question(world, found, given, graph.backend, asked=asked), world, notices)
