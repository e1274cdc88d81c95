"""Figures in tables: what a cell counts, whose it is and of which year, as its row, its column and the caption say together.

Offices may stand in rows and years or measures in columns, or the other way round; what neither says, the caption, the
heading or the line above the table does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.context import Context
from ip5kg.interpret.figure_clues import office_of
from ip5kg.model import Block, FigureStatement, Span
from ip5kg.quantities import Quantity

_UNIT: Final = {
    "applications-filed": "applications",
    "pct-applications": "applications",
    "patents-granted": "patents",
    "pendency": "months",
}
_BAR: Final = re.compile(r"\s*\|\s*")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_RATE: Final = re.compile(
    r"\b(?:change|growth|increase|rise|difference|variation|compared|year-on-year|yoy|versus|vs)\b|[+±Δ]", re.IGNORECASE
)
_SHARE: Final = re.compile(r"\bshare\b|\bproportion\b", re.IGNORECASE)
_ALL: Final = re.compile(r"\s*(?:total|sum|all(?: five)?|together|overall)\b", re.IGNORECASE)
_SHARES: Final = {
    "applications-filed": "share-of-world-applications",
    "patents-granted": "share-of-world-grants",
    "pct-applications": "share-of-pct-work",
}
_MOST_ROWS: Final = 300
_MOST_CELLS: Final = 24
_LABEL: Final = 200  # characters of a cell, a caption or a line that are read


@dataclass(frozen=True, slots=True)
class _Said:
    """What a label says: each may be missing."""

    measure: str | None = None
    year: int | None = None
    scope: str | None = None
    rate: bool = False
    share: bool = False


def table_figures(context: Context) -> dict[int, list[FigureStatement]]:
    """Return the figures of each table that has a row of headers, by the index of their sentence."""
    found: dict[int, list[FigureStatement]] = {}
    blocks = context.release.blocks
    at = 0
    while at < len(blocks):
        if blocks[at].kind != "row":
            at += 1
            continue
        end = at
        while end < len(blocks) and (blocks[end].kind == "row" or _is_rule(context, blocks[end])):
            end += 1
        rows = [block for block in blocks[at : min(end, at + _MOST_ROWS)] if block.kind == "row"]
        if len(rows) > 1:
            for statement, index in _table(context, rows, _around(context, blocks, at)):
                found.setdefault(index, []).append(statement)
        at = end
    return found


def _is_rule(context: Context, block: Block) -> bool:
    """Tell whether a block is the line below the headers of a table."""
    return block.kind == "furniture" and context.text[block.span.start : min(block.span.end, block.span.start + 3)].startswith("|")


def _table(context: Context, rows: Sequence[Block], around: Sequence[_Said]) -> Iterator[tuple[FigureStatement, int]]:
    header = _cells(context, rows[0])
    if len(header) < 2 or any(_number(context, cell) is not None and not _is_year(context, cell) for cell in header[1:]):
        return
    columns = [_said(context, cell) for cell in header]
    years = {column.year for column in columns if column.year is not None}
    beside = _Said(year=years.pop() if len(years) == 1 else None)  # "Applications in 2013 | Change"
    for row in rows[1:]:
        cells = _cells(context, row)
        if not row.sentences or len(cells) != len(header):
            continue
        label = _said(context, cells[0])
        for cell, column in zip(cells[1:], columns[1:], strict=True):
            value = _number(context, cell)
            if value is None:
                continue
            statement = _figure(cell, value, [label, column, columns[0], *around, beside])
            if statement is not None:
                yield statement, row.sentences[0]


def _figure(cell: Span, value: Quantity, said: Sequence[_Said]) -> FigureStatement | None:
    rate = value.percent and any(s.rate for s in said[:2])
    measure = "other" if rate else next((s.measure for s in said if s.measure is not None), None)
    scope = next((s.scope for s in said if s.scope is not None), None)
    year = next((s.year for s in said if s.year is not None), None)
    if measure is None or (scope is None and year is None):
        return None
    unit = _UNIT.get(measure, "other")
    if value.percent:
        shared = any(s.share for s in said[:3]) and measure in _SHARES
        measure, unit = (_SHARES[measure] if shared else "other"), "percent"
    elif any(s.rate for s in said[:2]) or (measure != "pendency" and value.value < 1):
        return None
    return FigureStatement(
        span=cell, rule="table", measure=measure, value=value.value, unit=unit, qualifier=value.qualifier, year=year, scope=scope
    )


def _around(context: Context, blocks: Sequence[Block], first: int) -> list[_Said]:
    """Return what stands above a table: its caption or the line that leads to it, and its heading."""
    found: list[_Said] = []
    for at in range(first - 1, max(first - 4, -1), -1):
        block = blocks[at]
        if block.kind in ("caption", "heading", "title"):
            found.append(_said(context, Span(block.span.start, min(block.span.end, block.span.start + _LABEL))))
        elif block.kind == "paragraph" and at == first - 1 and context.text[block.span.start : block.span.end].rstrip().endswith(":"):
            found.append(_said(context, Span(max(block.span.start, block.span.end - _LABEL), block.span.end)))
        if block.kind in ("heading", "title"):
            break
    return found


def _cells(context: Context, row: Block) -> list[Span]:
    cells: list[Span] = []
    at, end = row.span.start, row.span.end
    if context.text[at] == "|":  # a table as Markdown has it, with bars at both ends
        opening = _BAR.match(context.text, at)
        at = opening.end() if opening is not None else at
        end = end - 1 if context.text[end - 1] == "|" else end
    for bar in _BAR.finditer(context.text, at, end):
        cells.append(Span(at, bar.start()))
        at = bar.end()
        if len(cells) >= _MOST_CELLS:
            return cells
    cells.append(Span(at, max(at, end)))
    return [Span(c.start, min(c.end, c.start + _LABEL)) for c in cells]


def _number(context: Context, cell: Span) -> Quantity | None:
    """Return the number that a cell consists of."""
    mentions = [m for m in context.in_span(cell, "number") if isinstance(m.value, Quantity)]
    if len(mentions) != 1:
        return None
    rest = context.text[cell.start : mentions[0].span.start] + context.text[mentions[0].span.end : cell.end]
    value = mentions[0].value
    return value if isinstance(value, Quantity) and re.sub(r"[\s*+%±()a-z]", "", rest) == "" and len(rest.strip()) < 12 else None


def _is_year(context: Context, cell: Span) -> bool:
    return _YEAR.fullmatch(context.text[cell.start : cell.end].strip()) is not None


def _said(context: Context, label: Span) -> _Said:
    """Read what a label says: "IP5 PPH requests in 2019", "USPTO", "2020", "Change"."""
    text = context.text[label.start : label.end]
    years = {int(year) for year in _YEAR.findall(text)}
    hits = context.gazetteer.find(context.text, label.start, label.end, kinds=("measure",))
    things = [h.slug for h in hits if h.slug != "other" or h.loose]
    owners = {h.slug for h in context.gazetteer.find(context.text, label.start, label.end, kinds=("scope",))}
    houses = {code for m in context.in_span(label) if (code := office_of(m, context)) is not None and code != "WO"}
    scope = houses.pop() if len(houses) == 1 else owners.pop() if len(owners) == 1 and not houses else None
    if scope is None and _ALL.match(text):
        scope = "IP5"
    if len(text.split()) > 3 and scope == "IP5" and things:
        scope = None  # "IP5 PPH requests": whose they are, the rows say
    return _Said(
        things[0] if things else None,
        years.pop() if len(years) == 1 else None,
        scope,
        _RATE.search(text) is not None,
        _SHARE.search(text) is not None,
    )
