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
]


@pytest.mark.parametrize(("sentence", "title", "status"), STATUS, ids=[s for s, *_ in STATUS])
def test_how_far_a_project_has_come(sentence: str, title: str, status: str) -> None:
    assert [(p.status, p.project.removesuffix(" (CHC)")) for p in found(sentence)] == [(status, title.removesuffix(" (CHC)"))]


LEADS = [
    ("The CCD, which the EPO hosts, has 200 million citations.", ("EP",)),
    ("The Global Dossier, led by the EPO and the JPO, was completed.", ("EP", "JP")),
    ("The USPTO and KIPO, as lead offices of the global assignment project, explore simpler procedures.", ("US", "KR")),
    ("The EPO and SIPO share the lead in the unity of invention project.", ("EP", "CN")),
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
