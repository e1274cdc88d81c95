"""The figures as data cubes: the integrity constraints of the RDF Data Cube vocabulary that bear on cubes like ours.

Each constraint is asked as a query of our own for what breaks it; the number is the one that the Recommendation gives it.
The figures are asked as they are shipped, and each query must find a slip that is planted.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.namespaces import IP5, PREFIXES, QB
from tests import shipped

PREFIXED = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
IN_CUBE = "?observation qb:dataSet/qb:structure/qb:component"

CONSTRAINTS = {
    "1: an observation has exactly one data set": """
        ?observation a qb:Observation .
        FILTER (
          NOT EXISTS { ?observation qb:dataSet ?any }
          || EXISTS { ?observation qb:dataSet ?one , ?other . FILTER (?one != ?other) }
        )""",
    "2: a data set has exactly one structure": """
        ?observation a qb:DataSet .
        FILTER (
          NOT EXISTS { ?observation qb:structure ?any }
          || EXISTS { ?observation qb:structure ?one , ?other . FILTER (?one != ?other) }
        )""",
    "3: a structure has a measure": """
        ?observation a qb:DataStructureDefinition . FILTER NOT EXISTS { ?observation qb:component/qb:measure ?measure }""",
    "4: a dimension has a range": """
        ?any qb:dimension ?observation . FILTER NOT EXISTS { ?observation rdfs:range ?range }""",
    "5: a dimension whose values are concepts has a code list": """
        ?any qb:dimension ?observation . ?observation rdfs:range skos:Concept . FILTER NOT EXISTS { ?observation qb:codeList ?list }""",
    "6: only an attribute may be optional": """
        ?observation qb:componentRequired ?required ; ?kind ?property .
        FILTER (?required = false && ?kind IN (qb:dimension, qb:measure))""",
    "11: an observation has a value of each dimension": f"""
        {IN_CUBE}/qb:dimension ?dimension . FILTER NOT EXISTS {{ ?observation ?dimension ?value }}""",
    "12: no two observations agree in all dimensions": """
        ?observation qb:dataSet ?set ; ip5:measure ?measure ; ip5:figureKey ?key .
        ?other qb:dataSet ?set ; ip5:measure ?measure ; ip5:figureKey ?key . FILTER (?other != ?observation)""",
    "13: an observation has a value of each attribute that is required": f"""
        {IN_CUBE} ?component . ?component qb:attribute ?attribute ; qb:componentRequired true .
        FILTER NOT EXISTS {{ ?observation ?attribute ?value }}""",
    "14: an observation has a value of each measure": f"""
        {IN_CUBE}/qb:measure ?measure . FILTER NOT EXISTS {{ ?observation ?measure ?value }}""",
    "19: a value is in the code list of its component": f"""
        {IN_CUBE}/(qb:dimension|qb:attribute) ?property . ?property qb:codeList ?list . ?observation ?property ?value .
        FILTER NOT EXISTS {{ ?value skos:inScheme ?list }}""",
    "a component is of its kind": """
        ?any ?role ?observation .
        VALUES (?role ?kind) {
          (qb:dimension qb:DimensionProperty) (qb:attribute qb:AttributeProperty) (qb:measure qb:MeasureProperty)
        }
        FILTER NOT EXISTS { ?observation a ?kind }""",
}

FIGURE = "figure/applications-filed/IP5/2019/2730000-applications-about"
SLIPS = {
    "1": ("drop", FIGURE, QB.dataSet, ""),
    "2": ("add", "dataset/figures", QB.base + "structure", "dataset/figures/other"),
    "3": ("drop", "dataset/figures/value", QB.base + "measure", ""),
    "4": ("drop", "ontology#scope", "http://www.w3.org/2000/01/rdf-schema#range", ""),
    "5": ("drop", "ontology#scope", QB.base + "codeList", ""),
    "6": ("add", "dataset/figures/scope", QB.base + "componentRequired", "false"),
    "11": ("drop", FIGURE, IP5.referenceYear, ""),
    "12": ("add", "figure/applications-filed/IP5/2019/2700000-applications-exact", IP5.figureKey, "IP5/2019/2730000-applications-about"),
    "13": ("drop", FIGURE, IP5.unit, ""),
    "14": ("drop", FIGURE, IP5.value, ""),
    "19": ("add", FIGURE, IP5.scope, "unit/percent"),
    "a": ("drop", "ontology#value", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ""),
}


@pytest.fixture
def store() -> ox.Store:
    """All that the cubes consist of: the figures, the structures, the terms and the code lists."""
    store = ox.Store()
    wanted = {iris.VOCABULARIES_GRAPH, iris.ONTOLOGY_GRAPH, iris.FACTS_GRAPH}
    store.extend(q for q in shipped.quads() if getattr(q.graph_name, "value", "") in wanted)
    return store


def _broken(store: ox.Store, constraint: str) -> list[str]:
    found = store.query(f"{PREFIXED} SELECT DISTINCT ?observation {{ {CONSTRAINTS[constraint]} }}", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str(row["observation"]) for row in found)


def test_the_figures_are_well_formed_cubes(store: ox.Store) -> None:
    assert {constraint: broken for constraint in CONSTRAINTS if (broken := _broken(store, constraint))} == {}
    sets = {quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(QB.dataSet), None)}
    assert len(sets) == 2
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(QB.dataSet), None))) > 80


def test_each_constraint_finds_its_slip(store: ox.Store) -> None:
    assert {name.partition(":")[0].split()[0] for name in CONSTRAINTS} == set(SLIPS)
    for constraint in CONSTRAINTS:
        how, subject, predicate, value = SLIPS[constraint.partition(":")[0].split()[0]]
        node, graph = ox.NamedNode(iris.BASE + subject), ox.NamedNode(iris.FACTS_GRAPH)
        taken = list(store.quads_for_pattern(node, ox.NamedNode(predicate), None)) if how == "drop" else []
        assert taken or how == "add"
        put = [ox.Quad(node, ox.NamedNode(predicate), _term(value), graph)] if how == "add" else []
        for quad in taken:
            store.remove(quad)
        store.extend(put)
        assert _broken(store, constraint), constraint
        for quad in put:
            store.remove(quad)
        store.extend(taken)


def _term(value: str) -> ox.NamedNode | ox.Literal:
    if value == "false":
        return ox.Literal(False)
    return ox.Literal(value) if value[0].isupper() else ox.NamedNode(iris.BASE + value)
