"""JSON-LD that people can read: one tree that begins at a thing, in the words of our context.

The document carries the part of `ontology/context.jsonld` that it uses, so nothing needs to be looked up. Each node is
told once, where it is met first; what points at a node, such as the claims on it, stands under `@reverse`. Reading the
document gives back exactly the statements that went in.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from ip5kg import resources
from ip5kg.errors import BadArgument
from ip5kg.iris import BASE
from ip5kg.namespaces import RDF, XSD

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple

_DEEPEST: Final = 40
_WHOLE_NUMBER = re.compile("0|-?[1-9][0-9]{0,14}")
_SAFE_RELATIVE = re.compile(r"[\w-]+(?:/[\w.~%-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Word:
    """A term of the context: what its plain values mean."""

    name: str
    type: str | None
    language: str | None
    by_language: bool
    definition: Any


@dataclass(frozen=True, slots=True)
class Context:
    """The context, read once: words by IRI, and prefixes by namespace."""

    words: Mapping[str, _Word]
    prefixes: Mapping[str, str]
    entries: Mapping[str, Any]


@lru_cache(maxsize=1)
def context() -> Context:
    """Return our context (`ontology/context.jsonld`)."""
    entries = json.loads((resources.folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {name: value["@id"] for name, value in entries.items() if isinstance(value, dict) and value.get("@prefix")}

    def whole(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return prefixes[prefix] + local if colon and prefix in prefixes else name

    words = {}
    for name, value in entries.items():
        if name.startswith("@") or name in prefixes or value in ("@id", "@type"):
            continue
        definition = value if isinstance(value, dict) else {"@id": value}
        kind = definition.get("@type")
        words[whole(definition.get("@id", name))] = _Word(
            name,
            whole(kind) if kind else None,
            definition.get("@language"),
            definition.get("@container") == "@language",
            value,
        )
    return Context(words, {namespace: prefix for prefix, namespace in prefixes.items()}, entries)


def framed(root: ox.NamedNode, triples: Iterable[ox.Triple], indent: int | None = 1) -> bytes:
    """Return statements as one tree that begins at `root`; the order in which they come does not matter.

    Raises:
        BadArgument: if a statement is about a statement (RDF 1.2), which this form does not hold.
    """
    tree = _Tree(sorted(triples, key=_key))
    top = tree.node(root)
    tree.attach(lambda triple: not tree.is_claim(triple.subject))  # claims come later, at what they are about
    tree.attach(lambda triple: triple.predicate.value == RDF.subject or not tree.is_claim(triple.subject))
    tree.attach()
    rest = []
    while left := tree.next_left():
        rest.append(tree.node(left))
        tree.attach()
    body = {"@graph": [top, *rest]} if rest else top
    return (json.dumps({"@context": tree.used_context(), **body}, ensure_ascii=False, indent=indent) + "\n").encode()


def _key(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), triple.predicate.value, str(triple.object)


class _Tree:
    def __init__(self, triples: list[ox.Triple]) -> None:
        self._outward: dict[Node, list[ox.Triple]] = defaultdict(list)
        self._inward: dict[Any, list[ox.Triple]] = defaultdict(list)
        schemes = set()
        for triple in triples:
            if isinstance(triple.subject, ox.Triple) or isinstance(triple.object, ox.Triple):
                raise BadArgument("JSON-LD", "cannot hold statements about statements", "ask for Turtle")
            self._outward[triple.subject].append(triple)
            if not isinstance(triple.object, ox.Literal):
                self._inward[triple.object].append(triple)
            schemes |= {term.value.partition(":")[0] for term in (triple.subject, triple.object) if isinstance(term, ox.NamedNode)}
        self._told: set[ox.Triple] = set()
        self._begun: dict[Any, dict[str, Any]] = {}
        self._order = list(self._outward)
        known = context()
        # A prefix that is also the scheme of an IRI here would change that IRI.
        self._prefixes = {namespace: prefix for namespace, prefix in known.prefixes.items() if prefix not in schemes}
        self._words = {
            iri: word
            for iri, word in known.words.items()
            if ":" not in str(_id_of(word)) or str(_id_of(word)).partition(":")[0] not in schemes
        }
        self._used: dict[str, Any] = {}

    def next_left(self) -> Node | None:
        """Return a node with statements that were not told yet."""
        while self._order:
            if any(triple not in self._told for triple in self._outward[self._order[-1]]):
                return self._order[-1]
            self._order.pop()
        return None

    def node(self, subject: Any, depth: int = 0) -> dict[str, Any]:
        """Tell of a node: its own statements, and what they lead to."""
        told: dict[str, Any] = {"id": self._name(subject)}
        self._begun[subject] = told
        for triple in self._take(self._outward.get(subject, [])):
            if triple.predicate.value == RDF.type and isinstance(triple.object, ox.NamedNode):
                _append(told, "type", self._class(triple.object.value))
            else:
                self._put(told, triple, depth)
        return told

    def is_claim(self, subject: Node) -> bool:
        """Return whether a node makes a statement about another."""
        return any(triple.predicate.value == RDF.subject for triple in self._outward.get(subject, []))

    def attach(self, wanted: Callable[[ox.Triple], bool] = lambda _: True) -> None:
        """Tell of nodes that point at those that were told of, as long as there are any, by the statements that are wanted."""
        waiting = deque(self._begun)
        while waiting:
            target = waiting.popleft()
            for triple in self._inward.get(target, []):
                iri = triple.predicate.value
                if triple in self._told or triple.subject in self._begun or not wanted(triple):
                    continue
                self._told.add(triple)
                before = len(self._begun)
                node = self.node(triple.subject)
                word = self._words.get(iri)
                key = self._key(iri, word if word and not (word.by_language or word.language) else None)
                self._begun[target].setdefault("@reverse", {}).setdefault(key, []).append(node)
                waiting.extend(islice(self._begun, before, None))

    def _take(self, triples: list[ox.Triple]) -> list[ox.Triple]:
        """Return the statements that were not told yet, and count them as told."""
        new = [triple for triple in triples if triple not in self._told]
        self._told.update(new)
        return new

    def _put(self, told: dict[str, Any], triple: ox.Triple, depth: int) -> None:
        iri, value = triple.predicate.value, triple.object
        word = self._words.get(iri)
        if isinstance(value, ox.Literal):
            self._put_literal(told, iri, word, value)
            return
        key = self._key(iri, word if word and not word.by_language else None)
        if value not in self._begun and depth < _DEEPEST and (value in self._outward):
            _append(told, key, self.node(value, depth + 1))
        elif word and word.type == "@id" and not word.by_language:
            _append(told, key, self._name(value))
        else:
            _append(told, key, {"id": self._name(value)})

    def _put_literal(self, told: dict[str, Any], iri: str, word: _Word | None, value: ox.Literal) -> None:
        if word and word.by_language:
            if value.language and re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", value.language):
                held = told.setdefault(self._key(iri, word), {})
                _append(held, value.language, value.value)
                return
            word = None
        key, kind = self._key(iri, word), value.datatype.value
        plain: Any = None
        if value.language:
            plain = value.value if word and word.language == value.language and not word.type else None
        elif kind == XSD.string:
            plain = value.value if not (word and (word.type or word.language)) else None
        elif kind == XSD.integer and _WHOLE_NUMBER.fullmatch(value.value) and (word is None or word.type in (None, kind)):
            plain = int(value.value)
        elif kind == XSD.boolean and value.value in ("true", "false") and (word is None or word.type in (None, kind)):
            plain = value.value == "true"
        elif word and word.type == kind:
            plain = value.value
        if plain is None:
            plain = {"@value": value.value}
            if value.language:
                plain["@language"] = value.language
            elif kind != XSD.string:
                plain["@type"] = self._compact(kind, as_word=False)
        _append(told, key, plain)

    def _key(self, iri: str, word: _Word | None) -> str:
        if word is None:
            return self._compact(iri, as_word=False)
        self._use(word)
        return word.name

    def _class(self, iri: str) -> str:
        word = self._words.get(iri)
        return self._key(iri, word) if word and word.type is None else self._compact(iri, as_word=False)

    def _use(self, word: _Word) -> None:
        self._used[word.name] = word.definition
        kind = word.definition.get("@type") if isinstance(word.definition, dict) else None
        for name in (str(_id_of(word)), str(kind)):
            self._use_prefix(name.partition(":")[0])

    def _use_prefix(self, prefix: str) -> None:
        if prefix in self._prefixes.values():
            self._used[prefix] = context().entries[prefix]

    def _compact(self, iri: str, *, as_word: bool) -> str:
        """Return an IRI in its short form, provided that this form is no word of the context with a meaning of its own."""
        for namespace, prefix in self._prefixes.items():
            local = iri.removeprefix(namespace)
            short = f"{prefix}:{local}"
            if local not in (iri, "") and not local.startswith("//") and (as_word or short not in context().entries):
                self._use_prefix(prefix)
                return short
        return iri

    def _name(self, term: Any) -> str:
        if not isinstance(term, ox.NamedNode):
            return str(term)
        rest = term.value.removeprefix(BASE)
        safe = rest != term.value and _SAFE_RELATIVE.fullmatch(rest) and not any(set(part) <= {"."} for part in rest.split("/"))
        return rest if safe else term.value

    def used_context(self) -> dict[str, Any]:
        """Return the part of the context that the tree uses, in the order of the context."""
        entries = context().entries
        used = {name: value for name, value in entries.items() if name in self._used}
        return {"@version": 1.1, "@base": BASE, "id": "@id", "type": "@type", **used}


def _id_of(word: _Word) -> Any:
    return word.definition.get("@id", word.name) if isinstance(word.definition, dict) else word.definition


def _append(held: dict[str, Any], key: str, value: Any) -> None:
    if key not in held:
        held[key] = value
    elif isinstance(held[key], list):
        held[key].append(value)
    else:
        held[key] = [held[key], value]
