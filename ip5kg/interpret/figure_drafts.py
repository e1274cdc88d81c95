"""What all rules for figures share: whose figure it is, of which year, what is quoted, and that each is told once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.figure_clues import OFFICES, Clue, Clues, Number
from ip5kg.model import FigureStatement, Span

# What is aimed at, allowed or expected is no figure of what is.
_NOT_YET = re.compile(
    r"\b(?:will|shall|should|would|could|may|might|must|can|cannot|undertaken|undertake[sn]?|undertook|limit(?:ed|s)?|cap(?:ped)?"
    r"|quota|targets?|goals?|aim(?:s|ed|ing)?|"
    r"plan(?:s|ned)?|expect(?:s|ed)?(?:\sthat)?|forecasts?(?:\sthat)?|predict(?:s|ed)?|hope[sd]?|intend(?:s|ed)?"
    r"|pledge[sd]?|promise[sd]?|commit(?:s|ted|ment)?|vow(?:s|ed)?|ambitions?|objective|strives?|envisage[sd]?|propos(?:e[sd]?|als?)|wants?|wanted|wish(?:es|ed)?"
    r"|seeks?|sought|(?:agreed|decided|resolved|set\sout)\sto|if|unless|were\sto|is\sto|are\sto)\b",
    re.IGNORECASE,
)
_SAYS_SOMETHING_ELSE = re.compile(
    r",|\b(?:which|who|where|whose)\b|\w\s\w{1,20}\sthat\s|\b(?:handling|receiving|accounting|representing|taking|with|having|responsible|in\scharge|holding|covering|processing)\b"
)
_SAME_SUBJECT = re.compile(
    r"\s{0,2}(?:[-•*□ㅇ]\s)?(?:This|That|These|Those|It|They|Of\sthese|Of\sthem|Of\sthose|Work|At\sthe\ssame\stime|In\saddition"
    r"|Moreover|Likewise)\b"
)
_PRESENT = re.compile(
    r"\b(?:has|have|is|are|handles?|accounts?|receives?|stands?|does|do|takes?|makes?|now|today|currently)\b", re.IGNORECASE
)
_THE_OFFICE = re.compile(r"\b[Tt]he\s(?:Office|office)\b")
_THE_OFFICES = re.compile(r"\b(?:[Tt]he(?:se)?\s(?:Offices|offices)|[Tt]hey|[Tt]heir)\b")
_AT_THEIR_DESKS = re.compile(r"\b(?:their|these) (?:desks|doors?|offices|hands|examiners|counters)\b|\bour (?:five )?offices\b")
_REPORT_OF = re.compile(
    r"\b[Ss]tatistics\s[Rr]eport,?\s(?:for\s)?(20\d\d)\b|\b(20\d\d)\s(?:edition\sof\sthe\s)?(?:IP5\s)?[Ss]tatistics\s[Rr]eport\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|stood|rose|grew|fell|took|saw|leapt|lay|came|went|got|held|made|met|shrank|sank|\w{3,14}ed)\b")
_OPENING: Final = 1500
_FAR_BACK: Final = 3  # figures back of which the years must agree
_NEXT_BLOCKS: Final = 6  # blocks back to a figure of the same section whose year still holds
_THEY = re.compile(r"\b(?:they|together)\b", re.IGNORECASE)
_A_FEW: Final = 2
_THAT_YEAR = re.compile(r"\b(?:of|among) (?:these|those|them)\b|\b(?:that|the same) year\b", re.IGNORECASE)
_EDGE = re.compile(
    r",?\s(?=and\s(?!(?:the\s)?(?:IP|CNIPA|China|Europe|Japan|Korea|USPTO|EPO|JPO|KIPO|SIPO))[a-z]{2,14}\s)|"
    r",\s(?=(?:in\s|of\s|from\s)?(?:which|who|accounting|an?\s|up\s|down\s|or\s|but\s|representing|that\sis|while|so\s|with\s"
    r"|about\s|around\s|some\s))"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure with the place it was read at, before year and scope are inherited and doubles are taken out."""

    statement: FigureStatement
    sentence: int
    block: int
    heading: bool


def only_scope(clues: Clues) -> str | None:
    """Return the one owner of figures that a sentence names, if it names one only."""
    codes = {c.slug for c in clues.scopes if c.slug not in ("world", "WO")}
    return codes.pop() if len(codes) == 1 else None


def code_of(scope: Clue | None) -> str | None:
    """Return the slug of a scope; WIPO, which has figures but is no scope, has none."""
    return None if scope is None or scope.slug == "WO" else scope.slug


