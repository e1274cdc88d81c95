"""Which language a text is in, where it does not say: by its script, or by the little words that no sentence does without.

A profile of function words tells the languages of IP releases apart from a paragraph on. Libraries that know more
languages bring a model of 100 MB (lingua), a native compiler (fastText) or are no longer kept (langid, since 2017).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_SAMPLE = 20_000  # characters: a page; more does not change the verdict
_LEAST = 3  # little words: fewer say nothing

# Words of one language each: "de", "la", "in", "an", "a" stand in several and are left out.
_WORDS: Final = {
    "en": "the and of to is was were that which for with by from are has have been this will their its at as",
    "fr": "les des est dans pour qui sur avec par une été sont ont aux cette ces leur leurs ainsi du au et plus lors",
    "de": "der die das und ist den dem mit für auf von wurde werden eine einer sich nicht auch sind bei zum zur wird",
    "es": "los las del por para con una fue han sus está como más entre sobre este esta y el al oficinas son",
    "it": "gli della delle dei nel nella che sono con per una è stato anche alla dal dalla degli tra di il",
    "pt": "os das dos não uma com para foi são mais pelo pela entre sobre ao também pelos e o seus",
    "nl": "het een van en zijn voor met dat niet wordt werd ook deze naar bij door worden hebben heeft de",
}
_LANGUAGES_OF: Final[dict[str, tuple[str, ...]]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def language_of(text: str) -> str:
    """Return the language of a text as a code of ISO 639-1: ja, ko, zh, ru, en, fr, de, es, it, pt, nl; "en" where nothing tells."""
    sample = text[:_SAMPLE]
    letters = len(re.findall(r"[^\W\d_]", sample)) or 1
    kana, han = len(re.findall(r"[\u3040-\u30ff]", sample)), len(re.findall(r"[\u3400-\u9fff]", sample))
    if len(re.findall(r"[\uac00-\ud7a3]", sample)) * 3 > letters:
        return "ko"
    if (kana + han) * 3 > letters:
        return "ja" if kana * 10 > han else "zh"
    if len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters:
        return "ru"
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]{1,12}", sample.lower()):
        counts.update(_LANGUAGES_OF.get(word, ()))
    best = max(sorted(counts), key=lambda language: counts[language], default="en")
    return best if counts[best] >= _LEAST and counts[best] > counts["en"] else "en"
