"""Anchors: the places of a sentence at which it speaks of a meeting, with what it says there about which one.

Four forms: a noun ("the 14th meeting of the IP5 heads"), a verb ("the heads met"), a word that points back ("the event",
"it lasted"), and a deed with a date or place ("in October 2008, on Jeju, the heads adopted"). An anchor says whose
meeting it is (`series`; None: one that was named before) and which (`number`); dates, places and hosts are added by
`attributes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from ip5kg.dates import DateRange
from ip5kg.gazetteer import Word
from ip5kg.interpret.views import OWN_SERIES, View
from ip5kg.model import Mention

FIVE: Final = "ip5"
"""Stands for the series where a text only says "the IP5 meeting" or "the five met"."""

Form = Literal["noun", "verb", "pointer", "deed", "umbrella"]


@dataclass
class Anchor:
    """One place at which a text speaks of a meeting; `start` and `end` bound the phrase, `at` is its head word."""

    view: View
    start: int
    end: int
    at: int
    form: Form
    series: str | None
    number: int | None = None
    definite: bool = True
    moved: Literal["", "next", "earlier"] = ""
    usual: bool = False
    """It speaks of meetings in general ("the heads meet once a year")."""
    plural: bool = False
    """Several meetings at once ("two meetings"): no meeting can be told from it."""
    vague: bool = False
    """Those who meet are "experts" or the like: whose meeting it is, the text must say elsewhere."""
    put_off: bool = False
    new_date: DateRange | None = None
    """The date to which it was put off."""
    planned: bool | None = None
    asserted: bool = False
    """A verb says that it takes place, will take place or took place."""
    dates: list[DateRange] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    format: str | None = None
    host: str | None = None
    lent: bool = False
    """Its dates are those of a run of meetings named before it: a date of its own is better."""
    is_side: bool = False
    """It is said to accompany another meeting, and so to share its place."""
    label: bool = False
    """A labelled line of an outline ("Date: …"), which speaks of all the meetings of the title."""
    latter: bool = False
    former: bool = False
    bare: bool = False
    """Only counted from ("ten years after their first meeting"): what the sentence says is of another meeting."""
    alone: bool = True
    """The sentence speaks of no other meeting."""
    joined: Anchor | None = None
    cancelled: bool = False

    @property
    def sentence(self) -> int:
        return self.view.sentence.index

    @property
    def has_facts(self) -> bool:
        return bool(self.dates or self.places or self.number is not None)


_UNITS: Final = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS: Final = ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ORDINALS: Final = {w: i for i, w in enumerate(_UNITS + _TEENS, 1)} | {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}
_DIGITS: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\Z")

_DETERMINERS: Final = frozenset(["the", "a", "an", "its", "their", "this", "that", "these", "those", "our", "his", "her", "both", "each", "any", "no", "such", "another", "whose"])
_INDEFINITE: Final = frozenset(["a", "an", "any", "no", "such", "another", "one", "some"])
_BE: Final = frozenset(["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "shall", "should", "can", "could", "may", "might"])
_LEFT_STOPS: Final = _BE | frozenset(
    ["at", "in", "on", "to", "for", "from", "by", "with", "during", "after", "before", "since", "until", "as", "who", "which", "where", "when", "while"]
    + ["whereas", "or", "and", "but", "under", "about", "into", "of", "between", "among", "than", "if", "so", "then", "also", "not", "he", "she", "they", "it", "we"]
)
_RIGHT_STOPS: Final = _BE | frozenset(
    ["in", "from", "to", "by", "under", "via", "during", "until", "since", "when", "where", "which", "that", "who", "whose", "as", "while", "after", "before"]
    + ["because", "if", "or", "but", "he", "she", "they", "it", "we", "through", "into", "over", "also", "this", "last", "next", "then", "so", "not"]
)
_LINKS: Final = frozenset(["of", "with", "between", "among"])
_PLURAL_TALK: Final = frozenset(["assemblies", "talks", "consultations", "discussions", "proceedings", "negotiations"])
_OPEN_MARKS: Final = re.compile(r"[\s()\"“”„'’*‘«»\[\]]*\Z")
_AFTER_MEET: Final = frozenset(
    ["in", "at", "on", "for", "with", "again", "online", "today", "tomorrow", "yesterday", "last", "this", "virtually", "via", "by", "from", "to", "and", "during"]
    + ["under", "as", "where", "face", "once", "here", "there", "earlier", "next", "recently", "annually", "regularly", "yearly", "every", "each", "around", "over"]
    + ["together", "round", "informally", "remotely", "when", "while", "before", "after", "who", "late", "early", "ahead", "twice", "not", "physically", "but"]
)
_NTH_TIME: Final = re.compile(r"\bfor (?:the|its|their) ([\w-]{3,14}) time\b|\bthe ([\w-]{3,14}) (?:of its kind|of this kind|in the series|such meeting)\b(?! (?:on|in) )|\b(?:was|is) the ([\w-]{3,14}) (?:since|so far|to date|in the series|at which|in their history)\b|\bthe ([\w-]{3,14}) time that (?:the |all )?(?:IP5|heads|presidents|leaders|chiefs|commissioners|five|deputy|deputies|users|offices|group|panel|task|working)")
_FIRST_TIME: Final = re.compile(r"\b(?:together|met|meet|gathered|convened)(?: at this level)? for the first time(?:[,.]| on\b|\Z)")
_PRONOUN: Final = re.compile(r"\b(?:[Ii]t|This)\s[\w\s]*\Z")
_PRONOUN_FIRST: Final = re.compile(r"(?:It|This)\s(?:was|is|will|had|has)\b")
_TOOK_PLACE: Final = frozenset({"took place", "take place", "takes place", "taking place", "came to an end", "lasted", "be held"})
_PASSIVE: Final = re.compile(r"\b(?:be|been|was|were|is|are|being)\s\Z")
_CONDITIONAL: Final = re.compile(r"\b(?:[Ii]f|[Ww]henever|whether)\b")
_UNREAL: Final = re.compile(r"\b(?:never been held|not been held|agreed upon|was proposed to|call(?:ed)? for|readers|subscribe)\b")
_LIST_GAP: Final = re.compile(r",? (?:and |the |and the )?\Z|, ")


def ordinal(form: str, before: str = "") -> int | None:
    """Return the number of an ordinal: "14th", "fourteenth", and "first" after "twenty"."""
    if (match := _DIGITS.match(form)) is not None:
        return int(match[1]) or None
    number = _ORDINALS.get(form)
    if number is not None and number < 10 and before in _TENS:
        return _TENS[before] + number
    return number


def anchors(view: View) -> list[Anchor]:
    """Return the anchors of a sentence, in the order of the text."""
    found = list(_nouns(view))
    found += [a for a in _elliptic(view) if all(a.at < n.start or a.at >= n.end for n in found)]
    found += [a for a in _joined_by_industry(view) if all(a.at < n.start or a.at >= n.end for n in found)]
    found += [a for a in _it(view) if all(a.at < n.start or a.at >= n.end for n in found)]
    found += [a for a in _verbs(view) if all(a.at < n.start or a.at >= n.end for n in found)]
    if not found:
        found = list(_latter(view)) or list(_deeds(view)) or list(_pointers(view))
    venues = [a for a in _places_as_venues(view) if all(a.at < n.start or a.at >= n.end for n in found)]
    found += [a for a in venues if not found or any(0 < d.span.start - a.end < 40 for d in view.of("date"))]
    named = {a.series for a in found if a.series is not None}
    for anchor in found:
        if anchor.series is None and anchor.moved == "earlier" and anchor.places and len(named) == 1:
            anchor.series = next(iter(named))
    found = _one_each(view, found)
    found.sort(key=lambda a: (a.start, a.end))
    for anchor in found:
        anchor.alone = len(found) == 1
    _share(view, found)
    return found


_IN_DATE: Final = frozenset({" (", " in ", ", ", " on ", ", in "})


def _one_each(view: View, found: list[Anchor]) -> list[Anchor]:
    """Make a meeting of each place and date: "the deputy heads have met in Munich (March 2009) and in Tokyo (October 2009)"."""
    pairs: list[tuple[Mention, Mention]] = []
    for place in view.of("place"):
        date = next((d for d in view.of("date") if view.text[place.span.end : d.span.start] in _IN_DATE and 0 < d.span.start - place.span.end < 6), None)
        if date is not None and isinstance(date.value, DateRange):
            pairs.append((place, date))
    named = [a for a in found if a.number is None and (a.series is not None or a.form == "pointer")]
    before = [a for a in named if pairs and (a.at < pairs[0][0].span.start or a.form == "deed")]
    if len(pairs) < 2 or not before or len(found) > 2:
        return found
    whole = before[-1]
    taken = [p for p, _ in pairs]
    return [a for a in found if a is not whole and not any(p in taken for p in a.places)] + [
        Anchor(view, place.span.start, date.span.end, place.span.start, "noun", whole.series, asserted=True, moved="earlier", places=[place])
        for place, date in pairs
    ]


# ---------------------------------------------------------------------------------------------------------- nouns


def _nouns(view: View) -> Iterator[Anchor]:
    free = view.span.start
    for mention in view.of("cue:meeting", "cue:umbrella"):
        if mention.span.start < free:
            continue
        umbrella = mention.value == "umbrella"
        anchor = _noun(view, mention, free)
        if umbrella and any(m.span.start <= mention.span.start < m.span.end for m in view.of("series", "body")):
            continue
        if umbrella and mention.text.lower() in ("week", "programme", "program") and (anchor is None or anchor.series is None):
            continue
        several = anchor is not None and anchor.plural and anchor.series is None and any(isinstance(d.value, DateRange) and d.value.start != d.value.end for d in view.of("date"))
        if several and anchor is not None and view.has("place"):
            anchor.form, anchor.plural, anchor.usual = "umbrella", False, False
        if anchor is None and umbrella and view.has("date") and view.has("place"):
            anchor = Anchor(view, mention.span.start, mention.span.end, mention.span.start, "umbrella", None)
        if anchor is None or (umbrella and anchor.series is None and not (view.has("date") and view.has("place"))):
            continue
        if umbrella:
            anchor.form = "umbrella"
        free = anchor.end
        yield anchor


def _noun(view: View, noun: Mention, free: int) -> Anchor | None:
    cut = view.words
    name = next((m for m in view.of("series", "body") if m.span.start < noun.span.start and noun.span.end <= m.span.end), noun)
    i = next((k for k, w in enumerate(cut) if w.start >= name.span.start), None)
    if i is None:
        return None
    start, left = _left(view, cut, i, free)
    last = i
    while last + 1 < len(cut) and cut[last + 1].start < noun.span.end:
        last += 1
    if re.match(r"[ -](?:place|point|room|places|rooms|ground)\b", view.text[noun.span.end : noun.span.end + 8]):
        return None
    end = noun.span.end if noun.value == "umbrella" else _right(view, cut, last)
    series = _series_of_phrase(view, start, end, noun)
    modified = left < i or name is not noun
    if not modified and series is None:
        return None
    if not modified and any(m.span.start == noun.span.start for m in view.of("cue:meet")):
        return None
    before = [cut[k] for k in range(left, i)]
    number = None
    for k in range(len(before) - 1, -1, -1):
        number = ordinal(before[k].form, before[k - 1].form if k else "")
        if number is not None:
            break
    if number is None and (m := re.match(r"\s(?:No\.?|number|#)\s?(\d{1,3})\b", view.text[noun.span.end : noun.span.end + 16])):
        number = int(m[1])
    if number == 1 and re.match(r"\W{0,3}\s(?:since|in person|after|under)\b", view.text[end : end + 14]):
        number = None
    of_these = re.search(r"\b([\w-]{3,14}) of (?:these |those |such |the )?\Z", view.text[max(view.span.start, start - 30) : start]) if number is None else None
    if of_these is None and number is None:
        of_these = re.search(r"\b([\w-]{3,14}) of (?:these |those |such |the )\Z", view.text[max(view.span.start, noun.span.start - 30) : noun.span.start])
    if of_these is not None:
        number = ordinal(of_these[1].lower())
    if number is None and (apposed := _THE_NTH_APPOSED.match(view.text, end, view.span.end)) is not None:
        number = ordinal(apposed[1].lower())
    plural = noun.text.lower().endswith("s") and noun.text.lower() not in _PLURAL_TALK
    forms = {w.form for w in before}
    anchor = Anchor(view, start, end, noun.span.start, "noun", series, number)
    anchor.definite = not (forms & _INDEFINITE)
    anchor.moved = _moved(view, start, noun.span.start)
    own = re.match(r",? (?:which|held|in|on|at)\b", view.text[end : end + 8]) is not None
    if number is not None and not own and _AFTER_IT.search(view.text[max(view.span.start, start - 12) : start]):
        anchor.moved, anchor.bare = "earlier", True
    anchor.usual = anchor.plural = plural and number is None
    if series is None and noun.value != "umbrella":
        anchor.series = _series_of_holder(view, start, owned=bool(forms & {"their", "its"}))
    if anchor.series is None and noun.text.lower().replace("-", " ") in ("round table", "roundtable") and any(m.value == "net-ai" for m in view.of("topic")):
        anchor.series = "ai-round-table"
    if anchor.series is None and noun.text.lower() in _PLURAL_TALK and _with_office(view, end):
        anchor.series = "bilateral"
    if anchor.series is None and not view.is_heading and _foreign(view, before, noun.span.end, end):
        return None
    if anchor.series is None and any(start <= m.span.start < end for m in view.of("cue:own")):
        anchor.series = "other"
    return anchor


def _series_of_holder(view: View, start: int, *, owned: bool) -> str | None:
    """Tell whose meeting "their 17th meeting" is where those who hold it come before: "the IP5 held their 17th meeting"."""
    verb = next((m for m in reversed(view.of("cue:hold", "cue:meet")) if 0 <= start - m.span.end < 30), None)
    if verb is None and not owned:
        return None
    return _subject(view, start if verb is None else verb.span.start, view.span.start)[0]


def _with_office(view: View, end: int) -> bool:
    """Tell whether talks were held with a single office: "talks took place with the USPTO"."""
    behind = [o for o in view.of("office") if end - 40 <= o.span.start < end + 45]
    return len({o.value for o in behind}) == 1 and re.search(r"\bwith (?:the )?\Z", view.text[max(0, behind[0].span.start - 10) : behind[0].span.start]) is not None


def _foreign(view: View, before: list[Word], noun_end: int, end: int) -> bool:
    """Tell whether a name within the phrase makes it somebody else's meeting: "the IPC meeting of WIPO", "the APEC summit"."""
    known = [(m.span.start, m.span.end) for m in view.mentions if m.kind in ("place", "date", "office", "series", "body", "cue", "organisation")]
    for word in before:
        if view.text[word.start].isupper() and word.start != view.span.start and not any(s <= word.start < e for s, e in known):
            return True
    return any(m.value == "WO" and noun_end <= m.span.start < end for m in view.of("office"))


