"""Extraction may get better and may not get worse: the figures are compared with those in frozen.json."""

from __future__ import annotations

import json

import pytest

from tests.conftest import needs_shared
from tests.score.run import FROZEN, PARTS, records, score, sources

pytestmark = [needs_shared, pytest.mark.score]

Figures = dict[str, dict[str, float]]


@pytest.fixture(scope="module")
def outcomes() -> Figures:
    found = records()
    figures: Figures = {}
    for part in PARTS:
        outcome = score(found, part)
        assert outcome["without_quote"] == 0
        figures[part] = {"micro": outcome["micro"]["f1"], "macro": outcome["macro_f1"]}
    return figures


@pytest.mark.parametrize("part", PARTS)
def test_the_figures_do_not_fall(outcomes: Figures, part: str) -> None:
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))[part]
    for mean, value in outcomes[part].items():
        assert value >= frozen[mean] - 0.0005, f"{part} {mean}: {value:.4f} < {frozen[mean]} (see make score)"


def test_all_gold_has_its_release() -> None:
    assert len(sources()) == 81
