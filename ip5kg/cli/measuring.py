"""`analyse`: what a network tells when it is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ip5kg.cli.guard import DONE
from ip5kg.cli.options import BUILD, AsOf, Between, BuildFolder, OutputFile, TextOrJson, add, span, view_names
from ip5kg.cli.output import as_json, harmless, put

if TYPE_CHECKING:
    from ip5kg.network import Analysis


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    add(
        app,
        analyse,
        "ip5kg analyse office-body",
        "ip5kg analyse person-meeting --top 20 --between 2012/2018",
        "ip5kg analyse topic-meeting --format json -o topics.json",
    )


def analyse(
    view: Annotated[
        str, typer.Argument(metavar="VIEW", help="Which network, such as office-body.", autocompletion=view_names, show_default=False)
    ],
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="How many lines of each table to show.")] = 10,
    format_: Annotated[TextOrJson, typer.Option("--format", help="Tables for people, or everything as JSON.")] = TextOrJson.text,
    as_of: AsOf = None,
    between: Between = None,
    folder: BuildFolder = BUILD,
    output: OutputFile = None,
) -> int:
    """Measure a network: who is central, which ties join groups, which groups there are, and what changed over the years.

    Each measure comes with a sentence on what it means here. The JSON holds every node, tie between groups and year.
    """
    from ip5kg.graph import KnowledgeGraph

    with KnowledgeGraph.open(folder) as graph:
        found = graph.analyse(view, as_of=as_of, between=span(between))
    put(as_json(found.record()) if format_ is TextOrJson.json else harmless("\n".join(_lines(found, top)) + "\n"), output)
    return DONE


def _lines(found: Analysis, top: int) -> Iterator[str]:
    when = f", as of {found.as_of}" if found.as_of else f", between {found.between.replace('/', ' and ')}" if found.between else ""
    yield f"{found.title}{when}"
    parts = "in one piece" if found.parts == 1 else f"in {found.parts} pieces"
    yield f"{found.nodes} nodes, {found.ties} ties ({found.density:.0%} of those that could be), {parts}. {found.meanings['tie']}"
    yield ""
    yield "Who is central"
    rows = [("", "kind", "neighbours", "weight", "betweenness", "closeness", "community")]
    for node in found.measured[:top]:
        share = "-" if node.betweenness is None else f"{node.betweenness:.3f}"
        rows.append((node.label, node.kind, str(node.neighbours), str(node.weight), share, f"{node.closeness:.3f}", str(node.community)))
    yield from _table(rows, texts=2)
    for name in ("neighbours", "weight", "betweenness", "closeness"):
        yield f"  {found.meanings[name]}"
    labels = {node.key: node.label for node in found.measured}
    yield ""
    yield f"Communities (modularity {found.modularity:.2f})"
    for community in found.communities[:top]:
        ranked = [node.label for node in found.measured if node.community == community.number]
        rest = f" and {len(ranked) - 8} more" if len(ranked) > 8 else ""
        yield f"  {community.number:>2}  {', '.join(ranked[:8])}{rest}"
    yield f"  {found.meanings['communities']}"
    if found.bridges:
        yield ""
        yield "Bridges between communities"
        table = [("", "", "weight", "betweenness", "communities")]
        for bridge in found.bridges[:top]:
            numbers = f"{bridge.communities[0]} and {bridge.communities[1]}"
            table.append((labels[bridge.one], labels[bridge.other], str(bridge.weight), f"{bridge.betweenness:.3f}", numbers))
        yield from _table(table, texts=2)
        yield f"  {found.meanings['bridges']}"
    if found.years:
        yield ""
        yield "Over the years"
        most = max(year.events for year in found.years)
        by_year = [("", "events", "ties", "new ties", "nodes", "")]
        for year in found.years:
            bar = "█" * round(24 * year.events / most)
            by_year.append((str(year.year), str(year.events), str(year.ties), str(year.new_ties), str(year.nodes), bar))
        yield from _table(by_year, texts=1, last_is_text=True)
        if found.undated:
            yield f"  {found.undated} more {'event has' if found.undated == 1 else 'events have'} no date."
        yield f"  {found.meanings['years']}"


def _table(rows: Sequence[tuple[str, ...]], *, texts: int, last_is_text: bool = False) -> Iterator[str]:
    """Columns of text: the first `texts` to the left, numbers to the right."""
    last = len(rows[0]) - 1
    widths = [max(len(row[column]) for row in rows) for column in range(last + 1)]
    for row in rows:
        left = [column < texts or (last_is_text and column == last) for column in range(last + 1)]
        cells = [cell.ljust(wide) if to_left else cell.rjust(wide) for cell, wide, to_left in zip(row, widths, left, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()
