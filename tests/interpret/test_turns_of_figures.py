"""Turns of phrase for figures: the same count or share told in many ways, and sentences that tell several figures."""

from __future__ import annotations

import pytest

from ip5kg.interpret.figures import figures
from tests.interpret.meeting_said import read

COUNTS = {
    "2.7 million": (2700000, "exact"),
    "about 2.7 million": (2700000, "about"),
    "more than 2.7 million": (2700000, "over"),
    "nearly 2.7 million": (2700000, "under"),
    "2,700,000": (2700000, "exact"),
    "2 700 000": (2700000, "exact"),
    "two and a half million": (2500000, "exact"),
}
SHARES = {
    "85%": (85, "exact"),
    "85 percent": (85, "exact"),
    "some 85 per cent": (85, "about"),
    "over 85%": (85, "over"),
    "almost four fifths": (80, "under"),
    "nine out of ten": (90, "exact"),
    "three quarters": (75, "exact"),
}
OF_A_COUNT = [
    "The IP5 offices received {v} patent applications in 2019.",
    "In 2019, {v} patent applications were filed at the IP5 offices.",
    "{V} patent applications reached the IP5 in 2019.",
    "The number of patent applications filed with the IP5 was {v} in 2019.",
    "Patent applications at the IP5 came to {v} in 2019.",
    "In 2019 the IP5 took in {v} patent applications.",
    "The IP5 had to deal with {v} patent applications in 2019.",
    "Inventors and companies filed {v} patent applications with the five offices (IP5) in 2019.",
    "The total of patent applications at the IP5 stood at {v} in 2019.",
    "{V} is the number of patent applications that the IP5 received in 2019.",
    "The IP5 counted {v} new patent applications in 2019.",
    "Applications at the five IP5 offices in 2019: {v}",
]
OF_A_SHARE = [
    "The IP5 handle {v} of the world's patent applications.",
    "{V} of all patent applications worldwide are filed with the IP5.",
    "The IP5 account for {v} of patent applications in the world.",
    "The five offices of the IP5 receive {v} of the patent applications filed around the globe.",
    "With {v} of the world's patent applications, the IP5 carry weight.",
    "The share of the IP5 in the patent applications of the world is {v}.",
    "{V} of patent filings worldwide go to the IP5.",
    "The IP5, which together process {v} of all patent applications in the world, met in Seoul.",
    "Taken together, the IP5 stand for {v} of the world's patent applications.",
    "At present {v} of the patent applications of the world are dealt with by the IP5.",
]
Figure = tuple[str, float, str, str, int | None, str | None]
SEVERAL: list[tuple[str, set[Figure]]] = [
    (
        "The IP5 Offices handle around 80 % of the world's patent applications.",
        {("share-of-world-applications", 80, "percent", "about", None, "IP5")},
    ),
    (
        "Four out of five patent applications worldwide end up at one of the IP5 offices.",
        {("share-of-world-applications", 80, "percent", "exact", None, "IP5")},
    ),
    (
        "Nearly nine tenths of all patents applied for in the world are applied for at the IP5.",
        {("share-of-world-applications", 90, "percent", "under", None, "IP5")},
    ),
    (
        "In 2020 the IP5 received 2.8 million patent applications, 85% of the world total.",
        {
            ("applications-filed", 2800000, "applications", "exact", 2020, "IP5"),
            ("share-of-world-applications", 85, "percent", "exact", 2020, "IP5"),
        },
    ),
    (
        "Last year, 2.7 million patent applications were filed with the IP5 Offices.",
        {("applications-filed", 2700000, "applications", "exact", 2020, "IP5")},
    ),
    (
        "Of the 3.3 million patent applications filed worldwide in 2019, 2.73 million reached the five offices.",
        {
            ("applications-filed", 2730000, "applications", "exact", 2019, "IP5"),
            ("applications-filed", 3300000, "applications", "exact", 2019, "world"),
        },
    ),
    (
        "The number of patents granted by the IP5 rose by 10% in 2021 to 1.5 million.",
        {("other", 10, "percent", "exact", 2021, "IP5"), ("patents-granted", 1500000, "patents", "exact", 2021, "IP5")},
    ),
    (
        "CNIPA alone accounted for 1.5 million applications in 2020, more than half of the IP5 total.",
        {("applications-filed", 1500000, "applications", "exact", 2020, "CN")},
    ),
    (
        "The average time to a first office action at the JPO was 10.2 months in fiscal 2020.",
        {("pendency", 10.2, "months", "exact", 2020, "JP")},
    ),
    (
        "The IP5 together account for about 95 percent of the work done under the PCT.",
        {("share-of-pct-work", 95, "percent", "about", None, "IP5")},
    ),
    (
        "According to the IP5 Statistics Report 2019, patent applications at the IP5 grew 1.6% in 2018.",
        {("other", 1.6, "percent", "exact", 2018, "IP5")},
    ),
    (
        "More than 2.6 million: that is how many patent applications the IP5 received in 2016.",
        {("applications-filed", 2600000, "applications", "over", 2016, "IP5")},
    ),
    (
        "The five offices took in 1.88 million applications in 2012, that is, four fifths of the 2.35 million filed in the whole world.",
        {
            ("applications-filed", 1880000, "applications", "exact", 2012, "IP5"),
            ("applications-filed", 2350000, "applications", "exact", 2012, "world"),
            ("share-of-world-applications", 80, "percent", "exact", 2012, "IP5"),
        },
    ),
    (
        "In 2010, the share of the IP5 in the patent applications of the world was 78 percent.",
        {("share-of-world-applications", 78, "percent", "exact", 2010, "IP5")},
    ),
    (
        "Roughly 90 per cent of the world's patent filings go through the hands of the five offices (IP5).",
        {("share-of-world-applications", 90, "percent", "about", None, "IP5")},
    ),
    ("The IP5 are responsible for some 93% of PCT work.", {("share-of-pct-work", 93, "percent", "about", None, "IP5")}),
    (
        "KIPO granted 120,000 patents in 2017, the IP5 as a whole 1.2 million.",
        {("patents-granted", 120000, "patents", "exact", 2017, "KR"), ("patents-granted", 1200000, "patents", "exact", 2017, "IP5")},
    ),
    (
        "Figures for 2021: 2.9 million applications at the IP5, 188,600 of them at the EPO.",
        {
            ("applications-filed", 188600, "applications", "exact", 2021, "EP"),
            ("applications-filed", 2900000, "applications", "exact", 2021, "IP5"),
        },
    ),
    (
        "Its main figures for 2021:\n\n- 2.9 million patent applications received by the IP5\n- 1.5 million patents granted by the IP5\n",
        {
            ("applications-filed", 2900000, "applications", "exact", 2021, "IP5"),
            ("patents-granted", 1500000, "patents", "exact", 2021, "IP5"),
        },
    ),
    (
        "As many as 250,000 applications a year are filed at two or more of the IP5 offices.",
        {("other", 250000, "applications", "under", None, None)},
    ),
    (
        "Up to 250,000 applications are filed in duplicate at the IP5 offices every year.",
        {("applications-filed", 250000, "applications", "under", None, "IP5")},
    ),
    (
        "Two and a half million patent applications were filed at the IP5 in 2014.",
        {("applications-filed", 2500000, "applications", "exact", 2014, "IP5")},
    ),
    (
        "The USPTO got 597,141 applications in 2018, the EPO 174,397 and the JPO 313,567.",
        {
            ("applications-filed", 174397, "applications", "exact", 2018, "EP"),
            ("applications-filed", 313567, "applications", "exact", 2018, "JP"),
            ("applications-filed", 597141, "applications", "exact", 2018, "US"),
        },
    ),
    ("Between them the IP5 offices examine 9 out of 10 PCT applications.", {("share-of-pct-work", 90, "percent", "exact", None, "IP5")}),
    (
        "Patent filings at the IP5 were up 4.5% on the previous year, to 2.6 million in 2016.",
        {("applications-filed", 2600000, "applications", "exact", 2016, "IP5"), ("other", 4.5, "percent", "exact", 2016, "IP5")},
    ),
    ("The USPTO's pendency fell from 26 to 23 months in 2019.", {("pendency", 23, "months", "exact", 2019, "US")}),
    (
        "About 100 officials attended. The IP5 handle 85% of applications worldwide.",
        {("share-of-world-applications", 85, "percent", "exact", None, "IP5")},
    ),
    (
        "Members of the IP5 take in well over 80 percent of all patent applications.",
        {("share-of-world-applications", 80, "percent", "over", None, "IP5")},
    ),
    (
        "The five offices, through whose hands pass some 85% of the world's patent applications, met in Seoul.",
        {("share-of-world-applications", 85, "percent", "about", None, "IP5")},
    ),
    (
        "World-wide, 3.17 million patent applications were filed in 2017, of which 2.67 million (84%) with the IP5.",
        {
            ("applications-filed", 2670000, "applications", "exact", 2017, "IP5"),
            ("applications-filed", 3170000, "applications", "exact", 2017, "world"),
            ("share-of-world-applications", 84, "percent", "exact", 2017, "IP5"),
        },
    ),
    (
        "In 2006, when 1.76 million applications were filed throughout the world, 1.35 million (77%) were received by the IP5.",
        {
            ("applications-filed", 1350000, "applications", "exact", 2006, "IP5"),
            ("applications-filed", 1760000, "applications", "exact", 2006, "world"),
            ("share-of-world-applications", 77, "percent", "exact", 2006, "IP5"),
        },
    ),
]

