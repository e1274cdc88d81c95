"""Outlines: "Date: June 5, 2014", "Place | Tianjin": rows and items that say one thing about the meeting of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ip5kg.dates import DateRange
from ip5kg.interpret.meetings.anchor import Anchor
from ip5kg.interpret.views import OFFICES, View

if TYPE_CHECKING:
    from ip5kg.interpret.meetings.draft import Draft

_AND_PLACE: Final = re.compile(r"\b(?:[Pp]lace|[Vv]enue|[Ll]ocation)\b")
_FORM: Final = re.compile(r"(?:[-•*·○ㅇ□▪] ?)?(?:\*\*)?(?:Format|Form|Mode|Style|Type)(?: of (?:the )?meeting)?(?:\*\*)?\s?[:|]")
_LABEL_ALONE: Final = re.compile(
    r"(?:[-•*·○ㅇ□▪■#]+ ?|\(?\w{1,3}[.)] ?)?(?:\*\*)?(Dates?|When|Time|Date and time|Place|Venue|Location|Where|Hosts?"
    r"|Dates? and (?:place|venue|location)"
    r"|Place and date|Venue and date|When and where|Time and place)(?:\*\*)?\s?:?\Z",
    re.IGNORECASE,
)
_MOST_UNDER_LABEL: Final = 14  # words
_LABEL_ENDS: Final = 30  # characters
_AFTER_LABEL: Final = re.compile(r"\s?(?:(?:and|&|/|,) ?\w+ ?)?(?:[:|]|\)\s?:?)")


def outline(view: View, found: list[Anchor], main: Draft | None, above: str | None) -> str | None:
    """Add to the meeting of the page what a labelled line says; nothing where the line has no label.

    Returns what the line says of the lines below it, where it is a label alone; `above` is what the line before it said.
    """
    if found:
        return None
    alone = _LABEL_ALONE.match(view.own_text)
    if alone is not None:
        word = alone[1].lower()
        return "place-label" if word in ("place", "venue", "location", "where") else "host" if "host" in word else "date-label"
    if main is None or view.block.kind not in ("item", "row", "paragraph", "note", "heading"):
        return above if view.is_heading else None
    label = _label(view) or (above if len(view.words) <= _MOST_UNDER_LABEL else None)
    if label is None:
        return None
    anchor = Anchor(view, view.span.start, view.span.end, view.span.start, "pointer", main.series, label=True)
    if label == "date-label":
        anchor.dates = [m.value for m in view.of("date") if isinstance(m.value, DateRange)][:1]
        if above is not None or _AND_PLACE.search(view.own_text[:_LABEL_ENDS]):
            anchor.places = list(view.of("place"))
    elif label == "place-label":
        anchor.places = list(view.of("place"))
        anchor.format = next((str(m.value) for m in view.of("format")), None)
        if view.has("cue:host"):
            anchor.host = next((str(m.value) for m in view.of("office") if m.value in OFFICES), None)
    elif label == "format":
        anchor.format = next((str(m.value) for m in view.of("format")), None)
    elif label == "host":
        anchor.host = next((str(m.value) for m in view.of("office") if m.value in OFFICES), None)
    if anchor.dates or anchor.places or anchor.host or anchor.format:
        found.append(anchor)
    return above if above is not None and view.block.kind in ("item", "row") else None


def _label(view: View) -> str | None:
    if _FORM.match(view.own_text):
        return "format"
    for kind in ("date-label", "place-label", "host"):
        for mention in view.of(f"cue:{kind}"):
            if mention.span.start - view.span.start < 6 and _AFTER_LABEL.match(view.text, mention.span.end):
                return kind
    return None
