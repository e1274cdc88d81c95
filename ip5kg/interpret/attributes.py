"""What a sentence says about the meetings it speaks of: when, where, in which form, at whose invitation, held or planned.

Each date, place, form and host goes to the anchor that stands nearest, where the border of a clause counts for more
than the words between; what is said of several meetings named together ("A, together with B, was held in …") goes to all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.anchors import Anchor
from ip5kg.interpret.views import OFFICES, View
from ip5kg.model import Mention

_BORDER: Final = re.compile(
    r"; |: | - | – |, (?:and|but|while|where|which|who|when|whereas|so|as|after|before|that(?! is)|followed by|with) |"
    r" (?:while|whereas|where|when|that|which|who|after|before|because|although|but) (?!the same\b|is to say)"
)
_BORDER_COST: Final = 70
_FARTHEST: Final = 700
_SAID_ON: Final = re.compile(
    r"\b(?:said|says|announced|announces|reported|reports|stated|told|added|issued|dated|released|published|posted|updated|written|completed|signed up|as of|notice of|entry of|page of|text of|report of|release of|issue of|article of|letter of)"
    r"(?: (?:today|it|that))?(?: on)?(?: the)?(?: \w{3,6}day,?)? ?\Z"
)
_DOCUMENT_OF_YEAR: Final = re.compile(r"\s(?:IP5 |Annual |joint )?(?:Joint Statement|Vision|Statement|Report|[Ee]dition|Work Plan|Roadmap|figures|data|report)\b")
_IN_YEAR: Final = re.compile(r"(?:\b(?:[Ii]n|Since|[Dd]uring|early|late|mid)[\s-]|\()\Z")
_SAID_AFTER: Final = re.compile(r",?\s(?:[\w’'()-]+\s){1,8}(?:announced|said|reported|stated|told|made known|published|released)\b")
_SINCE: Final = re.compile(r"\bsince\b[^,;.]{4,80}\Z")
_WHERE: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|to|into|[Oo]n)\s(?:the\s)?(?:(?:[A-Za-z]+\s){0,2}(?:city|island|town|capital|resort|port|isle|island state|province|premises)\s(?:of\s)?)?"
    r"|\b(?:[Aa]t|[Ii]n)\sa\s|\b(?:[Aa]t|[Ii]n)\s(?:the\s|its\s)?(?:[A-Z][\w&'’.-]*\s){1,6}|[(|]\s?|\b(?:neighbouring|nearby|sunny|downtown|central)\s)\Z"
)
_CHAIN: Final = re.compile(r"(?:,\s|\s\(|,\sthe\s|\son\s|\sin\s|\sin\sthe\s|\son\sthe\sisland\sof\s|,\son\s|\s-\s|,\sin\s)\Z")
_VENUE: Final = re.compile(r"(?:, [A-Z][\w’' ]{2,40},?)? (?:will (?:\w+ ){0,4}be|was|is to be|has been|became|is|saw|hosted|hosts|welcomed|will host|will see|played)\b")
_VENUE_WAS: Final = re.compile(r"\b(?:venue|place|scene|setting|location|stage)(?: of [\w ]{1,30})? (?:was|is|will be) (?:the )?\Z")
_NOT_ONLINE: Final = re.compile(
    r"\s(?:communications?|filing|services?|tools?|platform|system|access|website|portal|shop|users|training|examination|publication|procedures?|form|at|now)\b"
)
_PUBLISHED: Final = re.compile(r"\b(?:now|published|available|put|appears?|accessible|readable) \Z")
_WILL: Final = re.compile(r"\b(?:will|shall|(?:is|are) to(?! say)|would(?! have| like)|to be held|(?:is|are) (?:due|set|scheduled|expected|planned|coming) to|plans? to|intends? to|planned for|expected to|due to|scheduled for)\b")
_TITLE_WILL: Final = re.compile(r"\b[Tt]o (?:[Hh]ost|[Hh]old|[Mm]eet|[Cc]onvene|[Gg]ather|[Bb]e|[Oo]pen|[Cc]ome|[Ss]it|[Dd]iscuss|[Tt]alk|[Aa]ttend|[Ll]ead|[Ss]ettle)\b")
_DID: Final = re.compile(r"\b(?:was|were|took|met|held|came|sat|had|has|have|gathered|convened|hosted|chaired|ended|closed|concluded|opened|discussed|agreed|did|led|attended)\b")


def attributes(view: View, found: list[Anchor]) -> None:
    """Add to the anchors of a sentence what it says about their meetings."""
    borders = [view.span.start + m.start() for m in _BORDER.finditer(view.own_text)]
    for mention in view.of("cue:postponed"):
        late = [d for d in view.of("date") if d.span.start > mention.span.end and re.search(r"\b(?:until|till|to)(?: the)? \Z", view.text[d.span.start - 12 : d.span.start])]
        for anchor in found:
            anchor.put_off = True
            anchor.new_date = late[-1].value if late and isinstance(late[-1].value, DateRange) else None
    usable = [a for a in found if not (a.usual and a.number is None and a.form != "umbrella") and not a.bare] or [a for a in found if not a.bare]
    hosting = len(usable) == 1 and usable[0].form == "pointer" and any(m.span.start == usable[0].start for m in view.of("cue:host", "office"))
    if not hosting:
        _dates(view, usable, borders)
    _places(view, usable, borders)
    _formats(view, usable, borders)
    _hosts(view, usable, borders)
    _statuses(view, found, borders)
    _together(view, found)


_OWN_CLAUSE: Final = re.compile(r",? (?:which|where|held|that)\b")
_TIED_BACK: Final = re.compile(r"\w (?:on|for|from|in|until|at|of) (?:the )?\Z")


def _cost(start: int, end: int, anchor: Anchor, borders: list[int]) -> int:
    """Return how far a stretch of text is from an anchor."""
    if anchor.start <= start and end <= anchor.end:
        return 0
    view = anchor.view
    # A clause that follows an anchor at once (", which …") is about it: its border costs nothing.
    near = anchor.end + (3 if _OWN_CLAUSE.match(view.text, anchor.end) else 0)
    low, high = (end, anchor.start) if end <= anchor.start else (near, max(start, near))
    if end <= anchor.start and start - view.span.start > 12 and _TIED_BACK.search(view.text[max(view.span.start, start - 12) : start]):
        return max(0, anchor.start - end) + 100 + _BORDER_COST * (bisect_right(borders, anchor.start) - bisect_right(borders, end - 1))
    late = 30 if end + 3 < anchor.start and start - view.span.start > 12 and not any(0 <= start - b < 14 for b in borders) else 0
    crossed = bisect_right(borders, high) - bisect_right(borders, low - 1)
    return late + max(0, high - low) + _BORDER_COST * max(0, crossed)


def _nearest(start: int, end: int, found: list[Anchor], borders: list[int]) -> Anchor | None:
    best: tuple[int, int] | None = None
    for index, anchor in enumerate(found):
        cost = _cost(start, end, anchor, borders)
        if cost <= _FARTHEST and (best is None or cost < best[0]):
            best = (cost, index)
    return found[best[1]] if best else None


def _dates(view: View, found: list[Anchor], borders: list[int]) -> None:
    given: list[tuple[int, int, DateRange, Anchor]] = []
    for mention in view.of("date"):
        when = mention.value
        if not isinstance(when, DateRange):
            continue
        anchor = _nearest(mention.span.start, mention.span.end, found, borders)
        if anchor is not None and date_counts(view, mention, anchor):
            given.append((_cost(mention.span.start, mention.span.end, anchor, borders), mention.span.start, when, anchor))
    for _, _, when, anchor in sorted(given, key=lambda g: g[:2]):
        anchor.dates.append(when)


def date_counts(view: View, mention: Mention, anchor: Anchor) -> bool:
    """Tell whether a date can be that of a meeting, and not that of a statement, a document or a count."""
    when: DateRange = mention.value
    before = view.text[max(view.span.start, mention.span.start - 40) : mention.span.start]
    after = view.text[mention.span.end : mention.span.end + 24]
    at_start = mention.span.start - view.span.start < 8
    if at_start and _SAID_AFTER.match(view.text, mention.span.end, min(view.span.end, mention.span.end + 110)) and anchor.start > mention.span.end:
        return False
    if anchor.start < mention.span.start and _SINCE.search(view.text[max(anchor.end, mention.span.start - 90) : mention.span.start]):
        return False
    if when.precision == "year" and re.match(r"[-–/]\d", after):
        return False
    if _SAID_ON.search(before) or (when.bound == "until" and when.precision == "year"):
        return False
    if _DOCUMENT_OF_YEAR.match(after) or after.startswith((" and the number", " figures")):
        return False
    if when.precision != "year":
        return True
    inside = anchor.start <= mention.span.start and mention.span.end <= anchor.end
    heading = view.is_heading or view.block.kind in ("item", "row")
    return inside or mention.text[:1].isalpha() or heading or (_IN_YEAR.search(before) is not None )


def _places(view: View, found: list[Anchor], borders: list[int]) -> None:
    last: tuple[int, Anchor] | None = None
    for mention in view.of("place"):
        if last is not None and _CHAIN.match(view.text, last[0]) and _CHAIN.match(view.text[last[0] : mention.span.start]):
            last[1].places.append(mention)
            last = (mention.span.end, last[1])
            continue
        last = None
        if not place_counts(view, mention):
            continue
        anchor = _nearest(mention.span.start, mention.span.end, found, borders)
        if anchor is not None and mention not in anchor.places:
            anchor.places.append(mention)
            last = (mention.span.end, anchor)


def place_counts(view: View, mention: Mention) -> bool:
    """Tell whether a place is said to be where something is, and not whose office or delegation."""
    before = view.text[max(view.span.start, mention.span.start - 70) : mention.span.start]
    if before.endswith("(") and any(0 <= mention.span.start - m.span.end <= 3 for m in view.of("association", "office", "organisation", "person")):
        return False
    if _WHERE.search(before) or _VENUE_WAS.search(before):
        return True
    if mention.span.start - view.span.start < 3 and re.match(r"(?:, [A-Z][\w .]{2,30}?)?, (?:\d|[A-Z][a-z]+ \d)", view.text[mention.span.end : mention.span.end + 50]):
        return True  # "New Orleans, United States, 12th June local time: …"
    if (view.is_heading or view.block.kind == "item") and before.endswith(", ") and (view.is_heading or re.match(r"(?:, [A-Z][\w ]{2,20})?:", view.text[mention.span.end : mention.span.end + 26])):
        return True  # "Third meeting of the Task Force, Alexandria, February 2016"
    if view.text[mention.span.end : mention.span.end + 7] == ", where" and re.search(r"\b(?:from|to|of)\s\Z", before):
        return True  # "back from Tokyo, where …"
    subject = re.search(r"\b(?:of|from|by|and|with|for|the|between|of the|['’]s)\s\Z", before) is None
    return subject and _VENUE.match(view.text, mention.span.end, min(view.span.end, mention.span.end + 60)) is not None


def _formats(view: View, found: list[Anchor], borders: list[int]) -> None:
    mentions = view.of("format")
    hybrid = next((m for m in mentions if m.value == "hybrid"), None)
    for mention in [hybrid] if hybrid is not None else mentions:
        if mention.text.lower() in ("online", "on-line", "virtual", "remote", "remotely", "on screen", "offline", "physically", "onsite", "on site"):
            before = view.text[max(view.span.start, mention.span.start - 24) : mention.span.start]
            if _NOT_ONLINE.match(view.text, mention.span.end) or _PUBLISHED.search(before):
                continue
        anchor = _nearest(mention.span.start, mention.span.end, found, borders)
        if anchor is not None and anchor.format is None:
            anchor.format = str(mention.value)


# ---------------------------------------------------------------------------------------------------------- host

_BY: Final = ("hosted by", "organised by", "organized by", "under the auspices of", "at the premises of", "the premises of", "on the premises of", "at the headquarters of")
_BY_ALSO: Final = ("as guests of", "as the guests of", "guests of", "guest of", "at the invitation of", "on the invitation of", "by invitation of", "invited by", "upon invitation", "at the seat of", "arranged by", "convened by", "called by", "held by")
_WITH_AS: Final = re.compile(r"\bas (?:the )?host\b")
_OF_WHICH: Final = re.compile(r"\b(?:of which|whose) ")
_APPOSED: Final = re.compile(r"\b(?:[Tt]he|our|its) hosts?,? (?:is |was |being )?(?:the )?\Z|\bhost,? (?:the )?\Z")
_AT: Final = re.compile(r"\b(?:met|held|took place|convened|gathered|takes place|came together|hosted|meets?|place)\b[^.;:,]{0,30} at (?:the )?\Z|\bvenue (?:was|is|will be) (?:the )?\Z")
_HOST_WAS: Final = re.compile(r"\s(?:was|is|will be)\s(?:the\s)?")
_OFFICE_OF: Final = {"JP": "JP", "US": "US", "CN": "CN", "KR": "KR"}
_HOSTING: Final = re.compile(r"\s(?:will (?:again )?(?:be (?:the )?)?host|hosts|hosted|is (?:the )?host|was (?:the )?host|acted as host|plays host|played host|has invited)\b")
_HOLDS: Final = frozenset({"will hold", "to hold", "holds"})
_SELF: Final = frozenset({"at its headquarters", "at its seat", "at its premises"})


def _hosts(view: View, found: list[Anchor], borders: list[int]) -> None:
    offices = [m for m in view.of("office") if m.value in OFFICES]
    countries = [m for m in view.of("place") if m.value in _OFFICE_OF and _HOSTING.match(view.text, m.span.end, view.span.end)]
    for country in countries:
        anchor = _nearest(country.span.start, country.span.end, found, borders)
        if anchor is not None and anchor.host is None:
            anchor.host = _OFFICE_OF[str(country.value)]
    for office in offices:  # "met at the EPO in Munich"
        if _AT.search(view.text[max(view.span.start, office.span.start - 60) : office.span.start]):
            anchor = _nearest(office.span.start, office.span.end, found, borders)
            if anchor is not None and anchor.host is None and anchor.series != "bilateral":
                anchor.host = str(office.value)
    _opened_by(view, found, offices)
    if not offices or not view.has("cue:host"):
        return
    for cue in view.of("cue:host"):
        office = host_office(view, cue, offices)
        if office is None:
            continue
        anchor = _nearest(cue.span.start, cue.span.end, found, borders)
        if anchor is not None and anchor.start > cue.span.end and re.search(r"\b(?:after|before|since|because)\b", view.between(cue.span.end, anchor.start)):
            continue  # "The EPO had invited them, after the heads had agreed in …"
        if anchor is not None and anchor.host is None and not (view.is_heading and cue.text.lower() in _HOLDS) and not (anchor.series == "bilateral" and cue.text.lower() in _HOLDS):
            anchor.host = str(office.value)


def _opened_by(view: View, found: list[Anchor], offices: list[Mention]) -> None:
    """Take who opens a week of meetings for its host: "KIPO opened the IP5 Week"."""
    for anchor in found:
        if anchor.form == "umbrella" and anchor.host is None:
            cue = next((m for m in view.of("cue:open") if m.span.end <= anchor.start + 2), None)
            subject = [o for o in offices if cue is not None and o.span.end <= cue.span.start]
            if subject:
                anchor.host = str(subject[-1].value)


def host_office(view: View, cue: Mention, offices: list[Mention]) -> Mention | None:
    """Return the office that a cue ("hosted by", "welcomed", "as host") names as the host."""
    word = " ".join(cue.text.lower().split())
    behind = next((m for m in offices if m.span.start >= cue.span.end), None)
    if (was := _HOST_WAS.match(view.text, cue.span.end, view.span.end)) is not None and word == "host":
        return next((m for m in offices if m.span.start == was.end()), None)
    if word in _BY or word in _BY_ALSO:
        if behind is not None and re.match(r"(?:\s?\([^()]{1,20}\))? and (?:the )?[A-Z]", view.text[behind.span.end : behind.span.end + 40]) and any(behind.span.end < m.span.start < behind.span.end + 40 for m in offices):
            return None  # two hosts: none alone
        return behind if behind is not None and behind.span.start - cue.span.end < 45 and not re.search(r"[;:]|\band\b", view.between(cue.span.end, behind.span.start)) else None
    if _APPOSED.search(view.text[max(view.span.start, cue.span.start - 8) : cue.span.end] + " ") and behind is not None:
        if behind.span.start - cue.span.end < 8:
            return behind
    before = [m for m in offices if m.span.end <= cue.span.start]
    if not before:
        return None
    subject = before[-1]
    gap = view.between(subject.span.end, cue.span.start)
    if len(gap) > 170 or ";" in gap or re.search(r"\b(?:heads|leaders|delegations?|participants|chaired|meetings?)\b[^,()]*\Z", gap[-60:]):
        return None
    # A list of offices is no host; "KIPO (Commissioner …) announced that it will hold" is one.
    listed = [m for m in before[:-1] if re.fullmatch(r"\W*(?:\([A-Z]+\))?\W*(?:and |the |and the )?\W*", view.between(m.span.end, subject.span.start)) and m.value != subject.value]
    if listed:
        return None
    if word in _HOLDS and re.search(r"\btalks?\b", view.text[cue.span.end : cue.span.end + 30]):
        return None
    return subject


# -------------------------------------------------------------------------------------------------------- status


def _clause(view: View, at: int, borders: list[int]) -> tuple[int, int]:
    index = bisect_right(borders, at)
    start = borders[index - 1] if index else view.span.start
    return start, borders[index] if index < len(borders) else view.span.end


def _statuses(view: View, found: list[Anchor], borders: list[int]) -> None:
    for anchor in found:
        start, end = _clause(view, anchor.at, borders)
        clause = view.text[start:end]
        wide = view.text[max(view.span.start, start - 90) : min(view.span.end, end + 60)]
        if any(start <= m.span.start < end and m.value == "cancelled" for m in view.of("meeting-status")):
            anchor.cancelled = True
        agreed = anchor.form == "verb" and re.match(r"\w+ again\b", view.text[anchor.at : anchor.at + 16]) and view.text[max(0, anchor.at - 3) : anchor.at] == "to "
        if agreed or (anchor.moved == "next" and anchor.has_facts):
            anchor.planned = True
        elif _WILL.search(clause) or (view.is_heading and _TITLE_WILL.search(clause)):
            anchor.planned = True
        elif _DID.search(clause):
            anchor.planned = False
        elif _WILL.search(wide) and not _DID.search(wide):
            anchor.planned = True
        verbs = view.of("cue:hold", "cue:meet", "cue:host", "meeting-status")
        anchor.asserted = anchor.asserted or anchor.form == "verb" or any(start - 60 <= m.span.start < end + 40 for m in verbs)


# -------------------------------------------------------------------------------------------- meetings named together

_AND: Final = re.compile(r"[\s\"”’')]*(?:\([A-Z0-9*]{2,8}\)[\s\"”]*)?,? ?(?:and|as well as|together with|along with|followed by|,)? ?(?:then )?(?:by )?(?:the |a |an )?[\s\"“]*\Z")


_BRACKETS: Final = re.compile(r"\s?\([^()]{0,60}(?:\([^()]{0,30}\)[^()]{0,60})?\)")


def _together(view: View, found: list[Anchor]) -> None:
    """Give meetings named together what is said of them together, and a side event the place of the main one."""
    whole = next((a for a in found if a.form == "umbrella"), None)
    for anchor in found:  # "two meetings in Suzhou (January 19 to 23): the 9th of … and the 2nd of …"
        if whole is not None and anchor is not whole and anchor.start > whole.end:
            anchor.lent = not anchor.dates
            _lend(whole, anchor)
    nouns = [a for a in found if a.form in ("noun", "verb")]
    pairs = list(zip(nouns, nouns[1:], strict=False))
    for first, second in [*reversed(pairs), *pairs]:
        gap = _BRACKETS.sub("", view.between(first.end, second.start))
        if first.series is None or second.series is None or first.series == second.series:
            continue
        side = next((m for m in view.of("cue:side") if first.end <= m.span.start <= second.start and second.start - m.span.end < 30), None)
        if len(gap) < 48 and _AND.match(gap):
            _lend(second, first)
            _lend(first, second)
        elif second.dates and not second.places and (first.places or first.format) and re.search(r"(?:,| )and,? (?:[^,.;]{3,30}, )?(?:the |a )?\Z", view.text[max(first.end, second.start - 44) : second.start + (4 if view.text[second.start : second.start + 4] == "the " else 0)]) and not any(second.end <= m.span.start for m in view.of("cue:hold", "cue:meet")):
            second.places = list(first.places)  # "A was held in Tokyo on …, and B on the following day"
            second.format = second.format or first.format
            second.asserted = True
        elif side is not None:
            second.asserted = second.is_side = True
    for anchor in nouns:
        if any(0 <= anchor.start - m.span.end < 12 for m in view.of("cue:side")):
            anchor.asserted = anchor.is_side = True
    placed = [a for a in nouns if a.places]
    if len(placed) == 1 and len(nouns) > 1 and all(a.dates or a is placed[0] for a in nouns):
        for anchor in nouns:
            if not anchor.places and anchor.dates and ":" in view.between(anchor.end, placed[0].places[0].span.start):
                anchor.places = list(placed[0].places)


def _lend(giver: Anchor, taker: Anchor) -> None:
    taker.dates = taker.dates or list(giver.dates)
    taker.places = taker.places or list(giver.places)
    taker.host = taker.host or giver.host
    taker.format = taker.format or giver.format
    if taker.planned is None:
        taker.planned = giver.planned
    taker.asserted = taker.asserted or giver.asserted
