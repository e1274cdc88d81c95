"""Stage *resolve*: mentions → entities, or `Unsure` with the candidates.

What the gazetteer knows without doubt was settled by *recognise*; here come persons: a family name alone ("Commissioner
Sung") is that of somebody named in full in the same text, else of who held a post at that office at that time, else of the
only person of that name. A name that nobody bears is kept as written, as a provisional entity. No guess is silent: each
`Resolved` carries its reason.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from ip5kg import iris
from ip5kg.gazetteer import Entry, Gazetteer, fold, words
from ip5kg.model import Mention, Release, Resolved, Unsure

__all__ = ["resolve"]

_NEAR: Final = 160  # characters within which an office is taken to be the one of a person


def resolve(release: Release, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the same mentions with the entities of persons set."""
    persons = [m for m in mentions if m.kind == "person"]
    if not persons:
        return mentions
    reader = _Reader(release, mentions, gazetteer)
    settled = {id(m): reader.settle(m) for m in persons}
    return tuple(replace(m, entity=settled[id(m)]) if id(m) in settled else m for m in mentions)


@dataclass
class _Reader:
    release: Release
    mentions: tuple[Mention, ...]
    gazetteer: Gazetteer

    def __post_init__(self) -> None:
        self.offices = [m for m in self.mentions if m.kind in ("office", "association", "organisation") and m.value != "ip5"]
        self.office_starts = [m.span.start for m in self.offices]
        self.posts = sorted((m for m in self.mentions if m.kind == "post"), key=lambda m: m.span.end)
        self.post_ends = [m.span.end for m in self.posts]
        self.named: dict[str, list[Resolved]] = {}
        for mention in self.mentions:
            if mention.kind == "person" and len(words(mention.text)) > 1:
                entity = self.full(mention)
                if isinstance(entity, Resolved):
                    for word in words(mention.text):
                        there = self.named.setdefault(word.form, [])
                        if all(e.iri != entity.iri for e in there):
                            there.append(entity)

    def settle(self, mention: Mention) -> Resolved | Unsure:
        if len(words(mention.text)) > 1 or not mention.text.isascii():
            return self.full(mention)
        return self.single(mention)

    def full(self, mention: Mention) -> Resolved | Unsure:
        """Settle a name of several words."""
        bearers = self.gazetteer.lookup(mention.text, "person")
        if len(bearers) == 1:
            return _known(bearers[0], "name in the authority file")
        if bearers:
            return self.among(mention, bearers, "name in the authority file, office of the time")
        near = self.misspelt(mention)
        if near is not None:
            return _known(near, "spelling close to a name in the authority file, same office")
        return _as_written(mention.text)

    def single(self, mention: Mention) -> Resolved | Unsure:
        """Settle a family name (or a given name) that stands alone."""
        form = fold(mention.text)
        in_text = self.named.get(form, [])
        if len(in_text) == 1:
            return replace(in_text[0], reason="named in full in the same text")
        if in_text:
            office = self.office_near(mention)
            fits = [e for e in in_text if office and any(t.organisation == office for t in self.gazetteer.tenures_of(e.iri))]
            if len(fits) == 1:
                return replace(fits[0], reason="named in full in the same text, same office")
            return Unsure(tuple(e.iri for e in in_text), "several in the text bear this name")
        bearers = self.gazetteer.by_family_name(mention.text) or self.gazetteer.lookup(mention.text, "person")
        if bearers:
            return self.among(mention, bearers, "family name, office and time")
        return _as_written(mention.text)

    def among(self, mention: Mention, bearers: tuple[Entry, ...], reason: str) -> Resolved | Unsure:
        """Choose among several persons by the office that stands nearest and by the date of issue."""
        office = self.office_near(mention)
        if office is not None:
            held = self.gazetteer.holders(office, self.release.issued)
            if self.titled_as_head(mention):
                held = (*(t for t in held if t.is_head), *(t for t in held if not t.is_head))
            order = [t.person.iri for t in held]
            fits = sorted((b for b in bearers if b.iri in order), key=lambda b: order.index(b.iri))
            if fits:
                return _known(fits[0], reason)
            if len(words(mention.text)) == 1 and self.gazetteer.get("association", office) is not None:
                bearers = tuple(b for b in bearers if not self.gazetteer.tenures_of(b.iri))
                if not bearers:  # those of this name that we know never served the association
                    return _as_written(mention.text)
        if len(bearers) == 1:
            return _known(bearers[0], "the only one of this name")
        whole = self.release.issued
        if whole is not None:
            day = whole if len(whole) == 10 else whole + ("-06-30" if len(whole) == 4 else "-15")
            in_office = [b for b in bearers if any(t.covers(day) for t in self.gazetteer.tenures_of(b.iri))]
            if len(in_office) == 1:
                return _known(in_office[0], "family name and time")
        return Unsure(tuple(b.iri for b in bearers), "several bear this name")

    def titled_as_head(self, mention: Mention) -> bool:
        """Tell whether the title right before a name is that of a head: "Commissioner Kim", not "Deputy Commissioner Kim"."""
        i = bisect_left(self.post_ends, mention.span.start - 2)
        while i < len(self.posts) and self.posts[i].span.end <= mention.span.start:
            title = self.gazetteer.get("title", str(self.posts[i].value))
            if title is not None:
                return title.broader == "head-title"
            i += 1
        return False

    def misspelt(self, mention: Mention) -> Entry | None:
        """Return who held a post of the office at hand and whose name differs by a letter or two in one word only."""
        office = self.office_near(mention)
        if office is None:
            return None
        written = [w.form for w in words(mention.text)]
        fits: list[Entry] = []
        for tenure in self.gazetteer.holders(office, self.release.issued):
            for label in tenure.person.labels:
                if label.isascii() and _close(written, [w.form for w in words(label)]):
                    fits.append(tenure.person)
                    break
        distinct = {e.iri: e for e in fits}
        return next(iter(distinct.values())) if len(distinct) == 1 else None

    def office_near(self, mention: Mention) -> str | None:
        """Return the office whose name stands nearest in the same sentence, those right behind the name first."""
        sentence = next((s for s in self.release.sentences if s.span.start <= mention.span.start < s.span.end), None)
        if sentence is None:
            return None
        first = bisect_left(self.office_starts, sentence.span.start)
        best: tuple[int, str] | None = None
        for office in self.offices[first:]:
            if office.span.start >= sentence.span.end:
                break
            behind = office.span.start - mention.span.end
            before = mention.span.start - office.span.end
            distance = behind if behind >= 0 else before
            between = self.release.text[mention.span.end : office.span.start] if behind >= 0 else self.release.text[office.span.end : mention.span.start]
            distance += 40 * (between.count(";") + between.count(" and ")) + 15 * between.count(",")
            if 0 <= distance <= _NEAR and (best is None or distance < best[0]):
                best = (distance, str(office.value))
        return best[1] if best else None


def _known(entry: Entry, reason: str) -> Resolved:
    return Resolved(entry.iri, entry.iri.rsplit("/", 1)[-1], reason)


def _as_written(name: str) -> Resolved:
    iri = iris.person(name)
    return Resolved(iri, iri.rsplit("/", 1)[-1], "as written", provisional=True)


def _close(a: list[str], b: list[str]) -> bool:
    """Tell whether two names of as many words differ in one word only, and there by one letter (two in a long word)."""
    if len(a) != len(b) or len(a) < 2:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    if min(len(x), len(y)) < 4:
        return False
    return _distance(x, y) <= (2 if min(len(x), len(y)) >= 7 else 1)


def _distance(a: str, b: str) -> int:
    """Return the Levenshtein distance of two short words, or 3 where it is larger than 2."""
    if abs(len(a) - len(b)) > 2 or max(len(a), len(b)) > 30:
        return 3
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return min(row[-1], 3)
