"""What is to fix in new sessions, found before the lock in a private file.

Their places are looked at together with the sessions that the database has there.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import ColumnElement, Connection, Date, FromClause, Integer, func, select

from dashboard.domain.sessions.duplicates import PLANNED, Attendances
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.hits import Hit
from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.queries.sessions.findings.duplicates import (
    Spot,
    attendance_of,
    hits_in_company,
    places_of,
)
from dashboard.queries.sessions.findings.kept import (
    IN_COMPANY,
    KeptRow,
    kept_otherwise,
    rows_of,
)
from dashboard.queries.sessions.findings.sizes import usual_sizes
from dashboard.queries.shared.given import coming, given, may_have, texts_to_come
from dashboard.tables import KeptFinding, OutreachSession, SessionFacilitator
from dashboard.writes.bulk import insert_rows, stream_rows
from dashboard.writes.private_file import PrivateFile, Select

if TYPE_CHECKING:
    from dashboard.writes.new_spots import NewSpots

AT_ONCE = 10_000
FEW = 4  # times as many spots take as long to look up as sessions take to look at
BEFORE_ALL = 1 << 48  # subtracted from the ids of the database's sessions: new ones begin at 0
_TOLD_APART = (
    *("id", "reference", "held_on", "status", "kind", "language", "venue_id"),
    *("total", "first_time", "version"),
)

_ALONE = "INSERT INTO kept_findings (rule, reference, held_on, rank, checked) "
_UNUSUAL = (
    "SELECT ?, reference, held_on, total, 0 FROM sessions JOIN venues ON venues.id = venue_id"
    " JOIN usual USING (kind, venue_type)"
    " WHERE sessions.id >= 0 AND status = 'delivered' AND total NOT BETWEEN low AND high"
)
_FOUND_ALONE = {
    FindingRule.OVERDUE: (
        "SELECT ?, reference, held_on, 0, 0 FROM sessions WHERE id >= 0 AND status = 'planned'"
        " AND reference NOT IN planned"
    ),
    FindingRule.NO_FACILITATOR: (
        "SELECT ?, reference, held_on, 0, 0 FROM sessions"
        " WHERE id >= 0 AND status != 'cancelled' AND NOT EXISTS"
        " (SELECT 1 FROM session_facilitators AS led WHERE led.session_id = sessions.id)"
    ),
}
_COMPANY = "SELECT id, venue_id, held_on, kind FROM sessions WHERE id < 0 ORDER BY id"
_COMPANY_LED = (
    "SELECT session_id, code FROM session_facilitators"
    " JOIN facilitators ON facilitators.id = facilitator_id WHERE session_id < 0"
)
_IN_ORDER = "ORDER BY reference, rule"  # as they lie there
_day = lru_cache(AT_ONCE)(date.fromisoformat)  # of very many places, on the same days
_AT_OTHERS = "(SELECT reference FROM sessions JOIN others USING (venue_id, held_on))"


class NewFindings:
    """The rows to keep of new sessions in a private file, and of those that share their places.

    ``usual`` are the usual totals when they were found. ``left_over`` are new references of which
    the database keeps findings: somebody deleted their sessions past the program.

    What is found of a new session alone is not marked as right yet: marks are of sessions that the
    database has. Whoever writes looks again at those that it once had (``marked``).
    """

    def __init__(self, file: PrivateFile) -> None:
        self._file = file
        self.usual: Mapping[Cell, UsualRange] = {}
        self.left_over: list[str] = []
        self._opened: Sequence[tuple[str, date, int]] | None = None
        for name in ("beside", "planned"):
            key = "(reference TEXT PRIMARY KEY) WITHOUT ROWID"
            file.raw.execute(f"CREATE TABLE {name} {key}")
        file.raw.execute("CREATE TABLE others (venue_id INTEGER, held_on DATE)")
        file.raw.execute(
            "CREATE TABLE usual (kind TEXT, venue_type TEXT, low INTEGER, high INTEGER)"
        )

    def find(self, connection: Connection, spots: "NewSpots") -> None:
        """Find them.

        Of sessions that the database has, those that have nothing in common with a new one, not
        even through others, keep what was found of them.
        """
        raw, store = self._file.raw, self._file.store
        self._look_for_left_over(connection)
        self.find_unusual(usual_sizes(connection))
        self._copy_company(connection, spots)
        for sessions in spots.shared(raw.execute(_COMPANY), raw.execute(_COMPANY_LED)):
            places = [*places_of(store, sessions)]
            there = [session for place in places for session in place.sessions]
            planned = ((one.reference,) for one in there if one.status == PLANNED)
            raw.executemany("INSERT INTO planned VALUES (?)", planned)
            beside = {one.reference for one in there if one.id < 0}
            hits = hits_in_company(places, partial(self._attendance, connection))
            self._keep(connection, beside, [*hits])
        for rule, said in _FOUND_ALONE.items():
            raw.execute(_ALONE + said, (rule.value,))
        self._opened = self._count_opened()

    def find_unusual(self, usual: Mapping[Cell, UsualRange]) -> None:
        """Find those with an unusual total, by these usual ones."""
        raw, rule = self._file.raw, FindingRule.OUTLIER
        self.usual = usual
        raw.execute("DELETE FROM usual")
        raw.execute("DELETE FROM kept_findings WHERE rule = ?", (rule.value,))
        ranges = ((*cell, one.low, one.high) for cell, one in usual.items())
        raw.executemany("INSERT INTO usual VALUES (?, ?, ?, ?)", ranges)
        raw.execute(_ALONE + _UNUSUAL, (rule.value,))
        self._changed()

    def leave_out(self, others: Collection[Spot]) -> None:
        """Leave out what was found at these places; they must be looked at again."""
        raw = self._file.raw
        if not others:
            return
        self._changed()
        spots = ((venue_id, day.isoformat()) for venue_id, day in others)
        raw.executemany("INSERT INTO others VALUES (?, ?)", spots)
        raw.execute(f"DELETE FROM beside WHERE reference IN {_AT_OTHERS}")  # noqa: S608 - ours
        raw.execute(
            f"DELETE FROM kept_findings WHERE rule IN (?, ?) AND reference IN {_AT_OTHERS}",  # noqa: S608
            [rule.value for rule in IN_COMPANY],
        )

    def marked(self, references: Collection[str]) -> list[str]:
        """Those of these references, which marks as right name, that are of new sessions."""
        names = orjson.dumps([*references]).decode()
        there = "reference IN (SELECT value FROM json_each(?))"
        found = f"SELECT reference FROM sessions WHERE id >= 0 AND {there}"  # noqa: S608 - ours
        return [one for (one,) in self._file.raw.execute(found, (names,))] if references else []

    def beside(self) -> list[str]:
        """The references of sessions that the database has, at whose places rows were found."""
        return [reference for (reference,) in self._file.raw.execute("SELECT * FROM beside")]

    def opened(self) -> Sequence[tuple[str, date, int]]:
        """How many rows of each rule and day are not marked as right."""
        return self._count_opened() if self._opened is None else self._opened

    def _count_opened(self) -> list[tuple[str, date, int]]:
        opened = "SELECT rule, held_on FROM kept_findings WHERE NOT checked"
        counted = Counter(self._file.raw.execute(opened))  # SQLite would sort them
        return [(rule, _day(day), count) for (rule, day), count in counted.items()]

    def write(self, connection: Connection) -> None:
        """Write the rows."""
        columns = KeptRow._fields
        self._file.copy(connection, KeptFinding, columns, Select(columns, _IN_ORDER))

    def _changed(self) -> None:
        """Forget what was made ready of the rows: their copy, and how many are open."""
        self._file.change(KeptFinding)
        self._opened = None

    def _keep(self, connection: Connection, beside: set[str], hits: Sequence[Hit]) -> None:
        """Keep what was found of new sessions and those beside them, unless it is kept already."""
        rows = rows_of(connection, hits)
        anew = kept_otherwise(connection, beside, rows)
        gone = ((reference,) for reference in anew & beside)
        self._file.raw.executemany("INSERT INTO beside VALUES (?)", gone)
        rows = [row for row in rows if row.reference in anew]
        insert_rows(self._file.store, KeptFinding, KeptRow._fields, rows)

    def _attendance(self, connection: Connection, sessions: Sequence[int]) -> Attendances:
        """Who came to sessions of either: those of the database are asked there."""
        there = [id_ + BEFORE_ALL for id_ in sessions if id_ < 0]
        beside = attendance_of(connection, there)
        new = attendance_of(self._file.store, [id_ for id_ in sessions if id_ >= 0])
        return {**new, **{id_ - BEFORE_ALL: came for id_, came in beside.items()}}

    def _look_for_left_over(self, connection: Connection) -> None:
        ends = self._file.raw.execute("SELECT min(reference), max(reference) FROM sessions")
        if not may_have(connection, KeptFinding.reference, ends.fetchone()):
            return
        references = self._file.raw.execute("SELECT reference FROM sessions")
        these = texts_to_come(connection.dialect.name)
        kept = select(KeptFinding.reference).join(these, KeptFinding.reference == these.c.text)
        while some := [reference for (reference,) in references.fetchmany(AT_ONCE)]:
            if may_have(connection, KeptFinding.reference, some):
                self.left_over += connection.scalars(kept.distinct(), coming(some))

    def _copy_company(self, connection: Connection, spots: "NewSpots") -> None:
        """Copy the sessions that the database has at these places, with ids below all new ones.

        Nothing of them is copied but what tells them apart, and who led them.
        """
        session, led = OutreachSession, SessionFacilitator
        cells = [getattr(session, name) for name in _TOLD_APART]
        for these, are_these in _company(connection, spots):
            found = select(*cells).select_from(these).join(session, are_these)
            there = connection.execute(found.where(session.status != "cancelled")).all()
            stream_rows(self._file.store, session, _TOLD_APART, map(_before_all, there))
            ids = sorted((id_,) for id_, *_ in there)  # so that each page is read once
            of_sessions = given(connection, ids, id=Integer)
            who = select(led.session_id, led.facilitator_id)
            rows = connection.execute(who.join(of_sessions, led.session_id == of_sessions.c.id))
            columns = ("session_id", "facilitator_id")
            stream_rows(self._file.store, led, columns, map(_before_all, rows))


def _company(
    connection: Connection, spots: "NewSpots"
) -> Iterator[tuple[FromClause, ColumnElement[bool]]]:
    """Tables of sessions that the database may have at these spots, and how to join them.

    If it has few sessions, each is looked at, instead of each spot.
    """
    session = OutreachSession
    most = connection.scalar(select(func.max(session.id))) or 0  # ids are not given twice
    if most * FEW > len(spots):
        left = iter(spots)
        while some := list(islice(left, AT_ONCE)):
            these = given(connection, some, venue_id=Integer, held_on=Date)
            same_day = session.held_on == these.c.held_on
            yield these, (session.venue_id == these.c.venue_id) & same_day
        return
    every = select(session.id, session.venue_id, session.held_on)
    rows = connection.execute(every.execution_options(yield_per=AT_ONCE))
    ids = ((id_,) for id_, venue, day in rows if (venue, day) in spots)
    while there := list(islice(ids, AT_ONCE)):
        these = given(connection, there, id=Integer)
        yield these, session.id == these.c.id


def _before_all(row: tuple[Any, ...]) -> tuple[Any, ...]:
    id_, *cells = row
    plain = (one.isoformat() if isinstance(one, date) else one for one in cells)
    return id_ - BEFORE_ALL, *plain
