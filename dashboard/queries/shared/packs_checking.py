"""Tell the sessions of packs and those of the database in the same words, one by one."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from dashboard.queries.shared.by_month import CountedSession
from dashboard.queries.shared.led_packs import WHOSE
from dashboard.queries.shared.packs import codings, unpacked
from dashboard.tables import FacilitatorPack, SessionPack, Venue

READ_AT_ONCE = 500

Row = tuple[Any, ...]


def kept(connection: Connection) -> Iterator[Row]:
    """The sessions of all packs of venues; an empty row for what is none."""
    query = select(*SessionPack.__table__.c).execution_options(yield_per=READ_AT_ONCE)
    with connection.execute(query) as packs:
        for one in unpacked(packs, codings(connection)):
            yield one or ()


def kept_of_facilitators(connection: Connection) -> Iterator[Row]:
    """The same of packs of facilitators, with these and with the ids of the sessions."""
    venues: dict[int, str] = dict(connection.execute(select(Venue.id, Venue.code)).all())
    known, columns = codings(connection), FacilitatorPack.__table__.c
    query = select(*columns).execution_options(yield_per=READ_AT_ONCE)
    with connection.execute(query) as packs:
        for facilitator, month, *pack, whose in packs:
            held = [*unpacked([(month, "", *pack)], known)]
            if len(whose) != WHOSE.size * len(held):
                yield ()
                continue
            for one, (id_, venue) in zip(held, WHOSE.iter_unpack(whose), strict=True):
                yield (facilitator, id_, venues.get(venue), *one[1:]) if one else ()


def rows(sessions: Iterable[CountedSession]) -> Iterator[Row]:
    """The delivered ones of these sessions."""
    for one in sessions:
        if one.status == "delivered":
            yield _row(one)


def rows_of_facilitators(sessions: Iterable[CountedSession]) -> Iterator[Row]:
    """The same, once for each facilitator who led it."""
    for one in sessions:
        if one.status == "delivered":
            yield from ((facilitator, one.id, *_row(one)) for facilitator in one.facilitators)


def _row(one: CountedSession) -> Row:
    own = one.venue, one.day, one.language, one.kind, one.total, one.first_time
    return *own, tuple(sorted(one.attendance.items()))
