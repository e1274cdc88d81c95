"""Putting a release together: metadata, text, blocks, sentences."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import yaml

from ip5kg.errors import UnreadableRelease
from ip5kg.model import Block, Release, Sentence, Span
from ip5kg.read import datelines, languages, lines, page, pdf, source
from ip5kg.read.pieces import Piece
from ip5kg.read.sentences import split
from ip5kg.read.wordset import word_set

DEFAULT_LIMIT = 20 * 1024 * 1024
"""Largest file that is read, in bytes, unless the caller says otherwise."""

_MOST_LINES = 100_000  # a release has hundreds; the later stages should not meet millions of blocks
_MOST_TAGS = 200_000
_KEYS = word_set("url publisher publisher_code issued title language source_language kind")
_FRONT_MATTER_LIMIT = 65_536
_PAGE_DATES = (
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "og:published_time",
    "datecreated",
    "time",
)
_DATE_REMEDY = "give it as 'issued:' in the front matter"


def read_path(path: str | Path, *, limit: int = DEFAULT_LIMIT) -> Release:
    """Read a release from a file: Markdown or plain text (with or without front matter), an HTML page, or a PDF.

    Raises:
        UnreadableRelease: the file cannot be read, is no text of these formats, or gives no date.
    """
    path = Path(path)
    return read_bytes(source.load(path, limit), str(path), limit=limit)


def read_bytes(
    data: bytes, name: str, media_type: str | None = None, *, fields: Mapping[str, str] | None = None, limit: int = DEFAULT_LIMIT
) -> Release:
    """Read a release from its bytes.

    Args:
        data: the bytes as they came from a file or an address.
        name: the file's name or the address; its last part without the ending becomes the release's id.
        media_type: as the server declared it (`text/html; charset=utf-8`), or None: then the name and the bytes decide.
        fields: metadata that is known from elsewhere, by the keys of the front matter; it goes before what the file says of itself.
        limit: the largest number of bytes that is read.

    Raises:
        UnreadableRelease: the bytes are no text of a known format, are too many, or give no date.
    """
    if len(data) > limit:
        raise UnreadableRelease(name, f"is larger than {limit:,} bytes", "raise the limit, or split the file")
    known = dict(fields or {})
    kind = source.media_type_of(data, name, media_type)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == source.PDF:
        text, pieces = pdf.parse(data, name, known.get("title"))
        return _release(name, kind, sha256, known, text, pieces)
    text = source.decode(data, name, kind, media_type)
    if kind == source.HTML:
        return _from_page(text, name, sha256, known)
    if text.count("\n") > _MOST_LINES:
        raise UnreadableRelease(name, f"has more than {_MOST_LINES:,} lines", "split the file: a release is one announcement")
    own, body = _front_matter(text, name)
    stated = {**own, **known}
    return _release(name, kind, sha256, stated, body, lines.pieces(body, stated.get("title")))


def _from_page(text: str, name: str, sha256: str, known: Mapping[str, str]) -> Release:
    fields = {**_comment_fields(page.comment_of(text), name), **known}
    if text.count("<") > _MOST_TAGS:
        raise UnreadableRelease(name, f"has more than {_MOST_TAGS:,} tags", "split the page: a release is one announcement")
    found = page.parse(text, fields.get("title"))
    stated = dict(fields)
    for key, names in (
        ("title", ("og:title", "headline", "title")),
        ("language", ("lang", "content-language")),
        ("publisher", ("og:site_name", "publisher", "author")),
    ):
        for wanted in names:
            if key not in stated and found.fields.get(wanted):
                stated[key] = found.fields[wanted][0]
    if "url" not in stated and (address := (found.fields.get("canonical") or found.fields.get("og:url") or [""])[0]).startswith(
        ("http://", "https://")
    ):
        stated["url"] = address
    if "issued" not in stated:
        for wanted in _PAGE_DATES:
            if date := next((d for value in found.fields.get(wanted, []) if (d := _date_or_none(value))), None):
                stated["issued"] = date
                break
    return _release(name, source.HTML, sha256, stated, found.text, found.pieces)


def _release(
    name: str, media_type: str, sha256: str, fields: Mapping[str, str], text: str, pieces: list[Piece] | tuple[Piece, ...]
) -> Release:
    if not pieces:
        raise UnreadableRelease(name, "holds no text besides its metadata", "give a file that holds a release")
    blocks, sentences = _cut(text, pieces)
    title = _title(fields, text, pieces)
    kind: Literal["release", "digest"] = "digest" if fields.get("kind", "").lower() == "digest" else "release"
    if fields.get("kind", "release").lower() not in ("release", "digest"):
        raise UnreadableRelease(name, f"has the unknown kind {fields['kind']!r}", "write 'kind: release' or 'kind: digest'")
    return Release(
        id=_id(name),
        text=text,
        title=title,
        url=_url(fields.get("url"), name),
        publisher=fields.get("publisher") or None,
        publisher_code=fields.get("publisher_code") or None,
        issued=_issued(fields, text, pieces, name, kind),
        language=_language(fields.get("language"), text),
        source_language=(fields.get("source_language") or "").lower() or None,
        kind=kind,
        media_type=media_type,
        sha256=sha256,
        blocks=blocks,
        sentences=sentences,
    )


def _cut(text: str, pieces: list[Piece] | tuple[Piece, ...]) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    whole = ("title", "heading", "row", "navigation", "caption")
    for number, piece in enumerate(pieces):
        first = len(sentences)
        spans = [(piece.start, piece.end)] if piece.kind in whole else split(text, piece.start, piece.end)
        sentences.extend(Sentence(first + i, Span(*span), number) for i, span in enumerate(spans))
        blocks.append(Block(piece.kind, Span(piece.start, piece.end), piece.level, range(first, len(sentences))))
    return tuple(blocks), tuple(sentences)


# ---- metadata ----------------------------------------------------------------------------------------------------------


def _front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Return the metadata that a file begins with, and the text after it."""
    if not re.match(r"---[ \t]{0,20}\n", text):
        return {}, text
    end = re.compile(r"^(?:---|\.\.\.)[ \t]{0,20}(?:\n|\Z)", re.MULTILINE).search(text, text.index("\n") + 1, _FRONT_MATTER_LIMIT)
    if not end:
        raise UnreadableRelease(name, "has front matter that is not closed", "end it with a line '---'")
    return _fields(text[text.index("\n") + 1 : end.start()], name), text[end.end() :]


