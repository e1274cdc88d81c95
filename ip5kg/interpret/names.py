"""Names of projects in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import DETERMINERS, FINITE, PASTS, PREPOSITIONS, SUBORDINATORS, Token, is_adverb, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.titles import heading_document
from ip5kg.model import Sentence, Span

_ABOUT: Final = re.compile(r"(?:[\w'’-]{1,20} ){0,3}(?:project|task|initiative) (?:of [^,]{1,80}? )?on (?:the )?(?P<thing>.{4,160})")
"""A description that says what a project is on: the thing is its name."""
_HEADS: Final = word_set("project pilot initiative programme program scheme")
"""Nouns that make a phrase with a topic the name of a project: "global assignment project", "PPH pilot program"."""
_PLURALS: Final = word_set("projects project pilots tasks initiatives")
NOT_NOUNS: Final = word_set(
    "and or as it they we who not to led lead leads leading looks look took take takes taken has went ran came got began made gave "
    "continues continue responsible charge"
)
_SHORT: Final = word_set("project pilot trial")
"""What stands for a project that was named before: "the trial was extended"."""
PHASES: Final = word_set("evaluation operational pilot trial test")
"""Kinds of phases of "the pilot" that a text has told of: "The evaluation phase began in 2020"."""
_QUOTES: Final = frozenset({'"', "“", "”", "„", "«", "»"})
_WORKED_ON: Final = word_set("harmonisation harmonization alignment question topic field subject improvement of")
_AFTER: Final = word_set("on of for in about")
_AS_A_WHOLE: Final = frozenset({"foundation-projects", "ip5-website", "examiners-workshop-series", "ip5-patent-information-policy"})
"""Entries that stand for all projects together, for a service or for a policy."""


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project as the text names it; `is_named` is False for "this project", which stands for one named before."""

    span: Span
    title: str
    iri: str | None
    is_named: bool = True


def names(context: Context, span: Span, before: ProjectName | None = None, told: Sequence[ProjectName] = ()) -> list[ProjectName]:
    """Return the projects named in a stretch of text, in order.

    "this project", "the pilot" stand for `before`; the names in `told` were read off a list earlier in the release.
    """
    words = [t for t in tokens(context.text, span)[:400] if t.form not in _QUOTES]
    if not words:
        return []
    span = Span(span.start, words[-1].end)
    plain = [i for i, w in enumerate(words) if not w.aside]
    found: list[ProjectName] = []
    free = 0
    known = {**_told(context, span, told), **_known(context, span)}
    for k, i in enumerate(plain):
        if i < free:
            continue
        word = words[i]
        hit = known.get(word.start)
        if hit is not None:
            end, iri = hit
            last = next((j for j in range(i, len(words)) if words[j].end >= end), i) + 1
            last = _with_head(words, _with_twin(context, words, i, last))
            first = _with_adjectives(words, i, plain)
            if not _is_own(context, words, first, last):
                found.append(_name(context, words, first, last, iri))
            free = last
            continue
        if before is not None and word.form == "phase" and k > 0 and words[plain[k - 1]].form in PHASES and not found:
            found.append(ProjectName(Span(words[plain[k - 1]].start, word.end), before.title, before.iri, is_named=False))
            continue
        if word.form not in _HEADS | {"projects", "pilots", "trial"} or word.aside:
            continue
        if word.form in ("projects", "pilots"):
            for first, last in _several(context, words, plain, k):
                found.append(_name(context, words, first, last, None))
                free = last
            continue
        phrase = _phrase(context, words, plain, k) if word.form != "trial" else None
        if phrase is not None:
            first, last = phrase
            if not _is_own(context, words, first, last):
                found.append(_name(context, words, first, last, None))
            free = last
        elif before is not None and word.form in _SHORT and k > 0 and words[plain[k - 1]].form in ("this", "the", "that"):
            follows = words[plain[k + 1]].form if k + 1 < len(plain) else ""
            described = follows in _HEADS and k + 2 < len(plain) and words[plain[k + 2]].form in ("under", "in", "by", "that", "which")
            if follows not in ("of", "on", "for") and not described:  # not "the pilot program under which …"
                found.append(ProjectName(Span(words[plain[k - 1]].start, word.end), before.title, before.iri, is_named=False))
    return found


