"""Clauses that tell what a body is for: "WG3, which is in charge of quality", "It was set up to …", "the panel in which …".

A clause counts where the body is its subject and the verb is one of being, of being set up, or of a standing activity in the
present tense; what a body did, plans or will take up at one meeting is no remit. The field of work follows as a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ip5kg.interpret import topics
from ip5kg.interpret.clauses import word_set
from ip5kg.interpret.context import Context
from ip5kg.interpret.group_clues import CUE, NUMBERED, bodies, bounds, of_the_name, past_acronyms, remit_in, slug_of
from ip5kg.model import GroupStatement, Sentence, Span

_AGAIN = re.compile(
    r"\b(?:the|this|that)\s(?:new\s|joint\s|same\s)?(task\sforce|taskforce|panel|group)\b(?!\s(?:on|for|of)\b)", re.IGNORECASE
)
_FORMER = re.compile(r"\b[Tt]he\s(?:former|first)(?=\s[a-z,])")
_LATTER = re.compile(r"\b[Tt]he\s(?:latter|second|other)(?=\s[a-z,])")
_IT = re.compile(r"(?:[-•*□ㅇ]\s)?[Ii]t(?=\s)")
# The task of a body is its subject: "Its job is to …" goes on like "It is to …".
_ITS = re.compile(
    r"(?:[-•*□ㅇ]\s)?Its\s(?:main\s|first\s)?(?:tasks?|job|purpose|aim|mission|remit|subject|field|brief|mandate|business"
    r"|role)(?:\sit)?(?=\s(?:is|was|are)\s|:)"
)

_IT_GOES_ON = re.compile(r"[;:]\sit(?=\s)|,\sand\sit(?=\s)")
# What may stand between a name and what is said of it: brackets, and what it is made of.
_INSERTION = re.compile(
    r"\s\([^()]{1,80}\)|\sof\stheir\sown|,\sthe\s[A-Z][A-Z/&0-9]{1,9},?(?=\s)|\s[Mm]eetings?(?=\s(?:is|are)\s)|\sof\sthe\s(?:IP5"
    r"|five\s[Oo]ffices|[Oo]ffices)(?:\s[Oo]ffices)?\b|"
    r",\s(?:made\sup|composed|consisting|set\sup|created|founded|established|formed|launched|chaired|led|headed|in\sturn|for\sits\spart"
    r"|on\sthe\sother\shand|too|as\sits\sname\ssays|in\swhich\s[^;.]{3,80}\s(?:sit|meet|take\spart|are\srepresented|work))"
    r"\b[^;.]{0,160}?,(?=\s(?:is|are|was|were|has|have|deals|works|looks|serves|aims|[a-z]{3,12}s)\s)"
)
_ADVERB = (
    r"(?:\s(?:also|mainly|primarily|chiefly|therefore|thus|itself|essentially|basically|in\sturn|above\sall|in\sparticular"
    r"|always|mostly|likewise|then))?"
)
_RELATIVE = re.compile(r",?\s(?:(?:in|through|by|within|at|with|for|to|under)\swhich|where|which|that|who|whose)(?=\s)")
_APPOSITION = re.compile(r",\s(?:(?:that\sis|i\.e\.),?\s)?(?=(?:a|an|the|its|their|industry['’]s|a\skind\sof)\s[^,;.]{3,140})")
_KINDS_OF_GROUPS = re.compile(
    r"\b(?:body|group|panel|forum|platform|committee|team|circle|unit|board|experts|specialists|level|organ|arm|channel|place"
    r"|round|initiative|gremium|offices['’]\stask)\b"
)
_BEING = re.compile(
    _ADVERB
    + r"\s(?:is|are)"
    + _ADVERB
    + r"\s(?:there|meant|supposed|intended|designed|in\scharge|responsible|concerned|charged|tasked|entrusted|devoted|dedicated|"
    r"about|for|competent|busy|occupied|home\sto)\b|"
    + _ADVERB
    + r"\s(?:is|are)\s(?:the|a|an)\s(?=[^,;.]{0,40}\b(?:body|group|panel|forum|platform|place|circle|channel|level|initiative)\b)"
)
_HAVING = re.compile(
    _ADVERB + r"\s(?:has|have)\s(?:the\s(?:task|job|aim|purpose|remit|mandate|duty|mission)|as\s(?:its|their)|been\s(?:given|asked"
    r"|charged|entrusted|tasked)|to\sdo\swith|"
    r"charge|worked|been\s(?:working|looking|dealing|coordinating|co-ordinating|examining|studying)|its\s(?:task|job|field)"
    r"|taken\son|devoted)\b"
)
_PLACE = re.compile(
    _ADVERB + r"\s(?:is|was|has\s(?:long\s|always\s)?been|offers|provides|serves\sas|acts\sas|functions\sas|constitutes|forms|remains)"
    r"\s(?:(?:the|a|an|another|its|their)\s|the\s(?:IP5|offices)['’]s?\s)(?:\w{1,14}\s){0,2}?"
    r"(?:forum|platform|place|venue|body|meeting\splace|round\stable|instrument|channel|home|workshop|answer|opportunity|framework)\s"
    r"(?:for|where|in\swhich|at\swhich|through\swhich|by\swhich|of|that|to)\s"
)
_GIVEN = re.compile(
    r"\s(?:was|were|is|has\sbeen|had\sbeen|have\sbeen)\s(?:given|assigned|handed|set|charged\swith)\s(?:\w{1,10}\s){1,3}?"
    r"(?:jobs?|tasks?|mandate|brief|mission|remit|assignments?)(?:,?\s(?:namely|that\sis))?:?,?\s(?:of|to)\s"
)
_GIVES_A_SAY = re.compile(
    r"\s(?:gives|offers|provides|affords|grants)\s(?:the\s)?(?:industry|users?|associations|offices|both\ssides)(?:\s\w{2,12}){0,2}?\s"
    r"(?:an?\s|the\s)?(?:opportunity|chance|forum|voice|platform|say|place)\b"
)
_SET_UP = re.compile(
    r"(?:\s(?:(?:is|are)\sto\sbe|will\sbe|shall\sbe|was|were|is|has\sbeen|had\sbeen|have\sbeen))?(?:\s(?:newly|first|recently|also|originally|expressly|once))?\s(?=[a-z])"
)
_AIM = re.compile(
    r"(?:\s(?!to\b|for\b)[^\s;.()]{1,20}){0,9}?,?\s(?:so\sthat\s|(?:in\sorder\s|so\sas\s)?to\s(?=[a-z])|for\s|with\s(?:the\saim"
    r"|a\sview)\s(?:of|to)\s)"
)
_IS_TO = re.compile(
    r"\s(?:is|are|has)\sto\s(?!be\b|meet|report|present|submit|hold|convene|start|begin|continue|take|have|come|discuss|decide"
    r"|see|get)[a-z]"
)
_WILL = re.compile(
    r"\s(?:will|shall|would)\s(?!be\b|meet|report|present|submit|hold|convene|start|begin|continue|take|have|come|discuss|decide)[a-z]"
)
_ACTIVITY = re.compile(_ADVERB + r"\s(?P<verb>[a-z]{3,14}s)\b")
_PLURAL_ACTIVITY = re.compile(
    _ADVERB + r"\s(?P<verb>deal|work|look|serve|cover|handle|see|take|bring|help|aim|examine|study|coordinate|co-ordinate|consult|align"
    r"|prepare)\b"
)
_NO_ACTIVITY = word_set(
    "meets reports says plans agrees discusses notes welcomes consists comprises includes belongs holds starts begins "
    "continues hopes expects wants proposes recommends announces publishes opens ends its this was has is does as comes "
    "goes remains stands reached submits presents finalises finalizes adopts approves endorses sits met members offices "
    "experts meetings thus perhaps always sometimes besides towards counts needs follows asks calls thanks stresses "
    "projects initiatives topics tasks proposals activities sessions recommendations complements replaces succeeds supports "
    "reaffirms considers reviews concludes completes delivers gives shows seems appears concentrates"
)
_PAST_EVENT = re.compile(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)\b(?:met|held|reported|discussed|agreed|submitted|presented|finali[sz]ed|adopted"
    r"|concluded|drafted|proposed|took\splace|asked|told|reviewed|heard|decided|"
    r"will|would|may|might|should|could|can|not|plans|hopes)\b"
)
_MANAGEMENT = re.compile(
    r"\b(?:projects|programme|program|management|coordination|co-ordination|organi[sz]ation\sof\sthe\swork|running\sof)\b"
)
_THESE_FIELDS = re.compile(
    r"\b(?:these|this|the|such|both)\s(?:two\s)?(?:fields?|areas?|subjects?|matters?|questions?|topics?|technologies|concept"
    r"|initiative)\b"
)
_EXCEPT = re.compile(
    r"\b(?:beyond|outside|other\sthan|apart\sfrom|besides|except(?:\sfor)?"
    r"|in\saddition\sto)\s(?:the\s)?$",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r"[;.](?:\s|$)|,\s(?=(?:met|has|have|had|was|were|is|held|will|gave|which|who|where|while|whereas|and\s(?:it|that|they|which|its))\b)"
)
_FOR_WHAT = re.compile(r",?\s(?:to|for|so\sas\sto|in\sorder\sto|with\sthe\saim\sof)\s")
_IN_IT = re.compile(
    r",?\s(?:the\s)?(?:five\s|IP5\s)?(?:[Oo]ffices|[Ee]xperts|five|members|users|industry|they|both|sides"
    r"|associations)(?:\s[^,;.]{0,40})?\s"
    r"(?:work|deal|talk|exchange|consult|co-?operate|align|compare|look|discuss|want\sto|seek\sto|wish\sto|can)\b"
)
_WITHIN = re.compile(r"\b(?:[Ii]n|[Ww]ithin|[Ww]ith|[Tt]hrough|[Bb]y\smeans\sof)\s(?:the\s)?(?:new\s|joint\s)?$")
_TASK_OF = re.compile(
    r"\b(?:tasks?|purpose|aim|job|idea|point|mission|mandate|goal|role|remit|object)\s(?:of|behind)\s(?:the\s|this\s)?(?:new\s"
    r"|joint\s)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r",\s(?:will|shall|is|are|was|were|has|have)\s")
_LINK = re.compile(r"\s(?:of|with|for|to|on|after|about|in|covers?|does)\s(?:the\s)?")
_JOINED = re.compile(r"[,;]\s(?:and\s|while\s|whereas\s)?(?:the\s)?$|\sand\s(?:the\s)?$")
_IS = re.compile(r"\s(?:is|was|lies|consists)\s(?:to|in|that)\s")
_WHAT_IT_IS = re.compile(r":\s|\s(?:is|was|are)\s(?:that\sof\s|the\s|in\s)(?=[a-z])")
_MADE_UP_OF = re.compile(r"\s(?:is|are)\s(?:made\sup|composed)\sof\s[^;.]{3,120}?\sand(?=\s[a-z]{3,14}s\s)")
_CREATED = re.compile(
    r"\b(?:set\sup|created?|establish(?:ed)?|launch(?:ed)?|found(?:ed)?|form(?:ed)?|installed?"
    r"|call(?:ed)?\sinto\sbeing)\s(?:[^,;.]{0,60}(?:,\sthe)?\s)?$",
    re.IGNORECASE,
)


def told(context: Context, sentence: Sentence, spoken_of: str | None) -> Iterator[GroupStatement]:
    """Yield what a sentence tells of the bodies that are its subjects; `spoken_of` is the body that "it" stands for."""
    text, hi = context.text, sentence.span.end
    for slug, start, name_end in _subjects(context, sentence, spoken_of):
        lead = _lead(context, sentence, start, name_end)
        if lead is None:
            continue
        at, how = lead
        stop = min(hi, at + 170)
        ends = _CLAUSE_ENDS.search(text, at, stop)
        stop = ends.start() if ends else stop
        topic = _topic(context, slug, at, stop, how)
        if topic is not None:
            yield GroupStatement(Span(start, len(text[:stop].rstrip(" .,;"))), how, slug, topic)
        if topic is not None and slug in NUMBERED:
            yield from _gapped(context, sentence, name_end)


def _gapped(context: Context, sentence: Sentence, at: int) -> Iterator[GroupStatement]:
    """ "WG1 takes care of classification, WG3 of examination policy": the verb is left out for the groups that follow."""
    text, hi = context.text, sentence.span.end
    for body in bodies(context, Span(at, hi)):
        link = _LINK.match(text, body.span.end, hi)
        joined = _JOINED.search(text, max(at, body.span.start - 24), body.span.start)
        if slug_of(body) not in NUMBERED or link is None or joined is None:
            continue
        remit = remit_in(context, link.end(), min(hi, link.end() + 60))
        if remit is not None and remit[1] - link.end() <= 14:
            yield GroupStatement(Span(body.span.start, remit[2]), "charge", slug_of(body), remit[0])


def _topic(context: Context, slug: str, at: int, stop: int, how: str) -> str | None:
    """Return the field of work told in `text[at:stop]`; for a name that explains itself, its own where the words say no more."""
    remit = remit_in(context, at, stop)
    own = of_the_name(context, slug)
    if own is not None and remit is not None and (remit[0] in topics.LAST_RESORTS or _EXCEPT.search(context.text, at, remit[1])):
        return own  # "to find out what users need" says less than "Global Dossier Task Force" does
    if (
        remit is None
        and own in (None, topics.VAGUEST)
        and how in ("charge", "forum", "purpose")
        and _MANAGEMENT.search(context.text, at, stop)
    ):
        return topics.VAGUEST
    if remit is None:
        return own if how in ("purpose", "forum") or (how == "task" and _THESE_FIELDS.search(context.text, at, stop)) else None
    if how == "forum" and own is not None and remit[0] != own and own != topics.VAGUEST:
        named = own in {t for c in topics.find(context.gazetteer, context.text, Span(at, stop)).cues for t in c.topics}
        return own if named or not remit[0] else remit[0]
    if how == "task" and slug in NUMBERED and remit[0] not in topics.of_series(context.gazetteer, slug):
        return None  # "WG2 is to draw up a proposal for a viewer"
    if how in ("task", "activity") and own not in (None, remit[0], topics.VAGUEST):
        return None  # "the panel is to look into AI" tells a task, not what the panel is for
    return remit[0]


# ---- subjects ----------------------------------------------------------------------------------------------------------


def _subjects(context: Context, sentence: Sentence, spoken_of: str | None) -> Iterator[tuple[str, int, int]]:
    """Yield the bodies that a sentence may tell something of: slug, start of the quote, place after the name."""
    text = context.text
    lo, hi = bounds(sentence)
    for body in bodies(context, sentence.span):
        yield slug_of(body), body.span.start, past_acronyms(text, body.span.end, hi)
    for again in _AGAIN.finditer(text, lo, hi):
        slug = _meant_by(context, again)
        if slug is not None:
            yield slug, again.start(), again.end()
    for pattern, which in ((_FORMER, -2), (_LATTER, -1)):
        if (found := pattern.search(text, lo, hi)) and len(pair := _two_before(context, sentence, found.start())) == 2:
            yield pair[which], found.start(), found.end()
    it = _ITS.match(text, lo, hi) or _IT.match(text, lo, hi)
    if it is not None and spoken_of is not None:
        yield spoken_of, lo, it.end()
    goes_on = _IT_GOES_ON.search(text, lo, hi)
    if goes_on is not None:
        here = {slug_of(m) for m in bodies(context, Span(lo, goes_on.start()))}
        if len(here) == 1:
            yield here.pop(), goes_on.end() - 2, goes_on.end()


def _two_before(context: Context, sentence: Sentence, at: int) -> list[str]:
    """Return the two bodies that "the former" and "the latter" stand for: those named last, in this sentence or the one before."""
    start = context.release.sentences[max(0, sentence.index - 1)].span.start
    return list(dict.fromkeys(slug_of(m) for m in bodies(context, Span(start, at))))[-2:]


def _meant_by(context: Context, phrase: re.Match[str]) -> str | None:
    """Return the one body named before whose name holds the noun of "the task force" or "the panel"."""
    noun = " ".join(phrase[1].lower().split()).replace("taskforce", "task force")
    before = Span(max(0, phrase.start() - 4_000), phrase.start())
    named = {slug_of(m) for m in bodies(context, before) if noun in " ".join(m.text.lower().split())}
    return named.pop() if len(named) == 1 else None


def speaks_of(context: Context, sentence: Sentence, before: str | None) -> str | None:
    """Return the body that "it" would stand for in the sentence after this one."""
    named = {slug_of(m) for m in bodies(context, sentence.span)}
    named |= {slug for again in _AGAIN.finditer(context.text, *bounds(sentence)) if (slug := _meant_by(context, again)) is not None}
    if named:
        return named.pop() if len(named) == 1 else None
    return before if _IT.match(context.text, *bounds(sentence)) else None


# ---- what is said of them ----------------------------------------------------------------------------------------------


def _lead(context: Context, sentence: Sentence, start: int, at: int) -> tuple[int, str] | None:
    """Return where the words that tell a remit begin, after the words that introduce it, and how it is told."""
    text, hi = context.text, sentence.span.end
    for _ in range(3):
        inserted = _INSERTION.match(text, at, hi)
        if not inserted:
            break
        if (aim := _made_for(context, inserted.start(), inserted.end())) is not None:
            return aim, "purpose"
        at = inserted.end()
    before = text[max(sentence.span.start, start - 40) : start]
    if _CLOSED.match(text, at, hi) and re.search(r",\s(?:the\s)?(?:IP5\s)?$", before):
        at += 1  # "An expert panel, the Patent Harmonization Experts Panel, will be created to …"
    if _WITHIN.search(before) and (in_it := _IN_IT.match(text, at, hi)):
        return in_it.end(), "forum"
    if _ITS.match(text, start, hi) and (being := _IS.match(text, at, hi) or _WHAT_IT_IS.match(text, at, hi)):
        return being.end(), "purpose"
    if _TASK_OF.search(before) and (being := _IS.match(text, at, hi)):
        return being.end(), "purpose"
    apposition = _APPOSITION.match(text, at, hi)
    if apposition and _KINDS_OF_GROUPS.search(text, apposition.end(), min(hi, apposition.end() + 60)):
        end = text.find(",", apposition.end(), hi)
        if not _PAST_EVENT.search(text, apposition.end(), end if end > 0 else min(hi, apposition.end() + 120)):
            return apposition.end(), "forum"
    if (relative := _RELATIVE.match(text, at, hi)) is not None:
        told_there = _in_relative(context, relative, hi)
        closed = re.compile(r",(?=\s(?:is|are|was|were|has|have|had|shall|will|deals|works|looks|serves|aims|[a-z]{3,12}s)\s)").search(
            text, at + 1, min(hi, at + 200)
        )
        return told_there or (_predicate(context, closed.end(), hi) if closed and relative.group().startswith(",") else None)
    if (cue := _cue(context, at, hi)) is not None:
        return cue
    created = _CREATED.search(text, sentence.span.start, start)
    if created and (purpose := _FOR_WHAT.match(text, at, hi)):
        return purpose.end(), "purpose"
    return _predicate(context, at, hi)


def _in_relative(context: Context, relative: re.Match[str], hi: int) -> tuple[int, str] | None:
    """ "…, in which the offices align their practices", "…, which deals with …", "…, whose task is …"."""
    text, at = context.text, relative.end()
    word = relative.group().split()[-1]
    clause_end = next((m.start() for m in re.compile(r",\s|[;.]\s|[;.]$").finditer(text, at, min(hi, at + 200))), min(hi, at + 200))
    if word == "whose":
        return (at, "charge") if not _PAST_EVENT.search(text, at, clause_end) else None
    if " " in relative.group().strip(" ,") or word == "where":
        return (at, "forum") if not _PAST_EVENT.search(text, at, clause_end) else None
    told_there = _cue(context, at, hi) or _predicate(context, at, hi)
    if told_there is not None and told_there[1] == "task":
        return told_there[0], "purpose"  # "a task force, which is to …" tells what it is set up for
    return told_there


def _predicate(context: Context, at: int, hi: int) -> tuple[int, str] | None:
    """ "is responsible for", "has the task of", "was set up in 2019 to", "deals with", "is to"."""
    text = context.text
    if found := (_GIVES_A_SAY.match(text, at, hi) or _PLACE.match(text, at, hi)):
        return found.end(), "forum"
    for pattern in (_GIVEN, _BEING, _HAVING):
        if found := pattern.match(text, at, hi):
            return found.end(), "charge"
    if (aim := _made_for(context, at, hi)) is not None:
        return aim, "purpose"
    if found := (_IS_TO.match(text, at, hi) or _WILL.match(text, at, hi)):
        return found.end() - 1, "task"
    if found := _MADE_UP_OF.match(text, at, hi):
        return _predicate(context, found.end(), hi)
    activity = _ACTIVITY.match(text, at, hi) or _PLURAL_ACTIVITY.match(text, at, hi)
    if activity and activity["verb"] not in _NO_ACTIVITY:
        return activity.end(), "activity"
    return None


def _made_for(context: Context, at: int, hi: int) -> int | None:
    """ "was set up in 2012 to …", ", created by the heads for …": return where the purpose begins."""
    text = context.text
    start = _SET_UP.match(text, at, hi)
    begin = start.end() if start else at
    for hit in context.gazetteer.find(text, begin, min(hi, begin + 30), kinds=(CUE,)):
        if hit.slug == "founding" and hit.start <= begin + 2 and (aim := _AIM.match(text, hit.end, hi)):
            return aim.end()
    return None


def _cue(context: Context, at: int, hi: int) -> tuple[int, str] | None:
    """Return the end of a label that says "in charge of", "whose aim is" or "a forum for", where one follows at once."""
    for hit in context.gazetteer.find(context.text, at, min(hi, at + 60), kinds=(CUE,)):
        gap = context.text[at : hit.start]
        if hit.slug in ("charged", "purpose") and re.fullmatch(r",?\s?(?:(?:is|are|also|mainly|itself|in\sturn)\s){0,3}", gap):
            return hit.end, "charge" if hit.slug == "charged" else "purpose"
        if hit.slug == "forum" and re.fullmatch(r",\s(?:is\s)?|\sis\s", gap):
            return hit.end, "forum"
    return None
