"""Groups: what a body is for, told beside its name, in a clause, or by a list of the groups."""

from __future__ import annotations

import pytest

from ip5kg.interpret.context import Context
from ip5kg.interpret.groups import groups
from tests.interpret.said import context

BESIDE = [
    (
        "The work is done in WG1 (classification), WG2 (information technology) and WG3 (examination).",
        {"wg1": "classification", "wg2": "it-services", "wg3": "examination"},
    ),
    (
        "Three groups deal with patent classification (WG1), informatization (WG2) and examination policy (WG3).",
        {"wg1": "classification", "wg2": "it-services", "wg3": "examination"},
    ),
    ("Working Group 1 - Classification", {"wg1": "classification"}),
    ("KIPO will hold the 5th Working Group 3 (WG3) Meeting on patent examination policy in Daejeon.", {"wg3": "examination"}),
    ("The Working Group on Classification met in Beijing.", {"wg1": "classification"}),
    ("WG1 | Classification\nWG2 | Information Technology", {"wg1": "classification", "wg2": "it-services"}),
    ("The offices' experts on classification, WG1, met in Beijing.", {"wg1": "classification"}),
]
TOLD = [
    ("The meetings are part of Working Group 3, which is in charge of work-sharing and quality.", {"wg3": "work-sharing"}),
    ("WG2, the group for IT-supported business processes, is chaired by the JPO.", {"wg2": "it-services"}),
    (
        "The PHEP, the body in which the offices align their patent practices and procedures, has a new work plan.",
        {"phep": "patent-harmonization"},
    ),
    (
        "The Global Dossier Task Force (GDTF), in which the offices consult industry on the Global Dossier (GD), met again.",
        {"global-dossier-task-force": "global-dossier"},
    ),
    (
        "The Global Dossier Task Force, made up of WIPO, IP5 Industry and the offices, is to advance the Global Dossier project.",
        {"global-dossier-task-force": "global-dossier"},
    ),
    (
        "The Industry Consultation Group (ICG), through which industry is consulted on topics beyond the Global Dossier, met.",
        {"industry-consultation-group": "industry-consultation"},
    ),
    (
        "The NET/AI task force met for the first time. It was set up in 2019 to coordinate work on artificial intelligence.",
        {"net-ai-task-force": "net-ai"},
    ),
    ("The NET/AI task force met in Berlin. Its job is to find out where joint answers would help most.", {"net-ai-task-force": "net-ai"}),
    (
        "A task force for AI met again. Set up in 2019, the task force is to coordinate initiatives in these fields.",
        {"net-ai-task-force": "net-ai"},
    ),
    ("With the NET/AI task force, the five offices want to find common answers to AI.", {"net-ai-task-force": "net-ai"}),
    ("WG2 and the Global Dossier Task Force met. The former looks after IT systems.", {"wg2": "it-services"}),
    ("The Deputy Heads of Office oversee the working groups and prepare the meeting of the heads.", {"deputy-heads": "governance"}),
    ("The Offices have held meetings on quality management once a year since 2014.", {"quality-management": "quality"}),
    (
        "Users have set up an AI task force of their own, the IAITF, to contribute to the NET/AI Roadmap.",
        {"industry-ai-task-force": "net-ai"},
    ),
]
TOLD += [
    ("The Industry Consultation Group (ICG) met. It offers a forum for technical talks with industry.", {"industry-consultation-group": "industry-consultation"}),
    ("The Patent Harmonization Experts Panel (PHEP), which met again, has been the place where patent practices are adjusted.", {"phep": "patent-harmonization"}),
    ("The PHEP has long been the forum for aligning patent practices.", {"phep": "patent-harmonization"}),
    ("The PHEP serves as a venue for aligning patent practices.", {"phep": "patent-harmonization"}),
    ("The NET/AI Task Force is the offices' answer to the rise of artificial intelligence.", {"net-ai-task-force": "net-ai"}),
    ("The Global Dossier Task Force, made up of offices and industry, is to be set up for this purpose.", {"global-dossier-task-force": "global-dossier"}),
    ("An expert panel, the Patent Harmonization Experts Panel, will be created in order to harmonize patent practices.", {"phep": "patent-harmonization"}),
    ("I chaired the IP5 Program Management Group, the team that makes sure the projects stay on schedule.", {"program-management": "governance"}),
    ("WG1 takes care of classification, WG3 of examination policy.", {"wg1": "classification", "wg3": "examination"}),
    ("WG1 deals with classification, WG2 with information technology.", {"wg1": "classification", "wg2": "it-services"}),
    ("WG2 is home to the IT projects of the five offices.", {"wg2": "it-services"}),
]  # fmt: skip
LISTED = [
    (
        "There are three working groups (WG1: Classification; WG2: Information Technology; WG3: Examination), the Patent Harmonization Experts Panel (PHEP) and the NET*/AI Task Force.",
        {
            "wg1": "classification",
            "wg2": "it-services",
            "wg3": "examination",
            "phep": "patent-harmonization",
            "net-ai-task-force": "net-ai",
        },
    ),
    (
        "- WG1: Classification\n- WG2: Information technology\n- PHEP\n",
        {"wg1": "classification", "wg2": "it-services", "phep": "patent-harmonization"},
    ),
    (
        "The groups of the IP5 are the Statistics Working Group, the Patent Harmonization Experts Panel and the Global Dossier Task Force.",
        {"statistics-working-group": "statistics", "phep": "patent-harmonization", "global-dossier-task-force": "global-dossier"},
    ),
    (
        "There are three working groups - classification, information technology and examination.",
        {"wg1": "classification", "wg2": "it-services", "wg3": "examination"},
    ),
]