def not_yet(clues: Clues, number: Number) -> bool:
    """Tell whether the number is aimed at, allowed or expected, by a word before it in its clause.

    "KIPO will host the five offices, which handle 85%" and "… to host the offices handling 85%" say so of the hosting only.
    """
    lo, _ = clues.clause(number.start)
    opened = clues.in_relative_clause(number)
    before = clues.blanked(opened if opened is not None else lo, number.start)
    ends = [found.end() for found in _NOT_YET.finditer(before)]
    return bool(ends) and _SAYS_SOMETHING_ELSE.search(before, ends[-1]) is None


def owner_of(clues: Clues, number: Number, earlier: list[Draft]) -> str | None:
    """Return whose figure it is where the clause only says "they", "the Office" or nothing: who was spoken of last."""
    before = clues.text[clues.lo : number.start]
    block = clues.context.release.blocks[clues.sentence.block]
    if _THE_OFFICE.search(before) and not _THE_OFFICES.search(before):
        stretch = Span(block.span.start, number.start)
        offices = [m.value for m in clues.context.in_span(stretch, "office") if m.value in OFFICES]
        if offices:
            return str(offices[-1])
        return clues.context.release.publisher_code if clues.context.release.publisher_code in OFFICES else None
    near = _previous(clues, earlier)
    if near is not None and (_THE_OFFICES.search(before) or near.sentence == clues.sentence.index or _goes_on(clues)):
        return near.statement.scope
    around = clues.text[clues.lo : clues.hi]
    if not clues.scopes and _only_the_five(clues):
        return "IP5"
    return "IP5" if _THE_OFFICES.search(before) or _AT_THEIR_DESKS.search(around) else None


def _only_the_five(clues: Clues) -> bool:
    """Tell whether the one or two sentences before in the block speak of the five offices, and of no office alone."""
    sentences = clues.context.release.sentences
    before = [s for s in sentences[max(0, clues.sentence.index - 2) : clues.sentence.index] if s.block == clues.sentence.block]
    return {c.slug for s in before for c in Clues(clues.context, s).scopes} == {"IP5"}


def they(clues: Clues, number: Number, earlier: list[Draft]) -> str | None:
    """Return who "they" are or "together" has, where the clause of a number says so: the five, if the sentence before spoke of them."""
    lo, _ = clues.clause(number.start)
    ends = [found.end() for found in _THEY.finditer(clues.text, lo, number.start)]
    if not ends or clues.within(clues.scopes, ends[-1], number.start):
        return None
    if clues.within([c for c in clues.scopes if c.slug in OFFICES], lo, ends[-1]):
        return None
    index = clues.sentence.index - 1
    sentences = clues.context.release.sentences
    near = _previous(clues, earlier)
    if index < 0 or sentences[index].block != clues.sentence.block:
        return "IP5"
    named = {c.slug for c in Clues(clues.context, sentences[index]).scopes}
    if "IP5" in named or len(named & OFFICES) > _A_FEW or near is None or near.statement.scope in (None, "world"):
        return "IP5"
    return near.statement.scope


def _previous(clues: Clues, earlier: list[Draft]) -> Draft | None:
    """Return the figure before, where it stands in this sentence or in the one before in the same block."""
    if earlier and earlier[-1].block == clues.sentence.block and clues.sentence.index - earlier[-1].sentence <= 1:
        return earlier[-1]
    return None


def _goes_on(clues: Clues) -> bool:
    """Tell whether a sentence goes on about what the sentence before said: by "This …", or by being a report in the past tense."""
    return _SAME_SUBJECT.match(clues.text, clues.lo) is not None or _PRESENT.search(clues.text, clues.lo, clues.hi) is None


def year_of(clues: Clues, number: Number, last: FigureStatement | None, earlier: list[Draft], measure: str) -> int | None:
    """Return the year of the data: as the sentence gives it, else that of the figure that it goes on about."""
    year = clues.year_of(number)
    if year is not None:
        return year
    if last is not None and clues.in_relative_clause(number) is not None:
        return last.year
    near = _previous(clues, earlier)
    if near is not None and near.sentence == clues.sentence.index:
        return near.statement.year
    if (introduced := _year_of_list(clues)) is not None:
        return introduced
    same_thing = near is not None and (
        near.statement.measure == measure or measure == "pendency" or _THAT_YEAR.search(clues.text, clues.lo, clues.hi) is not None
    )
    goes_on = same_thing and (clues.same_year or _goes_on(clues))
    inherited = near.statement.year if near is not None and (goes_on or (measure != "pendency" and _is_past(clues, number))) else None
    if inherited is None and measure != "pendency":
        inherited = _year_of_section(clues, number, earlier)
    return inherited or clues.same_year or _year_of_report(clues, number)


