"""The text of a SPARQL query: cut into tokens, checked, its parameters bound, before any engine sees it.

Why not leave that to the engines? Three measured reasons (pyoxigraph 0.5.13):

- `SERVICE` makes pyoxigraph, rdflib and most servers call other machines, and none has a switch. Searching for the
  word is wrong both ways: it may stand in a string, an IRI or a comment, and `SERVICEex:a {…}` calls out as well,
  since the engine's grammar knows no borders between words, just as `FILTER(?a<?b)SERVICE#>` does, in which a
  simple scanner sees an IRI. So the text is cut into tokens as the grammar does, with `<` read by its place.
- An engine's own binding of parameters ("substitutions") refuses every variable that is not selected; `VALUES` is not
  seen in sub-queries, in nested filters and in `OPTIONAL`, where it made a query 90 times slower. So a value takes
  the place of its variable, token for token, and the new text is cut up again and compared: a value
  can never become anything but one term. The same text then goes to every engine.
- A query of a few kilobytes, nested deeply enough or long enough in operators, overflows the engine's stack and
  ends the process (from 1,600 levels or operators on). Such texts are refused here.
"""

from __future__ import annotations

from ip5kg.sparql.prepare import NO_BINDINGS, Bindings, Prepared, Term, position, prepare, unknown_graph
from ip5kg.sparql.scan import KNOWN_PREFIXES, MAX_DEPTH, MAX_OPERATORS, Analysis, Form, analyse

__all__ = [
    "KNOWN_PREFIXES",
    "MAX_DEPTH",
    "MAX_OPERATORS",
    "NO_BINDINGS",
    "Analysis",
    "Bindings",
    "Form",
    "Prepared",
    "Term",
    "analyse",
    "position",
    "prepare",
    "unknown_graph",
]
