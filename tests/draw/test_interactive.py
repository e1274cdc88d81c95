"""The page that answers: what stands in it, and what it does in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from ip5kg.draw.interactive import SCRIPT, STYLE, Exhibit, exhibit
from ip5kg.network import gather, network
from tests import shipped
from tests.browser import Visit, chromium, needs_browser, visiting
from tests.network.sample import select

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = '</script><script>document.title="run"</script><img src=x onerror="document.title=1">&\u2028"'


def sample(hostile: str = "") -> Exhibit:
    graph = network(select, "office-body")
    if hostile:
        for key in graph:
            graph.nodes[key].update(label=hostile, name=hostile + key, iri="javascript:alert(1)", group=hostile)
    return exhibit(graph, gather(select, graph))


class Tags(HTMLParser):
    """The tags of a page with their attributes, and what stands in scripts of data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script" and ("type", "application/json") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data.append(data)
            self._inside = False


def test_the_data_say_who_stated_what() -> None:
    data = sample().data
    (hosts,) = [edge for edge in data["edges"] if edge["key"] == "office/JP hosts body/heads"]
    quotes = {data["passages"][place]["quote"] for place in hosts["passages"]}
    assert quotes == {"It was hosted by the Japan Patent Office", "The JPO hosted the 14th meeting of the heads, on 23 June 2021"}
    sources = {data["sources"][data["passages"][place]["source"]]["url"] for place in hosts["passages"]}
    assert sources == {"https://example.org/first", "https://example.org/third"}
    assert hosts["dates"] == ["2021-06-23"]
    assert [n["names"] for n in data["nodes"] if n["key"] == "office/CN"] == [
        [
            ["1998", "SIPO", "State Intellectual Property Office"],
            ["2018-08-28", "CNIPA", "China National Intellectual Property Administration"],
        ]
    ]


def test_every_line_of_the_shipped_networks_tells_what_it_rests_on() -> None:
    graph = shipped.network("person-meeting")
    data = exhibit(graph, gather(shipped.graph().rows, graph)).data
    assert len(data["edges"]) == graph.number_of_edges()
    for edge in data["edges"]:
        assert edge["passages"] or edge["pages"], edge["key"]  # a curated fact has a page and no sentence
    assert all(source["url"].startswith("http") for source in data["sources"])


