"""The two further forms of a report: an HTML page, and RDF in the terms of SHACL."""

from __future__ import annotations

import hashlib
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ip5kg.errors import printable
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, RDF
from ip5kg.validation.terms import named

if TYPE_CHECKING:
    from ip5kg.validation.report import Finding, Report

SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"error": SH + "Violation", "warning": SH + "Warning", "note": SH + "Info"}

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem; overflow-wrap: anywhere }
ul { list-style: none; padding: 0 } li { border-left: .4rem solid; padding: .3rem .8rem; margin: .6rem 0; overflow-wrap: anywhere }
.error { border-color: #b00020 } .warning { border-color: #b36b00 } .note { border-color: #3a6ea5 }
.kind { font-weight: 600 } small { color: #555 } blockquote { margin: .3rem 0; font-style: italic }
"""


def html(report: Report) -> str:
    """Return the report as one page: no script, nothing loaded from elsewhere, every word of the data escaped."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Validation of {_safe(report.subject)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>Validation</h1><p>{_safe(report.summary())}</p>",
    ]
    for where, findings in groupby(sorted(report.findings, key=lambda f: f.where), key=lambda f: f.where):
        parts.append(f"<h2>{_safe(where)}</h2><ul>")
        parts += [_item(finding) for finding in findings]
        parts.append("</ul>")
    if report.notes:
        parts.append("<h2>Not checked</h2><ul>")
        parts += [f'<li class="note">{_safe(note)}</li>' for note in report.notes]
        parts.append("</ul>")
    parts.append("</body></html>")
    return "\n".join(parts) + "\n"


def _item(finding: Finding) -> str:
    quote = f"<blockquote>«{_safe(finding.quote)}»</blockquote>" if finding.quote else ""
    rule = finding.shape.removeprefix(BASE)
    return (
        f'<li class="{finding.severity}"><span class="kind">{finding.severity}</span> {_safe(finding.message)}{quote}'
        f"<small>{_safe(finding.focus)} · {_safe(rule)}</small></li>"
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def ntriples(report: Report) -> str:
    """Return the report in the terms of SHACL, as sorted N-Triples in which every node is an IRI.

    As with pySHACL's `allow_warnings`, sh:conforms is true where only warnings and notes were found; it is false where
    nothing was looked at.
    """
    triples: set[ox.Triple] = set()
    lines = []
    for finding in report.findings:
        node = ox.NamedNode(f"{BASE}finding/{_digest(repr(finding.key))}")
        lines.append(node.value)
        triples.update(_result(node, finding))
    this = ox.NamedNode(f"{BASE}validation/{_digest(repr((report.subject, report.touched, report.notes, lines)))}")
    triples.add(ox.Triple(this, ox.NamedNode(RDF.type), _sh("ValidationReport")))
    triples.add(ox.Triple(this, _sh("conforms"), ox.Literal(report.conforms)))
    triples.add(ox.Triple(this, ox.NamedNode(DCTERMS.title), ox.Literal(report.summary(), language="en")))
    triples.update(ox.Triple(this, _sh("result"), ox.NamedNode(line)) for line in lines)
    triples.update(ox.Triple(this, ox.NamedNode(DCTERMS.description), ox.Literal(note, language="en")) for note in report.notes)
    return "".join(sorted(f"{triple} .\n" for triple in triples))


def _result(node: ox.NamedNode, finding: Finding) -> set[ox.Triple]:
    triples = {
        ox.Triple(node, ox.NamedNode(RDF.type), _sh("ValidationResult")),
        ox.Triple(node, _sh("resultSeverity"), ox.NamedNode(_SEVERITIES[finding.severity])),
        ox.Triple(node, _sh("resultMessage"), ox.Literal(finding.message, language="en")),
        ox.Triple(node, _sh("sourceShape"), ox.NamedNode(finding.shape)),
    }
    focus, path = named(finding.focus), named(finding.path)
    if focus is not None:
        triples.add(ox.Triple(node, _sh("focusNode"), focus))
    if path is not None:  # a longer path has no form without blank nodes
        triples.add(ox.Triple(node, _sh("resultPath"), path))
    value = _term(finding.value)
    if value is not None:
        triples.add(ox.Triple(node, _sh("value"), value))
    return triples


def _sh(term: str) -> ox.NamedNode:
    return ox.NamedNode(SH + term)


def _term(ntriples_form: str) -> ox.NamedNode | ox.Literal | None:
    """Return the term that stands there in N-Triples form; None for nothing and for a blank node."""
    if not ntriples_form or ntriples_form.startswith("_:"):
        return None
    statement = f"<{RDF.type}> <{RDF.type}> {ntriples_form} ."
    term = next(iter(ox.parse(statement, format=ox.RdfFormat.N_TRIPLES))).object
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
