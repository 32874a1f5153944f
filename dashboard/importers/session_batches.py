"""Check many rows of a session file at once, as columns: the same rules as ``sessions`` has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import repeat

import orjson

from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import COUNTS, RECORDED
from dashboard.domain.sessions.record import UNCOUNTED, SessionRecord
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text
from dashboard.importers.row_columns import ColumnValues
from dashboard.importers.session_counts import DELIVERED, NOT_RECORDED, nobody_counted, not_recorded
from dashboard.importers.subject import RowRemark, SoundRows

TOTAL = "total"
_NAMES = tuple(one.name for one in fields(SessionRecord))
_NOTES = tuple(column.code for column in RECORDED if column.type is ColumnType.NOTE)
_OTHER_COUNTS = tuple(column.code for column in COUNTS if column.code != TOTAL)
_PARTS = "facilitators/"


class SessionBatches:
    """Checks rows together; what is not certainly sound is left to the rules of single rows."""

    def __init__(
        self,
        ages: Sequence[str],
        words: Vocabulary,
        today: date,
        warning: Callable[[str], Text | None],
    ) -> None:
        self._ages = ages
        self._words = words
        self._today = today
        self._warning = warning
        self._in_order: dict[tuple[str, ...], tuple[str, ...]] = {}

    def sound(self, columns: ColumnValues) -> SoundRows | None:
        """The sessions of these rows as JSON, and remarks; ``None`` unless all rows are sound."""
        if any(code.startswith(_PARTS) for code in columns) or not self._fit_together(columns):
            return None
        held = [status == DELIVERED for status in columns["status"]]
        counts = [*zip(*(columns[code] for code in self._ages), strict=True)]
        sums = [sum(filter(None, row)) for row in counts]
        totals = [
            summed if total is None else total
            for summed, total in zip(sums, columns[TOTAL], strict=True)
        ]
        if not self._add_up(columns, held, counts, sums, totals):
            return None
        attendance = [
            {code: came for code, came in zip(self._ages, row, strict=True) if came}
            for row in counts
        ]
        remarks: list[RowRemark] = []
        for at, (is_held, summed, total) in enumerate(zip(held, sums, totals, strict=True)):
            if total > summed:
                attendance[at][NOT_RECORDED] = total - summed
                remarks.append(RowRemark(at, TOTAL, not_recorded(total, summed)))
            elif is_held and not summed and columns[TOTAL][at] is None:
                remarks.append(RowRemark(at, TOTAL, nobody_counted()))
        remarks += self._warnings(columns)
        remarks.sort(key=_place)  # those of a row stay in their order
        values = columns | {TOTAL: totals, "attendance": attendance}
        values["facilitators"] = [*map(self._sorted, columns["facilitators"])]
        for code in _OTHER_COUNTS:
            each = zip(columns[code], held, strict=True)
            values[code] = [count if is_held else UNCOUNTED[code] for count, is_held in each]
        rows = zip(*(values[name] for name in _NAMES), strict=True)
        states = [*map(orjson.dumps, map(dict, map(zip, repeat(_NAMES), rows)))]
        return SoundRows(columns["reference"], states, remarks)

    def _fit_together(self, columns: ColumnValues) -> bool:
        """Whether venues are of their types, and no delivered session is in the future."""
        venues = self._words.venues
        are_of_type = all(
            not type_ or venues[venue].venue_type == type_
            for venue, type_ in {*zip(columns["venue"], columns["venue_type"], strict=True)}
        )
        days = {*zip(columns["date"], columns["status"], strict=True)}
        return are_of_type and not any(
            day > self._today and status == DELIVERED for day, status in days
        )

    def _add_up(
        self,
        columns: ColumnValues,
        held: Sequence[bool],
        counts: Sequence[tuple[int | None, ...]],
        sums: Sequence[int],
        totals: Sequence[int],
    ) -> bool:
        """Whether all counts agree, and only delivered sessions have any."""
        unknown = self._ages.index(NOT_RECORDED) if NOT_RECORDED in self._ages else None
        others = [columns[code] for code in _OTHER_COUNTS]
        for at, (is_held, summed, total) in enumerate(zip(held, sums, totals, strict=True)):
            if not is_held and (total or summed):
                return False
            if total < summed:
                return False
            if total > summed and (unknown is None or counts[at][unknown] is not None):
                return False
        return all(
            not count or (is_held and count <= total)
            for column in others
            for count, is_held, total in zip(column, held, totals, strict=True)
        )

    def _warnings(self, columns: ColumnValues) -> Iterator[RowRemark]:
        for code in _NOTES:
            for at, note in enumerate(columns[code]):
                if note and (said := self._warning(note)):
                    yield RowRemark(at, code, said, warns=True)

    def _sorted(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        if codes not in self._in_order:
            self._in_order[codes] = tuple(sorted({*codes}))
        return self._in_order[codes]


def _place(remark: RowRemark) -> int:
    return remark.at
