"""Stage *validate*: quads and shapes → a report in plain language.

Two kinds of rule, each where it is at home:

- **Shapes** (`ontology/shapes/*.ttl`), run by pySHACL: what one release must satisfy alone, and what the things in the
  facts and in the authority files must look like.
- **Checks** (`ontology/shapes/checks/*.rq`), plain SPARQL run by pyoxigraph: what depends on the graph in which a triple
  stands, or on all claims at once; the evidence gate once more, over the whole store.

Why pySHACL: it is the reference (118 of 120 W3C tests), and with the work cut down to what needs it, it is fast enough.
A release of 90 claims takes 0.1 s, the facts, choices and authority files of 110 such releases 5 s, all checks
together 1.5 s: 20 s of one slow core for everything. What made it so: the shapes are parsed once and lowered (`shapes`); the one
SPARQL constraint of a release stands on the release, not on each quote, since rdflib takes 15 ms to parse a query;
claims and evidence are judged with their release and not again with all others. The Rust validators are 10 to 70 times
faster, but at this size there is nothing to gain that would outweigh a young second engine whose every difference from
the reference had to be watched.

What comes from elsewhere is parsed and validated in a child process with bounds (`validate_file`, `bounded`).
"""

from ip5kg.validation.bounded import BoundExceeded
from ip5kg.validation.files import validate_file
from ip5kg.validation.report import Finding, Report, Severity
from ip5kg.validation.validate import Reference, reference, validate_build, validate_corpus, validate_release

__all__ = [
    "BoundExceeded",
    "Finding",
    "Reference",
    "Report",
    "Severity",
    "reference",
    "validate_build",
    "validate_corpus",
    "validate_file",
    "validate_release",
]
