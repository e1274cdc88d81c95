"""The authority files by themselves: they load, every statement has its page, nothing unverified looks accepted."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import yaml

from ip5kg import iris
from ip5kg.iris import BASE
from ip5kg.mapping import load_judgements
from ip5kg.namespaces import DCTERMS, FOAF, IP5, ORG, RDF, SCHEMA, SKOS, SKOSXL
from tests.conftest import ROOT
from tests.data import authority as data
from tests.data.authority import short, thing, value, values

BUNDLES = ("MeetingKey", "OfficeName", "Parentage", "Post", "Renaming", "Tenure", "Headship")
"""Classes whose nodes bundle several facts and carry their own source pages."""

WITHOUT_CLAIM = {RDF.type, SKOS.altLabel, SKOS.hiddenLabel, SKOS.editorialNote}
WITHOUT_CLAIM |= {FOAF.familyName, FOAF.givenName, IP5.datedName, IP5.verification}
"""What needs no claim of its own: labels share one, notes of ours and types have none."""

SOURCED, UNVERIFIED = BASE + "verification/sourced", BASE + "verification/unverified"

FILES = [path.name for path in sorted(data.FOLDER.glob("*.ttl"))]


def entities() -> list[str]:
    """Return the things whose direct statements are vouched for by curated claims."""
    segments = ("office/", "organisation/", "association/", "cooperation/", "body/", "person/", "project/")
    return sorted(short(s) for s in data.about() if short(s).startswith(segments))


# ---- the files as RDF


@pytest.mark.parametrize("name", FILES)
def test_both_engines_read_the_same_triples(name: str) -> None:
    path = data.FOLDER / name
    ours = {str(t) for t in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}
    written = rdflib.Graph().parse(path).serialize(format="nt", encoding="utf-8")
    theirs = {str(t) for t in ox.parse(input=written, format=ox.RdfFormat.N_TRIPLES)}
    assert ours == theirs


@pytest.mark.parametrize("name", FILES)
def test_there_are_no_blank_nodes(name: str) -> None:
    for t in ox.parse(path=data.FOLDER / name, format=ox.RdfFormat.TURTLE):
        assert not isinstance(t.subject, ox.BlankNode)
        assert not isinstance(t.object, ox.BlankNode)


def test_no_triple_stands_in_two_files() -> None:
    count = Counter(str(t) for name in FILES for t in ox.parse(path=data.FOLDER / name, format=ox.RdfFormat.TURTLE))
    assert [t for t, n in count.items() if n > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_the_text_is_normalised_and_has_no_stray_characters(name: str) -> None:
    text = (data.FOLDER / name).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") and c != "\n"] == []


def test_everything_that_is_pointed_at_is_described() -> None:
    segments = (
        "source/",
        "person/",
        "post/",
        "tenure/",
        "office/",
        "organisation/",
        "association/",
        "body/",
        "project/",
        "name/",
        "cooperation/",
    )
    places = {str(t.subject) for t in ox.parse(path=data.FOLDER / "places.ttl", format=ox.RdfFormat.TURTLE)}
    for subject, properties in data.about().items():
        for predicate, found in properties.items():
            for node in found:
                if isinstance(node, ox.NamedNode) and short(node.value).startswith(segments):
                    assert node.value in data.about(), (short(subject), predicate, node.value)
                if isinstance(node, ox.NamedNode) and short(node.value).startswith("place/"):
                    assert str(node) in places, (short(subject), predicate, node.value)


# ---- every statement has its page


def test_every_direct_statement_has_a_sourced_claim() -> None:
    for name in entities():
        vouched = {
            (values(c, RDF.predicate)[0], thing(c)[RDF.object][0])
            for c in data.claims_on().get(name, [])
            if value(c, IP5.verification) == SOURCED
        }
        for predicate, found in thing(name).items():
            if predicate in WITHOUT_CLAIM:
                continue
            if predicate == SKOS.prefLabel:
                assert (predicate, found[0]) in vouched, f"no claim on the names of {name}"
                continue
            for node in found:
                assert (predicate, node) in vouched, f"no sourced claim on {name} {predicate} {node}"


def test_every_sourced_claim_is_among_the_statements_and_no_unverified_one() -> None:
    for claim in data.of_class("CuratedClaim"):
        subject, predicate = value(claim, RDF.subject), value(claim, RDF.predicate)
        assert subject is not None, claim
        assert predicate is not None, claim
        held = thing(claim)[RDF.object][0] in data.about().get(subject, {}).get(predicate, ())
        assert held == (value(claim, IP5.verification) == SOURCED), claim


def test_what_bundles_facts_names_its_pages() -> None:
    for name in [*data.of_class(*BUNDLES), *(short(s) for s in data.about() if short(s).startswith("change/"))]:
        assert values(name, DCTERMS.source), f"{name} has no source page"
        assert value(name, IP5.verification) in (SOURCED, UNVERIFIED), name


def test_sourced_means_that_a_page_can_be_looked_up() -> None:
    for subject, properties in data.about().items():
        name = short(subject)
        if value(name, IP5.verification) == SOURCED and DCTERMS.source in properties:
            assert any(values(short(page), SCHEMA.url) for page in values(name, DCTERMS.source)), f"no page of {name} has an address"


def test_every_source_page_is_known_and_used() -> None:
    pages = {BASE + page for page in data.of_class("SourcePage")}
    cited = {v.value for ps in data.about().values() for v in ps.get(DCTERMS.source, ())}
    ruled = {
        BASE + line.split()[1]
        for line in (ROOT / "data" / "judgements.yaml").read_text("utf-8").splitlines()
        if line.startswith("  source:")
    }
    curated = {
        BASE + "source/" + key
        for path in sorted((ROOT / "data" / "curated").glob("*.yaml"))
        for key in _pages_of(yaml.safe_load(path.read_text("utf-8")))
    }
    assert cited | ruled | curated == pages


def _pages_of(node: object) -> set[str]:
    """Return the keys of source pages that stand anywhere in a file of data/curated."""
    if isinstance(node, dict):
        own = {str(key) for key in node.get("from", [])}
        return own.union(*(_pages_of(child) for child in node.values()))
    return set().union(*(_pages_of(child) for child in node)) if isinstance(node, list) else set()


def test_a_source_page_has_an_address_or_says_that_it_has_none() -> None:
    for page in data.of_class("SourcePage"):
        assert value(page, DCTERMS.publisher), page
        assert bool(values(page, SCHEMA.url)) != (value(page, IP5.verification) == UNVERIFIED), page
    addresses = Counter(value(page, SCHEMA.url) for page in data.of_class("SourcePage") if value(page, SCHEMA.url))
    assert [a for a, n in addresses.items() if n > 1] == []


def test_the_unverified_body_and_project_say_so_themselves() -> None:
    for name in ("body/sustainability-task-force", "body/pct-cse-pilot-group", "project/electronic-signatures-and-lighter-procedures"):
        assert value(name, IP5.verification) == UNVERIFIED
    assert values("body/sustainability-task-force", ORG.unitOf) == []


# ---- labels


def _script(text: str) -> set[str]:
    names = (unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in text if c.isalpha())
    return {"KANA" if n in ("HIRAGANA", "KATAKANA") else n for n in names}


def test_language_tags_fit_the_script() -> None:
    wanted = {"en": {"LATIN"}, "de": {"LATIN"}, "fr": {"LATIN"}, "ko": {"HANGUL"}, "ja": {"CJK", "KANA"}, "zh": {"CJK"}}
    for subject, properties in data.about().items():
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOSXL.literalForm, FOAF.familyName, FOAF.givenName):
            for node in properties.get(predicate, ()):
                assert isinstance(node, ox.Literal)
                assert node.language in wanted, f"{short(subject)}: {node}"
                assert _script(node.value) & wanted[node.language], f"{short(subject)}: {node}"
                if node.language == "en":
                    assert _script(node.value) <= {"LATIN"}, f"{short(subject)}: {node}"


def test_the_english_preferred_label_stands_first_and_is_alone() -> None:
    for name in [*entities(), *data.of_class("Post", "Headship")]:
        found = thing(name)[SKOS.prefLabel]
        tags = [n.language for n in found if isinstance(n, ox.Literal)]
        assert tags[0] == "en", name
        assert len(tags) == len(set(tags)), name


def test_the_slug_of_a_person_is_that_of_the_preferred_name() -> None:
    for name in data.of_class("Person"):
        assert BASE + name == iris.person(values(name, SKOS.prefLabel)[0])


def test_name_parts_make_up_the_preferred_names() -> None:
    for name in data.of_class("Person"):
        family = thing(name)[FOAF.familyName]
        for part in family:
            assert isinstance(part, ox.Literal)
            whole = [n for n in thing(name)[SKOS.prefLabel] if isinstance(n, ox.Literal) and n.language == part.language]
            assert any(part.value in n.value for n in whole), (name, part)


# ---- names as of a date


def official_english_acronyms(code: str, day: str) -> set[str]:
    """Return the short forms of the official English names that the office bore on `day`."""
    found = set()
    for name in map(short, values(f"office/{code}", IP5.datedName)):
        form = thing(name)[SKOSXL.literalForm][0]
        first, last = value(name, IP5.validFrom), value(name, IP5.validTo)
        holds = (first is None or day[: len(first)] >= first) and (last is None or day[: len(last)] <= last)
        if holds and isinstance(form, ox.Literal) and form.language == "en" and value(name, IP5.official) == "true":
            found.update(values(name, IP5.acronym))
    return found


@pytest.mark.parametrize(
    ("code", "day", "acronym"),
    [
        ("CN", "2016-01-01", "SIPO"),
        ("KR", "2016-01-01", "KIPO"),
        ("CN", "2018-08-27", "SIPO"),
        ("CN", "2018-08-29", "CNIPA"),
        ("KR", "2025-09-30", "KIPO"),
        ("KR", "2025-10-01", "MOIP"),
        ("KR", "2025-11-01", "MOIP"),
        ("CN", "2025-11-01", "CNIPA"),
        ("JP", "2016-01-01", "JPO"),
        ("US", "2016-01-01", "USPTO"),
        ("EP", "2016-01-01", "EPO"),
    ],
)
def test_the_name_of_an_office_depends_on_the_day(code: str, day: str, acronym: str) -> None:
    assert official_english_acronyms(code, day) == {acronym}


def test_a_renaming_ends_the_old_names_and_begins_the_new() -> None:
    for renaming in data.of_class("Renaming"):
        office, day = value(renaming, IP5.renamedOffice), value(renaming, IP5.effectiveOn)
        assert office is not None
        assert day is not None
        mine = set(values(short(office), IP5.datedName))
        for name in values(renaming, IP5.newName):
            assert name in mine
            assert value(short(name), IP5.validFrom) == day
        for name in values(renaming, IP5.oldName):
            assert name in mine
            assert (value(short(name), IP5.validTo) or "9") <= day


# ---- posts and tenures


def test_bounds_are_in_order_and_include_the_days_in_post() -> None:
    for tenure in data.of_class("Tenure"):
        first, last, early, late = (value(tenure, IP5[p]) for p in ("earliestStart", "latestStart", "earliestEnd", "latestEnd"))
        assert first is None or last is None or first <= last, tenure
        assert early is None or late is None or early <= late, tenure
        assert first is None or late is None or first <= late, tenure
        for day in values(tenure, IP5.seenInPost):
            assert (last or "9")[: len(day)] <= day, tenure
            assert (early or "0")[: len(day)] >= day, tenure


def test_tenures_of_one_post_do_not_overlap_unless_it_has_several_holders() -> None:
    posts = data.of_class("Headship", "Post")
    assert "post/CN-deputy" in posts
    for post in posts:
        if value(post, IP5.severalHolders) == "true":
            continue
        spans = [(value(t, IP5.latestStart), value(t, IP5.earliestEnd), t) for t in data.tenures_of(post)]
        certain = sorted((a, b, t) for a, b, t in spans if a and b and a < b)
        for (_, end, one), (start, _, other) in pairwise(certain):
            assert end <= start, f"{one} and {other} overlap"


def test_a_bound_from_a_neighbour_follows_from_that_neighbour() -> None:
    for tenure in data.of_class("Tenure"):
        for neighbour in map(short, values(tenure, IP5.boundedBy)):
            assert value(neighbour, IP5.heldPost) == value(tenure, IP5.heldPost)
            ends_there = value(tenure, IP5.latestEnd) is not None and value(tenure, IP5.latestEnd) == value(neighbour, IP5.latestStart)
            starts_there = value(tenure, IP5.earliestStart) is not None and value(tenure, IP5.earliestStart) == value(
                neighbour, IP5.earliestEnd
            )
            assert ends_there or starts_there, f"{tenure} takes no bound from {neighbour}"


def test_every_tenure_names_person_post_and_organisation() -> None:
    for tenure in data.of_class("Tenure"):
        post = value(tenure, IP5.heldPost)
        assert post is not None
        assert value(tenure, ORG.organization) == value(short(post), ORG.postIn), tenure
        person = value(tenure, ORG.member)
        assert (person is None) == (value(tenure, IP5.vacant) == "true"), tenure
        if person is not None:
            stem = f"tenure/{short(post).removeprefix('post/')}/{short(person).removeprefix('person/')}"
            assert tenure == stem or tenure.removeprefix(stem + "-").isdigit(), tenure


def holders(post: str, day: str) -> set[str]:
    """Return who held a post on `day` for certain."""
    found = set()
    for tenure in data.tenures_of(post):
        start, end, person = value(tenure, IP5.latestStart), value(tenure, IP5.earliestEnd), value(tenure, ORG.member)
        if start and end and start <= day <= end and person:
            found.add(short(person))
    return found


@pytest.mark.parametrize(
    ("post", "day", "person"),
    [
        ("post/JP-head", "2021-06-23", "person/kasutani-toshihide"),
        ("post/KR-head", "2024-06-20", "person/kim-shi-hyeong"),
        ("post/US-head", "2021-06-23", "person/drew-hirshfeld"),
        ("post/US-head", "2013-12-24", "person/margaret-focarino"),
        ("post/EP-head", "2022-06-09", "person/antonio-campinos"),
        ("post/CN-head", "2018-06-14", "person/shen-changyu"),
        ("post/KR-deputy", "2022-04-07", "person/kim-yong-sun"),
        ("post/WO-head", "2012-06-06", "person/francis-gurry"),
    ],
)
def test_who_held_a_post_on_a_day(post: str, day: str, person: str) -> None:
    assert holders(post, day) == {person}


def test_the_korean_post_was_vacant_in_spring_2015() -> None:
    tenure = "tenure/KR-head/vacant-2015"
    assert (value(tenure, IP5.vacant), value(tenure, IP5.latestEnd), value(tenure, ORG.member)) == ("true", "2015-05-06", None)
    assert holders("post/KR-head", "2015-04-15") == set()


def test_acting_heads_are_marked() -> None:
    acting = {
        short(value(t, ORG.member) or "") for p in data.of_class("Headship") for t in data.tenures_of(p) if value(t, IP5.acting) == "true"
    }
    assert {"person/kim-shi-hyeong", "person/drew-hirshfeld", "person/joseph-matal", "person/coke-morgan-stewart"} <= acting
    assert not {"person/kathi-vidal", "person/shen-changyu", "person/antonio-campinos"} & acting


# ---- who is who


def test_namesakes_are_two_and_people_with_two_roles_are_one() -> None:
    shared = {"Suzuki Takashi", "Takashi Suzuki"}
    assert shared <= data.labels("person/suzuki-takashi") & data.labels("person/suzuki-takashi-jipa")
    roles: dict[str, set[str]] = defaultdict(set)
    for tenure in data.of_class("Tenure"):
        roles[short(value(tenure, ORG.member) or "")].add(short(value(tenure, ORG.organization) or ""))
    assert roles["person/suzuki-takashi"] == {"office/JP"}
    assert roles["person/suzuki-takashi-jipa"] == {"association/jipa"}
    assert roles["person/lisa-jorgenson"] == {"association/aipla", "office/WO"}
    both = {value(t, IP5.heldPost) for t in data.of_class("Tenure") if value(t, ORG.member) == BASE + "person/kim-yong-sun"}
    assert both == {BASE + "post/KR-deputy", BASE + "post/KR-head"}


def test_no_two_persons_share_a_label_but_the_namesakes() -> None:
    bearers: dict[str, set[str]] = {}
    for name in data.of_class("Person"):
        for label in data.labels(name):
            bearers.setdefault(data.fold(label), set()).add(name)
    shared = {frozenset(names) for names in bearers.values() if len(names) > 1}
    assert shared == {frozenset({"person/suzuki-takashi", "person/suzuki-takashi-jipa"})}


@pytest.mark.parametrize(
    ("garbled", "person"),
    [
        ("Song Yongming", "matsunaga-akira"),
        ("Park Harajuku", "park-won-joo"),
        ("Cui Donggui", "choi-dong-kyu"),
        ("He Zhemin", "he-zhimin"),
        ("Francis Garry", "francis-gurry"),
    ],
)
def test_a_garbled_name_finds_the_person_but_is_not_shown(garbled: str, person: str) -> None:
    assert garbled in values(f"person/{person}", SKOS.hiddenLabel)
    assert garbled not in values(f"person/{person}", SKOS.prefLabel) + values(f"person/{person}", SKOS.altLabel)


def test_look_alikes_are_other_things_than_the_ip5() -> None:
    apart = {short(v) for v in values("cooperation/ip5", "http://www.w3.org/2002/07/owl#differentFrom")}
    assert {"cooperation/tm5", "cooperation/id5", "cooperation/trilateral", "cooperation/tripo"} <= apart
    assert set(data.of_class("Cooperation")) == apart | {"cooperation/ip5"}
    for other in apart:
        assert not data.labels(other) & data.labels("cooperation/ip5")


# ---- the register of meetings


def test_a_key_belongs_to_its_meeting() -> None:
    seen = set()
    for key in data.of_class("MeetingKey"):
        _, series, last = key.split("/")
        assert value(key, IP5.identifies) == f"{BASE}meeting/{series}/{last}"
        assert value(key, IP5.keySeries) == f"{BASE}series/{series}"
        number = value(key, IP5.keyNumber)
        assert number in (None, last)
        first, final = value(key, IP5.keyFrom), value(key, IP5.keyTo)
        assert first is not None
        assert final is not None
        assert first <= final
        assert number is not None or first.startswith(last[:4]) or key == "meeting-key/deputy-heads/1", key
        seen.add((series, last))
    assert {("heads", str(n)) for n in range(1, 19)} <= seen


@pytest.mark.parametrize(
    ("series", "day", "meeting"),
    [
        ("heads", "2024-06-20", "meeting/heads/17"),
        ("heads", "2020-07-21", "meeting/heads/13"),
        ("heads", "2020-07-23", "meeting/heads/13"),
        ("heads", "2007-05-12", "meeting/heads/1"),
        ("deputy-heads", "2022-04-07", "meeting/deputy-heads/2022-04-07"),
        ("heads-industry", "2021-06-22", "meeting/heads-industry/2021-06-22"),
        ("global-dossier-task-force", "2015-01-21", "meeting/global-dossier-task-force/2"),
    ],
)
def test_a_meeting_is_found_by_series_and_day(series: str, day: str, meeting: str) -> None:
    found = [
        short(value(key, IP5.identifies) or "")
        for key in data.of_class("MeetingKey")
        if value(key, IP5.keySeries) == f"{BASE}series/{series}"
        and (value(key, IP5.keyFrom) or "9") <= day <= (value(key, IP5.keyTo) or "0")
    ]
    assert found == [meeting]


def test_the_register_says_nothing_about_what_happened() -> None:
    allowed = {RDF.type, IP5.identifies, IP5.keySeries, IP5.keyNumber, IP5.keyFrom, IP5.keyTo, IP5.verification, DCTERMS.source, SKOS.note}
    for subject, predicate, _ in data.triples("meetings.ttl"):
        assert predicate in allowed, (subject, predicate)
    assert not [s for s in data.about() if short(s).startswith("meeting/")]


# ---- judgements


def test_the_judgements_load_and_settle_the_13th_meeting() -> None:
    judgements = load_judgements(ROOT / "data" / "judgements.yaml")
    days = {j.value: j.accept for j in judgements.choices if j.subject == BASE + "meeting/heads/13" and j.predicate == SCHEMA.startDate}
    assert {day[1:11]: accept for day, accept in days.items()} == {"2020-07-21": True, "2020-07-23": False}
    assert dict(judgements.same)[BASE + "person/song-yongming"] == BASE + "person/matsunaga-akira"


def test_a_judged_name_goes_to_a_thing_that_is_known() -> None:
    known = {*data.about(), *(meeting for key in data.of_class("MeetingKey") for meeting in values(key, IP5.identifies))}
    figures = yaml.safe_load((ROOT / "data" / "curated" / "figures.yaml").read_text("utf-8"))["figures"]
    known |= {iris.figure(f["measure"], f.get("scope"), f.get("year"), f["value"], f["unit"], f.get("qualifier", "exact")) for f in figures}
    for goes, stays in load_judgements(ROOT / "data" / "judgements.yaml").same:
        assert stays in known
        assert goes not in data.about()


def test_the_licence_is_named() -> None:
    assert "CC BY 4.0" in Path(ROOT / "data" / "LICENSE").read_text(encoding="utf-8")
