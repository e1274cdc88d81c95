"""The role of a person in a running sentence: "X chaired", "led by X", "X, Y and Z attended", "on behalf of X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ip5kg.interpret.participations.appositions import Apposition
from ip5kg.interpret.participations.rosters import LABEL
from ip5kg.interpret.views import View
from ip5kg.model import Mention

_NOUNS_OF_CHAIR: Final = frozenset(
    {
        "chairmanship",
        "the chairmanship",
        "chair",
        "the chair",
        "chairman",
        "chairperson",
        "in the chair",
        "chair of the meeting",
        "chairs",
        "as chair",
    },
)
_PASSIVE: Final = frozenset(
    {
        *("chaired by", "presided over by", "headed by", "led by", "accompanied by"),
        *("represented by", "was represented by", "were represented by"),
    }
)
_FORWARD: Final = frozenset(
    {
        *("has sent", "had sent", "sent", "comes", "came", "in addition to", "besides", "apart from", "together with"),
        *("participants included", "participants", "attendees", "present were", "also present", "the others", "at the table", "were there"),
        *("brought together", "bring together", "delegation under", "delegations under", "a delegation under", "led the teams"),
        *("delegations were headed by", "delegations came under", "came under", "heads of delegation", "heads of delegations"),
        *("his counterparts", "her counterparts", "counterparts", "his colleagues", "her colleagues", "signed by"),
        *("as their leaders", "as its leader", "as their heads", "as its head", "as leader", "as leaders", "delegation leaders"),
        *("delegation led by", "delegations led by", "delegation headed by", "delegations headed by", "delegation heads"),
        *("leaders of delegations", "leaders of the delegations", "with him", "with her", "with them", "accompanied by", "joined by"),
        *("under the leadership of", "under the chairmanship", "played host to", "hosted"),
        *("welcomed", "welcomes", "received", "receives", "greeted"),
    }
)
"""Cues behind which those stand who have the role; some of them also stand behind them."""
_BOTH_WAYS: Final = frozenset(
    {
        *("came", "comes", "present", "were there", "at the table", "hosted", "played host to"),
        *("welcomed", "welcomes", "received", "receives", "greeted"),
    }
)
_BACKWARD: Final = frozenset(
    {"in the chair", "as chair", "the chair", "as observer", "as an observer", "as observers", "present", "was present", "were present"},
)
_SIGNS_OF_LIST: Final = frozenset({"", ";", "and", "; and", "as well as", "&"})
_OF_POST: Final = re.compile(r" of the (?:Commissioner|President|Director|head|minister)\b")
_PREVENTED: Final = re.compile(r"(?:being )?(?:unable|not able|prevented|absent|excused)")
_BY_THE: Final = re.compile(r"\bby (?:the )?\Z")
_THEN_WAS: Final = re.compile(r"[^.;]{0,150}\b(?:was|were|is)\s(?:the\s)?")
_LED_BY: Final = ("led by", "headed by")
_OPENING: Final = re.compile(r"[^.;,]{0,50},\s(?:the\s)?")
_STOOD_FOR: Final = (" of", " for", "replaced", "replacing", "the absent")
"""How the cues of absence end that name whom another stood in for; all others are verbs of who was absent."""
_IN_OFFICE: Final = re.compile(r",? (?:as|at the head|in office|in the post)\b")
_BY: Final = re.compile(r"\bby\b[^;.]{0,130}\Z")
_BY_NEXT: Final = re.compile(r"\s(?:over\s)?(?:jointly\s)?by\b")
_WAS_CHAIR: Final = re.compile(r"\s(?:fell|went|passed|belonged)\sto\s(?:the\s)?[^;.]{0,60}\Z|(?:[^;.]{0,120}\bwas\b|:)\s[^;.]{0,60}\Z")
_INTRODUCED: Final = re.compile(
    r"\s?(?:(?:it|the meeting|the event|the session|the talks|in it|in the meeting)\s)?(?::|included|include"
    r"|were|was|are|by|from|in the person of|namely|through|with|,)",
)
_AT_THE_HEAD: Final = 14  # characters from the head of a sentence
_INVERTED: Final = re.compile(r"[^.;:]{0,80}\b(?:was|were|is|are|stood|sat|came|comes)\s(?:(?:its|the|their|also|again)\s){0,2}")
_SUBORDINATE: Final = re.compile(r"\b(?:which|that|whose|when|while)\b")
_TALKS_WERE: Final = re.compile(
    r"\b(?:talks|meeting|session|conference|discussions|deliberations|summit)\s(?:was|were|is|are)\s\Z",
)
_APPOSED: Final = re.compile(r"(?<!delegation)(?<!delegations)(?<!team)(?<!teams), \Z")
_SAYS: Final = re.compile(
    r",?\s(?:\([^)]*\)\s)?"
    r"(?:said|says|stated|told|noted|added|announced|pointed out|explained|stressed|commented|expects|hopes|spoke of|thanked"
    r"|welcomed the)\b"
)
_OTHER_SUBJECT: Final = re.compile(
    r"[;:]|\bwhich\b|\bwhen\b|\bthe (?:meeting|heads|offices) (?:was|were|is|are|had|have|has|will)\b",
)
_VERB_BETWEEN: Final = re.compile(
    r"\b(?:said|says|told|was|were|is|are|has|had|have|will|would|which|that|led|headed|chaired|presided|attended|met|took)\b"
    r"|; (?!and\b)"
)
_NOT_LISTED: Final = re.compile(r"\b(?:said|told|on behalf of|in place of)\b")
_BRACKETS: Final = re.compile(r"\s?\([^()]{1,40}\)")
_FOR: Final = re.compile(r"\bfor (?:the |its )?\Z")
_CHAIRED: Final = frozenset(
    {"chaired", "presided", "presided over", "moderated", "took the chair", "were in the chair", "in the chair", "chair"}
)
_BESIDE_HIM: Final = re.compile(
    r"(?:\s?\([^()]{1,40}\))?,?\s(?:and|&|together with|along with|jointly with|as well as)\s(?:by\s)?(?:the\s)?(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?"
)
_NEXT_TO_CUE: Final = 50  # characters
_FARTHEST_STEAD: Final = 110
_COMMISSIONED: Final = (
    r"(?:entrusted|asked|delegated|sent|commissioned|appointed|designated|instructed|nominated|requested|chosen|authori[sz]ed|deputed"
    r"|named|charged)"
)
_SENT_BY: Final = re.compile(
    rf"\b(?:was|had been|has been|been)\s{_COMMISSIONED}\s(?:to\s[\w\s]{{2,50}}\s)?by\s(?:the\s)?\Z|\bat\sthe\srequest\sof\s(?:the\s)?\Z"
)
_HAS_SENT: Final = re.compile(rf",?\s(?:had\s|has\s)?{_COMMISSIONED}\s(?:his\s|her\s)?(?:the\s)?(?:deputy,?\s)?\Z")
_HAS_SENT_AS_HEAD: Final = re.compile(rf",?\s(?:had\s|has\s)?{_COMMISSIONED}\s(?:his|her)\sdeputy,?\s(?:the\s)?\Z")
_INSTEAD: Final = re.compile(
    r"\b(?:in|to take|as) (?:his|her) (?:stead|place|absence|behalf|substitute|representative)|\bon (?:his|her) behalf"
    r"|\binstead of (?:him|her)"
    r"|\bto (?:represent|replace|stand in for|deputi[sz]e for) (?:him|her)|\bto (?:lead|head) (?:the|its|a) "
)
_WIDEST_STEP: Final = 110  # characters between two persons of one list


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of a sentence, one of whom is looked at."""

    view: View
    people: Sequence[Apposition]
    index: int

    @property
    def who(self) -> Apposition:
        return self.people[self.index]

    def first_behind(self, at: int) -> int:
        """Return which person is the first behind an offset."""
        return next((i for i, w in enumerate(self.people) if w.start >= at), self.index)

    def listed_from(self, first: int) -> bool:
        """Tell whether only further persons stand between person `first` and the one looked at."""
        for a, b in zip(self.people[first : self.index], self.people[first + 1 : self.index + 1], strict=True):
            if b.start - a.end > _WIDEST_STEP or _NOT_LISTED.search(self.view.text[a.end : b.start]):
                return False
        return first <= self.index

    def listed_until(self, cue: Mention) -> bool:
        """Tell whether only further persons stand before a verb: "A, Commissioner of …, B and C attended"."""
        view, at = self.view, self.who.end
        verbs = view.of("role:participant", "role:head-of-delegation", "role:observer", "cue:hold", "cue:meet", "cue:speech")
        for other in self.people[self.index + 1 :]:
            if other.start >= cue.span.start:
                break
            gap = _BRACKETS.sub("", view.text[at : other.start])
            parted = gap.strip(" ,") not in _SIGNS_OF_LIST and _VERB_BETWEEN.search(gap) is not None
            if other.start - at > 90 or parted or any(at <= m.span.start < other.start for m in verbs):
                return False
            at = max(at, other.end)
        tail = view.text[at : cue.span.start]
        return len(tail) < 60 and ";" not in tail