GOING_ON: list[tuple[str, set[Figure]]] = [
    (
        "A first action took 10.4 months at the JPO in 2022. It was 15.2 months at KIPO and 21.1 months at the USPTO.",
        {
            ("pendency", 10.4, "months", "exact", 2022, "JP"),
            ("pendency", 15.2, "months", "exact", 2022, "KR"),
            ("pendency", 21.1, "months", "exact", 2022, "US"),
        },
    ),
    (
        "The report also gives the average pendency of the five offices in 2019. At KIPO, it stood at 15.6 months.",
        {("pendency", 15.6, "months", "exact", None, "KR")},
    ),
    (
        "In 2021 the IP5 received 2.9 million patent applications, 3% more than in 2020. In the same year, they granted 1.5 million patents.",
        {
            ("applications-filed", 2900000, "applications", "exact", 2021, "IP5"),
            ("other", 3, "percent", "exact", 2021, "IP5"),
            ("patents-granted", 1500000, "patents", "exact", 2021, "IP5"),
        },
    ),
    (
        "The IP5 are the patent offices of five regions. In 2015 they received 2.36 million applications, with China alone taking in 1.1 million.",
        {
            ("applications-filed", 2360000, "applications", "exact", 2015, "IP5"),
            ("applications-filed", 1100000, "applications", "exact", 2015, "CN"),
        },
    ),
    (
        "KIPO received the second smallest number, i.e., 1,218,975 applications, in 2019, followed by the EPO, which saw an increase of 4%.",
        {("applications-filed", 1218975, "applications", "exact", 2019, "KR"), ("other", 4, "percent", "exact", 2019, "EP")},
    ),
    (
        "In 2020, 275,900 PCT applications were filed. The IP5 received 94.6% of them.",
        {
            ("pct-applications", 275900, "applications", "exact", 2020, "world"),
            ("share-of-pct-work", 94.6, "percent", "exact", 2020, "IP5"),
        },
    ),
    (
        "Approx. 85% of the world's patent applications are filed with the IP5, ca. 3 million a year.",
        {
            ("share-of-world-applications", 85, "percent", "about", None, "IP5"),
            ("applications-filed", 3000000, "applications", "about", None, "IP5"),
        },
    ),
    ("The IP5 pledged to bring the average pendency below three months.", set()),
    ("The five offices jointly analysed 12 typical cases.", set()),
    (
        "The search took 5.1 months at the EPO on average, down from 5.7 months in 2015.",
        {("pendency", 5.1, "months", "exact", None, "EP"), ("pendency", 5.7, "months", "exact", 2015, "EP")},
    ),
]


