"""The data dictionary and the citation: made from the ontology and the version, and current."""

from __future__ import annotations

import tomllib

import pytest
import yaml

from ip5kg.dictionary import dictionary, main
from ip5kg.namespaces import IP5
from tests.conftest import ROOT


def test_the_dictionary_is_current() -> None:
    written = (ROOT / "ontology" / "DICTIONARY.md").read_text("utf-8")
    assert written == dictionary(ROOT / "ontology"), "write it again: python -m ip5kg.dictionary --write"


def test_the_dictionary_has_every_term_with_its_sentence() -> None:
    page = dictionary(ROOT / "ontology")
    for term in IP5:
        short = "ip5:" + term.removeprefix(IP5.base)
        assert f"### {short}\n" in page or f"| `{short}`" in page, short
    assert "| `ip5:hostedBy` | `ip5:Meeting` | `org:Organization` | The office or association" in page
    assert "| `ip5:chairedBy` *(derived)* |" in page
    assert "| `role/chair` | chair |" in page
    assert all(line.count("|") - line.count("\\|") in (0, 4, 5) for line in page.splitlines())


def test_the_dictionary_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == dictionary(ROOT / "ontology")


def test_the_citation_names_the_version_that_is_here() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == project["version"] == cited["references"][0]["version"]
    assert {author["name"] for author in cited["authors"]} == {author["name"] for author in project["authors"]}
    assert project["license"] in cited["license"]
    assert all(cited[field] for field in ("message", "title", "abstract", "keywords"))
