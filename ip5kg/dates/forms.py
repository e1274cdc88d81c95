"""The forms in which texts write dates, and the words with which each form can begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS: Final[Mapping[str, int]] = {word: i for i, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}

MONTH: Final = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
COUNT: Final = rf"(?:\d{{1,2}}|[Aa]|[Aa]n|{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in _COUNTS)})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_NTH = r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
_YEAR = r"(?:19[5-9]\d|20\d\d)\b"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_WD = rf"(?:{_WEEKDAY},?\s{{1,2}}(?:on\s{{1,2}})?(?:the\s{{1,2}})?)?"
_IN_BRACKETS = r"(?:\s?\((?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|nesday|sday|rsday|urday)?\.?\))?"
_TO = r"(?:,?\s?(?:[-–—~/]|to|until|till|through)\s?(?:on\s|the\s)?|\s?(?:and|&|,\s?and)\s?)"
_MORE = r"(?:,\s(?:3[01]|[12]\d|[1-9])(?=,?\s(?:and|&|3[01]\b|[12]?\d\b)))*"
_S = r"\s{1,2}"
_QUARTER = r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\squarter"
_OF_YEAR = rf"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|[Ff]irst\shalf|[Ss]econd\shalf|{_QUARTER})"

FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(pattern, re.VERBOSE)
    for kind, pattern in {
        "iso": r"""(?P<y>19[5-9]\d|20\d\d)(?P<sign>[-/.])(?P<m>1[0-2]|0?[1-9])(?:(?P=sign)(?P<d>3[01]|[12]\d|0?[1-9]))?
            (?![\d]|[-/.]\d)""",
        "dotted": rf"(?P<d>3[01]|[12]\d|0?[1-9])\.(?P<m>1[0-2]|0?[1-9])\.(?P<y>{_YEAR})",
        "month-day": rf"""(?P<m>{MONTH}){_S}(?P<d>{_DAY})(?!\s?%|[,.]\d){_IN_BRACKETS}{_MORE}(?:,?{_S}(?P<y>{_YEAR}))?
            (?:{_TO}{_WD}(?:(?P<m2>{MONTH}){_S})?(?P<d2>{_DAY})(?!\s?%|[,.]\d){_IN_BRACKETS}(?:,?{_S}(?P<y2>{_YEAR}))?)?""",
        "day-month": rf"""(?P<d>{_DAY}){_IN_BRACKETS}{_MORE}(?:{_TO}{_WD}(?P<to>{_DAY}){_IN_BRACKETS})?
            {_S}(?:of{_S})?(?P<m>{MONTH})(?:,?{_S}(?P<y>{_YEAR}))?
            (?:{_TO}{_WD}(?P<d2>{_DAY}){_S}(?:of{_S})?(?P<m2>{MONTH})(?:,?{_S}(?P<y2>{_YEAR}))?)?""",
        "month": rf"""(?P<m>{MONTH})
            (?:,?{_S}(?:of{_S})?(?:(?P<y>{_YEAR})|(?P<which>last|this|next|the\sprevious|the\ssame|that)\syear)\b)?""",
        "year": rf"(?P<y>{_YEAR})(?!\s?%|,\d|\.\d|-\d\d-\d)",
        "season": rf"""(?P<which>[Tt]his|[Ll]ast|[Nn]ext){_S}(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b
            |(?:[Tt]he{_S})?{_OF_YEAR}(?:{_S}of)?{_S}(?:(?P<y>{_YEAR})|(?P<of>this|last|next|that|the){_S}(?:(?P<rank>same|following|previous){_S})?year)
            |[Ii]n{_S}(?:the{_S})?(?:(?:early|late|coming|mid){_S})?(?P<bare>spring|summer|autumn|fall|winter)\b
            (?!,?{_S}(?:of|school|term|(?:19|20)\d\d))""",
        "which-month": rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his){_S}(?P<m>{MONTH})",
        "nth": rf"[Tt]he{_S}(?P<d>{_NTH})(?:{_TO}(?P<d2>{_NTH}))?(?=[\s,.;:)]|\Z)",
        "nth-to-nth": rf"(?P<d>{_NTH})(?:{_TO}(?P<d2>{_NTH})(?=[\s,.;:)])|(?=:\s))",
        "today": rf"""[Tt]he{_S}day{_S}(?:before{_S}yesterday|after{_S}tomorrow)|[Tt]oday|[Tt]onight
            |[Tt]his{_S}(?:morning|afternoon|evening)|[Yy]esterday|[Tt]omorrow""",
        "unit": rf"""(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he{_S}(?:same|previous|following|preceding)|[Tt]hat)
            {_S}(?P<unit>week|month|year)(?!-)\b""",
        "ago": rf"(?P<n>{COUNT}){_S}(?P<unit>day|week|month|year)s?{_S}(?P<way>ago|earlier|before|later|after)\b",
        "day-near": rf"""(?:[Tt]he|[Tt]hat){_S}(?:previous|preceding|following|next|same){_S}(?:day|evening|afternoon|morning)\b
            |[Tt]hat{_S}day\b|[Tt]he{_S}(?:day|evening|night|morning|afternoon){_S}(?:before|after)\b
            |[Tt]he{_S}(?:year|month|week){_S}before\b""",
        "weekday": rf"""(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n){_S})?(?P<day>{_WEEKDAY})
            (?:{_S}(?:of{_S})?(?P<week>last|this|next){_S}week\b)?""",
    }.items()
}

RELATIVE: Final = frozenset({"today", "unit", "ago", "day-near", "weekday", "nth", "nth-to-nth", "which-month"})
WHOLE: Final = frozenset({"day-month", "month-day", "iso", "dotted"})
"""Forms of which no part can be a date of another form: where they are impossible, their words are passed over."""

AT_DIGITS: Final = ("iso", "dotted", "day-month", "ago", "nth-to-nth", "year")


def _starts() -> dict[str, tuple[str, ...]]:
    months = "January February March April May June July August September October November December"
    starts: dict[str, tuple[str, ...]] = {}
    for words, forms in (
        (f"{months} Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec", ("month-day", "month")),
        (f"{months} Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".upper(), ("month-day", "month")),
        ("spring summer autumn fall winter first second third fourth", ("season",)),
        ("Spring Summer Autumn Fall Winter First Second Third Fourth", ("season",)),
        (f"a an A An {' '.join(_COUNTS)} {' '.join(_COUNTS).title()}", ("ago",)),
        ("in In", ("season",)),
        ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday on On", ("weekday",)),
        ("today Today tonight Tonight yesterday Yesterday tomorrow Tomorrow", ("today",)),
        ("last Last this This next Next", ("which-month", "season", "today", "unit", "weekday")),
        ("the The", ("nth", "season", "today", "unit", "day-near")),
        ("that That", ("unit", "day-near")),
    ):
        starts |= dict.fromkeys(words.split(), forms)
    return starts


AT_WORDS: Final[Mapping[str, tuple[str, ...]]] = _starts()
"""Which forms may begin with a word: nothing is tried anywhere else, so that the time stays linear and short."""


def month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    return _DAYS.index(name[:3].lower())


def day_number(text: str) -> int:
    """Return the number of "22nd" or "07"."""
    return int("".join(c for c in text if c.isdecimal()))


def count(text: str) -> int:
    """Return the number of "4", "four" or "a"."""
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]
