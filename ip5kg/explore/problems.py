"""Errors as answers: in plain words, without a traceback, as a page for browsers and as text or JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ip5kg.errors import Ip5kgError, StoreError
from ip5kg.explore import pages
from ip5kg.explore.delivery import accept_of
from ip5kg.explore.negotiation import prefers_html
from ip5kg.explore.workers import Busy
from ip5kg.store.bounded import BoundPassed


class NotFound(Ip5kgError):
    """Something that does not exist was asked for by its name."""


def problem(request: Request, status: int, what: str, remedy: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that tells of an error, in the form that the client reads."""
    path = request.url.path
    if path.startswith("/api/"):
        answer: Response = JSONResponse({"error": what, "remedy": remedy}, status)
    elif prefers_html(accept_of(request.headers)) and path != "/sparql":
        answer = pages.problem(request, status, what, remedy)
    else:
        answer = PlainTextResponse(f"{what}\n{remedy}\n" if remedy else f"{what}\n", status)
    answer.headers.update(headers or {})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def told(request: Request, error: Ip5kgError) -> Response:
    """Return the answer for one of our errors."""
    status = status_of(error)
    headers = {"Retry-After": "5"} if status == 503 else {}
    remedy = error.remedy[:1].upper() + error.remedy[1:]
    return problem(request, status, f"{error.where}: {error.what}", remedy if remedy.endswith((".", "?")) else f"{remedy}.", headers)


def status_of(error: Ip5kgError) -> int:
    """Return the HTTP status for an error: whose fault it is, and whether asking again may help."""
    if isinstance(error, BoundPassed):
        return 504 if error.bound == "time" else 400
    if isinstance(error, Busy | StoreError):
        return 503
    return 404 if isinstance(error, NotFound) else 400
