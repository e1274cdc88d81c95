"""What stands around a number in its sentence: the clause, the things counted, whose they are, the year.

The words that say so are the labels of `measures.ttl` and `scopes.ttl`; offices, places and dates come as mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ip5kg.dates import DateRange
from ip5kg.interpret.context import Context
from ip5kg.model import Mention, Resolved, Sentence
from ip5kg.quantities import Quantity

LONGEST_SENTENCE: Final = 5_000
"""Nothing longer is a sentence; rules that look around within one would take too long over it."""
_NAMES: Final = frozenset({"project", "body", "topic", "document", "series", "association", "organisation"})
OFFICES: Final = frozenset({"JP", "US", "EP", "CN", "KR"})
_BREAK = re.compile(
    r"[;:|]\s|\s[–—-]\s|,\s(?=(?:while|whereas|whilst|but|and\s(?:in|granted|received|the|their|it|they|this|that)\b))|\.\s(?=[A-Z])"
)
_RELATIVE = re.compile(
    r",\s(?:(?:in|of|to|by|for|with|at)\s)?(?:which|who|whose|that|where)\s[^,;()]{1,160},\s|\([^()]{1,200}\)"
    r"|,\saccording\sto\s[^,]{1,80},|,\s(?:such|as)\s[^,]{1,60},"
)
_OPENS_RELATIVE = re.compile(r"(?:,\s|\()(?:(?:in|of|to|by|for|with|at)\s)?(?:which|who|whose)\s")
_NOT_OF_THE_DATA = re.compile(
    r"(?:\b(?:same|corresponding)\s(?:period|months|quarter|time)\s(?:of|in)\s(?:the\s)?$)|"
    r"\b(?:since|from|until|till|than\sin|than|over|on|against|above|below|compared\s(?:to|with)(?:\sthose)?(?:\sof|\sin)?"
    r"|versus|vs\.?|"
    r"(?:founded|established|began|begun|started|launched|created|set\sup|born|introduced|initiated|formed|met|meeting|held"
    r"|signed|adopted)\s(?:\w{1,14}\s){0,4}?in|dates?\s(?:back\sto|from)|dating\s(?:back\sto|from))"
    r"\s(?:the\s)?(?:year\s)?$",
    re.IGNORECASE,
)
_OF_THE_DATA = re.compile(
    r"(?:\b(?:in|by|for|during|of|throughout|calendar|fiscal|year|the|all\sof|within)\s|[(:\[,|]\s?|^)(?:the\s)?(?:year\s"
    r"|whole\sof\s|end\sof\s)?$",
    re.IGNORECASE,
)
# "the fourth largest office in the world" says whose office it is, not whose figure.
_RANKED = re.compile(
    r"\b(?:largest|biggest|leading|busiest|ranks?|ranked|ranking|first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th))\b[^,;.]{0,24}$",
    re.IGNORECASE,
)
_WINDOW_ENDS = re.compile(
    r",\s(?:(?!filed|received|handled|granted|published|lodged|worldwide|in\sthe|around)\w)|\sand\s(?=an?\s|about\s|around\s|some\s|do\s|does\s|did\s)"
)
_AGENT = re.compile(
    r"\b(?:(?:filed|received|lodged|handled|made|submitted|taken\sin|granted|processed|counted|registered|applied\sfor|examined|recorded)\s(?:with|by|at|to|in)"
    r"|went\sto|go\sto|goes\sto|reached|end(?:ed)?\sup\s(?:at|with|in)|landed\s(?:at|with|in|on)|fell\sto|fall\sto|were|was|at|to|with)\s(?:the\s|one\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)
_THEM = re.compile(r"(?:them|these\s(?:very\s)?offices|these\sfive|those\sfive)\b")
_SAID_BY = re.compile(r"\b(?:according\sto|said|says|added|told|source:)\s(?:the\s)?$", re.IGNORECASE)
_ANOTHER_CLAUSE = re.compile(r",\s(?:(?:of|in|to|by)\s)?(?:which|who|while|whereas|and\s(?:the|in))\b")
_AGENT_BEFORE = re.compile(
    r"(?:\b(?:by|with|at|to|in\sthe\shands\sof|from|of|through|among|for|under)\s(?:the\s|all\s|these\s|its\s|one\sof\s(?:the\s)?)?(?:\w{1,12}['’]s\s)?|^)$"
)
_AMONG_THEM = re.compile(r"\bin\s(?:the\s|all\s|these\s)?$")
# "Down from 5.7 months in 2015": the year of the number before it only.
_COMPARED = re.compile(
    r"\b(?:from|against|compared\s(?:with|to))\s(?:about\s|some\s|nearly\s)?\d[\d.,]{0,12}\s?(?:%|[a-z]{1,12}\s){0,3}in\s$"
)
_SAME_YEAR = re.compile(r"(?:that|(?:(?:the|this)\s)?same)\syear", re.IGNORECASE)
_NAMES_STATISTICS = re.compile(r"(?:['’]s)?\s(?:statistics|figures|data|numbers|total|count|saw\b)")
_FISCAL = re.compile(r"\b(?:FY|[Ff]iscal(?:\s[Yy]ear)?)\s?((?:19|20)\d\d)\b")
_AFTER_A_NAME = re.compile(r"\b(?:[Rr]eport|[Ee]dition|[Vv]ision|[Ss]tatement|IP5|[Rr]oadmap|[Mm]eeting)\s$")


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that name a measure or a scope; `loose` if they only hint at it."""

    start: int
    end: int
    slug: str
    loose: bool = False


