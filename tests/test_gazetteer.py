"""The gazetteer: which labels are found in running text, in which spelling, and who held which post when."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip5kg import gazetteer
from ip5kg.errors import Ip5kgError
from ip5kg.gazetteer import Gazetteer, fold
from tests.interpret.said import known

PREFIXES = """
@prefix ip5: <https://w3id.org/ip5kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/ip5kg/> .
"""
VOCABULARY = """
<topic/classification> a skos:Concept ; skos:inScheme <scheme/topic> ; skos:prefLabel "classification"@en ; skos:hiddenLabel "the IPC"@en .
<topic/work-sharing> a skos:Concept ; skos:inScheme <scheme/topic> ; skos:prefLabel "work-sharing"@en ;
    skos:altLabel "sharing of work"@en ; skos:broader <topic/classification> .
<cue/meeting> a skos:Concept ; skos:inScheme <scheme/cue> ; skos:prefLabel "meeting"@en .
<cue/group> a skos:Concept ; skos:inScheme <scheme/cue> ; skos:prefLabel "working group"@en ; skos:altLabel "working group meeting"@en .
"""
AUTHORITY = """
<office/XX> a ip5:Office ; org:identifier "XX" ; skos:prefLabel "Patent Office of Xanadu"@en ; ip5:acronym "XPO" ;
    skos:altLabel "US"@en ; ip5:datedName <name/XX/old> .
<name/XX/old> skosxl:literalForm "Xanadu Bureau, Patents"@en .
<person/kim> a ip5:Person ; skos:prefLabel "Kim Yong-rae" ; foaf:familyName "Kim" ; skos:hiddenLabel "Kim Yongray" .
<person/garcon> a ip5:Person ; skos:prefLabel "Aurélie L. Garçon" ; foaf:familyName "Garçon" .
<person/old> a ip5:Person ; skos:prefLabel "Old Hand" .
<tenure/1> a ip5:Tenure ; org:member <person/old> ; ip5:heldPost <post/XX-head> ; ip5:earliestStart "2015-01-01"^^xsd:date ;
    ip5:latestStart "2015-01-01"^^xsd:date ; ip5:earliestEnd "2018-01-01"^^xsd:date ; ip5:latestEnd "2018-03-01"^^xsd:date .
<tenure/2> a ip5:Tenure ; org:member <person/kim> ; ip5:heldPost <post/XX-head> ; ip5:earliestStart "2018-01-01"^^xsd:date ;
    ip5:latestStart "2018-06-01"^^xsd:date .
