"""Results as HTML, for notebooks: small, escaped, without scripts or anything to load.

Jupyter calls `_repr_html_` of what a cell ends in; these functions write what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from ip5kg.errors import printable

if TYPE_CHECKING:
    from ip5kg.network import Analysis
    from ip5kg.results import Table
    from ip5kg.sparql import Term
    from ip5kg.why import Claim, Explanation, Fact, Source

_ROWS = 50
_CLAIMS = 5


def text(words: str) -> str:
    """Return words as HTML text: markup escaped, control characters shown."""
    return escape("\n".join(printable(line) for line in words.split("\n")))


def link(address: str, words: str) -> str:
    """Return a link where the address is one of the web, else the words alone."""
    if not address.startswith(("https://", "http://")):
        return text(words)
    return f'<a href="{escape(address)}" rel="noopener noreferrer" target="_blank">{text(words)}</a>'


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """Return a table; its cells are HTML already, its head is text."""
    cells = "".join(f'<th style="text-align:left">{text(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    foot = f"<p>{text(note)}</p>" if note else ""
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{foot}"


def table(found: Table) -> str:
    """Return the answer of a query, its first rows; IRIs are links."""
    count = f"{len(found):,} row{'' if len(found) == 1 else 's'}"
    note = count if len(found) <= _ROWS else f"the first {_ROWS} of {count}"
    return grid(found.variables, ([_cell(term) for term in row] for row in found.rows[:_ROWS]), note)


def _cell(term: Term | None) -> str:
    from ip5kg.results import shortened

    value = getattr(term, "value", "")
    return link(value, shortened(term)) if value.startswith(("https://", "http://")) else text(shortened(term))


def explanation(found: Explanation) -> str:
    """Return facts with the sentences that state them, the quotes marked."""
    return f"<div><p><b>{text(found.asked)}</b></p>{''.join(map(_fact, found.facts))}</div>"


def _fact(fact: Fact) -> str:
    from ip5kg.why.values import short

    subject = link(fact.subject, short(fact.subject))
    value = link(fact.value.text, str(fact.value)) if fact.value.is_iri else text(str(fact.value))
    said = f"<p>{subject} <i>{text(short(fact.predicate))}</i> {value} – {text(fact.origin)}</p>"
    behind = [claim for via in fact.via for claim in via.claims] if not fact.claims else []
    shown = [*fact.claims, *behind]
    more = f"<p>and {len(shown) - _CLAIMS} more claims</p>" if len(shown) > _CLAIMS else ""
    against = "".join(f"<p>but: {text(str(claim.value))}</p>{_claim(claim)}" for claim in fact.competing[:_CLAIMS])
    pages = "".join(_source(source) for source in fact.sources)
    return said + "".join(map(_claim, shown[:_CLAIMS])) + more + pages + against


def _claim(claim: Claim) -> str:
    sources = "".join(map(_source, claim.sources))
    if claim.passage is None:
        return sources
    passage = claim.passage
    quote = f"{text(passage.before)}<mark>{text(passage.quote)}</mark>{text(passage.after)}"
    return f"<blockquote>{quote}</blockquote>{sources}"


def _source(source: Source) -> str:
    told = ", ".join(part for part in (source.publisher, source.issued) if part)
    note = " (a digest in our words; the link leads to the official page)" if source.digest else ""
    return f"<p>{link(source.url, source.title or source.url or source.iri)}{text(f' – {told}' if told else '')}{text(note)}</p>"


def analysis(found: Analysis) -> str:
    """Return the measures of a network: its most central nodes, with what the measures mean."""
    head = ("", "kind", "neighbours", "weight", "betweenness", "closeness", "community")
    rows = [
        (
            text(node.label),
            text(node.kind),
            str(node.neighbours),
            str(node.weight),
            "–" if node.betweenness is None else f"{node.betweenness:.3f}",
            f"{node.closeness:.3f}",
            str(node.community),
        )
        for node in found.measured[:10]
    ]
    meanings = "".join(f"<li>{text(meaning)}</li>" for meaning in found.meanings.values())
    return f"<h4>{text(found.title)}</h4>{grid(head, rows, f'{found.nodes:,} nodes, {found.ties:,} ties')}<ul>{meanings}</ul>"
