"""Dates and spans of time as texts write them, as precise as the text: `2021-06-23`, `2021-06` or `2021`.

`find` reads a text from start to end. What stands there without a year, or relative to the day of writing
("yesterday", "last week", "on the 27th", "this autumn") or to a date named before ("the following day"), is
resolved by the date of issue; what cannot be resolved, and impossible dates such as 31 June, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, Literal

Precision = Literal["day", "month", "year"]
Bound = Literal["", "from", "until"]


@dataclass(frozen=True, slots=True)
class DateRange:
    """A span of time; `start` and `end` are ISO dates of the same precision, equal for one day, month or year.

    `bound` says that the text gives only one end: "from June 22" or "until June 23".
    """

    start: str
    end: str
    bound: Bound = ""

    @property
    def precision(self) -> Precision:
        return precision(self.start)

    def agrees(self, other: DateRange) -> bool:
        """Tell whether both can speak of the same event: they overlap, or one lies within the other's month or year."""
        return overlap(self.start, self.end, other.start, other.end)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date found in a text: `text[start:end]`. `relative` if it was worked out from another date."""

    start: int
    end: int
    range: DateRange
    relative: bool = False


def precision(iso: str) -> Precision:
    """Return how precise an ISO date is, by its length."""
    return "year" if len(iso) == 4 else "month" if len(iso) == 7 else "day"


def overlap(start: str, end: str, other_start: str, other_end: str) -> bool:
    """Tell whether two spans of dates, of whatever precision, can have a day in common."""
    near, far = min(len(start), len(other_start)), min(len(end), len(other_end))
    width = min(near, far)
    return start[:width] <= other_end[:width] and other_start[:width] <= end[:width]


def valid(year: int, month: int, day: int) -> date | None:
    """Return the day, or None for an impossible one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse(iso: str | None) -> tuple[int, int | None, int | None] | None:
    """Split `2021`, `2021-06` or `2021-06-23` into numbers; None for anything else."""
    if iso is None or (match := _PARTIAL.fullmatch(iso)) is None:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and valid(year, month, day) is None:
        return None
    return year, month, day


_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS: Final = {w: i for i, w in enumerate("a two three four five six seven eight nine ten eleven twelve".split(), 1)} | {"one": 1, "an": 1}

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:19[5-9]\d|20\d\d)\b"
_MONTH_WORDS: Final = tuple(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
_SEASON_WORDS: Final = ("spring", "summer", "autumn", "fall", "winter", "first", "second", "third", "fourth")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_WD = rf"(?:{_WEEKDAY},?\s{{1,2}}(?:on\s{{1,2}})?(?:the\s{{1,2}})?)?"
_TO = r"(?:\s?(?:[-–—~/]|to|until|till|through)\s?(?:on\s|the\s)?|\s?(?:and|&|,\s?and)\s?)"
_S = r"\s{1,2}"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Ff]irst\shalf|[Ss]econd\shalf|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\squarter)"
_COUNT = r"(?:\d{1,2}|[Aa]|[Aa]n|[Oo]ne|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

