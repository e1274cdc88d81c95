"""Meetings: which ones a release speaks of, when, where, in which form, at whose invitation, held or planned."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.model import MeetingRef
from tests.interpret.meeting_said import meeting, meetings, read

SERIES = [
    ("The 14th IP5 Heads of Office Meeting was held on June 23, 2021.", "heads", 14),
    ("The heads of the five IP offices met on June 23, 2021.", "heads", None),
    ("On June 23, 2021, the Heads of the IP5 Offices gathered for the fourteenth time.", "heads", 14),
    ("The IP5 Offices held their fourteenth annual meeting on June 23, 2021.", "heads", 14),
    ("The commissioners of the world's five largest patent offices sat down together on June 23, 2021.", "heads", None),
    ("The 22nd IP5 Deputy Heads Meeting took place on March 3, 2021.", "deputy-heads", 22),
    ("On March 3, 2021, the deputy heads of the IP5 convened.", "deputy-heads", None),
    ("The IP5 heads met industry representatives on June 22, 2021.", "heads-industry", None),
    ("The fifth meeting of the IP5 Heads with Industry was held on June 22, 2021.", "heads-industry", 5),
    ("The 5th meeting of IP5 Working Group 1 (WG1) was held in Beijing on March 21, 2011.", "wg1", 5),
    ("IP5 WG2 met on March 21, 2011, for its third meeting.", "wg2", 3),
    ("The IP5 Working Group on Classification held its 5th session on March 21, 2011.", "wg1", 5),
    ("The Patent Harmonization Experts Panel (PHEP) of the IP5 met on April 5, 2016.", "phep", None),
    ("The fifth meeting of the Global Dossier Task Force of the IP5 was held on January 31, 2018.", "global-dossier-task-force", 5),
    ("The IP5 task force on new emerging technologies and AI held its second meeting on March 3, 2021.", "net-ai-task-force", 2),
    ("The IP5 Statistics Working Group met on March 3, 2021.", "statistics-working-group", None),
    ("The IP5 Program Management Team (PMT) met on June 11, 2018.", "program-management", None),
]
WHEN = [
    ("was held on June 22 and 23, 2021", ("2021-06-22", "2021-06-23")),
    ("was held from 22 to 23 June 2021", ("2021-06-22", "2021-06-23")),
    ("was held in June 2021", ("2021-06", "2021-06")),
    ("was held yesterday", ("2021-06-23", "2021-06-23")),
    ("was held earlier this month", ("2021-06", "2021-06")),
    ("was held this year", ("2021", "2021")),
    ("opened on June 21 and closed on June 23", ("2021-06-21", "2021-06-23")),
    ("opened on June 21 and lasted three days", ("2021-06-21", "2021-06-23")),
    ("was held on June 23. The office said on June 24 that it had been a success", ("2021-06-23", "2021-06-23")),
]
WHERE = [
    ("was held in Munich on June 23, 2021", ("Munich", "DE", "in-person")),
    ("was held in Songdo, Korea, on June 23, 2021", ("Incheon", "KR", "in-person")),
    ("was held on Jeju, Republic of Korea, on June 23, 2021", (None, "KR", "in-person")),
    ("was held in Malta on June 23, 2021", (None, "MT", "in-person")),
    ("was held by videoconference on June 23, 2021", (None, None, "online")),
    ("was held online on June 23, 2021", (None, None, "online")),
    ("was held in hybrid form in Seoul on June 23, 2021", ("Seoul", "KR", "hybrid")),
    ("was held on June 23, 2021. The venue was the castle of Kyoto", ("Kyoto", "JP", "in-person")),
    ("was held on June 23, 2021. A report is published online", (None, None, None)),
    ("was held on June 23, 2021, and the commissioner from Korea spoke", (None, None, None)),
]
HOSTS = [
    ("was held on June 23, 2021, hosted by the JPO", "JP"),
    ("was held on June 23, 2021, at the invitation of the European Patent Office (EPO)", "EP"),
    ("was held on June 23, 2021. The Korean Intellectual Property Office was the host", "KR"),
    ("was held on June 23, 2021. The JPO, which hosted it, thanked all", "JP"),
    ("took place on June 23, 2021, with the USPTO as host", "US"),
    ("took place on June 23, 2021, at the EPO in Munich", "EP"),
    ("was jointly hosted by the EPO and the JPO on June 23, 2021", None),
    ("was held on June 23, 2021. The EPO, JPO, KIPO, CNIPA and USPTO attended", None),
]
STATUSES = [
    ("The 15th IP5 Heads Meeting will be held on June 7, 2022.", "planned"),
    ("KIPO is to host the 15th IP5 Heads Meeting in June 2022.", "planned"),
    ("The 14th IP5 Heads Meeting was held on June 23, 2021.", "held"),
    ("The 14th IP5 Heads Meeting opens today.", "held"),
    ("The 13th IP5 Heads Meeting, planned for June 2020, was cancelled.", "cancelled"),
]
LOOK_ALIKES = [
    ("The 38th Trilateral Conference of the EPO, JPO and USPTO was held in Vienna on November 17, 2020.", "trilateral"),
    ("The TM5 annual meeting was held in Tokyo on December 9, 2019.", "tm5"),
    ("The ID5 annual meeting was held in Seoul on November 5, 2019.", "id5"),
    ("KIPO Commissioner Kim Yong-rae met CNIPA Commissioner Shen Changyu in Beijing on June 3, 2021.", "bilateral"),
]
NO_MEETING = [
    "The heads of the five offices meet once a year.",
    "The conditions were met on June 23, 2021.",
    "The IP5 offices receive most of the applications of the world.",
    "The meeting room was opened on June 23, 2021.",
    "If the heads of the IP5 meet, they discuss classification.",
]


@pytest.mark.parametrize(("text", "series", "number"), SERIES)
def test_a_meeting_is_of_a_series_and_may_have_a_number(text: str, series: str, number: int | None) -> None:
    found = meeting(text)
    assert (found.series, found.number) == (series, number)


@pytest.mark.parametrize(("words", "time_"), WHEN)
def test_when_it_was(words: str, time_: tuple[str, str]) -> None:
    found = meeting(f"The 14th IP5 Heads Meeting {words}.")
    assert (found.start, found.end) == time_


@pytest.mark.parametrize(("words", "place"), WHERE)
def test_where_it_was_and_in_which_form(words: str, place: tuple[str | None, str | None, str | None]) -> None:
    found = meeting(f"The 14th IP5 Heads Meeting {words}.")
    assert (found.city, found.country, found.format) == place


@pytest.mark.parametrize(("words", "host"), HOSTS)
def test_who_was_its_host(words: str, host: str | None) -> None:
    assert meeting(f"The 14th IP5 Heads Meeting {words}.").host == host


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_whether_it_was_held(text: str, status: str) -> None:
    assert meeting(text).status == status


@pytest.mark.parametrize(("text", "series"), LOOK_ALIKES)
def test_look_alikes_are_kept_apart(text: str, series: str) -> None:
    found = meeting(text, title="News of the office")
    assert found.series == series
    assert not read(text, title="News of the office").is_about_ip5


@pytest.mark.parametrize("text", NO_MEETING)
def test_not_every_talk_of_meeting_is_a_meeting(text: str) -> None:
    assert meetings(text) == ()


def test_a_release_that_is_not_about_the_five_gives_no_meeting_of_theirs() -> None:
    text = (
        "The office has a new building.\n\nIt has 300 rooms.\n\nIts canteen opens in May.\n\nIn June, it will host the IP5 heads' meeting."
    )
    assert meetings(text, title="A new building in Daejeon") == ()


def test_all_mentions_of_one_meeting_make_one_record() -> None:
    text = (
        "TOKYO - The heads of the five offices met on June 23.\n\n"
        "The 14th IP5 Heads Meeting was held online. The JPO was the host of the event.\n\n"
        "At the meeting, the heads adopted a joint statement. The meeting also discussed classification."
    )
    found = meeting(text, title="14th Meeting of Heads of IP5 Offices")
    assert (found.number, found.start, found.format, found.host) == (14, "2021-06-23", "online", "JP")
    assert "June 23" in found.span.of(read(text, title="14th Meeting of Heads of IP5 Offices").text)


def test_meetings_named_in_passing_are_stated_with_what_is_said_of_them() -> None:
    text = (
        "The 14th IP5 Heads Meeting was held on June 23, 2021. The task force had been set up at the 12th meeting, held in Incheon, Korea, "
        "in June 2019. The next meeting will be hosted by the EPO in 2022."
    )
    found = {(m.number, m.start, m.city, m.host, m.status) for m in meetings(text)}
    assert found == {
        (14, "2021-06-23", None, None, "held"),
        (12, "2019-06", "Incheon", None, "held"),
        (None, "2022", None, "EP", "planned"),
    }


def test_what_is_said_of_meetings_together_is_said_of_each() -> None:
    text = "The 9th meeting of IP5 WG2 and the 2nd meeting of the Global Dossier Task Force were held by SIPO in Suzhou from January 19 to 23, 2015."
    first, second = sorted(meetings(text), key=lambda m: m.series)
    assert [(m.number, m.start, m.end, m.city, m.host) for m in (first, second)] == [
        (2, "2015-01-19", "2015-01-23", "Suzhou", "CN"),
        (9, "2015-01-19", "2015-01-23", "Suzhou", "CN"),
    ]


def test_the_parts_of_a_larger_event_share_its_place() -> None:
    text = (
        "The IP5 heads' meeting took place in Incheon, Korea, from June 11 to 13, 2019. On the first day the deputy heads met. "
        "On June 12 the heads met industry."
    )
    found = {m.series: (m.start, m.city) for m in meetings(text, issued="2019-06-14")}
    assert found == {
        "heads": ("2019-06-11", "Incheon"),
        "deputy-heads": ("2019-06-11", "Incheon"),
        "heads-industry": ("2019-06-12", "Incheon"),
    }


def test_a_labelled_outline_speaks_of_the_meeting_of_the_title() -> None:
    text = "- Date: June 5, 2014\n- Place: Busan, Korea\n- Host: KIPO\n"
    found = meeting(text, title="7th Meeting of IP5 Heads of Office", issued="2014-06-12")
    assert (found.number, found.start, found.city, found.host) == (7, "2014-06-05", "Busan", "KR")


def test_the_body_is_followed_where_the_headline_says_less() -> None:
    found = meeting("The 14th IP5 Heads Meeting was held on June 22 and 23, 2021.", title="IP5 heads meet in June 2021")
    assert (found.start, found.end) == ("2021-06-22", "2021-06-23")


def test_no_number_is_filled_in_from_what_the_world_knows() -> None:
    found = meeting("The heads of the five IP offices met on June 20, 2024.", issued="2024-06-21")
    assert found.ref == MeetingRef("heads", None, "2024-06-20")


FOCUS = [
    ("The 14th IP5 Heads Meeting was held on June 23, 2021. They adopted a statement.", [14, 14]),
    (
        (
            "The 14th IP5 Heads Meeting was held on June 23, 2021. At the 12th meeting, in June 2019, a task force was set up. "
            "It has since met twice.\n\nThe heads also discussed classification."
        ),
        [14, 12, 12, 14],
    ),
]


@pytest.mark.parametrize(("text", "numbers"), FOCUS)
def test_each_sentence_speaks_of_a_meeting(text: str, numbers: list[int]) -> None:
    context = read(text)
    foci = [context.focus(s.index) for s in context.release.sentences if context.block(s).kind == "paragraph"]
    assert [ref.number if ref is not None else None for ref in foci] == numbers


def test_within_a_sentence_the_clause_counts() -> None:
    context = read("The 14th IP5 Heads Meeting, held on June 23, 2021, took up what the 12th meeting had begun, and adopted a plan.")
    (sentence,) = [s for s in context.release.sentences if context.block(s).kind == "paragraph"]
    numbers = [ref.number for _, ref in context.spots_in(sentence.span)]
    assert numbers == [14, 12]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([text for text, *_ in SERIES] + NO_MEETING + [t for t, _ in LOOK_ALIKES]), max_size=6).map(" ".join))
def test_what_is_stated_is_well_formed(text: str) -> None:
    context = read(text)
    for found in context.meetings:
        assert found.span.of(context.text).strip()
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.end is None or found.start <= found.end
        assert len({m.ref for m in context.meetings}) <= len(context.meetings)


@pytest.mark.parametrize(
    "unit",
    [
        "the heads met in Tokyo on June 23, 2021, and ",
        "The 14th IP5 Heads Meeting was held in Tokyo. ",
        "It was the meeting of the meeting of the heads of the ",
        "On June 3 the heads met.\n\n",
        "- Date: June 5, 2014\n",
    ],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        context = read("x")  # what is loaded once is not measured
        start = time.process_time()
        context = read(unit * times)
        assert context.release.text
        return time.process_time() - start

    few, many = min(seconds(150), seconds(151)), seconds(1_500)
    assert many < 40 * few + 0.5
