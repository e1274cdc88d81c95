"""Figures that count something: applications, patents, users, months; and sentences that break such a count down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.figure_clues import OFFICES, Clue, Clues, Number
from ip5kg.interpret.figure_drafts import Draft, code_of, make_statement, not_yet, only_scope, owner_of, they, year_of
from ip5kg.model import FigureStatement, Span

_UNIT: Final = {
    "applications-filed": "applications",
    "pct-applications": "applications",
    "patents-granted": "patents",
    "pendency": "months",
}
_MONTHS = re.compile(r"[\s-]?months?\b", re.IGNORECASE)
# "An applicant waits 14 months for the first office action", "examination took 16 months".
_WORK_DONE = re.compile(
    r"\b(?:examin(?:ation|ations|ing|ed|e)|search(?:es)?|office\sactions?|first\saction|grant(?:ed)?|decisions?|processing|examiners?)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:takes?|took|taken|waits?|waited|waiting|on\saverage|average|averages|averaged|shorten(?:ed)?|cut|reduc(?:ed|tion)|came\sdown|come\sdown|fell|fallen|dropped|"
    r"needs?|needed|lasts?|lasted|period|duration|time)\b",
    re.IGNORECASE,
)
_IT_WAS = re.compile(
    r"\b(?:it|this|that|they|the\s(?:figure|time|average|period|latter|former|same))\s(?:\w{1,12}\s){0,2}?(?:was|is|stood|stands|took|takes|came|comes"
    r"|amounted|amounts|lasted|lasts|reached|rose|fell|dropped|averaged|totall?ed)\b|\b(?:against|compared\s(?:with|to)|versus|and|while)\s",
    re.IGNORECASE,
)
# International applications that "were filed" are all of the treaty's.
_ALL_FILED = re.compile(r"\b(?:were|have\sbeen|had\sbeen)\s(?:\w{2,12}\s)?(?:filed|lodged|made|submitted)\b")
_DONE_WITH = re.compile(r"\b(?:filed|received|accepted|granted|lodged|submitted)\b")
_NOUN_GAP = re.compile(r"[\s-]?(?:(?:of\s(?:the|these|those|its|their|all|such)\s|of\s)?(?:[\w’'-]{1,20}\s){0,3})", re.IGNORECASE)
_NO_ADJECTIVE = re.compile(
    r"\b(?:in|on|at|for|with|from|by|to|and|or|as|is|are|was|were|be|been|that|which|who|the\sfirst|after|before|when|people"
    r"|persons?|participants?|experts?|offices?|"
    r"projects?|countries|members|days?|weeks?|months?|years?|hours?|minutes?|percent|per|delegates?|officials?|companies)\b",
    re.IGNORECASE,
)
GRANTED = re.compile(r"\b(?:grant(?:ed|s|ing)?|issued?|issuing|registered)\b", re.IGNORECASE)
_IS_WORTH = re.compile(
    r"\b(?:was|were|is|are|came|comes|come|amount(?:ed|s|ing)?|total(?:l?ed|s|l?ing)?|count(?:ed|s|ing)?|took|takes|take|saw|namely|that\sis|reach(?:ed|es|ing)?|stood|stands"
    r"|number(?:ed|s|ing)?|hit|exceed(?:ed|s|ing)?|"
    r"rose|fell|grew|climbed|increased|dropped|decreased|declined|surpassed|topped|passed|recorded|of|at|to|equal(?:led|s)?"
    r"|received|has\sbeen|have\sbeen|be(?:come|came)|speaks?\sof|puts?|meant|means|showed|shows?|made|makes|grown|risen|swollen)\b|[:=|(]|\bi\.\s?e\.",
    re.IGNORECASE,
)
_DISTRIBUTED = re.compile(
    r"\bof\s(?:the|these|those|all(?:\sthe)?)\s(?:[^\s\d]{1,20}\s){0,3}?(?:applications|filings|patents|requests|cases"
    r"|grants)\b",
    re.IGNORECASE,
)
_THAT_WAS = re.compile(r"\b(?:that|this|these|they)\s(?:was|were|is|are|came\sto|amounted\sto|meant|numbered)\s", re.IGNORECASE)
_WAITING = re.compile(r"\b(?:backlogs?|pending|unexamined|awaiting|queue)\b", re.IGNORECASE)
_APPLIED_FOR = re.compile(r"\b(?:applied\sfor|filed|applications|requested|sought)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b[Oo]f\s(?:the|its|their|these|those|our|all(?:\sthe)?|a\stotal\sof)\s$")
_CASES = re.compile(r"\s(?:cases|of\sthem|of\sthese|of\sthose|applications|were|was|in\s|from\s|came\b|the\s)", re.IGNORECASE)
_PLURAL_NOUN = re.compile(r"\s((?:[a-z-]{2,20}\s){0,2}?[a-z-]{3,20}s)\b")
_NO_FIGURE = word_set(
    "participants persons visitors attendees guests delegates representatives experts officials members days weeks months "
    "years hours minutes companies firms dollars euros yen won francs metres meters kilometres kilometers miles square "
    "as was is its this thus plus across"
)
SHARE_OF: Final = {
    "applications-filed": "share-of-world-applications",
    "patents-granted": "share-of-world-grants",
    "pct-applications": "share-of-pct-work",
}
_ANAPHOR = re.compile(r"\b(?:of|among)\s(?:these|those|them|which|this\stotal|that\stotal)\b", re.IGNORECASE)
# "2.7 million is the number of applications", "2.7 million: that is how many applications".
_TURNED = re.compile(
    r"\s(?:is|was|were)\sthe\s(?:number|total|count|figure)\s(?:of|for)\s|\s?[:,–-]\s(?:that|this)\s(?:is"
    r"|was)\show\smany\s"
)
_NEXT: Final = 24  # characters between "the number of" and what is counted
_SEVERAL_OF_THEM = re.compile(
    r"\b(?:at|with|in|by|to)\s(?:two\sor\smore|more\sthan\sone|at\sleast\s(?:two|three)|several|three\sor\smore)\b"
)
_ROUND: Final = 2  # digits before the noughts of a round number
_ENOUGH_FOR_ANYTHING = 10_000
_ENOUGH_FOR_KNOWN_THINGS = 100


def span_of_time(clues: Clues, number: Number, earlier: list[Draft]) -> FigureStatement | None:
    """Read "23 months" as a figure of pendency, where the sentence speaks of examination, search or waiting."""
    if not (found := _MONTHS.match(clues.text, number.end)) or found.end() > clues.hi:
        return None
    cues = [c for c in clues.measures if c.slug == "pendency"]
    lo, hi = clues.clause(number.start)
    near = clues.within(cues, lo, hi) or [c for c in cues if abs(c.start - number.start) < 120]
    if not near and (work := _WORK_DONE.search(clues.text, clues.lo, clues.hi)) and _LASTS.search(clues.text, clues.lo, clues.hi):
        near = [Clue(work.start(), work.end(), "pendency")]
    if not near and _goes_on_waiting(clues, number, earlier):
        near = [Clue(number.start, number.end, "pendency")]
    if (
        not near
        or not_yet(clues, number)
        or re.match(
            r"\s(?:from\s(?:the|today|now|\w+\sto)|after|before|of\sthe|ago|earlier|later)\b", clues.text[found.end() : found.end() + 10]
        )
    ):
        return None
    scope = clues.scope_of(number, share=False)
    code = _they_or(scope, clues, number, earlier) or only_scope(clues) or owner_of(clues, number, earlier)
    statement = make_statement(
        clues, number, "pendency", "months", year_of(clues, number, None, earlier, "pendency"), code, "pendency", [near[-1]]
    )
    return replace(statement, span=Span(statement.span.start, max(statement.span.end, found.end())))


def _they_or(scope: Clue | None, clues: Clues, number: Number, earlier: list[Draft]) -> str | None:
    """Return the owner that a clause names, unless it is named in an addition: "they received 2.36 million, with China …"."""
    if scope is None or (scope.start >= number.end and "," in clues.text[number.end : scope.start]):
        return they(clues, number, earlier) or code_of(scope)
    return code_of(scope)


def _goes_on_waiting(clues: Clues, number: Number, earlier: list[Draft]) -> bool:
    """ "It was 16.1 months at KIPO", "At the USPTO it stood at 14.8 months": the times that the sentence before spoke of."""
    index = clues.sentence.index - 1
    sentences = clues.context.release.sentences
    if index < 0 or sentences[index].block != clues.sentence.block or not _IT_WAS.search(clues.text, clues.lo, number.end):
        return False
    return any(d.statement.measure == "pendency" and d.sentence >= index for d in earlier[-20:]) or any(
        c.slug == "pendency" for c in Clues(clues.context, sentences[index]).measures
    )


def count_of(clues: Clues, number: Number, last: FigureStatement | None, earlier: list[Draft]) -> FigureStatement | None:
    """Read a number as a count of applications, patents or other things, with its year and owner."""
    counted = things_counted(clues, number) or _of_the_next(clues, number) or _of_these(clues, number, last, earlier)
    if counted is None or not_yet(clues, number):
        return None
    measure, evidence = counted
    unit = _UNIT.get(measure, "patents" if any(c.slug == "patents-granted" for c in evidence) else "other")
    if measure in SHARE_OF and _SEVERAL_OF_THEM.search(clues.text, number.end, min(clues.hi, number.end + 90)):
        year = year_of(clues, number, last, earlier, "other")
        return _up_to(make_statement(clues, number, "other", unit, year, None, "count", evidence), number)
    scope = clues.scope_of(number, share=False)
    code = _they_or(scope, clues, number, earlier)
    if code is None and measure != "other":
        code = only_scope(clues) or owner_of(clues, number, earlier)
    if code is None and measure == "pct-applications" and not clues.scopes and _ALL_FILED.search(clues.text, number.end, clues.hi):
        code = "world"
    year = year_of(clues, number, last, earlier, measure)
    return _up_to(make_statement(clues, number, measure, unit, year, code, "count", [*evidence, *([scope] if scope else [])]), number)


def _up_to(statement: FigureStatement, number: Number) -> FigureStatement:
    """Take "as many as" before a round number for "up to"; before an exact one it only stresses it."""
    round_ = len(str(int(number.quantity.value)).rstrip("0")) <= _ROUND
    return replace(statement, qualifier="under") if round_ and number.text.lower().startswith("as many as") else statement


def _of_the_next(clues: Clues, number: Number) -> tuple[str, list[Clue]] | None:
    """ "1.35 million of the 1.76 million applications": both numbers count the same things."""
    following = next((n for n in clues.numbers if n.start >= number.end), None)
    if (
        following is None
        or following.quantity.percent
        or not re.fullmatch(r"\s(?:out\s)?of\s(?:the|all|a\stotal\sof|some)?\s?(?:the\s)?", clues.text[number.end : following.start])
    ):
        return None
    return things_counted(clues, following) if following.quantity.value >= number.quantity.value else None


def _of_these(clues: Clues, number: Number, last: FigureStatement | None, earlier: list[Draft]) -> tuple[str, list[Clue]] | None:
    """ "Of these, 1.35 million went to the five offices", "…, namely 1.35 million": the things that the figure before counts."""
    if number.quantity.value < 1000 or _other_noun(clues, number):
        return None
    earlier_ones = [d.statement for d in earlier[-20:] if clues.sentence.index - d.sentence <= 1 and d.statement.measure in SHARE_OF]
    near = last if last is not None and last.measure in SHARE_OF else next(reversed(earlier_ones), None)
    if near is None and _THAT_WAS.search(clues.text, clues.lo, number.start):  # "… 85% of all applications. In 2021, that was 2.9 million"
        shares = [d.statement for d in earlier[-3:] if clues.sentence.index - d.sentence <= 1 and d.statement.measure in SHARE_OF.values()]
        counted = {share: counted for counted, share in SHARE_OF.items()}
        return (counted[shares[-1].measure], []) if shares and _goes_on_counting(clues, number) else None
    _, end = clues.clause(number.start)
    stop = clues.text.find(",", number.end, end)
    end = stop if stop > 0 else end
    named_later = last is None and any(number.end <= c.start < end and c.slug in SHARE_OF for c in clues.measures)
    if near is None or named_later or not near.value / 1000 < number.quantity.value < near.value * 1000:
        return None
    again = _ANAPHOR.search(clues.text, clues.lo, min(clues.hi, number.end + 12)) is not None or clues.numbers[0].start < number.start
    return (near.measure, []) if again or _goes_on_counting(clues, number) else None


def _goes_on_counting(clues: Clues, number: Number) -> bool:
    """ "The whole world counted 1.76 million": a verb of counting before, and nothing that is counted after the number."""
    after = clues.text[number.end : number.end + 4]
    return _IS_WORTH.search(clues.text, clues.lo, number.start) is not None and re.match(r"\s?[.,;(]|\s(?:in|of|or)\b|$", after) is not None


def things_counted(clues: Clues, number: Number) -> tuple[str, list[Clue]] | None:
    """Tell what a number counts: by the noun after it, else by the noun before it ("the number of applications was 2.73 million")."""
    value = number.quantity.value
    spelled = number.text[-1:].isalpha() and not re.search(r"\d", number.text)
    lo, hi = clues.window_after(number)
    turned = _TURNED.match(clues.text, number.end, clues.hi)
    if turned is not None and value >= _ENOUGH_FOR_KNOWN_THINGS:
        named = [c for c in clues.within(clues.measures, turned.end(), clues.hi) if c.start - turned.end() < _NEXT and c.slug in SHARE_OF]
        if named:
            return _thing(clues, named[0], number)
    for clue in clues.within(clues.measures, lo, hi):
        gap = clues.text[number.end : clue.start]
        if clue.slug in ("pendency", "share-of-world-applications", "share-of-world-grants") or (clue.slug == "other" and not clue.loose):
            continue
        if not _NOUN_GAP.fullmatch(gap) or _NO_ADJECTIVE.search(gap):
            break
        few = (
            (spelled or clue.loose)
            and value < 20
            and not (clue.slug in SHARE_OF and _DONE_WITH.search(clues.text, *clues.clause(number.start)))
        )
        return None if few else _thing(clues, clue, number)
    if value < 1000:
        return None
    if _PLURAL_NOUN.match(clues.text, number.end) is None or number.quantity.value >= 1000:
        for clue in clues.before(clues.measures, clues.lo, number.start):
            if clue.slug in ("applications-filed", "pct-applications", "patents-granted") or (clue.slug == "other" and clue.loose):
                between = clues.text[clue.end : number.end]  # "exceeded" may be part of the number's own words
                if _IS_WORTH.search(between) and not _other_noun(clues, number):
                    return _thing(clues, clue, number)
        world = [c for c in clues.within(clues.scopes, lo, hi) if c.slug == "world"] or [
            c for c in clues.within(clues.scopes, max(clues.lo, number.start - 24), number.start) if c.slug == "world"
        ]
        if world and not _other_noun(clues, number) and any(c.slug == "applications-filed" for c in clues.measures):
            return "applications-filed", [world[0]]
    if value >= _ENOUGH_FOR_ANYTHING and (noun := _other_noun(clues, number)):
        return "other", [Clue(noun[0], noun[1], "other", True)]
    return None


def _other_noun(clues: Clues, number: Number) -> tuple[int, int] | None:
    found = _PLURAL_NOUN.match(clues.text, number.end)
    if found is None or found.end() > clues.hi or _NO_ADJECTIVE.search(found[1]) or found[1].split()[-1] in _NO_FIGURE:
        return None
    return found.span(1)


def _thing(clues: Clues, clue: Clue, number: Number) -> tuple[str, list[Clue]] | None:
    slug = clue.slug
    if slug == "applications-filed" and _WAITING.search(clues.text, *clues.clause(number.start)):
        return "other", [clue]
    if slug == "patents-granted":
        lo, hi = clues.clause(number.start)
        if clue.loose and _APPLIED_FOR.search(clues.text, clues.lo, clues.hi) and not GRANTED.search(clues.text, clues.lo, clues.hi):
            return "applications-filed", [clue]
        granted = (not clue.loose and "grant" in clues.text[clue.start : clue.end].lower()) or GRANTED.search(
            clues.text, lo, hi
        ) is not None
        return ("patents-granted" if granted else "other"), [clue]
    small = number.quantity.value < _ENOUGH_FOR_KNOWN_THINGS
    if small and (slug == "other" or (clue.loose and _DONE_WITH.search(clues.text, *clues.clause(number.start)) is None)):
        return None  # "analysed 12 typical cases"
    return slug, [clue]


def is_broken_down(clues: Clues, number: Number) -> bool:
    """Tell whether a sentence goes on to say how its first number is made up: "Of its 100 applications, 85 were filed in English"."""
    return _OF_ALL.search(clues.text, clues.lo, number.start) is not None


def distribution(clues: Clues, earlier: list[Draft]) -> FigureStatement | None:
    """Return the figure that a sentence breaks down ("Of the applications accepted, 85 were filed in English, 13 in German")."""
    if not earlier or earlier[-1].block < clues.sentence.block - 1:
        return None
    counts = [d.statement for d in earlier[-20:] if d.statement.unit in ("applications", "patents") and d.statement.rule == "count"]
    whole = next(reversed(counts), None)
    if whole is None:
        return None
    if _DISTRIBUTED.match(clues.text, clues.lo) or (
        len(clues.numbers) > 1 and _DISTRIBUTED.search(clues.text, clues.lo, clues.numbers[0].start)
    ):
        return whole
    goes_on = (
        earlier[-1].statement.rule == "distribution"
        and earlier[-1].block == clues.sentence.block
        and earlier[-1].sentence == clues.sentence.index - 1
    )
    return whole if goes_on and re.search(r"\bcases\b|\bof\s(?:them|these|those)\b", clues.text[clues.lo : clues.hi]) else None


def part_of(clues: Clues, number: Number, whole: FigureStatement) -> FigureStatement | None:
    """Read a number as a part of the count `whole`: "13 in German", "in 32 cases the EPO"."""
    if number.quantity.percent or number.quantity.value > whole.value or not _CASES.match(clues.text, number.end):
        return None
    following = next((n.start for n in clues.numbers if n.start >= number.end), clues.hi)
    part = clues.text[number.end : following]
    named = [c for c in clues.scopes if number.end <= c.start < following]
    code = whole.scope
    if named and named[0].slug != "IP5":
        code = named[0].slug if named[0].slug in OFFICES else None
    end = number.end + len(re.sub(r"(?:,?\sand)?(?:,)?\s(?:in\s)?(?:the\sremaining\s)?$", "", part).rstrip(" ,;."))
    start = number.start
    lead = re.search(
        r"\b(?:in|in\sthe\sremaining|the\sremaining|of\sthese,?)\s$", clues.text[max(clues.lo, start - 24) : start], re.IGNORECASE
    )
    if lead:
        start -= len(lead.group())
    return FigureStatement(
        span=Span(start, end), rule="distribution", measure=whole.measure, value=number.quantity.value, unit=whole.unit,
        qualifier=number.quantity.qualifier, year=clues.year_of(number) or None, scope=code,
    )  # fmt: skip
