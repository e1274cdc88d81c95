"""Lists: the items of what an act is about - "A, B and C", "to … and to …", "that …, and that …", what follows a colon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ip5kg.interpret.clauses import AUXILIARIES, DETERMINERS, MODALS, PREPOSITIONS, Token, word_set

_JOINTS: Final = (
    ("as", "well", "as"),
    ("along", "with"),
    ("and", "also"),
    ("and", "further"),
    ("and", "finally"),
    ("and", "likewise"),
    ("and", "secondly"),
)
_GOES_ON: Final = word_set(
    "which who whom whose where with including such among especially particularly notably namely one some most not so thus two "
    "three four five e.g i.e for as being both having whereby thereby together above mainly chiefly again but even if while "
    "because since although in by at on of according then too now also more through under via from within during after before "
    "another"
)
"""Words that open an addition to the item before, where they follow a comma without "and"."""
_PARTICIPLES: Final = word_set(
    "seen regarded considered described known called based led hosted meant aimed designed intended followed driven headed set prepared "
    "drafted published held begun made given taken so-called due open available"
)
_QUESTIONS: Final = word_set("how what whether why who which")
_LEADS: Final = word_set("to that how what in on of for whether why with about by into towards")
_ADJECTIVAL: Final = ("al", "ic", "ive", "ary", "able", "ous", "ful", "term")
_ADJECTIVES: Final = word_set(
    "timely early high low fair open fast quick clear simple modern strong sound secure efficient effective transparent reliable robust "
    "consistent convenient balanced inclusive accessible affordable sustainable flexible close deep wide broad better faster cheaper "
    "green smart digital legal technical short long new rapid stable resilient innovative practical concrete joint common public free "
    "further closer deeper wider broader stronger"
)
_LIKE: Final = ("-quality", "-friendly", "-based", "-oriented", "-term", "-related", "-driven", "-effective", "-neutral", "-ready")
_BACKWARD: Final = word_set("it its them their this these that such")
_NUMBERS: Final = word_set("two three four five six seven eight nine ten several following")
_GENERAL_NOUNS: Final = word_set(
    "issues topics items points questions subjects areas projects fields themes matters priorities results steps measures initiatives "
    "activities developments achievements problems aspects concerns undertakings efforts"
)
_COMPARATIVES: Final = word_set(
    "better faster simpler cheaper higher lower closer stronger easier broader wider deeper quicker smoother clearer"
)
_PAIRS: Final = frozenset(
    tuple(pair.split())
    for pair in (
        "search examination, searches examinations, searching examining, law practice, laws practices, practices procedures, "
        "rules regulations, rules procedures, trial appeal, trials appeals, terms conditions, research development, "
        "support clarity, clarity support, time cost, times costs, cost time, time money, offices users, users offices, progress results, "
        "aims scope, goals objectives, quality efficiency, efficiency quality, tools services, systems tools, needs wishes, "
        "wishes needs, ways means, strategies documentation, products services, companies universities, inventors applicants, "
        "applicants attorneys, examiners applicants, industry users, users industry, offices industry, industry offices"
    ).split(", ")
)
"""Two words that name one thing, or one circle of people, together."""
_WHOLES: Final = word_set(
    "pilot pilots project report reports study studies survey statement plan plans roadmap programme program paper policy strategy vision "
    "guideline guidelines catalogue document proposal draft questionnaire agreement memorandum website portal workshop seminar task group "
    "panel force forum list overview summary presentation table step steps"
)
"""Things that stay one, whatever they are about: "the pilot on A and B"."""
_OPENS_LIST: Final = frozenset({"namely", "including", ":", "viz", "i.e", "i.e."})


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of words `words[first:last]` that names one of several things."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the splitting of a list has to know of its words, beside their forms.

    `topics_of(first, last)`: the specific topics that a stretch of words names; `inside(at)`: whether `words[at]` lies
    within the name of one thing ("search and examination"), where no joint is cut; `names(first, last)`: whether a stretch is
    the name of a document, which is a thing of its own whatever it is about.
    """

    topics_of: Callable[[int, int], tuple[str, ...]]
    inside: Callable[[int], bool]
    names: Callable[[int, int], bool]


