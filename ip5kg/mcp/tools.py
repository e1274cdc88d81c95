"""What an assistant can call: the catalogue of questions, a search by name, evidence, and queries; all for reading only."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ip5kg.errors import BadArgument, BadQuery
from ip5kg.graph import KnowledgeGraph
from ip5kg.iris import BASE
from ip5kg.mcp.claims import MOST, behind, stated
from ip5kg.queries import parse, run
from ip5kg.results import Table
from ip5kg.store import BoundedStore, Limits
from ip5kg.why.values import Fact, short

LIMITS: Final = Limits(seconds=10.0, rows=20_000, bytes=16_000_000)
"""Of one query."""
_MOST_ROWS: Final = 200
_ROWS: Final = 50
_MOST_FACTS: Final = 60
_LONGEST: Final = 20_000

_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 200}
_ROW_COUNT: Final = {
    "type": "integer",
    "minimum": 1,
    "maximum": _MOST_ROWS,
    "default": _ROWS,
    "description": "most rows to return; the answer says how many there are",
}
_CLAIMS: Final = {
    "type": "array",
    "description": "the claims behind the answer: what each states, its quote, status, release and page",
    "items": {"type": "object"},
}


class GraphTools:
    """The tools on one graph.

    Args:
        folder: the build folder.

    Raises:
        StoreError: if there is no graph, or it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._graph = KnowledgeGraph.open(folder)
        self._bounded = BoundedStore(folder, LIMITS)
        self._tools: dict[str, tuple[Callable[[Mapping[str, Any]], dict[str, Any]], dict[str, Any]]] = {
            "list_questions": (
                self._list,
                _tool("List the questions", "The catalogue of questions that can be asked by name, with their parameters.", {}),
            ),
            "ask_question": (
                self._ask,
                _tool(
                    "Ask a question of the catalogue",
                    "Answer a question of the catalogue (see list_questions), with the claims behind each row.",
                    {
                        "name": {**_NAME, "description": "name of the question, such as participants"},
                        "parameters": {
                            "type": "object",
                            "description": 'values for its parameters, such as {"meeting": 14}',
                            "additionalProperties": {"type": ["string", "integer"]},
                        },
                        "rows": _ROW_COUNT,
                    },
                    "name",
                ),
            ),
            "find_thing": (
                self._find,
                _tool(
                    "Find a thing by name",
                    "Find offices, persons, groups, meetings, projects, topics or releases by any name: in every script, "
                    "old or new (SIPO, 김용래), acronym, code or IRI. Returns their IRIs and the claims on the best match.",
                    {
                        "name": {**_NAME, "description": "what to look for"},
                        "most": {"type": "integer", "minimum": 1, "maximum": 30, "default": 8, "description": "most things to return"},
                    },
                    "name",
                ),
            ),
            "why": (
                self._why,
                _tool(
                    "Show the evidence",
                    "Explain why the graph holds a fact, or all that is known of a thing: every claim with its quote, release and "
                    "page, and the claims that compete with it.",
                    {
                        "fact": {
                            "type": "string",
                            "minLength": 1,
                            "maxLength": 2_000,
                            "description": "a thing (meeting/heads/14), a fact (meeting/heads/14 hostedBy office/JP), or a claim",
                        }
                    },
                    "fact",
                ),
            ),
            "sparql": (
                self._sparql,
                _tool(
                    "Query in SPARQL",
                    f"Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE), for reading only, within {LIMITS.seconds:g} s. Usual "
                    "prefixes and ip5: need no declaration; the default graph is the union of all.",
                    {"query": {"type": "string", "minLength": 1, "maxLength": _LONGEST}, "rows": _ROW_COUNT},
                    "query",
                ),
            ),
        }

    def close(self) -> None:
        """Let go of the graph."""
        self._bounded.close()
        self._graph.close()

    def listed(self) -> list[dict[str, Any]]:
        """Return the tools as the protocol describes them."""
        return [{"name": name, **described} for name, (_, described) in self._tools.items()]

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Call a tool.

        Raises:
            KeyError: if there is no such tool.
            Ip5kgError: if an argument does not fit, or the call cannot be answered.
        """
        call, described = self._tools[name]
        return call(_checked(name, described["inputSchema"], arguments))

    def _list(self, _: Mapping[str, Any]) -> dict[str, Any]:
        questions = [
            {
                "name": query.name,
                "question": query.question,
                "parameters": [
                    {"name": p.name, "type": p.type, "default": p.default, "explanation": p.explanation} for p in query.parameters
                ],
            }
            for query in self._graph.catalogue.values()
        ]
        return {"questions": questions, "claims": []}

    def _ask(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        catalogue, name = self._graph.catalogue, arguments["name"]
        if name not in catalogue:
            near = difflib.get_close_matches(name, catalogue, 3, cutoff=0.5)
            remedy = f"did you mean {', '.join(near)}?" if near else "list_questions names them"
            raise BadArgument("ask_question", f"there is no question {name!r}", remedy)
        query = catalogue[name]
        given = arguments.get("parameters", {})
        values = {p.name: str(given.get(p.name, p.default)) for p in query.parameters if given.get(p.name, p.default) is not None}
        answer = run(self._bounded, query.bind(**given))
        head = {"question": query.question, "parameters": values}
        return {**head, **self._told(answer, arguments["rows"], values)}

    def _sparql(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return self._told(run(self._bounded, parse(arguments["query"], "query").bind()), arguments["rows"], {})

    def _told(self, answer: Any, most: int, given: Mapping[str, str]) -> dict[str, Any]:
        if isinstance(answer, bool):
            return {"answer": answer, "claims": []}
        if not isinstance(answer, Table):
            answer = Table(("subject", "property", "value"), tuple((t.subject, t.predicate, t.object) for t in answer))
        shown = Table(answer.variables, answer.rows[:most])
        claims = behind(self._graph, shown, given)
        rows = [{name: _plain(value) for name, value in record.items()} for record in shown.records()]
        return {
            "columns": list(answer.variables),
            "rows": rows,
            "rows_in_all": len(answer),
            "rows_left_out": len(answer) - len(shown),
            "claims": claims,
            "claims_may_be_left_out": len(claims) >= MOST,
        }

    def _find(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        hits = self._index.search(arguments["name"], arguments["most"])
        things = [{"thing": short(hit.iri), "iri": hit.iri, "found_as": hit.name, "kind": self._kind(hit.iri)} for hit in hits]
        claims = self._why_claims(hits[0].iri)[:10] if hits else []
        return {"things": things, "near": [] if hits else self._index.near(arguments["name"]), "claims": claims}

    def _why(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        explanation = self._graph.why(arguments["fact"])
        facts = [_fact(fact) for fact in explanation.facts[:_MOST_FACTS]]
        iris = dict.fromkeys(c.iri for fact in explanation.facts[:_MOST_FACTS] for c in _all_claims(fact))
        return {
            "asked": explanation.asked,
            "facts": facts,
            "facts_left_out": max(0, len(explanation.facts) - _MOST_FACTS),
            "claims": stated(self._graph, list(iris)[:MOST]),
            "claims_left_out": max(0, len(iris) - MOST),
        }

    def _why_claims(self, iri: str) -> list[dict[str, Any]]:
        table = self._graph.backend.select(
            f"SELECT ?claim {{ ?claim rdf:subject <{iri}> }} ORDER BY ?claim LIMIT {MOST}", name="claims of a thing"
        )
        return stated(self._graph, [getattr(row[0], "value", "") for row in table])

    def _kind(self, iri: str) -> str | None:
        table = self._graph.backend.select(f"SELECT ?kind {{ <{iri}> a ?kind }} ORDER BY ?kind", name="kind of a thing")
        kinds = [short(getattr(row[0], "value", "")) for row in table]
        return next((kind for kind in kinds if kind.startswith("ip5:")), kinds[0] if kinds else None)

    @cached_property
    def _index(self) -> Any:
        from ip5kg.explore.pages.reading import Reader
        from ip5kg.explore.search import Index
        from ip5kg.store import Store

        store = self._graph.backend
        assert isinstance(store, Store)
        return Index(Reader(store.inner))


def _tool(title: str, description: str, properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "inputSchema": {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False},
        "outputSchema": {"type": "object", "properties": {"claims": _CLAIMS}, "required": ["claims"]},
        "annotations": {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False},
    }


def _checked(tool: str, schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments with defaults filled in, if they fit the schema (of which only what stands above is used)."""
    known = schema["properties"]
    for name in arguments:
        if name not in known:
            raise BadArgument(tool, f"has no argument {name[:60]!r}", f"arguments: {', '.join(known) or 'none'}")
    found = {name: rule["default"] for name, rule in known.items() if "default" in rule}
    for name, rule in known.items():
        if name not in arguments:
            if name in schema["required"]:
                raise BadArgument(tool, f"needs the argument {name!r}", str(rule.get("description", "give it")))
            continue
        value = found[name] = arguments[name]
        kind = {"string": str, "integer": int, "object": dict}[rule["type"]]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadArgument(tool, f"the argument {name!r} is of the wrong type", f"give a value of the type {rule['type']}")
        size = len(value) if isinstance(value, str) else value if isinstance(value, int) else 0
        least, most = rule.get("minLength", rule.get("minimum", 0)), rule.get("maxLength", rule.get("maximum", size))
        if not least <= size <= most:
            raise BadArgument(tool, f"the argument {name!r} is too small or too large", f"between {least:,} and {most:,}")
        if isinstance(value, dict) and not all(isinstance(v, str | int) and not isinstance(v, bool) for v in value.values()):
            raise BadQuery(tool, f"the values in {name!r} are neither texts nor whole numbers", "give texts or whole numbers")
    return found


def _all_claims(fact: Fact) -> list[Any]:
    return [*fact.claims, *fact.competing, *(claim for via in fact.via for claim in via.claims)]


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "fact": f"{short(fact.subject)} {short(fact.predicate)} {fact.value}",
        "origin": fact.origin,
        "claims": [claim.iri.removeprefix(BASE) for claim in fact.claims],
        "competing": [claim.iri.removeprefix(BASE) for claim in fact.competing],
        "follows_from": [{"thing": short(via.iri), "claims": [claim.iri.removeprefix(BASE) for claim in via.claims]} for via in fact.via],
        "sources": [{"title": source.title, "page": source.url} for source in fact.sources],
    }


def _plain(value: object) -> Any:
    return str(value) if isinstance(value, Decimal | dt.date | float) else value