_THE_NTH_APPOSED: Final = re.compile(r", the ([\w-]{3,14}),")
_AFTER_IT: Final = re.compile(r"\b(?:after|since|following)\s(?:the\s)?\Z")


def _moved(view: View, start: int, end: int) -> Literal["", "next", "earlier"]:
    for kind in ("next", "earlier"):
        for mention in view.of(f"cue:{kind}"):
            if start <= mention.span.start < end:
                date = next((d for d in view.of("date") if d.span.start <= mention.span.start < d.span.end), None)
                if date is None:
                    return "next" if kind == "next" else "earlier"
    return ""


def _left(view: View, cut: list[Word], i: int, free: int) -> tuple[int, int]:
    """Return where the noun phrase begins that ends at word `i`: offset and index of its first word."""
    jump = {m.span.end: m for m in view.of("series", "body", "office", "organisation", "association", "cue:five", "date", "cue:industry")}
    stops = {m.span.start for m in view.of("cue:hold", "cue:host", "cue:meet", "role:participant", "role:chair", "role:head-of-delegation")}
    k = i
    while k > 0 and i - k < 14:
        gap = view.text[cut[k - 1].end : cut[k].start]
        if cut[k - 1].start < free or not (gap == " " or gap == "-" or _OPEN_MARKS.match(gap) or gap in ("/", ". ")):
            break
        if gap == ". " and len(cut[k - 1].form) > 1:
            break
        whole = jump.get(cut[k - 1].end)
        if whole is not None and whole.span.start >= free:
            while k > 0 and cut[k - 1].start >= whole.span.start:
                k -= 1
            continue
        form = cut[k - 1].form
        if form in _DETERMINERS:
            k -= 1
            break
        if form in _LEFT_STOPS and not (form == "and" and k > 1 and ordinal(cut[k - 2].form) is not None):
            break
        if cut[k - 1].start in stops and view.text[cut[k - 1].start].islower() and not cut[k - 1].form.startswith("meeting"):
            break
        k -= 1
    return cut[k].start, k


