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
from ip5kg.interpret.group_clues import (
    CUE,
    LONGEST_SENTENCE,
    NO_GROUPS,
    NUMBERED,
    bodies,
    bounds,
    of_the_name,
    past_acronyms,
    remit_in,
    slug_of,
)
from ip5kg.model import GroupStatement, Mention, Resolved, Sentence, Span

_SILENT: Final = ("navigation", "furniture", "caption")

_COLON = re.compile(r"\s?[:：|=]\s|\s[-–—]\s|\s?\((?=[a-zA-Z])")
_NAME_GOES_ON = re.compile(r"\s?(?:[Mm]eetings?\s|[Ss]ession\s)?(?:on|for)\s(?:the\s)?")
_REMIT_ENDS = re.compile(r"[;,.()|]|\s(?:and|as\swell\sas)\s(?=(?:the\s)?(?:IP5\s)?(?:WG|Working\sGroup|Task\sForce))|\s[-–—]\s")
_BEFORE = re.compile(r"[;:(.|]|,\s|\b(?:and|namely|as\swell\sas|such\sas|on|are|is|in|the)\s")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|shall|agreed|discussed|met|reported|held|[a-z]{3,12}ed)\b")
_EXPERTS_ON = re.compile(r"\b(?:experts|specialists|group|team|working\sgroup)\s(?:on|for|of)\s(?P<field>[^,;.()]{3,60}),\s(?:the\s)?$")
_BUSINESS = re.compile(
    r"\s(?:is|are|was|were|being|remains?)\s(?:the\s)?(?:business|tasks?|field|job|domain|province|concern|remit|subject|responsibility|matter)\sof\s(?:the\s)?"
    r"|\s(?:falls?|fell|belongs?|goes|is\sleft|is\sentrusted)\sto\s(?:the\s)?"
    r"|\s(?:is|are|is\sbeing)\s(?:dealt\swith|handled|looked\safter|taken\scare\sof|treated|worked\son|covered)\s(?:by|in)\s(?:the\s)?"
    r"|\s(?:is|are|lies|lie)\sin\sthe\s(?:hands|care)\sof\s(?:the\s)?"
)
_THAT_OF = re.compile(r"\sthat\sof\s(?:the\s)?$|\s(?:to|by)\s(?:the\s)?$")
_USUAL: Final = ("classification", "it-services", "examination")
_WORKING_GROUPS = re.compile(
    r"\b[Ww]orking\s[Gg]roups?(?:\s(?:on|for|dealing\swith|deal\swith|in\scharge\sof)|\s?[-–—(:]|,(?:\snamely)?(?:\s(?:one\s)?(?:on|for))?)\s?"
)
_FIELDS_END = re.compile(r"[.;)]|\s[-–—]\s|,\s(?:which|who|met|and\s(?:the|by))\b|\sas\swell\sas\s")
_FIELD = re.compile(r"(?:(?!,|\sand\s).){3,60}")
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
        if kind in _SILENT or sentence.span.end - sentence.span.start > LONGEST_SENTENCE:
            continue
        if sentence.index == context.block(sentence).sentences.start:
            spoken_of = None
        statements = [*_beside_the_name(context, sentence)]
        if kind not in ("title", "heading"):
            statements += [*told(context, sentence, spoken_of), *_steering(context, sentence), *_recurring(context, sentence)]
        for statement in statements:
            found.setdefault(statement.group, statement)
        spoken_of = speaks_of(context, sentence, spoken_of)
    for statement in _by_field(context):
        found.setdefault(statement.group, statement)
    for statement in _listed(context, found):
        found.setdefault(statement.group, statement)
    yield from sorted(found.values(), key=lambda s: (s.span.start, s.span.end))


# ---- the remit beside the name -----------------------------------------------------------------------------------------


