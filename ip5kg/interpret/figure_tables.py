"""Figures in tables: what a number counts, of which year and whose, by the labels beside and above it and the words before.

Each of these three is taken from the nearest label that tells it: the cell itself, the head of its column, the label of its
row, the section, the corner, then the table's caption, the lines that lead into it, the heading and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.figure_cells import Cell, Place, Row, places, scale_of
from ip5kg.interpret.figure_clues import LONGEST_SENTENCE, OFFICES, Clues
from ip5kg.model import FigureStatement, Sentence

_YEARS = re.compile(r"(?<![\d.,-])((?:19[6-9]|20[0-4])\d)(?:\s?[-–/]\s?((?:19|20)\d\d))?(?![\d.,-]?\d)")
_GROWTH = re.compile(
    r"\b(?:change|growth|increase|decrease|difference|variation|vs\.?|compared|year[\s-]on[\s-]year|y[/-]?o[/-]?y|yoy|trend|evolution)\b|Δ|[+±]\s?/",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:share|proportion|part|percentage|ratio|rate)\b|%|\bper\s?cent\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:forecasts?|targets?|planned|expected|goals?|projected|projection|estimates?\sfor)\b", re.IGNORECASE)
_IN_SHORT: Final = (
    ("pct-applications", re.compile(r"\bPCT\b(?!.{0,20}(?:search|examination|work))", re.IGNORECASE)),
    ("pendency", re.compile(r"\b(?:pendency|first\s(?:office\s)?actions?|waiting|duration|(?:in|,|\()\s?months)\b", re.IGNORECASE)),
    ("patents-granted", re.compile(r"\b(?:grants?|granted|issued|registrations?|registered)\b", re.IGNORECASE)),
    ("applications-filed", re.compile(r"\b(?:fil(?:ed|ings?)|received|requests\sfor\spatents|demand)\b", re.IGNORECASE)),
)
_UNIT: Final = {
    "applications-filed": "applications",
    "pct-applications": "applications",
    "patents-granted": "patents",
    "pendency": "months",
}
_OF_OTHER_RIGHTS = re.compile(
    r"\b(?:trade\s?marks?|designs?|utility\smodels?|examiners|staff|employees|budget|fees?|pages?|rank)\b", re.IGNORECASE
)
_OF_ANOTHER_KIND = re.compile(r"\b(?:PPH|[Pp]atent\s[Pp]rosecution\s[Hh]ighway)\b")
_TOTAL = re.compile(
    r"(?:grand\s)?(?:sub-?)?(?:total|sum|all|altogether|together|combined|overall|all\s(?:five|offices))(?:\s\w+)?", re.IGNORECASE
)
_LONGEST_WAIT: Final = 200
_OFFICES_OF_A_TOTAL: Final = 4
_HEADINGS: Final = 2
_ENOUGH_FOR_OTHERS: Final = 100


@dataclass(frozen=True)
class _Labels:
    """What a stretch of words says of numbers: what they count, of which year, whose they are."""

    text: str
    measure: str | None
    years: tuple[int, ...]
    scope: str | None
    counts: bool
    """Whether they name another thing that is counted: requests for accelerated examination, documents viewed."""
    growth: bool
    share: bool


def in_table(context: Context, rows: list[Row]) -> Iterator[tuple[FigureStatement, Sentence]]:
    """Yield the figures of a table with the row that each stands in; numbers of which no label says what they count are left out."""
    reader = _Reader(context, rows)
    for place in places(rows):
        statement = reader.figure(place)
        if statement is not None:
            yield statement, place.row.sentence


class _Reader:
    """Reads the labels of one table, each once."""

    def __init__(self, context: Context, rows: list[Row]) -> None:
        self._context = context
        self._clues = {row.sentence.index: Clues(context, row.sentence) for row in rows}
        self._sentence = {cell.span: row.sentence.index for row in rows for cell in row.cells}
        self._known: dict[tuple[int, int], _Labels] = {}
        self._lead = [self._of_sentence(s) for s in _leading(context, rows)]
        offices = {self._of_cell(c).scope for row in rows for c in row.cells[:1] if c.text} | {
            self._of_cell(c).scope for c in rows[0].cells if c.text
        }
        self._five = len(offices & OFFICES) >= _OFFICES_OF_A_TOTAL

    def figure(self, place: Place) -> FigureStatement | None:
        quantity = place.cell.quantity
        if quantity is None:
            return None
        near = [self._of_cell(c) for c in (*place.above, *place.beside, *place.over, *place.corner)]
        if any(_OF_OTHER_RIGHTS.search(labels.text) or _PLANNED.search(labels.text) for labels in near):
            return None
        scope, known = self._scope(place)
        if not known:
            return None
        growth = next((labels for labels in near if labels.growth), None)
        percent = quantity.percent or (growth is not None and "%" in growth.text) or any("%" in labels.text for labels in near)
        if growth is not None and not percent:
            return None  # a difference in pieces
        every = [*near, *self._lead]
        telling = next((labels for labels in near if labels.measure or labels.counts), None)
        telling = telling or next((labels for labels in self._lead if labels.measure), None)
        measure = None if telling is None else "other" if telling.counts else telling.measure
        unit = _UNIT.get(measure or "", "other")
        value = quantity.value
        if percent:
            share = next((labels.measure for labels in every if labels.measure and labels.measure.startswith("share")), None)
            if growth is None and share is None and not any(labels.share for labels in near) and measure is None:
                return None
            measure, unit = (None if growth is not None else share) or "other", "percent"
        elif place.cell.months or measure == "pendency":
            if value > _LONGEST_WAIT:
                return None
            measure, unit = "pendency", "months"
        elif measure is None or measure.startswith("share") or (measure == "other" and value < _ENOUGH_FOR_OTHERS):
            return None
        else:
            scale = next((n for labels in every if (n := scale_of(labels.text)) > 1), 1)
            value = round(value * scale) if scale > 1 else value
        year = self._year(place, near, growth is not None)
        if measure == "other" and unit == "other" and (scope is None or year is None or not place.above):
            return None  # "Hits | 412"
        return FigureStatement(place.row.sentence.span, "table", measure, value, unit, quantity.qualifier, year, scope)

    def _scope(self, place: Place) -> tuple[str | None, bool]:
        """Return whose figure it is, and whether that is known; a row of somebody else's has no figure of ours."""
        named = [*place.beside, *place.above, *place.over]
        for cell in named:
            if (scope := self._of_cell(cell).scope) is not None:
                return (None if scope == "WO" else scope), scope != "WO"
        for cell in named:
            if _TOTAL.fullmatch(cell.text.strip(" :.()*")):
                return ("IP5", True) if self._five else (self._led("scope"), True)
        label = place.beside[0] if place.beside else None
        if label is not None:
            told = self._of_cell(label)
            if told.measure is None and not told.years and not told.growth and not told.share:
                return None, False  # "Canada", "Others", a field of technology
        return self._led("scope"), True

    def _led(self, name: str) -> str | None:
        return next((getattr(labels, name) for labels in self._lead if getattr(labels, name)), None)

    def _year(self, place: Place, near: list[_Labels], growth: bool) -> int | None:
        for labels in near:
            if labels.years:
                return labels.years[-1]
        if growth:
            for cell in place.left:
                if years := self._of_cell(cell).years:
                    return years[-1]
        for labels in self._lead:
            if len(set(labels.years)) == 1:
                return labels.years[0]
        return None

    def _of_cell(self, cell: Cell) -> _Labels:
        key = (cell.span.start, cell.span.end)
        if key not in self._known:
            clues = self._clues[self._sentence[cell.span]]
            years = tuple(int(m[2] or m[1]) for m in _YEARS.finditer(cell.text))
            self._known[key] = _labels(clues, cell.text, *key, years)
        return self._known[key]

    def _of_sentence(self, sentence: Sentence) -> _Labels:
        clues = Clues(self._context, sentence)
        text = sentence.span.of(self._context.text)
        head = self._context.block(sentence).kind in ("heading", "title", "caption")
        years = (int(m[2] or m[1]) for m in _YEARS.finditer(text)) if head else (year for _, _, year in clues.years)
        return _labels(clues, text, sentence.span.start, sentence.span.end, tuple(years))


