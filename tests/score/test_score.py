"""Extraction may get better and may not get worse: the figures are compared with those in frozen.json."""

from __future__ import annotations

import json

import pytest

from tests.conftest import needs_shared
from tests.score.run import FROZEN, HELD_OUT, OPENED, part_of, present, records, score, sources

pytestmark = [needs_shared, pytest.mark.score]

Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def outcomes() -> Figures:
    found = records()
    figures: Figures = {}
    for part in present():
        outcome = score(found, part)
        assert outcome["without_quote"] == 0
        figures[part] = {"micro": outcome["micro"]["f1"], "macro": outcome["macro_f1"]}
    return figures


@pytest.mark.parametrize("part", sorted(json.loads(FROZEN.read_text(encoding="utf-8"))))
def test_the_figures_do_not_fall(outcomes: Figures, part: str) -> None:
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))[part]
    for mean, value in outcomes[part].items():
        assert value >= frozen[mean] - 0.0005, f"{part} {mean}: {value:.4f} < {frozen[mean]} (see make score)"


def test_all_gold_has_its_release() -> None:
    parts = [part_of(file) for file in sources().values()]
    assert len(parts) - parts.count("written") - parts.count("unread") == 81


def test_half_of_what_was_held_out_stays_closed() -> None:
    assert HELD_OUT.isdisjoint(OPENED)
    assert len(HELD_OUT) == len(OPENED) == 13
    assert sources().keys() >= HELD_OUT | OPENED
