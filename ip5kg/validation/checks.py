"""The rules that SHACL cannot say, as plain SPARQL over the store: `ontology/shapes/checks/*.rq`, one finding a row.

A check starts with a header, lines of `# name: value`:

    title     what holds if the check finds nothing
    message   what to tell for each row; `{name}` stands for the value of the variable `?name`
    severity  error, warning or note
    needs     what must be in the store for the check to mean anything: facts, claims, choices, texts, authority
    shape     the shape that finds the same in one release alone, if there is one

and gives rows with `?focus`, and with `?path` and `?value` where that helps. Write MINUS, not FILTER NOT EXISTS with two
patterns: the engine takes 0.3 s for the one and 200 s for the other on 10,000 releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ip5kg import iris, resources
from ip5kg.errors import Ip5kgError
from ip5kg.namespaces import IP5, PREFIXES
from ip5kg.validation.explain import QUOTE_GATE, Explainer, human, spoken
from ip5kg.validation.report import Finding, Severity
from ip5kg.validation.shapes import Result

_HEADER = re.compile(r"# (title|message|severity|needs|shape): (\S.{0,600})")
MOST = 1000
_NEEDS = ("facts", "claims", "choices", "texts", "authority")
_SHORT_CUT_NEEDS = frozenset({"facts", "claims", "choices"})
_SEVERITIES: Mapping[str, Severity] = {"error": "error", "warning": "warning", "note": "note"}
_SHAPE_BASE = iris.BASE + "shapes#"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over the whole store."""

    name: str
    title: str
    message: str
    severity: Severity
    needs: frozenset[str]
    shape: str
    query: str


@cache
def load() -> tuple[Check, ...]:
    """Return all checks: those of `ontology/shapes/checks`, and two for each short-cut that the ontology defines."""
    ontology = resources.folder("ontology")
    written = tuple(read(path) for path in sorted((ontology / "shapes" / "checks").glob("*.rq")))
    return written + short_cuts(ox.parse(path=str(ontology / "ip5.ttl"), format=ox.RdfFormat.TURTLE))


def read(path: Path) -> Check:
    """Read a check from its file.

    Raises:
        Ip5kgError: if its header lacks something.
    """
    query = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in query.splitlines():
        found = _HEADER.fullmatch(line.rstrip())
        if found:
            header[found.group(1)] = found.group(2)
        elif not line.startswith("#"):
            break
    needs = frozenset(header.get("needs", "").replace(",", " ").split())
    severity = _SEVERITIES.get(header.get("severity", ""))
    if severity is None or "title" not in header or "message" not in header or not needs <= set(_NEEDS):
        raise Ip5kgError(path.name, "the header of this check is not complete", "give it a title, a message, a severity and what it needs")
    return Check(path.stem, header["title"], header["message"], severity, needs, header.get("shape", _SHAPE_BASE + path.stem), query)


def short_cuts(ontology: Iterable[ox.Quad]) -> tuple[Check, ...]:
    """Return two checks for each derived property: it says what follows from the pattern in its `ip5:derivedFrom`, and all of it.

    `ontology` must be our own file: the patterns are put into queries as they stand.
    """
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    found = []
    for quad in ontology:
        if quad.predicate.value != IP5.derivedFrom or not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            continue
        name = quad.subject.value.removeprefix(IP5.base)
        stated = f"GRAPH <{iris.FACTS_GRAPH}> {{ ?focus {quad.subject} ?value }}"
        follows = f"{{ SELECT DISTINCT (?subject AS ?focus) (?object AS ?value) WHERE {{ {quad.object.value} }} }}"
        bind = f"BIND ({quad.subject} AS ?path)"
        found += [
            Check(
                name=f"short-cut-{name}",
                title=f"Every ip5:{name} follows from the facts it is short for",
                message="The short-cut {path} from {focus} to {value} follows from no fact: run the build again.",
                severity="error",
                needs=_SHORT_CUT_NEEDS,
                shape=f"{_SHAPE_BASE}short-cut-{name}",
                query=f"{prefixes}SELECT DISTINCT ?focus ?path ?value WHERE {{ {stated} MINUS {follows} {bind} }}",
            ),
            Check(
                name=f"no-short-cut-{name}",
                title=f"No ip5:{name} is missing that follows from the facts",
                message="The short-cut {path} from {focus} to {value} follows from the facts, but is not there: run the build again.",
                severity="error",
                needs=_SHORT_CUT_NEEDS,
                shape=f"{_SHAPE_BASE}no-short-cut-{name}",
                query=f"{prefixes}SELECT DISTINCT ?focus ?path ?value WHERE {{ {follows} MINUS {{ {stated} }} {bind} }}",
            ),
        ]
    return tuple(sorted(found, key=lambda c: c.name))


def present(store: ox.Store) -> frozenset[str]:
    """Return which of the things that checks may need are in the store."""

    def has(subject: str | None, predicate: str | None, graph: str | None) -> bool:
        terms = [ox.NamedNode(t) if t else None for t in (subject, predicate, graph)]
        return any(True for _ in store.quads_for_pattern(terms[0], terms[1], None, terms[2]))

    found = {
        "facts": has(None, None, iris.FACTS_GRAPH),
        "claims": has(None, IP5.statedIn, None),
        "choices": has(None, IP5.claimStatus, None),
        "texts": has(None, IP5.text, None),
        "authority": has(None, None, iris.AUTHORITY_GRAPH),
    }
    return frozenset(name for name, there in found.items() if there)


def run(check: Check, store: ox.Store, explainer: Explainer) -> list[Finding]:
    """Return what the check finds, one finding a row, `MOST` of them at most: who has a thousand needs no more."""
    rows = store.query(check.query, use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise Ip5kgError(check.name, "this check is no SELECT query", "write it as one")
    names = [variable.value for variable in rows.variables]
    return [_finding(check, {n: row[n] for n in names if row[n] is not None}, explainer) for row in islice(rows, MOST)]


def _finding(check: Check, row: Mapping[str, object], explainer: Explainer) -> Finding:
    focus, path, value = (row.get(name) for name in ("focus", "path", "value"))
    if check.shape == QUOTE_GATE:
        return explainer.finding(Result(check.severity, str(focus), "", str(value), check.message, check.shape, "SPARQL"))
    focus_iri = focus.value if isinstance(focus, ox.NamedNode) else str(focus)
    words = {name: human(term) for name, term in row.items()} | {"focus": explainer.name(focus_iri)}
    if isinstance(path, ox.NamedNode):
        words["path"] = f"«{spoken(path.value)}»"
    # One pass over our own template: what stands in the data is never read as a template again.
    message = re.sub(r"\{(\w{1,30})\}", lambda m: words.get(m.group(1), "nothing"), check.message)
    return Finding(
        severity=check.severity,
        where=explainer.place(focus_iri),
        focus=focus_iri,
        path=path.value if isinstance(path, ox.NamedNode) else "",
        value="" if value is None else str(value),
        message=message,
        shape=check.shape,
        quote=explainer.quote(focus_iri),
    )
