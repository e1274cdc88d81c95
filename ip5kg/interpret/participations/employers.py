"""The organisation of a person, where it stands beside the title or the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.participations.titles import BRACKET, OF, ORGANISATIONS, Title
from ip5kg.interpret.views import View
from ip5kg.model import Mention

_AT: Final = re.compile(
    r"\s?(?:,\s|\s\|\s|\sat\s(?:the\s)?|\sof\s(?:its\s|China['’]s\s|Korea['’]s\s|Japan['’]s\s)|\s\()\Z|\s(?:at|of)\s(?:the\s)?\Z",
)
_OWN: Final = re.compile(r"(?:['’]s?)\s\Z")
_OF_NAME: Final = re.compile(r"\sof\s(?:the\s|China['’]s\s)?|\s\(")
_BEHIND_NAME: Final = re.compile(r"\s(?:of|from|at|for)\s(?:the\s|China['’]s\s)?|\s?\((?:the\s)?|,\s(?:of\s(?:the\s)?)?|\s\|\s")
_FROM: Final = re.compile(r"\s(?:of|from|for)\s(?:the\s)?|\s\(")
_OF_COUNTRY: Final = re.compile(r"\sof\s(?:the\s)?|,\s")
_BRACKET_FIRST: Final = re.compile(r"^\s?\([^()]{1,40}\)(?=\s)")
_BRACKET: Final = re.compile(r"\s?\((?:the\s)?")
_ADDRESSES: Final = frozenset({"", "Mr.", "Ms.", "Dr.", "Mrs."})
_OWNERS: Final = frozenset({"", ")", "(", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Employer:
    """An organisation (or only its country) with the stretch of text that names it together with the title."""

    start: int
    end: int
    office: str | None = None
    country: str | None = None


def employer_of_title(view: View, title: Title, whole: Title, person: Mention, low: int, high: int) -> Employer:
    """Find the organisation that belongs to a title. `title`: its own words; `whole`: with all that belongs to it."""
    organisations = view.of(*ORGANISATIONS)
    start, end = whole.start, whole.end
    for office in organisations:  # "Commissioner of the JPO"
        gap = view.text[end : office.span.start]
        if end <= office.span.start < high and (OF.fullmatch(gap) or _AT.fullmatch(gap)):
            return Employer(start, _end_of_name(view, office), str(office.value))
    if title.start >= person.span.end:  # "Koichi Minami (JPO), Deputy Commissioner"
        aside = next((o for o in organisations if person.span.end < o.span.start and o.span.end < title.start), None)
        if aside is not None and _BRACKET.fullmatch(view.text[person.span.end : aside.span.start]):
            return Employer(start, end, str(aside.value))
    before = _owner_before(view, organisations, low, start)
    if before is not None:
        return Employer(before.span.start, end, str(before.value))
    for office in organisations:  # "director of KIPO's Patent Examination System Division"
        if end - 60 < office.span.start < end and start < office.span.start:
            return Employer(start, end, str(office.value))
    for place in view.of("place"):
        if end <= place.span.start < min(high, end + 16) and OF.fullmatch(view.text[end : place.span.start]):
            return Employer(start, end)
    before_name = [o for o in organisations if low <= o.span.start and o.span.end <= person.span.start]
    if before_name and title.start >= person.span.end:
        office = before_name[-1]
        if view.text[office.span.end : person.span.start].strip(" ():|") in _ADDRESSES:
            return Employer(office.span.start, end, str(office.value))
    behind = next((o for o in organisations if person.span.end <= o.span.start < high), None)
    if behind is not None and title.end <= person.span.start:
        gap = view.text[person.span.end : behind.span.start]
        closed = gap == ", " and view.text[behind.span.end : behind.span.end + 1] in (",", ".", ";", ")", "")
        if _OF_NAME.fullmatch(gap) or closed:
            return Employer(start, _end_of_name(view, behind), str(behind.value))
    return Employer(start, end)


def _owner_before(view: View, organisations: list[Mention], low: int, start: int) -> Mention | None:
    """Find "JPO" in "JPO Commissioner", "European Patent Office (EPO) President", "KIPO's Commissioner": its first name."""
    nearest = next((o for o in reversed(organisations) if low <= o.span.start and o.span.end <= start), None)
    if nearest is None:
        return None
    gap = BRACKET.sub("", view.text[nearest.span.end : start])
    if gap.strip() not in _OWNERS and not _OWN.fullmatch(gap):
        return None
    first = nearest
    for other in organisations:
        if other.value == nearest.value and low <= other.span.start < nearest.span.start and nearest.span.start - other.span.end <= 2:
            first = other
    return first


def employer_without_title(view: View, person: Mention, low: int, high: int) -> Employer:
    """Read "Makoto Nakajima of the JPO", "Alain Pompidou (EPO)", "Gan Shaoning of China", "WIPO's Lisa Jorgenson"."""
    start, end = person.span.start, person.span.end
    organisations = view.of(*ORGANISATIONS)
    for office in organisations:
        if low <= office.span.start and office.span.end <= start and view.text[office.span.end : start] in ("'s ", "’s "):
            return Employer(office.span.start, end, str(office.value))
    behind = next((o for o in organisations if end <= o.span.start < high), None)
    if behind is not None and _BEHIND_NAME.fullmatch(_BRACKET_FIRST.sub("", view.text[end : behind.span.start])):
        return Employer(start, _end_of_name(view, behind), str(behind.value))
    for place in view.of("place", "region"):
        if end <= place.span.start < high and _FROM.fullmatch(view.text[end : place.span.start]):
            return Employer(start, place.span.end, country=str(place.value))
    return Employer(start, end)


def _end_of_name(view: View, office: Mention) -> int:
    """Return where the name of an office ends, its country and its acronym in brackets included."""
    end = office.span.end
    for place in view.of("place"):  # "State Intellectual Property Office of P.R.C. (SIPO)"
        if end < place.span.start < end + 10 and _OF_COUNTRY.fullmatch(view.text[end : place.span.start]):
            end = place.span.end + (1 if view.text[place.span.end : place.span.end + 1] == "." else 0)
    bracket = BRACKET.match(view.text, end)
    if bracket is None:
        return office.span.end
    return bracket.end() if bracket.end() <= view.span.end else end
