"""The gazetteer: every label of the vocabularies and of the authority files, ready to be found in running text.

Labels are data: `skos:prefLabel`, `skos:altLabel`, `skos:hiddenLabel`, `ip5:acronym` and the dated names of
`ontology/vocabularies/*.ttl` and `data/authority/*.ttl`. They are cut into words and kept in one trie, which is
walked once over a text; at each word the longest label of each kind wins. The time is linear in the text
times the length of the longest label, whatever the text holds.

How labels and text meet:

- case and accents do not matter, except that a short word in capitals ("US", "NET", "IPO") is only found as
  written, and that a single word naming a person, an organisation or a place needs its capital;
- a hyphen, an apostrophe and a blank are one and the same: "Yong-rae", "Yong rae", and for names also "Yongrae";
- a comma, a bracket, a colon or the end of a sentence in the text must also stand in the label;
- names of persons are found in both orders, and without their middle initials.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from ip5kg.errors import Ip5kgError

BASE: Final = "https://w3id.org/ip5kg/"
_ONTOLOGY: Final = BASE + "ontology#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_ORG: Final = "http://www.w3.org/ns/org#"
_SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_FOAF: Final = "http://xmlns.com/foaf/0.1/"

KIND_OF_CLASS: Final[Mapping[str, str]] = {
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

KIND_OF_SCHEME: Final[Mapping[str, str]] = {}
_KINDS_APART: Final = frozenset({"cue", "role"})
"""Schemes whose concepts are kinds of their own ("cue:meeting"): their labels may overlap one another."""

NAMED_THINGS: Final = frozenset({"person", "organisation", "association", "office", "place", "body", "project", "series"})
_CASE_MATTERS: Final = 6  # letters; a longer word in capitals is a word in capitals, not an acronym

_WORD = re.compile(r"[^\W_]+|&")
_SOFT = re.compile(r"[\s\-‐‑–'’ʼ`´/*.]*\Z")
_ABBREVIATIONS: Final = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "no", "jr", "sr", "hon", "messrs"})
BREAK: Final = ","
"""The word that stands in the trie, and in the words of a text, for a comma, a bracket or another hard break."""


def fold(text: str) -> str:
    """Return `text` without case and accents: what two spellings of a name have in common."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


class Word(NamedTuple):
    """A word of a text: its place, its folded form, and whether a hard break stands before it."""

    start: int
    end: int
    form: str
    broken: bool


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Cut `text[start:end]` into words, in linear time."""
    found: list[Word] = []
    before = start
    form = ""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        here, behind = match.span()
        gap = text[before:here]
        broken = gap != " " and gap != "-" and gap != "" and bool(found) and not _soft(gap, form)
        word = match[0]
        form = word.lower() if word.isascii() else fold(word)
        if form == "&":
            form = "and"
        found.append(Word(here, behind, form, broken))
        before = behind
    return found


def _soft(gap: str, word_before: str) -> bool:
    if len(gap) > 6 or gap.count("\n") > 1 or _SOFT.match(gap) is None:
        return False
    return "." not in gap or gap == "." or len(word_before) == 1 or word_before in _ABBREVIATIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the vocabularies or authority files know, with all its labels (preferred label first)."""

    kind: str
    slug: str
    iri: str
    label: str
    labels: tuple[str, ...]
    scheme: str | None = None
    hidden: frozenset[str] = frozenset()
    """Those of the labels that are only hints, misspellings or garbled forms (`skos:hiddenLabel`)."""
    classes: frozenset[str] = frozenset()
    """Local names of its classes: `Office`, `City`, `AdministrativeArea`, …."""
    family_names: tuple[str, ...] = ()
    broader: str | None = None
    """The slug of the broader concept, for concepts that have one."""
    country: str | None = None
    """ISO 3166 code, for places."""


class Hit(NamedTuple):
    """A label found in a text: `text[start:end]`, and every entry of one kind that bears it, in order of IRI.

    `loose` if all of them bear it as a hidden label only.
    """

    kind: str
    start: int
    end: int
    entries: tuple[Entry, ...]
    loose: bool = False

    @property
    def slug(self) -> str:
        """The slug of the first entry."""
        return self.entries[0].slug


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held a post, with what is known of its bounds (ISO dates; `None`: unknown).

    `organisation` is the code of an office or the slug of another organisation, `post` the slug of the post.
    """

    organisation: str
    post: str
    person: Entry
    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None
    acting: bool = False

    @property
    def is_head(self) -> bool:
        return self.post.endswith("-head")

    def covers(self, day: str) -> bool | None:
        """True where the person held the post on `day` for certain, False where certainly not, None where it is unknown."""
        if (self.earliest_start and day < self.earliest_start) or (self.latest_end and day > self.latest_end):
            return False
        if self.latest_start and self.earliest_end and self.latest_start <= day <= self.earliest_end:
            return True
        return None

    def distance(self, day: str) -> int:
        """Return how many days `day` lies outside the time for which the tenure is certain."""
        sure = [d for d in (self.latest_start, self.earliest_start, self.earliest_end, self.latest_end) if d]
        first, last = (self.latest_start or min(sure, default=day)), (self.earliest_end or max(sure, default=day))
        if day < first:
            return _days_between(day, first)
        return _days_between(last, day) if day > last else 0


def _days_between(earlier: str, later: str) -> int:
    return (_first_day(later) - _first_day(earlier)).days


def _first_day(iso: str) -> date:
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)


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
                for form, exact in _forms(entry.kind, label):
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
                    if exact is None or _as_asked(exact, text[start:end]):
                        longest[kind] = Hit(kind, start, end, (entry,), hidden)
                    continue
                fit = [b for b in bearers if b[1] is None or _as_asked(b[1], text[start:end])]
                if fit:
                    longest[kind] = Hit(kind, start, end, tuple([b[0] for b in fit]), all([b[2] for b in fit]))
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


def _as_asked(exact: str | None, written: str) -> bool:
    if exact is None:
        return True
    return written[:1].isupper() if exact == "" else written == exact


def _forms(kind: str, label: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the word sequences under which `label` is kept, each with what the text must look like exactly.

    `None`: nothing; "": a capital letter first; else: the very form.
    """
    exact: str | None = None
    if label.isupper() and len(label) <= _CASE_MATTERS and " " not in label:
        exact = label.rstrip(".")
    elif kind in NAMED_THINGS and " " not in label and "-" not in label and label[:1].isupper():
        exact = ""
    for form in dict.fromkeys(_name_forms(label) if kind == "person" else [_cut(label)]):
        if form:
            yield form, exact


