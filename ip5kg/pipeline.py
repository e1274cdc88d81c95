"""The order of the stages, in one place.

    read → recognise → resolve → interpret → map → validate → store

`extract` runs the text stages on one release; `build` runs all of them on many and puts the outcome in a folder.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ip5kg import export, iris, mapping
from ip5kg.conflicts import Disputes, disputes
from ip5kg.coverage import Corpus, Coverage, cover
from ip5kg.curated import Pages, curate
from ip5kg.describe import describe
from ip5kg.errors import UnreadableRelease
from ip5kg.interpret import interpret
from ip5kg.knowledge import Knowledge
from ip5kg.mapping import Conflict, Run
from ip5kg.model import MeetingStatement, Mention, Release, Statement, Unsure, Unused
from ip5kg.namespaces import IP5, PROV, RDF, RDFS
from ip5kg.read import read_bytes, read_path
from ip5kg.recognise import recognise
from ip5kg.resolve import resolve
from ip5kg.store import building
from ip5kg.validation import Report, validate_corpus, validate_release

if TYPE_CHECKING:  # imported where a cache is given: most builds have nothing to do with the web
    from ip5kg.fetch import Cache, Choice, Difference

RELEASE_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".pdf")
PROPOSAL_ENDINGS = (".trig", ".nq")

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done, and how much there is."""


def _silent(_step: str, _done: int, _total: int) -> None:
    return None


def software() -> str:
    """Return the name and version of the software, as a run records them."""
    return f"ip5kg {version('ip5kg')}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the text stages found in one release."""

    release: Release
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]

    def records(self) -> list[dict[str, object]]:
        """Return the records that `ip5kg extract --format jsonl` prints.

        What happened at a meeting without a number names it by the month, so that it is still known where two texts differ
        by a day; by the day only where another meeting of the series falls in the same month.
        """
        refs = [statement.ref for statement in self.statements if isinstance(statement, MeetingStatement)]
        months = {ref: replace(ref, date=ref.date[: len("2021-06")]) for ref in refs if ref.date is not None}
        shared = Counter(months.values())
        named = {ref: month for ref, month in months.items() if shared[month] == 1}
        return [statement.record(self.release, named) for statement in self.statements]


def extract(release: Release, knowledge: Knowledge) -> Extraction:
    """Run the text stages: what the release names, and what it states."""
    mentions = resolve(release, recognise(release, knowledge.gazetteer), knowledge.gazetteer)
    return Extraction(release, mentions, interpret(release, mentions, knowledge.gazetteer))


def covered(extraction: Extraction, knowledge: Knowledge) -> Coverage:
    """Say what became of each sentence of a release."""
    return cover(extraction.release, extraction.mentions, extraction.statements, knowledge.gazetteer)


