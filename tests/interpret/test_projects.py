"""Projects: how far they have come, who carries and leads them; what is a project at all."""

from __future__ import annotations

import pytest

from ip5kg.interpret.projects import projects
from ip5kg.model import ProjectStatement
from tests.interpret.said import context


def found(text: str, **more: str) -> list[ProjectStatement]:
    return list(projects(context(text, **more)))


STATUS = [
    ("The heads agreed to take up the Global Classification Initiative.", "Global Classification Initiative", "agreed"),
    ("The heads approved the launch of the global assignment project.", "global assignment project", "agreed"),
    (
        "The heads endorsed developing a Patent Prosecution Highway (PPH) pilot program.",
        "Patent Prosecution Highway (PPH) pilot program",
        "agreed",
    ),
    ("The heads renewed their commitment to go on building the Global Dossier.", "Global Dossier", "running"),
    ("The IP5 Patent Prosecution Highway is in operation.", "IP5 Patent Prosecution Highway", "running"),
    ("The Global Classification Initiative is making good progress.", "Global Classification Initiative", "running"),
    ("The Offices have delivered the Common Application Format.", "Common Application Format", "completed"),
    ("The Common Application Format has been implemented at all five offices.", "Common Application Format", "completed"),
    ("Work on the Common Citation Document is complete.", "Common Citation Document", "completed"),
    ("The offices have jointly decided to extend the IP5 PPH pilot program by three years.", "IP5 PPH pilot program", "extended"),
    ("The PPH pilot, which started in 2014, was prolonged until 2020.", "PPH pilot", "extended"),
    ("The IP5 PPH pilot program goes on for three more years.", "IP5 PPH pilot program", "extended"),
    (
        "The pilot project on collaborative search and examination moves on to evaluation.",
        "pilot project on collaborative search and examination",
        "evaluated",
    ),
    ("The six pilot projects of the Common Hybrid Classification (CHC) were reviewed.", "Common Hybrid Classification (CHC)", "pilot"),
    ("The offices decided to discontinue the Common Training Policy.", "Common Training Policy", "discontinued"),
    ('The JPO and the USPTO put forward the idea of a "Global Dossier," a service for users.', "Global Dossier", "proposed"),
    ("The five offices will build the Global Dossier.", "Global Dossier", "agreed"),
    ("The heads endorsed a plan to open Global Dossier to the public.", "Global Dossier", "agreed"),
    ("The IP5 PPH pilot will become operational on July 1.", "IP5 PPH pilot", "pilot"),
    ("Common Hybrid Classification is ahead of the others.", "Common Hybrid Classification", "running"),
    ("The Common Training Policy has got off to a slow start.", "Common Training Policy", "running"),
    ("The offices briefed industry on the state of the global assignment project.", "global assignment project", "running"),
    ("The global assignment project will be continued for two more years.", "global assignment project", "extended"),
    (
        "They approved a new project of the Patent Harmonization Experts Panel on requirements for drawings.",
        "requirements for drawings",
        "agreed",
    ),
    ("The discussion turned to global patent assignment. The trial has been underway since January.", "global patent assignment", "pilot"),
    ("Unity of invention: this project was completed in May.", "Unity of invention", "completed"),
]


@pytest.mark.parametrize(("sentence", "title", "status"), STATUS, ids=[s for s, *_ in STATUS])
def test_how_far_a_project_has_come(sentence: str, title: str, status: str) -> None:
    assert [(p.status, p.project.removesuffix(" (CHC)")) for p in found(sentence)] == [(status, title.removesuffix(" (CHC)"))]


LEADS = [
    ("The CCD, which the EPO hosts, has 200 million citations.", ("EP",)),
    ("The Global Dossier, led by the EPO and the JPO, was completed.", ("EP", "JP")),
    ("The USPTO and KIPO, as lead offices of the global assignment project, explore simpler procedures.", ("US", "KR")),
    ("The EPO and SIPO share the lead in the unity of invention project.", ("EP", "CN")),
    ("The JPO, which leads the project on drawings, explained that the work goes on.", ("JP",)),
    ("Common Hybrid Classification, a project in the hands of the EPO, is ahead of the others.", ("EP",)),
    ("The Common Training Policy, which is under the charge of KIPO, was reviewed.", ("KR",)),
    ("The global assignment project is under way, with Korea and the U.S. taking the lead.", ("KR", "US")),
    (
        "'Global Assignment,' which simplifies the transfer of patent rights, will be led jointly by Korea and the United States.",
        ("KR", "US"),
    ),
]


@pytest.mark.parametrize(("sentence", "leads"), LEADS, ids=[s for s, _ in LEADS])
def test_who_leads_a_project(sentence: str, leads: tuple[str, ...]) -> None:
    assert [p.leads for p in found(sentence)] == [leads]


