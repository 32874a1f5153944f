"""Many sessions that a writer changes: whatever is kept beside them is changed by columns.

Each is counted as it was, to be taken away, and as it is. So the work grows with these sessions,
and not with all others of their days. Of few, the tallies are counted again.
"""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, select

from dashboard.domain.sessions.record import SessionRecord
from dashboard.tables import FacilitatorPack, SessionPack, Venue
from dashboard.writes import adding, search, tallies
from dashboard.writes.bulk import table_of
from dashboard.writes.cells import PackPlace
from dashboard.writes.changes import Changes
from dashboard.writes.new_numbers import NewNumbers, ReferenceValues
from dashboard.writes.tuning import as_counted

PACKED_AT_ONCE = 20_000
HELD = "delivered"
_COLUMNS = ("held_on", "status", "kind", "language", "venue_id", "total", "first_time", "times")
_own = attrgetter("date", "status", "kind", "language", "venue", "total", "first_time")
_counted = attrgetter("date", "status", "kind", "language", "venue", "first_time", "attendance")


class _Change(NamedTuple):
    """A session before and after a change."""

    id: int
    before: SessionRecord | None
    after: SessionRecord | None

    @property
    def is_counted(self) -> bool:
        """Whether it touches anything but what is only listed, such as a note."""
        if self.before is None or self.after is None:
            return True
        return bool(_counted(self.before) != _counted(self.after))

    @property
    def is_led_by_others(self) -> bool:
        """Whether others led it before."""
        return bool(
            self.before and self.after and self.before.facilitators != self.after.facilitators
        )


class ChangedSessions:
    """The sessions that one writer has changed, until what is kept beside them is changed, too.

    That must be done before anything changes that sessions refer to.
    """

    def __init__(self) -> None:
        self._waiting: list[_Change] = []
        self._forget()

    def add(
        self, connection: Connection, changes: Changes[SessionRecord], ids: Mapping[str, int]
    ) -> None:
        """Take changes that are written, of sessions with these ids by their references."""
        for before, after in changes.pairs():
            if one := before or after:
                self._waiting.append(_Change(ids[one.reference], before, after))
        if len(self._waiting) >= PACKED_AT_ONCE:
            self._pack(connection)

    def settle(self, connection: Connection) -> None:
        """Change what is kept; afterwards, there may be others."""
        self._pack(connection)
        if self._count:
            self._tally(connection)
            tallies.mark(connection, self._days)
            search.refresh(connection)
            self._forget()

    def _forget(self) -> None:
        self._numbers, self._count = NewNumbers(), 0
        self._days = set[date]()

    def _pack(self, connection: Connection) -> None:
        """Change the packs, and keep of each session what is still needed."""
        from dashboard.writes import pack_changes  # noqa: PLC0415 - numpy

        if not self._waiting:
            return
        venues = dict(connection.execute(select(Venue.code, Venue.id)).all())
        counted = [one for one in self._waiting if one.is_counted]
        gone = (place for one in counted for place in _at_venue(one.before))
        come = (place for one in counted for place in _at_venue(one.after))
        pack_changes.change(connection, SessionPack, gone, come)
        led = [one for one in self._waiting if one.is_counted or one.is_led_by_others]
        gone = (place for one in led for place in _led(one.before, one.id, venues))
        come = (place for one in led for place in _led(one.after, one.id, venues))
        pack_changes.change(connection, FacilitatorPack, gone, come)
        self._number([(one.before, -1) for one in counted if one.before], venues)
        self._number([(one.after, 1) for one in counted if one.after], venues)
        self._waiting = []

    def _number(self, some: list[tuple[SessionRecord, int]], venues: Mapping[str, int]) -> None:
        rows, came = [], []
        for number, (record, times) in enumerate(some, self._count):
            day, status, kind, language, venue, *counts = _own(record)
            rows.append((day.isoformat(), status, kind, language, venues[venue], *counts, times))
            came += [(number, age, people) for age, people in record.attendance.items()]
            self._days.add(day)
        self._count += len(rows)
        self._numbers.add(_COLUMNS, rows, came, ())

    def _tally(self, connection: Connection) -> None:
        from dashboard.writes.new_tallies import NewTallies  # noqa: PLC0415 - numpy

        counted = NewTallies(self._numbers, ReferenceValues.of(connection))
        with as_counted(connection):
            for tally, rows in zip(tallies.COUNTED, counted.each(), strict=True):
                if rows.length:
                    adding.add_now(connection, table_of(tally), rows)


def _at_venue(record: SessionRecord | None) -> list[PackPlace]:
    """The place of a session in the packs of venues, if it was held."""
    return [PackPlace(record.venue, record)] if record and record.status == HELD else []


def _led(record: SessionRecord | None, id_: int, venues: Mapping[str, int]) -> list[PackPlace]:
    """The places of a session in the packs of those who led it, if it was held."""
    if not record or record.status != HELD:
        return []
    whose = id_, venues[record.venue]
    return [PackPlace(code, record, whose) for code in record.facilitators]
