"""What the questions answer on the graph that is shipped, against answers made by hand from the fact base.

An expected answer (`NAME.json`, or `NAME.WHAT.json` for one with parameters of its own) holds

    about         what it shows, and where the facts come from
    parameters    values for the parameters; defaults for the others
    columns       the columns that are compared, in this order
    rows          all rows of the answer, in their order, or
    includes      rows that must be among them, in this order, and
    excludes      rows that must not, and
    between       the least and the greatest number of rows
    cases         several answers, each with what it has of its own; the rest is that of the file
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from tests import shipped
from tests.queries import asking

Case = dict[str, Any]
Answer = list[list[str | None]]

FILES = sorted(Path(__file__).parent.glob("*.json"))


def _cases(path: Path) -> list[tuple[str, str, Case]]:
    """Return the cases of a file: a name for the test, the question, the case."""
    expected = json.loads(path.read_text(encoding="utf-8"))
    name = path.stem.split(".")[0]
    cases = [{**expected, **case} for case in expected.pop("cases", [{}])]
    many = len(cases) > 1
    return [(f"{path.stem}{case['parameters'] if many else ''}", name, case) for case in cases]


CASES = [case for path in FILES for case in _cases(path)]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return asking.store_of(shipped.quads())


def _answer(store: ox.Store, name: str, expected: Case) -> Answer:
    columns, rows = asking.ask(store, name, expected.get("parameters", {}))
    places = [columns.index(column) for column in expected["columns"]]
    return [[row[place] for place in places] for row in rows]


def _faults(answer: Answer, expected: Case) -> list[str]:
    """Return one line for each thing in which an answer is not as expected."""
    if "rows" in expected:
        return [] if answer == expected["rows"] else [*_differences(answer, expected["rows"]), "the rows are not in this order"][:20]
    wanted = expected["includes"]
    found = [row for place, row in enumerate(answer) if row in wanted and row not in answer[:place]]
    faults = [f"missing: {row}" for row in wanted if row not in found]
    if not faults and found != wanted:
        faults.append(f"in another order: {found}")
    faults += [f"must not be there: {row}" for row in answer if row in expected.get("excludes", [])]
    least, greatest = expected["between"]
    if not least <= len(answer) <= greatest:
        faults.append(f"{len(answer)} rows, not {least} to {greatest}")
    return faults


def _differences(answer: Answer, wanted: Answer) -> list[str]:
    return [f"missing: {row}" for row in wanted if row not in answer] + [f"too much: {row}" for row in answer if row not in wanted]


def test_every_question_has_an_expected_answer() -> None:
    assert {name for _, name, _ in CASES} == set(asking.names())
    assert {path.stem for path in FILES} >= set(asking.names()), "one for the defaults, too"


@pytest.mark.parametrize(("name", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_answer_is_the_one_made_by_hand(store: ox.Store, name: str, expected: Case) -> None:
    faults = _faults(_answer(store, name, expected), expected)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", [path for path in FILES if "." not in path.stem], ids=lambda path: path.stem)
def test_a_change_in_the_graph_breaks_the_expected_answer(store: ox.Store, path: Path) -> None:
    [(_, name, expected)] = _cases(path)
    with asking.changed(store, asking.catalogue()[name].notes["mutation"]):
        assert _faults(_answer(store, name, expected), expected) != []


@pytest.mark.slow
def test_rdflib_gives_the_same_rows_on_the_graph_that_is_shipped(store: ox.Store) -> None:
    graph = asking.graph_of(shipped.quads())
    for name in asking.names():
        assert asking.ask_rdflib(graph, name) == asking.ask(store, name)[1], name


@pytest.mark.parametrize("name", asking.names())
def test_each_row_comes_once(store: ox.Store, name: str) -> None:
    _, rows = asking.ask(store, name)
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("number", range(1, 19))
def test_nobody_takes_part_twice(store: ox.Store, number: int) -> None:
    columns, rows = asking.ask(store, "participants", {"meeting": number})
    people = [row[columns.index("person")] for row in rows]
    assert len(set(people)) == len(people)


def test_what_is_expected_is_of_one_shape() -> None:
    for case_name, _, expected in CASES:
        assert ("rows" in expected) != ("includes" in expected), case_name
        assert ("between" in expected) == ("includes" in expected), case_name
        assert "about" in expected, case_name
        for row in [*expected.get("rows", []), *expected.get("includes", []), *expected.get("excludes", [])]:
            assert len(row) == len(expected["columns"]), (case_name, row)
