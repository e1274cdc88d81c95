"""Undertakings: what a deed makes of the project that it is about - taken up, gone on with, extended, given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ip5kg.interpret.clauses import MODALS, NOT, Token, word_set
from ip5kg.interpret.details import Deed
from ip5kg.interpret.wording import EXCHANGING

AGREEING: Final = frozenset({"adopted", "approved", "endorsed", "agreed", "launched", "decided", "established"})
STARTING: Final = word_set("start begin launch introduce begun started launched starting beginning launching operation")

_TAKING_UP: Final = word_set(
    "the a an of to take up taking launch launching start starting begin beginning develop developing building build set setting "
    "establish establishing introduce introducing adopt pursue new joint project projects pilot and for on its their that be will "
    "shall development creation introduction setting work "
    "all five with open opening plan "
    "initiate initiating run running carry out carrying test testing idea proposal preparation preparations "
    "preparatory first stage groundwork"
)
"""Words that may stand between the verb and the name where the project itself is what was agreed."""
_LENGTHENING: Final = word_set("extend extending prolong prolonging lengthen renew renewing continue extension prolongation renewal")
_TIMES: Final = word_set("year years month months until pilot phase term end another")
_ENDING: Final = word_set(
    "discontinue discontinuing terminate terminating stop stopping abandon abandoning shelve shelving give up drop dropping suspend"
)
GOING_ON: Final = word_set(
    "go building continue continuing continuation pursue keep further press push advance accelerate advancing accelerating carry "
    "speed speeding faster accelerated continued pursued advanced speeded sped step stepping stepped pace intensify intensifying "
    "intensified broaden broadening widen widening expand expanding deepen deepening"
)
FASTER: Final = word_set(
    "faster accelerated accelerate continue continued pursued advanced speeded sped stepped intensified broadened widened expanded deepened"
)
_COMMITTING: Final = word_set(
    "commitment commitments to the their support for will set setting up build building establish establishing this system"
)
_SETTING_UP: Final = word_set("setting set build building establish establishing this system")
_NEXT: Final = word_set("next step steps")
_POSSIBLE: Final = word_set("new possible potential future further additional candidate suggested proposed")
_IDEAS: Final = word_set("idea ideas concept concepts thought thoughts")


def status_after(deed: Deed, before: set[str], within: set[str], *, pilot: bool) -> str | None:
    """Return the status that a deed gives a project which it is about.

    Args:
        deed: what was done.
        before: the words of its thing before the name of the project.
        within: all words of its sentence.
        pilot: whether the name says that it is a pilot.
    """
    done = deed.modality == "done"
    if deed.act in EXCHANGING:
        proposed = (
            (deed.act == "proposed" and before <= _TAKING_UP)
            or (within & _IDEAS and before <= _TAKING_UP | _IDEAS | {"two", "first"})
            or (before & {"projects", "project"} and before & _POSSIBLE and before <= _TAKING_UP | _POSSIBLE | {"two", "three"})
        )
        return "proposed" if proposed else None
    if deed.rule.startswith("next-step"):
        return "agreed" if {"take", "up"} <= before and before <= _TAKING_UP else None
    if deed.act == "reaffirmed":
        return "running" if before & GOING_ON or (before & _SETTING_UP and before <= _COMMITTING) else None
    if not done or deed.act not in AGREEING:
        return None
    if pilot and before & _NEXT:
        return "pilot"
    if is_lengthened(before, within) and before - _LENGTHENING <= _TAKING_UP:
        return "extended"
    if before <= _TAKING_UP:
        return "extended" if deed.rule.startswith("decided") and within & _TIMES and within & _EXTENDED else "agreed"
    if before & _ENDING and before - _ENDING <= _TAKING_UP:
        return "discontinued"
    return "running" if before & GOING_ON and deed.act != "endorsed" else None


_FINISHED: Final = word_set("completed concluded finished")
_PROLONGED: Final = word_set("prolonged extended lengthened renewed") | _FINISHED


def gone_on(words: Sequence[Token]) -> str | None:
    """Return what became of "it": extended in "Since then the offices have prolonged it twice", completed in "They finished it"."""
    at = next((i for i in range(len(words) - 1) if words[i + 1].form == "it" and words[i].form in _PROLONGED), None)
    if at is None or any(w.form in NOT | MODALS for w in words[:at]):
        return None
    return "completed" if words[at].form in _FINISHED else "extended"


_EXTENDED: Final = word_set("extend extended prolong prolonged lengthen lengthened renew renewed extension prolongation renewal")


def is_lengthened(thing: set[str], within: set[str]) -> bool:
    """Tell whether the words of a deed extend a project in time, not in what it does."""
    return bool(thing & _LENGTHENING) and bool(within & _TIMES)
