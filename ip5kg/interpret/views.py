"""A sentence with its mentions sorted by what they are: what the rules on meetings and participations read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ip5kg.gazetteer import Word
from ip5kg.interpret import clauses
from ip5kg.interpret.context import Context
from ip5kg.model import Block, Mention, Resolved, Sentence, Span

_SILENT: Final = frozenset({"navigation", "furniture"})
OWN_SERIES: Final = clauses.word_set(
    "heads deputy-heads heads-industry wg1 wg2 wg3 phep net-ai-task-force global-dossier-task-force industry-consultation-group "
    "statistics-working-group program-management quality-management pct-cse-pilot-group trial-and-appeal-boards examiners-workshop "
    "ai-round-table"
)
"""The series of the IP5 itself; all others are kept apart."""
OFFICES: Final = ("JP", "US", "EP", "CN", "KR")
GROUPS: Final = OWN_SERIES - {"heads", "deputy-heads", "heads-industry"}
"""The series of groups below the heads and their deputies."""
_REACH_OF_GROUP: Final = 70  # characters between "working group" and its field of work
_KINDS_OF_GROUP: Final = {
    "task force": clauses.word_set("net-ai-task-force global-dossier-task-force"),
    "working group": clauses.word_set("wg1 wg2 wg3 statistics-working-group"),
    "panel": clauses.word_set("phep"),
    "workshop": clauses.word_set("examiners-workshop"),
    "round table": clauses.word_set("ai-round-table"),
}
"""Nouns that stand for a group named before, and the groups that are of this kind."""
_ANY_GROUP: Final = "group"
"""The noun that can stand for a group of any kind, or for the five offices: for the one named in the same paragraph, or in the title."""
_DEFINITE: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)(?: (?:joint|new|young|said|next|previous|last|first|second|third|following|coming|annual))? \Z"
)
_SPECIFIED: Final = re.compile(r"\s?(?:on|for|in charge|of|\d|[IVX]+\b|No\b|\()")
_DEPUTIES_OF: Final = re.compile(r"\b[Dd]eput(?:y|ies) (?:of|to) (?:the |their )?(?:\w+ ){0,2}\Z")
_EUROPE: Final = re.compile(r"\bEurope(?:an)?\b(?! (?:Union|Commission|Parliament|Council|Patent|Economic))")
_TRIPO: Final = frozenset({"CN", "JP", "KR"})
_TRILATERAL: Final = frozenset({"EP", "JP", "US"})
_OF_THOSE: Final = re.compile(r"(?:\s\([A-Z]{2,8}\))?,?\s(?:and\s)?(?:of\s)?(?:the\s)?(?:\w+ offices of\s)?")
_OF_SOMETHING_ELSE: Final = re.compile(
    r"\s(?:of|to|from)\s(?:the\s|their\s|its\s|all\s|five\s|these\s)?(?:\w+\s){0,2}"
    r"(?:delegations?|departments?|divisions?|units?|sections?|teams?|projects?|working groups?|task forces?"
    r"|companies|industry|associations"
    r"|groups|bureaus? of|directorates?|state|government)\b"
)
_BREAK: Final = re.compile(r"[,;:.]")
_NAMED_FIELDS: Final = frozenset({"project", "topic"})
_LONGEST: Final = 2_000
"""Characters of a sentence that are read: nobody writes longer ones, and a page without full stops must not cost more."""


@dataclass(frozen=True)
class View:
    """One sentence (heading, item, row) that may state facts. Direct speech is left out of `mentions`."""

    sentence: Sentence
    block: Block
    text: str
    """The text of the whole release: all offsets are into it."""
    mentions: tuple[Mention, ...]
    by_kind: dict[str, list[Mention]] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    publisher: str | None = None
    """The office that speaks where the text says "we": its code."""

    speaker: str = ""
    """What kind of house published the release: "office", "association" or neither."""

    @property
    def span(self) -> Span:
        return self.sentence.span

    @property
    def own_text(self) -> str:
        return self.sentence.span.of(self.text)

    @property
    def is_heading(self) -> bool:
        return self.block.kind in ("title", "heading")

    def of(self, *kinds: str) -> list[Mention]:
        """Return the mentions of some kinds ("date", "cue:meet", "role:chair"), in order."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], [])
        found = [m for kind in kinds for m in self.by_kind.get(kind, ())]
        found.sort(key=lambda m: (m.span.start, -m.span.end))
        return found

    def has(self, *kinds: str) -> bool:
        return any(kind in self.by_kind for kind in kinds)

    def before(self, at: int, reach: int) -> str:
        """Return what stands before an offset, within the sentence and at most so many characters."""
        return self.text[max(self.span.start, at - reach) : at]

    def between(self, a: int, b: int) -> str:
        """Return the text between two offsets, whichever comes first."""
        return self.text[min(a, b) : max(a, b)]