def _beside_the_name(context: Context, sentence: Sentence) -> Iterator[GroupStatement]:
    text = context.text
    lo, hi = bounds(sentence)
    named = bodies(context, sentence.span)
    pairs = sum(text[max(lo, m.span.start - 1)] == "(" for m in named if slug_of(m) in NUMBERED) > 1
    for number, body in enumerate(named):
        slug = slug_of(body)
        if statement := (
            _before_the_name(context, body, lo, pairs=pairs) or _business_of(context, body, lo) or _described(context, named, number)
        ):
            yield statement
            continue
        after = past_acronyms(text, body.span.end, hi)
        in_brackets = text[max(lo, body.span.start - 1)] == "(" and ")" in text[body.span.end : after]
        colon = None if in_brackets else _COLON.match(text, after, hi) or _remit_in_capitals(context, body, hi)
        if colon is not None:
            end = _REMIT_ENDS.search(text, colon.end(), hi)
            stop = end.start() if end else hi
            remit = remit_in(context, colon.end(), stop)
            own = of_the_name(context, slug)
            if remit is not None and own is not None and remit[0] != own:
                remit = None  # "PHEP: global assignment" names one of its projects
            if remit is not None and stop - colon.end() <= 100 and not _FINITE.search(text, colon.end(), stop):
                closed = "(" in colon[0] and text[stop : stop + 1] == ")"
                yield GroupStatement(Span(body.span.start, stop + closed), "name-and-remit", slug, remit[0])
                continue
        if slug in NUMBERED and (statement := _in_the_name(context, body, after, hi)):
            yield statement


def _remit_in_capitals(context: Context, body: Mention, hi: int) -> re.Match[str] | None:
    """ "WG2 (IT)": what looks like a short form is the remit."""
    opened = _COLON.match(context.text, body.span.end, hi)
    if opened is None or "(" not in opened[0]:
        return None
    said = context.gazetteer.find(context.text, opened.end(), min(hi, opened.end() + 12), kinds=("remit",))
    return opened if said and said[0].start == opened.end() and context.text[said[0].end : said[0].end + 1] == ")" else None


def _in_the_name(context: Context, body: Mention, after: int, hi: int) -> GroupStatement | None:
    """ "Working Group 3 (WG3) Meeting on patent examination policy", "Working Group on Classification"."""
    slug = slug_of(body)
    goes_on = _NAME_GOES_ON.match(context.text, after, hi)
    remit = remit_in(context, goes_on.end(), min(hi, goes_on.end() + 60)) if goes_on else None
    if goes_on and remit and remit[1] - goes_on.end() <= 12:
        # "the report of WG2 on machine translation" is no name
        meeting = "eeting" in goes_on[0] or "ession" in goes_on[0]
        if meeting or remit[0] in topics.of_series(context.gazetteer, slug) or (remit[0] in _USUAL and remit[1] == goes_on.end()):
            return GroupStatement(Span(body.span.start, remit[2]), "name-with-remit", slug, remit[0])
    own = remit_in(context, body.span.start, body.span.end) if not body.text[-1].isdigit() else None
    return GroupStatement(body.span, "name-with-remit", slug, own[0]) if own else None


def _described(context: Context, named: list[Mention], number: int) -> GroupStatement | None:
    """ "the panel for the harmonisation of patent practice, the PHEP": one name explains the other."""
    if number == 0:
        return None
    before, body = named[number - 1], named[number]
    same = slug_of(before) == slug_of(body) and isinstance(before.entity, Resolved) and before.entity.reason == "named by its field"
    if not same or not re.fullmatch(
        r",\s(?:(?:known\sas|called|or|in\sshort)\s)?(?:the\s)?", context.text[before.span.end : body.span.start]
    ):
        return None
    remit = remit_in(context, before.span.start, before.span.end)
    return GroupStatement(Span(before.span.start, body.span.end), "described", slug_of(body), remit[0]) if remit else None


