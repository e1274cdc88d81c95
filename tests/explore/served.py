"""A small real graph to serve: what four digests say of the 14th meeting, with authority files, choices and derived facts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from ip5kg import knowledge, mapping, pipeline
from ip5kg.explore.app import create
from ip5kg.explore.delivery import loopback_hosts
from ip5kg.explore.site import QUERY_LIMITS, Site
from ip5kg.read import read_path
from ip5kg.store import Limits, write
from tests.conftest import ROOT
from tests.explore.client import Client

RELEASES = ("2021-06-24-meti-14th-heads", "2021-06-29-cnipa-14th-heads", "2021-07-02-kipo-14th-heads", "2018-06-15-jpo-11th-heads")


@cache
def quads() -> tuple[Quad, ...]:
    known = knowledge.load(ROOT / "ontology", ROOT / "data")
    gathered: list[Quad] = []
    for name in RELEASES:
        gathered += pipeline.quads_of(pipeline.extract(read_path(ROOT / "data" / "releases" / f"{name}.md"), known), known)
    outcome = mapping.choose(mapping.claims_of(gathered), known.judgements.choices)
    derived = mapping.derive(outcome, known.reference, known.labels, mapping.issuers_in(gathered))
    return tuple(sorted({*known.quads, *gathered, *derived}, key=str))


@cache
def folder() -> Path:
    """A folder with a store of these quads, for the life of this process."""
    place = Path(_keep(tempfile.TemporaryDirectory(prefix="ip5kg-tests-")).name)
    write(place / "store", quads())
    return place


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def _keep(folder: tempfile.TemporaryDirectory[str]) -> tempfile.TemporaryDirectory[str]:
    _KEPT.append(folder)
    return folder


@contextmanager
def served(
    place: Path | None = None, limits: Limits = QUERY_LIMITS, workers: int = 2, *, shared: bool = True, built: Path | None = None
) -> Iterator[Client]:
    """Yield a client of the application on the graph in a folder."""
    site = Site(place or folder(), built, limits=limits, workers=workers, hosts=loopback_hosts(), shared=shared)
    client = Client(create(site))
    client.site = site
    try:
        yield client
    finally:
        site.close()
        client.close()