def view_of(context: Context, sentence: Sentence) -> View:
    """Return the view of a sentence, whatever its block (a byline, for instance)."""
    starts = bisect_left(context.mentions, sentence.span.start, key=_start_of_mention)
    ends = bisect_left(context.mentions, sentence.span.end, key=_start_of_mention)
    return _view(context, sentence, context.mentions[starts:ends])


def _view(context: Context, sentence: Sentence, mentions: Sequence[Mention]) -> View:
    if sentence.span.end - sentence.span.start > _LONGEST:
        sentence = replace(sentence, span=Span(sentence.span.start, sentence.span.start + _LONGEST))
        mentions = [m for m in mentions if m.span.end <= sentence.span.end]
    block = context.release.blocks[sentence.block]
    meant = _meant(mentions, context.text) + _regions(context.text, sentence.span, mentions)
    return View(
        sentence,
        block,
        context.text,
        tuple(mentions),
        _sorted_by_kind(meant),
        _words(context, sentence.span),
        publisher(context),
        speaker(context),
    )


def speaker(context: Context) -> str:
    """Return what kind of house published a release."""
    if publisher(context) is not None:
        return "office"
    if "speaker" not in context.shared:
        hits = context.gazetteer.find(context.release.publisher or "", kinds=("association",))
        context.shared["speaker"] = "association" if hits else ""
    return str(context.shared["speaker"])


def _regions(text: str, span: Span, mentions: Sequence[Mention]) -> list[Mention]:
    """Return where a sentence says "Europe" for the EPO: "Japan, Korea and Europe", "the European side"."""
    if text.find("Europe", span.start, span.end) < 0:
        return []
    named = [m.span for m in mentions if m.kind in ("office", "organisation", "association", "series")]
    found = (Span(m.start(), m.end()) for m in _EUROPE.finditer(text, span.start, span.end))
    return [Mention("region", s, s.of(text), "EP") for s in found if not any(n.start <= s.start < n.end for n in named)]


def publisher(context: Context) -> str | None:
    """Return the code of the office that published a release; None where somebody else did."""
    if "publisher" not in context.shared:
        name = context.release.publisher or ""
        hits = {h.slug for h in context.gazetteer.find(name, kinds=("office",)) if h.slug in OFFICES}
        context.shared["publisher"] = context.release.publisher_code or (hits.pop() if len(hits) == 1 else None)
    known = context.shared["publisher"]
    return known if isinstance(known, str) else None


def _start_of_mention(mention: Mention) -> int:
    return mention.span.start


def _words(context: Context, span: Span) -> list[Word]:
    cut = context.gazetteer.words(context.text)
    return cut[bisect_left(cut, span.start, key=_start) : bisect_left(cut, span.end, key=_start)]


def _start(word: Word) -> int:
    return word.start