def _told(context: Context, span: Span, told: Sequence[ProjectName]) -> dict[int, tuple[int, str | None]]:
    """Return where names that were told before occur again, whatever their case."""
    lower = context.text[span.start : span.end].lower()
    found: dict[int, tuple[int, str | None]] = {}
    bodies = _groups(context, span)
    for name in told:
        at = lower.find(name.title.lower())
        if at >= 0 and not any(b.start <= span.start + at < b.end for b in bodies):
            found[span.start + at] = (span.start + at + len(name.title), name.iri)
    return found


def _groups(context: Context, span: Span) -> list[Span]:
    """Return where groups and meetings are named: "the Global Dossier Task Force" is no project."""
    return [m.span for kind in ("body", "series", "organisation") for m in context.in_span(span, kind)]


def loose_names(context: Context, span: Span) -> list[ProjectName]:
    """Return the fields of work in a stretch that are called like a project, whether or not they are written as names."""
    words = tokens(context.text, span)
    if not words:
        return []
    found = _known(context, Span(span.start, words[-1].end), loose=True)
    return [ProjectName(Span(start, end), context.text[start:end], iri) for start, (end, iri) in sorted(found.items())]


def works(context: Context, words: list[Token], taken: Sequence[tuple[int, int]]) -> list[ProjectName]:
    """Return the fields of work among the words of a sentence, outside the stretches `taken`: noun phrases about a topic.

    Whether they are projects, only the words around them can tell: "unity of invention is led by the EPO".
    """
    if not words:
        return []
    span = Span(words[0].start, words[-1].end)
    loose = _known(context, span, loose=True)
    hits = sorted({(start, end) for start, (end, _) in loose.items()} | {(c.span.start, c.span.end) for c in _specific(context, span)})
    groups = _groups(context, span)
    found: list[ProjectName] = []
    free = 0
    for start, end in hits:
        first = next((i for i, w in enumerate(words) if w.start >= start), len(words))
        last = next((i for i, w in enumerate(words) if w.start >= end), len(words))
        if first < free or last <= first or any(a < last and first < b for a, b in taken):
            continue
        if any(g.start <= start < g.end and g.end - g.start > end - start for g in groups):
            continue
        while first > free and _is_noun(words[first - 1]) and not any(a <= first - 1 < b for a, b in taken):
            first -= 1
        while last < len(words) and _is_noun(words[last]) and not any(a <= last < b for a, b in taken):
            last += 1
        title = context.text[words[first].start : words[last - 1].end]
        iri = loose[start][1] if start in loose else None
        found.append(ProjectName(Span(words[first].start, words[last - 1].end), title, iri))
        free = last
    return found


def _specific(context: Context, span: Span) -> list[topic_cues.Cue]:
    return [c for c in topic_cues.find(context.gazetteer, context.text, span).cues if not set(c.topics) <= set(topic_cues.LAST_RESORTS)]


def _is_noun(word: Token) -> bool:
    """Tell whether a word beside a name can belong to it: no article, preposition, link or verb."""
    form = word.form
    closed = DETERMINERS | PREPOSITIONS | SUBORDINATORS | FINITE | NOT_NOUNS
    return word.is_word and form not in closed and not is_adverb(form) and not form.endswith("ed")


def _known(context: Context, span: Span, *, loose: bool = False) -> dict[int, tuple[int, str | None]]:
    """Return the labels of projects in a stretch: start → (end, IRI); documents and the projects as a whole are left out."""
    found: dict[int, tuple[int, str | None]] = {}
    bodies = _groups(context, span)
    for hit in context.gazetteer.find(context.text, span.start, span.end, kinds=("project",)):
        if any(b.start <= hit.start and hit.end <= b.end and b.end - b.start > hit.end - hit.start for b in bodies):
            continue  # "the Global Dossier Task Force"
        entry = hit.entries[0]
        label = entry.label
        if entry.slug in _AS_A_WHOLE or heading_document(context.gazetteer, label, Span(0, len(label))) is not None:
            continue
        written = context.text[hit.start : hit.end]
        if (
            not loose
            and written.islower()
            and context.gazetteer.lookup(label, "topic")
            and not _told_as_project(context, hit.start, hit.end)
        ):
            continue  # "unity of invention" is a field of work unless it is written as a name
        found[hit.start] = (hit.end, entry.iri)
    return found


