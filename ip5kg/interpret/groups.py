"""Groups: what a body of the IP5 is for, where a text says so.

A text may put the remit beside the name ("WG1: Classification", "examination policy (WG3)"), tell it in a clause
("the panel in which …", "WG3, which is in charge of …"), or only list the groups, some of whose names explain
themselves. Remits are topics; the words that introduce them are labels of `describing-cues.ttl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.interpret import topics
from ip5kg.interpret.context import Context
from ip5kg.interpret.group_clauses import speaks_of, told
from ip5kg.interpret.group_clues import CUE, NO_GROUPS, NUMBERED, bodies, bounds, of_the_name, past_acronyms, remit_in, slug_of
from ip5kg.model import GroupStatement, Mention, Resolved, Sentence, Span

_SILENT: Final = ("navigation", "furniture", "caption")

_COLON = re.compile(r"\s?[:：|=]\s|\s[-–—]\s|\s?\((?=[a-zA-Z])")
_NAME_GOES_ON = re.compile(r"\s?(?:[Mm]eetings?\s|[Ss]ession\s)?(?:on|for)\s(?:the\s)?")
_REMIT_ENDS = re.compile(r"[;,.()|]|\s(?:and|as\swell\sas)\s(?=(?:the\s)?(?:IP5\s)?(?:WG|Working\sGroup|Task\sForce))|\s[-–—]\s")
_BEFORE = re.compile(r"[;:(.|]|,\s|\b(?:and|namely|as\swell\sas|such\sas|on|are|is|in|the)\s")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|shall|agreed|discussed|met|reported|held|[a-z]{3,12}ed)\b")
_MODAL = re.compile(r"\b(?:will|would|shall|should|may|might|could|can|wants?|hopes?|plans?|not)\b")
_IT_IS_THEY = re.compile(r"\b(?:it\sis\sthey\swho|they|who|which|that)\b", re.IGNORECASE)
_FINITE_ACT = re.compile(
    r"\b(?:reported|discussed|met|agreed|presented|reviewed|submitted|finali[sz]ed|will|held|drafted|prepared|proposed)\b"
)
_MEETINGS_ON = re.compile(r"\b[Mm]eetings?\s(?:on|about|for|devoted\sto)\s")
_MEET = re.compile(r"\b(?:held|hold|holds|meets?|met|take\splace|takes\splace|organi[sz]ed?|convened?)\b")
_MORE_OF_THEM = re.compile(
    r"\b(?:in\saddition|also|besides|added|joined|further(?:more)?|there\s(?:is|are)|alongside|next\sto|moreover|other)\b", re.IGNORECASE
)


def groups(context: Context) -> Iterator[GroupStatement]:
    """Yield one statement for each body whose remit the release tells, in order; what is said outright goes before what a name implies."""
    if not context.is_about_ip5:
        return
    found: dict[str, GroupStatement] = {}
    spoken_of: str | None = None
    for sentence in context.release.sentences:
        kind = context.block(sentence).kind
        if kind in _SILENT:
            continue
        if sentence.index == context.block(sentence).sentences.start:
            spoken_of = None
        statements = [*_beside_the_name(context, sentence)]
        if kind not in ("title", "heading"):
            statements += [*told(context, sentence, spoken_of), *_steering(context, sentence), *_recurring(context, sentence)]
        for statement in statements:
            found.setdefault(statement.group, statement)
        spoken_of = speaks_of(context, sentence, spoken_of)
    for statement in _listed(context, found):
        found.setdefault(statement.group, statement)
    yield from sorted(found.values(), key=lambda s: (s.span.start, s.span.end))


# ---- the remit beside the name -----------------------------------------------------------------------------------------


def _beside_the_name(context: Context, sentence: Sentence) -> Iterator[GroupStatement]:
    text = context.text
    for body in bodies(context, sentence.span):
        lo, hi = sentence.span.start, sentence.span.end
        slug = slug_of(body)
        if statement := _before_the_name(context, body, lo):
            yield statement
            continue
        after = past_acronyms(text, body.span.end, hi)
        in_brackets = text[max(lo, body.span.start - 1)] == "(" and ")" in text[body.span.end : after]
        colon = None if in_brackets else _COLON.match(text, after, hi)
        if colon is not None:
            end = _REMIT_ENDS.search(text, colon.end(), hi)
            stop = end.start() if end else hi
            if (
                stop - colon.end() <= 100
                and not _FINITE.search(text, colon.end(), stop)
                and (remit := remit_in(context, colon.end(), stop))
            ):
                closed = "(" in colon[0] and text[stop : stop + 1] == ")"
                yield GroupStatement(Span(body.span.start, stop + closed), "name-and-remit", slug, remit[0])
                continue
        if slug in NUMBERED:
            if (
                (goes_on := _NAME_GOES_ON.match(text, after, hi))
                and (remit := remit_in(context, goes_on.end(), min(hi, goes_on.end() + 60)))
                and remit[1] - goes_on.end() <= 12
            ):
                yield GroupStatement(Span(body.span.start, remit[2]), "name-with-remit", slug, remit[0])
            elif re.search(r"\bon\b", body.text) and (remit := remit_in(context, body.span.start, body.span.end)):
                yield GroupStatement(body.span, "name-with-remit", slug, remit[0])


def _before_the_name(context: Context, body: Mention, lo: int) -> GroupStatement | None:
    """ "patent classification (WG1)": the remit stands before the bracket that holds the name."""
    text = context.text
    opened = body.span.start - 1
    if opened <= lo or text[opened] != "(" or not re.match(r"\*{0,4}[),]", text[body.span.end : body.span.end + 5]):
        return None
    stop = opened - 1 if text[opened - 1] == " " else opened
    slug = slug_of(body)
    if slug not in NUMBERED:
        return None  # "Patent Harmonization Experts Panel (PHEP)" is a name, "global assignment (PHEP)" one of its projects
    start = max(lo, stop - 100)
    for cut in _BEFORE.finditer(text, start, stop):
        start = cut.end()
    remit = remit_in(context, start, stop) or remit_in(context, max(lo, stop - 60), stop)
    if remit is None or stop - remit[2] > 40:
        return None
    return GroupStatement(
        Span(remit[1], body.span.end + 1 + (text[body.span.end] == "*") * _stars(text, body.span.end)), "remit-and-name", slug, remit[0]
    )


def _stars(text: str, at: int) -> int:
    return len(text[at : at + 4]) - len(text[at : at + 4].lstrip("*"))


# ---- bodies that guide others, and meetings that recur -----------------------------------------------------------------


def _steering(context: Context, sentence: Sentence) -> Iterator[GroupStatement]:
    """ "The Deputy Heads …: it is they who watch over the work of the groups": the level that guides the groups."""
    cue = next(
        (h for h in context.gazetteer.find(context.text, sentence.span.start, sentence.span.end, kinds=(CUE,)) if h.slug == "steering"),
        None,
    )
    if cue is None:
        return
    before = Span(sentence.span.start, cue.start)
    named = [
        m
        for kind in ("body", "series")
        for m in context.in_span(before, kind)
        if isinstance(m.entity, Resolved) and m.entity.slug == "deputy-heads"
    ]
    if (
        not named
        or _MODAL.search(context.text, named[-1].span.end, cue.start)
        or re.search(r"ed\b$", context.text[cue.start : cue.end].split()[0])
    ):
        return
    pronoun = _IT_IS_THEY.search(context.text, named[-1].span.end, cue.start)
    start = pronoun.start() if pronoun else named[0].span.start
    yield GroupStatement(Span(start, len(context.text[: sentence.span.end].rstrip(" .,;"))), "steering", "deputy-heads", topics.VAGUEST)


def _recurring(context: Context, sentence: Sentence) -> Iterator[GroupStatement]:
    """ "The Offices have held meetings on quality management once a year": a body that is known by its meetings."""
    text, lo, hi = context.text, sentence.span.start, sentence.span.end
    found = _MEETINGS_ON.search(text, lo, hi)
    if (
        found is None
        or not _MEET.search(text, lo, hi)
        or not any(h.slug == "yearly" for h in context.gazetteer.find(text, lo, hi, kinds=(CUE,)))
    ):
        return
    for series in context.in_span(Span(lo, min(hi, found.end() + 80)), "series"):
        slug = series.entity.slug if isinstance(series.entity, Resolved) else ""
        near = series.span.start <= found.end() + 4 and series.span.end > found.end()
        if (
            near
            and slug not in NUMBERED
            and slug not in NO_GROUPS
            and context.gazetteer.get("body", slug)
            and (remit := remit_in(context, found.end(), series.span.end))
        ):
            yield GroupStatement(Span(lo, len(text[:hi].rstrip(" .,;"))), "recurring-meetings", slug, remit[0])
            return


# ---- lists of the groups -----------------------------------------------------------------------------------------------


def _listed(context: Context, found: dict[str, GroupStatement]) -> Iterator[GroupStatement]:
    """Yield the bodies whose names explain themselves where the groups of the IP5 are listed."""
    for lo, hi in _lists(context, found):
        for body in bodies(context, Span(lo, hi)):
            slug = slug_of(body)
            topic = of_the_name(context, slug)
            if slug in found or topic is None:
                continue
            start = body.span.start - 4 if context.text[body.span.start - 4 : body.span.start].lower() == "the " else body.span.start
            yield GroupStatement(Span(start, past_acronyms(context.text, body.span.end, hi)), "listed", slug, topic)


def _lists(context: Context, found: dict[str, GroupStatement]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that list the groups: with the remits of two of them, or with three names and a word such as "working groups"."""
    beside = [s.span for s in found.values() if s.rule in ("name-and-remit", "remit-and-name", "name-with-remit")]
    for lo, hi, sentences in _stretches(context):
        names = {slug_of(m) for m in bodies(context, Span(lo, hi))}
        explained = sum(lo <= span.start and span.end <= hi for span in beside)
        if explained >= 2 or (
            len(names) >= 3
            and not _FINITE_ACT.search(context.text, lo, hi)
            and any(h.slug == "grouping" for h in context.gazetteer.find(context.text, lo, hi, kinds=(CUE,)))
        ):
            following = context.release.sentences[sentences.stop] if sentences.stop < len(context.release.sentences) else None
            if (
                following is not None
                and following.block == context.release.sentences[sentences.start].block
                and _MORE_OF_THEM.search(context.text, *bounds(following))
            ):
                hi = following.span.end
            yield lo, hi


def _stretches(context: Context) -> Iterator[tuple[int, int, range]]:
    """Yield sentences, and runs of items or rows as one stretch each."""
    blocks = context.release.blocks
    i = 0
    while i < len(blocks):
        if blocks[i].kind in _SILENT or not blocks[i].sentences:
            i += 1
            continue
        if blocks[i].kind not in ("item", "row"):
            for index in blocks[i].sentences:
                sentence = context.release.sentences[index]
                yield sentence.span.start, sentence.span.end, range(index, index + 1)
            i += 1
            continue
        first = i
        while i < len(blocks) and blocks[i].kind == blocks[first].kind:
            for index in blocks[i].sentences:
                sentence = context.release.sentences[index]
                yield sentence.span.start, sentence.span.end, range(index, index + 1)
            i += 1
        short = all(b.span.end - b.span.start <= 160 for b in blocks[first:i])
        if i - first > 1 and short and i - first <= 30:
            yield blocks[first].span.start, blocks[i - 1].span.end, range(blocks[first].sentences.start, blocks[i - 1].sentences.stop)
