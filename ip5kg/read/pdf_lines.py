"""A PDF on standard input → its lines with their places on standard output, as JSON. Run as a script, in a process with bounds.

PDFium is written in C++ and reads what anybody may have made: what brings it down, or makes it turn in circles, must not
do so to us. So this file is run by `ip5kg.read.pdf` in a child process, and imports nothing of ip5kg.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from contextlib import suppress
from itertools import islice
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

_MOST_CHARACTERS = 100_000  # of a page; a full page of small print has ten thousand
_MOST_LINES = 2_000  # of a page; sixty are many
_MOST_IN_ALL = 2_000_000  # characters of a file
_HYPHEN = "\u00ad"
_CELL_GAP = 1.8  # in sizes of the font: wider than a justified line opens its words, narrower than the gutter of a table
_LOOK = 40  # characters at the beginning of a line that tell its size
_EACH = 6  # every sixth of them tells its weight: the question is dear
_MARKER = 4  # characters: the gap after "•", "1." or "(iv)" is none between cells


def main() -> None:
    """Read the PDF from standard input and write `{"pages": …}` or `{"refused": reason}` to standard output."""
    seconds, megabytes, most_pages = (int(argument) for argument in sys.argv[1:4])
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the answer
    _limit(seconds, megabytes)
    try:
        answer = _read(sys.stdin.buffer.read(), most_pages)
    except MemoryError:
        answer = {"refused": "memory"}
    with channel:
        channel.write(json.dumps(answer).encode("ascii"))


def _limit(seconds: int, megabytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, wanted in (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):  # macOS has no limit on address space; the time limit holds there too
            resource.setrlimit(kind, (most, most))


def _read(data: bytes, most_pages: int) -> dict[str, Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        return {"refused": "encrypted" if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) else "broken"}
    if len(document) > most_pages:
        return {"refused": "pages"}
    pages, characters = [], 0
    for number in range(len(document)):
        try:
            page = _page(document[number])
        except pdfium.PdfiumError:
            return {"refused": "broken page", "page": number + 1}
        if page is None:
            return {"refused": "crowded", "page": number + 1}
        characters += sum(len(line[0]) for line in page["lines"])
        if characters > _MOST_IN_ALL:
            return {"refused": "long"}
        pages.append(page)
    return {"pages": pages}


def _page(page: Any) -> dict[str, Any] | None:
    """Return the size and the lines of a page, or None where there is more on it than any paper holds."""
    width, height = page.get_size()
    text = page.get_textpage()
    if (count := text.count_chars()) > _MOST_CHARACTERS:
        return None
    lines = list(islice((line for line in _lines(text, count) if line is not None), _MOST_LINES + 1))
    text.close()
    page.close()
    return {"width": width, "height": height, "lines": lines} if len(lines) <= _MOST_LINES else None


def _lines(text: Any, count: int) -> Any:
    """Yield `[text, left, right, baseline, size, bold]` for each line, lengths in points from the lower left corner."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    line = _Line()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield line.done()
            line = _Line()
            continue
        if code in (2, 0xFFFE):  # PDFium's own mark of a hyphen at the end of a line
            line.add_hyphen()
            continue
        if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        char = chr(code)
        if raw.FPDFText_IsGenerated(text, index) == 1 or char.isspace():
            line.add_space()
            continue
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        size = abs(box.top - box.bottom) or raw.FPDFText_GetFontSize(text, index)
        if line.leaps(y.value, size):
            yield line.done()
            line = _Line()
        line.add(char, x.value, box.right, y.value, size, line.count < _LOOK and line.count % _EACH == 0 and _is_bold(text, index))
    yield line.done()


def _is_bold(text: Any, index: int) -> bool:
    """Tell boldness by weight or by the font's name: PDFium knows the weight only of fonts that declare one."""
    if raw.FPDFText_GetFontWeight(text, index) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, 128, ctypes.byref(flags))
    return b"bold" in name.value.lower() or b"heavy" in name.value.lower()


class _Line:
    """The characters of a line as they come."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.count = 0
        self._sizes: list[float] = []
        self._bold = 0
        self._left = self._right = self._baseline = 0.0
        self._space = False

    def leaps(self, baseline: float, size: float) -> bool:
        """Tell whether a character stands on another line, though PDFium sees no break: marks above the line do not count."""
        return self.count > 0 and abs(baseline - self._baseline) > max(size, max(self._sizes)) * 0.9

    def add_hyphen(self) -> None:
        self.parts.append(_HYPHEN)

    def add_space(self) -> None:
        self._space = bool(self.parts)

    def add(self, char: str, left: float, right: float, baseline: float, size: float, bold: bool) -> None:
        if not self.count:
            self._left, self._baseline = left, baseline
        elif self._space:
            wide = left - self._right > _CELL_GAP * self._sizes[0]
            self.parts.append(" | " if wide and len(self.parts) > _MARKER else " ")
        elif self._sizes[0] < size and self.count < _MARKER:  # the line begins with a small raised figure
            self._baseline = baseline
        self._space = False
        self._right = max(right, self._right)
        self.parts.append(char)
        self.count += 1
        if self.count <= _LOOK:
            self._sizes.append(size)
            self._bold += bold

    def done(self) -> list[Any] | None:
        if not self.count:
            return None
        size = sorted(self._sizes)[len(self._sizes) // 2]
        places = (round(number, 1) for number in (self._left, self._right, self._baseline, size))
        return ["".join(self.parts), *places, self._bold * _EACH >= len(self._sizes) * 0.8]


if __name__ == "__main__":
    main()
