"""Asides: short forms that a text explains, and the division it names as in charge."""

from __future__ import annotations

import pytest

from ip5kg.interpret.asides import asides
from ip5kg.model import AcronymStatement, ContactStatement
from tests.interpret.said import context


def short_forms(text: str) -> set[tuple[str, str]]:
    return {(s.acronym, s.expansion) for s in asides(context(text)) if isinstance(s, AcronymStatement)}


def contacts(text: str) -> list[tuple[str, str | None]]:
    return [(s.division, s.office) for s in asides(context(text)) if isinstance(s, ContactStatement)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The term “NET” is an acronym for “New Emerging Technologies.”", ("NET", "New Emerging Technologies")),
        ('The NET*/AI Task Force met.\n\n*NET stands for "New Emerging Technologies."', ("NET", "New Emerging Technologies")),
        ("NET is short for new emerging technologies.", ("NET", "new emerging technologies")),
        ("The Global Dossier Task Force (GDTF) met.", ("GDTF", "Global Dossier Task Force")),
        ("The Patent Harmonization Experts Panel (PHEP) met.", ("PHEP", "Patent Harmonization Experts Panel")),
        ("The United States Patent and Trademark Office (USPTO) was host.", ("USPTO", "United States Patent and Trademark Office")),
        ("The Ministry of Trade, Industry and Energy (MOTIE) agreed.", ("MOTIE", "Ministry of Trade, Industry and Energy")),
        ("KINPA (Korea Intellectual Property Association) took part.", ("KINPA", "Korea Intellectual Property Association")),
        ("The heads took up the Sustainable Development Goals** (SDGs).", ("SDGs", "Sustainable Development Goals")),
        ("Working Group 3 (WG3) met.", ("WG3", "Working Group 3")),
        ("The Intellectual Property Owners Association (IPO) agreed.", ("IPO", "Intellectual Property Owners Association")),
        (
            "It is in the International Search and Preliminary Examination Guidelines (ISPE).",
            ("ISPE", "International Search and Preliminary Examination Guidelines"),
        ),
        (
            "The CPC*** was revised.\n\n*** Cooperative Patent Classification, run by two offices\n",
            ("CPC", "Cooperative Patent Classification"),
        ),
        (
            "Plans on new emerging technologies and artificial intelligence (NET/AI) were made.",
            ("NET/AI", "new emerging technologies and artificial intelligence"),
        ),
    ],
)
def test_short_forms(text: str, wanted: tuple[str, str]) -> None:
    assert short_forms(text) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "The five intellectual property offices (IP5) met.",
        "The heads met in Tokyo (JPO).",
        "President Campinos (EPO) spoke.",
        "The meeting of June (held in Seoul) ended.",
        "The Commissioner (KIPO, Seoul) came.",
        "A means to an end (AMTE is nothing) was sought.",
    ],
)
def test_brackets_that_explain_nothing(text: str) -> None:
    assert short_forms(text) == set()


def test_each_explanation_once() -> None:
    assert len(list(asides(context("The Global Dossier (GD) grew. The Global Dossier (GD) is used.")))) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "They met.\n\nDivision in Charge\n\nInternational Policy Division, Policy Planning and Coordination Department, Japan Patent Office\n",
            ("International Policy Division, Policy Planning and Coordination Department", "JP"),
        ),
        ("They met.\n\nIn charge at the JPO: International Policy Division\n\nThe end came.\n", ("International Policy Division", "JP")),
        ("□ They met.\n\n- Inquiries: International Cooperation Division\n", ("International Cooperation Division", None)),
        (
            "CONTACT: (Media Only)\nUSPTO Office of the Chief Communications Officer\n\nThe heads met in Tokyo.\n",
            ("Office of the Chief Communications Officer", "US"),
        ),
    ],
)
def test_contacts(text: str, wanted: tuple[str, str | None]) -> None:
    assert contacts(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "The contact between the offices was renewed.",
        "He is in charge of the division.",
        "The offices in charge met.",
        "Contact: someone@example.org",
    ],
)
def test_what_is_no_contact(text: str) -> None:
    assert contacts(text) == []
