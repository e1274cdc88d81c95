"""Spellings: whether two names are one, but for a slip of the pen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_SHORTEST: Final = 4  # letters: another letter makes another name of a shorter word ("Park", "Bae")
_LONG: Final = 7


def close(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two names of as many words differ in one word only, by one letter (two in a long word) or two swapped ones."""
    if len(a) != len(b) or len(a) < 2:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    shorter = min(len(x), len(y))
    if _swapped(x, y):
        return True
    return shorter >= _SHORTEST and _distance(x, y) <= (2 if shorter >= _LONG else 1)


def _swapped(a: str, b: str) -> bool:
    """Tell whether two words differ by two neighbouring letters in the wrong order."""
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return len(a) == len(b) and len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] + a[apart[1]] == b[apart[1]] + b[apart[0]]


def _distance(a: str, b: str) -> int:
    """Return the Levenshtein distance of two short words, or 3 where it is larger than 2."""
    if abs(len(a) - len(b)) > 2 or max(len(a), len(b)) > 30:
        return 3
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return min(row[-1], 3)
