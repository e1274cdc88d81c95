"""Turns of phrase: one sentence about a meeting, told of the meetings of many groups: what is read must not hang on whose it is."""

from __future__ import annotations

import pytest

from tests.interpret.meeting_said import meetings, summary

GROUPS = {
    "IP5 Heads of Office": "heads",
    "leaders of the world's five largest patent offices": "heads",
    "deputy heads of the IP5": "deputy-heads",
    "IP5 Working Group 1": "wg1",
    "PHEP of the IP5": "phep",
    "IP5 Global Dossier Task Force (GDTF)": "global-dossier-task-force",
    "IP5 Statistics Working Group": "statistics-working-group",
}
ONE_MEETING = [
    "EPO experts took part in the third meeting of the {n}, held at the EPO in Munich from 5 to 6 March 2019.",
    "Hosted by the EPO, the {n} convened in Munich on March 5-6, 2019, for the third time.",
    "In Munich the third meeting of the {n} was held on March 5 and 6, 2019; the EPO was its host.",
    "The EPO played host to the {n} in Munich on March 5 and 6, 2019. It was their third meeting.",
    "On March 5 and 6, 2019, Munich hosted the third meeting of the {n}, organised by the EPO.",
    "The {n} sat down together at the EPO in Munich on 5-6 March 2019 for what was the third meeting.",
    "The meeting of the {n} in Munich on 5-6 March 2019, the third of its kind, was hosted by the EPO.",
    "Two days in Munich (5-6 March 2019), hosted by the EPO: that was the third meeting of the {n}.",
    "Third meeting of the {n}, Munich, 5 to 6 March 2019, hosted by the EPO",
    "The {n} have concluded the third of their meetings, which the EPO hosted in Munich on 5 and 6 March 2019.",
    "5-6 March 2019: third meeting of the {n} in Munich, hosted by the EPO.",
    "It was in Munich, on 5 and 6 March 2019, that the {n} met for the third time, the EPO being the host.",
    "The third meeting of the {n} was held in Munich from 5 to 6 March 2019, hosted by the EPO.",
    "On 5 and 6 March 2019 the {n} met in Munich for the third time. The EPO was the host.",
    "From 5 to 6 March 2019, the EPO hosted the third meeting of the {n} in Munich.",
    "Munich was the venue of the third meeting of the {n}, which the EPO hosted on 5 and 6 March 2019.",
    "The EPO invited the {n} to Munich for their third meeting on 5 and 6 March 2019.",
    "At the invitation of the EPO, the {n} held their third meeting in Munich on 5 and 6 March 2019.",
    "The third gathering of the {n} opened at the EPO in Munich on 5 March 2019 and ended on 6 March.",
    "The {n} came together in Munich on 5 March 2019. Their third meeting, of which the EPO was host, lasted two days.",
    "It was the EPO that hosted the third meeting of the {n} this year, held in Munich on 5-6 March 2019.",
    "The 3rd {n} Meeting took place in Munich, Germany, on March 5 and 6, 2019, with the EPO as host.",
]
"""Each of these tells of the third meeting, in Munich on 5 and 6 March 2019, with the EPO as host."""

