"""Anchors: the places of a sentence at which it speaks of a meeting, with what it says there about which one.

An anchor says whose meeting it is (`series`; None: one that was named before) and which (`number`); dates, places, forms
and hosts are added to it by `attributes` and `hosts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from ip5kg.dates import DateRange
from ip5kg.interpret.views import View
from ip5kg.model import Mention

FIVE: Final = "ip5"
"""Stands for the series where a text only says "the IP5 meeting" or "the five met"."""

Form = Literal["noun", "verb", "pointer", "deed", "umbrella"]


@dataclass(eq=False)
class Anchor:
    """One place at which a text speaks of a meeting; `start` and `end` bound the phrase, `at` is its head word.

    Forms: a noun ("the 14th meeting of the IP5 heads"), a verb ("the heads met"), a pointer back ("the event", "it lasted"),
    a deed with a date or a place ("in October 2008, on Jeju, the heads adopted"), an umbrella ("the IP5 Week").
    """

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
    new_places: list[Mention] = field(default_factory=list)
    """The places to which it was moved."""
    planned: bool | None = None
    cancelled: bool = False
    asserted: bool = False
    """A verb says that it takes place, will take place or took place."""
    is_aside: bool = False
    """It is named for comparison with the one that the sentence is about."""
    attended: bool = False
    """Somebody is said to have attended it, or to have led a session of it."""
    dates: list[DateRange] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    format: str | None = None
    host: str | None = None
    at_office: bool = False
    """It is held at the seat of an office: a place, though no town is named."""
    lent: bool = False
    """Its dates are those of a run of meetings named before it: a date of its own is better."""
    is_side: bool = False
    """It is said to accompany another meeting, and so to share its place."""
    label: bool = False
    """A labelled line of an outline ("Date: …"), which speaks of all the meetings of the title."""
    order: Literal["", "former", "latter"] = ""
    """It points to one of the two meetings just named."""
    bare: bool = False
    """Only counted from ("ten years after their first meeting"): what the sentence says is of another meeting."""
    alone: bool = True
    """The sentence speaks of no other meeting."""
    owned: Literal["", "its", "their"] = ""
    """Whose meeting it is, only "its", "it" or "their" says: that of the group, or of those, named last."""

    @property
    def sentence(self) -> int:
        return self.view.sentence.index

    @property
    def has_facts(self) -> bool:
        return bool(self.dates or self.places or self.number is not None)

    def covers(self, at: int) -> bool:
        return self.start <= at < self.end


_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth"
_TEENS: Final = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ORDINALS: Final = {word: i for i, word in enumerate(f"{_UNITS} {_TEENS}".split(), 1)} | {
    "inaugural": 1,
    "first-ever": 1,
    "maiden": 1,
    "founding": 1,
    "constituent": 1,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
}
_DIGITS: Final = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)\Z")


def ordinal(form: str, before: str = "") -> int | None:
    """Return the number of an ordinal: "14th", "fourteenth", "twenty-first", and "first" after "twenty"."""
    form = form.lower()
    if (match := _DIGITS.match(form)) is not None:
        return int(match[1]) or None
    tens, hyphen, unit = form.rpartition("-") if "-" in form else (before, "", form)
    number = _ORDINALS.get(unit)
    if number is not None and number < 10 and tens in _TENS:
        return _TENS[tens] + number
    return None if hyphen else number
