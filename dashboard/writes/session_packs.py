"""The packs of sessions: a write packs the months of its venues again, from their sessions.

It has to name the days and the venues affected. Imports add to them, and large changes cut
sessions out (``pack_changes``).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.sql.dml import Delete

from dashboard.queries.shared.packs import Coding, Packs, coding, packed, to_pack, values
from dashboard.tables import OutreachSession, PackCodes, SessionPack
from dashboard.writes.bulk import insert_rows, table_of

VENUES_AT_ONCE = 500
MANY = 2_000  # venues; beyond, whole months are packed again
READ_AT_ONCE = 5_000


def refresh(connection: Connection, days: Collection[date], venues: Collection[str]) -> None:
    """Pack again these venues, by code, in the months of these days."""
    if not days or not venues:
        return
    codes, every = known(connection), sorted(venues)
    parts: Sequence[Sequence[str] | None] = [None]
    if len(every) <= MANY:
        parts = [every[at : at + VENUES_AT_ONCE] for at in range(0, len(every), VENUES_AT_ONCE)]
    for month in _months(days):
        for some in parts:
            _pack(connection, codes, month, some)


def rebuild(connection: Connection) -> None:
    """Pack all sessions again, month by month: memory does not grow with their number."""
    for table in (SessionPack, PackCodes):
        connection.execute(delete(table))
    codes = known(connection)
    for month in _months(connection.scalars(select(OutreachSession.held_on).distinct())):
        _pack(connection, codes, month, None)


def known(connection: Connection) -> Coding:
    """The codes that there are now; from now on, packs may name them."""
    codes = coding(connection)
    keep(connection, codes)
    return codes


def keep(connection: Connection, codes: Coding) -> None:
    """Let packs name these codes.

    Raises:
        ValueError: Other codes have the same number; it happens once in a thousand million times.
    """
    there = connection.scalar(select(PackCodes.codes).where(PackCodes.id == codes.id))
    if there is None:
        connection.execute(insert(PackCodes).values(id=codes.id, codes=codes.text))
    elif there != codes.text:
        raise ValueError(codes)


def _months(days: Iterable[date]) -> list[date]:
    return sorted({day.replace(day=1) for day in days})


def _pack(connection: Connection, codes: Coding, month: date, venues: Sequence[str] | None) -> None:
    """Pack a month of these venues again, or of all."""
    which = values(month, (month + timedelta(31)).replace(day=1), venues)
    connection.execute(_gone(of_venues=venues is not None), which)
    query = to_pack(codes, of_venues=venues is not None)
    with connection.execute(query.execution_options(yield_per=READ_AT_ONCE), which) as rows:
        found = packed(rows, codes)
    _put(connection, codes, found)


def _put(connection: Connection, codes: Coding, packs: Packs) -> None:
    table = table_of(SessionPack)
    rows = [
        (month, venue, codes.id, size, bytes(text))
        for (month, venue, size), text in sorted(packs.items())
    ]
    insert_rows(connection, SessionPack, table.c.keys(), rows)


@cache
def _gone(*, of_venues: bool) -> Delete:
    gone = delete(SessionPack).where(SessionPack.starts_on == bindparam("pack_first"))
    if of_venues:
        return gone.where(SessionPack.venue.in_(bindparam("pack_venues", expanding=True)))
    return gone
