"""How wide a text will be, without a font at hand.

The reader's machine chooses the font of an SVG. The widths below are those of DejaVu Sans, rounded up by classes of
letters; it is the widest of the common sans-serif fonts, so that what fits here fits with Arial, Helvetica or Segoe UI.
"""

from __future__ import annotations

import unicodedata

_CLASSES: tuple[tuple[float, str], ...] = (
    (0.36, "'.,:;|iIjl ·"),
    (0.44, "!()[]/\\frt-"),
    (0.53, '*szJ?_"`'),
    (0.60, "ckvxy"),
    (0.84, "+=<>~#$&w–×→«»^¬±÷"),
    (1.03, "%@mMW—…©®¼½¾æœ"),
    (1.09, "ÆŒ"),
)
_WIDTHS = {char: width for width, chars in _CLASSES for char in chars}
_BOLD = 1.14
"""The bold cut is at most this much wider."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how many pixels `text` takes at most in one line at a font size of `size` pixels."""
    return sum(_char_width(char) for char in text) * size * (_BOLD if bold else 1.0)


def _char_width(char: str) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char]
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    base = unicodedata.normalize("NFD", char)[0]
    if base != char:
        return _char_width(base)
    return 0.92 if char.isupper() and not char.isascii() else 0.8 if char.isupper() else 0.7 if not char.isascii() else 0.65


def wrap(text: str, size: float, limit: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break `text` at spaces into at most `lines` lines of at most `limit` pixels; what is too long ends in "…"."""
    words = text.split()
    done: list[str] = []
    while words and len(done) < lines:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= limit:
            line += " " + words.pop(0)
        done.append(line)
    if words:
        done[-1] += " " + words[0]
    return tuple(shorten(line, size, limit, bold=bold) for line in done)


def shorten(text: str, size: float, limit: float, *, bold: bool = False) -> str:
    """Return `text`, cut short and ended with "…" where it would be wider than `limit` pixels."""
    if width(text, size, bold=bold) <= limit:
        return text
    kept = text
    while kept and width(kept + "…", size, bold=bold) > limit:
        kept = kept[:-1]
    return kept.rstrip() + "…"
