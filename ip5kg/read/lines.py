"""Plain text and Markdown → pieces: which lines belong together, and what they are.

The text is left as it stands. Lines that an editor broke at a fixed width are joined to one piece; lines that the writer
broke on purpose (items, fields such as "Place: Busan", lines of an address) are pieces of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ip5kg.model import BlockKind
from ip5kg.read import furniture
from ip5kg.read.pieces import Piece

_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(
    r"(?P<bullet>[-–—•·‣▪■□◦○ㅇ●◆◇►▶▷*+]{1,2}|o(?=\s))(?=\s)"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<number>\d{1,3})(?P<form>[.)])(?=\s|[^\W\d])"
    r"|\((?P<bracketed>\d{1,3})\)"
    r"|(?P<letter>[a-z])[.)](?=\s)|\((?P<lettered>[a-z])\)"
    r"|\(?(?P<roman>[ivx]{1,5})[.)](?=\s)"
)
_LETTERS: Final = ("a.", "(a)")
_ROMAN: Final = "i."
"""Styles of markers."""
_HASHES = re.compile(r"(#{1,6})\s")
_SUBTITLE = re.compile(r"[-–—]\s?\S.{3,160}\s?[-–—]$")
_FIELD = re.compile(r"(?:\*\*)?[A-Z\d][^:：.;!?]{0,80}[:：](?:\*\*)?\s?\S")
_FOOTNOTE_MARK = re.compile(r"(?<=[\w\"”)/])\*{1,4}(?!\*|\w{1,40}\*)")
_NAME_AND_TITLE: Final = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}, (?:[\w&.’'-]+ ){0,8}"
    r"(?:Commissioner|President|Director|Minister|Vice-?President|Secretary|Head|Chief|Counsel|Chair|Chairman|Manager|Examiner|Advisor|Adviser)\b"
)
_TABLE_RULE = re.compile(r"\|?[\s:|-]{3,400}$")
_PAGE_NUMBER = re.compile(r"[-–—]{1,3}\s?\d{1,3}\s?[-–—]{1,3}$")
_QUOTES = re.compile('["“”«»„]')
_ENTRY = re.compile(r"[A-Z\d\"“(][^\n]{0,180}(?:[,(;]|\s[-–—]{1,2}\s)")
"""The beginning of a line that lists something: a name with what belongs to it, parted by a comma, a bracket or a dash."""
_NAMES = re.compile(
    r"(?:\([A-Z]{2,8}\) )?(?:[A-Z][\w’'.&-]*|of|the|for|and|de|van|von|&)(?:[ -](?:\(?[A-Z][\w’'.&)-]*|of|the|for|and|de|van|von|&)){1,12}$"
)
"""A line of names and titles alone: "JPO Commissioner Kasutani Toshihide"."""
_LONGEST_LABEL = 30  # characters of a line above a list that ends without a colon: "Attendees"
_LONGEST_BARE = 100
_LONGEST_ENTRY = 240  # characters


@dataclass(frozen=True, slots=True)
class _Marker:
    style: str
    number: int | None
    length: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """One or more lines that belong together, before it is known what they are."""

    start: int
    end: int
    indent: int
    marker: _Marker | None
    run: int  # units of one run stand without a blank line between them
    lines: int
    row: bool = False


def pieces(text: str, title: str | None = None) -> list[Piece]:
    """Return the pieces of a plain text or Markdown body; `title` (of the front matter) helps to find the title line."""
    units = list(_units(text))
    kinds = _kinds(text, units, title)
    return list(_levelled(text, units, kinds))


# ---- lines → units -----------------------------------------------------------------------------------------------------


def _units(text: str) -> Iterator[_Unit]:
    for number, run in enumerate(_runs(text)):
        yield from _split_run(text, run, number)


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Return the lines between blank lines, each as a span without the blanks around it."""
    run: list[tuple[int, int]] = []
    last = -1
    for line in _LINE.finditer(text):
        start, end = line.span()
        body = line.group()
        stripped = body.strip()
        if run and (start > last + 1 or not stripped):
            yield run
            run = []
        last = end
        if stripped:
            lead = len(body) - len(body.lstrip())
            run.append((start + lead, start + lead + len(stripped)))
    if run:
        yield run


