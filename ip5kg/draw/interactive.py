"""A picture that answers: one HTML file that works from disk, without a network and without any file beside it.

    shown = exhibit(graph, evidence)            # of any network; `ip5kg.network.gather` brings the evidence
    shown.page()                                # the whole file, as bytes

The pieces, for a page of one's own:

    shown.fragment("network-1")                 # a <section> with tools, picture, panel, list and data; the id must be unique in the page
    STYLE, SCRIPT                               # as texts, once a page; the script brings every fragment in the page to life
    shown.svg("network-1"), shown.data          # the picture and the data alone

A fragment holds no script that runs and no style attributes, so that a page may forbid both in its content security
policy and serve `STYLE` and `SCRIPT` as files. Nothing is loaded from anywhere; addresses are only links.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import networkx as nx

from ip5kg.draw import style
from ip5kg.draw.furniture import subtitle, words
from ip5kg.draw.layout import form, lay_out
from ip5kg.draw.parts import edge_key, edges_of, label, name, sentence
from ip5kg.draw.scene import Entry, Scene
from ip5kg.draw.svg import clean, to_fragment, to_swatch
from ip5kg.network.evidence import Evidence, Passage

PageOf = Callable[[str, str], str]
"""From the IRI of a thing and a place on its page (`s120` is the sentence that begins there, "" the top) to an address, "" for none."""

_FIRST_YEAR, _LAST_YEAR = 2007, 2025
"""The slider reaches over these years at least."""

_MANY = 9
"""More kinds of lines than these are folded away."""

_PAGE_STYLE = """html { background: #f1efe9; color-scheme: light dark; }
body { margin: 0 auto; padding: 1rem; max-width: 120rem; }
@media (prefers-color-scheme: dark) { html { background: #0f1115; } }
@media print { html { background: #fff; } body { padding: 0; } }
"""


def _file(name: str) -> str:
    return (files("ip5kg.draw") / "web" / name).read_text(encoding="utf-8")


def _dark() -> str:
    """The colours of the picture on a dark page, by the kind of shape and its colour."""
    light_box, paper = "#1e232b", "#171a20"
    ink, quiet = "#e9e7e2", "#a9afba"
    changes = (
        (f'rect[fill="{style.PAPER}"]', "fill", paper),
        (f'rect[fill="{style.LIGHT}"]', "fill", light_box),
        (f'rect[fill="{style.DARK}"]', "fill", ink),
        (f'rect[fill="{style.FRAME}"]', "fill", "#3a414c"),
        (f'rect[stroke="{style.FRAME}"]', "stroke", "#323842"),
        (f'rect[stroke="{style.LIGHT}"], rect[stroke="{style.PAPER}"]', "stroke", paper),
        (f'text[fill="{style.INK}"]', "fill", ink),
        (f'text[fill="{style.QUIET}"]', "fill", quiet),
        (f'text[fill="{style.ON_DARK}"]', "fill", "#15181d"),
        (f'text[fill="{style.QUIET_ON_DARK}"]', "fill", "#474d58"),
        (f'path[stroke="{style.INK}"]', "stroke", ink),
        (f'path[stroke="{style.QUIET}"]', "stroke", quiet),
        (f'path[stroke="{style.FRAME}"]', "stroke", "#323842"),
        (f'polygon[fill="{style.INK}"]', "fill", ink),
        (f'path[stroke="{style.BLUE}"]', "stroke", "#3b97d3"),
        (f'rect[fill="{style.BLUE}"], polygon[fill="{style.BLUE}"]', "fill", "#3b97d3"),
    )
    rules = []
    for selectors, what, colour in changes:
        where = ", ".join(f".ip5net svg {selector}" for selector in selectors.split(", "))
        rules.append(f"  {where} {{ {what}: {colour}; }}")
    return "@media (prefers-color-scheme: dark) {\n" + "\n".join(rules) + "\n}\n"


SCRIPT = _file("network.js")
STYLE = _file("network.css") + _dark()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture with all that its script tells: `data` is plain values for JSON."""

    scene: Scene
    data: Mapping[str, Any]

    def svg(self, identifier: str) -> str:
        """Return the picture as an SVG element; its ids begin with `identifier`."""
        return to_fragment(self.scene, f"{identifier}-")

    def json(self) -> str:
        """Return the data as JSON that may stand in a page: no `<`, `>` or `&` in it, so that nothing ends its element."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return "".join(_IN_PAGE.get(char, char) for char in text)

    def fragment(self, identifier: str = "network") -> str:
        """Return a section of HTML: tools, picture, panel, list and data. `identifier` must be unique in the page."""
        entries = {entry.relation: entry for entry in self.scene.entries}
        boxes = "".join(_box(relation, entries.get(relation)) for relation in self.data["relations"])
        if len(self.data["relations"]) > _MANY:
            boxes = f"<details><summary>{len(self.data['relations'])} kinds</summary><div>{boxes}</div></details>"
        first, last = self.data["years"]
        slider = f'type="range" min="{first}" max="{last}" step="1"'
        return _FRAGMENT.format(
            id=escape(identifier),
            title=escape(clean(self.scene.title)),
            about=escape(clean(self.scene.description)),
            boxes=boxes,
            start=f'{slider} value="{first}"',
            end=f'{slider} value="{last}"',
            svg=self.svg(identifier),
            data=self.json(),
        )

    def page(self) -> bytes:
        """Return a whole HTML file, in UTF-8. Its policy lets its own script and style run, and nothing else."""
        look = STYLE + _PAGE_STYLE
        policy = (
            f"default-src 'none'; script-src {_hash(SCRIPT)}; style-src {_hash(look)}; img-src data:; base-uri 'none'; form-action 'none'"
        )
        page = _PAGE.format(title=escape(clean(self.scene.title)), policy=policy, style=look, fragment=self.fragment(), script=SCRIPT)
        return page.encode("utf-8", "replace")


def exhibit(graph: nx.MultiDiGraph[str], evidence: Evidence | None = None, page_of: PageOf | None = None) -> Exhibit:
    """Return the picture of a network with its data, and with the sentences behind its edges where there is evidence.

    Where the picture stands among pages on the things that it shows, `page_of` leads to them.

    Raises:
        BadArgument: if the network has no edges.
    """
    known = evidence or Evidence()

    def page(iri: str, place: str = "") -> str:
        return page_of(iri, place) if page_of else ""

    passages: dict[Passage, int] = {}
    sources: dict[str, int] = {}

    def source(iri: str) -> int:
        return sources.setdefault(iri, len(sources))

    scene = lay_out(graph)
    # What the picture says of a line, where it says more than that it is one.
    titles = {group.key: group.title for group in scene.groups if group.kind == "edge" and _has_own_words(graph)}
    edges = []
    for edge in sorted(edges_of(graph), key=lambda e: (-e.weight, titles.get(edge_key(e), ""), sentence(graph, e), edge_key(e))):
        claims = edge.data.get("claims", ())
        said = sorted({passage for claim in claims for passage in known.passages.get(claim, ())}, key=_by_release(known))
        pages = {page for claim in claims for page in known.pages.get(claim, ())} | set(edge.data.get("pages", ()))
        for passage in said:
            source(passage.source)
        edges.append(
            {
                "key": clean(edge_key(edge)),
                "source": clean(edge.source),
                "target": clean(edge.target),
                "relation": edge.relation,
                "said": clean(titles.get(edge_key(edge)) or sentence(graph, edge, counted=edge.weight > 1)),
                "dates": list(edge.data.get("dates", ())) or [""],
                "events": [_event(known, event) for event in edge.data.get("events", ())] or [""],
                **({"eventPages": [page(event) if event else "" for event in edge.data.get("events", ())]} if page_of else {}),
                "passages": [passages.setdefault(passage, len(passages)) for passage in said],
                "pages": [
                    source(page) for page in sorted(pages, key=lambda iri: known.sources[iri] if iri in known.sources else _none(iri))
                ],
            }
        )
    years = [int(date[:4]) for edge in edges for span in edge["dates"] for date in span.split("/") if date[:4].isdigit()]
    data = {
        "title": clean(str(graph.graph.get("title") or "Network")),
        "about": clean(subtitle(graph)),
        "asOf": graph.graph.get("as_of") or graph.graph.get("between") or "",
        "years": [min([_FIRST_YEAR, *years]), max([_LAST_YEAR, *years])],
        "relations": _relations(graph, scene),
        "nodes": [_with(_node(graph, key, known), page=page(str(graph.nodes[key].get("iri") or ""))) for key in sorted(graph)],
        "edges": edges,
        "passages": [
            _with(
                {"source": sources[p.source], "before": clean(p.before), "quote": clean(p.quote), "after": clean(p.after)},
                page=page(p.source, f"s{p.start - len(p.before)}"),
            )
            for p in passages
        ],
        "sources": [_with(_source(known, iri), page=page(iri)) for iri in sources],
    }
    return Exhibit(scene, data)


def _with(told: dict[str, Any], **more: str) -> dict[str, Any]:
    return told | {name: text for name, text in more.items() if text}


def _has_own_words(graph: nx.MultiDiGraph[str]) -> bool:
    """Whether the form of the picture has sentences of its own for its marks."""
    return form(graph) in ("timeline", "tenures")


def _relations(graph: nx.MultiDiGraph[str], scene: Scene) -> list[str]:
    """The kinds of lines: in the order of the legend, then the others by name."""
    found = {str(key) for *_, key in graph.edges(keys=True)}
    told = [entry.relation for entry in scene.entries if entry.relation in found]
    return [*told, *sorted(found - set(told))]


def _by_release(known: Evidence) -> Any:
    return lambda passage: (known.sources[passage.source] if passage.source in known.sources else _none(passage.source), passage)


def _none(iri: str) -> Any:
    from ip5kg.network.evidence import Source

    return Source("", "", "", "", iri, digest=False)


def _event(known: Evidence, iri: str) -> str:
    return clean(known.events[iri].name) if iri in known.events else ""


def _node(graph: nx.MultiDiGraph[str], key: str, known: Evidence) -> dict[str, Any]:
    data = graph.nodes[key]
    told = {field: clean(str(data.get(field) or "")) for field in ("kind", "group", "iri", "first", "last")}
    node: dict[str, Any] = {"key": clean(key), "label": clean(label(graph, key)), "name": clean(name(graph, key)), **told}
    if key in known.names:
        node["names"] = [[day, clean(short), clean(full)] for day, short, full in known.names[key]]
    return node


def _source(known: Evidence, iri: str) -> dict[str, Any]:
    found = known.sources.get(iri) or _none(iri)
    url = found.url if found.url.startswith(("https://", "http://")) else ""
    return {
        "iri": clean(iri),
        "title": clean(found.title),
        "publisher": clean(found.publisher),
        "issued": found.issued,
        "url": clean(url),
        "digest": found.digest,
    }


_IN_PAGE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def _box(relation: str, entry: Entry | None) -> str:
    said = entry.said if entry else words(relation)
    box = f'<input type="checkbox" checked data-relation-box value="{escape(clean(relation))}">'
    return f"<label>{box}{to_swatch(entry.sample) if entry else ''}{escape(clean(said))}</label>"


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


_FRAGMENT = """<section class="ip5net" id="{id}" data-ip5-network aria-labelledby="{id}-heading">
<h2 class="unseen" id="{id}-heading">{title}</h2>
<p class="unseen">{about}</p>
<form class="tools" data-part="tools" role="search" aria-label="What is shown">
<div class="find"><label>Find <input type="search" data-part="search" autocomplete="off" placeholder="a name"
aria-controls="{id}-hits"></label>
<ul class="hits" data-part="hits" id="{id}-hits" aria-label="Found" hidden></ul></div>
<fieldset><legend>Lines</legend>{boxes}</fieldset>
<fieldset><legend>Years</legend><label>from <input {start} data-part="from"></label><label>to <input {end} data-part="to"></label>
<output data-part="years"></output><button type="button" data-part="play">Play</button></fieldset>
<div class="zoom" role="group" aria-label="Size of the picture"><button type="button" data-part="nearer" aria-label="Larger">+</button>
<button type="button" data-part="farther" aria-label="Smaller">–</button><button type="button" data-part="fit">Fit</button></div>
</form>
<div class="stage">
<div class="scroll">{svg}</div>
<aside>
<div class="details" data-part="details" tabindex="-1" role="region" aria-label="What was chosen" aria-live="polite"></div>
<div class="all" role="region" aria-label="All lines as a list"><h3>All lines as a list</h3>
<p class="count" data-part="count" aria-live="polite"></p><ul class="list" data-part="list"></ul></div>
</aside>
</div>
<div class="tip" data-part="tip" aria-hidden="true" hidden></div>
<script type="application/json">{data}</script>
</section>
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{fragment}</main>
<script>{script}</script>
</body>
</html>
"""
