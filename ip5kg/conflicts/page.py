"""Disputes as one HTML page: no script, nothing loaded from elsewhere, every word of the data escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ip5kg.conflicts.values import Dispute, Disputes, Source, Version
from ip5kg.errors import printable

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1d22; --soft: #5b606b; --paper: #fff; --card: #f6f7f9; --rule: #d9dce3; --good: #1d6b3a;
 --open: #a33b00 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --soft: #a4a9b5; --paper: #15171c; --card: #1e2128; --rule: #343944;
 --good: #7fd39c; --open: #ffb185 } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
 font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .3rem } h2 { font-size: 1.05rem; margin: 0 0 .6rem; overflow-wrap: anywhere }
p { margin: .3rem 0 } .soft { color: var(--soft) } article { background: var(--card); border: 1px solid var(--rule);
 border-left: .35rem solid var(--good); border-radius: .4rem; padding: .9rem 1.1rem; margin: 1rem 0 }
article.open { border-left-color: var(--open) } .state { font-weight: 600; color: var(--good) } .open .state { color: var(--open) }
dl { margin: .2rem 0 } dt { font-weight: 600; margin-top: .5rem } dt small { font-weight: 400; color: var(--soft) }
dd { margin: .1rem 0 .1rem 1.2rem; overflow-wrap: anywhere } q { font-style: italic } a { color: inherit }
"""

_HOW = "Each version is kept with those who state it; a mark (✓) shows the one that is among the facts."


def page(found: Disputes) -> str:
    """Return the page."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Where sources disagree</title><style>{_STYLE}</style></head><body>",
        f'<h1>Where sources disagree</h1><p class="soft">{_safe(found.summary())} {_HOW}</p>',
    ]
    for dispute in found.disputes:
        parts += _dispute(dispute)
    if found.names:
        parts.append("<h1>Names that mislead</h1><article><dl>")
        for name in found.names:
            parts.append(f"<dt>“{_safe(name.printed)}” is {_safe(name.means)}</dt><dd>{_safe(name.why)}</dd>")
            parts += [f"<dd>{_source(source)}</dd>" for source in name.rests_on]
        parts.append("</dl></article>")
    parts.append("</body></html>")
    return "\n".join(parts) + "\n"


def _dispute(dispute: Dispute) -> Iterator[str]:
    title = dispute.title[:1].upper() + dispute.title[1:]
    yield f'<article class="{dispute.outcome.replace(" ", "-")}" id="{_safe(dispute.thing)}">'
    yield f'<h2>{_safe(title)} <span class="state">· {_safe(dispute.outcome)}</span></h2><dl>'
    for version in dispute.versions:
        yield from _version(version)
    yield "</dl>"
    if dispute.outcome == "open":
        yield f"<p>Why none: {_safe(dispute.why)}.</p>"
    for sentence in dispute.judgements:
        yield f"<p>Decided by a person: {_safe(sentence)}</p>"
    for source in dispute.rests_on:
        yield f'<p class="soft">{_source(source)}</p>'
    yield "</article>"


def _version(version: Version) -> Iterator[str]:
    yield f"<dt>{'✓ ' if version.accepted else ''}{_safe(version.value)} <small>{_safe(version.why)}</small></dt>"
    for source in version.sources:
        yield f"<dd>{_source(source)}</dd>"
    for note in version.notes:
        yield f'<dd class="soft">{_safe(note)}</dd>'


def _source(source: Source) -> str:
    about = ", ".join(part for part in (source.publisher, source.issued) if part)
    # Only an address of the web becomes a link: whatever stands in the data is never run.
    linked = f'<a href="{_safe(source.url)}">{_safe(about)}</a>' if source.url.startswith(("http://", "https://")) else _safe(about)
    return f"{linked}{f': <q>{_safe(source.quote)}</q>' if source.quote else ''}"


def _safe(text: str) -> str:
    return escape(printable(text))
