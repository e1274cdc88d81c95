"""Records kept by hand: what they become, and what is said of a slip in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.curated import Entry, Pages, curate, load
from ip5kg.curated.quads import address
from ip5kg.errors import BadArgument
from ip5kg.mapping import Claim, Reference, choose, claims_of
from ip5kg.mapping.terms import date, iri
from ip5kg.namespaces import DCTERMS, IP5, RDF, SCHEMA, SKOS

KNOWN = frozenset(
    iris.BASE + name
    for name in (
        "source/jpo source/epo source/copy series/heads series/wg1 meeting-status/held format/online role/observer role/participant"
        " act/agreed modality/done topic/pct body/wg1 office/JP office/WO organisation/meti place/jp/tokyo person/mori-kiyoshi"
        " document-type/roadmap measure/applications-filed unit/applications qualifier/about qualifier/exact scope/IP5 project/ccd"
        " project-status/agreed"
    ).split()
)
REFERENCE = Reference(known=KNOWN, acronyms={"JPO": iris.organisation("JP"), "EPO": iris.organisation("EP")})
MEETING = iris.BASE + "meeting/heads/14"


def entries(folder: Path, text: str) -> tuple[Entry, ...]:
    (folder / "records.yaml").write_text(text, encoding="utf-8")
    return load(folder, REFERENCE)


def triples(found: tuple[Entry, ...]) -> dict[tuple[str, str], list[str]]:
    told: dict[tuple[str, str], list[str]] = {}
    for entry in found:
        told.setdefault((entry.subject.removeprefix(iris.BASE), entry.predicate), []).append(entry.value.value.removeprefix(iris.BASE))
    return told


FULL = """
meetings:
- meeting: heads/14
  from: [jpo]
  number: 14
  status: held
  start:
  - {value: 2021-06-23, from: [jpo, epo]}
  - {value: 2021-06, from: [copy], note: No day is printed.}
  format: online
  place: jp/tokyo
  venue: Toranomon Hall
  attendance: about 50
  remarks: [It was put off once.]
  host: JP
  chair_office: organisation/meti
  offices: WO
  alongside: wg1/2021-06-20
  participants:
  - {person: Mori Kiyoshi, office: JP, title: Commissioner}
  - {person: Ann Other, office: WO, role: observer, unverified: true}
  decisions:
  - {act: agreed, topics: [pct], body: wg1, says: The work goes on.}
  documents:
  - {type: roadmap, title: A roadmap, act: agreed}
