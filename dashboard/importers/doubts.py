"""What is odd about the rows of a session file together: their numbers and their dates."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from sqlalchemy import Connection, select

from dashboard.domain.sessions.far_dates import Stretch
from dashboard.domain.sessions.record import SessionRecord
from dashboard.importers import hand_numbers
from dashboard.importers.oddities import (
    DAYS_ASKED,
    ROWS_NAMED,
    FarDay,
    FarDays,
    OddityAnswers,
    RowOddities,
    far,
)
from dashboard.importers.places import Places
from dashboard.importers.staging import Staging
from dashboard.queries.sessions.findings.far_dates import far_with
from dashboard.tables import OutreachSession

AT_ONCE = 1_000
OURS = "counting"  # a column that our own exports have, whose references are those of the database


class Doubts:
    """Collects the sessions of a file, and reports what is odd once all are read."""

    def __init__(self, today: date, file: str, answers: OddityAnswers) -> None:
        self._today = today
        self._file = file
        self._answers = answers
        self._days = Counter[date]()

    def hear(self, day: date) -> None:
        """Note the day of a session."""
        self._days[day] += 1

    def hear_all(self, days: Iterable[date]) -> None:
        """Note the days of many sessions."""
        self._days.update(days)

    def told(
        self,
        connection: Connection,
        staging: Staging[SessionRecord],
        places: Places,
        columns: Collection[str],
    ) -> RowOddities:
        """Report what is odd, and make the references that depend on an answer."""
        found = RowOddities()
        if OURS not in columns:
            answer = self._answers.numbers
            found = hand_numbers.doubted(connection, staging, places, self._file, answer)
        stretches, others = far_with(connection, self._days, self._today)
        far_rows = self._far_rows(connection, staging, stretches)
        if not far_rows:
            return found
        right = self._answers.right_dates
        days = FarDays(
            tuple(
                FarDay(day, len(rows), tuple(rows[:ROWS_NAMED]), day in right)
                for day, rows in sorted(far_rows.items())[:DAYS_ASKED]
            ),
            *others,
        )
        out = sorted(
            (row, day) for day, rows in far_rows.items() if day not in right for row in rows
        )
        errors = {day: far(day, days) for day in far_rows}
        rows = tuple((row, day.isoformat(), errors[day]) for row, day in out)
        return replace(found, far=days, rows=rows)

    def _far_rows(
        self,
        connection: Connection,
        staging: Staging[SessionRecord],
        stretches: Sequence[Stretch],
    ) -> dict[date, list[int]]:
        """The rows of each distant day, without sessions already known on that day."""
        far = {day for day in self._days if any(day in one for one in stretches)}
        if not far:
            return {}
        by_day: dict[date, list[int]] = {}
        found = (one for one in staging if one.record.date in far)
        while some := [*islice(found, AT_ONCE)]:
            known = _known(connection, [one.record.reference for one in some])
            for row, record in some:
                if (record.reference, record.date) not in known:
                    by_day.setdefault(record.date, []).append(row)
        return by_day


def _known(connection: Connection, references: list[str]) -> set[tuple[str, date]]:
    """Reference and day of those that the database has."""
    statement = select(OutreachSession.reference, OutreachSession.held_on)
    found = connection.execute(statement.where(OutreachSession.reference.in_(references)))
    return {(reference, day) for reference, day in found}
