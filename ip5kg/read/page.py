"""Whole HTML pages → text and pieces: the article is kept, the page around it is left out.

The walker goes over the tree once and opens a block at each element that a browser would set apart. What is navigation
by its element (`nav`, `header`, `footer`, `aside`, `form`, …), by its role or by its class or id is not entered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from ip5kg.model import BlockKind
from ip5kg.read import furniture
from ip5kg.read.lines import is_title
from ip5kg.read.pieces import Piece
from ip5kg.read.wordset import word_set

_SILENT = word_set(
    "script style noscript template iframe object embed svg math canvas audio video map select option button input textarea "
    "form nav footer aside menu dialog head title meta link base frameset"
)
_BLOCKS = word_set(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol dl li dt dd table thead tbody tfoot tr td th caption figure "
    "figcaption blockquote pre address details summary hr header center fieldset hgroup"
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SILENT_ROLES = word_set("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar")
# Whole words of class and id attributes ("related-news" → related, news).
_SILENT_WORDS = word_set(
    "nav navi navbar navigation gnav gnb lnb snb topnav subnav menu submenu sidebar side aside breadcrumb breadcrumbs crumb "
    "crumbs topicpath pankuzu cookie cookies consent gdpr banner popup modal overlay advert advertisement ads sponsor related "
    "relatednews recommended recommend popular trending archive share sharing social sns follow subscribe newsletter signup "
    "search pagination pager prevnext prev next footer foot copyright skip skiplink sitemap toolbar comments comment respond "
    "tags tagcloud widget back backtotop totop language lang langs logo masthead utility"
)
# Words that carry the article itself: a class such as "content-with-sidebar" is not left out for its "sidebar".
_KEPT_WORDS = word_set("content article main body text post entry wrapper wrap page container layout news-body story")
_LEADING_COMMENT = re.compile(r"(?:\ufeff|\s){0,100}(?:<\?xml[^>]{0,200}\?>\s{0,100})?<!--(?!\[if)")
_BLANK = re.compile(r"\s+")
_NOTE_WORDS = word_set("note notes footnote footnotes annotation")
_FURNITURE_WORDS = word_set("date source src meta byline dateline author credit published posted timestamp")
_CRUMB_WORDS = word_set("location path position")


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as read: the text that was kept, its pieces, and what the page says of itself."""

    text: str
    pieces: tuple[Piece, ...]
    comment: str | None
    fields: dict[str, list[str]]
    """Metadata by name, lower-case: `title`, `lang`, `time`, and the names and properties of meta elements."""


def parse(source: str, title: str | None = None) -> Page:
    """Return the article of a page; `title` (of the leading comment) helps to find the title line."""
    root = _tree(source)
    if root is None:
        return Page("", (), comment_of(source), {})
    writer = _Writer()
    fields = _fields(root)
    body = root.find("body") if root.tag == "html" else root
    _walk(root if body is None else body, writer)
    writer.close()
    return Page(
        "\n\n".join(writer.chunks), tuple(_finish(writer, title or _first(fields, "og:title", "title"))), comment_of(source), fields
    )


def comment_of(source: str) -> str | None:
    """Return the comment that a file begins with, where its metadata may stand."""
    start = _LEADING_COMMENT.match(source)
    if not start:
        return None
    end = source.find("-->", start.end())
    return source[start.end() : end] if 0 <= end <= start.end() + 65_536 else None


def _tree(source: str) -> etree._Element | None:
    # Our own UTF-8: a declaration in the page may name the encoding that the bytes had. The caller bounds the number of
    # elements; `huge_tree` only lifts the bound on the length of one text, beyond which libxml2 drops it without a word.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=True)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _first(fields: dict[str, list[str]], *names: str) -> str | None:
    return next((fields[name][0] for name in names if fields.get(name)), None)