def quads_of(extraction: Extraction, knowledge: Knowledge, run: Run | None = None, coverage: Coverage | None = None) -> list[Quad]:
    """Map what was found in a release, and which sentences gave nothing, to the quads of its two graphs, sorted."""
    coverage = coverage or covered(extraction, knowledge)
    unused = [Unused(sentence.span, sentence.kind, sentence.reason) for sentence in coverage.sentences if sentence.kind != "used"]
    return mapping.map_release(extraction.release, extraction.statements, knowledge.reference, run or Run(software()), unused)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that stands for nothing in the authority files, or for more than one thing there."""

    name: str
    kind: str
    release: str
    quote: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build holds, and what it could not take."""

    folder: Path
    releases: int
    holds: dict[str, int]
    conforms: bool
    in_place: bool
    """Whether the build stands in `folder`; if all together do not conform, the one that stood there stays."""
    refused: tuple[str, ...]
    """One line for each release that was left out."""
    findings: Report
    conflicts: tuple[Conflict, ...]
    disputes: Disputes
    """The conflicts in plain words, with what was set aside and the names that mislead."""
    unresolved: tuple[Unresolved, ...]
    coverage: Corpus
    """What became of each sentence."""
    choices: tuple[Choice, ...] | None = None
    """Which text was read for each release, where a cache of official pages was given."""
    differences: tuple[Difference, ...] = ()
    """The facts on which digests and their pages differ."""

    @property
    def reports(self) -> Path:
        """The folder with the reports on validation, coverage, conflicts and unresolved names."""
        return (self.folder if self.in_place else self.folder.with_name(self.folder.name + ".refused")) / "reports"

    def record(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        return {
            "folder": str(self.folder),
            "releases": self.releases,
            **self.holds,
            "conforms": self.conforms,
            "in_place": self.in_place,
            "refused": list(self.refused),
            "findings": len(self.findings.findings),
            "coverage": self.coverage.totals.record(),
        }


@dataclass
class _Gathered:
    """What a build has gathered so far."""

    quads: list[Quad] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    coverages: list[Coverage] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    releases: int = 0
    sound: bool = True
    """Whether all proposals passed the gate."""


def build(
    paths: Sequence[Path],
    out: Path,
    knowledge: Knowledge,
    *,
    run: Run | None = None,
    progress: Progress = _silent,
    more: Sequence[Release] = (),
    cache: Cache | None = None,
) -> BuildReport:
    """Build the graph of the releases at `paths` into the folder `out`.

    A path is a release, a folder of releases, or a file of quads (`.trig`, `.nq`) that proposes claims or facts;
    proposals pass the same gate as our own. A release that cannot be read or does not conform is left out and
    named in the report; if all together do not conform, `out` stays as it was, and the reports lie in
    `out` + `.refused`. The order of `paths` does not matter.

    `more` are releases that were read already, such as pages of the web. With a `cache` of official pages, a digest
    whose page is there and can be read is replaced by it, and `reports/differences.json` tells where the two differ.

    Raises:
        UnreadableRelease: if a path does not exist, or none of the releases can be read.
        StoreError: if the store cannot be written.
    """
    files = release_files(paths)
    gathered = _Gathered()
    names: dict[str, Path] = {}
    for done, file in enumerate(files):
        progress("reading releases", done, len(files))
        try:
            if file.suffix in PROPOSAL_ENDINGS:
                _propose(file, knowledge, gathered)
                continue
            release = read_path(file)
            if release.id in names:
                raise UnreadableRelease(file.name, f"has the same name as {names[release.id].name}", "give one of them another name")
            names[release.id] = file
            _take(_preferred(release, cache, knowledge, gathered), knowledge, run, gathered)
        except UnreadableRelease as error:
            gathered.refused.append(str(error))
            if len(files) + len(more) == 1:
                raise
    for release in sorted(more, key=lambda release: release.id):
        if release.id in names:
            gathered.refused.append(f"{release.url}: has the same name as {names[release.id].name} (give one of them another name)")
            continue
        names[release.id] = Path(release.id)
        _take(_preferred(release, cache, knowledge, gathered), knowledge, run, gathered)
    progress("reading releases", len(files), len(files))
    if not gathered.releases and gathered.refused:
        what = f"none of the {len(gathered.refused)} releases can be read; the first: {gathered.refused[0]}"
        raise UnreadableRelease(str(paths[0]) if paths else more[0].id, what, "mend them and build again")
    return _finish(out, knowledge, gathered, run or Run(software()), progress, with_pages=cache is not None)


def _preferred(release: Release, cache: Cache | None, knowledge: Knowledge, gathered: _Gathered) -> Release:
    """Return the official page of a digest in its place, where the cache has one that can be read and conforms."""
    if cache is None:
        return release
    from ip5kg.fetch import compare, prefer

    (choice,) = prefer([release], cache, lambda data, name, kind, fields: read_bytes(data, name, kind, fields=fields))
    if choice.page is not None:
        said, there = extract(release, knowledge), extract(choice.page, knowledge)
        differences = compare(release, said.statements, choice.page, there.statements)
        if said.statements and not there.statements:
            choice = replace(choice, page=None, reason="nothing was found in its page")
        elif not validate_release(quads_of(there, knowledge), knowledge.quads).conforms:
            choice = replace(choice, page=None, reason="what its page says does not conform")
        else:
            gathered.differences += differences
    gathered.choices.append(choice)
    return choice.release


def _take(release: Release, knowledge: Knowledge, run: Run | None, gathered: _Gathered) -> None:
    """Add one release: all of it, or a line that says why not."""
    extraction = extract(release, knowledge)
    coverage = covered(extraction, knowledge)
    quads = quads_of(extraction, knowledge, run, coverage)
    report = validate_release(quads, knowledge.quads)
    gathered.reports.append(report)
    if not report.conforms:
        first = report.findings[0].message if report.findings else "nothing in it was checked"
        gathered.refused.append(f"{release.id}: does not conform: {first} (see reports/validation.html)")
        return
    gathered.quads += quads
    gathered.unresolved += unresolved(extraction, quads, knowledge)
    gathered.coverages.append(coverage)
    gathered.releases += 1


def _propose(file: Path, knowledge: Knowledge, gathered: _Gathered) -> None:
    """Add the quads of a file; each release in it passes the same gate as our own, or the whole build is refused."""
    quads = _proposals(file)
    releases = defaultdict(list)
    for quad in quads:
        graph = str(getattr(quad.graph_name, "value", ""))
        for base in (iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS):
            if graph.startswith(base):
                releases[graph.removeprefix(base)].append(quad)
    for name in sorted(releases):
        report = validate_release(releases[name], knowledge.quads)
        gathered.reports.append(report)
        gathered.sound &= report.conforms
    gathered.quads += quads
    gathered.releases += len(releases)


def _finish(out: Path, knowledge: Knowledge, gathered: _Gathered, run: Run, progress: Progress, *, with_pages: bool = False) -> BuildReport:
    progress("choosing between claims", 0, 1)
    quads, outcome = assemble(gathered.quads, knowledge)
    there = set(quads)
    if new := [quad for quad in _software_quads(run) if quad not in there]:
        quads = sorted([*quads, *new], key=str)
    progress("choosing between claims", 1, 1)

    with building(out) as folder:
        progress("writing the store", 0, 1)
        folder.store(quads)
        export.write_build_files(folder.path, quads)
        progress("writing the store", 1, 1)
        progress("validating", 0, 1)
        corpus = validate_corpus(quads)
        findings = Report.merged([*gathered.reports, corpus])
        sound = corpus.conforms and gathered.sound
        progress("validating", 1, 1)
        report = BuildReport(
            folder=out,
            releases=gathered.releases,
            holds=_holdings(quads, outcome.conflicts, gathered.unresolved),
            conforms=sound and not gathered.refused,
            in_place=sound,
            refused=tuple(gathered.refused),
            findings=findings,
            conflicts=outcome.conflicts,
            disputes=disputes(quads),
            unresolved=tuple(gathered.unresolved),
            coverage=Corpus.of(gathered.coverages),
            choices=tuple(gathered.choices) if with_pages else None,
            differences=tuple(gathered.differences),
        )
        _write_reports(folder.path / "reports", report)
        if not sound:
            folder.refuse()
    return report


def assemble(releases: Iterable[Quad], knowledge: Knowledge) -> tuple[list[Quad], mapping.Outcome]:
    """Put the quads of all releases together with what is known beside them, and choose between the claims.

    Returns all quads of a build, sorted, and what became of each claim.
    """
    own = list(releases)
    extracted = mapping.claims_of(own)
    by_hand = curate(knowledge.curated, extracted, Pages.of(knowledge.quads, own, knowledge.reference))
    outcome = mapping.choose([*extracted, *mapping.claims_of(by_hand)], knowledge.judgements.choices)
    issuers = mapping.issuers_in([*knowledge.quads, *own, *by_hand])
    derived = mapping.derive(outcome, knowledge.reference, knowledge.labels, issuers, knowledge.judgements.identities)
    every = {*knowledge.quads, *own, *by_hand, *derived}
    return sorted({*every, *describe(every, version("ip5kg"))}, key=str), outcome


def release_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files of releases and proposals at `paths`, sorted by name, each once.

    Raises:
        UnreadableRelease: if a path does not exist, is of an unknown format, or a folder holds no release.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.suffix.lower() in RELEASE_ENDINGS + PROPOSAL_ENDINGS]
            if not inside:
                raise UnreadableRelease(str(path), "holds no releases", f"put files ending in {', '.join(RELEASE_ENDINGS)} there")
            found.update({p.absolute(): p for p in inside})
        else:
            found[path.absolute()] = path
    missing = [path for path in found.values() if not path.exists() and not path.is_symlink()]
    if missing:
        raise UnreadableRelease(str(missing[0]), "there is no such file or folder", "check the path")
    return sorted(found.values(), key=lambda p: (p.name, str(p)))


