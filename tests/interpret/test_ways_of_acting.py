"""Ways of acting: what an editor writes for "adopted", "agreed", "discussed", …, told of many subjects and in several tenses.

The sentences stand in a text file beside this module, one a line, so that adding one takes one line. Who acts and when must not
matter for the act that is read: a few of the commonest turns are tried with every subject.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ip5kg.interpret.decisions import decisions
from tests.interpret.said import context

WAYS = [
    (act, sentence)
    for line in Path(__file__).with_name("ways-of-acting.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for act, _, sentence in [line.partition(" :: ")]
]
SUBJECTS = (
    "The heads",
    "The five heads of office",
    "The deputy heads",
    "The participants",
    "The delegates",
    "Both sides",
    "The five sides",
    "All the parties",
    "The experts",
    "The commissioners and presidents",
    "Officials of the five offices",
    "The world's five largest patent offices",
    "They",
    "Everyone present",
)
TURNS = (
    ("{s} adopted a roadmap for classification.", "adopted"),
    ("{s} have adopted a roadmap for classification.", "adopted"),
    ("{s} agreed on a common format for citations.", "agreed"),
    ("{s} were able to agree on a common format for citations.", "agreed"),
    ("{s} managed to agree on a common format for citations.", "agreed"),
    ("{s} succeeded in agreeing on a common format for citations.", "agreed"),
    ("{s} were unable to agree on a common format for citations.", "agreed~negated"),
    ("{s} failed to agree on a common format for citations.", "agreed~negated"),
    ("{s} reached no agreement on a common format for citations.", "agreed~negated"),
    ("{s} did not discuss a common format for citations.", "discussed~negated"),
    ("{s} will discuss a common format for citations.", "discussed~intended"),
    ("{s} plan to set up a task force on artificial intelligence.", "established~intended"),
    ("{s} gave the work plan on unity of invention their full backing.", "endorsed"),
    ("{s} sat down to talk about the exchange of citations.", "discussed"),
    ("{s} took stock of the work on citations.", "reviewed"),
    ("{s} welcomed the progress of WG1 in classification.", "welcomed"),
)


def acts(sentence: str) -> str:
    """Return the acts that a sentence is read to tell of, in the notation of the file."""
    found = [d.act if d.modality == "done" else f"{d.act}~{d.modality}" for d in decisions(context(sentence))]
    return ",".join(found) or "-"


def test_the_file_is_read_whole() -> None:
    assert len(WAYS) > 400
    assert all(act and sentence for act, sentence in WAYS)


@pytest.mark.parametrize(("act", "sentence"), WAYS, ids=[sentence[:60] for _, sentence in WAYS])
def test_a_way_of_acting(act: str, sentence: str) -> None:
    assert acts(sentence) == act


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_act_does_not_hang_on_who_acts(subject: str) -> None:
    singular = subject == "Everyone present"
    told = [
        (turn.replace("have ", "has ").replace("were ", "was ").replace(" plan ", " plans ") if singular else turn, act)
        for turn, act in TURNS
    ]
    assert {turn: acts(turn.format(s=subject)) for turn, _ in told} == dict(told)
