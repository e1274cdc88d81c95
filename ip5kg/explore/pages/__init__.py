"""Pages for people."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from ip5kg.explore.site import site_of


def routes() -> list[Route]:
    """Return the pages at fixed addresses."""
    return [Route("/", start)]


def start(request: Request) -> Response:
    return _page("ip5kg", f"<p>{len(site_of(request).graph):,} statements</p>")


def thing(request: Request, iri: str) -> Response | None:
    """Return the page of a thing, or None if the graph knows nothing of it."""
    rows = list(site_of(request).graph.rows("SELECT ?p ?o { ?s ?p ?o } ORDER BY ?p ?o LIMIT 200", {"s": iri}))
    if not rows:
        return None
    return _page(iri, "<dl>" + "".join(f"<dt>{escape(row['p'])}</dt><dd>{escape(row['o'])}</dd>" for row in rows) + "</dl>")


def editor(request: Request) -> Response:
    """Return the page on which queries are written."""
    query = escape(request.query_params.get("query", ""))
    return _page("SPARQL", f'<form action="/sparql"><textarea name="query">{query}</textarea><button>Ask</button></form>')


def problem(request: Request, status: int, what: str, remedy: str) -> Response:  # noqa: ARG001 – pages want it
    """Return the page that tells of an error."""
    return _page(f"{status}", f"<p>{escape(what)}</p><p>{escape(remedy)}</p>", status)


def _page(title: str, body: str, status: int = 200) -> Response:
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
    return HTMLResponse(f"{head}<main><h1>{escape(title)}</h1>{body}</main></html>", status)