def cue_of(cast: Cast, role: str) -> Mention | None:
    """Return the words that give somebody a role: as a verb behind the name, or before it ("by", "on behalf of", "comes")."""
    for cue in cast.view.of(f"role:{role}"):
        word = " ".join(cue.text.lower().split())
        inside = cast.who.person.span.end < cue.span.start < cast.who.end  # "Kim Yong-sun, who was attending as minister of …"
        if (
            inside
            and role == "participant"
            and cast.view.before(cue.span.start, 9).endswith((" who ", " who was ", " who is ", "who has "))
        ):
            return cue
        if cue.span.start >= cast.who.end:
            if _is_subject(cast, cue, role, word):
                return cue
        elif cue.span.end <= cast.who.start and _is_object(cast, cue, role, word):
            return cue
    return None


def _is_subject(cast: Cast, cue: Mention, role: str, word: str) -> bool:
    gap = cast.view.text[cast.who.end : cue.span.start]
    if role == "absent":
        near = cue.span.start - cast.who.end < 30 and _OTHER_SUBJECT.search(gap) is None
        others = any(w.start < cue.span.start for w in cast.people[cast.index + 1 :])
        return near and not others and not word.endswith(_STOOD_FOR)
    if word in _PASSIVE or word in _FORWARD - _BOTH_WAYS:
        return False
    between = [w for w in cast.people[cast.index + 1 :] if w.start < cue.span.start]
    if role == "chair" and _OF_POST.match(cast.view.text, cue.span.end):
        return False  # "occupied the chair of the Commissioner"
    if role == "chair" and _BY_THE.search(cast.view.before(cue.span.start, 12)):
        return False  # "A and B were welcomed by the chair, C"
    if role == "chair":
        return not between and len(gap) < 60 and "; " not in gap and _SUBORDINATE.search(gap) is None
    if role == "co-chair":
        return len(gap) < 160 and "; " not in gap
    if _SAYS.match(gap):
        return False
    if role == "observer" and any(w.office not in ("WO", None) for w in [cast.who, *between][:-1]):
        return False  # "A (JPO), B (EPO), with C of WIPO as observer"
    if between:
        return len(gap) < 640 and cast.listed_until(cue)
    return len(gap) < 200 and _OTHER_SUBJECT.search(gap) is None