_FORMS: Final = {
    kind: re.compile(pattern, re.VERBOSE)
    for kind, pattern in {
        "iso": r"(?P<iso_y>19[5-9]\d|20\d\d)(?P<iso_s>[-/.])(?P<iso_m>1[0-2]|0?[1-9])(?:(?P=iso_s)(?P<iso_d>3[01]|[12]\d|0?[1-9]))?(?![\d]|[-/.]\d)",
        "num": rf"(?P<num_d>3[01]|[12]\d|0?[1-9])\.(?P<num_m>1[0-2]|0?[1-9])\.(?P<num_y>{_YEAR})",
        "mdy": rf"""(?P<a_m>{_MONTH}){_S}(?P<a_d>{_DAY})(?!\s?%|[,.]\d)(?:,?{_S}(?P<a_y>{_YEAR}))?
            (?:{_TO}{_WD}(?:(?P<a_m2>{_MONTH}){_S})?(?P<a_d2>{_DAY})(?!\s?%|[,.]\d)(?:,?{_S}(?P<a_y2>{_YEAR}))?)?""",
        "dmy": rf"""(?P<b_d>{_DAY})(?:{_TO}{_WD}(?P<b_d1>{_DAY}))?{_S}(?:of{_S})?(?P<b_m>{_MONTH})(?:,?{_S}(?P<b_y>{_YEAR}))?
            (?:{_TO}{_WD}(?P<b_d2>{_DAY}){_S}(?:of{_S})?(?P<b_m2>{_MONTH})(?:,?{_S}(?P<b_y2>{_YEAR}))?)?""",
        "rel_m": rf"(?P<rm_w>[Ll]ast|[Nn]ext|[Tt]his){_S}(?P<rm_m>{_MONTH})",
        "my": rf"""(?P<c_m>{_MONTH})(?:,?{_S}(?:of{_S})?(?:(?P<c_y>{_YEAR})|(?P<c_rel>(?:last|this|next|the\sprevious|the\ssame|that)\syear))\b)?""",
        "nth": rf"[Tt]he{_S}(?P<n_d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?:{_TO}(?P<n_d2>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)))?(?=[\s,.;:)])",
        "days": rf"(?P<r_d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?:{_TO}(?P<r_d2>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?=[\s,.;:)])|(?=:\s))",
        "season": rf"""(?P<s_rel>[Tt]his|[Ll]ast|[Nn]ext){_S}(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b
            |(?:[Tt]he{_S})?{_SEASON}(?:{_S}of)?{_S}(?:(?P<s_y>{_YEAR})|(?P<s_ry>(?:this|last|next){_S}year))""",
        "day": rf"""[Tt]he{_S}day{_S}(?:before{_S}yesterday|after{_S}tomorrow)|[Tt]oday|[Tt]onight|[Tt]his{_S}(?:morning|afternoon|evening)
            |[Yy]esterday|[Tt]omorrow""",
        "unit": rf"(?P<u_w>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he{_S}(?:same|previous|following|preceding)|[Tt]hat){_S}(?P<u_u>week|month|year)(?!-)\b",
        "ago": rf"(?P<g_n>{_COUNT}){_S}(?P<g_u>day|week|month|year)s?{_S}(?P<g_w>ago|earlier|before|later|after)\b",
        "near": rf"""(?:[Tt]he|[Tt]hat){_S}(?P<d_w>previous|preceding|following|next|same){_S}(?:day|evening|afternoon|morning)\b
            |[Tt]hat{_S}day\b|[Tt]he{_S}(?:day|evening|night|morning|afternoon){_S}(?:before|after)\b
            |[Tt]he{_S}(?:year|month|week){_S}before\b""",
        "wd": rf"(?:(?P<w_r>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n){_S})?(?P<w_d>{_WEEKDAY})",
        "year": rf"(?P<y_y>{_YEAR})(?!\s?%|,\d|\.\d)",
    }.items()
}
_DIGITS: Final = ("iso", "num", "dmy", "ago", "days", "year")
_STARTS: Final[dict[str, tuple[str, ...]]] = (
    {name: ("mdy", "my") for word in _MONTH_WORDS for name in (word, word.upper())}
    | {name: ("season",) for word in _SEASON_WORDS for name in (word, word.capitalize())}
    | {word: ("ago",) for word in (*_NUMBERS, *(n.capitalize() for n in _NUMBERS))}
    | {word: ("wd",) for word in _WEEKDAYS}
    | {word: ("wd",) for word in ("on", "On")}
    | {word: ("day",) for word in ("today", "Today", "tonight", "Tonight", "yesterday", "Yesterday", "tomorrow", "Tomorrow")}
    | {word: ("rel_m", "season", "day", "unit", "wd") for word in ("last", "Last", "this", "This", "next", "Next")}
    | {word: ("nth", "season", "day", "unit", "near") for word in ("the", "The")}
    | {word: ("unit", "near") for word in ("that", "That")}
)
"""Which forms may begin with a word: nothing is tried anywhere else, so that the time stays linear and short."""
_START = re.compile(r"[A-Za-z]+|\d+")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|for|until|till|since|by|from|to|during|early|earlier|late|later|mid|in the middle of|end of|and|through)[\s-]{1,2}|[(:]\s?)\Z", re.IGNORECASE
)
_FOR_DAY: Final = re.compile(r"\b(?:for|of|late|early|said|by)\s\Z")
_OF_MONTH: Final = re.compile(rf"of (?:{_MONTH}|(?:this|last|next|the|that|the same) month)")
_MONTH_OF: Final = re.compile(r"\s(?:meeting|session|conference|summit|gathering|talks)s?\b")
_MODAL_MAY = re.compile(r"\s{1,2}[a-z]")
_FUTURE = re.compile(r"\b(?:will|shall|would|(?:is|are|was|were) to|to be|plans?|expected|scheduled|due|upcoming|coming)\b")
_FROM = re.compile(r"(?:\bfrom|\bsince|\bstarting|\bbeginning|\bstarts|\bbegins|\bas of)(?: on)?(?: the)?(?: \w{3,6}day,?)?\s{1,2}\Z", re.IGNORECASE)
_UNTIL = re.compile(r"(?:\buntil|\btill|\bthrough|\bup to|\bby)(?: the(?: (?:end|middle|beginning) of)?)?(?: \w{3,6}day,?)?\s{1,2}\Z", re.IGNORECASE)
_SPAN_OF = re.compile(rf"\bfor\s{{1,2}}(?P<n>{_COUNT})\s{{1,2}}days,?\s{{1,2}}(?:from|starting|beginning)(?: on)?\s{{1,2}}\Z", re.IGNORECASE)
_JOIN = re.compile(
    r",?\s?(?:[-–—]|(?:and\s)?(?:(?:lasting|running|going\son|ending|that\sis\sto\ssay)\s)?(?:to|until|till|through|up\sto))\s(?:on\s|the\s)?(?:\w{3,6}day,?\s)?\Z", re.IGNORECASE
)
_APPOSITION = re.compile(r",\s(?:\w{3,6}day,?\s)?(?:on\s|i\.e\.,?\s|that\sis,?\s|namely,?\s)?\Z|\s\((?:on\s)?\Z")
_NOT_A_YEAR = re.compile(r"(?:\bFY|\bfiscal|No\.?|[$€£#])\s?\Z|\d\s\Z")
_SPEECH: Final = re.compile(r"\b(?:said|announced|reported|stated|told|released|published|issued)(?: \w{2,10})?(?: on)?(?: the)?\s\Z")
"""Before a day on which something was said: such a day is none that a text counts from."""
_RELATIVE: Final = frozenset({"day", "unit", "ago", "near", "wd", "nth", "days", "rel_m"})
_REACH: Final = 120  # how far back the hints of tense are sought


