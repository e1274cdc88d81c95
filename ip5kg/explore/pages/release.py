"""The page of a release: its text, with each passage marked that facts rest on, and what each sentence gave."""

from __future__ import annotations

from typing import Final

from ip5kg.explore.pages.dates import in_words
from ip5kg.explore.pages.evidence import number, passage_anchor
from ip5kg.explore.pages.generic import way_to, what_links_here
from ip5kg.explore.pages.links import web_address
from ip5kg.explore.pages.marking import Span, marked
from ip5kg.explore.pages.meeting import release_card
from ip5kg.explore.pages.paging import paged
from ip5kg.explore.pages.reports import Sentence, coverage_of
from ip5kg.explore.pages.values import Card, Cards, Cell, Facts, Page, Prose, Row, Section, Table, Text, Value
from ip5kg.explore.pages.world import World
from ip5kg.iris import BASE
from ip5kg.namespaces import DCTERMS, IP5, OA, ORG, RDF, SCHEMA

_GAVE: Final = 40
_LEFT_OUT: Final = frozenset({"Acronym"})


def page(world: World, iri: str) -> Page:
    """Return the page of a release."""
    reader = world.reader
    text = reader.text(iri, IP5.text)
    official = web_address(reader.link(iri, SCHEMA.url) or reader.text(iri, SCHEMA.url))
    digest = IP5.Digest in reader.types(iri)
    sections: list[Section] = []
    if digest or official:
        sections.append(Prose("", "origin", (_origin(official, digest=digest),), tone="notice"))
    if text:
        sections.append(_text(world, iri, text, digest=digest))
    else:
        sections.append(Prose("Text", "text", ((Value("The text of this release is not in this graph."),),)))
    sections.append(_stated(world, iri))
    wanted = {
        DCTERMS.publisher: "publisher",
        IP5.issuer: "issued by",
        DCTERMS.issued: "date",
        DCTERMS.language: "language of this text",
        IP5.sourceLanguage: "language of the official page",
        IP5.contactDivision: "division in charge",
        IP5.sha256: "SHA-256 of what was read",
    }
    sections.append(Facts("About this release", "facts", world.facts(iri, wanted)))
    sections += _acronyms(world, iri)
    sections += what_links_here(
        world, iri, without=(IP5.statedIn, OA.hasSource, IP5.statedBy, IP5.quotedIn, "http://www.w3.org/ns/prov#used")
    )
    lede = ", ".join(p for p in (reader.text(iri, DCTERMS.publisher), in_words(reader.text(iri, DCTERMS.issued))) if p)
    return Page(
        world.names.full(iri),
        world.names.kind(iri),
        lede=(Value(lede),) if lede else (),
        crumbs=way_to(world, iri),
        sections=tuple(sections),
        iri=iri,
        lang=world.names.language(iri),
        here="releases",
    )


def _origin(official: str, *, digest: bool) -> Cell:
    if digest:
        said = Value("This is our own short account of an official page, in our words. What counts is the page itself:")
        return (
            (said, Value(official, official, external=True)) if official else (Value("This is our own short account of an official page."),)
        )
    return (Value("The official page:"), Value(official, official, external=True))


def _text(world: World, iri: str, text: str, *, digest: bool) -> Text:
    covered = coverage_of(world.built, iri)
    passages: list[Span] = []
    found: dict[tuple[int, int], list[str]] = {}
    for evidence in world.reader.subjects(OA.hasSource, iri):
        start, end = _position(world, evidence)
        passages.append(Span(start, end, "passage", passage_anchor(evidence)))
        sentence = (number(world.reader.text(evidence, IP5.sentenceStart)), number(world.reader.text(evidence, IP5.sentenceEnd)))
        found.setdefault(sentence, []).append(evidence)
    sentences = {(s.start, s.end): s for s in covered}
    spans = []
    for place in sorted({*found, *sentences}):
        kind = sentences[place].kind if place in sentences else "used"
        gave = _gave(world, found.get(place, []))
        title = sentences[place].reason if place in sentences and kind != "used" else ""
        spans.append(Span(*place, "sentence", f"s{place[0]}", tone=kind, title=title, gave=gave))
    language = world.reader.text(iri, DCTERMS.language)
    return Text(
        "Our account, sentence by sentence" if digest else "The text, sentence by sentence",
        "text",
        marked(text, [*spans, *passages]),
        lang="" if language.startswith("en") else language,
        note="Words with a coloured ground are those on which facts rest. Open the note behind a sentence for what it gave.",
        legend=_legend(covered),
    )


def _position(world: World, evidence: str) -> tuple[int, int]:
    for selector in world.reader.links(evidence, OA.hasSelector):
        end = world.reader.text(selector, OA.end)
        if end:
            return number(world.reader.text(selector, OA.start)), number(end)
    return 0, 0


def _gave(world: World, evidence: list[str]) -> Cell:
    """Return the things that a sentence says something of, each once."""
    reader = world.reader
    subjects: dict[str, None] = {}
    for passage in sorted(evidence):
        for claim in reader.subjects(IP5.evidence, passage):
            subjects.setdefault(reader.link(claim, RDF.subject))
    values = []
    for subject in sorted(filter(None, subjects), key=lambda s: (world.names.kind(s), world.names.full(s), s)):
        kind = world.names.kind(subject)
        if kind not in _LEFT_OUT and not kind.startswith("Release"):
            values.append(Value(world.names.full(subject), world.links.thing(subject), note=kind.lower()))
    return tuple(values[:_GAVE])


