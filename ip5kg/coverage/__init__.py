"""What became of each sentence of a release: used, boilerplate, out of scope, or missed.

Nothing is passed over silently. `cover` gets what the text stages found, as values, and asks for every sentence that gave no
statement whether it bears the signs of something that the graph should hold. It knows nothing of the rules that
interpret: what they miss, it should notice.
"""

from __future__ import annotations

from ip5kg.coverage.classify import cover
from ip5kg.coverage.outcome import CLASSES, Corpus, Coverage, Covered, SentenceClass, Totals

__all__ = ["CLASSES", "Corpus", "Coverage", "Covered", "SentenceClass", "Totals", "cover"]
