"""What the explanations need of the graph, asked for query by query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ip5kg import iris
from ip5kg.why import queries
from ip5kg.why.values import Claim, Fact, Passage, Source, Value, Via

Select = Callable[[str, Mapping[str, str]], Iterable[Mapping[str, str]]]
"""Runs a SELECT query on some backend, with IRIs given for some of its variables; the rows hold IRIs and texts as they are."""


class Reader:
    """What the explanations need of the graph; each answer is asked for once."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._claims: dict[str, list[Claim]] = {}
        self._texts: dict[str, str] = {}

    def facts(self, subject: str) -> list[tuple[str, Value]]:
        found: dict[tuple[str, tuple[str, bool, str]], Value] = {}
        for row in self._ask(queries.FACTS, subject=subject):
            value = _value(row)
            key = row["predicate"], value.same_as
            found[key] = min(found.get(key, value), value, key=lambda v: (not v.label, v.label))
        return [(predicate, value) for (predicate, _), value in sorted(found.items())]

    def things(self) -> list[str]:
        return sorted(row["subject"] for row in self._ask(queries.THINGS))

    def claims(self, subject: str) -> list[Claim]:
        if subject not in self._claims:
            self._claims[subject] = self._read(subject)
        return self._claims[subject]

    def claim(self, iri: str) -> Claim | None:
        found = [row["subject"] for row in self._ask(queries.SUBJECT, claim=iri)]
        return next((c for subject in sorted(found) for c in self.claims(subject) if c.iri == iri), None)

    @cached_property
    def derivations(self) -> dict[str, str]:
        return {row["property"]: row["pattern"] for row in self._ask(queries.DERIVATIONS)}

    def via(self, fact: Fact, *, deep: bool) -> Iterator[Via]:
        """Yield what a derived fact follows from, as the ontology itself says of the property."""
        pattern = self.derivations[fact.predicate]
        nodes: set[str] = set()
        if "?via" in pattern:
            rows = self._ask(f"SELECT DISTINCT ?via ?object WHERE {{ {pattern} }}", subject=fact.subject)
            nodes = {row["via"] for row in rows if row["object"] == fact.value.text}
        else:  # the property is another one, read from either end
            for one, other in ((fact.subject, fact.value.text), (fact.value.text, fact.subject)):
                behind = tuple(c for c in self.claims(one) if c.value.is_iri and c.value.text == other and c.predicate != fact.predicate)
                if behind:
                    yield Via(one, self._label(one), behind)
        for node in sorted(nodes):
            if node.startswith(iris.BASE + "claim/"):
                claim = self.claim(node) if deep else None
                yield Via(node, "", (claim,) if claim else ())
            else:
                yield Via(node, self._label(node), tuple(self.claims(node)) if deep else ())

    def pages(self, node: str) -> list[Source]:
        found: dict[str, Source] = {}
        for row in self._ask(queries.PAGES, node=node):
            found.setdefault(row["page"], _source(row, row["page"]))
        return [found[page] for page in sorted(found)]

    def _label(self, node: str) -> str:
        return min((row["label"] for row in self._ask(queries.LABEL, node=node)), default="")

    def _read(self, subject: str) -> list[Claim]:
        rows: dict[str, dict[str, str]] = {}
        for query in (queries.CLAIMS, queries.STATED, queries.QUOTED):
            for row in sorted(self._ask(query, subject=subject), key=lambda r: sorted(r.items()), reverse=True):
                rows.setdefault(row["claim"], {}).update(row)
        return [self._one(rows[claim], claim, subject) for claim in sorted(rows) if "predicate" in rows[claim]]

    def _one(self, row: Mapping[str, str], claim: str, subject: str) -> Claim:
        release = row.get("release")
        sources = (_source(row, release),) if release else tuple(self.pages(claim))
        status, reason = (_last(row.get(name, "")) for name in ("status", "reason"))
        if not status:  # hand-kept: its verification says what it is worth
            status = {"sourced": "accepted", "unverified": "needs-review"}.get(_last(row.get("verification", "")), "")
            reason = {"accepted": "entered by hand from its source pages", "needs-review": "no page was seen that states it"}.get(
                status, ""
            )
        return Claim(
            claim,
            subject,
            row["predicate"],
            _value(row),
            status,
            reason,
            row.get("rule", ""),
            sources,
            self._passage(row) if release else None,
        )

    def _passage(self, row: Mapping[str, str]) -> Passage | None:
        if "exact" not in row:
            return None
        text = self._text(row["release"])
        start, end = int(row["start"]), int(row["end"])
        first, last = int(row.get("from", start)), int(row.get("to", end))
        if text[start:end] != row["exact"]:  # the store holds no text: the quote alone is still evidence
            return Passage(row["exact"], "", "", start, end)
        return Passage(row["exact"], text[first:start], text[end:last], start, end)

    def _text(self, release: str) -> str:
        if release not in self._texts:
            self._texts[release] = next((row["text"] for row in self._ask(queries.TEXT, release=release)), "")
        return self._texts[release]

    def _ask(self, query: str, **given: str) -> list[Mapping[str, str]]:
        return list(self._select(query, given))


def _value(row: Mapping[str, str]) -> Value:
    return Value(row["object"], row.get("isIri") == "true", row.get("language", ""), row.get("label", ""))


def _source(row: Mapping[str, str], iri: str) -> Source:
    title, url, publisher, issued = (row.get(name, "") for name in ("title", "url", "publisher", "issued"))
    return Source(iri, title, url, publisher, issued, digest="digest" in row)


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
