"""What things are called on a page: under the name of the time, and never without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox

from ip5kg.explore.pages.dates import in_words, is_date
from ip5kg.explore.pages.reading import Reader, Term, language_rank
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, FOAF, IP5, OA, ORG, PREFIXES, QB, RDF, RDFS, SKOS, SKOSXL, XSD
from ip5kg.network.names import Naming, naming

_LABELS: Final = (
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    FOAF.name,
    "https://schema.org/name",
    "http://schema.org/name",
    SKOSXL.literalForm,
)
_OF_NAME: Final = {"short": IP5.acronym, "from": IP5.validFrom, "to": IP5.validTo, "official": IP5.official}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 300

KINDS: Final[dict[str, str]] = {
    IP5.Office: "Office",
    IP5.ObserverOrganization: "Observer",
    IP5.IndustryAssociation: "Industry association",
    IP5.Cooperation: "Co-operation",
    IP5.Body: "Body",
    IP5.Person: "Person",
    IP5.Meeting: "Meeting",
    IP5.MeetingSeries: "Series of meetings",
    IP5.Decision: "Decision",
    IP5.Project: "Project",
    IP5.Document: "Document",
    IP5.Digest: "Release (our digest)",
    IP5.Release: "Release",
    IP5.Figure: "Figure",
    IP5.Participation: "Participation",
    IP5.Place: "Place",
    IP5.Post: "Post",
    IP5.Headship: "Headship",
    IP5.Tenure: "Tenure",
    IP5.StatusReport: "Status report",
    IP5.SourcePage: "Source page",
    IP5.Conflict: "Conflict",
    IP5.CuratedClaim: "Claim entered by hand",
    IP5.Claim: "Claim",
    IP5.Evidence: "Evidence",
    IP5.OfficeName: "Name of an office",
    IP5.Renaming: "Renaming",
    IP5.Parentage: "Parentage of an office",
    IP5.Acronym: "Acronym",
    IP5.ExtractionRun: "Reading of a release",
    IP5.MeetingKey: "Entry of the register of meetings",
    SKOS.Concept: "Concept",
    SKOS.ConceptScheme: "Vocabulary",
    OA.TextQuoteSelector: "Quote",
    OA.TextPositionSelector: "Position of a quote",
    ORG.FormalOrganization: "Organisation",
    ORG.Organization: "Organisation",
    ORG.ChangeEvent: "Change",
    QB.DataSet: "Data set",
    PREFIXES["owl"] + "Class": "Class of the ontology",
    PREFIXES["owl"] + "ObjectProperty": "Property of the ontology",
    PREFIXES["owl"] + "DatatypeProperty": "Property of the ontology",
    PREFIXES["owl"] + "AnnotationProperty": "Property of the ontology",
}
"""Classes in words; the first that a thing has is its kind."""


class Names:
    """The names of things as of a day (ISO), or as known last where `day` is ""."""

    def __init__(self, reader: Reader, day: str = "") -> None:
        self._reader = reader
        self.day = day

    def on(self, day: str) -> Names:
        """Return the names as of a meeting's day, unless the reader chose a date."""
        return self if self.day or not is_date(day) else Names(self._reader, day)

    def full(self, iri: str) -> str:
        """Return the whole name of a thing."""
        return self._naming(iri).name

    def short(self, iri: str) -> str:
        """Return a name of a thing that is short enough for a table: the acronym where it has one."""
        return self._naming(iri).label

    def language(self, iri: str) -> str:
        """Return the language of a name that is not English, or ""."""
        label = self._label(iri)
        return (label.language or "") if label is not None and not (label.language or "en").startswith("en") else ""

    def kind_class(self, iri: str) -> str:
        """Return the class by which a thing is shown, or ""."""
        types = self._reader.types(iri)
        return next((cls for cls in KINDS if cls in types), types[0] if types else "")

    def kind(self, iri: str) -> str:
        """Return what a thing is, in words."""
        cls = self.kind_class(iri)
        if cls == SKOS.Concept and iri.startswith(BASE + "topic/"):
            return "Topic"
        return KINDS.get(cls) or (self.property(cls).capitalize() if cls else "Thing")

    def term(self, term: Term) -> str:
        """Return any value in words: the name of a thing, a date as it is read, a number with its groups of digits."""
        if isinstance(term, ox.NamedNode):
            return self.full(term.value)
        if isinstance(term, ox.Literal):
            return literal(term)
        return str(term)

    def property(self, iri: str) -> str:
        """Return a property in words."""
        label = self._label(iri)
        return label.value if label is not None else _HUMP.sub(" ", local_name(iri)).lower()

    def help(self, iri: str) -> str:
        """Return what the ontology says of a property or class, or ""."""
        return self._reader.text(iri, RDFS.comment)

    def _naming(self, iri: str) -> Naming:
        reader = self._reader
        dated = reader.values(iri, IP5.datedName)
        day = self.day if dated else ""
        return reader.memory.get(("name", iri, day), lambda: self._make(iri, day))

    def _make(self, iri: str, day: str) -> Naming:
        reader = self._reader
        if reader.values(iri, IP5.datedName):
            return naming(iri.removeprefix(BASE), self._rows(iri), day or None)
        label = self._label(iri)
        name = label.value[:_LONGEST] if label is not None and label.value.strip() else self._described(iri)
        shorts = reader.texts(iri, IP5.acronym)
        return Naming(min(shorts, key=lambda text: (len(text), text), default=name), name, "")

    def _label(self, iri: str) -> ox.Literal | None:
        def find() -> ox.Literal | None:
            for predicate in _LABELS:
                found = [term for term in self._reader.values(iri, predicate) if isinstance(term, ox.Literal)]
                if found:
                    return min(found, key=lambda term: language_rank(term))
            return None

        return self._reader.memory.get(("label", iri), find)

    def _described(self, iri: str) -> str:
        """Return a name for a thing that has none: what it is about, or the end of its IRI."""
        reader = self._reader
        kind = self.kind_class(iri)
        if kind == IP5.SourcePage:
            return ", ".join(part for part in (reader.text(iri, DCTERMS.publisher), in_words(reader.text(iri, DCTERMS.issued))) if part)
        if kind in (IP5.Claim, IP5.CuratedClaim):
            subject, predicate = reader.link(iri, RDF.subject), reader.link(iri, RDF.predicate)
            return f"{self.full(subject)}: {self.property(predicate)}" if subject else f"Claim {local_name(iri)}"
        if kind == IP5.Conflict:
            subject, predicate = reader.link(iri, IP5.conflictSubject), reader.link(iri, IP5.conflictProperty)
            return f"{self.full(subject)}: {self.property(predicate)}" if subject else f"Conflict {local_name(iri)}"
        if kind == IP5.Tenure:
            holder, post = reader.link(iri, ORG.member), reader.link(iri, IP5.heldPost)
            return f"{self.full(holder) if holder else 'vacant'}: {self.full(post)}"
        return local_name(iri)

    def _rows(self, iri: str) -> Iterator[dict[str, str]]:
        """Yield what `ip5kg.network.names.naming` chooses from, in the form of the rows of its query."""
        reader = self._reader
        for cls in reader.types(iri):
            yield {"class": cls}
        for predicate in (SKOS.prefLabel, RDFS.label):
            for term in reader.values(iri, predicate):
                if isinstance(term, ox.Literal):
                    yield {"label": term.value, "language": term.language or ""}
        for short in reader.texts(iri, IP5.acronym):
            yield {"short": short}
        for name in reader.links(iri, IP5.datedName):
            reader.whole(name, IP5.verification, *_OF_NAME.values())
            if reader.link(name, IP5.verification).endswith("/unverified"):
                continue
            form = reader.value(name, SKOSXL.literalForm)
            if not isinstance(form, ox.Literal):
                continue
            row = {"dated": name, "label": form.value, "language": form.language or ""}
            yield row | {key: text for key, predicate in _OF_NAME.items() if (text := reader.text(name, predicate))}


def literal(term: ox.Literal) -> str:
    """Return a literal as it is read."""
    kind = term.datatype.value
    if kind in (XSD.date, XSD.gYearMonth, XSD.gYear):
        return in_words(term.value)
    if kind == XSD.boolean:
        return {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(term.value, term.value)
    return term.value


def local_name(iri: str) -> str:
    """Return the readable end of an IRI; of ours all that stands behind the base."""
    if iri.startswith(BASE) and "#" not in iri:
        return unquote(iri[len(BASE) :])
    return unquote(re.split(r"[#/]", iri.rstrip("#/"))[-1]) or iri
