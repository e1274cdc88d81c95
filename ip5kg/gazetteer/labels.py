"""The forms under which a label is kept: its words, and how exactly a text must write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ip5kg.gazetteer.text import BREAK, words

NAMED_THINGS: Final = frozenset({"person", "organisation", "association", "office", "place", "body", "project", "series"})
NOT_IN_TEXT: Final = frozenset({"light-verb"})
"""Kinds whose labels are read together with the words around them, and are not looked up one by one."""
_CASE_MATTERS: Final = 6  # letters; a longer word in capitals is a word in capitals, not an acronym


def as_asked(exact: str | None, written: str) -> bool:
    if exact is None:
        return True
    return written[:1].isupper() if exact == "" else written == exact


def forms(kind: str, label: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the word sequences under which `label` is kept, each with what the text must look like exactly.

    `None`: nothing; "": a capital letter first; else: the very form.
    """
    if kind in NOT_IN_TEXT:
        return
    exact: str | None = None
    if label.isupper() and len(label) <= _CASE_MATTERS and " " not in label:
        exact = label.rstrip(".")
    elif kind in NAMED_THINGS and " " not in label and "-" not in label and label[:1].isupper():
        exact = ""
    for form in dict.fromkeys(_name_forms(label) if kind == "person" else [_cut(label)]):
        if form:
            yield form, exact


def _cut(label: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in words(label):
        if word.broken:
            out.append(BREAK)
        out.append(word.form)
    return tuple(out)


def _name_forms(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a person's name: both orders, joined or apart at the hyphen, without middle initials."""
    parts = name.replace(",", " ").split()
    orders = [parts]
    if len(parts) > 1:
        orders += [[*parts[1:], parts[0]], [parts[-1], *parts[:-1]]]
        plain = [p for p in parts if len(p.rstrip(".")) > 1]
        if 1 < len(plain) < len(parts):
            orders += [plain, [plain[-1], *plain[:-1]]]
    for order in orders:
        for spelling in (order, [_without_accents(p) for p in order]) if not name.isascii() else (order,):
            apart = [_cut(p) for p in spelling]
            yield tuple(w for p in apart for w in p)
            yield tuple("".join(p) for p in apart if p and BREAK not in p)


def _without_accents(word: str) -> str:
    """Return a word as a page of the wrong encoding prints it: "Beno?t"."""
    return "".join(c if c.isascii() or not c.isalpha() else "?" for c in word)
