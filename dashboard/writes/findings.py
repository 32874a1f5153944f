"""The findings to correct, kept by every write of what they depend on, in its transaction.

Most rules look at one session, or at the sessions of one venue on one day: these are looked at
again when one of them is written. What is unusual depends on all sessions (``unusual_totals``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, select, update

from dashboard.domain.sessions.checked import CheckedRecord
from dashboard.domain.sessions.findings import RULES_EDITION
from dashboard.domain.sessions.hits import Place, hits_of_one
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.records import AliasRecord, VenueRecord
from dashboard.queries.sessions.checked import every_checked
from dashboard.queries.sessions.findings.duplicates import (
    Spot,
    attendance_of,
    crowded,
    hits_in_company,
    places_at,
)
from dashboard.queries.sessions.findings.kept import IN_COMPANY, kept_otherwise, rows_of
from dashboard.queries.sessions.findings.recount import recount
from dashboard.queries.sessions.records import records
from dashboard.queries.shared.given import given_texts
from dashboard.tables import DataState, FindingTally, KeptFinding, OutreachSession, Venue
from dashboard.writes.changes import Changes
from dashboard.writes.finding_rows import FindingRows
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.tuning import indexed_afterwards
from dashboard.writes.unusual_totals import Size, UnusualTotals

AT_ONCE = 10_000
IS_IN_COMPANY = KeptFinding.rule.in_([rule.value for rule in IN_COMPANY])


class KeptFindings:
    """What one writer's changes do to the kept findings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = FindingRows(connection)
        self._totals = UnusualTotals(connection, self._rows)
        self._doubtful = set[str]()

    def follow(self, changes: Changes[Any]) -> None:
        """Look again at what these changes touch; they are written already."""
        if not changes:
            return
        one = next(after or before for before, after in changes.pairs())
        if isinstance(one, SessionRecord):
            self._sessions(changes)
        elif isinstance(one, VenueRecord):
            for before, after in changes.changed:
                if before.venue_type != after.venue_type:
                    self._totals.retype(after.code, before.venue_type, after.venue_type)
        elif isinstance(one, CheckedRecord):
            for pair in changes.pairs():
                self._doubtful.update(ref for each in pair if each for ref in each.references)
        elif isinstance(one, AliasRecord):
            every = every_checked(self._connection)
            self._doubtful.update(reference for each in every for reference in each.references)

    def take(self, new: NewSessions, others: Collection[Spot]) -> None:
        """Keep what was found in many new sessions, which are written by now.

        At the places of ``others``, sessions have changed since: there, all are looked at again.
        """
        self._totals.count(new.sizes())
        found = new.findings
        found.leave_out(others)
        if self._totals.usual != found.usual:
            found.find_unusual(self._totals.usual)
        self._rows.drop(found.left_over)
        self._rows.drop(found.beside(), IS_IN_COMPANY)
        for rule, day, count in found.opened():
            self._rows.opened(rule, day, count)
        with indexed_afterwards(self._connection, KeptFinding, are_most=new.are_most):
            found.write(self._connection)
        self._look_at([*places_at(self._connection, others)])
        marks = every_checked(self._connection)
        named = {reference for one in marks for reference in one.references}
        self._doubtful.update(found.marked(named))

    def conclude(self) -> None:
        """Look at what depends on all changes together, and count what is open."""
        if self._doubtful:
            self._look_again(sorted(self._doubtful))
        self._totals.conclude()
        self._rows.tally()
        self._doubtful.clear()

    def rebuild(self) -> None:
        """Look at all sessions anew; the caller keeps other writers out."""
        connection = self._connection
        for table in (KeptFinding, FindingTally):
            connection.execute(delete(table))
        self._totals.rebuild()
        every = recount(connection)
        while some := list(islice(every, AT_ONCE)):
            self._rows.keep(some)
        self.conclude()
        connection.execute(update(DataState).values(finding_rules=RULES_EDITION))

    def _sessions(self, changes: Changes[SessionRecord]) -> None:
        connection = self._connection
        was = [*(before for before, _ in changes.changed), *changes.removed]
        now = [*changes.added, *(after for _, after in changes.changed)]
        venues = _venues(connection, {record.venue for record in (*was, *now)})
        self._totals.count(_sizes(now, venues), removed=_sizes(was, venues))
        left, taken = ({(venues[one.venue][0], one.date) for one in some} for some in (was, now))
        places = [*places_at(connection, left | crowded(connection, taken - left))]
        self._rows.drop({record.reference for record in (*was, *now)})
        in_company = self._look_at(places)
        usual = self._totals.usual
        alone = [
            hit
            for record in now
            for hit in hits_of_one(record, usual.get((record.kind, venues[record.venue][1])))
            if hit.rule not in IN_COMPANY or record.reference not in in_company
        ]
        self._rows.keep(alone)

    def _look_at(self, places: Sequence[Place]) -> set[str]:
        """Look again at all sessions of these places together; returns their references."""
        in_company = {session.reference for place in places for session in place.sessions}
        hits = hits_in_company(places, partial(attendance_of, self._connection))
        rows = rows_of(self._connection, [*hits])
        anew = kept_otherwise(self._connection, in_company, rows)
        self._rows.drop(anew, IS_IN_COMPANY)
        self._rows.write([row for row in rows if row.reference in anew])
        return in_company

    def _look_again(self, references: Sequence[str]) -> None:
        for at in range(0, len(references), AT_ONCE):
            these = OutreachSession.reference.in_(references[at : at + AT_ONCE])
            found = records(self._connection, these).values()
            self._sessions(Changes(changed=tuple((record, record) for record in found)))


def keep_up(connection: Connection) -> None:
    """Look at all sessions anew, if the findings were kept by other rules or not yet."""
    edition = select(DataState.finding_rules).with_for_update()
    if connection.scalar(edition) != RULES_EDITION:
        KeptFindings(connection).rebuild()


def _sizes(some: Sequence[SessionRecord], venues: Mapping[str, tuple[int, str]]) -> Iterator[Size]:
    """The kinds, venue types and totals of those that are delivered."""
    held = (one for one in some if one.status == "delivered")
    return ((one.kind, venues[one.venue][1], one.total) for one in held)


def _venues(connection: Connection, codes: Collection[str]) -> dict[str, tuple[int, str]]:
    """The ids and types of venues."""
    these = given_texts(connection, sorted(codes))
    rows = select(Venue.code, Venue.id, Venue.venue_type).join(these, Venue.code == these.c.text)
    return {code: (id_, venue_type) for code, id_, venue_type in connection.execute(rows)}