def found(text: str) -> dict[str, str | None]:
    return {s.group: s.remit for s in groups(context(text))}


@pytest.mark.parametrize(("text", "wanted"), BESIDE + TOLD + LISTED, ids=[text[:50] for text, _ in BESIDE + TOLD + LISTED])
def test_remits(text: str, wanted: dict[str, str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The PHEP discussed unity of invention and citation of prior art.",
        "The PHEP will take up three topics, namely unity of invention, citation of prior art and written description.",
        "The Global Dossier Task Force met in The Hague in January 2016.",
        "The deputy heads heard the reports of WG1, WG2, WG3 and the PHEP.",
        "The heads thanked WG2 for its work on machine translation.",
        "WG1: The meeting was opened by Mr. Kim.",
        "WG2 will, in consultation with WG3, start to analyse an IT system.",
        "The Deputy Heads will prepare the meeting of the heads in June.",
        "The NET/AI Task Force was launched last year at the annual meeting in Incheon.",
        "New topics are to be dealt with by the Patent Harmonization Experts Panel (PHEP).",
        "The heads meet once a year to receive the results and to give directions.",
        "The NET/AI Task Force discussed a roadmap, which is to guide the offices on AI.",
    ],
)
def test_what_a_body_did_or_will_do_is_no_remit(text: str) -> None:
    assert found(text) == {}


def test_each_body_once_and_what_is_said_outright_first() -> None:
    text = "The IP5 have WG1 (classification), WG2 (IT) and the PHEP. The PHEP, whose task is the harmonization of patent practices, met."
    told = list(groups(context(text)))
    assert [(s.group, s.rule) for s in told] == [("wg1", "name-and-remit"), ("wg2", "name-and-remit"), ("phep", "charge")]


def test_quotes_hold_the_name_or_its_pronoun_and_the_remit() -> None:
    within = context(LISTED[0][0])
    quotes = {s.group: within.text[s.span.start : s.span.end] for s in groups(within)}
    assert quotes["wg1"] == "WG1: Classification"
    assert quotes["phep"] == "the Patent Harmonization Experts Panel (PHEP)"
    assert quotes["net-ai-task-force"] == "the NET*/AI Task Force"


def test_a_release_about_something_else_yields_none() -> None:
    within = context("WG1: Classification")
    assert list(groups(Context(within.release, within.mentions, within.gazetteer, is_about_ip5=False))) == []
