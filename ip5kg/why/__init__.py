"""Why does the graph say so? From a fact to the sentence that states it.

A fact is asked for in one of three ways:

- a claim: `claim/3f0c…`, its IRI, or its sixteen letters alone;
- a triple: `meeting/heads/14 hostedBy office/JP`, with short names, prefixed names or whole IRIs; the object may be left out;
- a thing: `meeting/heads/14`, for everything that is known of it.
"""

from ip5kg.why.explaining import explain
from ip5kg.why.values import Claim, Explanation, Fact, Passage, Source, UnknownFact, Value, Via

__all__ = ["Claim", "Explanation", "Fact", "Passage", "Source", "UnknownFact", "Value", "Via", "explain"]
