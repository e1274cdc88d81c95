"""Opening: what cannot be read is refused in one line that says how to mend it."""

from __future__ import annotations

import codecs
import os
import threading
import unicodedata
from pathlib import Path

import pytest

from ip5kg.errors import UnreadableRelease
from ip5kg.read import read_bytes, read_path
from tests.conftest import ROOT, SHARED, needs_shared

GOOD = "---\nissued: 2021-06-24\n---\nThe heads met.\n"


def refusal(*args: object, **named: object) -> str:
    with pytest.raises(UnreadableRelease) as caught:
        (read_path if isinstance(args[0], Path) else read_bytes)(*args, **named)  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.remedy in message
    return message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "nothing.md")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    for number, content in enumerate(("", " \n\t\n", "\ufeff")):
        path = tmp_path / f"{number}.md"
        path.write_text(content, encoding="utf-8")
        assert "is empty" in refusal(path)


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert "symbolic link" in refusal(tmp_path / "link.md")


def test_a_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    seen: list[str] = []
    reader = threading.Thread(target=lambda: seen.append(refusal(tmp_path / "pipe.md")), daemon=True)
    reader.start()
    reader.join(timeout=10)
    assert len(seen) == 1
    assert "pipe, socket or device" in seen[0]


def test_a_device() -> None:
    assert "pipe, socket or device" in refusal(Path("/dev/null"))


def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.md"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "may not be read" in refusal(path)


def test_the_limit_on_size(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    path.write_text(GOOD, encoding="utf-8")
    assert read_path(path, limit=len(GOOD)).issued == "2021-06-24"
    assert "larger than" in refusal(path, limit=len(GOOD) - 1)
    assert "larger than" in refusal(GOOD.encode(), "a.md", limit=10)


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"%PDF-1.7 ...", "a.pdf", "PDF"),
        (b"%PDF-1.7 ...", "a.md", "PDF"),
        (b"PK\x03\x04....", "a.docx", "office document"),
        (b"\x89PNG\r\n\x1a\n....", "a.md", "picture"),
        (b"\x00\x01\x02\x03" * 50, "a.md", "not text"),
        (bytes(range(1, 32)) * 20, "a.txt", "not text"),
        (GOOD.encode() + b"\x00", "a.md", "not text"),
        (b"hello", "a.rtf", "unknown ending"),
        (b"{\\rtf1 hello}", "a.rtf", "RTF"),
    ],
)
def test_what_is_no_text(data: bytes, name: str, what: str) -> None:
    assert what in refusal(data, name)


def test_an_unknown_media_type() -> None:
    assert "application/json" in refusal(GOOD.encode(), "a", "application/json")


def test_the_media_type_beats_the_name() -> None:
    page = b"<html><head><meta name='date' content='2021-06-24'></head><body><p>The heads met.</p></body></html>"
    assert read_bytes(page, "a.md", "text/html; charset=utf-8").text == "The heads met."
    assert read_bytes(page, "https://example.org/news?id=7").media_type == "text/html"


def test_a_name_with_terminal_escapes_is_shown_harmlessly() -> None:
    assert "\x1b" not in refusal(b"", "evil\x1b[2Jname.md")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_encodings_of_text(encoding: str, mark: bytes) -> None:
    text = "---\nissued: 2021-06-24\n---\nPresident António Campinos met 김용래 and 申长雨.\n"
    release = read_bytes(mark + text.encode(encoding), "a.md")
    assert release.text == "President António Campinos met 김용래 and 申长雨.\n"


def test_an_undeclared_encoding_is_guessed() -> None:
    text = GOOD + "Le président Benoît Battistelli a présidé la réunion à Malte. L'été dernier, les délégués étaient là.\n" * 5
    assert "Benoît" in read_bytes(text.encode("latin-1"), "a.md").text


def test_the_encoding_that_a_page_declares() -> None:
    page = '<html><head><meta charset="euc-kr"><meta name="date" content="2021-06-24"></head><body><p>특허청은 회의를 열었다.</p></body></html>'
    assert read_bytes(page.encode("euc-kr"), "a.html").text == "특허청은 회의를 열었다."


@pytest.mark.parametrize("encoding", ["rot13", "zip", "no-such-thing", "hex", "punycode" * 20])
def test_a_declared_encoding_that_is_none_does_no_harm(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"><meta name="date" content="2021-06-24"></head><body><p>The heads met.</p></body></html>'
    assert read_bytes(page.encode(), "a.html").text == "The heads met."


def test_line_ends_and_composed_letters_are_made_one() -> None:
    decomposed = unicodedata.normalize("NFD", "António met.")
    release = read_bytes(f"---\r\nissued: 2021\r\n---\r\n{decomposed}\r\nHe sat down.\r".encode(), "a.md")
    assert release.text == "António met.\nHe sat down.\n"
    assert release.sentences[0].span.of(release.text) == "António met."


def test_the_same_bytes_give_the_same_release() -> None:
    assert read_bytes(GOOD.encode(), "a.md") == read_bytes(GOOD.encode(), "a.md")
    assert len(read_bytes(GOOD.encode(), "a.md").sha256) == 64


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "releases").iterdir()), ids=lambda p: p.stem)
def test_every_release_of_the_package_is_read(path: Path) -> None:
    release = read_path(path)
    assert release.id == path.stem
    assert release.blocks
    assert release.kind == "digest"


@needs_shared
def test_every_test_release_is_read() -> None:
    paths = sorted((SHARED / "releases").iterdir())
    assert paths
    for path in paths:
        release = read_path(path)
        assert any(block.kind == "paragraph" or block.kind == "item" for block in release.blocks), path.name
        assert release.url is not None, path.name
