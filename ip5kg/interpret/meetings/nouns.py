"""Meetings named by a noun: "the 14th meeting of the IP5 heads", "its ninth session", "the deputy heads' conference"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from ip5kg.dates import DateRange
from ip5kg.gazetteer import Word
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.meetings.anchor import FIVE, Anchor, ordinal
from ip5kg.interpret.meetings.phrases import DETERMINERS, left_edge, right_edge
from ip5kg.interpret.meetings.subjects import is_industry, subject
from ip5kg.interpret.meetings.verbs import OPENER
from ip5kg.interpret.views import OWN_SERIES, View
from ip5kg.model import Mention, Resolved

_MOVING: Final = word_set("next last previous following upcoming this first second third")
_EACH: Final = word_set("every each")
_OF_ONE: Final = word_set("his her my")
"""Whose first meeting it is, is no number of the meeting: "attending his first IP5 meeting"."""
_INDEFINITE: Final = word_set("a an any no such another one some")
_PLURAL_TALK: Final = word_set("assemblies talks consultations discussions proceedings negotiations")
_ROUND_TABLE: Final = word_set("round-table roundtable")
_NO_MEETING: Final = re.compile(r"[ -](?:places?|points?|rooms?|ground|cent(?:er|re)|halls?|complex|venue|facilit\w+)\b", re.IGNORECASE)
_NUMBER_BEHIND: Final = re.compile(r"\s(?:No\.?|number|#)\s?(\d{1,3})\b")
_FIRST_OF_A_KIND: Final = re.compile(
    r"\W{0,3}\s(?:since(?! its (?:launch|foundation|founding|creation|birth|inception|start))|after"
    r"|under(?! the (?:chair|presiden|leadership|auspices|motto|theme))"
    r"|(?:to be |ever |to have been )?(?:held |conducted |run )?(?:fully |entirely |purely )?(?:in person|face[ -]to[ -]face|on[ -]?site"
    r"|online|virtual|remote|by (?:video|web|tele|phone)|via (?:video|web|tele)"
    r"|through (?:a )?(?:video|screen)|over (?:video|the internet)))\b"
    r"|\s(?:(?:to be )?held on \w+ soil|outside|of (?:this|the) (?:year|new|current)|of (?:19|20)\d\d|(?:chaired|hosted) by"
    r"|(?:in|for) (?:\w+|\d+) years|at which|where|with (?:industry|users|observers)|this year|without)\b",
    re.IGNORECASE,
)
_FIRST_IN_FORM: Final = re.compile(
    r"(?:online|virtual|remote|video|hybrid|digital|in-person|face-to-face|physical|regular|ordinary|post)\b", re.IGNORECASE
)
_NTH_OF_THESE: Final = re.compile(r"\b([\w-]{3,14}) of (?:these |those |such |the )?\Z")
_NTH_OF_THE: Final = re.compile(r"\b([\w-]{3,14}) of (?:these |those |such |the )\Z")
_NTH_APPOSED: Final = re.compile(r", the ([\w-]{3,14}),|\s\((?:the )?([\w-]{3,14})(?: (?:meeting|session|edition|of its kind))?\)")
_AFTER: Final = re.compile(r"\b(?:after|since|following)\s(?:the\s)?\Z")
_OWN_CLAUSE: Final = re.compile(r",? (?:which|held|in|on|at)\b")
_WITH: Final = re.compile(r"\bwith (?:the )?\Z")
_WITH_HEADS: Final = re.compile(r"\A[\s\w]{0,12}\bwith\b")
_ANOTHER: Final = re.compile(
    r"\b(?:each year|every year|a year|per year|annually|wish|request\w*|propos\w+|ask\w*|call\w* for|suggest\w*)\b"
)
_WITH_THE_HEADS: Final = re.compile(r" with (?:the |all )?(?:five |IP5 )?(?:heads|leaders|commissioners|presidents)\b")
_AS_WHAT: Final = re.compile(r"\b(?:was|is|been|be|as) (?:held as |organi[sz]ed as )?an? (?:\w+ )?\Z")
_NEXT_PARTY: Final = 70  # characters
_WITH_ONE: Final = re.compile(
    r"(?: of (?:his|her|their|its) own)?(?: on the (?:fringes|margins|sidelines))? (?:with|between) (?!the heads|the other|its|their|all)"
)
_JOINED: Final = re.compile(r"['’]?,? (?:and|&|with|/) ?(?:the )?")
_ROW: Final = re.compile(
    r"\b(?:series|round|string|set|week|cluster|sequence|chain|run|number|days|handful) of (?:(?:[\w*/-]+)"
    r" ){0,3}?(?:events|gatherings|conferences|meetings|sessions|talks)\b"
)
_THERE: Final = re.compile(r"\b(?:there|here)\b")
_THE_OTHER: Final = re.compile(r"\b(?:the other|another|the next)\b")
_TOGETHER: Final = re.compile(r"\b(?:with|and)\b")
_HAD: Final = 24  # characters between those who had a meeting and the meeting
_NEXT_GROUP: Final = 40  # characters behind a noun phrase within which another group can be named
_AND_OF: Final = re.compile(r"['’]?(?:\s\([A-Z0-9]{2,8}\))?,? (?:and|as well as) (?:of )?(?:the )?(?:IP5 )?|, (?:of )?(?:the )?(?:IP5 )?")
_REACH_OF_GROUP: Final = 80  # characters behind "the working group" within which its field of work is named


def nouns(view: View) -> Iterator[Anchor]:
    """Yield the meetings that a sentence names by a noun, in order; "the IP5 Week" as an umbrella over several."""
    free = view.span.start
    for match in _ROW.finditer(view.own_text):
        start, end = view.span.start + match.start(), view.span.start + match.end()
        if not any(start < m.span.end and m.span.start < end for m in view.of("cue:umbrella")):
            yield Anchor(view, start, end, start, "umbrella", None, asserted=True)
            free = end
    if not view.is_heading and (opener := OPENER.match(view.own_text)) is not None:
        free = max(free, view.span.start + opener.end())
    dated_and_placed = view.has("date") and view.has("place")
    for mention in view.of("cue:meeting", "cue:umbrella"):
        umbrella = mention.value == "umbrella"
        if mention.span.start < free or (umbrella and any(_inside(mention, m) for m in view.of("series", "body"))):
            continue
        anchor = _noun(view, mention, free)
        placed = view.has("place") or (anchor is not None and _THERE.search(view.text, anchor.end, view.span.end) is not None)
        row = anchor is not None and anchor.plural and (anchor.series is None or not plural(mention))
        if anchor is not None and row and _lasts_days(view) and placed:
            anchor.form, anchor.plural, anchor.usual = "umbrella", False, False  # "a series of meetings in Suzhou"
        if anchor is not None and anchor.plural and _introduces(view, anchor):
            anchor.form, anchor.plural, anchor.usual = "umbrella", False, False  # "three meetings in Tokyo: - …"
        if umbrella:
            anchor = _umbrella(view, mention, anchor, told=dated_and_placed)
        if anchor is None:
            continue
        each = _each(view, anchor)
        free = each[-1].end
        yield from each


def _introduces(view: View, several: Anchor) -> bool:
    """Tell whether a colon behind several meetings leads in each: "the IP5 meetings in Seoul: the Deputy Heads Meeting, …"."""
    colon = view.text.find(":", several.end, view.span.end)
    if colon < 0 or not any(several.start <= m.span.start < colon for m in view.of("place", "date")):
        return colon == view.span.end - 1 and view.has("place")
    return colon == view.span.end - 1 or len([m for m in view.of("series", "body") if m.span.start > colon and m.value in OWN_SERIES]) > 1


def _each(view: View, anchor: Anchor) -> list[Anchor]:
    """Return an anchor for each of several meetings that one noun names: "the meetings of the deputies and of the heads"."""
    if not anchor.plural or anchor.form != "noun":
        return [anchor]
    own = [m for m in view.of("series", "body") if m.value in OWN_SERIES]
    named = [m for m in own if anchor.start <= m.span.start < anchor.end + _NEXT_GROUP]
    for other in reversed(own):  # "GDTF and ICG meetings"
        if named and other.span.end <= named[0].span.start and _AND_OF.fullmatch(view.between(other.span.end, named[0].span.start)):
            named.insert(0, other)
    told = [m for i, m in enumerate(named) if i == 0 or _AND_OF.fullmatch(view.between(named[i - 1].span.end, m.span.start))]
    if len(told) < 2 or len({m.value for m in told}) < len(told):
        return [anchor]
    starts = [min(anchor.start, told[0].span.start), *(m.span.start for m in told[1:])]
    return [
        Anchor(view, start, max(m.span.end, anchor.end if m is told[-1] else 0), m.span.start, "noun", str(m.value), moved=anchor.moved)
        for start, m in zip(starts, told, strict=True)
    ]


def plural(noun: Mention) -> bool:
    """Tell whether a noun of meeting names several: "talks" are one meeting."""
    return noun.text.lower().endswith("s") and noun.text.lower() not in _PLURAL_TALK


def _inside(mention: Mention, whole: Mention) -> bool:
    return whole.span.start <= mention.span.start < whole.span.end


def _lasts_days(view: View) -> bool:
    return any(isinstance(d.value, DateRange) and d.value.start != d.value.end for d in view.of("date"))


def _umbrella(view: View, noun: Mention, anchor: Anchor | None, *, told: bool) -> Anchor | None:
    """Return the anchor of a week or a round of meetings, where a series, or both time and place, make one of it."""
    named = anchor is not None and anchor.series is not None
    if not named and (not told or noun.text.lower() in ("week", "programme", "program")):
        return None
    if anchor is None:
        return Anchor(view, noun.span.start, noun.span.end, noun.span.start, "umbrella", None)
    anchor.form = "umbrella"
    return anchor


def _noun(view: View, noun: Mention, free: int) -> Anchor | None:
    cut = view.words
    if noun.value != "umbrella" and _AS_WHAT.search(view.before(noun.span.start, 24)) and view.has("format"):
        return None  # "The meeting was a video conference"
    name = next((m for m in view.of("series", "body") if m.span.start < noun.span.start and noun.span.end <= m.span.end), noun)
    wider = [m.span.start for m in view.of("series", "body") if m.value == name.value and m.span.start < name.span.start < m.span.end]
    joined = _heads_joined(view, name)
    if joined is not None:
        wider.append(joined.span.start)  # "the 5th Patent Office Presidents and IP5 Users Meeting"
    begin = min([name.span.start, *wider])  # "Heads of Trial and Appeal Boards" in "… Appeal Boards Meeting"
    i = next((k for k, w in enumerate(cut) if w.start >= begin), None)
    if i is None or _NO_MEETING.match(view.text[noun.span.end : noun.span.end + 12]):
        return None
    left = left_edge(view, i, free)
    last = i
    while last + 1 < len(cut) and cut[last + 1].start < noun.span.end:
        last += 1
    start = cut[left].start
    end = noun.span.end if noun.value == "umbrella" else right_edge(view, last)
    series = "heads-industry" if joined is not None else _series_of_phrase(view, start, end, noun)
    if left == i and name is noun and (series is None or any(m.span.start == noun.span.start for m in view.of("cue:meet"))):
        return None
    before = cut[left:i]
    forms = {w.form for w in before}
    anchor = Anchor(view, start, end, noun.span.start, "noun", series, _number(view, noun, before, start, end))
    anchor.definite = not (forms & _INDEFINITE) or ("such" in forms and anchor.number is not None)
    anchor.owned = "its" if "its" in forms else "their" if "their" in forms else ""
    if not anchor.definite and anchor.number is not None and "each" not in forms and _ANOTHER.search(view.own_text):
        anchor.number, anchor.usual = None, True  # "a wish for a second meeting each year"
    anchor.moved = _moved(view, start, noun.span.start)
    anchor.usual = anchor.plural = (plural(noun) or bool(forms & _EACH) or _is_one_of_a_row(view, before, end)) and anchor.number is None
    if anchor.number is not None and _AFTER.search(view.before(start, 12)) and not _OWN_CLAUSE.match(view.text[end : end + 8]):
        anchor.moved, anchor.bare = "earlier", True
    if series in ("heads", FIVE) and forms & {"their", "its", "a"} and _WITH_HEADS.search(view.text[noun.span.end : end]):
        verb = next((m for m in reversed(view.of("cue:hold", "cue:meet")) if m.span.end <= start), None)
        if is_industry(subject(view, start if verb is None else verb.span.start, view.span.start)[1]):
            anchor.series = "heads-industry"  # "industry had its meeting with the heads"
    if series is None and "whose" in forms:
        owner = next((m for m in view.of("series") if 0 <= start - m.span.end <= len(", ") and m.value in OWN_SERIES), None)
        if owner is None and before and before[0].form == "whose":
            return None  # "the IPC/WG, whose next meeting …"
        anchor.series = str(owner.value) if owner is not None else None  # "to go to the heads, whose meeting is scheduled for June"
    if series == "heads" and view.speaker == "association" and _WITH_THE_HEADS.match(view.text, noun.span.end):
        anchor.series = "heads-industry"  # an association's "meeting with the heads"
    if anchor.series is None:
        anchor.series = _series_by_sentence(view, noun, anchor, owned="their" if "their" in forms else "its" if "its" in forms else "")
        if anchor.series is None and not view.is_heading and _is_foreign(view, before, noun.span.end, end):
            return None
        if anchor.series is None and _with_one_party(view, noun, start):
            anchor.series = "bilateral"  # "Commissioner A had a separate meeting with Vice-President B"
        if anchor.series is None and any(start <= m.span.start < end for m in view.of("cue:own")):
            chiefs = next((m for m in view.of("series") if 0 < start - m.span.end < _HAD and m.value in OWN_SERIES), None)
            anchor.series = "other" if chiefs is None else str(chiefs.value)  # "the heads had a meeting of their own"
    return anchor


def _heads_joined(view: View, name: Mention) -> Mention | None:
    """Return the heads who are named before the users in the name of their common meeting, where the users' own is meant otherwise."""
    if name.kind != "series" or name.value != "other" or not any(_inside(m, name) for m in view.of("cue:industry")):
        return None
    return next(
        (m for m in view.of("series") if m.value == "heads" and _JOINED.fullmatch(view.between(m.span.end, name.span.start)) is not None),
        None,
    )