def _split_run(text: str, run: list[tuple[int, int]], number: int) -> Iterator[_Unit]:
    width = max(_indent(text, start) + end - start for start, end in run)
    rows = len(run) > 1 and all(_is_row(text[start : min(end, start + 2000)]) for start, end in run)
    fields = sum(_FIELD.match(text, start, min(end, start + 100)) is not None for start, end in run) > 1
    listed = _is_list(text, run)
    begin = stop = 0
    marker: _Marker | None = None
    count = 0
    for start, end in run:
        here = None if rows else _marker(text, start, end)
        broken = rows or listed or here is not None
        if count and not broken and _continues(text, stop, start, end, width, fields, _indent(text, begin), marker):
            stop, count = end, count + 1
            continue
        if count:
            yield _Unit(begin, stop, _indent(text, begin), marker, number, count, rows)
        begin, stop, marker, count = start, end, here, 1
    yield _Unit(begin, stop, _indent(text, begin), marker, number, count, rows)


def _is_list(text: str, run: list[tuple[int, int]]) -> bool:
    """Tell whether each line of a run lists something, the first aside where it leads in the others: "Participants:"."""
    start, end = run[0]
    lines = run[1:] if text[end - 1] == ":" or (end - start <= _LONGEST_LABEL and not _is_entry(text, start, end)) else run
    if len(lines) < 2 or (len(lines) == len(run) == 2):
        return False
    if all(_is_entry(text, start, end) for start, end in lines):
        return True
    return len(lines) > 2 and all(end - start < _LONGEST_BARE and _NAMES.match(text, start, end) is not None for start, end in lines)


def _is_entry(text: str, start: int, end: int) -> bool:
    """Tell whether a line lists something, and is no part of a running text: "Kim Won-joong (KIPO), Vice Commissioner"."""
    return end - start < _LONGEST_ENTRY and text[end - 1] not in ".!?:" and _ENTRY.match(text, start, end) is not None


def _indent(text: str, start: int) -> int:
    line = text.rfind("\n", max(0, start - 200), start) + 1
    return start - max(line, start - 200)


def _is_row(line: str) -> bool:
    return line.startswith("|") or " | " in line or "\t" in line


def _continues(text: str, stop: int, start: int, end: int, width: int, fields: bool, indent: int, marker: _Marker | None) -> bool:
    """Tell whether the line at `start` goes on with the sentence that the line before, which ends at `stop`, has begun."""
    first = text[start]
    if _HASHES.match(text, start, end) or first in "|>※":
        return False
    before = text.rfind("\n", max(0, stop - 400), stop) + 1
    if stop - before <= 120 and (
        furniture.leads_elsewhere(line := text[before:stop].strip()) or furniture.kind_of(line) in ("navigation", "furniture")
    ):
        return False
    if marker is not None and _indent(text, start) > indent and text[stop - 1] not in ".;:":
        return True  # the body of an item, set under its first word
    if first.islower() or first in ",;)]”’":
        return text[stop - 1] not in ":.!?"
    if fields and _FIELD.match(text, start, min(end, start + 100)):
        return False
    if not 50 <= width <= 200:
        return False
    word = re.compile(r"\S{1,60}").match(text, start)
    # The writer's editor broke the line where the next word no longer fitted.
    return stop - before + 1 + (len(word.group()) if word else 0) > width * 0.97


def _marker(text: str, start: int, end: int) -> _Marker | None:
    found = _MARKER.match(text, start, min(end, start + 12))
    if not found:
        return None
    parts = found.groupdict()
    length = found.end() - start
    if parts["bullet"]:
        return _Marker(parts["bullet"], None, length)
    if parts["circled"]:
        return _Marker("①", ord(parts["circled"]) - 0x245F, length)
    if parts["number"]:
        if text[found.end() : found.end() + 1].isalpha() and parts["form"] == ")":
            return None
        return _Marker("1" + parts["form"], int(parts["number"]), length)
    if parts["bracketed"]:
        return _Marker("(1)", int(parts["bracketed"]), length)
    for name, style in zip(("letter", "lettered"), _LETTERS, strict=True):
        if parts[name]:
            return _Marker(style, _letter(parts[name]), length)
    return _Marker(_ROMAN, None, length)


