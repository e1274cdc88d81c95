"""The application: which address leads where.

- `/sparql`: the endpoint (and, for browsers, the page on which queries are written)
- `/api/…`: the catalogue of questions
- `/void`, `/.well-known/void`: what the graph holds
- `/static/…`: scripts and styles
- `/`, `/search`, …: pages at fixed addresses (`pages.routes`)
- `/meeting/heads/14`, `/resource?iri=…`: things, as a page or as data
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ip5kg.errors import Ip5kgError
from ip5kg.explore import catalogue_api, pages, sparql, void
from ip5kg.explore.addresses import iri_of, is_iri, path_of, split_ending
from ip5kg.explore.delivery import Delivery, accept_of
from ip5kg.explore.describe import describe
from ip5kg.explore.negotiation import MEDIA_TYPES, THING_FORMS, form_of
from ip5kg.explore.problems import problem, told
from ip5kg.explore.site import Site, site_of

STATIC: Final = Path(__file__).with_name("static")


def create(site: Site) -> ASGIApp:
    """Return the application that serves a site; the caller closes the site."""
    routes = [
        *catalogue_api.routes(),
        *void.routes(),
        Route("/static/{path:path}", static),
        *pages.routes(),
        Route("/resource", resource),
        Route("/resource{ending}", resource),
        Route("/{path:path}", thing),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused, Ip5kgError: _failed})
    app.router.redirect_slashes = False
    app.state.site = site
    return Delivery(app, site.hosts, {"/sparql": sparql.Endpoint(site)}, shared=site.shared)


def thing(request: Request) -> Response:
    """Answer for a thing of the graph: as a page, or as data, by the ending of its address or by what the client accepts."""
    path = str(request.scope["path"])
    whole = iri_of(path)
    stem, form = split_ending(path)
    if form and (whole is None or not _is_known(request, whole)):
        return _thing(request, iri_of(stem), form)
    return _thing(request, whole, None)


def resource(request: Request) -> Response:
    """Answer for a thing whose IRI is given as a parameter; one that has an address of its own is shown there."""
    ending = request.path_params.get("ending", "")
    _, form = split_ending(f"resource{ending}")
    if ending and form is None:
        return problem(request, 404, "There is no such page.", "Start from the first page, or search for a name.")
    iri = request.query_params.get("iri", "").strip()
    if not is_iri(iri):
        return problem(request, 400, "This address shows a thing by its IRI, and none was given.", "Add ?iri= and a whole IRI.")
    address = path_of(iri, form)
    if not address.startswith("/resource"):
        return RedirectResponse(address, 303)
    return _thing(request, iri, form)


def _thing(request: Request, iri: str | None, wanted: str | None) -> Response:
    form = wanted or form_of(accept_of(request.headers))
    vary = {"Vary": "Accept"}
    if form is None:
        known = ", ".join(MEDIA_TYPES[known] for known in THING_FORMS)
        return problem(request, 406, "There is no form of this page that you accept.", f"There are {known}.", vary)
    answer: Response | None = None
    if iri is not None:
        if form == "html":
            answer = pages.thing(request, iri)
        else:
            found = describe(site_of(request).graph, iri)
            if found is not None:
                answer = Response(found.written(form), media_type=MEDIA_TYPES[form])
                link = f'<{path_of(iri)}>; rel="describes", <{path_of(iri, "html")}>; rel="alternate"; type="text/html"'
                answer.headers["Link"] = link
    if answer is None:
        return problem(request, 404, "The graph knows nothing of this name.", "Check the address, or search for a name.", vary)
    if wanted is None:
        answer.headers["Vary"] = "Accept"
        answer.headers["Content-Location"] = path_of(iri or "", "jsonld" if form == "json" else form)
    return answer


def _is_known(request: Request, iri: str) -> bool:
    return site_of(request).graph.backend.ask("ASK { ?thing ?property ?value }", {"thing": NamedNode(iri)}, name="thing")


def static(request: Request) -> Response:
    """Answer with a file of the package: a regular one inside the folder, not hidden, and no link that leads out of it."""
    wanted = request.path_params["path"]
    parts = wanted.split("/")
    folder = STATIC.resolve()
    file = folder.joinpath(*parts)
    plain = all(part and not part.startswith(".") and "\\" not in part and "\x00" not in part for part in parts)
    if not plain or not file.is_file() or file.resolve() != file:
        return problem(request, 404, "There is no such file.", "")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return FileResponse(file, media_type=kind, headers={"Cache-Control": "public, max-age=86400"})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        what, remedy = "There is no such page.", "Start from the first page, or search for a name."
    elif error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "GET, HEAD")
        what, remedy = f"{request.method[:20]} is not possible here.", f"Possible: {allowed}. The graph can only be read."
    else:
        what, remedy = str(error.detail), ""
    return await run_in_threadpool(problem, request, error.status_code, what, remedy, error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Ip5kgError)
    return await run_in_threadpool(told, request, error)
