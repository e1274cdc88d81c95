"""RDF terms from plain values: dates typed by their precision, numbers, texts, concepts."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from ip5kg.namespaces import XSD

Value = NamedNode | Literal

_DATE_TYPES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD.date),
    (re.compile(r"\d{4}-\d{2}"), XSD.gYearMonth),
    (re.compile(r"\d{4}"), XSD.gYear),
)


def iri(value: str) -> NamedNode:
    return NamedNode(value)


def text(value: str, language: str | None = None) -> Literal:
    return Literal(value, language=language) if language else Literal(value)


def date(value: str) -> Literal:
    """Return `2021-06-23`, `2021-06` or `2021` as xsd:date, xsd:gYearMonth or xsd:gYear.

    Raises:
        ValueError: if it has none of these forms.
    """
    for form, datatype in _DATE_TYPES:
        if form.fullmatch(value):
            return Literal(value, datatype=NamedNode(datatype))
    raise ValueError(f"{value!r} is no date, month or year")


def year(value: int) -> Literal:
    return Literal(f"{value:04d}", datatype=NamedNode(XSD.gYear))


def number(value: float) -> Literal:
    """Return a whole number as xsd:integer and any other as xsd:decimal, in canonical form."""
    if float(value).is_integer():
        return Literal(str(int(value)), datatype=NamedNode(XSD.integer))
    return Literal(f"{value:.10f}".rstrip("0"), datatype=NamedNode(XSD.decimal))
