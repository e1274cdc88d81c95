"""The gazetteer: every label of the vocabularies and of the authority files, ready to be found in running text.

Labels are data: `skos:prefLabel`, `skos:altLabel`, `skos:hiddenLabel`, `ip5:acronym` and the dated names of
`ontology/vocabularies/*.ttl` and `data/authority/*.ttl`. They are cut into words and kept in one trie, which is
walked once over a text; at each word the longest label of each kind wins. The time is linear in the text
times the length of the longest label, whatever the text holds.

How labels and text meet:

- case and accents do not matter, except that a short word in capitals ("US", "NET", "IPO") is only found as
  written, and that a single word naming a person, an organisation or a place needs its capital;
- a hyphen, an apostrophe and a blank are one and the same: "Yong-rae", "Yong rae", and for names also "Yongrae";
- a comma, a bracket, a colon or the end of a sentence in the text must also stand in the label;
- names of persons are found in both orders, and without their middle initials.
"""

from __future__ import annotations

from ip5kg.gazetteer.entries import Entry, Hit, Tenure
from ip5kg.gazetteer.files import load
from ip5kg.gazetteer.lookup import Gazetteer
from ip5kg.gazetteer.text import BREAK, Word, fold, words

__all__ = ["BREAK", "Entry", "Gazetteer", "Hit", "Tenure", "Word", "fold", "load", "words"]
