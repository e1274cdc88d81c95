"""The dates that a remark of the fact base holds: "22 May 2015", "May 31 - June 1", "4-6 June 2014 (series)"."""

from __future__ import annotations

import re

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "(" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS) + r")\b\.?"


def days_in(text: str, year: str | None = None) -> list[str]:
    """Return the days, months or years that `text` gives, as precise as it gives them; of a span its first and its last day.

    Where the text gives no year, `year` is taken; without either a date has no year and is left out.
    """
    bare = re.sub(r"\((?:industry|deput)[^)]*\)", "", text.lower())
    iso = re.findall(r"\b\d{4}-\d\d-\d\d\b|\b\d{4}-\d\d\b", bare)
    if iso:
        return iso
    found_year = re.search(r"\b(20\d\d)\b", bare)
    stem = found_year[1] if found_year else year
    if stem is None:
        return []
    days = []
    for match in re.finditer(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-/–]\s*(\d{{1,2}}))?\s+{_MONTH}", bare):
        days += [_day(stem, match[3], number) for number in (match[1], match[2]) if number]
    for match in re.finditer(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*[-/–]\s*(\d{{1,2}})\b(?!\d))?", bare):
        days += [_day(stem, match[1], number) for number in (match[2], match[3]) if number]
    if days:
        return sorted(set(days))
    months = re.findall(rf"\b{_MONTH}", bare)
    return [f"{stem}-{_number(m)}" for m in months] or [stem]


def _day(year: str, month: str, number: str) -> str:
    return f"{year}-{_number(month)}-{int(number):02d}"


def _number(month: str) -> str:
    return f"{next(i for i, m in enumerate(_MONTHS, start=1) if m.startswith(month[:3])):02d}"
