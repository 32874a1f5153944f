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
from dashboard.queries.progress.blocks import Codes, blocks
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
    bits = bits_of(blocks(connection))
    spoken = [months.codes["language"].index(code) for code in languages]
    chosen = [bits[age] for age in filters.age if age in bits]
    parts = kept_parts(found, filters, months.codes, bits)
    return list(by_venue(parts, chosen_venues(connection, filters), chosen, spoken))


def kept_parts(
    found: Mapping[date, Rows], filters: Filters, codes: Codes, bits: Mapping[str, int]
) -> list[Counted]:
    """The sessions of each month that filters keep, with the people of the chosen age groups."""
    ages = {at: bits[age] for at, age in enumerate(codes[AGE]) if age in (filters.age or bits)}
    chosen = choices(filters, codes)
    return [_kept(rows, month, filters, chosen, ages) for month, rows in found.items()]


def _kept(
    rows: Rows, month: date, filters: Filters, chosen: Choices, ages: Mapping[int, int]
) -> Counted:
    """Those of a month; ``ages`` has the bits of the chosen age groups by their places."""
    kept, days = wanted(rows, chosen), filters.range & DateRange(month, last_day(month))
    if days != DateRange(month, last_day(month)) and days.start and days.end:
        kept &= (rows["day"] >= days.start.day - 1) & (rows["day"] <= days.end.day - 1)
    came = rows["came"].T.take(np.array(list(ages), np.intp), 0)
    if filters.age:
        kept &= came.any(0)
    at = np.flatnonzero(kept)
    came = came.take(at, 1)  # by an index, it would lie the other way, and sums take ten times
    there = came > 0
    bits = np.array(list(ages.values()), np.min_scalar_type(sum(ages.values())))
    return Counted(
        rows["venue"][at],
        rows["language"][at],
        np.ones(len(at), np.int8),
        came.sum(0, dtype=np.int64),
        there.sum(0, dtype=np.int8),
        (there * bits[:, None]).sum(0, dtype=bits.dtype),
        rows["day"][at].astype(np.int32) + month.toordinal(),
    )
