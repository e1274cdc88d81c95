"""Who somebody is, by the words around the name: title as written, and the office or organisation.

Before the name: "JPO Commissioner Kasutani Toshihide", "the President of the EPO, António Campinos". Behind it: "Naoko
Munakata, Commissioner of the JPO", "Kathi Vidal, who is Under Secretary of …", "Alain Pompidou (EPO)". In lists and tables:
"KIPO: Commissioner Sung", "Japan Patent Office (JPO) | Iwasaki Susumu, Deputy Commissioner".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.participations.employers import employer_of_title, employer_without_title
from ip5kg.interpret.participations.titles import Title, extended, title_before, title_behind
from ip5kg.interpret.views import View
from ip5kg.model import Mention

_WINDOW: Final = 170  # characters about a name
_OF_SEVERAL: Final = frozenset({"members", "representatives", "delegates", "officials", "experts"})
_NEEDS_OFFICE: Final = re.compile(r"\bSecretary\b.*\bDirector\b|\bfunctions and duties\b")


@dataclass(frozen=True, slots=True)
class Apposition:
    """A person with title and organisation, as the words right around the name give them; `start` and `end` bound them all."""

    person: Mention
    start: int
    end: int
    title: str | None = None
    rank: str | None = None
    """`head-title`, `deputy-title` or `other-title`."""
    office: str | None = None
    country: str | None = None


def appositions(view: View, ranks: dict[str, str]) -> list[Apposition]:
    """Read title and organisation around each name of a sentence, in order.

    Args:
        view: the sentence.
        ranks: the rank of each title by its slug.
    """
    found: list[Apposition] = []
    people = view.of("person")
    order = _order(view, people)
    floor = view.span.start
    for i, person in enumerate(people):
        low = max(floor, person.span.start - _WINDOW - 60)
        high = min(view.span.end, person.span.end + _WINDOW)
        if i + 1 < len(people) and people[i + 1].span.start >= person.span.end:
            high = min(high, people[i + 1].span.start)
        found.append(_apposition(view, person, ranks, low, high, order))
        floor = found[-1].end
    return found


def _order(view: View, people: list[Mention]) -> str:
    """Tell on which side of the names the titles of a list stand: "before", "behind", or "" where its ends do not agree.

    A list keeps to one order: the first name shows whether a title stands before it, the last whether one stands behind.
    """
    if len(people) < 2:
        return ""
    first, last = people[0], people[-1]
    opens = title_before(view, first, max(view.span.start, first.span.start - _WINDOW - 60)) is not None
    closes = title_behind(view, last, min(view.span.end, last.span.end + _WINDOW)) is not None
    return "" if opens == closes else "before" if opens else "behind"


def _apposition(view: View, person: Mention, ranks: dict[str, str], low: int, high: int, order: str) -> Apposition:
    before, behind = title_before(view, person, low), title_behind(view, person, high)
    if before is not None and behind is not None and order:
        before, behind = (before, None) if order == "before" else (None, behind)
    close_behind = behind is not None and behind.start - person.span.end < 4
    title = behind if before is None or (close_behind and before.end < person.span.start - 12) else before
    if title is None:
        found = employer_without_title(view, person, low, high)
        start, end = min(person.span.start, found.start), max(person.span.end, found.end)
        return Apposition(person, start, end, office=found.office, country=found.country)
    whole = extended(view, title, person, high)
    found = employer_of_title(view, title, whole, person, low, high)
    country, start = None, min(found.start, whole.start)
    if found.office is None and (owner := _country_before(view, whole.start)) is not None:
        country, start = str(owner.value), min(start, owner.span.start)
    return Apposition(
        person,
        min(person.span.start, start),
        max(person.span.end, found.end, whole.end),
        _as_written(view, whole, found.end),
        ranks.get(title.slug),
        found.office,
        country,
    )


def _as_written(view: View, title: Title, reach: int) -> str | None:
    """Return the words of a title; with the office where a compound title would be cut in two without it.

    What several are called together ("members") is nobody's title.
    """
    words = " ".join(view.text[title.start : title.end].split())
    if words.lower() in _OF_SEVERAL:
        return None
    if reach > title.end and _NEEDS_OFFICE.search(words):  # "Under Secretary … and Director of the USPTO"
        return " ".join(view.text[title.start : reach].split())
    return words


def _country_before(view: View, start: int) -> Mention | None:
    """Find the country right before a title: "US deputy director", "the Korean Commissioner", "Japan's Commissioner"."""
    for mention in view.of("demonym", "place", "region"):
        if 0 <= start - mention.span.end <= 3 and view.text[mention.span.end : start].strip() in ("", "'s", "’s", ":", "|", "-", "–", ")"):
            return mention
    return None
