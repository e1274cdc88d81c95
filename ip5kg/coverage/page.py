"""Coverage as one HTML page: the text of each release, marked up by what became of each sentence.

No script, nothing loaded from elsewhere, every word of the data escaped. Each class has a colour, a line and a word of its own, so
that the page can be read without colours, in the dark and on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from ip5kg.coverage.outcome import CLASSES
from ip5kg.errors import printable

if TYPE_CHECKING:
    from ip5kg.coverage.outcome import Corpus, Coverage, Covered, Totals
    from ip5kg.model import Block

_MEANING: Final = {
    "used": "At least one statement was drawn from it; the quoted words have a ground.",
    "boilerplate": "It belongs to the page, not to its news: menus, headings, notices, what the IP5 is.",
    "out-of-scope": "It says something, but nothing that the graph holds.",
    "missed": "It bears the signs of something that the graph should hold, and gave no statement.",
}

_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fcfcfa; --card: #fff; --ink: #1d2126; --soft: #5b636d; --rule: #dfe1dd;
 --used: #0b6b57; --used-ground: #d3efe6; --boilerplate: #6a717b; --out-of-scope: #6d4fa8; --missed: #a8320a; --missed-ground: #fde4d8 }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --card: #1b1f25; --ink: #e4e7ea; --soft: #a0a8b2; --rule: #333942;
 --used: #6cd6b9; --used-ground: #12443a; --boilerplate: #98a0aa; --out-of-scope: #bea6f2; --missed: #ffa27d; --missed-ground: #54230f } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 64rem; padding: 2.5rem 1.25rem 5rem; background: var(--paper); color: var(--ink);
 font: 1rem/1.6 system-ui, "Segoe UI", "Noto Sans", sans-serif }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em }
h2 { font-size: 1rem; margin: 2.2rem 0 .6rem }
p { margin: .3rem 0 } .lede, small, .why { color: var(--soft) }
.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; padding: 0; margin: 1.5rem 0;
 list-style: none }
.legend li { background: var(--card); border: 1px solid var(--rule); border-top: .25rem solid; border-radius: .4rem;
 padding: .6rem .8rem }
.legend b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.legend span { color: var(--ink); font-size: .85rem; display: block }
li.used, i.used { border-color: var(--used) } li.boilerplate { border-color: var(--boilerplate); border-top-style: dotted }
li.out-of-scope { border-color: var(--out-of-scope); border-top-style: dashed } li.missed { border-color: var(--missed);
 border-top-style: double; border-top-width: .4rem }
.legend .used b, .tag.used { color: var(--used) } .legend .boilerplate b, .tag.boilerplate { color: var(--boilerplate) }
.legend .out-of-scope b, .tag.out-of-scope { color: var(--out-of-scope) } .legend .missed b, .tag.missed { color: var(--missed) }
.bar { display: flex; height: .7rem; border-radius: .35rem; overflow: hidden; background: var(--rule); gap: 1px }
.bar i { display: block } .bar .used { background: var(--used) } .bar .missed { background: var(--missed) }
.bar .boilerplate { background: repeating-linear-gradient(90deg, var(--boilerplate) 0 2px, transparent 2px 5px) }
.bar .out-of-scope { background: repeating-linear-gradient(45deg, var(--out-of-scope) 0 3px, transparent 3px 6px) }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--rule) }
 th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere }
thead th { color: var(--soft); font-weight: 500 } td.bars { width: 26% } td .hot { color: var(--missed); font-weight: 700 }
a { color: inherit; text-underline-offset: .2em }
.scroll { overflow-x: auto }
article { background: var(--card); border: 1px solid var(--rule); border-radius: .6rem; margin: 1.5rem 0; padding: 1.2rem 1.5rem 1.6rem }
article header { border-bottom: 1px solid var(--rule); padding-bottom: .8rem; margin-bottom: 1rem }
article h2 { margin: 0 0 .2rem; font-size: 1.15rem; line-height: 1.35 } article header .bar { margin-top: .7rem }
.text > * { margin: 0 0 .7rem; max-width: 52rem; overflow-wrap: anywhere }
.head { font-weight: 650 } .title { font-size: 1.1rem } .item { padding-left: 1.2rem } .deep { padding-left: 2.4rem }
.row, .navigation, .furniture, .caption { font-size: .9rem }
.s.boilerplate { color: var(--boilerplate) }
.s.out-of-scope { text-decoration: underline dotted var(--out-of-scope) .08em; text-underline-offset: .28em }
.s.missed { background: var(--missed-ground); outline: 2px solid var(--missed); outline-offset: 1px; border-radius: .15rem;
 -webkit-box-decoration-break: clone; box-decoration-break: clone }
mark { background: var(--used-ground); color: inherit; border-bottom: 2px solid var(--used); padding: .06em 0;
 -webkit-box-decoration-break: clone; box-decoration-break: clone }
.tag { font-size: .72rem; line-height: 1; font-weight: 600; letter-spacing: .01em; margin: 0 .45em 0 .3em; white-space: nowrap }
.tag::before { content: "\\2191\\00a0"; opacity: .7 } .tag.missed::before { content: "\\26a0\\00a0"; opacity: 1 }
footer { color: var(--soft); font-size: .85rem; margin-top: 3rem }
@media (max-width: 40rem) { .bars, thead th:nth-child(2) { display: none } article { padding: 1rem } }
@media print { :root { color-scheme: light } body { max-width: none; padding: 0; font-size: 10pt } article { border: 0; padding: 0;
 break-before: page }
 mark, .s.missed, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
"""


