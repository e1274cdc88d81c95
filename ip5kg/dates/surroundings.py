"""What the words before and behind a date say about it: the end of a span, a tense, a number of days, or that it is none."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.dates.forms import COUNT, MONTH, count
from ip5kg.dates.spans import Bound

_ON: Final = r"(?: \w{3,6}day,?)?\s{1,2}\Z"
_FROM: Final = re.compile(rf"(?:\bfrom|\bsince|\bstarting|\bbeginning|\bstarts|\bbegins|\bas of)(?: on)?(?: the)?{_ON}", re.IGNORECASE)
_UNTIL: Final = re.compile(
    rf"(?:\buntil|\btill|\bthrough|\bup to|\bby)(?: the(?: (?:end|middle|beginning) of)?)?{_ON}",
    re.IGNORECASE,
)
_SPAN_OF: Final = re.compile(
    rf"\bfor\s{{1,2}}(?P<n>{COUNT})\s{{1,2}}days,?\s{{1,2}}(?:from|starting|beginning)(?: on)?\s{{1,2}}\Z", re.IGNORECASE
)
_FUTURE: Final = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) to|to be|plans?|planned|expected|scheduled|due|upcoming|coming|next)\b",
)
_PAST: Final = re.compile(
    r"\b(?:met|held|took place|gathered|convened|agreed|adopted|endorsed|approved|decided|signed|launched|hosted|attended|last)\b(?! year)"
)
_BEFORE_MONTH: Final = re.compile(
    r"(?:\b(?:in|of|for|until|till|since|by|from|to|during|early|earlier|late|later|mid|in the middle of|end of|and|through)[\s-]{1,2}"
    r"|[(:]\s?)\Z",
    re.IGNORECASE,
)
_MONTH_OF: Final = re.compile(r"\s(?:meeting|session|conference|summit|gathering|talks)s?\b")
_NAME_BEHIND: Final = re.compile(r"\s[A-Z][a-z]+\b")
_VERB_BEHIND: Final = re.compile(r"\s{1,2}[a-z]")
_BEFORE_WEEKDAY: Final = re.compile(r"\b(?:for|of|late|later|earlier|early|said|by)\s\Z")
_OF_MONTH: Final = re.compile(rf"of (?:{MONTH}|(?:this|last|next|the|that|the same) month)")
_BEHIND_NTH: Final = re.compile(
    r"(?!(?:and|to|as|that|in|on|of|at|by|for|with|from|it|the|said|local|day|until|they|he|she|we|was|were|will|is|are|had|has|when|where"
    r"|which|who|while|but|after|before|both|all|also|there|here|then|his|her|their|its|during|under|so|because|since|a|an)\b)[a-zA-Z]"
)
_IN_MONTH: Final = re.compile(rf"in (?:{MONTH}|(?:19|20)\d\d\b|(?:spring|summer|autumn|winter)\b)")
_IN_TOWN: Final = re.compile(r" in [A-Z]")
_IN_YEAR: Final = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]f) \Z")
_ENDS_SENTENCE: Final = re.compile(r"[.!?;][\"”)]?\s+[A-Z]")
_OPENS_SENTENCE: Final = re.compile(r"(?:\A|[.:!?]\s|\n)(?:[-•*]\s)?(?:In|During)(?: the year)? \d{4}\Z")
_SAYING: Final = re.compile(r"\b(?:said|says|announced|reported|published|released|issued|according|told)\b|\b(?:19|20)\d\d\b")
_LONGEST_FRAME: Final = 700  # characters behind a year
_LONGEST_LINE: Final = 160
_NOT_A_YEAR: Final = re.compile(r"(?:\bFY|\bfiscal|No\.?|[$€£#])\s?\Z|\d\s\Z")
_SPEECH: Final = re.compile(r"\b(?:said|announced|reported|stated|told|released|published|issued)(?: \w{2,10})?(?: on)?(?: the)?\s\Z")
_MARKS_OF_ITEMS: Final = " \t-•*·ㅇ□"
_REACH: Final = 120  # how far back the hints of tense are sought


def bound(text: str, at: int) -> Bound:
    """Return whether the date at `at` is only the beginning ("from …") or the end ("until …") of a span."""
    before = text[max(0, at - 24) : at]
    return "from" if _FROM.search(before) else "until" if _UNTIL.search(before) else ""


def days_counted(text: str, at: int) -> int | None:
    """Return for how many days something goes on: "for four days from tomorrow"."""
    match = _SPAN_OF.search(text[max(0, at - 40) : at])
    return None if match is None else count(match["n"])


def is_future(text: str, at: int) -> bool:
    """Tell whether the words of the clause before `at` speak of what is to come."""
    before = text[max(0, at - _REACH) : at]
    return _FUTURE.search(before[max(before.rfind(". "), before.rfind("\n\n")) + 1 :]) is not None


def tense(text: str, at: int) -> int:
    """Return -1 where the clause before `at` tells of the past, 1 where it looks ahead, 0 where it does neither or both."""
    before = text[max(0, at - _REACH) : at]
    clause = before[max(before.rfind(". "), before.rfind("; "), before.rfind("\n")) + 1 :]
    return (_FUTURE.search(clause) is not None) - (_PAST.search(clause) is not None)


def is_month(text: str, start: int, end: int) -> bool:
    """Tell whether a month without a day is meant as a date, and not as a name or a verb ("May", "march")."""
    modifier = _MONTH_OF.match(text, end) is not None
    before = text[max(0, start - 20) : start]
    if end - start < len("June") and text[end - 1] != "." and _NAME_BEHIND.match(text, end):
        return False  # "Jan Smit"
    if _BEFORE_MONTH.search(before) is None and not modifier:
        return False
    ambiguous = text[start:end] in ("May", "March") and _VERB_BEHIND.match(text, end) is not None and not modifier
    return not ambiguous or before.lower().rstrip().endswith((" in", "of", "earlier in"))


def is_day_of_month(text: str, start: int, end: int) -> bool:
    """Tell whether "the 14th" is a day, by what stands around it: not "the 14th meeting", "the 9th of Working Group 2"."""
    if text[max(0, start - 3) : start] == "by " and _IN_TOWN.match(text, end):
        return False  # "taken up by the 7th meeting and reviewed by the 8th in Suzhou"
    after = text[end : end + 24].lstrip()
    if after.startswith("of ") and not _OF_MONTH.match(after):
        return False
    if _IN_MONTH.match(after):
        return False  # "to host the 15th in June 2022"
    return _BEHIND_NTH.match(after) is None


def stands_at_line_start(text: str, at: int) -> bool:
    """Tell whether only marks of an item stand before `at` in its line."""
    return not text[max(0, at - 12) : at].rstrip(_MARKS_OF_ITEMS).rsplit("\n", 1)[-1]


def opens_frame(text: str, at: int) -> bool:
    """Tell whether a year at `at` can be that of the days behind it: "In 2018 the groups …", "Meetings in 2018"."""
    return _IN_YEAR.search(text, max(0, at - 8), at) is not None or (not at or text[at - 1] == "\n")


def frames(text: str, end: int, at: int) -> bool:
    """Tell whether a year that ends at `end` still holds for a day at `at`: in its sentence, or in the list that its line leads in."""
    if at - end > _LONGEST_FRAME:
        return False
    gap = text[end:at]
    line, broken, rest = gap.partition("\n")
    if not broken:
        opens = _OPENS_SENTENCE.search(text, max(0, end - 24), end) is not None
        return opens and _ENDS_SENTENCE.search(gap) is None and _SAYING.search(gap) is None
    if _ENDS_SENTENCE.search(line) or line.rstrip().endswith("."):
        return False
    *whole, last = [part.strip() for part in rest.split("\n") if part.strip()] or [""]
    stop = text.find("\n", at)
    own = last + text[at : stop if stop >= 0 else len(text)]
    if len(own) > _LONGEST_LINE and own.rstrip().endswith("."):
        return False  # running text behind a list or a table
    return all(len(part) < _LONGEST_LINE and not part.endswith(".") for part in whole) and _ENDS_SENTENCE.search(last) is None


def is_year(text: str, at: int) -> bool:
    """Tell whether four digits are a year, and not an amount or a number of something."""
    return _NOT_A_YEAR.search(text[max(0, at - 8) : at]) is None


def names_weekday(text: str, at: int) -> bool:
    """Tell whether a weekday without "on" is meant as a date: "late Thursday", "by Friday"."""
    return _BEFORE_WEEKDAY.search(text, max(0, at - 12), at) is not None


def follows_speech(text: str, at: int) -> bool:
    """Tell whether something was said on the day at `at`: such a day is none that a text counts from."""
    return _SPEECH.search(text, max(0, at - 30), at) is not None