def _cut(label: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in words(label):
        if word.broken:
            out.append(BREAK)
        out.append(word.form)
    return tuple(out)


def _name_forms(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a person's name: both orders, joined or apart at the hyphen, without middle initials."""
    parts = name.replace(",", " ").split()
    orders = [parts]
    if len(parts) > 1:
        orders += [[*parts[1:], parts[0]], [parts[-1], *parts[:-1]]]
        plain = [p for p in parts if len(p.rstrip(".")) > 1]
        if 1 < len(plain) < len(parts):
            orders += [plain, [plain[-1], *plain[:-1]]]
    for order in orders:
        for spelling in (order, [_without_accents(p) for p in order]) if not name.isascii() else (order,):
            apart = [_cut(p) for p in spelling]
            yield tuple(w for p in apart for w in p)
            yield tuple("".join(p) for p in apart if p and BREAK not in p)


def _without_accents(word: str) -> str:
    """Return a word as a page of the wrong encoding prints it: "Beno?t"."""
    return "".join(c if c.isascii() or not c.isalpha() else "?" for c in word)


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


_Store = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
_WITHOUT_LABELS: Final = frozenset({"claims", "sources"})


def _values(about: Mapping[str, list[ox.NamedNode | ox.Literal]], *names: str) -> list[str]:
    return [unicodedata.normalize("NFC", node.value) for name in names for node in about.get(name, ())]


def _entry(iri: str, about: Mapping[str, list[ox.NamedNode | ox.Literal]], store: _Store) -> Entry | None:
    kind = _kind(iri, about)
    preferred = about.get(_SKOS + "prefLabel", [])
    if kind is None or not preferred:
        return None
    english = [n.value for n in preferred if isinstance(n, ox.Literal) and n.language in ("en", None)]
    label = unicodedata.normalize("NFC", english[0] if english else preferred[0].value)
    open_labels = _values(about, _SKOS + "prefLabel", _SKOS + "altLabel", _ONTOLOGY + "acronym")
    for name in _values(about, _ONTOLOGY + "datedName"):
        open_labels += _values(store.get(name, {}), _SKOSXL + "literalForm")
    hidden = frozenset(_values(about, _SKOS + "hiddenLabel")) - frozenset(open_labels)
    return Entry(
        kind=kind,
        slug=next(iter(_values(about, _SKOS + "notation") + _values(about, _ORG + "identifier")), _last(iri)),
        iri=iri,
        label=label,
        labels=tuple(dict.fromkeys([label, *open_labels, *sorted(hidden)])),
        scheme=next((_last(s) for s in _values(about, _SKOS + "inScheme")), None),
        hidden=hidden,
        classes=frozenset(re.split("[/#]", c)[-1] for c in _values(about, _RDF_TYPE)),
        family_names=tuple(_values(about, _FOAF + "familyName")),
        broader=next((_last(b) for b in _values(about, _SKOS + "broader")), None),
        country=next(iter(_values(about, _ONTOLOGY + "country")), None),
    )


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _kind(iri: str, about: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> str | None:
    for cls in _values(about, _RDF_TYPE):
        if cls.startswith(_ONTOLOGY) and (kind := KIND_OF_CLASS.get(cls.removeprefix(_ONTOLOGY))) is not None:
            return kind
    if _ORG + "FormalOrganization" in _values(about, _RDF_TYPE):
        return "organisation"
    scheme = next((_last(s) for s in _values(about, _SKOS + "inScheme")), None)
    if scheme in _KINDS_APART:
        return f"{scheme}:{_last(iri)}"
    return None if scheme is None else KIND_OF_SCHEME.get(scheme, scheme)


def _tenures(store: _Store, entries: Mapping[str, Entry]) -> list[Tenure]:
    found: list[Tenure] = []
    for iri in sorted(store):
        about = store[iri]
        if _ONTOLOGY + "Tenure" not in _values(about, _RDF_TYPE):
            continue
        person = next((entries[p] for p in _values(about, _ORG + "member", _ONTOLOGY + "holder") if p in entries), None)
        post = next(iter(_values(about, _ONTOLOGY + "heldPost")), None)
        if person is None or post is None:
            continue
        where = next(iter(_values(about, _ORG + "organization")), _last(post).split("-", 1)[0])
        first, last, end, final = (next(iter(_values(about, _ONTOLOGY + name)), None) for name in _BOUNDS)
        acting = "true" in _values(about, _ONTOLOGY + "acting")
        found.append(Tenure(_last(where), _last(post), person, first, last, end, final, acting))
    return found


_BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
