"""What a validation found: findings in plain language, and the report that holds them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Literal

from ip5kg.errors import printable

Severity = Literal["error", "warning", "note"]
_RANK: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing."""

    severity: Severity
    """`error`: the graph must not be published so; `warning`: probably wrong; `note`: sources disagree, and the like."""
    where: str
    """Where to look: the id of a release, or the name of a graph such as `facts`."""
    focus: str
    """The IRI of the thing that was looked at."""
    path: str
    """The property concerned, as an IRI or a SPARQL path; empty where it is the thing itself."""
    value: str
    """The value concerned in N-Triples form; empty where a value is missing."""
    message: str
    """One or two sentences for a reader who knows no RDF: what is wrong, what was found, what to do."""
    shape: str
    """The IRI of the shape or check that found it."""
    quote: str = ""
    """The words of the release concerned, where there are any."""

    @property
    def key(self) -> tuple[str | int, ...]:
        return (_RANK[self.severity], self.where, self.focus, self.path, self.value, self.message, self.shape)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation. `touched` counts the things that some shape or check looked at."""

    subject: str
    """What was validated: a release, a file, all releases."""
    findings: tuple[Finding, ...]
    touched: int
    notes: tuple[str, ...] = ()
    """What could not be checked, and why: not checked is not the same as right."""

    @property
    def vacuous(self) -> bool:
        """Whether no shape found anything to look at; then nothing is known, and `conforms` is False."""
        return self.touched == 0

    @property
    def conforms(self) -> bool:
        """Whether something was looked at and no error was found. Warnings and notes do not stand in the way."""
        return not self.vacuous and not any(f.severity == "error" for f in self.findings)

    def text(self, limit: int = 200) -> str:
        """Return the report for a terminal: a summary, then the findings by place, `limit` of them at most."""
        lines = [self.summary()]
        for where, findings in groupby(sorted(self.findings[:limit], key=lambda f: f.where), key=lambda f: f.where):
            lines += ["", printable(where)]
            lines += [f"  {f.severity}: {printable(f.message)}" for f in findings]
        if len(self.findings) > limit:
            lines += ["", f"… and {len(self.findings) - limit:,} more findings."]
        if self.notes and not self.vacuous:
            lines += ["", "Not checked"]
            lines += [f"  {printable(note)}" for note in self.notes]
        return "\n".join(lines) + "\n"

    def summary(self) -> str:
        """Return the outcome in one line."""
        subject = printable(self.subject)
        if self.vacuous:
            return f"{subject}: nothing was checked, for it holds no release, no claim and no fact of ours. That does not make it right."
        counts = Counter(f.severity for f in self.findings)
        words = [f"{counts[s]:,} {s}{'s' if counts[s] > 1 else ''}" for s in ("error", "warning", "note") if counts[s]]
        verdict = "conforms" if self.conforms else "does not conform"
        found = ", ".join(words) if words else "nothing was found wrong"
        return f"{subject} {verdict}: {found} ({self.touched:,} things checked)."

    def record(self) -> dict[str, Any]:
        """Return the report as plain values; `from_record` reads it back."""
        return {
            "subject": self.subject,
            "conforms": self.conforms,
            "vacuous": self.vacuous,
            "touched": self.touched,
            "notes": list(self.notes),
            "findings": [asdict(finding) for finding in self.findings],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Report:
        """Return the report that `record` was made of."""
        findings = (Finding(**finding) for finding in record["findings"])
        return cls(record["subject"], tuple(findings), record["touched"], tuple(record["notes"]))

    @classmethod
    def merged(cls, reports: Iterable[Report], subject: str = "all releases") -> Report:
        """Return one report on several that looked at different things."""
        parts = list(reports)
        findings = [finding for part in parts for finding in part.findings]
        return make_report(subject, findings, sum(part.touched for part in parts), [note for part in parts for note in part.notes])

    def json(self) -> str:
        """Return the report as JSON, ending in a line break."""
        return json.dumps(self.record(), ensure_ascii=False, indent=2) + "\n"

    def html(self) -> str:
        """Return the report as one HTML page without script and without anything from elsewhere."""
        from ip5kg.validation.render import html

        return html(self)

    def rdf(self) -> str:
        """Return the report as a sh:ValidationReport in sorted N-Triples without blank nodes."""
        from ip5kg.validation.render import ntriples

        return ntriples(self)


def make_report(subject: str, findings: Iterable[Finding], touched: int, notes: Iterable[str] = ()) -> Report:
    """Return a report in which each finding stands once, in fixed order, the gravest first."""
    return Report(subject, tuple(sorted(_distinct(findings), key=lambda f: f.key)), touched, tuple(dict.fromkeys(notes)))


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each finding once: what a shape and a check of the same name both found is one finding."""
    seen = set()
    for finding in findings:
        same = (finding.shape, finding.focus, finding.path, finding.value, finding.message)
        if same not in seen:
            seen.add(same)
            yield finding