def _is_one_of_a_row(view: View, before: list[Word], end: int) -> bool:
    """Tell whether "one meeting" is one of several: "one meeting followed the other", "one meeting after another"."""
    return bool(before) and before[0].form == "one" and _THE_OTHER.search(view.text, end, view.span.end) is not None


def _number(view: View, noun: Mention, before: list[Word], start: int, end: int) -> int | None:
    """Return which meeting of its series a phrase names: "14th", "meeting No. 3", "the third of these", ", the fourth,"."""
    if any(word.form in _EACH or word.form in _OF_ONE for word in before):
        return None  # "invited to every second meeting"
    for k in range(len(before) - 1, -1, -1):
        number = ordinal(before[k].form, before[k - 1].form if k else "")
        if number is not None:
            in_form = k + 1 < len(before) and _FIRST_IN_FORM.match(view.text, before[k + 1].start) is not None
            return None if number == 1 and (in_form or _FIRST_OF_A_KIND.match(view.text, end, view.span.end)) else number
    if (match := _NUMBER_BEHIND.match(view.text[noun.span.end : noun.span.end + 16])) is not None:
        return int(match[1])
    of_these = _NTH_OF_THESE.search(view.before(start, 30)) or _NTH_OF_THE.search(view.before(noun.span.start, 30))
    if of_these is not None and (number := ordinal(of_these[1])) is not None:
        return number
    apposed = _NTH_APPOSED.match(view.text, end, view.span.end)
    return ordinal(apposed[1] or apposed[2]) if apposed is not None else None


