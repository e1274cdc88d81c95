"""Clauses and lists: words, direct speech, forms of verbs, the words around a verb, items."""

from __future__ import annotations

import pytest

from ip5kg.interpret.clauses import inflections, speech, tokens, verb_group
from ip5kg.interpret.lists import Subjects, split_items
from ip5kg.model import Span


def words(text: str) -> list[str]:
    return [t.form for t in tokens(text, Span(0, len(text)))]


def test_words_and_signs() -> None:
    assert words("Work-sharing at the offices’ own cost: 2.73 million, or 85%.") == [
        *"work-sharing at the offices ’ own cost : 2.73 million , or 85 % .".split()
    ]


def test_what_stands_in_closed_brackets_is_an_aside() -> None:
    text = "The PPH (a highway [of sorts]) and (open"
    assert [t.form for t in tokens(text, Span(0, len(text))) if not t.aside] == ["the", "pph", "and", "(", "open"]


SPEECH = [
    ('"We should agree to keep it that simple," he said.', ['"We should agree to keep it that simple,"']),
    ("He said: “I hope the offices agree on one form.” Then he left.", ["“I hope the offices agree on one form.”"]),
    ('The "28th IP5 Working Group Meeting" was held.', []),
    ('hereinafter the "IP5 Offices," met', []),
    ('A "safe format" has been published', []),
]


@pytest.mark.parametrize(("text", "spoken"), SPEECH, ids=[t for t, _ in SPEECH])
def test_direct_speech_and_titles(text: str, spoken: list[str]) -> None:
    assert [text[s.start : s.end] for s in speech(text, Span(0, len(text)))] == spoken


FORMS = [
    ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ("take", {"take", "takes", "took", "taken", "taking"}),
    ("reaffirm", {"reaffirm", "reaffirms", "reaffirmed", "reaffirming"}),
    ("plan", {"plan", "plans", "planned", "planning"}),
    ("study", {"study", "studies", "studied", "studying"}),
    ("put", {"put", "puts", "putting"}),
    ("pass", {"pass", "passes", "passed", "passing"}),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS, ids=[v for v, _ in FORMS])
def test_forms_of_a_verb(verb: str, forms: set[str]) -> None:
    assert set(inflections(verb)) == forms


GROUPS = [
    ("they agreed", "agree", ("participle", "none", "done", False)),
    ("they have also agreed", "agree", ("finite", "active", "done", False)),
    ("they did not agree", "agree", ("finite", "active", "done", True)),
    ("it was recently agreed", "agree", ("finite", "passive", "done", False)),
    ("it will be agreed", "agree", ("finite", "passive", "future", False)),
    ("it is to be agreed", "agree", ("finite", "passive", "future", False)),
    ("they are going to agree", "agree", ("finite", "active", "future", False)),
    ("they are expected to agree", "agree", ("finite", "active", "future", False)),
    ("they should agree", "agree", ("finite", "active", "should", False)),
    ("they will, in turn, agree", "agree", ("finite", "active", "future", False)),
    ("to agree", "agree", ("infinitive", "active", "done", False)),
    ("having agreed", "agree", ("having", "none", "done", False)),
    ("they are discussing", "discuss", ("finite", "active", "done", False)),
    ("they discuss", "discuss", ("finite", "active", "done", False)),
]


@pytest.mark.parametrize(("text", "verb", "read"), GROUPS, ids=[t for t, *_ in GROUPS])
def test_the_words_around_a_verb(text: str, verb: str, read: tuple[str, str, str, bool]) -> None:
    cut = tokens(text, Span(0, len(text)))
    head = len(cut) - 1
    group = verb_group(cut, head, inflections(verb)[cut[head].form])
    assert (group.form, group.voice, group.time, group.negated) == read


TOPICS = {"classification", "translation", "quality", "statistics", "pph"}

LISTS = [
    ("to improve A and to launch B", ["to improve A", "to launch B"]),
    ("that A is good, and that B is better", ["that A is good", "that B is better"]),
    ("classification, translation and quality", ["classification", "translation", "quality"]),
    ("classification and translation", ["classification", "translation"]),
    (
        "classification, of which there is much, and of which there is more",
        ["classification, of which there is much, and of which there is more"],
    ),
    ("classification in A and B", ["classification in A and B"]),
    ("progress in classification, in translation and in quality", ["progress in classification", "in translation", "in quality"]),
    ("three topics: classification, quality and statistics", ["three topics: classification", "quality", "statistics"]),
    ("the work between classification and translation", ["the work between classification and translation"]),
    ("one point; a second point; a third point", ["one point", "a second point", "a third point"]),
    ("how A works, how B works, and how C works", ["how A works", "how B works", "how C works"]),
    ("better and faster classification", ["better and faster classification"]),
    ("their efforts to classify and to save time", ["their efforts to classify and to save time"]),
]


@pytest.mark.parametrize(("text", "items"), LISTS, ids=[t for t, _ in LISTS])
def test_items_of_a_list(text: str, items: list[str]) -> None:
    cut = tokens(text, Span(0, len(text)))
    subjects = Subjects(
        topics_of=lambda first, last: tuple(sorted({t.form for t in cut[first:last]} & TOPICS)),
        inside=lambda _: False,
        names=lambda _first, _last: False,
    )
    found = [text[cut[i.first].start : cut[i.last - 1].end] for i in split_items(cut, 0, len(cut), subjects)]
    assert found == items
