"""The reasons why a sentence is of its class: a short id, and the same as a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

USED: Final = "quoted"

SENTENCES: Final[Mapping[str, str]] = {
    USED: "At least one statement quotes it.",
    # boilerplate
    "navigation": "It is part of a menu, a breadcrumb or a list of links to other pages.",
    "furniture": "It is a dateline, byline, credit, notice of copyright or the like.",
    "heading": "It is a heading, and states nothing that the text below it does not say.",
    "caption": "It is the caption of a picture, chart or table.",
    "table-head": "It is the head of a table, or a row that names nobody and nothing.",
    "lead-in": "It only leads over to the list that follows, whose items are looked at one by one.",
    "link": "It names a page or a file to turn to.",
    "notice": "It tells readers where to turn, what the text is worth, or who may use it.",
    "what-ip5-is": "It is the standard text that says what the IP5 is and who belongs to it.",
    # out of scope
    "repeated": "What it says of a meeting, a person or a figure is said in another sentence, which is used.",
    "speaker": "It is what one speaker, one office or one association says; that is no act of the co-operation.",
    "other-subject": "The release is not about the IP5.",
    "other-cooperation": "It speaks of another co-operation or another meeting than those of the IP5.",
    "users-side": "It tells what the users' associations do or wish.",
    "one-office": "It tells what one office does on its own.",
    "courtesy": "It tells of thanks, welcome or sympathy.",
    "view": "It is a view, a question, a guess or advice of whoever writes.",
    "definition": "It explains what a thing is, and not what was done.",
    "named-only": "It names something that we know, but says nothing of it that can be recorded.",
    "working-step": "It tells how work is done from day to day, at no meeting, and of nothing that binds the offices.",
    "given-up": "It tells of an earlier plan that was changed; what came of it is told elsewhere.",
    "background": "It names no meeting, person, body, document, project or figure of the co-operation, and no act of it.",
    # missed
    "meeting": "It tells of a meeting with a date, a number or a place that no statement holds.",
    "person": "It names a person with an office or a title whom no statement holds.",
    "decision": "It says what the offices, their heads or a meeting decided or dealt with, and no statement quotes it.",
    "document": "It names a document with what became of it, and no statement holds that.",
    "figure": "It gives a figure in one of our units that no statement holds.",
    "group": "It says what a group of the IP5 is for, and no statement holds that.",
    "project": "It says how far a project has come or who leads it, and no statement holds that.",
    "acronym": "It explains a short form that no statement holds.",
    "contact": "It names a division in charge that no statement holds.",
}
