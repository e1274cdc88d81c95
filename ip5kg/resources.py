"""Where `ontology/`, `data/` and `queries/` lie: in a wheel beside the package, in a checkout beside its folder.

hatchling's `force-include` fills wheels but not editable installs, so both places are looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ip5kg.errors import Ip5kgError

Name = Literal["ontology", "data", "queries"]


def folder(name: Name) -> Path:
    """Return the folder of that name.

    Raises:
        Ip5kgError: if the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for place in (package / "_resources" / name, package.parent / name):
        if place.is_dir():
            return place
    raise Ip5kgError(name, "this folder is missing from the installation", "install ip5kg again")
