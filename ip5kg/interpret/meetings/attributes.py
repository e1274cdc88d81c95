"""What a sentence says about the meetings it speaks of: when and where they are held, and in which form.

Each date, place and form goes to the anchor that stands nearest; what is said of several meetings named together ("A,
together with B, was held in …") goes to all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.meetings.hosts import add_hosts
from ip5kg.interpret.meetings.nearness import JUST_AS, Clauses
from ip5kg.interpret.meetings.sharing import share
from ip5kg.interpret.meetings.statuses import add_statuses
from ip5kg.interpret.views import View
from ip5kg.model import Mention

_SAID_ON: Final = re.compile(
    r"\b(?:said|says|announced|announces|reported|reports|stated|told|added|issued|dated|released|published|posted|updated|written"
    r"|completed|signed up|as of|notice of|entry of|page of|text of|report of|release of|issue of|article of|letter of)"
    r"(?: (?:today|it|that))?(?: on)?(?: the)?(?: \w{3,6}day,?)? ?\Z"
)
_SAID_AFTER: Final = re.compile(r",?\s(?:[\w’'()-]+\s){1,8}(?:announced|said|reported|stated|told|made known|published|released)\b")
_SINCE: Final = re.compile(r"\bsince\b[^,;.]{4,80}\Z")
_DOCUMENT_OF_YEAR: Final = re.compile(
    r"\s(?:IP5 |Annual |joint )?(?:Joint Statement|Vision|Statement|Report|[Ee]dition|Work Plan|Roadmap|figures|data|report)\b",
)
_RANGE_OF_YEARS: Final = re.compile(r"[-–/]\d")
_IN_YEAR: Final = re.compile(
    r"(?:\b(?:[Ii]n|(?:[Mm]eeting|[Ss]ession|[Ss]ummit|[Cc]onference|[Tt]alks|edition) of|Since|[Dd]uring|early|late|mid)[\s-]|\()\Z"
)
_WHERE: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|to|into|[Oo]n)\s(?:the\s)?"
    r"(?:(?:[A-Za-z]+\s){0,2}(?:city|island|town|capital|resort|port|isle|island state|province|premises)\s(?:of\s)?)?"
    r"|\baround\s|\bvisit(?:ed|ing|s)?\s|\b(?:left|set off|bound|headed|departed)\sfor\s(?:the\s)?"
    r"|\b(?:chose|chosen|choose|picked|selected|named)\s(?:the\s(?:city|town)\sof\s)?|\b(?:[Aa]t|[Ii]n)\sa\s"
    r"|\b(?:[Aa]t|[Ii]n|[Tt]o)\s(?:the\s|its\s)?(?:[A-Z][\w&'’.-]*\s){1,6}"
    r"|[(|]\s?|\b(?:neighbouring|nearby|sunny|downtown|central)\s)\Z"
)
_CHAIN: Final = re.compile(
    r"(?:,\s|\s\(|,\sthe\s|\son\s|\sin\s|\sin\sthe\s|\son\sthe\sisland\sof\s|,\son\s|\s-\s|,\sin\s)\Z",
)
_VENUE: Final = re.compile(
    r"(?:, [A-Z][\w’' ]{2,40},?)? "
    r"(?:will (?:\w+ ){0,4}be|was|is to be|has been|became|is|saw|hosted|hosts|welcomed|will host|will see|played)\b"
)
_VENUE_WAS: Final = re.compile(r"\b(?:venue|place|scene|setting|location|stage)(?: of [\w ]{1,30})? (?:was|is|will be) (?:[\w’-]+ ){0,5}\Z")
_NOT_SUBJECT: Final = re.compile(r"\b(?:of|from|by|and|with|for|the|between|of the|['’]s)\s\Z")
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w .]{2,30}?)?, (?:\d|[A-Z][a-z]+ \d)")
_LABELLED: Final = re.compile(r"(?:, [A-Z][\w ]{2,20})?:")
_SCENE_OF: Final = re.compile(
    r", (?:the |this year['’]s |its )?(?:venue|scene|site|setting|location|place|stage|host (?:city|town)|meeting place) (?:of|for)\b"
)
_BACK_FROM: Final = re.compile(r"\b(?:from|to|of)\s\Z")
_SHORT_FORMS: Final = word_set("online on-line virtual remote remotely offline physically onsite") | {"on screen", "on site"}
_NOT_ONLINE: Final = re.compile(
    r"\s(?:communications?|filing|services?|tools?|platform|system|access|website|portal|shop|users|training|examination|publication"
    r"|procedures?|form|at|now)\b"
)
_PUBLISHED: Final = re.compile(r"\b(?:now|published|available|put|appears?|accessible|readable) \Z")
_NEGATED: Final = re.compile(r"\b(?:not|never|unable to|instead of|rather than|cannot|without|no longer|than|not being)\b[^.;,]{0,24}\Z")
_SOME_JOINED: Final = re.compile(
    r"\b(?:some|others|the (?:second|third|fourth|fifth|other)|several|part|parts|a few|few|those|many|most|two"
    r"|three|one|the rest|delegates|delegations|officials|experts)\b"
    r"[^.;]{0,40}\b(?:join\w*|took part|take part|taking part|participat\w+|connect\w*|attend\w*|follow\w*|dial\w+)\b[^.;]{0,16}\Z"
)
_WRITTEN_YEAR: Final = re.compile(r"\d{4}|today|yesterday|tomorrow|day|week", re.IGNORECASE)
_COUNTRIES: Final = frozenset({"KR", "JP", "US", "CN"})
_ITS_HOUSE: Final = re.compile(r"['’]s\s(?:[A-Z][\w&'’.-]*\s){1,6}(?:was|is|will be|provided|hosted|hosts|welcomed|saw|served|became)\b")
_AND_IN: Final = re.compile(r",? (?:and|as well as) (?:also |partly )?(?:in|at) (?:the )?(?:city of )?")
_WAS_DONE: Final = re.compile(
    r",? (?:was|is|has been|had been|will be|became) (?!(?:the |once more |again |also )*(?:venue|scene|host|place|setting|meeting))"
)
_DATELINED: Final = re.compile(r"\b[Dd]atelined\b[^.;:]*\Z")
_HAS_BEEN: Final = re.compile(r"\b(?:has|have) been\b")
_LONGEST_LEAD: Final = 44  # characters before the date of a dateline
_AND_VIA: Final = re.compile(
    r",? (?:and|as well as|and also|or) (?:also |partly |simultaneously )?(?:via |by |over |through |on )?(?:a |the )?"
)
_SOME_OTHERS: Final = re.compile(
    r"\b(?:some|part|most|many|half|several|those)\b[^.]*\b(?:others?|rest|remaining|some)\b|\bothers\b|\bthe rest\b", re.IGNORECASE
)
_AND_ALSO: Final = re.compile(
    r"(?: in (?:the )?[A-Z][\w-]+(?:, [A-Z][\w-]+)?)?,? (?:and|as well as|and also|and partly|plus|&) (?:also )?(?:partly )?"
)
_THEN_HELD: Final = re.compile(r"\b(?:took place|was held|were held|finally held|held instead|met instead|was opened)\b[^.;]{0,30}\Z")
_AND_PLACE: Final = re.compile(r"\band (?:in |at )?\Z|, in \Z")
_SEVERAL_OFFICES: Final = 3
_CONNECTED: Final = re.compile(
    r"[^.;:]{0,60}\b(?:connect\w*|join\w*|took part|take part|taking part|participat\w+|attend\w*|dial\w+ in|tun\w+ in"
    r"|follow\w*|came|linked)\b"
    r"[^.;:]{0,30}"
)
_THEN_HELD_IN: Final = re.compile(r"\b(?:took place|was held|were held|finally held|held instead|met instead|was opened|was moved|met)\b")
_DATELINE_END: Final = re.compile(r"(?:\s?\([\w ,./-]{2,24}\))?\s?[)\]]?\s?(?:[-–—]{1,2}|:)\s")
_DATELINE_START: Final = re.compile(r"[(\[]?(?:[A-Z][\w.’'-]*[,\s/]{1,3}){0,5}(?:\([\w. ]{2,20}\),?\s)?[(\[]?(?:on\s)?")
_WEEKDAY: Final = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?")
_UNTIL: Final = re.compile(r"\b(?:until|till|to)(?: the)? \Z")
_COMPARED: Final = re.compile(
    r"\b(?:subsequent to|following|after|unlike|in contrast (?:to|with)|as opposed to|compared (?:to|with)|in succession to|instead of"
    r"|as in|as at|like) (?:the |its |their |those )?\Z",
    re.IGNORECASE,
)


def add_attributes(view: View, found: list[Anchor]) -> None:
    """Add to the anchors of a sentence what it says about their meetings."""
    clauses = Clauses(view)
    _postponements(view, found)
    told = [a for a in found if not a.bare]
    usable = [a for a in told if not a.usual or a.number is not None or a.form == "umbrella" or _is_compared(view, a)] or told
    hosting = (
        len(usable) == 1 and usable[0].form == "pointer" and any(m.span.start == usable[0].start for m in view.of("cue:host", "office"))
    )
    if not hosting:
        _dates(view, usable, clauses)
    _places(view, usable, clauses)
    _formats(view, usable, clauses)
    add_hosts(view, usable, clauses)
    if "respectively" in view.own_text:
        _in_order(view, [a for a in told if a.series is not None and a.form in ("noun", "verb")])
    add_statuses(view, found, clauses)
    share(view, found)


def _in_order(view: View, named: list[Anchor]) -> None:
    """Give each of several meetings its own day or place: "A and B met on 11 and 13 June respectively"."""
    named = sorted(named, key=lambda a: a.at)
    if len(named) < 2:
        return
    dates = [m.value for m in view.of("date") if isinstance(m.value, DateRange) and m.value.precision == "day"]
    if len(named) == 2 and len(dates) == 1 and dates[0].start != dates[0].end:
        dates = [DateRange(dates[0].start, dates[0].start), DateRange(dates[0].end, dates[0].end)]
    if len(dates) == len(named):
        for anchor, when in zip(named, dates, strict=True):
            anchor.dates = [when]
    places = [m for m in view.of("place") if is_venue(view, m) or _AND_PLACE.search(view.before(m.span.start, 8))]
    listed = all(_AND_PLACE.search(view.text[a.span.end : b.span.start]) for a, b in pairwise(places))
    if len(places) == len(named) and listed:
        for anchor, place in zip(named, places, strict=True):
            anchor.places = [place]


def _is_compared(view: View, anchor: Anchor) -> bool:
    """Tell whether meetings are named to compare with, and have dates of their own: "subsequent to the online meetings last year"."""
    return not anchor.asserted and _COMPARED.search(view.before(anchor.start, 24) + view.text[anchor.start : anchor.start + 4]) is not None


def _postponements(view: View, found: list[Anchor]) -> None:
    for mention in view.of("cue:postponed"):
        after = [d for d in view.of("date") if d.span.start > mention.span.end]
        late = [
            d
            for d in after
            if _UNTIL.search(view.before(d.span.start, 12)) or _THEN_HELD.search(view.text[mention.span.end : d.span.start])
        ]
        for anchor in found:
            anchor.put_off = True
            anchor.new_date = late[-1].value if late and isinstance(late[-1].value, DateRange) else None
            then = _THEN_HELD_IN.search(view.text, mention.span.end, view.span.end) if late else None
            anchor.new_places = [p for p in view.of("place") if then is not None and p.span.start >= then.end() and is_venue(view, p)]


def _dates(view: View, found: list[Anchor], clauses: Clauses) -> None:
    given: list[tuple[int, int, DateRange, Anchor]] = []
    found = [a for a in found if not a.is_aside or a.moved] or found
    for mention in view.of("date"):
        when, span = mention.value, mention.span
        anchor = clauses.nearest(span.start, span.end, found) if isinstance(when, DateRange) else None
        if anchor is not None and isinstance(when, DateRange) and _is_date_of_meeting(view, mention, when, anchor):
            given.append((clauses.distance(span.start, span.end, anchor), span.start, when, anchor))
    for _, _, when, anchor in sorted(given, key=lambda g: g[:2]):
        anchor.dates.append(when)
    for anchor in found:
        if len(anchor.dates) > 1:
            anchor.dates = _in_one_year(view, anchor.dates)


def _in_one_year(view: View, dates: list[DateRange]) -> list[DateRange]:
    """Move a day or month without a year into the year that the phrase names: "last year's meeting, held in July"."""
    years = {d.start for d in dates if d.precision == "year"}
    if len(years) != 1:
        return dates
    year = years.pop()
    written = {m.value: m.text for m in view.of("date") if isinstance(m.value, DateRange)}
    return [
        replace(d, start=year + d.start[4:], end=year + d.end[4:])
        if d.precision != "year" and d.start[:4] == d.end[:4] != year and not _WRITTEN_YEAR.search(written.get(d, "0000"))
        else d
        for d in dates
    ]


def _is_date_of_meeting(view: View, mention: Mention, when: DateRange, anchor: Anchor) -> bool:
    """Tell whether a date can be that of a meeting, and not that of a statement, a document or a count."""
    start, end = mention.span.start, mention.span.end
    before, after = view.before(start, 40), view.text[end : end + 24]
    if is_dateline(view, mention) or _DATELINED.search(before):
        return False
    if JUST_AS.search(before):
        return False
    announced = _SAID_AFTER.match(view.text, end, min(view.span.end, end + 110))
    if announced and start - view.span.start < 8 and anchor.start > end:
        return False
    if before.rstrip().endswith(("since", "Since")) and when.precision == "day" and _HAS_BEEN.search(view.own_text):
        return False  # "has been in the IPC phase since 23 August 2010"
    if anchor.start < start and _SINCE.search(view.text[max(anchor.end, start - 90) : start]):
        return False
    if when.precision == "year" and (_RANGE_OF_YEARS.match(after) or when.bound == "until"):
        return False
    if _SAID_ON.search(before) or _DOCUMENT_OF_YEAR.match(after) or after.startswith((" and the number", " figures")):
        return False
    if when.precision != "year" or mention.text[:1].isalpha() or view.is_heading or view.block.kind in ("item", "row"):
        return True
    return (anchor.start <= start and end <= anchor.end) or _IN_YEAR.search(before) is not None


def is_dateline(view: View, date: Mention) -> bool:
    """Tell whether a date at the head of a sentence says when it was written: "MUNICH, 24 June 2021 - The EPO …"."""
    lead = view.text[view.span.start : date.span.start]
    if view.is_heading or view.block.kind in ("item", "row", "caption") or len(lead) > _LONGEST_LEAD:
        return False
    if lead.lower().startswith("datelined"):
        return True
    if _WEEKDAY.fullmatch(lead.strip(" ,")):
        return False  # "Wednesday, February 1: 9th meeting of the task force"
    if any(m.span.end <= date.span.start for m in view.of("cue:meeting", "series", "cue:meet")):
        return False  # "IP5 Heads Meeting, Busan, 6 June 2014: …"
    closed = _DATELINE_END.match(view.text, date.span.end, view.span.end)
    return closed is not None and bool(lead) and _DATELINE_START.fullmatch(lead) is not None


def _places(view: View, found: list[Anchor], clauses: Clauses) -> None:
    last: tuple[int, Anchor] | None = None
    for mention in view.of("place"):
        if last is not None and _CHAIN.match(view.text[last[0] : mention.span.start]):
            last[1].places.append(mention)  # "in Songdo, Korea"
            last = (mention.span.end, last[1])
            continue
        last = None
        named_by = next((a for a in found if a.start <= mention.span.start and view.text[mention.span.end : a.at] == " "), None)
        if named_by is not None and mention.value not in _COUNTRIES:
            named_by.places.append(mention)  # "the Busan talks of the heads"
            continue
        anchor = clauses.nearest(mention.span.start, mention.span.end, found) if is_venue(view, mention) else None
        for inside in _in_where_clause(view, mention, found, clauses):
            inside.places.append(mention)  # "in Geneva, where the Assemblies of WIPO were in session"
        if anchor is not None and mention not in anchor.places:
            anchor.places.append(mention)
            last = (mention.span.end, anchor)
    for anchor in found:
        if len(anchor.places) > 1:
            _of_own_clause(anchor, clauses)


def _of_own_clause(anchor: Anchor, clauses: Clauses) -> None:
    """Keep the places that no semicolon parts from an anchor: "not decided in Daejeon; … its third meeting, in Beijing".

    Nor one of another clause before it, where one stands right behind it.
    """
    kept: list[Mention] = []
    groups: list[list[Mention]] = []
    for mention in sorted(anchor.places, key=lambda m: m.span.start):
        if kept and _CHAIN.match(anchor.view.text[kept[-1].span.end : mention.span.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
        kept.append(mention)
    if len(groups) > 1 and all(anchor.view.span.start <= m.span.start < anchor.view.span.end for m in kept):
        parted = [";" in anchor.view.between(g[0].span.start, anchor.at) for g in groups]
        if (
            not any(parted) and anchor.form != "deed"
        ):  # "What was prepared in Tokyo will be taken up by the heads, who are to meet in Kyoto"
            behind = [anchor.end <= g[0].span.start and clauses.crossed(anchor.end, g[0].span.start) == 0 for g in groups]
            before = [g[-1].span.end <= anchor.start and not anchor.view.text.startswith(", where ", g[-1].span.end) for g in groups]
            apart = [clauses.crossed(g[-1].span.end, anchor.at) > 0 for g in groups]
            parted = [any(behind) and early and other for early, other in zip(before, apart, strict=True)]
        if any(parted) and not all(parted):
            anchor.places = [m for g, apart in zip(groups, parted, strict=True) if not apart for m in g]


def _in_where_clause(view: View, place: Mention, found: list[Anchor], clauses: Clauses) -> list[Anchor]:
    """Return the meetings of the clause that a place opens with "where"."""
    if not view.text.startswith(", where ", place.span.end):
        return []
    end = clauses.clause(place.span.end + 1)[1]
    return [a for a in found if place.span.end < a.start < end and not a.places]


def is_venue(view: View, mention: Mention) -> bool:
    """Tell whether a place is said to be where something is, and not whose office or delegation."""
    start, end = mention.span.start, mention.span.end
    before = view.before(start, 70)
    named = view.of("association", "office", "organisation", "person")
    dated = any(0 < d.span.start - end <= len(", on ") for d in view.of("date"))
    if before.endswith("(") and not dated and any(0 <= start - m.span.end <= 3 for m in named):
        return False
    if _WHERE.search(before) or _VENUE_WAS.search(before):
        return True
    written = next((d for d in view.of("date") if 0 < d.span.start - end < 40), None)
    if written is not None and start - view.span.start < _LONGEST_LEAD and is_dateline(view, written):
        return False
    if start - view.span.start < 3 and _DATELINE.match(view.text[end : end + 50]):
        return True  # "New Orleans, United States, 12th June local time: …"
    labelled = view.block.kind == "item" and _LABELLED.match(view.text[end : end + 26]) is not None
    listed = view.block.kind in ("item", "row") and any(0 <= start - d.span.end <= len(", ") for d in view.of("date"))
    if before.endswith(", ") and (view.is_heading or labelled or listed or (dated and not view.has("cue:speech"))):
        return True  # "Third meeting of the Task Force, Alexandria, February 2016"
    chained = next((m for m in view.of("place") if 0 < m.span.start - end < 20 and _CHAIN.match(view.text[end : m.span.start])), None)
    if chained is not None and _VENUE.match(view.text, chained.span.end, min(view.span.end, chained.span.end + 60)):
        return _NOT_SUBJECT.search(before) is None or before.endswith(("city of ", "town of ", "port of "))
    if _ITS_HOUSE.match(view.text, end, view.span.end):
        return True  # "Busan's Nurimaru APEC House was the venue"
    if _SCENE_OF.match(view.text, end, view.span.end):
        return True  # "home from Tokyo, the venue of the fourth session"
    if view.text[end : end + 7] == ", where" and _BACK_FROM.search(before):
        return True  # "back from Tokyo, where …"
    if mention.value in _COUNTRIES and _WAS_DONE.match(view.text, end, view.span.end):
        return False  # "Korea was chosen", "China is one of …"
    own = _NOT_SUBJECT.search(before) is None or before.endswith(("city of ", "town of ", "port of ", "island of "))
    return own and _VENUE.match(view.text, end, min(view.span.end, end + 60)) is not None


def _formats(view: View, found: list[Anchor], clauses: Clauses) -> None:
    mentions = [m for m in view.of("format") if _is_form(view, m)]
    both = [m for m in mentions if m.value == "hybrid" or _is_for_some(view, m)] or _on_site_and_online(view, mentions)
    if not both and {m.value for m in mentions} == {"in-person", "online"} and _SOME_OTHERS.search(view.own_text):
        both = mentions[:1]  # "Part of the delegates came in person; others took part through a video link."
    for mention in both[:1] or mentions:
        anchor = clauses.nearest(mention.span.start, mention.span.end, found)
        if anchor is not None and anchor.format is None:
            anchor.format = "hybrid" if both else str(mention.value)


def _is_form(view: View, mention: Mention) -> bool:
    """Tell whether a word is that of a meeting's form: not "published online", "online services", "could not meet in person"."""
    before = view.before(mention.span.start, 34)
    if _NEGATED.search(before):
        return False
    short = mention.text.lower() in _SHORT_FORMS
    return not (short and (_NOT_ONLINE.match(view.text, mention.span.end) or _PUBLISHED.search(before)))