figures:
- {measure: applications-filed, scope: IP5, year: 2019, value: 2730000, unit: applications, qualifier: about, from: [jpo]}
status_reports:
- {project: ccd, status: agreed, date: 2010-09, meeting: heads/3, says: It is to be built., from: [epo]}
"""


def test_a_record_becomes_the_triples_in_which_releases_are_mapped(tmp_path: Path) -> None:
    found = triples(entries(tmp_path, FULL))
    meeting = "meeting/heads/14"
    assert found[meeting, IP5.inSeries] == ["series/heads"]
    assert found[meeting, IP5.number] == ["14"]
    assert found[meeting, SCHEMA.startDate] == ["2021-06-23", "2021-06"]
    assert found[meeting, SCHEMA.location] == ["place/jp/tokyo"]
    assert found[meeting, IP5.venue] == ["Toranomon Hall"]
    assert found[meeting, IP5.attendance] == ["about 50"]
    assert found[meeting, SKOS.note] == ["It was put off once."]
    assert found[meeting, IP5.chairOffice] == ["organisation/meti"]
    assert found[meeting, IP5.delegationFrom] == ["office/WO"]
    assert found[meeting, IP5.heldAlongside] == ["meeting/wg1/2021-06-20"]
    part = "participation/heads-14/mori-kiyoshi"
    assert found[part, IP5.role] == ["role/participant"]
    assert found[part, IP5.capacity] == ["Commissioner"]
    assert ("person/mori-kiyoshi", SKOS.prefLabel) not in found, "the authority files name him already"
    assert found["person/ann-other", SKOS.prefLabel] == ["Ann Other"]
    (decision,) = {subject for subject, _ in found if subject.startswith("decision/")}
    assert found[decision, DCTERMS.description] == ["The work goes on."]
    assert found[decision, IP5.chargedBody] == ["body/wg1"]
    assert found["figure/applications-filed/IP5/2019/2730000-applications-about", IP5.value] == ["2730000"]
    report = "status-report/ccd/agreed/curated-2010-09"
    assert found[report, IP5.statusDate] == ["2010-09"]
    assert found[report, IP5.statusDecidedAt] == ["meeting/heads/3"]


def test_a_value_rests_on_its_own_pages_else_on_those_of_its_record(tmp_path: Path) -> None:
    found = {(e.predicate, e.value.value): e.rest for e in entries(tmp_path, FULL) if e.subject == MEETING}
    assert found[IP5.number, "14"].pages == (iris.BASE + "source/jpo",)
    assert found[SCHEMA.startDate, "2021-06-23"].pages == (iris.BASE + "source/epo", iris.BASE + "source/jpo")
    assert found[SCHEMA.startDate, "2021-06"].note == "No day is printed."


def test_what_is_unverified_rests_on_no_page_unless_it_names_one(tmp_path: Path) -> None:
    found = [e.rest for e in entries(tmp_path, FULL) if e.subject.endswith("/ann-other") and e.predicate == IP5.role]
    assert [(rest.unverified, rest.pages) for rest in found] == [(True, ())]


def test_dates_are_as_precise_as_they_are_written(tmp_path: Path) -> None:
    starts = [e.value for e in entries(tmp_path, FULL) if e.predicate == SCHEMA.startDate]
    assert starts == [date("2021-06-23"), date("2021-06")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("meetings: [", "records.yaml: not readable as YAML"),
        ("- heads/1", "holds no lists of records"),
        ("meetngs: []", "meetngs is no kind of record"),
        ("meetings: {}", "meetings is no list"),
        ("meetings: [heads/1]", "record 1 of meetings has no fields"),
        ("meetings: [{from: [jpo]}]", "meeting is missing"),
        ("meetings: [{meeting: heads, from: [jpo]}]", "does not name a meeting"),
        ("meetings: [{meeting: teas/1, from: [jpo]}]", "there is no series/teas"),
        ("meetings: [{meeting: heads/1, from: [nowhere]}]", "there is no source/nowhere"),
        ("meetings: [{meeting: heads/1, from: jpo}]", "from is no list of source pages"),
        ("meetings: [{meeting: heads/1}]", "no source page is named"),
        ("meetings: [{meeting: heads/1, from: [jpo], unverified: perhaps}]", "unverified is 'perhaps'"),
        ("meetings: [{meeting: heads/1, from: [jpo], star: 2007}]", "star is no field here"),
        ("meetings: [{meeting: heads/1, from: [jpo], start: May}]", "start: 'May' is no date"),
        ("meetings: [{meeting: heads/1, from: [jpo], number: first}]", "number: 'first' is no number"),
        ("meetings: [{meeting: heads/1, from: [jpo], place: jp/kyoto}]", "there is no place/jp/kyoto"),
        ("meetings: [{meeting: heads/1, from: [jpo], host: XX}]", "there is no office/XX"),
        ("meetings: [{meeting: heads/1, from: [jpo], start: {from: [jpo]}}]", "start: value is missing"),
        ("meetings: [{meeting: heads/1, from: [jpo], start: [[2007]]}]", "start has no value"),
        ("meetings: [{meeting: heads/1, from: [jpo], participants: Mori}]", "participants is no list of mappings"),
        ("meetings: [{meeting: heads/1, from: [jpo], participants: [{role: observer}]}]", "participants 1: person is missing"),
        ("meetings: [{meeting: heads/1, from: [jpo], decisions: [{act: agreed, topics: {pct: 1}, says: X}]}]", "topics is no list"),
        ("figures: [{measure: applications-filed, value: 1, unit: applications, year: MMXIX, from: [jpo]}]", "the year 'MMXIX' is none"),
        ("status_reports: [{project: nothing, status: agreed, from: [jpo]}]", "there is no project/nothing"),
    ],
)
def test_a_slip_ends_in_one_line_with_file_record_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadArgument) as caught:
        entries(tmp_path, text)
    line = str(caught.value)
    assert says in line
    assert line.startswith("records.yaml")
    assert "\n" not in line
    assert line.endswith(")"), "a remedy stands at the end"


def test_a_folder_that_is_not_there_states_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing", REFERENCE) == ()


# ------------------------------------------------------------------------------------------------------ claims and pages

AUTHORITY, RELEASE = NamedNode(iris.AUTHORITY_GRAPH), NamedNode(iris.release_graph("a"))
PAGES = {
    "jpo": ("JPO", "https://www.jpo.go.jp/news"),
    "epo": ("EPO", "https://epo.org/1"),
    "copy": ("A paper (from JPO)", "https://copy.org"),
}


def authority() -> list[Quad]:
    found = []
    for key, (publisher, url) in PAGES.items():
        page = NamedNode(f"{iris.BASE}source/{key}")
        found.append(Quad(page, NamedNode(DCTERMS.publisher), Literal(publisher), AUTHORITY))
        found.append(Quad(page, NamedNode(SCHEMA.url), NamedNode(url), AUTHORITY))
    return found


def release(url: str, issuer: str) -> list[Quad]:
    node = NamedNode(iris.release("a"))
    return [
        Quad(node, NamedNode(SCHEMA.url), NamedNode(url), RELEASE),
        Quad(node, NamedNode(IP5.issuer), NamedNode(issuer), RELEASE),
    ]


def stated(value: str, predicate: str = SCHEMA.startDate) -> Claim:
    return Claim(
        iris.claim("a", MEETING, predicate, value, 0, 1),
        MEETING,
        predicate,
        date(value),
        iris.release("a"),
        (iris.organisation("JP"),),
        None,
    )


def curated(folder: Path, text: str, quads: list[Quad], extracted: list[Claim]) -> list[Claim]:
    made = curate(entries(folder, text), extracted, Pages.of(authority(), quads, REFERENCE))
    return [claim for claim in claims_of(made) if claim.predicate == SCHEMA.startDate]


START = "meetings: [{meeting: heads/14, from: [jpo, epo], start: 2021-06-23}]"


@pytest.mark.parametrize("url", ["https://www.jpo.go.jp/news", "http://jpo.go.jp/news/", "https://WWW.JPO.go.jp/news#top"])
def test_a_page_whose_release_states_the_triple_is_left_out(tmp_path: Path, url: str) -> None:
    (claim,) = curated(tmp_path, START, release(url, iris.organisation("JP")), [stated("2021-06-23")])
    assert claim.pages == (iris.BASE + "source/epo",)
    assert claim.issuers == (iris.organisation("EP"),)


def test_a_claim_without_a_page_left_is_not_made(tmp_path: Path) -> None:
    only = START.replace(", epo", "")
    assert curated(tmp_path, only, release("https://jpo.go.jp/news", iris.organisation("JP")), [stated("2021-06-23")]) == []
    assert len(curated(tmp_path, only, release("https://jpo.go.jp/news", iris.organisation("JP")), [stated("2021-06-22")])) == 1


def test_page_release_and_copy_are_one_issuer_in_the_choice(tmp_path: Path) -> None:
    text = """
