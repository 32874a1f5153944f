"""Count from the tallies: at the same cost whatever the number of sessions.

They know neither venues nor facilitators: of chosen ones, ``pack_blocks`` tells the same, at a cost
of the sessions that they have.
"""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, MONTH, VENUE_TYPE, WEEKDAY
from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.counts import FRENCH_MONTHS, Count, Counts
from dashboard.queries.progress.tally_slice import TallySlice, without_fourth

IN_WEEKDAYS = np.array([[1], [0], [1], [1]])
"""Of the four numbers, the French share is not counted by weekday."""
NOTHING = [0, 0, 0, 0]


def counts_from_tallies(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> Counts:
    """Count the kept sessions, and the participations that the filters count."""
    kept = TallySlice.of(connection, filters)
    held, by_weekday = kept.held(vocabulary)
    flags = kept.flags(vocabulary)
    months, weekdays = _by_month(kept, held, *flags), _by_weekday(kept, by_weekday, *flags)
    return {
        MONTH.dimension: table(kept.months, months.sum((2, 3))),
        FRENCH_MONTHS: table(kept.months, months[:, :, kept.in_french].sum((2, 3))),
        LANGUAGE.dimension: table(kept.codes("language"), weekdays.sum((1, 3))),
        VENUE_TYPE.dimension: table(kept.codes("venue_type"), weekdays.sum((1, 2))),
        AGE_GROUP.dimension: table(kept.codes(AGE), _of_ages(kept, *flags)),
        WEEKDAY.dimension: table(WEEKDAYS, weekdays.sum((2, 3)) * IN_WEEKDAYS),
    }


def by_month(kept: TallySlice, vocabulary: Vocabulary) -> Numbers:
    """The numbers of ``Count``, by month, language and venue type."""
    held, _ = kept.held(vocabulary)
    return _by_month(kept, held, *kept.flags(vocabulary))


def _by_month(kept: TallySlice, held: Numbers, in_share: Numbers, youth: Numbers) -> Numbers:
    people = without_fourth(kept.came_by_month[..., 1])
    return _four_numbers(held, people, in_share, youth)


def _by_weekday(kept: TallySlice, held: Numbers, in_share: Numbers, youth: Numbers) -> Numbers:
    """The same by weekday, language and venue type."""
    people = np.einsum("lvkaw->wlva", kept.came_together[..., 1, :])
    return _four_numbers(held, people, in_share, youth)


def _four_numbers(held: Numbers, people: Numbers, in_share: Numbers, youth: Numbers) -> Numbers:
    """By the first three axes; the fourth of what is held are kinds, that of people age groups."""
    parts = held, held[..., in_share], people, people[..., youth]
    return np.array(list(map(without_fourth, parts)))


def _of_ages(kept: TallySlice, in_share: Numbers, youth: Numbers) -> Numbers:
    """The four numbers by age group."""
    by_kind = np.einsum("lvkanw->kan", kept.came_together)
    sessions, people = by_kind.sum(0).T
    return np.array([sessions, by_kind[in_share, :, 0].sum(0), people, people * youth])


def table(codes: Sequence[str], numbers: Numbers) -> dict[str, Count]:
    """The counts by code, without those that have none."""
    rows = zip(codes, numbers.T.tolist(), strict=True)
    return {code: Count(*row) for code, row in rows if row != NOTHING}
