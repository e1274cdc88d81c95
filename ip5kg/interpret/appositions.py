"""Who somebody is, by the words around the name: title as written, and the office or organisation.

Before the name: "JPO Commissioner Kasutani Toshihide", "the President of the EPO, António Campinos". Behind it: "Naoko
Munakata, Commissioner of the JPO", "Kathi Vidal, who is Under Secretary of …", "Alain Pompidou (EPO)". In lists and tables:
"KIPO: Commissioner Sung", "Japan Patent Office (JPO) | Iwasaki Susumu, Deputy Commissioner".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.views import View
from ip5kg.model import Mention

_ORGANISATIONS: Final = ("office", "association")
_ADDRESS: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Mme|Messrs)\.?\s?\Z")
_GAP_BEFORE: Final = re.compile(r"\s?(?:\((?:Acting|acting)\)\s?)?(?:,\s)?\Z")
_OF: Final = re.compile(r"\s(?:of|at|from|in|with|for)\s(?:the\s|its\s|their\s|both\s)?\Z")
_BRACKET: Final = re.compile(r"\s?\([^()]{1,40}\)")
_BEHIND: Final = re.compile(
    r"(?:\s?\([^()]{1,40}\))?\s?(?:,|\||–|-|:|;|\(|,?\swho\s(?:is|was)(?:\sat\sthe\stime)?|,?\shere\sstyled|,?\scalled|,?\snamed\sas|,\salso|\bas\b)\s?(?:(?:the|its|an?|his|her|then|who\sis|new)\s){0,2}(?:who\s)?(?:performs|performing|performed)?\s?(?:the\s)?(?:functions\sand\sduties\sof\s)?(?:the\s)?"
    r"(?:(?:[Ff]ormer|[Aa]cting|[Pp]ast|[Tt]hen|[Cc]urrent|[Ii]ncoming|[Oo]utgoing)\s)?\Z"
)
_PREFIX: Final = re.compile(r"(?:\b[Ff]ormer|\b[Pp]ast|\b[Aa]cting|\b[Tt]hen|\b[Ss]enior|\b[Pp]rincipal)\s\Z")
_FIELD: Final = re.compile(
    r"\s(?:for|of|in charge of|responsible for)\s(?:the\s|its\s)?((?:[A-Z][\w&’'-]*|PCT|IT|IP)(?:,?\s(?:(?:and|of|for|the|&)\s){0,2}(?:[A-Z][\w&’'-]*)){0,7})"
)
_LISTED_FIELD: Final = re.compile(r",?\s((?:[A-Z][\w&’'-]*)(?:\s(?:(?:and|of|for|the|&)\s){0,2}(?:[A-Z][\w&’'-]*)){0,5})(?=\s*(?:\Z|[.;|\n]))")
_OWNED_FIELD: Final = re.compile(r"\sof\s(?:the\s)?[A-Z][\w.]{1,12}['’]s\s[A-Z][\w&-]+(?:\s(?:(?:and|of|for|the|&)\s){0,2}[A-Z][\w&-]+){0,6}")
_BARE_FIELD: Final = re.compile(r"\s([A-Z][\w&-]+(?:\s(?:(?:and|of|for|the|&)\s){0,2}[A-Z][\w&-]+){0,6})(?=\s(?:of|at)\s)")
_OWN_OFFICE: Final = re.compile(r"(?:['’]s?)\s\Z")
_WINDOW: Final = 170


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
    behind: bool = False
    """The title stands behind the name."""


def appositions(view: View, ranks: dict[str, str]) -> list[Apposition]:
    """Read title and organisation around each name of a sentence, in order.

    Args:
        view: the sentence.
        ranks: the rank of each title by its slug.
    """
    found: list[Apposition] = []
    floor = view.span.start
    for person in view.of("person"):
        found.append(_apposition(view, person, ranks, floor))
        floor = found[-1].end
    return found


def _apposition(view: View, person: Mention, ranks: dict[str, str], floor: int) -> Apposition:
    low, high = _bounds(view, person, floor)
    before = _title_before(view, person, low)
    behind = _title_behind(view, person, high)
    title = behind if before is None or (behind is not None and behind.start - person.span.end < 4 and before.end < person.span.start - 12) else before
    if title is None:
        return _without_title(view, person, low, high)
    start, end, words = _extended(view, title, person, high)
    office, reach_low, reach_high = _organisation(view, title, start, end, person, low, high)
    words = _with_office(view, start, end, words, reach_high)
    country = None
    if office is None and (owner := _country_before(view, start)) is not None:
        country, reach_low = str(owner.value), min(reach_low, owner.span.start)
    rank = ranks.get(str(title.slug))
    return Apposition(
        person,
        min(person.span.start, reach_low, start),
        max(person.span.end, reach_high, end),
        words,
        rank,
        office,
        country,
        behind=title.start >= person.span.end,
    )


@dataclass(frozen=True, slots=True)
class _Title:
    start: int
    end: int
    slug: str


def _bounds(view: View, person: Mention, floor: int) -> tuple[int, int]:
    """Return how far the words about a person can reach: to the next persons on either side, within the sentence."""
    low, high = max(floor, person.span.start - _WINDOW - 60), min(view.span.end, person.span.end + _WINDOW)
    for other in view.of("person"):
        if other.span.start >= person.span.end:
            high = min(high, other.span.start)
    return low, high


def _title_before(view: View, person: Mention, low: int) -> _Title | None:
    """Find the title that ends right before the name, with an office in between at most: "President of the EPO, …"."""
    at = person.span.start
    address = _ADDRESS.search(view.text, max(low, at - 10), at)
    if address is not None:
        at = address.start()
    for post in reversed(view.of("post")):
        if post.span.end > at or post.span.start < low or post.span.start >= person.span.start:
            continue
        gap = view.text[post.span.end : at]
        if _GAP_BEFORE.fullmatch(gap) and not gap.startswith(","):
            return _Title(post.span.start, post.span.end, str(post.value))
        if _GAP_BEFORE.fullmatch(gap) and gap.startswith(",") and re.search(r"(?:\b(?:[Tt]he|its|their|by|with|was)|['’]s)\s\Z", view.text[max(low, post.span.start - 5) : post.span.start]):
            return _Title(post.span.start, post.span.end, str(post.value))
        between = [o for o in view.of(*_ORGANISATIONS) if post.span.end <= o.span.start and o.span.end <= at]
        if between and _OF.fullmatch(view.text[post.span.end : between[0].span.start]):
            rest = _BRACKET.sub("", view.text[between[0].span.end : at])
            for other in between[1:]:
                rest = rest.replace(other.text, "")
            if rest.strip(" ,()") == "":
                return _Title(post.span.start, post.span.end, str(post.value))
        field = _FIELD.match(view.text, post.span.end, at)
        if field is not None and _GAP_BEFORE.fullmatch(view.text[field.end() : at]):
            return _Title(post.span.start, post.span.end, str(post.value))
        if len(gap) > 130:
            break
    return None


def _title_behind(view: View, person: Mention, high: int) -> _Title | None:
    """Find the title that follows the name: ", Commissioner of …", "(EPO President)", "| Deputy Commissioner"."""
    for post in view.of("post"):
        if post.span.start < person.span.end:
            continue
        if post.span.start >= high:
            break
        gap = view.text[person.span.end : post.span.start]
        for office in view.of(*_ORGANISATIONS):
            if person.span.end <= office.span.start and office.span.end <= post.span.start and post.span.start - office.span.end <= 3:
                gap = view.text[person.span.end : office.span.start]  # "Lisa Jorgenson, AIPLA Executive Director"
                break
        nearer = next((p for p in view.of("person") if 0 <= p.span.start - post.span.end <= 5), None)
        if nearer is not None and not re.search(r"[,;|)]", view.text[post.span.end : nearer.span.start]):  # "Makoto Nakajima, Commissioner Tian Lipu": the title of the next
            return None
        if _BEHIND.fullmatch(gap):
            return _Title(post.span.start, post.span.end, str(post.value))
        return None
    return None


def _extended(view: View, title: _Title, person: Mention, high: int) -> tuple[int, int, str]:
    """Add to a title what belongs to it: "former", "for Patents", "of the Patent Documentation Department"."""
    start, end = title.start, title.end
    prefix = _PREFIX.search(view.text, max(view.span.start, start - 12), start)
    if prefix is not None and "acting" in view.text[start:end].lower():
        prefix = None
    if prefix is not None:
        start = prefix.start()
    stop = person.span.start if end <= person.span.start else high
    names = [m.span.start for m in view.of(*_ORGANISATIONS, "place") if m.span.start >= end]
    stop = min([stop, *(n for n in names if n > end)])
    field = _FIELD.match(view.text, end, stop)
    if field is not None:
        end = field.end(1)
    elif view.block.kind in ("item", "row") and title.start >= person.span.end:
        listed = _LISTED_FIELD.match(view.text, end, stop)
        if listed is not None:
            end = listed.end(1)
    owned = _OWNED_FIELD.match(view.text, end, min(view.span.end, end + 90)) if field is None else None
    if owned is not None and title.start >= person.span.end and any(end < o.span.start and o.span.end < owned.end() and view.text[o.span.end] in "'’" for o in view.of(*_ORGANISATIONS)):
        end = owned.end()  # "Director of KIPO's International Cooperation Division"
    elif field is None and (bare := _BARE_FIELD.match(view.text, end, stop)) is not None:
        end = bare.end(1)  # "Vice-President Legal and International Affairs of the EPO"
    for office in view.of(*_ORGANISATIONS):  # "Past AIPLA President"
        past = _PREFIX.search(view.text, max(view.span.start, office.span.start - 12), office.span.start)
        if past is not None and 0 <= start - office.span.end <= 1:
            start = past.start()
    return start, end, " ".join(view.text[start:end].split())


def _organisation(view: View, title: _Title, start: int, end: int, person: Mention, low: int, high: int) -> tuple[str | None, int, int]:
    """Find the organisation that belongs to a title, and how far the words with it reach."""
    organisations = view.of(*_ORGANISATIONS)
    for office in organisations:
        if end <= office.span.start < high and (_OF.fullmatch(view.text[end : office.span.start]) or _AT.fullmatch(view.text[end : office.span.start])):
            return _code(office), start, _close(view, office)
    for office in reversed(organisations):  # "JPO Commissioner", "European Patent Office (EPO) President", "KIPO's Commissioner"
        if low <= office.span.start and office.span.end <= start:
            gap = _BRACKET.sub("", view.text[office.span.end : start])
            if gap.strip() in ("", ")", "(") or _OWN_OFFICE.fullmatch(gap) or gap.strip() in ("'s", "’s"):
                first = office
                for other in organisations:
                    if other.value == office.value and low <= other.span.start < office.span.start and office.span.start - other.span.end <= 2:
                        first = other
                return _code(office), first.span.start, end
            break
    for office in organisations:  # "director of KIPO's Patent Examination System Division"
        if end - 60 < office.span.start < end and start < office.span.start:
            return _code(office), start, end
    for place in view.of("place"):
        if end <= place.span.start < min(high, end + 16) and _OF.fullmatch(view.text[end : place.span.start]):
            return None, start, end
    before_name = [o for o in organisations if low <= o.span.start and o.span.end <= person.span.start]
    if before_name and title.start >= person.span.end and view.text[before_name[-1].span.end : person.span.start].strip(" ():|") in ("", "Mr.", "Ms.", "Dr.", "Mrs."):
        return _code(before_name[-1]), before_name[-1].span.start, end
    behind_name = [o for o in organisations if person.span.end <= o.span.start < high]
    if behind_name and title.end <= person.span.start:
        gap = view.text[person.span.end : behind_name[0].span.start]
        after = view.text[behind_name[0].span.end : behind_name[0].span.end + 2]
        if re.fullmatch(r"\sof\s(?:the\s|China['’]s\s)?|\s\(", gap) or (gap == ", " and after[:1] in (",", ".", ";", ")", "")):
            return _code(behind_name[0]), start, _close(view, behind_name[0])
    return None, start, end


def _country_before(view: View, start: int) -> Mention | None:
    """Find the country right before a title: "US deputy director", "the Korean Commissioner", "Japan's Commissioner"."""
    for mention in view.of("demonym", "place"):
        if 0 <= start - mention.span.end <= 3 and view.text[mention.span.end : start].strip() in ("", "'s", "’s"):
            return mention
    return None


_AT: Final = re.compile(r"\s?(?:,\s|\sat\s(?:the\s)?|\sof\s(?:its\s|China['’]s\s|Korea['’]s\s|Japan['’]s\s)|\s\()\Z|\s(?:at|of)\s(?:the\s)?\Z")


def _code(office: Mention) -> str:
    return str(office.value)


def _close(view: View, office: Mention) -> int:
    """Return where the name of an office ends, its acronym in brackets included."""
    end = office.span.end
    for place in view.of("place"):  # "State Intellectual Property Office of P.R.C. (SIPO)"
        if end < place.span.start < end + 10 and re.fullmatch(r"\sof\s(?:the\s)?|,\s", view.text[end : place.span.start]):
            end = place.span.end + (1 if view.text[place.span.end : place.span.end + 1] == "." else 0)
    bracket = _BRACKET.match(view.text, end)
    if bracket is not None and bracket.end() <= view.span.end:
        return bracket.end()
    return end if end > office.span.end and bracket is not None else office.span.end


def _with_office(view: View, start: int, end: int, words: str, reach: int) -> str:
    """Keep the office in a compound title that would be cut in two without it: "Under Secretary … and Director of the USPTO"."""
    if reach > end and re.search(r"\bSecretary\b.*\bDirector\b|\bfunctions and duties\b", words):
        return " ".join(view.text[start:reach].split())
    return words


def _without_title(view: View, person: Mention, low: int, high: int) -> Apposition:
    """Read "Makoto Nakajima of the JPO", "Alain Pompidou (EPO)", "Gan Shaoning of China", "WIPO's Lisa Jorgenson"."""
    for office in view.of(*_ORGANISATIONS):
        if low <= office.span.start and office.span.end <= person.span.start and view.text[office.span.end : person.span.start] in ("'s ", "’s "):
            return Apposition(person, office.span.start, person.span.end, office=_code(office))
    for office in view.of(*_ORGANISATIONS):
        if person.span.end <= office.span.start < high:
            gap = re.sub(r"^\s?\([^()]{1,40}\)(?=\s)", "", view.text[person.span.end : office.span.start])
            if re.fullmatch(r"\s(?:of|from|at|for)\s(?:the\s|China['’]s\s)?|\s?\((?:the\s)?|,\s(?:of\s(?:the\s)?)?|\s\|\s", gap):
                return Apposition(person, person.span.start, _close(view, office), office=_code(office))
            break
    for place in view.of("place"):
        if person.span.end <= place.span.start < high and re.fullmatch(r"\s(?:of|from)\s(?:the\s)?", view.text[person.span.end : place.span.start]):
            return Apposition(person, person.span.start, place.span.end, country=str(place.value))
    return Apposition(person, person.span.start, person.span.end)
