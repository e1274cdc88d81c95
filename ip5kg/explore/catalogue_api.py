"""The catalogue of questions as an API: `/api/queries/participants?meeting=14`, in JSON and CSV.

The answers come from worker processes, as at the endpoint. `/api/openapi.json` describes the addresses; it is made of the
headers of the questions, so it cannot fall behind them.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ip5kg.errors import BadQuery
from ip5kg.explore.addresses import split_ending
from ip5kg.explore.delivery import accept_of
from ip5kg.explore.negotiation import choose
from ip5kg.explore.openapi import document
from ip5kg.explore.problems import NotFound, problem
from ip5kg.explore.site import site_of
from ip5kg.explore.workers import Reply
from ip5kg.queries import BoundQuery, Parameter, Query
from ip5kg.results import Table
from ip5kg.sparql import prepare

_JSON, _CSV = "application/json", "text/csv"
_OFFERS: Final = (_JSON, _CSV)


def routes() -> list[Route]:
    """Return the addresses of the API."""
    return [
        Route("/api/openapi.json", described),
        Route("/api/queries", listed),
        Route("/api/queries/{name}", answered),
    ]


def described(request: Request) -> Response:
    """Describe the API (OpenAPI 3.1)."""
    site = site_of(request)
    return JSONResponse(document(site.graph.catalogue, site.limits))


def listed(request: Request) -> Response:
    """List the questions with their parameters."""
    return JSONResponse({"queries": [_listed(query) for query in site_of(request).graph.catalogue.values()]})


async def answered(request: Request) -> Response:
    """Answer a question."""
    named = request.path_params["name"]
    name, form = split_ending(named) if named.endswith(".csv") else (named.removesuffix(".json"), None)
    kind = _CSV if form == "csv" else _JSON if named.endswith(".json") else choose(accept_of(request.headers), _OFFERS)
    if kind is None:
        return problem(request, 406, "There is no form of this answer that you accept.", f"There are {', '.join(_OFFERS)}.")
    query, bound, given = await run_in_threadpool(_bound, request, name)
    workers = site_of(request).workers
    prepared = prepare(bound.text, bound.bindings, name=bound.name, graph_is_known=lambda _: True)
    job = workers.put(workers.order(prepared))
    try:
        reply = await job.answer
    finally:
        workers.give_up(job)
    answer = await run_in_threadpool(_written, query, given, reply, kind)
    answer.headers["Vary"] = "Accept"
    return answer


def _bound(request: Request, name: str) -> tuple[Query, BoundQuery, dict[str, str]]:
    catalogue = site_of(request).graph.catalogue
    if name not in catalogue:
        near = difflib.get_close_matches(name[:80], catalogue, 3, cutoff=0.5)
        raise NotFound(name[:80], "there is no such question", f"did you mean {', '.join(near)}?" if near else "see /api/queries")
    query = catalogue[name]
    given: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        if key in given:
            raise BadQuery(f"query {name}", f"the parameter {key[:60]!r} is given twice", "give each parameter once")
        given[key] = value
    return query, query.bind(**given), given


def _written(query: Query, given: Mapping[str, str], reply: Reply, kind: str) -> Response:
    content = reply.take()
    if reply.kind == "T":
        triples = sorted({str(quad.triple) for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES)})
        return JSONResponse({**_asked(query, given), "triples": triples})
    found = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return JSONResponse({**_asked(query, given), "answer": bool(found)})
    assert isinstance(found, ox.QuerySolutions)
    table = Table(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found))
    if kind == _CSV:
        # For spreadsheets: a cell that begins like a formula is defused.
        headers = {"Content-Disposition": f'inline; filename="{query.name}.csv"'}
        return Response(table.render("csv", escape_formulas=True), media_type=_CSV, headers=headers)
    rows = [{name: _plain(value) for name, value in record.items()} for record in table.records()]
    return JSONResponse({**_asked(query, given), "columns": list(table.variables), "rows": rows})


def _asked(query: Query, given: Mapping[str, str]) -> dict[str, Any]:
    values = {p.name: given.get(p.name, p.default) for p in query.parameters}
    return {"name": query.name, "title": query.title, "question": query.question, "parameters": values}


def _plain(value: object) -> Any:
    if isinstance(value, float) and value not in (float("inf"), float("-inf")) and value == value:
        return value
    return str(value) if isinstance(value, Decimal | dt.date | float) else value


def _listed(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "question": query.question,
        "address": f"/api/queries/{query.name}",
        "parameters": [_parameter(parameter) for parameter in query.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "required": parameter.required,
        "default": parameter.default,
        "explanation": parameter.explanation,
    }
