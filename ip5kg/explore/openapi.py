"""The description of the API in OpenAPI 3.1, made of the headers of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ip5kg import __version__
from ip5kg.queries import ANY, Parameter, Query
from ip5kg.store import Limits

_SCHEMAS: Final[Mapping[str, dict[str, Any]]] = {
    "integer": {"type": "integer"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "examples": ["2021-06-23", "2021-06", "2021"]},
    "text": {"type": "string", "maxLength": 10_000},
    "iri": {"type": "string", "format": "iri-reference", "examples": ["meeting/heads/14"]},
    "office": {"type": "string", "description": "code of WIPO ST.3, or any name of the office", "examples": ["KR"]},
    "lang": {"type": "string", "examples": ["en"]},
}
_PROBLEM: Final = {
    "type": "object",
    "required": ["error", "remedy"],
    "properties": {
        "error": {"type": "string", "description": "what is wrong"},
        "remedy": {"type": "string", "description": "what can be done about it"},
    },
}
_CELL: Final = {"type": ["string", "number", "integer", "boolean", "null"]}
_ANSWER: Final = {
    "type": "object",
    "required": ["name", "title", "question", "parameters"],
    "properties": {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "question": {"type": "string"},
        "parameters": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _CELL}},
        "answer": {"type": "boolean"},
        "triples": {"type": "array", "items": {"type": "string"}},
    },
}
_LISTED: Final = {
    "type": "object",
    "required": ["name", "title", "question", "address", "parameters"],
    "properties": {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "question": {"type": "string"},
        "address": {"type": "string"},
        "parameters": {"type": "array", "items": {"type": "object"}},
    },
}


def document(catalogue: Mapping[str, Query], limits: Limits) -> dict[str, Any]:
    """Return the description of the API.

    Args:
        catalogue: the questions by name.
        limits: of one question, named in the description.
    """
    listing = {
        "get": {
            "operationId": "list-queries",
            "summary": "The questions and their parameters",
            "responses": {"200": _content("the questions", {"type": "object", "properties": {"queries": _many("Query")}})},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ip5kg: questions on the co-operation of the five largest IP offices",
            "version": __version__,
            "summary": "The catalogue of questions that come with ip5kg, answered in JSON and CSV.",
            "description": f"Each question may take {limits.seconds:g} s and answer {limits.rows:,} rows. Everything is for reading only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {"/api/queries": listing} | {f"/api/queries/{name}": {"get": _operation(query)} for name, query in catalogue.items()},
        "components": {
            "schemas": {"Answer": _ANSWER, "Query": _LISTED, "Problem": _PROBLEM},
            "responses": {
                "Refused": _content("a parameter is missing, unknown or not of its type", _reference("Problem")),
                "Unacceptable": _content("no form of the answer is accepted", _reference("Problem")),
                "Busy": _content("the server is busy, or the graph cannot be read", _reference("Problem")),
                "TooLong": _content("the question took too long", _reference("Problem")),
            },
        },
    }


def _operation(query: Query) -> dict[str, Any]:
    answer = _content("the answer", _reference("Answer"))
    answer["content"]["text/csv"] = {"schema": {"type": "string"}}
    refusals = {"400": "Refused", "406": "Unacceptable", "503": "Busy", "504": "TooLong"}
    return {
        "operationId": query.name,
        "summary": query.title,
        "description": query.question,
        "parameters": [_parameter(parameter) for parameter in query.parameters],
        "responses": {"200": answer, **{status: {"$ref": f"#/components/responses/{name}"} for status, name in refusals.items()}},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS[parameter.type])
    if parameter.default is not None and parameter.default != ANY:
        schema["default"] = int(parameter.default) if parameter.type == "integer" else parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.explanation,
        "schema": schema,
    }


def _content(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _reference(name)}