def views(context: Context) -> list[View | None]:
    """Return a view of each sentence, by its index; None for those that state nothing (menus, datelines, furniture)."""
    known = context.shared.get("views")
    if isinstance(known, list):
        return known
    found: list[View | None] = []
    groups = _Groups(context)
    mentions, at = context.mentions, 0
    for sentence in context.release.sentences:
        if context.release.blocks[sentence.block].kind in _SILENT:
            found.append(None)
            continue
        at = bisect_left(mentions, sentence.span.start, lo=at, key=_start_of_mention)
        end = bisect_left(mentions, sentence.span.end, lo=at, key=_start_of_mention)
        found.append(groups.meant(_view(context, sentence, _not_spoken(context.text, sentence.span, mentions[at:end]))))
        at = end
    context.shared["views"] = found
    return found


class _Groups:
    """Which group "the task force", "the panel" or "the working group" is: the last one of that kind that the text named.

    Where none was named before, the only one of that kind that the title names.
    """

    def __init__(self, context: Context) -> None:
        self._last: dict[str, Mention] = {}
        self._titled: Mention | None = None
        self._block = -1
        title = context.release.title
        for hit in context.gazetteer.find(title, kinds=("series",)):
            if hit.slug in GROUPS and not hit.loose:
                entity = Resolved(hit.entries[0].iri, hit.slug, "label")
                self._titled = Mention("series", Span(0, 0), title[hit.start : hit.end], hit.slug, entity)
                self._keep(self._titled)

    def _keep(self, group: Mention) -> None:
        name = group.text.lower()
        for kind, words in _KINDS_OF_GROUP.items():
            if group.value in words or kind in name:
                self._last[kind] = group
        self._last[_ANY_GROUP] = group

    def meant(self, view: View) -> View:
        """Return the view with the groups that its generic nouns stand for."""
        if view.sentence.block != self._block:
            self._block = view.sentence.block
            self._last.pop(_ANY_GROUP, None)
            if self._titled is not None:
                self._last[_ANY_GROUP] = self._titled
        named = [m for m in view.of("series", "body") if m.value in GROUPS]
        nouns = [m for m in view.of("cue:group", "cue:meeting") if _is_generic(view, m, named)]
        for group in named:
            if not nouns or group.span.start < nouns[0].span.start:
                self._keep(group)
        found = [replace(known, kind="series", span=n.span, text=n.text) for n in nouns if (known := self._of(n)) is not None]
        for group in named:
            self._keep(group)
        if found:
            view.by_kind["series"] = sorted([*view.by_kind.get("series", ()), *found], key=_start_of_mention)
            five = [m for m in view.by_kind.get("cue:five", ()) if not any(m.span.start <= f.span.start < m.span.end for f in found)]
            if len(five) < len(view.by_kind.get("cue:five", ())):
                view.by_kind.pop("cue:five")
                view.by_kind.update({"cue:five": five} if five else {})
        return view

    def _of(self, noun: Mention) -> Mention | None:
        word = noun.text.lower().replace("-", " ").replace("taskforce", "task force").replace("roundtable", "round table")
        return self._last.get(word)


def _is_generic(view: View, noun: Mention, named: Sequence[Mention]) -> bool:
    """Tell whether a noun for a group stands alone: "the task force met", not "the task force on AI", "the GDTF task force"."""
    if any(noun.span.start < g.span.end and g.span.start < noun.span.end for g in named):
        return False
    before = _DEFINITE.search(view.before(noun.span.start, 12))
    return before is not None and _SPECIFIED.match(view.text, noun.span.end, view.span.end) is None


