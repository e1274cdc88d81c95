"""Clauses: the words of a sentence and the group of words around a verb.

No parser stands behind this, only the closed classes of English: auxiliaries, modals, prepositions, pronouns that open
a clause. A release is written in long but regular sentences ("The heads agreed to …, welcomed … and noted that …"),
for which these classes suffice, and they cost one pass over the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from ip5kg.model import Span


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set: closed classes read better as one line than as a list of literals."""
    return frozenset(words.split())


_TOKEN: Final = re.compile(r"i\.e\.?|e\.g\.?|\d+(?:[.,]\d+)+|[^\W_]+(?:['’‑-][^\W_]+)*|[^\s]")
_OPENING: Final = {"(": ")", "[": "]", "（": "）"}

MOST_TOKENS: Final = 1_000
"""Words and signs of a sentence that are read: nobody writes longer ones, and a page without full stops must not cost more."""

BE: Final = word_set("be is are was were been being am")
HAVE: Final = word_set("have has had having")
DO: Final = word_set("do does did")
FINITE: Final = BE | HAVE | DO | word_set("will shall would should could can may might must cannot")
FUTURE: Final = word_set("will shall")
MODALS: Final = word_set("will shall would should could can may might must cannot")
NOT: Final = word_set(
    "not never neither nor no didn't don't doesn't wasn't weren't won't haven't hasn't hadn't didn’t don’t doesn’t wasn’t weren’t won’t"
)
AUXILIARIES: Final = BE | HAVE | DO | MODALS | NOT
ADVERBS: Final = word_set(
    "also then further furthermore moreover therefore thus hence again once more now already together all both each likewise too "
    "first next soon still just even alike there here thereby meanwhile however indeed instead often always far long in-depth in- "
    "principle ever later earlier themselves itself ago anew afresh duly else subsequently well thereupon besides thereafter "
    "accordingly finally yet so today yesterday only"
)
_NOT_ADVERBS: Final = word_set("family only supply apply reply rely comply multiply july italy assembly anomaly early")
PREPOSITIONS: Final = word_set(
    "of in on at by for from with to about upon into over under after before during within among between through against towards "
    "toward concerning regarding via per without across around behind beyond beside besides despite since until amid alongside "
    "throughout including following"
)
DETERMINERS: Final = word_set(
    "the a an this that these those their its his her our my your each every all both some any no such other another several many "
    "most various certain two three four five six seven eight nine ten eleven twelve new first second third last final said"
)
SUBORDINATORS: Final = word_set(
    "that which who whom whose where when if whether unless until because since although though while whereas as after before once "
    "what how why whatever whenever whoever wherever whichever than so"
)
HYPOTHETICAL: Final = word_set("if whether unless until whatever whenever whoever whichever wherever before than")
_LINKS: Final = word_set("going due set about expected scheduled planned intended ready willing prepared likely supposed meant bound free")
"""Words between a form of "be" and "to": "is going to", "are due to"."""

MONTHS: Final = word_set("january february march april may june july august september october november december")
POSSESSIVES: Final = word_set("their its his her our my your one's the a")
_ALONE: Final = word_set("only merely just simply solely")
REFLEXIVES: Final = word_set("themselves itself himself herself ourselves myself oneself")


class Token(NamedTuple):
    """A word or sign: its place in the text, its lower-case form, and whether it stands in brackets."""

    start: int
    end: int
    form: str
    aside: bool = False

    @property
    def is_word(self) -> bool:
        return self.form[0].isalnum()


def tokens(text: str, span: Span) -> list[Token]:
    """Cut `text[span]` into words and signs; what stands in closed brackets is marked as an aside."""
    return list(_cut(text, span.start, span.end))


