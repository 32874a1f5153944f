"""The counts of venues from their tallies: arrays that are kept until their months are written.

What a range has beside whole fiscal years is counted from the kept sessions of its months.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dashboard.database import AnySelect
from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, Period, fiscal_year_of
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.shared.kept import of_venues
from dashboard.queries.shared.state import state
from dashboard.queries.venues.cells import NUMBERS, counted
from dashboard.queries.venues.from_months import kept_parts
from dashboard.queries.venues.months import SessionMonths, packed
from dashboard.queries.venues.spans import spans
from dashboard.queries.venues.sums import (
    Choices,
    Column,
    Counted,
    bits_of,
    by_venue,
    choices,
    chosen_venues,
    wanted,
)
from dashboard.tables import OutreachSession, VenueTally

DELIVERED = "delivered"
FIELDS = ("venue", "language", "kind", *NUMBERS)

Row = tuple[Any, ...]


class Span(NamedTuple):
    """A month, a fiscal year, or all time, as tallies name it."""

    grain: str
    starts_on: date


EVERY = Span("all", date.min)


def rows_by_venue(
    connection: Connection, filters: Filters, languages: Sequence[str]
) -> Sequence[Row]:
    """A row for each venue with kept sessions: its code, ``NUMBERS``, a flag for each language."""
    days = _days(connection, filters)
    if days is None:
        return ()
    found, venues = blocks(connection), chosen_venues(connection, filters)
    spoken = [found.codes["language"].index(code) for code in languages]
    parts = _parts(found, filters, days)
    return list(by_venue(parts, venues, bits_of(found).values(), spoken))


def read_ahead(connection: Connection) -> None:
    """Read what is kept of all months before somebody waits for it, the newest first."""
    found = blocks(connection)
    years = sorted({fiscal_year_of(month) for month in found.marks}, reverse=True)
    for span in (EVERY, *(Span("year", starts_on) for starts_on in years)):
        list(_arrays(found, [span]))


def _days(connection: Connection, filters: Filters) -> DateRange | None:
    """The range within the years that have sessions; without limits if it has all of them.

    ``None`` if it has none.
    """
    days, now = filters.range, state(connection)
    if days == DateRange():
        return days
    if now.first_session is None or now.data_as_of is None:
        return None
    every = DateRange(now.first_session, now.data_as_of)
    if (days & every).empty:
        return None
    if days & every == every:
        return DateRange()
    last_year = Period.fiscal_year(fiscal_year_of(now.data_as_of).year).range
    return days & DateRange(fiscal_year_of(now.first_session), last_year.end)


def _parts(found: Blocks, filters: Filters, days: DateRange) -> list[Counted]:
    """What the filters keep: of whole years from tallies, of other months from their sessions.

    If there is no room for these, from tallies too, and the days at the ends are counted anew.
    """
    if days.start is None or days.end is None:
        return _tallied(found, filters, [EVERY])
    within = spans(days.start, days.end)
    parts = _tallied(found, filters, [Span("year", start) for start in within.years])
    ends = [one.start.replace(day=1) for one in within.days if one.start]
    months = [month for month in (*within.months, *ends) if month in found.marks]
    sessions = SessionMonths(found.connection).of(months)
    if sessions is not None:
        return parts + kept_parts(sessions, filters, found.codes, bits_of(found))
    parts += _tallied(found, filters, [Span("month", start) for start in within.months])
    if within.days:
        parts.append(_kept(_of_days(found, filters, within.days), {}))
    return parts


def _tallied(found: Blocks, filters: Filters, whole: Iterable[Span]) -> list[Counted]:
    chosen = choices(filters, found.codes)
    return [_kept(rows, chosen) for rows in _arrays(found, whole)]


def _arrays(found: Blocks, whole: Iterable[Span]) -> Iterator[Column]:
    """The tallies of each span with some; those that are not kept are read together."""
    marks = {span: mark for span in whole if (mark := _mark(found, span))}
    kept = {span: found.kept.find(("venues", *span), mark) for span, mark in marks.items()}
    missing = [span for span, rows in kept.items() if rows is None]
    for span, rows in _read(found, missing):
        if "impact_snapshot" in found.connection.get_execution_options():
            found.kept.put(("venues", *span), marks[span], rows)
        kept[span] = rows
    return (rows for rows in kept.values() if rows is not None)


def _mark(found: Blocks, span: Span) -> object:
    """What the array of a span depends on; nothing if it has no month with tallies."""
    if span == EVERY:
        return found.basis.mark
    months = _year(span.starts_on) if span.grain == "year" else (span.starts_on,)
    marks = [found.marks.get(month) for month in months]
    return any(marks) and (marks, *found.codes.values())


@cache  # of few years
def _year(starts_on: date) -> tuple[date, ...]:
    """The months of a fiscal year."""
    following = ((starts_on.month - 1 + n) for n in range(12))
    return tuple([date(starts_on.year + n // 12, n % 12 + 1, 1) for n in following])


def _read(found: Blocks, missing: Sequence[Span]) -> Iterator[tuple[Span, Column]]:
    if not missing:
        return
    rows: dict[Span, list[Row]] = {span: [] for span in missing}
    for grain, starts_on, *row in found.connection.execute(_rows_of(missing)):
        rows[Span(grain, starts_on)].append(tuple(row))
    for span, some in rows.items():
        yield span, _packed(some, found)


def _rows_of(these: Iterable[Span]) -> AnySelect:
    tally = VenueTally
    starts: dict[str, list[date]] = {}
    for span in these:
        starts.setdefault(span.grain, []).append(span.starts_on)
    of_spans = [and_(tally.grain == grain, tally.starts_on.in_(on)) for grain, on in starts.items()]
    columns = [getattr(tally, name) for name in FIELDS]
    query = select(tally.grain, tally.starts_on, *columns)
    return query.where(or_(*of_spans), tally.status == DELIVERED)


def _of_days(found: Blocks, filters: Filters, days: Sequence[DateRange]) -> Column:
    """The same of some days, counted now from sessions that the filters keep."""
    session = OutreachSession
    within = or_(*(session.held_on.between(one.start, one.end) for one in days))
    chosen: Iterator[ColumnElement[bool]] = (
        getattr(session, dimension.column).in_(filters.codes(dimension.code))
        for dimension in filters.chosen
        if dimension.of is Of.SESSION
    )
    these = session.status == DELIVERED, within, *chosen, *of_venues(filters)
    rows = found.connection.execute(counted(bits_of(found), these))
    return _packed([(venue, *row) for venue, _, *row in rows], found)


def _packed(rows: Sequence[Row], found: Blocks) -> Column:
    """One array of the columns of ``FIELDS``, with ids of venues, places of codes, and ordinals."""
    ids = {code: id_ for id_, code in chosen_venues(found.connection, Filters()).items()}
    venue, language, kind, *numbers, last = zip(*rows, strict=True) if rows else [()] * len(FIELDS)
    columns = (
        [ids[code] for code in venue],
        [found.codes["language"].index(code) for code in language],
        [found.codes["kind"].index(code) for code in kind],
        *numbers,
        [day.toordinal() for day in last],
    )
    return packed(
        {name: np.array(column, np.int64) for name, column in zip(FIELDS, columns, strict=True)}
    )


def _kept(rows: Column, chosen: Choices) -> Counted:
    kept = rows[np.flatnonzero(wanted(rows, chosen))]
    names = "venue", "language", *NUMBERS
    return Counted(*(kept[name] for name in names))
