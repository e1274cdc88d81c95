"""Where an office was in the chair, whoever led its delegation was the chair."""

from __future__ import annotations

import pytest

from ip5kg import knowledge, pipeline
from ip5kg.model import ParticipationStatement
from ip5kg.read import read_bytes

LIST = "\n\nParticipants:\n\nJPO: Mr. Kasutani Toshihide, Commissioner\n\nCNIPA: Dr. Shen Changyu, Commissioner\n"


def roles(sentence: str) -> dict[str, str]:
    text = f"---\nissued: 2021-06-24\nlanguage: en\n---\nOn June 23, 2021, the 14th IP5 Heads of Office Meeting was held online. {sentence}{LIST}"
    statements = pipeline.extract(read_bytes(text.encode(), "a-release.md"), knowledge.load()).statements
    return {s.person: s.role for s in statements if isinstance(s, ParticipationStatement)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The meeting was chaired by JPO and held via video conference.",
        "It was chaired by the JPO.",
        "The Japan Patent Office (JPO) chaired the meeting.",
        "The JPO presided over the meeting.",
    ],
)
def test_an_office_in_the_chair_makes_its_head_the_chair(sentence: str) -> None:
    assert roles(sentence) == {"Kasutani Toshihide": "chair", "Shen Changyu": "head-of-delegation"}


@pytest.mark.parametrize("sentence", ["The meeting was hosted by the JPO.", "The JPO thanked all participants.", "WIPO took part."])
def test_without_a_chair_nobody_is_made_one(sentence: str) -> None:
    assert "chair" not in roles(sentence).values()


def test_an_office_beside_a_person_is_not_in_the_chair_itself() -> None:
    assert roles("The meeting was chaired by CNIPA Commissioner Shen Changyu.")["Kasutani Toshihide"] == "head-of-delegation"