def _is_object(cast: Cast, cue: Mention, role: str, word: str) -> bool:
    view, first = cast.view, cast.first_behind(cue.span.end)
    nearest = first == cast.index
    lead = view.text[cue.span.end : cast.people[first].start]
    if role == "absent" and cue.span.start - view.span.start < _AT_THE_HEAD and _PREVENTED.match(word):
        return nearest and view.text[cue.span.end : cue.span.end + 2] == ", "  # "Unable to attend, the President of the EPO, …"
    if role == "absent":
        if not word.endswith(_STOOD_FOR) or _IN_OFFICE.match(view.text, cast.who.end, view.span.end):
            return False  # "he replaced Mr. A as Commissioner"
        return nearest and len(lead) < 40 and not names_office(view, cue.span.end, cast.people[first].start)
    if (
        word in _BACKWARD
        and role != "observer"
        and not view.text[cue.span.end : cue.span.end + 5].startswith((" was", " is ", ": ", " were"))
        and not (role == "chair" and cue.span.start - view.span.start < len("The c") and view.text.startswith(", ", cue.span.end))
        and not (role == "chair" and _BY_THE.search(view.before(cue.span.start, 12)))
    ):
        return False
    if role == "chair" and word in _CHAIRED and any(0 <= cue.span.start - w.end < _NEXT_TO_CUE for w in cast.people):
        return False  # "Kim Young-min (KIPO) chaired, Hideo Hato led for the JPO"
    if role == "chair":
        by = word.endswith("by") or word == "under the chairmanship" or _BY_NEXT.match(lead) is not None
        inverted = word in _NOUNS_OF_CHAIR and _WAS_CHAIR.match(lead) is not None
        inverted = inverted or (word.startswith("presiding") and _THEN_WAS.fullmatch(lead) is not None)
        chairing = word in ("chairing", "presiding over") and _OPENING.fullmatch(lead) is not None
        return nearest and (by or inverted or chairing or lead.strip() in ("", ":", ",", "of", "was", "is", "by"))
    if role == "co-chair":
        return lead.strip() == "" or lead.strip().startswith((":", "were", "by")) or _BY.match(lead) is not None
    if word in _LED_BY:
        before = view.before(cue.span.start, 40)
        if _APPOSED.search(before) or (role == "head-of-delegation" and _TALKS_WERE.search(before)):
            return False  # "the office, headed by Commissioner …, is host": its head, not that of a delegation
    fronted = cue.span.start - view.span.start < _AT_THE_HEAD and _INVERTED.fullmatch(lead) is not None
    if not (word in _FORWARD or word.endswith("by") or _INTRODUCED.match(lead) or fronted):
        return False
    if role != "observer" and (len(lead) > 150 or ";" in lead):
        return False
    return cast.listed_from(first)


