"""The data that a publication is made from, as the caller's transaction sees them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, Row, func, select

from dashboard.database import AnySelect
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.publications.protecting.counts import MonthTally, SessionCounts
from dashboard.queries.progress.counts import month_code
from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeMaskTally, AttendanceTally, OutreachSession, SessionTally

Key = tuple[str, str, str, str]
AnyTally = type[SessionTally] | type[AgeMaskTally] | type[AttendanceTally]


def latest_day(connection: Connection, until: date) -> date | None:
    """The day of the latest session delivered by ``until``."""
    session = OutreachSession
    return connection.scalar(
        select(func.max(session.held_on)).where(
            session.status == "delivered", session.held_on <= until
        )
    )


def counts(connection: Connection, as_of: date, words: Vocabulary) -> SessionCounts:
    """All sessions delivered until that day, by month, language, venue type and kind.

    Counted from the daily tallies, so the cost grows with the days and not with the sessions.
    """
    ages = words.ages.codes
    youth = sum(age.bit for age in words.ages if age.youth)
    sessions = _sums(connection, SessionTally, as_of)
    masks = _by(connection, AgeMaskTally, as_of, "age_mask", "sessions")
    people = _by(connection, AttendanceTally, as_of, "age_group", "participations")
    held = _by(connection, AttendanceTally, as_of, "age_group", "sessions")
    return SessionCounts(
        as_of,
        ages,
        tuple(
            MonthTally(
                *key,
                sessions=count,
                participations=_in_order(people[key], ages),
                sessions_with=_in_order(held[key], ages),
                sessions_with_youth=sum(n for mask, n in masks[key].items() if int(mask) & youth),
            )
            for key, count in sorted(sessions.items())
        ),
    )


def _sums(connection: Connection, tally: AnyTally, as_of: date) -> dict[Key, int]:
    rows = connection.execute(_cells(tally, as_of, (), ("sessions",)))
    return {_key(row): row[4] for row in rows}


def _by(
    connection: Connection, tally: AnyTally, as_of: date, code: str, number: str
) -> Mapping[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(_cells(tally, as_of, (code,), (number,))):
        found[_key(row)][str(row[4])] = row[5]
    return found


def _cells(
    tally: AnyTally, as_of: date, codes: tuple[str, ...], numbers: tuple[str, ...]
) -> AnySelect:
    month = month_code(tally.starts_on)
    groups = (
        *(month, tally.language, tally.venue_type, tally.kind),
        *(getattr(tally, code) for code in codes),
    )
    sums = (summed(getattr(tally, number)) for number in numbers)
    of_days = tally.grain == "day", tally.starts_on <= as_of
    return select(*groups, *sums).where(*of_days).group_by(*groups)


def _key(row: Row[*tuple[object, ...]]) -> Key:
    month, language, venue_type, kind = (str(part) for part in row[:4])
    return month, language, venue_type, kind


def _in_order(found: Mapping[str, int], codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(found.get(code, 0) for code in codes)
