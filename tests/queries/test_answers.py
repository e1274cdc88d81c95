"""What the questions answer on the graph that is shipped, against answers made by hand from the fact base.

An expected answer (`NAME.json`, or `NAME.WHAT.json` for one with parameters of its own) holds

    about         what it shows, and where the facts come from
    parameters    values for the parameters; defaults for the others
    columns       the columns that are compared, in this order
    rows          all rows of the answer, in their order, or
    includes      rows that must be among them, in this order, and
    excludes      rows that must not
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ip5kg.namespaces import PREFIXES
from tests import shipped
from tests.queries import asking

EXPECTED = sorted(Path(__file__).parent.glob("*.json"))


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return asking.store_of(shipped.quads())


def _answer(store: ox.Store, name: str, expected: dict[str, Any]) -> list[list[str | None]]:
    columns, rows = asking.ask(store, name, expected.get("parameters", {}))
    places = [columns.index(column) for column in expected["columns"]]
    return [[row[place] for place in places] for row in rows]


def _agrees(answer: list[list[str | None]], expected: dict[str, Any]) -> bool:
    if "rows" in expected:
        return answer == expected["rows"]
    wanted = [row for row in answer if row in expected["includes"]]
    return wanted == expected["includes"] and not [row for row in answer if row in expected.get("excludes", [])]


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    return path.stem.split(".")[0], json.loads(path.read_text(encoding="utf-8"))


def test_every_question_has_an_expected_answer() -> None:
    assert {_read(path)[0] for path in EXPECTED} == set(asking.names())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_answer_is_the_one_made_by_hand(store: ox.Store, path: Path) -> None:
    name, expected = _read(path)
    answer = _answer(store, name, expected)
    if "rows" in expected:
        assert answer == expected["rows"]
    else:
        assert [row for row in answer if row in expected["includes"]] == expected["includes"]
        assert [row for row in answer if row in expected.get("excludes", [])] == []


@pytest.mark.parametrize("path", [path for path in EXPECTED if "." not in path.stem], ids=lambda path: path.stem)
def test_a_change_in_the_graph_breaks_the_expected_answer(path: Path) -> None:
    name, expected = _read(path)
    changed = asking.store_of(shipped.quads())
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    changed.update(prefixes + asking.catalogue()[name].notes["mutation"])
    assert not _agrees(_answer(changed, name, expected), expected)
