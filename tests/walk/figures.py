"""statistics.yaml, and the figures that pages on the Heads meetings quote: what is counted, whose, when, how much, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.namespaces import IP5
from tests.walk.facts import Entry, Fact, Walker, listed, load
from tests.walk.graph import Graph

FILE = "statistics.yaml"

_MEASURES = (
    (r"share of (?:all )?PCT applications", {"measure/pct-applications"}),
    (r"share of (?:all )?PCT", {"measure/share-of-pct-work"}),
    (r"share of .*(?:filings|applications|patent market)", {"measure/share-of-world-applications"}),
    (r"patents granted", {"measure/patents-granted"}),
    (r"applications", {"measure/applications-filed"}),
    (r"", {"measure/other"}),
)
_QUALIFIERS = (
    (r"\b(?:over|more than)\b", "over"),
    (r"\b(?:almost|nearly|up to)\b", "under"),
    (r"\b(?:about|around|approximately|rounded)\b", "about"),
)


def facts(graph: Graph) -> Iterator[Fact]:
    loaded = load(FILE)
    for entry in loaded["figures"]:
        where = f"{entry['measure']} {entry['year']}"
        walker = Walker(graph, FILE, where, entry, [], pages=loaded["sources"])
        mine = found(
            graph, entry["measure"], float(entry["value"]), entry["unit"], entry["scope"], str(entry["year"]), _pages(graph, walker)
        )
        yield walker.fact("figure", f"{entry['value']} {entry['unit']}, {entry['scope']}", bool(mine))
        walker.things = mine
        for field, unit in (("change_percent", "percent"), ("share_percent", "percent"), ("count", "applications")):
            if entry.get(field) is not None:
                yield walker.fact(field.replace("_", " "), entry[field], _beside(graph, walker, field, str(entry[field]), unit))
        yield from walker.page_facts(entry["src"])
    for product in loaded["products"]:
        things = [p for p in graph.of_type(IP5.Project) if "statistic" in p]
        walker = Walker(graph, FILE, product["name"], product, things, pages=loaded["sources"])
        yield from walker.text("product", product["name"])
        for field in ("frequency", "first", "earlier", "editors", "what"):
            yield from walker.text(f"product: {field}", product.get(field))
        yield from walker.page_facts(product["src"])


def _pages(graph: Graph, walker: Walker) -> set[str]:
    known = set()
    for key in listed(walker.entry.get("src")):
        page = walker.page(key)
        if page is not None:
            known |= graph.pages(page["url"]) if page.get("url") else set()
            known.add(f"source/{str(key).replace('_', '-')}")
    return known


def found(graph: Graph, measure: str, value: float, unit: str, scope: str, year: str, pages: set[str]) -> list[str]:
    """Return the figures of this value, measure and scope, for the year, or quoted without one by a page that the fact base names.

    A qualifier that the fact base gives must be there; where it gives none, none is asked for.
    """
    measures = next(kinds for pattern, kinds in _MEASURES if re.search(pattern, measure))
    qualifier = next((name for pattern, name in _QUALIFIERS if re.search(pattern, unit)), None)
    fitting = []
    for figure in graph.of_type(IP5.Figure):
        same = graph.values(figure, IP5.measure) & measures and any(float(v) == value for v in graph.values(figure, IP5.value))
        if not same or scope_of(scope) not in graph.values(figure, IP5.scope):
            continue
        if qualifier and not graph.has(figure, IP5.qualifier, f"qualifier/{qualifier}"):
            continue
        if graph.has(figure, IP5.referenceYear, year) or (not graph.values(figure, IP5.referenceYear) and graph.rests_on(figure) & pages):
            fitting.append(figure)
    return fitting


def scope_of(text: str) -> str:
    if re.search(r"\bSIPO only", text):
        return "scope/CN"
    if re.search(r"^(?:world|worldwide)", text):
        return "scope/world"
    return "scope/KR" if text == "Korea" else "scope/IP5"


def _beside(graph: Graph, walker: Walker, field: str, text: str, unit: str) -> bool:
    """What is quoted beside a figure: its growth, the share that it makes up, or the number behind a share."""
    entry = walker.entry
    number = float(re.findall(r"[\d.]+", text)[0])
    measure = {"change_percent": "growth", "share_percent": "share of world applications", "count": "applications (PCT)"}[field]
    if field == "count":
        return any(
            graph.has(f, IP5.measure, "measure/pct-applications") and any(float(v) == number for v in graph.values(f, IP5.value))
            for f in graph.of_type(IP5.Figure)
        )
    scope = "at the five offices" if field == "share_percent" else entry["scope"]
    words = text if field == "share_percent" else ""
    return bool(found(graph, measure, number, f"{unit} {words}", scope, str(entry["year"]), _pages(graph, walker)))


_NUMBER = r"(\d[\d,.]*)\s*(million|trillion)?"
_TIMES = {"million": 1e6, "trillion": 1e12, None: 1.0, "": 1.0}


def quoted(walker: Walker, meeting: str, entry: Entry) -> Iterator[Fact]:
    """Yield one fact for each number that a page on a meeting quotes: "about 2.84 million, i.e. about 85% of about 3.33 million"."""
    graph = walker.graph
    inner = Walker(graph, walker.file, walker.where, entry, [], pages=walker.entry["sources"])
    pages = set()
    for key in listed(entry["src"]):
        page = inner.page(key)
        pages |= graph.pages(page["url"]) if page and page.get("url") else set()
    years = re.findall(r"\b(?:19|20)\d\d\b", str(entry["year"])) or [""]
    text = re.sub(r"per year|\(\+(\d+(?:\.\d+)?)%\)", r" +\1%" if "(+" in str(entry["value"]) else "", str(entry["value"]))
    numbers = list(re.finditer(rf"(about|almost|nearly|around|approximately|more than|over|up to|\+)?\s*{_NUMBER}\s*(%|per cent)?", text))
    for place, match in enumerate(numbers):
        value = float(match[2].replace(",", "").rstrip(".")) * _TIMES[match[3]]
        percent = bool(match[4])
        measure = str(entry["quantity"])
        if percent and "share" not in measure:
            measure = "growth" if match[1] == "+" else "share of world applications"
        scope = (
            "world"
            if "world" in text[match.start() : match.end() + 12] or ("world" in str(entry["scope"]) and place and not percent)
            else str(entry["scope"])
        )
        scope = (
            "worldwide" if measure.startswith("worldwide") else re.sub(r"^IP5 vs world|^five offices vs world", "the five offices", scope)
        )
        year = years[place] if len(years) == len(numbers) and "->" in text else years[0]
        held = found(graph, measure, value, match[1] or "", scope, year, pages)
        yield walker.fact(
            "figure",
            f"{entry['quantity']}: {match[0].strip()} ({entry['year']})",
            bool(held) or _meant_otherwise(graph, meeting, entry),
            part=entry,
        )


def _meant_otherwise(graph: Graph, meeting: str, entry: Entry) -> bool:
    """Numbers of people and of earlier meetings are told by texts at the meeting, not by figures."""
    return graph.tells(f"{entry['quantity']} {entry['value']}", *graph.around(meeting))
