"""The lint rules over the real files, and over small files with one slip each that the rule must catch."""

from __future__ import annotations

import pytest
import rdflib

from tests.ontology import linting


@pytest.mark.parametrize("rule", linting.rules())
def test_the_real_files_are_clean(rule: str) -> None:
    scopes = linting.scopes(rule)
    quads = [quad for scope in scopes if scope != "facts" for quad in linting.quads_of(scope)]
    if not quads:
        pytest.skip("this rule is over the built graph alone")
    assert linting.findings(rule, quads) == []


@pytest.mark.parametrize("rule", linting.rules())
def test_a_rule_finds_all_that_is_bad_in_its_example_and_nothing_good(rule: str) -> None:
    (path,) = linting.SLIPS.glob(f"{rule}.t*")
    quads = linting.read(path)
    found = {row[0].rsplit("/", 1)[-1].rsplit(":", 1)[-1] for row in linting.findings(rule, quads)}
    assert found == EXPECTED.get(rule, _named_bad(quads))


EXPECTED = {
    # These rules find what an ontology would have to declare, not something that an example can call bad.
    "core-term-unknown": {"isDefinedBy"},
    "concept-notation-iri": {"bad-slug", "bad-segment"},
}


def _named_bad(quads: list[linting.ox.Quad]) -> set[str]:
    """Return the last segments that begin with "bad" or "Bad" of all IRIs in the quads."""
    iris = {term.value for q in quads for term in (q.subject, q.predicate, q.object) if isinstance(term, linting.ox.NamedNode)}
    segments = {iri.replace("#", "/").rsplit("/", 1)[-1] for iri in iris}
    return {segment for segment in segments if segment.lower().startswith("bad")}


def test_each_rule_has_an_example_and_each_example_a_rule() -> None:
    assert sorted(path.stem for path in linting.SLIPS.iterdir()) == linting.rules()


@pytest.mark.parametrize("rule", linting.rules())
def test_rdflib_finds_the_same_as_oxigraph(rule: str) -> None:
    (path,) = linting.SLIPS.glob(f"{rule}.t*")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format="trig" if path.suffix == ".trig" else "turtle")
    solutions = dataset.query((linting.RULES / f"{rule}.rq").read_text(encoding="utf-8"))
    found = sorted({linting.shown(row[0]) for row in solutions if row[0] is not None})  # type: ignore[index]
    assert found == sorted({row[0] for row in linting.findings(rule, linting.read(path))})


@pytest.mark.parametrize("rule", linting.rules())
def test_a_rule_says_in_a_sentence_what_it_wants(rule: str) -> None:
    first = (linting.RULES / f"{rule}.rq").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# title: ")
    assert first.endswith(".")
    assert set(linting.scopes(rule)) <= {*linting.FILES, "facts"}