def _not_spoken(text: str, span: Span, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Leave out what stands in direct speech."""
    if text.find('"', span.start, span.end) < 0 and text.find("“", span.start, span.end) < 0:
        return mentions
    spoken = clauses.speech(text, span)
    return [m for m in mentions if not any(s.start <= m.span.start < s.end for s in spoken)]


def _meant(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Leave out labels that mean something else where they stand.

    "IP5" in "IP5 Industry" and the heads in "put their heads together" are not those of the offices; "the head of the office"
    is one person; a field of work ("classification") names a group only beside the words "working group" or the like.
    """
    cues: dict[object, list[Span]] = {}
    for mention in mentions:
        if mention.kind == "cue":
            cues.setdefault(mention.value, []).append(mention.span)
    phrases = [span for span in cues.get("meet", ()) if " " in span.of(text)]
    series = {(at, m.value) for m in mentions if m.kind == "series" for at in (m.span.start, m.span.end)}
    kept: list[Mention] = []
    person: Mention | None = None
    for mention in mentions:
        span, value = mention.span, mention.value
        if mention.kind == "person":
            if person is not None and _same(mention, person) and text[person.span.end : span.start] in (" (", "("):
                continue  # the name once more in its own script
            person = mention
        elif mention.kind == "body":
            if (span.start, value) in series or (span.end, value) in series:
                continue  # the same words name the group and its meetings
        elif mention.kind == "series":
            if value == "heads" and (other := _of_others(mentions, span, text)) is not None:
                mention = replace(mention, value=other)
            if value in ("heads", "deputy-heads") and _OF_SOMETHING_ELSE.match(text, span.end):
                continue  # "heads of delegation were", "the leaders of the working groups"
            if value == "heads" and _DEPUTIES_OF.search(text, max(0, span.start - 40), span.start):
                continue  # "the deputies of the five heads"
            if any(span in phrase for phrase in phrases) or (_is_field(mention) and not _names_series(mention, cues, text)):
                continue
        elif mention.kind == "format" and any(span in m.span and m.kind in _NAMED_FIELDS for m in mentions if m.span.start <= span.start):
            continue  # "Common Hybrid Classification"
        elif mention.kind == "cue" and value in ("five", "experts") and any(span in whole for whole in cues.get("industry", ())):
            continue
        kept.append(mention)
    return kept


def _of_others(mentions: Sequence[Mention], chiefs: Span, text: str) -> str | None:
    """Tell whose heads they are where two or three countries or offices are named: "the patent chiefs of Korea, China and Japan"."""
    houses: list[str] = []
    at = chiefs.end
    for mention in mentions:
        if mention.span.start < at or mention.kind not in ("place", "office", "demonym"):
            continue
        if len(houses) > len(_TRIPO) or _OF_THOSE.fullmatch(text, at, mention.span.start) is None:
            break
        code = str(mention.value)
        if code not in OFFICES:
            break
        houses.append(code)
        at = mention.span.end
    named = frozenset(houses)
    return "tripo" if named == _TRIPO else "trilateral" if named == _TRILATERAL else None


def _names_series(mention: Mention, cues: Mapping[object, list[Span]], text: str) -> bool:
    """Tell whether a loose label is meant as a series: "the eighth secretary meeting", "the working group on classification"."""
    start, end = mention.span.start, mention.span.end
    if mention.value == "heads":
        return mention.text.lower().endswith("s") or any(start <= noun.start < end + 12 for noun in cues.get("meeting", ()))
    if mention.value not in GROUPS:
        return True
    if text[end : end + 1] == "/" and text[end + 1 : end + 3] == "WG":
        return False  # the IPC/WG is a body of WIPO
    near = [g for g in cues.get("group", ()) if -_REACH_OF_GROUP < start - g.end < _REACH_OF_GROUP]
    return any(_BREAK.search(text, min(g.end, end), max(g.start, start)) is None for g in near)


def _same(a: Mention, b: Mention) -> bool:
    return isinstance(a.entity, Resolved) and isinstance(b.entity, Resolved) and a.entity.iri == b.entity.iri


def _is_field(mention: Mention) -> bool:
    return isinstance(mention.entity, Resolved) and mention.entity.reason == "loose label"


def _sorted_by_kind(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    by_kind: dict[str, list[Mention]] = {}
    for mention in mentions:
        kind = mention.kind
        if kind in ("cue", "role"):
            kind = f"{kind}:{mention.value}"
        by_kind.setdefault(kind, []).append(mention)
    return by_kind
