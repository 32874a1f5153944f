"""The columns of many new sessions, of which their tallies are counted."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.shared.groups import Columns, narrow
from dashboard.writes.new_numbers import Lots, NewNumbers, ReferenceValues


class NewColumns:
    """New sessions, with a column of numbers for each thing that is known of them.

    For a text, the number is its place among the different texts of its column, in order. Venues
    and months follow from what is given, which is emptied meanwhile.
    """

    def __init__(self, new: NewNumbers, reference: ReferenceValues) -> None:
        self._new, self._reference = new, reference
        self._texts: dict[str, list[str]] = {}
        for name, numbered in new.numbered.items():
            self._texts[name] = sorted(numbered)
        ranks = {name: self._ranks(name) for name in new.numbered}
        of_sessions: Columns = {}
        while new.of_sessions:  # which are let go one by one
            name, lots = new.of_sessions.popitem()
            if name in ranks:
                of_sessions[name] = ranks[name][_column(lots)]
            else:  # which is calculated with
                of_sessions[name] = _column(lots, np.int32)
        self._ages = ranks["age_group"][_column(new.age_group)]
        self._of_session = _column(new.session)
        self._came = _column(new.participations)
        self._led = _column(new.led)
        self._leaders = ranks["facilitator"][_column(new.facilitator)]
        self._place(of_sessions)
        self._describe_days()
        self._sessions = of_sessions

    def _ranks(self, name: str) -> Numbers:
        """The place of each numbered text in their order."""
        places = {text: at for at, text in enumerate(self._texts[name])}
        return narrow(np.array([places[text] for text in self._new.numbered[name]], np.int32))

    def _place(self, sessions: Columns) -> None:
        """Add the sessions' venues and venue types."""
        venues = sorted(self._reference.venues.items(), key=lambda item: item[1])
        self._texts["venue"] = [code for _, (code, _) in venues]
        self._texts["venue_type"] = sorted({type_ for _, (_, type_) in venues})
        self._venue_ids = ids = np.array([id_ for id_, _ in venues], np.int64)
        by_id = narrow(np.argsort(ids))
        sessions["venue"] = by_id[np.searchsorted(ids, sessions.pop("venue_id"), sorter=by_id)]
        types = [self._texts["venue_type"].index(type_) for _, (_, type_) in venues]
        sessions["venue_type"] = narrow(np.array(types, np.int32))[sessions["venue"]]

    def _describe_days(self) -> None:
        """The weekday and month of each day, as numbers."""
        every = [date.fromisoformat(day) for day in self._texts["held_on"]]
        self._weekdays = narrow(np.array([day.weekday() for day in every], np.int64))
        self._months, self._texts["month"] = _coded([day.replace(day=1) for day in every])

    def _is(self, status: str) -> NDArray[np.bool_]:
        known = self._texts["status"]
        wanted = known.index(status) if status in known else -1
        found: NDArray[np.bool_] = self._sessions["status"] == wanted
        return found

    def _summed_by_session(self, values: Numbers) -> Numbers:
        """Sums over the attendance of each session, which must fit the type of the values."""
        summed = np.zeros(len(self._sessions["total"]), values.dtype)
        np.add.at(summed, self._of_session, values)
        return summed

    @cached_property
    def _age_masks(self) -> Numbers:
        bits = [self._reference.bits[age] for age in self._texts["age_group"]]
        return narrow(self._summed_by_session(np.array(bits, np.int64)[self._ages]))

    @property
    def _month(self) -> Numbers:
        return self._months[self._sessions["held_on"]]

    def _among(self, name: str, codes: Sequence[str]) -> Numbers:
        """The place of each of our texts among these."""
        return narrow(np.array([codes.index(text) for text in self._texts[name]], np.int32))

    def _said(self, name: str, numbers: Numbers) -> list[str]:
        said: list[str] = np.array(self._texts[name], object)[numbers].tolist()
        return said


def _column(lots: Lots, least: type[np.integer[Any]] = np.int8) -> Numbers:
    """All numbers of some lots, which are emptied, in the bytes of the largest or of ``least``."""
    column = np.concatenate([np.zeros(0, least), *map(np.asarray, lots)])
    lots.clear()
    return column


def _coded(days: Sequence[date]) -> tuple[Numbers, list[str]]:
    """The number of each day among the different ones, and these in order."""
    texts = sorted({day.isoformat() for day in days})
    places = {text: at for at, text in enumerate(texts)}
    return narrow(np.array([places[day.isoformat()] for day in days], np.int64)), texts
