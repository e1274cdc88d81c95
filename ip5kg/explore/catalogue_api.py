"""The catalogue of questions as an API: `/api/queries/participants?meeting=14`, in JSON and CSV."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ip5kg.explore.site import site_of


def routes() -> list[Route]:
    """Return the addresses of the API."""
    return [Route("/api/queries", listed)]


def listed(request: Request) -> Response:
    """List the questions."""
    return JSONResponse([query.name for query in site_of(request).graph.catalogue.values()])
