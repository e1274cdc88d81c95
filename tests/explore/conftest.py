"""One application for all tests that only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.explore.client import Client
from tests.explore.served import served


@pytest.fixture(scope="package")
def client() -> Iterator[Client]:
    with served() as found:
        yield found
