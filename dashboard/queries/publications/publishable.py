"""The data that a publication is made from, as the caller's transaction sees them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, Row, func, select

from dashboard.database import AnySelect
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.publications.protecting.counts import MonthTally, Place, SessionCounts
from dashboard.queries.progress.block_kinds import AGE, CAME, CELL, HELD
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.counts import month_code
from dashboard.queries.progress.month_sessions import month_sessions
from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeMaskTally, AttendanceTally, OutreachSession, SessionTally

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

    Counted from the tallies of months, so the cost grows with them and not with the sessions; only
    those of the last month are read.
    """
    ages, last = words.ages.codes, as_of.replace(day=1)
    found = [*_of_months(connection, last, words), *_of_part(connection, last, as_of, words)]
    return SessionCounts(as_of, ages, tuple(found))


def _of_months(connection: Connection, before: date, words: Vocabulary) -> Iterator[MonthTally]:
    ages = words.ages.codes
    youth = sum(age.bit for age in words.ages if age.youth)
    sessions = _sums(connection, SessionTally, before)
    masks = _by(connection, AgeMaskTally, before, "age_mask", "sessions")
    people = _by(connection, AttendanceTally, before, "age_group", "participations")
    held = _by(connection, AttendanceTally, before, "age_group", "sessions")
    for key, count in sorted(sessions.items()):
        yield MonthTally(
            *key,
            sessions=count,
            participations=_in_order(people[key], ages),
            sessions_with=_in_order(held[key], ages),
            sessions_with_youth=sum(n for mask, n in masks[key].items() if int(mask) & youth),
        )


def _of_part(
    connection: Connection, month: date, last: date, words: Vocabulary
) -> Iterator[MonthTally]:
    """Of a month until a day."""
    sessions = month_sessions(blocks(connection), [month]).between(month, last)
    youth = sessions.with_any_of([age.code for age in words.ages if age.youth])
    (held,), (young,) = (some.by_month(HELD)[..., 0] for some in (sessions, youth))
    (came,) = sessions.by_month(CAME)
    places = [sessions.codes[AGE].index(age) for age in words.ages.codes]
    for at in zip(*held.nonzero(), strict=True):
        language, venue_type, kind = (
            sessions.codes[axis][n] for axis, n in zip(CELL, at, strict=True)
        )
        with_age, people = came[at][places].T.tolist()
        yield MonthTally(
            month.isoformat()[:7],
            language,
            venue_type,
            kind,
            sessions=int(held[at]),
            participations=tuple(people),
            sessions_with=tuple(with_age),
            sessions_with_youth=int(young[at]),
        )


def _sums(connection: Connection, tally: AnyTally, before: date) -> dict[Place, int]:
    rows = connection.execute(_cells(tally, before, (), ("sessions",)))
    return {_key(row): row[4] for row in rows}


def _by(
    connection: Connection, tally: AnyTally, before: date, code: str, number: str
) -> Mapping[Place, dict[str, int]]:
    found: dict[Place, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(_cells(tally, before, (code,), (number,))):
        found[_key(row)][str(row[4])] = row[5]
    return found


def _cells(
    tally: AnyTally, before: date, codes: tuple[str, ...], numbers: tuple[str, ...]
) -> AnySelect:
    month = month_code(tally.starts_on)
    groups = (
        *(month, tally.language, tally.venue_type, tally.kind),
        *(getattr(tally, code) for code in codes),
    )
    sums = (summed(getattr(tally, number)) for number in numbers)
    return select(*groups, *sums).where(tally.starts_on < before).group_by(*groups)


def _key(row: Row[*tuple[object, ...]]) -> Place:
    month, language, venue_type, kind = (str(part) for part in row[:4])
    return month, language, venue_type, kind


def _in_order(found: Mapping[str, int], codes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(found.get(code, 0) for code in codes)
