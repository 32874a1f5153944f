"""Tell the sessions of packs and those of the database in the same words, one by one."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from dashboard.queries.shared.by_month import CountedSession
from dashboard.queries.shared.packs import codings, unpacked
from dashboard.tables import SessionPack

READ_AT_ONCE = 500


def kept(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The sessions of all packs; an empty row for what is none."""
    query = select(*SessionPack.__table__.c).execution_options(yield_per=READ_AT_ONCE)
    with connection.execute(query) as packs:
        for one in unpacked(packs, codings(connection)):
            yield one or ()


def rows(sessions: Iterable[CountedSession]) -> Iterator[tuple[Any, ...]]:
    """The delivered ones of these sessions."""
    for one in sessions:
        if one.status == "delivered":
            own = one.venue, one.day, one.language, one.kind, one.total, one.first_time
            yield *own, tuple(sorted(one.attendance.items()))