def _is_for_some(view: View, mention: Mention) -> bool:
    """Tell whether only some took part in this form: "in Seoul, with some delegates joining online", "in Munich and via video"."""
    if mention.value == "online" and any(
        _AND_VIA.fullmatch(view.text[p.span.end : mention.span.start]) for p in view.of("place") if 0 < mention.span.start - p.span.end < 24
    ):
        return True
    if mention.value == "online" and any(
        _AND_IN.fullmatch(view.text[mention.span.end : p.span.start]) for p in view.of("place") if p.span.start > mention.span.end
    ):
        return True  # "online and in Munich"
    if mention.value == "online" and some_connect(view, mention):
        return True
    return mention.value == "online" and view.has("place") and _SOME_JOINED.search(view.before(mention.span.start, 60)) is not None


def some_connect(view: View, form: Mention) -> bool:
    """Tell whether one or two offices only took part from afar: "The USPTO connected online"."""
    offices = {o.value: o for o in view.of("office") if o.span.end <= form.span.start}
    if not 0 < len(offices) < _SEVERAL_OFFICES or view.has("cue:meeting", "cue:five", "series"):
        return False
    last = max(offices.values(), key=lambda o: o.span.end)
    return _CONNECTED.fullmatch(view.text[last.span.end : form.span.start]) is not None


def _on_site_and_online(view: View, mentions: list[Mention]) -> list[Mention]:
    """Return the forms named together: "both on site in Seoul and online"."""
    for first, second in pairwise(mentions):
        apart = {first.value, second.value} == {"in-person", "online"}
        if apart and _AND_ALSO.fullmatch(view.between(first.span.end, second.span.start)):
            return [first]
    return []
