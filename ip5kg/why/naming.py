"""What people write for things, properties and values: `meeting/heads/14`, `hostedBy`, `schema:startDate`, `"Commissioner"`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable

from ip5kg import iris
from ip5kg.namespaces import DATA_PREFIXES, DCTERMS, FOAF, IP5, ORG, PREFIXES, PROV, QB, RDF, RDFS, SCHEMA, SKOS
from ip5kg.why.values import UnknownFact, Value

_LEGAL = re.compile(r"[^\x00-\x20<>\"{}|^`\\]{1,2000}")
_HASH = re.compile(r"[0-9a-f]{16}")


def expand_thing(word: str) -> str:
    """Return the IRI that a short, prefixed or whole name stands for."""
    bare = word[1:-1] if word.startswith("<") and word.endswith(">") else word
    if not _LEGAL.fullmatch(bare):
        raise UnknownFact(word, "is no name of a thing", "write it like meeting/heads/14")
    if bare.startswith(("http://", "https://")):
        return bare
    prefix, colon, local = bare.partition(":")
    namespace = {**PREFIXES, **DATA_PREFIXES}.get(prefix)
    if colon and namespace is not None:
        return namespace + local
    if colon:
        raise UnknownFact(word, f"the prefix {prefix}: is not known", "write it like meeting/heads/14")
    return iris.BASE + ("claim/" if _HASH.fullmatch(bare) else "") + bare.lstrip("/")


def expand_predicate(word: str) -> str:
    """Return the IRI of a property; one without a prefix is looked for in our ontology, then in the others we use."""
    if word == "a":
        return RDF.type
    if ":" in word:
        return expand_thing(word)
    if word in dir(IP5):
        return IP5[word]
    for namespace in (SCHEMA, DCTERMS, SKOS, ORG, FOAF, RDFS, RDF, PROV, QB):
        if word in dir(namespace):
            return namespace[word]
    return expand_thing(f"ip5:{word}")


def same_value(wanted: str) -> Callable[[Value], bool]:
    quoted = re.fullmatch(r"\"(.*)\"(?:@[A-Za-z-]+|\^\^\S+)?", wanted, re.DOTALL)
    if quoted:
        return lambda value: not value.is_iri and value.text == quoted[1]
    try:
        iri = expand_thing(wanted)
    except UnknownFact:
        iri = ""
    return lambda value: value.text == (iri if value.is_iri else wanted)


def near(word: str, known: Iterable[str], otherwise: str) -> str:
    close = difflib.get_close_matches(word, sorted(set(known)), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else otherwise
