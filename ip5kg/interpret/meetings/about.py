"""Whether a release is about the five offices: by its title, its lead, or by more than one sentence near its beginning."""

from __future__ import annotations

from typing import Final

from ip5kg.interpret.meetings.gather import Gathering
from ip5kg.interpret.views import OFFICES, OWN_SERIES, View
from ip5kg.model import Mention

_LEAD: Final = 3  # paragraphs


def is_about_ip5(gathering: Gathering) -> bool:
    """Tell whether a release is about the IP5, and not only about a look-alike, an office or a country that names it."""
    context = gathering.context
    views = [v for v in gathering.views if v is not None]
    speaking = [v for v in views if _speaks_of_five(v)]
    if any(v.is_heading for v in speaking) or context.gazetteer.find(context.release.title, kinds=("cue:five",)):
        return True
    if "fiveipoffices" in (context.release.publisher or "").lower():
        return True  # the site of the co-operation itself
    titles = [v for v in views if v.block.kind == "title"]
    if any(m.value not in OWN_SERIES and m.value != "other" for v in titles for m in v.of("series")):
        return False  # a look-alike, by its title
    told = [
        anchor
        for meeting in gathering.meetings
        if meeting.series in OWN_SERIES
        for anchor in meeting.anchors
        if anchor.has_facts and not anchor.usual and (anchor.asserted or (anchor.form == "deed" and _speaks_of_five(anchor.view)))
    ]
    body = [v for v in views if not v.is_heading]
    if told and len({m.value for v in body for m in v.of("office")} & set(OFFICES)) == len(OFFICES):
        return True  # a meeting of heads, and all five named
    lead = {v.sentence.block for v in body[:1]}
    if any(v.sentence.block in lead for v in speaking) or any(a.view.sentence.block in lead for a in told):
        return len(speaking) > 1 or bool(told)
    paragraphs = sorted({v.sentence.block for v in body if v.sentence.index == v.block.sentences[0]})[:_LEAD]
    return len(speaking) > 1 and any(v.sentence.block in paragraphs for v in speaking) and bool(told)


def _speaks_of_five(view: View) -> bool:
    """Tell whether a sentence speaks of the five: by name, by one of their groups, or by naming them all."""
    fives = view.of("cue:five")
    if any(m.value == "five" for m in fives) and not all(_is_vague(m) for m in fives):
        return True
    if any(m.value in OWN_SERIES and m.value not in ("heads", "deputy-heads") for m in view.of("series", "body")):
        return True
    return len({m.value for m in view.of("office") if m.value != "WO"}) >= 5


def _is_vague(mention: Mention) -> bool:
    """Tell whether the words can mean other offices: "the participating offices"."""
    words = mention.text.lower()
    return mention.entity is not None and words.endswith("offices") and "five" not in words and "ip5" not in words
