"""One page of the web, fetched and read as a release."""

from __future__ import annotations

from ip5kg.fetch.web import Client
from ip5kg.model import Release
from ip5kg.read import read_bytes


def read_address(address: str, *, allow_private: bool = False) -> Release:
    """Fetch the page at `address` and read it as a release; private addresses only where `allow_private`.

    Raises:
        UnreadableRelease: it cannot be had, or cannot be read.
    """
    answer = Client(allow_private=allow_private).page(address)
    return read_bytes(answer.data, address, answer.media_type, fields={"url": address.partition("#")[0]})
