"""The counts of venues under age groups and of single months, from the kept arrays of sessions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, last_day
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.venues.months import Rows, SessionMonths
from dashboard.queries.venues.sums import (
    Choices,
    Counted,
    bits_of,
    by_venue,
    choices,
    chosen_venues,
    wanted,
)


def is_in_months(filters: Filters) -> bool:
    """Whether the arrays have every filtered dimension."""
    return all(dimension.of is not Of.FACILITATOR for dimension in filters.chosen)


def rows_of_ages(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[tuple[Any, ...]] | None:
    """A row for each venue with kept sessions, as ``from_cells`` gives them.

    ``None`` if there are too many sessions to keep.
    """
    months = SessionMonths(connection)
    found = months.within(filters.range)
    if found is None:
        return None
    bits, venues = bits_of(blocks(connection)), chosen_venues(connection, filters)
    spoken = [months.codes["language"].index(code) for code in languages]
    ages = [bits[age] for age in filters.age if age in bits]
    chosen = choices(filters, months.codes, venues)
    parts = kept_parts(blocks(connection), found, filters, chosen)
    return list(by_venue(parts, venues, ages, spoken))


def kept_parts(
    tallies: Blocks, found: Mapping[date, Rows], filters: Filters, chosen: Choices
) -> list[Counted]:
    """The sessions of each month that filters keep, with the people of the chosen age groups."""
    bits = bits_of(tallies)
    ages = {
        at: bits[age] for at, age in enumerate(tallies.codes[AGE]) if age in (filters.age or bits)
    }
    return [_kept(rows, month, filters, chosen, ages) for month, rows in found.items()]


def _kept(
    rows: Rows, month: date, filters: Filters, chosen: Choices, ages: Mapping[int, int]
) -> Counted:
    """Those of a month; ``ages`` has the bits of the chosen age groups by their places."""
    kept, days = wanted(rows, chosen), filters.range & DateRange(month, last_day(month))
    if days != DateRange(month, last_day(month)) and days.start and days.end:
        kept &= (rows["day"] >= days.start.day - 1) & (rows["day"] <= days.end.day - 1)
    sets = rows["ages"] & np.int64(sum(ages.values())).astype(rows["ages"].dtype)
    if filters.age:
        kept &= sets > 0
    at = np.flatnonzero(kept)
    people = np.zeros(kept.shape, np.int32)
    for place in ages:
        people += rows["came"][place]
    return Counted(
        rows["venue"][at],
        rows["language"][at],
        np.ones(len(at), np.int8),
        people[at],
        np.bitwise_count(sets[at]),
        sets[at],
        rows["day"][at].astype(np.int32) + month.toordinal(),
    )
