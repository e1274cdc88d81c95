"""The data dictionary: every class and property of the ontology on one page, made from the ontology itself.

python -m ip5kg.dictionary            prints it
python -m ip5kg.dictionary --write    writes ontology/DICTIONARY.md of a checkout; a test tells when it is out of date
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ip5kg import resources
from ip5kg.namespaces import IP5, PREFIXES, RDF, RDFS, SCHEMA, SKOS

_OWL = PREFIXES["owl"]
_DOMAINS = (RDFS.base + "domain", SCHEMA.base + "domainIncludes")
_RANGES = (RDFS.base + "range", SCHEMA.base + "rangeIncludes")

Terms = Mapping[str, Mapping[str, list[str]]]
"""term → property → values, in the order of the file"""


def main(arguments: list[str]) -> int:
    page = dictionary(resources.folder("ontology"))
    if arguments == ["--write"]:
        (resources.folder("ontology") / "DICTIONARY.md").write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return 0


def dictionary(ontology: Path) -> str:
    """Return the dictionary as Markdown: the classes with their properties, and the concept schemes with their concepts."""
    terms = _read([ontology / "ip5.ttl"])
    classes = sorted(t for t in terms if _OWL + "Class" in terms[t].get(RDF.type, ()))
    properties = sorted(t for t in terms if _is_property(terms[t]))
    lines = [
        "# Data dictionary",
        "",
        "Every class and property of the ontology, with what it means and an example, and the concepts of its vocabularies. This page is",
        "made from the ontology by `python -m ip5kg.dictionary --write`: change the ontology, not the page.",
        "",
        f"{len(classes)} classes and {len(properties)} properties. IRIs begin with `{IP5.base}`, those of concepts with",
        "`https://w3id.org/ip5kg/`. A property marked *derived* is never claimed: it follows from others.",
        "",
        "## Classes",
        "",
    ]
    for term in classes:
        lines += _class(term, terms, properties)
    lines += ["## Properties", "", "| property | on | value | meaning |", "|---|---|---|---|"]
    lines += [_property(term, terms) for term in properties]
    lines += ["", "## Concepts", ""]
    lines += _schemes(_read(sorted((ontology / "vocabularies").glob("*.ttl"))))
    return "\n".join(lines).rstrip() + "\n"


def _read(files: Iterable[Path]) -> Terms:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for triple in parse(path=file, format=RdfFormat.TURTLE):
            value = triple.object
            if isinstance(triple.subject, NamedNode) and isinstance(value, NamedNode | Literal):
                if isinstance(value, Literal) and value.language not in (None, "en"):
                    continue
                found[triple.subject.value][triple.predicate.value].append(value.value)
    return found


def _is_property(term: Mapping[str, list[str]]) -> bool:
    kinds = {_OWL + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    return bool(kinds & set(term.get(RDF.type, ())))


def _class(term: str, terms: Terms, properties: Iterable[str]) -> list[str]:
    about = terms[term]
    above = ", ".join(f"`{_short(parent)}`" for parent in about.get(RDFS.base + "subClassOf", ()))
    own = [p for p in properties if term in _all(terms[p], _DOMAINS)]
    lines = [f"### {_short(term)}", "", f"{_only(about, RDFS.comment)} " + (f"A kind of {above}." if above else ""), ""]
    lines += [f"Example: {_only(about, SKOS.example)}", ""]
    if own:
        lines += ["Properties: " + ", ".join(f"`{_short(p)}`" for p in own) + ".", ""]
    return [line.rstrip() for line in lines]


def _property(term: str, terms: Terms) -> str:
    about = terms[term]
    domains = ", ".join(f"`{_short(c)}`" for c in _all(about, _DOMAINS)) or "anything"
    ranges = ", ".join(f"`{_short(c)}`" for c in _all(about, _RANGES))
    mark = " *(derived)*" if IP5.DerivedProperty in about.get(RDF.type, ()) else ""
    meaning = f"{_only(about, RDFS.comment)} Example: {_only(about, SKOS.example)}"
    return f"| `{_short(term)}`{mark} | {domains} | {ranges} | {_cell(meaning)} |"


def _schemes(terms: Terms) -> list[str]:
    lines = []
    schemes = sorted(t for t in terms if SKOS.ConceptScheme in terms[t].get(RDF.type, ()))
    for scheme in schemes:
        concepts = sorted(t for t in terms if scheme in terms[t].get(SKOS.inScheme, ()))
        title = _only(terms[scheme], PREFIXES["dcterms"] + "title")
        lines += [f"### {title}", "", "| concept | name | meaning |", "|---|---|---|"]
        for concept in concepts:
            about = terms[concept]
            name = concept.removeprefix("https://w3id.org/ip5kg/")
            lines.append(f"| `{name}` | {_cell(_only(about, SKOS.prefLabel))} | {_cell(_only(about, SKOS.definition))} |")
        lines.append("")
    return lines


def _all(about: Mapping[str, list[str]], predicates: Iterable[str]) -> list[str]:
    return [value for predicate in predicates for value in about.get(predicate, ())]


def _only(about: Mapping[str, list[str]], predicate: str) -> str:
    return about[predicate][0] if about.get(predicate) else ""


def _short(term: str) -> str:
    for prefix, base in PREFIXES.items():
        if term.startswith(base):
            return f"{prefix}:{term.removeprefix(base)}"
    return term


def _cell(words: str) -> str:
    """Return words as they may stand in a cell of a table."""
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
