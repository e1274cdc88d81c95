"""`data/judgements.yaml`: what a person decided, one line a decision; take a line out, build again, and it is undone.

Each line has `decision` (accept, reject, same, different, unsure), `reason` and `source`. `accept` and `reject` name a
value of a property of a thing (`subject`, `property`, `value`); `same`, `different` and `unsure` name two things
(`subject`, `value`), and may add the name as a page prints it (`printed`). Things are written as the last part of their
IRI (`meeting/heads/13`), properties as `schema:startDate` or by the bare name of a term of our ontology.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ip5kg import iris
from ip5kg.errors import BadArgument
from ip5kg.mapping.choosing import Judgement
from ip5kg.mapping.terms import date, iri, number, text
from ip5kg.namespaces import PREFIXES

_THING = re.compile(r"[a-z-]+/[^\s<>\"{}|\\^`]{1,200}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where PyYAML was built with it: ten times as fast
_DECISIONS = ("accept", "reject", "same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Identity:
    """That two things are one: the IRI that goes, the IRI that stays."""

    goes: str
    stays: str
    reason: str
    source: str
    """IRI of the page on which it rests."""
    printed: str | None = None
    """The name as a page prints it, where it is a name that misled."""


@dataclass(frozen=True, slots=True)
class Judgements:
    choices: tuple[Judgement, ...] = ()
    identities: tuple[Identity, ...] = ()

    @property
    def same(self) -> tuple[tuple[str, str], ...]:
        """(the IRI that goes, the IRI that stays)"""
        return tuple((identity.goes, identity.stays) for identity in self.identities)


def load_judgements(path: Path) -> Judgements:
    """Return the judgements of a file; a missing file holds none.

    Raises:
        BadArgument: naming the line's place in the file and what is wrong with it.
    """
    if not path.exists():
        return Judgements()
    try:
        lines = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or []  # noqa: S506 – it is one of the safe ones
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadArgument(path.name, f"not readable as YAML: {error}".splitlines()[0], "mend the file") from error
    if not isinstance(lines, list):
        raise BadArgument(path.name, "not a list of judgements", "begin each judgement with '- decision:'")
    choices, identities = [], []
    for place, line in enumerate(lines, start=1):
        where = f"{path.name}, judgement {place}"
        if not isinstance(line, dict) or line.get("decision") not in _DECISIONS:
            raise BadArgument(where, f"no decision of {', '.join(_DECISIONS)}", "give it as 'decision:'")
        for key in ("subject", "value", "reason", "source"):
            if line.get(key) in (None, ""):
                raise BadArgument(where, f"no {key}", f"give it as '{key}:'")
        if line["decision"] in ("accept", "reject"):
            predicate = _property(line.get("property"), where)
            choices.append(
                Judgement(
                    accept=line["decision"] == "accept",
                    subject=_thing(line["subject"], where),
                    predicate=predicate,
                    value=str(_value(line["value"])),
                    reason=" ".join(str(line["reason"]).split()),
                    source=_thing(line["source"], where),
                )
            )
        elif line["decision"] == "same":
            identities.append(
                Identity(
                    _thing(line["subject"], where),
                    _thing(line["value"], where),
                    " ".join(str(line["reason"]).split()),
                    _thing(line["source"], where),
                    str(line["printed"]) if line.get("printed") else None,
                )
            )
    return Judgements(tuple(choices), tuple(identities))


def _thing(name: Any, where: str) -> str:
    if not isinstance(name, str) or not _THING.fullmatch(name):
        raise BadArgument(where, f"{name!r} does not name a thing", "write it like meeting/heads/13")
    return iris.BASE + name


def _property(name: Any, where: str) -> str:
    prefix, _, local = str(name or "").rpartition(":")
    namespace = PREFIXES.get(prefix or "ip5")
    if not local or namespace is None:
        raise BadArgument(where, f"{name!r} does not name a property", "write it like schema:startDate or hostedBy")
    return namespace + local


def _value(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and not 1000 <= value <= 9999:
        return number(value)
    written = str(value)
    if _DATE.fullmatch(written):
        return date(written)
    if _THING.fullmatch(written):
        return iri(iris.BASE + written)
    return text(written)
