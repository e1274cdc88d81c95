"""Documents: type, title, what was done with them, and when a decision stands beside them."""

from __future__ import annotations

import pytest

from ip5kg.interpret.decisions import decisions
from ip5kg.interpret.documents import documents
from ip5kg.model import MeetingRef
from tests.interpret.said import HEADS, context, quote

DONE = [
    ("The heads of the five offices signed the 2019 IP5 Joint Statement.", "joint-statement", "signed", "2019 IP5 Joint Statement"),
    ("The Joint Statement of the IP5 Offices was signed.", "joint-statement", "signed", "Joint Statement of the IP5 Offices"),
    ("The five chiefs put their names to a joint statement on sustainable development.", "joint-statement", "signed", None),
    ("The meeting passed the Joint Statement.", "joint-statement", "adopted", "Joint Statement"),
    ("The press release and the joint statement were deliberated and agreed.", "joint-statement", "agreed", None),
    ("A draft of the joint statement, which the heads are to sign in June, was talked over.", "joint-statement", "discussed", None),
    ("The heads approved a new IP5 vision.", "vision-statement", "approved", None),
    ("The heads adopted a new vision statement.", "vision-statement", "adopted", "vision statement"),
    ("An IP5 vision was drafted.", "vision-statement", "proposed", "IP5 vision"),
    ("The offices agreed on the work roadmap for cooperating on AI.", "roadmap", "agreed", "work roadmap for cooperating on AI"),
    ("The conference approved the plan for the work that lies ahead.", "work-plan", "approved", None),
    ("They also adopted recommendations that had been laid before the meeting.", "recommendation", "adopted", "recommendations"),
    ("The deputies gave their consent to a quality document of the Global Dossier.", "project-document", "approved", None),
    ("A consensus was reached on the first release of the User Guide of IP5 Trial and Appeal Procedures.", "guideline", "agreed", None),
    ("The two sides signed a memorandum of understanding on data exchange.", "memorandum", "signed", None),
    ("The minutes of the meeting were approved.", "minutes", "approved", None),
    ("The heads agreed that a booklet on climate initiatives will be compiled.", "booklet", "agreed", "booklet on climate initiatives"),
    ("They decided to have a roadmap drawn up on AI.", "roadmap", "decided", None),
    ("The group will discuss the IP5 statistics report.", "report", "discussed", "IP5 statistics report"),
    # published, presented or named: no act
    ("A joint statement was released.", "joint-statement", None, None),
    ("The five offices have put the IP5 Statistics Report 2021 on their joint website.", "report", None, "IP5 Statistics Report 2021"),
    ("The IP5 Joint Statement 2017 is available.", "joint-statement", None, "IP5 Joint Statement 2017"),
    ("The IP5 Statistics Report 2019 has been available since November.", "report", None, "IP5 Statistics Report 2019"),
    ("There is fresh material: the IP5 Statistics Report 2023 can be read online.", "report", None, "IP5 Statistics Report 2023"),
    ("The offices agreed to publish a casebook on AI.", "booklet", "agreed", "casebook on AI"),
]


@pytest.mark.parametrize(("sentence", "doc_type", "act", "title"), DONE, ids=[s for s, *_ in DONE])
def test_a_document_and_what_was_done_with_it(sentence: str, doc_type: str, act: str | None, title: str | None) -> None:
    found = {s.doc_type: s for s in documents(context(sentence))}
    assert doc_type in found
    assert found[doc_type].act == act
    assert found[doc_type].meeting == (HEADS if act is not None or doc_type != "report" else None)  # a report that is out is the offices'
    if title is not None:
        assert found[doc_type].title == title


NONE = [
    "The heads reviewed the preparations for putting the IP5 roadmap on AI into practice.",
    "The heads reaffirmed the vision of the five offices.",
    "The vision which the offices gave themselves in 2008 remains what it was.",
    "The heads heard the reports of the experts.",
    "Commissioner Shen signed the guest book and gave a report to the press.",
    "The agenda was adopted.",
    '"We signed a joint statement, and we shall sign the next one," he said in the lobby.',
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_document(sentence: str) -> None:
    assert list(documents(context(sentence))) == []


BESIDE = [
    ("The heads signed the 2017 IP5 Joint Statement.", 0),
    ("They adopted recommendations that had been laid before the meeting.", 0),
    ("They signed the 2019 Joint Statement, in which what has been achieved is summed up.", 0),
    ("The heads adopted the future work plan.", 0),
    ("The heads adopted a roadmap for cooperation on artificial intelligence.", 1),
    ("The heads approved a new IP5 vision.", 1),
    ("The heads adopted a joint statement that sets the direction for the Sustainable Development Goals.", 1),
]


@pytest.mark.parametrize(("sentence", "count"), BESIDE, ids=[s for s, _ in BESIDE])
def test_a_decision_stands_beside_it_only_where_the_text_says_what_it_is_about(sentence: str, count: int) -> None:
    within = context(sentence)
    assert len(list(documents(within))) == 1
    assert len(list(decisions(within))) == count


def test_documents_of_the_meeting_that_are_listed() -> None:
    within = context(
        "The heads met.\n\n## Documents\n\n- Press release (16th Heads meeting)\n\n- Joint Statement\n\n- Climate Initiatives Booklet"
    )
    assert [(s.doc_type, s.act, s.title) for s in documents(within)] == [
        ("press-release", None, "Press release (16th Heads meeting)"),
        ("joint-statement", None, "Joint Statement"),
        ("booklet", None, "Climate Initiatives Booklet"),
    ]


@pytest.mark.parametrize("size", [" (PDF, 210 KB)", " [PDF]", " (DOCX)", ""])
def test_kind_and_size_of_a_file_are_no_part_of_its_title(size: str) -> None:
    within = context(f"## Documents\n\n- Joint Statement{size}\n\n- Summary of the meeting")
    assert [s.title for s in documents(within) if s.doc_type == "joint-statement"] == ["Joint Statement"]


def test_documents_listed_on_one_line() -> None:
    within = context("Documents listed: Press Release; Joint Statement; Vision Statement.")
    assert [s.doc_type for s in documents(within)] == ["press-release", "joint-statement", "vision-statement"]


def test_one_that_was_adopted_is_not_listed_again() -> None:
    within = context("The heads adopted a new vision statement.\n\n## Documents\n\n- IP5 Vision Statement")
    assert [(s.doc_type, s.act) for s in documents(within)] == [("vision-statement", "adopted")]


def test_the_quote_stands_in_the_text() -> None:
    within = context("At the end, the heads signed the 2017 IP5 Joint Statement.")
    assert [quote(within, s.span) for s in documents(within)] == ["the heads signed the 2017 IP5 Joint Statement"]


def test_documents_outside_a_meeting_have_none() -> None:
    found = list(documents(context("The PHEP finalised a new work plan.", None)))
    assert [(s.doc_type, s.act, s.meeting) for s in found] == [("work-plan", "adopted", None)]


def test_meetings_keep_their_documents_apart() -> None:
    within = context("The joint statement was discussed.", MeetingRef("deputy-heads", 22))
    assert [(s.act, s.meeting) for s in documents(within)] == [("discussed", MeetingRef("deputy-heads", 22))]
