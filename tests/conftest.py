"""Places and values that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="../shared with test releases and gold is not here")
