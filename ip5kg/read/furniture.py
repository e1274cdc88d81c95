"""What a line of a page is when it is no running text: a menu, a dateline, a caption, a note, a heading.

The cues are those of the pages of offices, associations, law firms and newspapers; they are whole phrases at the
beginning of a line or the whole of a short one, so that running text is not taken for furniture.
Every pattern is anchored and every repetition bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ip5kg.model import BlockKind
from ip5kg.read import datelines

_LONGEST = 400  # nothing longer is furniture; the patterns below never see more

# Headings of lists of links to other pages.
_ELSEWHERE = re.compile(
    r"(?:#{1,6}\s)?(?:"
    r"related(?:\s(?:news|articles?|stories|posts?|topics?|links?|pages?|content|information|press releases?|items?|reading"
    r"|events?|meetings?))?"
    r"|(?:earlier|previous|past|other|recent|more|latest|newest|all)\s"
    r"(?:meetings?|news|articles?|stories|posts?|press releases?|headlines|issues|reports|pages|events|topics"
    r"|entries|updates)(?:\s(?:items?|releases?"
    r"|on|from|in|about)\b.{0,60})?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|(?:see|read|also|view) (?:also|more|next|all)|more (?:on|from"
    r"|about) .{1,60}"
    r"|(?:most )?(?:popular|read|viewed|shared)(?: articles?| news| posts?| stories)?(?: on\b.{0,80})?"
    r"|from (?:our|the) archives?|archives?|back issues|what['’]s new|tags|categories|quick ?links|navigation|menu|main menu"
    r"|table of contents|in this section|on this page|site ?map|share(?: this.{0,30})?|follow us(?: on.{0,30})?"
    r"|(?:subscribe|newsletters?|sign up)(?: .{0,40})?|recommended(?: for you| reading)?|trending(?: now)?|also of interest"
    r"|also (?:in|on|at|from) .{1,60}|also (?:read|see)(?: .{1,40})?|further (?:reading|news|reports|articles"
    r"|stories)|elsewhere(?: .{1,40})?"
    r"|comments|leave a (?:comment|reply)"
    r")\s?:?",
    re.IGNORECASE,
)
# Lines that lead elsewhere, by their first words.
_LEADS_ELSEWHERE = re.compile(
    r"(?:back to|previous|next|prev|previous article|next article|see also|read more|related(?: topics| news| articles| links)?"
    r"|popular articles on|"
    r"more(?: on this| news| articles)?|go to|share (?:this|on)|skip to|tags|filed under|categories|permalink)\s{0,2}(?::|»|>|$)",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s{1,3}(?:>{1,2}|»|›|→|/)\s{1,3}")
_HOME = re.compile(r"(?:you are here:?\s|your position:?\s)?(?:home|top|top ?page|start|homepage|main)$", re.IGNORECASE)
_BAR = re.compile(r"\s{0,3}[|·•]\s{1,3}|\s{1,3}[|·•]\s{0,3}")

_FURNITURE = re.compile(
    r"(?:"
    r"\(?\[?(?:last )?(?:updated?|modified|revised|posted|published|written|release date|date of (?:release|publication|issue)"
    r"|issued|publication date|printed)"
    r"(?: on| at|:|\s(?=\d)|\s(?=[A-Z][a-z]{2,8}\.? \d)).{0,80}"
    r"|(?:sources?|reporter|reporters|author(?:\(s\)|s)?|editors?|edited by|translated by|contributed by"
    r"|photo(?:graph)?s?(?: credits?| by)|credits?|image credits?|views|hits|"
    r"print|e-?mail|tel|fax|phone|url|keywords|language|lang|section|category|reading time|file under)\s{0,2}(?::|$).{0,160}"
    r"|by (?!the\b|an?\b|this\b|that\b|its\b|their\b|all\b)[A-Z][^.]{2,70}"
    r"|(?:©|\(c\)|copyright\b).{0,200}|.{0,120}\ball rights reserved\b.{0,60}|.{0,80}reproduction without permission.{0,80}"
    r"|\(?(?:translated|translation|from|source|sources|editor['’]?s|digest|summary|unofficial translation|this (?:article|text"
    r"|page|is) .{0,40}"
    r"(?:summary|digest|translat)\w*)\b[^()]{0,200}\)"
    r"|(?:this|the contents? of this|the information (?:on|in) this|nothing in this) (?:article|text|page|newsletter|publication"
    r"|document|website|post|material)s?\b"
    r".{0,160}(?:legal advice|information only|general information|informational purposes|general guide|particular case"
    r"|reference only|without (?:any )?warranty).{0,240}"
    r"|.{0,20}(?:uses?|use of) cookies.{0,160}|.{0,60}(?:privacy policy|terms of use|legal notice|imprint)\W{0,3}"
    r"|\d{1,3} (?:min(?:ute)?s? read|comments?|shares?|views?|thoughts? on .{0,120})"
    r"|(?:filed under|posted in|tagged|leave a (?:comment|reply)|share this|print this|send to a friend|subscribe|sign up"
    r"|unsubscribe|advertisement|loading)\b.{0,120}"
    r"|posted on .{0,100}|if you have any questions? .{0,60}(?:contact|write to|call).{0,120}"
    r"|-{1,3}\s?\d{1,3}\s?-{1,3}|page \d{1,4}(?: of \d{1,4})?|\(?end(?:s)?\)?|press release(?:,? (?:no\.? ?)?[\d/-]{1,12})?"
    r"|news release|for immediate release|hot news|news article"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION = re.compile(
    r"[(\[]?(?:caption|(?:group )?(?:photo|picture|photograph)s?|image|figure|fig\.|chart|graph(?:ic)?|table|video|infographic"
    r"|illustration)"
    r"(?:\s\d{1,3})?\s?(?:[:)\]]|$)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:[*＊]{1,4}\s?\d{1,3}\b|[*＊]\d|[†‡※¹²³⁴⁵⁶⁷⁸⁹]|\[\^?\d{1,3}\]:?\s|\(?(?:notes?|footnotes?|n\.?b\.?|remarks?"
    r"|note to editors)\)?(?:\s\d{1,2})?\s?[:.])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE_END = re.compile(r"[.;,!。；，][\"'”’)]{0,2}$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|shall|should|can|could|may|might|must|do|does|did|\w{2,14}ed|met|held"
    r"|took|gave|said|told)\b",
    re.IGNORECASE,
)
# "The six projects of WG2 are", "They spoke of": a sentence that the list below it goes on with.
_LEADS_ON = re.compile(r"\b(?:by|of|that|on|are|were|is|was|the|with|for|to|and|or|in|from|at|as|which|has|have|including|namely)$")
_HEADING_START = re.compile(r"[A-Z0-9\d\"“‘'(\[¿<【《「『#*\u00c0-\u00de\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ALNUM = re.compile(r"[^\W_]")


def is_separator(line: str) -> bool:
    """Tell whether a line is made of signs only: `* * *`, `###`, `-----`."""
    return _ALNUM.search(line) is None


def is_navigation(line: str) -> bool:
    """Tell whether a line is a breadcrumb, a bar of links, or leads to another page."""
    if len(line) > _LONGEST:
        return False
    if _LEADS_ELSEWHERE.match(line) and not _SENTENCE_END.search(line):
        return True
    crumbs = _CRUMB.split(line)
    if len(crumbs) > 1 and (_HOME.match(crumbs[0].strip()) or (len(crumbs) > 2 and _short(crumbs[:-1]))):
        return True
    if len(crumbs) == 2 and _short(crumbs) and (" > " in line or " » " in line or " › " in line):
        return True
    links = _BAR.split(line)
    return len(links) > 2 and _short(links) and not datelines.spans(line) and ":" not in line and not _SENTENCE_END.search(line)


def _short(parts: Sequence[str]) -> bool:
    return all(len(part) <= 45 and len(part.split()) <= 6 for part in parts)


def leads_elsewhere(heading: str) -> bool:
    """Tell whether a heading stands above links to other pages ("Related news", "Earlier meetings")."""
    return len(heading) <= 120 and not _SENTENCE_END.search(heading) and _ELSEWHERE.fullmatch(heading.strip(" \t:*#-–—")) is not None


def is_furniture(line: str) -> bool:
    """Tell whether a line is a dateline, byline, credit, notice of copyright or the like."""
    if len(line) > _LONGEST:
        return False
    if _FURNITURE.fullmatch(line.strip()):
        return True
    parts = [part.strip() for part in _BAR.split(line)]
    if len(parts) > 1 and len(line) <= 160 and any(_FURNITURE.fullmatch(part) for part in parts if part) and not _SENTENCE_END.search(line):
        return True
    return _is_dateline(line)


def _is_dateline(line: str) -> bool:
    """A date with little else beside it: "24 June 2021", "16 June 2014 | Asia IP", "Daejeon, March 14, 2011 (Newswire)"."""
    if len(line) > 100 or not _YEAR.search(line) or _SENTENCE_END.search(line):
        return False
    places = datelines.spans(line)
    if not places:
        return re.fullmatch(r"(?:spring|summer|autumn|winter|fall)?\s?(?:19|20)\d{2}", line.strip(), re.IGNORECASE) is not None
    start, end = min(places, key=lambda place: (place[0], -place[1]))
    before, after = line[:start].strip(), line[end:].strip(" ")
    if not before and not after:
        return True
    if "|" in line or "·" in line:
        return all(len(part.split()) <= 6 for part in re.split(r"[|·]", line))
    # A place before the date, an agency or a time of day after it.
    return re.fullmatch(r"(?:[A-Z][\w.'’-]{0,20}[,\s/]{0,2}){0,4}(?:on\s)?", before) is not None and re.fullmatch(
        r"(?:\([^()]{1,40}\)|\[[^\]]{1,40}\]|[,\s]{0,2}\d{1,2}:\d{2}.{0,12}|[-–—/]\s?[\w .]{0,30})?", after
    ) is not None and len(before.split()) + len(after.split()) <= 6  # fmt: skip


def is_caption(line: str) -> bool:
    """Tell whether a line is the caption of a picture, chart or table."""
    return len(line) <= _LONGEST and _CAPTION.match(line) is not None


def is_note(line: str) -> bool:
    """Tell whether a line begins as a footnote or note does: `*1`, `※`, `[2]`, "Note:"."""
    return _NOTE.match(line[:40]) is not None


def looks_like_heading(line: str) -> bool:
    """Tell whether a line that stands alone reads like a heading: short, no full stop at its end."""
    line = line.strip()
    if not line or len(line) > 160 or len(line.split()) > 24 or _SENTENCE_END.search(line):
        return False
    if not _HEADING_START.match(line) or _LEADS_ON.search(line):
        return False
    if line.endswith((":", "：")):
        return len(line) <= 70 and _FINITE.search(line) is None and "," not in line
    return not (line.endswith(("?", "？")) and len(line) > 80)


def kind_of(line: str) -> BlockKind | None:
    """Return what kind of non-running text a line is, or None where it may be running text, an item or a heading."""
    line = line.strip()
    if is_separator(line):
        return "furniture"
    if is_navigation(line):
        return "navigation"
    if is_caption(line):
        return "caption"
    if is_furniture(line):
        return "furniture"
    if is_note(line):
        return "note"
    return None
