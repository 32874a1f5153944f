"""What each venue had of each age group in a fiscal year or a quarter: arrays that are kept.

A row is a cell, as in ``cells``. Whichever age groups are chosen, what they had is added up from a
few columns: to how many sessions nobody but a set of age groups came is counted for every set. An
array is right for whichever transaction sees the marks of its months.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, cast

import numpy as np
from sqlalchemy import Connection

from dashboard.domain.shared.periods import quarter_of
from dashboard.queries.progress.array_store import Name, packed, sessions_of
from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import MOST_AGES, blocks
from dashboard.queries.progress.choosing import Choices, Column, wanted
from dashboard.queries.shared.groups import Groups
from dashboard.queries.venues.months import Rows, SessionMonths
from dashboard.queries.venues.recounting import Before, Mark, Marks, recounted
from dashboard.queries.venues.sums import Counted

CELL = ("venue", "language", "kind")


class ChosenAges(NamedTuple):
    """The bits of the age groups that filters choose, by place; and which places are of youth."""

    bits: Mapping[int, int]
    youth: Sequence[bool]


class AgeCells:
    """The cells of fiscal years and of quarters, as one transaction sees them.

    They are records with the columns ``CELL``, and these by age group: ``came`` are participations,
    ``attended`` the sessions to which it came, and ``last`` the latest of their days, counted from
    1 on; 0 is none. ``within`` are the sessions with no other age groups than those of a set, for
    each set.
    """

    def __init__(self, connection: Connection) -> None:
        self._tallies = blocks(connection)
        self._sessions = SessionMonths(connection)
        self._kept = sessions_of(connection)

    @property
    def counts_sets(self) -> bool:
        """Whether there are so few age groups that each set of them can be counted."""
        return len(self._tallies.codes[AGE]) <= MOST_AGES

    def year(self, starts_on: date, months: Sequence[date]) -> Rows:
        """Those of a fiscal year, of which these months have a mark."""

        def make() -> Rows:
            if self._sessions.has_room:
                return self._counted(starts_on, months)
            return _added(
                starts_on, {one: self.quarter(one, own) for one, own in _quarters(months)}
            )

        name, mark = ("venues", "ages", starts_on), [*map(self._tallies.mark, months)]
        found = self._tallies.kept.find(name, mark)
        if found is None:
            found = make()
            self._tallies.kept.put(name, mark, found)
        return found

    def keeps_quarter(self, starts_on: date) -> bool:
        """Whether the cells of a quarter are kept: where sessions are, they are counted at once."""
        return (
            self.counts_sets
            and not self._sessions.has_room
            and self._kept.takes(_of_quarter(starts_on))
        )

    def quarter(self, starts_on: date, months: Sequence[date]) -> Rows:
        """Those of a quarter, of which these months have a mark."""
        name, mark = _of_quarter(starts_on), [*map(self._tallies.mark, months)]
        found = self._kept.find(name, mark)
        if found is None:
            found = self._recounted(starts_on, dict(zip(months, mark, strict=True)))
            if self._kept.takes(name):
                self._kept.put(name, mark, found)
        return found

    def _recounted(self, starts_on: date, marks: Marks) -> Rows:
        """Those of a quarter: after a write, only of the venues that it touched."""
        last, number = self._kept.last(_of_quarter(starts_on)), len(self._tallies.codes[AGE])
        before = Before(last.array, cast("Sequence[Mark]", last.mark)) if last else None
        return recounted(
            self._sessions, marks, before, lambda sessions: _cells(starts_on, sessions, number)
        )

    def _counted(self, starts_on: date, months: Sequence[date]) -> Rows:
        sessions = dict(self._sessions.each(months))
        return _cells(starts_on, sessions, len(self._tallies.codes[AGE]))


def _of_quarter(starts_on: date) -> Name:
    return "venues", "quarter", starts_on


def _quarters(months: Sequence[date]) -> Iterator[tuple[date, list[date]]]:
    for starts_on, some in groupby(months, quarter_of):
        yield starts_on, list(some)


def kept_of_span(starts_on: date, cells: Rows, chosen: Choices, ages: ChosenAges) -> Counted:
    """What the filters keep of a year or a quarter."""
    number, bits = len(cells["venue"]), sum(ages.bits.values())
    (people, others), (attendances, of_others) = np.zeros((2, 2, number), np.int32)
    sets, last = np.zeros(number, np.min_scalar_type(bits)), np.zeros(number, np.int32)
    for place, bit in ages.bits.items():
        attended = cells["attended"][place]
        people += cells["came"][place]
        attendances += attended
        if not ages.youth[place]:
            others += cells["came"][place]
            of_others += attended
        sets |= (attended > 0) * sets.dtype.type(bit)
        np.maximum(last, cells["last"][place], out=last)
    last[last > 0] += starts_on.toordinal() - 1
    within, every = cells["within"], len(cells["within"]) - 1
    sessions = within[every] - within[every - sum(1 << place for place in ages.bits)]
    numbers = people, attendances, people - others, attendances - of_others, sets, last
    columns = [cells["venue"], cells["language"], sessions, *numbers]
    if chosen:
        at = np.flatnonzero(wanted(cells, chosen))
        columns = [column[at] for column in columns]
    return Counted(*columns)


def _cells(starts_on: date, months: Mapping[date, Rows], ages: int) -> Rows:
    """The cells of the sessions of these months."""
    together = {name: _joined([rows[name] for rows in months.values()]) for name in CELL}
    came = _joined([rows["came"] for rows in months.values()])
    since = starts_on.toordinal() - 1
    days = _joined(
        [rows["day"] + np.int16(day.toordinal() - since) for day, rows in months.items()]
    )
    groups = Groups.of(together)
    there = came > 0
    return packed(
        {
            **{name: column[groups.first] for name, column in together.items()},
            "within": _within(groups, _sets(there), 2**ages),
            "came": _of_each(groups, came, np.add),
            "attended": _of_each(groups, there, np.add),
            "last": _of_each(groups, there * days, np.maximum),
        }
    )


def _added(starts_on: date, quarters: Mapping[date, Rows]) -> Rows:
    """The cells of a year from those of its quarters."""
    parts = quarters.values()
    together = {name: _joined([part[name] for part in parts]) for name in CELL}
    groups = Groups.of(together)
    last = [
        np.where(part["last"] > 0, part["last"] + np.int16((day - starts_on).days), 0)
        for day, part in quarters.items()
    ]
    sums = {
        name: _of_each(groups, _joined([part[name] for part in parts]), np.add)
        for name in ("within", "came", "attended")
    }
    return packed(
        {
            **{name: column[groups.first] for name, column in together.items()},
            **sums,
            "last": _of_each(groups, _joined(last), np.maximum),
        }
    )


def _sets(there: Column) -> Column:
    """The set of age groups that came to each session: a bit for the place of each."""
    found = np.zeros(there.shape[1], np.min_scalar_type(2 ** len(there)))
    for place, came in enumerate(there):
        found |= came * found.dtype.type(1 << place)
    return found


def _within(groups: Groups, sets: Column, number: int) -> Column:
    """The sessions of each cell with no other age groups than those of a set, for each set."""
    cells = len(groups.starts)
    exactly = np.bincount(groups.places() * np.int64(number) + sets, minlength=cells * number)
    found = np.ascontiguousarray(exactly.reshape(cells, number).T)
    size = 1
    while size < number:
        halves = found.reshape(number // size // 2, 2, -1)
        halves[:, 1] += halves[:, 0]
        size *= 2
    return found


def _of_each(groups: Groups, columns: Column, join: np.ufunc) -> Column:
    """The sum, or the largest, of each cell."""
    if not len(groups.starts):
        return np.zeros((len(columns), 0), np.int64)
    numbers = np.int64 if join is np.add else columns.dtype
    ordered = columns.take(groups.order, 1)
    found: Column = join.reduceat(ordered, groups.starts, axis=1, dtype=numbers)
    return found


def _joined(parts: Sequence[Column]) -> Column:
    return np.concatenate(parts, axis=-1)
