"""Find new sessions in a file that are likely known already, or stand in it twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, tuple_

from dashboard.domain.sessions.duplicates import copies_of, in_common
from dashboard.domain.sessions.findings import Copies
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.i18n import plural, text
from dashboard.importers.faults import BadFileError
from dashboard.importers.staged_places import PlacedRecord
from dashboard.importers.staging import Staging
from dashboard.queries.sessions.records import records
from dashboard.tables import OutreachSession, Venue
from dashboard.writes.references import all_there

AT_ONCE = 1_000
MOST_AT_ONE_PLACE = 100_000  # all are in memory at once


@dataclass(frozen=True, slots=True)
class Like:
    """A session that resembles another one; ``row`` if it is in the file too."""

    session: SessionTraits
    row: int | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A new session with its row, the sessions that it resembles, and what they have in common.

    Rows are numbered over all sheets, see ``places``.
    """

    row: int
    session: SessionRecord
    traits: SessionTraits
    like: tuple[Like, ...]
    common: Copies


class UnansweredCopiesError(BadFileError):
    """There are likely copies, and nobody said what becomes of them; ``rows`` are the first."""

    def __init__(self, count: int, rows: Sequence[str]) -> None:
        listed = [*rows, "…"] if count > len(rows) else rows
        problem = plural(
            "{count} session is likely a duplicate. Row: {rows}",
            "{count} sessions are likely duplicates. Rows: {rows}",
            count,
            rows=", ".join(listed),
        )
        super().__init__(problem, text("Leave them out, or import them too"))
        self.count = count


def copies(connection: Connection, staging: Staging[Any]) -> Iterator[Copy]:
    """The new records that are likely copies, place by place.

    For a known session in the file, the file's values are compared, not the database's.

    Raises:
        BadFileError: One place has more sessions than anybody could have held.
        ReferenceGoneError: A place is gone since the records were checked.
    """
    if staging.places.most_at_one() > MOST_AT_ONE_PLACE:
        raise BadFileError(
            text(
                "The file has more than {count} sessions at one venue on one day",
                count=MOST_AT_ONE_PLACE,
            ),
            text("Check the dates and the venues, then import the file again"),
        )
    places = staging.places.of_new()
    while some := list(islice(places, AT_ONCE)):
        known = _known(connection, staging, [place for place, _ in some])
        for place, there in some:
            yield from _copies(known.get(place, []), there)


def _copies(
    known: Sequence[tuple[int, SessionRecord]], there: Sequence[PlacedRecord[SessionRecord]]
) -> Iterator[Copy]:
    # ids of the file's are negative rows, so that they are no known session's
    in_file = {-one.row: one.record for one in there}
    everyone = dict(known) | in_file
    logged = {id_: _logged(id_, record) for id_, record in everyone.items()}
    new = {-one.row for one in there if one.new}
    before = [logged[id_] for id_ in everyone if id_ not in new]
    attendance = {id_: record.attendance for id_, record in everyone.items()}
    for session, like in copies_of(before, (logged[id_] for id_ in in_file if id_ in new)):
        yield Copy(
            -session.id,
            in_file[session.id],
            session,
            tuple(Like(one, -one.id if one.id < 0 else None) for one in like),
            in_common((session, *like), attendance),
        )


def _known(
    connection: Connection, staging: Staging[Any], places: Sequence[str]
) -> dict[str, list[tuple[int, SessionRecord]]]:
    """Sessions in the database at these places, planned or delivered, that the file lacks."""
    split = [place.split(" ", 1) for place in places]
    days = [(venue, date.fromisoformat(day)) for day, venue in split]
    ids = dict(connection.execute(select(Venue.code, Venue.id)).all())
    all_there(ids, [venue for venue, _ in days])
    where = [(ids[venue], day) for venue, day in days]
    session = OutreachSession
    found = records(
        connection,
        tuple_(session.venue_id, session.held_on).in_(where) & (session.status != "cancelled"),
    )
    in_file = staging.has(record.reference for record in found.values())
    known: dict[str, list[tuple[int, SessionRecord]]] = {}
    for id_, record in found.items():
        if record.reference not in in_file:
            known.setdefault(f"{record.date} {record.venue}", []).append((id_, record))
    return known


def _logged(id_: int, record: SessionRecord) -> SessionTraits:
    return SessionTraits(
        id_,
        record.reference,
        record.status,
        record.kind,
        record.language,
        record.total,
        record.first_time,
        frozenset(record.facilitators),
    )
