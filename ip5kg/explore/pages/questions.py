"""A question of the catalogue: its form, and its answer as a table."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from ip5kg.errors import Ip5kgError
from ip5kg.explore.pages.overview import query_form
from ip5kg.explore.pages.values import Cell, Page, Prose, Row, Section, Table, Value
from ip5kg.explore.pages.world import World
from ip5kg.queries import Backend, Query, run
from ip5kg.results import Table as Results

_MOST = 500


def question(world: World, query: Query, given: Mapping[str, str], backend: Backend, *, asked: bool) -> Page:
    """Return the page of a question, with its answer where it was asked."""
    notices: tuple[str, ...] = ()
    sections: list[Section] = [query_form(world, query, dict(given))]
    if asked:
        try:
            sections.append(_answered(world, run(backend, query.bind(**given))))
        except Ip5kgError as error:
            notices = (f"{error.what}: {error.remedy}.",)
    sections.append(Prose("The query", "query", ((Value(query.text, tone="pre"),),)))
    crumbs = world.crumbs(("Questions", world.links.page("queries")))
    return Page(query.title, "Question", crumbs=crumbs, sections=tuple(sections), notices=notices, here="queries")


def _answered(world: World, answer: object) -> Section:
    if isinstance(answer, bool):
        return Prose("Answer", "answer", ((Value("yes" if answer else "no"),),))
    if isinstance(answer, Results):
        rows = tuple(Row(tuple(_cell(world, term) for term in row)) for row in list(answer)[:_MOST])
        total = len(list(answer))
        note = f"The first {_MOST} of {total:,} rows." if total > _MOST else f"{total:,} rows."
        columns = tuple(name.replace("_", " ") for name in answer.variables)
        return Table("Answer", "answer", columns, rows, note=note, empty="The graph holds no answer to this.")
    assert isinstance(answer, tuple)
    rows = tuple(Row(tuple((world.term(term),) for term in triple)) for triple in answer[:_MOST])
    return Table("Answer", "answer", ("subject", "property", "value"), rows, empty="The graph holds no answer to this.")


def _cell(world: World, term: object) -> Cell:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return (world.term(term),)
    return (Value(str(term)),) if term is not None else ()
