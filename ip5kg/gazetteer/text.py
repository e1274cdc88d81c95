"""Words: how texts and labels are cut so that two spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_WORD = re.compile(r"[^\W_]+|&")
_SOFT = re.compile(r"[\s\-‐‑–'’ʼ`´/*.]*\Z")
_ABBREVIATIONS: Final = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "no", "jr", "sr", "hon", "messrs"})
BREAK: Final = ","
"""The word that stands in the trie, and in the words of a text, for a comma, a bracket or another hard break."""


def fold(text: str) -> str:
    """Return `text` without case and accents: what two spellings of a name have in common."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


class Word(NamedTuple):
    """A word of a text: its place, its folded form, and whether a hard break stands before it."""

    start: int
    end: int
    form: str
    broken: bool


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Cut `text[start:end]` into words, in linear time."""
    found: list[Word] = []
    before = start
    form = ""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        here, behind = match.span()
        gap = text[before:here]
        broken = gap != " " and gap != "-" and gap != "" and bool(found) and not _soft(gap, form)
        word = match[0]
        form = word.lower() if word.isascii() else fold(word)
        if form == "&":
            form = "and"
        found.append(Word(here, behind, form, broken))
        before = behind
    return found


def _soft(gap: str, word_before: str) -> bool:
    if len(gap) > 6 or gap.count("\n") > 1 or _SOFT.match(gap) is None:
        return False
    return "." not in gap or gap == "." or len(word_before) == 1 or word_before in _ABBREVIATIONS
