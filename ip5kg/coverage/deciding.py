"""Who did what: whether a sentence says that the offices, their heads, a body or a meeting decided or dealt with something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ip5kg.coverage.acts import Act, Verbs
from ip5kg.coverage.look import Look
from ip5kg.gazetteer import Word

_INDUSTRY_BODIES: Final = ("ip5-industry", "industry-ai")
_BE: Final = frozenset("be is are was were been being".split())
_FUTURE: Final = frozenset("will shall did".split())
_DOUBTFUL: Final = frozenset("would should could might may can if whether unless until before than never".split())
_RELATIVE: Final = frozenset("that which who".split())
BEFORE_VERB: Final = 5
_NEXT: Final = 3  # characters
_MOSTLY_SPEECH: Final = 0.3
_HABITUAL: Final = frozenset(
    {"discussed", "exchanged-views", "shared-information", "reviewed", "proposed", "recognized", "noted", "established", "launched"}
)
EXCHANGING: Final = (_HABITUAL - {"established", "launched"}) | {"welcomed", "acknowledged", "stressed"}
"""Acts that are no decision where no meeting is told of: surveys, analyses, exchanges."""
_NOUN_BEFORE: Final = frozenset("its their his her our the a an this that these those of on for in no any each every own".split())
"""Words behind which a verb in its base form is a noun: "since its launch"."""
_SHORTEST: Final = 9
_ANNOUNCED: Final = frozenset(
    "outcomes results points things decisions topics items matters agreements subjects issues steps measures".split()
)
_OUTSIDERS: Final = frozenset("applicants inventors attorneys readers applicant inventor".split())


def decides(look: Look, verbs: Verbs) -> bool:
    """Tell whether a verb of decision has the offices, their heads, a body or a meeting as its subject, or none at all."""
    return bool(decided(look, verbs))


def decided(look: Look, verbs: Verbs) -> str | None:
    """Return the first act that the offices, their heads, a body or a meeting are said to have done; None where there is none."""
    if look.spoken > _MOSTLY_SPEECH or (look.first < look.last and look.words[look.first].form in _OUTSIDERS):
        return None
    parties = parties_in(look)
    for act in verbs.acts(look.words, look.first, look.last):
        before = look.words[max(look.first, act.first - BEFORE_VERB) : act.first]
        if _doubtful(before) or _doubtful(look.words[act.first : act.last]):
            continue
        leading = subject_of(parties, look.words[act.first].start)
        if act.form == "phrase" or (act.form == "past" and is_passive(before)):
            agent = _agent(look, act, parties)
            if agent in ("single", "industry") or (agent is None and leading == "industry"):
                continue
            if leading == "single" and agent is None and act.slug in _HABITUAL:
                continue
            late = [w.form for w in (*before[-3:], *look.words[act.first : act.last])]
            if ("is" in late or "are" in late) and "to" not in late and act.slug in _HABITUAL:
                continue  # "tasks are discussed in groups"
            if look.labelled("coverage-cue:view"):
                continue  # "we believe that our voice was heard"
            return act.slug
        if act.form == "past" and leading == "together" and not any(w.form in _RELATIVE for w in before[-2:]):
            return act.slug
        if act.form == "base" and before and before[-1].form in _NOUN_BEFORE:
            continue
        if act.form == "base" and leading == "together" and _is_bound(look, act, before, parties, verbs):
            return act.slug
        if act.form in ("past", "base") and act.first == look.first and look.block.kind == "item":
            return act.slug  # "• Adopted the work plan"
    return None


def subject_of(parties: Sequence[tuple[int, int, str]], verb: int) -> str | None:
    """Return who is said to act: whoever stands right before the verb, else whoever is named first."""
    before = [(end, kind) for at, end, kind in parties if at < verb]
    if before and before[-1][1] == "together" and 0 <= verb - before[-1][0] < _NEXT:
        return "together"
    return before[0][1] if before else None


def _is_bound(look: Look, act: Act, before: Sequence[Word], parties: Sequence[tuple[int, int, str]], verbs: Verbs) -> bool:
    """Tell whether a verb in its base form is said of somebody: "will adopt", "did not agree", "plan to fix", "the offices agree"."""
    forms = [w.form for w in before]
    if any(form in _FUTURE for form in forms[-3:]):
        return True
    if forms[-1:] == ["to"]:
        return len(forms) > 1 and verbs.intends(forms[-2])
    start = look.words[act.first].start
    if look.labelled("coverage-cue:thanks"):
        return False  # "he bid all delegates welcome"
    return act.slug not in _HABITUAL and any(kind == "together" and 0 < start - end < _NEXT for _, end, kind in parties)


def is_passive(before: Sequence[Word]) -> bool:
    """Tell whether a form of "be" stands before a participle; a bare "be" ("asked that it be done") is a wish."""
    forms = [w.form for w in before]
    at = next((i for i in range(len(forms) - 1, max(-1, len(forms) - 4), -1) if forms[i] in _BE), None)
    return at is not None and (forms[at] != "be" or any(f in ("will", "shall", "to") for f in forms[:at]))


def _doubtful(before: Sequence[Word]) -> bool:
    return any(w.form in _DOUBTFUL for w in before[-4:])


def parties_in(look: Look, *, whole: bool = True) -> list[tuple[int, int, str]]:
    """Return who is named where: together, single or industry; the longest name at each place.

    With `whole`, three offices named together act as all do.
    """
    found = [(h.start, -h.end, 0, h.slug) for h in look.labelled("party") if h.end - h.start > len("it")]  # "it was felt"
    for m in look.mentions:
        kind = {
            "office": "single",
            "person": "single",
            "post": "single",
            "association": "industry",
            "body": "together",
            "series": "together",
        }.get(m.kind)
        if m.kind == "cue":
            kind = {"five": "together", "industry": "industry"}.get(str(m.value))
        if kind is not None:
            if str(m.value).startswith(_INDUSTRY_BODIES):
                kind = "industry"
            found.append((m.span.start, -m.span.end, 1, kind))
    ordered: list[tuple[int, int, str]] = []
    covered = -1
    for start, minus_end, _, kind in sorted(found):
        if start >= covered:
            ordered.append((start, -minus_end, kind))
            covered = -minus_end
    if whole and len(look.offices) >= 3 and ordered and ordered[0][2] == "single":
        ordered[0] = (*ordered[0][:2], "together")  # "the JPO, the EPO and KIPO agreed"
    return ordered


def _agent(look: Look, act: Act, parties: Sequence[tuple[int, int, str]]) -> str | None:
    """Return who stands after "by" behind a verb."""
    for i in range(act.last, min(act.last + 8, look.last)):
        if look.words[i].form == "by":
            end = look.words[i].end
            return next((kind for at, _, kind in parties if end < at < end + 30), None)
    return None


def is_reported(look: Look) -> bool:
    """Tell whether a sentence reports what one office, one person or one association said: "The JPO and KIPO said that …"."""
    speech = look.of("cue:speech")
    if not speech:
        return False
    before = [p for p in parties_in(look, whole=False) if p[0] < speech[0].span.start]
    return bool(before) and before[0][2] in ("single", "industry")


def announces(look: Look, verbs: Verbs) -> bool:
    """Tell whether a short sentence only says that something was done, and the next one what: "Two outcomes were noted."."""
    words = look.words[look.first : look.last]
    if len(words) > _SHORTEST or look.has("document", "project", "body", "series", "person", "date", "place"):
        return False
    return (
        bool(decided(look, verbs))
        and any(w.form in _ANNOUNCED for w in words)
        and all(h.slug == "governance" for h in look.labelled("topic"))
    )
