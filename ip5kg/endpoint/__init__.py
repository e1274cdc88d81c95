"""A remote SPARQL endpoint, asked through SPARQLWrapper and kept within bounds.

SPARQLWrapper builds the requests; what it lacks is added here. Bounds: the whole exchange has a deadline (also against servers
that drip bytes), the answer a largest size. Redirects are few, to http(s) only, never from https to http, never on to a
private address, and without the credentials where they lead to another server. An answer counts only
if it is of the type that was asked for and complete: a sign-in page with status 200 is an error. A server that is
too busy (503, 429) is asked again, after as long as it wishes if that is not too long. Every failure is one line.

The answers are read by our own reader of SPARQL JSON: pyoxigraph's ends the process on deeply nested terms (100,000 levels).
"""

from __future__ import annotations

from ip5kg.endpoint.client import Endpoint

__all__ = ["Endpoint"]