def html(corpus: Corpus) -> str:
    """Return the page: totals and legend, a line for each release, then their texts."""
    totals = corpus.totals
    name = _safe(corpus.releases[0].release.title) if len(corpus.releases) == 1 else f"{len(corpus.releases):,} releases"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Coverage of {name}</title><style>{_STYLE}</style></head><body>",
        "<h1>What became of each sentence</h1>",
        f'<p class="lede">{name} · {totals.sentences:,} sentences · {totals.missed_share:.1%} missed</p>',
        _legend(totals),
    ]
    if len(corpus.releases) > 1:
        parts += _index(corpus)
    for coverage in corpus.releases:
        parts += _article(coverage)
    parts.append(
        "<footer>The words with a ground are those that statements quote. What stands after each sentence says what was drawn from it, "
        "or why nothing was.</footer></body></html>"
    )
    return "\n".join(parts) + "\n"


def _legend(totals: Totals) -> str:
    cards = (f'<li class="{kind}"><b>{totals.of(kind):,}</b>{kind.replace("-", " ")}<span>{_MEANING[kind]}</span></li>' for kind in CLASSES)
    return f'<ul class="legend">{"".join(cards)}</ul>'


def _bar(totals: Totals) -> str:
    widths = ((kind, 100 * totals.of(kind) / max(1, totals.sentences)) for kind in CLASSES)
    pieces = "".join(f'<i class="{kind}" style="width:{width:.2f}%"></i>' for kind, width in widths if width)
    return f'<div class="bar" role="img" aria-label="{totals.line()}">{pieces}</div>'


def _index(corpus: Corpus) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{kind.replace("-", " ")}</th>' for kind in CLASSES)
    yield f'<div class="scroll"><table><thead><tr><th scope="col">release</th><th scope="col"></th>{heads}</tr></thead><tbody>'
    for coverage in corpus.releases:
        t = coverage.totals
        missed = f'<span class="hot">{t.missed}</span>' if t.missed else "0"
        name = _safe(coverage.release.id)
        counts = f"<td>{t.used}</td><td>{t.boilerplate}</td><td>{t.out_of_scope}</td><td>{missed}</td>"
        yield f'<tr><td><a href="#{name}">{name}</a></td><td class="bars">{_bar(t)}</td>{counts}</tr>'
    yield "</tbody></table></div>"


def _article(coverage: Coverage) -> Iterator[str]:
    release = coverage.release
    origin = " · ".join(_safe(part) for part in (release.publisher, release.issued, release.id) if part)
    yield f'<article id="{_safe(release.id)}"><header><h2>{_safe(release.title)}</h2><small>{origin}</small>{_bar(coverage.totals)}'
    yield f'<p class="why"><small>{coverage.totals.line()}</small></p></header><div class="text">'
    for block in release.blocks:
        sentences = [coverage.sentences[i] for i in block.sentences]
        if sentences:
            yield f'<p class="{_block_class(block)}">{" ".join(_sentence(coverage, s) for s in sentences)}</p>'
    yield "</div></article>"


def _block_class(block: Block) -> str:
    heading = {"title": "head title", "heading": "head"}.get(block.kind, block.kind)
    return f"{heading} deep" if block.kind == "item" and block.level else heading


def _sentence(coverage: Coverage, sentence: Covered) -> str:
    text, at, pieces = coverage.release.text, sentence.span.start, []
    for part in sentence.parts:
        pieces += [_safe(text[at : part.start]), f"<mark>{_safe(text[part.start : part.end])}</mark>"]
        at = part.end
    pieces.append(_safe(text[at : sentence.span.end]))
    if sentence.kind == "used":
        counts = Counter(coverage.statements[i].kind for i in sentence.statements)
        tag = ", ".join(kind if count == 1 else f"{count} × {kind}" for kind, count in sorted(counts.items()))
    else:
        tag = f"{sentence.kind.replace('-', ' ')}: {sentence.reason.replace('-', ' ')}"
    body = "".join(pieces)
    marked = f'<span class="s {sentence.kind}" title="{escape(sentence.why)}">{body}</span>'
    return f'{marked}<span class="tag {sentence.kind}">{escape(tag)}</span>'


def _safe(text: str) -> str:
    return escape("\n".join(printable(line) for line in text.split("\n")))
