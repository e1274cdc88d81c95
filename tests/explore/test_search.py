from __future__ import annotations

from urllib.parse import quote

import pytest
from lxml import html

from ip5kg.explore.search import fold
from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, RDF, SKOS
from tests.explore.client import Client
from tests.explore.graphs import quad, serving


def found(client: Client, query: str) -> list[tuple[str, str]]:
    answer = client.get(f"/search?q={quote(query)}", accept="text/html")
    assert answer.status == 200
    cards = html.fromstring(answer.text).xpath("//li[contains(@class,'card')]")
    return [(card.xpath(".//a/@href")[0], " ".join(card.text_content().split())) for card in cards]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("SIPO", "/office/CN"),
        ("sipo", "/office/CN"),
        ("KIPO", "/office/KR"),
        ("특허청", "/office/KR"),
        ("김용래", "/person/kim-yong-rae"),
        ("申长雨", "/person/shen-changyu"),
        ("申長雨", "/person/shen-changyu"),
        ("Antonio Campinos", "/person/antonio-campinos"),
        ("campinos antónio", "/person/antonio-campinos"),
        ("Kim Yongrae", "/person/kim-yong-rae"),
        ("WG1", "/body/wg1"),
        ("ＷＧ１", "/body/wg1"),
        ("KR", "/office/KR"),
        ("office/KR", "/office/KR"),
        (BASE + "meeting/heads/14", "/meeting/heads/14"),
        ("14th heads", "/meeting/heads/14"),
        ("Global Dossier", "/project/global-dossier"),
    ],
)
def test_the_best_match_comes_first(client: Client, query: str, address: str) -> None:
    assert found(client, query)[0][0] == address


def test_a_hit_says_its_kind_and_by_which_name_it_was_found(client: Client) -> None:
    _, said = found(client, "SIPO")[0]
    assert said == "China National Intellectual Property Administration Office found as SIPO"


def test_parts_of_names_without_spaces_are_found(client: Client) -> None:
    assert "/office/CN" in [address for address, _ in found(client, "知识产权局")]


def test_nothing_found_offers_names_that_are_written_alike(client: Client) -> None:
    answer = client.get("/search?q=SIPPO", accept="text/html").text
    assert "Nothing bears a name with these words." in answer
    assert '/search?q=SIPO"' in answer


def test_suggestions_are_few_and_say_where_they_lead(client: Client) -> None:
    answer = client.get("/search?q=kim&form=suggestions", accept="application/json").json()
    assert 1 <= len(answer) <= 8
    assert set(answer[0]) == {"text", "kind", "href", "name"}


@pytest.mark.parametrize("query", ["", " ", "%", "\\", "(((", "\u202e", "a" * 5000, "<script>", "0", "\x00x"])
def test_odd_queries_are_answered(client: Client, query: str) -> None:
    assert client.get(f"/search?q={quote(query)}", accept="text/html").status == 200


def test_whole_names_come_before_beginnings_before_pieces() -> None:
    people = {"a": "Mori", "b": "Morioka", "c": "Tsumori", "d": "Mori Kiyoshi"}
    quads = [
        q
        for key, name in people.items()
        for q in (quad(f"{BASE}person/{key}", RDF.type, IP5.Person), quad(f"{BASE}person/{key}", SKOS.prefLabel, name))
    ]
    with serving(quads) as client:
        assert [address[-1] for address, _ in found(client, "mori")] == ["a", "d", "b", "c"]


def test_folding_keeps_what_tells_scripts_apart() -> None:
    assert fold("São  Pāulo") == fold("sao paulo")
    assert fold("NET/AI") == fold("net-ai") == "net ai"
    assert fold("特許庁") == "特許庁"
    assert fold("が") != fold("か")
    assert fold("김용래") == fold("김용래".encode().decode())