<tenure/3> a ip5:Tenure ; org:member <person/garcon> ; ip5:heldPost <post/XX-deputy> ; ip5:latestStart "2016-01-01"^^xsd:date .
"""


def load(folder: Path, vocabulary: str = VOCABULARY, authority: str = AUTHORITY) -> Gazetteer:
    (folder / "ontology" / "vocabularies").mkdir(parents=True)
    (folder / "data" / "authority").mkdir(parents=True)
    (folder / "ontology" / "vocabularies" / "small.ttl").write_text(PREFIXES + vocabulary, encoding="utf-8")
    (folder / "data" / "authority" / "small.ttl").write_text(PREFIXES + authority, encoding="utf-8")
    return gazetteer.load(folder / "ontology", folder / "data")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load(tmp_path_factory.mktemp("gazetteer"))


def found(labels: Gazetteer, text: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.slug, text[hit.start : hit.end]) for hit in labels.find(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("on Work Sharing and on sharing\nof work", ["Work Sharing", "sharing\nof work"]),
        ("WORK‑SHARING", ["WORK‑SHARING"]),
        ("work, sharing", []),
        ("work (sharing)", []),
        ("homework-sharing", []),
        ("The XPO said", ["XPO"]),
        ("The xpo said", []),
        ("US and us", ["US"]),
        ("Xanadu Bureau, Patents", ["Xanadu Bureau, Patents"]),
        ("Xanadu Bureau Patents", []),
    ],
)
def test_labels_are_found_however_they_are_written(small: Gazetteer, text: str, hits: list[str]) -> None:
    assert [written for _, _, written in found(small, text)] == hits


@pytest.mark.parametrize(
    "name",
    [
        "Kim Yong-rae",
        "Kim Yong Rae",
        "KIM Yongrae",
        "Yong-rae Kim",
        "Yong-Rae KIM",
        "Kim Yongray",
        "Aurélie L. Garçon",
        "Aurelie Garcon",
        "Garçon Aurélie",
        "GARCON Aurélie",
        "Aur?lie Gar?on",
    ],
)
def test_a_person_is_found_in_both_orders_and_in_every_spelling(small: Gazetteer, name: str) -> None:
    assert [(kind, written) for kind, _, written in found(small, f"Mr. {name}, Commissioner")] == [("person", name)]
    assert len(small.lookup(name, "person")) == 1


def test_of_one_kind_the_longest_label_wins_and_kinds_may_overlap(small: Gazetteer) -> None:
    assert found(small, "the working group meeting") == [
        ("cue:group", "group", "working group meeting"),
        ("cue:meeting", "meeting", "meeting"),
    ]


def test_a_label_at_the_end_of_a_stretch_gives_way_to_a_shorter_one(small: Gazetteer) -> None:
    text = "the working group meeting"
    assert [text[h.start : h.end] for h in small.find(text, 0, len("the working group"))] == ["working group"]
    assert small.find(text, 5) == small.find(text, 18)


def test_hidden_labels_are_loose(small: Gazetteer) -> None:
    assert [(hit.loose, hit.slug) for hit in small.find("the IPC, classification", kinds=("topic",))] == [
        (True, "classification"),
        (False, "classification"),
    ]


def test_entries_are_known_by_iri_and_by_kind_and_slug(small: Gazetteer) -> None:
    office = small.get("office", "XX")
    assert office is not None
    assert office is small.entry("https://w3id.org/ip5kg/office/XX")
    assert "Xanadu Bureau, Patents" in office.labels
    assert [e.slug for e in small.of_kind("topic")] == ["classification", "work-sharing"]
    assert [e.broader for e in small.of_kind("topic")] == [None, "classification"]
    assert small.get("office", "YY") is None
    assert [e.label for e in small.by_family_name("GARCON")] == ["Aurélie L. Garçon"]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2014-06-30", ["Aurélie L. Garçon"]),
        ("2017-06-01", ["Aurélie L. Garçon", "Old Hand"]),
        ("2018-02-01", ["Kim Yong-rae", "Old Hand"]),
        ("2019-06-01", ["Kim Yong-rae"]),
        ("2019", ["Kim Yong-rae"]),
        ("2017-06", ["Old Hand"]),
    ],
)
def test_posts_are_held_at_a_time(small: Gazetteer, day: str, names: list[str]) -> None:
    holders = [t.person.label for t in small.holders("XX", day)]
    assert set(names) <= set(holders)
    heads = [t.person.label for t in small.holders("XX", day, head=True)]
    assert set(heads) == set(holders) - {"Aurélie L. Garçon"}


def test_who_surely_held_a_post_comes_first(small: Gazetteer) -> None:
    assert [t.person.label for t in small.holders("XX", "2017-12-31", head=True)] == ["Old Hand"]
    assert len(small.holders("XX", None)) == 3
    assert small.holders("YY", "2017") == ()
    assert [t.post for t in small.tenures_of("https://w3id.org/ip5kg/person/kim")] == ["XX-head"]


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    with pytest.raises(Ip5kgError, match=r"small\.ttl"):
        load(tmp_path, vocabulary="this is no Turtle")


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("the European Patent Office", "office", "EP"),
        ("the Japan Patent Office", "office", "JP"),
        ("SIPO", "office", "CN"),
        ("the China National Intellectual Property Administration", "office", "CN"),
        ("KIPO", "office", "KR"),
        ("MOIP", "office", "KR"),
        ("the United States Patent and Trademark Office", "office", "US"),
        ("WIPO", "office", "WO"),
        ("AIPLA", "association", "aipla"),
        ("BusinessEurope", "association", "businesseurope"),
        ("António Campinos", "person", "antonio-campinos"),
        ("CAMPINOS Antonio", "person", "antonio-campinos"),
        ("Heads of Office", "series", "heads"),
        ("Deputy Heads", "series", "deputy-heads"),
        ("the Global Dossier Task Force", "series", "global-dossier-task-force"),
        ("the Trilateral Conference", "series", "trilateral"),
        ("Munich", "place", "munich"),
        ("Songdo", "place", "incheon"),
        ("Suwon", "place", "suwon"),
    ],
)
def test_the_shipped_files_know_the_five_offices_and_theirs(text: str, kind: str, slug: str) -> None:
    assert slug in [hit.slug for hit in known().find(text, kinds=(kind,))]


def test_districts_stand_for_their_town_and_regions_for_their_country() -> None:
    place = known().lookup("Songdo", "place")[0]
    assert (place.label, place.country) == ("Incheon", "KR")
    region = known().lookup("Hawaii", "place")[0]
    assert "City" not in region.classes
    assert region.country == "US"


def test_case_and_accents_do_not_part_words() -> None:
    assert fold("GARÇON") == fold("garcon")
    assert fold("ＫＩＰＯ") == "kipo"


@given(st.text(max_size=300))
def test_no_text_breaks_the_look_up(text: str) -> None:
    for hit in known().find(text):
        assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize("unit", ["the ", "working group ", "Korean Intellectual Property ", "Kim ", "a-", "é", "Heads of the ", ", "])
def test_hostile_text_is_searched_in_linear_time(unit: str) -> None:
    labels = known()

    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        labels.find(text)
        return time.process_time() - start

    few, many = min(seconds(1_000), seconds(1_001)), min(seconds(10_000), seconds(10_001))
    assert many < 50 * few + 0.3  # a hundred times as long, were it quadratic
