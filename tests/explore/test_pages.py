from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import html

from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, RDF, RDFS, SCHEMA, SKOS, XSD
from tests.explore import served
from tests.explore.client import Client
from tests.explore.graphs import one_meeting, quad, serving
from tests.explore.walking import lost_places, see, walk


def page(client: Client, path: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(path, accept="text/html")
    assert answer.status == status, answer.text[:300]
    assert answer.kind == "text/html"
    return html.fromstring(answer.text)


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def row_of(found: html.HtmlElement, name: str) -> str:
    return next(text(row) for row in found.xpath("//tr") if [a for a in row.xpath("./td[1]//a") if text(a) == name])


def test_the_start_page_says_what_the_graph_holds_and_leads_to_its_lists(client: Client) -> None:
    found = page(client, "/")
    assert "every fact shows the sentence that states it" in text(found)
    assert {"/meetings", "/offices", "/network", "/sparql", "/coverage"} <= see(html.tostring(found, encoding="unicode"), "/").links


def test_a_meeting_shows_who_came_as_what_under_the_names_of_the_day(client: Client) -> None:
    found = page(client, "/meeting/heads/14")
    assert text(found.xpath("//h1")[0]) == "14th IP5 Heads of Office meeting"
    assert "Held online on 23 June 2021, hosted by JPO." in text(found)
    assert "KIPO" in row_of(found, "Kim Yong-rae")  # not MOIP, as it is called since 2025
    assert "head of delegation" in row_of(found, "Shen Changyu")
    assert "Performing the functions and duties" in row_of(found, "Drew Hirshfeld")
    assert "absent" in row_of(found, "Daren Tang")
    assert "They commit themselves" in text(found)


def test_every_fact_of_a_meeting_has_its_sentence_one_click_away(client: Client) -> None:
    found = page(client, "/meeting/heads/14")
    host = next(div for div in found.xpath("//dl/div") if text(div.find("dt")) == "host")
    assert "with the Japan Patent Office (JPO) as host and chair" in text(host.xpath(".//blockquote")[0])
    assert host.xpath(".//a[contains(@class, 'official')]/@href")[0].startswith("https://www.meti.go.jp/")
    without = [text(dd) for dd in found.xpath("//section[contains(@class,'facts')][1]//dd[not(.//details)]")]
    assert without == []


def test_a_decision_leads_to_its_words_in_the_text_of_the_release(client: Client) -> None:
    meeting = page(client, "/meeting/heads/14")
    link = next(a for a in meeting.xpath("//a") if text(a) == "The work roadmap for NET and AI was agreed")
    decision = page(client, link.get("href"))
    assert "binding: the offices commit themselves" in text(decision)
    (way,) = decision.xpath("//section[contains(@class,'evidence')]//a[text()='See it in the text']/@href")
    address, _, place = way.partition("#")
    release = page(client, address)
    (mark,) = release.xpath(f"//mark[@id='{place}']")
    assert text(mark) == "The work roadmap for NET and AI was agreed"
    assert mark.xpath("ancestor::span[contains(@class,'sentence')]")


@pytest.mark.parametrize(
    ("as_of", "name", "short"), [("2016", "State Intellectual Property Office", "SIPO"), ("2019-01-01", "China National", "CNIPA")]
)
def test_names_follow_the_date_that_was_chosen(client: Client, as_of: str, name: str, short: str) -> None:
    found = page(client, f"/office/CN?as_of={as_of}")
    assert name in text(found.xpath("//h1")[0])
    assert short in text(found.xpath("//header[@class='title']")[0])
    inside = [h for h in found.xpath("//main//a/@href") if h.startswith("/") and not re.search(r"\.(ttl|jsonld|csv)$", h)]
    assert inside
    assert all(f"as_of={as_of}" in h for h in inside)


def test_heads_follow_the_date(client: Client) -> None:
    assert "Michelle K. Lee" in text(page(client, "/office/US?as_of=2016-06-01").xpath("//section[.//h2[@id='head']]")[0])
    assert "Andrei Iancu" in text(page(client, "/office/US?as_of=2019").xpath("//section[.//h2[@id='head']]")[0])


def test_what_an_office_belongs_to_follows_the_date(client: Client) -> None:
    above = {
        as_of: " ".join(text(div) for div in page(client, f"/office/CN{as_of}").xpath("//dl/div[starts-with(dt, 'belong')]/dd//a[1]"))
        for as_of in ("", "?as_of=2016", "?as_of=2020")
    }
    assert "State Administration for Market Regulation" in above[""]
    assert "State Administration for Market Regulation" not in above["?as_of=2016"]
    assert "State Administration for Market Regulation" in above["?as_of=2020"]


def test_groups_and_meetings_after_the_date_are_left_out_and_that_is_said(client: Client) -> None:
    found = page(client, "/bodies?as_of=2010")
    assert "Global Dossier Task Force" not in " ".join(text(cell) for cell in found.xpath("//td[1]/span/a"))
    assert "were set up after 2010" in text(found)
    meetings = text(page(client, "/meetings?as_of=2016").xpath("//main")[0])
    assert re.search("[0-9]+ meetings after 2016 are not shown", meetings)
    assert "2021" not in meetings


def test_a_date_that_is_none_is_told_in_plain_words(client: Client) -> None:
    found = page(client, "/offices?as_of=2016-13")
    assert "“2016-13” is no date: write 2021-06-23, 2021-06 or 2021" in text(found)


def test_what_is_not_there_is_told_in_plain_words_with_a_way_on(client: Client) -> None:
    found = page(client, "/meeting/heads/999", 404)
    assert text(found.xpath("//h1")[0]) == "There is nothing here"
    assert found.xpath("//main//a[@href='/']")


@pytest.mark.parametrize(
    "path",
    "/offices /people /bodies /decisions /decisions?firm=binding /projects /documents /topics /releases /figures /conflicts /coverage "
    "/network /network?office=office/JP /network?view=timeline /network?view=full /network?view=nothing /queries /queries/participants /queries/heads-on-date?date=2016-06-02&ask=1 /sparql /ontology /search "
    "/search?q=zzzz /person/kim-yong-rae /body/wg1 /project/global-dossier /topic/net-ai /series/heads /office/WO /association/jipa "
    "/cooperation/ip5 /place/kr /post/KR-head /source/meti21 /claim/curated-body-wg1-established /things?kind=nothing".split(),
)
def test_pages_of_each_kind_have_one_title_and_breadcrumbs(client: Client, path: str) -> None:
    found = page(client, path)
    assert len(found.xpath("//h1")) == 1
    assert found.xpath("//nav[@aria-label='Breadcrumbs']//a[@href='/']")
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not found.xpath("//@style | //style | //script[not(@src) and not(contains(@type, 'json'))] | //@onclick")


def test_the_links_of_the_pages_lead_somewhere(client: Client) -> None:
    seen = walk(client, 70)
    assert len(seen) == 70
    assert lost_places(seen) == []


@pytest.mark.slow
def test_all_links_of_all_pages_lead_somewhere(client: Client) -> None:
    seen = walk(client, 100_000)
    assert len(seen) > 1500
    assert lost_places(seen) == []


NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\" ' onfocus=alert(3) {{7*7}} \u202e&amp;"


def test_markup_in_names_titles_and_texts_is_shown_as_text() -> None:
    quads = one_meeting(NASTY, NASTY, f"It began. {NASTY} It ended.", title=NASTY, url="javascript:alert(4)")
    nasty_iri = BASE + "person/%3Cscript%3E'x'onerror=alert(5)"
    quads += [quad(nasty_iri, RDF.type, IP5.Person), quad(nasty_iri, SKOS.prefLabel, "x"), quad("javascript:alert(6)", RDFS.label, NASTY)]
    quads += [quad(BASE + "person/p", RDFS.seeAlso, ox.NamedNode("javascript:alert(6)"))]
    with serving(quads) as nasty:
        for path in (
            "/",
            "/meetings",
            "/meeting/heads/1",
            "/decision/heads-1/a",
            "/release/r",
            "/person/p",
            "/people",
            "/decisions",
            "/search?q=script",
            "/releases",
            "/resource?iri=javascript:alert(6)",
            "/search?q=%3Cscript%3Ealert(7)%3C/script%3E",
            "/meetings?as_of=%22%3E%3Cscript%3E",
            "/%3Cscript%3E",
        ):
            answer = nasty.get(path, accept="text/html")
            tree = html.fromstring(answer.text)
            assert all(s.get("src", "").startswith("/static/") or "json" in s.get("type", "") for s in tree.iter("script")), path
            assert not tree.xpath("//img[not(starts-with(@src, '/static/'))] | //@onerror | //@onfocus"), path
            assert not [
                h for h in tree.xpath("//@href | //@src | //@action") if str(h).lower().startswith(("javascript:", "data:", "vbscript:"))
            ], path
        assert "alert(1)" in nasty.get("/meeting/heads/1", accept="text/html").text
        assert "{{7*7}}" in nasty.get("/meeting/heads/1", accept="text/html").text


def test_any_graph_is_shown_with_its_kinds_of_things_and_all_that_is_said() -> None:
    ex = "http://example.org/"
    quads = [
        quad(ex + "anna", RDF.type, ex + "Cat"),
        quad(ex + "anna", RDFS.label, ox.Literal("Anna", language="en")),
        quad(ex + "anna", ex + "chasesMice", ex + "mouse"),
        quad(ex + "mouse", ex + "weightInGrams", ox.Literal(21)),
    ]
    with serving(quads) as cats:
        start = page(cats, "/")
        (kind,) = [a for a in start.xpath("//main//a") if text(a) == "cat"]
        (name,) = [a for a in page(cats, kind.get("href")).xpath("//td//a") if text(a) == "Anna"]
        anna = page(cats, name.get("href"))
        (mouse,) = [a for a in anna.xpath("//dd//a") if text(a) == "mouse"]
        found = page(cats, mouse.get("href"))
        assert "weight in grams" in text(found)
        assert "21" in text(found)
        assert "Anna" in text(found.xpath("//section[.//h2[@id='links']]")[0])
        assert page(cats, "/meetings").xpath("//p[@class='empty']")


def test_a_long_list_comes_page_by_page() -> None:
    quads = []
    for number in range(450):
        quads += [
            quad(f"{BASE}person/p{number}", RDF.type, IP5.Person),
            quad(f"{BASE}person/p{number}", SKOS.prefLabel, f"Person {number:03}"),
        ]
    with serving(quads) as many:
        first = page(many, "/people")
        assert len(first.xpath("//tbody/tr")) == 100
        (following,) = [a.get("href") for a in first.xpath("//a") if text(a) == "next page"]
        second = page(many, following)
        assert "Person 100" in text(second)
        assert "101 to 200 of 450" in text(second)
        (last,) = [a.get("href") for a in second.xpath("//a") if text(a) == "last"]
        assert "Person 449" in text(page(many, last))
        assert len(page(many, "/people?page=99").xpath("//tbody/tr")) == 50
        assert len(page(many, "/people?page=x").xpath("//tbody/tr")) == 100


def test_a_fact_that_was_entered_by_hand_shows_its_page_and_says_so(client: Client) -> None:
    found = page(client, "/body/wg1")
    since = next(div for div in found.xpath("//dl/div") if text(div.find("dt")) == "set up")
    assert "Entered by hand from this page; no words are quoted." in text(since)
    assert since.xpath(".//a[contains(@class, 'official')]/@href")[0].startswith("https://")


def test_the_page_without_the_editor_says_so_and_has_a_field(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ip5kg.explore.pages.serving.BUNDLE", "built/nothing.js")
    found = page(client, "/sparql?query=ASK%20%7B%7D")
    assert "npm could not be reached" in text(found)
    assert found.xpath("//textarea[@name='query']")[0].text == "ASK {}"
    assert not found.xpath("//script[contains(@src, 'built')]")


def test_a_question_is_answered_and_leads_to_the_editor_with_its_values_filled_in(client: Client) -> None:
    found = page(client, "/queries/participants?meeting=14&ask=1")
    assert "Shen Changyu" in text(found.xpath("//section[@aria-labelledby='answer']")[0])
    answer = client.get("/queries/participants?meeting=14&to=editor", accept="text/html")
    assert answer.status == 303
    editor = page(client, answer.headers["location"])
    assert "14" in editor.xpath("//textarea[@name='query']")[0].text
    wrong = page(client, "/queries/participants?meeting=many&ask=1")
    assert "expected: a whole number" in text(wrong)
    assert client.get("/queries/nothing", accept="text/html").status == 404


def test_the_data_can_be_taken_along_as_files_and_nothing_else_can(tmp_path: Path) -> None:
    from ip5kg.export import write_build_files
    from ip5kg.store import write

    quads = one_meeting("They met", "They agreed", "They met. They agreed. They left.")
    write(tmp_path / "store", quads)
    write_build_files(tmp_path, quads)
    (tmp_path / "secret.txt").write_text("secret")
    with served.served(tmp_path, built=tmp_path) as client:
        found = page(client, "/data")
        for name, kind in (("facts.ttl", "text/turtle"), ("ip5kg.trig", "application/trig"), ("ip5kg.nq", "application/n-quads")):
            (href,) = [a.get("href") for a in found.xpath("//td//a") if text(a) == name]
            answer = client.get(href)
            assert (answer.status, answer.kind, answer.body) == (200, kind, (tmp_path / name).read_bytes())
        for path in ("/data/secret.txt", "/data/..%2Fsecret.txt", "/data/store", "/data/reports", "/data/"):
            assert client.get(path, accept="text/html").status == 404, path
        void = client.get("/void.ttl").text
        assert "/data/facts.ttl" in void
        assert str((tmp_path / "facts.ttl").stat().st_size) in void
    with serving(quads) as file_only:
        assert "No files lie beside this graph" in text(page(file_only, "/data"))


def test_the_offices_are_told_year_by_year(client: Client) -> None:
    years = {text(row.xpath("./td[1]")[0]): text(row) for row in page(client, "/offices").xpath("//section[.//h2[@id='years']]//tbody/tr")}
    assert "SIPO" in years["2016"]
    assert "Michelle K. Lee" in years["2016"]
    assert "CNIPA" in years["2021"]
    assert "KIPO" in years["2021"]


def test_long_lists_say_how_many_there_are_and_lead_to_all_of_them() -> None:
    quads = []
    for number in range(120):
        meeting, decision = f"{BASE}meeting/m/{number}", f"{BASE}decision/d/{number}"
        quads += [
            quad(meeting, RDF.type, IP5.Meeting),
            quad(meeting, RDFS.label, f"meeting {number}"),
            quad(meeting, SCHEMA.startDate, ox.Literal(f"20{10 + number % 10}-03-{1 + number // 10:02}", datatype=ox.NamedNode(XSD.date))),
            quad(meeting, IP5.hostedBy, BASE + "office/EP"),
            quad(decision, RDF.type, IP5.Decision),
            quad(decision, IP5.decidedAt, meeting),
            quad(decision, DCTERMS.subject, BASE + "topic/t"),
        ]
    quads += [quad(BASE + "office/EP", RDF.type, IP5.Office), quad(BASE + "topic/t", RDF.type, SKOS.Concept)]
    with serving(quads) as many:
        office = page(many, "/office/EP")
        assert "Meetings (120)" in text(office)
        assert "The latest 25 of 120." in text(office)
        (href,) = [a.get("href") for a in office.xpath("//a") if text(a) == "All 120"]
        assert len(page(many, href).xpath("//ul[@class='line']/li")) == 120
        before = page(many, href + "&as_of=2012")
        assert len(before.xpath("//ul[@class='line']/li")) == 36
        assert "84 meetings after 2012 are not shown." in text(before)
        (rest,) = [a.get("href") for a in page(many, "/topic/t").xpath("//a") if text(a) == "All 120"]
        assert "120 decisions" in text(page(many, rest))
        assert len(page(many, rest).xpath("//tbody/tr")) == 50
