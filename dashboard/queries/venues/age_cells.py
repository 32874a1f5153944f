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
    """The bits of the age groups that filters choose, by place; and which places are of youth.

    ``some`` tells that others are left out, and so are sessions to which nobody came.
    """

    bits: Mapping[int, int]
    youth: Sequence[bool]
    some: bool


class AgeCells:
    """The cells of fiscal years and of quarters, as one transaction sees them.

    They are records with the columns ``CELL``, and these by age group: ``came`` are participations,
    and ``last`` the latest day to which it came, counted from 1 on; 0 is none. A quarter has one
    for each month, a year one alone. ``within`` are the sessions with no other age groups than
    those of a set, for each set.
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
                sessions = dict(self._sessions.each(months))
                return _added(starts_on, [([*sessions], self._counted(sessions))])
            quarters = [(own, self.quarter(one, own)) for one, own in _quarters(months)]
            return _added(starts_on, quarters)

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
        last = self._kept.last(_of_quarter(starts_on))
        before = Before(last.array, cast("Sequence[Mark]", last.mark)) if last else None
        return recounted(self._sessions, marks, before, self._counted)

    def _counted(self, sessions: Mapping[date, Rows]) -> Rows:
        return _cells([*sessions.values()], len(self._tallies.codes[AGE]))


def _of_quarter(starts_on: date) -> Name:
    return "venues", "quarter", starts_on


def _quarters(months: Sequence[date]) -> Iterator[tuple[date, list[date]]]:
    for starts_on, some in groupby(months, quarter_of):
        yield starts_on, list(some)


def kept_of_span(
    cells: Rows, starts: Mapping[int, date], chosen: Choices, ages: ChosenAges
) -> Counted:
    """What the filters keep of a year or a quarter.

    ``starts`` are the first days of which ``last`` counts, by its place: those of all months of a
    quarter, unless what it had in others is taken away again.
    """
    within, every, number = cells["within"], len(cells["within"]) - 1, len(cells["venue"])
    (people, others), (attendances, of_others) = np.zeros((2, 2, number), np.int32)
    for place in ages.bits:
        attended = within[every] - within[every - (1 << place)]
        people += cells["came"][place]
        attendances += attended
        if not ages.youth[place]:
            others += cells["came"][place]
            of_others += attended
    sets, last = np.zeros(number, np.min_scalar_type(sum(ages.bits.values()))), _never(number)
    for month, first in starts.items():
        days = _never(number)
        for place, bit in ages.bits.items():
            of_age = cells["last"][month, place]
            sets |= (of_age > 0) * sets.dtype.type(bit)
            np.maximum(days, of_age, out=days)
        np.maximum(last, (days > 0) * (days + np.int32(first.toordinal() - 1)), out=last)
    sessions = within[every] - within[every - sum(1 << place for place in ages.bits)]
    numbers = people, attendances, people - others, attendances - of_others, sets, last
    columns = [cells["venue"], cells["language"], sessions, *numbers]
    if chosen:
        at = np.flatnonzero(wanted(cells, chosen))
        columns = [column[at] for column in columns]
    return Counted(*columns)


def _never(number: int) -> Column:
    return np.zeros(number, np.int32)


def _cells(months: Sequence[Rows], ages: int) -> Rows:
    """The cells of the sessions of these months, with a latest day for each of them."""
    together = {name: _joined([rows[name] for rows in months]) for name in CELL}
    came, days = (_joined([rows[name] for rows in months]) for name in ("came", "day"))
    month = np.repeat(np.arange(len(months)), [len(rows["venue"]) for rows in months])
    groups = Groups.of(together)
    there = came > 0
    return packed(
        {
            **{name: column[groups.first] for name, column in together.items()},
            "within": _within(groups, _sets(there), 2**ages),
            "came": _sums(groups, came),
            "last": _latest(groups, there * (days + np.uint8(1)), month, len(months)),
        }
    )


def _added(starts_on: date, parts: Sequence[tuple[Sequence[date], Rows]]) -> Rows:
    """The cells of a year from those of its quarters, each with its months."""
    every = [cells for _, cells in parts]
    together = {name: _joined([cells[name] for cells in every]) for name in CELL}
    groups = Groups.of(together)
    sums = {
        name: _sums(groups, _joined([cells[name] for cells in every]))
        for name in ("within", "came")
    }
    last = _joined([_since(starts_on, months, cells["last"]) for months, cells in parts])
    none = np.zeros(last.shape[-1], np.intp)
    return packed(
        {
            **{name: column[groups.first] for name, column in together.items()},
            **sums,
            "last": _latest(groups, last, none, 1),
        }
    )


def _since(starts_on: date, months: Sequence[date], last: Column) -> Column:
    """The latest of all days in months, counted from another day on."""
    found = np.zeros(last.shape[1:], np.int16)
    for month, days in zip(months, last, strict=True):
        np.maximum(found, (days > 0) * (days + np.int16((month - starts_on).days)), out=found)
    return found


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


def _sums(groups: Groups, columns: Column) -> Column:
    """The sum of each cell."""
    if not len(groups.starts):
        return np.zeros((len(columns), 0), np.int64)
    found: Column = np.add.reduceat(
        columns.take(groups.order, 1), groups.starts, axis=1, dtype=np.int64
    )
    return found


def _latest(groups: Groups, days: Column, month: Column, months: int) -> Column:
    """The largest of each month and cell; months come in their order."""
    found = np.zeros((months, len(days), len(groups.starts)), days.dtype)
    if found.size:
        place, of_month = np.repeat(np.arange(found.shape[-1]), groups.counts), month[groups.order]
        begins = np.flatnonzero(np.diff(place * months + of_month, prepend=-1))
        latest = np.maximum.reduceat(days.take(groups.order, 1), begins, axis=1)
        found[of_month[begins], :, place[begins]] = latest.T
    return found


def _joined(parts: Sequence[Column]) -> Column:
    return np.concatenate(parts, axis=-1)
