"""The Python face: a built graph, with the verbs of the command line as methods.

with ip5kg.open("build") as kg:
    kg.query("participants", meeting=14)
    kg.why("meeting/heads/14 hostedBy office/JP")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode

from ip5kg import export, queries, resources
from ip5kg.errors import BadArgument
from ip5kg.store import Store

if TYPE_CHECKING:  # each verb imports what it needs: asking a question should not wait for pictures
    import networkx as nx
    from rdflib import Dataset

    from ip5kg.conflicts import Disputes
    from ip5kg.network import Analysis
    from ip5kg.pipeline import BuildReport, Progress
    from ip5kg.queries import Answer, Backend, Catalogue
    from ip5kg.validation import Report
    from ip5kg.why import Explanation


class KnowledgeGraph:
    """A graph that was built, open for questions. It is read only; to change it, build again.

    `folder` is its build folder, `report` what the build had to say (None where the graph was only opened), and
    `backend` answers queries.
    """

    def __init__(self, store: Store, folder: Path | None = None, report: BuildReport | None = None) -> None:
        self.backend: Backend = store
        self.folder = folder
        self.report = report
        self._store = store

    @classmethod
    def open(cls, folder: str | Path = "build") -> Self:
        """Open the graph that was built into `folder`.

        Raises:
            StoreError: if there is none, or it cannot be read.
        """
        place = Path(folder)
        return cls(Store.open(place / "store"), place)

    @classmethod
    def build(
        cls,
        paths: str | Path | Iterable[str | Path] | None = None,
        out: str | Path = "build",
        *,
        cache: str | Path | None = None,
        allow_private: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """Build the graph of the releases at `paths` (those that come with ip5kg where None) into `out`, and open it.

        A path may be the address of a page, which is fetched; private addresses only where `allow_private`. With `cache`,
        a folder that `ip5kg fetch` has filled, the official page is read in place of its digest where it is there.

        Raises:
            UnreadableRelease: if a path does not exist, a page cannot be had, or none of the releases can be read.
            BadArgument: if there is no folder `cache`, or the releases together do not conform; `out` is then as it was before.
        """
        from ip5kg import knowledge, pipeline
        from ip5kg.fetch import Cache, read_address
        from ip5kg.read import is_address

        if paths is None:
            paths = [resources.folder("data") / "releases"]
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        addresses = list(dict.fromkeys(str(path) for path in given if is_address(str(path))))
        files = [Path(path) for path in given if not is_address(str(path))]
        pages = None if cache is None else Cache.existing(Path(cache))
        more = [read_address(address, allow_private=allow_private) for address in addresses]
        place = Path(out)
        report = pipeline.build(files, place, knowledge.load(), progress=progress or (lambda *_: None), more=more, cache=pages)
        if not report.in_place:
            what = "the releases together do not conform; nothing was put in place"
            raise BadArgument(str(place), what, f"see {report.reports / 'validation.html'}")
        return cls(Store.open(place / "store"), place, report)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions that come with ip5kg; offices may be given by any of their names."""
        return queries.load(resources.folder("queries"), self.offices)

    @cached_property
    def offices(self) -> dict[str, str]:
        """The names and codes of the offices, in lower case, and their IRIs; a name that two of them bear is left out."""
        return _offices(self.backend)

    def query(self, question: str, /, **parameters: object) -> Answer:
        """Answer a question of the catalogue, or a query in a file or in SPARQL.

        Args:
            question: a name, such as `participants`, the path of a file, or the text of a query.
            parameters: values for the question's parameters, such as `meeting=14`.

        Returns:
            A `results.Table` for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            BadQuery: if there is no such question, it is not valid, or a parameter does not fit.
        """
        return queries.run(self.backend, self.catalogue.find(question).bind(**parameters))

    def sparql(self, text: str) -> Answer:
        """Answer a query in SPARQL. Our prefixes and the usual ones need not be declared; the default graph is the union of all.

        Raises:
            BadQuery: if it is not valid.
        """
        return queries.run(self.backend, queries.parse(text, "query").bind())

    def dataset(self) -> Dataset:
        """Return the graph as an `rdflib.Dataset`: a read-only view, its default graph the union of all graphs."""
        return self._store.dataset()

    def network(self, view: str, *, as_of: str | None = None, between: tuple[str | None, str | None] | None = None) -> nx.MultiDiGraph[str]:
        """Return a network, such as `office-body`; see `ip5kg.network.network` for what its nodes and edges carry.

        Raises:
            BadArgument: if there is no such view, or a date is none.
        """
        from ip5kg.network import network

        return network(self.rows, view, as_of=as_of, between=between)

    def draw(
        self,
        view: str,
        *,
        as_of: str | None = None,
        between: tuple[str | None, str | None] | None = None,
        format: str = "svg",  # noqa: A002
    ) -> str:
        """Return the picture of a network as SVG, or as a page of HTML that answers (for PNG see `ip5kg.draw.picture`).

        Raises:
            BadArgument: if there is no such view or format, a date is none, or there is nothing to draw.
        """
        from ip5kg.draw import picture
        from ip5kg.network import gather

        if format not in ("svg", "html"):
            raise BadArgument("format", f"{format!r} is no text", "choose svg or html; ip5kg.draw.picture writes a PNG")
        found = self.network(view, as_of=as_of, between=between)
        if format == "html":
            return picture(found, "html", gather(self.rows, found)).decode("utf-8")
        return picture(found).decode("utf-8")

    def analyse(self, view: str, *, as_of: str | None = None, between: tuple[str | None, str | None] | None = None) -> Analysis:
        """Measure a network: who is central, what ties groups together, which groups there are, what changed over the years.

        Raises:
            BadArgument: if there is no such view, a date is none, or there is nothing to measure.
        """
        from ip5kg.network import analyse

        return analyse(self.network(view, as_of=as_of, between=between))

    def export(self, format: str = "turtle", *, graph: str = "facts") -> str:  # noqa: A002 -- the word that people expect
        """Return the graph, or a part of it, as RDF, or the facts as a network.

        Args:
            format: `turtle`, `jsonld`, `trig`, `nquads`, `ntriples` or `rdfxml`; or `graphml`, `gexf` or `cytoscape`, which
                hold the facts as a network.
            graph: `facts`, `all` (without the texts of releases), `authority`, `choices`, `ontology`, `vocabularies`, `texts`,
                or the id of a release.

        Raises:
            BadArgument: if there is no such format or graph.
        """
        if format in ("graphml", "gexf", "cytoscape"):
            from ip5kg.network import write

            if graph != "facts":
                raise BadArgument("graph", f"a network holds the facts, not {graph!r}", "leave it out, or choose a form of RDF")
            return write(self.network("full"), format)
        return export.export(self._store, format, graph).decode("utf-8")

    def why(self, fact: str) -> Explanation:
        """Explain a fact (`"meeting/heads/14 hostedBy office/JP"`), a claim, or all that is known of a thing.

        Raises:
            UnknownFact: if the graph holds nothing of the kind, with what comes near.
        """
        from ip5kg.why import explain

        return explain(self.rows, fact)

    def conflicts(self) -> Disputes:
        """Return where sources disagree: each version with those who state it, which one was accepted and why."""
        from ip5kg.conflicts import disputes

        return disputes(self._store.quads())

    def validate(self) -> Report:
        """Check the graph against the shapes, each release alone and all together."""
        from ip5kg.validation import validate_build

        return validate_build(self._store.quads())

    def rows(self, query: str, given: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """Yield the rows of a SELECT query as plain texts, unbound variables left out; `given` holds IRIs for its parameters.

        Raises:
            BadQuery: if the query is not valid.
        """
        yield from self._store.rows(query, {name: NamedNode(iri) for name, iri in given.items()})

    def close(self) -> None:
        """Let go of the files. Closing twice does no harm."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def _repr_html_(self) -> str:
        from ip5kg.html import grid, text

        rows = []
        for name, kind in _COUNTED:
            types = "ip5:Release ip5:Digest" if kind == "Release" else f"ip5:{kind}"
            counted = self.backend.select(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ VALUES ?type {{ {types} }} ?thing a ?type }}")
            rows.append((text(name), f"{int(str(getattr(counted.rows[0][0], 'value', 0))):,}"))
        place = str(self.folder) if self.folder else "in memory"
        return grid(("knowledge graph", place), rows, "Ask it: kg.query(…), kg.why(…), kg.network(…), kg.draw(…), kg.analyse(…).")

    def __repr__(self) -> str:
        releases = sum("/graph/release/" in graph for graph in self._store.graphs())
        return f"<KnowledgeGraph {self.folder or 'in memory'}: {releases:,} releases, {len(self):,} quads>"


_COUNTED = (
    ("releases", "Release"),
    ("meetings", "Meeting"),
    ("people", "Person"),
    ("participations", "Participation"),
    ("decisions", "Decision"),
    ("projects", "Project"),
    ("claims", "Claim"),
)


def _offices(backend: Backend) -> dict[str, str]:
    table = backend.select(
        "SELECT DISTINCT ?office ?name WHERE { VALUES ?kind { ip5:Office ip5:ObserverOrganization }"
        " ?office a ?kind ; skos:prefLabel|skos:altLabel|ip5:acronym|(ip5:datedName/(skosxl:literalForm|ip5:acronym)) ?name }"
    )
    found: dict[str, set[str]] = {}
    for office, name in table:
        if isinstance(office, NamedNode) and name is not None:
            for called in (getattr(name, "value", ""), office.value.rpartition("/")[2]):
                found.setdefault(called.lower(), set()).add(office.value)
    return {name: min(offices) for name, offices in sorted(found.items()) if len(offices) == 1}
