"""The sentences that gave nothing: in the graph of the release, each with its place, its class and a reason of the vocabulary."""

from __future__ import annotations

from functools import cache

from ip5kg import iris, knowledge, pipeline, resources
from ip5kg.coverage.reasons import SENTENCES, USED
from ip5kg.knowledge import Knowledge
from ip5kg.namespaces import DCTERMS, IP5, RDF, SKOS
from tests.releases import release

TEXT = (
    "The 14th IP5 Heads of Office Meeting was held on June 23, 2021, hosted by the JPO.\n\n"
    "Many were grateful for the hospitality of the city.\n"
    "For further information please contact the press office."
)


@cache
def _known() -> Knowledge:
    return knowledge.load(resources.folder("ontology"), resources.folder("data"))


def test_each_sentence_that_gave_nothing_is_in_the_graph_of_the_release() -> None:
    read = release(TEXT, title="The 14th IP5 Heads of Office Meeting")
    about: dict[str, dict[str, str]] = {}
    for quad in pipeline.quads_of(pipeline.extract(read, _known()), _known()):
        about.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value  # type: ignore[union-attr]
    unused = [values for values in about.values() if values.get(RDF.type) == IP5.UnusedSentence]
    found = {
        TEXT[int(values[IP5.sentenceStart]) : int(values[IP5.sentenceEnd])]: (values[IP5.sentenceClass], values[IP5.sentenceReason])
        for values in unused
    }
    assert found == {
        "Many were grateful for the hospitality of the city.": (
            iris.concept("sentence-class", "out-of-scope"),
            iris.concept("sentence-reason", "courtesy"),
        ),
        "For further information please contact the press office.": (
            iris.concept("sentence-class", "boilerplate"),
            iris.concept("sentence-reason", "notice"),
        ),
    }
    assert {values[DCTERMS.isPartOf] for values in unused} == {iris.release(read.id)}


def test_the_vocabulary_has_the_reasons_of_coverage_with_the_same_words() -> None:
    scheme = iris.BASE + "sentence-reason/"
    defined = {
        quad.subject.value.removeprefix(scheme): quad.object.value  # type: ignore[union-attr]
        for quad in _known().quads
        if quad.subject.value.startswith(scheme) and quad.predicate.value == SKOS.definition  # type: ignore[union-attr]
    }
    assert defined == {reason: sentence for reason, sentence in SENTENCES.items() if reason != USED}