_WORDS: Final = {"used": "gave facts", "boilerplate": "boilerplate", "out-of-scope": "out of scope", "missed": "missed"}


def _legend(covered: tuple[Sentence, ...]) -> tuple[Card, ...]:
    counts = {kind: sum(s.kind == kind for s in covered) for kind in _WORDS}
    return tuple(Card(Value(_WORDS[kind]), number=str(count), tone=kind) for kind, count in counts.items() if count)


def _stated(world: World, iri: str) -> Table:
    """Return what the release states, by kind of thing."""
    groups: dict[str, list[str]] = {}
    for thing in world.reader.subjects(IP5.statedBy, iri):
        groups.setdefault(world.names.kind(thing), []).append(thing)
    rows = []
    for kind in sorted(groups, key=lambda k: (k in _LEFT_OUT, k)):
        if kind in _LEFT_OUT:
            continue
        things = sorted(groups[kind], key=world.names.full)
        values = tuple(world.link(t) for t in things[:_GAVE])
        rest = (Value(f"and {len(things) - _GAVE} more"),) if len(things) > _GAVE else ()
        rows.append(Row(((Value(f"{kind} ({len(things)})"),), (*values, *rest))))
    return Table("What it tells of", "stated", ("kind", "things"), tuple(rows), empty="Nothing was accepted from this release.")


def _acronyms(world: World, iri: str) -> list[Section]:
    reader, rows = world.reader, []
    for acronym in reader.links(iri, IP5.explainsAcronym):
        forms = world.said(acronym, IP5.shortForm)
        rows.append((reader.text(acronym, IP5.shortForm), Row((forms, world.said(acronym, IP5.expansion)))))
    rows.sort(key=lambda row: row[0])
    if not rows:
        return []
    return [Table("Acronyms that it explains", "acronyms", ("short", "in full"), tuple(row for _, row in rows), folded=True)]


def listing(world: World, page_number: int = 1, *, by: str = "") -> Page:
    """Return the list of releases, the latest first, perhaps those of one issuer."""
    reader, lists = world.reader, world.lists
    found = world.until_then(lists.releases_of(BASE + by) if by else lists.releases, lists.issued)
    chosen, more = paged(world, "releases", found, page_number, {"by": by} if by else {})
    rows = []
    for release in chosen:
        issuers = tuple(world.link(o, short=True, day=world.issued(release)) for o in reader.links(release, IP5.issuer))
        publisher = issuers or (Value(reader.text(release, DCTERMS.publisher)),)
        language = reader.text(release, IP5.sourceLanguage) or reader.text(release, DCTERMS.language)
        rows.append(Row(((Value(in_words(world.issued(release)) or "not dated"),), (world.link(release),), publisher, (Value(language),))))
    table = Table(f"{len(found):,} releases", "list", ("date", "title", "by", "language"), tuple(rows), more=more, empty="No releases.")
    lede = "The texts from which the graph was read; the page of each shows which words gave which facts."
    title = f"Releases: {world.names.full(BASE + by)}" if by else "Releases"
    crumbs = way_to(world, BASE + by) + ((world.link(BASE + by),) if by else ())
    return Page(title, "Overview", lede=(Value(lede),), crumbs=crumbs, sections=(table,), here="releases")


def of_source(world: World, iri: str) -> Page:
    """Return the page of a source page, on which facts rest that were entered by hand."""
    reader = world.reader
    address = web_address(reader.link(iri, SCHEMA.url))
    title = reader.text(iri, DCTERMS.title) or world.names.full(iri)
    sections: list[Section] = []
    if address:
        sections.append(Prose("", "origin", ((Value("The page itself:"), Value(address, address, external=True)),), tone="notice"))
    wanted = {DCTERMS.publisher: "publisher", DCTERMS.issued: "date", DCTERMS.language: "language", IP5.verification: "how sure"}
    sections.append(Facts("About this page", "facts", world.facts(iri, wanted)))
    same = [r for r in reader.subjects(SCHEMA.url, address) if r != iri and reader.text(r, IP5.text)] if address else []
    if same:
        sections.append(Cards("Our account of it", "digests", tuple(release_card(world, r) for r in same), wide=True))
    rows = []
    resting = reader.subjects(DCTERMS.source, iri)
    for node in resting[: 5 * _GAVE]:
        subject, prop = reader.link(node, RDF.subject), reader.link(node, RDF.predicate)
        if subject:
            values = tuple(world.term(t) for t in reader.values(node, RDF.object))
            rows.append(Row(((world.link(subject),), (Value(world.names.property(prop)),), values)))
        else:
            rows.append(Row(((world.link(node),), (Value(world.names.kind(node).lower()),), _holder(world, node))))
    sections.append(Table(f"What rests on it ({len(resting):,})", "rests", ("about", "what", "value"), tuple(rows), empty="Nothing."))
    return Page(
        title,
        "Source page",
        crumbs=world.crumbs(("Releases", world.links.page("releases"))),
        sections=tuple(sections),
        iri=iri,
        here="releases",
    )


def _holder(world: World, node: str) -> Cell:
    return tuple(world.link(p) for p in world.reader.links(node, ORG.member))
