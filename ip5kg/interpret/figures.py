"""Figures: how many applications, what share of the world's, how long, how much more than before.

A number becomes a figure where the sentence says what it counts. Shares, counts, spans of time and rates of growth
are read by rules of their own; who took part, how many items there were and what is only planned are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.figure_cells import tables
from ip5kg.interpret.figure_clues import LONGEST_SENTENCE, Clues, Number
from ip5kg.interpret.figure_counts import count_of, distribution, is_broken_down, part_of, span_of_time
from ip5kg.interpret.figure_drafts import Draft, once
from ip5kg.interpret.figure_shares import growth_of, share_of
from ip5kg.interpret.figure_tables import in_table
from ip5kg.model import FigureStatement

_AND: Final = re.compile(r"\sof\s[^,;:.()]{3,90}\sand\s")
_SILENT: Final = ("navigation", "furniture")
_HEADINGS: Final = ("title", "heading", "caption")


def figures(context: Context) -> Iterator[FigureStatement]:
    """Yield the figures that a release states, in order; one that is repeated is yielded once, with the year if any gives it."""
    if not context.is_about_ip5:
        return
    drafts: list[Draft] = []
    in_tables: list[Draft] = []
    ruled: set[int] = set()
    for rows in tables(context):
        ruled.update(row.sentence.index for row in rows if row.numbers)
        in_tables += [Draft(statement, sentence.index, sentence.block, heading=False) for statement, sentence in in_table(context, rows)]
    for sentence in context.release.sentences:
        kind = context.block(sentence).kind
        if kind in _SILENT or sentence.index in ruled or sentence.span.end - sentence.span.start > LONGEST_SENTENCE:
            continue
        clues = Clues(context, sentence)
        if not clues.numbers:
            continue
        for statement in _in_sentence(clues, drafts):
            drafts.append(Draft(statement, sentence.index, sentence.block, kind in _HEADINGS))  # noqa: PERF401 - the next figure looks back at it
    yield from once(drafts + in_tables)


def _in_sentence(clues: Clues, earlier: list[Draft]) -> Iterator[FigureStatement]:
    last: FigureStatement | None = None
    told: Number | None = None
    whole = distribution(clues, earlier)
    for number in clues.numbers:
        part = part_of(clues, number, whole) if whole is not None else None
        if part is not None or (whole is not None and not number.quantity.percent and number.quantity.value < 1000):
            statement = part
        elif number.quantity.percent:
            statement = growth_of(clues, number, last, earlier) or share_of(clues, number, last, earlier)
        else:
            statement = span_of_time(clues, number, earlier) or count_of(clues, number, last, earlier)
            if statement is not None and last is None and is_broken_down(clues, number):
                whole = statement
        if statement is not None:
            if told is not None and last is not None and _joined(clues, told, number):
                statement = replace(statement, qualifier=last.qualifier)
            last, told = statement, number
            yield statement


def _joined(clues: Clues, first: Number, second: Number) -> bool:
    """Tell whether one word qualifies both percentages: "approximately 80% of applications and 95% of PCT work"."""
    both = first.quantity.percent and second.quantity.percent and second.quantity.qualifier == "exact"
    return both and _AND.fullmatch(clues.text, first.end, second.start) is not None
