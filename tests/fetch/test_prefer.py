"""Which text a build reads, and where digest and page differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ip5kg
from ip5kg.errors import BadArgument, UnreadableRelease
from ip5kg.fetch import Cache, Choice, Entry, compare, prefer
from ip5kg.model import MeetingStatement, Release, Span
from ip5kg.read import read_bytes
from tests.fetch.conftest import Run, Server
from tests.pdfs import Line, pdf

ADDRESS = "https://www.example.org/busan"
DIGEST = """---
url: {address}
publisher: EPO
publisher_code: EP
issued: 2023-06-16
title: IP5 Heads meet in Busan
language: en
source_language: en
kind: digest
---
The 16th IP5 Heads of Office Meeting was held in Busan, Republic of Korea, on 14 June 2023. It was hosted by KIPO.
"""
PAGE = """<html lang="en"><head><title>Five offices in Busan</title></head><body><main><h1>IP5 Heads meet in Busan</h1>
<p>The 16th IP5 Heads of Office Meeting was held in Busan, Republic of Korea, on 15 June 2023.</p>
<p>The meeting was hosted by KIPO.</p></main></body></html>"""


def digest(address: str = ADDRESS) -> Release:
    return read_bytes(DIGEST.format(address=address).encode(), "2023-epo-busan.md")


def chosen(tmp_path: Path, page: bytes | None, media_type: str | None = "text/html", release: Release | None = None) -> Choice:
    cache = Cache(tmp_path)
    release = release or digest()
    if page is not None:
        cache.keep(Entry(release.id, ADDRESS, 200, "2026-11-22T10:00:00Z", source=ADDRESS, media_type=media_type), page)
    (choice,) = prefer([release], cache, lambda data, name, kind, fields: read_bytes(data, name, kind, fields=fields))
    return choice


def test_a_page_takes_the_place_of_its_digest_with_its_id_and_metadata(tmp_path: Path) -> None:
    choice = chosen(tmp_path, PAGE.encode())
    page = choice.release
    assert page is choice.page
    assert (page.id, page.kind, page.url, page.publisher_code, page.issued) == ("2023-epo-busan", "release", ADDRESS, "EP", "2023-06-16")
    assert "15 June 2023" in page.text
    assert "14 June" not in page.text
    assert choice.record()["used"] == "page"


def test_a_page_may_be_a_pdf(tmp_path: Path) -> None:
    text = ["IP5 Heads meet in Busan, Republic of Korea", "The 16th IP5 Heads of Office Meeting was held on 15 June 2023, hosted by KIPO."]
    choice = chosen(tmp_path, pdf([[Line(line, 700 - 40 * i) for i, line in enumerate(text)]]), "application/pdf")
    assert choice.release.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("page", "media_type", "reason"),
    [
        (None, None, "was not fetched"),
        (b"\x89PNG\r\n", None, "is a picture"),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", "holds no text"),
        (
            "<html lang='ko'><body><p>제16차 회의가 부산에서 열렸다.</p></body></html>".encode(),
            "text/html; charset=utf-8",
            "another language (ko)",
        ),
        (b"<html lang='en'><body><h1>EPO</h1><p>Welcome to the home page of our office.</p></body></html>", "text/html", "something else"),
        (pdf([[]]), "application/pdf", "holds no text"),
    ],
    ids=["none", "picture", "no text", "language", "front page", "scanned"],
)
def test_the_digest_stays_where_its_page_cannot_be_read(tmp_path: Path, page: bytes | None, media_type: str | None, reason: str) -> None:
    choice = chosen(tmp_path, page, media_type)
    assert choice.release == digest()
    assert reason in choice.reason
    assert choice.record()["used"] == "digest"


def test_the_digest_stays_where_its_page_is_gone(tmp_path: Path) -> None:
    Cache(tmp_path).keep(Entry(digest().id, ADDRESS, 410, "2026-11-22T10:00:00Z"), None)
    assert chosen(tmp_path, None).reason == "its page is gone (HTTP 410)"


def test_a_release_that_is_no_digest_stays(tmp_path: Path) -> None:
    own = read_bytes(DIGEST.format(address=ADDRESS).replace("kind: digest", "kind: release").encode(), "2023-epo-busan.md")
    assert chosen(tmp_path, PAGE.encode(), release=own).release is own


def meeting(**values: object) -> MeetingStatement:
    return MeetingStatement(span=Span(0, 10), rule="test", series="heads", number=16, **values)  # type: ignore[arg-type]


def differences(
    mine: list[MeetingStatement], its: list[MeetingStatement]
) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(d.kind, d.field, d.digest, d.page) for d in compare(digest(), mine, digest(), its)]


def test_differences_of_a_fact() -> None:
    assert differences([meeting(start="2023-06-14")], [meeting(start="2023-06-14")]) == []
    assert differences([meeting(start="2023-06-14")], [meeting(start="2023-06-15")]) == [
        ("differs", "start", ("2023-06-14",), ("2023-06-15",))
    ]
    assert differences([meeting(start="2023-06")], [meeting(start="2023-06-15")]) == [
        ("more precise", "start", ("2023-06",), ("2023-06-15",))
    ]
    assert differences([meeting(city="Busan")], [meeting()]) == [("digest only", "city", ("Busan",), ())]
    assert differences([meeting()], [meeting(host="KR")]) == [("page only", "host", (), ("KR",))]


def test_differences_of_a_whole_thing() -> None:
    assert differences([meeting(city="Busan")], []) == [("digest only", None, ("city: Busan", "status: held"), ())]


# ---- as people use it --------------------------------------------------------------------------------------------------


@pytest.fixture
def releases(server: Server, tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "2023-epo-busan.md").write_text(DIGEST.format(address=server.serve("/busan", PAGE.encode())))
    (folder / "2023-epo-lost.md").write_text(DIGEST.format(address=server.url("/lost")).replace("KIPO", "the Korean office"))
    return folder


def test_fetch_then_build_with_the_official_text(releases: Path, server: Server, run: Run, tmp_path: Path) -> None:
    cache, out = tmp_path / "pages", tmp_path / "build"
    fetched = run("fetch", releases, "--cache", cache, "--allow-private", "--no-archive", "--pause", "0", "--format", "json")
    assert fetched.exit_code == 0, fetched.output
    assert json.loads(fetched.stdout)["counts"] == {"fetched": 1, "gone": 1}

    built = run("build", releases, "--cache", cache, "--out", out, "--format", "json")
    assert built.exit_code == 0, built.output
    report = json.loads((out / "reports" / "differences.json").read_text())
    assert {source["release"]: source["used"] for source in report["sources"]} == {"2023-epo-busan": "page", "2023-epo-lost": "digest"}
    (date,) = (d for d in report["differences"] if d["field"] == "start")
    assert (date["digest"], date["page"]) == (["2023-06-14"], ["2023-06-15"])
    assert "14 June" in date["digest_quote"]
    assert "15 June" in date["page_quote"]
    texts = (out / "texts.nq").read_text()
    assert "The meeting was hosted by KIPO." in texts


@pytest.mark.slow
def test_a_build_without_a_cache_knows_nothing_of_pages(releases: Path, run: Run, tmp_path: Path) -> None:
    assert run("build", releases, "--out", tmp_path / "build").exit_code == 0
    assert not (tmp_path / "build" / "reports" / "differences.json").exists()


def test_python_extracts_from_an_address_as_from_a_file(server: Server, tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta name="date" content="2023-06-16">')
    (tmp_path / "page.html").write_text(page)
    address = server.serve("/page.html", page.encode())
    from_page = ip5kg.extract(address, allow_private=True)
    assert from_page.statements == ip5kg.extract(tmp_path / "page.html").statements != ()
    with pytest.raises(UnreadableRelease, match="private"):
        ip5kg.extract(address)


def test_python_refuses_a_cache_that_is_not_there_before_it_reads(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="there is no such folder"):
        ip5kg.build(tmp_path, tmp_path / "build", cache=tmp_path / "no-such-folder")


@pytest.mark.slow
def test_python_builds_from_files_a_page_and_a_cache(releases: Path, server: Server, run: Run, tmp_path: Path) -> None:
    run("fetch", releases, "--cache", tmp_path / "pages", "--allow-private", "--no-archive", "--pause", "0")
    page = server.serve("/2022-meeting.html", PAGE.replace("<head>", '<head><meta name="date" content="2023-06-16">').encode())
    with ip5kg.build([releases, page], tmp_path / "build", cache=tmp_path / "pages", allow_private=True) as kg:
        assert kg.report is not None
        assert (kg.report.releases, len(kg.report.differences) > 0) == (3, True)


@pytest.mark.slow
def test_build_takes_addresses_beside_files(releases: Path, server: Server, run: Run, tmp_path: Path) -> None:
    page = server.serve("/2023-meeting.html", PAGE.replace("<head>", '<head><meta name="date" content="2023-06-16">').encode())
    arguments = ("build", releases, page, "--out", tmp_path / "build", "--format", "json")
    allowed = run(*arguments, "--allow-private")
    assert allowed.exit_code == 0, allowed.output
    assert json.loads(allowed.stdout)["releases"] == 3
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert "--allow-private" in refused.stderr
    assert json.loads(refused.stdout)["releases"] == 2


def test_an_address_alone_that_cannot_be_had_builds_nothing(server: Server, run: Run, tmp_path: Path) -> None:
    result = run("build", server.url("/none"), "--allow-private", "--out", tmp_path / "build")
    assert result.exit_code == 2
    assert "not there (HTTP 404)" in result.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fetch", "no-such-release"], "neither the id of a digest nor a file"),
        (["fetch", "--archive", "nowhere"], "no address of an archive"),
        (["build", "--cache", "no-such-folder"], "there is no such folder"),
        (["extract", "ftp://example.org/x"], "no web address"),
    ],
)
def test_mistakes_are_one_line(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_fetch_tells_a_table_and_ends_with_1_where_something_failed(releases: Path, server: Server, run: Run, tmp_path: Path) -> None:
    server.serve("/lost", b"", status=500)
    result = run("fetch", releases, "--cache", tmp_path / "pages", "--allow-private", "--pause", "0")
    assert result.exit_code == 1
    assert "fetched   2023-epo-busan" in result.stdout
    assert "failed    2023-epo-lost" in result.stdout
    assert "2 pages: 1 fetched, 1 failed" in result.stdout
