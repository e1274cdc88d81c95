"""Asides: short forms that a text explains, and the division that it names as in charge.

Short forms are explained by a sentence ("NET stands for …"), beside the long form ("Global Dossier Task Force (GDTF)"),
before it ("KINPA (Korea Intellectual Property Association)") or in a footnote that an asterisk points to. Where the two
only stand side by side, the letters of the short form must begin words of the long one, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ip5kg.gazetteer import fold
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.context import Context
from ip5kg.model import AcronymStatement, ContactStatement, Resolved, Sentence, Span

_LONGEST: Final = 20_000  # no sentence is longer
_CUE: Final = "describing-cue"
_SHORT: Final = r"[A-Z][A-Za-z0-9&/-]{1,11}"
_IN_BRACKETS = re.compile(
    rf"\(\s?(?:the\s|hereinafter\s|hereafter\s|abbreviated\s(?:as\s)?|in\sshort\s"
    rf"|short\s)?[\"“'‘]?(?P<short>{_SHORT})\*{{0,4}}[\"”'’]?(?:\s?\)|[,;])"
)
_BEFORE_BRACKETS = re.compile(rf"(?<![\w-])(?P<short>{_SHORT})\s\((?P<long>[A-Z][^()]{{5,120}})\)")
_QUOTED = re.compile(rf"[\"“'‘]?(?P<short>(?:{_SHORT}))[\"”'’]?\s?$")
_LONG = re.compile(r"\s?(?:the\s|an?\s)?[\"“'‘]?(?P<long>[^\W\d_][^.;:()\"“”]{3,120})")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FOOTNOTE = re.compile(r"(?P<mark>\*{1,4}|[†‡])\s?(?P<number>\d{1,2})?\s?(?P<body>\S)")
_MARKED = re.compile(rf"(?<![\w-])(?P<short>{_SHORT})(?P<mark>\*{{1,4}}\d{{0,2}}|[†‡])(?![*\w])")
_LONG_ENDS = re.compile(r"[,.;:()]|\s(?:which|who|that|is|are|was|were|has|have|run|held|of\sthe\s(?:five|IP5))\b|\s[-–—]\s")
_FUNCTION: Final = word_set("of the and for in on to a an with by at under und de")
_KINDS: Final = word_set(
    "association associations organization organisation office institute federation foundation guidelines agreement treaty committee "
    "group initiative programme program project system standard document database service services team board panel"
)
"""What a thing is: a word at the end of a name for which its short form often has no letter."""
_CONTACT_LINE = re.compile(r"\s{0,2}(?:[-•*□ㅇ]\s)?(?P<label>[^:：]{3,60})[:：]\s?(?P<rest>.{0,300})", re.DOTALL)
_DIVISION = re.compile(
    r"\b(?:Division|Department|Office\sof|Bureau|Section|Directorate|Unit|Team|Affairs|Secretariat|Desk|Branch|Group|Committee"
    r"|Press\sOffice|Communications|Relations|Center|Centre|Project)\b"
)
_NOT_A_DIVISION = re.compile(r"[@]|https?://|\+?\d[\d\s()-]{6,20}\d")


def asides(context: Context) -> Iterator[AcronymStatement | ContactStatement]:
    """Yield the short forms that a release explains, each with each of its meanings once, and the divisions in charge."""
    seen: set[tuple[str, str]] = set()
    for statement in sorted(_acronyms(context), key=lambda s: (s.span.start, s.span.end)):
        key = (statement.acronym, fold(statement.expansion))
        if key not in seen:
            seen.add(key)
            yield statement
    yield from _contacts(context)


# ---- short forms -------------------------------------------------------------------------------------------------------


def _acronyms(context: Context) -> Iterator[AcronymStatement]:
    marked: dict[str, tuple[str, int]] = {}
    for sentence in context.release.sentences:
        if context.block(sentence).kind == "navigation" or sentence.span.end - sentence.span.start > _LONGEST:
            continue
        yield from _told(context, sentence)
        yield from _side_by_side(context, sentence)
        yield from _in_a_note(context, sentence, marked)
        for found in _MARKED.finditer(context.text, sentence.span.start, sentence.span.end):
            marked[found["mark"]] = (found["short"], found.start())


def _told(context: Context, sentence: Sentence) -> Iterator[AcronymStatement]:
    """ "The term “NET” is an acronym for “New Emerging Technologies.”" """
    text, lo, hi = context.text, sentence.span.start, sentence.span.end
    for cue in context.gazetteer.find(text, lo, hi, kinds=(_CUE,)):
        if cue.slug != "stands-for":
            continue
        short = _QUOTED.search(text, max(lo, cue.start - 16), cue.start)
        long = _LONG.match(text, cue.end, min(hi, cue.end + 130))
        if not short or not long:
            continue
        expansion = _spelled_out(short["short"], long["long"]) or (
            long["long"].strip().rstrip("'’") if text[long.start("long") - 1] in "\"“'‘" else None
        )
        if expansion is None:
            continue
        end = long.start("long") + len(expansion)
        yield AcronymStatement(Span(short.start(), end), "told", short["short"], expansion)


def _side_by_side(context: Context, sentence: Sentence) -> Iterator[AcronymStatement]:
    text, lo, hi = context.text, sentence.span.start, sentence.span.end
    for found in _IN_BRACKETS.finditer(text, lo, hi):
        if (begin := _long_before(text, max(lo, found.start() - 140), found.start(), found["short"])) is not None:
            end = found.end() if text[found.end() - 1] == ")" else found.end("short")
            yield AcronymStatement(
                Span(begin, end), "apposition", found["short"], " ".join(text[begin : found.start()].split()).rstrip('"”*†‡ ')
            )
    for found in _BEFORE_BRACKETS.finditer(text, lo, hi):
        expansion = _spelled_out(found["short"], found["long"])
        if expansion is not None:
            yield AcronymStatement(Span(found.start(), found.end()), "apposition", found["short"], expansion)


def _in_a_note(context: Context, sentence: Sentence, marked: dict[str, tuple[str, int]]) -> Iterator[AcronymStatement]:
    """ "*** Cooperative Patent Classification, run by …", where the text has "CPC***"."""
    text = context.text
    if context.block(sentence).kind != "note":
        return
    note = _FOOTNOTE.match(text, sentence.span.start, sentence.span.end)
    named = marked.get(note["mark"] + (note["number"] or "")) if note else None
    if note is None or named is None:
        return
    body = text[note.start("body") : min(sentence.span.end, note.start("body") + 140)]
    expansion = _spelled_out(named[0], body)
    if expansion is not None:
        yield AcronymStatement(Span(note.start("body"), note.start("body") + len(expansion)), "footnote", named[0], expansion)


def _spelled_out(short: str, long: str) -> str | None:
    """Return the beginning of `long` that spells `short` out, up to a comma or verb; None where its letters do not fit."""
    cut = _LONG_ENDS.search(long)
    candidate = " ".join((long[: cut.start()] if cut else long).strip(" \"“”'‘’*").split())
    words = _WORD.findall(candidate)
    if not 1 < len(words) <= 12:
        return None
    return candidate if _fits(_letters(short), words) else None


def _long_before(text: str, lo: int, hi: int, short: str) -> int | None:
    """Return where the long form begins that ends before `hi`: the shortest run of words whose beginnings give the short form."""
    letters = _letters(short)
    if not set(re.findall(r"\d", short)) <= set(text[lo:hi]):
        return None  # "intellectual property offices (IP5)" does not say what the 5 stands for
    words = list(_WORD.finditer(text, lo, hi))
    if not letters or not words or _cut_off(text[words[-1].end() : hi]):
        return None
    for first in range(len(words) - 1, max(-1, len(words) - 13), -1):
        if first < len(words) - 1 and _cut_off(text[words[first].end() : words[first + 1].start()]):
            return None
        run = [m.group() for m in words[first:]]
        if (
            run[0].lower() not in _FUNCTION
            and len(run) > 1
            and fold(run[0][0]) == letters[0]
            and _fits(letters, run)
            and not _goes_on_left(words, first, letters, text)
        ):
            return words[first].start()
    return None


def _goes_on_left(words: list[re.Match[str]], first: int, letters: str, text: str) -> bool:
    """ "European Patent Office (EPO)" is whole; "Office of the … (USPTO)" needs the words before: letters must be used up by initials."""
    initials = [fold(m.group()[0]) for m in words[first:] if m.group().lower() not in _FUNCTION]
    return (
        len(initials) < len(letters) - 1
        and first > 0
        and not _cut_off(text[words[first - 1].end() : words[first].start()])
        and words[first - 1].group()[0].isupper()
    )


def _cut_off(gap: str) -> bool:
    return len(gap) > 4 or any(c in gap for c in ".;:!?()")


def _letters(short: str) -> str:
    return "".join(fold(c) for c in short if c.isalpha())


def _fits(letters: str, words: list[str]) -> bool:
    """Tell whether the letters of a short form are found in the words in order, most of them at the beginning of words."""
    folded = [fold(w) for w in words]
    if not letters or not folded or folded[0][:1] != letters[0]:
        return False
    at, within, initials = 0, 0, 0
    for letter in letters:
        place = next(((i, 0) for i in range(at if within == 0 else at + 1, len(folded)) if folded[i][:1] == letter and i - at <= 3), None)
        if place is None:
            inside = folded[at].find(letter, max(1, within)) if at < len(folded) else -1
            if inside < 0:
                return False
            within = inside + 1
            continue
        initials += 1
        at, within = place[0], 1
    left = [w for w in words[at + 1 :] if w.lower() not in _FUNCTION]
    # "State Intellectual Property Office of China" may say more than SIPO does, "… under the PCT" is another thing.
    return initials * 2 > len(letters) and (
        not left
        or (len(left) == 1 and left[0].istitle() and (words[-2].lower() == "of" or left[0].lower() in _KINDS))
        or (len(left) == 1 and left[0].isdigit())
    )


# ---- the division in charge --------------------------------------------------------------------------------------------


def _contacts(context: Context) -> Iterator[ContactStatement]:
    sentences = context.release.sentences
    for sentence in sentences:
        if context.block(sentence).kind == "navigation" or sentence.span.end - sentence.span.start > 400:
            continue
        line = context.release.quote(sentence.span)
        found = _CONTACT_LINE.match(line)
        label = found["label"] if found else line
        if not _is_contact(context, sentence.span.start + (found.start("label") if found else 0), label):
            continue
        rest = found["rest"].strip() if found else ""
        start = sentence.span.start + found.start("rest") if found else sentence.span.end
        if not _DIVISION.search(rest):
            following = sentences[sentence.index + 1] if sentence.index + 1 < len(sentences) else None
            if following is None or following.span.end - following.span.start > 250 or context.block(following).kind == "navigation":
                continue
            start, rest = following.span.start, context.release.quote(following.span)
        statement = _contact(context, start, rest, label)
        if statement is not None:
            yield statement


def _is_contact(context: Context, start: int, label: str) -> bool:
    """Tell whether a short label, `start` being its place in the text, says "contact" at its beginning or end."""
    start += len(label) - len(label.lstrip())
    label = label.strip().rstrip(":：")
    if len(label) > 60 or len(label.split()) > 8:
        return False
    hits = [h for h in context.gazetteer.find(context.text, start, start + len(label), kinds=(_CUE,)) if h.slug == "contact"]
    return bool(hits) and (hits[0].start - start <= 3 or hits[-1].end - start >= len(label) - 1)


def _contact(context: Context, start: int, text: str, label: str) -> ContactStatement | None:
    lead = len(text) - len(text.lstrip(" -•*□ㅇ"))
    body = text[lead:].rstrip(" .")
    if not _DIVISION.search(body) or _NOT_A_DIVISION.search(body[:60]):
        return None
    span = Span(start + lead, start + lead + len(body))
    offices = context.in_span(span, "office")
    office: str | None = None
    division = body
    if offices:
        named = offices[-1] if offices[-1].span.end >= span.end - 10 else offices[0]
        office = named.entity.slug if isinstance(named.entity, Resolved) else str(named.value)
        if named.span.end >= span.end - 10 and named.span.start > span.start:
            division = context.text[span.start : named.span.start].rstrip(" ,(")
            division = re.sub(r"[\s,]+(?:of|at|in)?(?:\s?the)?$", "", division)
        elif named.span.start == span.start:
            division = context.text[named.span.end : span.end].lstrip(" ,'’s:") or body
    else:
        for hit in context.gazetteer.find(label, kinds=("office",)):
            office = hit.slug
    return ContactStatement(span, "division-in-charge", division, office) if _DIVISION.search(division) else None
