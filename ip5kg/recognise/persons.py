"""Persons in running text: those that the authority file knows, and those whom the text presents as persons.

A name counts as presented by a form of address before it ("Mr. Hato"), by a title before it ("Commissioner Sung"),
by a title behind it ("Kim Ji-su, director of …"), or by an earlier mention in full ("Campinos wants …").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ip5kg.gazetteer import Hit, Word
from ip5kg.model import Mention, Span

ADDRESS: Final = frozenset("mr mrs ms miss dr prof professor sir madam messrs hon mme".split())
"""Forms of address: they present a name and are no part of it."""
_PARTICLES: Final = frozenset("de da del della van von der den le la dos du bin al ter di".split())
_LONGEST: Final = 5  # words of a name
_NO_NAME: Final = frozenset(
    """
    the of and for on in at to by from with as he she they who it we i a an all general office offices ip ip5 patent
    intellectual deputy vice acting former meeting heads january february march april may june july august september october
    november december monday tuesday committee department division bureau section affairs policy cooperation co-operation
    group board center centre institute association council union ministry minister planning international harmonization
    harmonisation sector unit team director president commissioner chairman chair secretary statement joint working task
    force vision news press release property legal patents technology administrative operations search quality finance
    corporate strategy strategic development services appeals trial global research external public senior economy trademark
    examination information industry users head chief new annual world five day wednesday thursday friday saturday sunday
    note source photo caption his her this that dg pct wg it vp
    """.split()
)
"""Words that stand with a capital beside a name, as parts of a title, a date or a heading, and are no part of it."""
_OTHERS: Final = frozenset("office organisation association series body project document-type".split())
_COMMA: Final = re.compile(r"\s?,\s(?:(?:the|its|an?|his|her)\s)?(?:(?:then|former|acting|new|current)\s)?")
_DEFINITE: Final = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir)|['’]s?)(?:\s\w{2,10}){0,2}\s\Z")
_HOUSES: Final = frozenset({"office", "association"})
_NO_PERSONS: Final = frozenset("topic project body series place document-type title meeting-status measure act format".split())
"""Kinds of labels of which no word can be part of a name that only an organisation beside it presents."""
_OF_HOUSE: Final = re.compile(r"\s\((?:the\s)?|\s(?:of|from|for)\s(?:the\s)?")
_HOUSE_BEFORE: Final = re.compile(
    r"(?:\s?\([A-Z]{2,8}\))?(?:\s?[:|]\s|['’]s\s|\s(?:has\s|had\s)?(?:sent|delegated|nominated|(?:was\s|is\s)?represented\sby)\s)\Z"
)
_BRACKET: Final = re.compile(r"\s\((?:the\s)?")
_OWNERS: Final = frozenset({"office", "association", "organisation", "place"})
_OWNING: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:['’]s?)?\s(?:(?:then|former|acting|new)\s)?")
_LEADING: Final = re.compile(r"[A-Z][\w&’'-]*\s(?:(?:and|for|of|&)\s)?")
_MOST_LEADING: Final = 5  # words, or the name of an office, between a name and its title
_ENDS_CELL: Final = re.compile(r"\s*(?:$|[,;|\n.]|\()|\s(?:and|as|to|with)\b", re.MULTILINE)
_AND_NAME: Final = re.compile(r",\s|\sand\s|;\s")
_CELL: Final = re.compile(r"\s?\|\s")


def mentions(text: str, cut: list[Word], hits: Iterable[Hit]) -> Iterator[Mention]:
    """Yield the persons of a text, in no special order; `value` is the name as written.

    Args:
        text: the text.
        cut: its words (see `gazetteer.words`).
        hits: what the gazetteer found in it, of every kind.
    """
    hits = list(hits)
    index = {word.start: i for i, word in enumerate(cut)}
    taken: list[tuple[int, int]] = [(h.start, h.end) for h in hits if h.kind == "person"]
    others = _Places((h.start, h.end) for h in hits if h.kind in _OTHERS)
    titles = {h.start: h for h in hits if h.kind == "title"}
    title_ends = {h.end: h for h in hits if h.kind == "title"}
    for hit in hits:
        if hit.kind == "person":
            start, end = _whole(text, cut, index, hit, title_ends)
            yield Mention("person", Span(start, end), text[start:end], text[start:end])
    known = _Places(taken)
    known_ends = {end for _, end in taken}
    named = _Places((h.start, h.end) for h in hits if h.kind in _NO_PERSONS)
    common = {w.form for w in cut if not _capital(text, w) and text[w.start - 1 : w.start] != "-"}
    owners = {h.start: h.end for h in hits if h.kind in _OWNERS}
    found: list[tuple[int, int]] = []
    for i, word in enumerate(cut):
        if word.end in title_ends and _belongs_before(text, title_ends[word.end].start, known_ends):
            continue
        presented = word.form in ADDRESS and text[word.start].isupper()
        if presented or word.end in title_ends:
            j = i + 1
            if j < len(cut) and cut[j].form in ADDRESS:
                continue
            span = _name(text, cut, j, word.end, others, abbreviated=presented)
            if span is None and not presented:
                span = _apposed(text, cut, j, title_ends[word.end].start, word.end, others)
        elif text[word.start].isupper():
            span = _name_before_title(text, cut, i, others, titles)
            if span is None and titles and not named.touches(word.start, word.end) and word.form not in common:
                span = _name_before_owned_title(text, cut, i, others, titles, owners)
                if span is not None and any(
                    w.form in common or named.touches(w.start, w.end)
                    for w in cut[i : i + _LONGEST]
                    if w.end <= span[1] and _capital(text, w)
                ):
                    span = None
        else:
            continue
        if span is not None and not known.touches(*span) and not (found and span[0] < found[-1][1]):
            found.append(span)
            yield Mention("person", Span(*span), text[span[0] : span[1]], text[span[0] : span[1]])
    for span in _beside_office(text, cut, hits, others, known, named, common):
        if not any(a < span[1] and span[0] < b for a, b in found):
            found.append(span)
            yield Mention("person", Span(*span), text[span[0] : span[1]], text[span[0] : span[1]])
    yield from _again(text, cut, sorted(taken + found), index)


def _beside_office(
    text: str, cut: list[Word], hits: list[Hit], others: _Places, known: _Places, named: _Places, common: set[str]
) -> Iterator[tuple[int, int]]:
    """Read names that only an organisation beside them presents: "Hans Obermayer (EPO)", "Kenji Morita from the JPO"."""
    offices = {h.start: h for h in hits if h.kind in _HOUSES and h.slug != "ip5"}
    ends = {h.end: h for h in hits if h.kind in _HOUSES and h.slug != "ip5"}
    if not offices:
        return
    free = 0
    for i, word in enumerate(cut):
        if word.start < free or not _capital(text, word) or word.form in _NO_NAME or word.form in common:
            continue
        if i and _joined(text, cut[i - 1], word) and _capital(text, cut[i - 1]):
            continue
        span = _extend(text, cut, i, others)
        if span is None or " " not in text[span[0] : span[1]] or known.touches(*span):
            continue
        parts = [w for w in cut[i : i + _LONGEST] if w.end <= span[1]]
        if any(
            (w.form in common and _capital(text, w))
            or w.form in _NO_NAME
            or named.touches(w.start, w.end)
            or not w.form.replace("-", "").isalpha()
            for w in parts
        ):
            continue
        behind = _OF_HOUSE.match(text, span[1])
        before = _HOUSE_BEFORE.search(text, max(0, span[0] - 24), span[0])
        labelled = before is not None and _ENDS_CELL.match(text, span[1]) and before.start() in ends
        if (behind is not None and behind.end() in offices) or labelled:
            free = span[1]
            yield span
            while labelled and (more := _AND_NAME.match(text, free)) is not None:
                at = next((k for k in range(i, min(len(cut), i + 40)) if cut[k].start == more.end()), None)
                following = _extend(text, cut, at, others) if at is not None else None
                if following is None or " " not in text[slice(*following)] or not _ENDS_CELL.match(text, following[1]):
                    break
                free = following[1]
                yield following


def _whole(text: str, cut: list[Word], index: dict[int, int], hit: Hit, titles: Collection[int]) -> tuple[int, int]:
    """Return the whole name where the gazetteer knows only its family name: "Kaieda Banri"."""
    i = index[hit.start]
    if cut[i].end != hit.end or i + 1 >= len(cut):
        return hit.start, hit.end
    if i and _given_name(text, cut, i - 1, titles):
        return cut[i - 1].start, hit.end
    following = cut[i + 1]
    if _joined(text, cut[i], following) and _capital(text, following) and following.form not in _NO_NAME:
        return hit.start, following.end
    return hit.start, hit.end


def _given_name(text: str, cut: list[Word], i: int, titles: Collection[int]) -> bool:
    """Tell whether word `i` is the given name before a family name, and not the end of a title or of another name."""
    word = cut[i]
    if not _joined(text, word, cut[i + 1]) or not _capital(text, word) or word.form in _NO_NAME or word.form in ADDRESS:
        return False
    alone = i == 0 or not _joined(text, cut[i - 1], word) or not _capital(text, cut[i - 1])
    return alone and word.end not in titles


def _belongs_before(text: str, start: int, known_ends: set[int]) -> bool:
    """Tell whether a title is that of the name before it: in "Christoph Ernst, Vice-President Legal …" no name follows."""
    before = text[max(0, start - 2) : start]
    return before == ", " and start - 2 in known_ends


class _Places:
    """Spans, to be asked whether one of them touches another span."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.at: set[int] = set()
        for start, end in spans:
            self.at.update(range(start, end))

    def starts(self, start: int) -> bool:
        """Tell whether one of them begins at an offset."""
        return start in self.at and start - 1 not in self.at

    def touches(self, start: int, end: int) -> bool:
        return start in self.at or end - 1 in self.at


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()


