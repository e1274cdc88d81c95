"""Rosters: lists of projects, as items below a line or in one sentence, with what is said of all of them and of each.

The six projects of WG2 are          each office leads two:
- machine translation, …             - EPO: Common Documentation; Common Hybrid Classification

The panel has three projects: citation of prior art (KIPO and USPTO), unity of invention (EPO) and written description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import AUXILIARIES, PREPOSITIONS, Token, is_adverb, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.names import ProjectName, cut_words, names
from ip5kg.interpret.project_lines import LEAD_WORDS, LONGEST_NAME, offices_in, only_offices, read_label, read_line
from ip5kg.interpret.standing import standing, stated
from ip5kg.model import Block, Resolved, Sentence, Span

PROJECTS: Final = word_set("projects pilots tasks initiatives")
_PROJECT: Final = PROJECTS | {"project"}
_PARTS: Final = PROJECTS | word_set("priorities components topics items strands areas modules functions")
"""What a list can be of; parts of something else count as projects where they have leads of their own."""
_NUMBERS: Final = word_set("two three four five six seven eight nine ten eleven twelve following these")
_OF_GROUP: Final = PROJECTS | word_set("topics project the of new two three s work")
_SAID_OF_ALL: Final = word_set("suggested proposed agreed adopted approved launched selected completed running planned discussed")
_OPENERS: Final = word_set(": are were namely – —")
_ONES: Final = word_set("one a an the other another second third first last on and for of project pilot concerns concerning about in")
_LEADS: Final = word_set("lead leads led charge responsible")
_MARKERS: Final = frozenset({"ㅇ", "ㆍ", "ㄱ", "o"})
_LONGEST_INLINE: Final = 9


@dataclass(slots=True)
class Roster:
    """A list of projects in progress: what its leading line says of all of them."""

    status: str | None
    body: str | None
    level: int | None = None

    def has(self, block: Block) -> bool | None:
        """Tell whether an item belongs to the list: None when it closes the list."""
        if self.level is None:
            self.level = block.level
        return None if block.level < self.level else block.level == self.level


@dataclass(frozen=True, slots=True)
class Entry:
    """A project of a roster."""

    name: ProjectName
    span: Span
    rule: str
    status: str | None = None
    leads: tuple[str, ...] = ()


def opens(context: Context, sentence: Sentence, block: Block) -> bool:
    """Tell whether a line such as "The six projects of WG2 are" leads into a list of projects."""
    number = sentence.block + 1
    blocks = context.release.blocks
    if sentence.index != block.sentences[-1] or number >= len(blocks) or blocks[number].kind != "item":
        return False
    if block.kind == "item" and blocks[number].level <= block.level:
        return False
    if context.text[sentence.span.end - 1] in ".!?":
        return False
    words = tokens(context.text, sentence.span)[:60]
    if block.kind == "heading" and words[-1].form != ":" and not any(w.form in _NUMBERS or w.form.isdigit() for w in words):
        below = read_line(context, blocks[number].span)  # "PILOT PROJECTS" may stand above numbered paragraphs
        if below is None or not below.tells or read_label(context, blocks[number].span) is not None:
            return False
    return any(w.form in _PROJECT for w in words)


def entries(context: Context, sentence: Sentence, status: str | None, carrier: str | None) -> Iterator[tuple[Entry, str | None]]:
    """Read an item of a list, with the group that carries its projects: `status` and `carrier` are those of the whole list."""
    line = read_line(context, sentence.span)
    if line is None:
        return
    for number, span in enumerate(line.names):
        words = [t for t in tokens(context.text, span) if not t.aside]
        if not words or len(words) > LONGEST_NAME:
            return
        name = name_of(context, words, 0, len(words))
        known, leads = line.status, line.leads
        if len(line.names) == 1:
            state = standing(context, sentence, [name])
            known = state.status.get(0) or known
            leads = leads or tuple(state.leads.get(0, ()))
        end = line.end if number == len(line.names) - 1 else span.end
        yield Entry(name, Span(words[0].start, max(span.end, end)), "listed-project", known or status, leads), line.body or carrier


def table_entries(context: Context, row: Block) -> Iterator[Entry]:
    """Read a row of a table of projects: the name stands in the first cell, leads and status in the others."""
    cells = _cells(context, row)
    if len(cells) < 2:
        return
    first, rest = cells[0], Span(cells[1].start, cells[-1].end)
    words = [t for t in tokens(context.text, first) if not t.aside]
    start = _after_number(words)
    if not words[start:] or len(words) - start > LONGEST_NAME:
        return
    leads = next((offices for cell in cells[1:] if (offices := only_offices(context, cell))), ())
    name = name_of(context, words, start, len(words))
    yield Entry(name, Span(first.start, rest.end), "project-in-table", stated(context, rest), leads)


def heads_table(context: Context, row: Block) -> bool:
    """Tell whether a row is the head of a table of projects: "Project | Lead | Status"."""
    cells = [{t.form for t in tokens(context.text, cell)[:6]} for cell in _cells(context, row)]
    return len(cells) > 1 and bool(cells[0] & _PROJECT) and any(cell & (LEAD_WORDS | {"status", "state", "stage"}) for cell in cells[1:])


def _cells(context: Context, row: Block) -> list[Span]:
    found: list[Span] = []
    at = row.span.start
    for part in context.text[row.span.start : row.span.end].split("|")[:20]:
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            found.append(Span(start, start + len(part.strip())))
        at += len(part) + 1
    return found


def led_entries(context: Context, sentence: Sentence) -> Iterator[Entry]:
    """Read "EPO and CNIPA for unity of invention", an item under "The lead offices were:"."""
    before = context.release.blocks[max(0, sentence.block - 12) : sentence.block]
    opener = next((b for b in reversed(before) if b.kind != "item"), None)
    if opener is None or not any(t.form in _LEADS for t in tokens(context.text, opener.span)[-30:]):
        return
    words = [t for t in tokens(context.text, sentence.span)[:40] if not t.aside]
    at = next((i for i, w in enumerate(words) if w.form in ("for", ":", "–", "—")), None)
    if at is None or at + 1 >= len(words):
        return
    offices = offices_in(context, Span(words[0].start, words[at].start))
    cut = cut_words(words, at + 1, len(words), (",", ";", ".", "("))
    if not offices or not cut:
        return
    for first, last in cut[:1] if words[at].form == "for" else cut:
        span = Span(words[0 if len(cut) == 1 else first].start, words[last - 1].end)
        yield Entry(name_of(context, words, first, last), span, "project-led", None, offices)


def labelled(context: Context, sentence: Sentence, block: Block) -> Iterator[tuple[Entry, str | None]]:
    """Read the label of an item with its leads or its group: "A (leads: KIPO and the USPTO): …", "A and B (PHEP): …"."""
    if block.kind != "item" or sentence.index != block.sentences[0]:
        return
    everything = tokens(context.text, sentence.span)[:40]
    first = next((i for i, w in enumerate(everything) if w.aside), None)
    if first is None:
        return
    last = next((i for i in range(first, len(everything)) if not everything[i].aside), len(everything))
    if last >= len(everything) or everything[last].form not in (":", ",", ";", "–", "—") or first > LONGEST_NAME:
        return
    inside = Span(everything[first].start, everything[last - 1].end)
    leads = in_brackets(context, everything[first].start, sentence.span.end) if _says_lead(everything[first:last]) else ()
    bodies = [m.entity.slug for m in context.in_span(inside, "body") if isinstance(m.entity, Resolved)]
    body = bodies[0] if len(set(bodies)) == 1 and last - first <= 6 else None
    if not leads and body is None:
        return
    words = everything[:first]
    for begin, end in _cut_list(words, _after_number(words)):
        name = name_of(context, words, begin, end)
        if topic_cues.find(context.gazetteer, context.text, name.span).specific(name.span.start, name.span.end):
            yield Entry(name, name.span, "labelled-project", None, leads), body


def of_body(context: Context, sentence: Sentence) -> Iterator[tuple[Entry, str]]:
    """Read "PHEP: global assignment; allowable features in drawings": the projects of the group before the colon."""
    words = [t for t in tokens(context.text, sentence.span)[:60] if not t.aside]
    start = _after_number(words)
    colon = next((i for i, w in enumerate(words[:8]) if w.form == ":"), None)
    if colon is None or colon <= start or colon + 1 >= len(words):
        return
    label = Span(words[start].start, words[colon - 1].end)
    bodies = [m for m in context.in_span(label, "body") if isinstance(m.entity, Resolved)]
    rest = [w for w in words[start:colon] if w.is_word and not any(m.span.start <= w.start < m.span.end for m in bodies)]
    if not bodies or not isinstance(bodies[0].entity, Resolved) or any(w.form not in _OF_GROUP for w in rest):
        return
    for first, last in _cut_list(words, colon + 1):
        if not 0 < last - first <= _LONGEST_INLINE or any(w.form in AUXILIARIES for w in words[first:last]):
            continue
        span = Span(words[first].start, words[last - 1].end)
        if context.gazetteer.find(context.text, span.start, span.end, kinds=("project",)):
            leads = in_brackets(context, span.end, sentence.span.end)
            yield Entry(name_of(context, words, first, last), span, "project-of-group", None, leads), bodies[0].entity.slug


def _says_lead(words: list[Token]) -> bool:
    return any(w.form in ("lead", "leads", "leader", "leaders", "led") for w in words)


def inline(context: Context, sentence: Sentence) -> Iterator[Entry]:
    """Read a list within a sentence: "Three projects: A (KIPO), B (EPO, CNIPA) and C", "two pilots: one on A, the other on B"."""
    everything = tokens(context.text, sentence.span)[:400]
    words = [t for t in everything if not t.aside]
    at = _opener(words)
    if at is None:
        return
    found: list[tuple[Span, tuple[str, ...]]] = []
    for first, last in _cut_list(words, at + 1):
        begin = first
        while begin < last - 1 and words[begin].form in _ONES:
            begin += 1
        end = next((i for i in range(begin + 1, last) if words[i].form in ("which", "that", "led", "where", "who", ",")), last)
        if not 0 < end - begin <= _LONGEST_INLINE or any(w.form in AUXILIARIES for w in words[begin:end]):
            return
        span = Span(words[begin].start, words[end - 1].end)
        found.append((span, in_brackets(context, span.end, sentence.span.end)))
    told = any(leads for _, leads in found)
    if not told and words[at].start > 0 and not any(w.form in PROJECTS for w in words[:at]):
        return
    for span, leads in found:
        topics = topic_cues.find(context.gazetteer, context.text, span).specific(span.start, span.end)
        known = [n for n in names(context, span) if n.is_named]
        if len(found) < 2 or not (leads or topics or known or told):
            continue
        title = context.text[span.start : span.end]
        yield Entry(ProjectName(span, title, known[0].iri if known else _only(context, title)), span, "project-of-several", None, leads)


def _opener(words: list[Token]) -> int | None:
    """Return where the names of a list begin: the sign or verb after "the three projects of the panel"."""
    for i, word in enumerate(words):
        if word.form not in _PARTS:
            continue
        counted = any(w.form in _NUMBERS or w.form.isdigit() for w in words[max(0, i - 6) : i])
        if word.form in PROJECTS and i + 1 < len(words) and words[i + 1].form == ":":
            return i + 1
        if word.form in PROJECTS and i + 2 < len(words) and words[i + 2].form == ":" and words[i + 1].form in _SAID_OF_ALL:
            return i + 2  # "New projects suggested: A (KIPO), B (EPO)"
        if not counted:
            continue
        colon = next((k for k in range(i + 1, len(words)) if words[k].form in (":", "–", "—")), None)
        if colon is not None:
            return colon
        verb = next((k for k in range(i + 1, min(i + 8, len(words))) if words[k].form in _OPENERS or words[k].form in AUXILIARIES), None)
        if verb is not None and words[verb].form in ("are", "were", "namely"):
            follows = [w.form for w in words[verb + 1 : verb + 3]]
            if follows and not is_adverb(follows[0]) and not follows[0].endswith(("ed", "ing")) and follows[0] not in PREPOSITIONS:
                return verb
    return None


def _cut_list(words: list[Token], first: int) -> list[tuple[int, int]]:
    """Cut at commas and at the "and" before the last item; an "and" within an item is kept where commas cut too."""
    stop = next((i for i in range(first, len(words)) if words[i].form in (".", "?", "!")), len(words))
    by_semicolon = any(w.form == ";" for w in words[first:stop])
    parts = cut_words(words, first, stop, (";",) if by_semicolon else (",",))
    if not parts:
        return []
    begin, end = parts[-1]
    joints = [i for i in range(begin, end) if words[i].form == "and"]
    if not joints:
        return parts
    if joints[0] == begin:
        return [*parts[:-1], (begin + 1, end)]
    at = joints[-1] if len(joints) == 1 else joints[0]
    return [*parts[:-1], (begin, at), (at + 1, end)]


def in_brackets(context: Context, start: int, end: int) -> tuple[str, ...]:
    """Read the leads in "Common Documentation (EPO)", "unity of invention (leads: EPO, CNIPA)", right after `start`."""
    words = tokens(context.text, Span(start, min(end, start + 200)))[:24]
    last = next((i for i, w in enumerate(words) if not w.aside), len(words))
    closed = next((i for i, w in enumerate(words[:last]) if w.form in (")", "]")), None)
    if closed is None:
        return ()
    inside = words[:closed]
    span = Span(inside[0].start, inside[-1].end)
    return only_offices(context, span)


def name_of(context: Context, words: list[Token], first: int, last: int) -> ProjectName:
    """Return `words[first:last]` without its article as the name of a project."""
    while first < last - 1 and words[first].form in _MARKERS | {"a", "an", "the", "and"}:
        first += 1
    span = Span(words[first].start, words[last - 1].end)
    known = [n for n in names(context, span) if n.is_named]
    title = context.text[span.start : span.end]
    return ProjectName(span, title, known[0].iri if known else _only(context, title))


def _only(context: Context, title: str) -> str | None:
    entries = context.gazetteer.lookup(title, "project")
    return entries[0].iri if len(entries) == 1 else None


def _after_number(words: list[Token]) -> int:
    for i, word in enumerate(words):
        if (
            word.is_word
            and word.form not in _MARKERS
            and not (word.form.isdigit() and i + 1 < len(words) and words[i + 1].form in (".", ")"))
        ):
            return i
    return 0