def _labels(clues: Clues, text: str, lo: int, hi: int, years: tuple[int, ...]) -> _Labels:
    inside = clues.within(clues.measures, lo, hi)
    named = [c.slug for c in inside if c.slug != "other"]
    short = next((slug for slug, pattern in _IN_SHORT if pattern.search(text)), None)
    if named == ["applications-filed"] and short == "pct-applications":
        named = [short]
    if "patents-granted" in named and "applications-filed" in named:
        named.remove("patents-granted" if not re.search(r"grant|issu", text, re.IGNORECASE) else "")
    scopes = [c.slug for c in clues.within(clues.scopes, lo, hi)]
    offices = sorted(set(scopes) & OFFICES)
    whose = "IP5" if "IP5" in scopes or len(offices) >= _OFFICES_OF_A_TOTAL else offices[0] if len(offices) == 1 else None
    return _Labels(
        text,
        named[0] if named else short,
        years,
        whose or ("world" if "world" in scopes else "WO" if "WO" in scopes else None),
        _OF_ANOTHER_KIND.search(text) is not None or (not named and not short and any(c.slug == "other" and c.loose for c in inside)),
        _GROWTH.search(text) is not None,
        _SHARE.search(text) is not None,
    )


def _leading(context: Context, rows: list[Row]) -> list[Sentence]:
    """Return the lines that say what a table shows, the nearest first: caption, the sentences before, heading, title."""
    release = context.release
    first, last = rows[0].sentence.block, rows[-1].sentence.block
    found: list[Sentence] = []
    if last + 1 < len(release.blocks) and release.blocks[last + 1].kind == "caption":
        found += [release.sentences[i] for i in release.blocks[last + 1].sentences]
    told, heads = False, 0
    for block in reversed(release.blocks[max(0, first - 6) : first]):
        lines = [release.sentences[i] for i in block.sentences]
        if block.kind in ("heading", "title", "caption"):
            found += lines
            heads += block.kind != "caption"
            if heads == _HEADINGS:
                break
        elif block.kind in ("paragraph", "note") and not told:
            found += reversed(lines[-3:])
            told = True
        elif block.kind not in ("furniture", "paragraph", "note"):
            break
    title = next((b for b in release.blocks if b.kind == "title"), None)
    if title is not None:
        found += [release.sentences[i] for i in title.sentences]
    unique = dict.fromkeys(s.index for s in found if s.span.end - s.span.start <= LONGEST_SENTENCE)
    return [release.sentences[i] for i in unique]
