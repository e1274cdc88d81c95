"""The look-up tables: one trie of all labels, the persons by family name, the tenures by office and day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from ip5kg.gazetteer.entries import Entry, Hit, Tenure
from ip5kg.gazetteer.labels import as_asked, forms
from ip5kg.gazetteer.text import BREAK, Word, fold, words


class _Node:
    """A node of the trie. `exact` holds, for entries found only as written, the form that is asked for."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: dict[str, list[tuple[Entry, str | None, bool]]] = {}


class _Reading:
    """The words of a text and every label in it, by kind, overlaps included."""

    __slots__ = ("hits", "starts", "word_starts", "words")

    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self.words = words(text)
        self.word_starts = [w.start for w in self.words]
        self.hits: dict[str, list[Hit]] = {}
        end = len(text)
        first = gazetteer.first_words
        for i, word in enumerate(self.words):
            if word.form in first:
                for kind, hit in gazetteer.labels_at(text, self.words, i, end).items():
                    self.hits.setdefault(kind, []).append(hit)
        self.starts = {kind: [h.start for h in hits] for kind, hits in self.hits.items()}


_WORTH_KEEPING: Final = 400  # characters; of shorter texts a few more are kept


def _in_order(hit: Hit) -> tuple[int, int, str]:
    return hit.start, -hit.end, hit.kind


