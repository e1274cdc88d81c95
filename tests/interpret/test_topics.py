"""Topics: cue phrases, the specific before the general."""

from __future__ import annotations

import pytest

from ip5kg.interpret import topics
from ip5kg.model import Span
from tests.interpret.said import known

CUES = [
    ("new emerging technologies and artificial intelligence", {"net-ai"}),
    ("who may be named as the inventor where AI took part", {"ai-inventorship", "net-ai"}),
    ("examination practices on AI-related inventions", {"ai-examination"}),
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