def _year_of_section(clues: Clues, number: Number, earlier: list[Draft]) -> int | None:
    """Return the year of the figures before in the same section, where this one is told in the past tense as well."""
    if not earlier or earlier[-1].heading or clues.sentence.block - earlier[-1].block > _NEXT_BLOCKS or not _is_past(clues, number):
        return None
    between = clues.context.release.blocks[earlier[-1].block : clues.sentence.block]
    if any(block.kind in ("heading", "title") for block in between):
        return None
    years = {d.statement.year for d in earlier[-_FAR_BACK:] if d.statement.year is not None}
    return years.pop() if len(years) == 1 else None


def _is_past(clues: Clues, number: Number) -> bool:
    """Tell whether the clause of a number is a report in the past tense."""
    lo, hi = clues.clause(number.start)
    return _PAST.search(clues.text, lo, hi) is not None and _PRESENT.search(clues.text, lo, hi) is None


def _year_of_report(clues: Clues, number: Number) -> int | None:
    """Return the year of the statistics report that a release is about, for what is told in the past tense: "At KIPO it was 16 months"."""
    context = clues.context
    if "report_year" not in context.shared:
        opening = f"{context.release.title}\n{context.text[:_OPENING]}"
        years = {int(m[1] or m[2]) for m in _REPORT_OF.finditer(opening)}
        context.shared["report_year"] = years.pop() if len(years) == 1 else None
    year = context.shared["report_year"]
    return year if isinstance(year, int) and _is_past(clues, number) else None


def _year_of_list(clues: Clues) -> int | None:
    """Return the year that the line before a list gives for all its items: "Its main figures for 2021:"."""
    context = clues.context
    if context.block(clues.sentence).kind not in ("item", "row"):
        return None
    before = clues.sentence.index - 1
    while before >= 0 and context.block(context.release.sentences[before]).kind in ("item", "row"):
        before -= 1
    if before < 0:
        return None
    line = context.release.sentences[before]
    heading = context.block(line).kind == "heading"
    if not heading and not line.span.of(context.text).rstrip().endswith(":"):
        return None
    years = {year for _, _, year in Clues(context, line).years}
    return years.pop() if len(years) == 1 else None


def make_statement(
    clues: Clues, number: Number, measure: str, unit: str, year: int | None, scope: str | None, rule: str, evidence: list[Clue]
) -> FigureStatement:
    """Make the statement with its quote."""
    return FigureStatement(
        span=_quote(clues, number, evidence), rule=rule, measure=measure, value=number.quantity.value, unit=unit,
        qualifier=number.quantity.qualifier, year=year, scope=scope,
    )  # fmt: skip


def _quote(clues: Clues, number: Number, evidence: list[Clue]) -> Span:
    """Return the words that state a figure: from the first to the last that was needed, out to the edges of the clause."""
    lo, hi = clues.clause(number.start)
    inside = [c for c in evidence if lo <= c.start and c.end <= hi]
    start = min([number.start, *(c.start for c in inside)])
    end = max([number.end, *(c.end for c in inside)])
    for cut in _EDGE.finditer(clues.text, lo, number.start):
        if cut.end() <= start:
            lo = cut.end()
    if start - lo > 160:
        lo = start
    cut_after = _EDGE.search(clues.text, end, hi)
    hi = cut_after.start() if cut_after else hi
    if hi - end > 120:
        hi = end
    return _trimmed(clues.text, lo, hi)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "-–—•*□ㅇ○·,;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:*"):
        end -= 1
    return Span(start, end)


def once(drafts: list[Draft]) -> Iterator[FigureStatement]:
    """Yield each figure once: running text before headings, and with its year where one of its statements gives it."""
    kept: dict[tuple[str, float, str], list[Draft]] = {}
    for draft in sorted(drafts, key=lambda d: d.heading):
        s = draft.statement
        same = kept.setdefault((s.measure, s.value, s.unit), [])
        for i, other in enumerate(same):
            o = other.statement
            if (s.scope == o.scope or None in (s.scope, o.scope) or draft.heading) and (s.year == o.year or None in (s.year, o.year)):
                if not draft.heading and (o.year is None) and s.year is not None:
                    same[i] = draft
                break
        else:
            same.append(draft)
    yield from sorted((d.statement for group in kept.values() for d in group), key=lambda s: (s.span.start, s.span.end, s.measure))
