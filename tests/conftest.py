"""Places and values that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="../shared with test releases and gold is not here")

LONG = (
    "test_build",
    "test_readme",
    "cli/test_making",
    "validation/test_shapes",
    "draw/test_pictures",
    "queries/test_queries",
    "validation/test_validate",
    "coverage/test_coverage",
    "validation/test_glance",
    "validation/test_files",
    "queries/test_answers",
    "fetch/test_prefer",
    "queries/test_little_known",
    "network/test_analysing",
)
"""The files that take longest, longest first: begun early, none of them is what everybody waits for at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first; xdist gives out files in this order (`--no-loadscope-reorder`)."""
    place = {ROOT / "tests" / f"{name}.py": number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