def chairs_with(cast: Cast) -> bool:
    """Tell whether somebody shared the chair: "A of the JPO and B of the USPTO chaired the meeting", "chaired by A and B"."""
    view, people = cast.view, cast.people
    if len(people) < 2:
        return False
    for cue in view.of("role:chair"):
        before = [w for w in people if w.end <= cue.span.start]
        behind = [w for w in people if w.start >= cue.span.end]
        word = cue.text.lower()
        passive = word.endswith(" by") or (word.startswith(("chairs", "chairpersons", "chairmen")) and LABEL.match(view.text, cue.span.end))
        pair = behind[:2] if passive else before[-2:] if word in _CHAIRED else []
        joined = len(pair) == 2 and _BESIDE_HIM.fullmatch(view.text[pair[0].end : pair[1].start]) is not None
        if joined and cast.who in pair and (passive or cue.span.start - pair[1].end < _NEXT_TO_CUE):
            return True
    return False


def is_sent(cast: Cast) -> bool:
    """Tell whether somebody came in the place of another of the sentence: "A was entrusted by B with leading the delegation"."""
    return any(pair[0] is cast.who for pair in _sent(cast))


def sent_another(cast: Cast) -> bool:
    """Tell whether somebody sent another in his place: "B asked A to lead the delegation in his stead"."""
    return any(pair[1] is cast.who for pair in _sent(cast))


def _sent(cast: Cast) -> list[tuple[Apposition, Apposition]]:
    """Return who was sent by whom, of the neighbours in a sentence."""
    view, people, pairs = cast.view, cast.people, []
    for a, b in pairwise(people):
        if a.office and b.office and a.office != b.office:
            continue
        between = view.text[a.end : b.start]
        behind = view.text[b.end : min(view.span.end, b.end + _FARTHEST_STEAD)]
        if _SENT_BY.search(between):
            pairs.append((a, b))
        elif (_HAS_SENT.search(between) and _INSTEAD.search(behind)) or _HAS_SENT_AS_HEAD.search(between):
            pairs.append((b, a))
    return pairs


def leads_talks(cast: Cast) -> bool:
    """Tell whether a meeting was led by somebody: "the talks were led by Commissioner Park"."""
    for cue in cast.view.of("role:head-of-delegation"):
        next_to = 0 <= cast.who.start - cue.span.end < 6
        if next_to and cue.text.lower() in _LED_BY and _TALKS_WERE.search(cast.view.before(cue.span.start, 40)):
            return True
    return False


def stands_in(cast: Cast) -> bool:
    """Tell whether somebody is said to stand in for the next person: "A stood in for President B"."""
    if cast.index + 1 >= len(cast.people):
        return False
    who, following = cast.who, cast.people[cast.index + 1]
    for cue in cast.view.of("role:absent"):
        if who.end <= cue.span.start < following.start and cue.span.start - who.end < 60:
            if not cue.text.lower().endswith(_STOOD_FOR) or _IN_OFFICE.match(cast.view.text, following.end, cast.view.span.end):
                continue
            named = following.start - cue.span.end < 40 and not names_office(cast.view, cue.span.end, following.start)
            same_house = who.office is None or following.office in (None, who.office)
            if cue.text.lower().endswith(" for") or (named and same_house):
                return True
    return False


def is_stood_for(cast: Cast) -> bool:
    """Tell whether somebody of the same house took part for a person: "A took part as observer for Director General B"."""
    if cast.index == 0 or cast.who.rank != "head-title":
        return False
    if cast.view.before(cast.who.start, 5) == "(for ":
        return True  # "Nellie Simon, Vice-President (for President António Campinos)"
    if not cast.view.has("role:participant", "role:observer"):
        return False
    same_house = cast.people[cast.index - 1].office in (None, cast.who.office)
    return same_house and _FOR.search(cast.view.before(cast.who.start, 10)) is not None


def names_office(view: View, start: int, end: int) -> bool:
    """Tell whether an office is named in a stretch of the text other than within a title before a name."""
    titles = ("Commissioner", "President", "Director")
    offices = (o.span for o in view.of("office") if start <= o.span.start and o.span.end <= end)
    return any(not any(title in view.text[o.end : end] for title in titles) for o in offices)
