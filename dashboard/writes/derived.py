"""What is derived from sessions, brought up to date at the end of every write.

This is the one place: whoever keeps something else beside the sessions adds it to ``refresh``.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from dashboard.domain.sessions.record import SessionRecord
from dashboard.tables import DataState, VenueTally
from dashboard.writes import facilitator_packs, search, session_packs, sums, tallies, venue_tallies
from dashboard.writes.cells import TallyCell, days_of, part_of
from dashboard.writes.changed_sessions import ChangedSessions
from dashboard.writes.findings import KeptFindings
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.venue_tallies import VenueCell


@dataclass(slots=True)
class Touched:
    """The days, venues and facilitators (codes) of sessions that a write touched, before and after.

    ``counted`` are the cells, or the days, whose tallies it may have changed, and ``moved`` the
    days of sessions that it took to another venue, perhaps of the same type. ``at_venues`` tells by
    how many each venue has more or less. ``new`` are many new sessions, not among the others: they
    were counted before. Nor are ``many`` that were changed at once.
    """

    counted: set[date | TallyCell] = field(default_factory=set)
    moved: set[date] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    facilitators: set[str] = field(default_factory=set)
    at_venues: Counter[VenueCell] = field(default_factory=Counter)
    new: NewSessions | None = None
    many: ChangedSessions = field(default_factory=ChangedSessions)

    def hear(self, before: object, after: object) -> None:
        """Note the sessions among these: one record, before and after."""
        both = [one for one in (before, after) if isinstance(one, SessionRecord)]
        self.days.update(one.date for one in both)
        self.venues.update(one.venue for one in both)
        self.facilitators.update(*(one.facilitators for one in both))
        if len({one.venue for one in both}) > 1:
            self.moved.update(one.date for one in both)
        for cell, number in venue_tallies.moves(before, after):
            self.at_venues[cell] += number


def refresh(connection: Connection, touched: Touched) -> None:
    """Bring up to date what is derived from sessions, in the caller's transaction."""
    if touched.new:
        touched.new.add_tallies(connection)
    touched.many.settle(connection)  # whatever is counted again comes after what is added
    if touched.counted or touched.days:
        _wait_for_other_writers(connection)
    session_packs.refresh(connection, touched.days, touched.venues)
    if touched.counted:  # from the packs
        tallies.refresh(connection, days_of(touched.counted), part_of(touched.counted))
    tallies.mark(connection, touched.moved)  # arrays of venues are kept by the marks, too
    sums.add(connection, VenueTally, touched.at_venues)
    facilitator_packs.refresh(connection, touched.days, touched.venues, touched.facilitators)
    if touched.days or touched.new:
        search.refresh(connection)


def rebuild(connection: Connection) -> None:
    """Make all of it anew, in the caller's transaction; other writers wait until it ends."""
    _wait_for_other_writers(connection)
    session_packs.rebuild(connection)
    tallies.rebuild(connection)
    venue_tallies.rebuild(connection)
    facilitator_packs.rebuild(connection)
    search.rebuild(connection)
    KeptFindings(connection).rebuild()


def _wait_for_other_writers(connection: Connection) -> None:
    """Lock the one row of the state table; SQLite allows only one writer anyway."""
    connection.execute(select(DataState.id).with_for_update())
