"""Numbers in running text: "2.73 million", "884,400", "600 000", "85 per cent", "nearly four fifths", "two hundred thousand".

Numbers that name or order things ("IP5", "WG1", "14th", "Annex 3", "COVID-19"), years and dates are left out. All
patterns are bounded, so that the time grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.model import Mention, Span
from ip5kg.quantities import Quantity

_LONGEST_LINE: Final = 50_000  # no paragraph of a release is longer; a longer line holds nothing to read
_LINE = re.compile(r"[^\n]+")
_BLANK: Final = "[ \u00a0\u2009\u202f]"
_SCALES: Final = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    "millions": 1_000_000, "billions": 1_000_000_000, "mln": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "m": 1_000_000,
    "bn": 1_000_000_000, "k": 1_000, "dozen": 12,
}  # fmt: skip
_ONES: Final = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_PARTS: Final = {
    word + ending: parts
    for parts, word in enumerate(("third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 3)
    for ending in ("", "s")
} | {"half": 2, "halves": 2, "fourth": 4, "fourths": 4}

_DIGITS = re.compile(
    rf"(?<![\w.,/:§#*])(?<!\D-)(?P<sign>[~≈<>≥≤]{_BLANK}?)?"
    rf"(?P<body>\d{{1,3}}(?:,\d{{3}}){{1,5}}(?!\d|,\d)(?:\.\d{{1,6}})?|\d{{1,3}}(?:['’]\d{{3}}){{1,5}}(?!\d)"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,5}}(?!{_BLANK}?\d)"
    rf"|\d{{1,3}}(?:\.\d{{3}}){{2,5}}(?![\d.])|\d{{1,15}}(?:[.,]\d{{1,6}})?)(?![\d/]|[.,:]\d|['’]\d|-?(?:st|nd|rd|th)\b"
    rf"|-\d{{1,3}}(?:\)|$))"
    rf"(?:(?:{_BLANK}|-)?(?P<scale>thousand|millions?|billions?|trillion|mln|mn|mio|bn|m|k)\b)?",
    re.IGNORECASE,
)  # fmt: skip
_PERCENT = re.compile(
    rf"{_BLANK}?-?(?:(?P<points>percentage{_BLANK}points?|percent{_BLANK}points?|points?{_BLANK}of{_BLANK}a{_BLANK}percent)|%|％"
    rf"|per{_BLANK}?cent(?:um)?\b|(?-i:pct)\b)(?P<plus>\+)?",
    re.IGNORECASE,
)
_WORDS: Final = "|".join(sorted([*_ONES, *_TENS, "hundred", "thousand", "million", "billion", "dozen"], key=len, reverse=True))
_SPELLED = re.compile(
    rf"(?<![\w-])(?:an?\s(?=(?:hundred|thousand|million|billion|dozen)\b))?(?:{_WORDS})(?:(?:\s|-"
    rf"|\sand\s)(?:{_WORDS})){{0,8}}(?![\w])(?!-(?!year|month|day)\w)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?<![\w-])(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>thirds?|quarters?|fourths?|fifths?|sixths?"
    r"|sevenths?|eighths?|ninths?|tenths?)(?![\w-])",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<![\w-])(?:(?:an?|one)[\s-])?half(?=\s(?:of|the|all|a\smillion|a\sbillion|a\sthousand|that|those|these|its|their|patent|our)\b)",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"(?<![\w-])(?P<whole>one|two|three|four|five|six|seven|eight|nine|ten)\sand\sa\shalf\s(?P<scale>thousand|million|billion)\b",
    re.IGNORECASE,
)
_SMALL: Final = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine"
_WHOLE: Final = r"\d{1,3}|two|three|four|five|ten|twenty|a\shundred|one\shundred|hundred"
_OUT_OF = re.compile(
    rf"(?<![\w-])(?P<top>{_SMALL})\s(?P<noun>(?:[a-z]{{3,14}}\s){{0,2}}?)(?:out\sof|in|of(?=\s(?:every|each)\b))(?:\severy|\seach)?\s(?P<all>{_WHOLE})(?![\w-])",
    re.IGNORECASE,
)
# After "four applications in five" the sentence goes on; "four applications in five offices" is no share.
_GOES_ON = re.compile(
    r"\s?(?:[,.;)]|(?:is|are|was|were|has|have|had|go|goes|went|come|comes|pass|passes|end|worldwide|in|around|filed|now|today|that|which)\b)|$"
)
_OF_EVERY = re.compile(
    rf"\b(?:of|out\sof)\s(?:every|each)\s(?P<all>{_WHOLE})\s(?P<between>[^.;\d]{{0,100}}?),?\s(?:about\s|some\s|nearly\s|around\s|more\sthan\s)?(?P<top>\d{{1,3}}|eight|nine|seven|four|three)(?![\w.,-]\w)",
    re.IGNORECASE,
)
_OF_A_SCALE = re.compile(r"\s(?:of\s)?an?\s(thousand|million|billion)\b", re.IGNORECASE)
_NOT_A_PART = re.compile(r"\b(?:first|second|latter|other|better|early|last|next|each|per|every)\s$", re.IGNORECASE)
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:no|nos|number|numbers|annex|article|articles|art|rule|rules|section|sec|paragraph|para|chapter|figure|fig|table|item"
    r"|items|point|points|page|pages|p|pp|vol|"
    r"volume|version|phase|group|groups|room|part|step|level|class|track|option|topic|notice|form|act|seq|tel|photo|day|week"
    r"|slide|session|stage|layer|channel|gate|hall|booth|"
    r"g|wg|task|priority|goal|goals|sdg|sdgs|question|windows|web|industry)\.?\s?[(\[]?$",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₩]|\b(?:EUR|USD|JPY|KRW|CNY|RMB|GBP|CHF|US\$|dollars?|euros?|yen|won|yuan))\s?$", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(
    r"\s?(?:[$€£¥₩]|(?:EUR|USD|JPY|KRW|CNY|RMB|GBP|CHF|US\s)?(?:dollars?|euros?|yen|won|yuan|francs?)\b|(?:EUR|USD|JPY|KRW|CNY"
    r"|RMB|GBP|CHF)\b)",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|hrs\b|h\b|:\d)", re.IGNORECASE)
_SIGNS: Final = {"~": "about", "≈": "about", "<": "under", "≤": "under", ">": "over", "≥": "over"}
_AFTERWARDS: Final = (
    (re.compile(r"\s(?:or|and)\s(?:more|above|over)\b|\+|\s?plus\b", re.IGNORECASE), "over"),
    (re.compile(r"\s(?:or|and)\s(?:less|fewer|below)\b", re.IGNORECASE), "under"),
    (re.compile(r"\sor\sso\b|,?\s(?:give\sor\stake|roughly\sspeaking)\b", re.IGNORECASE), "about"),
)
_BETWEEN = re.compile(r"\.?[\s(]?(?:the\s)?$")
_TO = re.compile(rf"{_BLANK}?(?:-|–|—|to|and){_BLANK}?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)
_BETWEEN_WORD = re.compile(r"\bbetween\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number found in a text: `text[start:end]`, without the words that qualify it."""

    start: int
    end: int
    quantity: Quantity
    scale: int = 1