# ---- units → kinds -----------------------------------------------------------------------------------------------------


def _kinds(text: str, units: list[_Unit], title: str | None) -> list[BlockKind]:
    kinds: list[BlockKind] = [_first_look(text, unit) for unit in units]
    _mark_notes(text, units, kinds)
    _mark_fields(text, units, kinds)
    _mark_numbered_headings(text, units, kinds)
    _mark_breadcrumbs(text, units, kinds)
    _mark_title(text, units, kinds, title)
    _mark_entries(text, units, kinds)
    _mark_names(text, units, kinds)
    _mark_site_names(kinds)
    _mark_links(text, units, kinds)
    _unmark_last_heading(kinds)
    return kinds


def _head(text: str, unit: _Unit) -> str:
    return text[unit.start : min(unit.end, unit.start + 500)]


def _first_look(text: str, unit: _Unit) -> BlockKind:
    head = _head(text, unit)
    if unit.row:
        return "furniture" if _TABLE_RULE.match(head) and furniture.is_separator(head) else "row"
    if head.startswith(">"):
        return "quotation"
    if _HASHES.match(head):
        return "heading"
    if unit.marker is not None:
        if furniture.is_separator(head) or _PAGE_NUMBER.match(head):
            return "furniture"
        return "heading" if unit.lines == 1 and unit.marker.style in "-–—" and _SUBTITLE.match(head) and len(head) < 200 else "item"
    if (kind := furniture.kind_of(head if unit.end - unit.start <= 500 else head + "…" * 10)) is not None:
        if kind == "note" and furniture.looks_like_heading(head) and head.endswith(":"):
            return "heading"
        return kind
    if unit.lines == 1 and unit.end - unit.start < 200 and furniture.looks_like_heading(head):
        return "heading"
    return "quotation" if _is_quotation(text[unit.start : unit.end]) else "paragraph"


def _is_quotation(text: str) -> bool:
    """A paragraph that opens with a quotation mark and is speech for the greater part."""
    if text[0] not in '"“„«':
        return False
    marks = [found.start() for found in _QUOTES.finditer(text)]
    spoken = sum(close - open_ for open_, close in zip(marks[::2], [*marks[1::2], len(text)], strict=False))
    return spoken * 2 > len(text)


