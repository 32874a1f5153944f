"""Stretches of the coordinators' list with known counts, so that paging can skip them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.periods import DateRange, days_of_month
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.sessions.counted import by_day, by_month
from dashboard.queries.sessions.wanted import ListQuestion, keeps_all, these
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.venue_cells import is_tallied, of_cells
from dashboard.tables import STATUSES, OutreachSession, Venue, VenueTally

EVERY_DAY = DateRange()
IN_DAYS = 500  # sessions; months with more of them are told apart by day


@dataclass(frozen=True, slots=True)
class ListStretch:
    """So many sessions that follow each other in the list, and what they have in common."""

    size: int
    status: str | None = None
    venue: str | None = None
    month: str = ""
    days: DateRange = EVERY_DAY


def stretches(
    connection: Connection, wanted: ListQuestion, words: Vocabulary
) -> Iterator[ListStretch]:
    """Months, venues or statuses in list order, with the number of sessions in each.

    Other orders have an index and too many values; there, the whole list is one stretch.
    """
    statuses = wanted.statuses or STATUSES
    if wanted.order is SessionSort.VENUE:
        yield from _venues(connection, wanted)
    elif wanted.search or not wanted.filters.tallied:
        yield from _counted(connection, wanted)
    elif wanted.order is SessionSort.STATUS:
        for status in sorted(set(statuses), reverse=wanted.descending):
            yield from _months(connection, replace(wanted, statuses=(status,)), words, latest=True)
    else:
        found = _months(connection, wanted, words, latest=wanted.descending)
        if wanted.order is SessionSort.DATE:
            yield from found
        else:
            yield ListStretch(sum(one.size for one in found))


def by_days(
    connection: Connection, wanted: ListQuestion, found: Sequence[ListStretch], words: Vocabulary
) -> Iterator[ListStretch]:
    """The same stretches, with long months divided into days."""
    latest = wanted.order is not SessionSort.DATE or wanted.descending
    for one in found:
        if not one.month or one.size < IN_DAYS:
            yield one
            continue
        days = Counter[date]()
        for status in (one.status,) if one.status else wanted.statuses or STATUSES:
            days.update(by_day(connection, wanted.filters, status, one.month, words))
        for day in sorted(days, reverse=latest):
            yield replace(one, size=days[day], days=DateRange(day, day))


def _months(
    connection: Connection, wanted: ListQuestion, words: Vocabulary, *, latest: bool
) -> Iterator[ListStretch]:
    statuses = set(wanted.statuses or STATUSES)
    counts = [by_month(connection, wanted.filters, one, words) for one in sorted(statuses)]
    status = statuses.pop() if len(statuses) == 1 else None
    for month in sorted({month for one in counts for month in one}, reverse=latest):
        size = sum(one[month] for one in counts)
        if size:
            days = days_of_month(month) & wanted.filters.range
            yield ListStretch(size, status, month=month, days=days)


def _counted(connection: Connection, wanted: ListQuestion) -> Iterator[ListStretch]:
    """All at once; by status where they are sorted by it."""
    if wanted.order is not SessionSort.STATUS:
        if _venues_know(wanted):
            yield ListStretch(sum(one.size for one in _tallied_venues(connection, wanted)))
            return
        if wanted.found is not None and keeps_all(wanted):
            yield ListStretch(len(wanted.found))
            return
        statement = these(connection, wanted, select(func.count(OutreachSession.id)))
        yield ListStretch(connection.execute(statement).scalar_one())
        return
    status = OutreachSession.status
    groups = these(connection, wanted, select(status, func.count())).group_by(status)
    for code, size in sorted(connection.execute(groups).all(), reverse=wanted.descending):
        yield ListStretch(size, status=code)


def _venues_know(wanted: ListQuestion) -> bool:
    whole = wanted.filters.range == DateRange()
    return whole and not wanted.search and is_tallied(wanted.filters)


def _venues(connection: Connection, wanted: ListQuestion) -> Iterator[ListStretch]:
    if _venues_know(wanted):
        yield from _tallied_venues(connection, wanted)
        return
    key = OutreachSession.venue_id
    counted = these(connection, wanted, select(key.label("key"), func.count().label("sessions")))
    groups = counted.group_by(key).subquery()
    found = select(Venue.code, groups.c.sessions).join(groups, groups.c.key == Venue.id)
    for venue, size in connection.execute(found.order_by(*_by_code(Venue.code, wanted))):
        yield ListStretch(size, venue=venue)


def _tallied_venues(connection: Connection, wanted: ListQuestion) -> Iterator[ListStretch]:
    tally = VenueTally
    query = select(tally.venue, summed(tally.sessions))
    query = query.where(*of_cells(wanted.filters))
    if wanted.statuses:
        query = query.where(tally.status.in_(wanted.statuses))
    query = query.group_by(tally.venue).order_by(*_by_code(tally.venue, wanted))
    for venue, size in connection.execute(query):
        yield ListStretch(size, venue=venue)


def _by_code(column: Any, wanted: ListQuestion) -> Iterator[ColumnElement[Any]]:  # noqa: ANN401
    yield by_text(column).desc() if wanted.descending else by_text(column).asc()


def within(found: Sequence[ListStretch]) -> Iterator[ColumnElement[bool]]:
    """The condition that keeps only these stretches, which follow each other."""
    groups = groupby(found, key=lambda one: (one.status, one.venue))
    conditions = [list(_alike(list(some))) for _, some in groups]
    if all(conditions):
        yield or_(*(and_(*each) for each in conditions))


def _alike(found: Sequence[ListStretch]) -> Iterator[ColumnElement[bool]]:
    """Stretches of one status and venue: all days from the first to the last."""
    session, one = OutreachSession, found[0]
    if one.status is not None:
        yield session.status == one.status
    if one.venue is not None:
        there = select(Venue.id).where(Venue.code == one.venue).scalar_subquery()
        yield session.venue_id == there
    starts = [each.days.start for each in found if each.days.start]
    ends = [each.days.end for each in found if each.days.end]
    if starts and ends:
        yield session.held_on >= min(starts)
        yield session.held_on <= max(ends)
