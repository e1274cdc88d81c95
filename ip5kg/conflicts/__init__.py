"""Where sources disagree, in plain words: what is disputed, who says what, what was accepted and why.

    found = disputes(quads)
    print(found.text())

Beside the conflicts it tells what a person set aside though nothing else was said, and which printed names mislead.
"""

from ip5kg.conflicts.gathering import disputes
from ip5kg.conflicts.values import Dispute, Disputes, MisleadingName, Source, Version

__all__ = ["Dispute", "Disputes", "MisleadingName", "Source", "Version", "disputes"]
