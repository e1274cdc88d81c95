"""A real server in a process of its own, on a free port of loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[bytes]
    address: str
    port: int


@contextmanager
def running(*arguments: str, seconds: float = 5.0) -> Iterator[Running]:
    """Start `ip5kg explore` with these arguments and wait until it says where it listens."""
    command = [sys.executable, "-m", "ip5kg", "explore", "--port", "0", "--no-browser", "--query-seconds", str(seconds), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        address = process.stdout.readline().decode().strip()
        assert address.startswith("http://"), process.stderr.read().decode()
        yield Running(process, address, int(address.rstrip("/").rpartition(":")[2]))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
