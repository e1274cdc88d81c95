"""What became of each sentence: one class each, the parts that are quoted, and whether what is missed is noticed."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ip5kg import knowledge, pipeline
from ip5kg.cli import main
from ip5kg.coverage import CLASSES, Corpus, Coverage, cover
from ip5kg.pipeline import Extraction
from ip5kg.read import read_bytes, read_path
from tests import shipped
from tests.conftest import SHARED, needs_shared

HEAD = "---\ntitle: Heads of the IP5 Offices meet\npublisher: JPO\nissued: 2021-06-24\n---\n\n# Heads of the IP5 Offices meet\n\n"
MET = "The 14th IP5 Heads of Office Meeting was held online on June 23, 2021.\n\n"


def extracted(text: str) -> Extraction:
    return pipeline.extract(read_bytes((HEAD + text).encode(), "release.md"), knowledge.load())


def covered(extraction: Extraction, keep: float = 1.0, seed: int = 0) -> Coverage:
    """The coverage of a release; with `keep` below 1 some of the statements are dropped at random."""
    draw = random.Random(seed)
    statements = [s for s in extraction.statements if draw.random() <= keep]
    return cover(extraction.release, extraction.mentions, statements, knowledge.load().gazetteer)


def last(text: str, keep: float = 1.0) -> tuple[str, str]:
    """The class and reason of the last sentence of a release."""
    sentence = covered(extracted(text), keep).sentences[-1]
    return sentence.kind, sentence.reason


def test_a_sentence_that_a_statement_quotes_is_used_and_the_quoted_part_is_known() -> None:
    extraction = extracted(MET)
    sentence = covered(extraction).of("used")[-1]
    assert sentence.reason == "quoted"
    assert "meeting" in {extraction.statements[i].kind for i in sentence.statements}
    assert 0 < sentence.share <= 1
    for part in sentence.parts:
        assert part in sentence.span
        quotes = [extraction.statements[i].span for i in sentence.statements]
        assert any(quote.start <= part.start < quote.end for quote in quotes)


@pytest.mark.parametrize(
    ("sentence", "kind", "reason"),
    [
        ("All rights reserved. © 2021 JPO", "boilerplate", "furniture"),
        ("Further information can be found on the website of the office.", "boilerplate", "notice"),
        ("The IP5 is made up of the JPO, the USPTO, the EPO, CNIPA and KIPO.", "boilerplate", "what-ip5-is"),
        ("“Nobody can do this work alone, and none of us wants to do so,” he said.", "out-of-scope", "speaker"),
        ("Why should that matter to anybody?", "out-of-scope", "view"),
        ("Inventions cross borders more often than they used to.", "out-of-scope", "background"),
        ("The JPO has a new library.", "out-of-scope", "one-office"),
        ("The EPO and KIPO said that they will have the Global Dossier fully operational by 2026.", "out-of-scope", "speaker"),
        ("The secretary general of KINPA said that users' opinions had been heard by the five offices.", "out-of-scope", "speaker"),
        ("User groups exchanged views on drawings ahead of it.", "out-of-scope", "users-side"),
        ("It was originally to be held in Seoul.", "out-of-scope", "given-up"),
        ("Lee Insil, Commissioner, is shown in the photo.", "boilerplate", "caption"),
        (
            "In 2007 the patent offices of China, Europe, Japan, South Korea and the United States founded the framework known as IP5.",
            "boilerplate",
            "what-ip5-is",
        ),
    ],
)
def test_a_sentence_that_gives_nothing_says_why(sentence: str, kind: str, reason: str) -> None:
    assert last(MET + sentence + "\n") == (kind, reason)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The heads of the five offices adopted a joint statement.", "decision"),
        ("The 13th IP5 Heads of Office Meeting was held in Seoul on June 5, 2020.", "meeting"),
        ("Commissioner Kasutani Toshihide of the JPO chaired the meeting.", "person"),
        ("The five offices handle 85% of the patent applications in the world.", "figure"),
    ],
)
def test_what_the_rules_did_not_read_is_missed(sentence: str, reason: str) -> None:
    assert last(MET + sentence + "\n", keep=-1) == ("missed", reason)
    assert last(MET + sentence + "\n")[0] == "used"


@pytest.mark.parametrize(
    "sentence",
    [
        "The offices were surveyed on their examination systems.",
        "Six cases were analysed.",
        "Experience was exchanged in this way.",
    ],
)
def test_on_a_page_without_a_meeting_daily_work_is_no_decision(sentence: str) -> None:
    page = "The IP5 offices share a project on quality. The five offices compare their practices.\n\n"
    assert last(page + sentence + "\n", keep=-1) == ("out-of-scope", "working-step")
    assert last(MET + sentence + "\n", keep=-1)[0] == "missed"


def test_what_another_sentence_holds_is_not_missed() -> None:
    text = MET + "Users look back on the 14th IP5 Heads of Office Meeting.\n"
    with_it = covered(extracted(text)).sentences[-1]
    without = covered(extracted(text), keep=-1).sentences[-1]
    assert with_it.kind != "missed"
    assert without.kind == "missed"


def test_each_sentence_of_the_shipped_releases_has_one_class_and_a_reason() -> None:
    coverages = [(extraction, covered(extraction)) for extraction in shipped.extractions()]
    assert Corpus.of(c for _, c in coverages).totals.missed_share <= 0.03
    for extraction, coverage in coverages:
        assert [s.index for s in coverage.sentences] == [s.index for s in extraction.release.sentences]
        assert all(s.kind in CLASSES and s.why.endswith(".") for s in coverage.sentences)
        quoted = {i for s in coverage.sentences for i in s.statements}
        assert quoted == set(range(len(extraction.statements)))
        assert coverage.totals.sentences == len(coverage.sentences)


def recall(extractions: Sequence[Extraction], keep: float, seed: int) -> float:
    """Which share of the sentences that lose all their statements turns to missed."""
    lost = noticed = 0
    for extraction in extractions:
        for before, after in zip(covered(extraction).sentences, covered(extraction, keep, seed).sentences, strict=True):
            if before.kind == "used" and after.kind != "used":
                lost += 1
                noticed += after.kind == "missed"
    assert lost > 40
    return noticed / lost


def test_statements_dropped_at_random_are_noticed() -> None:
    extractions = shipped.extractions()
    assert sum(recall(extractions, 0.75, seed) for seed in range(3)) / 3 >= 0.75
    assert recall(extractions, -1, 0) >= 0.80


@needs_shared
def test_few_sentences_of_the_test_releases_are_missed() -> None:
    files = sorted(f for f in (SHARED / "releases").iterdir() if f.suffix in (".md", ".html"))
    extractions = [pipeline.extract(read_path(file), knowledge.load()) for file in files]
    assert Corpus.of(covered(e) for e in extractions).totals.missed_share <= 0.03
    assert recall(extractions, 0.75, 1) >= 0.70


def test_a_long_text_takes_time_in_proportion() -> None:
    from time import process_time

    def seconds(times: int) -> float:
        extraction = extracted(MET + "The heads of the five offices, in the end, spoke (at length) about 12 things in Seoul.\n\n" * times)
        start = process_time()
        covered(extraction)
        return process_time() - start

    seconds(50)
    assert seconds(1600) < 16 * max(seconds(400), 0.02)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_shows_the_whole_text_escaped_and_loads_nothing() -> None:
    hostile = '<script>alert("x")</script> & the rest \u202e of it'
    coverage = covered(extracted(MET + hostile + "\n"))
    page = _Page()
    html = Corpus.of([coverage]).html()
    page.feed(html)
    assert "script" not in page.tags
    assert "<script" not in html
    assert "\u202e" not in html
    assert all(link.startswith("#") for link in page.links)
    shown = " ".join(page.words.split())
    for sentence in coverage.sentences[:-1]:
        assert coverage.release.quote(sentence.span).split()[-1] in shown
    assert 'alert("x")' in shown


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_the_verb_tells_it_in_each_form(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "release.md"
    file.write_text(HEAD + MET, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["coverage", str(file), "--format", form, "-o", str(out)]) == 0
    told = out.read_text(encoding="utf-8")
    assert "release" in told
    if form == "json":
        record = json.loads(told)
        assert record["sentences"] == sum(record[kind] for kind in CLASSES) == len(record["releases"][0]["each"])
    assert capfd.readouterr().err == ""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text(HEAD + MET, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02")
    assert main(["coverage", str(good), str(bad)]) == 1
    assert "bad.md" in capfd.readouterr().err
    assert main(["coverage", str(bad)]) == 2
    capfd.readouterr()
    assert main(["coverage", "--build", str(tmp_path)]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_build_reports_its_coverage(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "release.md", tmp_path / "build"
    file.write_text(HEAD + MET, encoding="utf-8")
    assert main(["build", str(file), "--out", str(out), "--no-progress"]) == 0
    assert " used / " in capfd.readouterr().out
    record = json.loads((out / "reports" / "coverage.json").read_text(encoding="utf-8"))
    assert record["used"] >= 1
    assert (out / "reports" / "coverage.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["coverage", "--build", str(out)]) == 0
    assert "release" in capfd.readouterr().out
