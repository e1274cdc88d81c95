"""PDF files → text and pieces: paragraphs are put together again from the lines of the pages.

A PDF knows glyphs and places, not paragraphs. The lines come from PDFium (`pdf_lines`, in a child process with bounds);
here page numbers and running heads are left out, lines are joined by the distances between them, words that were
broken at the end of a line are mended, footnotes stay, after the paragraph that their page ends with.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from ip5kg.errors import UnreadableRelease
from ip5kg.read import furniture, lines
from ip5kg.read.pieces import Piece

SECONDS: Final = 15
MEGABYTES: Final = 800
MOST_PAGES: Final = 200

_HYPHEN = "\u00ad"
_LARGER = 1.15  # of the size of running text: a heading
_SMALLER = 0.93  # a footnote
_BREAK = 1.35  # of the usual distance between lines: a new paragraph
_MARKER = re.compile(r"(?:[-–—•·‣▪■□◦○●◆◇►▶▷*]|o(?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s|[①-⑳]")
_NOTE = re.compile(r"\(?\d{1,3}[.)\]]?\s?(?=[^\W\d])|[*†‡※]|\[\d{1,3}\]")
_NUMBER = re.compile(
    r"[-–—\s]{0,4}(?:page\s|p\.\s?|seite\s)?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:/|of|von)\s?\d{1,4})?[-–—\s]{0,4}", re.IGNORECASE
)
_STOPS = re.compile(r"[.!?:;。！？][\"'”’»)\]]{0,3}$")
_WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,4}")
_DIGITS = re.compile(r"\d{1,9}")
# Letters that are drawn as one sign, and signs that show nothing: neither belongs into a quote.
_DRAWN = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SHOWN = str.maketrans(
    _DRAWN
    | dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
    | {0x00A0: " ", 0x2028: " ", 0x2029: " "}
    | dict.fromkeys(
        [0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC, 0xF06E], "•"
    )  # bullets of the symbol fonts, which have no Unicode of their own
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Block:
    lines: list[_Line]
    note: bool = False
    text: str = ""
    notes: list[_Line] = field(default_factory=list)

    @property
    def last(self) -> _Line:
        return self.lines[-1]

    @property
    def row(self) -> bool:
        return " | " in self.lines[0].text


def parse(data: bytes, name: str, title: str | None = None) -> tuple[str, list[Piece]]:
    """Return the text of a PDF and its pieces; `title`, where it is known, helps to find the title line.

    Raises:
        UnreadableRelease: the file is encrypted, damaged, without text, has too many pages, or takes too long.
    """
    pages = _pages(data, name)
    found = [line for page in pages for line in page]
    if not found:
        raise UnreadableRelease(name, "holds no text, only pictures of it", "run text recognition (OCR) over it first")
    body = _running_size(found)
    blocks = _blocks(pages, body)
    _mend(blocks)
    return _written(blocks, body, title)


# ---- lines -------------------------------------------------------------------------------------------------------------


def _pages(data: bytes, name: str) -> list[list[_Line]]:
    answer = _ask(data, name)
    remedies = {
        "encrypted": ("is locked with a password", "save it without one"),
        "broken": ("is no whole PDF file", "fetch it again"),
        "broken page": (f"is damaged on page {answer.get('page')}", "fetch it again"),
        "crowded": (f"has more on page {answer.get('page')} than any paper holds", "give its text instead"),
        "long": ("holds more than 2,000,000 characters", "split it: a release is one announcement"),
        "pages": (f"has more than {MOST_PAGES} pages", "split it: a release is one announcement"),
        "memory": (f"needs more than {MEGABYTES} MB of memory", "give its text instead"),
    }
    if "refused" in answer:
        raise UnreadableRelease(name, *remedies[answer["refused"]])
    pages = [
        [
            _Line(text, number, *places)
            for shown, *places in page["lines"]
            if (text := unicodedata.normalize("NFC", shown.translate(_SHOWN)).strip())
        ]
        for number, page in enumerate(answer["pages"])
    ]
    heights = [page["height"] for page in answer["pages"]]
    return _without_margins(pages, heights)


def _ask(data: bytes, name: str) -> dict[str, Any]:
    """Have the child read the PDF. `-P` keeps this folder, whose modules have common names, off its path."""
    order = [sys.executable, "-P", str(Path(__file__).with_name("pdf_lines.py")), str(SECONDS), str(MEGABYTES), str(MOST_PAGES)]
    try:
        done = subprocess.run(order, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 -- our own interpreter
    except subprocess.TimeoutExpired:
        raise UnreadableRelease(name, f"takes longer than {SECONDS} seconds to read", "give its text instead") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        if last and "No module named" in last[0]:
            raise UnreadableRelease(name, "is a PDF, and pypdfium2 is not installed", "install ip5kg anew with its dependencies") from None
        raise UnreadableRelease(name, "brought down the reader of PDF files", "give its text instead") from None
    return answer


def _without_margins(pages: list[list[_Line]], heights: list[float]) -> list[list[_Line]]:
    """Leave out page numbers, and what stands at the head or foot of most pages, figures apart."""
    heads: Counter[str] = Counter()
    for page in pages:
        heads.update({_signature(line) for line in _margin(page)})
    often = max(2, (len(pages) + 1) // 2)
    kept = []
    for page, height in zip(pages, heights, strict=True):
        margin = {id(line) for line in _margin(page)}
        kept.append(
            [
                line
                for line in page
                if not (
                    id(line) in margin
                    and (heads[_signature(line)] >= often or (_NUMBER.fullmatch(line.text) and not height * 0.1 < line.y < height * 0.9))
                )
            ]
        )
    return kept


def _margin(page: list[_Line]) -> list[_Line]:
    """The two highest and two lowest lines of a page, whatever their order in the file."""
    heights = sorted({line.y for line in page})
    return [line for line in page if line.y in {*heights[:2], *heights[-2:]}]


def _signature(line: _Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _running_size(found: Sequence[_Line]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in found:
        sizes[round(line.size, 0)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


# ---- lines → blocks ----------------------------------------------------------------------------------------------------


def _blocks(pages: list[list[_Line]], body: float) -> list[_Block]:
    pitch = _pitch(pages, body)
    blocks: list[_Block] = []
    for page in pages:
        running, notes = _without_notes(page, body)
        edges = [(line.left, line.right) for line in running]
        for line in running:
            if blocks and _goes_on(blocks[-1], line, edges, pitch, body):
                blocks[-1].lines.append(line)
            else:
                blocks.append(_Block([line]))
        if blocks:
            blocks[-1].notes.extend(notes)
        else:  # a page of nothing but small print
            blocks.extend(_Block([line]) for line in notes)
    return [part for block in blocks for part in (block, *_noted(block.notes))]


def _pitch(pages: list[list[_Line]], body: float) -> float:
    gaps = [round(above.y - below.y, 1) for page in pages for above, below in pairwise(page) if 0 < above.y - below.y < 4 * body]
    # The lower half: the gaps between paragraphs are as frequent as those within where paragraphs are short.
    return median(sorted(gaps)[: len(gaps) // 2 + 1]) if gaps else body * 1.2


def _without_notes(page: list[_Line], body: float) -> tuple[list[_Line], list[_Line]]:
    """Part the footnotes from a page: small print at its end that begins with a mark."""
    start = len(page)
    while start and page[start - 1].size < body * _SMALLER:
        start -= 1
    first = next((i for i in range(start, len(page)) if _NOTE.match(page[i].text)), len(page))
    return page[:first], page[first:]


def _noted(notes: list[_Line]) -> list[_Block]:
    blocks: list[_Block] = []
    for line in notes:
        if not blocks or _NOTE.match(line.text):
            blocks.append(_Block([line], note=True))
        else:
            blocks[-1].lines.append(line)
    return blocks


def _goes_on(block: _Block, line: _Line, edges: list[tuple[float, float]], pitch: float, body: float) -> bool:
    """Tell whether a line goes on with the paragraph, item or heading that the lines before have begun."""
    last = block.last
    if abs(line.size - last.size) > 0.12 * last.size or line.bold != last.bold or " | " in line.text or block.row:
        return False
    stopped = _STOPS.search(last.text) is not None
    right = max((right for left, right in edges if abs(left - last.left) <= 60), default=last.right)
    word = line.text.partition(" ")[0]
    wide = (line.right - line.left) / max(len(line.text), 1)
    full = last.right + (len(word) + 1) * wide > right - 2
    nearly = last.right - last.left > 0.85 * (right - last.left)  # lines are not justified everywhere
    above = line.page != last.page or line.y > last.y + 2
    if above:  # the next page or column
        return not stopped and not _MARKER.match(line.text) and (line.text[0].islower() or (full and last.size <= body * _LARGER))
    gap = last.y - line.y
    usual = block.lines[-2].y - last.y if len(block.lines) > 1 and block.lines[-2].y > last.y else pitch * max(1.0, line.size / body)
    if gap > usual * _BREAK:
        return False
    if line.size > body * _LARGER:
        return True  # a heading over two lines
    if last.text.endswith(_HYPHEN):
        return True
    if _MARKER.match(line.text) and (stopped or not full or abs(line.left - last.left) > 4):
        return False
    if stopped and line.left - last.left > 8 and not (len(block.lines) == 1 and _MARKER.match(last.text)):
        return False  # the first line of a paragraph is indented
    hangs = _MARKER.match(block.lines[0].text) is not None and line.left - block.lines[0].left > 4  # set under the first word of the item
    return full or (not stopped and (nearly or hangs or line.text[0].islower()))


def _mend(blocks: list[_Block]) -> None:
    """Write the lines of each block as one, and words broken at their ends whole.

    Many hyphens at line ends belong to the word ("user-friendly", "co-operation"); only a text that was set with word
    breaks has many others. What the text itself writes elsewhere decides; where it is silent, the hyphen goes only if
    word breaks are frequent in it.
    """
    inner = [line for block in blocks for line in block.lines]
    words = Counter(word for line in inner for word in _WORD.findall(line.text.rstrip(_HYPHEN).lower()))
    heads = {word.partition("-")[0] for word in words if "-" in word}
    broken = sum(line.text.endswith((_HYPHEN, "-")) for line in inner)
    often = broken > 2 and broken * 25 > len(inner)
    for block in blocks:
        parts = [block.lines[0].text]
        for line in block.lines[1:]:
            parts[-1:] = _joined(parts[-1], line.text, words, heads, often)
        block.text = " ".join("".join(parts).replace(_HYPHEN, "-").split())


def _joined(before: str, after: str, words: Counter[str], heads: set[str], often: bool) -> tuple[str, str]:
    """Return the end of one line and the next line so that they may be written one after the other."""
    if not before.endswith((_HYPHEN, "-")):
        return before, f" {after}"
    stem = before[:-1]
    left = re.search(r"[^\W\d_]{1,60}\Z", stem[-60:])
    right = re.match(r"[^\W\d_]{1,60}", after[:60])
    if not left or not right:
        return (before, f" {after}") if stem.endswith(" ") or not stem else (stem, f"-{after}")
    whole, hyphened = (left.group() + right.group()).lower(), f"{left.group()}-{right.group()}".lower()
    if not right.group().islower() or words[hyphened] > words[whole]:
        return stem, f"-{after}"
    if words[whole] or (often and left.group().lower() not in heads):
        return stem, after
    return stem, f"-{after}"


# ---- blocks → text and pieces ------------------------------------------------------------------------------------------


def _written(blocks: list[_Block], body: float, title: str | None) -> tuple[str, list[Piece]]:
    """Write the blocks one under the other, rows of a table closely, and tell what they are."""
    parts: list[str] = []
    owners: dict[int, _Block] = {}
    at, before = 0, None
    for block in blocks:
        gap = "" if before is None else "\n" if before.row and block.row else "\n\n"
        owners[at := at + len(gap)] = block
        parts += [gap, block.text]
        at, before = at + len(block.text), block
    text = "".join(parts)
    heading = {start for start, block in owners.items() if _is_heading(block, body)}
    wanted = title or _title(owners, heading)
    pieces = []
    sizes = sorted({round(owners[start].last.size) for start in heading}, reverse=True)
    for piece in lines.pieces(text, wanted):
        owner = owners.get(piece.start)
        if owner is None:
            pieces.append(piece)
        elif owner.note:
            pieces.append(replace(piece, kind="note", level=0))
        elif piece.start in heading and piece.kind in ("paragraph", "heading", "quotation"):
            pieces.append(replace(piece, kind="heading", level=min(6, 1 + sizes.index(round(owner.last.size)))))
        else:
            pieces.append(piece)
    return text, pieces


def _is_heading(block: _Block, body: float) -> bool:
    if block.note or len(block.text) > 300 or furniture.kind_of(block.text) is not None:
        return False
    return block.last.size > body * _LARGER or (block.last.bold and len(block.text) <= 160 and furniture.looks_like_heading(block.text))


def _title(owners: dict[int, _Block], heading: set[int]) -> str | None:
    """The largest heading of the first page, the first of several."""
    first = [owners[start] for start in sorted(heading) if owners[start].lines[0].page == 0][:12]
    return max(first, key=lambda block: block.last.size).text if first else None
