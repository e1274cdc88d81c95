"""Otherwise: verbs that are not meant as the act of which they are labels.

"Founded in 2007", said of the co-operation itself, is history; "thanked KIPO for hosting" is a courtesy; "accepted 1.88
million applications" is daily work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ip5kg.interpret.acts import Hit
from ip5kg.interpret.clauses import Token, word_set

_GUESTS: Final = word_set("hosting hospitality host hosts newcomer newcomers guests arrangements preparations organizing organising")
_COURTESIES: Final = word_set("invitation invitations thanks welcome greetings congratulations hospitality condolences hand")


def is_no_deed(words: Sequence[Token], hit: Hit, lo: int, hi: int) -> bool:
    """Tell whether a verb is not meant as the act: the co-operation itself was founded, work on something was finalised."""
    about = {w.form for w in (*words[lo:hi], *words[hit.last : hit.last + 6])}
    if hit.cue.words == ("found",) and about & {"ip5", "it", "cooperation", "co-operation", "circle", "group"}:
        return True  # "The IP5 was founded in 2007"
    if hit.cue.words == ("extend",) and about & _COURTESIES:
        return True  # "extended an invitation", "extended a warm welcome"
    if hit.act == "welcomed" and about & _GUESTS:
        return True  # "thanked KIPO for hosting the meeting", "welcomed the new Commissioner"
    if hit.cue.words == ("acknowledge",) and "receipt" in about:
        return True
    if hit.act == "established" and "ip5" in about and len(words[lo:hi]) <= 3 and any(w[:2] in ("19", "20") for w in about):
        return True  # "The IP5 was set up in 2007"
    if hit.act == "established":
        return bool(about & {"mechanism", "framework", "forum", "cooperation", "co-operation"})
    if hit.cue.words == ("take", "up"):
        # "points will be taken up" is a discussion; "will take up an initiative" is a step that the offices take
        return not about & {
            "point",
            "points",
            "topic",
            "topics",
            "matter",
            "matters",
            "question",
            "questions",
            "issue",
            "issues",
            "item",
            "items",
            "of",
            "again",
        }
    if hit.cue.words in (("lay", "down"), ("set", "down")):
        return any(w.form == "in" for w in words[hit.last : hit.last + 1])  # "the outcome was laid down in a joint statement"
    return words[hit.first].form.startswith("finali") and "work" in about and "plan" not in about


def opens_meeting(words: Sequence[Token], hit: Hit) -> bool:
    """Tell whether what was begun is the meeting itself."""
    return any(w.form in ("meeting", "conference", "session", "talks", "summit", "visit") for w in words[hit.last : hit.last + 4])


def counts_things(words: Sequence[Token], hit: Hit) -> bool:
    """Tell whether a verb tells of daily work in figures: "the offices accepted 1.88 million applications"."""
    after = [w.form for w in words[hit.last : hit.last + 3]]
    number = next((w for w in after if w[0].isdigit()), None)
    return (
        number is not None
        and after[0] in (number, "about", "some", "over", "nearly", "around", "almost", "more")
        and (len(number) > 3 or "." in number or any(w in ("million", "billion", "percent", "%") for w in after))
    )
