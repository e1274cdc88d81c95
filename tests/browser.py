"""A browser for tests of pages: the Chromium of the system, driven by Playwright without browsers of its own.

@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found

@needs_browser
@pytest.mark.slow
def test_something(browser: Browser, tmp_path: Path) -> None:
    with visiting(browser, (tmp_path / "page.html").as_uri()) as visit:
        visit.page.get_by_role("searchbox").fill("JPO")
    assert visit.requests == [] and visit.errors == []
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
_DRIVER = importlib.util.find_spec("playwright") is not None

needs_browser = pytest.mark.skipif(CHROMIUM is None or not _DRIVER, reason="needs Chromium and the Python package playwright")


@dataclass
class Visit:
    """A page that is open, every address it asked for besides its own (`requests`), and what went wrong in it (`errors`)."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium; it is closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = (1280, 900),
    scheme: Literal["light", "dark"] = "light",
    reduced_motion: bool = False,
) -> Iterator[Visit]:
    """Open `address` in a fresh context and yield the visit; nothing of it is kept afterwards."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce" if reduced_motion else "no-preference",
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url) if request.url != address else None)
    page.on("console", lambda message: visit.errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    try:
        page.goto(address)
        yield visit
    finally:
        context.close()
