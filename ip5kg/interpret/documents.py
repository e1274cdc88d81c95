"""Documents: joint statements, roadmaps, work plans, …, with what was done with them.

A document is what a deed is about where its name heads the noun phrase ("the roadmap for …", "the first release of the user
guide", not "the preparations for the roadmap"). One that is only published, presented or listed has no act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.acts import STRENGTH
from ip5kg.interpret.clauses import AUXILIARIES, Token, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.details import Deed
from ip5kg.interpret.readings import deeds
from ip5kg.interpret.titles import heading_document, title_of
from ip5kg.model import Block, DocumentStatement, MeetingRef, Sentence, Span

_WORKS_ON: Final = frozenset(
    {"adopted", "approved", "endorsed", "agreed", "signed", "launched", "established", "decided", "discussed", "reviewed", "proposed"}
)
_LOOSE: Final = frozenset({"report", "guideline", "recommendation", "project-document", "minutes", "booklet", "memorandum"})
"""Types whose names are everyday words: reviewed or told of, they are no documents of the co-operation."""
_DRAWING_UP: Final = word_set(
    "compile draw prepare publish develop draft issue make produce elaborate write formulate create release compiled drawn "
    "complete completed finish finished compose composed submit submitted write "
    "prepared published developed drafted issued made produced written created released"
)
_WRITING: Final = word_set("write written draw drawn draft drafted prepare prepared compile compiled compose composed produce produced")
_DONE_WITH: Final = {"adopted": "adopted", "signed": "signed", "approved": "approved", "endorsed": "endorsed", "passed": "adopted"}
"""Participles behind a document's name that say what was done with it: "The joint statement adopted by the heads …"."""
_PUBLISHED: Final = word_set(
    "published issued released presented posted compiled produced available downloaded printed online website distributed "
    "launched unveiled publication publishes publishing"
)
_BROUGHT_OUT: Final = frozenset({("made", "public"), ("brought", "out"), ("came", "out"), ("release", "of"), ("put", "online")})
_ISSUED: Final = word_set("published issued released")
_NAMED: Final = frozenset({"joint-statement", "booklet"})
"""Types that a report of a meeting names for their own sake: "The meeting ended with a joint statement"."""
_SIZE: Final = re.compile(r"\s?[(\[](?:PDF|DOCX?|XLSX?|PPTX?|HTML|ZIP|external)\b[^()\[\]]{0,30}[)\]]\s?\Z", re.IGNORECASE)
"""What kind of file a listed document is, and how large."""
_LISTS: Final = word_set("documents document downloads download material materials publications attachments annexes")


def documents(context: Context) -> Iterator[DocumentStatement]:
    """Yield the documents of a release: those something was done with first, then those that are published or listed."""
    if not context.is_about_ip5:
        return
    found: dict[tuple[str, MeetingRef | None], DocumentStatement] = {}
    for deed in deeds(context):
        statement = _of_deed(context, deed)
        if statement is not None:
            key = (statement.doc_type, statement.meeting)
            before = found.get(key)
            if before is None or _rank(statement) < _rank(before):
                found[key] = statement
    types = {kind for kind, _ in found}
    for statement in (*_listed(context), *_published(context)):
        if statement.doc_type not in types:
            types.add(statement.doc_type)
            found[(statement.doc_type, statement.meeting)] = statement
    yield from sorted(found.values(), key=lambda s: (s.span.start, s.span.end, s.doc_type))


def _is_to_be_written(deed: Deed) -> bool:
    """Tell whether a document is only announced: "recommendations are to be worked out"."""
    return deed.act == "proposed" and deed.modality == "intended"


def _rank(statement: DocumentStatement) -> int:
    """The place of a document's act in the order of strength: "deliberated and agreed" is agreed."""
    if statement.act not in STRENGTH or statement.rule.startswith("next-step"):
        return len(STRENGTH)
    return STRENGTH.index(statement.act)


def is_mere_document(context: Context, deed: Deed) -> bool:
    """Tell whether a deed is about a document of which the text says nothing but that it exists: no decision of its own."""
    head = heading_document(context.gazetteer, context.text, deed.thing)
    if head is None or deed.act not in _WORKS_ON or _is_to_be_written(deed) or deed.rule.startswith("next-step"):
        return False
    doc_type, _ = head
    if doc_type in _LOOSE and deed.act == "reviewed":
        return False  # the reports of the groups that a meeting heard
    if context.text[deed.thing.start : deed.thing.end].split()[0].endswith("ing"):
        return False  # "an accord on preparing a guide": what is agreed is the work
    if doc_type == "vision-statement":
        return False
    about = topic_cues.find(context.gazetteer, context.text, deed.thing).specific(deed.thing.start, deed.thing.end)
    return not about or about == ("vision",)


