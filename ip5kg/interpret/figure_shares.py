"""Figures in percent: rates of growth, and shares of what the world or an office has."""

from __future__ import annotations

import re

from ip5kg.interpret.figure_clues import OFFICES, Clue, Clues, Number
from ip5kg.interpret.figure_counts import GRANTED, SHARE_OF, things_counted
from ip5kg.interpret.figure_drafts import Draft, code_of, make_statement, not_yet, only_scope, owner_of, year_of
from ip5kg.model import FigureStatement, Span

_GROWTH_LINK = re.compile(
    r"\s?(?:(?:was|were|is|are|has|have|been|again|further|another|slightly|sharply|clearly|only|even|a|an|by|of|at|to\sbe|around"
    r"|about|nearly|almost|some|"
    r"more\sthan|over|as\smuch\sas|roughly|approximately|from|the|year|previous|in|\d{4})\s){0,5}",
    re.IGNORECASE,
)
_JUST_BEFORE_GROWTH = re.compile(r"\s?(?:(?!of|end|ends|ended|turn|make|made|went|go|come|came|was|were|is|are)\w{1,10}\s)?")
_MADE_UP = re.compile(r"\b(?:ma[kd]es?|making|takes?|took|taken|taking|divided|split|broken|set)\s$", re.IGNORECASE)
_LEVEL = re.compile(r"\bto\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)
_WORK = re.compile(r"\b(?:work|do|does|done|doing|search|searches|examin\w{1,10}|reports?)\b", re.IGNORECASE)
_OF = re.compile(r"\s(?:share\s)?of\b")
_NOTHING_BUT_A_TOTAL = re.compile(
    r"\s(?:share\s)?of\s?(?:(?:the|a|an|all|those|total|whole|number|figure|volume|overall|filed|in|that|same|year|\d{4})\s?){0,6}"
)
_OF_THEM = re.compile(r"\sof\s(?:them|these|those)\b")
_THAT_MAKES = re.compile(
    r"(?:That|This|It)\s(?:makes|made|is|was|equals|equalled|corresponds\sto|comes\sto|amounts\sto|represents|means)\s"
)
_ALL_OF_THEM = re.compile(r"\ball\s(?:the\s|of\sthe\s)?(?:patent\s)?(?:applications|filings)\b", re.IGNORECASE)
_PART_OF_THEM = re.compile(
    r"\b(?:their|its|own)\s(?:\w{2,12}\s)?(?:applications|filings)\b|\b(?:at|with|of)\s(?:each|another|every)\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:participants|people|persons|attendees|delegates|delegations|guests|visitors|speakers|experts|officials|inventors|women|men)\b",
    re.IGNORECASE,
)


def growth_of(clues: Clues, number: Number, last: FigureStatement | None, earlier: list[Draft]) -> FigureStatement | None:
    """Read a percentage as a rate of growth; it shares year and owner with the figure before it."""
    cue = _growth_cue(clues, number)
    follows = last is not None and last.rule == "growth" and clues.text[max(clues.lo, number.start - 3) : number.start] == "by "
    if cue is None and not number.quantity.points and not follows and not _continues_growth(clues, number, earlier):
        return None
    if not_yet(clues, number):
        return None
    scope = clues.scope_of(number, share=False)
    year = year_of(clues, number, None, earlier, "other")
    code = code_of(scope)
    owner = _owner_of_relative(clues, number)
    if owner is not None:
        code, year = owner, year or (last.year if last is not None else None)
    elif last is not None:
        own = any(number.end <= start < clues.window_after(number)[1] for start, _, _ in clues.years)
        year, code = year if own or last.year is None else last.year, last.scope or code
    elif code in (None, "world"):
        code = owner_of(clues, number, earlier) or code
    return make_statement(clues, number, "other", "percent", year, code, "growth", [cue] if cue else [])


def _owner_of_relative(clues: Clues, number: Number) -> str | None:
    """ "followed by the USPTO, which saw a decrease of 4%": the office that the relative clause is about."""
    opened = clues.in_relative_clause(number)
    if opened is None:
        return None
    return next((c.slug for c in clues.scopes if c.slug in OFFICES and 0 <= opened - c.end <= 1), None)


def _growth_cue(clues: Clues, number: Number) -> Clue | None:
    """Find the word of growth that a percentage belongs to: "10% more", "up 4.5%", "an increase of 3.7%"."""
    text = clues.text
    growth = [c for c in clues.measures if c.slug == "other" and not c.loose]
    for clue in growth:
        if 0 <= clue.start - number.end <= 12 and _JUST_BEFORE_GROWTH.fullmatch(text, number.end, clue.start):
            return clue
    for clue in reversed([c for c in growth if c.end <= number.start]):
        gap = text[clue.end : number.start]
        if len(gap) <= 60 and _GROWTH_LINK.fullmatch(gap + (" " if not gap.endswith(" ") else "")):
            if _MADE_UP.search(text, max(clues.lo, clue.start - 10), clue.start) or _LEVEL.search(gap) or clue.start >= number.start:
                return None
            if re.match(r"\s?of\s(?:all|the)\b", text[number.end : number.end + 12]) and not gap.strip().endswith(("by", "of")):
                return None
            return clue
        break
    return None


def _continues_growth(clues: Clues, number: Number, earlier: list[Draft]) -> bool:
    """ "- design applications by 1.5%, and" goes on with the rates of the item before."""
    return bool(
        earlier
        and earlier[-1].statement.rule == "growth"
        and clues.sentence.index - earlier[-1].sentence <= 1
        and re.search(
            r"\bby\s(?:as\smuch\sas\s|about\s|some\s)?$",
            clues.text[max(clues.lo, number.start - 24) : number.start + (number.start != number.end)][:24] or "",
        )
    )


def share_of(clues: Clues, number: Number, last: FigureStatement | None, earlier: list[Draft]) -> FigureStatement | None:
    """Read a percentage as a share: of the world's applications, grants or PCT work, or of something else."""
    if not_yet(clues, number):
        return None
    lo, hi = clues.window_after(number)
    clause = clues.clause(number.start)
    of_something = _OF.match(clues.text, number.end) is not None
    found = (
        _of_a_number(clues, number)
        or (_of_the_total(clues, lo, hi, last) if of_something else None)
        or (_object(clues, lo, hi) if of_something or number.is_fraction or clues.within(clues.scopes, lo, hi) else None)
    )
    if found is None and of_something and _OF_THEM.match(clues.text, number.end):
        found = _of_the_same(clues, last, earlier)
    if found is None and not of_something:
        found = _object(clues, clause[0], number.end) or _object(clues, clues.lo, number.start) or _of_the_same(clues, last, earlier)
    measure, evidence = found or ("other", [])
    scope = clues.scope_of(number, share=True)
    code = code_of(scope)
    if measure == "other":
        if number.is_fraction and not evidence:
            return None
        if _PEOPLE.search(clues.text, clues.lo, hi) and not clues.within(clues.scopes, lo, hi):
            return None  # who came, not what was counted
        if code is None and not clues.within(clues.scopes, *clause) and not of_something:
            return None
    if code in (None, "world") and measure != "other":
        owner = only_scope(clues) or owner_of(clues, number, earlier)
        code = owner if owner not in (None, "world") else "IP5"
    return make_statement(
        clues,
        number,
        measure,
        "percent",
        year_of(clues, number, last, earlier, measure),
        code,
        "share",
        [*evidence, *([scope] if scope else [])],
    )


def _of_the_total(clues: Clues, lo: int, hi: int, last: FigureStatement | None) -> tuple[str, list[Clue]] | None:
    """ "85% of the world total": a share of what the figure before counts, or of what else the sentence counts."""
    world = next((c for c in clues.within(clues.scopes, lo, hi) if c.slug == "world"), None)
    if world is None or not _NOTHING_BUT_A_TOTAL.fullmatch(
        " " + " ".join(f"{clues.text[lo : world.start]} {clues.text[world.end : hi].rstrip(' .,;)')}".split())
    ):
        return None
    counted = [c.slug for c in clues.measures if c.slug in SHARE_OF]
    measure = last.measure if last is not None and last.measure in SHARE_OF else counted[0] if counted else None
    return (SHARE_OF[measure], [world]) if measure else None


def _of_the_same(clues: Clues, last: FigureStatement | None, earlier: list[Draft]) -> tuple[str, list[Clue]] | None:
    """ "1.35 million of these, or 77%", "That makes 77 percent": a share of the world's total that was given before."""
    near = [d.statement for d in earlier[-20:] if clues.sentence.index - d.sentence <= 1]
    if last is None and near and (_THAT_MAKES.match(clues.text, clues.lo, clues.hi) or _OF_THEM.search(clues.text, clues.lo, clues.hi)):
        last = near[-1]
    if last is None or last.rule != "count" or last.measure not in SHARE_OF:
        return None
    return (SHARE_OF[last.measure], []) if any(s.measure == last.measure and s.scope == "world" for s in near) else None


def _object(clues: Clues, lo: int, hi: int) -> tuple[str, list[Clue]] | None:
    """Tell what a percentage is a share of, from the words in `text[lo:hi]`; None where they name nothing that is counted."""
    things = [c for c in clues.within(clues.measures, lo, hi) if c.slug not in ("other", "pendency")]
    here = [c for c in clues.within(clues.scopes, lo, hi) if c.slug == "world"]
    world = here or [c for c in clues.scopes if c.slug == "world"]
    treaty = [Clue(m.span.start, m.span.end, "pct") for m in clues.context.in_span(Span(lo, hi), "topic") if m.value == "pct"]
    slugs = {c.slug for c in things}
    if slugs & {"share-of-pct-work", "pct-applications"} or (treaty and _WORK.search(clues.text, lo, hi)):
        return "share-of-pct-work", [c for c in things if c.slug in ("share-of-pct-work", "pct-applications")] + treaty
    granted = [c for c in things if c.slug == "patents-granted"]
    applications = [c for c in things if c.slug == "applications-filed"]
    if granted and not applications and world:
        if any(not c.loose for c in granted) or GRANTED.search(clues.text, *clues.clause(lo)):
            return "share-of-world-grants", [granted[0], world[0]]
        return "share-of-world-applications", [granted[0], world[0]]  # "90% of the world's patents" are those that are applied for
    if applications:
        own = [c for c in clues.within(clues.scopes, lo, hi) if c.slug in OFFICES]
        part = _PART_OF_THEM.search(clues.text, lo, hi)
        if world or (not own and not part and (any(c.slug == "IP5" for c in clues.scopes) or _ALL_OF_THEM.search(clues.text, lo, hi))):
            return "share-of-world-applications", [applications[-1], *world[:1]]
    if any(c.slug == "share-of-world-applications" and not c.loose for c in things):
        return "share-of-world-applications", things
    return ("other", [here[0]]) if here and not granted and not applications else None


def _of_a_number(clues: Clues, number: Number) -> tuple[str, list[Clue]] | None:
    """ "85% of the 3.22 million applications", "85% of a world total of 3.22 million": a share of what the next number counts."""
    following = next((n for n in clues.numbers if n.start >= number.end and n.counts), None)
    if following is None or following.quantity.percent or following.start - number.end > 60 or following.quantity.value < 1000:
        return None
    world = next((c for c in clues.scopes if c.slug == "world" and c.start >= number.end), None)
    if world is None or _OF.match(clues.text, number.end) is None:
        return None
    counted = things_counted(clues, following) or ("applications-filed", [])
    return SHARE_OF.get(counted[0], "other"), [*counted[1], world]
