"""The precision of each rule: on a little gold of our own, and in step with the scorer's totals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED
from tests.score.rules import tallies

pytestmark = [pytest.mark.score, pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="needs the scorer of ../shared")]

GOLD = """release: one
records:
- {type: decision, meeting: {series: heads, number: 14}, act: adopted, modality: done, topics: [pph], quote: adopted a plan for the PPH}
- {type: statistic, measure: share-of-world-applications, value: 85, unit: percent, quote: 85 per cent}
"""


def _record(rule: str, **fields: Any) -> dict[str, Any]:
    return {"release": "one", "rule": rule, **fields}


def test_right_wrong_and_false_values_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOLD, encoding="utf-8")
    meeting = {"series": "heads", "number": 14}
    found = tallies(
        [
            _record("verb", type="decision", meeting=meeting, act="agreed", topics=["pph"], quote="adopted a plan for the PPH"),
            _record("verb", type="decision", meeting=meeting, act="noted", topics=["governance"], quote="something else altogether"),
            _record("count", type="statistic", measure="share-of-world-applications", value=85, unit="percent", quote="85 per cent"),
        ],
        tmp_path,
    )
    verb, count = found["decision", "verb"], found["statistic", "count"]
    assert (verb.records, verb.paired, verb.right, verb.wrong) == (2, 1, 2, 4)  # act wrong; modality and topic right; one record false
    assert (count.records, count.right, count.wrong, count.precision) == (1, 3, 0, 1.0)
