"""Dates as they stand in datelines and metadata: "June 24, 2021", "2 June 2016", "Updated: 5 25,2015", "2011/07/15"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d/.-]){_YEAR}\s?[-/.]\s?(?P<month>\d{{1,2}})\s?[-/.]\s?{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
        rf"(?<!\d){_YEAR}\s?년\s?(?P<month>\d{{1,2}})\s?월\s?(?P<day>\d{{1,2}})\s?일",
        rf"\b{_MONTH}\s?{_DAY}\s?,?\s{{0,2}}{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}\s?(?:of\s)?{_MONTH}\s?,?\s{{0,2}}{_YEAR}(?!\d)",
        rf"(?<![\d.])(?P<month>\d{{1,2}})\s(?P<day>\d{{1,2}})\s?,\s?{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s?,?\s{{0,2}}{_YEAR}(?!\d)",
        rf"(?<![\d/.-]){_YEAR}-(?P<month>\d{{1,2}})(?![\d-])",
    )
)


class ImpossibleDate(ValueError):
    """A date that the calendar does not know, such as 31 June."""


def parse(text: str) -> str | None:
    """Return the first date in a short text as `2021-06-24` or `2021-06`, or None where there is none.

    Raises:
        ImpossibleDate: the text has the form of a date, but the calendar has no such day.
    """
    for form in _FORMS:
        if found := form.search(text):
            return _iso(found)
    return None


def parse_field(text: str) -> str | None:
    """Return the date that a metadata field gives; a bare year is taken, too. Raises `ImpossibleDate`."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return text
    return parse(text)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where dates stand in a short text."""
    return [found.span() for form in _FORMS for found in form.finditer(text)]


def _iso(found: re.Match[str]) -> str:
    parts = found.groupdict()
    year = int(parts["year"])
    month = _MONTHS.get(parts["month"].lower()) or int(parts["month"])
    day = parts.get("day")
    try:
        return date(year, month, int(day)).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        raise ImpossibleDate(found.group()) from None
