"""Find days so far from all other sessions that the year may be mistyped: 1926 among 2026."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

DAYS_IN_A_YEAR = 365.25
GENERATION = 20  # years without a session: no real project has such a gap
PAUSE = 5  # years: a gap that a project may have, but hardly with very few sessions beyond it
FEW = 20  # one session in 20, at most, is beyond a pause by mistake
TODAY = 8  # sessions that today counts as: where somebody logs sessions, some take place


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with sessions and no long pause between them: the first, the last, and the sessions."""

    first: date
    last: date
    sessions: int

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def is_near(self, other: "Stretch", years: int) -> bool:
        """Whether the gap to a later stretch is no longer than so many years."""
        return (other.first - self.last).days <= years * DAYS_IN_A_YEAR

    def __add__(self, other: "Stretch") -> "Stretch":
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Stretch(first, last, self.sessions + other.sessions)


def far_stretches(stretches: Sequence[Stretch], today: date) -> tuple[Stretch, ...]:
    """The stretches that lie far from all others; ``stretches`` are of all sessions.

    Stretches belong to one group where less than the gap lies between them. The largest group is
    right, and so is the group of today: sessions logged now, or planned two years ahead, are never
    far. Another group is far if it lies

    * beyond a gap of 20 years, with at most half as many sessions as the largest group: a mistyped
      century, or a spreadsheet's zero (1900, 1904, 1970);
    * beyond a gap of 5 years, with at most a twentieth of all sessions: 2016 for 2026.

    So a project's whole history may be long and have pauses, and a file of three rows is questioned
    only about gaps of a generation. Today counts as 8 sessions, so a lone row of 1926 is found even
    if there are no others.
    """
    counted = [*stretches, Stretch(today, today, TODAY)]
    of_all = sum(stretch.sessions for stretch in stretches) / FEW
    far = [
        group
        for years, of_largest, most in ((GENERATION, True, 0.5), (PAUSE, False, of_all))
        for group in _others(counted, today, years, most, of_largest=of_largest)
    ]
    return tuple(one for one in stretches if any(one.first in group for group in far))


def _others(
    counted: Sequence[Stretch], today: date, years: int, most: float, *, of_largest: bool
) -> Iterator[Stretch]:
    """The groups other than the largest and today's, with at most ``most`` sessions."""
    groups = [*joined(counted, years)]
    largest = max(groups, key=lambda group: (group.sessions, today in group))
    limit = most * largest.sessions if of_largest else most
    for group in groups:
        if group.sessions <= limit and group is not largest and today not in group:
            yield group


def joined(stretches: Iterable[Stretch], years: int) -> Iterator[Stretch]:
    """Join the stretches in order; a new one begins after a gap of more than so many years."""
    group: Stretch | None = None
    for one in sorted(stretches, key=lambda one: one.first):
        if group and not group.is_near(one, years):
            yield group
            group = None
        group = group + one if group else one
    if group:
        yield group
