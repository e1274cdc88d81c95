"""Occasions: at which of the meetings that a release names something was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ip5kg.interpret.decisions import decisions
from ip5kg.interpret.principal import main_meeting
from ip5kg.model import MeetingRef, MeetingStatement, Span
from tests.interpret.meeting_said import read

LEAD = "The 14th IP5 Heads of Office Meeting was held by video conference on June 23, 2021.\n\n"
MAIN = ("heads", 14)


def occasion(text: str, *, title: str = "14th IP5 Heads Meeting", issued: str = "2021-06-24") -> list[tuple[str, int | None] | None]:
    """Return series and number (or none) of the meeting of each decision of a text, in the order of the text."""
    return [
        (d.meeting.series, d.meeting.number) if d.meeting is not None else None for d in decisions(read(text, title=title, issued=issued))
    ]


MENTIONED = [
    "It was agreed that the findings of the expert round table on AI, held in Munich on 31 October 2018, should be published.",
    "The heads agreed to present the roadmap at the 15th IP5 Heads Meeting, which the EPO will host in June 2022.",
    "The 15th IP5 Heads Meeting in 2022 will discuss the results. Guidelines on drawings were adopted.",
    "The heads looked back on what has been done since their 13th meeting in July 2020.",
    "Since the 13th meeting in July 2020 much has been done on classification. The heads approved a plan on data exchange.",
    "The heads approved the report of the NET/AI Task Force on its first meeting, which took place in Berlin in January 2020.",
    "The offices agreed to speed up the project on drawings that was launched at the heads meeting in Incheon in June 2019.",
    "The heads welcomed the results of the 9th meeting of Working Group 2, held in April 2021.",
    "An idea of the 2012 meeting in Corsica has come true: the heads endorsed the launch of a common portal for the Global Dossier.",
    "On Japan's proposal to hold the 15th meeting in autumn 2022, no agreement was reached.",
    "The offices will present the roadmap at the IP5 Heads Meeting in June 2022.",
    "They agreed to make preparations for the IP5 Heads Meeting that is scheduled for June 2022 in Munich.",
    "Preparing for the 15th meeting, due in June 2022, the offices agreed to draw up a work plan on AI.",
    "The WIPO Assemblies will be held in October. The heads agreed on a common website for patent information.",
    "It was decided to report on sustainability to the deputy heads, who will meet in March 2022.",
]


@pytest.mark.parametrize("told", MENTIONED)
def test_nothing_is_done_at_a_meeting_that_is_only_mentioned(told: str) -> None:
    found = occasion(LEAD + told)
    assert found
    assert set(found) == {MAIN}


NAMED = [
    (
        "On June 22, the heads met with industry. The associations asked for lower fees. That request was turned down.",
        ("heads-industry", None),
    ),
    ("At the meeting with industry on June 22, the role of AI in examination was discussed.", ("heads-industry", None)),
    ("In July 2020, at the 13th meeting, the heads had endorsed a plan on drawings.", ("heads", 13)),
    ("The plan on drawings was endorsed by the heads at their 13th meeting in July 2020.", ("heads", 13)),
    (
        "The NET/AI Task Force, which met for the second time in March 2021, discussed the classification of inventions.",
        ("net-ai-task-force", 2),
    ),
]


@pytest.mark.parametrize(("told", "expected"), NAMED)
def test_what_was_done_elsewhere_stays_there(told: str, expected: tuple[str, int | None]) -> None:
    assert occasion(LEAD + told) == [expected]


def test_the_next_paragraph_is_about_the_main_meeting_again() -> None:
    text = "On June 22, the heads met with industry, and exchanged views on fees.\n\nA roadmap for AI was discussed."
    assert occasion(LEAD + text) == [("heads-industry", None), MAIN]


def test_a_heading_names_the_meeting_of_what_stands_below() -> None:
    text = (
        "## Global Dossier Task Force\n\nThe use of the services was discussed.\n\n"
        "## Industry Consultation Group\n\nThe meeting agreed to look into drawings."
    )
    lead = "The 8th meeting of the Global Dossier Task Force and the 5th meeting of the Industry Consultation Group were held on June 22, 2021.\n\n"
    assert occasion(lead + text, title="Two meetings") == [("global-dossier-task-force", 8), ("industry-consultation-group", 5)]


@pytest.mark.parametrize(
    "told",
    ["The pilot on PPH was launched on 6 January 2014.", "Since then the offices have extended the PPH pilot twice."],
)
def test_what_was_done_on_another_day_was_done_at_no_meeting(told: str) -> None:
    text = "The heads of the five offices agreed on the PPH in Geneva on 26 September 2013. " + told
    assert occasion(text, title="The PPH", issued="2014-06-01")[-1] is None


EARLIER = [
    "The vision replaces that of 2017, which had been adopted in Malta.",
    "The pilot, which had been launched years ago, is popular.",
    "## Background\n\nThe offices discussed drawings and agreed on a study.",
    "## About the IP5\n\nTen Foundation Projects were agreed on.",
]


@pytest.mark.parametrize("told", EARLIER)
def test_what_had_been_done_before_was_not_done_at_the_meeting(told: str) -> None:
    assert MAIN not in occasion(LEAD + told)


@pytest.mark.parametrize("when", ["in 2008", "on 27 October 2008", "back in 2008", "already in October 2008"])
def test_another_year_is_no_day_of_the_meeting(when: str) -> None:
    assert occasion(LEAD + f"The five offices agreed {when} on ten Foundation Projects.") == [None]


SPURIOUS = [
    MeetingStatement(Span(0, 0), "given", "heads", 1),
    MeetingStatement(Span(0, 0), "given", "deputy-heads"),
    MeetingStatement(Span(0, 0), "given", "heads", None, "2012", "2012"),
    MeetingStatement(Span(0, 0), "given", "heads-industry", None, "2031-06-08", "2031-06-08", status="planned"),
    MeetingStatement(Span(0, 0), "given", "wipo-assemblies", None, "2021-10", "2021-10", status="planned"),
]


@pytest.mark.parametrize("spurious", SPURIOUS, ids=lambda m: m.series)
@pytest.mark.parametrize("first", [True, False])
def test_a_meeting_read_by_mistake_takes_no_decisions(spurious: MeetingStatement, first: bool) -> None:
    within = read(LEAD + "Guidelines on drawings were adopted.\n\nThe heads agreed on a roadmap for AI.", title="14th IP5 Heads Meeting")
    meetings = (spurious, *within.meetings) if first else (*within.meetings, spurious)
    led_astray = replace(
        within,
        meetings=meetings,
        foci=tuple(spurious.ref if not within.spots_in(s.span) else within.foci[s.index] for s in within.release.sentences),
    )
    assert main_meeting(led_astray) == MeetingRef("heads", 14)
    assert [d.meeting for d in decisions(led_astray)] == [MeetingRef("heads", 14)] * 2


ABOUT = [
    (
        "WG2 meets in Daejeon",
        "The 8th meeting of IP5 Working Group 2 will be held on 12 May 2014. The heads agreed on the projects in June 2013.",
        "2014-05-10",
        ("wg2", 8),
    ),
    (
        "IP5 deputies set the pace",
        "Three weeks after their chiefs had met in Guilin, the deputy heads of the five offices met in Berlin on 4 May 2010.",
        "2010-05-07",
        ("deputy-heads", None),
    ),
    (
        "News",
        "In June 2020 the heads set up a group. The 14th IP5 Heads Meeting was held on June 23, 2021. The 15th will be held in 2022.",
        "2021-06-24",
        ("heads", 14),
    ),
]


@pytest.mark.parametrize(("title", "text", "issued", "expected"), ABOUT)
def test_the_main_meeting_is_the_one_that_the_release_was_written_about(
    title: str, text: str, issued: str, expected: tuple[str, int | None]
) -> None:
    found = main_meeting(read(text, title=title, issued=issued))
    assert found is not None
    assert (found.series, found.number) == expected


def test_a_page_that_recalls_old_meetings_has_no_main_one() -> None:
    text = "The heads of the five offices agreed on the PPH in Geneva on 26 September 2013."
    assert main_meeting(read(text, title="The PPH", issued="2020")) is None
