"""Pages of the web: one that somebody names, and the official pages of the digests, kept in a cache that is never shipped.

Only what was asked for is contacted. An address is resolved once, checked, and connected to as it was checked, so that a
name that means another place a moment later leads nowhere; private addresses need leave. Every failure is one line.
"""

from ip5kg.fetch.archive import Archive
from ip5kg.fetch.cache import Cache, Entry, default_folder
from ip5kg.fetch.differences import Difference, compare
from ip5kg.fetch.page import read_address
from ip5kg.fetch.prefer import Choice, prefer
from ip5kg.fetch.visits import Outcome, Politeness, Wanted, fetch_all
from ip5kg.fetch.web import Answer, Client, FetchError

__all__ = [
    "Answer",
    "Archive",
    "Cache",
    "Choice",
    "Client",
    "Difference",
    "Entry",
    "FetchError",
    "Outcome",
    "Politeness",
    "Wanted",
    "compare",
    "default_folder",
    "fetch_all",
    "prefer",
    "read_address",
]
