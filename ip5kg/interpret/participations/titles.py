"""The title of a person: where it stands, and which words belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ip5kg.interpret.views import View
from ip5kg.model import Mention

ORGANISATIONS: Final = ("office", "association")
OF: Final = re.compile(r"\s(?:of|at|from|in|with|for)\s(?:the\s|its\s|their\s|both\s)?\Z")
"""What joins a title to the organisation behind it."""
BRACKET: Final = re.compile(r"\s?\([^()]{1,40}\)")

_ADDRESS: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Mme|Messrs)\.?\s?\Z")
_GAP: Final = re.compile(r"\s?(?:\((?:Acting|acting)\)\s?)?(?:,\s)?\Z")
_DEFINITE: Final = re.compile(r"(?:\b(?:[Tt]he|its|their|by|with|was)|['’]s)\s\Z")
_BEHIND: Final = re.compile(
    r"(?:\s?\([^()]{1,40}\))?\s?"
    r"(?:,|\||–|-|:|;|\(|,?\swhose\s(?:term|time|mandate|tenure)(?:\s(?:of|in)\soffice)?\sas|,?\sin\s(?:his|her)\s(?:capacity|function|role)\sas"
    r"|,?\swho\s(?:was\s|is\s|had\s|has\s)?(?:attend\w+|participat\w+|t[ao]+k\w*\spart|com\w+|appear\w+|been|serv\w+|act\w+)"
    r"(?:\s(?:for\sthe\s\w+\stime|there|too|also))?\sas|,?\swho\s(?:is|was)(?:\sat\sthe\stime|\scurrently|\snow|\sthen|\sstill|\sat\spresent)?|,?\shere\sstyled|,?\scalled|,?\snamed\sas|,\salso|\bas\b)\s?"
    r"(?:(?:the|its|an?|his|her|then|who\sis|new)\s){0,2}(?:who\s)?"
    r"(?:[Pp]erforms|[Pp]erforming|[Pp]erformed)?\s?(?:the\s)?(?:functions\sand\sduties\sof\s)?(?:the\s)?"
    r"(?:(?:[Ff]ormer|[Aa]cting|[Pp]ast|[Tt]hen|[Cc]urrent|[Ii]ncoming|[Oo]utgoing)\s)?\Z"
)
_PREFIX: Final = re.compile(
    r"\b(?:[Ff]ormer|[Pp]ast|[Aa]cting|[Tt]hen|[Ss]enior|[Pp]rincipal|[Ee]xecutive|[Mm]anaging|[Aa]ssistant|[Aa]ssociate|[Ii]nterim|Deputy)\s\Z"
)
_LINKED: Final = r"(?:(?:and|of|for|the|&)\s){0,2}"
_FIELD: Final = re.compile(
    r"\s(?:for|of|in charge of|responsible for)\s(?:the\s|its\s)?"
    rf"((?:[A-Z][\w&’'-]*|PCT|IT|IP)(?:,?\s{_LINKED}(?!(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Mme)\b)(?:[A-Z][\w&’'-]*)){{0,7}})"
)
_LISTED_FIELD: Final = re.compile(rf",?\s((?:[A-Z][\w&’'-]*)(?:\s{_LINKED}(?:[A-Z][\w&’'-]*)){{0,5}})(?=\s*(?:\Z|[.;|\n]))")
_CLOSED_FIELD: Final = re.compile(rf"\s((?:[A-Z][\w&’'-]*)(?:\s{_LINKED}(?:[A-Z][\w&’'-]*|\d)){{0,5}})(?=[,.;)])")
_OWNED_FIELD: Final = re.compile(rf"\sof\s(?:the\s)?[A-Z][\w.]{{1,12}}['’]s\s[A-Z][\w&-]+(?:\s{_LINKED}[A-Z][\w&-]+){{0,6}}")
_BARE_FIELD: Final = re.compile(rf"\s([A-Z][\w&-]+(?:\s{_LINKED}[A-Z][\w&-]+){{0,6}})(?=\s(?:of|at)\s)")
_AND_POST: Final = re.compile(r"(?:\s(?:of|at)\s(?:the\s)?(?:\s?\([A-Z ]*\))?)?\s?and\s(?:the\s)?(?:Acting\s)?\s?")
_PAIRED: Final = re.compile(r"Secretary\b.*\bDirector|Director\b.*\bSecretary")
_CHAIR: Final = re.compile(r"(?:co-?)?chair(?:man|woman|person)?", re.IGNORECASE)
_CLOSES: Final = re.compile(r"\)| of the (?:meeting|session)\b")
_NAMED_FIELD: Final = re.compile(
    rf",\s([A-Z][\w&-]*(?:\s{_LINKED}[A-Z][\w&-]*){{0,6}}\s(?:Sector|Division|Department|Bureau|Directorate|Section|Unit|Affairs|Cooperation|Co-operation))"
    r"(?=[,.;)\s])"
)
_OF_COUNTRY: Final = re.compile(r"\A of (?:the )?[A-Z][\w.]*(?: (?:of )?[A-Z][\w.]*){0,4}")
"""The country of an office before its acronym: "State Intellectual Property Office of P.R.C. (SIPO)"."""
_CAPITAL_WORD: Final = re.compile(r"(?:\A|(?<=[\s(|]))[A-Z][\w&’'-]*\s(?:(?:and|for|of|&)\s)?\Z")
_MOST_BEFORE: Final = 4  # words of a title before its noun
_SIGN: Final = re.compile(r"[,;|)]")
_FARTHEST: Final = 130  # characters between a title and the name behind it


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title stands, and which one of the vocabulary it is."""

    start: int
    end: int
    slug: str


