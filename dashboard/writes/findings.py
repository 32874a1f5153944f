"""The findings to correct, kept by every write of what they depend on, in its transaction.

Most rules look at one session, or at the sessions of one venue on one day: these are looked at
again when one of them is written. What is unusual depends on all sessions alike: their totals are
tallied, and when the usual range moves, the sessions between the old and the new bound follow.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    exists,
    func,
    select,
    update,
)

from dashboard.database import AnySelect
from dashboard.domain.sessions.checked import CheckedRecord
from dashboard.domain.sessions.findings import RULES_EDITION, FindingRule
from dashboard.domain.sessions.hits import Hit, Place, hits_of_one
from dashboard.domain.sessions.outliers import Cell, UsualRange
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
from dashboard.queries.sessions.findings.kept import (
    IN_COMPANY,
    KeptRow,
    kept_otherwise,
    rows_of,
    since,
)
from dashboard.queries.sessions.findings.recount import (
    is_of,
    of_sizes,
    outliers,
    recount,
)
from dashboard.queries.sessions.findings.sizes import kept_sizes, ranges, sizes, usual_sizes
from dashboard.queries.sessions.records import records
from dashboard.queries.shared.given import given_texts
from dashboard.tables import (
    DataState,
    FindingTally,
    KeptFinding,
    OutreachSession,
    SizeTally,
    UsualSize,
    Venue,
)
from dashboard.writes.bulk import indexed_afterwards, insert_rows
from dashboard.writes.changes import Changes
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.sums import add
from dashboard.writes.usual_sizes import write_usual

AT_ONCE = 10_000
IS_IN_COMPANY = KeptFinding.rule.in_([rule.value for rule in IN_COMPANY])


class KeptFindings:
    """What one writer's changes do to the kept findings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._opened = Counter[tuple[str, date]]()
        self._sizes = Counter[tuple[str, str, int]]()
        self._usual: dict[Cell, UsualRange] | None = None
        self._doubtful = set[str]()

    def follow(self, changes: Changes[Any]) -> None:
        """Look again at what these changes touch; they are written already."""
        if not changes:
            return
        one = next(after or before for before, after in changes.pairs())
        if isinstance(one, SessionRecord):
            self._sessions(changes)
        elif isinstance(one, VenueRecord):
            self._retyped(changes)
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
        self._sizes.update(new.sizes())
        found = new.findings
        found.leave_out(others)
        usual = self._usual_sizes()
        if usual != found.usual:
            found.find_unusual(usual)
        self._drop(found.left_over)
        self._drop(found.beside(), IS_IN_COMPANY)
        for rule, day, count in found.opened():
            self._opened[rule, since(rule, day)] += count
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
        if +self._sizes or -self._sizes:
            self._tally_sizes()
            self._move_usual(ranges(kept_sizes(self._connection)))
        add(self._connection, FindingTally, self._opened)
        self._opened.clear()
        self._sizes.clear()
        self._doubtful.clear()

    def rebuild(self) -> None:
        """Look at all sessions anew; the caller keeps other writers out."""
        connection = self._connection
        for table in (KeptFinding, FindingTally, SizeTally, UsualSize):
            connection.execute(delete(table))
        found = sizes(connection)
        rows = [
            (*cell, total, n) for cell, of_cell in found.items() for total, n in of_cell.items()
        ]
        insert_rows(connection, SizeTally, ("kind", "venue_type", "total", "sessions"), rows)
        write_usual(connection, ranges(found))
        every = recount(connection)
        while some := list(islice(every, AT_ONCE)):
            self._keep(some)
        self.conclude()
        connection.execute(update(DataState).values(finding_rules=RULES_EDITION))

    def _sessions(self, changes: Changes[SessionRecord]) -> None:
        connection = self._connection
        was = [*(before for before, _ in changes.changed), *changes.removed]
        now = [*changes.added, *(after for _, after in changes.changed)]
        venues = _venues(connection, {record.venue for record in (*was, *now)})
        for some, count in ((was, self._sizes.subtract), (now, self._sizes.update)):
            held = (one for one in some if one.status == "delivered")
            count((one.kind, venues[one.venue][1], one.total) for one in held)
        left, taken = ({(venues[one.venue][0], one.date) for one in some} for some in (was, now))
        places = [*places_at(connection, left | crowded(connection, taken - left))]
        self._drop({record.reference for record in (*was, *now)})
        in_company = self._look_at(places)
        usual = self._usual_sizes()
        alone = [
            hit
            for record in now
            for hit in hits_of_one(record, usual.get((record.kind, venues[record.venue][1])))
            if hit.rule not in IN_COMPANY or record.reference not in in_company
        ]
        self._keep(alone)

    def _look_at(self, places: Sequence[Place]) -> set[str]:
        """Look again at all sessions of these places together; returns their references."""
        in_company = {session.reference for place in places for session in place.sessions}
        hits = hits_in_company(places, partial(attendance_of, self._connection))
        rows = rows_of(self._connection, [*hits])
        anew = kept_otherwise(self._connection, in_company, rows)
        self._drop(anew, IS_IN_COMPANY)
        self._keep_rows([row for row in rows if row.reference in anew])
        return in_company

    def _retyped(self, changes: Changes[VenueRecord]) -> None:
        """Compare the sessions of venues that changed their type with others than before."""
        session = OutreachSession
        for before, after in changes.changed:
            if before.venue_type == after.venue_type:
                continue
            there = select(Venue.id).where(Venue.code == after.code).scalar_subquery()
            at_it = session.venue_id == there
            counted = select(session.kind, session.total, func.count()).where(
                at_it, session.status == "delivered"
            )
            for kind, total, count in self._connection.execute(
                counted.group_by(session.kind, session.total)
            ):
                self._sizes[kind, before.venue_type, total] -= count
                self._sizes[kind, after.venue_type, total] += count
            self._forget(
                KeptFinding.rule == FindingRule.OUTLIER.value,
                KeptFinding.reference.in_(select(session.reference).where(at_it)),
            )
            self._keep(self._outliers(outliers(at_it)))

    def _look_again(self, references: Sequence[str]) -> None:
        for at in range(0, len(references), AT_ONCE):
            these = OutreachSession.reference.in_(references[at : at + AT_ONCE])
            found = records(self._connection, these).values()
            self._sessions(Changes(changed=tuple((record, record) for record in found)))

    def _usual_sizes(self) -> dict[Cell, UsualRange]:
        if self._usual is None:
            self._usual = usual_sizes(self._connection)
        return self._usual

    def _tally_sizes(self) -> None:
        add(self._connection, SizeTally, self._sizes)

    def _move_usual(self, new: dict[Cell, UsualRange]) -> None:
        """Keep the new usual ranges, and let the sessions between old and new bounds follow."""
        old, kept, session = self._usual_sizes(), KeptFinding, OutreachSession
        if new == old:
            return
        write_usual(self._connection, new)
        self._usual = new
        for cell, usual in new.items():
            was = old.get(cell)
            if was:
                for low, high in _beyond(usual, was):
                    self._forget(
                        kept.rule == FindingRule.OUTLIER.value,
                        kept.checked.in_((False, True)),  # so that the index is used
                        kept.rank.between(low, high),
                        exists()
                        .where(session.reference == kept.reference, is_of(cell))
                        .correlate(kept),
                    )
                for low, high in _beyond(was, usual):
                    self._keep_anew(self._outliers(of_sizes(cell, low, high)))
            else:
                self._keep_anew(self._outliers(outliers(is_of(cell))))

    def _outliers(self, statement: AnySelect) -> list[Hit]:
        found = self._connection.execute(statement)
        return [Hit(FindingRule.OUTLIER, (reference,), day, rank) for reference, day, rank in found]

    def _drop(self, references: Collection[str], *these: ColumnElement[bool]) -> None:
        every = list(references)
        for at in range(0, len(every), AT_ONCE):
            some = given_texts(self._connection, every[at : at + AT_ONCE])
            self._forget(KeptFinding.reference.in_(select(some.c.text)), *these)

    def _forget(self, *these: ColumnElement[bool]) -> None:
        kept = KeptFinding
        gone = delete(kept).where(*these).returning(kept.rule, kept.held_on, kept.checked)
        for rule, day, checked in self._connection.execute(gone):
            if not checked:
                self._opened[rule, since(rule, day)] -= 1

    def _keep_anew(self, hits: Sequence[Hit]) -> None:
        """Keep unusual totals in place of rows that were left by changes past the program."""
        rule = KeptFinding.rule == FindingRule.OUTLIER.value
        self._drop([hit.references[0] for hit in hits], rule)
        self._keep(hits)

    def _keep(self, hits: Sequence[Hit]) -> None:
        self._keep_rows(rows_of(self._connection, hits))

    def _keep_rows(self, rows: Sequence[KeptRow]) -> None:
        for row in rows:
            if not row.checked:
                self._opened[row.rule, since(row.rule, row.held_on)] += 1
        insert_rows(self._connection, KeptFinding, KeptRow._fields, rows)


def keep_up(connection: Connection) -> None:
    """Look at all sessions anew, if the findings were kept by other rules or not yet."""
    edition = select(DataState.finding_rules).with_for_update()
    if connection.scalar(edition) != RULES_EDITION:
        KeptFindings(connection).rebuild()


def _beyond(one: UsualRange, other: UsualRange) -> Iterator[tuple[int, int]]:
    """The bounds of what is usual in one range and not in the other."""
    for low, high in (
        (one.low, min(one.high, other.low - 1)),
        (max(one.low, other.high + 1), one.high),
    ):
        if low <= high:
            yield low, high


def _venues(connection: Connection, codes: Collection[str]) -> dict[str, tuple[int, str]]:
    """The ids and types of venues."""
    these = given_texts(connection, sorted(codes))
    rows = select(Venue.code, Venue.id, Venue.venue_type).join(these, Venue.code == these.c.text)
    return {code: (id_, venue_type) for code, id_, venue_type in connection.execute(rows)}