class Gazetteer:
    """The labels of all entries as look-up tables. Immutable after `load`; safe to share between threads."""

    def __init__(self, entries: Iterable[Entry], tenures: Iterable[Tenure] = ()) -> None:
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=lambda e: (e.kind, e.iri)))
        self.tenures: tuple[Tenure, ...] = tuple(tenures)
        self.kinds: tuple[str, ...] = tuple(sorted({e.kind for e in self.entries}))
        self._by_iri = {e.iri: e for e in self.entries}
        self._by_slug = {(e.kind, e.slug): e for e in self.entries}
        self._tenures_by_person: dict[str, tuple[Tenure, ...]] = {}
        for tenure in self.tenures:
            iri = tenure.person.iri
            self._tenures_by_person[iri] = (*self._tenures_by_person.get(iri, ()), tenure)
        self._by_family: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for name in dict.fromkeys(fold(n) for n in entry.family_names):
                self._by_family[name] = (*self._by_family.get(name, ()), entry)
        self._readings: dict[str, _Reading] = {}
        self._root = _Node()
        for entry in self.entries:
            for label in entry.labels:
                for form, exact in forms(entry.kind, label):
                    self._add(entry, form, exact, label in entry.hidden)

    @property
    def first_words(self) -> Mapping[str, object]:
        """The words with which a label can begin."""
        return self._root.next

    def words(self, text: str) -> list[Word]:
        """Return the words of a text; cut once, however often they are asked for."""
        return self._reading(text).words

    def _add(self, entry: Entry, form: tuple[str, ...], exact: str | None, hidden: bool) -> None:
        node = self._root
        for word in form:
            node = node.next.setdefault(word, _Node())
        here = node.ends.setdefault(entry.kind, [])
        if all(e.iri != entry.iri or x != exact for e, x, _ in here):
            here.append((entry, exact, hidden))

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return every entry of `kind`, in order of IRI."""
        return tuple(e for e in self.entries if e.kind == kind)

    def entry(self, iri: str) -> Entry | None:
        """Return the entry with this IRI, if there is one."""
        return self._by_iri.get(iri)

    def get(self, kind: str, slug: str) -> Entry | None:
        """Return the entry of `kind` whose notation (or last IRI segment) is `slug`, if there is one."""
        return self._by_slug.get((kind, slug))

    def lookup(self, label: str, kind: str | None = None) -> tuple[Entry, ...]:
        """Return the entries that bear `label` (compared as in running text), of `kind` if given."""
        cut = words(label)
        if not cut:
            return ()
        hits = [h for h in self.labels_at(label, cut, 0, len(label)).values() if h.end == cut[-1].end and kind in (None, h.kind)]
        return tuple(e for h in sorted(hits, key=lambda h: h.kind) for e in h.entries)

    def find(self, text: str, start: int = 0, end: int | None = None, kinds: Iterable[str] | None = None) -> list[Hit]:
        """Return the labels in `text[start:end]`: of each kind the longest ones, not overlapping within the kind.

        Hits of different kinds may overlap ("Working Group on Classification" is a body and holds a topic).
        They are sorted by start, then longest first, then kind.
        """
        reading = self._reading(text)
        stop = len(text) if end is None else end
        found: list[Hit] = []
        for kind in reading.hits if kinds is None else dict.fromkeys(kinds):
            hits = reading.hits.get(kind)
            if hits is None:
                continue
            free = start
            for k in range(bisect_left(reading.starts[kind], start), len(hits)):
                hit = hits[k]
                if hit.start >= stop:
                    break
                if hit.start < free:
                    continue
                if hit.end > stop:  # a shorter label may end within the stretch
                    shorter = self.labels_at(text, reading.words, bisect_left(reading.word_starts, hit.start), stop).get(kind)
                    if shorter is None:
                        continue
                    hit = shorter
                free = hit.end
                found.append(hit)
        found.sort(key=_in_order)
        return found

    def _reading(self, text: str) -> _Reading:
        """Return what was read of a text, which is asked for many times, sentence by sentence and kind by kind."""
        reading = self._readings.get(text)
        if reading is None:
            reading = _Reading(self, text)
            recent = list(self._readings.items())[-3:] if len(text) > _WORTH_KEEPING else list(self._readings.items())[-8:]
            self._readings = dict([*recent, (text, reading)])  # a new table: readers in other threads keep theirs
        return reading

    def labels_at(self, text: str, cut: list[Word], i: int, stop: int) -> dict[str, Hit]:
        """Return, for each kind, the longest label that begins at word `i` and ends at `stop` at the latest."""
        longest: dict[str, Hit] = {}
        node = self._root.next.get(cut[i].form)
        if node is None:
            return longest
        start, j, n = cut[i].start, i, len(cut)
        while True:
            end = cut[j].end
            if end > stop:
                break
            for kind, bearers in node.ends.items():
                if len(bearers) == 1:
                    entry, exact, hidden = bearers[0]
                    if exact is None or as_asked(exact, text[start:end]):
                        longest[kind] = Hit(kind, start, end, (entry,), hidden)
                    continue
                fit = [b for b in bearers if b[1] is None or as_asked(b[1], text[start:end])]
                if fit:
                    longest[kind] = Hit(kind, start, end, tuple([b[0] for b in fit]), all(hidden for _, _, hidden in fit))
            j += 1
            if j == n:
                break
            word = cut[j]
            step: _Node | None = node
            if word.broken:
                step = node.next.get(BREAK)
                if step is None:
                    break
            step = step.next.get(word.form) if step is not None else None
            if step is None:
                break
            node = step
        return longest

    def holders(self, organisation: str, day: str | None, *, head: bool = False) -> tuple[Tenure, ...]:
        """Return who held a post of `organisation` on `day` (ISO, as precise as known), the surest first.

        Those who certainly did not are left out. With `head`, only heads are asked for.
        """
        there = [t for t in self.tenures if t.organisation == organisation and (t.is_head or not head)]
        if day is None:
            return tuple(there)
        whole = day if len(day) == 10 else day + ("-06-30" if len(day) == 4 else "-15")
        there = [t for t in there if t.covers(whole) is not False]
        return tuple(sorted(there, key=lambda t: (t.covers(whole) is not True, t.distance(whole), t.person.iri)))

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Return the tenures of a person (IRI)."""
        return self._tenures_by_person.get(person, ())

    def by_family_name(self, name: str) -> tuple[Entry, ...]:
        """Return the persons whose family name, or only printed name, is `name`, in order of IRI."""
        return self._by_family.get(fold(name), ())