def _right(view: View, cut: list[Word], i: int) -> int:
    """Return the offset at which the noun phrase ends that has its noun at word `i`."""
    dates = {m.span.start for m in view.of("date")}
    stops = {m.span.start for m in view.of("cue:hold", "cue:meet")}
    others = {m.span.start for m in view.of("cue:meeting") if m.span.start > cut[i].start}
    listed = {m.span.start: m.span.end for m in view.of("place", "office", "organisation")}
    k, linked = i, False
    while k + 1 < len(cut) and k - i < 24:
        word, following = cut[k], cut[k + 1]
        gap = view.text[word.end : following.start]
        if linked and ("”" in gap or gap.startswith('"')):
            break
        if gap != " " and gap not in ("-", "/") and not _OPEN_MARKS.match(gap):
            in_list = any(e == word.end for e in listed.values()) and _LIST_GAP.match(gap) and (following.start in listed or following.form in ("and", "the"))
            if not in_list and gap != "’" and gap != "'":
                break
        form = following.form
        if form in _RIGHT_STOPS or following.start in dates or following.start in stops:
            break
        if form == "at" and not any(w.form == "level" for w in cut[k + 2 : k + 8]):
            break
        if form == "on" and k + 2 < len(cut) and (cut[k + 2].start in dates or (k + 3 < len(cut) and cut[k + 3].start in dates)):
            break
        if form in ("and", "the") and not linked:
            break
        if form == "and" and any(ordinal(w.form) is not None for w in cut[k + 2 : k + 5]) or (form == "and" and any(w.start in others for w in cut[k + 2 : k + 9])):
            break
        if form in _LINKS or form in ("on", "for", "at"):
            linked = True
        elif "(" in gap and not (view.text[following.start : following.end].isupper() and following.form[0].isascii()) and not any(m.span.start == following.start for m in view.of("series", "body", "office")):
            break
        elif not linked and "(" not in gap and not any(m.span.start <= following.start < m.span.end for m in view.of("series", "body")):
            break
        k += 1
    return cut[k].end


