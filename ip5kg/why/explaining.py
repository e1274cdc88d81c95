"""From a fact to what supports it, what competes with it, and what it follows from."""

from __future__ import annotations

from dataclasses import replace

from ip5kg import iris
from ip5kg.namespaces import FOAF, RDF, SKOS
from ip5kg.why.naming import expand_predicate, expand_thing, near, same_value
from ip5kg.why.reading import Reader, Select
from ip5kg.why.values import Explanation, Fact, UnknownFact, short


def explain(select: Select, fact: str) -> Explanation:
    """Explain a fact, a claim, or all that is known of a thing.

    Raises:
        UnknownFact: if the graph holds nothing of the kind, with what comes near.
    """
    words = fact.split(None, 2)
    if not words:
        raise UnknownFact("why", "no fact was given", "give a thing, a triple or a claim, such as meeting/heads/14 hostedBy office/JP")
    reader = Reader(select)
    subject = expand_thing(words[0])
    if subject.startswith(iris.BASE + "claim/"):
        if len(words) > 1:
            raise UnknownFact(fact, "a claim is explained as a whole", f"ask for {words[0]} alone")
        return _explain_claim(reader, subject, fact)
    predicate = expand_predicate(words[1]) if len(words) > 1 else None
    wanted = words[2].strip() if len(words) > 2 else None
    return _explain_thing(reader, fact, subject, predicate, wanted)


def _explain_claim(reader: Reader, iri: str, asked: str) -> Explanation:
    claim = reader.claim(iri)
    if claim is None:
        raise UnknownFact(asked, "there is no such claim", "claims are listed by “ip5kg why THING”")
    facts = _explained(reader, claim.subject, claim.predicate, deep=True)
    return Explanation(asked, tuple(replace(fact, claims=(claim,)) for fact in facts if fact.value.same_as == claim.value.same_as))


def _explain_thing(reader: Reader, asked: str, subject: str, predicate: str | None, wanted: str | None) -> Explanation:
    facts = _explained(reader, subject, predicate, deep=predicate is not None)
    if predicate is None:
        if not facts:
            raise UnknownFact(
                asked,
                "the graph knows no such thing",
                near(short(subject), map(short, reader.things()), "things are named like meeting/heads/14"),
            )
        return Explanation(asked, tuple(_without_losers(facts)))
    if not facts:
        known = sorted({short(fact.predicate) for fact in _explained(reader, subject, None, deep=False)})
        if not known:
            return _explain_thing(reader, asked, subject, None, None)
        what = f"{short(subject)} has no {short(predicate)}"
        raise UnknownFact(asked, what, near(short(predicate), known, f"it has {', '.join(known)}"))
    if wanted is None:
        return Explanation(asked, tuple(_without_losers(facts)))
    meant = same_value(wanted)
    chosen = [fact for fact in facts if meant(fact.value)]
    if not chosen:
        known = [str(fact.value) for fact in facts]
        what = f"nothing states that {short(subject)} {short(predicate)} {wanted}"
        raise UnknownFact(asked, what, f"known values: {'; '.join(known[:5])}")
    return Explanation(asked, tuple(chosen))


def _without_losers(facts: list[Fact]) -> list[Fact]:
    """Leave out what is told anyway among the competing claims of another fact on the same property."""
    told: set[str] = set()
    kept = []
    for fact in sorted(facts, key=lambda f: f.origin == "not accepted"):
        if not told.issuperset(claim.iri for claim in fact.claims) or not fact.claims:
            kept.append(fact)
        told.update(claim.iri for claim in fact.competing)
    return sorted(kept, key=facts.index)


def _explained(reader: Reader, subject: str, predicate: str | None, *, deep: bool) -> list[Fact]:
    """All facts on a subject (or on one of its properties), and what is claimed of it without being a fact."""
    claims = [claim for claim in reader.claims(subject) if predicate in (None, claim.predicate)]
    facts: list[Fact] = []
    stated = {(p, value.same_as): value for p, value in reader.facts(subject) if predicate in (None, p)}
    for (p, same), value in sorted(stated.items()):
        own = tuple(c for c in claims if c.predicate == p and c.value.same_as == same)
        others = tuple(c for c in claims if c.predicate == p and c.value.same_as != same and c.status not in ("accepted", ""))
        facts.append(_fact(reader, Fact(subject, p, value, "record", own, others), deep=deep))
    for claim in claims:
        key = claim.predicate, claim.value.same_as
        if key not in stated:
            same_value = tuple(c for c in claims if (c.predicate, c.value.same_as) == key)
            others = tuple(c for c in claims if c.predicate == claim.predicate and c.value.same_as != claim.value.same_as)
            facts.append(Fact(subject, claim.predicate, claim.value, "not accepted", same_value, others))
            stated[key] = claim.value
    return sorted(facts, key=lambda f: (f.origin == "record", short(f.predicate), f.value.text))


def _fact(reader: Reader, fact: Fact, *, deep: bool) -> Fact:
    if any(claim.passage is not None for claim in fact.claims):
        return replace(fact, origin="claimed")
    if fact.claims:
        return replace(fact, origin="curated")
    if fact.predicate in reader.derivations:
        return replace(fact, origin="derived", via=tuple(reader.via(fact, deep=deep)))
    if fact.predicate in _NAMES:
        # The curated claim on the preferred label vouches for all labels of a thing.
        vouching = tuple(c for c in reader.claims(fact.subject) if c.predicate == SKOS.prefLabel and c.passage is None)
        if vouching:
            return replace(fact, origin="curated", claims=vouching)
    if fact.predicate == RDF.type:
        return fact
    # A node of the authority files may name its sources itself, as a dated name of an office does.
    sources = tuple(reader.pages(fact.subject)) or tuple(reader.pages(fact.value.text) if fact.value.is_iri else ())
    return replace(fact, origin="curated", sources=sources) if sources else fact


_NAMES = frozenset({SKOS.altLabel, SKOS.hiddenLabel, SKOS.prefLabel, FOAF.familyName, FOAF.givenName})
