"""Noun phrases: how far the words around "meeting" belong to it: "the 14th annual meeting of the heads of the five offices"."""

from __future__ import annotations

import re
from typing import Final

from ip5kg.gazetteer import Word
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.meetings.anchor import ordinal
from ip5kg.interpret.views import View

DETERMINERS: Final = word_set("the a an its their this that these those our his her both each any no such another whose")
_BE: Final = word_set("is are was were be been being has have had will would shall should can could may might")
_LEFT_STOPS: Final = _BE | word_set(
    "at in on to for from by with during after before since until as who which where when while whereas or and but under about into "
    "of between among than if so then also not he she they it we"
)
_RIGHT_STOPS: Final = _BE | word_set(
    "in from to by under via during until since when where which that who whose as while after before because if or but he she they "
    "it we through into over also this last next then so not"
)
_LINKS: Final = word_set("of with between among")
_OPEN_MARKS: Final = re.compile(r"[\s()\"“”„'’*‘«»\[\]]*\Z")
_LIST_GAP: Final = re.compile(r",? (?:and |the |and the )?\Z|, ")
_LONGEST_LEFT: Final = 14  # words
_LONGEST_RIGHT: Final = 24


def left_edge(view: View, i: int, free: int) -> int:
    """Return the index of the first word of the noun phrase that ends at word `i`, none of it before offset `free`."""
    cut = view.words
    named = view.of("series", "body", "office", "organisation", "association", "cue:five", "date", "cue:industry")
    wholes = {m.span.end: m for m in sorted(named, key=lambda m: -m.span.start)}  # of those that end alike, the longest
    verbs = {m.span.start for m in view.of("cue:hold", "cue:host", "cue:meet", "role:participant", "role:chair", "role:head-of-delegation")}
    k = i
    while k > 0 and i - k < _LONGEST_LEFT and _goes_on_left(view, k, free):
        whole = wholes.get(cut[k - 1].end)
        if whole is not None and whole.span.start >= free:
            while k > 0 and cut[k - 1].start >= whole.span.start:
                k -= 1
            continue
        word = cut[k - 1]
        if word.form == "such" and k > 1 and ordinal(cut[k - 2].form) is not None:
            k -= 1  # "the first such meeting"
            continue
        if word.form in DETERMINERS:
            return k - 1
        if word.form in _LEFT_STOPS and not (word.form == "and" and k > 1 and ordinal(cut[k - 2].form) is not None):
            break
        if word.start in verbs and view.text[word.start].islower() and not word.form.startswith("meeting"):
            break
        k -= 1
    return k


def _goes_on_left(view: View, k: int, free: int) -> bool:
    """Tell whether nothing parts word `k` from the one before it, a full stop behind an initial aside."""
    word = view.words[k - 1]
    gap = view.text[word.end : view.words[k].start]
    if word.start < free:
        return False
    if gap in (" - ", " – ", " — "):  # "the 13th IP5 Heads of Office - IP5 Industry Meeting"
        after = view.words[k].start
        heads = any(m.span.end == word.end for m in view.of("series"))
        return heads and any(m.span.start == after for m in view.of("cue:five", "cue:industry"))
    return gap in (" ", "-", "/") or _OPEN_MARKS.match(gap) is not None or (gap == ". " and len(word.form) == 1)


def right_edge(view: View, i: int) -> int:
    """Return the offset at which the noun phrase ends that has its noun at word `i`."""
    cut = view.words
    dates = {m.span.start for m in view.of("date")}
    breaks = dates | {m.span.start for m in view.of("cue:hold", "cue:meet")}
    meetings = {m.span.start for m in view.of("cue:meeting") if m.span.start > cut[i].start}
    listed = {m.span.start: m.span.end for m in view.of("place", "office", "organisation")}
    k, linked = i, False
    while k + 1 < len(cut) and k - i < _LONGEST_RIGHT:
        following = cut[k + 1]
        form, gap = following.form, view.text[cut[k].end : following.start]
        if (linked and ("”" in gap or gap.startswith('"'))) or not _goes_on_right(view, k, listed):
            break
        if form in _RIGHT_STOPS or following.start in breaks or _opens_adverbial(cut, k + 1, dates):
            break
        if form in ("and", "the") and not linked:
            break
        if form == "and" and _another_meeting(cut, k + 2, meetings):
            break
        if form in _LINKS or form in ("on", "for", "at"):
            linked = True
        elif not (_is_acronym_or_name(view, following) if "(" in gap else linked or _names_it(view, following)):
            break
        k += 1
    return cut[k].end


def _goes_on_right(view: View, k: int, listed: dict[int, int]) -> bool:
    """Tell whether nothing parts word `k` from the next one, the commas of a list of offices or places aside."""
    word, following = view.words[k], view.words[k + 1]
    gap = view.text[word.end : following.start]
    if gap in (" ", "-", "/", "’", "'") or _OPEN_MARKS.match(gap):
        return True
    of_list = following.start in listed or following.form in ("and", "the")
    return of_list and word.end in listed.values() and _LIST_GAP.match(gap) is not None


def _opens_adverbial(cut: list[Word], k: int, dates: set[int]) -> bool:
    """Tell whether word `k` opens words of place or time: "at Songdo", "on 13 June" - but not "at the level of heads"."""
    if cut[k].form == "at":
        return not any(w.form == "level" for w in cut[k + 1 : k + 7])
    return cut[k].form == "on" and any(w.start in dates for w in cut[k + 1 : k + 3])


def _another_meeting(cut: list[Word], k: int, meetings: set[int]) -> bool:
    """Tell whether behind "and", from word `k` on, another meeting is named: "the 9th meeting … and the 10th meeting"."""
    return any(ordinal(w.form) is not None for w in cut[k : k + 3]) or any(w.start in meetings for w in cut[k : k + 7])


def _names_it(view: View, word: Word) -> bool:
    """Tell whether a word right behind the noun still belongs to the name: "the Meeting GDTF"."""
    return any(m.span.start <= word.start < m.span.end for m in view.of("series", "body"))


def _is_acronym_or_name(view: View, word: Word) -> bool:
    """Tell whether a bracket behind the noun names the group or the office: "the 5th Meeting (WG2)"."""
    acronym = view.text[word.start : word.end].isupper() and word.form[0].isascii()
    return acronym or any(m.span.start == word.start for m in view.of("series", "body", "office"))
