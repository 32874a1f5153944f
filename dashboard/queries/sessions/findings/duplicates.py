"""Sessions that may be one session, logged more than once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from itertools import count, groupby
from operator import itemgetter

from sqlalchemy import Connection, and_, func, select, tuple_

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.sessions.duplicates import Attendances, SessionTraits, alike, in_common
from dashboard.domain.sessions.findings import Finding, FindingRule, RuleFindings
from dashboard.queries.sessions.findings.rows import checked
from dashboard.queries.sessions.findings.scope import FindingScope
from dashboard.tables import Attendance, Facilitator, OutreachSession, SessionFacilitator, Venue

STREAMED = 5_000
PLACES_AT_ONCE = 10_000  # with two parameters each; SQLite allows 32,766 in a statement


@dataclass(frozen=True, slots=True)
class _Group:
    """Linked sessions at one venue on one day."""

    venue_id: int
    venue: str
    day: date
    members: tuple[SessionTraits, ...]

    @property
    def references(self) -> frozenset[str]:
        """The references of its sessions."""
        return frozenset(session.reference for session in self.members)


def find_duplicates(connection: Connection, scope: FindingScope) -> RuleFindings:
    """Find likely duplicates: those that differ in nothing first, then the latest."""
    number, right = count(), []

    def still_open() -> Iterator[_Group]:
        for group in _groups(connection, scope.among):
            if group.references in scope.right:
                right.append(group)
            else:
                next(number)
                yield group

    # Ages are compared for the likeliest ones only: those that agree in everything else.
    if scope.first is None:
        likeliest = list(still_open())
    else:
        likeliest = nsmallest(max(scope.first, 1), still_open(), key=_rank)[: scope.first]
    attendance = _attendance(connection, [*likeliest, *right])
    likeliest.sort(key=lambda group: _rank(group, attendance))
    return RuleFindings(
        next(number),
        tuple(_finding(group, attendance) for group in likeliest),
        tuple(checked(_finding(one, attendance), scope.right[one.references]) for one in right),
    )


def _groups(connection: Connection, among: Collection[str]) -> Iterator[_Group]:
    rows = connection.execute(_candidates(among))
    for (venue_id, venue, day), on_day in groupby(rows, key=itemgetter(0, 1, 2)):
        same = [_logged(list(rows)) for _, rows in groupby(on_day, key=itemgetter(3))]
        for members in alike(same):
            yield _Group(venue_id, venue, day, members)


def _candidates(among: Collection[str]) -> AnySelect:
    """The sessions at venues that have several on one day: a row for each facilitator.

    With ``among``, only the venues and days of these sessions.
    """
    session = OutreachSession
    place = session.venue_id, session.held_on
    these = session.reference.in_(among)
    asked = [one.in_(select(one).where(these)) for one in place] if among else []
    shared = select(*place).where(*asked).group_by(*place).having(func.count() > 1).subquery()
    return (
        select(
            session.venue_id,
            Venue.code,
            session.held_on,
            session.id,
            session.reference,
            session.status,
            session.kind,
            session.language,
            session.total,
            session.first_time,
            session.version,
            Facilitator.code,
        )
        .join(shared, and_(*(one == other for one, other in zip(place, shared.c, strict=True))))
        .join(Venue, session.venue_id == Venue.id)
        .outerjoin(SessionFacilitator, SessionFacilitator.session_id == session.id)
        .outerjoin(Facilitator, SessionFacilitator.facilitator_id == Facilitator.id)
        .where(session.status != "cancelled")
        .order_by(*place, session.id)
        .execution_options(yield_per=STREAMED)
    )


def _logged(rows: Sequence[AnyRow]) -> SessionTraits:
    """A session from its rows: one for each facilitator, or one row without any."""
    *_, id_, reference, status, kind, language, total, first_time, version, _ = rows[0]
    facilitators = frozenset(code for *_, code in rows if code)
    said = (id_, reference, status, kind, language, total, first_time)
    return SessionTraits(*said, facilitators, version)


def _rank(group: _Group, attendance: Attendances | None = None) -> tuple[bool, int, str]:
    copies = in_common(group.members, attendance)
    return not copies.all_the_same, -group.day.toordinal(), group.members[0].reference


def _attendance(connection: Connection, groups: Sequence[_Group]) -> Attendances:
    """The attendance of all sessions on those days at those venues."""
    session, part = OutreachSession, Attendance
    places = [(group.venue_id, group.day) for group in groups]
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for begin in range(0, len(places), PLACES_AT_ONCE):
        some = places[begin : begin + PLACES_AT_ONCE]
        rows = connection.execute(
            select(part.session_id, part.age_group, part.participations)
            .join(session, part.session_id == session.id)
            .where(tuple_(session.venue_id, session.held_on).in_(some))
        )
        for session_id, age_group, participations in rows:
            found[session_id][age_group] = participations
    return found


def _finding(group: _Group, attendance: Attendances) -> Finding:
    references = tuple(session.reference for session in group.members)
    copies = in_common(group.members, attendance)
    versions = tuple(session.version for session in group.members)
    return Finding(FindingRule.DUPLICATE, references, group.venue, group.day, copies, versions)
