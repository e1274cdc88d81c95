"""README shows what the commands print today."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ip5kg.cli.app import app
from tests import readme
from tests.conftest import ROOT

TEXT = readme.README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(scope="module")
def made_run(folder: Path) -> str:
    """What README shows of `make run`; it leaves the build in `folder`."""
    return readme.shown("make run", folder)


def test_the_output_shown_is_the_output(folder: Path, made_run: str) -> None:
    for command, block in readme.blocks(TEXT).items():
        if command != "score":  # made by `make score`, which needs the gold
            made = made_run if command == "make run" else readme.shown(command, folder)
            assert made == block, "run: python -m tests.readme"


@pytest.mark.usefixtures("made_run")
def test_the_picture_is_the_one_that_the_command_draws(folder: Path) -> None:
    readme.run(["draw", "office-body", "-o", "picture.svg"], folder)
    assert (folder / "picture.svg").read_bytes() == readme.PICTURE.read_bytes(), "run: python -m tests.readme"


def test_every_verb_in_readme_exists_and_every_verb_is_in_readme() -> None:
    named = set(re.findall(r"^    ip5kg ([a-z]+)", TEXT, re.MULTILINE))
    offered = set(re.findall(r"^│ ([a-z]+) ", CliRunner().invoke(app, ["--help"]).output, re.MULTILINE))
    assert offered
    assert named == offered


def test_every_extra_in_readme_exists() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"ip5kg\[(\w+)\]", TEXT)) <= set(extras)
