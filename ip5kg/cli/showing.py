"""`export`, `network`, `draw`: the graph in other forms."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg.cli.guard import DONE, say
from ip5kg.cli.options import BUILD, AsOf, Between, BuildFolder, OutputFile, add, graph_names, span, view_names
from ip5kg.cli.output import harmless, put

if TYPE_CHECKING:
    import networkx as nx


class Exported(StrEnum):
    """The forms in which the graph is written: of RDF, and of networks."""

    turtle = "turtle"
    jsonld = "jsonld"
    trig = "trig"
    nquads = "nquads"
    ntriples = "ntriples"
    rdfxml = "rdfxml"
    graphml = "graphml"
    gexf = "gexf"
    cytoscape = "cytoscape"


class Net(StrEnum):
    """The forms of a network that are written."""

    table = "table"
    graphml = "graphml"
    gexf = "gexf"
    cytoscape = "cytoscape"
    json = "json"
    csv = "csv"
    csv_nodes = "csv-nodes"
    dot = "dot"


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    add(
        app,
        export,
        "ip5kg export turtle -o facts.ttl",
        "ip5kg export jsonld --graph facts",
        "ip5kg export trig --graph 2021-06-24-meti-14th-heads [dim]# one release: its claims, evidence and run[/dim]",
        "ip5kg export gexf -o ip5.gexf [dim]# the facts as a network with its time, for Gephi[/dim]",
    )
    add(
        app,
        network,
        "ip5kg network office-body",
        "ip5kg network office-body -o office-body.graphml [dim]# or .gexf, .cyjs, .json, .csv, .dot[/dim]",
        "ip5kg network office-office --between 2010/2015 --format csv",
        "ip5kg network office-body --as-of 2018-06 [dim]# the CNIPA is the SIPO then[/dim]",
    )
    add(
        app,
        draw,
        "ip5kg draw office-body -o office-body.svg",
        "ip5kg draw topic-meeting -o topics.html [dim]# search, years, the sentences behind each line[/dim]",
        "ip5kg draw office-body -o office-body.png --as-of 2018 [dim]# a PNG needs the extra ip5kg\\[draw][/dim]",
    )


View = Annotated[
    str,
    typer.Argument(
        metavar="VIEW", help="Which network, such as office-body; “list” names them all.", autocompletion=view_names, show_default=False
    ),
]


def export(
    format_: Annotated[
        Exported,
        typer.Argument(
            metavar="FORMAT",
            help="turtle, jsonld, trig, nquads, ntriples or rdfxml; or the facts as a network: graphml, gexf or cytoscape.",
            show_default=False,
        ),
    ],
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
    """Write the graph, or a part of it, as RDF, or its facts as a network; the same graph gives the same bytes."""
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as opened:
        put(opened.export(format_.value, graph=graph), output)
    return DONE


def network(
    view: View,
    format_: Annotated[
        Net | None,
        typer.Option("--format", help="A table for people, or a file for other programs; by default what the ending of FILE says."),
    ] = None,
    as_of: AsOf = None,
    between: Between = None,
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Give a network: who hosts, chairs, leads or takes part in what, who meets whom, which topic came up where, and when.

    As a table, or for Gephi (gexf), Cytoscape (cytoscape), NetworkX and D3 (json), Graphviz (dot), spreadsheets (csv).
    """
    from ip5kg.network import SUFFIXES, write

    if view == "list":
        put(harmless(_listed()), output)
        return DONE
    found = _network(view, folder, as_of, between)
    form = format_.value if format_ else SUFFIXES.get(output.suffix.lower(), "table") if output else "table"
    put(harmless(_table(found)) if form == "table" else write(found, form), output)
    _tell_what_is_missing(found)
    return DONE


def draw(
    view: View,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to: its ending, .svg, .png or .html, says what.")
    ] = None,
    as_of: AsOf = None,
    between: Between = None,
    folder: BuildFolder = BUILD,
) -> int:
    """Draw a network: as a picture (SVG, PNG), or as one HTML file that answers to pointer and keyboard and needs no network.

    In the HTML file names are found, kinds of lines and years are chosen, and a line tells the sentences behind it.
    Without -o the SVG goes to stdout.
    """
    from ip5kg.draw import format_of, picture
    from ip5kg.graph import KnowledgeGraph
    from ip5kg.network import gather

    form = "svg" if output is None or str(output) == "-" else format_of(str(output))
    with KnowledgeGraph.open(folder) as graph:
        found = graph.network(view, as_of=as_of, between=span(between))
        content = picture(found, form, gather(graph.rows, found) if form == "html" else None)
    put(content if form == "png" else content.decode("utf-8"), output)
    _tell_what_is_missing(found)
    return DONE


def _network(view: str, folder: Path, as_of: str | None, between: str | None) -> nx.MultiDiGraph[str]:
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as graph:
        return graph.network(view, as_of=as_of, between=span(between))


def _listed() -> str:
    """The views, one a line, with what they show."""
    from ip5kg.network import views

    widest = max(len(view.name) for view in views())
    return "".join(f"{view.name.ljust(widest)}  {view.description}\n" for view in views())


def _tell_what_is_missing(graph: nx.MultiDiGraph[str]) -> None:
    count, as_of, between = (graph.graph[name] for name in ("left_out", "as_of", "between"))
    if count:
        what = "1 event was" if count == 1 else f"{count} events were"
        where = f"between {between.replace('/', ' and ')}" if between else f"before {as_of}"
        say(f"{what} left out: no source gives a date, or one that certainly lies {where}")


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
