"""How many youth a future session may have, from the means of similar past sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from dashboard.domain.pace.draws import Floats
from dashboard.domain.progress.progress import Course

FEWEST_ALIKE = 5
SPREAD = (1 / 3, 2 / 3, 1.0, 4 / 3, 5 / 3)  # about as widely as session sizes vary
MOST_DRAWN = 30


@dataclass(frozen=True, slots=True)
class Sizes:
    """The mean youth of a session, by venue type and overall; 0 without any session."""

    by_venue_type: Mapping[str, float]
    overall: float

    def at(self, venue_type: str) -> tuple[float, ...]:
        """The sizes to draw from; uses the overall mean where a venue type has none."""
        average = self.by_venue_type.get(venue_type, self.overall)
        return tuple(average * part for part in SPREAD)


def total_of(
    pool: Sequence[float], sessions: int, paths: int, random: np.random.Generator
) -> Floats:
    """The simulated youth of this many sessions together, one number a path.

    Above ``MOST_DRAWN`` sessions, their sum is drawn: it is as good as normal.
    """
    if not sessions:
        return np.zeros(paths)
    sizes = np.array(pool)
    if sessions <= MOST_DRAWN:
        drawn: Floats = sizes[random.integers(len(pool), size=(sessions, paths))].sum(axis=0)
        return drawn
    totals = random.normal(sessions * sizes.mean(), sqrt(sessions) * sizes.std(), paths)
    return np.maximum(0.0, totals)


def sizes_of(progress: Course) -> Sizes:
    """The mean sizes, computed from shown counts only and so the same for every reader.

    A venue type has a mean where its youth is shown and it has enough sessions. Sizes of single
    sessions would foretell little better. They would also give coordinators another total than the
    committee.
    """
    youth, shown = progress.youth.participations, progress.by_venue_type
    return Sizes(
        {
            row.code: row.youth / row.sessions
            for row in shown
            if row.youth is not None and row.sessions and row.sessions >= FEWEST_ALIKE
        },
        youth / progress.delivered if youth and progress.delivered else 0.0,
    )