def _proposals(file: Path) -> list[Quad]:
    try:
        quads = list(parse(path=file, format=RdfFormat.TRIG if file.suffix == ".trig" else RdfFormat.N_QUADS))
    except (SyntaxError, OSError, ValueError) as error:
        raise UnreadableRelease(file.name, f"is not readable RDF: {error}", "mend the file") from error
    strange = sorted({str(q.graph_name) for q in quads if not _may_hold_proposals(q)})
    if strange:
        what = f"proposes triples in {strange[0]}"
        raise UnreadableRelease(file.name, what, f"put claims into {iris.RELEASE_GRAPHS}NAME and texts into {iris.TEXT_GRAPHS}NAME")
    return quads


def _may_hold_proposals(quad: Quad) -> bool:
    """A proposal may add releases, and facts that its claims bear out; it may not change what others are measured by."""
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    return graph == iris.FACTS_GRAPH or graph.startswith((iris.RELEASE_GRAPHS, iris.TEXT_GRAPHS))


def unresolved(extraction: Extraction, quads: Iterable[Quad], knowledge: Knowledge) -> list[Unresolved]:
    """List the names that no authority file knows, and those that may stand for several things."""
    release, found = extraction.release, {}
    for mention in extraction.mentions:
        if isinstance(mention.entity, Unsure):
            entry = Unresolved(mention.text, mention.kind, release.id, mention.text, mention.entity.candidates)
            found[entry.kind, entry.name] = entry
    for quad in quads:
        if quad.predicate.value == RDF.object and isinstance(quad.object, NamedNode):
            kind = quad.object.value.removeprefix(iris.BASE).partition("/")[0]
            if kind in ("person", "place", "body", "association", "project") and not knowledge.reference.knows(quad.object.value):
                name = quad.object.value.rsplit("/", 1)[-1]
                found.setdefault((kind, name), Unresolved(name, kind, release.id, name))
    return [found[key] for key in sorted(found)]


