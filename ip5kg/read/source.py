"""Bytes and characters: opening a file safely, telling its format, decoding it."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from pathlib import Path

from charset_normalizer import from_bytes

from ip5kg.errors import UnreadableRelease

MARKDOWN, PLAIN, HTML, PDF = "text/markdown", "text/plain", "text/html", "application/pdf"

_BY_ENDING = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
}
_BY_MEDIA_TYPE = {MARKDOWN: MARKDOWN, "text/x-markdown": MARKDOWN, PLAIN: PLAIN, HTML: HTML, "application/xhtml+xml": HTML, PDF: PDF}
_FORMATS = "give a Markdown (.md), plain text (.txt), HTML (.html) or PDF file"
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
)
# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_.:-]{2,40})""", re.ASCII)
_GUESS_FROM = 65_536  # bytes shown to charset-normalizer: its time grows with the sample, its verdict hardly changes


def is_address(text: str) -> bool:
    """Tell whether a word of the command line is meant as an address, whatever its scheme."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://", text) is not None


def load(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file.

    The file is opened without following a link and without waiting (a pipe would block for ever), and what was
    opened is looked at, not what the name stood for a moment before.

    Raises:
        UnreadableRelease: the file is missing, not a regular file, not ours to read, or larger than `limit` bytes.
    """
    where = str(path)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise UnreadableRelease(where, "there is no such file", "check the path") from None
    except PermissionError:
        raise UnreadableRelease(where, "may not be read", "give yourself the right to read it") from None
    except (OSError, ValueError) as error:
        if path.is_symlink():
            raise UnreadableRelease(where, "is a symbolic link", "give the file that it points to") from None
        raise UnreadableRelease(where, f"cannot be opened: {error}", "give a regular file") from None
    try:
        _refuse_unless_regular(handle, where)
    except UnreadableRelease:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > limit else file.read(limit + 1)
    if max(size, len(data)) > limit:
        raise UnreadableRelease(where, f"is larger than {limit:,} bytes", "raise the limit, or split the file")
    return data


def _refuse_unless_regular(handle: int, where: str) -> None:
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        raise UnreadableRelease(where, "is a folder", "give the files in it")
    if not stat.S_ISREG(mode):
        raise UnreadableRelease(where, "is a pipe, socket or device", "give a regular file")


def media_type_of(data: bytes, name: str, declared: str | None) -> str:
    """Return which of the four formats the data is in: as declared, by the name's ending, or by its first bytes.

    A PDF is one whatever it is called; servers often send it as `application/octet-stream`.

    Raises:
        UnreadableRelease: the format is another one.
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableRelease(name, f"is {what}, not text", _FORMATS)
    if declared is not None:
        bare = declared.partition(";")[0].strip().lower()
        if bare not in _BY_MEDIA_TYPE:
            raise UnreadableRelease(name, f"has the media type {bare or 'of nothing'}, which is not read", _FORMATS)
        return _BY_MEDIA_TYPE[bare]
    ending = Path(name).suffix.lower()
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if re.search(rb"<(?:!doctype\s{1,20}html|html|body)\b", data[:4096], re.IGNORECASE):
        return HTML
    if ending and re.fullmatch(r"\.[a-z]{2,5}", ending):
        raise UnreadableRelease(name, f"has the unknown ending {ending}", _FORMATS)
    return MARKDOWN if data[:8].lstrip(b"\xef\xbb\xbf").startswith(b"---") else PLAIN


def decode(data: bytes, name: str, media_type: str, declared: str | None = None) -> str:
    """Return the characters: without a byte-order mark, with `\\n` at line ends, in Unicode form NFC.

    The encoding is that of the byte-order mark, of the HTTP header (`declared`), of the page's own declaration, UTF-8,
    or the likeliest one (charset-normalizer), in this order.

    Raises:
        UnreadableRelease: the bytes are no text.
    """
    if not data.strip():
        raise UnreadableRelease(name, "is empty", "give a file that holds a release")
    text = _decoded(data, name, media_type, declared)
    if _is_binary(text):
        raise UnreadableRelease(name, "is not text", _FORMATS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \n\t"):
        raise UnreadableRelease(name, "is empty", "give a file that holds a release")
    return unicodedata.normalize("NFC", text)


def _decoded(data: bytes, name: str, media_type: str, declared: str | None) -> str:
    tried: list[str] = []
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            tried.append(encoding)
            break
    else:
        if declared and (found := _DECLARED.search(declared.encode("utf-8", "replace"))):
            tried.append(found.group(1).decode("ascii"))
        if media_type == HTML and (found := _DECLARED.search(data[:4096])):
            tried.append(found.group(1).decode("ascii"))
        if any(shift in data[:_GUESS_FROM] for shift in (b"\x1b$B", b"\x1b$@")):  # valid UTF-8, too, but not meant so
            tried.append("iso2022_jp")
        tried.append(_unmarked_utf16(data) or "utf-8")
    for encoding in tried:
        try:
            if not codecs.lookup(encoding)._is_text_encoding:  # noqa: SLF001 - "rot13", "zip" and the like are codecs, too
                continue
            return data.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    if b"\0" in data[:4096]:
        raise UnreadableRelease(name, "is not text", _FORMATS)
    best = from_bytes(_sample(data)).best()
    if best is None:
        raise UnreadableRelease(name, "is not text in any known encoding", "save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except (LookupError, UnicodeError):
        raise UnreadableRelease(name, f"is not text in UTF-8 or {best.encoding}", "save it as UTF-8") from None


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a byte-order mark: the upper bytes of digits, blanks and line ends are NUL, all on one side."""
    sample = data[: _GUESS_FROM // 2 * 2]
    if len(data) % 2 or b"\0" not in sample:
        return None
    before, after = sample[::2].count(0), sample[1::2].count(0)
    if min(before, after) * 20 > max(before, after):
        return None
    encoding = "utf-16-be" if before > after else "utf-16-le"
    text = sample.decode(encoding, "replace")
    strange = sum(unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\t\n\r" for char in text)
    return None if strange * 100 > len(text) else encoding


def _sample(data: bytes) -> bytes:
    """Cut a sample behind a line end, so that no character of several bytes is cut in two."""
    if len(data) <= _GUESS_FROM:
        return data
    end = data.rfind(b"\n", 0, _GUESS_FROM)
    return data[: end if end > 0 else _GUESS_FROM]


def _is_binary(text: str) -> bool:
    """Control characters that no text editor writes: any NUL, or more than one in a hundred of the others."""
    sample = text[:_GUESS_FROM]
    if "\0" in text:
        return True
    strange = len(re.findall(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample))
    return strange * 100 > len(sample)