NONE = [
    "The heads discussed the PPH and the Global Dossier.",
    "The heads reviewed what has been achieved with the Global Dossier.",
    "The heads agreed on a new working approach for the priority items of the Global Dossier.",
    "The deputies approved the quality document of the Global Dossier.",
    "Work on harmonisation begins with unity of invention, on which the heads agreed.",
    "The Global Dossier Task Force was set up.",
    "The heads adopted the NET/AI Roadmap.",
    "The heads agreed to press on with the ten Foundation Projects.",
    "JIPA asked that work on Common Hybrid Classification be accelerated.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_says_nothing_of_the_standing_of_a_project(sentence: str) -> None:
    assert found(sentence) == []


def test_several_projects_in_one_sentence() -> None:
    text = "Mutual Machine Translation, led by KIPO, and the Common Application Format, led by the JPO, were completed."
    assert [(p.project, p.status, p.leads) for p in found(text)] == [
        ("Mutual Machine Translation", "completed", ("KR",)),
        ("Common Application Format", "completed", ("JP",)),
    ]


def test_a_list_of_projects_shares_the_body_of_its_line() -> None:
    listed = found(
        "The six projects of WG2 are\n\n- machine translation, which KIPO is leading,\n\n- common search documentation,\n\n- a common application format.\n\n"
        "Of these, machine translation has advanced furthest."
    )
    assert [(p.project, p.body, p.status, p.leads) for p in listed] == [
        ("machine translation", "wg2", "running", ("KR",)),
        ("common search documentation", "wg2", None, ()),
        ("common application format", "wg2", None, ()),
    ]


def test_leads_by_office() -> None:
    listed = found(
        "Each office leads two:\n\n- EPO: Common Documentation; Common Hybrid Classification\n\n- KIPO: Mutual Machine Translation"
    )
    assert [(p.project, p.leads) for p in listed] == [
        ("Common Documentation", ("EP",)),
        ("Common Hybrid Classification", ("EP",)),
        ("Mutual Machine Translation", ("KR",)),
    ]


def test_lead_offices_for_topics() -> None:
    listed = found("The lead offices were:\n\n- EPO and CNIPA for unity of invention\n\n- JPO for written description")
    assert [(p.project, p.leads) for p in listed] == [("unity of invention", ("EP", "CN")), ("written description", ("JP",))]


def test_a_page_about_one_project() -> None:
    text = (
        "The Patent Harmonization Experts Panel (PHEP) has looked for a way out, and in June 2019 it concluded its work on this project. "
        "The lead was shared by the Korean Intellectual Property Office (KIPO) and the USPTO."
    )
    page = found(text, title="Citation of prior art")
    assert [(p.project, p.status, p.body, p.leads) for p in page] == [("Citation of prior art", "completed", "phep", ("KR", "US"))]


def test_a_known_project_carries_its_iri() -> None:
    assert [p.project_iri for p in found("The Offices have delivered the Common Application Format.")] == [
        "https://w3id.org/ip5kg/project/common-application-format"
    ]


def test_an_acronym_gets_its_name() -> None:
    assert [p.project for p in found("The CCD, which the EPO hosts, is popular.")] == ["Common Citation Document"]


TEN = "Common Documentation", "Common Application Format", "Mutual Machine Translation"
LISTS = [
    "The heads agreed to carry out these projects:\n\n- EPO -- {0}\n- JPO -- {1}\n- KIPO -- {2}",
    "The heads agreed on three projects:\n\n* {0} - lead: EPO\n* {1} - lead: JPO\n* {2} - lead: KIPO",
    "The heads agreed on the following projects:\n\nㅇ {0} (EPO)\n\nㅇ {1} (JPO)\n\nㅇ {2} (KIPO)",
    "The heads agreed on ten projects. Three of them are listed here.\n\n| Project | Lead |\n|---|---|\n| {0} | EPO |\n| {1} | JPO |\n| {2} | KIPO |",
]


@pytest.mark.parametrize("layout", LISTS)
def test_what_was_agreed_on_all_holds_for_each_of_a_list(layout: str) -> None:
    told = [(p.project, p.status, p.leads) for p in found(layout.format(*TEN))]
    assert told == [(TEN[0], "agreed", ("EP",)), (TEN[1], "agreed", ("JP",)), (TEN[2], "agreed", ("KR",))]


def test_a_list_under_a_heading_tells_leads_and_status_of_each() -> None:
    text = (
        "Projects with lead office\n\n- Common Documentation (EPO), in progress\n- Common Training Policy (KIPO): SIPO will host a workshop"
    )
    assert [(p.project, p.status, p.leads) for p in found(text)] == [
        ("Common Documentation", "running", ("EP",)),
        ("Common Training Policy", None, ("KR",)),
    ]


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("The group's pilot on collaborative search and examination was prolonged by a year.", "collaborative search", "extended"),
        ("The citation of prior art, a project of the panel, is led by KIPO.", "citation of prior art", None),
    ],
)
def test_a_project_of_the_group_is_that_of_the_group_named_before(text: str, name: str, status: str | None) -> None:
    told = found("The Patent Harmonization Experts Panel (PHEP) of the IP5 held its fourth meeting.\n\n" + text)
    assert [(p.status, p.body) for p in told if name in p.project] == [(status, "phep")]


def test_lead_offices_that_report_tell_that_a_project_goes_on() -> None:
    told = found("The lead offices of the project on unity of invention, the EPO and SIPO, reported on the case studies.")
    assert [(p.status, p.leads) for p in told] == [("running", ("EP", "CN"))]
    assert [p.status for p in found("The project on unity of invention, led by the EPO, was presented.")] == [None]


@pytest.mark.parametrize(
    "text", ["It was proposed that the Global Dossier be extended to more offices.", "The heads extended the Global Dossier to designs."]
)
def test_more_to_cover_is_no_longer_time(text: str) -> None:
    assert "extended" not in [p.status for p in found(text)]