def _series_of_phrase(view: View, start: int, end: int, noun: Mention) -> str | None:
    """Tell whose meeting a phrase names, by the labels and cues within it."""
    def within(kind: str) -> list[Mention]:
        return [m for m in view.of(kind) if start <= m.span.start and m.span.end <= end + 1]

    named = [str(m.value) for m in within("series")] + [str(m.value) for m in within("body")]
    noun_itself = [m for m in view.of("series") if m.span.start <= noun.span.start < m.span.end]
    named += [str(m.value) for m in noun_itself]
    if not named and within("cue:group"):
        named = [str(m.value) for m in view.of("series") if 0 <= m.span.start - end < 80 and m.value in OWN_SERIES and m.entity is not None and m.entity.reason == "loose label"][:1]
    countries = {str(m.value) for m in within("place") if m.value in ("KR", "JP", "US", "CN")} | {str(m.value) for m in within("office") if m.value != "WO"}
    return _settle(named, industry=bool(within("cue:industry")), five=bool(within("cue:five")) or len(countries) >= 4, text=view.text[start:end], view=view)


def _settle(named: list[str], *, industry: bool, five: bool, text: str, view: View) -> str | None:
    others = [s for s in named if s not in ("heads", "deputy-heads", "other", "heads-industry")]
    if any(s not in OWN_SERIES for s in others):
        return next(s for s in others if s not in OWN_SERIES)
    if others:
        return others[0]
    if "other" in named:
        return "other"
    if "deputy-heads" in named:
        return "deputy-heads"
    if "heads-industry" in named:
        return "heads-industry"
    if industry:
        alone = not ("heads" in named or five) and not re.search(r"\b(?:with|and)\b", text)
        own = any(view.span.start <= m.span.start for m in view.of("cue:own"))
        return "other" if alone and own else "heads-industry"
    if "heads" in named:
        return "heads"
    return FIVE if five else None


# ---------------------------------------------------------------------------------------------------------- verbs

_ONE_ANOTHER: Final = re.compile(r"\band (?:one another|each other|among themselves)\b")
_OBJECT: Final = re.compile(r"\b(?:for|by|in|at|from|with|to|within|among|under)\s(?:the\s|these\s|its\s)?(?:world['’]s\s)?\Z")
_WHO: Final = ("series", "body", "cue:experts", "cue:industry", "cue:five")


