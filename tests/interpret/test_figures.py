"""Figures: what is counted, how exactly, of which year, whose; and what is no figure."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip5kg.interpret.context import Context
from ip5kg.interpret.figures import figures
from ip5kg.read import read_bytes
from ip5kg.recognise import recognise
from tests.interpret.said import context, known

SHARE, FILED, GRANTED = "share-of-world-applications", "applications-filed", "patents-granted"
PCT, WORK, WORLD_GRANTS = "pct-applications", "share-of-pct-work", "share-of-world-grants"

Figure = tuple[str, float, str, str, int | None, str | None]


def found(text: str) -> set[Figure]:
    return {(s.measure, s.value, s.unit, s.qualifier, s.year, s.scope) for s in figures(context(text))}


def share(value: float, qualifier: str = "exact", year: int | None = None, scope: str | None = "IP5", measure: str = SHARE) -> Figure:
    return (measure, value, "percent", qualifier, year, scope)


def filed(value: int, qualifier: str = "exact", year: int | None = None, scope: str | None = "IP5") -> Figure:
    return (FILED, value, "applications", qualifier, year, scope)


def granted(value: int, qualifier: str = "exact", year: int | None = None, scope: str | None = "IP5") -> Figure:
    return (GRANTED, value, "patents", qualifier, year, scope)


def growth(value: float, year: int | None = None, scope: str | None = "IP5") -> Figure:
    return ("other", value, "percent", "exact", year, scope)


SHARES = [
    ("The IP5 Offices handle approximately 90 per cent of the world's patent applications.", share(90, "about")),
    ("Nearly four fifths of all patent applications worldwide are filed with the five offices.", share(80, "under")),
    ("The five offices take in about three quarters of global patent filings.", share(75, "about")),
    ("More than four out of five patent applications in the world are filed at one of the five offices.", share(80, "over")),
    ("Nine of every ten patent applications in the world are filed with one of the five.", share(90)),
    ("Of every hundred patent applications filed in the world, 85 end up on the desks of the five.", share(85)),
    ("The IP5's share of the world's patent applications is 84.9%.", share(84.9)),
    ("Up to 90% of the world's patent applications end up at the IP5 Offices.", share(90, "under")),
    ("At least 85% of applications worldwide go through the IP5.", share(85, "over")),
    ("As much as 85% of all patent applications in the world are handled by the five.", share(85)),
    ("With some 85% of the world's filings, the five offices bear a special responsibility.", share(85, "about")),
    ("The IP5 share in worldwide patent filings stood at 85% in 2021.", share(85, year=2021)),
    ("Between 80 and 85 percent of the world's patent applications are handled by the five.", share(80, "over")),
    ("KIPO said that the IP5, which together handle 85 per cent of patent applications worldwide, would meet in Seoul.", share(85)),
    ("If the five offices, responsible for 85% of the world's patent applications, agree, others will follow.", share(85)),
    (
        "The heads of Korea, China, Japan, the United States and Europe, which together account for 85 percent of patent applications worldwide, met.",
        share(85),
    ),
    ("China's office received 46% of all patent applications in the world in 2019.", share(46, year=2019, scope="CN")),
    ("The EPO's share of the world's applications is 5%.", share(5, scope="EP")),
    ("The IP5, founded in 2007, handle 80 percent of all patent applications in the world.", share(80)),
    ("Almost 95% of PCT searches are done by the five offices.", share(95, "under", measure=WORK)),
    ("The five offices do 93 per cent of what there is to do under the Patent Cooperation Treaty.", share(93, measure=WORK)),
    ("Around nine tenths of all patents granted in the world come from the five offices.", share(90, "about", measure=WORLD_GRANTS)),
    ("The five offices stand for 80% of the global patent market.", share(80, measure="other")),
]


@pytest.mark.parametrize(("text", "wanted"), SHARES, ids=[text[:40] for text, _ in SHARES])
def test_shares(text: str, wanted: Figure) -> None:
    assert found(text) == {wanted}


SEVERAL = [
    (
        "The number of applications filed with the IP5 Offices was around 2.73 million in 2019, or about 85% of some 3.22 million applications worldwide in that year.",
        {filed(2_730_000, "about", 2019), share(85, "about", 2019), filed(3_220_000, "about", 2019, "world")},
    ),
    (
        "In 2006, the five offices received 1.35 million of the 1.76 million patent applications filed in the world, or 77%.",
        {filed(1_350_000, year=2006), filed(1_760_000, year=2006, scope="world"), share(77, year=2006)},
    ),
    (
        "Of the 1.76 million applications that were filed throughout the world in 2006, 1.35 million, that is 77%, were received by the five offices.",
        {filed(1_350_000, year=2006), filed(1_760_000, year=2006, scope="world"), share(77, year=2006)},
    ),
    (
        "In 2006 the world counted 1.76 million patent applications. The five offices received 1.35 million of them, or 77 percent.",
        {filed(1_350_000, year=2006), filed(1_760_000, year=2006, scope="world"), share(77, year=2006)},
    ),
    (
        "They account for 90 percent of all patent applications filed worldwide and 93 percent of all work carried out under the PCT.",
        {share(90), share(93, measure=WORK)},
    ),
    (
        "KIPO received 218,975 patent applications in 2019, up 4.3% from 2018.",
        {filed(218_975, year=2019, scope="KR"), growth(4.3, 2019, "KR")},
    ),
    (
        "Some 1.6 million patents were granted by the IP5 Offices in 2019, 3% more than in 2018.",
        {granted(1_600_000, "about", 2019), growth(3, 2019)},
    ),
    (
        "Patent filings at the JPO decreased 6.3 percent to 288,472 in 2020.",
        {growth(6.3, 2020, "JP"), filed(288_472, year=2020, scope="JP")},
    ),
    (
        "In 2018 about 2.84 million applications were filed with the five offices, and in 2019 2.73 million.",
        {filed(2_840_000, "about", 2018), filed(2_730_000, year=2019)},
    ),
    (
        "The EPO accepted 100 international applications for the pilot. Of the applications accepted, 85 were filed in English, 13 in German and two in French.",
        {(PCT, value, "applications", "exact", None, "EP") for value in (100, 85, 13, 2)},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_several_figures(text: str, wanted: set[Figure]) -> None:
    assert found(text) == wanted


OTHERS = [
    ("At the JPO, first action pendency was 10.2 months in fiscal 2020.", ("pendency", 10.2, "months", "exact", 2020, "JP")),
    ("Applicants now wait 14.3 months on average for a first office action at KIPO.", ("pendency", 14.3, "months", "exact", None, "KR")),
    ("The USPTO employs 8,200 patent examiners.", ("other", 8200, "other", "exact", None, "US")),
    ("The Global Dossier was used by 1.2 million users in 2018.", ("other", 1_200_000, "other", "exact", 2018, None)),
    ("International applications under the PCT numbered about 265,800 in 2019.", (PCT, 265_800, "applications", "about", 2019, None)),
    ("The CCD, which the EPO hosts, has grown to more than 200 million citations.", ("other", 200_000_000, "other", "over", None, None)),
    ("Two hundred thousand applications are filed in all five offices every year.", filed(200_000)),
    (
        "As many as 250,000 applications a year are filed at two or more of the five offices.",
        ("other", 250_000, "applications", "under", None, None),
    ),
    ("In 2021 the KIPO, the fourth largest office in the world, received 237,998 applications.", filed(237_998, year=2021, scope="KR")),
    ("In 2021 the EPO granted 108 800 European patents.", granted(108_800, year=2021, scope="EP")),
]


@pytest.mark.parametrize(("text", "wanted"), OTHERS, ids=[text[:40] for text, _ in OTHERS])
def test_other_figures(text: str, wanted: Figure) -> None:
    assert found(text) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "About 30 people from the five offices took part in the 14th meeting on June 23, 2021.",
        "More than 1,000 people registered, and 300 followed the event online.",
        "About 60 participants from the five offices, 85% of them experts, attended.",
        "The five offices agreed on ten projects, three working groups and 32 fields.",
        "The offices aim at a pendency of 12 months by 2025.",
        "Each office will accept up to 100 international applications.",
        "The five offices expect that 3 million applications will be filed in 2025.",
        "The meeting lasted two days and the pilot runs for 36 months.",
        "Within 18 months after filing the application is published.",
        "Half of the day was given to talks with industry.",
        "The building at 189 Cheongsa-ro has 12,000 square metres.",
        "The fee of EUR 1 400 applies to more than 15 claims.",
        "WG1 dealt with G11B 7/24, Annex 3 and Action Points 41 to 43 of COVID-19.",
    ],
)
def test_no_figures(text: str) -> None:
    assert found(text) == set()


def test_a_figure_that_is_told_twice_is_told_once_and_headings_come_last() -> None:
    text = "Five offices receive 85% of the world's patent applications\n\nThe five offices receive 85% of the world's patent applications. They do so today.\n"
    within = context(text)
    told = list(figures(within))
    assert len(told) == 1
    assert within.text[told[0].span.start : told[0].span.end] == "The five offices receive 85% of the world's patent applications"


def test_menus_and_datelines_hold_no_figures() -> None:
    assert found("The heads met.\n\nRelated news\n\n- IP5 receive 85% of the world's patent applications\n") == set()


def test_a_release_about_something_else_yields_none() -> None:
    within = context("The three offices received 60% of the world's patent applications.")
    assert list(figures(within))
    assert list(figures(Context(within.release, within.mentions, within.gazetteer, is_about_ip5=False))) == []


def test_quotes_are_clauses_of_one_sentence() -> None:
    within = context(SEVERAL[0][0])
    for statement in figures(within):
        sentence = within.sentence_of(statement.span)
        assert statement.span in sentence.span
        assert any(c.isdigit() for c in within.text[statement.span.start : statement.span.end])


NUMBERS = st.sampled_from(
    [
        "85%",
        "2.73 million",
        "1,234,567",
        "four fifths",
        "600 000",
        "23 months",
        "half",
        "nine out of ten",
        "1 to 2 million",
        "2019",
        "3.5 %",
    ]
)
WORDS = st.sampled_from(
    "the five offices IP5 received granted patent applications worldwide of in up from KIPO, which were or ; ( ) 2019 more than about will percent".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(NUMBERS, WORDS), max_size=30))
def test_any_string_of_words_is_read_and_quoted_truly(words: list[str]) -> None:
    text = "Heads met. " + " ".join(words)
    release = read_bytes(f"---\nissued: 2022\n---\n{text}\n".encode(), "a.md")
    within = Context(release, recognise(release, known()), known())
    for statement in figures(within):
        assert 0 <= statement.span.start < statement.span.end <= len(release.text)
        assert statement.value >= 0


@pytest.mark.parametrize("piece", ["85% ", "85% of the world's applications, ", "1,234 ", "2.73 million applications. ", "(9 out of 10) "])
def test_time_does_not_grow_with_the_square_of_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        release = read_bytes(f"---\nissued: 2022\n---\n{piece * times}\n".encode(), "a.md")
        within = Context(release, recognise(release, known()), known())
        began = time.process_time()
        list(figures(within))
        return time.process_time() - began

    seconds(100)
    small, large = seconds(1_000), seconds(8_000)
    assert large < 24 * max(small, 0.05)
