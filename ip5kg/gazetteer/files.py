"""Reading the gazetteer from its files: vocabularies and authority data in Turtle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ip5kg.errors import Ip5kgError
from ip5kg.gazetteer.entries import Entry, Tenure
from ip5kg.gazetteer.lookup import Gazetteer
from ip5kg.iris import ONTOLOGY
from ip5kg.namespaces import FOAF, IP5, ORG, RDF, SKOS, SKOSXL

_KIND_OF_CLASS: Final[Mapping[str, str]] = {
    "Office": "office",
    "IndustryAssociation": "association",
    "Cooperation": "organisation",
    "ObserverOrganization": "office",
    "Person": "person",
    "Body": "body",
    "MeetingSeries": "series",
    "Project": "project",
    "Place": "place",
    "Headship": "post",
}
"""Kinds of entries by the local name of their class; concepts take their kind from the segment of their scheme."""

_KINDS_APART: Final = frozenset({"cue", "role"})
"""Schemes whose concepts are kinds of their own ("cue:meeting"): their labels may overlap one another."""

_Store = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
_WITHOUT_LABELS: Final = frozenset({"claims", "sources"})
_BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")


def load(ontology_folder: Path, data_folder: Path) -> Gazetteer:
    """Load the labels of `ontology_folder/vocabularies/*.ttl` and `data_folder/authority/*.ttl`.

    Raises:
        Ip5kgError: a file is not Turtle.
    """
    store: _Store = {}
    files = sorted((ontology_folder / "vocabularies").glob("*.ttl"))
    files += [p for p in sorted((data_folder / "authority").glob("*.ttl")) if p.stem not in _WITHOUT_LABELS]
    for path in files:
        try:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                subject, value = quad.subject, quad.object
                if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                    store.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value)
        except (SyntaxError, OSError) as error:
            raise Ip5kgError(path.name, f"is not Turtle: {error}", "mend the file") from error
    entries = {iri: entry for iri, about in store.items() if (entry := _entry(iri, about, store)) is not None}
    return Gazetteer(entries.values(), _tenures(store, entries))


def _values(about: Mapping[str, list[ox.NamedNode | ox.Literal]], *names: str) -> list[str]:
    return [unicodedata.normalize("NFC", node.value) for name in names for node in about.get(name, ())]


def _entry(iri: str, about: Mapping[str, list[ox.NamedNode | ox.Literal]], store: _Store) -> Entry | None:
    kind = _kind(iri, about)
    preferred = about.get(SKOS.prefLabel, [])
    if kind is None or not preferred:
        return None
    english = [n.value for n in preferred if isinstance(n, ox.Literal) and n.language in ("en", None)]
    label = unicodedata.normalize("NFC", english[0] if english else preferred[0].value)
    open_labels = _values(about, SKOS.prefLabel, SKOS.altLabel, IP5.acronym)
    for name in _values(about, IP5.datedName):
        open_labels += _values(store.get(name, {}), SKOSXL.literalForm)
    hidden = frozenset(_values(about, SKOS.hiddenLabel)) - frozenset(open_labels)
    return Entry(
        kind=kind,
        slug=next(iter(_values(about, SKOS.notation) + _values(about, ORG.identifier)), _last(iri)),
        iri=iri,
        label=label,
        labels=tuple(dict.fromkeys([label, *open_labels, *sorted(hidden)])),
        scheme=next((_last(s) for s in _values(about, SKOS.inScheme)), None),
        hidden=hidden,
        classes=frozenset(re.split("[/#]", c)[-1] for c in _values(about, RDF.type)),
        family_names=tuple(_values(about, FOAF.familyName)),
        broader=next((_last(b) for b in _values(about, SKOS.broader)), None),
        country=next(iter(_values(about, IP5.country)), None),
    )


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _kind(iri: str, about: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> str | None:
    for cls in _values(about, RDF.type):
        if cls.startswith(ONTOLOGY) and (kind := _KIND_OF_CLASS.get(cls.removeprefix(ONTOLOGY))) is not None:
            return kind
    if ORG.FormalOrganization in _values(about, RDF.type):
        return "organisation"
    scheme = next((_last(s) for s in _values(about, SKOS.inScheme)), None)
    if scheme in _KINDS_APART:
        return f"{scheme}:{_last(iri)}"
    return scheme


def _tenures(store: _Store, entries: Mapping[str, Entry]) -> list[Tenure]:
    found: list[Tenure] = []
    for iri in sorted(store):
        about = store[iri]
        if IP5.Tenure not in _values(about, RDF.type):
            continue
        person = next((entries[p] for p in _values(about, ORG.member) if p in entries), None)
        post = next(iter(_values(about, IP5.heldPost)), None)
        if person is None or post is None:
            continue
        where = next(iter(_values(about, ORG.organization)), _last(post).split("-", 1)[0])
        first, last, end, final = (next(iter(_values(about, IP5[name])), None) for name in _BOUNDS)
        acting = "true" in _values(about, IP5.acting)
        found.append(Tenure(_last(where), _last(post), person, first, last, end, final, acting))
    return found