def _told_as_project(context: Context, start: int, end: int) -> bool:
    """Tell whether the words around a field of work make it a project: "unity of invention project", "work on unity of invention was …"."""
    after = [t.form for t in tokens(context.text, Span(end, min(end + 40, len(context.text)))) if not t.aside][:4]
    if after[:1] and after[0] in _HEADS:
        return True
    if after[:1] == [","] and after[1:2] and after[1] in ("a", "the", "another", "one") and any(w in _HEADS | {"task"} for w in after[2:4]):
        return True  # "global patent assignment, a task led by Korea"
    before = [t.form for t in tokens(context.text, Span(max(0, start - 40), start))]
    if "work" in before[-5:]:
        at = len(before) - 1 - before[::-1].index("work")
        return before[at + 1 : at + 2] in (["on"], ["under"]) and all(f in DETERMINERS | _WORKED_ON for f in before[at + 2 :])
    return False


def _is_own(context: Context, words: list[Token], first: int, last: int) -> bool:
    """Tell whether a pilot or project is one office's own: "CNIPA's first PPH pilot"."""
    if words[last - 1].form not in _HEADS:
        return False
    return any(
        w.form.endswith(("'s", "’s")) and context.in_span(Span(w.start, w.end), "office") for w in words[max(0, first - 3) : first + 2]
    )


def _with_twin(context: Context, words: list[Token], first: int, last: int) -> int:
    """Take along "and sufficiency of disclosure" after "written description": two names of one field."""
    if last + 1 >= len(words) or words[last].form not in ("and", "/") or words[last - 1].end - words[first].start < 4:
        return last
    reach = words[min(last + 5, len(words) - 1)].end
    cues = topic_cues.find(context.gazetteer, context.text, Span(words[first].start, reach)).cues
    one = next((c for c in cues if c.span.start <= words[first].start), None)
    if one is not None and one.span.end > words[last].end:
        return next((j for j in range(last, len(words)) if words[j].end >= one.span.end), last - 1) + 1
    other = next((c for c in cues if c.span.start == words[last + 1].start), None)
    if one is None or other is None or one.topics != other.topics:
        return last
    return next((j for j in range(last, len(words)) if words[j].end >= other.span.end), last - 1) + 1


def _with_head(words: list[Token], last: int) -> int:
    """Take along "(PPH)" and "pilot program" after a name."""
    at = last
    while at < len(words) and words[at].aside:
        at += 1
    end = last
    while at < len(words) and (words[at].form in _HEADS or words[at].form == "projects"):
        at += 1
        end = at
    return end


def _with_adjectives(words: list[Token], first: int, plain: list[int]) -> int:
    at = plain.index(first) if first in plain[:400] else -1
    while at > 0 and words[plain[at - 1]].form in ("ip5", "common", "mutual", "pct"):
        at -= 1
    return plain[at] if at >= 0 else first