def _before_the_name(context: Context, body: Mention, lo: int, *, pairs: bool) -> GroupStatement | None:
    """ "patent classification (WG1)", "the experts on classification, WG1": the remit stands before the name.

    One such bracket alone must hold the group that is known for that field: "machine translation (WG2)" may only say who
    works on it. Two of them are a list of the groups with their remits.
    """
    text, slug = context.text, slug_of(body)
    if slug not in NUMBERED:
        return None  # "Patent Harmonization Experts Panel (PHEP)" is a name, "global assignment (PHEP)" one of its projects
    opened = body.span.start - 1
    in_brackets = opened > lo and text[opened] == "(" and re.match(r"\*{0,4}[),]", text[body.span.end : body.span.end + 5])
    experts = None if in_brackets else _EXPERTS_ON.search(text, max(lo, body.span.start - 90), body.span.start)
    if not in_brackets and experts is None:
        return None
    stop = experts.end("field") if experts else opened - 1 if text[opened - 1] == " " else opened
    start = experts.start("field") if experts else max(lo, stop - 100)
    for cut in _BEFORE.finditer(text, start, stop) if in_brackets else ():
        start = cut.end()
    remit = remit_in(context, start, stop) or remit_in(context, max(lo, stop - 60), stop)
    if remit is None or stop - remit[2] > 40:
        return None
    if not pairs and remit[0] not in topics.of_series(context.gazetteer, slug) and remit[0] not in _USUAL:
        return None
    end = body.span.end + (1 + (text[body.span.end] == "*") * _stars(text, body.span.end) if in_brackets else 0)
    return GroupStatement(Span(remit[1], end), "remit-and-name", slug, remit[0])


def _business_of(context: Context, body: Mention, lo: int) -> GroupStatement | None:
    """ "classification is the business of WG1 and examination policy that of WG3", "classification falls to WG1, IT to WG2"."""
    text, slug = context.text, slug_of(body)
    if slug not in NUMBERED:
        return None
    before = list(_BUSINESS.finditer(text, lo, body.span.start))
    again = before[-1] if before and before[-1].end() == body.span.start else None
    if again is None and before:
        again = _THAT_OF.search(text, max(lo, body.span.start - 16), body.span.start)
    if again is None:
        return None
    start = max(lo, again.start() - 60)
    for cut in _BEFORE.finditer(text, start, again.start()):
        start = cut.end()
    remit = remit_in(context, start, again.start())
    known = remit is not None and (remit[0] in topics.of_series(context.gazetteer, slug) or remit[0] in _USUAL)
    return GroupStatement(Span(remit[1], body.span.end), "business-of", slug, remit[0]) if remit is not None and known else None


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


def _by_field(context: Context) -> Iterator[GroupStatement]:
    """ "three working groups, on classification, information technology and examination": groups told by their fields only."""
    for sentence in context.release.sentences:
        if context.block(sentence).kind in _SILENT or sentence.span.end - sentence.span.start > LONGEST_SENTENCE:
            continue
        for opened in _WORKING_GROUPS.finditer(context.text, *bounds(sentence)):
            stop = min(sentence.span.end, opened.end() + 120)
            ends = _FIELDS_END.search(context.text, opened.end(), stop)
            told: list[GroupStatement] = []
            for field in _FIELD.finditer(context.text, opened.end(), ends.start() if ends else stop):
                remit = remit_in(context, *field.span())
                slug = next((n for n in NUMBERED if remit and remit[0] in topics.of_series(context.gazetteer, n)), None)
                if remit is not None and slug is not None:
                    told.append(GroupStatement(Span(remit[1], remit[2]), "listed-field", slug, remit[0]))
            if len({s.group for s in told}) >= 2:
                yield from told


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
    beside = [s.span for s in found.values() if s.rule in ("name-and-remit", "remit-and-name", "name-with-remit", "listed-field")]
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
                if sentence.span.end - sentence.span.start <= LONGEST_SENTENCE:
                    yield sentence.span.start, sentence.span.end, range(index, index + 1)
            i += 1
            continue
        first = i
        while i < len(blocks) and blocks[i].kind == blocks[first].kind:
            for index in blocks[i].sentences:
                sentence = context.release.sentences[index]
                if sentence.span.end - sentence.span.start <= LONGEST_SENTENCE:
                    yield sentence.span.start, sentence.span.end, range(index, index + 1)
            i += 1
        short = all(b.span.end - b.span.start <= 160 for b in blocks[first:i])
        if i - first > 1 and short and i - first <= 30:
            yield blocks[first].span.start, blocks[i - 1].span.end, range(blocks[first].sentences.start, blocks[i - 1].sentences.stop)
