"""Who a person is: by the full name, by the same text, by the office and the time, or as written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ip5kg import iris
from ip5kg.gazetteer import Entry, Gazetteer, fold, words
from ip5kg.model import Mention, Release, Resolved, Unsure
from ip5kg.resolve.spelling import close

_NEAR: Final = 160  # characters within which an office is taken to be the one of a person
_LONGEST_NAME: Final = 120  # characters of the name of an office


@dataclass
class Persons:
    """Tells who the persons of one release are."""

    release: Release
    mentions: tuple[Mention, ...]
    gazetteer: Gazetteer

    def __post_init__(self) -> None:
        self.offices = [m for m in self.mentions if m.kind in ("office", "association", "organisation") and m.value != "ip5"]
        self.office_starts = [m.span.start for m in self.offices]
        self.posts = sorted((m for m in self.mentions if m.kind == "post"), key=lambda m: m.span.end)
        self.post_ends = [m.span.end for m in self.posts]
        self.sentence_starts = [s.span.start for s in self.release.sentences]
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
        if office is not None and len(words(mention.text)) == 1 and whole is not None:
            return _as_written(mention.text)  # "Mr. Suzuki of the JPO", long after the only Suzuki who headed it
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
        written = _forms(mention.text)
        fits: list[Entry] = []
        for tenure in self.gazetteer.holders(office, self.release.issued):
            for label in tenure.person.labels:
                if label.isascii() and close(written, _forms(label)):
                    fits.append(tenure.person)
                    break
        distinct = {e.iri: e for e in fits}
        return next(iter(distinct.values())) if len(distinct) == 1 else None

    def office_near(self, mention: Mention) -> str | None:
        """Return the office whose name stands nearest in the same sentence, those right behind the name first."""
        at = bisect_right(self.sentence_starts, mention.span.start) - 1
        if at < 0 or mention.span.start >= self.release.sentences[at].span.end:
            return None
        sentence = self.release.sentences[at]
        first = bisect_left(self.office_starts, max(sentence.span.start, mention.span.start - _NEAR - _LONGEST_NAME))
        best: tuple[int, str] | None = None
        for index in range(first, len(self.offices)):
            office = self.offices[index]
            if office.span.start >= min(sentence.span.end, mention.span.end + _NEAR + 1):
                break
            left, right = sorted((mention.span, office.span), key=lambda span: span.start)
            distance = self.distance(left.end, right.start)
            if 0 <= distance <= _NEAR and (best is None or distance < best[0]):
                best = (distance, str(office.value))
        return best[1] if best else None

    def distance(self, start: int, end: int) -> int:
        """Return how far apart two names are, where what parts them counts for more than its letters; negative if they overlap."""
        between = self.release.text[start:end]
        return end - start + 40 * (between.count(";") + between.count(" and ")) + 15 * between.count(",")


@lru_cache(maxsize=8_192)
def _forms(name: str) -> tuple[str, ...]:
    return tuple(w.form for w in words(name))


def _known(entry: Entry, reason: str) -> Resolved:
    return Resolved(entry.iri, entry.iri.rsplit("/", 1)[-1], reason)


def _as_written(name: str) -> Resolved:
    iri = iris.person(name)
    return Resolved(iri, iri.rsplit("/", 1)[-1], "as written", provisional=True)