def _phrase(context: Context, words: list[Token], plain: list[int], k: int) -> tuple[int, int] | None:
    """Read "the pilot on X", "X pilot program", "a pilot in which …" around a noun of `_HEADS`."""
    at = plain[k]
    head_end = k + 1
    while head_end < len(plain) and words[plain[head_end]].form in _HEADS:
        head_end += 1
    first = k
    near = topic_cues.find(context.gazetteer, context.text, Span(words[plain[max(0, k - 9)]].start, words[at].start))
    while first > 0 and (words[plain[first - 1]].is_word or words[plain[first - 1]].form == "&"):
        before = words[plain[first - 1]]
        if before.form in DETERMINERS | PREPOSITIONS | SUBORDINATORS | {"and", "or", "as"} and not near.covers(before.start):
            break  # a cue such as "collaborative search and examination" is not torn apart
        if before.form.endswith(("'s", "’s")):
            break  # "the group's pilot on A"
        first -= 1
        if k - first > 8:
            break
    ahead = Span(words[plain[first]].start, words[at].start)
    before_head = topic_cues.find(context.gazetteer, context.text, ahead).specific(ahead.start, ahead.end) if first < k else ()
    goes_on = head_end < len(plain) and words[plain[head_end]].form in ("on", "for")
    if before_head and not goes_on:
        return plain[first], plain[head_end - 1] + 1
    of_group = _behind_group(context, words, plain, head_end)
    if of_group is not None:
        return of_group
    if head_end < len(plain) and words[plain[head_end]].form in _AFTER:
        reach = plain[min(head_end + 10, len(plain) - 1)]
        cues = topic_cues.find(context.gazetteer, context.text, Span(words[plain[head_end]].start, words[reach].end))
        last = head_end + 1
        longest = 14 if words[plain[head_end]].form == "of" else 9  # "a new project of the experts panel on requirements for drawings"
        while last < len(plain) and last - head_end < longest and words[plain[last]].form not in SUBORDINATORS | {",", ";", ":", "."}:
            if _verb(words[plain[last]].form) and not cues.covers(words[plain[last]].start):
                break
            last += 1
        stretch = Span(words[plain[head_end]].start, words[plain[last - 1]].end)
        plainly = words[at].form in ("project", "pilot") and words[plain[head_end]].form in ("on", "for") and k > 0
        if last > head_end + 1 and (
            plainly or topic_cues.find(context.gazetteer, context.text, stretch).specific(stretch.start, stretch.end)
        ):
            end = plain[last - 1] + 1
            acronym = end
            while acronym < len(words) and words[acronym].aside:
                acronym += 1
            said = any(w.form in DETERMINERS or w.form in ("hereinafter", "hereafter", "called") for w in words[end:acronym])
            return plain[first], acronym if acronym - end <= 6 and not said else end
    if before_head:
        return plain[first], plain[head_end - 1] + 1
    indefinite = words[at].form == "pilot" and k > 0 and words[plain[k - 1]].form in ("a", "one", "another") and head_end + 1 < len(plain)
    if indefinite and (words[plain[head_end]].form, words[plain[head_end + 1]].form) == ("in", "which"):
        last = head_end + 2
        while last < len(plain) and words[plain[last]].form not in (",", ";", ":", "."):
            last += 1
        return plain[first], plain[last - 1] + 1
    return None


def _behind_group(context: Context, words: list[Token], plain: list[int], at: int) -> tuple[int, int] | None:
    """Read "a new project of the experts panel on requirements for drawings": the name is what it is on."""
    if at + 3 >= len(plain) or words[plain[at]].form not in ("of", "in", "within", "by"):
        return None
    near = Span(words[plain[at]].start, words[plain[min(at + 12, len(plain) - 1)]].end)
    group = next((g for g in _groups(context, near) if g.start <= words[plain[min(at + 2, len(plain) - 1)]].start), None)
    if group is None:
        return None
    on = next((j for j in range(at, min(at + 12, len(plain))) if words[plain[j]].start >= group.end), None)
    if on is None or words[plain[on]].form not in ("on", "for") or on + 1 >= len(plain):
        return None
    last = on + 1
    while last < len(plain) and last - on < 8 and (_continues_name(words[plain[last]]) or words[plain[last]].form == "for"):
        last += 1
    return (plain[on + 1], plain[last - 1] + 1) if last > on + 1 else None


def _several(context: Context, words: list[Token], plain: list[int], k: int) -> list[tuple[int, int]]:
    """Read "new projects on global assignment and on drawings": each phrase after the preposition is the name of one."""
    form = words[plain[k + 1]].form if k + 1 < len(plain) else ""
    if form not in ("on", "for"):
        return []
    found: list[tuple[int, int]] = []
    at = k + 1
    while at < len(plain) and words[plain[at]].form == form:
        last = at + 1
        while last < len(plain) and last - at < 9 and _continues_name(words[plain[last]]):
            last += 1
        if last == at + 1:
            break
        begin = at + 2 if words[plain[at + 1]].form in DETERMINERS and last > at + 2 else at + 1
        stretch = Span(words[plain[begin]].start, words[plain[last - 1]].end)
        if not topic_cues.find(context.gazetteer, context.text, stretch).specific(stretch.start, stretch.end):
            break
        found.append((plain[begin], plain[last - 1] + 1))
        at = last
        while at < len(plain) and words[plain[at]].form in (",", "and"):
            at += 1
    return found if len(found) > 1 else []


