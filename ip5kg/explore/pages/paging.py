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
    world: World, name: str, things: Sequence[str], number: int, query: Mapping[str, str] | None = None, size: int = PER_PAGE
) -> tuple[Sequence[str], Cell]:
    """Return the part of a list that page `number` shows, and the links to the pages around it; `size` is how much a page shows."""
    if world.whole or len(things) <= size:
        return things, ()
    last = -(-len(things) // size)
    number = min(max(1, number), last)
    given = dict(query or {})
    links = [Value(f"{(number - 1) * size + 1:,} to {min(number * size, len(things)):,} of {len(things):,}")]
    if number > 1:
        links.insert(0, Value("previous page", world.links.page(name, page=str(number - 1), **given)))
    if number < last:
        links.append(Value("next page", world.links.page(name, page=str(number + 1), **given)))
    if last > 2:
        ends = ((1, "first"), (last, "last"))
        links += [Value(name_, world.links.page(name, page=str(n), **given)) for n, name_ in ends if abs(n - number) > 1]
    return things[(number - 1) * size : number * size], tuple(links)