@lru_cache(maxsize=512)  # the same sentences are asked for by decisions, documents and projects in turn
def _cut(text: str, start: int, end: int) -> tuple[Token, ...]:
    found = islice(_TOKEN.finditer(text, start, end), MOST_TOKENS)
    raw = [(m.start(), m.end(), m[0].lower()) for m in found]
    inside = [False] * len(raw)
    stack: list[tuple[str, int]] = []
    for i, (_, _, form) in enumerate(raw):
        if form in _OPENING:
            stack.append((_OPENING[form], i))
        elif stack and form == stack[-1][0]:
            _, opened = stack.pop()
            if not stack:  # the outermost pair covers the inner ones
                inside[opened : i + 1] = [True] * (i + 1 - opened)
    return tuple([Token(s, e, f, inside[i]) for i, (s, e, f) in enumerate(raw)])


def speech(text: str, span: Span) -> list[Span]:
    """Return the stretches of `text[span]` that are direct speech, marks included.

    A quotation is speech where it is long, or closes with a comma or stop inside the marks; else it is a title or a term.
    """
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for mark in re.finditer(r"[\"“”„«»]", text[span.start : span.end]):
        at, sign = span.start + mark.start(), mark[0]
        if opened is None:
            if sign in '"“„«':
                opened = (at, {'"': '"', "“": "”", "„": "“", "«": "»"}[sign])
        elif sign == opened[1] or sign == "”":
            inner = text[opened[0] + 1 : at]
            length = len(inner.split())
            if length > 14 or (length > 4 and inner.rstrip()[-1:] in (".", ",", "!", "?", ";")):
                found.append(Span(opened[0], at + 1))
            opened = None
    if opened is not None and len(text[opened[0] : span.end].split()) > 4 and opened[1] != '"':
        found.append(Span(opened[0], span.end))
    return found


def is_adverb(form: str) -> bool:
    """Tell whether a word can stand between the parts of a verb without being one."""
    return form in ADVERBS or (form.endswith("ly") and len(form) > 4 and form not in _NOT_ADVERBS)


# --- forms of verbs -------------------------------------------------------------------------------------------------

_PRINCIPAL_PARTS: Final = (
    "arise arose arisen, bear bore borne, become became become, begin began begun, bind bound bound, break broke broken, "
    "bring brought brought, build built built, buy bought bought, cast cast cast, choose chose chosen, come came come, "
    "cut cut cut, deal dealt dealt, do did done, draw drew drawn, drive drove driven, fall fell fallen, feel felt felt, "
    "find found found, forgo forwent forgone, get got got, give gave given, go went gone, grow grew grown, have had had, "
    "hear heard heard, hold held held, keep kept kept, know knew known, lay laid laid, lead led led, lend lent lent, "
    "let let let, lie lay lain, lose lost lost, make made made, mean meant meant, meet met met, pay paid paid, "
    "put put put, read read read, rise rose risen, run ran run, say said said, see saw seen, seek sought sought, "
    "send sent sent, set set set, shake shook shaken, show showed shown, speak spoke spoken, spend spent spent, "
    "stand stood stood, strike struck struck, strive strove striven, take took taken, tell told told, "
    "think thought thought, throw threw thrown, undertake undertook undertaken, uphold upheld upheld, win won won, "
    "withhold withheld withheld, withdraw withdrew withdrawn, wind wound wound, write wrote written, dwell dwelt dwelt, shed shed shed, "
    "underwrite underwrote underwritten, sit sat sat, leave left left, teach taught taught, catch caught caught, fight fought fought, "
    "foresee foresaw foreseen, overcome overcame overcome, oversee oversaw overseen, sell sold sold, spring sprang sprung, "
    "swear swore sworn, tear tore torn, ring rang rung, feed fed fed, light lit lit, forget forgot forgotten, rethink rethought rethought, "
    "rebuild rebuilt rebuilt, swing swung swung, lose lost lost, split split split, spread spread spread"
)
"""Base form, past tense and past participle of the irregular verbs that releases use."""
_IRREGULAR: Final[dict[str, tuple[str, str]]] = {
    base: (past, participle) for base, past, participle in (verb.split() for verb in _PRINCIPAL_PARTS.split(", "))
}
PASTS: Final = frozenset(past for past, _ in _IRREGULAR.values()) - {
    "set",
    "put",
    "cut",
    "let",
    "read",
    "cast",
    "shed",
    "lead",
    "split",
    "spread",
    "light",
}
"""Past tenses of irregular verbs that are no nouns as well."""
_DOUBLED: Final = word_set(
    "sum wrap trim flag map tag pin fit spot commit recommit admit submit plan drop stop begin set put get let cut swap refer "
    "defer confer prefer permit equip step scrap run concur occur nod wrap chat plug rid strip tap tip top cap ban bar span scan win spur "
    "stir propel compel expel rebut allot incur recur deter infer transfer control travel cancel model counsel pencil"
)