def _software_quads(run: Run) -> list[Quad]:
    node, graph = NamedNode(iris.software(run.software)), NamedNode(iris.AUTHORITY_GRAPH)
    return [
        Quad(node, NamedNode(RDF.type), NamedNode(PROV.SoftwareAgent), graph),
        Quad(node, NamedNode(RDFS.label), Literal(run.software, language="en"), graph),
    ]


_CURATED = NamedNode(iris.CURATED_GRAPH)
_COUNTED = {
    "meetings": IP5.Meeting,
    "participations": IP5.Participation,
    "decisions": IP5.Decision,
    "documents": IP5.Document,
    "figures": IP5.Figure,
    "projects": IP5.Project,
    "people": IP5.Person,
    "claims": IP5.Claim,
}


def _holdings(quads: Iterable[Quad], conflicts: Sequence[Conflict], names: Sequence[Unresolved]) -> dict[str, int]:
    every = list(quads)
    kinds = Counter(q.object.value for q in every if q.predicate.value == RDF.type and isinstance(q.object, NamedNode))
    held = {name: kinds[kind] for name, kind in _COUNTED.items()}
    # The claims of the authority files vouch for what stands beside them; these are the ones that were chosen on.
    held["curated_claims"] = sum(1 for q in every if q.predicate.value == IP5.verification and q.graph_name == _CURATED)
    return held | {"conflicts": len(conflicts), "unresolved_names": len({(n.kind, n.name) for n in names})}


def _write_reports(folder: Path, report: BuildReport) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("validation.json", report.findings.json()),
        ("validation.html", report.findings.html()),
        ("coverage.json", report.coverage.json()),
        ("coverage.html", report.coverage.html()),
        ("coverage.txt", report.coverage.text()),
        ("conflicts.json", report.disputes.json()),
        ("conflicts.html", report.disputes.html()),
        ("unresolved.json", json.dumps([asdict(u) for u in report.unresolved], ensure_ascii=False, indent=1) + "\n"),
        ("build.json", json.dumps(report.record() | {"folder": "."}, ensure_ascii=False, indent=1) + "\n"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    if report.choices is not None:
        compared = {"sources": [c.record() for c in report.choices], "differences": [d.record() for d in report.differences]}
        (folder / "differences.json").write_text(json.dumps(compared, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
