"""The output and the picture that README shows, made by running the commands: `python -m tests.readme` writes them anew.

A block of README between `<!-- output: COMMAND -->` and `<!-- end -->` holds what the command prints.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT, SHARED

README = ROOT / "README.md"
PICTURE = ROOT / "data" / "pictures" / "office-body.svg"
_BLOCK = re.compile(r"<!-- output: (?P<command>[^\n]{1,200}) -->\n(?P<shown>.*?)<!-- end -->", re.DOTALL)
MAKE_RUN = (["build", "--out", "build"], ["query", "participants", "-p", "meeting=14"])


def blocks(text: str) -> dict[str, str]:
    """Return the blocks of README: command → what is shown."""
    return {match["command"]: match["shown"] for match in _BLOCK.finditer(text)}


def shown(command: str, folder: Path) -> str:
    """Run a command of README in `folder`, in which `build/` lies, and return its block."""
    if command == "score":
        done = subprocess.run([sys.executable, "-m", "tests.score", "--markdown"], capture_output=True, text=True, cwd=ROOT, check=True)
        return done.stdout
    if command == "make run":
        parts = ["$ make run\n" + "\n".join(run(arguments, folder) for arguments in MAKE_RUN)]
    else:
        match = re.fullmatch(r'ip5kg why "(?P<fact>[^"]+)"', command)
        if match is None:
            raise ValueError(f"README shows the output of {command!r}, and nothing here can run it")
        parts = [f"$ {command}\n" + run(["why", match["fact"]], folder)]
    return "```console\n" + "".join(line.rstrip() + "\n" for line in "".join(parts).splitlines()) + "```\n"


def run(arguments: list[str], folder: Path) -> str:
    done = subprocess.run([sys.executable, "-m", "ip5kg", *arguments], capture_output=True, text=True, cwd=folder, check=True)
    return done.stdout


def main() -> None:
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for command in blocks(text):
            if command != "score" or (SHARED / "gold").is_dir():
                made = shown(command, Path(folder))
                text = _BLOCK.sub(
                    lambda m, c=command, s=made: f"<!-- output: {c} -->\n{s}<!-- end -->" if m["command"] == c else m[0], text
                )
        PICTURE.parent.mkdir(exist_ok=True)
        run(["draw", "office-body", "-o", str(PICTURE)], Path(folder))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