def _joined(text: str, a: Word, b: Word) -> bool:
    """Tell whether two words can be parts of one name: a blank, a hyphen, or a full stop behind an initial."""
    gap = text[a.end : b.start]
    return gap in (" ", "-", "'", "’", "‐", "‑") or (gap in (". ", ".", ".-") and a.end - a.start <= 2 and text[a.start].isupper())


def _name(text: str, cut: list[Word], j: int, before: int, others: _Places, *, abbreviated: bool) -> tuple[int, int] | None:
    """Read a name that begins at word `j`, right behind a title or a form of address that ends at `before`."""
    if j >= len(cut) or not _capital(text, cut[j]) or cut[j].form in _NO_NAME:
        return None
    gap = text[before : cut[j].start]
    if gap.strip() not in ("", ".") or len(gap) > 2 or (gap.startswith(".") and not abbreviated):
        return None
    return _extend(text, cut, j, others)


def _apposed(text: str, cut: list[Word], j: int, start: int, end: int, others: _Places) -> tuple[int, int] | None:
    """Read a name that commas part from a definite title: "the JPO's deputy commissioner, Masashi Uchino, …"."""
    if j >= len(cut) or text[end : cut[j].start] != ", " or not _capital(text, cut[j]) or cut[j].form in _NO_NAME:
        return None
    if _DEFINITE.search(text, max(0, start - 24), start) is None:
        return None
    span = _extend(text, cut, j, others)
    alone = span is not None and " " in text[span[0] : span[1]] and text[span[1] : span[1] + 1] in (",", ".", ";", ")", "")
    return span if alone else None