def split_items(words: Sequence[Token], first: int, last: int, subjects: Subjects) -> list[Item]:
    """Split `words[first:last]`, what an act is about, into its items.

    Two parts are two items where both open with the same word ("to … and to …", "that …, and that …"), where they are noun
    phrases in an enumeration of three or more, or where each has a topic of its own. Otherwise "A and B" stays one thing.
    After "namely", "including" or a colon the list is looked for behind that word.
    """
    apposed = _apposition(words, first, last)
    if apposed is not None:
        behind = _split(words, apposed + 1, last, subjects, listed=True)
        if len(behind) > 1:
            return [Item(first, behind[0].last), *behind[1:]]
    opened = next((k for k in range(first + 1, last - 1) if _opens_list(words, k) and not subjects.inside(k)), None)
    if opened is not None and words[opened].form != ":" and any(w.form in ("which", "who", "whose", "whom") for w in words[first:opened]):
        opened = None  # the list belongs to an addition: "ten projects, which are dealt with by three groups, namely …"
    if opened is None:
        return _split(words, first, last, subjects, listed=first > 0 and words[first - 1].form == ":")
    if words[opened].form == ":" and any(w.form in _GENERAL_NOUNS for w in words[first:opened]):
        segments = _segments(words, opened + 1, last)
        if len(segments) > 1:  # "agreed on three points: A is to …; B shall …; and C …"
            return [Item(first, segments[0].last), *segments[1:]]
    other = _other_of_two(words, opened + 1, last)
    if other is not None:
        return [Item(first, other[0]), Item(other[1], last)]
    before, behind = _split(words, first, opened, subjects), _split(words, opened + 1, last, subjects, listed=True)
    if "vision" in subjects.topics_of(first, opened):
        return [Item(first, last)]  # what follows says what the vision is
    colon = words[opened].form == ":"
    opening = words[opened + 1 : behind[0].last]
    if colon and any(w.form in MODALS for w in opening) and not any(w.form in _QUESTIONS for w in opening):
        return [*before, *behind]  # "agreed to improve the service: the procedure shall …, and the cost shall …"
    if colon and any(w.form in AUXILIARIES for w in opening) and not any(w.form in _QUESTIONS | {"that"} for w in opening):
        return [*before[:-1], Item(before[-1].first, last)]  # a sentence after the colon explains what stands before it
    all_named = all(subjects.topics_of(i.first, i.last) for i in behind)
    many = (
        words[opened].form in ("including", "as")
        and len(behind) > 2
        and any(
            w.form in _GENERAL_NOUNS and not any(b.form in ("for", "of", "from") for b in words[max(first, k - 3) : k])
            for k, w in enumerate(words[:opened])
            if k >= max(first, opened - 4)
        )
    )
    if len(behind) > 1 and (
        (all_named and (words[opened].form != "as" or len(behind) > 2))
        or (many and not subjects.topics_of(first, opened))
        or (colon and not subjects.topics_of(first, opened))
    ):
        return [Item(first, behind[0].last), *behind[1:]]
    return [*before[:-1], Item(before[-1].first, last)]


def _segments(words: Sequence[Token], first: int, last: int) -> list[Item]:
    """Cut at semicolons: the points of a list in one sentence, whatever stands in each of them."""
    found: list[Item] = []
    begin = first
    for at in range(first, last + 1):
        if at == last or words[at].form == ";":
            while begin < at and (not words[begin].is_word or words[begin].form == "and"):
                begin += 1
            if begin < at:
                found.append(Item(begin, at))
            begin = at + 1
    return found