@dataclass(frozen=True)
class Number:
    """A number with its place: `start` is where its qualifying words begin, `core` where the number itself does."""

    start: int
    end: int
    quantity: Quantity
    text: str

    @property
    def counts(self) -> bool:
        """Whether it may be a figure of its own: not the "two" of "two or more offices"."""
        return self.quantity.percent or self.quantity.value >= 20 or self.text[-1:].isdigit()

    @property
    def is_fraction(self) -> bool:
        """Whether a share is told in words such as "four fifths" or "half"."""
        return self.quantity.percent and not re.search(r"%|％|per\s?cent|pct|points?$", self.text, re.IGNORECASE)


@dataclass(frozen=True)
class Clues:
    """The clues of one sentence."""

    context: Context
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.context.text

    @property
    def lo(self) -> int:
        return self.sentence.span.start

    @property
    def hi(self) -> int:
        return self.sentence.span.end

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of the sentence, without the marker at its beginning ("1. Background")."""
        found = self.context.in_span(self.sentence.span, "number")
        return [
            Number(m.span.start, m.span.end, m.value, m.text)
            for m in found
            if isinstance(m.value, Quantity)
            and not (m.span.start - self.lo <= 2 and re.match(r"[.)]\s", self.text[m.span.end : m.span.end + 2]) and m.text.isdigit())
        ]

    @cached_property
    def measures(self) -> list[Clue]:
        """Words that name what is counted, growth (`other`, not loose) among them."""
        return self._hits("measure")

    @cached_property
    def scopes(self) -> list[Clue]:
        """Words that say whose figure it is: the five, the world, an office, a country; sorted by place."""
        names = [m.span for m in self.context.in_span(self.sentence.span) if m.kind in _NAMES]
        # "Global Dossier" is no word about the globe.
        found = [
            c
            for c in self._hits("scope")
            if c.slug != "world"
            or (
                not any(n.start <= c.start and c.end < n.end for n in names)
                and not _RANKED.search(self.text, max(self.lo, c.start - 40), c.start)
            )
        ]
        for mention in self.context.in_span(self.sentence.span):
            code = _office(mention, self.context)
            if code is not None:
                found.append(Clue(mention.span.start, mention.span.end, code, mention.kind == "place"))
        found = [c for c in found if not _SAID_BY.search(self.text, max(self.lo, c.start - 24), c.start)]
        found.sort(key=lambda c: (c.start, -c.end))
        return [
            c
            for i, c in enumerate(found)
            if not any(
                o.start <= c.start and c.end <= o.end and o is not c and (o.end - o.start > c.end - c.start or j < i)
                for j, o in enumerate(found)
            )
        ]

    @cached_property
    def years(self) -> list[tuple[int, int, int]]:
        """Years that may be those of the data, as (start, end, year); those of foundings, meetings and comparisons are left out."""
        found = []
        for mention in self.context.in_span(self.sentence.span, "date"):
            value = mention.value
            if not isinstance(value, DateRange) or len(value.start) != 4 or value.start != value.end:
                continue
            before = self.text[max(self.lo, mention.span.start - 60) : mention.span.start]
            relative = not mention.text.isdigit()
            if _SAME_YEAR.fullmatch(mention.text):
                continue
            if _NOT_OF_THE_DATA.search(before) or _AFTER_A_NAME.search(before):
                continue
            statistics = _NAMES_STATISTICS.match(self.text, mention.span.end)
            if relative or statistics or _OF_THE_DATA.search(before) or mention.span.start == self.lo or not before.strip(" \t-–—•*□ㅇ○·"):
                found.append((mention.span.start, mention.span.end, int(value.start)))
        found += [(m.start(), m.end(), int(m[1])) for m in _FISCAL.finditer(self.text, self.lo, self.hi)]
        return sorted(found)

    @cached_property
    def same_year(self) -> int | None:
        """The year that "in the same year" stands for in the text at large; a figure before may tell it better."""
        for mention in self.context.in_span(self.sentence.span, "date"):
            if isinstance(mention.value, DateRange) and _SAME_YEAR.fullmatch(mention.text):
                return int(mention.value.start[:4])
        return None

    def _hits(self, kind: str) -> list[Clue]:
        return [Clue(h.start, h.end, h.slug, h.loose) for h in self.context.gazetteer.find(self.text, self.lo, self.hi, kinds=(kind,))]

    # ---- places in the sentence

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause around a place: up to a semicolon, a colon, a dash, or a comma before a new main clause."""
        lo, hi = self.lo, self.hi
        for found in _BREAK.finditer(self.text, self.lo, self.hi):
            if found.end() <= at:
                lo = found.end()
            elif found.start() >= at:
                hi = found.start()
                break
        return lo, hi

    def window_after(self, number: Number) -> tuple[int, int]:
        """Return the stretch after a number that still speaks of it: up to the next number or the next cut of the clause."""
        stop = min(self._next_number(number, number.end), number.end + 200)
        comma = _WINDOW_ENDS.search(self.text, number.end, stop)
        return number.end, comma.start() if comma else stop

    def _next_number(self, number: Number, at: int, *, counts_only: bool = False) -> int:
        """Return where the next number of the clause begins that may be a figure of its own, or where the clause ends."""
        _, hi = self.clause(number.start)
        for other in self.numbers:
            if other.start >= at and other.counts and not self._names_five(other) and not (counts_only and other.quantity.percent):
                return min(other.start, hi)
        return hi

    def blanked(self, lo: int, hi: int) -> str:
        """Return `text[lo:hi]` with relative clauses and brackets blanked out, so that what they say is not taken for the subject."""
        return _RELATIVE.sub(lambda m: " " * len(m.group()), self.text[lo:hi])

    def in_relative_clause(self, number: Number) -> int | None:
        """Return where the relative clause begins that a number stands in, or None."""
        lo, _ = self.clause(number.start)
        opened = None
        for found in _OPENS_RELATIVE.finditer(self.text, lo, number.start):
            closed = re.compile(r",\s|\)").search(self.text, found.end(), number.start)
            opened = None if closed else found.start()
        return opened

    def _names_five(self, number: Number) -> bool:
        return any(c.start <= number.start and number.end <= c.end for c in self.scopes)

    def within(self, clues: Sequence[Clue], lo: int, hi: int) -> list[Clue]:
        return [c for c in clues if lo <= c.start and c.end <= hi]

    def before(self, clues: Sequence[Clue], lo: int, hi: int) -> Iterator[Clue]:
        """Yield the clues in `text[lo:hi]` outside brackets and relative clauses, the nearest to `hi` first."""
        plain = self.blanked(lo, hi)
        for clue in reversed(self.within(clues, lo, hi)):
            if plain[clue.start - lo : clue.end - lo].strip():
                yield clue

    # ---- year and scope

    def year_of(self, number: Number) -> int | None:
        """Return the year that the sentence gives for a number: the only one, or the nearest in the number's own clause."""
        years = self.years
        for start, _, year in years:
            compared = _COMPARED.search(self.text, max(self.lo, start - 60), start)
            if compared is not None and compared.start() <= number.start:
                return year
        years = [y for y in years if _COMPARED.search(self.text, max(self.lo, y[0] - 60), y[0]) is None]
        opened = self.in_relative_clause(number)
        if opened is not None:
            closed = self.text.find(", ", number.end, self.hi)
            inner = [y for y in years if opened <= y[0] < (closed if closed > 0 else self.hi)]
            years = inner or [y for y in years if y[0] < opened and self._heads_relative(opened)]
        if not years:
            return None
        if len({y for _, _, y in years}) == 1:
            return years[0][2]
        return min(years, key=lambda y: self._distance(number, y))[2]

    def _heads_relative(self, opened: int) -> bool:
        """A clause with "which" says something of the year before it where it goes on about another number."""
        return any(n.end <= opened for n in self.numbers)

    def _distance(self, number: Number, year: tuple[int, int, int]) -> int:
        lo, hi = (number.end, year[0]) if year[0] >= number.end else (year[1], number.start)
        between = self.text[lo:hi]
        crossed = (
            sum(lo <= n.start < hi for n in self.numbers)
            + len(re.findall(r";|\s(?:and|to)\s", between))
            + (year[0] < number.start and "," in between)
        )
        return hi - lo + 200 * crossed

    def scope_of(self, number: Number, *, share: bool) -> Clue | None:
        """Return whose figure a number is: by the words after it ("filed with KIPO"), else by the subject before it."""
        found = self._owner_of_share(number) if share else self._owner_of_count(number)
        if found is not None:
            return found
        clause_lo, _ = self.clause(number.start)
        opened = self.in_relative_clause(number)
        start = self.lo if opened is not None or clause_lo > self.lo else clause_lo
        taken = [
            self.window_after(n) for n in self.numbers if n.end <= number.start and not n.quantity.percent and n.quantity.value >= 1000
        ]
        for clue in self.before(self.scopes, start, number.start):
            if share and clue.slug == "world":
                continue
            if not share and opened is None and any(lo <= clue.start and clue.end <= hi for lo, hi in taken):
                continue  # what is said of the number before
            if not share and clue.slug == "world" and self._is_part(number, clue):
                continue  # "throughout the world 1.76 million, of which 1.35 million with them"
            five = self._five(self.within(self.scopes, start, number.start)) if clue.slug in OFFICES else None
            return five or clue
        return None

    def _is_part(self, number: Number, world: Clue) -> bool:
        """Tell whether a larger count stands between the world and the number, or right after it: "1.35 million of 1.76 million"."""
        larger = [n for n in self.numbers if not n.quantity.percent and n.quantity.value > number.quantity.value]
        return any((world.end <= n.start and n.end <= number.start) or 0 <= n.start - number.end <= 14 for n in larger)

    def _owner_of_share(self, number: Number) -> Clue | None:
        """ "85% of the world's applications": the world is the whole; the owner is who handles or receives them."""
        _, hi = self.clause(number.start)
        after = [c for c in self.within(self.scopes, number.end, hi) if c.slug != "world" and self._is_agent(c)]
        return (self._five(after) or after[0]) if after else None

    def _owner_of_count(self, number: Number) -> Clue | None:
        near = [c for c in self.scopes if c.end <= number.start and not self.text[c.end : number.start].strip()]
        if near and near[-1].slug == "world":
            return near[-1]  # "the world's 1.76 million applications"
        if near and near[-1].slug in OFFICES and any(n.counts and n.end <= near[-1].start for n in self.numbers):
            return near[-1]  # "the USPTO got 597,141, the EPO 174,397 and the JPO 313,567"
        lo, hi = self.window_after(number)
        # "1.35 million of the world's 1.76 million": the world's is the second number
        after = [
            c for c in self.within(self.scopes, lo, hi) if not any(n.start - 1 <= c.end <= n.start for n in self.numbers if n.start >= hi)
        ]
        if after:
            return self._five(after) or after[0]
        # "1.35 million, that is 77%, were received by the five offices"
        stop = self._next_number(number, number.end, counts_only=True)
        other = _ANOTHER_CLAUSE.search(self.text, number.end, stop)
        for agent in _AGENT.finditer(self.text, number.end, other.start() if other else stop):
            if self.text[max(number.end, agent.start() - 2) : agent.start()].startswith(","):
                continue  # "2.36 million, with China alone accounting for …"
            clue = next((c for c in self.scopes if -5 <= c.start - agent.end() <= 6), None)
            if clue is not None:
                return clue
            if (them := _THEM.match(self.text, agent.end(), self.hi)) is not None:
                return Clue(them.start(), them.end(), "IP5")
        return None

    def _is_agent(self, clue: Clue) -> bool:
        before = self.text[max(self.lo, clue.start - 40) : clue.start]
        return _AGENT_BEFORE.search(before) is not None or (clue.slug == "IP5" and _AMONG_THEM.search(before) is not None)

    def _five(self, clues: Sequence[Clue]) -> Clue | None:
        if len({c.slug for c in clues if c.slug in OFFICES}) < 3:
            return None
        first = next(c for c in clues if c.slug in OFFICES)
        return Clue(first.start, max(c.end for c in clues if c.slug in OFFICES), "IP5")


def _office(mention: Mention, context: Context) -> str | None:
    if mention.kind == "office":
        slug = mention.entity.slug if isinstance(mention.entity, Resolved) else mention.value
        return slug if slug in OFFICES or slug == "WO" else None
    if mention.kind == "place" and isinstance(mention.entity, Resolved):
        entry = context.gazetteer.entry(mention.entity.iri)
        if entry is not None and entry.country in OFFICES and "Country" in entry.classes:
            return entry.country
    return None
