"""An explanation as text: pieces with a style each, for a terminal, or joined, for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ip5kg.why.values import Claim, Explanation, Fact, Passage, Source, short

Piece = tuple[str, str]
"""A stretch of text and its style: `fact`, `quote`, `link`, `quiet`, `good`, `doubt` or "" for plain."""

_FULL = 3
"""Up to this many facts are told at length; where there are more, each claim takes one line."""


def plain(explanation: Explanation) -> str:
    """Return the explanation as text; quotes stand between « and »."""
    return "".join(text for text, _ in pieces(explanation))


def pieces(explanation: Explanation) -> Iterator[Piece]:
    """Yield the explanation piece by piece, what ip5kg itself says of a thing last and in short."""
    told = [fact for fact in explanation.facts if fact.origin != "record"]
    own = [fact for fact in explanation.facts if fact.origin == "record"]
    at_length = len(told) <= _FULL
    blocks = [[fact] for fact in told] if at_length else [list(group) for _, group in groupby(told, key=_block)]
    for place, block in enumerate(blocks):
        if place:
            yield "\n", ""
        yield from _at_length(block[0]) if at_length else _in_short(block)
    if own:
        yield f"{chr(10) if told else ''}From ip5kg itself, to say what the thing is; no source states it:\n", "quiet"
        for fact in own:
            yield f"  {short(fact.subject)} {short(fact.predicate)} {fact.value}\n", ""


def _heading(fact: Fact) -> Iterator[Piece]:
    yield f"{short(fact.subject)} {short(fact.predicate)} {fact.value}\n", "fact"
    if fact.origin == "not accepted":
        yield "  claimed, but not among the facts\n", "doubt"


# ------------------------------------------------------------------------------------------------------------- at length


def _at_length(fact: Fact) -> Iterator[Piece]:
    yield from _heading(fact)
    yield from _support(fact.claims, "  ", name=False)
    if fact.origin == "derived":
        yield f"  {short(fact.predicate)} is a short-cut. It follows from\n", ""
        for via in fact.via:
            if not short(via.iri).startswith("claim/"):
                yield f"  {short(via.iri)}{f' ({via.label})' if via.label else ''}\n", "fact"
            yield from _support(via.claims, "    ", name=True)
            if not via.claims:
                yield f"    ip5kg why {short(via.iri)}\n", "quiet"
    if fact.sources:
        yield "  kept by hand; what is said of this thing as a whole rests on\n", ""
        for source in fact.sources:
            yield from _source(source, "    ")
    if fact.competing:
        yield "  Other values that are claimed:\n", "doubt"
        yield from _support(fact.competing, "    ", name=True)


def _support(claims: Iterable[Claim], indent: str, *, name: bool) -> Iterator[Piece]:
    """What supports claims; those that rest on the same words for the same reason are told together."""
    ordered = sorted(claims, key=lambda c: (_support_of(c), short(c.predicate), c.value.text, c.iri))
    told: list[str] = []
    for _, group in groupby(ordered, key=_support_of):
        together = list(group)
        first = together[0]
        stated = list(dict.fromkeys(f"{indent}{short(claim.predicate)} {claim.value}\n" for claim in together))
        if name and stated != told:
            yield "".join(stated), "fact"
            told = stated
        inner = indent + "  " if name else indent
        yield f"{inner}{_verdict(first)}\n", "good" if first.status == "accepted" else "doubt"
        if first.passage is not None:
            yield from _passage(first.passage, inner + "  ")
        for source in first.sources:
            yield from _source(source, inner + "  ")
        if first.passage is None:
            yield f"{inner}  curated: entered by hand from the page, no quote\n", "quiet"
        elif any(source.digest for source in first.sources):
            yield f"{inner}  The sentence is from our digest, in our words; the official page is at the address above.\n", "quiet"
        rules = sorted({claim.rule for claim in together if claim.rule})
        names = [f"rule {', '.join(rules)}"] * bool(rules) + [short(claim.iri) for claim in together]
        yield f"{inner}  {' · '.join(names)}\n", "quiet"


def _support_of(claim: Claim) -> tuple[bool, str, str, tuple[str, ...], int, int]:
    where = (claim.passage.start, claim.passage.end) if claim.passage else (-1, -1)
    return claim.status != "accepted", claim.status, claim.reason, tuple(s.iri for s in claim.sources), *where


def _verdict(claim: Claim) -> str:
    """The status and why: "superseded: more issuers"."""
    reason = claim.reason if " " in claim.reason else claim.reason.replace("-", " ")
    status = claim.status.replace("-", " ") or "without a status"
    return f"{status}: {reason}" if reason else status


def _source(source: Source, indent: str) -> Iterator[Piece]:
    yield f"{indent}{source.title or short(source.iri)}{_by(source)}{f' · {short(source.iri)}' if source.title else ''}\n", ""
    yield (f"{indent}{source.url}\n", "link") if source.url else (f"{indent}its address was not kept\n", "quiet")


def _by(source: Source) -> str:
    about = ", ".join(part for part in (source.publisher, source.issued) if part)
    return f" ({about})" if about else ""


def _passage(passage: Passage, indent: str) -> Iterator[Piece]:
    before, after = (" ".join(part.split()) for part in (passage.before, passage.after))
    yield f"{indent}{before}{' ' if before and passage.before[-1:].isspace() else ''}", ""
    yield f"«{' '.join(passage.quote.split())}»", "quote"
    yield f"{' ' if after and passage.after[:1].isspace() else ''}{after}\n", ""


# -------------------------------------------------------------------------------------------------------------- in short


def _block(fact: Fact) -> tuple[str, object]:
    """Facts that are told together: values of one property that rest on the same pages, or that are all short-cuts."""
    if fact.origin == "derived":
        return fact.predicate, fact.origin
    if fact.origin == "curated" and not fact.competing:
        return fact.predicate, (tuple(source.iri for source in fact.sources), sorted(_support_of(claim) for claim in fact.claims))
    return fact.predicate, fact.value.same_as


def _in_short(facts: list[Fact]) -> Iterator[Piece]:
    first = facts[0]
    if first.origin == "derived":
        for fact in facts:
            yield from _short_cut(fact)
        return
    for fact in facts:
        yield from _heading(fact)
    claims = {claim.iri: claim for fact in facts for claim in fact.claims}
    if first.origin == "curated" and claims:
        one = next(iter(claims.values()))
        pages = ", ".join(short(source.iri) for source in one.sources)
        yield f"  {_verdict(one)}", "good" if one.status == "accepted" else "doubt"
        yield f" {pages} · {', '.join(short(claim) for claim in claims)}\n", "quiet"
    else:
        for claim in claims.values():
            yield from _line(claim, "  ")
    for source in first.sources:
        yield f"  kept by hand, from {source.title or short(source.iri)}{_by(source)} · {short(source.iri)}\n", "quiet"
    for claim in first.competing:
        yield f"  but also claimed: {claim.value}\n", "doubt"
        yield from _line(claim, "    ")


def _short_cut(fact: Fact) -> Iterator[Piece]:
    """A derived fact and, in the same line, the nodes that it follows from, or the property that says it the other way round."""
    ends = (fact.subject, fact.value.text)
    names = [short(via.claims[0].predicate if via.iri in ends and via.claims else via.iri) for via in fact.via]
    nodes = list(dict.fromkeys(names))
    more = f" and {len(nodes) - 2} more" if len(nodes) > 2 else ""
    yield f"{short(fact.subject)} {short(fact.predicate)} {fact.value}", "fact"
    yield f"  ← {', '.join(nodes[:2])}{more}\n", "quiet"


def _line(claim: Claim, indent: str) -> Iterator[Piece]:
    yield f"{indent}{_verdict(claim)}", "good" if claim.status == "accepted" else "doubt"
    if claim.passage is not None:
        yield f" «{' '.join(claim.passage.quote.split())}»", "quote"
    sources = "; ".join(f"{short(source.iri)}{_by(source)}" for source in claim.sources)
    yield f" {sources} · {short(claim.iri)}\n", "quiet"