def _comment_fields(comment: str | None, name: str) -> dict[str, str]:
    if comment is None or not re.search(rf"^\s{{0,20}}(?:{'|'.join(sorted(_KEYS))})\s?:", comment, re.MULTILINE):
        return {}
    return _fields(comment, name)


def _fields(block: str, name: str) -> dict[str, str]:
    """Read YAML metadata. The nodes are looked at, not the values: `2021-06` stays what was written, aliases cannot swell."""
    try:
        node = yaml.compose(block, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        raise UnreadableRelease(
            name, f"has front matter that is no YAML{line}", "put values that hold a colon in quotation marks"
        ) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableRelease(name, "has front matter that is no list of 'key: value'", "write one key and value a line")
    fields: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in _KEYS:
            continue
        if not isinstance(value, yaml.ScalarNode):
            raise UnreadableRelease(name, f"gives several values as '{key.value}:'", "give one value")
        # An empty "issued:" says that the page is undated; other empty keys say nothing.
        text = "" if value.tag == "tag:yaml.org,2002:null" else " ".join(str(value.value).split())
        if text or key.value == "issued":
            fields[key.value] = unicodedata.normalize("NFC", text)
    return fields


def _title(fields: Mapping[str, str], text: str, pieces: list[Piece] | tuple[Piece, ...]) -> str:
    if fields.get("title"):
        return fields["title"]
    wanted = next((p for p in pieces if p.kind == "title"), None) or next((p for p in pieces if p.kind == "heading"), None) or pieces[0]
    return " ".join(text[wanted.start : min(wanted.end, wanted.start + 300)].split())


def _issued(fields: Mapping[str, str], text: str, pieces: list[Piece] | tuple[Piece, ...], name: str, kind: str) -> str | None:
    if "issued" in fields:
        stated = fields["issued"]
        try:
            date = datelines.parse_field(stated) if stated else None
        except datelines.ImpossibleDate:
            raise UnreadableRelease(name, f"is dated {stated}, which is no day of the calendar", "correct 'issued:'") from None
        if stated and date is None:
            raise UnreadableRelease(name, f"is dated {stated!r}, which is no date", "write 'issued:' as 2021-06-24, 2021-06 or 2021")
        return date
    if kind == "digest":
        return None  # written by hand: a date within it is one of those it tells of
    for piece in _dated(pieces):
        if date := _date_or_none(text[piece.start : min(piece.end, piece.start + 200)]):
            return date
    remedy = "put its text into a Markdown file with 'issued:' in the front matter" if name.lower().endswith(".pdf") else _DATE_REMEDY
    raise UnreadableRelease(name, "has no date", remedy)


def _dated(pieces: list[Piece] | tuple[Piece, ...]) -> list[Piece]:
    """Where a date of issue may stand: datelines at the head, then a place and date before the first words, then the foot."""
    head = [p for p in pieces[:30] if p.kind == "furniture"]
    first = [p for p in pieces[:30] if p.kind in ("paragraph", "row", "item", "heading") and p.end - p.start <= 120][:6]
    opening = [Piece(p.start, min(p.end, p.start + 60), p.kind) for p in pieces if p.kind == "paragraph"][:1]
    foot = [p for p in pieces[-12:] if p.kind == "furniture"]
    return head + first + opening + foot


def _date_or_none(text: str) -> str | None:
    try:
        return datelines.parse_field(text)
    except datelines.ImpossibleDate:
        return None


def _url(value: str | None, name: str) -> str | None:
    if not value:
        return None
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"{}|\\^`]", value)
    except ValueError:
        fits = False
    if not fits:
        raise UnreadableRelease(name, f"has an address that is no web address: {value[:100]}", "give 'url:' as http:// or https://")
    return value


def _language(value: str | None, text: str) -> str:
    if value:
        return value.strip().lower().replace("_", "-")
    return languages.language_of(text)


def _id(name: str) -> str:
    """The file's name without its ending; of an address, the last part of the path (or the host)."""
    if re.match(r"https?://", name):
        parts = urlsplit(name)
        last = unquote(parts.path.rstrip("/").rpartition("/")[2])
        stem = re.sub(r"\.(?:html?|md|txt|pdf|aspx?|php|jsp|do|kc)$", "", last) or parts.hostname or "release"
        stem = re.sub(r"[^\w.-]+", "-", f"{stem}-{parts.query}" if parts.query else stem).strip("-.")[:120]
    else:
        stem = Path(name).stem
    return unicodedata.normalize("NFC", stem) or "release"