def _moved(view: View, start: int, end: int) -> Literal["", "next", "earlier"]:
    """Return whether a phrase names the next or an earlier meeting; "next" within a date ("next June") says nothing."""
    dates = [d.span for d in view.of("date")]
    for mention in view.of("cue:next", "cue:earlier"):
        if start <= mention.span.start < end and not any(d.start <= mention.span.start < d.end for d in dates):
            return "next" if mention.value == "next" else "earlier"
    return ""


def _series_of_phrase(view: View, start: int, end: int, noun: Mention) -> str | None:
    """Tell whose meeting a phrase names, by the labels and cues within it."""

    def within(*kinds: str) -> list[Mention]:
        return [m for m in view.of(*kinds) if start <= m.span.start and m.span.end <= end + 1]

    named = [str(m.value) for kind in ("series", "body") for m in view.of(kind) if start <= m.span.start < end]
    named += [str(m.value) for m in view.of("series") if _inside(noun, m)]
    if not named and within("cue:group"):
        named = [str(m.value) for m in view.of("series") if 0 <= m.span.start - end < _REACH_OF_GROUP and _is_field_of_work(m)][:1]
    countries = {str(m.value) for m in within("place") if m.value in ("KR", "JP", "US", "CN")}
    countries |= {str(m.value) for m in within("office") if m.value != "WO"}
    five = bool(within("cue:five")) or len(countries) >= 4
    if within("cue:industry") and not set(named) - {"heads", "deputy-heads", "heads-industry", "other"}:
        joint = "heads" in named or five or _TOGETHER.search(view.text[start:end]) is not None
        if not {"other", "deputy-heads", "heads-industry"} & set(named):
            return "heads-industry" if joint or not view.has("cue:own") else "other"
    return _most_special(named) or (FIVE if five else None)