def _of_deed(context: Context, deed: Deed) -> DocumentStatement | None:
    if deed.modality == "negated" or _is_to_be_written(deed):
        return None
    drawn_up = _to_be_drawn_up(context, deed) or _will_be_drawn_up(context, deed)
    if deed.rule.startswith("next-step") and drawn_up is None:
        return None
    head = drawn_up or heading_document(context.gazetteer, context.text, deed.thing)
    if head is None:
        return None
    doc_type, title = head
    named = deed.act in ("welcomed", "noted") and _is_name(context.text[title.start : title.end])
    told = named or (deed.act == "shared-information" and doc_type not in _LOOSE) or deed.act == "launched"
    if (
        not (told or deed.act in _WORKS_ON)
        or (doc_type in _LOOSE and deed.act == "reviewed" and not _is_written_as_name(context.text[title.start : title.end]))
        or (doc_type == "vision-statement" and deed.rule.endswith("-relative"))
    ):
        return None
    return DocumentStatement(
        deed.span, deed.rule + "-document", doc_type, context.text[title.start : title.end], None if told else deed.act, deed.meeting
    )


def _to_be_drawn_up(context: Context, deed: Deed) -> tuple[str, Span] | None:
    """ "agreed to publish a booklet": the document is to be drawn up as agreed."""
    words = [t for t in tokens(context.text, deed.thing)[:40] if not t.aside]
    if deed.act not in ("agreed", "decided") or not words or words[0].form not in ("to", "that"):
        return None
    if words[0].form == "to" and len(words) > 2 and words[1].form == "have":  # "to have a roadmap drawn up"
        return heading_document(context.gazetteer, context.text, Span(words[2].start, words[-1].end))
    at = next((i for i, w in enumerate(words[:14]) if w.form in _DRAWING_UP or _works_out(words, i)), None)
    if at is None:
        return None
    if words[0].form == "that" and words[at].form.endswith(("ed", "wn", "de", "en")):  # "that a report be published"
        return heading_document(context.gazetteer, context.text, Span(words[1].start, words[at - 1].end)) if at > 1 else None
    if at + 1 < len(words) and words[at + 1].form == ",":  # "to release, for the first time, the guide"
        at = next((i for i in range(at + 2, len(words)) if words[i].form == ","), at)
    after = at + 1 if at + 1 < len(words) and words[at + 1].form not in ("up", "out", "together") else at + 2
    return heading_document(context.gazetteer, context.text, Span(words[after].start, words[-1].end)) if after < len(words) else None


def _will_be_drawn_up(context: Context, deed: Deed) -> tuple[str, Span] | None:
    """ "A guideline is to be written by two of the offices", "The group will draw up a guide": agreed, as any next step is."""
    if not deed.rule.startswith("next-step"):
        return None
    words = [t for t in tokens(context.text, deed.span)[:60] if not t.aside]
    at = next((i for i, w in enumerate(words) if w.form in _WRITING), None)
    if at is None:
        return None
    passive = any(w.form == "be" for w in words[max(0, at - 3) : at])
    first, last = (0, at) if passive else (at + 1 + (words[at].form in ("draw", "work", "put")), len(words))
    return heading_document(context.gazetteer, context.text, Span(words[first].start, words[last - 1].end)) if first < last else None


def _works_out(words: list[Token], at: int) -> bool:
    return at + 1 < len(words) and (words[at].form, words[at + 1].form) in (("work", "out"), ("worked", "out"), ("put", "together"))


def _listed(context: Context) -> Iterator[DocumentStatement]:
    """The items under "Documents": what the meeting leaves behind."""
    inside, meeting_of = False, context.focus
    for block in context.release.blocks:
        if block.kind in ("heading", "title"):
            inside = _names_list(context, block.span)
            continue
        if block.kind == "paragraph":
            yield from _listed_in_line(context, block)
            inside = _names_list(context, block.span) if block.span.end - block.span.start < 60 else inside
            continue
        if not inside or block.kind not in ("item", "row") or not block.sentences:
            continue
        sentence = context.release.sentences[block.sentences[0]]
        head = heading_document(context.gazetteer, context.text, sentence.span)
        if head is not None and not (
            head[0] == "vision-statement" and "statement" not in context.text[head[1].start : head[1].end].lower()
        ):
            title = _whole(context, sentence, block)
            yield DocumentStatement(
                title, "listed-document", head[0], context.text[title.start : title.end], None, meeting_of(sentence.index)
            )