def _verbs(view: View) -> Iterator[Anchor]:
    before = view.span.start
    for verb in view.of("cue:meet"):
        if verb.span.start < before or (" " not in verb.text and _PASSIVE.search(view.text[max(view.span.start, verb.span.start - 6) : verb.span.start])):
            continue
        after = re.match(r"\W{0,3}([\w’'-]+)", view.text[verb.span.end : verb.span.end + 40])
        next_word = after[1].lower() if after else ""
        plain = view.text[verb.span.end : verb.span.end + 1] in ("", ".", ",", ":", ";", "-", ")", "?")
        is_participle = verb.text.lower().startswith("meeting ")
        industry = [m for m in view.of("cue:industry") if 0 <= m.span.start - verb.span.end < 60 and _WITH.match(view.between(verb.span.end, m.span.start))]
        parties = _two_parties(view, verb)
        if parties:
            before = verb.span.end
            yield Anchor(view, verb.span.start, verb.span.end, verb.span.start, "verb", "bilateral", asserted=True)
            continue
        date_next = any(0 <= d.span.start - verb.span.end <= 4 for d in view.of("date"))
        if not (plain or next_word in _AFTER_MEET or industry or any(0 <= m.span.start - verb.span.end < 12 for m in _heads(view)) or date_next or is_participle or " " in verb.text):
            continue
        series, who = _subject(view, verb.span.start, before, participle=is_participle)
        pronoun = re.search(r"\b[Tt]hey (?:\w+ ){0,2}\Z", view.text[max(view.span.start, verb.span.start - 40) : verb.span.start])
        again_ = next_word == "again" and view.text[max(view.span.start, verb.span.start - 3) : verb.span.start] == "to "
        if series is None and pronoun is None and not again_ and not (who is not None and who.value == "industry" and _heads(view)) and not (who is not None and who.value == "experts"):
            continue
        if industry and series in ("heads", FIVE, None) and re.search(r"\b(?:with|meet|met|representatives)\b", view.between(verb.span.start, industry[0].span.end)):
            series = "heads-industry"
        before = verb.span.end
        again = _ONE_ANOTHER.search(view.text, verb.span.end, view.span.end)
        if again is not None and series == "heads-industry":
            yield Anchor(view, again.start(), again.end(), again.start(), "verb", "heads")
        met_heads = next((m for m in _heads(view) if 0 <= m.span.start - verb.span.end < 12), None)
        if met_heads is not None and who is not None and who.value in ("industry", "heads-industry"):
            series = "heads-industry"
        for partner in _partners(view, who):
            yield Anchor(view, partner.span.start, partner.span.end, partner.span.start, "verb", str(partner.value))
        start = verb.span.start
        if who is not None and who.span.end <= start and not any(who.span.end <= d.span.start < start for d in view.of("date", "place")):
            start = who.span.start
        yield Anchor(view, start, verb.span.end, verb.span.start, "verb", series, vague=series is None and pronoun is None and not again_)


_WITH: Final = re.compile(r"\s(?:(?:together )?with\s|and talked to\s)?(?:(?:the|their|its|all|six|representatives|members|associations|delegates|of|from|some)\s){0,4}\Z")
_OFFICES_AND: Final = re.compile(r"\b(?:offices|heads|presidents|leaders|commissioners)\b")


def _two_parties(view: View, verb: Mention) -> bool:
    """Tell whether one person or office met another: "He Zhimin met Raimund Lutz"."""
    reach = 44 if "counterpart" in view.text[verb.span.end : verb.span.end + 36] else 14
    behind = [m for m in view.of("person", "office") if 0 <= m.span.start - verb.span.end < reach]
    before = [m for m in view.of("person", "office") if 0 <= verb.span.start - m.span.end < 14]
    return bool(behind and before) and verb.text.lower() in ("met", "meets", "meet", "had met", "have met", "met up") and behind[0].value != before[-1].value


def _partners(view: View, who: Mention | None) -> list[Mention]:
    """Return the groups named together with the subject: "the GDTF and the ICG met"."""
    if who is None or who.value not in OWN_SERIES or who.value in ("heads", "heads-industry"):
        return []
    start = min(m.span.start for m in view.of("series", "body") if m.value == who.value and who.span.start - m.span.start < 70)
    return [
        m
        for m in view.of("series", "body")
        if m.span.end < start and m.value in OWN_SERIES and m.value not in (who.value, "heads")
        and re.fullmatch(r"\)?\s?(?:\([A-Z0-9]{2,8}\))?,? and (?:the |of the )?(?:IP5 )?", view.between(m.span.end, start))
    ]  # fmt: skip


def _subject(view: View, at: int, floor: int, *, participle: bool = False) -> tuple[str | None, Mention | None]:
    """Return whose meeting a verb at `at` speaks of, and the words that say so."""
    there = [m for m in view.of(*_WHO) if floor <= m.span.start and m.span.end <= at and at - m.span.end < 420]
    there = [m for m in there if m.value != "five" or not _OBJECT.search(view.text[max(view.span.start, m.span.start - 24) : m.span.start])]
    best = _ranked(there, last=True)
    if best is None and (participle or re.search(r"\b[Tt]hey\b", view.text[view.span.start : at])):
        there = [m for m in view.of("series", "cue:five") if 0 <= m.span.start - at < 120]
        best = _ranked(there, last=False)
    if best is None:
        return None, None
    kind, mention = best
    if kind == "experts":
        return None, mention
    if kind == "industry":
        own = view.has("cue:own")
        with_offices = any(m.value in ("heads", "five") for m in there) or _OFFICES_AND.search(view.text[floor:at]) is not None
        return ("heads-industry" if with_offices else "other" if own else None), mention
    if kind == "five":
        kind = FIVE
    if kind in ("heads", FIVE):
        industry = [m for m in there if m.value == "industry"]
        for other in industry:
            low, high = sorted((mention, other), key=lambda m: m.span.start)
            if re.search(r"\band\b", view.between(low.span.end, high.span.start)) and high.span.start - low.span.end < 90:
                return "heads-industry", low
    return kind, mention


