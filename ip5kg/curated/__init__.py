"""Curated claims: what is known of meetings, figures and projects from pages that were not made into a release.

`data/curated/*.yaml` is kept by hand (its form stands in `data/README.md`). Each entry becomes claims of the same kind as
those read from releases, with source pages in place of evidence, in `graph/curated`; they enter the choice between
claims beside the others. What a release of the same page states is left to the release: no fact twice.
"""

from ip5kg.curated.fields import Entry
from ip5kg.curated.files import load
from ip5kg.curated.quads import Pages, curate

__all__ = ["Entry", "Pages", "curate", "load"]
