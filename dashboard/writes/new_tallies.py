"""Count the tallies of many sessions, from columns of numbers: new ones, or old ones to take away.

``tallies``, ``venue_tallies`` and the modules of packs say the same, for all other writes: what is
counted here equals what they would count, and ``impact check`` compares both.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.shared.groups import Columns, Groups, grouped, narrow
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    Base,
    CancelledTally,
    FacilitatorPack,
    PlannedTally,
    SessionPack,
    SessionTally,
    VenueTally,
)
from dashboard.writes.adding import by_weekday, of_spans
from dashboard.writes.bulk import table_of
from dashboard.writes.new_columns import NewColumns
from dashboard.writes.new_numbers import NOT_COUNTED
from dashboard.writes.new_packs import NewPacks, packs
from dashboard.writes.new_spots import NewSpots
from dashboard.writes.tally_columns import TallyColumns

Size = tuple[str, str, int]
_Cells = tuple[Iterable[Any], ...]
CELL, WEEKDAY = ("starts_on", "language", "venue_type", "kind"), "weekday"
OF_VENUE = ("venue", "status", "language", "kind")
COUNTED_AT_ONCE = 250_000


class RowsOfPacks(NamedTuple):
    """Rows of packs; values follow the order of columns, days are ISO texts."""

    table: Table
    rows: Iterator[tuple[Any, ...]]


class NewTallies(NewColumns):
    """The tallies of all sessions together, of which there is one at least."""

    def each(self) -> Iterator[TallyColumns]:
        """The rows of each tally but packs, in the order of their keys."""
        yield self._by_month(SessionTally, self._held())
        yield self._by_month(AgeMaskTally, self._masks(), "age_mask")
        yield self._by_month(AttendanceTally, self._attendance(), "age_group")
        yield from self._not_held(PlannedTally, "planned", "held_on")
        yield from self._not_held(CancelledTally, "cancelled", "starts_on")
        yield self._of_venues()

    def packs(self) -> Iterator[RowsOfPacks]:
        """The packs of venues and of facilitators, in the order of their keys."""
        yield RowsOfPacks(of_spans(table_of(SessionPack)), self._packs())
        yield RowsOfPacks(of_spans(table_of(FacilitatorPack)), self._packs_of_facilitators())

    def sizes(self) -> dict[Size, int]:
        """How many delivered sessions of each kind and venue type have each total."""
        held = _where(self._sessions, self._is("delivered"))
        cell = ("kind", "venue_type", "total")
        found = grouped({name: held[name] for name in cell}, {})
        texts = (self._said("kind", found["kind"]), self._said("venue_type", found["venue_type"]))
        totals, counts = found["total"].tolist(), found["sessions"].tolist()
        return dict(zip(zip(*texts, totals, strict=True), counts, strict=True))

    def spots(self) -> NewSpots:
        """Where those are that were not cancelled."""
        these, led = narrow(np.flatnonzero(~self._is("cancelled"))), (self._led, self._leaders)
        return NewSpots(self._sessions, led, these, self._venue_ids, self._texts)

    def _held(self) -> Columns:
        """A row for each cell and weekday of a month: sessions, and the distinct youth in them."""
        of_youth = [age in self._reference.youth for age in self._texts["age_group"]]
        youth = self._summed_by_session(self._came * np.array(of_youth, np.int32)[self._ages])
        total, first_time = self._sessions["total"], self._sessions["first_time"]
        counted = first_time != NOT_COUNTED
        low = np.where(counted, np.maximum(first_time - (total - youth), 0), 0)
        high = np.where(counted, np.minimum(first_time, youth), youth)
        numbers: Columns = {"first_time_sessions": counted.astype(np.uint8)}
        numbers |= {"distinct_low": low, "distinct_high": high}
        held = self._is("delivered")
        return grouped(self._cells(held), _where(self._times(numbers), held))

    def _masks(self) -> Columns:
        held = self._is("delivered")
        cells = self._cells(held) | {"age_mask": self._age_masks[held]}
        return grouped(cells, _where(self._times({}), held))

    def _attendance(self) -> Columns:
        """A row for each cell and age group, counted in parts: there are more than sessions."""
        held = self._is("delivered")
        cells = self._cells(held)
        groups = Groups.of(cells)
        place = np.full(len(held), -1, np.int32)
        place[held] = groups.places()
        ages, every = len(self._texts["age_group"]), self._sessions.get("times")
        size = len(groups.starts) * ages
        sessions, came = np.zeros(size, np.int32), np.zeros(size, np.int32)
        for at in range(0, len(self._ages), COUNTED_AT_ONCE):
            part = slice(at, at + COUNTED_AT_ONCE)
            of_cell = place[self._of_session[part]]
            key = (of_cell.astype(np.int64) * ages + self._ages[part])[of_cell >= 0]
            times = 1 if every is None else every[self._of_session[part]][of_cell >= 0]
            np.add.at(sessions, key, times)
            np.add.at(came, key, times * self._came[part][of_cell >= 0])
        rows = narrow(np.flatnonzero((sessions != 0) | (came != 0)))
        first = groups.first[rows // max(ages, 1)]
        found = {name: values[first] for name, values in cells.items()}
        found |= {"age_group": narrow(rows % max(ages, 1)), "sessions": sessions[rows]}
        return found | {"participations": came[rows]}

    def _cells(self, these: NDArray[np.bool_]) -> Columns:
        days = self._sessions["held_on"]
        of_month = self._sessions | {"starts_on": self._months[days], WEEKDAY: self._weekdays[days]}
        return {name: of_month[name][these] for name in (*CELL, WEEKDAY)}

    def _times(self, numbers: Columns) -> Columns:
        """Numbers of sessions, as often as these count, and how often that is."""
        times = self._sessions.get("times")
        if times is None:
            return numbers
        return {"sessions": times} | {name: times * values for name, values in numbers.items()}

    def _by_month(self, tally: type[Base], found: Columns, more: str = "") -> TallyColumns:
        """The rows of months; those of each weekday are given apart."""
        cell, table = [*CELL, *([more] if more else [])], table_of(tally)
        weekday = found.pop(WEEKDAY)
        groups = Groups.of({name: found[name] for name in cell})
        of_months = {name: found[name][groups.first] for name in cell}
        numbers = {name: groups.together(name, found[name]) for name in found if name not in cell}
        for name, (counted, at) in by_weekday(table).items():
            numbers[name] = groups.together(name, np.where(weekday == at, found[counted], 0))
        return self._rows(of_spans(table), _changing(of_months | numbers, cell), "month")

    def _not_held(self, tally: type[Base], status: str, day: str) -> Iterator[TallyColumns]:
        these = self._is(status)
        cells, of_months = self._cells(these), day == "starts_on"
        del cells[WEEKDAY]
        if not of_months:
            cells = {day: self._sessions["held_on"][these]} | cells
            del cells["starts_on"]
        found = _changing(grouped(cells, _where(self._times({}), these)), [*cells])
        yield self._rows(of_spans(table_of(tally)), found, "month" if of_months else "held_on")

    def _of_venues(self) -> TallyColumns:
        cells = {name: self._sessions[name] for name in OF_VENUE}
        found = _changing(grouped(cells, self._times({})), OF_VENUE)
        return self._rows(of_spans(table_of(VenueTally)), found)

    def _packs(self) -> Iterator[tuple[Any, ...]]:
        held = narrow(np.flatnonzero(self._is("delivered")))
        cells = {"month": self._month[held], "venue": self._sessions["venue"][held]}
        for some, cell in self._packed(cells, held):
            yield from zip(*cell, some.packed, strict=False)

    def _packs_of_facilitators(self) -> Iterator[tuple[Any, ...]]:
        """The same, with places instead of ids of sessions, which have none yet."""
        these = narrow(np.flatnonzero(self._is("delivered")[self._led]))
        held, venue_ids = self._led[these], self._venue_ids[self._sessions["venue"]]
        cells = {"facilitator": self._leaders[these], "month": self._month[held]}
        for some, cell in self._packed(cells, held):
            yield from zip(*cell, some.packed, some.whose(venue_ids), strict=False)

    def _packed(self, cells: Columns, held: Numbers) -> Iterator[tuple[NewPacks, _Cells]]:
        """Some packs at a time, with the columns of their key."""
        for some in packs(cells, *self._to_pack, held) if len(held) else ():
            own = map(self._said, cells, some.cells)
            yield some, (*own, repeat(self._reference.coding.id), repeat(some.number_bytes))

    @cached_property
    def _to_pack(self) -> tuple[Sequence[Numbers], Numbers]:
        """The columns of all sessions that packs have, and a row for each with who came."""
        sessions, coding = self._sessions, self._reference.coding
        days = [int(day[8:]) for day in self._texts["held_on"]]
        numbers = (
            np.array(days, np.int32)[sessions["held_on"]],
            self._among("language", coding.languages)[sessions["language"]],
            self._among("kind", coding.kinds)[sessions["kind"]],
            sessions["total"],
            np.where(sessions["first_time"] == NOT_COUNTED, 0, sessions["first_time"] + 1),
        )
        came = np.zeros((len(sessions["total"]), len(coding.ages)), _narrow(self._came))
        came[self._of_session, self._among("age_group", coding.ages)[self._ages]] = self._came
        return numbers, came

    def _rows(self, table: Table, found: Columns, starts_on: str = "") -> TallyColumns:
        """Rows of a table; ``starts_on`` tells what its days are."""
        kinds = {name: starts_on if name == "starts_on" else name for name in found}
        texts = {name: self._texts[kind] for name, kind in kinds.items() if kind in self._texts}
        return TallyColumns(table, found, texts)


def _narrow(numbers: Numbers) -> np.dtype[Any]:
    return np.min_scalar_type(int(np.max(numbers, initial=0)))


def _changing(found: Columns, cell: Sequence[str]) -> Columns:
    """The rows that change anything: what is taken away may be put in again."""
    numbers = [values != 0 for name, values in found.items() if name not in cell]
    return _where(found, np.any(numbers, axis=0))


def _where(columns: Columns, these: NDArray[np.bool_]) -> Columns:
    return {name: values[these] for name, values in columns.items()}
