"""The class of each sentence: what was drawn from it, else the signs in it, else why it gives nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ip5kg.coverage import deciding, reasons, signs
from ip5kg.coverage.acts import Verbs, verbs
from ip5kg.coverage.known import Known, known
from ip5kg.coverage.look import Look, looks
from ip5kg.coverage.outcome import Coverage, Covered, SentenceClass
from ip5kg.gazetteer import Gazetteer, Hit
from ip5kg.model import Mention, Release, Span, Statement

_LEAD = 4
"""Of how many sentences one must speak of the five offices, where no heading does."""
_OFTEN = 0.15
"""In which share of the sentences they are spoken of, where none of the first ones does."""
_MOST = 4
_ASIDE = ("navigation", "furniture", "caption")
_SHORT = 90
_BULLET = 5
_MOSTLY = 0.5
_PARTLY = 0.2


def cover(release: Release, mentions: Sequence[Mention], statements: Sequence[Statement], gazetteer: Gazetteer) -> Coverage:
    """Say what became of each sentence of a release.

    Args:
        release: the release as read.
        mentions: what it names, with entities.
        statements: what was drawn from it; each quotes a stretch of the text.
        gazetteer: the labels of the vocabularies, which hold the words that decide.

    Returns:
        The coverage, with one entry for each sentence. The time grows with the length of the text.
    """
    drawn = _drawn(release, statements)
    each = list(looks(release, mentions, gazetteer))
    judge = _Judge(
        release,
        known(statements),
        verbs(gazetteer),
        _about_ip5(each, _title_names_ip5(release, gazetteer)),
        {i for i, found in enumerate(drawn) if found},
        any(signs.meeting(look, known(())) == "yes" for look in each if look.block.kind not in _ASIDE),
    )
    covered = []
    for look in each:
        index, span = look.sentence.index, look.sentence.span
        if drawn[index]:
            quoted = tuple(drawn[index])
            covered.append(Covered(index, span, "used", reasons.USED, quoted, _parts(span, [statements[i].span for i in quoted])))
        else:
            kind, reason = judge.of(look)
            covered.append(Covered(index, span, kind, reason))
    return Coverage(release, tuple(statements), tuple(covered))


def _drawn(release: Release, statements: Sequence[Statement]) -> list[list[int]]:
    """Return, for each sentence, which statements quote some of it."""
    found: list[list[int]] = [[] for _ in release.sentences]
    ends = [s.span.end for s in release.sentences]
    for number, statement in enumerate(statements):
        at = bisect_left(ends, statement.span.start + 1)
        while at < len(ends) and release.sentences[at].span.start < statement.span.end:
            found[at].append(number)
            at += 1
    return found


def _parts(sentence: Span, quotes: Sequence[Span]) -> tuple[Span, ...]:
    """Return the stretches of a sentence that quotes cover, those that touch as one."""
    parts: list[Span] = []
    for quote in sorted(quotes, key=lambda q: (q.start, q.end)):
        start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
        if parts and start <= parts[-1].end:
            parts[-1] = Span(parts[-1].start, max(end, parts[-1].end))
        else:
            parts.append(Span(start, end))
    return tuple(parts)


def _title_names_ip5(release: Release, gazetteer: Gazetteer) -> bool:
    """Tell whether the title in the metadata names the five offices or a series of theirs."""
    hits = gazetteer.find(release.title, kinds=("cue:five", "series", "body"))
    return any(not hit.loose and (hit.kind == "cue:five" or hit.slug in signs.OWN_SERIES) for hit in hits)


def _about_ip5(each: Sequence[Look], named: bool) -> bool:
    """Tell whether a release is about the five offices: by its title, or by its first sentences and one more."""
    titles = [look for look in each if look.block.kind == "title"]
    if named or any(signs.speaks_of_five(look) for look in titles):
        return True
    if any(signs.other_cooperation(look) for look in titles):
        return False
    running = [look for look in each if look.block.kind in ("paragraph", "item", "heading", "row", "quotation", "note")]
    speaking = [look for look in running if signs.speaks_of_five(look)]
    early = any(look in speaking for look in running[:_LEAD])
    return len(speaking) > 1 and (early or len(speaking) > _OFTEN * len(running))


@dataclass(frozen=True)
class _Judge:
    """What is known when sentences are judged that gave no statement."""

    release: Release
    known: Known
    verbs: Verbs
    about_ip5: bool
    used: set[int]
    meets: bool
    """Whether the text tells of a meeting at all."""

    def of(self, look: Look) -> tuple[SentenceClass, str]:
        """Return the class of a sentence that gave no statement, and the reason."""
        if look.block.kind in _ASIDE:
            return "boilerplate", look.block.kind
        if look.is_heading:
            return self._heading(look) if self.about_ip5 else ("boilerplate", "heading")
        standing = self._standing(look)
        if standing is not None:
            return "boilerplate", standing
        if look.spoken > (_PARTLY if look.has("cue:speech") else _MOSTLY) or look.block.kind == "quotation":
            return "out-of-scope", "speaker"
        if _stands_under(look, "commenting"):
            return "out-of-scope", "view"
        if look.labelled("coverage-cue:given-up") and not deciding.decides(look, self.verbs):
            return "out-of-scope", "given-up"
        repeated = False
        for sign, answer in self._signs(look):
            if answer == "yes":
                return "missed", sign
            repeated |= answer == "repeated"
        return ("out-of-scope", "repeated") if repeated else self._scope(look)

    def _heading(self, look: Look) -> tuple[SentenceClass, str]:
        """A heading says what the text below says at length; only a number or date that is nowhere else counts."""
        for sign, answer in (("meeting", signs.meeting(look, self.known)), ("figure", signs.figure(look, self.known))):
            if answer == "yes" and not signs.other_cooperation(look):
                return "missed", sign
        return "boilerplate", "heading"

    def _standing(self, look: Look) -> str | None:
        """Return why a sentence is a standing part of the page, or None where it is not."""
        following = {look.sentence.index + 1} if look.leads else {look.sentence.index + 1, look.sentence.index + 2}
        announced = look.leads or deciding.announces(look, self.verbs)
        if announced and following & self.used and not self._says_more(look):
            return "lead-in"
        if (
            look.block.kind == "row"
            and not look.has("person", "date", "place", "number", "document", "project")
            and not look.own.strip("|- ").count(".")
        ):
            return "table-head"
        if self._introduces_ip5(look):
            return "what-ip5-is"
        if look.labelled("coverage-cue:picture"):
            return "caption"
        notices = look.labelled("coverage-cue:notice")
        if notices and not look.has("person", "series") and (_opens(look, notices) or not deciding.decides(look, self.verbs)):
            return "notice"
        return "link" if self._is_link(look) else None

    def _introduces_ip5(self, look: Look) -> bool:
        """Tell whether a sentence says what the IP5 is, or lists its members, and nothing else."""
        if not (look.has("cue:five") or any(m.value == "ip5" for m in look.of("organisation"))):
            return False
        if len(look.offices) < _MOST and not look.labelled("coverage-cue:definition"):
            return False
        founded = bool(look.labelled("describing-cue:founding")) and not look.has("series", "person", "document")
        told = look.has("date", "series", "cue:meet", "person") or deciding.decides(look, self.verbs)
        told = told and not founded
        return not told and not any(answer == "yes" for _, answer in self._facts(look))

    def _says_more(self, look: Look) -> bool:
        """Tell whether a sentence that leads over to a list says something of its own."""
        asked = (signs.meeting(look, self.known), signs.document(look, self.known, self.verbs), signs.figure(look, self.known))
        return "yes" in asked

    def _is_link(self, look: Look) -> bool:
        """A short line without a verb under "Further information" or the like."""
        if look.block.kind not in ("item", "row") or len(look.own) > _SHORT or look.own.rstrip().endswith((".", ";")):
            return False
        return _stands_under(look, "linking")

    def _facts(self, look: Look) -> list[tuple[str, signs.Answer]]:
        return [
            ("figure", signs.figure(look, self.known)),
            ("group", signs.group(look, self.known)),
            ("project", signs.project(look, self.known)),
        ]

    def _signs(self, look: Look) -> list[tuple[str, signs.Answer]]:
        foreign = signs.other_cooperation(look) and not signs.speaks_of_five(look)
        if foreign or not self.about_ip5:
            return [
                ("meeting", signs.other_meeting(look, self.known)),
                ("acronym", signs.acronym(look, self.known)),
                ("contact", signs.contact(look, self.known)),
            ]
        if deciding.is_reported(look):
            return [("meeting", signs.meeting(look, self.known)), ("figure", signs.figure(look, self.known))]
        return [
            ("meeting", signs.meeting(look, self.known)),
            ("person", signs.person(look, self.known)),
            ("decision", "no" if self._is_daily_work(look) else signs.decision(look, self.verbs)),
            ("document", signs.document(look, self.known, self.verbs)),
            *self._facts(look),
            ("acronym", signs.acronym(look, self.known)),
            ("contact", signs.contact(look, self.known)),
        ]

    def _is_daily_work(self, look: Look) -> bool:
        """Tell whether a page that tells of no meeting says how work is done: there only what binds is a decision."""
        if self.meets:
            return False
        act = deciding.decided(look, self.verbs)
        present = any(w.form in ("is", "are") for w in look.words[look.first : look.last])
        return act in deciding.EXCHANGING or (act is not None and present)

    def _scope(self, look: Look) -> tuple[SentenceClass, str]:
        """Say of a sentence without signs what it is about."""
        if not self.about_ip5:
            return "out-of-scope", "other-subject"
        if look.spoken > 0 or (look.has("cue:speech") and (look.has("person", "post", "office", "association") or len(look.offices) == 1)):
            return "out-of-scope", "speaker"
        if look.labelled("coverage-cue:thanks"):
            return "out-of-scope", "courtesy"
        if look.labelled("coverage-cue:view") or look.own.rstrip().endswith("?"):
            return "out-of-scope", "view"
        if signs.other_cooperation(look):
            return "out-of-scope", "other-cooperation"
        if self._is_daily_work(look):
            return "out-of-scope", "working-step"
        if look.labelled("coverage-cue:definition") or look.block.kind == "note":
            return "out-of-scope", "definition"
        if look.has("association", "cue:industry"):
            return "out-of-scope", "users-side"
        if len(look.offices) == 1 and not signs.speaks_of_five(look):
            return "out-of-scope", "one-office"
        if look.has("series", "body", "project", "document", "person", "date", "place", "organisation", "cue:five"):
            return "out-of-scope", "named-only"
        return "out-of-scope", "background"


def _opens(look: Look, hits: Sequence[Hit]) -> bool:
    """Tell whether one of the labels opens the sentence, after a bullet or the like."""
    return any(hit.start - look.sentence.span.start < _BULLET for hit in hits)


def _stands_under(look: Look, cue: str) -> bool:
    return look.above is not None and bool(look.above.labelled(f"coverage-cue:{cue}"))
