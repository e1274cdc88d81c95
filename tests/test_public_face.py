"""What `import ip5kg` offers: a small face that stays as it is."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

import ip5kg
from ip5kg.errors import BadArgument, StoreError
from ip5kg.namespaces import IP5
from ip5kg.results import Table
from ip5kg.store import building
from tests.network.sample import quads


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("face") / "build"
    with building(out) as folder:
        folder.store(quads())
    return out


def test_the_names_are_these_and_no_others() -> None:
    assert ip5kg.__all__ == ["Ip5kgError", "KnowledgeGraph", "__version__", "build", "extract", "open"]
    for name in ip5kg.__all__:
        assert getattr(ip5kg, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = ip5kg.no_such_name  # type: ignore[attr-defined]


def test_the_methods_are_these_and_all_are_described() -> None:
    methods = {name: method for name, method in inspect.getmembers(ip5kg.KnowledgeGraph) if not name.startswith("_")}
    verbs = {"open", "build", "query", "sparql", "dataset", "rows", "close"}
    verbs |= {"network", "draw", "analyse", "export", "why", "conflicts", "validate"}
    assert set(methods) == verbs | {"catalogue", "offices"}
    for name, method in methods.items():
        assert inspect.getdoc(method), name


def test_importing_is_quick_and_loads_no_rdf_library() -> None:
    code = "import sys, ip5kg; print(sorted({'rdflib', 'pyoxigraph', 'networkx', 'rich', 'typer', 'matplotlib'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert ip5kg.__version__ == version("ip5kg")


def test_a_graph_is_opened_asked_and_closed(built: Path) -> None:
    with ip5kg.open(built) as kg:
        answer = kg.query("participants", meeting=14)
        assert isinstance(answer, Table)
        assert {record["name"] for record in answer.records()} == {"Kasutani Toshihide", "Shen Changyu"}
        assert kg.sparql("ASK { ?meeting ip5:number 14 }") is True
        assert len(kg) == len(quads())
        assert repr(kg) == f"<KnowledgeGraph {built}: 3 releases, {len(quads()):,} quads>"
    with pytest.raises(StoreError, match="closed"):
        kg.query("participants", meeting=14)
    kg.close()


def test_a_path_may_be_text(built: Path) -> None:
    with ip5kg.open(str(built)) as kg:
        assert kg.folder == built


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ip5kg build"):
        ip5kg.open(tmp_path)


def test_the_dataset_finds_facts_by_bare_patterns(built: Path) -> None:
    with ip5kg.open(built) as kg:
        hosts = set(kg.dataset().objects(URIRef("https://w3id.org/ip5kg/meeting/heads/14"), URIRef(IP5.hostedBy)))
    assert hosts == {URIRef("https://w3id.org/ip5kg/office/JP")}


def test_network_picture_export_and_reasons(built: Path) -> None:
    with ip5kg.open(built) as kg:
        assert kg.network("office-body").number_of_edges() == 6
        assert kg.network("office-body", as_of="2018-06").nodes["office/CN"]["label"] == "SIPO"
        assert kg.draw("office-body").startswith("<?xml")
        assert "ip5:hostedBy" in kg.export("turtle")
        assert kg.why("meeting/heads/14 hostedBy office/JP").facts[0].claims
        with pytest.raises(BadArgument, match="did you mean"):
            kg.why("meeting/heads/41")


def test_every_error_is_one_kind(built: Path) -> None:
    with ip5kg.open(built) as kg:
        for wrong in (
            lambda: kg.query("no-such"),
            lambda: kg.export("docx"),
            lambda: kg.network("no-such"),
            lambda: kg.why("?"),
            lambda: kg.sparql("?"),
        ):
            with pytest.raises(ip5kg.Ip5kgError):
                wrong()
    with pytest.raises(ip5kg.Ip5kgError):
        ip5kg.extract("no-such-file.md")


def test_an_office_may_be_given_by_its_name(built: Path) -> None:
    with ip5kg.open(built) as kg:
        assert kg.offices["sipo"] == kg.offices["cnipa"] == kg.offices["cn"]