def _ranked(there: list[Mention], *, last: bool) -> tuple[str, Mention] | None:
    """Of those who may be the subject, take the nearest named body, else experts or industry, else "the five"."""
    order = list(reversed(there)) if last else there
    for kinds in (("series", "body"), ("experts", "industry"), ("five",)):
        for mention in order:
            if mention.kind in kinds or (mention.kind == "cue" and mention.value in kinds):
                return str(mention.value), mention
    return None


# ------------------------------------------------------------------------------------------- meetings without a noun

_THE_NTH_OF: Final = re.compile(r"\b(?:[Tt]he )?([\w-]{3,14}) of (?:the )?(?:IP5 )?\Z")
_THE_NTH: Final = re.compile(r"\b[Tt]he ([\w-]{3,14}) (?:(?:had|has) been (?:held|in|at)|was (?:held|in)|took place|will (?:be held|take place)|followed)\b")
_ITS_NTH: Final = re.compile(r"\b(?:its|their) ([\w-]{3,14})(?= (?:on|in|at) |[,.;])")
_YEARS_ONE: Final = re.compile(r"\b([Nn]ext|[Ll]ast) year['’]s (?=(?:will|was|had|is|took|in)\b)")
_ONE_IN: Final = re.compile(r"\b(?:one|that|those) (?:held )?(?:in|on|at) (?:the )?(?:[A-Za-z]+ ){0,2}(?:(?:city|island|town) of )?\Z")
_ORDINAL_BEFORE: Final = re.compile(r"\b([\w-]{3,14})\s(?:IP5\s)?\Z")
_FOR_THE_NTH: Final = re.compile(r"(?:\s\([A-Z0-9]{2,8}\))?\sfor the ([\w-]{3,14}) time\b")


def _ordinal_before(before: str) -> int | None:
    match = _ORDINAL_BEFORE.search(before)
    return ordinal(match[1].lower()) if match else None


_AS_BEFORE: Final = re.compile(
    r"\b(?:after|following|since|succeeding|besides)\s(?:(?:those|that|the one|the ones|the meetings?|the first|the second)\s(?:in|of|on)\s|that\s)?\Z"
    r"|\b(?:in|on)\s[A-Z]\w+\s(?:in\s|\()\d{4}\)?,?\s(?:and\s)?(?:in\s)?\Z|\d{4}\)?,?\s(?:and|then)\s(?:in\s|those in\s)?\Z"
)
_DATED_ITEM: Final = re.compile(r"[\s:,–-]{1,4}(?:the )?(?:IP5 )?\Z")


def _elliptic(view: View) -> Iterator[Anchor]:
    """Yield "the 9th of Working Group 2", "that of the deputy heads", "the second had been held", "January 18: Task Force"."""
    for mention in view.of("series", "body"):
        before = view.text[max(view.span.start, mention.span.start - 40) : mention.span.start]
        if (match := _THE_NTH_OF.search(before)) is not None:
            number = ordinal(match[1].lower())
            series = str(mention.value)
            if series == "heads" and any(0 < m.span.start - mention.span.end < 14 and "with" in view.between(mention.span.end, m.span.start) for m in view.of("cue:industry")):
                series = "heads-industry"
            if (number is not None or match[1] in ("that", "those", "one")) and view.has("cue:meeting", "cue:umbrella", "cue:hold", "cue:meet"):
                yield Anchor(view, mention.span.start - len(match[0]), mention.span.end, mention.span.start, "noun", series, number, asserted=True)
        elif (number := _ordinal_before(before)) is not None and mention.value not in ("heads", "deputy-heads"):
            yield Anchor(view, mention.span.start, mention.span.end, mention.span.start, "noun", str(mention.value), number, asserted=True)
        elif mention.value not in ("heads", "deputy-heads", "heads-industry") and (time := _FOR_THE_NTH.match(view.text, mention.span.end, view.span.end)) is not None and (number := ordinal(time[1].lower())) is not None:
            yield Anchor(view, mention.span.start, time.end(), mention.span.start, "noun", str(mention.value), number, asserted=True)
        elif view.block.kind in ("item", "paragraph", "heading") and not view.has("cue:meet", "cue:hold") and mention.span.start - view.span.start < 44:
            dated = next((d for d in view.of("date") if d.span.start - view.span.start < 6 and d.span.end <= mention.span.start), None)
            if dated is not None and _DATED_ITEM.fullmatch(view.between(dated.span.end, mention.span.start)) and mention.value not in ("heads", "deputy-heads"):
                yield Anchor(view, view.span.start, mention.span.end, mention.span.start, "noun", str(mention.value), asserted=True)
    for place in view.of("place"):
        listed = view.has("cue:earlier") and any(m.text.lower().endswith("s") for m in view.of("cue:meeting"))
        if not listed and _AS_BEFORE.search(view.text[max(view.span.start, place.span.start - 30) : place.span.start]) is None:
            continue
        year = next((d for d in view.of("date") if 0 < d.span.start - place.span.end < 6), None)
        if year is not None and view.text[place.span.end : year.span.start] in (" in ", " (", ", in ", " of "):
            yield Anchor(view, place.span.start, year.span.end, place.span.start, "noun", None, moved="earlier", asserted=True, places=[place])
    for match in _ITS_NTH.finditer(view.own_text):
        number, start = ordinal(match[1].lower()), view.span.start + match.start()
        groups = [m for m in view.of("series", "body") if m.span.end <= start and start - m.span.end < 60 and m.value in OWN_SERIES]
        if number is not None and groups:
            yield Anchor(view, start, start + len(match[0]), start, "noun", str(groups[-1].value), number, asserted=True)
    for match in _YEARS_ONE.finditer(view.own_text):
        start = view.span.start + match.start()
        yield Anchor(view, start, start + len(match[0]), start, "noun", None, moved="next" if match[1].lower() == "next" else "earlier", asserted=True)
    for place in view.of("place"):
        if (one := _ONE_IN.search(view.text, max(view.span.start, place.span.start - 50), place.span.start)) is not None:
            yield Anchor(view, one.start(), place.span.end, place.span.start, "noun", None, moved="earlier", asserted=True, places=[place])
    for match in _THE_NTH.finditer(view.own_text):
        number = ordinal(match[1].lower())
        if number is not None:
            start = view.span.start + match.start()
            yield Anchor(view, start, start + len(match[0]), start, "noun", None, number, asserted=True)


