"""A table cut into cells: what is a number, what is a label, and which labels stand above and beside a number.

The reader gives each row of a table as one block, its cells set apart by bars or tabs, whatever the page was written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.model import Sentence, Span
from ip5kg.quantities import Quantity

_LONGEST_ROW: Final = 3_000
_MOST_CELLS: Final = 60
_LONGEST_HEAD: Final = 60
_BLANK: Final = r"[ \u00a0\u2009\u202f]"
_AMOUNT = re.compile(
    rf"(?P<about>[~≈]|c(?:irc)?a\.?\s|about\s|approx\.\s)?{_BLANK}?(?P<sign>[-+−–±]{_BLANK}?)?"
    rf"(?P<body>\d{{1,3}}(?:(?:,|\.|['’]|{_BLANK})\d{{3}}){{1,5}}|\d{{1,15}})(?P<rest>[.,]\d{{1,6}})?"
    rf"{_BLANK}?(?:(?P<scale>thousand|million|billion|mn|bn|m|k)\b)?{_BLANK}?(?:(?P<percent>%|％|per{_BLANK}?cent\b)|(?P<months>months?\b))?"
    rf"{_BLANK}?(?:\*{{1,3}}|†|\(?\d\)|[¹²³]|\((?:p|e|r|prov\.|provisional)\))?",
    re.IGNORECASE,
)
_SCALES: Final = {"thousand": 1_000, "k": 1_000, "million": 1_000_000, "mn": 1_000_000, "m": 1_000_000, "billion": 10**9, "bn": 10**9}
_YEAR = re.compile(r"(?:(?:FY|[Ff]iscal\s[Yy]ear|[Yy]ear)\s?)?((?:19[6-9]|20[0-4])\d)(?:\s?\([^()]{1,20}\)|[¹²³*])?")
_IN_THOUSANDS = re.compile(
    r"\b(?:in|unit:?|figures\sin)\s(thousand|million)s?\b|\((thousand|million)s?\)|[(x×]\s?1[,. ]?000\b|['’]000\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its words and, where it holds nothing but a number, the number."""

    span: Span
    text: str
    quantity: Quantity | None = None
    months: bool = False

    @property
    def year(self) -> int | None:
        found = _YEAR.fullmatch(self.text)
        return int(found[1]) if found else None

    @property
    def is_number(self) -> bool:
        return self.quantity is not None and self.year is None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    sentence: Sentence
    cells: tuple[Cell, ...]

    @property
    def numbers(self) -> list[int]:
        return [i for i, cell in enumerate(self.cells) if cell.is_number]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.text]


@dataclass(frozen=True, slots=True)
class Place:
    """A number in a table with the labels that speak of it, the nearest first.

    `above` are the heads of its column, `beside` the labels of its row, `over` the head of the section of the table that
    its row stands in, `left` the heads of the columns to its left, `corner` what stands above the labels of the rows.
    """

    row: Row
    cell: Cell
    above: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    over: tuple[Cell, ...]
    left: tuple[Cell, ...]
    corner: tuple[Cell, ...]


def tables(context: Context) -> Iterator[list[Row]]:
    """Yield the tables of a release that hold numbers: their rows, without the lines that rule them off."""
    rows: list[Row] = []
    for block in context.release.blocks:
        if block.kind == "row":
            rows += [Row(s, _cells(context.text, s.span)) for s in (context.release.sentences[i] for i in block.sentences)]
        elif rows and block.kind != "furniture":
            if _has_numbers(rows):
                yield rows
            rows = []
    if _has_numbers(rows):
        yield rows


def _has_numbers(rows: list[Row]) -> bool:
    return any(row.numbers for row in rows)


def places(rows: list[Row]) -> Iterator[Place]:
    """Yield the numbers of a table with the labels that speak of them."""
    heads: list[Row] = []
    over: tuple[Cell, ...] = ()
    in_body = False
    for row in rows:
        if not row.numbers:
            if len(row.filled) == 1 and (heads or in_body):
                over = tuple(row.filled)  # "Patents granted", across the table
            elif row.filled and max(len(cell.text) for cell in row.filled) <= _LONGEST_HEAD:
                heads = [row] if in_body else [*heads, row]
                over, in_body = (), False
            continue
        in_body = True
        labels = row.numbers[0]
        columns = [_spread(head, max(len(row.cells), len(head.cells)), labels) for head in heads]
        corner = tuple(cell for head in columns for cell in head[:labels] if cell is not None)
        beside = tuple(cell for cell in row.cells[:labels] if cell.text)
        for i in row.numbers:
            above = tuple(cell for head in reversed(columns) if (cell := head[i]) is not None)
            left = tuple(cell for head in columns for cell in reversed(head[labels:i]) if cell is not None)
            yield Place(row, row.cells[i], above, beside, over, left, corner)


def _spread(head: Row, width: int, labels: int) -> list[Cell | None]:
    """Return the heads of all columns: an empty one is that to its left, one that spans several columns stands over each.

    A page's table may leave out the empty corner, so that the heads are fewer than the columns.
    """
    cells: list[Cell | None] = [cell if cell.text else None for cell in head.cells]
    if len(cells) < width:
        own, free = cells[labels:], width - labels
        if cells and len(cells) == free:
            cells = [*_nothing(labels), *cells]
        elif own and free % len(own) == 0:
            cells = cells[:labels] + [cell for cell in own for _ in range(free // len(own))]
        elif cells and free % len(cells) == 0:
            cells = [*_nothing(labels), *(cell for cell in cells for _ in range(free // len(cells)))]
        cells += _nothing(width - len(cells))
    for i in range(labels + 1, len(cells)):
        cells[i] = cells[i] or cells[i - 1]
    return cells


def _nothing(times: int) -> list[Cell | None]:
    return [None] * times


def _cells(text: str, span: Span) -> tuple[Cell, ...]:
    if span.end - span.start > _LONGEST_ROW:
        return ()
    start, end = span.start, span.end
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    cells: list[Cell] = []
    at = start
    while at <= end and len(cells) < _MOST_CELLS:
        stop = min((i for i in (text.find("|", at, end), text.find("\t", at, end)) if i >= 0), default=end)
        words = text[at:stop].strip().strip("*_").strip()
        lo = text.find(words, at, stop) if words else at
        cells.append(_cell(words, Span(lo, lo + len(words))))
        at = stop + 1
    return tuple(cells)


def _cell(words: str, span: Span) -> Cell:
    found = _AMOUNT.fullmatch(words) if len(words) <= 40 else None
    if found is None:
        return Cell(span, words)
    body, rest, scale = found["body"], found["rest"] or "", found["scale"]
    # "16.125%" and "1.234 million" have decimals, "307.969" groups of three.
    one_dot = re.fullmatch(r"\d{1,3}[.]\d{3}", body) is not None and not rest
    if one_dot and (found["percent"] or found["months"] or scale):
        value: float = float(body)
    else:
        value = float(re.sub(r"\D", "", body) + ("." + rest[1:] if rest else ""))
    value *= _SCALES.get((scale or "").lower(), 1)
    number: int | float = round(value) if scale or value == int(value) else value
    quantity = Quantity(number, percent=found["percent"] is not None, qualifier="about" if found["about"] else "exact")
    return Cell(span, words, quantity, found["months"] is not None)


def scale_of(words: str) -> int:
    """Return by what the numbers of a table are to be multiplied: 1000 where a label says "(in thousands)"."""
    found = _IN_THOUSANDS.search(words[:400])
    if found is None:
        return 1
    return _SCALES.get((found[1] or found[2] or "thousand").lower(), 1)
