"""Participations by all breakdowns at once, which the privacy rule needs."""

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import (
    AGE_GROUP,
    BREAKDOWNS,
    LANGUAGE,
    VENUE_TYPE,
)
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.privacy import CrossedCounts
from dashboard.queries.progress.counts import Counts
from dashboard.queries.progress.tally_slice import TallySlice

CODED = tuple(one.dimension for one in (LANGUAGE, VENUE_TYPE, AGE_GROUP))
"""What the coverage grid counts by."""


def crossed(
    connection: Connection, filters: Filters, counts: Counts, maximum: int
) -> CrossedCounts | None:
    """The kept participations by the codes of all breakdowns.

    ``None`` unless a count of a table or of the grid is small, because otherwise none is hidden.
    """
    kept = TallySlice.of(connection, filters)
    if not _has_small(counts, maximum):
        grid = kept.of_grid[..., 1]
        if not ((grid > 0) & (grid <= maximum)).any():
            return None
    attended, people = kept.came[..., 0, :], kept.came[..., 1, :]
    at = attended.nonzero()
    codes = kept.months, *map(kept.codes, CODED), WEEKDAYS
    return CrossedCounts(codes, np.array(at), people[at], attended[at])


def _has_small(counts: Counts, maximum: int) -> bool:
    for one in BREAKDOWNS:
        for row in counts[one.dimension].values():
            if 0 < row.youth <= maximum or 0 < row.participations - row.youth <= maximum:
                return True
    return False