# ---------------------------------------------------------------------------------------- words that point back, deeds


def _it(view: View) -> Iterator[Anchor]:
    """Yield "It lasted …", "This took place …" at the head of a sentence."""
    for hold in view.of("cue:hold"):
        before = view.text[max(view.span.start, hold.span.start - 34) : hold.span.start]
        if (match := _PRONOUN.search(before) or (_PRONOUN_FIRST.match(view.own_text) if hold.text.lower() in _TOOK_PLACE else None)) is None:
            continue
        word = hold.text.lower().split()[0]
        if word in ("hold", "holds", "holding", "organised", "organized", "staged", "saw", "started", "began", "followed") or (word == "held" and not _PASSIVE.search(before)):
            continue
        if match[0].startswith("They"):
            continue
        yield Anchor(view, hold.span.start, hold.span.end, hold.span.start, "pointer", None)
        return


_THEY_THERE: Final = re.compile(r"In [A-Z][\w' -]{2,24},? (?:they|the heads|the offices|the five|the group|the participants)\b")
_HOST_NAMED: Final = re.compile(r"\bHost (?:was|is)\b|\b(?:played|acted as|acting as) host\b|\bin charge of the organi[sz]ation\b|\b(?:our|[Tt]he|its|as|was|were) hosts?\b|\b(?:invitation|hosted|premises) (?:of|by)\b")


def _places_as_venues(view: View) -> Iterator[Anchor]:
    """Yield "Seoul was the meeting place of the IP5"."""
    for place in view.of("place"):
        if re.match(r"(?:, [A-Z][\w’' ]{2,40},?)? (?:was|is|has been|will (?:\w+ ){0,4}be|had been) (?:once more |again )?(?:the )?(?:\w+ ){0,2}(?:place|venue|scene|capital|setting|site|where|stage|meeting point)\b", view.text[place.span.end : place.span.end + 70]):
            yield Anchor(view, place.span.start, place.span.end, place.span.start, "noun", "heads" if _heads(view) else FIVE if view.has("cue:five") else None, asserted=True)
            return


def _latter(view: View) -> Iterator[Anchor]:
    """Yield "The latter, held on June 24, …": the second of the two meetings just named."""
    if (latter := re.match(r"The (latter|former)\b", view.own_text)) is not None:
        anchor = Anchor(view, view.span.start, view.span.start + latter.end(), view.span.start, "pointer", None)
        anchor.latter = latter[1] == "latter"
        anchor.former = latter[1] == "former"
        yield anchor


def _pointers(view: View) -> Iterator[Anchor]:
    for mention in view.of("cue:occasion"):
        before = view.text[max(view.span.start, mention.span.start - 24) : mention.span.start]
        if re.search(r"\b(?:[Tt]he|[Tt]his)(?: [\w-]+)? \Z", before) and mention.text.lower() not in ("week", "forum"):
            yield Anchor(view, mention.span.start, mention.span.end, mention.span.start, "pointer", None)
            return
    next_one = re.search(r"\b[Tt]he last time\b|\b[Tt]he next one\b|\bnext time\b|\b[Tt]he (?:third|second|first) (?:in|of these)\b", view.own_text)
    if next_one is not None and view.has("place", "date"):
        start = view.span.start + next_one.start()
        anchor = Anchor(view, start, view.span.start + next_one.end(), start, "pointer", None)
        anchor.moved = "next" if "next" in next_one[0] else "earlier" if "last" in next_one[0] else ""
        anchor.asserted = True
        yield anchor
        return
    venue = re.search(r"\b[Tt]he (?:venue|place|scene|setting|location) (?:was|is|will be)\b", view.own_text)
    if venue is not None:
        start = view.span.start + venue.start()
        yield Anchor(view, start, start + len(venue[0]), start, "pointer", None)
        return
    if (there := _THEY_THERE.match(view.own_text)) is not None and view.has("place"):
        yield Anchor(view, view.span.start, view.span.start + there.end(), view.span.start, "pointer", None)
        return
    if not view.is_heading and (_HOST_NAMED.search(view.own_text) and view.has("office") or (view.has("format") and view.has("role:participant") and not view.has("person"))):
        cue = (view.of("cue:host") or view.of("format") or view.of("office"))[0]
        yield Anchor(view, cue.span.start, cue.span.end, cue.span.start, "pointer", None)


def _heads(view: View) -> list[Mention]:
    return [m for m in view.of("series") if m.value in ("heads", "deputy-heads")]


def _joined_by_industry(view: View) -> Iterator[Anchor]:
    """Yield "representatives of industry joined the heads"."""
    for industry in view.of("cue:industry"):
        if _JOINED.match(view.text, industry.span.end, view.span.end):
            yield Anchor(view, industry.span.start, industry.span.end, industry.span.start, "deed", "heads-industry", asserted=True)
            return