def test_the_page_loads_nothing_and_names_what_may_run() -> None:
    page = sample().page().decode("utf-8")
    tags = Tags(page).tags
    assert not [tag for tag, attributes in tags if tag in ("link", "img", "iframe", "object", "embed", "base") or "src" in attributes]
    assert not re.search(r"@import|url\(", page)
    policy = next(str(a["content"]) for tag, a in tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_fragment_runs_no_script_and_has_no_styles_of_its_own() -> None:
    fragment = sample(HOSTILE).fragment("one")
    for tag, attributes in Tags(fragment).tags:
        assert tag != "script" or attributes == {"type": "application/json"}
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
    ids = re.findall(r'\bid="([^"]+)"', fragment)
    assert len(ids) == len(set(ids))
    assert all(found.startswith("one") for found in ids)
    assert SCRIPT
    assert STYLE


def test_hostile_names_end_no_element() -> None:
    shown = sample(HOSTILE)
    page = Tags(shown.page().decode("utf-8"))
    assert sum(tag == "script" for tag, _ in page.tags) == 2
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert json.loads(page.data[0]) == json.loads(shown.json())
    assert shown.data["nodes"][0]["label"] == HOSTILE
    assert "javascript:" not in {source["url"][:11] for source in shown.data["sources"]}


def test_the_same_network_gives_the_same_page() -> None:
    assert sample().page() == sample().page()


def test_two_pictures_fit_in_one_page() -> None:
    fragments = [sample().fragment(name) for name in ("one", "two")]
    ids = re.findall(r'\bid="([^"]+)"', "".join(fragments))
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    graph = shipped.network("office-body")
    (folder / "office-body.html").write_bytes(exhibit(graph, gather(shipped.graph().rows, graph)).page())
    (folder / "hostile.html").write_bytes(sample(HOSTILE).page())
    for view in ("timeline", "topic-meeting"):
        other: nx.MultiDiGraph[str] = shipped.network(view)
        (folder / f"{view}.html").write_bytes(exhibit(other, gather(shipped.graph().rows, other)).page())
    return folder


def shown(visit: Visit, what: str = "[data-edge]") -> int:
    return visit.page.locator(f".stage svg {what}:not(.gone)").count()


@needs_browser
@pytest.mark.slow
class TestInABrowser:
    def test_search_finds_a_node_by_a_name_that_it_had(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "office-body.html").as_uri()) as visit:
            page = visit.page
            page.get_by_role("searchbox").fill("sipo")
            assert page.locator(".hits button").first.inner_text().startswith("CNIPA")
            page.keyboard.press("Enter")
            details = page.locator(".details")
            assert details.locator("h3").inner_text() == "China National Intellectual Property Administration"
            assert "State Intellectual Property Office" in details.inner_text()
            assert page.locator(".stage svg .self").get_attribute("data-node") == "office/CN"
            page.get_by_role("searchbox").fill("nobody of that name")
            assert "Nothing here" in page.locator(".hits").inner_text()
        assert (visit.requests, visit.errors) == ([], [])

    def test_the_years_change_what_is_shown_and_what_it_is_called(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "office-body.html").as_uri()) as visit:
            page, before = visit.page, shown(visit)
            slider = page.get_by_role("slider", name="to")
            slider.fill("2014")
            wanted = shipped.graph().network("office-body", between=("2007", "2014"))
            assert 0 < shown(visit) < before
            assert shown(visit) == wanted.number_of_edges()
            assert page.locator('[data-node="office/CN"] text').first.text_content() == "SIPO"
            assert page.locator(".count").inner_text().startswith(f"{wanted.number_of_edges()} of {before} lines")
            slider.fill("2025")
            assert page.locator('[data-node="office/CN"] text').first.text_content() == "CNIPA"
            assert shown(visit) == before
        assert (visit.requests, visit.errors) == ([], [])

    def test_a_click_on_a_line_shows_the_sentence_with_a_link_to_the_release(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "office-body.html").as_uri()) as visit:
            page = visit.page
            line = page.locator('[data-edge="office/JP hosts body/heads"] path').first
            point = line.evaluate(
                "p => { const q = p.getPointAtLength(p.getTotalLength() * .08).matrixTransform(p.getScreenCTM()); return [q.x, q.y]; }"
            )
            page.mouse.move(*point)
            assert "JPO hosts IP5 Heads of Office" in page.locator(".tip").inner_text()
            page.mouse.click(*point)
            details = page.locator(".details")
            assert "JPO hosts IP5 Heads of Office" in details.locator("h3").inner_text()
            assert details.locator("blockquote mark").count() > 0
            link = details.locator("a").first
            assert str(link.get_attribute("href")).startswith("http")
            assert link.get_attribute("rel") == "noopener noreferrer"
        assert (visit.requests, visit.errors) == ([], [])

    def test_the_legend_filters(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "office-body.html").as_uri()) as visit:
            hosts = visit.page.locator('[data-relation-box][value="hosts"]')
            of_hosts = visit.page.locator('.stage svg [data-edge*=" hosts "]').count()
            before = shown(visit)
            hosts.uncheck()
            assert shown(visit) == before - of_hosts
            hosts.check()
            assert shown(visit) == before
        assert visit.errors == []

    def test_the_keyboard_is_enough(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "office-body.html").as_uri(), reduced_motion=True) as visit:
            page = visit.page
            page.locator('svg [tabindex="0"]').focus()
            first = page.evaluate("document.activeElement.dataset.node")
            page.keyboard.press("ArrowDown")
            second = page.evaluate("document.activeElement.dataset.node")
            assert first != second
            assert page.evaluate("document.activeElement.getAttribute('aria-label')")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.dataset.part") == "details"
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.locator(".details blockquote").count() > 0
            page.keyboard.press("Escape")
            assert "Choose a line" in page.locator(".details").inner_text()
            assert page.locator('svg [tabindex="0"]').count() == 1
            assert not page.locator('[data-part="play"]').is_visible()
        assert visit.errors == []

    def test_every_line_stands_in_the_list(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "topic-meeting.html").as_uri()) as visit:
            page = visit.page
            assert page.locator(".list li").count() == shipped.network("topic-meeting").number_of_edges()
            page.locator(".list button").first.click()
            assert page.locator(".details blockquote").count() > 0
        assert (visit.requests, visit.errors) == ([], [])

    def test_the_timeline_answers_too(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "timeline.html").as_uri(), scheme="dark") as visit:
            visit.page.locator('[data-edge^="meeting/heads/14 "]').click()
            assert visit.page.locator(".details h3").inner_text().startswith("14th IP5 Heads of Office meeting, 2021-06-23")
            assert visit.page.locator(".details mark").count() > 0
        assert (visit.requests, visit.errors) == ([], [])

    def test_hostile_names_are_only_shown(self, browser: Browser, file: Path) -> None:
        with visiting(browser, (file / "hostile.html").as_uri()) as visit:
            visit.page.get_by_role("searchbox").fill("script")
            visit.page.keyboard.press("Enter")
            assert HOSTILE[:30] in visit.page.locator(".details h3").inner_text()
            assert visit.page.title() == "Offices and bodies of the IP5"
        assert (visit.requests, visit.errors) == ([], [])
