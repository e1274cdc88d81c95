"""Validation of a file: an exported build, one release, the facts alone; written by us or by anybody."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from ip5kg.errors import Ip5kgError
from ip5kg.namespaces import IP5, RDF
from ip5kg.validation import bounded
from ip5kg.validation.report import Report
from ip5kg.validation.validate import own_reference, releases_of, validate_corpus, validate_release

FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
LARGEST: Final = 512  # MB
TEXTS: Final = "texts.nq"
_TYPE = ox.NamedNode(RDF.type)


def validate_file(path: Path | str, *, seconds: float | None = None, megabytes: int | None = None) -> Report:
    """Validate a file of RDF in a child process with bounds.

    Args:
        path: Turtle (.ttl), TriG (.trig), N-Triples (.nt), N-Quads (.nq) or JSON-LD (.jsonld).
        seconds: time that parsing and validation may take; by default 15, and more for each MB: 2 where a line is a quad,
            6 in the terser formats.
        megabytes: memory that they may take; by default 600, and 20 more for each MB.

    A build keeps the texts of its releases apart: where the file has none, those of the `texts.nq` beside it are used.

    Raises:
        Ip5kgError: one line, with line and column where the file does not parse.
        BoundExceeded: naming the bound.
    """
    file = Path(path)
    texts = file.with_name(TEXTS)
    size = (_size(file) + (_size(texts) if texts.is_file() else 0)) / bounded.MEGABYTE
    record = bounded.call(
        "ip5kg.validation.files:check",
        {"path": str(file.absolute())},
        where=file.name,
        seconds=seconds if seconds is not None else 15 + _pace(file) * round(size),
        megabytes=megabytes if megabytes is not None else 600 + 20 * round(size),
    )
    return Report.from_record(record)


def _pace(file: Path) -> int:
    return 2 if file.suffix.lower() in (".nq", ".nt") else 6


def _size(file: Path) -> int:
    """Return the size of a file that we are willing to read."""
    if file.suffix.lower() not in FORMATS:
        raise Ip5kgError(file.name, "is in no format that can be validated", f"give a file ending in {', '.join(FORMATS)}")
    try:
        found = file.stat()
    except OSError as error:
        raise Ip5kgError(str(file), f"cannot be read: {error.strerror or error}", "check the path") from None
    if not stat.S_ISREG(found.st_mode):
        raise Ip5kgError(file.name, "is no ordinary file", "give the path of a file")
    if found.st_size > LARGEST * bounded.MEGABYTE:
        raise Ip5kgError(file.name, f"is larger than {LARGEST} MB", "validate the releases one by one")
    return found.st_size


def check(path: str) -> dict[str, Any]:
    """Validate a file in this process; `validate_file` calls it in a child. Returns the record of a report."""
    file = Path(path)
    quads = read(file)
    texts = file.with_name(TEXTS)
    if texts.is_file() and not any(quad.predicate.value == IP5.text for quad in quads):
        releases = {quad.subject for quad in quads if quad.predicate.value == IP5.sha256}
        quads += [quad for quad in read(texts) if quad.predicate.value == IP5.text and quad.subject in releases]
    return validate_quads(quads, file.name).record()


def read(file: Path) -> list[ox.Quad]:
    """Parse a file of RDF; nothing is fetched from anywhere.

    Raises:
        Ip5kgError: naming line and column.
    """
    try:
        quads = list(ox.parse(path=str(file), format=FORMATS[file.suffix.lower()]))
    except SyntaxError as error:
        place = f"{file.name}, line {error.lineno}, column {error.offset}" if error.lineno else file.name
        reason = (error.msg or str(error)).rpartition("columns ")[2].partition(": ")[2] or error.msg or str(error)
        raise Ip5kgError(place, reason, "mend the file there") from None
    except MemoryError as error:  # the parser's own bound, 16 MB for one line or value
        raise bounded.BoundExceeded(file.name, f"cannot be parsed: {error}", "make its values shorter") from None
    except (OSError, ValueError) as error:
        raise Ip5kgError(file.name, f"cannot be read: {error}", "check the file") from None
    if any(isinstance(quad.object, ox.Triple) for quad in quads):
        raise Ip5kgError(file.name, "holds triples about triples (RDF 1.2)", "write them as claims, as RDF 1.1 has it")
    return quads


def validate_quads(quads: list[ox.Quad], name: str) -> Report:
    """Validate whatever stands in `quads`: releases one by one, and all that can be checked of them together."""
    known = own_reference()
    text_apart = not any(quad.predicate.value == IP5.text for quad in quads)
    reports = [validate_release(part, known, text_apart=text_apart) for part in releases_of(quads).values()]
    if not reports:
        # Without named graphs, whatever belongs to releases is taken as one.
        rest = _without_curated(quads)
        has_claims = any(quad.predicate.value == IP5.statedIn for quad in rest)
        reports.append(_placed(validate_release(rest, known, text_apart=text_apart and has_claims), name))
    return Report.merged([*reports, _placed(validate_corpus(quads, known), name)], name)


def _without_curated(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Leave out the curated claims, which have a source page in the place of a release."""
    curated = {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == ox.NamedNode(IP5.CuratedClaim)}
    return [quad for quad in quads if quad.subject not in curated]


def _placed(report: Report, name: str) -> Report:
    """Put the name of the file where a finding has no place of its own."""
    return replace(report, findings=tuple(replace(f, where=name) if f.where == report.subject else f for f in report.findings))
