"""Decisions: what verb says which act, done, intended or declined; who decides; one record for one thing."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.interpret.context import Context
from ip5kg.interpret.decisions import decisions
from ip5kg.model import DecisionStatement, MeetingRef, MeetingStatement, Span
from tests.interpret.said import HEADS, context, known, quote
from tests.releases import release


def found(text: str, meeting: MeetingRef | None = HEADS, **more: str) -> tuple[Context, list[DecisionStatement]]:
    within = context(text, meeting, **more)
    return within, list(decisions(within))


ONE = [
    # adopted, approved, endorsed
    ("The heads adopted a programme on AI.", "adopted", "done"),
    ("A programme on artificial intelligence was adopted by the five offices.", "adopted", "done"),
    ("The meeting passed a resolution on data exchange.", "adopted", "done"),
    ("In Jeju the heads gave themselves a common vision.", "adopted", "done"),
    ("They confirmed the adoption of a patent information policy.", "adopted", "done"),
    ("The heads unanimously approved the launch of the PPH pilot.", "approved", "done"),
    ("Green light was given to the second phase of the Global Dossier.", "approved", "done"),
    ("The five chiefs gave the go-ahead for a pilot on patent drawings.", "approved", "done"),
    ("The deputy heads endorsed the continuation of work on classification.", "endorsed", "done"),
    ("The heads gave their backing to the harmonization of practices.", "endorsed", "done"),
    ("Next steps in machine translation were backed by the heads.", "endorsed", "done"),
    # agreed
    ("It was agreed that the PPH shall be extended.", "agreed", "done"),
    ("Agreement was also reached on a common approach to AI.", "agreed", "done"),
    ("A broad consensus emerged on the need for harmonized practices.", "agreed", "done"),
    ("There was agreement that small companies need more help.", "agreed", "done"),
    ("The offices arrived at a common understanding of unity of invention.", "agreed", "done"),
    ("They see eye to eye on the need to help SMEs.", "agreed", "done"),
    ("The five offices have undertaken to shorten pendency.", "agreed", "done"),
    ("The offices pledged to step up the fight against backlogs.", "agreed", "done"),
    # launched, established, decided
    ("The renewal of the IP5 website was launched.", "launched", "done"),
    ("The heads kicked off a project on drawings.", "launched", "done"),
    ("The heads set up a task force on artificial intelligence.", "established", "done"),
    ("On AI, it was decided to bring in more experts.", "decided", "done"),
    ("The offices have jointly decided to prolong the PPH pilot.", "decided", "done"),
    ("The heads entrusted the PHEP with the question of drawings.", "decided", "done"),
    ("WG3 was tasked with a study on inventive step.", "decided", "done"),
    # affirming
    ("The heads renewed their commitment to the Global Dossier.", "reaffirmed", "done"),
    ("Their commitment to the SDGs was repeated.", "reaffirmed", "done"),
    ("The heads reiterated how much quality matters.", "reaffirmed", "done"),
    ("They acknowledged that AI changes examination.", "acknowledged", "done"),
    ("The Offices shared the importance of raising public awareness.", "recognized", "done"),
    ("The heads were aware that small firms need help.", "recognized", "done"),
    ("The five heads hailed the progress of classification.", "welcomed", "done"),
    ("The heads expressed their satisfaction with the work on the PCT.", "welcomed", "done"),
    ("Delegates took note of the state of machine translation.", "noted", "done"),
    ("The importance of user-friendly services was underscored.", "stressed", "done"),
    ("The heads laid emphasis on timeliness.", "stressed", "done"),
    ("The heads called on the groups to speed up their work on classification.", "stressed", "done"),
    # exchanging
    ("The participants talked over the future of the PCT.", "discussed", "done"),
    ("Talks focused on artificial intelligence.", "discussed", "done"),
    ("The experts went deeply into the revision of the IPC.", "discussed", "done"),
    ("Views were exchanged on the time after the pandemic.", "exchanged-views", "done"),
    ("The heads compared notes on quality.", "exchanged-views", "done"),
    ("An update was given on global assignment.", "shared-information", "done"),
    ("The offices informed industry about the Global Dossier.", "shared-information", "done"),
    ("Industry was told how the Global Dossier is coming along.", "shared-information", "done"),
    ("Industry heard how the Global Dossier is coming along.", "shared-information", "done"),
    ("The heads looked back on ten years of work-sharing.", "reviewed", "done"),
    ("The list of Action Points was gone through item by item.", "reviewed", "done"),
    ("The heads took stock of the work on classification.", "reviewed", "done"),
    ("A scheme for the exchange of prior art was drafted.", "proposed", "done"),
    # intended
    ("The deputies plan to discuss machine translation.", "discussed", "intended"),
    ("They will consider establishing a sustainability task force.", "established", "intended"),
    ("Three ways of sharing work are to be discussed.", "discussed", "intended"),
    ("The offices will share information on the results of the pilot.", "shared-information", "intended"),
    ("The meeting plans to fix the pilots in machine translation.", "decided", "intended"),
    ("WG2 will, in consultation with WG3, start to analyse a new IT system.", "reviewed", "intended"),
    ("They also declared themselves willing to speed up classification.", "agreed", "intended"),
    ("The offices will jointly look for areas of work on AI.", "agreed", "intended"),
    ("They will seek endorsement of the AI roadmap.", "endorsed", "intended"),
    # declined
    ("The offices did not agree to a common fee for applicants.", "agreed", "negated"),
    ("To this wish of the users the offices did not agree.", "agreed", "negated"),
    ("A request for regular meetings with industry was turned down.", "agreed", "negated"),
    ("No consensus could be reached on the grace period.", "agreed", "negated"),
    # one office at the meeting
    ("China decided to join the PPH scheme.", "decided", "done"),
    # five names are the five together
    ("The EPO, the JPO, KIPO, the CNIPA and the USPTO have agreed on a roadmap for AI.", "agreed", "done"),
]


@pytest.mark.parametrize(("sentence", "act", "modality"), ONE, ids=[s for s, _, _ in ONE])
def test_the_verb_says_the_act(sentence: str, act: str, modality: str) -> None:
    _, statements = found(sentence)
    assert [(s.act, s.modality) for s in statements] == [(act, modality)]


NONE = [
    "Commissioner Kim said that the heads should agree on one form.",
    '"We agreed on a lot, and we will approve more," the President told reporters after the meeting.',
    "Korea will propose a scheme for the exchange of prior art.",
    "The EPO informed the others about its strategic plan.",
    "Industry welcomed the progress and asked for regular meetings.",
    "JIPA requested that classification be accelerated.",
    "The users hope to launch more proposals.",
    "If the offices agree on this, applicants will save money.",
    "Whatever the deputies agree on this week will be put on the agenda of the heads.",
    "I would like to see what the heads decide next year.",
    "The roadmap adopted in 2021 has three parts.",
    "As agreed by the heads, the work began in 2022.",
    "Working-level tasks are discussed in three working groups.",
    "The heads will meet again in Seoul next year.",
    "The meeting will be hosted by the EPO.",
    "The heads began a meeting of two days.",
    "The five offices founded the co-operation mechanism in 2007.",
    "Applicants will be able to follow their cases.",
    "The working group report is long.",
    "Further information will be given on the website.",
    "KIPO welcomed the other members of the IP5 in Busan.",
    "The users explained their plans, and it was agreed to meet before each such event.",
    "The participants never shared a room.",
    "She was present as an observer.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_decision_of_the_meeting(sentence: str) -> None:
    assert found(sentence)[1] == []


ITEMS = [
    ("The heads agreed to improve machine translation and to launch a pilot on drawings.", 2),
    ("They agreed that the process has to be transparent, and that communication with users must work well.", 2),
    ("The meeting agreed that WIPO would supply information on the tender and would tell the group about it.", 2),
    ("The heads welcomed progress in classification, in machine translation and in statistics.", 3),
    ("The Deputy Heads discussed the PPH, the Global Dossier, quality management as well as the PCT.", 4),
    ("They discussed how search results can be used, how patent information can be opened, and how practices can be harmonized.", 3),
    ("The heads exchanged views on two strategic issues, quality and the future of the PCT.", 2),
    ("The heads agreed on three topics: unity of invention, citation of prior art and drawings.", 3),
    ("Progress was examined on machine translation, the PPH and the Common Citation Document.", 3),
    ("The launch of new projects was agreed: one to harmonize drawings, another to ease the transfer of patent rights.", 2),
    ("The heads agreed to launch two projects. One concerns drawings. The other concerns the transfer of patent rights.", 2),
    ("An AI task force was set up, and so was a group on quality.", 2),
    # one thing, although it has an "and"
    ("The heads agreed to go on with their efforts to simplify the system and to raise its efficiency.", 1),
    ("They reaffirmed the importance of user convenience by digitizing procedures and expanding online communication.", 1),
    ("The heads discussed the rules of search and examination.", 1),
    ("The experts went into proposals for 32 fields, such as robots, electric cars and bio.", 1),
    ("The heads stressed the need to advance the harmonization of substantive and procedural patent law.", 1),
    ("They repeated their vision: no duplicate work, better and faster examination, stable patents.", 1),
    ("The experts discussed legal, technical and policy questions of AI.", 1),
]


@pytest.mark.parametrize(("text", "count"), ITEMS, ids=[t for t, _ in ITEMS])
def test_one_record_for_one_thing(text: str, count: int) -> None:
    within, statements = found(text)
    assert len(statements) == count, [quote(within, s.span) for s in statements]


def test_items_of_a_list_are_decisions_each() -> None:
    within, statements = found(
        "Having heard the experts, the heads adopted the following:\n\n"
        "1. indicators for the Patent Prosecution Highway (PPH);\n\n"
        "2. new topics, to be dealt with by the Patent Harmonization Experts Panel (PHEP);\n\n"
        "3. the 2021 Joint Statement of the IP5 Offices."
    )
    assert [(s.act, s.topics[0], s.body) for s in statements] == [("adopted", "pph", None), ("adopted", "patent-harmonization", "phep")]
    assert quote(within, statements[0].span) == "indicators for the Patent Prosecution Highway (PPH)"


def test_items_below_that_complete_the_sentence() -> None:
    _, statements = found(
        "As regards quality, the five sides agreed that\n\n- standards have to rise, and\n\n- quality comes before numbers."
    )
    assert [(s.act, s.topics) for s in statements] == [("agreed", ("quality",)), ("agreed", ("quality",))]


def test_items_with_verbs_take_their_subject_from_the_line_above() -> None:
    _, statements = found(
        "What the heads did:\n\n- reaffirmed work-sharing;\n\n- endorsed a PPH pilot;\n\n- stressed that patent law must be harmonized."
    )
    assert [s.act for s in statements] == ["reaffirmed", "endorsed", "stressed"]


def test_labels_before_a_colon_are_acts() -> None:
    _, statements = found("- Agreed: to go on with the ten Foundation Projects.\n\n- Discussed: the PPH and the Global Dossier.")
    assert [s.act for s in statements] == ["agreed", "discussed", "discussed"]


def test_agenda_of_a_meeting_to_come() -> None:
    _, statements = found(
        "To be discussed:\n\n1. international transfer of patent rights;\n\n2. artificial intelligence.", status="planned"
    )
    assert [(s.act, s.modality, s.topics[0]) for s in statements] == [
        ("discussed", "intended", "global-assignment"),
        ("discussed", "intended", "net-ai"),
    ]


def test_later_items_are_quoted_without_the_earlier_ones() -> None:
    within, statements = found("The heads reviewed what has been achieved with the Global Dossier and the Common Citation Document (CCD).")
    first, second = (quote(within, s.span) for s in statements)
    assert first == "The heads reviewed what has been achieved with the Global Dossier"
    assert second.startswith("the Common Citation Document")


BODIES = [
    ("The heads tasked Working Group 2 (WG2) with a study on data exchange.", "wg2"),
    ("They will consider establishing an IP5 sustainability task force.", "sustainability-task-force"),
    ("WG2 will analyse how an IT system could be built on the model agreed by the PHEP.", "wg2"),
    ("Based on the considerations of the NET/AI Task Force, the heads agreed on the scope of their work on AI.", None),
    ("The heads reviewed the reports of the Patent Harmonization Experts Panel (PHEP).", None),
]


@pytest.mark.parametrize(("sentence", "body"), BODIES, ids=[s for s, _ in BODIES])
def test_the_body_charged(sentence: str, body: str | None) -> None:
    assert [s.body for s in found(sentence)[1]] == [body]


def test_topics_of_a_heading_help_a_sentence_that_names_none() -> None:
    _, statements = found("## Cooperation on AI\n\nThe offices agreed on the scope of what they will do next.")
    assert [s.topics[0] for s in statements] == ["net-ai"]


def test_a_pronoun_is_about_what_came_before() -> None:
    _, statements = found("The vision of the five offices has three parts. The heads reconfirmed it in Guilin.")
    assert [(s.act, s.topics) for s in statements] == [("reaffirmed", ("vision",))]


def test_the_summary_is_not_said_twice() -> None:
    _, statements = found(
        "The heads agreed on a roadmap for cooperation on AI.\n\n## Results\n\nThe heads agreed on the work roadmap for cooperating in the field of AI."
    )
    assert len(statements) == 1


def test_opinions_of_the_editor_are_left_out() -> None:
    assert found("## Comment\n\nThe offices agreed to harmonize drawings, which is good for our clients.")[1] == []


def test_every_sentence_below_what_was_decided_is_agreed() -> None:
    _, statements = found("## What was decided\n\nThe offices will reach out more to the public.")
    assert [(s.act, s.modality) for s in statements] == [("agreed", "done")]


def test_without_a_meeting_only_what_binds_or_is_intended_counts() -> None:
    _, statements = found(
        "The Offices described their systems. The Offices agreed to share prior art. The PHEP will address AI as well.", None
    )
    assert [(s.act, s.modality, s.meeting) for s in statements] == [("agreed", "done", None), ("discussed", "intended", None)]


def test_another_group_in_the_same_release_has_its_own_meeting() -> None:
    within = context("The experts panel will talk about unity of invention.", MeetingRef("wg3", 5))
    panel = MeetingStatement(Span(0, 0), "given", "phep", 2, "2013-10-29", "2013-11-01", status="planned")
    both = replace(within, meetings=(*within.meetings, panel))
    assert [s.meeting for s in decisions(both)] == [MeetingRef("phep", 2)]


def test_look_alikes_have_no_decisions() -> None:
    within = context("The heads agreed on a vision.")
    assert list(decisions(replace(within, is_about_ip5=False))) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            'The heads agreed to that , and ; : reviewed discussed by ( ) “ ” " . which 5 offices it was will plan of as so were AI - □ pilot'.split()
        ),
        max_size=40,
    )
)
def test_any_words_are_read_and_every_quote_stands_in_the_text(words: list[str]) -> None:
    within, statements = found(" ".join(words) or "x")
    for statement in statements:
        assert 0 <= statement.span.start < statement.span.end <= len(within.text)
        assert statement.topics


@pytest.mark.parametrize("unit", ["the heads agreed on AI and ", ", ", "that which agreed to ", "(", "“the heads ", "1234567890", "and "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        made = release(unit * (size // len(unit)))
        within = Context(made, (), known(), (), tuple(HEADS for _ in made.sentences))
        begun = time.process_time()
        list(decisions(within))
        return time.process_time() - begun

    small, large = (min(seconds(size) for _ in range(2)) for size in (100_000, 400_000))
    assert large < 12 * max(small, 0.1)  # quadratic would be 16 times as long