def _title(post: Mention) -> Title:
    return Title(post.span.start, post.span.end, str(post.value))


def title_before(view: View, person: Mention, low: int) -> Title | None:
    """Find the title that ends right before the name, with an office in between at most: "President of the EPO, …"."""
    at = person.span.start
    address = _ADDRESS.search(view.text, max(low, at - 10), at)
    if address is not None:
        at = address.start()
    for post in reversed(view.of("post")):
        if post.span.end > at or post.span.start < low:
            continue
        gap = view.text[post.span.end : at]
        if _GAP.fullmatch(gap) and (
            not gap.startswith(",") or _DEFINITE.search(view.text[max(low, post.span.start - 5) : post.span.start])
        ):
            return _title(post)
        if _only_offices_between(view, post.span.end, at):
            return _title(post)
        field = _FIELD.match(view.text, post.span.end, at)
        if field is not None and _GAP.fullmatch(view.text[field.end() : at]):
            return _title(post)
        if len(gap) > _FARTHEST:
            break
    return None


def _only_offices_between(view: View, start: int, end: int) -> bool:
    """Tell whether a title and a name are parted by the name of the organisation only."""
    between = [o for o in view.of(*ORGANISATIONS) if start <= o.span.start and o.span.end <= end]
    if not between or not OF.fullmatch(view.text[start : between[0].span.start]):
        return False
    rest = BRACKET.sub("", view.text[between[0].span.end : end])
    for other in between[1:]:
        rest = rest.replace(other.text, "")
    return _OF_COUNTRY.sub("", rest).strip(" ,()") == ""


def title_behind(view: View, person: Mention, high: int) -> Title | None:
    """Find the title that follows the name: ", Commissioner of …", "(EPO President)", "| Deputy Commissioner"."""
    post = next((p for p in view.of("post") if p.span.start >= person.span.end and not _is_role(view, p)), None)
    if post is None or post.span.start >= high:
        return None
    gap_end = start = _start_of_title(view, post, person.span.end)
    for office in view.of(*ORGANISATIONS):
        if person.span.end <= office.span.start and office.span.end <= start and start - office.span.end <= 3:
            gap_end = office.span.start  # "Lisa Jorgenson, AIPLA Executive Director"
            break
    for demonym in view.of("demonym", "place"):
        if person.span.end <= demonym.span.start and 0 <= start - demonym.span.end <= 3:
            gap_end = min(gap_end, demonym.span.start)  # "Kim Yong-rae, the Korean commissioner", "Japan's Commissioner"
    nearer = next((p for p in view.of("person") if 0 <= p.span.start - post.span.end <= 5), None)
    if nearer is not None and not _SIGN.search(view.text[post.span.end : nearer.span.start]):
        return None  # "Makoto Nakajima, Commissioner Tian Lipu": the title of the next
    if _BEHIND.fullmatch(view.text[person.span.end : gap_end]):
        return replace(_title(post), start=start)
    return None


