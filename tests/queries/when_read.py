"""What is derived from sessions, made for a world when a statement first names it.

To make all of it is half of what a test with a small world computes, and most queries read a
fourth of it. What no statement of a test names, its query cannot read.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event

from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    DataState,
    FacilitatorPack,
    FindingTally,
    KeptFinding,
    PackCodes,
    PlannedTally,
    SessionPack,
    SessionTally,
    SizeTally,
    TalliedMonth,
    UsualSize,
    VenueTally,
)
from dashboard.writes import facilitator_packs, search, session_packs, tallies, venue_tallies
from dashboard.writes.findings import KeptFindings

OF_DAYS = (SessionTally, AgeMaskTally, AttendanceTally, PlannedTally, CancelledTally, TalliedMonth)
OF_FINDINGS = (KeptFinding, FindingTally, SizeTally, UsualSize)


WRITTEN = ("INSERT", "UPDATE", "DELETE")
Make = Callable[[Connection], None]


def _find(connection: Connection) -> None:
    KeptFindings(connection).rebuild()


def _names(*tables: Any) -> list[str]:
    return [table.__tablename__ for table in tables]


PARTS: dict[Make, list[str]] = {
    tallies.rebuild: _names(*OF_DAYS),
    venue_tallies.rebuild: _names(VenueTally),
    session_packs.rebuild: _names(SessionPack, PackCodes),
    facilitator_packs.rebuild: _names(FacilitatorPack),
    search.rebuild: [search.INDEX],  # and the tables that it is kept in, whose names begin so
    _find: [*_names(*OF_FINDINGS), DataState.finding_rules.key],
}
"""What makes each part, and the words of statements that read it."""
NAMED = {make: re.compile(rf"\b({'|'.join(names)})").search for make, names in PARTS.items()}


@lru_cache(maxsize=1_000)
def _read_by(statement: str) -> tuple[Make, ...]:
    """What makes the parts that a statement names."""
    return tuple(make for make, names in NAMED.items() if names(statement))


def derive(connection: Connection) -> None:
    """From now on, make each part on this connection before what names it is executed.

    Before anything is written, all others are made: what a write brings up to date is there, and
    not made from what was written. Of what is taken back to a savepoint, nothing was made.
    """
    to_make = dict.fromkeys(PARTS, True)
    made_since: list[list[Make]] = []
    making: list[Make] = []

    def before(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        is_written = not making and statement.startswith(WRITTEN)
        for make in [*to_make] if is_written else _read_by(statement):
            if to_make.pop(make, False):
                making.append(make)
                make(connection)
                making.remove(make)
                for made in made_since:
                    made.append(make)

    def taken_back(*_: object) -> None:
        to_make.update(dict.fromkeys(made_since.pop(), True))

    event.listen(connection, "before_cursor_execute", before)
    event.listen(connection, "savepoint", lambda *_: made_since.append([]))
    event.listen(connection, "release_savepoint", lambda *_: made_since.pop())
    event.listen(connection, "rollback_savepoint", taken_back)
