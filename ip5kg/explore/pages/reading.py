"""How the pages read the graph: by pattern, through the indexes of the store, with a memory of bounded size.

A page needs a few thousand small look-ups ("what is the label of …"). Each of them is one descent in an index of the store: ten
microseconds where there is nothing, thirty for one value, fifteen for each further one, whatever the size of the graph. So nothing
is read that is not shown, and what is read is kept. A SPARQL query for the same costs its planning each time, and its joins are not
always the cheap ones.
Queries of users go elsewhere (`ip5kg.store.BoundedStore`).

The union of all graphs is read. A triple that stands in two graphs (which is possible in files of others) comes once.
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias, TypeVar

import pyoxigraph as ox

from ip5kg.namespaces import RDF

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
T = TypeVar("T")

_KEPT: Final = 100_000
"""Answers that are kept; a page needs a few hundred, a long list some thousands."""
_COLUMNS_UP_TO: Final = 400_000
"""The longest column that is kept as a whole."""
MOST: Final = 5_000
"""Values that are read of one property, or for one generic page; lists say when there are more."""


class Memory:
    """The answers asked for last, up to a number; the one asked for longest ago goes first."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[object, object] = OrderedDict()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """Return the answer for `key`, made where it is not kept."""
        try:
            found = self._kept[key]
            self._kept.move_to_end(key)
        except KeyError:  # another thread may have thrown it out in between: both ways lead here
            found = make()
            self._kept[key] = found
            while len(self._kept) > self._most:
                try:
                    self._kept.popitem(last=False)
                except KeyError:
                    break
        return found  # type: ignore[return-value]

    def put(self, key: object, found: object) -> None:
        """Keep an answer that came by another way."""
        self.get(key, lambda: found)

    def new(self, key: object) -> bool:
        """Return whether something was not there yet, and remember it."""
        known = key in self._kept
        self.put(key, True)
        return not known


class Reader:
    """A graph that does not change, read by pattern. IRIs are plain strings here, literals are terms."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.memory = Memory()
        self._kept: dict[object, object] = {}
        self._by_value: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._working = threading.RLock()

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what is worked out once and stays; whoever asks in the meantime waits for it."""
        if key not in self._kept:
            with self._working:
                if key not in self._kept:
                    self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    def out(self, subject: str) -> Mapping[str, tuple[Term, ...]]:
        """Return what is said of a thing: its properties and their values, both in a fixed order, at most `MOST` of them."""
        return self.memory.get(("out", subject), lambda: self._out(subject))

    def _out(self, subject: str) -> Mapping[str, tuple[Term, ...]]:
        node = named(subject)
        found: dict[str, set[Term]] = {}
        if node is not None:
            for quad in islice(self.store.quads_for_pattern(node, None, None), MOST):
                found.setdefault(quad.predicate.value, set()).add(quad.object)
        return {predicate: in_order(found[predicate]) for predicate in sorted(found)}

    def values(self, subject: str, predicate: str) -> tuple[Term, ...]:
        """Return the values of one property, in a fixed order."""
        return self.memory.get(("values", subject, predicate), lambda: self._values(subject, predicate))

    def whole(self, subject: str, *wanted: str) -> None:
        """Read all that is said of a thing at one go, for things of which nearly everything is wanted; `wanted` may be missing too."""
        if self.memory.new(("whole", subject)):
            found = self._out(subject)
            for predicate in {*found, *wanted}:
                self.memory.put(("values", subject, predicate), found.get(predicate, ()))

    def _values(self, subject: str, predicate: str) -> tuple[Term, ...]:
        node = named(subject)
        if node is None:
            return ()
        return in_order({quad.object for quad in islice(self.store.quads_for_pattern(node, ox.NamedNode(predicate), None), MOST)})

    def value(self, subject: str, predicate: str) -> Term | None:
        """Return one value of a property: English before no language before others, then the first in order."""
        found = self.values(subject, predicate)
        return min(found, key=lambda term: language_rank(term), default=None)

    def text(self, subject: str, predicate: str) -> str:
        """Return the text of one value, or ""."""
        found = self.value(subject, predicate)
        return found.value if isinstance(found, ox.Literal | ox.NamedNode) else ""

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the texts of all literals."""
        return tuple(term.value for term in self.values(subject, predicate) if isinstance(term, ox.Literal))

    def links(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the IRIs that a property leads to, in order."""
        return tuple(term.value for term in self.values(subject, predicate) if isinstance(term, ox.NamedNode))

    def link(self, subject: str, predicate: str) -> str:
        """Return the first IRI that a property leads to, or ""."""
        return next(iter(self.links(subject, predicate)), "")

    def subjects(self, predicate: str, value: str) -> tuple[str, ...]:
        """Return the IRIs of what has the IRI `value` as a value of the property, in order."""
        gathered = self._by_value.get(predicate)
        if gathered is not None:
            return gathered.get(value, ())
        return self.memory.get(("subjects", predicate, value), lambda: self._subjects(predicate, value))

    def _subjects(self, predicate: str, value: str) -> tuple[str, ...]:
        node = named(value)
        if node is None:
            return ()
        if predicate == RDF.type:
            return tuple(sorted({row[0].value for row in self._rows(f"SELECT ?s {{ ?s a {node} }}") if isinstance(row[0], ox.NamedNode)}))
        found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), node)
        return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}))

    def _rows(self, query: str) -> Iterator[ox.QuerySolution]:
        """Yield the rows of a query of ours: for long columns three times as fast as reading them by pattern."""
        found = self.store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        yield from found

    def gather(self, predicate: str) -> None:
        """Read a whole property, so that `subjects` only looks up from then on."""

        def find() -> Mapping[str, tuple[str, ...]]:
            found: dict[str, set[str]] = {}
            for row in self._rows(f"SELECT ?s ?o {{ ?s {ox.NamedNode(predicate)} ?o }}"):
                if isinstance(row[0], ox.NamedNode) and isinstance(row[1], ox.NamedNode):
                    found.setdefault(row[1].value, set()).add(sys.intern(row[0].value))
            return {value: tuple(sorted(subjects)) for value, subjects in found.items()}

        self._by_value[predicate] = self.once(("by value", predicate), find)

    def leading_to(self, value: str) -> tuple[str, ...]:
        """Return the properties by which other things lead to a thing."""
        node = named(value)
        if node is None:
            return ()
        query = f"SELECT DISTINCT ?p {{ ?s ?p {node} }}"
        return self.memory.get(("leading to", value), lambda: tuple(sorted(str(row[0].value) for row in self._rows(query))))

    def some_subjects(self, predicate: str, value: str, most: int) -> tuple[str, ...]:
        """Return at most so many of the things that have a value, in the order of the alphabet among those that were read."""
        node = named(value)
        found = () if node is None else islice(self.store.quads_for_pattern(None, ox.NamedNode(predicate), node), most)
        return tuple(sorted({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}))

    def of_type(self, *classes: str) -> tuple[str, ...]:
        """Return the IRIs of the things of these classes, in order."""
        if len(classes) == 1:
            return self.subjects(RDF.type, classes[0])
        return tuple(sorted({subject for cls in classes for subject in self.subjects(RDF.type, cls)}))

    def types(self, subject: str) -> tuple[str, ...]:
        """Return the classes of a thing."""
        return self.links(subject, RDF.type)

    def has(self, subject: str, predicate: str, value: str) -> bool:
        """Return whether a thing has an IRI as a value of a property."""
        node, other = named(subject), named(value)
        if node is None or other is None:
            return False
        return next(iter(self.store.quads_for_pattern(node, ox.NamedNode(predicate), other)), None) is not None

    def knows(self, iri: str) -> bool:
        """Return whether anything is said of a thing, or leads to it."""
        node = named(iri)
        if node is None:
            return False
        return any(
            next(iter(self.store.quads_for_pattern(*pattern)), None) is not None for pattern in ((node, None, None), (None, None, node))
        )

    def describes(self, iri: str) -> bool:
        """Return whether anything is said of a thing."""
        node = named(iri)
        return node is not None and next(iter(self.store.quads_for_pattern(node, None, None)), None) is not None

    def column(self, predicate: str) -> Mapping[str, Term]:
        """Return the least value of a property for each thing that has it, read at one go and kept.

        For lists that are ordered by a date or joined over a property. A column longer than 400,000 is cut off there.
        """

        def find() -> Mapping[str, Term]:
            found: dict[str, Term] = {}
            terms: dict[Term, Term] = {}  # each value once, however often it comes
            for row in self._rows(f"SELECT ?s ?o {{ ?s {ox.NamedNode(predicate)} ?o }} LIMIT {_COLUMNS_UP_TO}"):
                subject, value = sys.intern(str(getattr(row[0], "value", row[0]))), terms.setdefault(row[1], row[1])
                if subject not in found or sort_key(value) < sort_key(found[subject]):
                    found[subject] = value
            return found

        return self.once(("column", predicate), find)

    def column_text(self, predicate: str, subject: str) -> str:
        """Return the text of a thing's value in a column, or ""."""
        found = self.column(predicate).get(subject)
        return found.value if isinstance(found, ox.Literal | ox.NamedNode) else ""

    def classes(self) -> list[tuple[str, int]]:
        """Return the classes of the graph and how many things each has, the largest first."""

        def count() -> list[tuple[str, int]]:
            rows = self._rows("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
            numbers = [(row[0].value, int(row[1].value)) for row in rows if isinstance(row[0], ox.NamedNode)]
            return sorted(numbers, key=lambda item: (-item[1], item[0]))

        return self.once("classes", count)

    def literals(self, predicate: str) -> Iterator[tuple[str, ox.Literal]]:
        """Yield (IRI, literal) for all triples of a property whose values are texts, in the order of the store."""
        for row in self._rows(f"SELECT ?s ?o {{ ?s {ox.NamedNode(predicate)} ?o }}"):
            if isinstance(row[0], ox.NamedNode) and isinstance(row[1], ox.Literal):
                yield row[0].value, row[1]

    def __len__(self) -> int:
        return len(self.store)


def named(iri: str) -> ox.NamedNode | None:
    """Return an IRI as a term, or None where the text is none (addresses of pages can hold anything)."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def language_rank(term: Term) -> tuple[int, str]:
    """English first, then no language, then the others in the order of their tags."""
    language = (term.language or "") if isinstance(term, ox.Literal) else ""
    return (0 if language == "en" or language.startswith("en-") else 1 if not language else 2, language)


def sort_key(term: Term) -> tuple[int, float, str, str]:
    """A fixed order of terms: numbers by value, then texts, then IRIs."""
    if isinstance(term, ox.Literal):
        try:
            number = float(term.value) if term.datatype.value.endswith(("integer", "decimal", "double", "float")) else None
        except ValueError:
            number = None
        if number is not None and number == number:
            return (0, number, term.value, "")
        return (1, 0.0, term.value, term.language or "")
    return (2, 0.0, getattr(term, "value", str(term)), "")


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms in a fixed order."""
    found = tuple(terms)
    return found if len(found) < 2 else tuple(sorted(found, key=sort_key))