def _mark_notes(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """An item whose marker is an asterisk is a footnote where a word above carries the same mark ("IP5*")."""
    open_marks = 0
    for i, unit in enumerate(units):
        starred = (
            set(unit.marker.style) == {"*"} if unit.marker is not None else kinds[i] in ("paragraph", "heading") and text[unit.start] == "*"
        )
        if starred and open_marks > 0 and kinds[i] in ("item", "furniture", "paragraph", "heading"):
            kinds[i] = "note"
        body = unit.start + (unit.marker.length if unit.marker else 0)
        open_marks += len(_FOOTNOTE_MARK.findall(text, body, unit.end))
        if kinds[i] == "note":
            open_marks -= 1


def _mark_fields(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """Neighbouring lines of the form "Place: Busan" or "EPO: President Battistelli" are items of one list."""
    is_field = [kind in ("paragraph", "heading") and _is_field(text, unit) for unit, kind in zip(units, kinds, strict=True)]
    for i, field in enumerate(is_field):
        if field and ((i > 0 and is_field[i - 1]) or (i + 1 < len(units) and is_field[i + 1])):
            kinds[i] = "item"


def _is_field(text: str, unit: _Unit) -> bool:
    if unit.marker is not None or unit.end - unit.start >= 300 or text[unit.end - 1] in ".:":
        return False
    return _FIELD.match(text, unit.start, unit.end) is not None


def _mark_numbered_headings(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """Tell headings from items: "1. Background" stands alone, the number of an item goes on in the neighbouring block."""
    for i, unit in enumerate(units):
        if kinds[i] != "item" or unit.marker is None or unit.marker.style not in ("1.", "1)", "(1)", "①", "a.", "(a)", "i."):
            continue
        body = text[unit.start + unit.marker.length : unit.end].strip()
        alone = (i == 0 or units[i - 1].run != unit.run) and unit.lines == 1
        if alone and body and furniture.looks_like_heading(body) and not _neighbours(units, i):
            kinds[i] = "heading"


def _neighbours(units: list[_Unit], i: int) -> bool:
    """Tell whether the unit before or after carries the preceding or following number in the same style."""
    marker = units[i].marker
    for j, step in ((i - 1, -1), (i + 1, 1)):
        if 0 <= j < len(units):
            other = units[j].marker
            if marker and other and other.style == marker.style and (marker.number is None or other.number == marker.number + step):
                return True
    return False


def _mark_breadcrumbs(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """A numbered list that begins with "Home" is a trail of breadcrumbs."""
    for i, unit in enumerate(units):
        if kinds[i] not in ("item", "heading") or unit.marker is None or unit.marker.number != 1:
            continue
        if not re.fullmatch(r"(?:home|top|top ?page|homepage)", text[unit.start + unit.marker.length : unit.end].strip(), re.IGNORECASE):
            continue
        for j in range(i, len(units)):
            marker = units[j].marker
            if marker is None or marker.style != unit.marker.style or marker.number != j - i + 1:
                break
            kinds[j] = "navigation"


def _mark_title(text: str, units: list[_Unit], kinds: list[BlockKind], title: str | None) -> None:
    """The title is the line that says what the front matter says; without front matter the first that reads like a heading."""
    wanted = title or None
    for i, unit in enumerate(units[:12]):
        if kinds[i] == "navigation" or unit.end - unit.start > 400:
            continue
        if wanted is None:
            if kinds[i] == "heading" or (kinds[i] == "paragraph" and furniture.looks_like_heading(_head(text, unit))):
                kinds[i] = "title"
                return
            if kinds[i] == "paragraph":
                return
        elif is_title(text[unit.start : unit.end], wanted):
            kinds[i] = "title"
            return


def _mark_entries(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """Neighbouring lines below the title that each list something are items of one list, with a blank line between them or none.

    Lines of names and titles alone are items where three of them stand together.
    """
    first = kinds.index("title") + 1 if "title" in kinds else 0
    plain = [
        i >= first and unit.lines == 1 and unit.marker is None and kinds[i] in ("paragraph", "heading") for i, unit in enumerate(units)
    ]
    entries = [own and _is_entry(text, unit.start, unit.end) for own, unit in zip(plain, units, strict=True)]
    names = [
        own and unit.end - unit.start < _LONGEST_BARE and _NAMES.match(text, unit.start, unit.end) is not None
        for own, unit in zip(plain, units, strict=True)
    ]
    for i, entry in enumerate(entries):
        if entry and (entries[i - 1 : i] == [True] or entries[i + 1 : i + 2] == [True]):
            kinds[i] = "item"
    for i in range(len(units)):
        same = [j for j in (i - 2, i - 1, i, i + 1, i + 2) if 0 <= j < len(units) and names[j] and units[j].run == units[i].run]
        if names[i] and any(set(range(k, k + 3)) <= set(same) for k in (i - 2, i - 1, i)) and not _leads_in(units, i):
            kinds[i] = "item"


def _leads_in(units: list[_Unit], i: int) -> bool:
    """Tell whether a line is the short one above a list: "Heads of Delegation"."""
    first = i == 0 or units[i - 1].run != units[i].run
    return first and units[i].end - units[i].start <= _LONGEST_LABEL


def _mark_names(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """A line "Name, Title" is no heading but an item, and so is the name of the house that stands right above it."""
    for i, unit in enumerate(units):
        if kinds[i] not in ("heading", "item") or unit.lines != 1 or _NAME_AND_TITLE.match(text, unit.start, unit.end) is None:
            continue
        kinds[i] = "item"
        above = i - 1
        if (
            i
            and units[above].run == unit.run
            and kinds[above] == "heading"
            and len(text[units[above].start : units[above].end].split()) < 9
        ):
            kinds[above] = "item"


def _mark_site_names(kinds: list[BlockKind]) -> None:
    """What reads like a heading above the title is the name of the site, of its section or of the press office."""
    if "title" in kinds:
        at = kinds.index("title")
        kinds[:at] = ["furniture" if kind == "heading" else kind for kind in kinds[:at]]


def is_title(line: str, title: str) -> bool:
    """Tell whether a line says what the title says, case and punctuation apart, or the greater part of it."""
    here, wanted = _plain(line), _plain(title)
    return (
        here == wanted or (len(here) > 25 and wanted.startswith(here)) or (len(wanted) > 25 and here.startswith(wanted) and len(here) < 300)
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _mark_links(text: str, units: list[_Unit], kinds: list[BlockKind]) -> None:
    """What stands under "Related news", "Earlier meetings" or the like leads elsewhere, up to the next running text."""
    under: int | None = None
    for i, unit in enumerate(units):
        head = _head(text, unit)
        if (
            kinds[i] in ("heading", "paragraph", "navigation", "furniture", "item")
            and unit.end - unit.start <= 120
            and furniture.leads_elsewhere(head)
        ):
            kinds[i], under = "navigation", unit.run
        elif kinds[i] == "heading" and under is not None and unit.run != under:
            under = None
        elif under is not None and kinds[i] in ("item", "heading", "row"):
            kinds[i] = "navigation"
        elif kinds[i] in ("paragraph", "title", "quotation"):
            under = None


def _unmark_last_heading(kinds: list[BlockKind]) -> None:
    """A heading has something under it: the last line of a text is none."""
    for i in range(len(kinds) - 1, -1, -1):
        if kinds[i] == "heading":
            kinds[i] = "paragraph"
            return
        if kinds[i] not in ("navigation", "furniture"):
            return


# ---- levels ------------------------------------------------------------------------------------------------------------


def _letter(letter: str) -> int:
    return ord(letter) - ord("a") + 1


def _levelled(text: str, units: list[_Unit], kinds: list[BlockKind]) -> Iterator[Piece]:
    """Give each heading and item its depth: by `#`, by numbering, by indentation, by the order in which markers appear."""
    stack: list[tuple[int, str]] = []
    before: _Marker | None = None
    for unit, kind in zip(units, kinds, strict=True):
        piece = Piece(unit.start, unit.end, kind)
        if kind == "item":
            yield replace(piece, level=_depth(stack, unit, before))
            before = unit.marker
            continue
        if kind in ("title", "heading", "paragraph"):
            stack.clear()
        if kind == "title":
            piece = replace(piece, level=1)
        elif kind == "heading":
            hashes = _HASHES.match(text, unit.start, min(unit.end, unit.start + 10))
            style = unit.marker.style if unit.marker else ""
            piece = replace(piece, level=len(hashes.group(1)) if hashes else 3 if style in ("(1)", "①", "a.", "(a)", "i.", "1)") else 2)
        yield piece


def _depth(stack: list[tuple[int, str]], unit: _Unit, before: _Marker | None) -> int:
    key = (unit.indent, unit.marker.style if unit.marker else ":")
    if stack and unit.marker is not None and before is not None and stack[-1] != key and stack[-1][0] == key[0]:
        # "(i)" is a letter, and a Roman number where "(ii)" follows; so is "(v)" behind "(iv)"
        if key[1] == _ROMAN and before.style in _LETTERS and before.number == _letter("i"):
            stack[-1] = key
        elif stack[-1][1] == _ROMAN and key[1] in _LETTERS and unit.marker.number in (_letter("v"), _letter("x")):
            key = stack[-1]
    while len(stack) > 12 or (stack and stack[-1][0] > key[0]):
        stack.pop()
    if key in stack:
        del stack[stack.index(key) + 1 :]
    else:
        stack.append(key)
    return len(stack) - 1