def mentions(text: str, gazetteer: Gazetteer, dates: Iterable[tuple[int, int]] = ()) -> Iterator[Mention]:
    """Yield the numbers of a text as mentions of kind `number`, whose value is a `Quantity`; `dates` are left out."""
    hits = find(text, dates)
    cues = [(h.start, h.end, h.slug) for h in gazetteer.find(text, kinds=("qualifier",))] if hits else []
    at = 0
    for hit in hits:
        while at < len(cues) and cues[at][1] <= hit.start:
            at += 1
        start, qualifier = _qualified(text, hit, cues[max(0, at - 3) : at])
        yield Mention("number", Span(start, hit.end), text[start : hit.end], replace(hit.quantity, qualifier=qualifier))


def find(text: str, dates: Iterable[tuple[int, int]] = ()) -> list[NumberHit]:
    """Return the numbers in a text, in order, none overlapping another or one of `dates` (spans)."""
    taken = sorted(dates)
    at = 0
    found: list[NumberHit] = []
    for hit in sorted(_candidates(text), key=lambda h: (h.start, -h.end, not h.quantity.percent)):
        if found and hit.start < found[-1].end:
            continue
        while at < len(taken) and taken[at][1] <= hit.start:
            at += 1
        if at < len(taken) and taken[at][0] < hit.end and not hit.quantity.percent and hit.scale == 1:
            continue
        found.append(hit)
    return _ranges(text, [hit for hit in found if hit.quantity.value or hit.end - hit.start < 3])


def _candidates(text: str) -> Iterator[NumberHit]:
    for line in _LINE.finditer(text):
        if line.end() - line.start() <= _LONGEST_LINE:
            yield from _in_line(text, line.start(), line.end())


