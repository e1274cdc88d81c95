"""Lines of lists and pages about projects: whatever the order and the signs, the parts say who leads and how far it is."""

from __future__ import annotations

import pytest

from ip5kg.interpret.projects import projects
from ip5kg.model import MeetingRef
from tests.interpret.said import context

Told = tuple[str, str | None, str | None, tuple[str, ...]]
LEAD = "The three projects of the offices:\n\n"


def told(text: str, meeting: MeetingRef | None = None, title: str = "Heads of five offices meet") -> set[Told]:
    within = context(text, meeting, title=title) if meeting is not None else context(text, title=title)
    return {(p.project, p.status, p.body, p.leads) for p in projects(within)}


ITEMS: list[tuple[str, set[Told]]] = [
    ("* Common Application Format - lead: JPO - under way", {("Common Application Format", "running", None, ("JP",))}),
    ("* Common Application Format – JPO – under way", {("Common Application Format", "running", None, ("JP",))}),
    ("* Common Application Format (JPO), in progress", {("Common Application Format", "running", None, ("JP",))}),
    ("* Common Application Format (lead: JPO): under way", {("Common Application Format", "running", None, ("JP",))}),
    ("* Common Application Format; lead office: JPO; under way", {("Common Application Format", "running", None, ("JP",))}),
    ("* Common Application Format, led by the JPO, completed", {("Common Application Format", "completed", None, ("JP",))}),
    ("* JPO -- Common Application Format", {("Common Application Format", None, None, ("JP",))}),
    ("* JPO: Common Application Format", {("Common Application Format", None, None, ("JP",))}),
    (
        "* EPO -- Common Documentation; Common Hybrid Classification",
        {("Common Documentation", None, None, ("EP",)), ("Common Hybrid Classification", None, None, ("EP",))},
    ),
    (
        "* KIPO's share: Mutual Machine Translation and the Common Training Policy",
        {("Mutual Machine Translation", None, None, ("KR",)), ("Common Training Policy", None, None, ("KR",))},
    ),
    ("* Global assignment (USPTO, KIPO) - running", {("Global assignment", "running", None, ("US", "KR"))}),
    ("* Written description (JPO; PHEP) - completed", {("Written description", "completed", "phep", ("JP",))}),
    (
        "* Common Training Policy (KIPO): SIPO will host the next workshop in Beijing in October 2012",
        {("Common Training Policy", None, None, ("KR",))},
    ),
]
SAID: list[tuple[str, set[Told]]] = [
    (
        "Common Hybrid Classification, a project in the hands of the EPO, is ahead of the others.",
        {("Common Hybrid Classification", "running", None, ("EP",))},
    ),
    (
        "The Global Classification Initiative, for which the USPTO is responsible, has got off to a slow start.",
        {("Global Classification Initiative", "running", None, ("US",))},
    ),
    (
        "The project on citation of prior art, led by KIPO and the USPTO, and that on sufficiency of disclosure, led by the JPO, are completed.",
        {("citation of prior art", "completed", None, ("KR", "US")), ("sufficiency of disclosure", "completed", None, ("JP",))},
    ),
    ("The PPH pilot began in 2014. Since then the offices have prolonged it twice.", {("PPH pilot", "extended", None, ())}),
    ("The heads agreed to step up the pace of Common Hybrid Classification.", {("Common Hybrid Classification", "running", None, ())}),
    ("The heads agreed that Common Hybrid Classification should be speeded up.", {("Common Hybrid Classification", "running", None, ())}),
    (
        "The project on global assignment is on track. The project will be led by KIPO and the USPTO for two more years.",
        {("global assignment", "extended", None, ("KR", "US"))},
    ),
    ("Industry recommended that the Global Dossier be extended to more offices.", set()),
    ("The Global Dossier should be extended to more offices.", set()),
]


@pytest.mark.parametrize(("item", "expected"), ITEMS, ids=[item[:50] for item, _ in ITEMS])
def test_an_item_of_a_list_of_projects(item: str, expected: set[Told]) -> None:
    assert told(LEAD + item) == expected


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text[:50] for text, _ in SAID])
def test_a_sentence_about_projects(text: str, expected: set[Told]) -> None:
    assert told(text) == expected


def test_labelled_lines_of_a_page_belong_to_the_field_of_work_in_its_title() -> None:
    page = "## The project in brief\n\n* Body in charge: Patent Harmonization Expert Panel (PHEP)\n* Lead Offices: EPO, CNIPA\n* Status: completed"
    assert told(page, title="Unity of invention") == {("Unity of invention", "completed", "phep", ("EP", "CN"))}


def test_a_report_of_a_group_speaks_of_its_own_projects() -> None:
    text = (
        "As to the other two projects, namely citation of prior art led by KIPO and USPTO, and written description led by EPO and JPO, the "
    )
    text += "lead offices introduced the latest progress."
    expected = {("citation of prior art", "running", "phep", ("KR", "US")), ("written description", "running", "phep", ("EP", "JP"))}
    assert told(text, MeetingRef("phep", 4)) == expected
