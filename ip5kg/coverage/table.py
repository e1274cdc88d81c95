"""Coverage as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ip5kg.coverage.reasons import SENTENCES
from ip5kg.errors import printable

if TYPE_CHECKING:
    from ip5kg.coverage.outcome import Corpus, Coverage, Totals

_HEAD = ("release", "sentences", "used", "boilerplate", "out of scope", "missed")


def table(corpus: Corpus) -> str:
    """Return a line for each release, the totals, and below them each sentence that is missed with the reason."""
    rows = [_HEAD, *(_row(printable(c.release.id), c.totals) for c in corpus.releases)]
    if len(corpus.releases) != 1:
        rows.append(_row(f"{len(corpus.releases):,} releases", corpus.totals))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(_cell(cell, width, i) for i, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows]
    for coverage in corpus.releases:
        lines += _missed(coverage)
    lines += ["", f"{corpus.totals.missed_share:.1%} of the sentences are missed."]
    return "\n".join(lines) + "\n"


def _row(name: str, totals: Totals) -> tuple[str, ...]:
    counts = (totals.sentences, totals.used, totals.boilerplate, totals.out_of_scope, totals.missed)
    return (name, *(f"{count:,}" for count in counts))


def _cell(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)


def _missed(coverage: Coverage) -> Iterator[str]:
    missed = coverage.of("missed")
    if missed:
        yield ""
        yield f"Missed in {printable(coverage.release.id)}"
    for sentence in missed:
        yield f"  {sentence.reason}: {printable(' '.join(coverage.release.quote(sentence.span).split()))}"
        yield f"    {SENTENCES[sentence.reason]}"
