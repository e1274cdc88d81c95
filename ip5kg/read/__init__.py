"""Stage *read*: the bytes of a press release → `Release` (metadata, text, blocks, sentences).

Markdown with YAML front matter, plain text and whole HTML pages are understood. Nothing is fetched, nothing is
guessed beyond what the file states: what cannot be read is refused in one line that says how to mend it.
"""

from ip5kg.read.release import DEFAULT_LIMIT, read_bytes, read_path
from ip5kg.read.sentences import split

__all__ = ["DEFAULT_LIMIT", "read_bytes", "read_path", "split"]