def find(text: str, issued: str | None = None, start: int = 0, end: int | None = None) -> list[DateHit]:
    """Return the dates in `text[start:end]`, in order, without overlaps.

    Args:
        text: the text of a release.
        issued: the date of issue (`2021-06-24`, `2021-06` or `2021`) by which relative dates are resolved.
            Where it is missing, the first complete date of the text takes its place.
        start: where to begin.
        end: where to stop.
    """
    reader = _Reader(text, issued)
    return _joined(text, list(reader.read(start, len(text) if end is None else end)))


class _Reader:
    """Reads one text; `anchor` is the last day that it named, `last` the last date of any kind, `issue` the day of writing as far as known."""

    def __init__(self, text: str, issued: str | None) -> None:
        self.text = text
        self.anchor: str | None = None
        self.last: str | None = None
        self.issue = parse(issued)

    def read(self, start: int, end: int) -> Iterator[DateHit]:
        free = start
        for word in _START.finditer(self.text, start, end):
            at = word.start()
            if at < free or (at and self.text[at - 1].isalnum()):
                continue
            first = word[0]
            for kind in _DIGITS if first[0].isdigit() else _STARTS.get(first, ()):
                match = _FORMS[kind].match(self.text, at, end)
                if match is None:
                    continue
                found = _HANDLERS[kind](self, match)
                if found is not None:
                    free = match.end()
                    yield self._seen(DateHit(at, free, found, kind in _RELATIVE))
                    break
                if kind in ("dmy", "mdy", "iso", "num"):  # an impossible date, and no other reading of its parts
                    free = match.end()
                    break

    def _seen(self, hit: DateHit) -> DateHit:
        self.last = hit.range.start
        if hit.range.precision == "day" and _SPEECH.search(self.text, max(0, hit.start - 30), hit.start) is None:
            self.anchor = hit.range.start
            if self.issue is None and not hit.relative:
                self.issue = parse(hit.range.start)
        return hit

    # -- helpers

    def _day(self) -> date | None:
        """The day of writing, where it is known to the day."""
        if self.issue is None or self.issue[1] is None or self.issue[2] is None:
            return None
        return date(self.issue[0], self.issue[1], self.issue[2])

    def _middle(self) -> date | None:
        """The day of writing, or the middle of its month or year."""
        if self.issue is None:
            return None
        year, month, day = self.issue
        return date(year, month or 6, day or 15)

    def _issue_iso(self) -> str | None:
        if self.issue is None:
            return None
        year, month, day = self.issue
        return f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")

    def _future(self, at: int) -> bool:
        return _FUTURE.search(self._clause(at)) is not None

    def _clause(self, at: int) -> str:
        before = self.text[max(0, at - _REACH) : at]
        return before[max(before.rfind(". "), before.rfind("\n\n")) + 1 :]

    def _year_for(self, month: int, day: int | None) -> int | None:
        """The year that brings this month and day nearest to the day of writing."""
        middle = self._middle()
        if middle is None or self.issue is None:
            return None
        if self.issue[1] is None:
            return self.issue[0]
        years = [y for y in (middle.year, middle.year - 1, middle.year + 1) if valid(y, month, day or 15)]
        return min(years, key=lambda y: abs((date(y, month, day or 15) - middle).days), default=None)

    # -- one handler for each kind of expression

    def iso(self, m: re.Match[str]) -> DateRange | None:
        year, month = int(m["iso_y"]), int(m["iso_m"])
        if m["iso_d"] is None:
            return _month(year, month) if m["iso_s"] == "-" and len(m["iso_m"]) == 2 else None
        return _days(valid(year, month, int(m["iso_d"])))

    def num(self, m: re.Match[str]) -> DateRange | None:
        return _days(valid(int(m["num_y"]), int(m["num_m"]), int(m["num_d"])))

    def mdy(self, m: re.Match[str]) -> DateRange | None:
        month, day = _month_number(m["a_m"]), _number(m["a_d"])
        month2 = _month_number(m["a_m2"]) if m["a_m2"] else month
        day2 = _number(m["a_d2"]) if m["a_d2"] else None
        year = m["a_y"] or m["a_y2"]
        return self._span(month, day, month2, day2, year, m["a_y2"] or year, m.start())

    def dmy(self, m: re.Match[str]) -> DateRange | None:
        month, day = _month_number(m["b_m"]), _number(m["b_d"])
        year = m["b_y"] or m["b_y2"]
        if m["b_d2"]:
            return self._span(month, day, _month_number(m["b_m2"]), _number(m["b_d2"]), year, m["b_y2"] or year, m.start())
        day2 = _number(m["b_d1"]) if m["b_d1"] else None
        return self._span(month, day, month, day2, year, year, m.start())

    def _span(self, month: int, day: int, month2: int, day2: int | None, year: str | None, year2: str | None, at: int) -> DateRange | None:
        y = int(year) if year else self._year_for(month, day)
        if y is None:
            return None
        first = valid(y, month, day)
        if first is None:
            return None
        if day2 is None:
            if (of := _SPAN_OF.search(self.text[max(0, at - 40) : at])) is not None:
                return _days(first, first + timedelta(days=_count(of["n"]) - 1))
            return self._bounded(first, at)
        last = valid(int(year2) if year2 else y, month2, day2)
        if last is not None and last < first and year2 is None:
            last = valid(y + 1, month2, day2)
        return _days(first, last) if last is not None and first <= last else None

    def _bound(self, at: int) -> Bound:
        before = self.text[max(0, at - 24) : at]
        return "from" if _FROM.search(before) else "until" if _UNTIL.search(before) else ""

    def my(self, m: re.Match[str]) -> DateRange | None:
        month = _month_number(m["c_m"])
        if m["c_y"]:
            return _month(int(m["c_y"]), month)
        if m["c_rel"]:
            year = self._relative_year(m["c_rel"].split()[-2])
            return _month(year, month) if year else None
        before = self.text[max(0, m.start() - 20) : m.start()]
        modifier = _MONTH_OF.match(self.text, m.end()) is not None
        if (_BEFORE_MONTH.search(before) is None and not modifier) or (m["c_m"] in ("May", "March") and _MODAL_MAY.match(self.text, m.end()) and not modifier and not before.lower().rstrip().endswith((" in", "of", "earlier in"))):
            return None
        y = self._year_for(month, None)
        return replace(_month(y, month), bound="until" if _UNTIL.search(self.text[max(0, m.start() - 24) : m.start()]) else "") if y else None

    def rel_m(self, m: re.Match[str]) -> DateRange | None:
        month, middle = _month_number(m["rm_m"]), self._middle()
        if middle is None:
            return None
        which = m["rm_w"].lower()
        year = middle.year
        if which == "last" and month >= middle.month and self.issue and self.issue[1]:
            year -= 1
        if which == "next" and month <= middle.month:
            year += 1
        return _month(year, month)

    def nth(self, m: re.Match[str]) -> DateRange | None:
        day, issue = _number(m["n_d"]), self.issue
        if issue is None or issue[1] is None:
            return None
        after = self.text[m.end() : m.end() + 24].lstrip()
        if after.startswith("of ") and not _OF_MONTH.match(after):
            return None  # "the 9th of Working Group 2"
        if re.match(r"(?!(?:and|to|as|that|in|on|of|at|by|for|with|from|it|the|said|local|day|until)\b)[a-zA-Z]", after):
            return None  # "the 14th meeting": an ordinal, not a day
        year, month = issue[0], issue[1]
        if issue[2] is not None and day > issue[2] and not self._future(m.start()) and day - issue[2] > 10:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        if issue[2] is not None and day < issue[2] - 14 and self._future(m.start()):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        first = valid(year, month, day)
        last = valid(year, month, _number(m["n_d2"])) if m["n_d2"] else first
        if first is None or last is None or last < first:
            return None
        if m["n_d2"] is None and (of := _SPAN_OF.search(self.text[max(0, m.start() - 40) : m.start()])) is not None:
            return _days(first, first + timedelta(days=_count(of["n"]) - 1))
        return _days(first, last) if m["n_d2"] else self._bounded(first, m.start())

    def days(self, m: re.Match[str]) -> DateRange | None:
        """Days of a month that stands elsewhere: "this month (4th to 6th)", and "11th: …" at the head of a line."""
        alone = m["r_d2"] is None
        if alone and self.text[max(0, m.start() - 12) : m.start()].rstrip(" \t-•*·ㅇ□").rsplit("\n", 1)[-1]:
            return None
        named = parse(self.last)
        if not alone and named is not None and named[1] is not None and named[2] is None:
            year, month = named[0], named[1]
        elif self.issue is not None and self.issue[1] is not None:
            year, month = self.issue[0], self.issue[1]
        else:
            return None
        first = valid(year, month, _number(m["r_d"]))
        last = first if alone else valid(year, month, _number(m["r_d2"]))
        return _days(first, last) if first and last and first <= last else None

    def season(self, m: re.Match[str]) -> DateRange | None:
        if m["s_y"]:
            return DateRange(m["s_y"], m["s_y"])
        year = self._relative_year((m["s_rel"] or m["s_ry"].split()[0]).lower())
        return _year(year)

    def day(self, m: re.Match[str]) -> DateRange | None:
        word = " ".join(m[0].lower().split())
        day = self._day()
        if day is None:
            iso = self._issue_iso()
            return DateRange(iso, iso) if iso else None
        shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
        first = _shift(day, shift)
        if first is not None and (of := _SPAN_OF.search(self.text[max(0, m.start() - 40) : m.start()])) is not None:
            return _days(first, first + timedelta(days=_count(of["n"]) - 1))
        return self._bounded(first, m.start())

    def _bounded(self, day: date | None, at: int) -> DateRange | None:
        found = _days(day)
        return replace(found, bound=self._bound(at)) if found else None

    def unit(self, m: re.Match[str]) -> DateRange | None:
        which = m["u_w"].lower().split()[-1]
        unit = m["u_u"].lower()
        if unit == "year":
            return _year(self._relative_year(which))
        base = self._last_day() if which in ("same", "that", "previous", "following", "preceding") else self._middle()
        if base is None or (self.issue and self.issue[1] is None and which in ("last", "this", "next")):
            return None
        if unit == "week":
            moved = _shift(base, {"last": -7, "previous": -7, "preceding": -7, "next": 7, "following": 7}.get(which, 0))
            return _month(moved.year, moved.month) if moved and which in ("last", "this", "next") else None
        step = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}.get(which, 0)
        index = base.year * 12 + base.month - 1 + step
        return _month(index // 12, index % 12 + 1)

    def ago(self, m: re.Match[str]) -> DateRange | None:
        count, unit = _count(m["g_n"]), m["g_u"]
        back = m["g_w"] in ("ago", "earlier", "before")
        base = self._middle() if m["g_w"] == "ago" else self._anchor_day() if unit == "day" else None
        if unit == "year" and m["g_w"] in ("ago", "earlier", "before"):
            since = self.issue if m["g_w"] == "ago" else parse(self.last) or self.issue
            return _year(since[0] - count) if since else None
        if base is None:
            return None
        if unit == "day":
            moved = _shift(base, -count if back else count)
            exact = self._day() is not None or m["g_w"] != "ago"
            return _days(moved) if exact else None
        if unit == "week":
            moved = _shift(base, -7 * count)
            return _month(moved.year, moved.month) if moved else None
        index = base.year * 12 + base.month - 1 - count
        return _month(index // 12, index % 12 + 1)

    def near(self, m: re.Match[str]) -> DateRange | None:
        word = " ".join(m[0].lower().split())
        if "year" in word:
            return _year(self.issue[0] - 1) if self.issue else None
        if "month" in word or "week" in word:
            middle = self._middle()
            if middle is None or self.issue is None or self.issue[1] is None:
                return None
            index = middle.year * 12 + middle.month - 1 - ("month" in word)
            return _month(index // 12, index % 12 + 1)
        base = self._anchor_day() or (self._day() if precision(self.last or "2000-01-01") == "day" else None)
        if base is None:
            return None
        shift = -1 if "previous" in word or "preceding" in word or "before" in word else 1 if "following" in word or "next" in word or "after" in word else 0
        return _days(_shift(base, shift))

    def wd(self, m: re.Match[str]) -> DateRange | None:
        day = self._day()
        if day is None or (m["w_r"] is None and not self._bound(m.start()) and _FOR_DAY.search(self.text, max(0, m.start() - 12), m.start()) is None):
            return None
        wanted = _DAYS.index(m["w_d"][:3].lower())
        which = (m["w_r"] or "on").lower()
        ahead = (wanted - day.weekday()) % 7
        if which == "next" or (which in ("on", "this") and self._future(m.start())):
            return self._bounded(_shift(day, ahead or (7 if which == "next" else 0)), m.start())
        behind = (day.weekday() - wanted) % 7
        return self._bounded(_shift(day, -(behind or (7 if which == "last" else 0))), m.start())

    def year(self, m: re.Match[str]) -> DateRange | None:
        if _NOT_A_YEAR.search(self.text[max(0, m.start() - 8) : m.start()]):
            return None
        return DateRange(m["y_y"], m["y_y"])

    def _anchor_day(self) -> date | None:
        return None if self.anchor is None else date.fromisoformat(self.anchor)

    def _last_day(self) -> date | None:
        parts = parse(self.last)
        return None if parts is None else date(parts[0], parts[1] or 6, parts[2] or 15)

    def _relative_year(self, which: str) -> int | None:
        if which in ("same", "that", "previous", "preceding", "following"):
            parts = parse(self.last) or self.issue
        else:
            parts = self.issue
        if parts is None:
            return None
        return parts[0] + {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}.get(which, 0)


_HANDLERS: Final = {
    "iso": _Reader.iso,
    "num": _Reader.num,
    "mdy": _Reader.mdy,
    "dmy": _Reader.dmy,
    "rel_m": _Reader.rel_m,
    "my": _Reader.my,
    "nth": _Reader.nth,
    "days": _Reader.days,
    "season": _Reader.season,
    "day": _Reader.day,
    "unit": _Reader.unit,
    "ago": _Reader.ago,
    "near": _Reader.near,
    "wd": _Reader.wd,
    "year": _Reader.year,
}


def _joined(text: str, hits: list[DateHit]) -> list[DateHit]:
    """Put together what belongs together: "tomorrow, March 15"; "from today until September 1"; "today and tomorrow"."""
    out: list[DateHit] = []
    for hit in hits:
        if out and hit.start - out[-1].end <= 30:
            merged = _merge(out[-1], hit, text[out[-1].end : hit.start], text[hit.start : hit.end])
            if merged is not None:
                out[-1] = merged
                continue
        out.append(hit)
    return out


def _merge(a: DateHit, b: DateHit, gap: str, text_of_b: str) -> DateHit | None:
    both_days = a.range.precision == b.range.precision == "day"
    if both_days and a.relative and _APPOSITION.match(gap) and (not b.relative or a.range == b.range):
        first, last = b.range.start, b.range.end
        if a.range.start == first < a.range.end:  # "for four days from tomorrow, March 15"
            last = a.range.end
        return DateHit(a.start, b.end, DateRange(first, last, "" if first != last else a.range.bound or b.range.bound), b.relative)
    if both_days and b.relative and gap in (" (", ", ") and (a.range == b.range or text_of_b.startswith(("the ", "a ", "one "))):
        return DateHit(a.start, b.end, a.range, a.relative)  # "on the 13th, the day before"
    same = a.range.precision == b.range.precision
    if same and a.range.start == a.range.end and b.range.start == b.range.end and a.range.start <= b.range.end and a.range.precision != "year":
        if _JOIN.match(gap):
            return DateHit(a.start, b.end, DateRange(a.range.start, b.range.end), a.relative)
        if both_days and gap in (" and ", " & ", ", and ") and (a.relative or b.relative) and _next_day(a.range.end) == b.range.start:
            return DateHit(a.start, b.end, DateRange(a.range.start, b.range.end), a.relative)
    return None


def _next_day(iso: str) -> str | None:
    moved = _shift(date.fromisoformat(iso), 1)
    return moved.isoformat() if moved else None


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _days(first: date | None, last: date | None = None) -> DateRange | None:
    return None if first is None else DateRange(first.isoformat(), (last or first).isoformat())


def _month(year: int, month: int) -> DateRange:
    return DateRange(f"{year:04}-{month:02}", f"{year:04}-{month:02}")


def _year(year: int | None) -> DateRange | None:
    return None if year is None or not MINYEAR <= year <= MAXYEAR else DateRange(f"{year:04}", f"{year:04}")


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
