"""What a page is made of: plain values that a template writes down and a test can look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Basis: TypeAlias = Literal["quote", "page", "release", "rule"]
"""On what a fact rests: words of a release, a page named by whoever entered it, the release itself, other facts."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Where something is said.

    `before`, `quote` and `after` are the sentence and, in it, the words that state the fact. `href` leads to the words in the
    text of the release, `official` to the page on the web. `status` is what was made of the claim ("accepted", …) and
    `told` the reason for it, where there is something to tell.
    """

    basis: Basis
    source: str = ""
    publisher: str = ""
    date: str = ""
    before: str = ""
    quote: str = ""
    after: str = ""
    href: str = ""
    official: str = ""
    status: str = ""
    told: str = ""
    digest: bool = False
    language: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A piece of text, perhaps a link, with what proves it. `tone` is one of the classes of the style sheet."""

    text: str
    href: str = ""
    lang: str = ""
    note: str = ""
    tone: str = ""
    title: str = ""
    external: bool = False
    proofs: tuple[Proof, ...] = ()


Cell: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `anchor` makes it a place that an address can lead to."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property in words and its values."""

    label: str
    values: Cell
    help: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Properties with their values."""

    title: str
    anchor: str
    facts: tuple[Fact, ...]
    note: str = ""
    shape: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `more` leads to the rest, where not all rows are shown."""

    title: str
    anchor: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""
    more: Cell = ()
    folded: bool = False
    shape: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; each is a run of values."""

    title: str
    anchor: str
    paragraphs: tuple[Cell, ...]
    tone: str = ""
    shape: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Card:
    """A link with a number or a line below it."""

    value: Value
    lines: tuple[Cell, ...] = ()
    number: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards beside one another."""

    title: str
    anchor: str
    cards: tuple[Card, ...]
    note: str = ""
    wide: bool = False
    more: Cell = ()
    shape: Literal["cards"] = "cards"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading of a list in time."""

    title: str
    anchor: str
    entries: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Groups of entries, one below another."""

    title: str
    anchor: str
    groups: tuple[Group, ...]
    note: str = ""
    empty: str = ""
    more: Cell = ()
    shape: Literal["timeline"] = "timeline"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG that we made ourselves; `alternative` leads to the same as a table."""

    title: str
    anchor: str
    svg: str
    note: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    shape: Literal["drawing"] = "drawing"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a release's text: characters, or a sentence or passage with pieces in it.

    `kind` is "text", "sentence" or "passage"; `anchor` the place that an address leads to.
    """

    kind: Literal["text", "sentence", "passage"]
    text: str = ""
    anchor: str = ""
    tone: str = ""
    title: str = ""
    pieces: tuple[Piece, ...] = ()
    gave: Cell = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a release in paragraphs, each a run of pieces."""

    title: str
    anchor: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    lang: str = ""
    note: str = ""
    legend: tuple[Card, ...] = ()
    shape: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Proofs:
    """Passages and pages shown in full, where they are what the page is about."""

    title: str
    anchor: str
    proofs: tuple[Proof, ...]
    note: str = ""
    shape: Literal["proofs"] = "proofs"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    help: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form that asks for values and goes to an address by GET."""

    title: str
    anchor: str
    action: str
    fields: tuple[Field, ...]
    button: str
    lede: str = ""
    links: Cell = ()
    shape: Literal["form"] = "form"


Section: TypeAlias = Facts | Table | Prose | Cards | Timeline | Drawing | Text | Proofs | Form


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `kind` in words, `crumbs` from the start to the page above, `notices` in plain words."""

    title: str
    kind: str = ""
    lede: Cell = ()
    crumbs: Cell = ()
    sections: tuple[Section, ...] = ()
    iri: str = ""
    lang: str = ""
    names: Cell = ()
    notices: tuple[str, ...] = ()
    description: str = ""
    template: str = "page.html"
    here: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