meetings:
- meeting: heads/14
  from: [jpo]
  start:
  - {value: 2021-06-22, from: [jpo, copy]}
  - {value: 2021-06-23, from: [epo]}
"""
    claims = curated(tmp_path, text, release("https://www.jpo.go.jp/news", iris.organisation("JP")), [stated("2021-06-24")])
    outcome = choose([*claims, stated("2021-06-22")])
    assert {c.claim.value.value: c.status for c in outcome.choices} == {"2021-06-22": "conflict", "2021-06-23": "conflict"}
    assert [conflict.reason for conflict in outcome.conflicts] == ["open"]


def test_what_is_unverified_never_competes_and_is_never_accepted(tmp_path: Path) -> None:
    text = START.replace("start: 2021-06-23", "start: [{value: 2021-06-22, unverified: true}, 2021-06-23]")
    outcome = choose(curated(tmp_path, text, [], []))
    assert {c.claim.value.value: (c.status, c.reason) for c in outcome.choices} == {
        "2021-06-22": ("needs-review", "unverified"),
        "2021-06-23": ("accepted", "uncontested"),
    }
    assert outcome.conflicts == ()


def test_entries_on_one_triple_are_one_claim_with_all_their_pages(tmp_path: Path) -> None:
    text = "meetings: [{meeting: heads/14, from: [jpo], host: JP}, {meeting: heads/14, from: [epo], host: JP}]"
    made = curate(entries(tmp_path, text), [], Pages.of(authority(), [], REFERENCE))
    (claim,) = (c for c in claims_of(made) if c.predicate == IP5.hostedBy)
    assert claim.pages == (iris.BASE + "source/epo", iris.BASE + "source/jpo")
    assert len({str(q.subject) for q in made if q.predicate.value == RDF.type and claim.iri in str(q.subject)}) == 1
    assert claim.value == iri(iris.organisation("JP"))


def test_addresses_that_name_one_page_are_one() -> None:
    same = ["https://www.Example.org/a/", "http://example.org/a", "https://example.org./a#part"]
    assert len({address(url) for url in same}) == 1
    assert len({address(url) for url in ("https://example.org/a?id=1", "https://example.org/a?id=2", "https://example.org/A")}) == 3
