"""Whatever goes wrong ends in one line on stderr and an exit code; there is never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ip5kg.cli import guard, main
from ip5kg.errors import BadQuery, StoreError
from tests.cli.conftest import Run


def ip5kg(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ip5kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-verb"],
        ["query", "--no-such-option"],
        ["query", "-p"],
        ["why"],
        ["extract"],
        ["draw"],
        ["export", "docx"],
        ["query", "a", "b"],
        ["extract", "x", "--format", "pdf"],
        ["conflicts", "--format", "papyrus"],
    ],
)
def test_wrong_usage_is_one_line_and_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("ip5kg: usage: ")
    assert result.stderr.count("\n") == 1
    assert "--help" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "participants"], 3, "ip5kg build"),
        (["why", "meeting/heads/14"], 3, "ip5kg build"),
        (["export", "turtle"], 3, "ip5kg build"),
        (["network", "office-body"], 3, "ip5kg build"),
        (["draw", "office-body", "-o", "x.svg"], 3, "ip5kg build"),
        (["validate"], 3, "ip5kg build"),
        (["draw", "office-body", "-o", "x.gif"], 2, ".svg, .png or .html"),
        (["query", "no-such-question"], 2, "neither a query of the catalogue nor a file"),
        (["query"], 2, "--list"),
        (["query", "participants", "-p", "meeting"], 2, "KEY=VALUE"),
        (["query", "participants", "-p", "meeting=14", "-p", "meeting=15"], 2, "given twice"),
        (["query", "participants", "--endpoint", "http://127.0.0.1:9/sparql"], 2, "127.0.0.1"),
        (["query", "participants", "--endpoint", "file:///etc/passwd"], 2, "http"),
        (["extract", "no-such-file.md"], 2, "no-such-file.md"),
        (["build", "no-such-folder"], 2, "no-such-folder"),
        (["validate", "no-such-file.ttl"], 2, "no-such-file.ttl"),
    ],
)
def test_a_users_mistake_is_one_line(
    run: Run, arguments: list[str], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, ""), result.stderr
    assert result.stderr.startswith("ip5kg: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["why", "meeting/heads/41"], "did you mean"),
        (["why", "meeting/heads/14", "hostetBy"], "did you mean ip5:hostedBy"),
        (["network", "no-such-view"], "office-body"),
        (["network", "office-body", "--as-of", "yesterday"], "2021-06-23, 2021-06 or 2021"),
        (["network", "office-body", "--as-of", ""], "2021-06-23, 2021-06 or 2021"),
        (["draw", "office-body", "--as-of", "1999"], "nothing to draw"),
        (["query", "participants", "-p", "meeting=fourteen"], "whole number"),
        (["query", "SELECT * {"], "not valid SPARQL"),
        (["query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "INSERT DATA { <a:a> <a:b> 1 }"], "update"),
        (["export", "turtle", "--graph", "no-such-release"], "no-such-release"),
        (["export", "turtle", "-o", "no/such/folder/x.ttl"], "make the folder"),
        (["export", "turtle", "-o", "."], "is a folder"),
    ],
)
def test_mistakes_in_questions_to_a_build_are_one_line(
    run: Run, built: Path, arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, "--build", built)
    assert (result.exit_code, result.stdout) == (2, ""), result.stderr
    assert result.stderr.startswith("ip5kg: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_names_with_control_characters_are_shown_escaped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("extract", "evil\x1b[31m\nname\u202e.md")
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


def test_a_damaged_store_is_3_and_names_the_remedy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "build" / "store").mkdir(parents=True)
    (tmp_path / "build" / "store" / "CURRENT").write_text("rubbish")
    result = run("why", "meeting/heads/14", "--build", tmp_path / "build")
    assert result.exit_code == 3
    assert "ip5kg build --out" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("error", "code"), [(BadQuery("q", "is wrong", "mend it"), 2), (StoreError("s", "is gone", "build it"), 3)])
def test_our_errors_end_with_their_code(error: Exception, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise error

    assert guard.guarded(fails) == code
    assert capsys.readouterr().err == f"ip5kg: {error}\n"


def test_a_fault_of_ours_is_one_line_that_names_a_log(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def fails() -> None:
        raise ZeroDivisionError("two\nlines")

    assert guard.guarded(fails) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    (log,) = (tmp_path / "ip5kg").iterdir()
    assert str(log) in said
    assert "Traceback" in log.read_text()
    assert "ZeroDivisionError" in log.read_text()


def test_a_log_that_cannot_be_written_is_no_second_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a-file"
    file.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(file))
    monkeypatch.setattr(guard.tempfile, "gettempdir", lambda: str(file))
    assert guard.guarded(lambda: 1 // 0) == 70
    assert "no log could be written" in capsys.readouterr().err


def test_a_full_disk_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise OSError(28, "No space left on device", "some-file")

    assert guard.guarded(fails) == 2
    assert capsys.readouterr().err.startswith("ip5kg: some-file: No space left on device (")


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    assert guard.guarded(stopped) == 130
    assert capsys.readouterr().err == "ip5kg: stopped\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_stop_a_command_quietly(number: int, code: int, tmp_path: Path) -> None:
    """`extract -` waits for its stdin, which never ends; so the signal always finds it at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from ip5kg.cli import main; print('ready', flush=True); sys.exit(main(['query', '-']))"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    process.stdin.write("SELECT")
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (code, "ip5kg: stopped\n")


def test_nobody_reading_is_quiet(built: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "ip5kg", "export", "nquads", "--graph", "all", "--build", str(built)]
    process = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    os.close(write)
    assert (process.returncode, process.stderr) == (141, "")


def test_the_module_and_the_function_give_the_exit_code(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-verb"]) == 2
    assert main(["--version"]) == 0
    assert capfd.readouterr().out.startswith("ip5kg ")
    assert ip5kg("no-such-verb").returncode == 2


def test_output_is_utf8_whatever_the_locale(built: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "ip5kg", "why", "office/JP", "--build", str(built)],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert result.returncode == 0, result.stderr
    assert "特許庁" in result.stdout.decode("utf-8")
