"""How many youth a session that is still to come may have: as many as similar ones had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from dashboard.domain.pace.draws import Floats
from dashboard.domain.progress.progress import Progress

FEWEST_ALIKE = 5
SPREAD = (1 / 3, 2 / 3, 1.0, 4 / 3, 5 / 3)  # about as much as sizes of sessions differ
MOST_DRAWN = 30


@dataclass(frozen=True, slots=True)
class Sizes:
    """The average youth of a session, by venue type and of all of them; 0 where there is none."""

    by_venue_type: Mapping[str, float]
    overall: float

    def at(self, venue_type: str) -> tuple[float, ...]:
        """The sizes to draw from; of all sessions where those of a venue type are few or hidden."""
        average = self.by_venue_type.get(venue_type, self.overall)
        return tuple(average * part for part in SPREAD)


def total_of(
    pool: Sequence[float], sessions: int, paths: int, random: np.random.Generator
) -> Floats:
    """The youth that so many sessions have together, in each path.

    Of very many, only some are drawn: how far they are from what is usual stands for all.
    """
    drawn = min(sessions, MOST_DRAWN)
    if not drawn:
        return np.zeros(paths)
    sizes = np.array(pool)
    usual = sizes.mean()
    surprise = sizes[random.integers(len(pool), size=(drawn, paths))].sum(axis=0) - drawn * usual
    totals: Floats = np.maximum(0.0, sessions * usual + sqrt(sessions / drawn) * surprise)
    return totals


def sizes_of(progress: Progress) -> Sizes:
    """The averages that anyone can work out from what is shown, the same for every reader.

    A venue type has one where its youth is shown and its sessions are not few. Sizes of single
    sessions would foretell little better, and another total for coordinators than for the
    committee beside them.
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