def _listed_in_line(context: Context, block: Block) -> Iterator[DocumentStatement]:
    """ "Documents: Press Release; Joint Statement; …" on one line."""
    for index in block.sentences:
        span = context.release.sentences[index].span
        words = tokens(context.text, span)[:200]
        colon = next((i for i, w in enumerate(words[:8]) if w.form == ":"), None)
        if colon is None or not any(w.form in _LISTS for w in words[:colon]) or any(w.form in AUXILIARIES for w in words[:colon]):
            continue
        begin = colon + 1
        for at in range(begin, len(words) + 1):
            if at == len(words) or words[at].form == ";":
                if begin < at:
                    here = Span(words[begin].start, words[at - 1].end)
                    head = heading_document(context.gazetteer, context.text, here)
                    if head is not None:
                        yield DocumentStatement(
                            here, "listed-document", head[0], context.text[here.start : here.end].rstrip("."), None, context.focus(index)
                        )
                begin = at + 1


def _names_list(context: Context, span: Span) -> bool:
    return any(t.form in _LISTS for t in tokens(context.text, Span(span.start, min(span.end, span.start + 80))))


def _whole(context: Context, sentence: Sentence, block: Block) -> Span:
    words = [t for t in tokens(context.text, Span(sentence.span.start, block.span.end)) if not t.aside or t.is_word]
    first = next((i for i, w in enumerate(words) if w.is_word), 0)
    start, end = words[first].start, context.release.sentences[block.sentences[-1]].span.end
    size = _SIZE.search(context.text, start, end)
    return Span(start, size.start() if size is not None and size.start() > start else end)


def _published(context: Context) -> Iterator[DocumentStatement]:
    """ "The IP5 Statistics Report has been published", "The meeting ended with a joint statement": a document with no act."""
    spoken = frozenset({"title", "heading", "caption", "navigation", "furniture", "quotation", "note"})
    for block in context.release.blocks:
        if block.kind in spoken:
            continue
        for index in block.sentences:
            sentence = context.release.sentences[index]
            words = [t for t in tokens(context.text, sentence.span)[:200] if not t.aside]
            if not words:
                continue
            cues = topic_cues.find(context.gazetteer, context.text, Span(words[0].start, words[-1].end))
            published = any(w.form in _PUBLISHED for w in words) or any((a.form, b.form) in _BROUGHT_OUT for a, b in pairwise(words))
            for hit in context.gazetteer.find(context.text, words[0].start, words[-1].end, kinds=("document-type",)):
                doc_type = hit.entries[0].slug
                joint = "joint" in context.text[max(0, hit.start - 6) : hit.end].lower()
                if (
                    (doc_type == "press-release" and not joint)
                    or doc_type in ("minutes", "work-plan")
                    or (doc_type == "vision-statement" and hit.end - hit.start < 10)
                ):
                    continue
                first = next((i for i, w in enumerate(words) if w.start >= hit.start), len(words))
                last = next((i for i, w in enumerate(words) if w.start >= hit.end), len(words))
                title = title_of(words, first, last, cues)
                written = context.text[title.start : title.end]
                issued = published and (
                    doc_type == "booklet" or (any(w.form in _ISSUED for w in words) and cues.specific(title.start, title.end))
                )
                if doc_type in _LOOSE and not _is_name(written) and not issued:
                    continue
                if not published and doc_type not in _NAMED:
                    continue
                if not _told_nearby(words, first, last) and doc_type not in _NAMED:
                    continue  # "Views were exchanged on the roadmap, and the report was approved for publication"
                behind = next((i for i, w in enumerate(words) if w.start >= title.end), len(words))
                by = [w.form for w in words[behind : behind + 2]]
                act = _DONE_WITH.get(by[0]) if by[1:] in (["by"], ["at"], ["in"], ["on"]) else None
                # A report that comes out is that of the offices, unless its sentence names a meeting.
                own = doc_type == "report" and not context.spots_in(sentence.span)
                yield DocumentStatement(sentence.span, "published-document", doc_type, written, act, None if own else context.focus(index))


def _told_nearby(words: list[Token], first: int, last: int) -> bool:
    """Tell whether the word of publishing stands in the clause of a document's name."""
    lo = next((i for i in range(first - 1, 0, -1) if words[i].form == ";" or _new_clause(words, i)), 0)
    hi = next((i for i in range(last, len(words)) if words[i].form == ";" or _new_clause(words, i)), len(words))
    here = words[lo:hi]
    return any(w.form in _PUBLISHED for w in here) or any((a.form, b.form) in _BROUGHT_OUT for a, b in pairwise(here))


def _new_clause(words: list[Token], at: int) -> bool:
    return (
        words[at].form == "," and at + 2 < len(words) and words[at + 1].form == "and" and words[at + 2].form in ("the", "a", "an", "their")
    )


def _is_written_as_name(title: str) -> bool:
    """Tell whether a title itself is a name, not only what it names: "the report of the NET/AI Task Force"."""
    return _is_name(title) and title[:1].isupper()


def _is_name(title: str) -> bool:
    """Tell whether a title is written as a name: two capitals besides the first word."""
    return sum(w[:1].isupper() for w in title.split()) >= 2