def _extend(text: str, cut: list[Word], j: int, others: _Places) -> tuple[int, int] | None:
    end = j
    while end + 1 < len(cut) and end + 1 - j < _LONGEST and _joined(text, cut[end], cut[end + 1]):
        following = cut[end + 1]
        if following.form in ADDRESS:
            break  # "KIPO sent Mr. Lee Min-ho. Mr. Suzuki closed the meeting."
        hyphen = text[cut[end].end : following.start] in ("-", "‐", "‑")
        if not (_capital(text, following) or hyphen or following.form in _PARTICLES) or (following.form in _NO_NAME and not hyphen):
            break
        if end == j and others.starts(following.start):
            break  # "Mr Shen SIPO"
        end += 1
    while end > j and cut[end].form in _PARTICLES:
        end -= 1
    start, stop = cut[j].start, cut[end].end
    if any(others.touches(cut[k].start, cut[k].end) for k in range(j, end + 1)):
        return None
    return start, stop


def _name_before_title(text: str, cut: list[Word], i: int, others: _Places, titles: dict[int, Hit]) -> tuple[int, int] | None:
    """Read a name of two words or more that begins at word `i` and is followed by a comma (or a cell) and a title."""
    if cut[i].form in _NO_NAME or not _begins_name(text, cut, i):
        return None
    span = _extend(text, cut, i, others)
    if span is None or not any(c in text[span[0] : span[1]] for c in " -"):
        return None
    behind = text[span[1] : span[1] + 40]
    bracket = re.match(r"\s?\([^()]{1,30}\)", behind)
    at = span[1] + (bracket.end() if bracket else 0)
    gap = _COMMA.match(text, at) or _CELL.match(text, at) or _BRACKET.match(text, span[1])
    return span if gap is not None and gap.end() in titles else None


