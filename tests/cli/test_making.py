"""`build`, `extract` and `validate` as people use them, on small releases written for these tests."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import ip5kg
from ip5kg.cli.output import progress
from ip5kg.errors import BadArgument, UnreadableRelease
from tests.cli.conftest import Run

TEXT = """The Japan Patent Office (JPO) hosted the 14th IP5 Heads of Office Meeting by video conference on June 23, 2021.

The heads agreed on a roadmap for co-operation in the field of artificial intelligence.

JPO: Mr. Kasutani Toshihide, Commissioner
"""
RELEASE = f"---\nurl: https://example.org/one\npublisher: JPO\nissued: 2021-06-24\ntitle: The 14th meeting of the IP5 heads\n---\n\n{TEXT}"
OTHER = (
    RELEASE.replace("example.org/one", "example.org/two")
    .replace("14th", "13th")
    .replace("June 23, 2021", "July 21, 2020")
    .replace("2021-06-24", "2020-07-22")
)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    file = tmp_path / "one.md"
    file.write_text(RELEASE, encoding="utf-8")
    return file


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "one.md").write_text(RELEASE, encoding="utf-8")
    (folder / "two.md").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the two releases, for tests that only look at it."""
    folder = tmp_path_factory.mktemp("two")
    for name, text in (("one.md", RELEASE), ("two.md", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    with ip5kg.build([folder / "two.md", folder / "one.md"], folder / "build") as kg:
        assert kg.report is not None
        assert kg.report.conforms
    return folder / "build"


class TestExtract:
    def test_a_record_a_line_each_with_its_quote(self, run: Run, release: Path) -> None:
        result = run("extract", release, "--format", "jsonl")
        assert result.exit_code == 0, result.stderr
        records = [json.loads(line) for line in result.stdout.splitlines()]
        text = RELEASE.split("---\n", 2)[2]
        for record in records:
            assert record["release"] == "one"
            assert record["quote"] in text
        (meeting,) = (record for record in records if record["type"] == "meeting")
        assert (meeting["series"], meeting["number"], meeting["start"], meeting["host"]) == ("heads", 14, "2021-06-23", "JP")

    def test_a_table_is_grouped_and_quotes(self, run: Run, release: Path) -> None:
        text = run("extract", release).stdout
        assert text.startswith("The 14th meeting of the IP5 heads\none · JPO · 2021-06-24\nhttps://example.org/one\n")
        assert "\nMeetings\n  heads 14 · 2021-06-23 · " in text
        assert "\nDecisions · heads 14\n" in text
        assert "Kasutani Toshihide" in text
        assert "«" in text

    def test_trig_holds_claims_with_evidence(self, run: Run, release: Path) -> None:
        result = run("extract", release, "--format", "trig")
        quads = list(ox.parse(result.stdout.encode(), ox.RdfFormat.TRIG))
        quotes = {quad.object.value for quad in quads if quad.predicate.value.endswith("oa#exact")}
        assert quotes
        assert all(quote in RELEASE for quote in quotes)

    def test_stdin_is_read(self, run: Run, release: Path) -> None:
        by_stdin = run("extract", "-", "--format", "jsonl", stdin=RELEASE)
        assert by_stdin.exit_code == 0, by_stdin.stderr
        assert by_stdin.stdout.replace('"stdin"', '"one"') == run("extract", release, "--format", "jsonl").stdout

    def test_several_go_into_one_file(self, run: Run, releases: Path, tmp_path: Path) -> None:
        out = tmp_path / "found.jsonl"
        result = run("extract", *sorted(releases.iterdir()), "--format", "jsonl", "-o", out)
        assert (result.exit_code, result.stdout) == (0, "")
        assert {json.loads(line)["release"] for line in out.read_text(encoding="utf-8").splitlines()} == {"one", "two"}

    def test_one_that_cannot_be_read_is_named_and_the_rest_done(self, run: Run, release: Path, tmp_path: Path) -> None:
        (tmp_path / "binary.md").write_bytes(b"\x00\x01\x02" * 100)
        result = run("extract", tmp_path / "binary.md", release, "--format", "jsonl")
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert "binary.md" in result.stderr
        assert result.stdout == run("extract", release, "--format", "jsonl").stdout

    def test_a_release_about_something_else_says_so(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "other.md"
        file.write_text("---\nissued: 2021-06-24\ntitle: A bakery opens\n---\n\nA bakery opened in town.\n", encoding="utf-8")
        assert "nothing was found that is about the IP5" in run("extract", file).stdout

    def test_terminal_escapes_are_shown_not_obeyed(self, run: Run, release: Path) -> None:
        release.write_text(RELEASE.replace("video conference", "video \x1b[31mconference"), encoding="utf-8")
        assert "\x1b" not in run("extract", release).stdout


class TestBuild:
    def test_what_it_holds_is_told_and_the_same_releases_give_the_same_bytes(
        self, run: Run, releases: Path, two: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "build"
        result = run("build", releases / "one.md", releases / "two.md", "--out", out, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        told = json.loads(result.stdout)
        assert (told["releases"], told["conforms"], told["refused"]) == (2, True, [])
        assert told["meetings"] >= 2  # those of the curated record are in every build
        for name in ("claims", "decisions", "participations", "people", "documents", "figures", "conflicts", "unresolved_names"):
            assert isinstance(told[name], int)
        for name in ("facts.ttl", "facts.jsonld", "ip5kg.trig", "ip5kg.nq", "texts.nq"):  # whatever the order of the paths
            assert (out / name).read_bytes() == (two / name).read_bytes()
        assert {"facts.ttl", "facts.jsonld", "ip5kg.trig", "ip5kg.nq", "texts.nq", "store", "reports"} <= {
            file.name for file in out.iterdir()
        }

    def test_what_was_built_answers(self, run: Run, two: Path) -> None:
        assert "Kasutani Toshihide" in run("query", "participants", "-p", "meeting=14", "--build", two).stdout
        assert "«" in run("why", "meeting/heads/14", "hostedBy", "office/JP", "--build", two).stdout
        assert run("validate", "--build", two).exit_code == 0

    @pytest.mark.slow
    def test_a_release_that_cannot_be_read_is_named_and_the_rest_built(self, run: Run, releases: Path, tmp_path: Path) -> None:
        (releases / "three.md").write_bytes(b"\x00" * 100)
        result = run("build", releases, "--out", tmp_path / "build", "--format", "json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["releases"] == 2
        assert result.stderr.count("\n") == 1
        assert "three.md" in result.stderr

    @pytest.mark.slow
    def test_what_does_not_conform_together_is_not_put_in_place(self, run: Run, release: Path, tmp_path: Path) -> None:
        base, out = "https://w3id.org/ip5kg/", tmp_path / "build"
        proposal = tmp_path / "proposal.nq"
        proposal.write_text(
            f"<{base}meeting/heads/14> <{base}ontology#hostedBy> <{base}office/KR> <{base}graph/facts> .\n", encoding="utf-8"
        )
        result = run("build", release, proposal, "--out", out)
        assert result.exit_code == 1
        assert "nothing was put in place" in result.stderr
        assert not out.exists()
        assert (tmp_path / "build.refused" / "reports" / "validation.html").is_file()
        with pytest.raises(BadArgument, match="do not conform"):
            ip5kg.build([release, proposal], out)

    @pytest.mark.slow
    def test_progress_is_shown_where_it_is_asked_for(self, run: Run, release: Path, tmp_path: Path) -> None:
        result = run("build", release, "--out", tmp_path / "build", "--progress")
        assert "reading releases: 1 of 1" in result.stderr
        assert "reading releases" not in result.stdout
        assert "1  releases" in result.stdout
        assert result.stdout.endswith("conforms\n")

    def test_a_file_in_the_way_is_left_alone(self, run: Run, release: Path, tmp_path: Path) -> None:
        (tmp_path / "build").write_text("mine")
        result = run("build", release, "--out", tmp_path / "build")
        assert (result.exit_code, result.stdout) == (2, "")
        assert (tmp_path / "build").read_text() == "mine"

    @pytest.mark.slow
    def test_python_builds_and_opens(self, releases: Path, tmp_path: Path) -> None:
        steps: list[str] = []
        with ip5kg.build(releases, tmp_path / "build", progress=lambda step, _done, _total: steps.append(step)) as kg:
            assert kg.report is not None
            assert (kg.report.releases, kg.report.conforms) == (2, True)
            assert kg.sparql("ASK { ?meeting ip5:number 14 }") is True
        assert "reading releases" in steps
        with pytest.raises(UnreadableRelease):
            ip5kg.build(tmp_path / "none", tmp_path / "build")

    def test_python_extracts(self, release: Path) -> None:
        found = ip5kg.extract(release)
        assert found.release.id == "one"
        assert {statement.kind for statement in found.statements} >= {"meeting", "decision"}


class TestValidate:
    def test_a_fact_that_nobody_claims_does_not_conform(self, run: Run, two: Path, tmp_path: Path) -> None:
        whole = (two / "ip5kg.nq").read_text(encoding="utf-8") + (two / "texts.nq").read_text(encoding="utf-8")
        forged = whole.replace(
            "<https://w3id.org/ip5kg/office/JP> <https://w3id.org/ip5kg/graph/facts>",
            "<https://w3id.org/ip5kg/office/KR> <https://w3id.org/ip5kg/graph/facts>",
        )
        assert forged != whole
        (tmp_path / "whole.nq").write_text(whole, encoding="utf-8")
        (tmp_path / "forged.nq").write_text(forged, encoding="utf-8")
        assert run("validate", tmp_path / "whole.nq").exit_code == 0
        result = run("validate", tmp_path / "forged.nq", "--format", "json")
        assert result.exit_code == 1
        assert not json.loads(result.stdout)["conforms"]

    def test_a_file_of_which_nothing_can_be_checked_does_not_conform(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "strange.ttl").write_text("<http://example.org/a> <http://example.org/b> 1 .")
        result = run("validate", tmp_path / "strange.ttl")
        assert result.exit_code == 1
        assert "nothing was checked" in result.stdout

    @pytest.mark.parametrize(("format_", "start"), [("text", "facts.ttl "), ("json", "{"), ("html", "<!"), ("rdf", "<")])
    def test_reports_come_in_four_forms(self, run: Run, two: Path, format_: str, start: str) -> None:
        result = run("validate", two / "facts.ttl", "--format", format_)
        assert result.exit_code == 0, result.stdout
        assert result.stdout.startswith(start)


def test_no_progress_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(None) as step:
        step("working", 1, 2)
    with progress(False) as step:
        step("working", 1, 2)
    assert capsys.readouterr().err == ""


def test_plain_progress_is_not_told_for_each_of_many(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(True) as step:
        for done in range(1001):
            step("working", done, 1000)
    assert 10 <= len(capsys.readouterr().err.splitlines()) <= 12
