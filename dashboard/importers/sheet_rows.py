"""Check the table of one sheet row by row: stage sound records, note faults and remarks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from dashboard.domain.shared.records import Record
from dashboard.i18n import text
from dashboard.importers.columns import read_heading
from dashboard.importers.constants import Constants
from dashboard.importers.faults import BadValueError, Fault, FaultLog, Remark, RemarkLog
from dashboard.importers.files.source import Cell, Row
from dashboard.importers.look import Glance
from dashboard.importers.oddities import StruckRows
from dashboard.importers.row_columns import RowColumns
from dashboard.importers.row_values import RowValues
from dashboard.importers.staging import Staging
from dashboard.importers.subject import Checks, Subject, Values
from dashboard.importers.tables import SheetTable, sums_up
from dashboard.importers.words import listed

TOLD_EVERY = 500
MOST_CHARACTERS = 1 << 18
"""Of rows that are checked together: a hostile file may have a million in each."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class RowFindings(Generic[R]):
    """Where the tables of a file put their findings."""

    staging: Staging[R]
    faults: FaultLog
    remarks: RemarkLog
    glance: Glance
    struck: StruckRows


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What somebody said about a file: about its headers, and about all of its rows."""

    columns: Mapping[str, str]
    constants: Constants


class SheetRows(Generic[R]):
    """The check of one table; ``rows`` counts its records, and ``faulty`` those with a fault."""

    def __init__(
        self,
        table: SheetTable,
        subject: Subject[R],
        checks: Checks[R],
        findings: RowFindings[R],
        said: FileAnswers,
    ) -> None:
        self._subject = subject
        self._checks = checks
        self._found = findings
        self._table = table
        self.sheet, self.rows, self.faulty = table.sheet, 0, 0
        first = next(table.rows, None)
        self.is_blank = first is None
        self.number, header = first or (1, [])
        self.heading = read_heading(
            self.number, header, checks.columns, said.columns, said.constants
        )
        self._values = RowValues(
            self.heading,
            len(header),
            checks.rules,
            subject.private,
            faults=findings.faults,
            glance=findings.glance,
        )
        self._by_column = RowColumns(self._values.readers, self._values.same)
        self._unsaid = {column.code: column.blank for column in self.heading.mistyped}
        self._lacking = tuple(self._lacks_any())

    @property
    def kept(self) -> tuple[str, ...]:
        """The fields that this table has no column for, which stay unchanged."""
        said = {one.column.code for one in self.heading.constants}
        missing = {column.code for column in self.heading.missing} - said
        return tuple(code for code in self._subject.kept if code in missing)

    @property
    def is_unclear(self) -> bool:
        """Whether its headers must be corrected or explained first."""
        return bool(self.heading.faults) or not self.is_judged

    @property
    def is_judged(self) -> bool:
        """Whether the columns are clear enough to check the rows."""
        return self.heading.clear and not self._lacking

    def check(self, tell: Callable[[int], None]) -> None:
        """Check each row until too many faults are found; ``tell`` counts records now and then."""
        self._found.glance.begin(self.heading)
        for fault in (*self.heading.faults, *self._lacking):
            self._found.faults.add(fault)
        if not self.is_judged:
            self._found.glance.only(self._table.rows)
            return
        told = 0
        for some in _lots(self._wanted()):
            if not self._are_sound(some):
                for number, cells in some:
                    self.rows += self._row(number, cells)
            if self.rows - told >= TOLD_EVERY:
                tell(told := self.rows)
            if self._found.faults.is_full:
                return

    def remarks(self) -> Iterator[Remark]:
        """Remarks on the table as a whole."""
        if self._table.above:
            said = text("The headers are in this row; what is above it is ignored")
            yield Remark(self.number, "", said)
        yield from self.heading.remarks

    def note(self, row: int, code: str, value: Cell, error: BadValueError) -> None:
        """Note what is wrong in the column with that code."""
        self._values.note(row, code, value, error)

    def _wanted(self) -> Iterator[Row]:
        struck = self._table.struck
        for number, cells in self._table.rows:
            if number not in struck or self._is_wanted(number):
                yield number, cells

    def _is_wanted(self, number: int) -> bool:
        """Whether to read a struck-through row: only if somebody said so."""
        self._table.struck.discard(number)
        return self._found.struck.takes(number)

    def _lacks_any(self) -> Iterator[Fault]:
        wanted = self._checks.at_least_one
        present = {column.code for column in self.heading.columns}
        if wanted and present.isdisjoint(wanted):
            titles = listed([column for column in self._checks.columns if column.code in wanted])
            problem = text("None of these columns was found: {columns}", columns=titles)
            remedy = text("Add at least one of them")
            yield Fault(self.number, ", ".join(wanted), "", problem, remedy, titles)

    def _are_sound(self, rows: Sequence[Row]) -> bool:
        """Check rows together, and stage them if all are sound; otherwise nothing is noted."""
        together = self._checks.together
        if together is None or self._unsaid:
            return False
        cells = [of_row for _, of_row in rows]
        values = self._by_column.read(cells)
        found = together(values) if values is not None else None
        if found is None:
            return False
        self.rows += len(rows)
        self._found.glance.rows(cells)
        numbers = [number for number, _ in rows]
        for at, code, said, warns in found.remarks:
            header = self.heading.header(code)
            self._found.remarks.add(numbers[at], header, said, warns=warns)
        self._found.staging.add_all(numbers, found.keys, found.states)
        return True

    def _row(self, number: int, cells: list[Cell]) -> bool:
        """Check a row; returns false if it is not meant as a record."""
        cells.extend([""] * (len(self._values.readers) - len(cells)))
        self._found.glance.row(cells)
        values = self._values.sound(cells)
        if values is None and sums_up(self.heading.columns, self._subject.key_column, cells):
            said = text("This row is a total of the others; it is ignored")
            self._found.remarks.add(number, "", said)
            return False
        if values is None:
            before = self._found.faults.noted
            self._stage_key(number, self._values.note_faults(number, cells))
            self.faulty += self._found.faults.noted > before
            return True
        record, remark = self._checks.record(self._unsaid | values if self._unsaid else values)
        if remark and not self._unsaid:
            header = self.heading.header(self._checks.remark_column)
            self._found.remarks.add(number, header, remark)
        for code, said in self._checks.warns(record):
            self._found.remarks.add(number, self.heading.header(code), said, warns=True)
        self._found.staging.add(number, record.key, record)
        return True

    def _stage_key(self, number: int, values: Values) -> None:
        with suppress(KeyError):
            self._found.staging.add(number, self._subject.key(values))


def _lots(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows by ``TOLD_EVERY``, or fewer if they are long."""
    lot: list[Row] = []
    size = 0
    for row in rows:
        lot.append(row)
        size += _length(row[1])
        if len(lot) == TOLD_EVERY or size >= MOST_CHARACTERS:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _length(cells: Sequence[Cell]) -> int:
    """The characters of a row; other values than texts count as one."""
    try:
        return len("".join(cast("Sequence[str]", cells)))
    except TypeError:
        return sum(len(cell) if isinstance(cell, str) else 1 for cell in cells)
