"""The whole way of a reader, in a real browser: from the start page to the sentence, search, dates, questions, the network."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium, needs_browser, visiting
from tests.explore import served
from tests.explore.graphs import one_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, needs_browser]
needs_axe = pytest.mark.skipif(
    importlib.util.find_spec("axe_playwright_python") is None, reason="needs the Python package axe-playwright-python"
)
needs_editor = pytest.mark.skipif(
    not (files("ip5kg.explore") / "static" / "built" / "editor.js").is_file(), reason="the editor was not built: npm could not be reached"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "ip5kg", "explore", "--build", str(served.folder()), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip().rstrip("/")
        running.terminate()


def inside(requests: list[str], address: str) -> bool:
    return all(request.startswith(address + "/") for request in requests)


def test_from_the_start_page_to_the_sentence(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/") as visit:
        page = visit.page
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Meetings").click()
        page.get_by_role("link", name="14th IP5 Heads of Office meeting", exact=True).click()
        page.locator("tr", has_text="The work roadmap for NET and AI was agreed").locator("summary").first.click()
        assert page.locator("details.proof[open] blockquote").first.is_visible()
        page.keyboard.press("Escape")
        assert page.locator("details.proof[open]").count() == 0
        page.get_by_role("link", name="The work roadmap for NET and AI was agreed").click()
        page.get_by_role("link", name="See it in the text").first.click()
        mark = page.locator("mark:target")
        assert mark.inner_text() == "The work roadmap for NET and AI was agreed"
        assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != page.locator("mark:not(:target)").first.evaluate(
            "mark => getComputedStyle(mark).backgroundColor"
        )
        assert page.get_by_role("link", name=re.compile("meti.go.jp")).first.is_visible()
        assert visit.errors == []
        assert inside(visit.requests, address)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("SIPO", "China National Intellectual Property Administration"),
        ("김용래", "Kim Yong-rae"),
        ("KIPO", "Ministry of Intellectual Property"),
    ],
)
def test_search_suggests_and_finds(browser: Browser, address: str, query: str, name: str) -> None:
    with visiting(browser, address + "/") as visit:
        page = visit.page
        page.get_by_role("searchbox").press_sequentially(query)
        page.locator(".suggestions a", has_text=name).first.wait_for()
        page.get_by_role("searchbox").press("Enter")
        page.locator("main .card a").first.click()
        assert page.locator("h1").inner_text() == name
        assert visit.errors == []
        assert inside(visit.requests, address)


def test_as_of_2016_shows_sipo(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/offices") as visit:
        page = visit.page
        page.get_by_label("As of", exact=True).fill("2016")
        page.get_by_role("button", name="Show").click()
        page.locator("section.cards").get_by_role("link", name="SIPO", exact=True).first.click()
        assert page.locator("h1").inner_text().startswith("State Intellectual Property Office")
        page.get_by_role("link", name="Back to today").click()
        assert page.locator("h1").inner_text() == "China National Intellectual Property Administration"
        assert visit.errors == []


@needs_editor
def test_the_editor_runs_a_question_of_the_catalogue(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/sparql") as visit:
        page = visit.page
        example = page.locator("details.example", has_text="Decisions of a meeting")
        example.locator("summary").click()
        example.get_by_label("meeting", exact=True).fill("14")
        example.get_by_role("button", name="Open in the SPARQL editor").click()
        page.locator(".result tbody tr").first.wait_for(timeout=30_000)
        assert page.locator("#status").inner_text().split()[1] == "rows"
        assert "agreed" in page.locator(".result").inner_text()
        assert "query=" in page.url
        page.get_by_role("tab", name="Graph").click()
        assert page.locator(".result svg circle").count() > 1
        assert visit.errors == []
        assert inside(visit.requests, address)


@needs_editor
def test_the_editor_colours_completes_and_draws_numbers(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/sparql") as visit:
        page = visit.page
        editor = page.locator("#editor .cm-content")
        editor.click()
        page.keyboard.press("Control+A")
        editor.press_sequentially("SELECT ?office (COUNT(?m) AS ?n) { ?m ip5:attendedByO")
        page.locator("#editor .cm-tooltip-autocomplete li", has_text="ip5:attendedByOffice").wait_for()
        page.wait_for_timeout(150)  # the list takes no key in its first moment, so that nobody accepts by mistake
        page.keyboard.press("Enter")
        editor.press_sequentially(" ?office } GROUP BY ?office")
        page.keyboard.press("Control+Enter")
        page.get_by_role("tab", name="Chart").click(timeout=30_000)
        assert page.locator(".result svg rect").count() >= 5
        colours = page.locator("#editor .cm-line span").evaluate_all(
            "spans => [...new Set(spans.map(span => getComputedStyle(span).color))]"
        )
        assert len(colours) >= 3
        assert visit.errors == []


def test_a_wrong_query_is_told_in_words(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/sparql?query=SELECT+%7B") as visit:
        visit.page.locator("#status.error").wait_for(timeout=30_000)
        assert "SELECT" in visit.page.locator("#status").inner_text() or "query" in visit.page.locator("#status").inner_text()


def test_the_network_filters_without_script_and_answers_with_it(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/network") as visit:
        page = visit.page
        page.get_by_label("Find").fill("JPO")
        page.locator("[data-ip5-network] input[type=checkbox]").first.uncheck()
        rows = page.locator("section[aria-labelledby=table] tbody tr")
        before = rows.count()
        page.get_by_label("Office", exact=True).select_option(label="JPO")
        page.locator("form.narrow").get_by_role("button", name="Show").click()
        assert 0 < rows.count() < before
        assert set(page.locator("section[aria-labelledby=table] tbody td:first-child").all_inner_texts()) == {"JPO"}
        assert visit.errors == []
        assert inside(visit.requests, address)


def test_the_panel_of_a_network_leads_to_pages_and_to_the_sentence_in_its_text(browser: Browser, address: str) -> None:
    with visiting(browser, address + "/network") as visit:
        page = visit.page
        page.locator(".ip5net .list button", has_text="JPO chairs IP5 Heads of Office").first.click()
        panel = page.locator("[data-part=details]")
        assert (
            panel.get_by_role("link", name="14th IP5 Heads of Office meeting", exact=True).first.get_attribute("href")
            == "/meeting/heads/14"
        )
        assert panel.get_by_role("link", name="Official page").count() > 0
        quote = panel.locator("figure mark").first.inner_text()
        panel.get_by_role("link", name="See it in the text").first.click()
        assert quote in page.locator(".sentence:target").inner_text()
        assert visit.errors == []
        assert inside(visit.requests, address)


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, size: tuple[int, int]) -> None:
    for path in (
        "/",
        "/meetings",
        "/meeting/heads/14",
        "/office/CN",
        "/conflicts",
        "/people",
        "/release/2021-06-24-meti-14th-heads",
        "/sparql",
        "/network",
        "/data",
        "/offices",
    ):
        with visiting(browser, address + path, size=size) as visit:
            wide, window = visit.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert wide <= window, path


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, address: str, scheme: str) -> None:
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    paths = (
        "/ /meetings /meeting/heads/14 /office/CN?as_of=2016 /search?q=kim /network /network?view=timeline /conflicts /decisions /people /queries/participants /sparql "
        "/release/2021-06-24-meti-14th-heads /topic/net-ai /ontology /data /offices /figures"
    )
    found = {}
    for path in paths.split():
        with visiting(browser, address + path, scheme=scheme) as visit:  # type: ignore[arg-type]
            visit.page.evaluate(axe)
            result = visit.page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            wrong = [(v["id"], v["nodes"][0]["target"]) for v in result["violations"] if v["impact"] in ("serious", "critical")]
            if wrong:
                found[path] = wrong
    assert found == {}


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/meeting/heads/14")
    page.locator("dd summary").first.click()
    assert page.locator("dd blockquote").first.is_visible()
    page.get_by_role("searchbox").fill("SIPO")
    page.get_by_role("searchbox").press("Enter")
    assert page.locator("main .card a").first.inner_text() == "China National Intellectual Property Administration"
    page.goto(address + "/sparql")
    assert page.locator("textarea#query").is_visible()
    context.close()


def test_the_static_site_finds_names_when_it_is_opened_from_disk(browser: Browser, tmp_path: Path) -> None:
    from ip5kg.explore.publish import publish
    from ip5kg.graph import KnowledgeGraph
    from ip5kg.store import write

    write(tmp_path / "store", one_meeting("김용래 met", "They agreed", "They met. They agreed. They left."))
    with KnowledgeGraph.open(tmp_path) as graph:
        publish(graph, tmp_path / "site")
    with visiting(browser, (tmp_path / "site" / "index.html").as_uri()) as visit:
        page = visit.page
        page.get_by_role("searchbox").fill("김용래")
        page.get_by_role("searchbox").press("Enter")
        page.locator("#found a", has_text="김용래 met").first.click()
        assert page.locator("h1").inner_text() == "김용래 met"
        assert visit.errors == []
        assert all(request.startswith(tmp_path.as_uri()) for request in visit.requests)
