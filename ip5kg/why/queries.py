"""The queries behind an explanation. Prefixes are those that `ip5kg.sparql` knows; the caller gives some of the variables."""

from __future__ import annotations

from ip5kg import iris

_LABEL_OF_OBJECT = """
  BIND (isIRI(?object) AS ?isIri)
  BIND (LANG(?object) AS ?language)
  OPTIONAL { ?object skos:prefLabel|rdfs:label ?label . FILTER (LANG(?label) IN ("en", "")) }"""

FACTS = f"""SELECT ?predicate ?object ?isIri ?language ?label WHERE {{
  VALUES ?graph {{ <{iris.FACTS_GRAPH}> <{iris.AUTHORITY_GRAPH}> }}
  GRAPH ?graph {{ ?subject ?predicate ?object }}{_LABEL_OF_OBJECT}
}}"""

THINGS = f"""SELECT DISTINCT ?subject WHERE {{
  VALUES ?graph {{ <{iris.FACTS_GRAPH}> <{iris.AUTHORITY_GRAPH}> }}
  GRAPH ?graph {{ ?subject a ?class }}
  FILTER (!STRSTARTS(STR(?subject), "{iris.BASE}claim/"))
}}"""

# Three queries rather than one: Oxigraph evaluates an OPTIONAL with several patterns for the whole graph (30 times slower).
CLAIMS = f"""SELECT * WHERE {{
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL {{ ?claim ip5:claimStatus ?status }}
  OPTIONAL {{ ?claim ip5:reason ?reason }}
  OPTIONAL {{ ?claim ip5:rule ?rule }}
  OPTIONAL {{ ?claim ip5:verification ?verification }}{_LABEL_OF_OBJECT}
}}"""

STATED = """SELECT * WHERE {
  ?claim rdf:subject ?subject ; ip5:statedIn ?release .
  OPTIONAL { ?release dcterms:title ?title }
  OPTIONAL { ?release schema:url ?url }
  OPTIONAL { ?release dcterms:publisher ?publisher }
  OPTIONAL { ?release dcterms:issued ?issued }
  OPTIONAL { ?release a ?digest . FILTER (?digest = ip5:Digest) }
}"""

QUOTED = """SELECT * WHERE {
  ?claim rdf:subject ?subject ; ip5:evidence ?evidence .
  ?evidence ip5:sentenceStart ?from ; ip5:sentenceEnd ?to ; oa:hasSelector ?quote , ?position .
  ?quote oa:exact ?exact .
  ?position oa:start ?start ; oa:end ?end .
}"""

SUBJECT = "SELECT ?subject WHERE { ?claim rdf:subject ?subject }"
TEXT = "SELECT ?text WHERE { ?release ip5:text ?text }"
LABEL = 'SELECT ?label WHERE { ?node skos:prefLabel|rdfs:label ?label . FILTER (LANG(?label) IN ("en", "")) }'
DERIVATIONS = "SELECT ?property ?pattern WHERE { ?property ip5:derivedFrom ?pattern }"
PAGES = """SELECT ?page ?title ?url ?publisher ?issued WHERE {
  ?node dcterms:source ?page .
  OPTIONAL { ?page dcterms:title ?title }
  OPTIONAL { ?page schema:url ?url }
  OPTIONAL { ?page dcterms:publisher ?publisher }
  OPTIONAL { ?page dcterms:issued ?issued }
}"""