def _continues_name(word: Token) -> bool:
    return word.form not in SUBORDINATORS | {",", ";", ":", ".", "and", "on", "for"} and not _verb(word.form)


def _verb(form: str) -> bool:
    past = form in PASTS or (form.endswith("ed") and "-" not in form)
    return past or form in FINITE or form in ("and", "that", "moves", "runs", "ends", "goes", "continues", "begins", "starts", "aims")


def _name(context: Context, words: list[Token], first: int, last: int, iri: str | None) -> ProjectName:
    span = Span(words[first].start, words[last - 1].end)
    title = context.text[span.start : span.end]
    entry = context.gazetteer.entry(iri) if iri is not None else None
    if entry is not None and title.isupper() and " " not in title:
        title = entry.label  # a bare acronym names nothing to a reader
    if iri is None:
        entries = context.gazetteer.lookup(title, "project")
        inside = list(dict.fromkeys(i for _, i in _known(context, span, loose=True).values()))
        # "the project on unity of invention" is that of this name; a pilot within a project is not the project
        found = context.gazetteer.entry(inside[0]) if len(inside) == 1 and inside[0] else None
        whole = found is not None and ("pilot" not in title.lower() or "pilot" in found.label)
        iri = entries[0].iri if len(entries) == 1 else inside[0] if whole else None
    return ProjectName(span, title, iri)


def same_project(gazetteer: Gazetteer, one: ProjectName, other: ProjectName) -> bool:
    """Tell whether two names stand for one project: the same entry, mostly the same words, or "the project on X" after "X"."""
    if one.iri is not None and other.iri is not None:
        return one.iri == other.iri
    a, b = (frozenset(t.form for t in tokens(n.title, Span(0, len(n.title))) if len(t.form) > 3) - _PLURALS for n in (one, other))
    if a and b and len(a & b) / max(len(a), len(b)) >= 0.5:
        return True
    if "pilot" in one.title.lower() and "pilot" not in other.title.lower():
        return False
    x, y = (set(topic_cues.find(gazetteer, n.title, Span(0, len(n.title))).specific(0, len(n.title))) for n in (one, other))
    descriptive = not other.is_named or other.title.lower().startswith(("project", "pilot", "the project"))
    return bool(x) and x == y and one.is_named and descriptive


def plain_title(title: str) -> str:
    """Return what "the group's project on response times" is on: its name; other titles as they are."""
    about = _ABOUT.fullmatch(title)
    return title if about is None or "pilot" in title[: about.start("thing")].lower() else about["thing"]


def fills(text: str, span: Span, name: ProjectName) -> bool:
    """Tell whether a heading is hardly more than the name of a project."""
    return name.span.end - name.span.start >= 0.6 * len(text[span.start : span.end].strip(" -–—:()0123456789.*"))


def clause_of(name: ProjectName, sentence: Sentence) -> Span:
    """Return what to quote for one of several projects of a sentence: its name, unless that is too short to be found again."""
    return Span(name.span.start, name.span.end) if name.span.end - name.span.start > 12 else sentence.span


def cut_words(words: Sequence[Token], first: int, last: int, signs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Cut `words[first:last]` at the given signs into stretches that begin and end with a word."""
    out: list[tuple[int, int]] = []
    begin = first
    for at in range(first, last + 1):
        if at == last or words[at].form in signs:
            end = at
            while begin < end and not words[begin].is_word:
                begin += 1
            while end > begin and not words[end - 1].is_word:
                end -= 1
            if begin < end:
                out.append((begin, end))
            begin = at + 1
    return out
