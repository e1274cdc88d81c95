"""The official pages of many digests, brought into the cache politely.

One request at a time; between two to the same host a pause, or the longer one that the host asks for. Hosts take turns, so that the
pauses of one are the time of the others. A page that the cache has is asked for only if it has changed. Every page is
kept as soon as it has come: whoever stops loses nothing, and the next run goes on where this one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from ip5kg.fetch.archive import Archive
from ip5kg.fetch.cache import Cache, Entry
from ip5kg.fetch.robots import Robots
from ip5kg.fetch.web import PAGES, Answer, Client, FetchError, Forbidden, Unreachable, unwanted

State = Literal["fetched", "unchanged", "archived", "gone", "refused", "failed"]
STATES: Final[tuple[State, ...]] = ("fetched", "unchanged", "archived", "gone", "refused", "failed")
_GONE = (404, 410)
_REFUSED = (401, 403, 407, 451)
_BUSY = (429, 503)

Clock = Callable[[], float]
"""The time of day, in seconds since 1970."""
Sleep = Callable[[float], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest whose official page is wanted."""

    id: str
    address: str
    issued: str | None = None


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hosts are spared; all in seconds."""

    pause: float = 2.0
    most_pause: float = 30.0
    """The longest that a host's own wish makes us wait between two requests."""
    tries: int = 3
    most_wait: float = 120.0
    """The longest that we wait for a busy host; one that asks for more is left alone for this run."""
    fresh: float = 86_400.0
    """A page asked for less than this ago is not asked for again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page."""

    id: str
    address: str
    state: State
    detail: str = ""

    def record(self) -> dict[str, Any]:
        return asdict(self)


class _Resting(Exception):
    """The host is busy for longer than we wait."""