def _deeds(view: View) -> Iterator[Anchor]:
    """Yield an anchor where the heads did something on a date or in a place, no meeting being named."""
    who = _heads(view) or [m for m in view.of("cue:five")]
    if view.is_heading and _heads(view) and (spot := next(iter(view.of("place")), None)) is not None and view.text[max(0, spot.span.start - 4) : spot.span.start].endswith(" in "):
        heads = _heads(view)[0]
        yield Anchor(view, heads.span.start, heads.span.end, heads.span.start, "deed", str(heads.value))
        return
    if not who or view.is_heading or any(m.text.lower().endswith("s") for m in view.of("cue:meeting")):
        return
    dates = [d for d in view.of("date") if isinstance(d.value, DateRange)]
    places = view.of("place")
    by_heads = bool(_heads(view))
    hosted = view.has("cue:host") and view.has("office") and _HOST_NAMED.search(view.own_text) is not None
    if by_heads and hosted:
        yield Anchor(view, who[0].span.start, who[0].span.end, who[0].span.start, "deed", str(who[0].value))
        return
    act = view.has("act") or re.search(r"\b(?:gave|had|have|has|did)\b", view.own_text) is not None
    if by_heads and (any(d.value.precision != "year" for d in dates) or places or NTH_DAY.search(view.own_text)):
        first = who[0]
        series = str(first.value)
        if series == "heads" and any(0 < m.span.start - first.span.end < 44 and _NO_OTHER.fullmatch(view.between(first.span.end, m.span.start)) for m in view.of("cue:industry")):
            series = "heads-industry"  # "the heads faced industry representatives"
        yield Anchor(view, first.span.start, first.span.end, first.span.start, "deed", series)
        relative = _WHICH_THEY.search(view.own_text, first.span.end - view.span.start)
        if relative is not None:
            start = view.span.start + relative.start()
            if any(m.span.start > start for m in [*dates, *places]):
                yield Anchor(view, start, start + len(relative[0]), start, "deed", series, moved="earlier")
    elif not by_heads and act and places and (any(d.value.precision != "year" for d in dates) or _placed(view, places)):
        first = who[0]
        yield Anchor(view, first.span.start, first.span.end, first.span.start, "deed", FIVE)


NTH_DAY: Final = re.compile(r"\b[Oo]n (?:the|its) (first|second|third|fourth|fifth|opening|last|final|closing) day\b")
_NO_OTHER: Final = re.compile(r"[^.;:]*?\b(?:faced|met|heard|received|listened to|had|with|sat|talk|talked|spoke)\b[^.;:]*")
_JOINED: Final = re.compile(r"\s(?:also |then )?(?:joined|faced|met|sat down with|were received by)\s(?:us|them|the heads|the offices)\b")
_WHICH_THEY: Final = re.compile(r"\b(?:on which|to which|which|that|when) (?:they|the heads|the offices|the five) (?:had )?\w{3,14}\b")


def _placed(view: View, places: list[Mention]) -> bool:
    return any(view.text[p.span.start - 3 : p.span.start] in ("In ", "in ") for p in places)


# ------------------------------------------------------------------------------------------------- within a sentence


def _share(view: View, found: list[Anchor]) -> None:
    """Let the anchors of one sentence complete each other, and note what is said of them all."""
    text = view.own_text
    times = [ordinal(word.lower()) for m in _NTH_TIME.finditer(text) for word in m.groups() if word]
    for number in times:
        if number is not None and (number > 1 or (_FIRST_TIME.search(text) is not None and not view.has("format"))):
            target = next((a for a in found if a.number is None and a.form != "umbrella"), None)
            if target is not None:
                target.number = number
    if view.has("cue:usual") or _UNREAL.search(text):
        for anchor in found:
            if anchor.number is None:
                anchor.usual = True
    named = [a for a in found if a.series is not None]
    for anchor in found:
        if anchor.series is None and anchor.form == "noun":
            near = [a for a in named if a.at != anchor.at and (a.number is None or anchor.number is None or a.number == anchor.number)]
            before = [a for a in near if a.at < anchor.at and a.form == "verb"]
            behind = [a for a in near if a.at > anchor.at and a.form == "verb" and a.start - anchor.end < 40]
            if before and re.match(r"[^;:]{0,80}\b(?:for|as|at) \w+", view.between(before[-1].end, anchor.at)):
                anchor.series, anchor.joined = before[-1].series, before[-1]
            elif behind and re.match(r"(?:[Ff]or|[Aa]t|[Ii]n|[Oo]n) ", view.text[max(view.span.start, anchor.start - 4) : anchor.start].lstrip(" .,")):
                anchor.series = behind[0].series
            elif anchor.number is not None and (groups := {str(m.value) for m in view.of("series", "body") if m.value in OWN_SERIES - {"heads", "deputy-heads"} and m.span.end <= anchor.start}) and len(groups) == 1:
                anchor.series = groups.pop()  # "For the ICG it was the third meeting"
            elif re.match(r"(?:their|its)\b", view.text[anchor.start : anchor.start + 6]) and (behind_it := [m for m in view.of("series", "cue:five") if 0 < m.span.start - anchor.end < 70]):
                anchor.series = FIVE if behind_it[0].value == "five" else str(behind_it[0].value)
            elif not near and anchor.number is not None and (heads := _heads(view)):
                anchor.series = str(heads[0].value)
            elif not anchor.definite and not anchor.plural and view.has("cue:open") and (_heads(view) or view.has("cue:five")) and view.has("date") and view.has("place"):
                anchor.series = "heads" if _heads(view) else FIVE
    for anchor in found:
        if _CONDITIONAL.search(view.text[max(view.span.start, anchor.at - 60) : anchor.at]):
            anchor.usual = True