def _fields(root: etree._Element) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}

    def add(name: str, value: str | None) -> None:
        if value and (value := _BLANK.sub(" ", value).strip()):
            fields.setdefault(name.lower(), []).append(value[:1000])

    add("lang", root.get("lang"))
    for element in root.iter("title", "meta", "time", "script", "link"):
        if element.tag == "title":
            add("title", _text_of(element))
        elif element.tag == "meta":
            name = element.get("name") or element.get("property") or element.get("itemprop") or element.get("http-equiv") or ""
            add(name, element.get("content"))
        elif element.tag == "time":
            add("time", element.get("datetime") or _text_of(element))
        elif element.tag == "link" and "canonical" in (element.get("rel") or ""):
            add("canonical", element.get("href"))
        elif element.tag == "script" and element.get("type") == "application/ld+json":
            script = (element.text or "")[:65_536]
            for key in ("datePublished", "dateCreated"):
                if found := re.search(rf'"{key}"\s{{0,5}}:\s{{0,5}}"([^"]{{4,40}})"', script):
                    add(key, found.group(1))
    return fields


def _text_of(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


# ---- the walk ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Block:
    kind: BlockKind
    level: int = 0
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """Collects the text of one block after the other."""

    chunks: list[str] = field(default_factory=list)
    pieces: list[tuple[BlockKind, int]] = field(default_factory=list)
    open: _Block | None = None

    def close(self) -> None:
        block, self.open = self.open, None
        if block is None:
            return
        text = _BLANK.sub(" ", "".join(block.parts).replace("\u00ad", "")).strip()
        if text:
            self.chunks.append(text)
            self.pieces.append((block.kind, block.level))

    def begin(self, kind: BlockKind, level: int = 0) -> None:
        self.close()
        self.open = _Block(kind, level)

    def write(self, text: str | None) -> None:
        if text:
            if self.open is None:
                if text.isspace():
                    return
                self.open = _Block("paragraph")
            self.open.parts.append(text)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: what a block opened here would be."""

    kind: BlockKind = "paragraph"
    level: int = 0
    in_row: bool = False


def _walk(top: etree._Element, writer: _Writer) -> None:
    """Go through the tree without recursion: pages may be nested deeper than Python allows."""
    stack: list[tuple[etree._Element, _Place, bool]] = [(top, _Place(), False)]
    while stack:
        element, place, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            _leave(element, tag, place, writer)
            continue
        if element is not top and (not tag or _is_silent(element, tag)):
            writer.write(" " if tag in ("button", "br") else None)
            _tail(element, place, writer)
            continue
        inner = _enter(element, tag, place, writer)
        writer.write(element.text)
        stack.append((element, place, True))
        stack.extend((child, inner, False) for child in reversed(element))


def _is_silent(element: etree._Element, tag: str) -> bool:
    if tag in _SILENT or (element.get("role") or "").lower() in _SILENT_ROLES or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "").lower() == "true" or re.search(r"display\s?:\s?none", (element.get("style") or "")[:500]):
        return True
    parent = element.getparent()
    if tag == "header" and parent is not None and parent.tag not in ("article", "main", "section"):
        return True
    words = _words(element)
    if tag in ("html", "body", "main", "article") or words & _KEPT_WORDS:
        return False
    if words & _SILENT_WORDS:
        return True
    return (tag == "div" and element.get("id") in ("top", "header", "head", "bottom")) or (
        bool(words & {"header", "top", "bottom"}) and _is_mostly_links(element)
    )


def _words(element: etree._Element) -> frozenset[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return frozenset(re.split(r"[\s_-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower()))


def _is_mostly_links(element: etree._Element) -> bool:
    # A look at the beginning is enough, and bounds the work where thousands of such elements are nested.
    whole = linked = 0
    for node in islice(element.iter(), 200):
        if isinstance(node.tag, str):
            length = len((node.text or "").strip())
            linked += length if node.tag == "a" else 0
            whole += length + len((node.tail or "").strip())
    return linked * 2 >= whole


def _enter(element: etree._Element, tag: str, place: _Place, writer: _Writer) -> _Place:
    """Open the block that an element stands for; return the place for its children."""
    if place.in_row and tag in ("p", "div", "br", "li", "ul", "ol"):
        writer.write(" ")
        return place
    if tag in _HEADINGS:
        writer.begin("heading", _HEADINGS[tag])
        return _Place("heading", _HEADINGS[tag])
    if tag in ("ul", "ol", "dl"):
        return _Place("item", place.level + 1 if place.kind == "item" else 0)
    if tag in ("li", "dt", "dd"):
        level = place.level if place.kind == "item" else 0
        writer.begin("item", level)
        return _Place("item", level)
    if tag == "tr":
        writer.begin("row")
        return _Place("row", 0, in_row=True)
    if tag in ("td", "th") and place.in_row:
        if writer.open is not None and any(not part.isspace() for part in writer.open.parts):
            writer.write(" | ")
        return place
    if tag in ("caption", "figcaption"):
        writer.begin("caption")
        return _Place("caption")
    if tag == "blockquote":
        writer.begin("quotation")
        return _Place("quotation")
    if tag == "br":
        if place.kind in ("paragraph", "item", "quotation", "furniture") and not place.in_row:
            writer.begin(place.kind, place.level)
        else:
            writer.write(" ")
        return place
    if tag in _BLOCKS:
        kind = _kind_by_class(element, tag) or place.kind
        if (
            kind == "item"
            and writer.open is not None
            and writer.open.kind == "item"
            and not any(not p.isspace() for p in writer.open.parts)
        ):
            return place  # a paragraph that is the first thing in an item
        writer.begin(kind, place.level)
        return _Place(kind, place.level)
    return place


def _kind_by_class(element: etree._Element, tag: str) -> BlockKind | None:
    if tag not in ("p", "div", "section"):
        return None
    words = _words(element)
    if words & _NOTE_WORDS:
        return "note"
    if tag == "p" and words & _FURNITURE_WORDS:
        return "furniture"
    return "navigation" if words & _CRUMB_WORDS and _short(element) else None


def _short(element: etree._Element) -> bool:
    return sum(len(text) for text in islice(element.itertext(), 60)) <= 200


def _leave(element: etree._Element, tag: str, place: _Place, writer: _Writer) -> None:
    if tag in _BLOCKS and not (place.in_row and tag != "tr"):
        writer.close()
    _tail(element, place, writer)


def _tail(element: etree._Element, place: _Place, writer: _Writer) -> None:
    if element.tail and writer.open is None and not element.tail.isspace():
        writer.begin(place.kind, place.level)
    writer.write(element.tail)


# ---- kinds from the wording --------------------------------------------------------------------------------------------


def _finish(writer: _Writer, title: str | None) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for text, (kind, level) in zip(writer.chunks, writer.pieces, strict=True):
        pieces.append(Piece(at, at + len(text), kind, level))
        at += len(text) + 2
    kinds = [_by_wording(text, kind) for text, (kind, _) in zip(writer.chunks, writer.pieces, strict=True)]
    _title(writer, kinds, title)
    if "title" in kinds:  # headings above the title name the site or its section
        at = kinds.index("title")
        kinds[:at] = [
            "furniture" if kind == "heading" and not furniture.leads_elsewhere(text) else kind
            for kind, text in zip(kinds[:at], writer.chunks, strict=False)
        ]
    _links(writer, kinds)
    return [Piece(piece.start, piece.end, kind, 1 if kind == "title" else piece.level) for piece, kind in zip(pieces, kinds, strict=True)]


def _by_wording(text: str, kind: BlockKind) -> BlockKind:
    if kind not in ("paragraph", "item", "heading"):
        return kind
    found = furniture.kind_of(text)
    if kind == "paragraph":
        if found is None and len(text) < 120 and text.endswith(":") and furniture.looks_like_heading(text):
            return "heading"
        return found or kind
    return found if found in ("navigation", "furniture") and not (kind == "heading" and found == "furniture") else kind


def _title(writer: _Writer, kinds: list[BlockKind], title: str | None) -> None:
    for i, text in enumerate(writer.chunks[:40]):
        if title and len(text) < 400 and kinds[i] in ("heading", "paragraph") and is_title(text, title):
            kinds[i] = "title"
            return
    for i, (_, level) in enumerate(writer.pieces[:40]):
        if kinds[i] == "heading" and level == 1:
            kinds[i] = "title"
            return


def _links(writer: _Writer, kinds: list[BlockKind]) -> None:
    """What stands under "Related news" leads elsewhere, up to the next heading or running text."""
    under = False
    for i, text in enumerate(writer.chunks):
        if kinds[i] in ("heading", "paragraph", "navigation") and furniture.leads_elsewhere(text):
            kinds[i], under = "navigation", True
        elif kinds[i] in ("item", "row"):
            kinds[i] = "navigation" if under else kinds[i]
        elif kinds[i] not in ("furniture", "navigation"):
            under = False
