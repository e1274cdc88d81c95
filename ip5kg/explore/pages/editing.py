"""The page on which SPARQL is written: an editor, the questions as examples, and what the editor completes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from ip5kg.explore.pages.overview import query_form
from ip5kg.explore.pages.values import Page, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DATA_PREFIXES, PREFIXES, RDFS
from ip5kg.queries import Query

_EXAMPLE: Final = """SELECT ?meeting ?name ?day ?host WHERE {
  ?meeting a ip5:Meeting ; rdfs:label ?name ; schema:startDate ?day ; ip5:hostedBy ?host .
}
ORDER BY DESC(STR(?day))
LIMIT 50"""
_OWL: Final = PREFIXES["owl"]


def editor_page(world: World, query: str, *, bundle: str) -> Page:
    """Return the page of the editor; `bundle` is the script of the editor, "" where it was not built."""
    catalogue: Mapping[str, Query] = world.catalogue or {}
    examples = [{"title": found.title, "form": query_form(world, found, {})} for found in catalogue.values()]
    return Page(
        "SPARQL",
        "Query editor",
        lede=(Value("Ask the graph in its own language. The endpoint is /sparql; it only reads, and stops a query after a few seconds."),),
        crumbs=world.crumbs(),
        template="editor.html",
        here="sparql",
        extra={"query": query or _EXAMPLE, "asked": bool(query), "examples": examples, "bundle": bundle, "terms": terms(world)},
    )


def terms(world: World) -> str:
    """Return what the editor completes from, as JSON: prefixes, classes and properties that the graph knows, with their sentences.

    The text may stand inside a script element: no tag can begin in it.
    """
    found = []
    for kind, classes in (("class", ("Class",)), ("property", ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))):
        for iri in world.reader.of_type(*(_OWL + cls for cls in classes)):
            name = shortened(iri)
            if name:
                found.append({"name": name, "kind": kind, "said": world.reader.text(iri, RDFS.comment)})
    known = {str(term["name"]) for term in found}
    for name, label in _FOREIGN.items():
        if name not in known:
            found.append({"name": name, "kind": "property", "said": label})
    data = {"prefixes": dict(PREFIXES) | dict(DATA_PREFIXES), "base": BASE, "terms": sorted(found, key=lambda t: str(t["name"]))}
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def shortened(iri: str) -> str:
    """Return an IRI with one of our prefixes, or "" where none fits."""
    return next((f"{p}:{iri[len(base) :]}" for p, base in PREFIXES.items() if iri.startswith(base) and iri[len(base) :].isalnum()), "")


_FOREIGN: Final = {
    "rdf:type": "The class of a thing; also written “a”.",
    "rdfs:label": "A name that was made for a thing.",
    "skos:prefLabel": "The preferred name in a language.",
    "skos:altLabel": "Another name.",
    "skos:notation": "The code of a concept.",
    "skos:inScheme": "The vocabulary of a concept.",
    "skos:broader": "The wider concept.",
    "schema:startDate": "The first day of a meeting, or the start of a project.",
    "schema:endDate": "The last day of a meeting, or the end of a project.",
    "schema:location": "The place of a meeting.",
    "schema:url": "The address of a page.",
    "dcterms:title": "A title.",
    "dcterms:issued": "The date of issue.",
    "dcterms:publisher": "Who published it.",
    "dcterms:subject": "A topic.",
    "dcterms:source": "The page on which a fact rests.",
    "org:member": "Who holds a post.",
    "org:identifier": "The WIPO ST.3 code of an office.",
    "oa:hasSelector": "How a passage is found in its text.",
    "oa:exact": "The words of a passage.",
}
"""Terms of others that our graph uses, in our own words."""
