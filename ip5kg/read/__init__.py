"""Stage *read*: the bytes of a press release → `Release` (metadata, text, blocks, sentences).

Markdown with YAML front matter, plain text, whole HTML pages and PDF files are understood. Nothing is fetched, nothing is
guessed beyond what the file states: what cannot be read is refused in one line that says how to mend it.
"""

from ip5kg.read.release import DEFAULT_LIMIT, read_bytes, read_path
from ip5kg.read.sentences import split
from ip5kg.read.source import is_address

__all__ = ["DEFAULT_LIMIT", "is_address", "read_bytes", "read_path", "split"]