def _start_of_title(view: View, post: Mention, low: int) -> int:
    """Return where a title begins that has words of its own before its noun: "Harmonization Committee Chair", "Senior Director"."""
    start = post.span.start
    named = [m.span for m in view.of(*ORGANISATIONS, "place", "demonym", "region", "person", "date")]
    for _ in range(_MOST_BEFORE):
        word = _CAPITAL_WORD.search(view.text, max(low, start - 30), start)
        if word is None or any(s.start <= word.start() < s.end for s in named) or word.start() <= low:
            break
        start = word.start()
    return start


def _is_role(view: View, post: Mention) -> bool:
    """Tell whether a word is the role at the meeting, and no title: "A (JPO, chair)"."""
    return _CHAIR.fullmatch(post.text) is not None and _CLOSES.match(view.text, post.span.end) is not None


def extended(view: View, title: Title, person: Mention, high: int) -> Title:
    """Add to a title what belongs to it: "former", "for Patents", "of the Patent Documentation Department"."""
    start, behind_name = title.start, title.start >= person.span.end
    prefix = _PREFIX.search(view.before(start, 14))
    if prefix is not None and "acting" not in view.text[start : title.end].lower():
        start -= len(prefix[0])
    for post in view.of("post"):  # "Under Secretary of Commerce and USPTO Director", "Director of the USPTO and Under Secretary of …"
        between = view.text[title.end : post.span.start]
        named = [o for o in view.of(*ORGANISATIONS) if title.end <= o.span.start and o.span.end <= post.span.start]
        plain = between
        for office in named:
            plain = plain.replace(office.text, "")
        if title.end < post.span.start < high and _AND_POST.fullmatch(plain) and _PAIRED.search(view.text[title.start : post.span.end]):
            return replace(title, start=start, end=_end_with_field(view, post.span.end, min(high, view.span.end), behind_name=False))
    stop = person.span.start if title.end <= person.span.start else high
    stop = min([stop, *(m.span.start for m in view.of(*ORGANISATIONS, "place") if m.span.start > title.end)])
    end = _end_with_field(view, title.end, stop, behind_name=behind_name)
    for office in view.of(*ORGANISATIONS):  # "Past AIPLA President"
        past = _PREFIX.search(view.before(office.span.start, 12))
        if past is not None and 0 <= start - office.span.end <= 1:
            start = office.span.start - len(past[0])
    return replace(title, start=start, end=end)


def _end_with_field(view: View, end: int, stop: int, *, behind_name: bool) -> int:
    """Return where a title ends together with its field of work."""
    if (field := _FIELD.match(view.text, end, stop)) is not None:
        return field.end(1)
    if behind_name:
        if (closed := _CLOSED_FIELD.match(view.text, end, stop)) is not None:
            return closed.end(1)  # "Principal Director Patent Information."
        if view.block.kind in ("item", "row") and (listed := _LISTED_FIELD.match(view.text, end, stop)) is not None:
            end = listed.end(1)
        owned = _OWNED_FIELD.match(view.text, end, min(view.span.end, end + 90))
        if owned is not None and _owns(view, end, owned.end()):
            return owned.end()  # "Director of KIPO's International Cooperation Division"
        named = _NAMED_FIELD.match(view.text, end, stop)
        if named is not None and not any(end <= m.span.start < named.end() for m in view.of(*ORGANISATIONS, "person")):
            return named.end(1)
    bare = _BARE_FIELD.match(view.text, end, stop)
    return bare.end(1) if bare is not None else end  # "Vice-President Legal and International Affairs of the EPO"


def _owns(view: View, start: int, end: int) -> bool:
    return any(start < o.span.start and o.span.end < end and view.text[o.span.end] in "'’" for o in view.of(*ORGANISATIONS))
