"""How many sessions the list has in each month, and in each day of some months: from tallies."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, days_of_month, last_day
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.tally_slice import TallySlice
from dashboard.queries.shared.summed import summed
from dashboard.tables import CancelledTally, OutreachSession, PlannedTally, Venue

DELIVERED, PLANNED, CANCELLED = "delivered", "planned", "cancelled"
DAY = timedelta(days=1)

Tally = type[PlannedTally] | type[CancelledTally]


def by_month(
    connection: Connection, filters: Filters, status: str, words: Vocabulary
) -> Counter[str]:
    """The sessions of a status that the filters keep, by month; the tallies must know the filters.

    Only delivered sessions have age groups.
    """
    if status == DELIVERED:
        kept = TallySlice.of(connection, filters)
        held, _ = kept.held(words)
        return Counter(dict(zip(kept.months, held.sum((1, 2, 3)).tolist(), strict=True)))
    if filters.age or filters.range.empty:
        return Counter()
    found = Counter[str]()  # months are told here: databases take as long for that as to add up
    for day, sessions in _not_held(connection, filters, status):
        found[day.isoformat()[:7]] += sessions
    return found


def by_day(
    connection: Connection, filters: Filters, status: str, month: str, words: Vocabulary
) -> Counter[date]:
    """The same by day, within a month."""
    days = filters.range & days_of_month(month)
    if status == CANCELLED:
        return Counter() if filters.age else Counter(dict(_raw(connection, filters, days)))
    if status == PLANNED:
        return Counter() if filters.age else Counter(dict(_planned_days(connection, filters, days)))
    return Counter(dict(_held_days(connection, filters, days, words)))


def _held_days(
    connection: Connection, filters: Filters, days: DateRange, words: Vocabulary
) -> Iterator[tuple[date, int]]:
    """From the days of the month, which are kept."""
    kept = TallySlice.of(connection, filters)
    if days.empty or not (days.start and days.end and days.start.replace(day=1) in kept.starts):
        return
    for at, count in enumerate(kept.held_on(words, days.start, days.end).tolist()):
        if count:
            yield days.start + at * DAY, count


def _not_held(connection: Connection, filters: Filters, status: str) -> Iterator[tuple[date, int]]:
    if status == PLANNED:
        return _planned_days(connection, filters, filters.range)
    return _cancelled(connection, filters)


def _planned_days(
    connection: Connection, filters: Filters, days: DateRange
) -> Iterator[tuple[date, int]]:
    tally = PlannedTally
    query = select(tally.held_on, summed(tally.sessions))
    query = query.where(*_within(tally.held_on, days), *_kept(tally, filters))
    yield from connection.execute(query.group_by(tally.held_on)).all()


def _cancelled(connection: Connection, filters: Filters) -> Iterator[tuple[date, int]]:
    """From the tally of whole months; the days at the ends of a range are counted now."""
    tally = CancelledTally
    query = select(tally.starts_on, summed(tally.sessions)).where(*_kept(tally, filters))
    whole, parts = _whole_months(filters.range)
    if whole is None or not whole.empty:
        query = query.where(*_within(tally.starts_on, whole or DateRange()))
        yield from connection.execute(query.group_by(tally.starts_on)).all()
    for part in parts:
        yield from _raw(connection, filters, part)


def _whole_months(days: DateRange) -> tuple[DateRange | None, tuple[DateRange, ...]]:
    """The whole months of a range, and what is left of it at its ends; ``None`` if all is whole."""
    if days.start is None and days.end is None:
        return None, ()
    start, end, parts = days.start, days.end, []
    if start and start.day > 1:
        last = last_day(start.replace(day=1))
        parts.append(DateRange(start, min(last, end) if end else last))
        start = last + DAY
    if end and (end + DAY).day > 1 and (start is None or start <= end):
        first = end.replace(day=1)
        parts.append(DateRange(first, end))
        end = first - DAY
    return DateRange(start, end), tuple(parts)


def _raw(connection: Connection, filters: Filters, days: DateRange) -> Iterator[tuple[date, int]]:
    """Cancelled sessions by day, counted from the sessions: they are few in a month."""
    session = OutreachSession
    query = select(session.held_on, func.count()).where(
        session.status == CANCELLED, *_within(session.held_on, days)
    )
    for dimension in filters.chosen:
        codes = filters.codes(dimension.code)
        if dimension.of is Of.VENUE:
            of_these = select(Venue.id).where(getattr(Venue, dimension.column).in_(codes))
            query = query.where(session.venue_id.in_(of_these))
        elif dimension.of is Of.SESSION:
            query = query.where(getattr(session, dimension.column).in_(codes))
    yield from connection.execute(query.group_by(session.held_on)).all()


def _kept(tally: Tally, filters: Filters) -> Iterator[ColumnElement[bool]]:
    for dimension in filters.chosen:
        if dimension.of is not Of.PARTICIPATION:
            yield getattr(tally, dimension.column).in_(filters.codes(dimension.code))


def _within(day: InstrumentedAttribute[date], days: DateRange) -> Iterator[ColumnElement[bool]]:
    if days.start:
        yield day >= days.start
    if days.end:
        yield day <= days.end
