"""Who stands behind a release: whose word it is, however many others print it.

"Unitalen newsletter (from CNIPA)", "EPO (copy: IPWatchdog)" and "CNCPI (copy of the IP5 release)" tell that the text
is another's. A copied text counts once, for the one who wrote it, when issuers are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ip5kg import iris
from ip5kg.namespaces import DCTERMS, IP5

_COPIED_FROM = re.compile(r"\(.{0,80}?\b(?:from|copy of|translated from) (?:the )?([A-Z][\w&.-]{1,40}(?: [A-Z][\w&.-]{1,40}){0,5})")
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,200}\)")


def issuer_of(publisher: str | None, code: str | None, acronyms: Mapping[str, str]) -> str | None:
    """Return the IRI of the organisation whose word a release is, or None where the release names no publisher.

    Args:
        publisher: as the release names it.
        code: the release's `publisher_code`: an office (`JP`), `fiveipoffices`, an association's slug, or `other`.
        acronyms: those of the authority files → IRI.
    """
    if code and re.fullmatch("[A-Z]{2}", code):
        return iris.organisation(code)
    if code == "fiveipoffices":
        return iris.body("ip5")
    if not publisher:
        return None
    copied = _COPIED_FROM.search(publisher)
    author = copied.group(1) if copied else _IN_BRACKETS.sub("", publisher)
    acronym = re.match(r"[A-Z][A-Z0-9]+", author)
    if acronym and acronym[0] in acronyms:
        return acronyms[acronym[0]]
    if author.startswith("IP5 ") or author == "IP5" or "fiveipoffices" in author.lower():
        return iris.body("ip5")
    return f"{iris.BASE}publisher/{iris.slug(author)}"


def issuers_in(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the names of the publishers that no authority file knows, by IRI: what stands before any brackets."""
    issuers, publishers = {}, {}
    for quad in quads:
        if quad.predicate.value == IP5.issuer and isinstance(quad.object, NamedNode):
            issuers[quad.subject] = quad.object.value
        elif quad.predicate.value == DCTERMS.publisher and isinstance(quad.object, Literal):
            publishers[quad.subject] = quad.object.value
    found: dict[str, str] = {}
    for release, issuer in issuers.items():
        if issuer.startswith(iris.BASE + "publisher/") and release in publishers:
            name = _IN_BRACKETS.sub("", publishers[release])
            found[issuer] = min(found.get(issuer, name), name)
    return dict(sorted(found.items()))
