"""A store on disk, and a real server on loopback that serves it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ip5kg.store import Store, write
from tests.store import sample


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that no test changes."""
    path = tmp_path_factory.mktemp("stores") / "store"
    write(path, sample.quads())
    return path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server that holds the sample."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("the oxigraph server (PyPI: oxigraph) is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [binary, "serve-read-only", "--location", str(folder), "--bind", address, "--union-default-graph"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        first = process.stderr.readline()  # it says so when it listens
        assert address in first, first
        yield f"http://{address}/query"
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
