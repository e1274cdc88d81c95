"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ip5kg.explore.pages.values import Cell, Value
from ip5kg.explore.pages.world import PER_PAGE, World


def rest(world: World, name: str, shown: int, total: int, **query: str) -> Cell:
    """Return what is said below the newest entries of a long list: how many there are, and the way to all of them."""
    if shown >= total:
        return ()
    href = world.links.page(name, **query)
    return (Value(f"The latest {shown:,} of {total:,}."), *((Value(f"All {total:,}", href),) if href else ()))


def few(world: World, number: int) -> int:
    """Return how many entries a page shows of a list that has a page of its own: all of them where long lists come in one piece."""
    return 1_000_000 if world.whole else number


def paged(
    world: World, name: str, things: Sequence[str], number: int, query: Mapping[str, str] | None = None
) -> tuple[Sequence[str], Cell]:
    """Return the part of a list that page `number` shows, and the links to the pages around it."""
    if world.whole or len(things) <= PER_PAGE:
        return things, ()
    last = -(-len(things) // PER_PAGE)
    number = min(max(1, number), last)
    given = dict(query or {})
    links = [Value(f"{(number - 1) * PER_PAGE + 1:,} to {min(number * PER_PAGE, len(things)):,} of {len(things):,}")]
    if number > 1:
        links.insert(0, Value("previous page", world.links.page(name, page=str(number - 1), **given)))
    if number < last:
        links.append(Value("next page", world.links.page(name, page=str(number + 1), **given)))
    return things[(number - 1) * PER_PAGE : number * PER_PAGE], tuple(links)
