"""Topics: cue phrases, the specific before the general."""

from __future__ import annotations

import pytest

from ip5kg.interpret import topics
from ip5kg.model import Span
from tests.interpret.said import known

CUES = [
    ("new emerging technologies and artificial intelligence", {"net-ai"}),
    ("who may be named as the inventor where AI took part", {"ai-inventorship", "net-ai"}),
    ("examination practices on AI-related inventions", {"ai-examination", "net-ai"}),
    ("lack of unity of invention", {"unity-of-invention"}),
    ("how applicants submit prior art that was cited elsewhere: prior art citations", {"citation-of-prior-art"}),
    ("written description and sufficiency of disclosure", {"written-description"}),
    ("size and colour of patent drawings", {"drawings"}),
    ("a common form for the transfer of patent rights", {"global-assignment"}),
    ("the harmonization of substantive and procedural patent law", {"substantive-law", "patent-harmonization"}),
    ("the revision of the International Patent Classification (IPC)", {"classification"}),
    ("a dossier that opens the file wrapper", {"global-dossier"}),
    ("the ten Foundation Projects", {"work-sharing"}),
    ("collaborative search and examination under the PCT", {"pct-cse", "pct"}),
    ("the Patent Prosecution Highway (PPH)", {"pph"}),
    ("shorter pendency and timeliness", {"timeliness"}),
    ("business continuity in the pandemic", {"covid-19"}),
    ("the United Nations Sustainable Development Goals", {"sustainability"}),
    ("carbon-neutral technology", {"climate"}),
    ("inclusive innovation", {"inclusive-innovation"}),
    ("micro-entities and start-ups", {"sme"}),
    ("IP finance and technology transfer", {"ip-commercialization"}),
    ("the trial and appeal boards", {"trial-and-appeal"}),
    ("the IP5 website", {"outreach"}),
    ("the future of IP5 cooperation", {"vision"}),
]


@pytest.mark.parametrize(("text", "slugs"), CUES, ids=[t for t, _ in CUES])
def test_cues_of_a_topic(text: str, slugs: set[str]) -> None:
    assert set(topics.find(known(), text, Span(0, len(text))).within(0, len(text))) == slugs


def test_the_general_gives_way_to_the_specific() -> None:
    text = "progress of the projects on machine translation"
    found = topics.find(known(), text, Span(0, len(text)))
    assert found.within(0, len(text)) == ("machine-translation",)
    assert found.within(0, text.index(" on")) == ("governance",)


def test_a_series_is_about_what_its_name_says() -> None:
    assert topics.of_series(known(), "wg1") == ("classification",)
    assert topics.of_series(known(), "heads") == ()


def test_the_vaguest_is_the_last_resort() -> None:
    assert topics.first_of((), ("governance",), ("quality",)) == ("quality",)
    assert topics.first_of((), ()) == ("governance",)


def test_every_topic_has_a_definition_and_cues() -> None:
    for entry in known().of_kind("topic"):
        assert len(entry.labels) > 1, entry.slug


WAYS = [
    ("whether to admit further offices to the forum", "governance"),
    ("arrangements for the meeting of the heads", "governance"),
    ("how the projects are to be steered: reporting and milestones", "governance"),
    ("a leaner structure", "governance"),
    ("a leaner and more efficient structure", "governance"),
    ("to streamline their portfolio", "governance"),
    ("the certification of priority documents by blockchain", "digitalization"),
    ("filing in docx format", "digitalization"),
    ("a survey of users", "user-services"),
    ("the burden on users", "user-services"),
    ("claim correspondence", "pph"),
    ("accelerated processing at the second office", "pph"),
    ("case examples on the disclosure of AI-related inventions", "written-description"),
    ("inventions made with the aid of AI", "ai-examination"),
    ("machines as inventors", "ai-inventorship"),
    ("a common format of citations", "citations"),
    ("an alert on changes in foreign files", "global-dossier"),
    ("following the status of applications in one place, a one-stop shop", "global-dossier"),
    ("hydrogen and other green energy", "climate"),
    ("girls and women in science", "inclusive-innovation"),
    ("the needs of smaller enterprises", "sme"),
    ("patents as collateral", "ip-commercialization"),
    ("opposition procedures and the appellate boards of the offices", "trial-and-appeal"),
    ("secondments of examiners", "examiner-training"),
    ("filing trends", "statistics"),
    ("travel restrictions and flexible measures in the pandemic", "covid-19"),
    ("the recording of transfers and a change of proprietor", "global-assignment"),
    ("shaded drawings and photographs in applications", "drawings"),
    ("the duty to disclose known documents", "citation-of-prior-art"),
    ("divisional applications and non-unitary claims", "unity-of-invention"),
    ("quality managers and better quality", "quality"),
    ("time to grant", "timeliness"),
    ("the work of the others, so that nothing is searched twice: re-using work products", "work-sharing"),
    ("dictionaries for machine-translated texts", "machine-translation"),
    ("bulk data and INPADOC", "patent-information"),
    ("exchange formats and interfaces of the systems", "it-services"),
    ("joint indexing codes", "classification"),
    ("what patents do for society at large", "ip-and-society"),
    ("the strategic plan and the way forward", "vision"),
    ("leaflets and exhibitions", "outreach"),
    ("national rules that differ: differences in practice", "patent-harmonization"),
    ("Agenda 2030 of the United Nations", "sustainability"),
]


@pytest.mark.parametrize(("text", "slug"), WAYS, ids=[t for t, _ in WAYS])
def test_other_ways_of_naming_a_topic(text: str, slug: str) -> None:
    assert slug in topics.find(known(), text, Span(0, len(text))).within(0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was held online by video conference.",
        "drawing up a list",
        "They met twice, for the first time in Seoul.",
        "He took the chair after lunch.",
        "in a friendly environment, with growing energy",
    ],
)
def test_ordinary_words_name_no_special_topic(text: str) -> None:
    assert topics.find(known(), text, Span(0, len(text))).specific(0, len(text)) == ()


def test_what_is_harmonized_is_the_matter_that_the_text_speaks_of() -> None:
    assert topics.narrowed(("patent-harmonization",), ("unity-of-invention", "quality")) == ("unity-of-invention", "patent-harmonization")
    assert topics.narrowed(("patent-harmonization", "pct"), ("unity-of-invention",)) == ("patent-harmonization", "pct")
