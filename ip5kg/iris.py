"""The IRIs of the graph: readable, minted from stable facts, and minted here only.

Every function gives two things two IRIs where what identifies them differs by more than case, accents and punctuation.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from ip5kg.model import MeetingRef

BASE = "https://w3id.org/ip5kg/"
ONTOLOGY = BASE + "ontology#"

AUTHORITY_GRAPH = BASE + "graph/authority"
FACTS_GRAPH = BASE + "graph/facts"
CHOICES_GRAPH = BASE + "graph/choices"
DATASET_GRAPH = BASE + "graph/dataset"
CURATED_GRAPH = BASE + "graph/curated"
ONTOLOGY_GRAPH = BASE + "graph/ontology"
VOCABULARIES_GRAPH = BASE + "graph/vocabularies"
RELEASE_GRAPHS = BASE + "graph/release/"
TEXT_GRAPHS = BASE + "graph/text/"

_APART = re.compile(r"[^\w]+|_+")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def slug(text: str, longest: int = 80) -> str:
    """Return `text` as a readable segment of an IRI: lower case, no accents, words joined by hyphens.

    Letters of other scripts are kept (IRIs may hold them). A text longer than `longest`, or one of which nothing is
    left, ends in a hash, so that different texts stay different.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS_WITHOUT_DECOMPOSITION)
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not _is_latin_accent(c)))
    joined = _APART.sub("-", plain).strip("-")
    if joined and len(joined) <= longest:
        return joined
    return f"{joined[: longest - 9].rstrip('-')}-{digest(text, length=8)}".lstrip("-")


def _is_latin_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def digest(*parts: str, length: int = 16) -> str:
    """Return a hash of the parts, in hex; the parts are kept apart, so that ("ab", "c") ≠ ("a", "bc")."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:length]


def segment(text: str) -> str:
    """Return `text` as one segment of an IRI, letter by letter, with what an IRI may not hold percent-encoded."""
    return quote(text, safe="-._~" + "".join(c for c in set(text) if ord(c) > 0x9F and c.isalnum()))


def concept(scheme: str, notation: str) -> str:
    """Return the IRI of a concept of one of our vocabularies: `concept("role", "chair")`."""
    return f"{BASE}{scheme}/{segment(notation)}"


def organisation(code: str) -> str:
    """Return the IRI of an office (ST.3 code) or of an industry association (its slug)."""
    return f"{BASE}office/{code}" if re.fullmatch("[A-Z]{2}", code) else f"{BASE}association/{slug(code)}"


def person(name: str) -> str:
    return f"{BASE}person/{slug(name)}"


def body(code: str) -> str:
    return f"{BASE}cooperation/ip5" if code == "ip5" else f"{BASE}body/{slug(code)}"


def project(name: str) -> str:
    return f"{BASE}project/{slug(name)}"


def place(country: str, city: str | None = None) -> str:
    return f"{BASE}place/{country.lower()}" + (f"/{slug(city)}" if city else "")


def meeting(ref: MeetingRef, release_id: str) -> str:
    """Return the IRI of a meeting: by number, else by date, else as "that of this release".

    `meeting/heads/14`, `meeting/phep/2016-04`, `meeting/bilateral/of-2018-06-15-jpo-11th-heads-meeting`.
    """
    if ref.number is not None:
        last = str(ref.number)
    elif ref.date:
        last = ref.date
    else:
        last = "of-" + segment(release_id)
    return f"{BASE}meeting/{slug(ref.series)}/{last}"


def meeting_key(meeting_iri: str) -> str:
    """Return the part of a meeting's IRI from which those of what belongs to it are made: `heads-14`."""
    return meeting_iri.removeprefix(BASE + "meeting/").replace("/", "-")


def participation(meeting_iri: str, person_iri: str) -> str:
    """Return the IRI of one person's part in one meeting; for whom and as what are claims on it, which may disagree."""
    return f"{BASE}participation/{meeting_key(meeting_iri)}/{person_iri.removeprefix(BASE + 'person/')}"


