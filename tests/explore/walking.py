"""Links and places of pages, read as a browser reads them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from lxml import html

from tests.explore.client import Client


@dataclass(frozen=True)
class Seen:
    """What a page leads to (addresses inside, without places; and with the place behind "#"), and the places on it."""

    links: frozenset[str]
    places_elsewhere: frozenset[tuple[str, str]]
    places: frozenset[str]


def see(text: str, address: str) -> Seen:
    tree = html.fromstring(text)
    links, elsewhere = set(), set()
    for href in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
        if href.startswith(("http://", "https://", "mailto:")):
            continue
        whole, _, place = urljoin(address, str(href)).partition("#")
        links.add(whole)
        if place:
            elsewhere.add((whole, unquote(place)))
    return Seen(frozenset(links), frozenset(elsewhere), frozenset(map(str, tree.xpath("//@id"))))


def walk(client: Client, most: int, begin: str = "/") -> dict[str, Seen]:
    """Follow the links from a page on, the nearest first, and return what was seen on each; every link has to lead somewhere."""
    seen: dict[str, Seen] = {}
    waiting, known = [begin], {begin}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        answer = client.get(address, accept="text/html")
        assert answer.status in (200, 303), f"{address}: {answer.status}"
        if answer.kind != "text/html" or answer.status != 200:
            continue
        seen[address] = see(answer.text, address)
        # Every seventh link, so that a short walk sees pages of many kinds; a long one comes to the others later.
        links = sorted(seen[address].links - known)
        known.update(links)
        waiting += links[::7] + [link for nth, link in enumerate(links) if nth % 7]
    return seen


def lost_places(seen: dict[str, Seen]) -> list[tuple[str, str]]:
    """Return the places that links lead to and that are not on their pages, as far as those were seen."""
    return sorted(
        (address, place)
        for page in seen.values()
        for address, place in page.places_elsewhere
        if address in seen and place not in seen[address].places
    )
