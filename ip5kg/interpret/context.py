"""What the rules of interpretation share: the release, its mentions, and which meeting each sentence speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property

from ip5kg.gazetteer import Gazetteer
from ip5kg.model import Block, MeetingRef, MeetingStatement, Mention, Release, Sentence, Span


@dataclass(frozen=True)
class Context:
    """A release with its mentions, as the modules of this stage see it.

    `meetings` and `foci` are empty until the meetings were interpreted; `foci[i]` is the meeting of sentence `i`.
    """

    release: Release
    mentions: tuple[Mention, ...]
    gazetteer: Gazetteer
    meetings: tuple[MeetingStatement, ...] = ()
    foci: tuple[MeetingRef | None, ...] = field(default=(), repr=False)
    spots: tuple[tuple[int, MeetingRef], ...] = field(default=(), repr=False)
    """Where the text speaks of which meeting, by offset: finer than `foci`."""
    is_about_ip5: bool = True
    shared: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out once for all modules of this stage (kept by `with_meetings`)."""

    @property
    def text(self) -> str:
        return self.release.text

    @cached_property
    def _starts(self) -> list[int]:
        return [m.span.start for m in self.mentions]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.span.start for s in self.release.sentences]

    @cached_property
    def _spot_offsets(self) -> list[int]:
        return [at for at, _ in self.spots]

    def in_span(self, span: Span, kind: str | None = None) -> list[Mention]:
        """Return the mentions that lie within `span`, of `kind` if given, in order of their start."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end and (kind is None or m.kind == kind)]

    def sentence_of(self, span: Span) -> Sentence:
        """Return the sentence in which `span` begins (the last one before it, where it begins between two).

        Raises:
            LookupError: the release has no sentences.
        """
        if not self.release.sentences:
            raise LookupError(f"{self.release.id} has no sentences")
        return self.release.sentences[max(0, bisect_right(self._sentence_starts, span.start) - 1)]

    def block(self, sentence: Sentence) -> Block:
        """Return the block that `sentence` stands in."""
        return self.release.blocks[sentence.block]

    def heading_above(self, sentence: Sentence) -> Sentence | None:
        """Return the nearest heading (or title) above `sentence`; None where there is none."""
        for block in reversed(self.release.blocks[: sentence.block]):
            if block.kind in ("heading", "title") and block.sentences:
                return self.release.sentences[block.sentences[0]]
        return None

    def focus(self, sentence_index: int) -> MeetingRef | None:
        """Return the meeting that a sentence speaks of when it says "they agreed", "the meeting" or the like."""
        return self.foci[sentence_index] if 0 <= sentence_index < len(self.foci) else None

    def focus_at(self, span: Span) -> MeetingRef | None:
        """Return the meeting that a clause speaks of: the last one named before it in its sentence, else that of the sentence."""
        sentence = self.sentence_of(span)
        before = self.spots_in(Span(sentence.span.start, span.end))
        return before[-1][1] if before else self.focus(sentence.index)

    def spots_in(self, span: Span) -> tuple[tuple[int, MeetingRef], ...]:
        """Return where within a span the text speaks of which meeting, in order."""
        return self.spots[bisect_left(self._spot_offsets, span.start) : bisect_left(self._spot_offsets, span.end)]

    def with_meetings(
        self,
        meetings: tuple[MeetingStatement, ...],
        foci: tuple[MeetingRef | None, ...],
        spots: tuple[tuple[int, MeetingRef], ...],
        *,
        is_about_ip5: bool,
    ) -> Context:
        """Return the same context with the meetings that were found."""
        return replace(self, meetings=meetings, foci=foci, spots=spots, is_about_ip5=is_about_ip5)