@dataclass
class _Tour:
    """The state of one run."""

    cache: Cache
    client: Client
    archive: Archive | None
    manners: Politeness
    clock: Clock
    sleep: Sleep
    robots: Robots
    again: bool
    ready: dict[str, float] = field(default_factory=dict)
    resting: dict[str, str] = field(default_factory=dict)

    # ---- turns ---------------------------------------------------------------------------------------------------------

    def wait_for(self, address: str) -> None:
        """Wait until the host of an address may be asked again."""
        rest = self.ready.get(_host(address), 0.0) - self.clock()
        if rest > 0:
            self.sleep(rest)

    def asked(self, address: str) -> None:
        """Note that a host was asked just now."""
        wish = self.robots.rules(address).delay if self.robots.knows(address) else 0.0
        self.ready[_host(address)] = self.clock() + max(self.manners.pause, min(wish, self.manners.most_pause))

    def get(self, address: str, headers: dict[str, str] | None = None, types: Sequence[str] | None = PAGES) -> Answer:
        """Ask for an address in turn; again, a few times, where the host is busy or the connection breaks."""
        host = _host(address)
        for attempt in range(1, self.manners.tries + 1):
            if host in self.resting:
                raise _Resting(self.resting[host])
            self.wait_for(address)
            last = attempt == self.manners.tries
            try:
                answer = self.client.get(address, headers, types)
            except Unreachable:
                if last:
                    raise
                delay = float(2**attempt)
            else:
                if answer.status not in _BUSY or last:
                    return answer
                asked_for = _retry_after(answer, self.clock())
                delay = float(2 ** (attempt + 1)) if asked_for is None else asked_for
                if delay > self.manners.most_wait:
                    self.resting[host] = f"{host} asks to be left alone for {delay:,.0f} seconds"
                    raise _Resting(self.resting[host])
            finally:
                self.asked(address)
            self.ready[host] = max(self.ready[host], self.clock() + delay)
        raise AssertionError("unreachable: the last attempt returns or raises")

    # ---- one page ------------------------------------------------------------------------------------------------------

    def visit(self, wanted: Wanted) -> Outcome:
        """Bring one page, and say what became of it."""
        known = self.cache.entry(wanted.id, wanted.address)
        if known is not None and not self.again and self._is_fresh(known):
            return _outcome(wanted, "archived" if known.archived else "gone" if known.status in _GONE else "unchanged", known)
        try:
            return self._visit(wanted, known)
        except Forbidden as error:
            return _outcome(wanted, "refused", known, error.what)
        except FetchError as error:
            return _outcome(wanted, "refused" if error.status in _REFUSED else "failed", known, error.what)
        except _Resting as error:
            return _outcome(wanted, "failed", known, str(error))

    def _visit(self, wanted: Wanted, known: Entry | None) -> Outcome:
        host = _host(wanted.address)
        if host in self.resting:
            raise _Resting(self.resting[host])
        if not self.robots.knows(wanted.address):
            self.wait_for(wanted.address)
            self.robots.rules(wanted.address)
            self.asked(wanted.address)
        rules = self.robots.rules(wanted.address)
        if rules.unknown:
            return _outcome(wanted, "failed", known, rules.unknown)
        if not rules.allows(wanted.address):
            return _outcome(wanted, "refused", known, f"the robots.txt of {host} does not allow it")
        answer = self.get(wanted.address, _conditions(known))
        if answer.status == 304 and known is not None:
            self.cache.keep(replace(known, fetched=self._stamp()), None)
            return _outcome(wanted, "unchanged", known)
        if answer.status in _GONE:
            return self._gone(wanted, known, answer.status)
        if answer.status != 200:
            raise unwanted(wanted.address, answer.status)
        if not answer.data.strip():
            return _outcome(wanted, "failed", known, "the page is empty")
        kept = self.cache.keep(self._entry(wanted, answer), answer.data)
        return _outcome(wanted, "unchanged" if known is not None and known.sha256 == kept.sha256 else "fetched", kept)

    def _gone(self, wanted: Wanted, known: Entry | None, status: int) -> Outcome:
        if known is not None and known.has_page:  # better than any copy: the page itself, from when it was there
            kept = self.cache.keep(replace(known, status=status, fetched=self._stamp()), None)
            return _outcome(wanted, "archived" if known.archived else "gone", kept, f"HTTP {status}; the page fetched before is kept")
        gone = Entry(wanted.id, wanted.address, status, self._stamp())
        if self.archive is None:
            self.cache.keep(gone, None)
            return _outcome(wanted, "gone", None, f"HTTP {status}")
        # The archive offers both addresses to programs; its robots.txt is about its own pages.
        question = self.archive.question(wanted.address, wanted.issued)
        timestamp = self.archive.timestamp(self.get(question, types=None))
        if timestamp is None:
            self.cache.keep(gone, None)
            return _outcome(wanted, "gone", None, f"HTTP {status}, and the archive has no copy")
        answer = self.get(copy := self.archive.address(timestamp, wanted.address))
        if answer.status != 200:
            raise FetchError(copy[:200], f"the archived copy answers with HTTP {answer.status}", "try again later")
        entry = replace(self._entry(wanted, answer), status=status, archived=timestamp, etag=None, last_modified=None)
        return _outcome(wanted, "archived", self.cache.keep(entry, answer.data))

    def _entry(self, wanted: Wanted, answer: Answer) -> Entry:
        return Entry(
            id=wanted.id,
            address=wanted.address,
            status=answer.status,
            fetched=self._stamp(),
            source=answer.address,
            media_type=answer.media_type or ("application/pdf" if answer.data[:1024].lstrip().startswith(b"%PDF-") else None),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    def _is_fresh(self, entry: Entry) -> bool:
        try:
            then = datetime.strptime(entry.fetched, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
        except ValueError:
            return False
        return 0 <= self.clock() - then < self.manners.fresh

    def _stamp(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fetch_all(
    wanted: Sequence[Wanted],
    cache: Cache,
    *,
    clock: Clock,
    sleep: Sleep,
    client: Client | None = None,
    archive: Archive | None = None,
    manners: Politeness | None = None,
    again: bool = False,
    progress: Progress = lambda _step, _done, _total: None,
) -> tuple[Outcome, ...]:
    """Bring the official pages of digests into the cache.

    Args:
        wanted: the digests, each id once.
        cache: where pages are kept.
        clock: the time of day, in seconds since 1970.
        sleep: waits for so many seconds.
        client: gets the pages.
        archive: is asked for pages that are gone; none where None.
        manners: pauses and patience.
        again: whether pages that were asked for lately are asked for again.
        progress: called with the step, how many pages are done, and how many there are.

    Returns:
        What became of each, in the order of `wanted`.

    Raises:
        CacheError: the cache cannot be written.
    """
    client = client or Client()
    tour = _Tour(cache, client, archive, manners or Politeness(), clock, sleep, Robots(client), again)
    outcomes: dict[str, Outcome] = {}
    progress("fetching pages", 0, len(wanted))
    for item in _in_turn(wanted, tour):
        outcomes[item.id] = tour.visit(item)
        progress("fetching pages", len(outcomes), len(wanted))
    return tuple(outcomes[item.id] for item in wanted)


def _in_turn(wanted: Sequence[Wanted], tour: _Tour) -> Iterator[Wanted]:
    """Yield next the page whose host may be asked soonest; of several the first."""
    left = list(wanted)
    while left:
        now = tour.clock()
        soonest = min(range(len(left)), key=lambda i: (max(tour.ready.get(_host(left[i].address), 0.0), now), i))
        yield left.pop(soonest)


def _outcome(wanted: Wanted, state: State, known: Entry | None, detail: str = "") -> Outcome:
    if known is not None and known.archived and state in ("archived", "unchanged"):
        detail = detail or f"copy of {known.archived[:4]}-{known.archived[4:6] or '01'}"
    return Outcome(wanted.id, wanted.address, state, detail)


def _conditions(known: Entry | None) -> dict[str, str]:
    """The headers that ask for a page only where it is another than the one we have."""
    if known is None or not known.has_page or known.archived:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()}


def _retry_after(answer: Answer, now: float) -> float | None:
    """How long a busy host asks us to wait, in seconds; None where it does not say."""
    stated = answer.headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdecimal():
        return float(stated[:12])
    try:
        return max(0.0, parsedate_to_datetime(stated).timestamp() - now) if stated else None
    except (ValueError, TypeError, OverflowError):
        return None


def _host(address: str) -> str:
    return (urlsplit(address).netloc or address).lower()