def _name_before_owned_title(
    text: str, cut: list[Word], i: int, others: _Places, titles: dict[int, Hit], owners: dict[int, int]
) -> tuple[int, int] | None:
    """Read a name before a title that an office or words of its own lead in.

    "Alfred Spigarelli, the EPO's Principal Director", "Dan Staring, Harmonization Committee Chair", "the EPO's Peter Vermeij, Vice-…".
    """
    if cut[i].form in _NO_NAME or not _begins_name(text, cut, i):
        return None
    span = _extend(text, cut, i, others)
    if span is None or " " not in text[span[0] : span[1]] or not text.startswith(", ", span[1]):
        return None
    gap = _COMMA.match(text, span[1])
    at = gap.end() if gap is not None else span[1] + 2
    for _ in range(_MOST_LEADING):
        if at in titles:
            return span
        end = owners.get(at)
        following = _OWNING.match(text, end) if end is not None else _LEADING.match(text, at)
        if following is None:
            return None
        at = following.end()
    return None


def _begins_name(text: str, cut: list[Word], i: int) -> bool:
    """Tell whether no capital before a word makes it the middle of a name; whose he is may stand there: "the EPO's Peter Vermeij"."""
    if not i or not _capital(text, cut[i - 1]) or not _joined(text, cut[i - 1], cut[i]):
        return True
    return text[: cut[i].start].endswith(("'s ", "’s "))


def _again(text: str, cut: list[Word], spans: list[tuple[int, int]], index: dict[int, int]) -> Iterator[Mention]:
    """Yield later mentions by one word of a name that stands in the text in full: "Campinos wants …"."""
    parts: dict[str, tuple[int, int]] = {}
    inside = _Places(spans)
    for start, end in spans:
        i = index.get(start)
        while i is not None and i < len(cut) and cut[i].end <= end:
            if _capital(text, cut[i]) and cut[i].end - cut[i].start > 2:
                parts.setdefault(cut[i].form, (start, end))
            i += 1
    for word in cut:
        if word.form in parts and _capital(text, word) and not inside.touches(word.start, word.end):
            yield Mention("person", Span(word.start, word.end), text[word.start : word.end], text[word.start : word.end])
