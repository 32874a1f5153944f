"""Check that the data agree: parts with totals, tallies and findings with sessions.

The counts here use other means than those that write the tallies, so one can prove the other wrong.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, or_, select

from dashboard.database import AnyRow
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.i18n import Text, plural, text
from dashboard.queries.sessions import search_index
from dashboard.queries.sessions.findings.kept import as_kept
from dashboard.queries.sessions.findings.recount import wrong_sums
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.vocabulary import merged
from dashboard.queries.venues import checking as venues
from dashboard.tables import (
    AgeGroup,
    AgeMaskTally,
    Attendance,
    AttendanceTally,
    CancelledTally,
    OutreachSession,
    PlannedTally,
    SessionKind,
    SessionTally,
    Venue,
    VenueType,
)

SHOWN = 10
STREAMED = 5_000

_DISTINCT = ("first_time_sessions", "distinct_low", "distinct_high")
_HELD = tuple(f"sessions_{day}" for day in WEEKDAYS)
_CAME = tuple(f"participations_{day}" for day in WEEKDAYS)
_Cell = tuple[Any, ...]
_TALLIES = (
    (SessionTally, ("sessions", "in_share", *_DISTINCT, *_HELD)),
    (AgeMaskTally, ("sessions", "in_share", *_HELD)),
    (AttendanceTally, ("sessions", "in_share", "participations", *_HELD, *_CAME)),
    (PlannedTally, ("sessions",)),
    (CancelledTally, ("sessions",)),
)


def discrepancies(connection: Connection) -> tuple[Text, ...]:
    """Describe each inconsistency in a sentence; empty if all is well."""
    return (
        *_unequal_totals(connection),
        *_named_shelters(connection),
        *_lost_codes(connection),
        *_wrong_tallies(connection),
        *_wrong_search(connection),
        *_wrong_findings(connection),
    )


def _unequal_totals(connection: Connection) -> Iterator[Text]:
    latest = OutreachSession.held_on.desc(), by_text(OutreachSession.reference)
    references = connection.scalars(wrong_sums().order_by(*latest)).all()
    if references:
        yield plural(
            "The age groups of {count} session do not add up to its total: {references}",
            "The age groups of {count} sessions do not add up to their totals: {references}",
            len(references),
            references=_listed(references),
        )


def _named_shelters(connection: Connection) -> Iterator[Text]:
    wrong = connection.scalars(
        select(Venue.code)
        .join(VenueType, Venue.venue_type == VenueType.code)
        .where(VenueType.sensitive, or_(Venue.label_en != "", Venue.label_fr != ""))
        .order_by(by_text(Venue.code))
    ).all()
    if wrong:
        yield plural(
            "{count} venue that must be known by code only has a label: {codes}",
            "{count} venues that must be known by code only have labels: {codes}",
            len(wrong),
            codes=_listed(wrong),
        )


def _lost_codes(connection: Connection) -> Iterator[Text]:
    """Find old codes of merged venues that lead to no venue, or are still in use."""
    venues, into = set(connection.scalars(select(Venue.code))), merged(connection)
    wrong = [code for code in sorted(into) if into[code] not in venues or code in venues]
    if wrong:
        yield plural(
            "{count} code of a merged venue leads nowhere: {codes}",
            "{count} codes of merged venues lead nowhere: {codes}",
            len(wrong),
            codes=_listed(wrong),
        )


def _wrong_tallies(connection: Connection) -> Iterator[Text]:
    kept = Counter[_Cell]()
    for tally, measures in _TALLIES:
        table = tally.__table__
        names = [column.name for column in table.primary_key]
        for row in connection.execute(select(table)).mappings():
            cell = tuple(row[name] for name in names)
            kept.update({(tally, measure, *cell): row[measure] for measure in measures})
    wrong = kept != _counted(connection) + _not_held(connection)
    if wrong or venues.kept(connection) != venues.recounted(connection):
        yield text("The tallies do not agree with the sessions: run “impact check --repair”")


def _wrong_search(connection: Connection) -> Iterator[Text]:
    if search_index.kept(connection) != search_index.recounted(connection):
        yield text(
            "The index of references does not agree with the sessions: run “impact check --repair”"
        )


def _wrong_findings(connection: Connection) -> Iterator[Text]:
    if not as_kept(connection):
        yield text(
            "The list of what to fix does not agree with the sessions: run “impact check --repair”"
        )


def _counted(connection: Connection) -> Counter[_Cell]:
    """Every tally, recounted from the sessions."""
    counted = Counter[_Cell]()
    bits = dict(connection.execute(select(AgeGroup.code, AgeGroup.bit)).all())
    for _, parts in groupby(_delivered(connection), key=itemgetter(0)):
        rows = list(parts)
        ages = {age: count for *_, age, count in rows if age}
        _, day, language, venue_type, kind, in_share, total, first_time, *_ = rows[0]
        youth = sum(count for *_, is_youth, age, count in rows if age and is_youth)
        distinct = _distinct(total, youth, first_time)
        month, weekday = day.replace(day=1), WEEKDAYS[day.weekday()]
        for cell in (
            ("day", day, language, venue_type, kind),
            ("kind_month", month, language, venue_type, kind),
            ("month", month, language, venue_type, ""),
        ):
            mask = sum(bits[age] for age in ages)
            keys = ((SessionTally, cell), (AgeMaskTally, (*cell, mask)))
            for tally, key in (*keys, *((AttendanceTally, (*cell, age)) for age in ages)):
                counted[tally, "sessions", *key] += 1
                counted[tally, "in_share", *key] += in_share
                counted[tally, f"sessions_{weekday}", *key] += 1
            for name, number in zip(_DISTINCT, distinct, strict=True):
                counted[SessionTally, name, *cell] += number
            for age, count in ages.items():
                counted[AttendanceTally, "participations", *cell, age] += count
                counted[AttendanceTally, f"participations_{weekday}", *cell, age] += count
    return counted


def _not_held(connection: Connection) -> Counter[_Cell]:
    """The tallies of planned and of cancelled sessions, recounted from them."""
    session = OutreachSession
    cell = session.held_on, session.language, Venue.venue_type, session.kind
    query = select(session.status, *cell).join(Venue).where(session.status != "delivered")
    rows = connection.execute(query.execution_options(yield_per=STREAMED))
    return Counter(
        (PlannedTally, "sessions", day, *rest)
        if status == "planned"
        else (CancelledTally, "sessions", day.replace(day=1), *rest)
        for status, day, *rest in rows
    )


def _distinct(total: int, youth: int, first_time: int | None) -> tuple[int, int, int]:
    """Whether first-time participants were counted (1 or 0), and the range of youth among them."""
    if first_time is None:
        return 0, 0, youth
    return 1, max(0, first_time - (total - youth)), min(youth, first_time)


def _delivered(connection: Connection) -> Iterator[AnyRow]:
    """The delivered sessions, a row for each age group; the rows of a session are adjacent."""
    session = OutreachSession
    query = (
        select(
            session.id,
            session.held_on,
            session.language,
            Venue.venue_type,
            session.kind,
            SessionKind.in_french_share,
            session.total,
            session.first_time,
            AgeGroup.youth,
            Attendance.age_group,
            Attendance.participations,
        )
        .join(Venue, session.venue_id == Venue.id)
        .join(SessionKind, session.kind == SessionKind.code)
        .outerjoin(Attendance, Attendance.session_id == session.id)
        .outerjoin(AgeGroup, Attendance.age_group == AgeGroup.code)
        .where(session.status == "delivered")
        .order_by(session.id)
        .execution_options(yield_per=STREAMED)
    )
    yield from connection.execute(query)


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes[:SHOWN]) + ("…" if len(codes) > SHOWN else "")