def decision(meeting_iri: str | None, act: str, topic: str | None, release_id: str, start: int, end: int) -> str:
    """Return the IRI of a decision; what two releases say may or may not be the same decision, so each has its own."""
    where = meeting_key(meeting_iri) if meeting_iri else "outside-meetings"
    return f"{BASE}decision/{where}/{act}-{topic or 'general'}-{digest(release_id, str(start), str(end), length=6)}"


def curated_decision(meeting_iri: str, act: str, topic: str | None, description: str) -> str:
    """Return the IRI of a decision that was entered by hand; it is told from others by our account of it."""
    return f"{BASE}decision/{meeting_key(meeting_iri)}/{act}-{topic or 'general'}-{digest('curated', description, length=6)}"


SINGLE_DOCUMENTS = frozenset({"joint-statement", "vision-statement", "press-release", "minutes"})
"""Of these a meeting has one, however a source words its title."""


def document(meeting_iri: str | None, doc_type: str, title: str) -> str:
    where = meeting_key(meeting_iri) if meeting_iri else "outside-meetings"
    name = doc_type if meeting_iri and doc_type in SINGLE_DOCUMENTS else f"{doc_type}-{slug(title)}"
    return f"{BASE}document/{where}/{name}"


def figure(measure: str, scope: str | None, year: int | None, value: float, unit: str, qualifier: str) -> str:
    """Return the IRI of an observation; the same figure stated by several releases is one."""
    number = f"{value:.10g}" if isinstance(value, float) else str(value)
    return f"{BASE}figure/{measure}/{scope or 'unstated'}/{year or 'undated'}/{number}-{unit}-{qualifier}"


def figure_key(figure_iri: str) -> str:
    """Return the part of a figure's IRI behind its measure: `IP5/2019/2730000-applications-about`."""
    return figure_iri.removeprefix(BASE + "figure/").partition("/")[2]


def status_report(project_iri: str, status: str, release_id: str) -> str:
    return f"{BASE}status-report/{project_iri.removeprefix(BASE + 'project/')}/{status}/{segment(release_id)}"


def curated_status_report(project_iri: str, status: str, date: str | None, description: str | None) -> str:
    """Return the IRI of a report that was entered by hand: by its date, or by a hash of our account where there is none."""
    last = date or digest("curated", description or "", length=6)
    return f"{BASE}status-report/{project_iri.removeprefix(BASE + 'project/')}/{status}/curated-{last}"


def acronym(release_id: str, short: str) -> str:
    return f"{BASE}acronym/{segment(release_id)}/{slug(short)}"


def release(release_id: str) -> str:
    return f"{BASE}release/{segment(release_id)}"


def release_graph(release_id: str) -> str:
    return RELEASE_GRAPHS + segment(release_id)


def text_graph(release_id: str) -> str:
    return TEXT_GRAPHS + segment(release_id)


def run(release_id: str) -> str:
    return f"{BASE}run/{segment(release_id)}"


def software(name_and_version: str) -> str:
    return f"{BASE}software/{slug(name_and_version.replace('.', '-'))}"


def evidence(release_id: str, start: int, end: int) -> str:
    return f"{BASE}evidence/{digest(release_id, str(start), str(end))}"


def sentence(release_id: str, start: int, end: int) -> str:
    """Return the IRI of a sentence that gave nothing, by its place in the release."""
    return f"{BASE}sentence/{digest(release_id, str(start), str(end))}"


def claim(release_id: str, subject: str, predicate: str, value: str, start: int, end: int) -> str:
    """Return the IRI of a claim: that this passage of this release states this triple. `value` in N-Triples form."""
    return f"{BASE}claim/{digest(release_id, subject, predicate, value, str(start), str(end))}"


def curated_claim(subject: str, predicate: str, value: str, *, unverified: bool) -> str:
    """Return the IRI of a curated claim: that pages state this triple, or that somebody remembers it. `value` in N-Triples form."""
    return f"{BASE}claim/curated-{digest(subject, predicate, value, 'unverified' if unverified else 'sourced')}"


def identification(thing: str) -> str:
    """Return the IRI of the judgement that a thing is known under another name."""
    return f"{BASE}identification/{thing.removeprefix(BASE)}"


def conflict(subject: str, predicate: str) -> str:
    return f"{BASE}conflict/{digest(subject, predicate)}"
