"""Sentences that are no decision: what outsiders hear, what one office did before, what a forum is for, what a label explains."""

from __future__ import annotations

import pytest

from tests.interpret.said import quote
from tests.interpret.test_decisions import found

NONE = [
    "A colleague from our Beijing office, who spoke to delegates over dinner, was told that drawings had been discussed.",
    "A reporter was told that the PPH would be extended.",
    "Before the meeting, CNIPA had decided to make its own patent database available free of charge.",
    "The group offers a forum for technical talks with industry on everything that touches the Global Dossier.",
    "The panel provides a platform for discussions on unity of invention.",
    "PPAC was founded in Beijing and unites enterprises with an interest in patents.",
    "AIPLA was established in 1897.",
    "Opening the Global Dossier Task Force, EPO Vice-President Raimund Lutz called on all sides to keep up the momentum on legal status.",
    "We heard you.",
    "SIPO made it clear that, for its part, it will decide on harmonization only after careful study.",
    "Editor's note: the deputies oversee the working groups and discussed drawings.",
    "Our comment: the offices agreed on harmonization at last.",
]


@pytest.mark.parametrize("text", NONE, ids=[t[:50] for t in NONE])
def test_what_is_no_decision(text: str) -> None:
    within, statements = found(text)
    assert [quote(within, s.span) for s in statements] == []


WEIGHED = [
    ("In the autumn the heads will consider whether to set up a task force on sustainability.", "established"),
    ("The heads will consider establishing a task force on sustainability.", "established"),
    ("The offices will consider extending the PPH pilot.", "decided"),
    ("The heads will consider how to launch a pilot on drawings.", "launched"),
]


@pytest.mark.parametrize(("text", "act"), WEIGHED)
def test_what_is_weighed_is_intended(text: str, act: str) -> None:
    assert [(s.act, s.modality) for s in found(text)[1]] == [(act, "intended")]


BODIES = [
    ("The heads listened to the report of the NET/AI Task Force on its work on inventorship.", "net-ai-task-force"),
    ("The heads approved a plan on drawings that is based on the considerations of the PHEP.", None),
    ("The wish of industry to send observers to the NET/AI Task Force was turned down.", None),
    ("It was agreed that users will be invited to every second meeting of the NET/AI Task Force.", None),
    ("Two new topics were assigned to the PHEP: global assignment and drawings.", "phep"),
    ("The PHEP was tasked with comparing practices on written description.", "phep"),
]


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_the_body_charged(text: str, body: str | None) -> None:
    statements = found(text)[1]
    assert statements
    assert {s.body for s in statements} == {body}


def test_an_explanation_is_no_second_thing() -> None:
    within, statements = found(
        "## What was agreed\n\nThe five offices will build the Global Dossier, a virtual service through which applicants can consult, "
        "and in future also manage, their applications at all five offices."
    )
    assert len(statements) == 1
    assert quote(within, statements[0].span).startswith("The five offices will build the Global Dossier")


@pytest.mark.parametrize(
    "text",
    ["The task force held its fifth meeting on 28 and 29 November 2023 in The Hague.", "Next year the meeting will move on to China."],
)
def test_a_day_or_a_place_is_nothing_that_was_discussed(text: str) -> None:
    assert found(text)[1] == []


def test_an_item_can_refer_to_the_item_before() -> None:
    text = "## What was agreed\n\n- The form for global assignment was adopted.\n\n- The form will be translated by the offices."
    assert ["global-assignment" in s.topics for s in found(text)[1]] == [True, True]


def test_what_only_leads_over_to_the_details_is_left_out() -> None:
    within, statements = found(
        "Much of the day was given over to new joint work. The heads discussed drawings and approved a study on the PPH."
    )
    assert [s.act for s in statements] == ["discussed", "approved"]
    assert "Much" not in quote(within, statements[0].span)


def test_what_a_group_is_for_is_no_founding() -> None:
    assert found("The Industry Consultation Group, which was begun last year, is the forum where users can bring other matters.")[1] == []
