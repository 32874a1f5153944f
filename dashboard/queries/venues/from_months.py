"""The counts of venues under age groups and of single months, from the kept arrays of sessions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, fiscal_year_of, last_day, quarter_of
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import (
    Choices,
    Column,
    choices,
    chosen_venues,
    wanted,
)
from dashboard.queries.progress.month_sessions import youth_of
from dashboard.queries.venues.age_cells import AgeCells, ChosenAges, kept_of_span
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
    spans = _split(tallies.marks, filters.range, cells)
    found = SessionMonths(connection).asked([*spans.others, *spans.without])
    venues = chosen_venues(connection, filters)
    spoken = [tallies.codes["language"].index(code) for code in languages]
    chosen = choices(filters, tallies.codes, venues)
    ages = _ages(tallies, filters)
    parts = [
        *(
            kept_of_span(cells.year(starts_on, months), {0: starts_on}, chosen, ages)
            for starts_on, months in spans.years.items()
        ),
        *(
            kept_of_span(cells.quarter(starts_on, months), spans.starts(months), chosen, ages)
            for starts_on, months in spans.quarters.items()
        ),
        *kept_parts(tallies, found, filters, chosen, spans.without),
    ]
    return list(by_venue(parts, venues, [*ages.bits.values()], spoken))


def read_ahead(connection: Connection) -> None:
    """Add up years and quarters by age groups before somebody waits for them."""
    cells, months = AgeCells(connection), [*blocks(connection).marks]
    if not cells.counts_sets:
        return
    for starts_on, own in _whole(months, DateRange(), quarter_of)[0].items():
        if cells.keeps_quarter(starts_on):
            cells.quarter(starts_on, own)
    for year, own in _whole(months, DateRange(), fiscal_year_of)[0].items():
        cells.year(year, own)


class _Spans(NamedTuple):
    """Months by the fiscal years that are whole within some days, then by quarters; and others.

    ``without`` are months of these quarters that the days have in part or not at all: what they
    had is taken away from the quarter, and what their days had is added.
    """

    years: Mapping[date, Sequence[date]]
    quarters: Mapping[date, Sequence[date]]
    others: Sequence[date]
    without: Collection[date]

    def starts(self, months: Sequence[date]) -> dict[int, date]:
        """Those of a quarter that are whole, by their places in it."""
        return {at: month for at, month in enumerate(months) if month not in self.without}


def _split(months: Iterable[date], days: DateRange, cells: AgeCells) -> _Spans:
    """The spans of what is kept within days, with the months of which these are a part."""
    others, years = [*months], dict[date, list[date]]()
    if days.empty:
        return _Spans({}, {}, [], [])
    if cells.counts_sets:
        years, others = _whole(others, days, fiscal_year_of)
    quarters, parts, without = dict[date, list[date]](), list[date](), list[date]()
    for starts_on, own in _by_span(others, quarter_of).items():
        touched = [month for month in own if not (days & _days(month)).empty]
        cut = [month for month in own if days & _days(month) != _days(month)]
        if len(cut) < len(touched) and cells.keeps_quarter(starts_on):
            quarters[starts_on] = own
            without += cut
        else:
            parts += touched
    return _Spans(years, quarters, parts, without)


def _whole(
    months: Iterable[date], days: DateRange, span_of: Callable[[date], date]
) -> tuple[dict[date, list[date]], list[date]]:
    """The months by their spans, as far as these are whole within days, and the other months."""
    whole, others = _by_span(months, span_of), list[date]()
    first, last = days.start or date.min, days.end or date.max
    for starts_on, own in [*whole.items()]:
        if not (first <= own[0] and last_day(own[-1]) <= last):
            others += whole.pop(starts_on)
    return whole, others


def _by_span(months: Iterable[date], span_of: Callable[[date], date]) -> dict[date, list[date]]:
    found: defaultdict[date, list[date]] = defaultdict(list)
    for month in months:
        found[span_of(month)].append(month)
    return found


def _days(month: date) -> DateRange:
    return DateRange(month, last_day(month))


def _ages(tallies: Blocks, filters: Filters) -> ChosenAges:
    """The chosen age groups; all, if none is chosen."""
    codes, bits = tallies.codes[AGE], bits_of(tallies)
    chosen = filters.age or bits
    places = {at: bits[age] for at, age in enumerate(codes) if age in chosen}
    return ChosenAges(places, youth_of(tallies.connection, codes), bool(filters.age))


def kept_parts(
    tallies: Blocks,
    months: Iterable[tuple[date, Rows]],
    filters: Filters,
    chosen: Choices,
    without: Collection[date] = (),
) -> Iterator[Counted]:
    """The sessions of each month that filters keep, with the people of the chosen age groups.

    Of all venues: ``by_venue`` leaves out those that the filters do not choose. What the whole of
    some months had is taken away first.
    """
    ages = _ages(tallies, filters)
    of_sessions = {name: flags for name, flags in chosen.items() if name != "venue"}
    for month, rows in months:
        if not rows["venue"].size:
            continue
        if month in without:
            yield _kept(rows, month, _days(month), of_sessions, ages).taken
        if not (days := filters.range & _days(month)).empty:
            yield _kept(rows, month, days, of_sessions, ages)


def _kept(rows: Rows, month: date, days: DateRange, chosen: Choices, ages: ChosenAges) -> Counted:
    """Those of some days of a month: a row for each run of sessions of a venue, by language.

    What a run had in all languages stands with the first of these. Packs are of one venue, so that
    there are few runs: to add up what lies side by side takes a tenth of the time.
    """
    kept = wanted(rows, chosen)
    if days != _days(month) and days.start and days.end:
        kept &= (rows["day"] >= days.start.day - 1) & (rows["day"] <= days.end.day - 1)
    bits = rows["ages"].dtype.type
    sets = rows["ages"] & bits(sum(ages.bits.values()))
    if ages.some:
        kept &= sets > 0
    sets *= kept
    young = sets & bits(sum(bit for place, bit in ages.bits.items() if ages.youth[place]))
    venue, last = rows["venue"], rows["day"] + np.int16(1)
    starts = np.flatnonzero(np.append(True, venue[1:] != venue[:-1]))
    people, youth = np.zeros((2, len(starts)), np.int64)
    for place in ages.bits:
        of_age = _sums(rows["came"][place] * kept, starts)
        people += of_age
        if ages.youth[place]:
            youth += of_age
    last = np.maximum.reduceat(last * kept, starts).astype(np.int32)
    last[last > 0] += month.toordinal() - 1
    numbers = (
        people,
        _sums(np.bitwise_count(sets), starts),
        youth,
        _sums(np.bitwise_count(young), starts),
        np.bitwise_or.reduceat(sets, starts),
        last,
    )
    languages = range(1 + int(rows["language"].max()))
    sessions = [_sums(kept & (rows["language"] == one), starts) for one in languages]
    nothing = (len(languages) - 1) * len(starts)
    return Counted(
        np.tile(venue[starts], len(languages)),
        np.repeat(np.array(languages, rows["language"].dtype), len(starts)),
        np.concatenate(sessions),
        *(np.append(one, np.zeros(nothing, one.dtype)) for one in numbers),
    )


def _sums(column: Column, starts: Column) -> Column:
    sums: Column = np.add.reduceat(column, starts, dtype=np.int64)
    return sums
