"""Cutting a block into sentences, in one pass over its full stops.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, the marker of an item, or a
lower-case word follows. Lists with semicolons stay one sentence. The work done at each full stop is bounded, so the whole
is linear in the length of the text.
"""

from __future__ import annotations

import re

from ip5kg.read.wordset import word_set

# A stop takes along the closing quotation marks and brackets, and the mark of a footnote: "…in the world.* The …".
_STOP = re.compile(r"(?:[.!?…]+|[。！？｡]+)[\"'”’»)\]）」』]{0,6}(?:[*†‡¹²³]|\[\d{1,3}\]){0,4}")
_WORD = re.compile(r"[^\W_]")
_NEXT = re.compile(r"[\"“‘(\[]{0,2}([^\W\d_]{1,14})(?![^\W\d_]|\.\S|\.\s[A-Z]\.)")
_TOKEN = re.compile(r"[^\s(\[\"“‘«]{1,24}\Z")
_ITEM_MARK = re.compile(r"[(\[]?(?:\d{1,4}|[A-Za-z]|[ivxIVX]{1,5})")
_DOTTED = re.compile(r"(?:[a-z]\.){1,4}[a-z]")
_CJK_STOPS = frozenset("。！？｡")

# Never the end of a sentence: a name follows.
_TITLES = word_set("mr mrs ms dr prof messrs hon rev gov sen gen capt lt st mt mx amb supt")
# The end only where no figure follows.
_BEFORE_FIGURES = word_set(
    "no nos art arts fig figs p pp par paras para sec sect ch vol approx ca c ann app tab eq v ver r jan feb mar apr jun jul "
    "aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
# Never the end: the clause goes on.
_WITHIN = word_set("e.g i.e cf viz vs resp incl eg ie")
# The end only where a word follows that opens sentences: "… of the U.S. The heads …", not "the U.S. Patent and Trademark Office".
_MAYBE = word_set(
    "inc ltd co corp bros jr sr u.s u.k u.n e.u p.r p.r.c d.c r.o.k a.m p.m etc al dept univ assn ass'n calif va md est ph.d "
    "ll.m ll.d j.d m.d b.a m.a esq ret dir gmbh s.a k.k int'l gov't wash mass conn tex fla ill penn pa"
)
_OPENERS = word_set(
    "The A An In At On By For From To With As After Before During Since While When Where Although However Moreover "
    "Furthermore Further Additionally Also Finally Meanwhile Today Yesterday Tomorrow This That These Those It They We He She "
    "I You There Here Each All Both Some Many Most Several Its Their His Her Our My Such According Among Besides But And Or "
    "If Under Within Through What Why How Who Which Next Then Thus Therefore Together"
)  # fmt: skip


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as spans without blanks at either end.

    Every character of the stretch that is not white space lies in exactly one span, and spans ascend.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = _skip(text, start, end)
    first_word = _first_word(text, begin, end)
    for stop in _STOP.finditer(text, begin, end):
        if stop.end() <= first_word or stop.start() < begin:
            continue
        if _ends_sentence(text, begin, stop.start(), stop.end(), end):
            spans.append((begin, stop.end()))
            begin = _skip(text, stop.end(), end)
            first_word = _first_word(text, begin, end)
    if begin < end:
        tail = end
        while tail > begin and text[tail - 1].isspace():
            tail -= 1
        if first_word >= end and spans:  # nothing but signs is left: they belong to the sentence before
            spans[-1] = (spans[-1][0], tail)
        elif tail > begin:
            spans.append((begin, tail))
    return spans


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _first_word(text: str, at: int, end: int) -> int:
    found = _WORD.search(text, at, end)
    return found.start() if found else end


def _ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Tell whether the stop at `text[stop:after]` ends the sentence that began at `begin`."""
    sign = text[stop]
    if sign in _CJK_STOPS:
        return True
    if after >= end:
        return False  # the tail is added by the caller
    if not text[after].isspace():
        # "…work.*" and "…world.[1]" are followed by the mark of a footnote, "2.73" and "epo.org" by more of the same.
        return False
    following = _skip(text, after, end)
    if following >= end:
        return False
    following_char = text[following]
    if following_char.islower():
        return False
    if sign != ".":
        # "What now?" he asked - a question within a sentence is followed by a small letter, seen above.
        return True
    if after - stop > 1 and text[stop : stop + 2] != ".)":
        return True  # an ellipsis, or a closing quotation mark after the full stop
    token = _TOKEN.search(text, max(begin, stop - 24), stop)
    word = token.group() if token else ""
    bare = word.strip("'’,;:-–—/").lower()
    if stop - begin <= 6 and _ITEM_MARK.fullmatch(text, begin, stop):
        return False  # the marker of an item: "1. The …", "a. the …"
    if bare in _TITLES or bare in _WITHIN:
        return False
    follows_opener = _next_word(text, following, end) in _OPENERS
    if bare in _BEFORE_FIGURES and following_char.isdigit():
        return False
    if bare in _MAYBE:
        return follows_opener
    if len(bare) == 1 and word[-1:].isalpha() and word[-1:].isupper():
        return follows_opener  # an initial: "Michelle K. Lee"
    # Any other abbreviation of the form "A.B."
    return follows_opener if _DOTTED.fullmatch(bare) else True


def _next_word(text: str, at: int, end: int) -> str:
    found = _NEXT.match(text, at, min(end, at + 20))
    return found.group(1) if found else ""