_SHORT_PASTS: Final = {"learn": "learnt", "leap": "leapt", "lean": "leant", "spell": "spelt", "prove": "proven", "spoil": "spoilt"}
"""Pasts beside the regular ones."""


@lru_cache(maxsize=4096)
def inflections(verb: str) -> dict[str, frozenset[str]]:
    """Return the forms of a verb given in its base form, each with its tags: base, s, past, pp, ing.

    >>> sorted(inflections("agree"))
    ['agree', 'agreed', 'agreeing', 'agrees']
    """
    forms: dict[str, set[str]] = {}
    if verb == "be":
        for form, tag in (
            ("be", "base"),
            ("is", "s"),
            ("are", "base"),
            ("was", "past"),
            ("were", "past"),
            ("been", "pp"),
            ("being", "ing"),
        ):
            forms.setdefault(form, set()).add(tag)
        return {form: frozenset(tags) for form, tags in forms.items()}
    stem, vowel = verb, verb[-2:-1] in "aeiou"
    forms.setdefault(verb, set()).add("base")
    if verb.endswith(("s", "sh", "ch", "x", "z")) or verb in ("go", "do", "veto", "forgo"):
        forms.setdefault(verb + "es", set()).add("s")
    elif verb.endswith("y") and not vowel:
        forms.setdefault(verb[:-1] + "ies", set()).add("s")
    else:
        forms.setdefault("has" if verb == "have" else verb + "s", set()).add("s")
    if verb in _DOUBLED:
        stem = verb + verb[-1]
    if verb in _IRREGULAR:
        past, participle = _IRREGULAR[verb]
    elif verb.endswith("e"):
        past = participle = verb + "d"
    elif verb.endswith("y") and not vowel:
        past = participle = verb[:-1] + "ied"
    else:
        past = participle = stem + "ed"
    forms.setdefault(past, set()).add("past")
    forms.setdefault(participle, set()).add("pp")
    if verb in _SHORT_PASTS:
        forms.setdefault(_SHORT_PASTS[verb], set()).update(("past", "pp"))
    ing = "lying" if verb == "lie" else (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else stem) + "ing"
    forms.setdefault(ing, set()).add("ing")
    return {form: frozenset(tags) for form, tags in forms.items()}


