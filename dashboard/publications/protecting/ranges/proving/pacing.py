"""Whether a search gets on fast enough to end within its work."""

from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.solver import Work

Pace = tuple[tuple[float, float], ...]
"""Parts of the work, and the powers that what lacks a witness is brought down to by then."""
HALFWAY: Pace = ((1 / 2, 0.75),)
"""With half of its work, a search has brought what lacks a witness down to this power of it."""
EARLY: Pace = ((1 / 8, 0.93), (1 / 4, 0.873), *HALFWAY)
"""And with an eighth, and a quarter. Of 38 searches of later blocks with all tables, the 13 that
ended within their work had 0.80 to 0.92 with an eighth, and 0.68 to 0.87 with a quarter. Of the
others, more than half had 0.93 to 0.96 with an eighth."""
SOON: Pace = ((1 / 8, 0.86), *HALFWAY)
"""And with an eighth: those of years that end within their work had 0.75 to 0.82 by then, and those
that do not had 0.88 to 0.98."""


class SearchPace:
    """How fast a search gets on: what lacks a witness shrinks by as large a share time and again.

    Little of it is left halfway, where a search ends within its work.
    """

    def __init__(self, cover: BlockRanges, work: Work, pace: Pace = HALFWAY) -> None:
        self.work, self._cover = work, cover
        given, lacking = work.left, cover.lacks().many
        self._marks: list[tuple[int, float]] = [
            (int((1 - part) * given), lacking**power) for part, power in pace
        ]

    def is_too_slow(self) -> bool:
        """Whether such a part of the work is done, just now, and too little was found."""
        enough = None
        while self._marks and self.work.left <= self._marks[0][0]:
            _, enough = self._marks.pop(0)
        return enough is not None and self._cover.lacks().many > enough
