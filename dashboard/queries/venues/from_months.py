"""The counts of venues under age groups and of single months, from the kept arrays of sessions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, fiscal_year_of, last_day
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import Choices, choices, chosen_venues, wanted
from dashboard.queries.venues.age_cells import AgeCells, kept_of_year
from dashboard.queries.venues.months import Rows, SessionMonths
from dashboard.queries.venues.sums import Counted, bits_of, by_venue


def is_in_months(filters: Filters) -> bool:
    """Whether the arrays have every filtered dimension."""
    return all(dimension.of is not Of.FACILITATOR for dimension in filters.chosen)


def rows_of_ages(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[tuple[Any, ...]]:
    """A row for each venue with kept sessions, as ``from_cells`` gives them."""
    tallies, cells = blocks(connection), AgeCells(connection)
    years, others = _split(tallies.marks, filters.range, whole=cells.counts_sets)
    found = SessionMonths(connection).asked(others)
    venues = chosen_venues(connection, filters)
    spoken = [tallies.codes["language"].index(code) for code in languages]
    chosen = choices(filters, tallies.codes, venues)
    ages = _places(tallies, filters)
    parts = [
        *(
            kept_of_year(year, cells.year(year, months), chosen, ages)
            for year, months in years.items()
        ),
        *kept_parts(tallies, found, filters, chosen),
    ]
    return list(by_venue(parts, venues, [*ages.values()], spoken))


def read_ahead(connection: Connection) -> None:
    """Add up the fiscal years by age groups before somebody waits for them."""
    cells = AgeCells(connection)
    if cells.counts_sets:
        years, _ = _split(blocks(connection).marks, DateRange(), whole=True)
        for year, months in years.items():
            cells.year(year, months)


def _split(
    months: Iterable[date], days: DateRange, *, whole: bool
) -> tuple[dict[date, list[date]], list[date]]:
    """The fiscal years of which all months lie within days, if ``whole``, and the other months."""
    years: defaultdict[date, list[date]] = defaultdict(list)
    for month in months:
        years[fiscal_year_of(month)].append(month)
    first, last = days.start or date.min, days.end or date.max
    others: list[date] = []
    for year, of_year in [*years.items()]:
        if not (whole and first <= of_year[0] and last_day(of_year[-1]) <= last):
            del years[year]
            others += [month for month in of_year if month <= last and first <= last_day(month)]
    return years, [] if days.empty else others


def _places(tallies: Blocks, filters: Filters) -> dict[int, int]:
    """The bits of the chosen age groups by their places; of all, if none is chosen."""
    bits = bits_of(tallies)
    chosen = filters.age or bits
    return {at: bits[age] for at, age in enumerate(tallies.codes[AGE]) if age in chosen}


def kept_parts(
    tallies: Blocks, months: Iterable[tuple[date, Rows]], filters: Filters, chosen: Choices
) -> Iterator[Counted]:
    """The sessions of each month that filters keep, with the people of the chosen age groups."""
    ages = _places(tallies, filters)
    for month, rows in months:
        yield _kept(rows, month, filters, chosen, ages)


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
