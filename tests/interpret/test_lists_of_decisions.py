"""Lists: lines that items complete, items that are nouns, verdicts and dates; and to which meeting a section belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ip5kg.interpret.decisions import decisions
from ip5kg.model import MeetingRef, MeetingStatement, Span
from tests.interpret.said import HEADS, context, quote
from tests.interpret.test_decisions import found


def acts(text: str, **more: str) -> list[tuple[str, str, str]]:
    within, statements = found(text, **more)
    return [(s.act, s.modality, quote(within, s.span)) for s in statements]


def test_items_below_a_line_that_ends_in_a_preposition() -> None:
    told = acts("The heads were pleased to see how far things have moved as regards\n\n- patent classification,\n\n- machine translation.")
    assert told == [("welcomed", "done", "patent classification"), ("welcomed", "done", "machine translation")]


def test_items_say_what_the_participants_will_do() -> None:
    told = acts("At the meeting the participants will\n\n- check the progress of the IT projects,\n\n- prepare the talks in June.")
    assert [(act, modality) for act, modality, _ in told] == [("reviewed", "intended"), ("agreed", "intended")]


def test_items_say_what_the_group_did() -> None:
    told = acts(
        "In the course of the four days the working group\n\n- examined the draft on statistics,\n\n- fixed the calendar of the data exchange."
    )
    assert [act for act, _, _ in told] == ["reviewed", "decided"]


def test_nouns_tell_of_acts_in_a_list_of_results() -> None:
    told = acts("Results\n\n- Adoption of rules on AI\n\n- PCT: green light for the pilot\n\n- Approval of the fees is expected in June")
    assert [act for act, _, _ in told] == ["adopted", "approved"]


def test_a_verdict_stands_behind_the_colon() -> None:
    told = acts("- (Global Dossier) New working method for the priority items: agreed\n\n- Further work on classification: endorsed")
    assert [(act, modality) for act, modality, _ in told] == [("agreed", "done"), ("endorsed", "done")]


def test_points_of_a_list_in_one_sentence_are_one_decision_each() -> None:
    told = acts("The offices concurred on three points: (1) classification is to be stepped up; (2) alerts shall be given in one format.")
    assert [act for act, _, _ in told] == ["agreed", "agreed"]
    assert told[1][2] == "alerts shall be given in one format"


def test_what_is_to_follow_is_counted() -> None:
    told = acts("Two demands of industry were not accepted: a second meeting each year and a help desk.")
    assert [(act, modality) for act, modality, _ in told] == [("agreed", "negated")] * 2


def test_below_points_agreed_everything_is_agreed() -> None:
    told = acts("## Points agreed upon\n\n### PCT\n\nThe PCT is to be developed jointly.\n\n## Outlook\n\nThe PCT is to be developed.")
    assert [(act, modality) for act, modality, _ in told] == [("agreed", "done")]


def test_a_dated_row_tells_of_the_past_in_the_present_tense() -> None:
    told = acts("| When | What |\n| --- | --- |\n| June 2012 | The heads create a task force on the Global Dossier. |")
    assert [(act, modality) for act, modality, _ in told] == [("established", "done")]


def test_topics_told_in_a_summary_are_not_told_twice() -> None:
    told = acts("Topics included AI and the PPH.\n\nAs for AI, the heads agreed to pool their data on AI.")
    assert [act for act, _, _ in told] == ["agreed"]


def test_what_comes_next_behind_what_was_done() -> None:
    told = acts("The plan on AI was welcomed by the heads, and it will now be put into practice.")
    assert [(act, modality) for act, modality, _ in told] == [("welcomed", "done"), ("agreed", "intended")]


def test_a_section_belongs_to_the_meeting_of_the_group_that_heads_it() -> None:
    within = context(
        "## WG3\n\nThe offices discussed search reports.\n\n## PHEP\n\nThe panel decided to compare the laws.", MeetingRef("wg3", 5)
    )
    held = [
        MeetingStatement(Span(0, 0), "given", series, number, "2013-10-29", "2013-11-01") for series, number in (("wg3", 5), ("phep", 2))
    ]
    both = replace(within, meetings=tuple(held))
    assert [s.meeting for s in decisions(both)] == [MeetingRef("wg3", 5), MeetingRef("phep", 2)]


def test_what_industry_is_told_belongs_to_its_meeting() -> None:
    within = context("In the session with industry, the heads let the associations know about their AI projects.")
    joint = MeetingStatement(Span(0, 0), "given", "heads-industry", None, "2021-06-22", "2021-06-22")
    told = decisions(replace(within, meetings=(*within.meetings, joint)))
    assert [(s.act, s.meeting) for s in told] == [("shared-information", joint.ref)]


def test_the_deputies_are_not_credited_with_what_the_heads_decided() -> None:
    deputies = MeetingStatement(Span(0, 0), "given", "deputy-heads", None, None, None)
    within = context("The offices agreed to share prior art.", deputies.ref)
    both = replace(within, meetings=(deputies, MeetingStatement(Span(0, 0), "given", "heads", 14, "2021-06-23", "2021-06-23")))
    assert [s.meeting for s in decisions(both)] == [HEADS]


ONE_THING = [
    "Next steps in the pilot on collaborative search and examination under the PCT were approved.",
    "The heads adopted a plan on machine translation and classification.",
    "The offices agreed on guidelines for law and practice in unity of invention.",
    "The heads reaffirmed the importance of timely and high-quality patents.",
    "The offices agreed on secure and user-friendly systems.",
]


@pytest.mark.parametrize("told", ONE_THING)
def test_one_thing_stays_one_whatever_it_is_about(told: str) -> None:
    assert len(acts(told)) == 1


SEVERAL = [
    ("The heads welcomed progress in classification, machine translation and statistics.", 3),
    ("The heads welcomed progress in classification, in machine translation and in statistics.", 3),
    ("The meeting dealt with (i) the classification of new fields; (ii) machine translation; and (iii) the exchange of examiners.", 3),
    ("The offices discussed drawings, the Global Dossier and the PPH.", 3),
    ("Topics were drawings, the Global Dossier and the PPH.", 3),
    ("Furthermore, the launch of the PPH and the renewal of the website were approved.", 2),
    ("It was agreed to extend the PPH, to translate more documents by machine and to train examiners together.", 3),
    ("The heads agreed that the PPH shall be extended and that statistics shall be published.", 2),
]


@pytest.mark.parametrize(("told", "number"), SEVERAL)
def test_several_things_are_counted_one_by_one(told: str, number: int) -> None:
    assert len(acts(told)) == number


LEADS = [
    ("The meeting dealt with\n\n- (i) a roadmap on AI;\n\n- (ii) sustainable development; and\n\n- (iii) statistics.", ["discussed"] * 3),
    ("The meeting dealt with\n\n(i) a roadmap on AI;\n\n(ii) sustainable development; and\n\n(iii) statistics.", ["discussed"] * 3),
    (
        "Three things were settled:\n\n1. Classification will be revised.\n\n2. Drawings may be in color.\n\n3. The PPH goes on.",
        ["decided"] * 3,
    ),
    (
        "According to the minutes, two points were settled:\n\n- Classification will be revised.\n\n- Drawings may be in color.",
        ["decided"] * 2,
    ),
    ("The agenda had two items:\n\n- filing in docx format;\n\n- machine translation.", ["discussed"] * 2),
    ("Its agenda listed the following points\n\n- filing in docx format;\n\n- machine translation.", ["discussed"] * 2),
    ("Industry was informed by the heads about\n\n- how AI is used, and\n\n- the format for drawings.", ["shared-information"] * 2),
    ("The heads exchanged views about\n\na) statistics;\n\nb) machine translation.", ["exchanged-views"] * 2),
]


@pytest.mark.parametrize(("told", "expected"), LEADS)
def test_a_line_that_only_its_items_complete(told: str, expected: list[str]) -> None:
    assert [act for act, _, _ in acts(told)] == expected


def test_examples_of_several_matters_are_one_decision_each() -> None:
    told = acts("The delegates negotiated over issues including project evaluation, the next meeting of the ICG, and the calendar.")
    assert len(told) == 3
    told = acts(
        "The heads welcomed progress on IP5 initiatives, such as the work on classification, better Global Dossier services, and the PPH."
    )
    assert [(act, words.split()[-1]) for act, _, words in told] == [
        ("welcomed", "classification"),
        ("welcomed", "services"),
        ("welcomed", "PPH"),
    ]


def test_an_example_of_one_matter_is_no_list() -> None:
    assert len(acts("The heads endorsed progress in many projects, including the scoping exercise of the NET/AI Task Force.")) == 1


def test_sentences_that_name_what_was_announced() -> None:
    told = acts("Two main outcomes were noted. One is the progress of the Global Dossier. The other is a pilot on drawings.")
    assert [act for act, _, _ in told] == ["noted", "noted"]
    assert acts("Two main outcomes were noted. The weather was fine.") == []
