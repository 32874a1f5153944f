"""Stretches of the coordinators' list with known counts, so that paging can skip them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.domain.progress.breakdowns import MONTH
from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.periods import month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.sessions.wanted import ListQuestion, these
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import STATUSES, OutreachSession, Venue

DELIVERED = "delivered"
A_MONTH = timedelta(days=31)  # from the first day of a month, this reaches into the next one


def stretches(
    connection: Connection, wanted: ListQuestion, words: Vocabulary
) -> Iterator[tuple[str, int]]:
    """Months, venues or statuses in list order, with the number of sessions in each.

    Other orders have an index and too many values; there, the whole list is one stretch.
    """
    if wanted.order in (SessionSort.VENUE, SessionSort.STATUS):
        yield from _groups(connection, wanted)
    elif wanted.search or not wanted.filters.tallied:
        statement = these(connection, wanted, select(func.count(OutreachSession.id)))
        yield "", connection.execute(statement).scalar_one()
    elif wanted.order is SessionSort.DATE:
        yield from sorted(_months(connection, wanted, words).items(), reverse=wanted.descending)
    else:
        yield "", _months(connection, wanted, words).total()


def _groups(connection: Connection, wanted: ListQuestion) -> list[tuple[str, int]]:
    session, is_by_venue = OutreachSession, wanted.order is SessionSort.VENUE
    key = session.venue_id if is_by_venue else session.status
    counted = these(connection, wanted, select(key.label("key"), func.count().label("sessions")))
    groups = counted.group_by(key).subquery()
    value: Any = Venue.code if is_by_venue else groups.c.key
    found = select(value, groups.c.sessions)
    if is_by_venue:
        found = found.join(groups, groups.c.key == Venue.id)
    in_order = found.order_by(by_text(value).desc() if wanted.descending else by_text(value))
    return [(of, sessions) for of, sessions in connection.execute(in_order)]


def _months(connection: Connection, wanted: ListQuestion, words: Vocabulary) -> Counter[str]:
    """Sessions by month: delivered ones from the tallies, the few others from the sessions."""
    counts: Counter[str] = Counter()
    statuses = set(wanted.statuses or STATUSES)
    if DELIVERED in statuses:
        held = counts_from_tallies(connection, wanted.filters, words)[MONTH.dimension]
        counts.update({month: count.sessions for month, count in held.items()})
    others = tuple(statuses - {DELIVERED})
    if others and not wanted.filters.age:
        day = OutreachSession.held_on
        statement = these(
            connection, replace(wanted, statuses=others), select(day, func.count()).group_by(day)
        )
        for held_on, sessions in connection.execute(statement):
            counts[month_of(held_on)] += sessions
    return counts


def within(wanted: ListQuestion, values: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """The conditions that keep only these stretches."""
    if wanted.order is SessionSort.VENUE:
        yield Venue.code.in_(values)
    elif wanted.order is SessionSort.STATUS:
        yield OutreachSession.status.in_(values)
    elif any(values):
        first, last = (date.fromisoformat(f"{month}-01") for month in (min(values), max(values)))
        yield OutreachSession.held_on >= first
        yield OutreachSession.held_on < (last + A_MONTH).replace(day=1)