def found(text: str) -> set[Figure]:
    told = figures(read(text, issued="2021-06-24", title="IP5 figures"))
    return {(f.measure, f.value, f.unit, f.qualifier, f.year, f.scope) for f in told}


@pytest.mark.parametrize("turn", OF_A_COUNT, ids=[turn[:40] for turn in OF_A_COUNT])
def test_a_turn_of_phrase_for_a_count(turn: str) -> None:
    for words, (value, qualifier) in COUNTS.items():
        text = turn.format(v=words, V=words[0].upper() + words[1:])
        assert found(text) == {("applications-filed", value, "applications", qualifier, 2019, "IP5")}, text


@pytest.mark.parametrize("turn", OF_A_SHARE, ids=[turn[:40] for turn in OF_A_SHARE])
def test_a_turn_of_phrase_for_a_share(turn: str) -> None:
    for words, (value, qualifier) in SHARES.items():
        text = turn.format(v=words, V=words[0].upper() + words[1:])
        assert found(text) == {("share-of-world-applications", value, "percent", qualifier, None, "IP5")}, text


@pytest.mark.parametrize(("text", "told"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_figures_of_a_sentence(text: str, told: set[Figure]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(("text", "told"), GOING_ON, ids=[text[:40] for text, _ in GOING_ON])
def test_a_figure_takes_from_the_words_before_what_its_own_leave_out(text: str, told: set[Figure]) -> None:
    assert found(text) == told


def test_a_report_on_a_year_dates_what_it_tells_in_the_past_tense() -> None:
    report = "The IP5 Statistics Report 2019 is out.\n\nPendency at KIPO was 11.1 months. The IP5 handle 85% of applications worldwide."
    assert found(report) == {
        ("pendency", 11.1, "months", "exact", 2019, "KR"),
        ("share-of-world-applications", 85, "percent", "exact", None, "IP5"),
    }
