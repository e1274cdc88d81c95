"""Lines about projects: an item of a list cut at its signs, and the labelled lines of a page about one project.

    Common Application Format - lead: JPO - under way        Lead office: EPO
    EPO -- Common Documentation; Common Hybrid Classification   Working group: WG1
    Common Documentation (EPO), in progress                  Status: completed in 2018

What a part says - the name, the offices in the lead, the status, the group - is told by what it consists of, not by its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import AUXILIARIES, Token, tokens, word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.names import ProjectName
from ip5kg.interpret.standing import stated
from ip5kg.model import Resolved, Span

LONGEST_NAME: Final = 14
LEAD_WORDS: Final = word_set(
    "lead leads led leader leaders leading by office offices and the with under co-lead co-leads responsible coordinator coordinators "
    "coordination project co-leaders co in charge main is are of for"
)
_SHARES: Final = word_set("share part task tasks projects s for by")
_LEAD_LABELS: Final = word_set("lead leads leader leaders leading co-lead co-leads coordinator coordinators responsible")
_STATUS_LABELS: Final = word_set("status state stage progress phase situation standing")
_BODY_LABELS: Final = word_set("body group panel carried forum framework responsible within charge")
_LONGEST_PART: Final = 9
_LONGEST_TITLE: Final = 9
_MOST_TOKENS: Final = 80
_SIGNS: Final = frozenset({":", ";", ",", "|", "–", "—", "-", "/"})
_NO_BODIES: Final = frozenset({"heads", "deputy-heads", "heads-industry", "ip5"})


@dataclass(slots=True)
class Line:
    """What a line says; `names` are the stretches that name projects, `end` is where the last part ends that was understood."""

    names: list[Span] = field(default_factory=list)
    leads: tuple[str, ...] = ()
    status: str | None = None
    body: str | None = None
    end: int = 0

    @property
    def tells(self) -> bool:
        """Whether the line says more than a name."""
        return bool(self.leads) or self.status is not None or self.body is not None


def offices_in(context: Context, span: Span) -> tuple[str, ...]:
    """Return the offices named in a stretch of text, each once."""
    return tuple(dict.fromkeys(m.entity.slug for m in context.in_span(span, "office") if isinstance(m.entity, Resolved)))


def only_offices(context: Context, span: Span) -> tuple[str, ...]:
    """Return the offices of a stretch of text that names nothing else but that they lead."""
    offices = [m for m in context.in_span(span, "office") if isinstance(m.entity, Resolved)]
    rest = [
        t
        for t in tokens(context.text, span)[:40]
        if t.is_word and t.form not in LEAD_WORDS | _SHARES and not any(m.span.start <= t.start < m.span.end for m in offices)
    ]
    return () if rest else offices_in(context, span)


def read_line(context: Context, span: Span) -> Line | None:
    """Read an item of a list of projects; None where it is a sentence, or names nothing."""
    line = Line()
    offices_first = False
    for sign, words in _parts(context, span):
        part = Span(words[0].start, words[-1].end)
        offices = only_offices(context, part)
        if offices:
            if line.leads and sign != ",":
                break
            offices_first = offices_first or not line.names
            line.leads, line.end = tuple(dict.fromkeys((*line.leads, *offices))), part.end
            continue
        if any(w.form in AUXILIARIES for w in words) or len(words) > LONGEST_NAME:
            break
        if line.names and not (offices_first and sign == ";"):
            if len(words) > _LONGEST_PART or not _tells(context, line, part, words):
                break
            line.end = part.end
            continue
        line.names += _joined(context, words) if offices_first else [part]
        line.end = part.end
    return line if line.names else None


def read_label(context: Context, span: Span) -> Line | None:
    """Read a line such as "Lead offices: EPO, CNIPA", "Working group: WG1" or "Status: completed"; None where it is none."""
    words = tokens(context.text, span)[:_MOST_TOKENS]
    colon = next((i for i, w in enumerate(words[:6]) if w.form in (":", "|", "–", "—")), None)
    if colon is None or not any(w.is_word for w in words[:colon]) or colon + 1 >= len(words) or len(words) > 30:
        return None
    label = {w.form for w in words[:colon] if w.is_word}
    behind = Span(words[colon + 1].start, words[-1].end)
    line = Line(end=span.end)
    if label <= LEAD_WORDS | {"s"} and label & _LEAD_LABELS:
        line.leads = only_offices(context, behind) or offices_in(context, behind)
    elif label & _STATUS_LABELS and len(label) <= 3:
        line.status = stated(context, behind)
    elif label & _BODY_LABELS and len(label) <= 5:
        line.body = _body(context, behind)
    return line if line.tells else None


def page_project(context: Context) -> ProjectName | None:
    """Return the field of work that the title names: a page that says who leads it, and how far it is, makes it a project."""
    title = context.release.title.strip()
    topics = topic_cues.find(context.gazetteer, title, Span(0, len(title))).specific(0, len(title))
    if not topics or len(title.split()) > _LONGEST_TITLE:
        return None
    known = context.gazetteer.lookup(title, "project")
    return ProjectName(Span(0, 0), title, known[0].iri if len(known) == 1 else None)


def _joined(context: Context, words: list[Token]) -> list[Span]:
    """Part "Mutual Machine Translation and the Common Training Policy" where both are names of projects."""
    whole = Span(words[0].start, words[-1].end)
    known = [hit.start for hit in context.gazetteer.find(context.text, whole.start, whole.end, kinds=("project",))]
    for at in range(1, len(words) - 1):
        behind = at + 1 + (words[at + 1].form in ("the", "a", "an"))
        if words[at].form == "and" and behind < len(words) and words[behind].start in known and any(k < words[at].start for k in known):
            return [Span(whole.start, words[at - 1].end), Span(words[behind].start, whole.end)]
    return [whole]


def _tells(context: Context, line: Line, part: Span, words: list[Token]) -> bool:
    """Add what a part behind the name says; False where it says nothing known."""
    if any(w.form in ("lead", "leads", "led", "leader", "leaders") for w in words) and not line.leads:
        line.leads = offices_in(context, part)
        return bool(line.leads) or {w.form for w in words} <= LEAD_WORDS  # the label before the offices
    status = stated(context, part)
    if status is not None and line.status is None:
        line.status = status
        return True
    body = _body(context, part)
    if body is not None and line.body is None and len(words) <= 6:
        line.body = body
        return True
    return all(w.form in _STATUS_LABELS | _BODY_LABELS for w in words)  # the label before what it says


def _body(context: Context, span: Span) -> str | None:
    named = [m.entity.slug for m in context.in_span(span, "body") if isinstance(m.entity, Resolved)]
    own = [slug for slug in dict.fromkeys(named) if slug not in _NO_BODIES]
    return own[0] if len(own) == 1 else None


def _parts(context: Context, span: Span) -> Iterator[tuple[str, list[Token]]]:
    """Cut a line at its signs and brackets: each part with the sign before it, without the number at the beginning."""
    words = tokens(context.text, span)[:_MOST_TOKENS]
    begin, sign = _after_number(words), ""
    at = begin
    aside = False
    while at <= len(words):
        word = words[at] if at < len(words) else None
        brackets = word is not None and word.aside != aside
        stop = (
            word is None or (not aside and _is_sign(words, at)) or word.form in (".", "!", "?") or (aside and word.form in (",", ":", ";"))
        )
        if stop or brackets:
            part = [w for w in words[begin:at] if w.is_word or w.form not in "()[]"]
            while part and not part[0].is_word:
                part.pop(0)
            while part and not part[-1].is_word:
                part.pop()
            if part:
                yield sign, part
            sign = word.form if word is not None else ""
            begin = at + (0 if brackets and not stop else 1)
            aside = word.aside if word is not None else False
            if word is not None and word.form in (".", "!", "?"):
                return
        at += 1


def _is_sign(words: list[Token], at: int) -> bool:
    """Tell whether `words[at]` parts a line: a hyphen only with blanks around it, a stroke never within a name."""
    form = words[at].form
    if form not in _SIGNS or form == "/":
        return False
    if form == "-":
        before = at == 0 or words[at - 1].end < words[at].start or words[at - 1].form == "-"
        after = at + 1 >= len(words) or words[at].end < words[at + 1].start or words[at + 1].form == "-"
        return before and after
    return True


def _after_number(words: list[Token]) -> int:
    for i, word in enumerate(words):
        if word.is_word and not (word.form.isdigit() and i + 1 < len(words) and words[i + 1].form in (".", ")")):
            return i
    return len(words)
