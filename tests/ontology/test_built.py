"""The graph that is shipped against the ontology: lint rules over the facts, and short-cuts that follow, all of them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ip5kg.namespaces import IP5, PREFIXES
from tests import shipped
from tests.ontology import linting

RULES = [rule for rule in linting.rules() if "facts" in linting.scopes(rule)]


@pytest.fixture(scope="module")
def quads() -> tuple[ox.Quad, ...]:
    return (*shipped.quads(), *linting.quads_of("standards"))


@pytest.mark.parametrize("rule", RULES)
def test_the_built_graph_is_clean(quads: tuple[ox.Quad, ...], rule: str) -> None:
    assert linting.findings(rule, quads) == []


def _derivations() -> dict[str, str]:
    return {
        quad.subject.value.removeprefix(IP5.base): quad.object.value
        for quad in linting.quads_of("ontology")
        if quad.predicate.value == IP5.derivedFrom and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


@pytest.fixture(scope="module")
def store(quads: tuple[ox.Quad, ...]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


@pytest.mark.parametrize("name", sorted(_derivations()))
def test_a_short_cut_stands_where_it_follows_and_nowhere_else(store: ox.Store, name: str) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
    query = f"{prefixes}SELECT DISTINCT ?subject ?object WHERE {{ {_derivations()[name]} }}"
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    follows = {(str(row[0]), str(row[1])) for row in solutions}
    stands = {(str(q.subject), str(q.object)) for q in store.quads_for_pattern(None, ox.NamedNode(IP5[name]), None, None)}
    assert stands == follows
    assert stands, f"ip5:{name} is used nowhere"