def _is_field_of_work(mention: Mention) -> bool:
    loose = isinstance(mention.entity, Resolved) and mention.entity.reason == "loose label"
    return loose and mention.value in OWN_SERIES


def _most_special(named: list[str]) -> str | None:
    """Return the series that says most: one of others before one of a group, that before the deputies, these before the heads."""
    groups = [s for s in named if s not in ("heads", "deputy-heads", "heads-industry", "other")]
    foreign = [s for s in groups if s not in OWN_SERIES]
    if foreign or groups:
        return (foreign or groups)[0]
    return next((s for s in ("other", "deputy-heads", "heads-industry", "heads") if s in named), None)


def _series_by_sentence(view: View, noun: Mention, anchor: Anchor, *, owned: str) -> str | None:
    """Tell whose meeting a phrase names by what stands around it: "the IP5 held their 17th meeting", "talks with the JPO"."""
    word = noun.text.lower()
    if noun.value != "umbrella":
        verb = next((m for m in reversed(view.of("cue:hold", "cue:meet")) if 0 <= anchor.start - m.span.end < 30), None)
        if verb is not None or owned:
            series, _ = subject(view, anchor.start if verb is None else verb.span.start, view.span.start, owned=owned)
            if series is not None:
                return series
    if word.replace(" ", "-") in _ROUND_TABLE and any(m.value == "net-ai" for m in view.of("topic")):
        return "ai-round-table"
    return "bilateral" if word in _PLURAL_TALK and _with_one_office(view, anchor.end) else None