# --- the group of words around a verb ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: `words[first:head + 1]`.

    `voice`: active, passive, or none (an infinitive, gerund or participle that only the words before it can place);
    `form`: finite, infinitive, ing, participle (a past participle without auxiliary, or a past tense: the two look alike);
    `time`: done, future ("will", "is to", "are going to"), should (would, should, may, …: no statement of an act);
    `plural`: whether its form asks for a subject in the plural (True), the singular (False), or leaves it open (None).
    """

    first: int
    head: int
    form: str
    voice: str
    time: str
    negated: bool
    plural: bool | None = None


def verb_group(words: Sequence[Token], head: int, tags: frozenset[str]) -> VerbGroup:
    """Read the auxiliaries and adverbs before `words[head]`, whose form bears `tags` (see `inflections`)."""
    first, at = head, head - 1
    found: list[str] = []  # right to left
    after_to = False
    while at >= 0 and head - at < 16:
        form = words[at].form
        if form == "not" and words[at + 1].form in _ALONE:
            at -= 1  # "not only welcomed X but also …"
        elif form in AUXILIARIES or form == "to":
            if form == "to" and "to" in found:
                break
            found.append(form)
            after_to = form == "to"
            first, at = at, at - 1
        elif is_adverb(form) or (form == "by" and words[at + 1].form in ("now", "then")):
            at -= 1
        elif after_to and form in _LINKS and at > 0 and _be_before(words, at):
            found.append(form)
            first, at = at, at - 1
        elif form == "," and (opening := _aside_before(words, at)) is not None:
            at = opening - 1
        else:
            break
    found.reverse()
    return _read_group(first, head, found, tags)


def _be_before(words: Sequence[Token], at: int) -> bool:
    at -= 1
    while at >= 0 and is_adverb(words[at].form):
        at -= 1
    return at >= 0 and words[at].form in BE | NOT


def _aside_before(words: Sequence[Token], comma: int) -> int | None:
    """Return where ", in turn," begins that closes at `comma`, if an auxiliary stands before it."""
    for at in range(comma - 1, max(comma - 12, 0), -1):
        if words[at].form == ",":
            return at if words[at - 1].form in AUXILIARIES else None
        if words[at].form in ";:":
            return None
    return None


def _read_group(first: int, head: int, found: list[str], tags: frozenset[str]) -> VerbGroup:
    negated = any(w in NOT for w in found)
    modal = next((w for w in found if w in MODALS), None)
    has_be = any(w in BE for w in found)
    time = "done"
    if modal is not None:
        time = "future" if modal in FUTURE else "should"
    if "to" in found:
        before = found[: found.index("to")]
        if any(w in ("was", "were") for w in before):
            time = "should"  # "each office was to offer": what was meant to be, not what was done
        after = found[found.index("to") + 1 :]
        passive = bool(set(after) & BE) and "pp" in tags
        if any(w in BE for w in before):  # "is to discuss", "are expected to be discussed"
            return VerbGroup(first, head, "finite", "passive" if passive else "active", "should" if time == "should" else "future", negated)
        if "have" in after and not passive:
            return VerbGroup(first, head, "infinitive", "none", time, negated)
        return VerbGroup(first, head, "infinitive", "passive" if passive else "active", time, negated)
    if found and found[0] == "having":
        return VerbGroup(first, head, "having", "none", time, negated)
    if (has_be or any(w in HAVE for w in found)) and not tags & {"pp", "ing"}:
        return VerbGroup(first, head, "other", "none", time, negated)  # "was present"
    if has_be and "pp" in tags:
        finite = any(w in BE and w not in ("being", "been", "be") for w in found) or modal is not None or any(w in HAVE for w in found)
        return VerbGroup(first, head, "finite" if finite else "participle", "passive", time, negated, _number(found))
    if has_be and "ing" in tags:
        return VerbGroup(first, head, "finite", "active", time, negated, _number(found))
    if any(w in HAVE for w in found) and "pp" in tags:
        return VerbGroup(first, head, "finite", "active", time, negated, _number(found))
    if (modal is not None or any(w in DO for w in found)) and "base" in tags:
        return VerbGroup(first, head, "finite", "active", time, negated, _number(found))
    if "ing" in tags:
        return VerbGroup(first, head, "ing", "none", time, negated)
    if "past" in tags or "pp" in tags:
        return VerbGroup(first, head, "participle", "none", time, negated)
    return VerbGroup(first, head, "finite", "active", time, negated, "base" in tags)


def _number(found: list[str]) -> bool | None:
    if any(w in ("are", "were", "have", "do") for w in found):
        return True
    return False if any(w in ("is", "was", "has", "does") for w in found) else None
