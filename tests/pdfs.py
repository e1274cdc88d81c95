"""A small writer of PDF files: pages of lines, each at its place, in the standard fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Line:
    """A line of text whose baseline begins at (x, y), in points from the lower left corner."""

    text: str
    y: float
    x: float = 72
    size: float = 11
    bold: bool = False


def page(lines: Iterable[str | Line], *, top: float = 760, step: float = 14, x: float = 72) -> list[Line]:
    """Set lines one under the other; an empty one leaves a gap. A `Line` stands where it says."""
    placed: list[Line] = []
    y = top
    for line in lines:
        if isinstance(line, Line):
            placed.append(line)
            continue
        if line:
            placed.append(Line(line, y, x))
        y -= step
    return placed


def pdf(pages: Sequence[Iterable[Line]], *, encrypted: bool = False) -> bytes:
    """Return the bytes of a PDF file; an encrypted one has a password that nobody knows."""
    objects: list[bytes] = [b"", b""]
    fonts = b"<< /F1 3 0 R /F2 4 0 R >>"
    names = (b"Helvetica", b"Helvetica-Bold")
    objects += [b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name for name in names]
    kids = []
    for lines in pages:
        content = b"\n".join(_shown(line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        contents = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font %s >> >>"
            % (WIDTH, HEIGHT, contents, fonts)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects, encrypted)


def _shown(line: Line) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (2 if line.bold else 1, line.size, line.x, line.y, text)


def _file(objects: list[bytes], encrypted: bool) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    lock = b""
    if encrypted:
        key = b"5" * 64
        lock = b" /ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (
            key[:32],
            key[:32],
            key,
            key,
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, table)
    return bytes(out)
