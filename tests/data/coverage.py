"""How much of the fact base the authority files hold: walks every name and fact, and names what is not held and why.

Run `python -m tests.data.coverage` for the report. A fact counts as held where the graph around its thing (the thing itself,
its curated claims, its names, posts, tenures, parentages and renamings) has it: a name as a label, a date as a date, a source as
a source page, a text as part of a text. Unverified values count as held in their claim, where they stand marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ip5kg.iris import BASE
from ip5kg.namespaces import IP5, ORG, RDF, SKOS, SKOSXL
from tests.conftest import SHARED
from tests.data import authority as data
from tests.data.authority import fold, short, value, values

FACTS = SHARED / "facts"

OFFICES = {"jpo": "JP", "uspto": "US", "epo": "EP", "cnipa": "CN", "moip": "KR", "kipo_moip": "KR", "cnipa_sipo": "CN"}
CODES = {"JPO": "JP", "USPTO": "US", "EPO": "EP", "CNIPA": "CN", "SIPO": "CN", "CNIPA/SIPO": "CN", "KIPO": "KR", "KIPO/MOIP": "KR"}
BODIES = {
    "heads_industry": "heads-industry",
    "deputy_heads": "deputy-heads",
    "pmt": "program-management",
    "netai": "net-ai-task-force",
    "gdtf": "global-dossier-task-force",
    "icg": "industry-consultation-group",
    "statwg": "statistics-working-group",
    "quality_mtg": "quality-management",
    "cse_group": "pct-cse-pilot-group",
    "iaitf": "industry-ai-task-force",
    "trial_boards": "trial-and-appeal-boards",
    "examiners_workshop": "examiners-workshop",
    "ai_roundtable": "ai-round-table",
    "sustain_tf": "sustainability-task-force",
}

MARKS = frozenset({"unverified", "number_unverified", "trap", "lang", "id"})
"""Fields that are no facts: marks, warnings and keys of the fact base itself."""

NOT_HELD: dict[str, str] = {
    "ip5": "that somebody took part in a meeting comes from the releases",
    "later": "the later post is a tenure of its own",
}
"""Fields that are not held, or not as they stand, each with the reason."""

IN_OTHER_WORDS: dict[str, str] = {
    "both English forms are used for the same post": "held as two labels of the post",
    "CCD": "held as Common Citation Document, unverified",
    "Heads of Office meeting": "a name of the meetings, not of the body: a label of series/heads",
    "IP5 Industry meeting": "a name of the meetings, not of the body: a label of series/heads-industry",
    "Deputy Heads meeting": "a name of the meetings, not of the body: a label of series/deputy-heads",
}
"""Values that the graph holds in another form or place."""

WITHOUT_SOURCE: dict[str, str] = {
    "Nationales Amt für geistiges Eigentum der VR China": "unverified, and no source page",
    "United States Patent Office": "unverified, and no source page",
    "State Council": "unverified, and no source page",
    "IB": "unverified, and no source page",
    "not looked up": "a gap of the fact base",
}


@dataclass(frozen=True)
class Fact:
    """One value of the fact base, where it stands, and whether the graph holds it; `why` says why not."""

    file: str
    where: str
    field: str
    value: str
    held: bool
    why: str = ""


@dataclass(frozen=True)
class Around:
    """What the graph says around one thing."""

    labels: frozenset[str]
    texts: tuple[str, ...]
    dates: frozenset[str]
    things: frozenset[str]

    def has_label(self, name: str) -> bool:
        return fold(name) in self.labels

    def has_text(self, text: str) -> bool:
        wanted = fold(text)
        return any(wanted in found for found in self.texts)

    def has_date(self, date: str) -> bool:
        return any(found.startswith(date) for found in self.dates) or self.has_text(date)


def around(*names: str) -> Around:
    """Collect what the graph says about these things and about the claims on them."""
    labels: set[str] = set()
    texts: set[str] = set()
    dates: set[str] = set()
    things: set[str] = set()
    for name in names:
        labels |= {fold(label) for label in data.labels(name)}
        for node in (name, *data.claims_on().get(name, [])):
            things.add(node)
            for predicate, found in data.thing(node).items():
                for term in found:
                    text = term.value
                    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
                        dates.add(text)
                    if text.startswith(BASE):
                        things.add(short(text))
                    else:
                        texts.add(fold(text))
                        if predicate in (SKOSXL.literalForm, IP5.acronym) or (node != name and predicate == RDF.object):
                            labels.add(fold(text))
    return Around(frozenset(labels), tuple(sorted(texts)), frozenset(dates), frozenset(things))


def _tenures(person: str, office: str | None = None) -> list[str]:
    return [
        t
        for t in data.of_class("Tenure")
        if value(t, ORG.member) == BASE + person and (office is None or value(t, ORG.organization) == BASE + office)
    ]


def _clean(variant: str) -> str:
    return re.sub(r"\s*\((?:error|wrong|Chinese|page)[^)]*\)", "", variant).strip()


def _person(name: str) -> str | None:
    bearers = [p for p in data.of_class("Person") if fold(name) in {fold(label) for label in data.labels(p)}]
    preferred = [p for p in bearers if fold(name) == fold(values(p, SKOS.prefLabel)[0])]
    return next(iter(preferred or bearers), None)


def _leaf(file: str, where: str, field: str, raw: Any, near: Around) -> Iterator[Fact]:
    text = str(raw)
    if field in MARKS:
        return
    if text in WITHOUT_SOURCE:
        yield Fact(file, where, field, text, False, WITHOUT_SOURCE[text])
    elif field in NOT_HELD:
        yield Fact(file, where, field, text, False, NOT_HELD[field])
    elif field == "src" or field.endswith("_src"):
        yield Fact(file, where, field, text, f"source/{text.replace('_', '-')}" in near.things)
    elif re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        yield Fact(file, where, field, text, near.has_date(text))
    elif isinstance(raw, bool):
        return
    else:
        yield Fact(file, where, field, text, near.has_label(text) or near.has_text(_loose(text)))


def _loose(text: str) -> str:
    return re.sub(r" \((?:特許技監|SIPO|CNIPA|inferred)\)", "", text)


def _walk(file: str, where: str, node: Any, near: Around, field: str = "") -> Iterator[Fact]:
    if node is None or node == "":
        return
    if isinstance(node, dict):
        for key, child in node.items():
            if key not in ("lang", "id", "name_id"):
                yield from _walk(file, where, child, near, str(key))
    elif isinstance(node, list):
        for child in node:
            yield from _walk(file, where, child, near, field)
    else:
        yield from _leaf(file, where, field, node, near)


# ---- the four files


def heads() -> Iterator[Fact]:
    facts = _load("heads.yaml")
    for part in ("heads", "deputy_heads"):
        for office, entries in facts[part].items():
            for entry in entries:
                yield from _holder(part, OFFICES.get(office, office.upper()[:2]), entry)
    for part in ("wipo_people", "other_people"):
        for entry in facts[part]:
            yield from _holder(part, None, entry)


def _holder(part: str, code: str | None, entry: dict[str, Any]) -> Iterator[Fact]:
    where = f"{part}: {entry['name']}"
    office = f"office/{code}" if code else None
    if entry["name"] == "(vacant)":
        near = around("tenure/KR-head/vacant-2015", "post/KR-head")
        yield Fact("heads.yaml", where, "vacant", "true", value("tenure/KR-head/vacant-2015", IP5.vacant) == "true")
        yield from _walk("heads.yaml", where, {k: v for k, v in entry.items() if k not in ("name", "variants", "title")}, near)
        return
    person = _person(entry["name"])
    yield Fact("heads.yaml", where, "name", entry["name"], person is not None)
    if person is None:
        return
    tenures = _tenures(person, office)
    yield Fact("heads.yaml", where, "tenure", code or "", bool(tenures))
    posts = [short(p) for t in tenures for p in values(t, IP5.heldPost)]
    near = around(person, *tenures, *posts)
    for variant in entry["variants"]:
        yield Fact("heads.yaml", where, "variant", variant, near.has_label(_clean(variant)) or near.has_text(_clean(variant)))
    yield from _loosely("heads.yaml", where, "title", entry["title"], near)
    if entry.get("acting"):
        yield Fact("heads.yaml", where, "acting", "true", any(value(t, IP5.acting) == "true" for t in tenures))
    if entry.get("ordinal"):
        number = re.match(r"\d+", entry["ordinal"])
        assert number is not None
        yield Fact("heads.yaml", where, "ordinal", entry["ordinal"], near.has_text(number[0]))
    rest = {k: v for k, v in entry.items() if k not in ("name", "variants", "title", "acting", "ordinal", "person_link_src")}
    yield from _walk("heads.yaml", where, rest, near)


def offices() -> Iterator[Fact]:
    facts = _load("offices.yaml")
    for entry in facts["offices"]:
        code = OFFICES[entry["id"]]
        name = f"office/{code}"
        parts = [short(n) for n in values(name, IP5.datedName)]
        parts += [p for kind in ("Renaming", "Parentage") for p in data.of_class(kind) if p.split("/")[1].startswith(code)]
        parts += [
            short(o) for p in data.of_class("Parentage") if p.startswith(f"parentage/{code}/") for o in values(p, IP5.underOrganisation)
        ]
        parts += [p for p in data.of_class("Headship", "Post") if p.startswith(f"post/{code}-")]
        yield from _office("offices.yaml", name, entry, around(name, *parts, "cooperation/ip5"))
    for entry in facts["observers"]:
        yield from _office("offices.yaml", "office/WO", entry, around("office/WO"))
    for entry in facts["industry_groups"]:
        yield from _office("offices.yaml", f"association/{entry['id']}", entry, around(f"association/{entry['id']}"))
    forum = facts["forum"]
    yield from _office("offices.yaml", "cooperation/ip5", forum, around("cooperation/ip5", "project/ip5-website"))
    everything = around(*data.of_class("Cooperation"))
    for entry in facts["look_alikes"]:
        for field in ("name", "what"):
            known = {"Trilateral (EPO, JPO, USPTO)": "Trilateral", "TRIPO (JPO, CNIPA, KIPO)": "TRIPO"}.get(entry[field], entry[field])
            words = [w for w in re.findall(r"\w+", known) if len(w) > 3 or w.isupper()]
            yield Fact(
                "offices.yaml", "look_alikes", field, entry[field], sum(everything.has_text(w[:5]) for w in words) >= 0.6 * len(words)
            )


PLACES = {
    "Tokyo": "place/jp/tokyo",
    "Alexandria, Virginia": "place/us/alexandria",
    "Munich": "place/de/munich",
    "Beijing": "place/cn/beijing",
}
PLACES |= {
    "Daejeon": "place/kr/daejeon",
    "Geneva": "place/ch/geneva",
    "Washington, DC": "place/us/washington",
    "Brussels": "place/be/brussels",
}
PLACES |= {"The Hague": "place/nl/the-hague", "Berlin": "place/de/berlin"}


def _office(file: str, where: str, entry: dict[str, Any], near: Around) -> Iterator[Fact]:
    entry = dict(entry)
    for field in ("city", "other_sites"):
        for place in _list(entry.pop(field, None)):
            yield Fact(file, where, field, place, PLACES[place] in near.things)
    country = entry.pop("country", None)
    if country:
        yield Fact(file, where, "country", country, any(t.startswith("place/") for t in near.things))
    for form in _list(entry.pop("wrong_forms", None)):
        words = [w for w in re.split(r"[ /(),;]+", form) if len(w) > 2]
        yield Fact(
            file,
            where,
            "wrong form",
            form,
            near.has_label(_clean(re.sub(r" \(.*\)", "", form))) or sum(near.has_text(w) for w in words) >= len(words) / 2,
        )
    for field in [
        "names",
        "renames",
        "predecessors",
        "parent",
        "staff",
        "members",
        "head_title",
        "deputy_title",
        "absorbed_2018",
        "region",
        "website_launched",
        "rotation",
    ]:
        for item in _list(entry.pop(field, None)):
            yield from _loosely(file, where, field, item, near)
    identifiers = entry.pop("identifiers", None) or {}
    for kind, number in identifiers.items():
        if number and kind != "note" and not isinstance(number, list):
            tail = str(number).rsplit("/", 1)[-1]
            yield Fact(file, where, kind, str(number), any(fold(tail) in text for text in (*near.texts, *(fold(t) for t in near.things))))
    for field, raw in entry.items():
        if field in MARKS:
            continue
        if field in [
            "note",
            "what",
            "basis",
            "founded",
            "old_website",
            "role",
            "sponsor",
            "ib_code",
            "district",
            "region_served",
            "website_update",
            "proposed_by",
        ]:
            yield from _loosely(file, where, field, raw, near)
        else:
            yield from _walk(file, where, raw, near, field)


def _loosely(file: str, where: str, field: str, item: Any, near: Around) -> Iterator[Fact]:
    """A text in words of ours counts as held where most of its words, and all its names and dates, are there."""
    if isinstance(item, dict):
        for key, child in item.items():
            if child is None or key in ("src", "official", "short", *MARKS) or key.endswith("_src") or isinstance(child, bool):
                if key == "src" or key.endswith("_src"):
                    yield from _walk(file, where, child, near, key)
                continue
            yield from _loosely(file, where, f"{field}.{key}", child, near)
        return
    if isinstance(item, list):
        for child in item:
            yield from _loosely(file, where, field, child, near)
        return
    text = str(item)
    if text in WITHOUT_SOURCE:
        yield Fact(file, where, field, text, False, WITHOUT_SOURCE[text])
        return
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        yield Fact(file, where, field, text, near.has_date(text))
        return
    forms = [f for f in re.split(r" / |; ", re.sub(r"\(([^)]*)\)", "", text)) if f.strip()]
    if any(near.has_label(f) or near.has_text(f) for f in (text, *forms)):
        yield Fact(file, where, field, text, True)
        return
    words = [w for w in re.findall(r"\w+", text) if len(w) > 2]
    held = bool(words) and sum(near.has_text(w[:6]) for w in words) >= 0.6 * len(words)
    yield Fact(file, where, field, text, held, "" if held else IN_OTHER_WORDS.get(text, ""))


def bodies() -> Iterator[Fact]:
    facts = _load("bodies.yaml")
    for entry in facts["bodies"]:
        name = "association/ip5-industry" if entry["id"] == "industry_ip5" else f"body/{BODIES.get(entry['id'], entry['id'])}"
        near = around(name, *(m for m in data.of_class("IndustryAssociation") if name.startswith("association")))
        if entry.get("parent"):
            parent = (
                "association/ip5-industry" if entry["parent"] == "industry_ip5" else f"body/{BODIES.get(entry['parent'], entry['parent'])}"
            )
            yield Fact("bodies.yaml", name, "parent", entry["parent"], parent in near.things)
        kinds = ("body-kind/", "association/")
        yield Fact("bodies.yaml", name, "kind", entry["kind"], any(t.startswith(kinds) for t in near.things))
        for member in _list(entry.get("members")):
            code = CODES.get(member)
            yield Fact(
                "bodies.yaml",
                name,
                "member",
                member,
                (f"office/{code}" in near.things) if code else near.has_text(member.split()[-1][:6]) or "office/WO" in near.things,
            )
        for also in _list(entry.get("also")):
            bare = re.sub(r" \((?:2009|2010|title on the IP5 site)\)", "", also)
            yield Fact("bodies.yaml", name, "also", also, near.has_label(bare) or near.has_text(bare), IN_OTHER_WORDS.get(also, ""))
        for field in [
            "name",
            "remit",
            "established",
            "status",
            "lead",
            "composition",
            "observer",
            "note",
            "carries",
            "first_plan",
            "second_plan",
        ]:
            for item in _list(entry.get(field)):
                yield from _loosely("bodies.yaml", name, field, _dated(item), near)
        yield from _walk(
            "bodies.yaml",
            name,
            {"src": entry["src"], "acronym": entry.get("acronym"), "established_src": entry.get("established_src")},
            near,
        )
    changes = [short(s) for s in data.about() if short(s).startswith("change/")]
    near = around(*changes)
    for change in facts["structure_history"]:
        yield from _loosely("bodies.yaml", "structure", "event", change["event"], near)
        yield from _loosely("bodies.yaml", "structure", "date", _dated(change["date"]), near)
        yield from _walk("bodies.yaml", "structure", {"src": change["src"]}, near)


def projects() -> Iterator[Fact]:
    facts = _load("projects.yaml")
    known = {fold(label): p for p in data.of_class("Project") for label in reversed(values(p, SKOS.prefLabel))}
    for entry in facts["projects"]:
        name = known.get(fold(entry["name"]))
        yield Fact("projects.yaml", entry["id"], "name", entry["name"], name is not None)
        if name is None:
            continue
        near = around(name)
        for lead in entry.get("lead", []):
            yield Fact("projects.yaml", entry["id"], "lead", lead, f"office/{CODES[lead]}" in near.things)
        for body in re.findall(
            r"\w+", (entry.get("body") or "").replace("statistics working group", "statwg").replace("industry", "heads_industry")
        ):
            if body != "with":
                yield Fact("projects.yaml", entry["id"], "body", body, f"body/{BODIES.get(body, body)}" in near.things)
        if entry.get("group"):
            yield Fact("projects.yaml", entry["id"], "group", entry["group"], "project/foundation-projects" in near.things)
        loose = ["terms", "phases", "editors", "users", "quota", "start", "lead_note"]
        rest = {k: v for k, v in entry.items() if k not in (*loose, "id", "name", "lead", "body", "group", "handed_to")}
        for field in loose:
            if entry.get(field):
                yield from _loosely("projects.yaml", entry["id"], field, entry[field], near)
        for field, raw in rest.items():
            yield from _walk("projects.yaml", entry["id"], raw, near, field)


def _dated(item: Any) -> Any:
    """The date at the head of an entry such as "2019-06-13 (12th heads meeting, Incheon)" is the fact, the rest a remark."""
    if isinstance(item, str) and (found := re.match(r"(\d{4}(-\d\d){0,2})(?= \(| or )", item)):
        return found[1]
    return item


def _list(node: Any) -> list[Any]:
    return [] if node is None else node if isinstance(node, list) else [node]


def _load(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load(Path(FACTS / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def facts() -> list[Fact]:
    return [*heads(), *offices(), *bodies(), *projects()]


def report() -> str:
    """Return the shares held, file by file, and every fact that is not held with the reason."""
    lines = []
    everything = facts()
    for file in sorted({f.file for f in everything}):
        mine = [f for f in everything if f.file == file]
        held = sum(f.held for f in mine)
        lines.append(f"{file}: {held} of {len(mine)} held ({held / len(mine):.1%})")
    lines += [f"  not held: {f.file} · {f.where} · {f.field}: {f.value} — {f.why or 'NO REASON'}" for f in everything if not f.held]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
