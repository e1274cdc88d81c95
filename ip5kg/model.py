"""The plain values that pass between the stages.

    read → recognise → resolve → interpret → map → validate → store

All offsets are Unicode code points into `Release.text`, end-exclusive, and `Release.text` is in NFC.
Slugs are those of the controlled vocabularies in `ontology/vocabularies/` and `data/authority/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

BlockKind = Literal["title", "heading", "paragraph", "item", "row", "caption", "note", "quotation", "navigation", "furniture"]
"""What a stretch of text is on the page. `navigation` (menus, breadcrumbs, lists of links) and `furniture`
(datelines, bylines, "last updated", image credits, legal notices) state no facts about the co-operation."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a release's text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: a heading, a paragraph, an item of a list, a row of a table, ….

    `level` is the depth of a heading (1 = top) or the nesting of an item (0 = outermost).
    `sentences` are indices into `Release.sentences`: `range(first, last)`.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    sentences: range = range(0)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands in its place: a heading, an item, a row."""

    index: int
    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Release:
    """A press release as read: metadata, the text that was kept, its blocks and sentences."""

    id: str
    text: str
    title: str
    url: str | None
    publisher: str | None
    publisher_code: str | None
    """The office that issues it (JP, US, EP, CN, KR), `fiveipoffices`, `WO`, an association's slug, or `other`."""
    issued: str | None
    """`2021-06-24`, `2021-06`, `2021`, or None where a digest of an undated page has none."""
    language: str
    source_language: str | None
    kind: Literal["release", "digest"]
    media_type: str
    sha256: str
    """Of the bytes that were read, in lower-case hex."""
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, span: Span) -> str:
        return span.of(self.text)


@dataclass(frozen=True, slots=True)
class Unused:
    """A sentence from which no statement was drawn, and why."""

    span: Span
    kind: str
    """Its class: `boilerplate`, `out-of-scope` or `missed`, the notations of the scheme `sentence-class`."""
    reason: str
    """A notation of the scheme `sentence-reason`."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention that stands for one thing, and why we think so."""

    iri: str
    slug: str
    reason: str
    provisional: bool = False
    """True for a person, body or place that no authority file knows: its IRI is minted from the wording."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A mention that may stand for several things, or for none that we know."""

    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something.

    `kind` is one of: office, organisation, association, person, post (a title of office such as "Commissioner"),
    body, series (a meeting of a body: "the 14th IP5 Heads of Office Meeting"), date, place, topic, project,
    document, number, act (a verb of decision).
    `value` holds what the recogniser read off the surface, by kind: a slug, a `dates.DateRange`, a number, ….
    """

    kind: str
    span: Span
    text: str
    value: Any = None
    entity: Resolved | Unsure | None = None


@dataclass(frozen=True, slots=True)
class MeetingRef:
    """What identifies a meeting in a release: its series, and its number or else its date (as precise as known)."""

    series: str
    number: int | None = None
    date: str | None = None

    def record(self) -> dict[str, Any]:
        if self.number is not None:
            return {"series": self.series, "number": self.number}
        return {"series": self.series, "date": self.date} if self.date else {"series": self.series}


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a release states, with the words that state it. `rule` names the rule that read it."""

    kind: ClassVar[str]
    span: Span
    rule: str

    def record(self, release: Release, named: Mapping[MeetingRef, MeetingRef] | None = None) -> dict[str, Any]:
        """Return the record that `ip5kg extract --format jsonl` prints; fields that are not stated are left out.

        `named` gives meetings another date to be known by (see `pipeline.Extraction.records`).
        """
        own: dict[str, Any] = {"release": release.id, "type": self.kind}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if name in ("span", "rule") or value is None or value == ():
                continue
            if isinstance(value, MeetingRef):
                value = (named or {}).get(value, value).record()
            own[name] = list(value) if isinstance(value, tuple) else value
        own["quote"] = release.quote(self.span)
        own["quote_start"], own["quote_end"] = self.span.start, self.span.end
        if self.kind != "meeting":  # where `start` and `end` are the dates of the meeting
            own["start"], own["end"] = self.span.start, self.span.end
        return own | {"rule": self.rule}


@dataclass(frozen=True, slots=True)
class MeetingStatement(Statement):
    """That a meeting was or will be held; dates as precise as the text: `2021-06-23`, `2021-06`, `2021`."""

    kind = "meeting"
    series: str
    number: int | None = None
    start: str | None = None
    end: str | None = None
    format: str | None = None
    city: str | None = None
    country: str | None = None
    host: str | None = None
    status: str = "held"

    @property
    def ref(self) -> MeetingRef:
        return MeetingRef(self.series, self.number, None if self.number is not None else self.start)


@dataclass(frozen=True, slots=True)
class ParticipationStatement(Statement):
    """That a person took part in a meeting (or was absent), in a role, for an office, in a capacity."""

    kind = "participation"
    meeting: MeetingRef
    person: str
    """The preferred name of the authority file, else as written."""
    office: str | None = None
    role: str = "participant"
    title: str | None = None
    person_iri: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DecisionStatement(Statement):
    """One thing decided, reaffirmed, discussed, …; without a meeting where the offices act outside one."""

    kind = "decision"
    act: str
    modality: str = "done"
    topics: tuple[str, ...] = ()
    body: str | None = None
    meeting: MeetingRef | None = None


@dataclass(frozen=True, slots=True)
class DocumentStatement(Statement):
    """A document that was adopted, signed, discussed, published or is to be drawn up."""

    kind = "document"
    doc_type: str
    title: str
    act: str | None = None
    meeting: MeetingRef | None = None


@dataclass(frozen=True, slots=True)
class FigureStatement(Statement):
    """A figure: `value` as a plain number, `unit` as its slug, `year` of the data."""

    kind = "statistic"
    measure: str
    value: int | float
    unit: str
    qualifier: str = "exact"
    year: int | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class GroupStatement(Statement):
    """That a body is for something: `remit` is a topic."""

    kind = "group"
    group: str
    remit: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectStatement(Statement):
    """How far a project has come, which body carries it, which offices lead it."""

    kind = "project"
    project: str
    status: str | None = None
    body: str | None = None
    leads: tuple[str, ...] = ()
    project_iri: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AcronymStatement(Statement):
    """That the text explains a short form: "NET" stands for "New Emerging Technologies"."""

    kind = "acronym"
    acronym: str
    expansion: str


@dataclass(frozen=True, slots=True)
class ContactStatement(Statement):
    """The division that the release names as in charge, with the office it belongs to."""

    kind = "contact"
    division: str
    office: str | None = None