def _with_one_office(view: View, end: int) -> bool:
    """Tell whether talks were held with a single office: "talks took place with the USPTO"."""
    near = [o for o in view.of("office") if end - 40 <= o.span.start < end + 45]
    return len({o.value for o in near}) == 1 and _WITH.search(view.before(near[0].span.start, 10)) is not None


def _with_one_party(view: View, noun: Mention, start: int) -> bool:
    """Tell whether somebody of one office had a meeting with one other: "had a separate meeting with EPO Vice-President B"."""
    behind = [m for m in view.of("person", "office") if 0 < m.span.start - noun.span.end < _NEXT_PARTY]
    before = [m for m in view.of("person", "office") if m.span.end <= start]
    if not behind or not before or behind[0].value in {m.value for m in before}:
        return False
    return _WITH_ONE.match(view.text, noun.span.end) is not None and not view.has("cue:five", "series", "cue:industry")


def _is_foreign(view: View, before: list[Word], noun_end: int, end: int) -> bool:
    """Tell whether a name within the phrase makes it somebody else's meeting: "the IPC meeting of WIPO", "the APEC summit"."""
    known = [m.span for m in view.mentions if m.kind in ("place", "date", "office", "series", "body", "cue", "organisation")]
    for word in before:
        first = word.start == view.span.start or word.form in DETERMINERS or word.form in _MOVING
        if view.text[word.start].isupper() and not first and not any(s.start <= word.start < s.end for s in known):
            return True
    return any(m.value == "WO" and noun_end <= m.span.start < end for m in view.of("office"))