OTHERS = [
    (
        "KIPO will host the 9th meeting of the {n} in Daejeon from November 18 to 22.",
        "2013-11-10",
        ["{series} 9, 2013-11-18 to 2013-11-22, Daejeon/KR, host KR, planned"],
    ),
    (
        "KIPO announced on the 10th that it will hold the 9th meeting of the {n} in Daejeon for five days from the 18th.",
        "2013-11-10",
        ["{series} 9, 2013-11-18 to 2013-11-22, Daejeon/KR, host KR, planned"],
    ),
    (
        "The {n} will meet for the ninth time next week, in Daejeon at the invitation of KIPO.",
        "2013-11-10",
        ["{series} 9, 2013-11, Daejeon/KR, host KR, planned"],
    ),
    (
        "The ninth meeting of the {n} opens in Daejeon today and lasts until November 22. KIPO is the host.",
        "2013-11-18",
        ["{series} 9, 2013-11-18 to 2013-11-22, Daejeon/KR, host KR"],
    ),
    ("The ninth meeting of the {n} ended in Daejeon yesterday.", "2013-11-23", ["{series} 9, 2013-11-22, Daejeon/KR"]),
    ("Daejeon is hosting the ninth meeting of the {n} this week.", "2013-11-20", ["{series} 9, 2013-11, Daejeon/KR"]),
    (
        "The 9th meeting of the {n} was held online on 18 November 2020. KIPO acted as host.",
        "2020-11-20",
        ["{series} 9, 2020-11-18, online, host KR"],
    ),
    ("By video conference, the {n} held its ninth meeting on 18 November 2020.", "2020-11-20", ["{series} 9, 2020-11-18, online"]),
    (
        "On 18 November 2020 the {n} met virtually for the ninth time, hosted by KIPO.",
        "2020-11-20",
        ["{series} 9, 2020-11-18, online, host KR"],
    ),
    (
        "The 9th meeting of the {n} was held in Daejeon in November 2013. The next one will take place in Munich in spring 2014.",
        "2013-12-01",
        ["{series} 9, 2013-11, Daejeon/KR", "{series}, 2014, Munich/DE, planned"],
    ),
    (
        "The 9th meeting of the {n} was held in Daejeon in November 2013. The tenth will be hosted by the EPO in May 2014.",
        "2013-12-01",
        ["{series} 9, 2013-11, Daejeon/KR", "{series} 10, 2014-05, host EP, planned"],
    ),
    (
        "The 9th meeting of the {n} was held in Daejeon in November 2013. The eighth had taken place in Tokyo a year earlier.",
        "2013-12-01",
        ["{series} 9, 2013-11, Daejeon/KR", "{series} 8, 2012, Tokyo/JP"],
    ),
    (
        "The 9th meeting of the {n} was held in Daejeon in November 2013. It followed the eighth meeting, held in Tokyo in May 2013.",
        "2013-12-01",
        ["{series} 9, 2013-11, Daejeon/KR", "{series} 8, 2013-05, Tokyo/JP"],
    ),
    (
        "The 9th meeting of the {n}, planned for May 2020 in Daejeon, was cancelled because of the pandemic.",
        "2020-04-20",
        ["{series} 9, 2020-05, Daejeon/KR, cancelled"],
    ),
    (
        "The 9th meeting of the {n} took place on 18 November 2021 in hybrid form, in Daejeon and online.",
        "2021-11-20",
        ["{series} 9, 2021-11-18, Daejeon/KR, hybrid"],
    ),
    (
        "Nobody travelled this time: the ninth meeting of the {n} was held on screen on 18 November 2020.",
        "2020-11-20",
        ["{series} 9, 2020-11-18, online"],
    ),
    (
        "In its ninth session, which took place in Daejeon on 18 November 2013, the {n} dealt with quality.",
        "2013-11-20",
        ["{series} 9, 2013-11-18, Daejeon/KR"],
    ),
    (
        "Quality was the theme of the ninth meeting of the {n} (Daejeon, 18-22 November 2013).",
        "2013-11-25",
        ["{series} 9, 2013-11-18 to 2013-11-22, Daejeon/KR"],
    ),
    (
        "The agenda of the ninth meeting of the {n}, to which KIPO had invited to Daejeon on 18 November 2013, was long.",
        "2013-11-25",
        ["{series} 9, 2013-11-18, Daejeon/KR, host KR"],
    ),
    (
        "Delegates to the ninth meeting of the {n} spent the week of 18 November 2013 in Daejeon.",
        "2013-11-25",
        ["{series} 9, 2013-11-18, Daejeon/KR"],
    ),
]


@pytest.mark.parametrize("turn", ONE_MEETING, ids=[turn[:50] for turn in ONE_MEETING])
def test_a_turn_of_phrase_for_one_meeting(turn: str) -> None:
    for name, series in GROUPS.items():
        found = [summary(m) for m in meetings(turn.format(n=name), issued="2019-03-08", title="News of the IP5")]
        assert found == [f"{series} 3, 2019-03-05 to 2019-03-06, Munich/DE, host EP"], name


@pytest.mark.parametrize(("turn", "issued", "told"), OTHERS, ids=[turn[:60] for turn, *_ in OTHERS])
def test_other_turns_of_phrase(turn: str, issued: str, told: list[str]) -> None:
    for name, series in GROUPS.items():
        found = sorted(summary(m) for m in meetings(turn.format(n=name), issued=issued, title="News of the IP5"))
        assert found == sorted(line.format(series=series) for line in told), name
