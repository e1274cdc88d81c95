"""`query` and `why`: questions to a built graph, and where its answers come from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg import resources
from ip5kg.cli.guard import DONE
from ip5kg.cli.options import BUILD, BuildFolder, OutputFile, TextOrJson, add, query_names
from ip5kg.cli.output import as_json, console, harmless, put, tell
from ip5kg.errors import BadArgument

if TYPE_CHECKING:
    from ip5kg.queries import Answer, Catalogue, Query


_PAGE = 160
"""Columns of a table that does not go to a terminal; long cells are wrapped. CSV and JSON keep values whole."""


class Answered(StrEnum):
    """The forms of an answer."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    jsonl = "jsonl"
    xml = "xml"
    markdown = "markdown"


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        query,
        "ip5kg query --list [dim]# the questions that come with ip5kg[/dim]",
        "ip5kg query participants -p meeting=14",
        "ip5kg query my-question.rq --format csv -o answer.csv",
        "echo 'SELECT ?m { ?m ip5:hostedBy office:JP }' | ip5kg query -",
    )
    add(
        app,
        why,
        "ip5kg why meeting/heads/14 hostedBy office/JP",
        "ip5kg why meeting/heads/14 startDate",
        "ip5kg why person/kasutani-toshihide --format json",
        "ip5kg why claim/3f0c1d2e4b5a6978",
    )


def query(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE|-",
            help="A question that comes with ip5kg, a file with SPARQL, or “-” for stdin.",
            autocompletion=query_names,
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--param", metavar="KEY=VALUE", help="A parameter of the question; may be repeated.")
    ] = None,
    format_: Annotated[Answered, typer.Option("--format", help="How to write the answer.")] = Answered.table,
    folder: BuildFolder = BUILD,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a build folder.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the questions that come with ip5kg, with their parameters.")] = False,
    output: OutputFile = None,
) -> int:
    """Ask a question: one that comes with ip5kg, or your own in SPARQL.

    Values of parameters take their place as terms, never as text, so no value can change the question.
    """
    from ip5kg import queries

    catalogue = queries.load(resources.folder("queries"))
    if list_:
        _list(catalogue, format_, output)
        return DONE
    if name is None:
        raise BadArgument("query", "no question was given", "give a NAME, a FILE or “-”; ip5kg query --list names them")
    given = _given(parameters or [])
    found = catalogue.find(name)
    if endpoint is not None:
        from ip5kg.endpoint import Endpoint

        answer = queries.run(Endpoint(endpoint), found.bind(**given))
    else:
        answer = _ask(folder, found, given)
    _print(answer, format_, output)
    return DONE


def _ask(folder: Path, asked: Query, given: Mapping[str, str]) -> Answer:
    """Put the question to a build folder, in a process with bounds: the query may be anybody's."""
    from ip5kg import queries
    from ip5kg.graph import KnowledgeGraph
    from ip5kg.store import BoundedStore

    with KnowledgeGraph.open(folder) as graph:
        asked = replace(asked, offices=graph.offices)
    with BoundedStore(folder) as store:
        return queries.run(store, asked.bind(**given))


def _given(parameters: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for parameter in parameters:
        key, sign, value = parameter.partition("=")
        if not sign or not key:
            raise BadArgument(parameter, "is no parameter", "write -p KEY=VALUE, such as -p meeting=14")
        if key in given:
            raise BadArgument(parameter, f"{key} is given twice", "give each parameter once")
        given[key] = value
    return given


def _print(answer: Answer, format_: Answered, output: Path | None) -> None:
    from ip5kg.results import Table, render_boolean, rich_table

    if isinstance(answer, bool):
        put(render_boolean(answer, format_.value), output)
    elif not isinstance(answer, Table):
        from ip5kg import export

        form = {Answered.table: "turtle", Answered.json: "jsonld", Answered.xml: "rdfxml"}.get(format_)
        if form is None:
            what = f"the answer is triples, which are not written as {format_.value}"
            raise BadArgument("--format", what, "use table (Turtle), json (JSON-LD) or xml (RDF/XML)")
        put(export.serialise(answer, form).decode("utf-8"), output)
    elif format_ is Answered.table and output is None and sys.stdout.isatty():
        out = console()
        out.print(rich_table(answer))
        out.print(f"({len(answer)} row{'' if len(answer) == 1 else 's'})", style="dim")
    else:
        put(answer.render(format_.value, width=_PAGE), output)


def _list(catalogue: Catalogue, format_: Answered, output: Path | None) -> None:
    if format_ is Answered.json:
        listed = [
            {
                "name": query.name,
                "title": query.title,
                "question": query.question,
                "parameters": [
                    {"name": p.name, "type": p.type, "default": p.default, "explanation": p.explanation} for p in query.parameters
                ],
            }
            for query in catalogue.values()
        ]
        put(as_json(listed), output)
        return
    pieces = [piece for query in catalogue.values() for piece in _listed(query)]
    put(harmless("".join(text for text, _ in pieces)), output) if output is not None else tell(pieces)


def _listed(query: Query) -> Iterator[tuple[str, str]]:
    yield f"{query.name}", "title"
    yield f"  {query.question}\n", ""
    for parameter in query.parameters:
        default = "needed" if parameter.required else "optional" if parameter.default == "any" else f"otherwise {parameter.default}"
        yield f"    -p {parameter.name}=…  {parameter.explanation} ({parameter.type}, {default})\n", "quiet"


def why(
    fact: Annotated[
        list[str],
        typer.Argument(metavar="FACT", help="A thing, a triple (subject, property, perhaps object), or a claim.", show_default=False),
    ],
    format_: Annotated[TextOrJson, typer.Option("--format", help="How to write the explanation.")] = TextOrJson.text,
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Show why the graph holds a fact: the release, its address, the sentence with the quote marked, and what else is claimed.

    Names are short (meeting/heads/14, hostedBy), prefixed (schema:startDate) or whole IRIs.
    """
    from ip5kg.graph import KnowledgeGraph
    from ip5kg.why.text import pieces, plain

    with KnowledgeGraph.open(folder) as graph:
        explanation = graph.why(" ".join(fact))
    if format_ is TextOrJson.json:
        put(as_json(explanation.record()), output)
    elif output is not None:
        put(harmless(plain(explanation)), output)
    else:
        tell(pieces(explanation))
    return DONE
