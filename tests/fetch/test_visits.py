"""Many pages: pauses, robots.txt, busy hosts, pages that did not change or are gone, and runs that were stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ip5kg.fetch import Archive, Cache, Client, Outcome, Politeness, Wanted, fetch_all
from tests.fetch.conftest import PAGE, Handler, Server, Time


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "pages")


def go(server: Server, client: Client, cache: Cache, time: Time, *paths: str, **options: Any) -> dict[str, Outcome]:
    """Fetch the pages at `paths`; their ids are the paths without the slash."""
    wanted = [Wanted(path.strip("/"), server.url(path), "2023-06-15") for path in paths]
    return {outcome.id: outcome for outcome in fetch_all(wanted, cache, clock=time.clock, sleep=time.sleep, client=client, **options)}


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: outcome.state for name, outcome in outcomes.items()}


def test_pages_are_kept_with_what_is_known_of_them(server: Server, client: Client, cache: Cache, time: Time) -> None:
    address = server.serve("/a", ETag='"1"')
    assert states(go(server, client, cache, time, "/a")) == {"a": "fetched"}
    entry = cache.entry("a", address)
    assert entry is not None
    assert cache.data(entry) == PAGE
    assert (entry.status, entry.etag, entry.fetched, entry.source) == (200, '"1"', "2023-11-14T22:13:22Z", address)
    assert cache.entry("a", address + "?other") is None


def test_there_is_a_pause_between_two_requests_to_a_host(server: Server, client: Client, cache: Cache, time: Time) -> None:
    for path in ("/a", "/b", "/c"):
        server.serve(path)
    go(server, client, cache, time, "/a", "/b", "/c", manners=Politeness(pause=7))
    assert [path for path, _ in server.seen] == ["/robots.txt", "/a", "/b", "/c"]
    assert time.slept == [7, 7, 7]


def test_a_longer_pause_that_the_host_asks_for_is_kept_within_bounds(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 20\n", "text/plain")
    server.serve("/a")
    go(server, client, cache, time, "/a")
    assert time.slept == [20]
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 90000\n", "text/plain")
    go(server, client, cache, time, "/a", again=True)
    assert time.slept == [20, 30]


def test_hosts_take_turns(server: Server, client: Client, cache: Cache, time: Time) -> None:
    with Server() as other:
        import threading

        threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        wanted = [
            Wanted("a", server.serve("/a"), None),
            Wanted("b", server.serve("/b"), None),
            Wanted("c", other.serve("/c"), None),
            Wanted("d", other.serve("/d"), None),
        ]
        outcomes = fetch_all(wanted, cache, clock=time.clock, sleep=time.sleep, client=client, manners=Politeness(pause=10))
        other.shutdown()
    assert [outcome.state for outcome in outcomes] == ["fetched"] * 4
    assert sum(time.slept) == 30  # one after the other it would be 40


def test_robots_txt_is_asked_once_and_obeyed(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/robots.txt", b"User-agent: ip5kg\nDisallow: /private/\n", "text/plain")
    server.serve("/private/a")
    server.serve("/b")
    found = go(server, client, cache, time, "/private/a", "/b")
    assert states(found) == {"private/a": "refused", "b": "fetched"}
    assert "robots.txt" in found["private/a"].detail
    assert len(server.asked("/robots.txt")) == 1
    assert server.asked("/private/a") == []


@pytest.mark.parametrize(("status", "state"), [(404, "fetched"), (401, "refused"), (403, "refused"), (500, "failed"), (503, "failed")])
def test_robots_txt_that_cannot_be_had(server: Server, client: Client, cache: Cache, time: Time, status: int, state: str) -> None:
    server.serve("/a")
    server.serve("/robots.txt", b"", "text/plain", status)
    assert states(go(server, client, cache, time, "/a")) == {"a": state}


def test_a_page_that_did_not_change_is_not_sent_again(server: Server, client: Client, cache: Cache, time: Time) -> None:
    def conditional(handler: Handler) -> None:
        known = (
            handler.headers.get("If-None-Match") == '"7"' and handler.headers.get("If-Modified-Since") == "Thu, 15 Jun 2023 10:00:00 GMT"
        )
        handler.answer(
            b"" if known else PAGE, "text/html", 304 if known else 200, ETag='"7"', Last_Modified="Thu, 15 Jun 2023 10:00:00 GMT"
        )

    server.paths["/a"] = conditional
    server.serve("/b")  # without marks of its state, but with the same bytes
    assert states(go(server, client, cache, time, "/a", "/b")) == {"a": "fetched", "b": "fetched"}
    time.now += 90_000
    assert states(go(server, client, cache, time, "/a", "/b")) == {"a": "unchanged", "b": "unchanged"}
    entry = cache.entry("a", server.url("/a"))
    assert entry is not None
    assert cache.data(entry) == PAGE
    server.serve("/b", PAGE + b"<!-- new -->")
    assert states(go(server, client, cache, time, "/b", again=True)) == {"b": "fetched"}


def test_a_run_that_was_stopped_goes_on_where_it_ended(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/a")
    server.serve("/b")

    def stop(_step: str, done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(server, client, cache, time, "/a", "/b", progress=stop)
    assert states(go(server, client, cache, time, "/a", "/b")) == {"a": "unchanged", "b": "fetched"}
    assert (len(server.asked("/a")), len(server.asked("/b"))) == (1, 1)


def test_a_page_that_was_damaged_on_disk_is_fetched_again(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/a", ETag='"1"')
    go(server, client, cache, time, "/a")
    (page,) = cache.folder.glob("a.*.html")
    page.write_bytes(PAGE[:50])
    assert states(go(server, client, cache, time, "/a")) == {"a": "fetched"}
    assert "if-none-match" not in server.asked("/a")[1]
    for broken in (b"{", b"[]", b'{"id": "a"}', b'{"id": "a", "address": 7, "status": 200, "fetched": ""}', b"\xff"):
        (cache.folder / "a.json").write_bytes(broken)
        assert cache.entry("a", server.url("/a")) is None


def test_the_note_of_a_page_names_no_file_of_another_folder(
    server: Server, client: Client, cache: Cache, time: Time, tmp_path: Path
) -> None:
    address = server.serve("/a")
    go(server, client, cache, time, "/a")
    note = json.loads((cache.folder / "a.json").read_text())
    (tmp_path / "secret.html").write_bytes(PAGE)
    (cache.folder / "a.json").write_text(json.dumps({**note, "file": "../secret.html"}))
    assert cache.entry("a", address) is None


def test_ids_that_are_no_names_of_files_stay_in_the_folder(
    server: Server, client: Client, cache: Cache, time: Time, tmp_path: Path
) -> None:
    address = server.serve("/a")
    outcomes = fetch_all(
        [Wanted("../../evil", address), Wanted("a" * 300, address)], cache, clock=time.clock, sleep=time.sleep, client=client
    )
    assert [outcome.state for outcome in outcomes] == ["fetched", "fetched"]
    assert cache.entry("../../evil", address) is not None
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


# ---- busy hosts --------------------------------------------------------------------------------------------------------


def busy(times: int, **headers: str) -> Any:
    """Answer 503 so many times, then the page."""
    left = [times]

    def behave(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(b"", None, 503, **headers)
        else:
            handler.answer(PAGE, "text/html")

    return behave


def test_a_busy_host_is_asked_again_after_as_long_as_it_wishes(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.paths["/a"] = busy(1, Retry_After="45")
    server.paths["/b"] = busy(1, Retry_After="Tue, 14 Nov 2023 22:15:00 GMT")
    assert states(go(server, client, cache, time, "/a", "/b")) == {"a": "fetched", "b": "fetched"}
    assert 45 in time.slept


def test_a_busy_host_that_does_not_say_how_long_gets_longer_pauses(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.paths["/a"] = busy(2)
    assert states(go(server, client, cache, time, "/a")) == {"a": "fetched"}
    assert time.slept == [2, 4, 8]
    server.paths["/b"] = busy(99)
    assert states(go(server, client, cache, time, "/b")) == {"b": "failed"}
    assert len(server.asked("/b")) == 3


def test_a_host_that_asks_for_too_long_a_rest_is_left_alone(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.paths["/a"] = busy(1, Retry_After="86400")
    server.serve("/b")
    found = go(server, client, cache, time, "/a", "/b")
    assert states(found) == {"a": "failed", "b": "failed"}
    assert "86,400 seconds" in found["a"].detail
    assert server.asked("/b") == []
    assert sum(time.slept) < 10


# ---- pages that are gone -----------------------------------------------------------------------------------------------


def archived(server: Server, path: str, stamp: str | None = "20230616080000") -> Archive:
    """Have the server be an archive, too; it has a copy of the page at `path`, or none."""
    closest = {"closest": {"available": True, "status": "200", "timestamp": stamp, "url": "http://elsewhere.example/"}} if stamp else {}
    server.serve("/archive/wayback/available", json.dumps({"url": "x", "archived_snapshots": closest}).encode(), "application/json")
    server.serve(f"/archive/web/{stamp}id_/{server.url(path)}")
    return Archive.at(server.url("/archive"))


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_taken_from_the_archive(server: Server, client: Client, cache: Cache, time: Time, status: int) -> None:
    address = server.serve("/a", b"", status=status)
    found = go(server, client, cache, time, "/a", archive=archived(server, "/a"))
    assert (found["a"].state, found["a"].detail) == ("archived", "copy of 2023-06")
    entry = cache.entry("a", address)
    assert entry is not None
    assert (cache.data(entry), entry.archived, entry.status) == (PAGE, "20230616080000", status)
    assert any("timestamp=20230615" in path for path, _ in server.seen)
    assert states(go(server, client, cache, time, "/a")) == {"a": "archived"}


def test_a_page_that_is_gone_without_a_copy(server: Server, client: Client, cache: Cache, time: Time) -> None:
    address = server.url("/a")
    assert states(go(server, client, cache, time, "/a", archive=archived(server, "/a", None))) == {"a": "gone"}
    assert states(go(server, client, cache, time, "/a")) == {"a": "gone"}
    entry = cache.entry("a", address)
    assert entry is not None
    assert not entry.has_page


def test_a_page_that_was_fetched_before_it_went_is_kept(server: Server, client: Client, cache: Cache, time: Time) -> None:
    address = server.serve("/a")
    go(server, client, cache, time, "/a")
    server.serve("/a", b"", status=404)
    assert states(go(server, client, cache, time, "/a", again=True, archive=archived(server, "/a"))) == {"a": "gone"}
    entry = cache.entry("a", address)
    assert entry is not None
    assert cache.data(entry) == PAGE


@pytest.mark.parametrize("body", [b"no JSON", b"[]", b'{"archived_snapshots": 7}', b"[" * 5000])
def test_an_archive_that_answers_nonsense(server: Server, client: Client, cache: Cache, time: Time, body: bytes) -> None:
    server.serve("/archive/wayback/available", body, "application/json")
    found = go(server, client, cache, time, "/a", archive=Archive.at(server.url("/archive")))
    assert (found["a"].state, found["a"].detail) == ("failed", "the archive answers with something else")


def test_an_archive_does_not_lead_us_elsewhere(server: Server, client: Client, cache: Cache, time: Time) -> None:
    """Only the timestamp of its answer is used, and only if it is one."""
    assert states(go(server, client, cache, time, "/a", archive=archived(server, "/a", "../../etc"))) == {"a": "gone"}


# ---- the rest ----------------------------------------------------------------------------------------------------------


def test_what_is_no_page_is_named(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/empty", b"  ")
    server.serve("/picture", b"\x89PNG", "image/png")
    server.serve("/shut", b"", status=403)
    server.serve("/door", b'<form>Log in <input type="password"></form>')
    server.serve("/broken", b"", status=500)
    found = go(server, client, cache, time, "/empty", "/picture", "/shut", "/door", "/broken")
    assert states(found) == {"empty": "failed", "picture": "failed", "shut": "refused", "door": "refused", "broken": "failed"}
    assert all(outcome.detail for outcome in found.values())


def test_private_addresses_are_refused(server: Server, client: Client, cache: Cache, time: Time) -> None:
    server.serve("/a")
    assert states(go(server, replace(client, allow_private=False), cache, time, "/a")) == {"a": "refused"}
    assert server.seen == []


def test_a_connection_that_breaks_is_tried_again(server: Server, client: Client, cache: Cache, time: Time) -> None:
    tries: list[int] = []

    def breaks(handler: Handler) -> None:
        tries.append(1)
        handler.answer(PAGE, "text/html", Content_Length=str(len(PAGE) + (10 if len(tries) < 3 else 0)))

    server.paths["/a"] = breaks
    assert states(go(server, client, cache, time, "/a")) == {"a": "fetched"}
    assert len(tries) == 3


def test_progress_is_told(server: Server, client: Client, cache: Cache, time: Time) -> None:
    told: list[tuple[int, int]] = []
    go(server, client, cache, time, "/a", "/b", progress=lambda _step, done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