def _in_line(text: str, lo: int, hi: int) -> Iterator[NumberHit]:
    for found in _DIGITS.finditer(text, lo, hi):
        if (hit := _digits(text, found)) is not None:
            yield hit
    for found in _MIXED.finditer(text, lo, hi):
        scale = _SCALES[found["scale"].lower()]
        yield NumberHit(found.start(), found.end(), Quantity(_plain(Decimal(_ONES[found["whole"].lower()]) * scale + scale // 2)), scale)
    for found in _FRACTION.finditer(text, lo, hi):
        if (
            hit := _fraction(
                text, found.start(), found.end(), _ONES.get(found["top"].lower(), 1), _PARTS[found["part"].lower()], found["part"]
            )
        ) is not None:
            yield hit
    for found in _HALF.finditer(text, lo, hi):
        if not _NOT_A_PART.search(text, max(0, found.start() - 12), found.start()):
            yield _half(text, found)
    for found in _OUT_OF.finditer(text, lo, hi):
        if (part := _part(found)) is not None and not (found["noun"] and not _GOES_ON.match(text, found.end())):
            yield NumberHit(found.start(), found.end(), part)
    for found in _OF_EVERY.finditer(text, lo, hi):
        if (part := _part(found)) is not None:
            yield NumberHit(found.start("all"), found.end("all"), Quantity(0))  # stands in the way of "hundred" alone
            yield NumberHit(found.start("top"), found.end("top"), part)
    for found in _SPELLED.finditer(text, lo, hi):
        if (value := _spelled(found.group())) is not None:
            yield _with_percent(text, found.start(), found.end(), value)


def _part(found: re.Match[str]) -> Quantity | None:
    """Read "nine out of ten" and its like as a percentage."""
    top, whole = _small(found["top"]), _small(found["all"])
    if not 0 < top < whole or whole not in (2, 3, 4, 5, 10, 20, 100):
        return None
    return Quantity(_plain(Decimal(100 * top) / whole), percent=True)


def _digits(text: str, found: re.Match[str]) -> NumberHit | None:
    body, scale_word = found["body"], found["scale"]
    start, end = found.start("body"), found.end()
    if (
        scale_word
        and len(scale_word) == 1
        and (scale_word != "m" or not re.match(r"\s|[,.)]|$", text[end : end + 1]) or text[found.end("body")] in " \u00a0")
    ):
        scale_word, end = (scale_word, end) if scale_word == "k" and text[found.end("body")] == "k" else (None, found.end("body"))
    value = _value(body, bool(scale_word) or _PERCENT.match(text, end) is not None)
    if value is None:
        return None
    scale = _SCALES[scale_word.lower()] if scale_word else 1
    percent = _PERCENT.match(text, end)
    before = text[max(0, start - 16) : start]
    if scale == 1 and percent is None:
        if len(body) == 4 and 1900 <= value <= 2099:
            return None
        if text[end : end + 1].isalpha() or (
            text[end : end + 1] in "-–" and text[end + 1 : end + 2].isalnum() and not re.match(r"[-–]\d", text[end : end + 2])
        ):
            return None
        if _NAMED_BY_NUMBER.search(before) or _CLOCK_AFTER.match(text, end):
            return None
        if (
            text[end : end + 1] in (".", ")")
            and not text[max(0, start - 40) : start].rpartition("\n")[2].strip(" \t(")
            and (start == 0 or "\n" in text[max(0, start - 40) : start])
        ):
            return None  # the marker of an item
    if _CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(text, end):
        return None
    hit = _with_percent(text, start, end, value * scale, scale)
    if found["sign"]:
        return replace(hit, start=found.start(), quantity=replace(hit.quantity, qualifier=_SIGNS[found["sign"][0]]))
    return hit


def _value(body: str, scaled: bool) -> Decimal | None:
    """Read the digits: a comma or point before one, two or (with a scale word) any digits is a decimal sign, else it groups."""
    compact = re.sub(f"{_BLANK}|['’]", "", body)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", compact) and not (
        scaled and re.fullmatch(r"\d{1,2},\d{3}", compact) and compact.startswith("0")
    ):
        compact = compact.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", compact):
        compact = compact.replace(".", "")
    elif re.fullmatch(r"\d+,\d{1,6}", compact):
        if not scaled:
            return None
        compact = compact.replace(",", ".")
    return Decimal(compact)


def _with_percent(text: str, start: int, end: int, value: Decimal | int, scale: int = 1) -> NumberHit:
    percent = _PERCENT.match(text, end)
    if percent is None:
        return NumberHit(start, end, Quantity(_plain(Decimal(value))), scale)
    quantity = Quantity(
        _plain(Decimal(value)), percent=True, points=percent["points"] is not None, qualifier="over" if percent["plus"] else "exact"
    )
    return NumberHit(start, percent.end(), quantity, scale)


def _fraction(text: str, start: int, end: int, top: int, parts: int, word: str) -> NumberHit | None:
    scale = _OF_A_SCALE.match(text, end)
    if scale is not None:  # "a quarter of a million"
        return NumberHit(start, scale.end(), Quantity(_plain(Decimal(top) * _SCALES[scale[1].lower()] / parts)), _SCALES[scale[1].lower()])
    if top >= parts or (not word.lower().endswith("s") and not re.match(r"\s(?:of|the)\b|-", text[end : end + 5])):
        return None  # "a third point", "one tenth meeting"
    return NumberHit(start, end, Quantity(_plain(Decimal(100 * top) / parts), percent=True))


def _half(text: str, found: re.Match[str]) -> NumberHit:
    scale = _OF_A_SCALE.match(text, found.end())
    if scale is not None:
        factor = _SCALES[scale[1].lower()]
        return NumberHit(found.start(), scale.end(), Quantity(factor // 2), factor)
    return NumberHit(found.start(), found.end(), Quantity(50, percent=True))


def _small(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdigit() else 100 if word.endswith("hundred") else _ONES.get(word, _TENS.get(word, 0))


def _spelled(words: str) -> Decimal | None:
    """Read a spelled-out number; None where the words do not make one ("two three"), and for a bare "one"."""
    total = group = 0
    last: str | None = None
    parts = [w for w in re.split(r"[\s-]+", words.lower()) if w not in ("and", "a", "an")]
    if parts in (["one"], ["zero"]) or (parts[0] in _SCALES and not words.lower().startswith("a")):
        return None  # "one of them"; the "billion" of "$5 billion"
    for word in parts:
        if word in _ONES:
            if last == "ones" or (last == "tens" and _ONES[word] > 9):
                return None
            group, last = group + _ONES[word], "ones"
        elif word in _TENS:
            if last in ("ones", "tens"):
                return None
            group, last = group + _TENS[word], "tens"
        elif word in ("hundred", "dozen"):
            group, last = max(group, 1) * _SCALES[word], "hundred"
        else:
            total, group, last = total + max(group, 1) * _SCALES[word], 0, "scale"
    return Decimal(total + group)


def _plain(value: Decimal) -> int | float:
    """An integer where it is one, else a float with the digits that were written (a third: 33.3)."""
    if value == value.to_integral_value():
        return int(value)
    return float(round(value, 1) if len(value.as_tuple().digits) > 12 else value)


def _ranges(text: str, hits: list[NumberHit]) -> list[NumberHit]:
    """Put ranges together ("80 to 85 percent"); let the first number of a pair share the scale or percent sign of the second."""
    out: list[NumberHit] = []
    for hit in hits:
        before = out[-1] if out else None
        if before is not None and hit.start - before.end <= 5 and _TO.fullmatch(text, before.end, hit.start):
            shares = not before.quantity.percent and before.scale == 1 and (hit.quantity.percent or hit.scale > 1)
            same = hit.quantity.percent == before.quantity.percent and hit.scale == before.scale
            word = text[before.end : hit.start].strip().lower()
            if shares and before.quantity.value < 1000:
                before = NumberHit(
                    before.start,
                    before.end,
                    replace(before.quantity, value=_plain(Decimal(str(before.quantity.value)) * hit.scale), percent=hit.quantity.percent),
                    hit.scale,
                )
                same = True
            is_range = word in ("-", "–", "—") or (word == "to" and not _FROM.search(text, max(0, before.start - 40), before.start)) or (
                word == "and" and _BETWEEN_WORD.search(text, max(0, before.start - 40), before.start) is not None)  # fmt: skip
            if same and is_range and before.quantity.value < hit.quantity.value and (hit.quantity.percent or hit.scale > 1 or word != "to"):
                out[-1] = NumberHit(
                    before.start,
                    hit.end,
                    replace(hit.quantity, value=before.quantity.value, high=hit.quantity.value, qualifier="over"),
                    hit.scale,
                )
                continue
            if shares and word in ("to", "and", "-", "–", "—"):
                out[-1] = before
        out.append(hit)
    return out


def _qualified(text: str, hit: NumberHit, cues: list[tuple[int, int, str]]) -> tuple[int, str]:
    """Return where the number with its qualifying words begins, and what they say ("as much as about 95%": about)."""
    start, qualifier = hit.start, hit.quantity.qualifier
    for begin, end, slug in reversed(cues):
        if not _BETWEEN.fullmatch(text, end, start):
            break
        start = begin
        if qualifier == "exact" or (qualifier == "about" and slug in ("over", "under")):
            qualifier = slug
    if qualifier == "exact":
        for pattern, slug in _AFTERWARDS:
            if pattern.match(text, hit.end):
                qualifier = slug
                break
    return start, qualifier
