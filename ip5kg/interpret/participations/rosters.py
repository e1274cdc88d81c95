"""Lists and tables of those who took part: headings that announce them, labels of roles and offices, captions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ip5kg.interpret.participations.appositions import Apposition
from ip5kg.interpret.participations.part import LISTED
from ip5kg.interpret.views import OFFICES, View

PICTURED: Final = re.compile(
    r"\b(?:[Ff]rom (?:the )?left|[Ll]eft to right|l-r|L to R|[Pp]ictured|[Gg]roup (?:photo|picture)|(?:[Tt]op"
    r"|[Bb]ottom|[Ff]ront|[Bb]ack|[Ss]econd|[Uu]pper|[Ll]ower) row|[Cc]lockwise"
    r"|(?:photo|picture|caption) (?:shows|names))\b"
)
"""Words of a caption that names those in the picture."""
LABEL: Final = re.compile(r"\s?(?:\([^()]{1,30}\))?(?: and [\w ]{2,20})?\s?[:|]|\s[–-]\s")
"""What makes a label of the words before it: a colon, a cell, a dash."""

_IN_BRACKET: Final = re.compile(r"(?:,\s[^()]{2,60})?\s?\((?:[^()]{1,24}(?:,|;|/|\sand)\s?)?(?:the\s|as\s)?")
_FOR_LIST: Final = re.compile(r"(?:[-•*] )?(?:For|From|On the side of|On behalf of)\s[^:.;]{2,40}:\s")
_BRACKET: Final = re.compile(r"\([^()]{1,30}\)")
_LABEL_OF_OFFICE: Final = re.compile(
    r"[\s(A-Z)]*(?:[:|]\s?|[-–—]\s)(?:[A-Z][\w-]+(?:\s(?:of\s)?[A-Z][\w-]+){0,5}\s)?(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?",
)
_TEAM: Final = re.compile(
    r"\A(?:The |Our )?(?:[\w’'&()-]+ ){0,4}(?:team|delegation|delegates|representatives)\Z"
    r"|\A(?:Members of the )?(?:[Dd]elegation|[Tt]eam|[Dd]elegates|[Rr]epresentatives) (?:of|from) (?:the )?[\w ()-]+\Z"
)
_COLON: Final = re.compile(r"\s?:\s")
_MOST_WORDS: Final = 8  # of a heading that announces participants


def announces(view: View) -> bool:
    """Tell whether a heading or an introductory line announces those who took part."""
    return view.has("role:participant", "role:head-of-delegation", "role:observer", "role:chair", "role:co-chair")


def is_heading_of_list(view: View) -> bool:
    """Tell whether a heading stands over a list of participants."""
    if view.block.kind != "heading" or len(view.words) > _MOST_WORDS or view.has("person"):
        return False
    return names_team(view) or (announces(view) and not view.has("office"))


def names_team(view: View) -> bool:
    """Tell whether a heading names those who came for one organisation: "The AIPLA team", "Delegation of KIPO"."""
    return view.is_heading and _TEAM.search(view.own_text) is not None


def role_of_list(intro: View, view: View) -> str | None:
    """Return the role that the line before a list, or the heading above, gives to those in it."""
    introduces = intro.is_heading or intro.block.kind == "caption" or intro.own_text.rstrip().endswith((":", "by", "were", "included"))
    if not introduces and view.block.kind != "row":
        return None
    if names_team(intro):
        return "participant"
    if intro.has("role:head-of-delegation", "role:participant"):
        only_observers = intro.has("role:observer") and not intro.has("role:participant")
        return "observer" if only_observers else LISTED
    return "observer" if intro.has("role:observer") else None


def role_by_label(view: View, who: Apposition) -> str | None:
    """Return the role that a label before the name or a bracket behind it gives: "Observer: …", "(chair of the meeting)"."""
    for role in ("co-chair", "chair", "observer", "head-of-delegation"):
        for cue in view.of(f"role:{role}"):
            leading = cue.span.start - view.span.start < 24 and cue.span.end <= who.start
            between = [p for p in view.of("person") if cue.span.end <= p.span.start < who.person.span.start]
            if role == "chair" and between:
                continue  # "Chair: A (JPO). Participants: B (EPO), …"
            closed = cue.span.end + (1 if view.text.startswith(")", cue.span.end) else 0)  # "JPO (Chair) | A"
            if leading and LABEL.match(view.text, closed):
                return role
            others = any(who.person.span.end <= p.span.start < cue.span.start for p in view.of("person"))
            if (
                cue.span.start >= who.person.span.end
                and not others
                and _IN_BRACKET.fullmatch(view.text[who.person.span.end : cue.span.start])
            ):
                return role
            in_line = leading and role == "observer" and view.block.kind in ("item", "row", "paragraph", "note")
            if in_line and ":" in view.between(cue.span.end, who.person.span.start):
                return role
    return None


def is_roster_line(view: View, people: Sequence[Apposition]) -> bool:
    """Tell whether a line is one of a list of participants: "KIPO: Dr. Kim Yongrae, Commissioner, and other officials"."""
    first = people[0].person.span.start
    if any(
        _COLON.match(view.text, m.span.end) and m.span.end <= people[-1].start
        for m in view.of("role:participant", "role:head-of-delegation")
    ):
        return True
    if _FOR_LIST.match(view.text, view.span.start, first):
        return True
    colon = view.text.find(":", view.span.start, min(first, view.span.start + 44))
    labelling = view.of(
        "role:participant", "role:head-of-delegation", "series", "cue:industry", "cue:five", "office", "association", "place", "region"
    )
    if len(people) > 1 and any(m.span.end <= colon for m in labelling):
        return True
    labels = [o for o in view.of("office", "association", "place", "region") if o.span.start - view.span.start < 40 and o.span.end <= first]
    return bool(labels) and _LABEL_OF_OFFICE.fullmatch(_BRACKET.sub("", view.between(labels[-1].span.end, first))) is not None


def lists_of_names(views: Sequence[View | None], people: Mapping[int, Apposition]) -> frozenset[int]:
    """Return the blocks of lists whose items name persons of three offices or more: lists of participants.

    Args:
        views: the sentences of a release.
        people: who they name, by the offset of the name.
    """
    found: set[int] = set()
    run: list[tuple[int, str | None]] = []
    for view in [*views, None]:
        if view is not None and view.block.kind in ("item", "row"):
            named = [people[p.span.start] for p in view.of("person")]
            run.append((view.sentence.block, named[0].office if len(named) == 1 and named[0].title else None))
            continue
        if len({office for _, office in run if office in OFFICES}) > 2:
            found.update(block for block, _ in run)
        run = []
    return frozenset(found)