def _other_of_two(words: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Return where "one is to …" ends and "the other to …" begins."""
    if words[first].form != "one":
        return None
    for at in range(first + 2, last):
        begins = words[at].form == "another" or (words[at].form == "other" and words[at - 1].form == "the")
        if begins:
            start = at if words[at].form == "another" else at - 1
            end = start
            while end > first and (not words[end - 1].is_word or words[end - 1].form in ("and", "while")):
                end -= 1
            return end, start
    return None


def _opens_list(words: Sequence[Token], at: int) -> bool:
    """Tell whether a list follows `words[at]`: "namely", "including", "i.e.", a colon, "that is" between commas."""
    form = words[at].form
    return (
        form in _OPENS_LIST
        or (form == "is" and words[at - 1].form == "that" and words[at + 1].form == ",")
        or (form == "as" and words[at - 1].form == "such" and at > 1 and words[at - 2].form == ",")
    )


def _apposition(words: Sequence[Token], first: int, last: int) -> int | None:
    """Return the comma after "two strategic issues", which the things that follow spell out."""
    for at in range(first, min(first + 7, last)):
        form = words[at].form
        if form == ",":
            return at if at > first and words[at - 1].form in _GENERAL_NOUNS and any(w.form in _NUMBERS for w in words[first:at]) else None
        if form in PREPOSITIONS or form in ("that", "which", "and"):
            return None
    return None


def _split(words: Sequence[Token], first: int, last: int, subjects: Subjects, *, listed: bool = False) -> list[Item]:
    parts = _parts(words, first, last, subjects.inside)
    if len(parts) == 1:
        return [Item(first, last)]
    head = words[first : parts[0][1]]
    modals = {w.form for w in head if w.form in MODALS}
    repeated = words[first].form in _LEADS and any(words[b].form == words[first].form for b, _, _ in parts[1:])
    if modals and words[first].form != "to" and not repeated:
        return _clauses(words, parts, modals)
    if len(head) <= 2 and head[-1].form.endswith(_ADJECTIVAL) and not subjects.topics_of(*parts[0][:2]):
        return [Item(first, last)]  # "legal, technical and policy questions"
    enumeration = _is_enumeration(words, parts) or (listed and "," in parts[1][2])
    counted = listed and _announced(words, first) == len(parts)
    lead, opened_with = words[first].form, {w.form for w in head}
    stripped = words[first - 1].form if first > 0 and words[first - 1].form in PREPOSITIONS else ""
    document = subjects.names(*parts[0][:2]) and bool(opened_with & {"on", "for", "with", "about"})
    items = [Item(parts[0][0], parts[0][1])]
    known = set(subjects.topics_of(*parts[0][:2]))
    previous_topics, closed = bool(known), False
    # "tasks that make A, B and C easier": what follows belongs to the relative clause unless it opens as the whole does
    relative = any(w.form in ("that", "which", "who") for w in head[1:])
    for begin, end, joint in parts[1:]:
        form = words[begin].form
        own = subjects.topics_of(begin, end)
        fresh = bool(own) and not set(own) <= known
        if ";" in joint and any(w.form in AUXILIARIES for w in words[begin : begin + 5]):
            closed = True  # a sentence of its own after the semicolon
        by_whom = form.endswith("ed") and begin + 1 < end and words[begin + 1].form in ("by", "in", "at", "with", "for")
        adds = joint == (",",) and (form in _GOES_ON or form in _PARTICIPLES or by_whom or (form.endswith("ing") and not enumeration))
        apposed = joint == (",",) and form in ("a", "an") and not listed and (not enumeration or _explains(words, parts, begin, end))
        clause_opens = begin + 1 < end and words[begin + 1].form in ("which", "whom", "whose") and form in PREPOSITIONS
        infinitive = form == "to" and begin + 1 < end and not _is_noun_phrase(words[begin + 1].form)
        if form == lead and (form == "that" or infinitive):
            # "agreed to go on with their efforts to A and to B": only a topic of its own shows that B is agreed beside the efforts
            nested = form == "to" and any(w.form == "to" for w in words[items[-1].first + 1 : begin])
            new = not (nested and (closed or not fresh))
        elif form == lead and form in _QUESTIONS:
            new = not closed and ("," in joint or enumeration or fresh)
        elif form in _QUESTIONS and lead in _QUESTIONS and enumeration and "," in joint and not closed:
            new = form not in ("which", "who")  # "how to prepare A, what B contributes, and …"
        elif form == stripped == "to":
            new = True  # "gave consent to A and to B"
        elif form in ("to", "that"):
            new = form in opened_with and fresh and (form == "that" or infinitive)
        elif form.endswith("ing") and not lead.endswith("ing"):
            new = listed or (enumeration and fresh and lead not in ("to", "that"))  # "by digitizing A and expanding B" is one thing
        elif (
            form == stripped
            and form in _LEADS
            and not closed
            and ("," in joint or fresh or not any(w.form in _BACKWARD for w in words[begin:end]))
        ):
            new = True  # "exchanged views on A, and on B"
        elif listed and form in ("another", "one"):
            new = True  # "two projects: one to …, another to …"
        elif form in _LEADS and form in opened_with and fresh and previous_topics and not closed and not clause_opens:
            new = True  # "progress in A, in B and in C"
        elif adds or clause_opens or apposed:
            new, closed = False, True
        elif ("well" in joint or "along" in joint) and form in DETERMINERS and not closed:
            new = True  # "the plan of work as well as a plan for the website"
        elif document and not subjects.names(begin, end):
            new = False  # "a vision on A, B and C"
        elif lead == "that" or closed or relative or (form in ("their", "its") and "and" in joint):
            new = False  # "search strategies and their documentation"
        elif form in _LEADS:
            new = form in opened_with and fresh
        elif subjects.names(begin, end):
            new = True
        elif enumeration:
            named = form in DETERMINERS and form not in ("other", "such")
            many = len(parts) > 3 and (lead not in _LEADS or lead in _QUESTIONS)
            new = (
                fresh
                or named
                or listed
                or many
                or form in _QUESTIONS
                or form.endswith("ing")
                or (not previous_topics and lead not in _LEADS)
            )
        else:
            new = fresh and previous_topics and form not in _GOES_ON and lead != "to" and not _is_whole(words, first, begin, form)
        if new or counted:
            items.append(Item(begin, end))
            previous_topics = bool(own)
        else:
            items[-1] = Item(items[-1].first, end)
            previous_topics = previous_topics or bool(own)
        known.update(own)
    return items


def _explains(words: Sequence[Token], parts: list[tuple[int, int, tuple[str, ...]]], begin: int, end: int) -> bool:
    """Tell whether "a document meant to …" explains the thing named before it, and is none beside it: it has a clause of its own."""
    if begin != parts[1][0] or any(words[b].form in ("a", "an") for b, _, _ in (parts[0], *parts[2:])):
        return False
    return any(w.form in ("which", "that", "whose", "by", "through") or w.form in _PARTICIPLES for w in words[begin + 1 : end])


def _is_whole(words: Sequence[Token], first: int, begin: int, form: str) -> bool:
    """Tell whether the part from `words[begin]` on belongs to what one thing is about: "next steps in the pilot on A and B"."""
    if form in DETERMINERS:
        return False
    for at in range(first + 1, begin):
        if words[at].form in PREPOSITIONS:
            return words[at - 1].form in _WHOLES
    return False


_COUNTS: Final = {word: number for number, word in enumerate(("two", "three", "four", "five", "six"), start=2)}


def _announced(words: Sequence[Token], first: int) -> int | None:
    """Return how many things the words before a colon announce: "two demands were not accepted: A and B"."""
    if first == 0 or words[first - 1].form != ":":
        return None
    return next((_COUNTS[w.form] for w in words[max(0, first - 14) : first] if w.form in _COUNTS), None)


def _clauses(words: Sequence[Token], parts: list[tuple[int, int, tuple[str, ...]]], modals: set[str]) -> list[Item]:
    """Split "A shall …, and B shall …", "that A would … and would …": each clause has the modal of the first one."""
    items = [Item(parts[0][0], parts[0][1])]
    opened: int | None = None
    for begin, end, joint in parts[1:]:
        if "well" in joint and words[begin].form in DETERMINERS and opened is None:
            items.append(Item(begin, end))  # "how A can become faster, as well as the influence of B"
            continue
        if "and" in joint and "," in joint and opened is None:
            opened = begin  # ", and offices, examiners and users must …": the subject of the next clause
        if any(w.form in modals for w in words[begin:end]) and ("and" in joint or opened is not None):
            start = begin if opened is None else opened
            items[-1] = Item(items[-1].first, next(e for b, e, _ in reversed(parts) if b < start))
            items.append(Item(start, end))
            opened = None
        else:
            items[-1] = Item(items[-1].first, end)
    return items


def _is_noun_phrase(form: str) -> bool:
    """Tell whether a word after "to" opens a noun phrase ("to the public", "to users"), not a verb."""
    return form in DETERMINERS or (form.endswith("s") and not form.endswith("ss") and form not in ("focus", "canvas", "bias"))


def _parts(words: Sequence[Token], first: int, last: int, inside: Callable[[int], bool]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut at commas, semicolons, "and", "as well as": stretches with the joint that stands before each."""
    parts: list[tuple[int, int, tuple[str, ...]]] = []
    begin = at = first
    here: tuple[str, ...] = ()
    pair_open = False  # "between A and B", "both A and B": that "and" cuts nothing
    while at < last:
        form = words[at].form
        length = 0 if inside(at) else _joint_at(words, at, last)
        if form in ("between", "both"):
            pair_open = True
        if length and form == "and" and (pair_open or _compares(words, at) or _joins_adjectives(words, at) or _is_pair(words, at)):
            pair_open, length = False, 0
        if not length:
            at += 1
            continue
        joint = tuple(w.form for w in words[at : at + length])
        if at > begin:
            parts.append((begin, at, here))
            here = joint
        else:
            here = (*here, *joint)
        at += length
        begin = at
    if begin < last:
        parts.append((begin, last, here))
    return parts or [(first, last, ())]


def _is_pair(words: Sequence[Token], at: int) -> bool:
    """Tell whether "and" joins two words that always go together: "search and examination", "law and practice"."""
    return 0 < at < len(words) - 1 and (words[at - 1].form, words[at + 1].form) in _PAIRS


def _compares(words: Sequence[Token], at: int) -> bool:
    """Tell whether "and" joins two comparatives: "better and faster examination"."""
    return (
        at > 0
        and at + 1 < len(words)
        and words[at - 1].form in _COMPARATIVES
        and (words[at + 1].form.endswith("er") or words[at + 1].form == "more")
    )


def _joins_adjectives(words: Sequence[Token], at: int) -> bool:
    """Tell whether "and" joins two adjectives of one noun: "an inclusive and accessible IP system"."""
    if at > 1 and words[at - 1].form == "-":
        return True  # "short-, medium- and long-term goals"
    if at > 1 and words[at - 1].form.endswith(_ADJECTIVAL) and words[at - 2].form in ("a", "an", "the", "more", "its", "their"):
        return True
    return 0 < at < len(words) - 2 and _is_adjective(words[at - 1].form) and _is_adjective(words[at + 1].form)


def _is_adjective(form: str) -> bool:
    """Tell whether a word says what something is like: "timely", "high-quality", "accessible"."""
    return form in _ADJECTIVES or form.endswith(_LIKE)


def _joint_at(words: Sequence[Token], at: int, last: int) -> int:
    form = words[at].form
    if form in (",", ";"):
        return 1
    for joint in _JOINTS:
        if form == joint[0] and at + len(joint) <= last and all(words[at + k].form == w for k, w in enumerate(joint)):
            return len(joint)
    return 1 if form == "and" else 0


def _is_enumeration(words: Sequence[Token], parts: list[tuple[int, int, tuple[str, ...]]]) -> bool:
    """Tell whether the parts are "A, B and C" or "A; B": three or more, none of them opening a clause of its own."""
    if any(";" in joint for _, _, joint in parts):
        return True
    if len(parts) < 3 or "," not in parts[1][2]:
        return False
    joined = next((i for i, (_, _, joint) in enumerate(parts) if i and ("and" in joint or "as" in joint or "along" in joint)), None)
    if joined is None:
        return False
    return all(words[b].form not in _GOES_ON for b, _, j in parts[1 : joined + 1] if "and" not in j and "as" not in j)
