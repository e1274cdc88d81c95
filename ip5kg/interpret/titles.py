"""Titles: which document a noun phrase names, and how it is called."""

from __future__ import annotations

from typing import Final

from ip5kg.gazetteer import Gazetteer
from ip5kg.interpret import topics as topic_cues
from ip5kg.interpret.clauses import DETERMINERS, PASTS, PREPOSITIONS, SUBORDINATORS, Token, is_adverb, tokens, word_set
from ip5kg.interpret.topics import Topics
from ip5kg.model import Span

_EDITIONS: Final = word_set(
    "release version edition draft text adoption signing publication update part parts set series number issue copy wording "
    "content contents drafting preparation finalization conclusion revision outline element elements overview summary structure "
    "outlines framework"
)
"""Heads of a noun phrase that still mean the document after their "of": "a draft of the joint statement"."""
_ENDS: Final = PREPOSITIONS - {"of", "on", "for", "to", "in"} | SUBORDINATORS | frozenset({",", ";", ":", "."})
_ORDINALS: Final = word_set("first second third last final")
_WEB: Final = word_set("website site internet web homepage portal")
_VERBS: Final = word_set(
    "can could may might must should was were is are has have had will shall would foresees provides says calls states sets covers "
    "describes stresses includes names lists contains mentions speaks refers notes underlines shows gives explains promises "
    "commits"
)


_TREATED: Final = word_set("adopted signed approved endorsed passed issued released agreed drafted prepared submitted presented")
"""Participles behind a name that say what was done with the document."""


def heading_document(gazetteer: Gazetteer, text: str, span: Span) -> tuple[str, Span] | None:
    """Return the type and title of the document that heads the noun phrase `text[span]`, if one does."""
    words = [t for t in tokens(text, span)[:60] if not t.aside]
    hits = gazetteer.find(text, span.start, span.end, kinds=("document-type",))
    for hit in hits:
        first = next((i for i, w in enumerate(words) if w.start >= hit.start), len(words))
        if not _heads(words, first):
            continue
        last = next((i for i, w in enumerate(words) if w.start >= hit.end), len(words))
        if (
            last < len(words)
            and words[last].is_word
            and words[last - 1].form not in PREPOSITIONS
            and words[last].form not in PREPOSITIONS | SUBORDINATORS
            and not is_adverb(words[last].form)
        ):
            follows = words[last].form
            if (
                follows not in _VERBS | {"and", "or", "due", "as", "available", "chapter", "page", "line", "section"}
                and not follows.isdigit()
                and not follows.endswith(("ed", "ing", "wn", "en"))
            ):
                continue  # "work plan items", "report writing": the document is not the head
        return hit.entries[0].slug, title_of(words, first, last, topic_cues.find(gazetteer, text, span))
    return None


def _heads(words: list[Token], first: int) -> bool:
    for i in range(first):
        form = words[i].form
        if form == "of" and i > 0 and words[i - 1].form in _EDITIONS:
            continue
        if form in PREPOSITIONS or form in SUBORDINATORS or form in ("and", ",", ";", ":"):
            return False
    return True


def title_of(words: list[Token], first: int, last: int, topics: Topics) -> Span:
    """Return the noun phrase around `words[first:last]` without its determiner: the title as written.

    An "and" ends it unless it stands within the name of one topic ("trial and appeal procedures").
    """
    begin = first
    closed = DETERMINERS - _ORDINALS | PREPOSITIONS
    while begin > 0 and words[begin - 1].is_word and words[begin - 1].form not in closed:
        begin -= 1
    end = last
    while end < len(words) and words[end].form not in _ENDS and words[end].form not in _VERBS | PASTS | _TREATED:
        if words[end].form == "and" and not topics.covers(words[end].start):
            break
        if words[end].form in PREPOSITIONS and any(w.form in _WEB for w in words[end + 1 : end + 4]):
            break  # "… on their joint website" says where, not what
        end += 1
    while end > last and (words[end - 1].form in PREPOSITIONS or not words[end - 1].is_word):
        end -= 1
    return Span(words[begin].start, words[max(end, begin + 1) - 1].end)
