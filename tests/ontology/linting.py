"""Runs the lint rules of `ontology/lint/` over the files that each of them names in its `# over:` line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ip5kg.namespaces import IP5, PREFIXES
from tests.conftest import ROOT

RULES = ROOT / "ontology" / "lint"
SLIPS = Path(__file__).parent / "slips"

FILES = {
    "ontology": ["ontology/ip5.ttl"],
    "standards": ["ontology/lint/standards.ttl"],
    "vocabularies": ["ontology/vocabularies/*.ttl"],
    "shapes": ["ontology/shapes/*.ttl"],
    "examples": ["ontology/examples/*.ttl", "ontology/examples/*.trig"],
    "data": ["data/authority/*.ttl"],
    "queries": ["queries/*.rq", "ontology/lint/*.rq"],
}
"""What a rule may be over. `facts`, the built graph, is left to the tests of the build."""

_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG}
_STRINGS_AND_COMMENTS = re.compile(r'"[^"\n]*"|<[^>\s]*>|(?m:^\s*#.*$)')
OWN_NAME = re.compile(r"\bip5:([A-Za-z]\w*)")


def rules() -> list[str]:
    return sorted(path.stem for path in RULES.glob("*.rq"))


def scopes(rule: str) -> list[str]:
    """Return what a rule is over, from its header."""
    header = (RULES / f"{rule}.rq").read_text(encoding="utf-8")
    match = re.search(r"^# over: (.+)$", header, re.MULTILINE)
    assert match, f"{rule}.rq does not say what it is over"
    return [scope.strip() for scope in match[1].split(",")]


@cache
def quads_of(scope: str) -> tuple[ox.Quad, ...]:
    """Return the quads of all files of a scope, each file in a graph of its own."""
    paths = sorted(path for pattern in FILES[scope] for path in ROOT.glob(pattern))
    return tuple(quad for path in paths for quad in (_terms_named_in(path) if path.suffix == ".rq" else read(path)))


def read(path: Path) -> list[ox.Quad]:
    """Return the quads of a Turtle or TriG file; what stands in its default graph is put into a graph of the file's name."""
    graph = ox.NamedNode(f"urn:file:{path.name}")
    try:
        found = list(ox.parse(path.read_bytes(), format=_FORMATS[path.suffix], base_iri="https://w3id.org/ip5kg/"))
    except SyntaxError as error:
        raise AssertionError(f"{path.name} cannot be read: {error}") from error
    return [q if isinstance(q.graph_name, ox.NamedNode) else ox.Quad(q.subject, q.predicate, q.object, graph) for q in found]


def _terms_named_in(path: Path) -> list[ox.Quad]:
    """Return one quad for each term of ours that a query names, so that rules can ask for them."""
    query = _STRINGS_AND_COMMENTS.sub(" ", path.read_text(encoding="utf-8"))
    node, mentions = ox.NamedNode(f"urn:file:{path.name}"), ox.NamedNode("http://purl.org/dc/terms/references")
    return [ox.Quad(node, mentions, ox.NamedNode(IP5.base + term), node) for term in sorted(set(OWN_NAME.findall(query)))]


def findings(rule: str, quads: Iterable[ox.Quad]) -> list[tuple[str, ...]]:
    """Return what the rule finds in the quads: one tuple a row, the thing found first."""
    store = ox.Store()
    store.extend(quads)
    solutions = store.query((RULES / f"{rule}.rq").read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(shown(term) for term in solution) for solution in solutions]


def shown(term: object) -> str:
    """Return a term as people write it: `ip5:Meeting`, the text of a literal."""
    value = getattr(term, "value", str(term))
    for prefix, base in PREFIXES.items():
        if value.startswith(base) and len(value) > len(base):
            return f"{prefix}:{value[len(base) :]}"
    return value
