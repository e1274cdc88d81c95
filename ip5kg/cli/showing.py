"""`export`, `network`, `draw`: the graph in other forms."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg.cli.guard import DONE, say
from ip5kg.cli.options import BUILD, AsOf, BuildFolder, OutputFile, add, graph_names, view_names
from ip5kg.cli.output import harmless, put

if TYPE_CHECKING:
    import networkx as nx


class Rdf(StrEnum):
    """The forms of RDF that are written."""

    turtle = "turtle"
    jsonld = "jsonld"
    trig = "trig"
    nquads = "nquads"
    ntriples = "ntriples"
    rdfxml = "rdfxml"


class Net(StrEnum):
    """The forms of a network that are written."""

    table = "table"
    graphml = "graphml"
    json = "json"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        export,
        "ip5kg export turtle -o facts.ttl",
        "ip5kg export jsonld --graph facts",
        "ip5kg export trig --graph 2021-06-24-meti-14th-heads [dim]# one release: its claims, evidence and run[/dim]",
    )
    add(
        app,
        network,
        "ip5kg network office-body",
        "ip5kg network office-body --format graphml -o office-body.graphml",
        "ip5kg network office-body --as-of 2018-06 [dim]# the CNIPA is the SIPO then[/dim]",
    )
    add(
        app,
        draw,
        "ip5kg draw office-body -o office-body.svg",
        "ip5kg draw office-body -o office-body.png --as-of 2018 [dim]# a PNG needs the extra ip5kg\\[draw][/dim]",
    )


View = Annotated[str, typer.Argument(metavar="VIEW", help="Which network: office-body.", autocompletion=view_names, show_default=False)]


def export(
    format_: Annotated[Rdf, typer.Argument(metavar="FORMAT", help="turtle, jsonld, trig, nquads, ntriples or rdfxml.", show_default=False)],
    graph: Annotated[
        str,
        typer.Option(
            "--graph",
            metavar="GRAPH",
            help="facts, all, authority, choices, dataset, ontology, vocabularies, texts, or the id of a release.",
            autocompletion=graph_names,
        ),
    ] = "facts",
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Write the graph, or a part of it, as RDF; the same graph gives the same bytes."""
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as opened:
        put(opened.export(format_.value, graph=graph), output)
    return DONE


def network(
    view: View,
    format_: Annotated[Net, typer.Option("--format", help="A table for people, or a file for other programs.")] = Net.table,
    as_of: AsOf = None,
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Give a network as GraphML, node-link JSON or CSV: who hosts, chairs, leads or takes part in what, and since when."""
    from ip5kg.network import to_csv, to_graphml, to_json

    found = _network(view, folder, as_of)
    match format_:
        case Net.table:
            put(harmless(_table(found)), output)
        case Net.graphml:
            put(to_graphml(found), output)
        case Net.json:
            put(to_json(found), output)
        case Net.csv:
            put(to_csv(found), output)
    _tell_what_is_missing(found)
    return DONE


def draw(
    view: View,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to: its ending, .svg or .png, says what.")
    ] = None,
    as_of: AsOf = None,
    folder: BuildFolder = BUILD,
) -> int:
    """Draw a network as a picture; without -o the SVG goes to stdout."""
    from ip5kg.draw import format_of, picture

    form = "svg" if output is None or str(output) == "-" else format_of(str(output))
    found = _network(view, folder, as_of)
    content = picture(found, form)
    put(content.decode("utf-8") if form == "svg" else content, output)
    _tell_what_is_missing(found)
    return DONE


def _network(view: str, folder: Path, as_of: str | None) -> nx.MultiDiGraph[str]:
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as graph:
        return graph.network(view, as_of=as_of)


def _tell_what_is_missing(graph: nx.MultiDiGraph[str]) -> None:
    count, as_of = graph.graph["left_out"], graph.graph["as_of"]
    if count:
        what = "1 meeting or project was" if count == 1 else f"{count} meetings or projects were"
        say(f"{what} left out: no source gives a date, or one that certainly lies before {as_of}")


def _table(graph: nx.MultiDiGraph[str]) -> str:
    """The edges as columns of text, the heaviest first."""
    edges = sorted(graph.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[0], edge[1], edge[2]["relation"]))
    rows = [("source", "relation", "target", "count", "first", "last")]
    for source, target, data in edges:
        ends = (graph.nodes[source]["label"], data["relation"], graph.nodes[target]["label"])
        rows.append((*ends, str(data["weight"]), data["first"], data["last"]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, f"({graph.number_of_nodes()} nodes, {len(edges)} edges)"]) + "\n"
